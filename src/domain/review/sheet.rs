//! The score sheet (评分表): criteria with free points, fixed steps, or points by maturity level.

use serde::{Deserialize, Serialize};

use crate::domain::field::FieldError;
use crate::domain::maturity_level::MaturityLevel;
use crate::domain::review::points::Points;

/// The name of a criterion inside its sheet and of its field in the form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CriterionId(pub String);

impl CriterionId {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for CriterionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a span of points of a free criterion means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Anchor {
    /// The least points of the span.
    pub from: Points,
    /// The greatest points of the span.
    pub to: Points,
    /// What such an application looks like.
    pub text: String,
}

/// One of the fixed steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The points of the step.
    pub points: Points,
    /// What the step means.
    pub label: String,
}

/// How the points of a criterion are found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CriterionKind {
    /// Any points up to the maximum, with anchors as a help.
    Free {
        /// The anchors, best first.
        anchors: Vec<Anchor>,
    },
    /// One of the steps and nothing between them.
    Steps {
        /// The steps, ascending.
        steps: Vec<Step>,
    },
    /// Looked up by the maturity level of the application; nobody types it.
    ByMaturity {
        /// The points of the levels 1–5.
        points: [Points; 5],
    },
}

/// One line of the sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Criterion {
    /// Its name inside the sheet.
    pub id: CriterionId,
    /// Its title.
    pub title: String,
    /// What it looks at.
    pub hint: String,
    /// The sections of the application it is judged on, by their codes.
    pub judged_on: Vec<String>,
    /// The greatest number of points.
    pub max: Points,
    /// How its points are found.
    pub kind: CriterionKind,
}

impl Criterion {
    /// Reads the points that an expert gives: up to the maximum, and only the steps of a
    /// criterion with steps.
    ///
    /// # Errors
    /// `Required`, `NotANumber`, `TooManyDecimals`, `OutOfRange` or `NotAStep`.
    pub fn parse_points(&self, text: &str) -> Result<Points, FieldError> {
        let points = Points::parse(text, self.max)?;
        let steps: Vec<Points> = match &self.kind {
            CriterionKind::Free { .. } => return Ok(points),
            CriterionKind::Steps { steps } => steps.iter().map(|step| step.points).collect(),
            CriterionKind::ByMaturity { points } => points.to_vec(),
        };
        if steps.contains(&points) {
            Ok(points)
        } else {
            let mut steps: Vec<_> = steps.into_iter().map(Points::decimal).collect();
            steps.dedup();
            Err(FieldError::NotAStep { steps })
        }
    }

    /// The points that nobody types: those of the maturity level, none below level 1.
    /// `None` for a criterion that experts score.
    pub fn automatic(&self, level: Option<MaturityLevel>) -> Option<Points> {
        let CriterionKind::ByMaturity { points } = &self.kind else {
            return None;
        };
        let index = level.map(|level| usize::from(level.number()) - 1);
        Some(
            index
                .and_then(|index| points.get(index).copied())
                .unwrap_or_default(),
        )
    }
}

/// A whole sheet; its maxima add up to 100 points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScoreSheet {
    /// The edition that a season freezes.
    pub edition: String,
    /// The title shown to experts.
    pub title: String,
    /// The criteria in their order.
    pub criteria: Vec<Criterion>,
}

impl ScoreSheet {
    /// The criterion of this name.
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.criteria
            .iter()
            .find(|criterion| criterion.id.as_str() == id)
    }

    /// The criteria judged on a section that the application form lacks: they would be scored on
    /// what nobody asked.
    pub fn not_asked<'a>(&'a self, form: &'a [&str]) -> impl Iterator<Item = &'a Criterion> {
        self.criteria.iter().filter(|criterion| {
            let has = |section: &String| form.contains(&section.as_str());
            !criterion.judged_on.iter().all(has)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn criterion(kind: CriterionKind) -> Criterion {
        Criterion {
            id: CriterionId("c".to_owned()),
            title: "c".to_owned(),
            hint: String::new(),
            judged_on: vec!["scenarios".to_owned()],
            max: Points::whole(20),
            kind,
        }
    }

    #[test]
    fn free_points_are_any_up_to_the_maximum() {
        let free = criterion(CriterionKind::Free {
            anchors: Vec::new(),
        });
        assert_eq!(free.parse_points("18"), Ok(Points::whole(18)));
        assert!(matches!(
            free.parse_points("20.1"),
            Err(FieldError::OutOfRange { .. })
        ));
        assert_eq!(free.automatic(None), None);
    }

    #[test]
    fn steps_are_exactly_the_steps() {
        let points = [0, 5, 10, 20, 20].map(Points::whole);
        let steps = points[..4]
            .iter()
            .map(|points| Step {
                points: *points,
                label: String::new(),
            })
            .collect();
        for fixed in [
            criterion(CriterionKind::Steps { steps }),
            criterion(CriterionKind::ByMaturity { points }),
        ] {
            for tenths in 0..=200 {
                let text = format!("{}.{}", tenths / 10, tenths % 10);
                let allowed = [0, 50, 100, 200].contains(&tenths);
                assert_eq!(fixed.parse_points(&text).is_ok(), allowed, "{text}");
            }
            // A published sheet's own sample gave 18, which its rule forbids.
            let Err(FieldError::NotAStep { steps }) = fixed.parse_points("18") else {
                panic!("18 is no step");
            };
            assert_eq!(steps.len(), 4);
        }
    }

    #[test]
    fn a_criterion_on_a_section_the_form_lacks_is_found() {
        let sheet = ScoreSheet {
            edition: "e".to_owned(),
            title: "t".to_owned(),
            criteria: vec![criterion(CriterionKind::Free {
                anchors: Vec::new(),
            })],
        };
        assert_eq!(sheet.not_asked(&["maturity", "scenarios"]).count(), 0);
        assert_eq!(sheet.not_asked(&["maturity"]).count(), 1);
    }

    #[test]
    fn maturity_is_looked_up() {
        let points = [0, 5, 10, 20, 20].map(Points::whole);
        let fixed = criterion(CriterionKind::ByMaturity { points });
        assert_eq!(fixed.automatic(None), Some(Points::whole(0)));
        for (level, expected) in MaturityLevel::ALL.into_iter().zip(points) {
            assert_eq!(fixed.automatic(Some(level)), Some(expected));
        }
    }
}
