//! The calendar of the season the tests run in, in Beijing time.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeZone, Utc};

/// A minute in Beijing; hour 24 is the next midnight.
pub fn beijing(month: u32, day: u32, hour: i64) -> DateTime<Utc> {
    let midnight = NaiveDate::from_ymd_opt(2026, month, day)
        .and_then(|date| date.and_hms_opt(0, 0, 0))
        .expect("a day of 2026");
    FixedOffset::east_opt(8 * 3600)
        .and_then(|zone| zone.from_local_datetime(&midnight).single())
        .expect("an instant")
        .to_utc()
        + chrono::TimeDelta::hours(hour)
}

/// When a test begins: the enterprise window and the bureau window are open.
pub fn start() -> DateTime<Utc> {
    beijing(6, 1, 9)
}

/// When the bureaus work, after the enterprise window.
pub fn screening() -> DateTime<Utc> {
    beijing(6, 12, 9)
}

/// When the experts work.
pub fn review() -> DateTime<Utc> {
    beijing(6, 25, 9)
}

/// When the administrator decides, after the review window.
pub fn decision() -> DateTime<Utc> {
    beijing(7, 22, 9)
}

/// When the publicity of five working days is over.
pub fn publication() -> DateTime<Utc> {
    beijing(8, 3, 9)
}
