//! What is wrong with a spreadsheet of scenarios, row by row.

use super::labels::{group_label, tier_label};
use crate::domain::catalogue::table::{CatalogueGap, RowError, RowFault};

/// No file was chosen.
pub const NO_FILE: &str = "请选择目录文件（XLSX 或 CSV）";
/// The file is no table.
pub const NO_TABLE: &str = "文件不是可读取的表格，请上传 XLSX 工作簿或 UTF-8 编码的 CSV 文件";
/// The file is too large.
pub const TOO_LARGE: &str = "文件超过 2 MB，请只保留目录所在的工作表，删除图片后重新上传";

/// The table has not all the columns.
#[must_use]
pub fn too_few_columns(columns: usize) -> String {
    format!(
        "表格只有 {columns} 列，应有编号、场景名称、环节和四个等级的要求共 7 列，请对照“表格格式”调整"
    )
}

/// The table has no rows.
pub const NO_ROWS: &str = "表格中没有场景，请从第 2 行起每行填写一个场景";
/// The edition is there with other content.
pub const EDITION_TAKEN: &str = "已有代码相同的版本且内容不同，请换一个版本代码";

/// A fault of a row.
#[must_use]
pub fn row(error: &RowError) -> String {
    let fault = match &error.fault {
        RowFault::BadId(id) if id.is_empty() => "没有编号，请填写如 S01 的编号".to_owned(),
        RowFault::BadId(id) => format!("编号“{id}”不符合要求，只能用 1 至 16 个字母、数字或连字符"),
        RowFault::Repeated { first } => format!("编号与第 {first} 行重复，请改为不同的编号"),
        RowFault::NoName => "没有场景名称，请填写".to_owned(),
        RowFault::UnknownLink(link) => {
            format!("环节“{link}”不在十四个环节之内，请填写环节名称或 L01 至 L14")
        }
        RowFault::NoStandard => "四个等级的要求都是空的，请至少填写一个等级".to_owned(),
    };
    format!("第 {} 行：{fault}", error.row)
}

/// Why the whole table does not suffice.
#[must_use]
pub fn gap(gap: CatalogueGap) -> String {
    match gap {
        CatalogueGap::TooFew {
            tier,
            listed,
            required,
        } => format!(
            "{}只列出 {listed} 个场景，要素条件要求 {required} 个，请补充后重新导入",
            tier_label(tier)
        ),
        CatalogueGap::EmptyGroup { tier, group } => format!(
            "{}在“{}”方面没有场景，请补充后重新导入",
            tier_label(tier),
            group_label(group)
        ),
    }
}
