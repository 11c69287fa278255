//! Days and times of day as typed into a form, in Beijing time.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};

use crate::domain::field::FieldError;
use crate::domain::time;
use crate::domain::values::normalise::{compact, half_width};

const FIRST_YEAR: i32 = 1900;
const LAST_YEAR: i32 = 2200;

/// Reads a day written `2026-06-09`; `/`, `.` and the Chinese signs of year, month and day are
/// accepted, too.
///
/// # Errors
/// `Required` or `NotADate`.
pub fn parse_date(text: &str) -> Result<NaiveDate, FieldError> {
    let text = compact(text).replace(['/', '.', '\u{5e74}', '\u{6708}'], "-");
    let text = text.trim_end_matches(['\u{65e5}', '\u{53f7}']);
    if text.is_empty() {
        return Err(FieldError::Required);
    }
    let format = if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        "%Y%m%d"
    } else {
        "%Y-%m-%d"
    };
    NaiveDate::parse_from_str(text, format)
        .ok()
        .filter(|day| (FIRST_YEAR..=LAST_YEAR).contains(&day.year()))
        .ok_or(FieldError::NotADate)
}

/// Reads a day that is not after `today`.
///
/// # Errors
/// `Required`, `NotADate` or `InFuture`.
pub fn parse_past_date(text: &str, today: NaiveDate) -> Result<NaiveDate, FieldError> {
    let day = parse_date(text)?;
    if day > today {
        Err(FieldError::InFuture)
    } else {
        Ok(day)
    }
}

/// Reads a minute in Beijing time, `2026-06-09T17:00` or with a space, or with the Chinese signs of
/// day, hour and minute; 24:00 is the end of a day.
///
/// # Errors
/// `Required`, `NotADate` or `NotATime`.
pub fn parse_minute(text: &str) -> Result<DateTime<Utc>, FieldError> {
    // The sign of the day ends it.
    let text = half_width(text).replace('\u{65e5}', " ");
    let text = text.trim().to_ascii_uppercase();
    let (day, minute) = text.split_once(['T', ' ']).unwrap_or((&text, ""));
    let day = parse_date(day)?;
    let minute = compact(minute).replace(['\u{65f6}', '\u{70b9}'], ":");
    let minute = minute.trim_end_matches('\u{5206}');
    let full_hour = format!("{minute}00");
    let minute = if minute.ends_with(':') {
        &full_hour
    } else {
        minute
    };
    match minute {
        "24:00" => Ok(time::end_of_day(day)),
        minute => NaiveTime::parse_from_str(minute, "%H:%M")
            .or_else(|_| NaiveTime::parse_from_str(minute, "%H:%M:%S"))
            .map(|minute| time::from_beijing(day.and_time(minute)))
            .map_err(|_| FieldError::NotATime),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        let day = NaiveDate::from_ymd_opt(2026, 6, 9).expect("a day");
        for text in [
            "2026-06-09",
            " 2026/6/9",
            "2026.06.09",
            "\u{ff12}026-06-09",
            "20260609",
        ] {
            assert_eq!(parse_date(text), Ok(day), "{text}");
        }
        for text in ["2026-02-29", "2026-13-01", "9.6.2026", "0026-06-09", "x"] {
            assert_eq!(parse_date(text), Err(FieldError::NotADate), "{text}");
        }
        assert_eq!(parse_date(" "), Err(FieldError::Required));
        assert_eq!(parse_past_date("2026-06-09", day), Ok(day));
        assert_eq!(
            parse_past_date("2026-06-10", day),
            Err(FieldError::InFuture)
        );
    }

    #[test]
    fn minutes() {
        for (text, utc) in [
            ("2026-06-09T17:00", "2026-06-09T09:00:00+00:00"),
            ("2026-06-09 17:00", "2026-06-09T09:00:00+00:00"),
            ("2026-06-09T24:00", "2026-06-09T16:00:00+00:00"),
            ("2026-06-10T00:00", "2026-06-09T16:00:00+00:00"),
            ("2026/6/9 17\u{ff1a}00", "2026-06-09T09:00:00+00:00"),
            (
                "2026\u{5e74}6\u{6708}9\u{65e5}17\u{65f6}",
                "2026-06-09T09:00:00+00:00",
            ),
            (
                "2026\u{5e74}6\u{6708}9\u{65e5} 24\u{65f6}",
                "2026-06-09T16:00:00+00:00",
            ),
            (
                "2026-06-09 17\u{70b9}30\u{5206}",
                "2026-06-09T09:30:00+00:00",
            ),
        ] {
            assert_eq!(parse_minute(text).expect(text).to_rfc3339(), utc);
        }
        assert_eq!(parse_minute("2026-06-09"), Err(FieldError::NotATime));
        assert_eq!(parse_minute("2026-06-09T25:00"), Err(FieldError::NotATime));
        assert_eq!(parse_minute("2026-06-31T10:00"), Err(FieldError::NotADate));
        assert_eq!(parse_minute(""), Err(FieldError::Required));
    }
}
