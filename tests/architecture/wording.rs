//! One name for one thing in everything that is shown, and one rule for the ends of hints.

use std::fs;

use crate::source::files;

/// What is not said, and what is said instead.
const NAMES: &[(&str, &str)] = &[
    ("受理编号", "申报编号"),
    ("摘要（SHA-256）", "校验码（SHA-256）"),
    ("内容摘要", "校验码"),
    ("提交次数", "第 n 次提交"),
    ("提交版本", "第 n 次提交"),
    ("第 {submission} 版", "第 {submission} 次提交"),
    ("自评计入", "自评达标数"),
    ("专家认可", "专家认定"),
    ("保存初审意见", "保存核对结论"),
    ("待人工判断", "待审核认定"),
    ("已声明符合", "企业声明符合"),
    ("所填为", "填报为"),
    ("不限级别", "未规定最低级别"),
    ("基本要求", "基础要求"),
    ("撤销专家分配", "取消评审任务"),
    ("开放批次", "启动批次"),
    ("每个项目", "每项申报"),
    ("本项目", "本件申报"),
    ("盟市初审确认", "初审确认"),
    ("在推荐之前可以撤回", "在推荐（基础级为备案）之前可以撤回"),
    ("去填写", "填写"),
    ("去修改", "修改"),
    ("不能这样办理", "当前状态不能办理该事项"),
    ("他人商业秘密", "国家秘密、商业秘密"),
    ("合计 {rows} 项", "共 {rows} 项"),
    ("{} 至 {}", "{}至{}"),
    ("。。", "。"),
];

#[test]
fn one_thing_has_one_name() {
    let shown = files("templates", "html")
        .into_iter()
        .chain(files("src/text", "rs"))
        // Says which sentences hold none of the faults.
        .filter(|path| !path.ends_with("tests.rs"));
    let mut problems = Vec::new();
    for path in shown {
        let text = fs::read_to_string(&path).unwrap();
        for (at, line) in (1..).zip(text.lines()) {
            for (word, instead) in NAMES.iter().filter(|(word, _)| line.contains(word)) {
                problems.push(format!("{}:{at}: {word}, say {instead}", path.display()));
            }
        }
    }
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn a_hint_is_a_sentence() {
    let mut problems = Vec::new();
    for path in files("templates", "html") {
        let text = fs::read_to_string(&path).unwrap();
        for (at, mark) in text.match_indices("hint=\"") {
            let rest = &text[at + mark.len()..];
            let hint = rest.split('"').next().unwrap_or_default();
            if !hint.is_empty() && !hint.ends_with(['。', '…', '}']) {
                problems.push(format!("{}: {hint}", path.display()));
            }
        }
    }
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}
