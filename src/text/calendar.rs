//! The calendar of working days in words: what a table may say, what is wrong with one, what a year holds.

use chrono::{Datelike, NaiveDate};

use super::format;
use crate::domain::calendar::{
    CalendarYear, DayKind, MissingYear,
    table::{Column, Meaning, RowFault, TableError},
};

/// Labels of the form.
pub const FIELDS: &[(&str, &str)] = &[("source", "依据文件"), ("file", "节假日安排表")];
/// No file was chosen.
pub const NO_FILE: &str = "请选择节假日安排表（XLSX 或 CSV）";
/// The file is no table.
pub const NO_TABLE: &str = "文件不是可读取的表格，请上传 XLSX 工作簿，或由表格软件另存的 CSV 文件";
/// The file is too large.
pub const TOO_LARGE: &str = "文件过大。节假日安排表每年只有几十行，请检查是否选错了文件";

/// What the words of a table mean.
pub const MEANING: Meaning = Meaning { column, kind };

fn column(heading: &str) -> Option<Column> {
    match heading {
        "日期" | "date" => Some(Column::Day),
        "类型" | "性质" | "安排" | "kind" => Some(Column::Kind),
        _ => None,
    }
}

fn kind(words: &str) -> Option<DayKind> {
    match words {
        "放假" | "休" | "休息" | "节假日" | "假日" | "调休放假" | "holiday" => {
            Some(DayKind::Holiday)
        }
        "上班" | "班" | "补班" | "调休" | "调休上班" | "工作日" | "workday" => {
            Some(DayKind::Workday)
        }
        _ => None,
    }
}

/// A year the calendar does not know.
#[must_use]
pub fn missing_year(year: MissingYear) -> String {
    format!(
        "系统中还没有 {} 年的节假日安排，不能计算工作日。请先在“工作日历”中载入该年安排",
        year.0
    )
}

/// What is wrong with a table, one sentence each.
#[must_use]
pub fn faults(error: &TableError) -> Vec<String> {
    match error {
        TableError::NoHeading => vec![
            "没有找到表头。表格须有“日期”和“类型”两列，各一列，名称写在同一行".to_owned(),
        ],
        TableError::Empty => vec!["表头以下没有内容".to_owned()],
        TableError::Rows(rows) => rows.iter().map(|(row, fault)| in_row(*row, fault)).collect(),
        TableError::NotWhole(parts) => parts
            .iter()
            .map(|(year, days)| {
                format!(
                    "{year} 年只有 {days} 天，其中没有元旦或国庆节，不是该年的全部安排。请按年度载入完整的安排，不属于该年度的日期请从表中删除"
                )
            })
            .collect(),
    }
}

fn in_row(row: usize, fault: &RowFault) -> String {
    match fault {
        RowFault::Day(text) => format!("第 {row} 行：日期“{text}”无法识别，请写作 2027-01-01"),
        RowFault::Kind(text) => format!("第 {row} 行：类型“{text}”无法识别，请填写“放假”或“上班”"),
        RowFault::Repeated { first } => format!("第 {row} 行：日期与第 {first} 行重复"),
    }
}

/// How many days of a year are off and made up for.
#[must_use]
pub fn counts(year: &CalendarYear) -> String {
    format!(
        "放假 {} 天，调休上班 {} 天",
        year.of_kind(DayKind::Holiday).count(),
        year.of_kind(DayKind::Workday).count()
    )
}

/// The days of a kind, those that follow each other as one.
#[must_use]
pub fn days(year: &CalendarYear, kind: DayKind) -> String {
    listed(year.of_kind(kind))
}

fn listed(days: impl Iterator<Item = NaiveDate>) -> String {
    let mut runs: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((_, last)) if last.succ_opt() == Some(day) => *last = day,
            _ => runs.push((day, day)),
        }
    }
    if runs.is_empty() {
        return "无".to_owned();
    }
    let run = |(first, last): (NaiveDate, NaiveDate)| match (first == last, first.month()) {
        (true, _) => month_day(first),
        (_, month) if month == last.month() => format!("{}至{}日", month_day(first), last.day()),
        _ => format!("{}至{}", month_day(first), month_day(last)),
    };
    runs.into_iter().map(run).collect::<Vec<_>>().join("、")
}

fn month_day(day: NaiveDate) -> String {
    format!("{}月{}日", day.month(), day.day())
}

/// What becomes of a year that is loaded, against what is known of it.
#[must_use]
pub fn difference(year: &CalendarYear, known: Option<&CalendarYear>) -> String {
    let Some(known) = known else {
        return "新增年度".to_owned();
    };
    let changed = |from: &CalendarYear, to: &CalendarYear| {
        let days = to.days.iter();
        let changed = days.filter(|(day, kind)| from.days.get(day) != Some(kind));
        listed(changed.map(|(day, _)| *day))
    };
    if known == year {
        "与现有安排相同".to_owned()
    } else {
        format!(
            "替换现有安排；新增或改变：{}；不再列入：{}",
            changed(known, year),
            listed(
                known
                    .days
                    .keys()
                    .filter(|day| !year.days.contains_key(day))
                    .copied()
            )
        )
    }
}

/// What a command read and did.
#[must_use]
pub fn said(years: &[CalendarYear], kept: bool) -> String {
    let mut lines: Vec<String> = years
        .iter()
        .map(|year| {
            format!(
                "{} 年：{}。放假：{}。调休上班：{}。",
                year.year,
                counts(year),
                days(year, DayKind::Holiday),
                days(year, DayKind::Workday)
            )
        })
        .collect();
    lines.push(if kept {
        "已载入工作日历。".to_owned()
    } else {
        "尚未保存。核对无误后，加上 --confirm 再执行一次。".to_owned()
    });
    lines.join("\n")
}

/// Who added a year, and when.
#[must_use]
pub fn added(by: Option<&str>, at: chrono::DateTime<chrono::Utc>) -> String {
    let by = by.map_or_else(|| "系统".to_owned(), str::to_owned);
    format!("{} 由 {by} 载入", format::moment(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(days: &[(&str, DayKind)]) -> CalendarYear {
        let days = days.iter().map(|(day, kind)| (day.parse().unwrap(), *kind));
        CalendarYear::of_days(days).remove(0)
    }

    #[test]
    fn days_that_follow_each_other_are_one() {
        use DayKind::{Holiday, Workday};
        let year = year(&[
            ("2027-01-01", Holiday),
            ("2027-01-02", Holiday),
            ("2027-01-31", Holiday),
            ("2027-02-01", Holiday),
            ("2027-02-14", Workday),
        ]);
        assert_eq!(days(&year, Holiday), "1月1日至2日、1月31日至2月1日");
        assert_eq!(days(&year, Workday), "2月14日");
        assert_eq!(counts(&year), "放假 4 天，调休上班 1 天");
    }

    #[test]
    fn a_year_loaded_again_says_what_changes() {
        use DayKind::{Holiday, Workday};
        let known = year(&[("2027-01-01", Holiday), ("2027-01-04", Holiday)]);
        let new = year(&[("2027-01-01", Holiday), ("2027-01-09", Workday)]);
        assert_eq!(difference(&new, None), "新增年度");
        assert_eq!(difference(&new, Some(&new)), "与现有安排相同");
        assert_eq!(
            difference(&new, Some(&known)),
            "替换现有安排；新增或改变：1月9日；不再列入：1月4日"
        );
    }
}
