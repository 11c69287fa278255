//! The office makes the proposed applications of one tier public (公示).

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sqlx::PgConnection;

use super::office::tell_both;
use crate::{
    access::{Administrator, MayChange, admin::ProposedCases},
    db::{
        applications::status::{self, TransitionError},
        audit::{self, Entry},
        publicities::{self, NewPublicity},
    },
    domain::{
        application::Act,
        audit::AuditAct,
        calendar::{MissingYear, WorkingCalendar},
        ids::PublicityId,
        public_list,
        season::Window,
        time::{beijing_date, end_of_day},
    },
    text::office_letters,
};

/// Why a publicity was not opened.
#[derive(Debug, thiserror::Error)]
pub enum PublicityError {
    /// The calendar does not know the year.
    #[error(transparent)]
    MissingYear(#[from] MissingYear),
    /// Shorter than the season asks for, and that was not confirmed.
    #[error("{days} working days of {wanted}")]
    TooShort {
        /// How many working days it would be.
        days: u32,
        /// How many there should be.
        wanted: i16,
    },
    /// The state does not allow it, or the database failed.
    #[error(transparent)]
    Transition(#[from] TransitionError),
}

impl From<sqlx::Error> for PublicityError {
    fn from(error: sqlx::Error) -> Self {
        Self::Transition(error.into())
    }
}

/// What is to be opened.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its title.
    pub title: String,
    /// From when to when.
    pub window: Window,
    /// Working days there should be.
    pub wanted_days: i16,
    /// Whether fewer were confirmed.
    pub fewer_confirmed: bool,
}

/// The end that `days` working days give; the first day itself is not counted.
///
/// # Errors
/// [`MissingYear`]
pub fn proposed_end(
    calendar: &WorkingCalendar,
    first_day: NaiveDate,
    days: i16,
) -> Result<DateTime<Utc>, MissingYear> {
    let days = u32::try_from(days).unwrap_or_default();
    calendar
        .nth_working_day_after(first_day, days)
        .map(end_of_day)
}

fn working_days(calendar: &WorkingCalendar, window: &Window) -> Result<u32, MissingYear> {
    let last = beijing_date(window.closes_at() - TimeDelta::seconds(1));
    calendar.working_days_after(beijing_date(window.opens_at()), last)
}

/// Freezes the lines with their digest and moves every application into publicity.
///
/// # Errors
/// [`PublicityError`]
pub async fn open_publicity(
    conn: &mut PgConnection,
    me: &Administrator,
    proposed: ProposedCases,
    calendar: &WorkingCalendar,
    plan: &Plan,
    now: DateTime<Utc>,
) -> Result<PublicityId, PublicityError> {
    let days = working_days(calendar, &plan.window)?;
    let wanted = plan.wanted_days;
    if i64::from(days) < i64::from(wanted) && !plan.fewer_confirmed {
        return Err(PublicityError::TooShort { days, wanted });
    }
    let rows = publicities::lines_of(conn, &proposed.ids()).await?;
    let digest = public_list::digest(&rows).map_err(|e| sqlx::Error::Encode(e.into()))?;
    let new = NewPublicity {
        title: &plan.title,
        opens_at: plan.window.opens_at(),
        closes_at: plan.window.closes_at(),
        working_days: i16::try_from(days).unwrap_or(i16::MAX),
        rows: &rows,
        digest,
    };
    let id = publicities::create(conn, me, &proposed, new).await?;
    for case in proposed.cases() {
        status::change(conn, me, case, Act::OpenPublicity, "", now).await?;
        let until = plan.window.closes_at();
        let letter = |names: &_, _| office_letters::publicity_opened(names, id, until);
        tell_both(conn, case.application(), letter, now).await?;
        let entry = Entry {
            act: AuditAct::OpenPublicity,
            application: Some(case.application().id()),
            detail: serde_json::json!({ "publicity": id, "digest": digest, "working_days": days }),
        };
        audit::record(conn, me, &entry, now).await?;
    }
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::values::date::parse_minute;

    #[test]
    fn five_working_days_after_the_first_day() {
        let calendar = WorkingCalendar::from_csv(
            "calendar.csv",
            include_str!("../../config/seasons/2025/calendar.csv"),
        )
        .unwrap();
        let monday: NaiveDate = "2026-07-20".parse().unwrap();
        let end = proposed_end(&calendar, monday, 5).unwrap();
        assert_eq!(end, parse_minute("2026-07-27T24:00").unwrap());
        let window = Window::new(parse_minute("2026-07-20T09:00").unwrap(), end).unwrap();
        assert_eq!(working_days(&calendar, &window), Ok(5));
        let unknown: NaiveDate = "2031-01-01".parse().unwrap();
        assert_eq!(proposed_end(&calendar, unknown, 5), Err(MissingYear(2031)));
    }
}
