//! The words of the experts' pages: tasks, score sheet, what is missing.

use chrono::{DateTime, Utc};

use super::{
    format,
    labels::{group_label, level_word, tier_label},
    season_labels::relation_label,
};
use crate::domain::{
    catalogue::Catalogue,
    dossier::Instance,
    maturity_level::MaturityLevel,
    review::{
        conflict::Relation,
        draft::{self, Missing, OPINION_MIN, REASON_MIN, ReviewCase},
        points::Points,
        sheet::{Anchor, Criterion, Step},
        task::TaskState,
    },
    rules::Judgement,
    screening::InstanceVerdict,
    tier::Tier,
};

/// A review was saved in another window in between.
#[must_use]
pub fn stale(saved_at: Option<DateTime<Utc>>) -> String {
    let when = saved_at.map_or_else(String::new, |at| format!("（{}）", format::time(at)));
    format!(
        "这份评审已在另一个窗口保存{when}，本次填写的内容尚未保存。请核对下面的内容，再次保存即以本页为准。"
    )
}

/// How far a task is.
#[must_use]
pub const fn task_label(state: TaskState) -> &'static str {
    match state {
        TaskState::Assigned => "待声明回避",
        TaskState::Accepted => "评审中",
        TaskState::Conflicted => "已回避",
        TaskState::Filed => "已提交",
        TaskState::Cancelled => "已取消",
    }
}

/// How many criteria have points.
#[must_use]
pub fn progress(scored: i64, criteria: usize) -> String {
    format!("已评 {scored} / {criteria} 项")
}

/// The own total of a filed review.
#[must_use]
pub fn own_total(total: Points, at: Option<DateTime<Utc>>) -> String {
    let when = at.map_or_else(String::new, |at| format!("，{}", format::short_moment(at)));
    format!("我的评分 {} 分{when}", format::points(total))
}

/// What of a list is still to be done, in one line.
#[must_use]
pub fn counts(undeclared: usize, reviewing: usize, filed: usize) -> String {
    format!("待声明 {undeclared} 件，评审中 {reviewing} 件，已提交 {filed} 件。")
}

/// Where a scenario stands among all, with its name.
#[must_use]
pub fn position(number: usize, of: usize) -> String {
    format!("{number} / {of}")
}

/// What the bureau found on a scenario.
#[must_use]
pub fn bureau_found(verdict: Option<InstanceVerdict>) -> String {
    match verdict {
        Some(InstanceVerdict::Confirmed(tier)) => tier_label(tier).to_owned(),
        Some(InstanceVerdict::Refused) => "不认可".to_owned(),
        Some(InstanceVerdict::Incomplete) | None => "未认定".to_owned(),
    }
}

/// What an expert accepts of a scenario.
#[must_use]
pub const fn accepted_label(tier: Option<Tier>) -> &'static str {
    match tier {
        Some(tier) => tier_label(tier),
        None => "不认可",
    }
}

/// What an expert found on a qualitative clause.
#[must_use]
pub const fn judgement_label(judgement: Judgement) -> &'static str {
    match judgement {
        Judgement::Met => "符合",
        Judgement::Unmet => "不符合",
    }
}

/// What a span of points means: 25–30 装备和系统全面联通.
#[must_use]
pub fn anchor(anchor: &Anchor) -> String {
    format!(
        "{}–{} {}",
        format::points(anchor.from),
        format::points(anchor.to),
        anchor.text
    )
}

/// A fixed step: 10 分 and what it means.
#[must_use]
pub fn step(step: &Step) -> (String, &str) {
    (format!("{} 分", format::points(step.points)), &step.label)
}

/// The points of all levels: 一级 0 · 二级 5.
#[must_use]
pub fn by_level(points: &[Points; 5]) -> String {
    let parts: Vec<String> = (1..)
        .zip(points)
        .map(|(level, points)| format!("{} {}", level_word(level), format::points(*points)))
        .collect();
    format!("{}，按申报材料的等级取值", parts.join(" · "))
}

/// Where points come from that nobody types.
#[must_use]
pub fn automatic(level: Option<MaturityLevel>) -> String {
    level.map_or_else(
        || "自动：未填等级".to_owned(),
        |level| format!("自动：{}", super::labels::maturity_label(level)),
    )
}

/// The saved line of the sheet.
#[must_use]
pub fn saved(at: Option<DateTime<Utc>>) -> String {
    at.map_or_else(
        || "尚未保存".to_owned(),
        |at| format!("已保存 {}", format::time(at)),
    )
}

/// How much is missing, in one line.
#[must_use]
pub fn missing_line(missing: &[Missing]) -> String {
    let count = |wanted: fn(&Missing) -> bool| missing.iter().filter(|it| wanted(it)).count();
    let parts = [
        (count(|it| matches!(it, Missing::Points(_))), "项评分"),
        (
            count(|it| matches!(it, Missing::Instance(_))),
            "个场景未认定",
        ),
        (
            count(|it| matches!(it, Missing::Judgement(_) | Missing::Reason(_))),
            "条建设要求未判断或未说明",
        ),
    ];
    let mut words: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    if missing.contains(&Missing::Opinion) {
        words.push("综合意见".to_owned());
    }
    if words.is_empty() {
        "全部内容已填写，可以提交。".to_owned()
    } else {
        format!("还缺：{}。", words.join("，"))
    }
}

