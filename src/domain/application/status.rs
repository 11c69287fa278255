//! The life of an application: its statuses, the acts that change them, and the one table that
//! says which act leads where.

use serde::{Deserialize, Serialize};

use crate::domain::tier::Tier;

/// Implements the stored name, the list of all and parsing for a plain enum.
macro_rules! named {
    ($type:ident, $unknown:ident, $what:literal, [$($variant:ident => $name:literal),+ $(,)?]) => {
        impl $type {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name as stored.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }
        }

        #[doc = concat!("The text names no ", $what, ".")]
        #[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
        #[error("unknown {what} `{0}`", what = $what)]
        pub struct $unknown(pub String);

        impl std::str::FromStr for $type {
            type Err = $unknown;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let found = Self::ALL.iter().copied().find(|value| value.as_str() == text);
                found.ok_or_else(|| $unknown(text.to_owned()))
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

/// Where an application stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The enterprise fills it in.
    Draft,
    /// The bureau checks it.
    Submitted,
    /// The bureau returned it (退回修改); the enterprise corrects what was named.
    Returned,
    /// The bureau declined it (不予推荐).
    NotRecommended,
    /// The bureau recommended it; the office makes the formal check.
    Recommended,
    /// The office asked for a supplement (补正) at the formal check; the enterprise corrects what was
    /// named, the recommendation and its rank are kept.
    Supplement,
    /// The formal check (形式审查) failed.
    FormallyRejected,
    /// Experts review it.
    InReview,
    /// All reviews are filed and taken together.
    Reviewed,
    /// The office means to approve it.
    Proposed,
    /// The office did not approve it.
    NotApproved,
    /// Kept in the pool of candidates (培育库).
    Pool,
    /// In publicity (公示).
    InPublicity,
    /// In publicity, and an objection (异议) to it is examined: nothing is concluded for it.
    Held,
    /// Ended with success: recognised, filed or recommended upwards.
    Concluded,
    /// The enterprise withdrew it.
    Withdrawn,
    /// The success was taken back later.
    Revoked,
}

named!(Status, UnknownStatus, "status", [
    Draft => "draft",
    Submitted => "submitted",
    Returned => "returned",
    NotRecommended => "not_recommended",
    Recommended => "recommended",
    Supplement => "supplement",
    FormallyRejected => "formally_rejected",
    InReview => "in_review",
    Reviewed => "reviewed",
    Proposed => "proposed",
    NotApproved => "not_approved",
    Pool => "pool",
    InPublicity => "in_publicity",
    Held => "held",
    Concluded => "concluded",
    Withdrawn => "withdrawn",
    Revoked => "revoked",
]);

/// An act that changes the status of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// The enterprise submits for the first time.
    Submit,
    /// The enterprise submits again after a return.
    Resubmit,
    /// The enterprise withdraws.
    Withdraw,
    /// The bureau returns for correction.
    Return,
    /// The date of a return passed without an answer: the bureau takes the case up again, with the
    /// submission it returned.
    TakeUp,
    /// The enterprise gets more time to answer a return.
    ExtendReturn,
    /// The bureau gets more time for this one case.
    ExtendScreening,
    /// The bureau declines, or the office where the bureau left the case.
    Decline,
    /// The bureau recommends to the region; not for the basic tier.
    Recommend,
    /// The bureau files; only for the basic tier, which ends there.
    File,
    /// The office accepts the application formally and opens the review.
    FormallyAccept,
    /// The office asks for a supplement.
    Supplement,
    /// The date of a supplement passed without an answer: the office goes on with the submission it has.
    TakeUpSupplement,
    /// The office rejects the application formally.
    FormallyReject,
    /// The office takes the filed reviews together.
    ConcludeReview,
    /// The office opens the review again; what was filed and taken together is kept.
    ReopenReview,
    /// The office proposes approval.
    Propose,
    /// The office does not approve.
    NotApprove,
    /// The office puts it into the pool of candidates.
    PlaceInPool,
    /// The office takes a released decision back before publicity begins.
    UndoDecision,
    /// The office opens the publicity.
    OpenPublicity,
    /// The office concludes after publicity.
    Conclude,
    /// An objection came in: the line is held until it is ruled on.
    Hold,
    /// No objection is left open, and none was upheld: the line goes on.
    LiftHold,
    /// An objection was upheld: the line leaves the publicity, and the office decides again.
    Reconsider,
    /// The office takes the success back.
    Revoke,
}

named!(Act, UnknownAct, "act", [
    Submit => "submit",
    Resubmit => "resubmit",
    Withdraw => "withdraw",
    Return => "return",
    TakeUp => "take_up",
    ExtendReturn => "extend_return",
    ExtendScreening => "extend_screening",
    Decline => "decline",
    Recommend => "recommend",
    File => "file",
    FormallyAccept => "formally_accept",
    Supplement => "supplement",
    TakeUpSupplement => "take_up_supplement",
    FormallyReject => "formally_reject",
    ConcludeReview => "conclude_review",
    ReopenReview => "reopen_review",
    Propose => "propose",
    NotApprove => "not_approve",
    PlaceInPool => "place_in_pool",
    UndoDecision => "undo_decision",
    OpenPublicity => "open_publicity",
    Conclude => "conclude",
    Hold => "hold",
    LiftHold => "lift_hold",
    Reconsider => "reconsider",
    Revoke => "revoke",
]);

