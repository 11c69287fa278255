//! Words of the assignment of experts to many applications at once.

/// Nothing was chosen.
pub const NOBODY: &str = "没有选择任何专家，请至少为一件申报选择专家";

/// The same expert twice in one application.
#[must_use]
pub fn twice(enterprise: &str) -> String {
    format!("{enterprise}：同一名专家选了两次，请更换其中一名")
}

/// Something stands against an application's experts.
#[must_use]
pub fn refused(enterprise: &str, sentence: &str) -> String {
    format!("{enterprise}：{sentence}。其他各件也没有分配，请更正后重新确认")
}

/// An expert as an answer: the name, the employer, what is open.
#[must_use]
pub fn expert(name: &str, employer: &str, open_tasks: i64) -> String {
    format!("{name}（{employer}，未完成 {open_tasks} 件）")
}

/// The label of one choice.
#[must_use]
pub fn slot(enterprise: &str, number: usize) -> String {
    format!("{enterprise}，第 {number} 名专家")
}

/// How many are listed of how many.
#[must_use]
pub fn listed(shown: usize, total: i64) -> String {
    if usize::try_from(total) == Ok(shown) {
        format!("共 {total} 件专家未配齐。")
    } else {
        format!("共 {total} 件专家未配齐，本页先列 {shown} 件，确认后列出其余。")
    }
}

/// Fewer may review it than are missing.
#[must_use]
pub fn too_few(missing: usize, able: usize) -> String {
    format!("还需 {missing} 名，可以分配的只有 {able} 名")
}

/// The way to the plan, with how many are short of experts.
#[must_use]
pub fn way(tier: &str, count: i64) -> String {
    format!("{tier}：批量分配专家（{count} 件未配齐）")
}
