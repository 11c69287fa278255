//! How far a season has come, and what the office decides for it beside its tiers and windows.

use serde::{Deserialize, Serialize};

use crate::domain::{
    review::{aggregate::Divergence, points::Points},
    rules::UnknownCode,
};

/// How far a season has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeasonState {
    /// Being set up; seen by the office alone.
    Draft,
    /// Opened: its windows say who may work.
    Open,
    /// Takes no applications any more.
    Closed,
}

/// What an expert of the applicant's own region may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnRegion {
    /// Is not assigned.
    Refuse,
    /// May be assigned, and whoever assigns is told.
    Warn,
}

/// What the page of a publicity says besides its lines; every text may be empty while the season is set up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PublicityTexts {
    /// By which document it is done (文号).
    pub basis: String,
    /// How the lines came about.
    pub procedure: String,
    /// The office that takes objections.
    pub office: String,
    /// Its telephone.
    pub telephone: String,
    /// Its address.
    pub address: String,
    /// Its electronic mail.
    pub email: String,
    /// Who signs (落款).
    pub signed_by: String,
}

/// What the office decides for a season beside its tiers and windows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeasonSettings {
    /// Who approves registrations.
    pub account_approval: AccountApproval,
    /// Experts of an application, and fewest filed reviews.
    pub experts_min: i16,
    /// Most experts of an application when its reviews diverge.
    pub experts_max: i16,
    /// Reviews diverge when highest and lowest total are this far apart.
    pub divergence_range: Points,
    /// Reviews diverge when one total is further from the median than this.
    pub divergence_deviation: Points,
    /// A mean below this needs an override; none sets no line.
    pub score_line: Option<Points>,
    /// Experts of the applicant's own region.
    pub own_region: OwnRegion,
    /// Working days of publicity.
    pub publicity_days: i16,
    /// Whether the day a publicity begins is one of them.
    pub first_day_counted: bool,
    /// Whether a factory applies for one tier only.
    pub one_tier_per_factory: bool,
    /// Shortest term of a return, in days.
    pub return_days_min: i16,
    /// What the page of a publicity says.
    pub publicity: PublicityTexts,
}

impl SeasonSettings {
    /// From when on the experts of an application have to talk.
    pub const fn divergence(&self) -> Divergence {
        Divergence {
            range: self.divergence_range,
            deviation: self.divergence_deviation,
        }
    }

    /// What seasons usually have.
    pub fn usual() -> Self {
        Self {
            account_approval: AccountApproval::Bureau,
            experts_min: 3,
            experts_max: 5,
            divergence_range: Points::from_tenths(200),
            divergence_deviation: Points::from_tenths(150),
            score_line: None,
            own_region: OwnRegion::Refuse,
            publicity_days: 5,
            first_day_counted: false,
            one_tier_per_factory: true,
            return_days_min: 3,
            publicity: PublicityTexts::default(),
        }
    }
}

/// Codes of an enumeration as stored and posted.
macro_rules! codes {
    ($name:ident { $($variant:ident = $code:literal),+ }) => {
        impl $name {
            /// Every one, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// As stored and posted.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $code),+
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownCode;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($code => Ok(Self::$variant),)+
                    other => Err(UnknownCode(other.to_owned())),
                }
            }
        }
    };
}

codes!(SeasonState { Draft = "draft", Open = "open", Closed = "closed" });
codes!(OwnRegion { Refuse = "refuse", Warn = "warn" });
codes!(AccountApproval { Bureau = "bureau", Rule = "rule" });

/// How the account of an enterprise that registers itself becomes active.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountApproval {
    /// The bureau of its region approves it.
    Bureau,
    /// It is active at once: the credit code was checked.
    Rule,
}
