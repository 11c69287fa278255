//! Beijing time: the one offset (+08:00, no summer time) between stored instants and the days
//! and hours that people read and write.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Utc};

const OFFSET_SECONDS: i32 = 8 * 3600;

const BEIJING: FixedOffset = FixedOffset::east_opt(OFFSET_SECONDS).expect("a valid offset");

/// The date and time of day in Beijing at an instant.
#[must_use]
pub fn in_beijing(instant: DateTime<Utc>) -> NaiveDateTime {
    instant.with_timezone(&BEIJING).naive_local()
}

/// The day in Beijing at an instant.
#[must_use]
pub fn beijing_date(instant: DateTime<Utc>) -> NaiveDate {
    in_beijing(instant).date()
}

/// The instant of a date and time of day in Beijing.
#[must_use]
pub fn from_beijing(local: NaiveDateTime) -> DateTime<Utc> {
    (local - BEIJING).and_utc()
}

/// The instant at which a day begins in Beijing.
#[must_use]
pub fn start_of_day(day: NaiveDate) -> DateTime<Utc> {
    from_beijing(day.and_time(NaiveTime::MIN))
}

/// The instant at which a day ends in Beijing ("24时"): the next midnight, exclusive.
#[must_use]
pub fn end_of_day(day: NaiveDate) -> DateTime<Utc> {
    start_of_day(day.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_day_is_the_next_midnight() {
        let day = NaiveDate::from_ymd_opt(2026, 6, 9).expect("a day");
        assert_eq!(end_of_day(day).to_rfc3339(), "2026-06-09T16:00:00+00:00");
        assert_eq!(start_of_day(day).to_rfc3339(), "2026-06-08T16:00:00+00:00");
        assert_eq!(beijing_date(start_of_day(day)), day);
        assert_eq!(beijing_date(end_of_day(day)), day.succ_opt().expect("next"));
        let local = in_beijing(start_of_day(day));
        assert_eq!(from_beijing(local), start_of_day(day));
    }
}
