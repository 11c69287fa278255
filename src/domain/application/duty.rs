//! What waits for the office, whatever the season.

/// One kind of work that the office has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Duty {
    /// A bureau's window closed over cases that it did not decide.
    ScreeningLeft,
    /// A supplement was not answered in time.
    SupplementLate,
    /// The window of the review closed and reviews are missing.
    ReviewsLate,
    /// A publicity is over and its list is not published.
    PublicityOver,
    /// The formal check.
    FormalCheck,
    /// Applications under review are short of experts.
    AssignExperts,
    /// All reviews are filed and not taken together.
    ConcludeReviews,
    /// A decision.
    Decide,
    /// A publicity to open.
    Publicise,
}

impl Duty {
    /// All of them: first what is late, then the others in the order of an application's life.
    pub const ALL: [Self; 9] = [
        Self::ScreeningLeft,
        Self::SupplementLate,
        Self::ReviewsLate,
        Self::PublicityOver,
        Self::FormalCheck,
        Self::AssignExperts,
        Self::ConcludeReviews,
        Self::Decide,
        Self::Publicise,
    ];

    /// Its name in queries.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ScreeningLeft => "screening_left",
            Self::SupplementLate => "supplement_late",
            Self::ReviewsLate => "reviews_late",
            Self::PublicityOver => "publicity_over",
            Self::FormalCheck => "check_formally",
            Self::AssignExperts => "assign_experts",
            Self::ConcludeReviews => "conclude_reviews",
            Self::Decide => "decide",
            Self::Publicise => "publicise",
        }
    }

    /// Reads [`Self::as_str`] back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == code)
    }

    /// Whether a term has passed over it.
    #[must_use]
    pub const fn is_overdue(self) -> bool {
        matches!(
            self,
            Self::ScreeningLeft | Self::SupplementLate | Self::ReviewsLate | Self::PublicityOver
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back() {
        for duty in Duty::ALL {
            assert_eq!(Duty::from_code(duty.as_str()), Some(duty));
        }
    }
}
