//! Words of recommendation tables that are handed in (推荐汇总表).

use super::labels::tier_label;
use crate::domain::{handed_in::PaperKind, letter::Letter, tier::Tier};

/// The label of a reason.
pub const REASON: &str = "原因";
/// A bureau takes its table back.
pub const TAKE_BACK: &str = "撤回推荐汇总表";
/// What that means.
pub const TAKE_BACK_NOTE: &str = "撤回后可以重新调整推荐顺序并再次上报，原表和原因一并保存。自治区工信厅已开始办理的申报，其推荐顺序不再变动。";
/// The office gives a table back.
pub const GIVE_BACK: &str = "退回推荐汇总表";
/// What that means.
pub const GIVE_BACK_NOTE: &str = "退回后由推荐单位重新上报，原表和原因一并保存。已开始办理的申报，其推荐顺序不再变动。推荐单位会收到通知。";

/// The number of a table.
#[must_use]
pub fn number(number: i32) -> String {
    format!("第 {number} 号")
}

/// A table in a sentence.
#[must_use]
pub fn table(tier: Tier, table: i32) -> String {
    format!("{}推荐汇总表{}", tier_label(tier), number(table))
}

/// The name of the file of a table.
#[must_use]
pub fn file_name(unit: &str, tier: Tier, number: i32) -> String {
    format!("{unit}{}推荐汇总表（第{number}号）.xlsx", tier_label(tier))
}

/// What a paper is called.
#[must_use]
pub const fn paper(kind: PaperKind) -> &'static str {
    match kind {
        PaperKind::SealedTable => "汇总表盖章件",
        PaperKind::Letter => "推荐函",
    }
}

/// A paper that is there.
#[must_use]
pub fn uploaded(file: &str, name: &str, at: &str) -> String {
    format!("{file}（{name} {at} 上传）")
}

/// A file that is no scan.
#[must_use]
pub fn no_scan(name: &str) -> String {
    format!("“{name}”不是扫描件，请上传 PDF、JPG 或 PNG 文件。")
}

/// The first places stand.
#[must_use]
pub fn fixed(places: usize) -> String {
    format!("前 {places} 项已随推荐汇总表上报或已开始办理，推荐顺序不能再调整")
}

/// To the bureau: its table comes back.
#[must_use]
pub fn given_back(table: &str, reason: &str, address: String) -> Letter {
    Letter {
        title: "推荐汇总表已退回".to_owned(),
        body: format!("{table}已由自治区工信厅退回，请核对后重新上报。\n原因：{reason}"),
        link: address,
    }
}
