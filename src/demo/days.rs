//! When things happen in the demonstration: on working days before today, in office hours.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};

use crate::domain::{calendar::WorkingCalendar, time::from_beijing};

/// The working days before the moment of loading.
#[derive(Debug)]
pub(super) struct Days {
    calendar: WorkingCalendar,
    today: NaiveDate,
}

impl Days {
    pub fn new(calendar: WorkingCalendar, today: NaiveDate) -> Self {
        Self { calendar, today }
    }

    /// The `count`-th working day before today.
    fn day(&self, count: u32) -> NaiveDate {
        let mut day = self.today;
        for _ in 0..count {
            day = self.working_day_before(day);
        }
        day
    }

    fn working_day_before(&self, day: NaiveDate) -> NaiveDate {
        day.iter_days()
            .rev()
            .skip(1)
            .find(|day| self.is_worked(*day))
            .unwrap_or(day)
    }

    /// A year the calendar does not know has its weekdays: nobody is held to what is shown here.
    fn is_worked(&self, day: NaiveDate) -> bool {
        self.calendar
            .is_working_day(day)
            .unwrap_or_else(|_| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
    }

    /// A time of day in Beijing on the `count`-th working day before today.
    pub fn before(&self, count: u32, (hour, minute): (u32, u32)) -> DateTime<Utc> {
        let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
        from_beijing(self.day(count).and_time(time))
    }

    /// By how much a case follows the first of its day.
    pub fn apart(index: usize) -> TimeDelta {
        TimeDelta::minutes(i64::try_from(index * 2).unwrap_or_default().min(90))
    }
}

#[cfg(test)]
mod tests {
    use chrono::Timelike;

    use super::*;
    use crate::domain::{calendar::DayKind, time::in_beijing};

    fn date(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
    }

    #[test]
    fn acts_stand_on_working_days_in_office_hours() {
        let holidays = (1..=7).map(|day| (date(10, day), DayKind::Holiday));
        let days = Days::new(holidays.collect(), date(10, 12));
        for (count, expected) in [(1, date(10, 9)), (2, date(10, 8)), (3, date(9, 30))] {
            let at = in_beijing(days.before(count, (9, 5)));
            assert_eq!((at.date(), at.hour()), (expected, 9));
        }
    }

    #[test]
    fn a_year_without_data_has_its_weekdays() {
        let days = Days::new(WorkingCalendar::default(), date(11, 23));
        assert_eq!(in_beijing(days.before(1, (9, 0))).day(), 20);
    }
}
