//! Placeholder until the transition table lands: replace this whole folder with it.
pub mod snapshot;
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Draft,
    Submitted,
    Returned,
    NotRecommended,
    Recommended,
    FormallyRejected,
    InReview,
    Reviewed,
    Proposed,
    NotApproved,
    Pool,
    InPublicity,
    Concluded,
    Withdrawn,
    Revoked,
}
impl Status {
    pub const ALL: [Self; 15] = [
        Self::Draft,
        Self::Submitted,
        Self::Returned,
        Self::NotRecommended,
        Self::Recommended,
        Self::FormallyRejected,
        Self::InReview,
        Self::Reviewed,
        Self::Proposed,
        Self::NotApproved,
        Self::Pool,
        Self::InPublicity,
        Self::Concluded,
        Self::Withdrawn,
        Self::Revoked,
    ];
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::NotRecommended => "not_recommended",
            Self::Recommended => "recommended",
            Self::FormallyRejected => "formally_rejected",
            Self::InReview => "in_review",
            Self::Reviewed => "reviewed",
            Self::Proposed => "proposed",
            Self::NotApproved => "not_approved",
            Self::Pool => "pool",
            Self::InPublicity => "in_publicity",
            Self::Concluded => "concluded",
            Self::Withdrawn => "withdrawn",
            Self::Revoked => "revoked",
        }
    }
}
impl std::str::FromStr for Status {
    type Err = super::rules::UnknownCode;
    fn from_str(t: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|x| x.as_str() == t)
            .ok_or_else(|| super::rules::UnknownCode(t.to_owned()))
    }
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Submit,
    Resubmit,
    Withdraw,
    Return,
    Decline,
    Recommend,
    File,
    FormallyAccept,
    FormallyReject,
    ConcludeReview,
    Propose,
    NotApprove,
    PlaceInPool,
    OpenPublicity,
    Conclude,
    Reconsider,
    Revoke,
}
impl Act {
    pub const ALL: [Self; 17] = [
        Self::Submit,
        Self::Resubmit,
        Self::Withdraw,
        Self::Return,
        Self::Decline,
        Self::Recommend,
        Self::File,
        Self::FormallyAccept,
        Self::FormallyReject,
        Self::ConcludeReview,
        Self::Propose,
        Self::NotApprove,
        Self::PlaceInPool,
        Self::OpenPublicity,
        Self::Conclude,
        Self::Reconsider,
        Self::Revoke,
    ];
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Resubmit => "resubmit",
            Self::Withdraw => "withdraw",
            Self::Return => "return",
            Self::Decline => "decline",
            Self::Recommend => "recommend",
            Self::File => "file",
            Self::FormallyAccept => "formally_accept",
            Self::FormallyReject => "formally_reject",
            Self::ConcludeReview => "conclude_review",
            Self::Propose => "propose",
            Self::NotApprove => "not_approve",
            Self::PlaceInPool => "place_in_pool",
            Self::OpenPublicity => "open_publicity",
            Self::Conclude => "conclude",
            Self::Reconsider => "reconsider",
            Self::Revoke => "revoke",
        }
    }
}
impl std::str::FromStr for Act {
    type Err = super::rules::UnknownCode;
    fn from_str(t: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|x| x.as_str() == t)
            .ok_or_else(|| super::rules::UnknownCode(t.to_owned()))
    }
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Recognised,
    Filed,
    RecommendedUp,
}
impl Outcome {
    pub const ALL: [Self; 3] = [Self::Recognised, Self::Filed, Self::RecommendedUp];
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Recognised => "recognised",
            Self::Filed => "filed",
            Self::RecommendedUp => "recommended_up",
        }
    }
}
impl std::str::FromStr for Outcome {
    type Err = super::rules::UnknownCode;
    fn from_str(t: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|x| x.as_str() == t)
            .ok_or_else(|| super::rules::UnknownCode(t.to_owned()))
    }
}
pub fn transition(_: Status, _: Act, _: super::tier::Tier) -> Option<Status> {
    None
}
