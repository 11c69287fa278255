//! Objections (异议) to a line of a publicity: how they come in, until when they are answered, and what
//! a ruling makes of the line.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{application::Act, rules::UnknownCode};

/// Days until an objection is answered, unless the office sets another day: what the region's notices
/// promise; no statute fixes it.
pub const ANSWER_DAYS: u64 = 15;

/// How an objection came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// On paper; the office recorded it.
    Paper,
    /// By the form on the publicity's page.
    Online,
}

/// What the office found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// 异议成立: the line leaves the publicity and is decided on again.
    Upheld,
    /// 异议不成立
    NotUpheld,
    /// 异议撤回: by who raised it.
    Withdrawn,
}

impl Channel {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Paper, Self::Online];

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::Online => "online",
        }
    }
}

impl Ruling {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 3] = [Self::NotUpheld, Self::Upheld, Self::Withdrawn];

    /// As stored and posted.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Upheld => "upheld",
            Self::NotUpheld => "not_upheld",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// What becomes of the held line when `others` objections to it are still open: an upheld one
    /// removes it at once, any other lets it go on only as the last.
    #[must_use]
    pub const fn act(self, others: i64) -> Option<Act> {
        match self {
            Self::Upheld => Some(Act::Reconsider),
            Self::NotUpheld | Self::Withdrawn if others > 0 => None,
            Self::NotUpheld | Self::Withdrawn => Some(Act::LiftHold),
        }
    }
}

macro_rules! parsed {
    ($($name:ident),+) => {$(
        impl std::str::FromStr for $name {
            type Err = UnknownCode;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let found = Self::ALL.into_iter().find(|it| it.as_str() == text);
                found.ok_or_else(|| UnknownCode(text.to_owned()))
            }
        }
    )+};
}

parsed!(Channel, Ruling);

/// The day by which an objection received on a day is answered.
#[must_use]
pub fn answer_due(received: NaiveDate) -> NaiveDate {
    received
        .checked_add_days(Days::new(ANSWER_DAYS))
        .unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        application::{Status, transition},
        tier::Tier,
    };

    #[test]
    fn every_ruling_leads_a_held_line_on_or_leaves_it_held() {
        for ruling in Ruling::ALL {
            for others in 0..3 {
                let to = ruling
                    .act(others)
                    .map(|act| transition(Status::Held, act, Tier::Advanced));
                let expected = match (ruling, others) {
                    (Ruling::Upheld, _) => Some(Some(Status::Reviewed)),
                    (_, 0) => Some(Some(Status::InPublicity)),
                    _ => None,
                };
                assert_eq!(to, expected, "{ruling:?} {others}");
            }
        }
    }

    #[test]
    fn codes_are_read_back() {
        for ruling in Ruling::ALL {
            assert_eq!(ruling.as_str().parse(), Ok(ruling));
        }
        for channel in Channel::ALL {
            assert_eq!(channel.as_str().parse(), Ok(channel));
        }
        assert!("Upheld".parse::<Ruling>().is_err());
        let received = NaiveDate::from_ymd_opt(2026, 12, 25).unwrap();
        assert_eq!(answer_due(received).to_string(), "2027-01-09");
    }
}
