//! What an entry of the audit trail says beside who did what: the item, the verdict, the figures, what
//! was before and what is after.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::{
    findings::rule_name,
    format,
    labels::tier_label,
    roles::role_label,
    screening::verdict_label,
    season_labels::relation_label,
    status::{act_label, outcome_label, status_label},
};
use crate::domain::{
    application::{Act, Outcome, Status},
    review::{aggregate::Hundredths, conflict::Relation, points::Points},
    role::Role,
    rules::RuleId,
    screening::ScreenVerdict,
    tier::Tier,
};

/// What the ids in entries name, by id.
pub type Names = HashMap<String, String>;

/// The facts worth reading, in the order they are said, with their labels.
const KNOWN: &[(&str, &str)] = &[
    ("season", "批次"),
    ("code", "批次编号"),
    ("table", "表格"),
    ("kind", "类别"),
    ("edition", "版本"),
    ("year", "年度"),
    ("source", "依据"),
    ("login", "账号"),
    ("role", "角色"),
    ("account", "单位或姓名"),
    ("name", "名称"),
    ("state", "账号状态"),
    ("address", "网络地址"),
    ("page", "位置"),
    ("submission", ""),
    ("version", ""),
    ("factory", "工厂"),
    ("tier", "等级"),
    ("tiers", "受理等级"),
    ("rule", "条款"),
    ("instance", "场景"),
    ("scenario", "场景编号"),
    ("evidence", "文件"),
    ("file_name", "文件"),
    ("target", "位置"),
    ("bytes", "大小"),
    ("verdict", "核对结论"),
    ("confirmed_tier", "确认标准"),
    ("expert", "专家"),
    ("experts", "专家人数"),
    ("assignment", "专家"),
    ("assignments", "专家"),
    ("relation", "回避情形"),
    ("total", "总分"),
    ("totals", "各专家总分"),
    ("result", "评审结果"),
    ("accepted", "专家认定数"),
    ("rank", "推荐序号"),
    ("exempt_reason", "不占名额原因"),
    ("publicity", "公示"),
    ("list", "名单"),
    ("applications", "申报"),
    ("outcome", "结果"),
    ("meeting", "会议"),
    ("day", "会议日期"),
    ("minutes_number", "纪要编号"),
    ("first", "开始"),
    ("last", "截止"),
    ("working_days", "工作日"),
    ("wanted_days", "规定工作日"),
    ("due_at", "期限"),
    ("closed_at", "原截止"),
    ("points", "退回项"),
    ("lines", "核对项"),
    ("quotas", "名额"),
    ("reviews", "评审份数"),
    ("scenarios", "场景数"),
    ("rows", "条数"),
    ("digest", "校验码前 12 位"),
    ("obstacles", "仍存在的问题"),
    ("override", "仍予办理的理由"),
    ("opinion", "意见"),
    ("comment", "说明"),
    ("note", "说明"),
    ("reason", "原因"),
    ("opened", ""),
    ("closed", ""),
    ("discarded", ""),
];

/// What the parts of a season are called where one of them was changed.
const PARTS: &[(&str, &str)] = &[
    ("title", "批次名称"),
    ("enterprise", "企业申报"),
    ("bureau", "初审推荐"),
    ("review", "专家评审"),
    ("opens_at", "开始时间"),
    ("closes_at", "截止时间"),
    ("account_approval", "企业账号启用方式"),
    ("experts_min", "每项申报的专家人数"),
    ("experts_max", "最多专家数"),
    ("divergence_range", "分差界限"),
    ("divergence_deviation", "偏离界限"),
    ("score_line", "合格分数线"),
    ("own_region", "本盟市专家"),
    ("publicity_days", "公示工作日数"),
    ("first_day_counted", "公示首日计入"),
    ("one_tier_per_factory", "同一工厂只申报一个等级"),
    ("return_days_min", "退回修改最短期限"),
    ("publicity", "公示文本"),
];

/// The codes that stand for a word.
const CODES: &[(&str, &str)] = &[
    ("recommendations", "推荐汇总表"),
    ("results", "评审结果汇总表"),
    ("screening", "审核情况表"),
    ("scores", "专家评分表"),
    ("filed_reviews", "专家评审意见"),
    ("publicity", "公示名单"),
    ("catalogue", "典型场景目录"),
    ("rules", "要素条件"),
    ("calendar", "工作日历"),
    ("password", "修改密码"),
    ("pending", "待审核"),
    ("active", "已启用"),
    ("enabled", "已启用"),
    ("licence", "营业执照"),
    ("above_scale", "规模以上证明"),
    ("maturity_report", "成熟度自评价报告"),
    ("commitment", "承诺书"),
    ("quality", "建设情况"),
    ("other", "其他材料"),
];

