//! Reading the form of a season.

use std::collections::HashMap;

use super::{
    publicity_texts,
    season_input::{EditionChoices, SeasonInput, stages, time_name},
};
use crate::{
    db::seasons::{NewSeason, SeasonPlan},
    domain::{
        field::{FieldError, FieldErrors},
        publicity::FEWEST_DAYS,
        review::points::Points,
        season::{SeasonSettings, Stage, TierWindows, Window, Windows},
        tier::Tier,
        values::{date::parse_minute, decimal::Decimal, line::Line},
    },
    text::season_form,
    web::form::Errors,
};

impl SeasonInput {
    /// Reads title, tiers and settings.
    ///
    /// # Errors
    /// Everything wrong, by field.
    pub fn parse_plan(&self) -> Result<SeasonPlan, Errors> {
        let mut errors = FieldErrors::default();
        let plan = self.plan(&mut errors);
        errors.into_result(plan).map_err(|found| worded(&found))
    }

    /// Reads a season that is not opened yet.
    ///
    /// # Errors
    /// Everything wrong, by field.
    pub fn parse_new(&self, known: &EditionChoices) -> Result<NewSeason, Errors> {
        let mut errors = FieldErrors::default();
        let code = errors.check("code", code(self.of("code")));
        let rules = errors.check("rules", known.rules.parse(self.of("rules")));
        let catalogue = errors.check("catalogue", known.catalogues.parse(self.of("catalogue")));
        let sheet = errors.check("score_sheet", known.sheets.parse(self.of("score_sheet")));
        let plan = self.plan(&mut errors);
        let new = (|| {
            Some(NewSeason {
                code: code?,
                rules_edition: rules?,
                catalogue_edition: catalogue?,
                score_sheet_edition: sheet?,
                plan: plan?,
            })
        })();
        errors.into_result(new).map_err(|found| worded(&found))
    }

    fn plan(&self, errors: &mut FieldErrors) -> Option<SeasonPlan> {
        let title = errors.check("title", Line::parse(self.of("title"), 60));
        let tiers = self.tiers(errors);
        let settings = self.settings(errors);
        Some(SeasonPlan {
            title: title?.to_string(),
            tiers: tiers?,
            settings: settings?,
        })
    }

    /// The tiers ticked. A stage without times has those of the tier before.
    fn tiers(&self, errors: &mut FieldErrors) -> Option<TierWindows> {
        let offered: Vec<Tier> = Tier::ALL
            .into_iter()
            .filter(|tier| self.offers(*tier))
            .collect();
        if offered.is_empty() {
            errors.add("tiers", FieldError::NotChosen);
            return None;
        }
        let mut typed: HashMap<Stage, [String; 2]> = HashMap::new();
        let mut tiers = Vec::new();
        for tier in offered {
            let mut windows = HashMap::new();
            for stage in stages(tier) {
                let names = [false, true].map(|closes| time_name(tier, *stage, closes));
                let own = [self.of(&names[0]).to_owned(), self.of(&names[1]).to_owned()];
                if own.iter().any(|text| !text.trim().is_empty()) || !typed.contains_key(stage) {
                    typed.insert(*stage, own);
                }
                let texts = typed.get(stage)?;
                windows.insert(*stage, window(errors, &names, texts));
            }
            let of = |stage: Stage| windows.get(&stage).copied().flatten();
            let (enterprise, bureau) = (of(Stage::Enterprise), of(Stage::Bureau));
            let review = if tier == Tier::Basic {
                bureau
            } else {
                of(Stage::Review)
            };
            tiers.push((|| {
                Some((
                    tier,
                    Windows {
                        enterprise: enterprise?,
                        bureau: bureau?,
                        review: review?,
                    },
                ))
            })());
        }
        tiers.into_iter().collect()
    }

