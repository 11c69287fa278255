//! What a message carries, and how an application is called in it.

use super::tier::Tier;

/// What a message says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// One line.
    pub title: String,
    /// The whole text.
    pub body: String,
    /// The page to go to, a path of this site; may be empty.
    pub link: String,
}

/// How an application is called in messages and headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationNames {
    /// Its number; absent before the first submission.
    pub number: Option<String>,
    /// The enterprise.
    pub enterprise: String,
    /// The factory.
    pub factory: String,
    /// The tier applied for.
    pub tier: Tier,
    /// The season's title.
    pub season: String,
}
