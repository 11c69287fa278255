//! Maturity of smart manufacturing (智能制造能力成熟度): level, score, and their agreement.
//!
//! Levels are those of GB/T 39116-2020; the thresholds of the score those of GB/T 39117-2020.
//! The assessment itself is not done here: the result of the official platform is taken over.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::field::{FieldError, Mismatch};
use crate::domain::maturity_level::MaturityLevel;
use crate::domain::values::decimal::{Decimal, parse_units};
use crate::domain::values::line::Line;

/// The total of an assessment in hundredths, 0–500.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct MaturityScore(u16);

/// A number that is not a total in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("maturity score {0} is not between 0 and 500 hundredths")]
pub struct NotAScore(pub u16);

const MAX_HUNDREDTHS: u16 = 500;
/// GB/T 39117-2020: from 0.8, 1.8, 2.8, 3.8, 4.8 on.
const THRESHOLDS: [u16; 5] = [80, 180, 280, 380, 480];

impl MaturityScore {
    /// The total in hundredths.
    #[must_use]
    pub const fn hundredths(self) -> u16 {
        self.0
    }

    /// The total as an exact number.
    #[must_use]
    pub const fn decimal(self) -> Decimal {
        // `i64::from` is not const.
        Decimal {
            units: self.0 as i64,
            decimals: 2,
        }
    }

    /// Reads a total of 0–5 with at most two decimals ("2.31").
    ///
    /// # Errors
    /// `Required`, `NotANumber`, `TooManyDecimals` or `OutOfRange`.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let units = parse_units(text, 2, 0, i64::from(MAX_HUNDREDTHS))?;
        u16::try_from(units)
            .map(Self)
            .map_err(|_| FieldError::NotANumber)
    }

    /// The level that the total gives; none below 0.8.
    #[must_use]
    pub fn level(self) -> Option<MaturityLevel> {
        THRESHOLDS
            .iter()
            .zip(MaturityLevel::ALL)
            .take_while(|(threshold, _)| self.0 >= **threshold)
            .last()
            .map(|(_, level)| level)
    }
}

impl TryFrom<u16> for MaturityScore {
    type Error = NotAScore;

    fn try_from(hundredths: u16) -> Result<Self, Self::Error> {
        if hundredths <= MAX_HUNDREDTHS {
            Ok(Self(hundredths))
        } else {
            Err(NotAScore(hundredths))
        }
    }
}

impl From<MaturityScore> for u16 {
    fn from(score: MaturityScore) -> Self {
        score.0
    }
}

/// Who assessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssessmentKind {
    /// 自评估.
    SelfAssessment,
    /// 第三方评估.
    ThirdParty,
}

impl AssessmentKind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::SelfAssessment, Self::ThirdParty];

    /// The kind as stored and posted.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SelfAssessment => "self_assessment",
            Self::ThirdParty => "third_party",
        }
    }

    /// Reads a kind as posted.
    ///
    /// # Errors
    /// `NotChosen` or `NotAChoice`.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        if text.is_empty() {
            return Err(FieldError::NotChosen);
        }
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or(FieldError::NotAChoice)
    }
}

/// An assessment as reported; level and score always agree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Maturity {
    level: MaturityLevel,
    score: MaturityScore,
    /// The number of the report on the assessment platform.
    pub report_number: Line,
    /// The day of the assessment.
    pub assessed_on: NaiveDate,
    /// Who assessed.
    pub kind: AssessmentKind,
}

impl Maturity {
    /// An assessment, if the level is the one that the score gives.
    ///
    /// # Errors
    /// `Mismatch` with both levels.
    pub fn new(
        level: MaturityLevel,
        score: MaturityScore,
        report_number: Line,
        assessed_on: NaiveDate,
        kind: AssessmentKind,
    ) -> Result<Self, FieldError> {
        let by_score = score.level();
        if by_score == Some(level) {
            Ok(Self {
                level,
                score,
                report_number,
                assessed_on,
                kind,
            })
        } else {
            Err(FieldError::Mismatch(Mismatch::MaturityLevel {
                stated: level,
                score,
                by_score,
            }))
        }
    }

    /// The level.
    #[must_use]
    pub const fn level(&self) -> MaturityLevel {
        self.level
    }

    /// The total.
    #[must_use]
    pub const fn score(&self) -> MaturityScore {
        self.score
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(number: u8) -> MaturityLevel {
        MaturityLevel::try_from(number).expect("a level")
    }

    #[test]
    fn thresholds() {
        for (text, expected) in [
            ("0", None),
            ("0.79", None),
            ("0.8", Some(1)),
            ("1.79", Some(1)),
            ("1.80", Some(2)),
            ("2.15", Some(2)),
            ("2.79", Some(2)),
            ("2.8", Some(3)),
            ("3.55", Some(3)),
            ("3.79", Some(3)),
            ("3.8", Some(4)),
            ("4.79", Some(4)),
            ("4.8", Some(5)),
            ("5", Some(5)),
        ] {
            let score = MaturityScore::parse(text).expect(text);
            assert_eq!(score.level(), expected.map(level), "{text}");
        }
        assert!(matches!(
            MaturityScore::parse("5.01"),
            Err(FieldError::OutOfRange { .. })
        ));
    }

    #[test]
    fn a_higher_score_never_has_a_lower_level() {
        let levels: Vec<_> = (0..=500)
            .map(|h| MaturityScore::try_from(h).expect("in range").level())
            .collect();
        assert!(levels.is_sorted());
        assert_eq!(MaturityScore::try_from(501), Err(NotAScore(501)));
    }

    #[test]
    fn level_and_score_must_agree_over_the_whole_domain() {
        let number = Line::parse("ZZ-1", 40).expect("a line");
        let day = NaiveDate::from_ymd_opt(2025, 5, 1).expect("a day");
        for hundredths in 0..=500 {
            let score = MaturityScore::try_from(hundredths).expect("in range");
            for stated in MaturityLevel::ALL {
                let kind = AssessmentKind::SelfAssessment;
                let made = Maturity::new(stated, score, number.clone(), day, kind);
                assert_eq!(made.is_ok(), score.level() == Some(stated));
            }
        }
    }

    #[test]
    fn reads_choices() {
        assert_eq!(MaturityLevel::parse("3"), Ok(level(3)));
        assert_eq!(MaturityLevel::parse("6"), Err(FieldError::NotAChoice));
        assert_eq!(MaturityLevel::parse(""), Err(FieldError::NotChosen));
        for kind in AssessmentKind::ALL {
            assert_eq!(AssessmentKind::parse(kind.as_str()), Ok(kind));
        }
        assert_eq!(AssessmentKind::parse("x"), Err(FieldError::NotAChoice));
    }
}