/// The name of a scenario of the dossier.
#[must_use]
pub fn scene_name(catalogue: &Catalogue, instance: &Instance) -> String {
    let scenario = catalogue
        .scenario(&instance.scenario)
        .map_or_else(|| instance.scenario.to_string(), |it| it.name.clone());
    if instance.name.is_empty() {
        scenario
    } else {
        format!("{scenario}：{}", instance.name)
    }
}

/// One thing that is missing, as a sentence.
#[must_use]
pub fn missing(it: &Missing, case: &ReviewCase<'_>, catalogue: &Catalogue) -> String {
    match it {
        Missing::Points(id) => {
            let title = case.sheet.criterion(id.as_str()).map_or("", title_of);
            format!("“{title}”未评分")
        }
        Missing::Instance(id) => {
            let instance = case.dossier.instance(*id);
            let name = instance.map_or_else(String::new, |it| scene_name(catalogue, it));
            format!("场景“{name}”未选择您认定的标准")
        }
        Missing::Judgement(group) => {
            format!("建设要求“{}”未判断是否符合", group_label(*group))
        }
        Missing::Reason(group) => format!(
            "建设要求“{}”判为不符合，须说明理由，至少 {REASON_MIN} 字",
            group_label(*group)
        ),
        Missing::Opinion => format!("综合意见须填写，至少 {OPINION_MIN} 字"),
    }
}

fn title_of(criterion: &Criterion) -> &str {
    &criterion.title
}

/// The labels of all fields of a review, for its errors.
#[must_use]
pub fn field_labels(case: &ReviewCase<'_>, catalogue: &Catalogue) -> Vec<(String, String)> {
    let scores = case.sheet.criteria.iter().flat_map(|criterion| {
        [
            (draft::points_field(&criterion.id), criterion.title.clone()),
            (
                draft::comment_field(&criterion.id),
                format!("{}的评语", criterion.title),
            ),
        ]
    });
    let scenes = case.dossier.instances.iter().map(|instance| {
        (
            draft::accepted_field(instance.id),
            scene_name(catalogue, instance),
        )
    });
    let quality = case.quality.iter().copied().flat_map(|group| {
        [
            (
                draft::judgement_field(group),
                format!("建设要求“{}”是否符合", group_label(group)),
            ),
            (
                draft::reason_field(group),
                format!("建设要求“{}”的说明", group_label(group)),
            ),
        ]
    });
    let opinion = (draft::OPINION.to_owned(), "综合意见".to_owned());
    scores
        .chain(scenes)
        .chain(quality)
        .chain([opinion])
        .collect()
}

/// Why a review can only be read: outside of its window, or it has ended.
#[must_use]
pub fn shut(window: Option<(DateTime<Utc>, DateTime<Utc>)>, now: DateTime<Utc>) -> String {
    match window {
        Some((opens_at, _)) if now < opens_at => format!(
            "评审将于 {} 开始，现在可以阅读材料，还不能评分。",
            format::moment(opens_at)
        ),
        Some((_, closes_at)) => format!(
            "评审已于 {} 截止，草稿仍然保留，现在只能查看。需要继续评审的，请联系主办单位。",
            format::deadline(closes_at)
        ),
        None => "本件的评审已经结束，现在只能查看。".to_owned(),
    }
}

/// A review that is filed.
#[must_use]
pub fn filed(at: Option<DateTime<Utc>>) -> String {
    at.map_or_else(
        || "评审已提交，不能再修改。".to_owned(),
        |at| format!("评审已于 {} 提交，不能再修改。", format::moment(at)),
    )
}

/// The relations of the form.
#[must_use]
pub fn relations() -> Vec<(&'static str, &'static str)> {
    Relation::ALL
        .map(|relation| (relation.as_str(), relation_label(relation)))
        .to_vec()
}

/// The two declarations of the form.
pub const DECLARATIONS: [(&str, &str, &str); 2] = [
    (
        "none",
        "没有需要回避的情形，接受评审",
        "声明后即可查看申报材料。",
    ),
    (
        "conflict",
        "有需要回避的情形，不参加本件评审",
        "主办单位会另行安排专家，您不会看到申报材料。",
    ),
];

/// The labels of the declaration's fields.
pub const DECLARATION_FIELDS: &[(&str, &str)] = &[
    ("declaration", "回避声明"),
    ("promise", "保密承诺"),
    ("relation", "回避情形"),
    ("reason", "情况说明"),
];

/// The tabs of the dossier: code and words.
pub const TABS: [(&str, &str); 6] = [
    ("scenarios", "场景"),
    ("factory", "工厂概况"),
    ("base", "基础要求"),
    ("maturity", "成熟度"),
    ("quality", "建设要求"),
    ("precheck", "预检"),
];

/// The label of a scenario's claimed standard.
pub const CLAIMED: &str = "申报标准";
/// The label of the bureau's finding.
pub const BUREAU: &str = "初审确认";
/// The label of what the catalogue asks.
pub const STANDARD: &str = "场景要求";
/// Points not given yet.
pub const NO_POINTS: &str = "未评";
/// The way to a task on which nothing is declared yet.
pub const DECLARE: &str = "声明是否回避";
/// The way to a review that is being written.
pub const CONTINUE: &str = "继续评审";
/// The way to a filed review.
pub const READ: &str = "查看";

/// What an overall opinion must have.
#[must_use]
pub fn opinion_hint(min: usize) -> String {
    format!("至少 {min} 字，说明主要优点、不足和总体判断。")
}
