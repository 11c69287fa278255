//! The sections of an application: their names, what is in them, and how far they are.

use chrono::{DateTime, Utc};

use super::{
    answers,
    dossier_labels::evidence_label,
    format,
    labels::{group_label, link_label, maturity_label, tier_label},
    status::status_label,
};
use crate::domain::{
    application::Status,
    completeness::SectionState,
    dossier::{Dossier, Instance, MaturityAnswer},
    evidence::EvidenceTarget,
    link::Group,
    returns::ReturnItem,
    rules::{RuleSet, TierReport},
    tier::Tier,
};

/// 一、申报主体
pub const ENTERPRISE: &str = "申报主体";
/// 二、工厂概况
pub const FACTORY: &str = "工厂概况";
/// 三、基础要求
pub const DECLARATIONS: &str = "基础要求";
/// 四、成熟度自评价
pub const MATURITY: &str = "成熟度自评价";
/// 五、场景建设
pub const SCENARIOS: &str = "场景建设";
/// 六、各环节建设情况
pub const QUALITY: &str = "各环节建设情况";
/// 七、附件与承诺书
pub const ATTACHMENTS: &str = "附件与承诺书";

/// A section with its number, such as 三、基础要求.
#[must_use]
pub fn numbered(number: u8, name: &str) -> String {
    format!("{}、{name}", format::numeral(number))
}

/// What a return names, in words; a scenario by its own name.
#[must_use]
pub fn return_item(item: &ReturnItem, dossier: &Dossier) -> String {
    match item {
        ReturnItem::Profile => format!("{ENTERPRISE}、{FACTORY}"),
        ReturnItem::Declarations => DECLARATIONS.to_owned(),
        ReturnItem::Maturity => MATURITY.to_owned(),
        ReturnItem::Scenarios => format!("{SCENARIOS}（全部场景）"),
        ReturnItem::Instance(id) => match dossier.instance(*id) {
            Some(instance) if !instance.name.is_empty() => format!("场景“{}”", instance.name),
            Some(instance) => format!("场景 {}", instance.scenario),
            None => "已移除的场景".to_owned(),
        },
        ReturnItem::Quality => QUALITY.to_owned(),
        ReturnItem::Attachments => ATTACHMENTS.to_owned(),
    }
}

/// How far a section is.
#[must_use]
pub fn state(state: SectionState) -> String {
    match state {
        SectionState::Untouched => "未开始".to_owned(),
        SectionState::Incomplete(fields) => format!("待补充 {fields} 项"),
        SectionState::Complete => "已完成".to_owned(),
    }
}

/// What a return asks for in a section; none when it asks for nothing there.
#[must_use]
pub fn to_correct(remarks: &[&str]) -> Option<String> {
    (!remarks.is_empty()).then(|| format!("需修改：{}", remarks.join("；")))
}

/// Said of a section the return did not open.
pub const NOT_IN_SCOPE: &str = "不在修改范围";

/// Said of a section that cannot be edited because of where the application stands.
#[must_use]
pub fn locked_by_status(status: Status) -> String {
    format!(
        "申报当前为“{}”，以下内容只能查看，不能修改。",
        status_label(status)
    )
}

/// Said of a section that cannot be edited because the window `[opens_at, closes_at)` is closed.
#[must_use]
pub fn locked_by_time(opens_at: DateTime<Utc>, closes_at: DateTime<Utc>) -> String {
    format!(
        "申报时间为{}至{}，现在不在申报时间内，以下内容只能查看。如确需延期，请联系推荐单位。",
        format::moment(opens_at),
        format::deadline(closes_at)
    )
}

/// Said on a section the return did not open.
pub const LOCKED_BY_RETURN: &str =
    "这一部分不在本次退回的修改范围内，以下内容只能查看。如确需修改，请联系推荐单位。";

/// What a tier asks for, in one sentence.
#[must_use]
pub fn tier_asks(rules: &RuleSet, tier: Tier) -> String {
    let conditions = rules.tiers.get(tier);
    let groups: Vec<&str> = conditions
        .groups
        .iter()
        .map(|group| group_label(*group))
        .collect();
    let maturity = conditions.maturity.minimum.map_or_else(
        || "已开展成熟度自评价".to_owned(),
        |level| format!("成熟度达到{}", maturity_label(level)),
    );
    format!(
        "典型场景不少于 {} 个，{}{}至少 1 个；{maturity}",
        conditions.scenarios,
        groups.join("、"),
        if groups.len() > 1 { "各" } else { "" }
    )
}

/// How many scenarios are filled in and how many of them count.
#[must_use]
pub fn scenarios_note(dossier: &Dossier, report: &TierReport) -> String {
    let filled = dossier.instances.len();
    let counted = report.counted().count();
    if filled == 0 {
        return "按典型场景目录逐个填报".to_owned();
    }
    format!(
        "已填 {filled} 个，计入{} {counted} 个",
        tier_label(report.tier)
    )
}

/// How an application is called on its pages.
#[must_use]
pub fn application_title(tier: Tier) -> String {
    format!("{}智能工厂申报", tier_label(tier))
}

/// The words of the link to an application that only can be looked at.
pub const VIEW: &str = "查看";

/// The words of the link from the list to an application.
#[must_use]
pub const fn open_action(status: Status, in_time: bool) -> &'static str {
    match (status, in_time) {
        (Status::Draft, true) => "继续填写",
        (Status::Returned, true) => "按意见修改",
        (Status::Supplement, true) => "按通知补正",
        _ => VIEW,
    }
}

