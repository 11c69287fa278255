//! What is typed into the form of a season, and its reading.

use std::collections::HashMap;

use serde::Deserialize;

use super::publicity_texts;
use crate::{
    db::{editions::EditionName, seasons::Season},
    domain::{
        field::FieldError,
        season::{SeasonSettings, Stage, TierWindows},
        tier::Tier,
    },
    text::{format, labels::tier_label, season_form},
    web::form::Choice,
};

/// The editions of one kind to choose from, newest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Editions(pub Vec<Choice>);

impl From<Vec<EditionName>> for Editions {
    fn from(names: Vec<EditionName>) -> Self {
        Self(
            names
                .into_iter()
                .map(|name| Choice::new(name.edition, name.title))
                .collect(),
        )
    }
}

impl Editions {
    fn newest(&self) -> String {
        self.0
            .first()
            .map_or_else(String::new, |it| it.value.clone())
    }

    pub(super) fn parse(&self, edition: &str) -> Result<String, FieldError> {
        self.0
            .iter()
            .find(|choice| choice.is(edition))
            .map(|choice| choice.value.clone())
            .ok_or(FieldError::NotChosen)
    }
}

/// The editions of all kinds to choose from.
#[derive(Clone, Debug, Default)]
pub(super) struct EditionChoices {
    pub rules: Editions,
    pub catalogues: Editions,
    pub sheets: Editions,
}

/// What was posted about a season, by field.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct SeasonInput(HashMap<String, String>);

/// The fields of one tier, for the form.
pub(super) struct TierFields {
    pub offer: String,
    pub label: &'static str,
    pub offered: bool,
    pub times: Vec<TimeField>,
}

/// One time of a tier.
pub(super) struct TimeField {
    pub name: String,
    pub label: String,
    pub value: String,
}

fn offer_name(tier: Tier) -> String {
    format!("offer_{tier}")
}

pub(super) fn time_name(tier: Tier, stage: Stage, closes: bool) -> String {
    let end = if closes { "closes" } else { "opens" };
    format!("{tier}_{}_{end}", stage.as_str())
}

/// The stages whose times are asked: a filed application is not reviewed.
pub(super) fn stages(tier: Tier) -> &'static [Stage] {
    match tier {
        Tier::Basic => &[Stage::Enterprise, Stage::Bureau],
        _ => &Stage::ALL,
    }
}

