//! Reads the form of a factory.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;

use super::{
    fields::{month, optional},
    profile::{industry, line},
};
use crate::{
    db::factories::FactoryContent,
    domain::{
        dossier::FactoryProfile,
        field::{FieldError, FieldErrors, Mismatch},
        time::beijing_date,
        values::{line::Line, money::Money, year_month::YearMonth},
    },
    text::{choices::PRODUCTION, format::money_number},
};

/// The form as posted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    pub name: String,
    pub division: String,
    pub address: String,
    pub industry: String,
    pub products: String,
    pub production: String,
    pub built_from: String,
    pub built_to: String,
    pub investment: String,
    pub equipment_cost: String,
    pub software_cost: String,
    pub amounts_confirmed: String,
    pub version: i32,
}

fn amount(fen: Option<i64>) -> String {
    fen.map(|fen| money_number(Money::from_fen(fen)))
        .unwrap_or_default()
}

impl Input {
    /// The form of what is stored.
    pub fn of(content: &FactoryContent, version: i32) -> Self {
        let content = content.clone();
        let mut input = Self {
            name: content.name,
            division: content.division_code,
            address: content.address,
            industry: content.industry,
            products: content.products,
            production: content.production,
            built_from: month(content.built_from),
            built_to: month(content.built_to),
            investment: amount(content.investment),
            equipment_cost: amount(content.equipment_cost),
            software_cost: amount(content.software_cost),
            amounts_confirmed: String::new(),
            version,
        };
        if input.has_unusual_amounts() {
            // Whoever saved them confirmed them.
            "yes".clone_into(&mut input.amounts_confirmed);
        }
        input
    }

    /// The content. `known_division`: whether the posted division is one of the region.
    ///
    /// # Errors
    /// What is wrong with each field.
    pub fn parse(
        &self,
        known_division: bool,
        now: DateTime<Utc>,
    ) -> Result<FactoryContent, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors.check("name", Line::parse(&self.name, 100));
        if !known_division {
            errors.add("division", FieldError::NotChosen);
        }
        let address = errors.check("address", Line::parse(&self.address, 200));
        let industry = match self.industry.trim() {
            "" => Err(FieldError::NotChosen),
            code => industry(code),
        };
        let industry = errors.check("industry", industry);
        let production = errors.check("production", self.production());
        let products = line(&mut errors, "products", &self.products, 200);
        let (built_from, built_to) = self.months(&mut errors, now);
        let [investment, equipment_cost, software_cost] = self.amounts(&mut errors);
        let content = FactoryContent {
            name: name.map(String::from).unwrap_or_default(),
            address: address.map(String::from).unwrap_or_default(),
            division_code: self.division.clone(),
            industry: industry.unwrap_or_default(),
            products,
            production: production.unwrap_or_default(),
            built_from,
            built_to,
            investment,
            equipment_cost,
            software_cost,
        };
        errors.into_result(Some(content))
    }

    /// Whether an amount is out of all proportion, confirmed or not.
    pub fn has_unusual_amounts(&self) -> bool {
        [&self.investment, &self.equipment_cost, &self.software_cost]
            .into_iter()
            .filter_map(|text| Money::parse_wan(text).ok())
            .any(|amount| amount.in_proportion(false).is_err())
    }

    /// Whether somebody says that amounts out of all proportion are meant.
    pub fn confirms_amounts(&self) -> bool {
        self.amounts_confirmed == "yes"
    }

    fn production(&self) -> Result<String, FieldError> {
        PRODUCTION
            .iter()
            .find(|(code, _)| *code == self.production)
            .map(|(code, _)| (*code).to_owned())
            .ok_or(FieldError::NotChosen)
    }

    fn months(
        &self,
        errors: &mut FieldErrors,
        now: DateTime<Utc>,
    ) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let today = beijing_date(now);
        let from = optional(&self.built_from, |text| YearMonth::parse_past(text, today));
        let from = errors.check("built_from", from).flatten();
        let to = errors
            .check("built_to", optional(&self.built_to, YearMonth::parse))
            .flatten();
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            errors.add("built_to", FieldError::Mismatch(Mismatch::EndBeforeStart));
        }
        (from.map(YearMonth::first_day), to.map(YearMonth::first_day))
    }

    fn amounts(&self, errors: &mut FieldErrors) -> [Option<i64>; 3] {
        let mut read = |name: &'static str, text: &str| {
            let amount = optional(text, |text| {
                Money::parse_wan(text)?.in_proportion(self.confirms_amounts())
            });
            errors.check(name, amount).flatten().map(Money::fen)
        };
        let amounts = [
            read("investment", &self.investment),
            read("equipment_cost", &self.equipment_cost),
            read("software_cost", &self.software_cost),
        ];
        if let [Some(total), equipment, software] = amounts
            && equipment
                .unwrap_or_default()
                .saturating_add(software.unwrap_or_default())
                > total
        {
            errors.add(
                "investment",
                FieldError::Mismatch(Mismatch::PartsExceedTotal),
            );
        }
        amounts
    }
}

/// The content as the dossier has it; `place`: where the factory stands, in words.
pub fn as_profile(content: FactoryContent, place: String) -> FactoryProfile {
    FactoryProfile {
        name: content.name,
        address: content.address,
        league: place,
        division: String::new(),
        industry: content.industry,
        products: content.products,
        production: content.production,
        built_from: content.built_from,
        built_to: content.built_to,
        investment: content.investment,
        equipment_cost: content.equipment_cost,
        software_cost: content.software_cost,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled() -> Input {
        Input {
            name: "一号工厂".into(),
            address: "工业园区 1 号".into(),
            industry: "32".into(),
            production: "discrete".into(),
            investment: "100".into(),
            equipment_cost: "60".into(),
            software_cost: "40".into(),
            built_from: "2024-03".into(),
            built_to: "2024-03".into(),
            ..Input::default()
        }
    }

    #[test]
    fn yuan_written_for_ten_thousand_yuan_is_asked_about() {
        let now = DateTime::UNIX_EPOCH + chrono::TimeDelta::days(20_600);
        let mut input = Input {
            investment: "61130000".into(),
            ..filled()
        };
        let errors = input.parse(true, now).unwrap_err();
        assert!(matches!(
            errors.get("investment"),
            Some(FieldError::OutOfProportion { .. })
        ));
        input.amounts_confirmed = "yes".into();
        let content = input.parse(true, now).unwrap();
        assert!(Input::of(&content, 1).confirms_amounts(), "asked once");
    }

    #[test]
    fn parts_may_equal_the_total_but_not_exceed_it() {
        let now = DateTime::UNIX_EPOCH + chrono::TimeDelta::days(20_600);
        assert!(filled().parse(true, now).is_ok());
        let over = Input {
            software_cost: "40.01".into(),
            ..filled()
        };
        let errors = over.parse(true, now).unwrap_err();
        assert_eq!(
            errors.get("investment"),
            Some(&FieldError::Mismatch(Mismatch::PartsExceedTotal))
        );
        let backwards = Input {
            built_to: "2024-02".into(),
            ..filled()
        };
        assert!(
            backwards
                .parse(true, now)
                .unwrap_err()
                .get("built_to")
                .is_some()
        );
        assert!(
            filled()
                .parse(false, now)
                .unwrap_err()
                .get("division")
                .is_some()
        );
    }
}
