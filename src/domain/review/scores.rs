//! One expert's scores against a sheet: a draft with gaps, or complete with a computed total.

use std::collections::BTreeMap;

use crate::domain::field::{FieldError, FieldErrors};
use crate::domain::maturity_level::MaturityLevel;
use crate::domain::review::points::Points;
use crate::domain::review::sheet::{Criterion, CriterionId, ScoreSheet};

/// Points given so far, by criterion; those looked up by maturity level are always there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftScores {
    points: BTreeMap<CriterionId, Points>,
}

/// Points for every criterion of a sheet, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scores {
    points: Vec<(CriterionId, Points)>,
}

impl ScoreSheet {
    /// Reads what an expert typed: `posted` gives the text of a criterion's field. Empty fields
    /// stay open; the points by maturity level are looked up, whatever was posted.
    ///
    /// # Errors
    /// The malformed fields, under the names of their criteria.
    pub fn parse_draft<'a>(
        &self,
        level: Option<MaturityLevel>,
        posted: impl Fn(&str) -> Option<&'a str>,
    ) -> Result<DraftScores, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut points = BTreeMap::new();
        for criterion in &self.criteria {
            let id = criterion.id.as_str();
            let parsed = match criterion.automatic(level) {
                Some(points) => Ok(points),
                None => criterion.parse_points(posted(id).unwrap_or_default()),
            };
            if matches!(parsed, Err(FieldError::Required)) {
                continue;
            }
            if let Some(given) = errors.check(id.to_owned(), parsed) {
                points.insert(criterion.id.clone(), given);
            }
        }
        errors.into_result(Some(DraftScores { points }))
    }

    /// A draft as stored earlier; points of unknown criteria are left out.
    pub fn stored_draft(
        &self,
        level: Option<MaturityLevel>,
        stored: impl IntoIterator<Item = (String, Points)>,
    ) -> DraftScores {
        let automatic = self
            .criteria
            .iter()
            .filter_map(|criterion| Some((criterion.id.clone(), criterion.automatic(level)?)));
        let given = stored
            .into_iter()
            .filter(|(id, _)| {
                self.criterion(id)
                    .is_some_and(|c| c.automatic(level).is_none())
            })
            .map(|(id, points)| (CriterionId(id), points));
        DraftScores {
            points: automatic.chain(given).collect(),
        }
    }
}

impl DraftScores {
    /// The points given for a criterion.
    pub fn get(&self, id: &CriterionId) -> Option<Points> {
        self.points.get(id).copied()
    }

    /// All points given so far.
    pub fn iter(&self) -> impl Iterator<Item = (&CriterionId, Points)> {
        self.points.iter().map(|(id, points)| (id, *points))
    }

    /// The sum of what was given so far.
    pub fn total(&self) -> Points {
        self.points.values().copied().sum()
    }

    /// The criteria of the sheet without points, in its order.
    pub fn missing<'a>(&self, sheet: &'a ScoreSheet) -> Vec<&'a Criterion> {
        sheet
            .criteria
            .iter()
            .filter(|criterion| self.get(&criterion.id).is_none())
            .collect()
    }

    /// The complete scores.
    ///
    /// # Errors
    /// `Required` under the name of every criterion without points.
    pub fn complete(&self, sheet: &ScoreSheet) -> Result<Scores, FieldErrors> {
        let mut errors = FieldErrors::default();
        for criterion in self.missing(sheet) {
            errors.add(criterion.id.0.clone(), FieldError::Required);
        }
        let points = sheet
            .criteria
            .iter()
            .filter_map(|criterion| Some((criterion.id.clone(), self.get(&criterion.id)?)));
        errors.into_result(Some(Scores {
            points: points.collect(),
        }))
    }
}

impl Scores {
    /// The points of every criterion, in the order of the sheet.
    pub fn iter(&self) -> impl Iterator<Item = (&CriterionId, Points)> {
        self.points.iter().map(|(id, points)| (id, *points))
    }

    /// The total: computed, never typed.
    pub fn total(&self) -> Points {
        self.points.iter().map(|(_, points)| *points).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = r#"
edition = "e"
title = "t"
[[criteria]]
id = "maturity"
judged_on = ["scenarios"]
title = "m"
max = 20
by_maturity = [0, 5, 10, 20, 20]
[[criteria]]
id = "free"
judged_on = ["scenarios"]
title = "f"
max = 70
anchors = [{ from = 0, to = 70, text = "x" }]
[[criteria]]
id = "steps"
judged_on = ["scenarios"]
title = "s"
max = 10
steps = [{ points = 0, label = "no" }, { points = 10, label = "yes" }]
"#;

    fn sheet() -> ScoreSheet {
        ScoreSheet::from_toml("sheet.toml", SHEET).expect("right")
    }

    fn parse(posted: &[(&str, &'static str)]) -> Result<DraftScores, FieldErrors> {
        let level = MaturityLevel::try_from(2).ok();
        sheet().parse_draft(level, |id| {
            posted
                .iter()
                .find(|(name, _)| *name == id)
                .map(|(_, text)| *text)
        })
    }

    #[test]
    fn a_draft_may_have_gaps() {
        let draft = parse(&[("free", "24.5"), ("steps", " ")]).expect("nothing malformed");
        assert_eq!(draft.total(), Points::from_tenths(295));
        let missing: Vec<_> = draft
            .missing(&sheet())
            .iter()
            .map(|criterion| criterion.id.0.clone())
            .collect();
        assert_eq!(missing, ["steps"]);
        let errors = draft.complete(&sheet()).expect_err("a gap");
        assert_eq!(errors.get("steps"), Some(&FieldError::Required));
        assert_eq!(errors.len(), 1);
    }

    #[test]
    fn malformed_points_are_refused_by_name() {
        let errors = parse(&[("free", "70.1"), ("steps", "5")]).expect_err("two mistakes");
        let names: Vec<_> = errors.iter().map(|(name, _)| name.to_owned()).collect();
        assert_eq!(names, ["free", "steps"]);
    }

    #[test]
    fn maturity_is_looked_up_whatever_was_posted() {
        let draft =
            parse(&[("maturity", "18"), ("free", "60"), ("steps", "10")]).expect("complete");
        let scores = draft.complete(&sheet()).expect("complete");
        assert_eq!(scores.total(), Points::whole(75));
        let order: Vec<_> = scores
            .iter()
            .map(|(id, _)| id.as_str().to_owned())
            .collect();
        assert_eq!(order, ["maturity", "free", "steps"]);
    }

    #[test]
    fn a_stored_draft_comes_back() {
        let draft = parse(&[("free", "60")]).expect("a draft");
        let stored: Vec<_> = draft
            .iter()
            .map(|(id, points)| (id.0.clone(), points))
            .collect();
        let level = MaturityLevel::try_from(2).ok();
        assert_eq!(sheet().stored_draft(level, stored), draft);
        let other = sheet().stored_draft(None, [("gone".to_owned(), Points::whole(5))]);
        assert_eq!(other.total(), Points::whole(0));
    }
}
