//! How dates, times, amounts, sizes and scores are written. Times are Beijing time.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Timelike, Utc};

use crate::domain::maturity::MaturityScore;
use crate::domain::review::aggregate::Hundredths;
use crate::domain::review::points::Points;
use crate::domain::season::WindowState;
use crate::domain::time::{beijing_date, in_beijing};
use crate::domain::values::decimal::Decimal;
use crate::domain::values::money::Money;
use crate::domain::values::percent::Percent;
use crate::domain::values::year_month::YearMonth;

/// A day: 2026年6月9日.
pub fn date(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// A day in a narrow column: 2026-06-09.
pub fn short_date(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// The day of an instant: 2026年6月9日.
pub fn date_of(instant: DateTime<Utc>) -> String {
    date(beijing_date(instant))
}

/// A month: 2024年3月.
pub fn year_month(month: YearMonth) -> String {
    format!("{}年{}月", month.year(), month.month())
}

/// An instant at which something happened: 2026年6月9日 17:04（北京时间）.
pub fn moment(instant: DateTime<Utc>) -> String {
    format!("{}（北京时间）", minute(instant))
}

/// An instant beside another one that names the time zone: 2026年6月9日 17:04.
pub fn minute(instant: DateTime<Utc>) -> String {
    let local = in_beijing(instant);
    format!("{} {}", date(local.date()), local.format("%H:%M"))
}

/// An instant in a narrow column: 2026-06-09 17:04.
pub fn short_moment(instant: DateTime<Utc>) -> String {
    in_beijing(instant).format("%Y-%m-%d %H:%M").to_string()
}

/// An instant to the second, as records need it: 2026-06-09 17:04:09.
pub fn second(instant: DateTime<Utc>) -> String {
    in_beijing(instant).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// The end of a window: as [`moment`], but midnight is 24:00 of the day before ("24时").
pub fn deadline(instant: DateTime<Utc>) -> String {
    let local = in_beijing(instant);
    match local
        .date()
        .pred_opt()
        .filter(|_| local.num_seconds_from_midnight() == 0)
    {
        Some(day_before) => format!("{} 24:00（北京时间）", date(day_before)),
        None => moment(instant),
    }
}

/// The end of a window in a narrow column: 2026年6月9日 24:00.
pub fn short_deadline(instant: DateTime<Utc>) -> String {
    deadline(instant).replace("（北京时间）", "")
}

/// A time of day: 15:04:09.
pub fn time(instant: DateTime<Utc>) -> String {
    in_beijing(instant).format("%H:%M:%S").to_string()
}

/// The value of a control for date and time: 2026-06-09T17:00.
pub fn minute_input(instant: DateTime<Utc>) -> String {
    in_beijing(instant).format("%Y-%m-%dT%H:%M").to_string()
}

/// What is typed as the end of a window: midnight is 24:00 of the day before.
pub fn closing_input(instant: DateTime<Utc>) -> String {
    let local = in_beijing(instant);
    match local
        .date()
        .pred_opt()
        .filter(|_| local.num_seconds_from_midnight() == 0)
    {
        Some(day_before) => format!("{} 24:00", day_before.format("%Y-%m-%d")),
        None => local.format("%Y-%m-%d %H:%M").to_string(),
    }
}

/// A span of time in its two greatest units: 6 天 4 小时.
pub fn duration(span: TimeDelta) -> String {
    let (days, hours, minutes) = (
        span.num_days(),
        span.num_hours() % 24,
        span.num_minutes() % 60,
    );
    match (days, hours, minutes) {
        (1.., 0, _) => format!("{days} 天"),
        (1.., _, _) => format!("{days} 天 {hours} 小时"),
        (_, 1.., 0) => format!("{hours} 小时"),
        (_, 1.., _) => format!("{hours} 小时 {minutes} 分钟"),
        (_, _, 1..) => format!("{minutes} 分钟"),
        _ => "不到 1 分钟".to_owned(),
    }
}

/// How long it still is until a deadline: 还有 6 天 4 小时.
pub fn countdown(now: DateTime<Utc>, deadline: DateTime<Utc>) -> String {
    if now < deadline {
        format!("还有 {}", duration(deadline - now))
    } else {
        "已截止".to_owned()
    }
}

/// Where a window stands: 2 小时后开始, 还有 6 天 4 小时, 已截止.
pub fn window_state(state: WindowState) -> String {
    match state {
        WindowState::NotYet(span) => format!("{}后开始", duration(span)),
        WindowState::Open(span) => format!("还有 {}", duration(span)),
        WindowState::Closed => "已截止".to_owned(),
    }
}

/// An exact number with all its places: 1,234.50.
pub fn decimal(number: Decimal) -> String {
    let sign = if number.units < 0 { "-" } else { "" };
    let places = usize::from(number.decimals);
    let digits = format!(
        "{:0>width$}",
        number.units.unsigned_abs(),
        width = places + 1
    );
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let point = if places == 0 { "" } else { "." };
    format!("{sign}{}{point}{fraction}", grouped(whole))
}

/// An exact number without the zeros at its end: 1,234.5.
pub fn plain_decimal(number: Decimal) -> String {
    let text = decimal(number);
    if number.decimals == 0 {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A whole number with thousands parted: 12,345.
pub fn count(number: u64) -> String {
    grouped(&number.to_string())
}

fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// An amount as a number of 万元, two decimals at least and nothing lost: 1,234.50.
pub fn money_number(money: Money) -> String {
    const SHOWN: usize = 2;
    let text = decimal(money.wan());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let kept = fraction.trim_end_matches('0');
    format!("{whole}.{kept:0<SHOWN$}")
}

/// An amount: 1,234.50 万元.
pub fn money(money: Money) -> String {
    format!("{} 万元", money_number(money))
}

/// A percentage: 12.5%.
pub fn percent(percent: Percent) -> String {
    format!("{}%", plain_decimal(percent.decimal()))
}

/// A size of a file, rounded: 2.4 MB.
pub fn bytes(bytes: u64) -> String {
    const KIB: u64 = 1024;
    const MIB: u64 = KIB * KIB;
    let tenths_of_mib = (u128::from(bytes) * 10 + u128::from(MIB / 2)) / u128::from(MIB);
    match (bytes, tenths_of_mib / 10, tenths_of_mib % 10) {
        (MIB.., whole, 0) => format!("{whole} MB"),
        (MIB.., whole, tenth) => format!("{whole}.{tenth} MB"),
        (KIB.., _, _) => format!("{} KB", (bytes + KIB / 2) / KIB),
        _ => format!("{bytes} 字节"),
    }
}

/// Points of a score: 24.5, or 24 when they are whole.
pub fn points(points: Points) -> String {
    decimal(points.decimal())
}

/// A mean of points, always with two decimals: 80.33.
pub fn hundredths(mean: Hundredths) -> String {
    decimal(mean.decimal())
}

/// The total of a maturity assessment, always with two decimals: 2.31.
pub fn maturity_score(score: MaturityScore) -> String {
    decimal(score.decimal())
}

/// A number from 0 to 99 in Chinese numerals, as in headings: 十二.
pub fn numeral(number: u8) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |value: u8| DIGITS.get(usize::from(value)).copied().unwrap_or_default();
    match (number / 10, number % 10) {
        (0, 0) => "〇".to_owned(),
        (0, units) => digit(units).to_owned(),
        (1, units) => format!("十{}", digit(units)),
        (tens @ 2..=9, units) => format!("{}十{}", digit(tens), digit(units)),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::values::date::parse_minute;

    fn at(text: &str) -> DateTime<Utc> {
        parse_minute(text).expect(text)
    }

    #[test]
    fn days_and_times() {
        let afternoon = at("2026-06-09T17:04");
        assert_eq!(moment(afternoon), "2026年6月9日 17:04（北京时间）");
        assert_eq!(short_moment(afternoon), "2026-06-09 17:04");
        assert_eq!(deadline(afternoon), moment(afternoon));
        assert_eq!(
            deadline(at("2026-06-09T24:00")),
            "2026年6月9日 24:00（北京时间）"
        );
        assert_eq!(
            moment(at("2026-06-09T24:00")),
            "2026年6月10日 00:00（北京时间）"
        );
        assert_eq!(date_of(at("2026-01-01T07:59")), "2026年1月1日");
        assert_eq!(short_date(beijing_date(afternoon)), "2026-06-09");
        assert_eq!(time(afternoon + TimeDelta::seconds(9)), "17:04:09");
        assert_eq!(
            year_month(YearMonth::of(beijing_date(afternoon))),
            "2026年6月"
        );
    }

    #[test]
    fn spans() {
        let span = |days, hours, minutes| {
            TimeDelta::days(days) + TimeDelta::hours(hours) + TimeDelta::minutes(minutes)
        };
        for (span, expected) in [
            (span(6, 4, 59), "6 天 4 小时"),
            (span(1, 0, 30), "1 天"),
            (span(0, 23, 1), "23 小时 1 分钟"),
            (span(0, 2, 0), "2 小时"),
            (span(0, 0, 59), "59 分钟"),
            (TimeDelta::seconds(59), "不到 1 分钟"),
        ] {
            assert_eq!(duration(span), expected);
        }
        let now = at("2026-06-03T20:00");
        assert_eq!(countdown(now, at("2026-06-09T24:00")), "还有 6 天 4 小时");
        assert_eq!(countdown(now, now), "已截止");
        assert_eq!(
            window_state(WindowState::Open(span(6, 4, 0))),
            "还有 6 天 4 小时"
        );
        assert_eq!(
            window_state(WindowState::NotYet(span(0, 2, 0))),
            "2 小时后开始"
        );
        assert_eq!(window_state(WindowState::Closed), "已截止");
    }

    #[test]
    fn numbers() {
        for (fen, expected) in [
            (1_234_500_000, "1,234.50 万元"),
            (0, "0.00 万元"),
            (100, "0.0001 万元"),
            (1_000_000, "1.00 万元"),
            (-12_345_678_900_000, "-12,345,678.90 万元"),
        ] {
            assert_eq!(money(Money::from_fen(fen)), expected);
        }
        for (value, expected) in [(245, "24.5"), (240, "24"), (0, "0"), (1000, "100")] {
            assert_eq!(points(Points::from_tenths(value)), expected);
        }
        assert_eq!(hundredths(Hundredths::new(8_005)), "80.05");
        assert_eq!(
            maturity_score(MaturityScore::try_from(231).expect("a score")),
            "2.31"
        );
        assert_eq!(
            maturity_score(MaturityScore::try_from(5).expect("a score")),
            "0.05"
        );
        assert_eq!(percent(Percent::from_hundredths(1_250)), "12.5%");
        assert_eq!(percent(Percent::from_hundredths(10_000)), "100%");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(count(123), "123");
        assert_eq!(
            plain_decimal(Decimal {
                units: 500,
                decimals: 2
            }),
            "5"
        );
        assert_eq!(plain_decimal(Decimal::whole(100)), "100");
    }

    #[test]
    fn sizes_and_numerals() {
        for (size, expected) in [
            (512, "512 字节"),
            (2_048, "2 KB"),
            (2_516_582, "2.4 MB"),
            (1_572_864, "1.5 MB"),
            (u64::MAX, "17592186044416 MB"),
            (50 * 1024 * 1024, "50 MB"),
        ] {
            assert_eq!(bytes(size), expected);
        }
        for (number, expected) in [
            (0, "〇"),
            (1, "一"),
            (10, "十"),
            (14, "十四"),
            (20, "二十"),
            (99, "九十九"),
        ] {
            assert_eq!(numeral(number), expected);
        }
    }

    proptest! {
        #[test]
        fn an_amount_written_is_read_back(yuan in 0_i64..=999_999_999_999) {
            let amount = Money::from_fen(yuan * 100);
            prop_assert_eq!(Money::parse_wan(&money_number(amount)), Ok(amount));
        }

        #[test]
        fn a_minute_written_is_read_back(minutes in 0_i64..100_000_000) {
            let instant = DateTime::from_timestamp(minutes * 60, 0).expect("in range");
            prop_assert_eq!(parse_minute(&minute_input(instant)), Ok(instant));
        }
    }
}