/// The facts of an entry in words.
#[must_use]
pub fn facts(detail: &Value, names: &Names) -> String {
    let mut said: Vec<String> = KNOWN
        .iter()
        .filter_map(|(key, label)| {
            let words = fact(key, detail.get(key)?, names).filter(|words| !words.is_empty())?;
            Some(labelled(label, &words))
        })
        .collect();
    if let Some((before, after)) = detail.get("before").zip(detail.get("after")) {
        changes("", before, after, names, &mut said);
    } else if let Some(words) = detail.get("before").and_then(|it| general(it, names)) {
        said.push(labelled("原为", &words));
    }
    said.join("；")
}

fn labelled(label: &str, words: &str) -> String {
    if label.is_empty() {
        words.to_owned()
    } else {
        format!("{label}：{words}")
    }
}

/// One fact in words; none when it says nothing to a person.
fn fact(key: &str, value: &Value, names: &Names) -> Option<String> {
    let points = |value: &Value| {
        let tenths = i32::try_from(value.as_i64()?).ok()?;
        Some(format::points(Points::from_tenths(tenths)))
    };
    match (key, value) {
        ("submission", Value::Number(number)) => Some(format!("第 {number} 次提交")),
        ("version", Value::Number(number)) => Some(format!("第 {number} 次保存")),
        ("bytes", Value::Number(bytes)) => Some(format!("{} KB", bytes.as_u64()?.div_ceil(1024))),
        ("total", _) => points(value),
        ("totals", Value::Array(totals)) => Some(
            totals
                .iter()
                .filter_map(points)
                .collect::<Vec<_>>()
                .join("、"),
        ),
        ("result", Value::Object(result)) => aggregate(result),
        ("rule", Value::String(rule)) => rule.parse::<RuleId>().ok().map(rule_name),
        ("verdict", Value::String(code)) => {
            let verdict = code.parse::<ScreenVerdict>().ok()?;
            Some(verdict_label(verdict).to_owned())
        }
        ("confirmed_tier", Value::Null) => None,
        ("digest", Value::String(digest)) => Some(digest.chars().take(12).collect()),
        ("override", Value::Object(over)) => general(over.get("reason")?, names),
        ("opened", Value::Bool(true)) => Some("启动批次".to_owned()),
        ("closed", Value::Bool(true)) => Some("结束批次".to_owned()),
        ("discarded", Value::Bool(true)) => Some("放弃草稿".to_owned()),
        ("points" | "lines" | "quotas" | "obstacles", Value::Array(items)) => {
            (!items.is_empty()).then(|| format!("{} 项", items.len()))
        }
        ("tiers", Value::Object(tiers)) => {
            let tiers = tiers.keys().map(|tier| coded(tier));
            Some(tiers.collect::<Vec<_>>().join("、"))
        }
        ("target", Value::Object(target)) => {
            let (kind, of) = target.iter().next()?;
            general(of, names).or_else(|| Some(coded(kind)))
        }
        _ => general(value, names),
    }
}

fn aggregate(result: &Map<String, Value>) -> Option<String> {
    let number = |key: &str| i32::try_from(result.get(key)?.as_i64()?).ok();
    let mean = format::hundredths(Hundredths::new(number("mean")?));
    let spread = format::points(Points::from_tenths(number("spread")?));
    let divergent = result.get("divergent") == Some(&Value::Bool(true));
    let note = if divergent { "，差距较大" } else { "" };
    Some(format!("平均分 {mean}，分差 {spread}{note}"))
}

/// A value of any kind in words.
fn general(value: &Value, names: &Names) -> Option<String> {
    match value {
        Value::Null | Value::Object(_) => None,
        Value::Bool(yes) => Some(if *yes { "是" } else { "否" }.to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => said(text, names),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().filter_map(|it| general(it, names)).collect();
            (!items.is_empty()).then(|| items.join("、"))
        }
    }
}

/// A text as people say it: the name behind an id, a time, the word behind a code.
fn said(text: &str, names: &Names) -> Option<String> {
    if let Some(name) = names.get(text) {
        return Some(name.clone());
    }
    if text.is_empty() || text.parse::<uuid::Uuid>().is_ok() {
        return None;
    }
    if let Ok(at) = text.parse::<DateTime<Utc>>() {
        return Some(format::minute(at));
    }
    if let Ok(day) = text.parse::<chrono::NaiveDate>() {
        return Some(format::date(day));
    }
    Some(coded(text))
}

