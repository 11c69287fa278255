//! An application: one (season, factory, tier), its statuses and its frozen submissions.

pub mod duty;
pub mod outcome;
pub mod overrides;
pub mod snapshot;
pub mod status;

pub use duty::Duty;
pub use outcome::Outcome;
pub use status::{Act, Status, transition};
