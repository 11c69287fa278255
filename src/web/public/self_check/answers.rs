//! The answers of the self-check, as its address carries them: shareable, nothing is stored.

use std::collections::BTreeMap;

use crate::domain::{
    catalogue::{Catalogue, ScenarioId},
    maturity_level::MaturityLevel,
    rules::{Applicant, Claim, DeclaredMaturity, Entity, Facts, Incident, Judgements},
    tier::Tier,
};
use crate::web::public::paths::SelfCheck;

/// The yes-or-no questions, by their names in the form.
pub const FLAGS: [&str; 9] = [
    "registered_in_region",
    "above_scale",
    "market_competitive",
    "operating_normally",
    "seriously_dishonest",
    "secure_and_controllable",
    "security_risk_controlled",
    "organisation_in_place",
    "digital_capability",
];

/// What a visitor said of a factory. What was not said is taken to be in order.
#[derive(Clone, Debug)]
pub struct Answers {
    /// The tier whose clauses are shown.
    pub tier: Tier,
    /// Declarations.
    pub applicant: Applicant,
    /// The level found by self-assessment.
    pub maturity: Option<MaturityLevel>,
    /// Scenarios built, and to which tier's standard.
    pub scenarios: BTreeMap<ScenarioId, Tier>,
    /// How many parts of the address could not be understood.
    pub ignored: usize,
}

impl Default for Answers {
    fn default() -> Self {
        Self {
            tier: Tier::Basic,
            applicant: Applicant {
                registered_in_region: Some(true),
                entity: Some(Entity::LegalPerson),
                above_scale: Some(true),
                industry: None,
                parent_above_scale: Some(true),
                market_competitive: Some(true),
                operating_normally: Some(true),
                worst_incident: Some(Incident::None),
                seriously_dishonest: Some(false),
                secure_and_controllable: Some(true),
                security_risk_controlled: Some(true),
                organisation_in_place: Some(true),
                digital_capability: Some(true),
                held_tier: None,
            },
            maturity: None,
            scenarios: BTreeMap::new(),
            ignored: 0,
        }
    }
}

impl Answers {
    /// Reads the pairs of an address. Empty values are no answer; what is not understood is counted.
    #[must_use]
    pub fn read(pairs: &[(String, String)], catalogue: &Catalogue) -> Self {
        let mut answers = Self::default();
        for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
            if answers.take(name, value, catalogue).is_none() {
                answers.ignored += 1;
            }
        }
        answers
    }

    fn take(&mut self, name: &str, value: &str, catalogue: &Catalogue) -> Option<()> {
        let applicant = &mut self.applicant;
        match name {
            "tier" => self.tier = value.parse().ok()?,
            "entity" => applicant.entity = Some(value.parse().ok()?),
            "industry" => applicant.industry = Some(value.parse().ok()?),
            "worst_incident" => applicant.worst_incident = Some(value.parse().ok()?),
            "held_tier" => applicant.held_tier = Some(value.parse().ok()?),
            "maturity" => self.maturity = Some(level(value)?),
            _ if FLAGS.contains(&name) => set_flag(applicant, name, yes_or_no(value)?),
            _ => {
                let scenario = catalogue.scenario(&name.parse().ok()?)?;
                let tier = value.parse().ok()?;
                if !scenario.is_in_table(tier) {
                    return None;
                }
                self.scenarios.insert(scenario.id.clone(), tier);
            }
        }
        Some(())
    }

    /// The facts that the rules look at.
    #[must_use]
    pub fn facts(&self, catalogue: &Catalogue) -> Facts {
        let claim = |(id, tier): (&ScenarioId, &Tier)| {
            let scenario = catalogue.scenario(id)?;
            Some(Claim::of(scenario, *tier))
        };
        Facts {
            catalogue: catalogue.edition.clone(),
            applicant: self.applicant.clone(),
            maturity: self.maturity.map(|level| DeclaredMaturity { level }),
            scenarios: self.scenarios.iter().filter_map(claim).collect(),
            judgements: Judgements::new(),
        }
    }

    /// The value that the form posts for a question, as given or as assumed.
    #[must_use]
    pub fn value(&self, name: &str) -> String {
        let applicant = &self.applicant;
        let flag = flag(applicant, name).map(|yes| if yes { "yes" } else { "no" });
        match name {
            "tier" => self.tier.to_string(),
            "entity" => applicant.entity.map_or("", Entity::as_str).to_owned(),
            "industry" => applicant.industry.map_or(String::new(), String::from),
            "worst_incident" => applicant
                .worst_incident
                .map_or("", Incident::as_str)
                .to_owned(),
            "held_tier" => applicant.held_tier.map_or("", Tier::as_str).to_owned(),
            "maturity" => self
                .maturity
                .map_or(String::new(), |level| level.number().to_string()),
            _ => flag.unwrap_or_default().to_owned(),
        }
    }

    /// The address of the same answers with another tier shown; what is assumed is left out.
    #[must_use]
    pub fn address(&self, tier: Tier) -> String {
        let assumed = Self::default();
        let names = [
            "entity",
            "industry",
            "worst_incident",
            "held_tier",
            "maturity",
        ];
        let said = names
            .into_iter()
            .chain(FLAGS)
            .map(|name| (name, self.value(name)))
            .filter(|(name, value)| *value != assumed.value(name))
            .map(|(name, value)| format!("&{name}={value}"));
        let built = self
            .scenarios
            .iter()
            .map(|(scenario, tier)| format!("&{scenario}={tier}"));
        let rest: String = said.chain(built).collect();
        format!("{SelfCheck}?tier={tier}{rest}")
    }
}

