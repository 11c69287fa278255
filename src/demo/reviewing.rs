//! What the experts of the demonstration do: declare, score, file.

use chrono::{DateTime, Utc};

use super::filling::Applicant;

/// How many of the assigned experts file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filed {
    Some,
    All,
}

pub(super) async fn review(_: &Applicant<'_>, _: Filed, _: DateTime<Utc>) -> anyhow::Result<()> {
    Ok(())
}
