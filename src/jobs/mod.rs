//! What runs without a person: one file per task, and the loop that runs them.

mod publish_audit_head;
mod purge_sessions;
mod sweep_uploads;
pub mod worker;