fn yes_or_no(value: &str) -> Option<bool> {
    match value {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

fn level(value: &str) -> Option<MaturityLevel> {
    MaturityLevel::try_from(value.parse::<u8>().ok()?).ok()
}

fn flag(applicant: &Applicant, name: &str) -> Option<bool> {
    match name {
        "registered_in_region" => applicant.registered_in_region,
        "above_scale" => applicant.above_scale,
        "market_competitive" => applicant.market_competitive,
        "operating_normally" => applicant.operating_normally,
        "seriously_dishonest" => applicant.seriously_dishonest,
        "secure_and_controllable" => applicant.secure_and_controllable,
        "security_risk_controlled" => applicant.security_risk_controlled,
        "organisation_in_place" => applicant.organisation_in_place,
        "digital_capability" => applicant.digital_capability,
        _ => None,
    }
}

fn set_flag(applicant: &mut Applicant, name: &str, yes: bool) {
    let answer = Some(yes);
    match name {
        "registered_in_region" => applicant.registered_in_region = answer,
        // One question for both legal forms: a branch answers it for the legal person it belongs to.
        "above_scale" => {
            applicant.above_scale = answer;
            applicant.parent_above_scale = answer;
        }
        "market_competitive" => applicant.market_competitive = answer,
        "operating_normally" => applicant.operating_normally = answer,
        "seriously_dishonest" => applicant.seriously_dishonest = answer,
        "secure_and_controllable" => applicant.secure_and_controllable = answer,
        "security_risk_controlled" => applicant.security_risk_controlled = answer,
        "organisation_in_place" => applicant.organisation_in_place = answer,
        "digital_capability" => applicant.digital_capability = answer,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue() -> Catalogue {
        let text = include_str!("../../../../config/seasons/2025/catalogue.toml");
        Catalogue::from_toml("catalogue.toml", text).unwrap()
    }

    fn read(pairs: &[(&str, &str)]) -> Answers {
        let pairs: Vec<(String, String)> = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        Answers::read(&pairs, &catalogue())
    }

    #[test]
    fn an_address_round_trips_and_leaves_out_what_is_assumed() {
        let answers = read(&[
            ("tier", "basic"),
            ("above_scale", "no"),
            ("operating_normally", "yes"),
            ("maturity", "3"),
            ("S02", "advanced"),
            ("S03", ""),
        ]);
        assert_eq!(
            answers.address(Tier::Advanced),
            "/self-check?tier=advanced&maturity=3&above_scale=no&S02=advanced"
        );
        assert_eq!(answers.ignored, 0);
        assert_eq!(answers.applicant.parent_above_scale, Some(false));
    }

    #[test]
    fn every_question_can_be_answered_and_read_back() {
        for name in FLAGS {
            for value in ["yes", "no"] {
                let answers = read(&[(name, value)]);
                assert_eq!((answers.value(name).as_str(), answers.ignored), (value, 0));
            }
        }
    }

    #[test]
    fn what_is_not_understood_is_counted_and_changes_nothing() {
        for pair in [
            ("tier", "highest"),
            ("maturity", "6"),
            ("above_scale", "maybe"),
            ("S99", "basic"),
            ("S01", "best"),
            ("<script>", "1"),
        ] {
            let answers = read(&[pair]);
            assert_eq!(answers.ignored, 1, "{pair:?}");
            assert_eq!(
                answers.facts(&catalogue()),
                Answers::default().facts(&catalogue())
            );
        }
    }
}
