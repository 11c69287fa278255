//! The office's own text of the requirements: how its document is recognised, and what is said
//! about loading it.

use super::labels::{group_label, tier_label};
use crate::domain::{
    document::DocumentFault,
    link::{Group, GroupTable},
    rules::{Attached, Landmarks},
    tier::TierTable,
};

/// The words by which the parts of the document are found.
#[must_use]
pub fn landmarks() -> Landmarks {
    Landmarks {
        base: "基础要求",
        tiers: TierTable::from_fn(tier_label),
        groups: GroupTable {
            g1: group_label(Group::G1),
            g2: group_label(Group::G2),
            g3: group_label(Group::G3),
            g4: group_label(Group::G4),
            g5: group_label(Group::G5),
        },
        notes: "注",
    }
}

/// Labels of the form.
pub const FIELDS: &[(&str, &str)] = &[
    ("base", "要素条件版本"),
    ("edition", "新版本代码"),
    ("file", "正式文件"),
];

/// No file was chosen.
pub const NO_FILE: &str = "请选择正式文件（.docx 或 .txt）";
/// The code of the edition is taken.
pub const EDITION_TAKEN: &str = "已有同名版本且内容不同，请换一个版本代码";
/// The document has no heading that is known.
pub const NOTHING_FOUND: &str =
    "没有读到要素条件的正文，请检查文件是否有“基础要求”“基础级”等各部分的标题";

/// Why the file cannot be read.
#[must_use]
pub const fn fault(fault: DocumentFault) -> &'static str {
    match fault {
        DocumentFault::Unreadable => "文件无法读取，请上传 .docx 文档或 .txt 文本文件",
        DocumentFault::Old => "这是旧版 Word 文档（.doc），请另存为 .docx 后重新上传",
        DocumentFault::TooLong => "文件内容过长，请只保留要素条件正文后重新上传",
    }
}

/// What was read, in one sentence.
#[must_use]
pub fn read(attached: &Attached) -> String {
    let silent = attached.silent.len();
    let loose = attached.loose.len();
    format!(
        "读到 {} 句原文并对应到条款；没有原文的条款 {silent} 条，没有对应条款的句子 {loose} 句",
        attached.sentences
    )
}

/// The answer of `rules load-text`: what was read, and what was done.
#[must_use]
pub fn said(attached: &Attached, kept: bool) -> String {
    let mut lines = vec![format!("{}。", read(attached))];
    lines.extend(attached.silent.iter().map(|it| format!("没有原文：{it}")));
    lines.extend(
        attached
            .loose
            .iter()
            .map(|it| format!("没有对应条款：{it}")),
    );
    lines.push(if kept {
        format!("已保存为新版本 {}。", attached.rules.edition)
    } else {
        "未保存；核对无误后加 --confirm 再运行。".to_owned()
    });
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::domain::rules::RuleSet;

    fn rules() -> RuleSet {
        let text = include_str!("../../config/seasons/2025/rules.toml");
        RuleSet::from_toml("rules.toml", text).unwrap()
    }

    fn attach(text: &str) -> Attached {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        rules().with_official_text(&lines, &landmarks(), ("e", "f"))
    }

    /// The founding document lies beside a checkout where its words may be shown, never in it.
    #[test]
    #[expect(clippy::print_stderr, reason = "a test left out says so")]
    fn every_sentence_of_the_founding_document_finds_its_clause() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let document = here
            .ancestors()
            .map(|folder| folder.join("shared/reference/requirements-2025.txt"))
            .find_map(|path| std::fs::read_to_string(path).ok());
        let Some(document) = document else {
            eprintln!("skipped: no shared/reference/requirements-2025.txt beside the checkout");
            return;
        };
        let attached = attach(&document);
        assert_eq!(attached.silent, [""; 0]);
        assert_eq!(attached.loose, [""; 0]);
        let stops = document.matches('。').count();
        assert_eq!(attached.sentences, stops, "every sentence once");
        let leading = attached.rules.tiers.leading;
        assert!(leading.quality.g5.text.starts_with("经营管理"));
        assert!(attached.rules.base.competitiveness.text.contains("竞争力"));
        assert!(attached.rules.notes.g4.text.contains("能碳管理"));
    }

    #[test]
    fn a_document_that_numbers_by_itself_is_read_by_order_and_names() {
        let attached = attach(
            "关于要素条件的通知\n一、基础要求\n甲要注册。\n乙要正常。\n二、基础级智能工厂\n\
             总的要求。\n研发设计：做设计。\n接着说。\n五、领航级智能工厂\n经营管理：求变革。\n\
             注：\n（1）工厂建设涵盖两个环节。\n",
        );
        let rules = &attached.rules;
        assert_eq!(rules.base.region.text, "甲要注册。");
        assert_eq!(rules.base.entity.text, "甲要注册。");
        assert_eq!(rules.base.credit.text, "乙要正常。");
        assert_eq!(rules.tiers.basic.section.text, "总的要求。");
        assert_eq!(
            rules.tiers.basic.quality.g2.text,
            "研发设计：做设计。\n接着说。"
        );
        assert_eq!(rules.tiers.leading.quality.g5.text, "经营管理：求变革。");
        assert_eq!(rules.notes.g1.text, "工厂建设涵盖两个环节。");
        assert_eq!((attached.sentences, attached.loose.len()), (7, 0));
        assert!(
            attached
                .silent
                .contains(&rules.tiers.basic.quality.g1.place)
        );
        assert!(!attached.silent.contains(&rules.base.prior_tier.place));
    }

    #[test]
    fn a_sentence_without_a_clause_is_told() {
        let attached =
            attach("一、基础要求\n1. 甲。\n6. 第六项没有条款。\n二、基础级\n6. 多出一条。");
        assert_eq!(attached.loose, ["第六项没有条款。", "多出一条。"]);
    }
}
