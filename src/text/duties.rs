//! What the office has to do, as the board says it.

use chrono::{DateTime, Utc};

use super::format;
use crate::domain::application::Duty;

/// What is to be done.
#[must_use]
pub const fn label(duty: Duty) -> &'static str {
    match duty {
        Duty::ScreeningLeft => "处理初审逾期未办结的申报",
        Duty::SupplementLate => "处理逾期未补正的申报",
        Duty::ReviewsLate => "处理逾期未提交的评审",
        Duty::PublicityOver => "公示期满，公布名单",
        Duty::FormalCheck => "形式审查",
        Duty::AssignExperts => "分配专家",
        Duty::ConcludeReviews => "汇总评审结果",
        Duty::Decide => "审定",
        Duty::Publicise => "开始公示",
    }
}

/// How many wait.
#[must_use]
pub fn count(count: i64) -> String {
    format!("{count} 件")
}

/// The oldest of them: who, and how long it has waited; the season where several are shown.
#[must_use]
pub fn oldest(enterprise: &str, since: DateTime<Utc>, now: DateTime<Utc>, season: &str) -> String {
    let waited = format::duration(now - since);
    let season = if season.is_empty() {
        String::new()
    } else {
        format!("{season}。")
    };
    format!("{season}最久的已等 {waited}：{enterprise}")
}
