//! The answers of an application as questions and answers in words: for checking, reading, paper.

use chrono::NaiveDate;

use super::{
    choices::{held_tier_label, production_label, yes_no_label},
    dossier_labels::assessment_label,
    format, industries,
    labels::{entity_label, incident_label, level_word, tier_label},
    missing,
};
use crate::domain::{
    completeness::MissingField as Field,
    dossier::{Declarations, EnterpriseProfile, FactoryProfile, Instance, MaturityAnswer},
    maturity::{AssessmentKind, MaturityScore},
    rules::Entity,
    values::{money::Money, year_month::YearMonth},
};

/// A question with its answer; an empty answer is one not given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The question.
    pub label: String,
    /// The answer.
    pub value: String,
}

fn answer(label: impl Into<String>, value: impl Into<String>) -> Answer {
    Answer {
        label: label.into(),
        value: value.into(),
    }
}

fn field(field: Field, value: impl Into<String>) -> Answer {
    answer(missing::field(field), value)
}

fn day(day: Option<NaiveDate>) -> String {
    day.map(format::date).unwrap_or_default()
}

fn month(day: Option<NaiveDate>) -> String {
    day.map(|day| format::year_month(YearMonth::of(day)))
        .unwrap_or_default()
}

fn money(fen: Option<i64>) -> String {
    fen.map(|fen| format::money(Money::from_fen(fen)))
        .unwrap_or_default()
}

fn yes_no(answer: Option<bool>) -> &'static str {
    answer.map_or("", yes_no_label)
}

/// 一、申报主体
#[must_use]
pub fn enterprise(profile: &EnterpriseProfile) -> Vec<Answer> {
    let mut answers = vec![
        answer("企业名称", &profile.name),
        answer("统一社会信用代码", &profile.credit_code),
        answer("主体类型", entity_label(profile.entity)),
    ];
    if profile.entity == Entity::Branch {
        answers.push(field(Field::ParentName, &profile.parent_name));
        answers.push(field(Field::ParentCreditCode, &profile.parent_credit_code));
    }
    let industry = profile.industry.map(|industry| industry.to_string());
    answers.extend([
        answer("注册地", format!("{}{}", profile.league, profile.division)),
        field(Field::RegisteredAddress, &profile.registered_address),
        field(Field::EstablishedOn, day(profile.established_on)),
        field(Field::Ownership, &profile.ownership),
        field(
            Field::Industry,
            industry
                .map(|code| industries::label(&code))
                .unwrap_or_default(),
        ),
        field(Field::LegalRepresentative, &profile.legal_representative),
        field(
            Field::Employees,
            profile
                .employees
                .map(|n| format!("{n} 人"))
                .unwrap_or_default(),
        ),
        field(Field::Introduction, &profile.introduction),
    ]);
    if let Some(contact) = &profile.contact {
        answers.extend([
            answer("联系人", &contact.name),
            answer("联系人职务", &contact.position),
            answer("联系电话", &contact.phone),
            answer("电子邮箱", &contact.email),
        ]);
    }
    answers
}

/// 二、工厂概况
#[must_use]
pub fn factory(factory: &FactoryProfile) -> Vec<Answer> {
    vec![
        answer("工厂名称", &factory.name),
        answer(
            "工厂所在地",
            format!("{}{}", factory.league, factory.division),
        ),
        answer("工厂地址", &factory.address),
        answer("所属行业", industries::label(&factory.industry)),
        field(Field::FactoryProducts, &factory.products),
        answer("生产类型", production_label(&factory.production)),
        field(Field::FactoryBuiltFrom, month(factory.built_from)),
        answer("建设完成年月", month(factory.built_to)),
        field(Field::FactoryInvestment, money(factory.investment)),
        answer("其中装备投资", money(factory.equipment_cost)),
        answer("其中软件投资", money(factory.software_cost)),
    ]
}

