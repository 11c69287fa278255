//! An application: one (season, factory, tier), its statuses and its frozen submissions.

pub mod outcome;
pub mod overrides;
pub mod snapshot;
pub mod status;

pub use outcome::Outcome;
pub use status::{Act, Status, transition};
