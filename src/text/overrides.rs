//! Words of acts done although something stood against them.

use super::{field_errors, findings::rule_name, format, status::act_label};
use crate::domain::{
    application::overrides::{KeptOverride, Obstacle},
    field::FieldError,
    review::aggregate::Hundredths,
};

/// One thing that stands against an act.
#[must_use]
pub fn obstacle(found: &Obstacle) -> String {
    match found {
        Obstacle::Unmet(rule) => format!("要素条件未满足：{}", rule_name(*rule)),
        Obstacle::Divergent => "专家评分分歧较大，尚未复议".to_owned(),
        Obstacle::BelowLine { mean, line } => format!(
            "综合得分 {} 分，低于合格分数线 {} 分",
            format::hundredths(Hundredths::new(*mean)),
            format::hundredths(Hundredths::new(*line)),
        ),
        Obstacle::MissingReviews { filed, wanted } => {
            format!("应有 {wanted} 份专家评审，已提交 {filed} 份")
        }
    }
}

/// All of them in one line.
#[must_use]
pub fn listed(found: &[Obstacle]) -> String {
    let words: Vec<String> = found.iter().map(obstacle).collect();
    words.join("；")
}

/// The label of the reason.
pub const REASON: &str = "仍然办理的理由";

/// What is wrong with the reason.
#[must_use]
pub fn reason(error: &FieldError) -> String {
    field_errors::labelled(REASON, error)
}

/// What is asked for before such an act.
pub const HINT: &str =
    "至少 10 字。理由与上列事项一并记入办理记录，自治区工信厅在形式审查和审定时可以看到。";

/// Something else stands against the act than the page showed.
pub const OTHERS: &str =
    "您打开页面后，未满足的事项有变化。最新情况已列在下面，请核对后重新说明理由。";

/// How the rows that show it are headed.
pub const LABEL: &str = "未满足仍办理";

/// An override in a line.
#[must_use]
pub fn line(kept: &KeptOverride) -> String {
    format!(
        "{}：{}。理由：{}",
        made(kept),
        listed(&kept.obstacles),
        kept.reason
    )
}

/// An override as the case shows it: what was done, by whom and when.
#[must_use]
pub fn made(kept: &KeptOverride) -> String {
    format!(
        "{}对第 {} 次提交办理“{}”时，以下事项未满足，说明理由后办理（{}）",
        kept.name,
        kept.submission,
        act_label(kept.act),
        format::moment(kept.made_at)
    )
}
