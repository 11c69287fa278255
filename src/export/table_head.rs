//! What a table that is signed and sealed says of itself.

use chrono::{DateTime, Utc};

/// What a table says of itself.
#[derive(Clone, Debug)]
pub struct TableHead {
    /// The unit that signs and seals it (落款).
    pub unit: String,
    /// Name of the season (批次).
    pub season: String,
    /// Label of the tier; empty when the table has several.
    pub tier: String,
    /// Date as shown to people.
    pub date: String,
    /// Number of the table (表号); empty until it has one.
    pub number: String,
    /// The check code (校验码) under which it was handed in; without one it is computed from the rows.
    pub code: Option<String>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
}
