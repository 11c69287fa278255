//! What the pages of publicities (公示) say: its term, its form, how it stands.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};

use super::{calendar::missing_year, field_errors, format};
use crate::domain::{
    calendar::FirstDay,
    publicity::{FEWEST_DAYS, TermFault},
    time::beijing_date,
};

/// Labels of the form that opens a publicity.
pub const FIELDS: &[(&str, &str)] = &[
    ("title", "标题"),
    ("first", "公示首日"),
    ("last", "公示末日"),
    ("fewer_reason", "少于规定天数的原因"),
    ("basis", "公示依据（文号）"),
    ("procedure", "评审程序说明"),
    ("office", "受理处室"),
    ("telephone", "监督电话"),
    ("address", "通信地址"),
    ("email", "电子邮箱"),
    ("signed_by", "落款单位"),
];

/// A publicity that would begin before today.
pub const PAST: &str = "公示首日不能早于今天，请改为今天或以后的日期";

/// From one day to another: 2026年11月23日至11月27日.
#[must_use]
pub fn days(first: NaiveDate, last: NaiveDate) -> String {
    if first == last {
        return format::date(first);
    }
    let end = if first.year() == last.year() {
        format!("{}月{}日", last.month(), last.day())
    } else {
        format::date(last)
    };
    format!("{}至{end}", format::date(first))
}

/// The term as it is printed: 2026年11月23日至11月27日（5个工作日）.
#[must_use]
pub fn term(opens_at: DateTime<Utc>, closes_at: DateTime<Utc>, working_days: i16) -> String {
    let last = beijing_date(closes_at - TimeDelta::seconds(1));
    format!(
        "{}（{working_days}个工作日）",
        days(beijing_date(opens_at), last)
    )
}

/// A way of counting.
#[must_use]
pub const fn reading(reading: FirstDay) -> &'static str {
    match reading {
        FirstDay::Counted => "首日计入",
        FirstDay::NotCounted => "首日不计，从次日起算",
    }
}

/// Until when a publicity runs by one way of counting.
#[must_use]
pub fn reading_ends(first: NaiveDate, last: NaiveDate, wanted: i16) -> String {
    format!("{}，满{wanted}个工作日", days(first, last))
}

/// How many working days the chosen days have by one way of counting.
#[must_use]
pub fn reading_has(first: NaiveDate, last: NaiveDate, working_days: i16) -> String {
    format!("{}，计{working_days}个工作日", days(first, last))
}

/// Why a publicity may not run like this, at which field.
#[must_use]
pub fn fault(fault: &TermFault, wanted: i16) -> (&'static str, String) {
    match fault {
        TermFault::Backwards => ("last", "公示末日早于公示首日，请重新填写".to_owned()),
        TermFault::MissingYear(year) => ("last", missing_year(*year)),
        TermFault::BelowFewest { days } => (
            "last",
            format!(
                "所选日期只有 {days} 个工作日。公示不得少于 {FEWEST_DAYS} 个工作日，请延后公示末日"
            ),
        ),
        TermFault::Fewer { days, reason } => (
            "fewer_reason",
            format!(
                "所选日期只有 {days} 个工作日，少于本批次规定的 {wanted} 个。请延后公示末日，或填写原因：{}",
                field_errors::sentence(reason)
            ),
        ),
    }
}

/// A list of decisions that waits for its publicity.
#[must_use]
pub fn waiting(tier: &str, meeting: &str, minutes_number: &str) -> String {
    format!("{tier}拟公示：{meeting}（{minutes_number}）")
}

/// How the proposed end was chosen.
#[must_use]
pub fn rule(reading_used: FirstDay, wanted: i16) -> String {
    format!(
        "本批次规定公示 {wanted} 个工作日，{}。下面按较长的一种算法填写了公示末日，可以修改。",
        reading(reading_used)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{field::FieldError, values::date::parse_minute};

    #[test]
    fn a_term_reads_as_it_is_printed() {
        let at = |text| parse_minute(text).unwrap();
        let term_of = |opens, closes, days| term(at(opens), at(closes), days);
        let same = term_of("2026-11-23T09:00", "2026-11-27T24:00", 5);
        assert_eq!(same, "2026年11月23日至11月27日（5个工作日）");
        let over = term_of("2026-12-28T00:00", "2027-01-05T24:00", 5);
        assert_eq!(over, "2026年12月28日至2027年1月5日（5个工作日）");
        let one = term_of("2026-11-23T09:00", "2026-11-23T17:00", 1);
        assert_eq!(one, "2026年11月23日（1个工作日）");
    }

    #[test]
    fn a_short_term_is_refused_at_the_field_that_mends_it() {
        let fewer = TermFault::Fewer {
            days: 4,
            reason: FieldError::Required,
        };
        assert_eq!(fault(&fewer, 5).0, "fewer_reason");
        let below = fault(&TermFault::BelowFewest { days: 2 }, 5);
        assert_eq!(below.0, "last");
        assert!(below.1.contains("不得少于 3 个工作日"));
    }
}
