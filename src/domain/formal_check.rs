//! The formal check (形式审查): a list of items as data, and the list as a person filled it in.

mod load;

use serde::{Deserialize, Serialize};

use super::rules::RuleId;

/// The most 字 of a remark.
pub const REMARK_MAX: usize = 300;
/// The fewest 字 of a remark on an item that fails: it is what the applicant reads.
pub const REMARK_MIN: usize = 5;

/// The items of the check, an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checklist {
    /// Name of the edition.
    pub edition: String,
    /// Its title.
    pub title: String,
    /// The items, in order.
    pub items: Vec<CheckItem>,
}

/// One item of the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckItem {
    /// Its name in forms and records.
    pub id: String,
    /// What is checked.
    pub title: String,
    /// When it conforms.
    pub hint: String,
    /// What stands beside it while it is checked.
    pub shows: Vec<Show>,
    /// Whether it is checked only after a supplement (补正).
    pub supplemented: bool,
}

/// What an officer looks at for an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// What is declared for a clause, with its evidence.
    Clause(RuleId),
    /// The signed promise (承诺书).
    Commitment,
    /// The bureau's opinion and rank.
    Recommendation,
    /// The bureau's quota.
    Quota,
    /// What a supplement changed.
    Changes,
}

/// How an item was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckVerdict {
    /// 符合
    Conforms,
    /// 不符合
    Fails,
    /// 不适用
    NotApplicable,
}

impl CheckVerdict {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Conforms, Self::Fails, Self::NotApplicable];

    /// What a form posts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Conforms => "conforms",
            Self::Fails => "fails",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// Reads [`Self::as_str`] back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == code)
    }
}

/// One item as it was filled in. It carries its title: the record stands without the edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckLine {
    /// The item.
    pub item: String,
    /// What was checked.
    pub title: String,
    /// How it was found; none while it is open.
    pub verdict: Option<CheckVerdict>,
    /// What is wrong or to be noted; may be empty.
    pub remark: String,
}

/// The list as a person filled it in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CheckSheet(pub Vec<CheckLine>);

impl Checklist {
    /// The items of a submission; those about a supplement only when it answers one.
    pub fn items(&self, supplemented: bool) -> impl Iterator<Item = &CheckItem> {
        let wanted = move |item: &&CheckItem| supplemented || !item.supplemented;
        self.items.iter().filter(wanted)
    }

    /// The list of a submission with what was filled in before; the rest is open.
    #[must_use]
    pub fn sheet(&self, supplemented: bool, before: &CheckSheet) -> CheckSheet {
        let lines = self.items(supplemented).map(|item| {
            let known = before.line(&item.id);
            CheckLine {
                item: item.id.clone(),
                title: item.title.clone(),
                verdict: known.and_then(|line| line.verdict),
                remark: known.map(|line| line.remark.clone()).unwrap_or_default(),
            }
        });
        CheckSheet(lines.collect())
    }
}

impl CheckSheet {
    /// An item.
    #[must_use]
    pub fn line(&self, item: &str) -> Option<&CheckLine> {
        self.0.iter().find(|line| line.item == item)
    }

    /// The items nobody judged yet.
    pub fn open(&self) -> impl Iterator<Item = &CheckLine> {
        self.0.iter().filter(|line| line.verdict.is_none())
    }

    /// The items that fail.
    pub fn failing(&self) -> impl Iterator<Item = &CheckLine> {
        let fails = |line: &&CheckLine| line.verdict == Some(CheckVerdict::Fails);
        self.0.iter().filter(fails)
    }

    /// Whether every item is judged and none fails.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.open().next().is_none() && self.failing().next().is_none()
    }

    /// The same with everything conforming that was open.
    #[must_use]
    pub fn rest_conforming(mut self) -> Self {
        for line in &mut self.0 {
            line.verdict.get_or_insert(CheckVerdict::Conforms);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sheet() -> impl Strategy<Value = CheckSheet> {
        let verdict = prop::option::of(prop::sample::select(CheckVerdict::ALL.to_vec()));
        prop::collection::vec(verdict, 1..9).prop_map(|verdicts| {
            let line = |(index, verdict): (usize, _)| CheckLine {
                item: format!("item-{index}"),
                title: String::new(),
                verdict,
                remark: String::new(),
            };
            CheckSheet(verdicts.into_iter().enumerate().map(line).collect())
        })
    }

    proptest! {
        #[test]
        fn a_list_passes_when_all_is_judged_and_nothing_fails(sheet in sheet()) {
            let good = |line: &CheckLine| {
                matches!(line.verdict, Some(CheckVerdict::Conforms | CheckVerdict::NotApplicable))
            };
            prop_assert_eq!(sheet.passes(), sheet.0.iter().all(good));
        }

        #[test]
        fn one_press_for_the_rest_never_turns_a_failing_item(sheet in sheet()) {
            let failing = sheet.failing().count();
            let pressed = sheet.rest_conforming();
            prop_assert_eq!(pressed.open().count(), 0);
            prop_assert_eq!(pressed.failing().count(), failing);
            prop_assert_eq!(pressed.passes(), failing == 0);
        }
    }

    #[test]
    fn a_list_keeps_what_was_filled_in_and_drops_what_is_not_asked() {
        let item = |id: &str, supplemented| CheckItem {
            id: id.to_owned(),
            title: id.to_owned(),
            hint: String::new(),
            shows: Vec::new(),
            supplemented,
        };
        let list = Checklist {
            edition: "e".to_owned(),
            title: "t".to_owned(),
            items: vec![item("licence", false), item("supplement", true)],
        };
        let first = list.sheet(false, &CheckSheet::default()).rest_conforming();
        assert_eq!(first.0.len(), 1);
        let second = list.sheet(true, &first);
        let verdicts: Vec<_> = second.0.iter().map(|line| line.verdict).collect();
        assert_eq!(verdicts, [Some(CheckVerdict::Conforms), None]);
    }
}