fn coded(code: &str) -> String {
    let known = CODES.iter().find(|(known, _)| *known == code);
    let word = known
        .map(|(_, word)| *word)
        .or_else(|| code.parse::<Tier>().ok().map(tier_label))
        .or_else(|| code.parse::<Status>().ok().map(status_label))
        .or_else(|| code.parse::<Outcome>().ok().map(outcome_label))
        .or_else(|| code.parse::<Act>().ok().map(act_label))
        .or_else(|| code.parse::<Role>().ok().map(role_label))
        .or_else(|| relation(code));
    word.unwrap_or(code).to_owned()
}

fn relation(code: &str) -> Option<&'static str> {
    let mut all = Relation::ALL.into_iter();
    all.find(|relation| relation.as_str() == code)
        .map(relation_label)
}

/// Says what differs between two values, part by part.
fn changes(part: &str, before: &Value, after: &Value, names: &Names, said: &mut Vec<String>) {
    if before == after {
        return;
    }
    let empty = Map::new();
    if before.is_object() || after.is_object() {
        let [old, new] = [before, after].map(|it| it.as_object().unwrap_or(&empty));
        let keys = old
            .keys()
            .chain(new.keys().filter(|key| !old.contains_key(*key)));
        for key in keys {
            let [old, new] = [old, new].map(|it| it.get(key).unwrap_or(&Value::Null));
            let part = format!("{part}{}", part_label(key));
            changes(&part, old, new, names, said);
        }
        return;
    }
    let word = |value| general(value, names).unwrap_or_else(|| "无".to_owned());
    said.push(labelled(
        part,
        &format!("{} → {}", word(before), word(after)),
    ));
}

fn part_label(key: &str) -> String {
    let known = PARTS.iter().find(|(part, _)| *part == key);
    match known {
        Some((_, label)) => (*label).to_owned(),
        None => key
            .parse::<Tier>()
            .map_or_else(|_| String::new(), |tier| tier_label(tier).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn names() -> Names {
        let ids = [
            ("0199c1a2-0000-7000-8000-000000000001", "质量追溯"),
            ("0199c1a2-0000-7000-8000-000000000002", "乌云"),
        ];
        ids.map(|(id, name)| (id.to_owned(), name.to_owned()))
            .into()
    }

    #[test]
    fn facts_say_item_verdict_and_figures() {
        let cases = [
            (
                json!({ "submission": 2, "instance": "0199c1a2-0000-7000-8000-000000000001",
                        "scenario": "S12", "verdict": "confirmed", "confirmed_tier": "advanced",
                        "comment": "" }),
                "第 2 次提交；场景：质量追溯；场景编号：S12；核对结论：确认；确认标准：先进级",
            ),
            (
                json!({ "submission": 1, "rule": "credit", "verdict": "refused", "comment": "已列入" }),
                "第 1 次提交；条款：诚信记录；核对结论：不认可；说明：已列入",
            ),
            (
                json!({ "expert": "0199c1a2-0000-7000-8000-000000000002" }),
                "专家：乌云",
            ),
            (
                json!({ "totals": [720, 125], "accepted": 9,
                        "result": { "mean": 4225, "spread": 595, "divergent": true } }),
                "各专家总分：72、12.5；评审结果：平均分 42.25，分差 59.5，差距较大；专家认定数：9",
            ),
            (
                json!({ "list": "0199c1a2-0000-7000-8000-000000000009", "before": "proposed",
                        "after": "reviewed", "reason": "核实" }),
                "原因：核实；拟公示 → 评审完成，待审定",
            ),
        ];
        for (detail, expected) in cases {
            assert_eq!(facts(&detail, &names()), expected);
        }
    }

    #[test]
    fn a_changed_season_says_what_was_and_what_is() {
        let windows = |closes: &str| {
            json!({ "title": "一批", "settings": { "experts_min": 3 },
                    "tiers": { "advanced": { "review": { "closes_at": closes } } } })
        };
        let detail = json!({ "before": windows("2026-11-30T16:00:00Z"),
                             "after": windows("2026-12-05T16:00:00Z"), "reason": "延期" });
        assert_eq!(
            facts(&detail, &Names::new()),
            "原因：延期；先进级专家评审截止时间：2026年12月1日 00:00 → 2026年12月6日 00:00"
        );
    }

    #[test]
    fn ids_without_a_name_are_left_out() {
        let detail = json!({ "account": "0199c1a2-0000-7000-8000-00000000000f", "rows": 3 });
        assert_eq!(facts(&detail, &Names::new()), "条数：3");
    }
}
