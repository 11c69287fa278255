//! What is wrong with a spreadsheet of scenarios, row by row.

use super::labels::{group_label, link_label, tier_label};
use crate::domain::{
    catalogue::table::{CatalogueGap, Column, HeadingFault, Meaning, RowError, RowFault},
    link::Link,
    tier::Tier,
};

/// No file was chosen.
pub const NO_FILE: &str = "请选择目录文件（XLSX 或 CSV）";
/// The file is no table.
pub const NO_TABLE: &str = "文件不是可读取的表格，请上传 XLSX 工作簿，或由表格软件另存的 CSV 文件";
/// The file is too large.
pub const TOO_LARGE: &str = "文件超过 2 MB，请只保留目录所在的工作表，删除图片后重新上传";

/// The file holds more than a catalogue ever does.
pub const TOO_MUCH: &str = "表格内容超过 5000 行或 100 列，或解压后过大。请在表格软件中选中目录范围之外的行和列并删除，另存后重新上传";

/// What the words of a catalogue table mean.
pub const MEANING: Meaning = Meaning {
    column,
    link,
    says_none,
};

fn column(heading: &str) -> Option<Column> {
    let heading = heading.trim_end_matches([')', '*']);
    let (heading, _) = heading.split_once('(').unwrap_or((heading, ""));
    let tier = |words: &str| {
        let words = words
            .trim_start_matches("参考标准-")
            .trim_start_matches("参考标准");
        let words = ["参考标准", "建设要求", "具体要求", "要求", "标准", "级"]
            .into_iter()
            .fold(words, |words, end| words.trim_end_matches(end));
        match words {
            "基础" => Some(Tier::Basic),
            "先进" => Some(Tier::Advanced),
            "卓越" => Some(Tier::Excellent),
            "领航" => Some(Tier::Leading),
            _ => None,
        }
    };
    match heading {
        "编号" | "场景编号" | "场景代码" | "代码" => Some(Column::Id),
        "场景名称" | "典型场景" | "典型场景名称" | "名称" | "场景" => {
            Some(Column::Name)
        }
        "环节" | "所属环节" | "环节名称" => Some(Column::Link),
        words => tier(words).map(Column::Standard),
    }
}

fn link(name: &str) -> Option<Link> {
    Link::ALL.into_iter().find(|link| link_label(*link) == name)
}

fn says_none(words: &str) -> bool {
    matches!(words, "无" | "/" | "-" | "--" | "\\")
}

fn column_name(column: Column) -> String {
    match column {
        Column::Id => "编号".to_owned(),
        Column::Name => "场景名称".to_owned(),
        Column::Link => "环节".to_owned(),
        Column::Standard(tier) => tier_label(tier).to_owned(),
    }
}

/// Why the table has no heading to go by.
#[must_use]
pub fn heading(fault: &HeadingFault) -> String {
    match fault {
        HeadingFault::None => {
            "没有找到表头。表头应包括编号、场景名称、环节、基础级、先进级、卓越级、领航级各列，次序不限".to_owned()
        }
        HeadingFault::Missing(columns) => {
            let names: Vec<String> = columns.iter().copied().map(column_name).collect();
            format!("表头缺少“{}”列，请补上后重新上传", names.join("”“"))
        }
        HeadingFault::Doubled(column) => format!(
            "表头有两列都是“{}”，无法判断以哪一列为准，请改正后重新上传",
            column_name(*column)
        ),
    }
}

/// The table has no rows.
pub const NO_ROWS: &str = "表格中没有场景，请在表头以下每行填写一个场景";
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
        RowFault::BadText(column) => format!(
            "“{}”一格过长，或含有无法识别的字符，请改正",
            column_name(*column)
        ),
        RowFault::FormulaError(column, error) => format!(
            "“{}”一格是公式错误 {error}，请改为文字",
            column_name(*column)
        ),
        RowFault::Date(column) => format!(
            "“{}”一格被表格软件当成了日期，请把单元格格式改为文本后重新填写",
            column_name(*column)
        ),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_as_offices_write_them() {
        for (heading, expected) in [
            ("场景编号", Some(Column::Id)),
            ("典型场景", Some(Column::Name)),
            ("基础级要求", Some(Column::Standard(Tier::Basic))),
            ("先进", Some(Column::Standard(Tier::Advanced))),
            ("参考标准-卓越级", Some(Column::Standard(Tier::Excellent))),
            ("领航级(选填)", Some(Column::Standard(Tier::Leading))),
            ("备注", None),
            ("", None),
        ] {
            assert_eq!(column(heading), expected, "{heading}");
        }
    }
}