    fn settings(&self, errors: &mut FieldErrors) -> Option<SeasonSettings> {
        let approval = self
            .of("approval")
            .parse()
            .map_err(|_| FieldError::NotChosen);
        let approval = errors.check("approval", approval);
        let own_region = self
            .of("own_region")
            .parse()
            .map_err(|_| FieldError::NotChosen);
        let own_region = errors.check("own_region", own_region);
        let mut number = |name, min, max| errors.check(name, whole(self.of(name), min, max));
        let return_days_min = number("return_days_min", 0, 60);
        let experts_min = number("experts_min", 1, 15);
        let experts_max = number("experts_max", experts_min.unwrap_or(1), 15);
        let publicity_days = number("publicity_days", FEWEST_DAYS, 60);
        let mut points =
            |name| errors.check(name, Points::parse(self.of(name), Points::whole(100)));
        let range = points("divergence_range");
        let deviation = points("divergence_deviation");
        let score_line = match self.of("score_line").trim() {
            "" => Some(None),
            _ => points("score_line").map(Some),
        };
        let publicity = publicity_texts::read(|name| self.of(name), false, errors);
        Some(SeasonSettings {
            account_approval: approval?,
            experts_min: experts_min?,
            experts_max: experts_max?,
            divergence_range: range?,
            divergence_deviation: deviation?,
            score_line: score_line?,
            own_region: own_region?,
            publicity_days: publicity_days?,
            first_day_counted: self.of("first_day") == "yes",
            one_tier_per_factory: self.of("one_tier") == "yes",
            return_days_min: return_days_min?,
            publicity: publicity?,
        })
    }
}

/// What is wrong, named as the form names it.
fn worded(found: &FieldErrors) -> Errors {
    let times = Tier::ALL.into_iter().flat_map(|tier| {
        let ends = stages(tier)
            .iter()
            .flat_map(|stage| [(*stage, false), (*stage, true)]);
        ends.map(move |(stage, closes)| {
            let name = time_name(tier, stage, closes);
            (name, season_form::season_time(tier, stage, closes))
        })
    });
    let times: Vec<(String, String)> = times.collect();
    let times = times.iter().map(|(name, label)| (&**name, &**label));
    let labels: Vec<(&str, &str)> = season_form::SEASON_FIELDS
        .iter()
        .copied()
        .chain(times)
        .collect();
    let mut errors = Errors::default();
    for (field, sentence) in Errors::of(found, &labels).iter() {
        match (field, found.get(field)) {
            ("code", Some(FieldError::NotAChoice)) => {
                errors.add("code", season_form::CODE_CHARACTERS);
            }
            ("tiers", _) => errors.add("tiers", season_form::NO_TIER),
            ("experts_max", Some(FieldError::OutOfRange { .. })) => {
                errors.add("experts_max", season_form::EXPERTS_ORDER);
            }
            _ => errors.add(field, sentence),
        }
    }
    errors
}

fn window(errors: &mut FieldErrors, names: &[String; 2], texts: &[String; 2]) -> Option<Window> {
    let [opens, closes] = [0, 1].map(|end| match parse_minute(&texts[end]) {
        Ok(at) => Some(at),
        Err(error) => {
            errors.add(names[end].clone(), error);
            None
        }
    });
    match Window::new(opens?, closes?) {
        Ok(window) => Some(window),
        Err(error) => {
            errors.add(names[1].clone(), error);
            None
        }
    }
}

/// A whole number in a closed range.
pub(super) fn whole(text: &str, min: i16, max: i16) -> Result<i16, FieldError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FieldError::Required);
    }
    let number: i16 = text.parse().map_err(|_| FieldError::NotANumber)?;
    if (min..=max).contains(&number) {
        Ok(number)
    } else {
        Err(FieldError::OutOfRange {
            min: Decimal::whole(min.into()),
            max: Decimal::whole(max.into()),
        })
    }
}

/// The code begins every application's number: letters, digits and hyphens.
fn code(text: &str) -> Result<String, FieldError> {
    let text = text.trim();
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    match text.chars().count() {
        0 => Err(FieldError::Required),
        actual @ 21.. => Err(FieldError::TooLong { max: 20, actual }),
        _ if text.chars().all(plain) => Ok(text.to_owned()),
        _ => Err(FieldError::NotAChoice),
    }
}