/// The tiers to which a row of the table applies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tiers {
    /// Every tier.
    All,
    /// The basic tier, which ends at the bureau.
    Basic,
    /// The tiers that are decided by the region or above.
    AboveBasic,
}

impl Tiers {
    fn include(self, tier: Tier) -> bool {
        match self {
            Self::All => true,
            Self::Basic => tier == Tier::Basic,
            Self::AboveBasic => tier != Tier::Basic,
        }
    }
}

/// The whole life of an application: who stands where may act how, and ends where.
const TRANSITIONS: &[(Status, Act, Tiers, Status)] = {
    use Status as S;
    use Tiers::{AboveBasic, All, Basic};
    &[
        (S::Draft, Act::Submit, All, S::Submitted),
        (S::Draft, Act::Withdraw, All, S::Withdrawn),
        (S::Submitted, Act::Withdraw, All, S::Withdrawn),
        (S::Submitted, Act::Return, All, S::Returned),
        (S::Submitted, Act::Decline, All, S::NotRecommended),
        (S::Submitted, Act::ExtendScreening, All, S::Submitted),
        (S::Submitted, Act::File, Basic, S::Concluded),
        (S::Submitted, Act::Recommend, AboveBasic, S::Recommended),
        (S::Returned, Act::Resubmit, All, S::Submitted),
        (S::Returned, Act::Withdraw, All, S::Withdrawn),
        (S::Returned, Act::TakeUp, All, S::Submitted),
        (S::Returned, Act::ExtendReturn, All, S::Returned),
        (S::Returned, Act::ExtendScreening, All, S::Returned),
        (S::Returned, Act::Decline, All, S::NotRecommended),
        (S::Recommended, Act::FormallyAccept, AboveBasic, S::InReview),
        (
            S::Recommended,
            Act::FormallyReject,
            AboveBasic,
            S::FormallyRejected,
        ),
        (S::Recommended, Act::Supplement, AboveBasic, S::Supplement),
        (S::Supplement, Act::Resubmit, AboveBasic, S::Recommended),
        (S::Supplement, Act::ExtendReturn, AboveBasic, S::Supplement),
        (
            S::Supplement,
            Act::TakeUpSupplement,
            AboveBasic,
            S::Recommended,
        ),
        (
            S::Supplement,
            Act::FormallyReject,
            AboveBasic,
            S::FormallyRejected,
        ),
        (S::InReview, Act::ConcludeReview, AboveBasic, S::Reviewed),
        (S::Reviewed, Act::ReopenReview, AboveBasic, S::InReview),
        (S::Reviewed, Act::Propose, AboveBasic, S::Proposed),
        (S::Reviewed, Act::NotApprove, AboveBasic, S::NotApproved),
        (S::Reviewed, Act::PlaceInPool, AboveBasic, S::Pool),
        (S::Proposed, Act::UndoDecision, AboveBasic, S::Reviewed),
        (S::NotApproved, Act::UndoDecision, AboveBasic, S::Reviewed),
        (S::Pool, Act::UndoDecision, AboveBasic, S::Reviewed),
        (S::Proposed, Act::OpenPublicity, AboveBasic, S::InPublicity),
        (S::InPublicity, Act::Conclude, AboveBasic, S::Concluded),
        (S::InPublicity, Act::Hold, AboveBasic, S::Held),
        (S::Held, Act::LiftHold, AboveBasic, S::InPublicity),
        (S::Held, Act::Reconsider, AboveBasic, S::Reviewed),
        (S::Concluded, Act::Revoke, All, S::Revoked),
    ]
};

/// Where the act leads an application of this tier; `None` = the act is not open to it now.
pub fn transition(from: Status, act: Act, tier: Tier) -> Option<Status> {
    TRANSITIONS
        .iter()
        .find(|(start, by, tiers, _)| *start == from && *by == act && tiers.include(tier))
        .map(|(_, _, _, end)| *end)
}

impl Status {
    /// The acts open to an application of this tier.
    pub fn acts(self, tier: Tier) -> impl Iterator<Item = Act> {
        Act::ALL
            .iter()
            .copied()
            .filter(move |act| transition(self, *act, tier).is_some())
    }

    /// Whether the enterprise may edit.
    pub const fn is_editable(self) -> bool {
        matches!(self, Self::Draft) || self.is_returned()
    }

    /// Whether it lies with the enterprise to be corrected, for the bureau or for the office.
    pub const fn is_returned(self) -> bool {
        matches!(self, Self::Returned | Self::Supplement)
    }

    /// Whether it was handed in and somebody has to move it on: a season with such cases is not closed.
    pub const fn is_under_way(self) -> bool {
        !matches!(self, Self::Draft) && !self.is_closed()
    }

    /// Whether nothing more is decided about it, apart from taking a result back.
    pub const fn is_closed(self) -> bool {
        matches!(
            self,
            Self::NotRecommended
                | Self::FormallyRejected
                | Self::NotApproved
                | Self::Pool
                | Self::Concluded
                | Self::Withdrawn
                | Self::Revoked
        )
    }
}

#[cfg(test)]
#[path = "status_tests.rs"]
mod tests;