/// 一、申报主体: what is in it.
pub const ENTERPRISE_NOTE: &str = "企业信息、法定代表人、联系人";
/// 三、基础要求: what is in it.
pub const DECLARATIONS_NOTE: &str = "要素条件第一部分的各项声明与组织机制说明";
/// 四、成熟度自评价, not filled in yet: what is in it.
pub const MATURITY_NOTE: &str = "等级、得分、报告编号与报告文件";
/// 六、各环节建设情况: what is in it.
pub const QUALITY_NOTE: &str = "五个环节的建设情况说明";
/// 七、附件与承诺书: what is in it.
pub const ATTACHMENTS_NOTE: &str = "营业执照、承诺书和其他证明材料";

/// A maturity that is filled in, in one line.
#[must_use]
pub fn maturity_note(maturity: &MaturityAnswer) -> String {
    let parts = [
        answers::level(maturity).to_owned(),
        Some(answers::score(maturity))
            .filter(|score| !score.is_empty())
            .map_or_else(String::new, |score| format!("{score} 分")),
        Some(&maturity.report_number)
            .filter(|number| !number.is_empty())
            .map_or_else(String::new, |number| format!("报告编号 {number}")),
    ];
    let known: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if known.is_empty() {
        MATURITY_NOTE.to_owned()
    } else {
        known.join(" · ")
    }
}

/// When something was saved last, and by whom.
#[must_use]
pub fn last_save(at: DateTime<Utc>, who: &str) -> String {
    format!("{}，{who}", format::moment(at))
}

/// One step of an application's course, with the submission it was about.
#[must_use]
pub fn step(act: &str, submission: i32) -> String {
    if submission > 0 {
        format!("{act}（第 {submission} 次提交的材料）")
    } else {
        act.to_owned()
    }
}

/// The heading of one scenario: 环节—场景—实例名.
#[must_use]
pub fn scenario_heading(instance: &Instance, scenario: &str) -> String {
    let link = link_label(instance.link);
    if instance.name.is_empty() {
        format!("{link}—{scenario}")
    } else {
        format!("{link}—{scenario}—{}", instance.name)
    }
}

/// One qualitative clause: its group and its title.
#[must_use]
pub fn quality_label(group: Group, title: &str) -> String {
    format!("{}：{title}", group_label(group))
}

/// Where a qualitative clause stands and what it is about.
#[must_use]
pub fn quality_hint(place: &str, title: &str) -> String {
    format!("{place}：{title}")
}

/// One file in a list: name and size.
#[must_use]
pub fn file_line(name: &str, size: &str) -> String {
    format!("{name}（{size}）")
}

/// What a file proves; a scenario by its own name.
#[must_use]
pub fn evidence_place(target: EvidenceTarget, dossier: &Dossier) -> String {
    match target {
        EvidenceTarget::Instance(id) => return_item(&ReturnItem::Instance(id), dossier),
        target => evidence_label(target),
    }
}

/// Said above the check page when something is missing.
#[must_use]
pub fn still_missing(count: usize) -> String {
    format!("还有 {count} 项没有填写，填齐后才能提交。请按下方“还需补充”的列表逐项填写")
}

/// The content is not what the page showed: which sections changed; none when only files did.
#[must_use]
pub fn changed_meanwhile(changed: &[String]) -> String {
    let what = if changed.is_empty() {
        "填报内容或佐证材料".to_owned()
    } else {
        changed.join("、")
    };
    format!("您打开本页后，{what}有改动，还没有提交。下面是最新内容，请核对后再提交")
}

/// Said when unmet clauses are not passed over.
#[must_use]
pub fn unmet_not_ticked(count: usize) -> String {
    format!("有 {count} 条要素条件未满足。仍要提交的，请勾选“仍要提交”；也可以先补充完善")
}

/// Said when the promise is not ticked.
pub const PROMISE_MISSING: &str = "请阅读承诺内容并勾选后提交";

/// The running line of a printed application: kind, number and edition.
#[must_use]
pub fn print_head(tier: Tier, number: Option<&str>, submission: Option<i32>) -> String {
    let number = number.map_or_else(String::new, |number| format!(" · 申报编号 {number}"));
    let edition = submission.map_or_else(
        || "草稿，尚未提交".to_owned(),
        |submission| format!("第 {submission} 次提交"),
    );
    format!("{}书{number} · {edition}", application_title(tier))
}

/// The running foot of a printed application.
#[must_use]
pub fn print_foot(digest: Option<&str>) -> String {
    digest.map_or_else(
        || "草稿打印件，内容以提交后的申报书为准".to_owned(),
        |digest| format!("校验码（SHA-256） {digest}"),
    )
}

/// The section or scenario something is missing in.
#[must_use]
pub fn missing_place(item: &ReturnItem, dossier: &Dossier) -> String {
    match item {
        ReturnItem::Profile => ENTERPRISE.to_owned(),
        ReturnItem::Scenarios => SCENARIOS.to_owned(),
        item => return_item(item, dossier),
    }
}

/// Said where no file is uploaded.
pub const NO_FILE: &str = "未上传";
/// What a tier of a season asks, and until when it is open.
#[must_use]
pub fn offer(season: &str, deadline: &str, asks: &str) -> String {
    format!("{season}，申报截止{deadline}。{asks}")
}