impl SeasonInput {
    /// What was typed into a field.
    pub fn of(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    fn set(&mut self, name: impl Into<String>, value: impl ToString) {
        self.0.insert(name.into(), value.to_string());
    }

    /// The version of the season that the form showed.
    pub fn version(&self) -> i32 {
        self.of("version").parse().unwrap_or_default()
    }

    /// The season that this one is modelled on.
    pub fn model(&self) -> Option<crate::domain::ids::SeasonId> {
        self.of("model").parse().ok()
    }

    /// An empty form: all tiers, the usual settings, the newest editions.
    pub fn usual(editions: &EditionChoices) -> Self {
        let mut input = Self::default();
        input.set_settings(&SeasonSettings::usual());
        for tier in Tier::ALL {
            input.set(offer_name(tier), "yes");
        }
        input.set_newest(editions);
        input
    }

    /// The form of a season as it is.
    pub fn of_season(season: &Season) -> Self {
        let mut input = Self::default();
        input.set_settings(&season.settings);
        input.set_tiers(&season.tiers);
        for (name, value) in [
            ("code", &season.code),
            ("title", &season.title),
            ("rules", &season.rules_edition),
            ("catalogue", &season.catalogue_edition),
            ("score_sheet", &season.score_sheet_edition),
        ] {
            input.set(name, value);
        }
        input.set("version", season.version);
        input
    }

    /// A form modelled on a season: a year later, with the newest editions.
    pub fn a_year_after(season: &Season, editions: &EditionChoices) -> Self {
        let mut input = Self::of_season(season);
        input.set_tiers(&season.tiers.a_year_later());
        input.set_newest(editions);
        input.set("code", next_year(&season.code));
        input.set("title", next_year(&season.title));
        input.set("model", season.id);
        input.set("version", "");
        input
    }

    fn set_newest(&mut self, editions: &EditionChoices) {
        self.set("rules", editions.rules.newest());
        self.set("catalogue", editions.catalogues.newest());
        self.set("score_sheet", editions.sheets.newest());
    }

    fn set_tiers(&mut self, tiers: &TierWindows) {
        for (tier, windows) in tiers.iter() {
            self.set(offer_name(tier), "yes");
            for stage in stages(tier) {
                let window = windows.of(*stage);
                let (opens, closes) = (window.opens_at(), window.closes_at());
                self.set(time_name(tier, *stage, false), format::short_moment(opens));
                self.set(time_name(tier, *stage, true), format::closing_input(closes));
            }
        }
    }

    fn set_settings(&mut self, settings: &SeasonSettings) {
        let line = settings.score_line.map_or_else(String::new, format::points);
        let yes = |is_so: bool| if is_so { "yes" } else { "no" };
        self.set("approval", settings.account_approval.as_str());
        self.set("experts_min", settings.experts_min);
        self.set("experts_max", settings.experts_max);
        self.set(
            "divergence_range",
            format::points(settings.divergence_range),
        );
        self.set(
            "divergence_deviation",
            format::points(settings.divergence_deviation),
        );
        self.set("score_line", line);
        self.set("own_region", settings.own_region.as_str());
        self.set("publicity_days", settings.publicity_days);
        self.set("first_day", yes(settings.first_day_counted));
        self.set("one_tier", yes(settings.one_tier_per_factory));
        self.set("return_days_min", settings.return_days_min);
        for (name, value) in publicity_texts::named(&settings.publicity) {
            self.set(name, value);
        }
    }

    /// The fields of every tier.
    pub fn tier_fields(&self) -> Vec<TierFields> {
        Tier::ALL.map(|tier| self.fields_of(tier)).into()
    }

    fn fields_of(&self, tier: Tier) -> TierFields {
        let field = |(stage, closes): (Stage, bool)| {
            let name = time_name(tier, stage, closes);
            TimeField {
                label: season_form::season_time(tier, stage, closes),
                value: self.of(&name).to_owned(),
                name,
            }
        };
        TierFields {
            offer: offer_name(tier),
            label: tier_label(tier),
            offered: self.offers(tier),
            times: stages(tier)
                .iter()
                .flat_map(|stage| [(*stage, false), (*stage, true)])
                .map(field)
                .collect(),
        }
    }

    pub(super) fn offers(&self, tier: Tier) -> bool {
        self.of(&offer_name(tier)) == "yes"
    }
}

/// The same text with its first year counted on.
fn next_year(text: &str) -> String {
    let digits = |at: usize| {
        text.get(at..at + 4)
            .and_then(|year| year.parse::<u16>().ok())
    };
    let found = (0..text.len()).find_map(|at| digits(at).map(|year| (at, year)));
    match found {
        Some((at, year)) => format!("{}{}{}", &text[..at], year + 1, &text[at + 4..]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        season::{Window, Windows},
        values::date::parse_minute,
    };

    #[test]
    fn a_name_is_counted_on_by_its_year() {
        for (this, next) in [
            ("2026A", "2027A"),
            ("2026年度培育", "2027年度培育"),
            ("甲", "甲"),
        ] {
            assert_eq!(next_year(this), next);
        }
    }

    #[test]
    fn what_is_shown_is_read_back_the_same() {
        let at = |text| parse_minute(text).unwrap();
        let window = |from, to| Window::new(at(from), at(to)).unwrap();
        let windows = Windows {
            enterprise: window("2026-05-06T00:00", "2026-06-09T24:00"),
            bureau: window("2026-05-06T00:00", "2026-06-20T17:30"),
            review: window("2026-06-20T24:00", "2026-07-20T24:00"),
        };
        let tiers: TierWindows = [(Tier::Advanced, windows), (Tier::Leading, windows)]
            .into_iter()
            .collect();
        let mut input = SeasonInput::default();
        input.set("title", "2026年度");
        input.set_settings(&SeasonSettings::usual());
        input.set_tiers(&tiers);
        assert_eq!(input.of("advanced_enterprise_closes"), "2026-06-09 24:00");
        let plan = input.parse_plan().unwrap();
        assert_eq!(plan.tiers, tiers);
        assert_eq!(plan.settings, SeasonSettings::usual());
        for stage in Stage::ALL {
            for closes in [false, true] {
                input.set(time_name(Tier::Leading, stage, closes), "");
            }
        }
        assert_eq!(
            input.parse_plan().unwrap().tiers,
            tiers,
            "as the tier before"
        );
    }
}