/// 三、基础要求
#[must_use]
pub fn declarations(declared: &Declarations, entity: Entity) -> Vec<Answer> {
    let scale = match entity {
        Entity::LegalPerson => field(Field::AboveScale, yes_no(declared.above_scale)),
        Entity::Branch => field(Field::ParentAboveScale, yes_no(declared.parent_above_scale)),
    };
    vec![
        field(
            Field::RegisteredInRegion,
            yes_no(declared.registered_in_region),
        ),
        scale,
        field(
            Field::MarketCompetitive,
            yes_no(declared.market_competitive),
        ),
        field(Field::MarketPosition, &declared.market_position),
        field(
            Field::OperatingNormally,
            yes_no(declared.operating_normally),
        ),
        field(
            Field::WorstIncident,
            declared.worst_incident.map_or("", incident_label),
        ),
        field(
            Field::SeriouslyDishonest,
            yes_no(declared.seriously_dishonest),
        ),
        field(
            Field::SecureAndControllable,
            yes_no(declared.secure_and_controllable),
        ),
        field(
            Field::SecurityRiskControlled,
            yes_no(declared.security_risk_controlled),
        ),
        field(
            Field::OrganisationInPlace,
            yes_no(declared.organisation_in_place),
        ),
        field(Field::Organisation, &declared.organisation),
        field(
            Field::DigitalCapability,
            yes_no(declared.digital_capability),
        ),
        field(Field::MainSystems, &declared.main_systems),
        field(
            Field::HeldTier,
            declared.held_tier.map_or("", held_tier_label),
        ),
    ]
}

/// 四、成熟度自评价
#[must_use]
pub fn maturity(maturity: &MaturityAnswer) -> Vec<Answer> {
    let kind = maturity
        .kind
        .as_deref()
        .and_then(|code| AssessmentKind::parse(code).ok())
        .map_or("", assessment_label);
    vec![
        field(Field::MaturityLevel, level(maturity)),
        field(Field::MaturityScore, score(maturity)),
        field(Field::MaturityReportNumber, &maturity.report_number),
        field(Field::MaturityAssessedOn, day(maturity.assessed_on)),
        field(Field::MaturityKind, kind),
    ]
}

/// The level in words, empty when there is none.
#[must_use]
pub fn level(maturity: &MaturityAnswer) -> &'static str {
    maturity
        .level
        .and_then(|level| u32::try_from(level).ok())
        .map_or("", level_word)
}

/// The score with two decimals, empty when there is none.
#[must_use]
pub fn score(maturity: &MaturityAnswer) -> String {
    maturity
        .score
        .and_then(|score| MaturityScore::try_from(u16::try_from(score).ok()?).ok())
        .map(format::maturity_score)
        .unwrap_or_default()
}

/// One scenario of 五、场景建设. `scenario`: its name in the catalogue.
#[must_use]
pub fn instance(instance: &Instance, scenario: &str) -> Vec<Answer> {
    let effects: Vec<String> = instance
        .effects
        .iter()
        .map(|effect| {
            let cell = |text: &str| match text {
                "" => "（未填写）".to_owned(),
                text => text.to_owned(),
            };
            format!(
                "{}：建设前 {}，建设后 {}",
                cell(&effect.name),
                cell(&effect.before),
                cell(&effect.after)
            )
        })
        .collect();
    vec![
        answer("典型场景", scenario),
        field(Field::InstanceName, &instance.name),
        answer("申报标准", tier_label(instance.claimed_tier)),
        field(Field::InstanceProblem, &instance.problem),
        field(Field::InstanceSolution, &instance.solution),
        answer("成效", effects.join("\n")),
        field(Field::InstanceLiveSince, month(instance.live_since)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_is_asked_about_its_legal_person() {
        let declared = Declarations {
            parent_above_scale: Some(true),
            ..Declarations::default()
        };
        let labels = |entity| -> Vec<String> {
            declarations(&declared, entity)
                .into_iter()
                .map(|answer| answer.label)
                .collect()
        };
        let parent = missing::field(Field::ParentAboveScale);
        assert!(labels(Entity::Branch).contains(&parent));
        assert!(!labels(Entity::LegalPerson).contains(&parent));
    }

    #[test]
    fn a_score_has_two_decimals_and_an_absent_one_is_empty() {
        let maturity = MaturityAnswer {
            level: Some(2),
            score: Some(205),
            ..MaturityAnswer::default()
        };
        assert_eq!(score(&maturity), "2.05");
        assert_eq!(level(&maturity), "二级");
        assert_eq!(score(&MaturityAnswer::default()), "");
    }
}
