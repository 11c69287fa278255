//! The industrial divisions of GB/T 4754-2017 (06 to 46), by code and name.

use std::sync::LazyLock;

use crate::domain::rules::Industry;

/// One industrial division.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndustryName {
    /// Two digits.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
}

/// Lines of `section,section_name,code,name` under a line of headings.
static INDUSTRIES: LazyLock<Vec<IndustryName>> = LazyLock::new(|| {
    include_str!("../../config/region/industries.csv")
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split(',').skip(2);
            Some(IndustryName {
                code: cells.next()?.trim(),
                name: cells.next()?.trim(),
            })
        })
        .collect()
});

/// The name of a division.
#[must_use]
pub fn industry_name(industry: Industry) -> &'static str {
    let code = industry.to_string();
    let found = all().iter().find(|it| it.code == code);
    found.map_or("", |it| it.name)
}

/// All divisions in the order of their codes.
#[must_use]
pub fn all() -> &'static [IndustryName] {
    &INDUSTRIES
}

/// Code and name of a division, such as 32 有色金属冶炼和压延加工业; a code without a name as it is.
#[must_use]
pub fn label(code: &str) -> String {
    all()
        .iter()
        .find(|industry| industry.code == code)
        .map_or_else(
            || code.to_owned(),
            |industry| format!("{code} {}", industry.name),
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rules::Industry;

    #[test]
    fn every_division_has_a_name_and_a_code_the_rules_know() {
        assert_eq!(all().len(), 41);
        for industry in all() {
            assert!(industry.code.parse::<Industry>().is_ok(), "{industry:?}");
            assert!(!industry.name.is_empty());
        }
        assert_eq!(label("32"), "32 有色金属冶炼和压延加工业");
        assert_eq!(label("99"), "99");
    }
}
