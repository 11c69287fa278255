//! The sentences officials and applicants read about findings.

use super::*;
use crate::domain::link::Group;
use crate::domain::rules::{
    Applicant, Edition, Facts, FactsInput, Gap, Judgement, MaturityGap, assess_all,
};
use crate::domain::tier::Tier;

fn edition() -> Edition {
    Edition::from_toml(
        (
            "rules.toml",
            include_str!("../../../config/seasons/2025/rules.toml"),
        ),
        (
            "catalogue.toml",
            include_str!("../../../config/seasons/2025/catalogue.toml"),
        ),
    )
    .unwrap()
}

fn facts(json: &str) -> Facts {
    let input: FactsInput = serde_json::from_str(json).unwrap();
    input.into_facts(&edition().catalogue).unwrap()
}

fn gap(scenarios: u32, groups: &[Group], maturity: Option<MaturityGap>) -> Gap {
    let groups = groups.to_vec();
    Gap {
        tier: Tier::Advanced,
        scenarios,
        groups,
        maturity,
        others: vec![],
        unanswered: vec![],
        to_judge: 5,
    }
}

#[test]
fn the_gap_is_said_in_one_sentence() {
    use Group::{G4, G5};
    let level = Some(MaturityGap::Level(2));
    for (gap, expected) in [
        (
            gap(2, &[G5], level),
            "还差 2 个场景，其中运营管理至少 1 个；成熟度须达到二级及以上",
        ),
        (gap(1, &[G5], None), "还差 1 个场景，须属于运营管理"),
        (
            gap(2, &[G4, G5], None),
            "还差 2 个场景，生产管理、运营管理各 1 个",
        ),
        (
            gap(7, &[G4, G5], None),
            "还差 7 个场景，其中生产管理、运营管理各至少 1 个",
        ),
        (gap(3, &[], None), "还差 3 个场景"),
        (
            gap(0, &[], Some(MaturityGap::SelfAssessment)),
            "须完成成熟度自评价",
        ),
        (
            gap(0, &[], None),
            "系统可核对的条件均满足，另有 5 项由审核人员认定",
        ),
    ] {
        assert_eq!(gap_sentence(&gap), expected);
    }
    let mut others = gap(0, &[], None);
    others.others = vec![RuleId::Credit, RuleId::Region];
    assert_eq!(gap_sentence(&others), "另有 2 项未满足：诚信记录、注册地");
}

#[test]
fn sentences_say_what_is_required_what_there_is_and_what_to_do() {
    let facts = facts(
        r#"{"applicant":{"entity":"branch","industry":"14","worst_incident":"larger",
            "registered_in_region":true,"seriously_dishonest":true},
            "maturity":{"level":2},"scenarios":[{"scenario":"S24","tier":"excellent"}]}"#,
    );
    let reports = assess_all(&facts, &edition().rules);
    let said = |rule| sentence(reports.get(Tier::Excellent).finding(rule).unwrap());
    assert_eq!(
        said(RuleId::ScenarioCount),
        "达到本等级标准的场景须不少于 16 个，现计入 1 个，还差 15 个。"
    );
    assert_eq!(
        said(RuleId::Maturity),
        "智能制造能力成熟度自评价须达到三级及以上，现为二级，请提升后重新自评价。"
    );
    assert_eq!(
        said(RuleId::Incidents),
        "近三年不得发生重大（含）以上安全、环保、质量事故（事件）。企业声明发生过较大事故（事件），由审核人员认定是否影响申报。"
    );
    assert_eq!(
        said(RuleId::Coverage(Group::G5)),
        "须覆盖运营管理环节，现无达到本等级标准的场景，请至少补充 1 个。"
    );
    assert!(said(RuleId::Operation).ends_with("未填写，请在基础要求中填写。"));
    assert!(said(RuleId::Credit).contains("移出名单后方可申报"));
    assert!(said(RuleId::Entity).contains("由审核人员认定"));
}

/// No sentence may show an id, a Latin word or a doubled full stop to an official.
fn is_plain_chinese(sentence: &str) -> bool {
    let latin = sentence
        .chars()
        .any(|character| character.is_ascii_alphabetic());
    sentence.ends_with('。') && !latin && !sentence.contains("。。")
}

#[test]
fn every_sentence_is_plain_chinese() {
    let edition = edition();
    let mut facts = facts(r#"{"applicant":{},"maturity":null,"scenarios":[]}"#);
    let applicants = [
        Applicant::default(),
        serde_json::from_str(r#"{"entity":"branch","worst_incident":"major"}"#).unwrap(),
        serde_json::from_str(
            r#"{"entity":"branch","industry":"32","worst_incident":"none",
            "registered_in_region":false,"held_tier":"basic"}"#,
        )
        .unwrap(),
        serde_json::from_str(r#"{"entity":"legal_person","organisation_in_place":true}"#).unwrap(),
    ];
    for applicant in applicants {
        facts.applicant = applicant;
        for judgement in [Judgement::Met, Judgement::Unmet] {
            facts.judge(Tier::Basic, RuleId::Quality(Group::G3), judgement);
            for report in assess_all(&facts, &edition.rules).iter() {
                for finding in &report.findings {
                    let said = sentence(finding);
                    assert!(is_plain_chinese(&said), "{said}");
                }
            }
        }
    }
}

#[test]
fn every_rule_has_its_own_name() {
    let mut names: Vec<String> = RuleId::ALL.map(rule_name).to_vec();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), RuleId::ALL.len());
}
