//! The form of one scenario: what is posted, and what it says once it is read. Incomplete input may
//! be saved; only what is malformed is refused.

use chrono::NaiveDate;
use serde::Deserialize;

use super::fields::{month, optional};
use crate::{
    db::instances::InstanceContent,
    domain::{
        catalogue::Scenario,
        dossier::{Effect, Instance},
        field::{FieldError, FieldErrors},
        tier::Tier,
        values::{line::Line, prose::Prose, year_month::YearMonth},
    },
    text::scenarios,
};

/// Most 字 of the name of an instance.
pub const NAME_LIMIT: usize = 40;
/// Most 字 of the problem solved.
pub const PROBLEM_LIMIT: usize = 300;
/// Most 字 of what was built.
pub const SOLUTION_LIMIT: usize = 800;
/// Most 字 of one cell of an effect.
pub const EFFECT_LIMIT: usize = 30;
/// Most effects of one instance.
pub const MOST_EFFECTS: usize = 6;
/// How many rows for effects an empty form shows.
const FIRST_ROWS: usize = 2;

/// The form as posted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    /// The revision the form was filled in from.
    pub version: i32,
    /// The tier's standard claimed.
    pub claimed_tier: String,
    /// 实例名称
    pub name: String,
    /// 解决的问题
    pub problem: String,
    /// 建设内容
    pub solution: String,
    /// 投用时间
    pub live_since: String,
    effect_name: Vec<String>,
    effect_before: Vec<String>,
    effect_after: Vec<String>,
    act: String,
}

/// What the pressed button asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Save and stay.
    Save,
    /// Save and open the next scenario.
    SaveAndNext,
    /// One more row for an effect, saving nothing.
    OneMoreRow,
}

/// One row for an effect.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EffectRow {
    /// From 1.
    pub number: usize,
    /// What is measured.
    pub name: String,
    /// 建设前
    pub before: String,
    /// 建设后
    pub after: String,
}

impl EffectRow {
    /// The name of one of its controls in errors, and its id.
    #[must_use]
    pub fn id(&self, part: &str) -> String {
        format!("effect-{}-{part}", self.number)
    }

    /// What is still empty in a row that was begun, in words; empty for other rows.
    #[must_use]
    pub fn lacks(&self) -> String {
        if self.is_blank() {
            return String::new();
        }
        let cells = [&self.name, &self.before, &self.after];
        scenarios::effect_lacks(cells.map(|cell| cell.trim().is_empty()))
    }

    fn is_blank(&self) -> bool {
        [&self.name, &self.before, &self.after]
            .iter()
            .all(|cell| cell.trim().is_empty())
    }
}

impl Input {
    /// The form as it is opened.
    #[must_use]
    pub fn of(instance: &Instance, version: i32) -> Self {
        let cells = |cell: fn(&Effect) -> &String| instance.effects.iter().map(cell).cloned();
        Self {
            version,
            claimed_tier: instance.claimed_tier.as_str().to_owned(),
            name: instance.name.clone(),
            problem: instance.problem.clone(),
            solution: instance.solution.clone(),
            live_since: month(instance.live_since),
            effect_name: cells(|effect| &effect.name).collect(),
            effect_before: cells(|effect| &effect.before).collect(),
            effect_after: cells(|effect| &effect.after).collect(),
            act: String::new(),
        }
    }

    /// What the pressed button asks for.
    #[must_use]
    pub fn wish(&self) -> Wish {
        match self.act.as_str() {
            "next" => Wish::SaveAndNext,
            "row" => Wish::OneMoreRow,
            _ => Wish::Save,
        }
    }

    /// The rows for effects to show: at least two, one spare, one more when asked for.
    #[must_use]
    pub fn rows(&self) -> Vec<EffectRow> {
        let posted = self.effect_name.len();
        let spare = match self.wish() {
            Wish::OneMoreRow => posted + 1,
            _ => posted,
        };
        let rows = spare.clamp(FIRST_ROWS, MOST_EFFECTS);
        (0..rows).map(|index| self.row(index)).collect()
    }

    fn row(&self, index: usize) -> EffectRow {
        let cell = |cells: &[String]| cells.get(index).cloned().unwrap_or_default();
        EffectRow {
            number: index + 1,
            name: cell(&self.effect_name),
            before: cell(&self.effect_before),
            after: cell(&self.effect_after),
        }
    }

    /// What the form says. `today` is the day in Beijing.
    ///
    /// # Errors
    /// What is wrong with each field.
    pub fn parse(
        &self,
        scenario: &Scenario,
        today: NaiveDate,
    ) -> Result<InstanceContent, FieldErrors> {
        let mut errors = FieldErrors::default();
        let tier = errors.check("claimed_tier", self.tier(scenario));
        let name = errors.check("name", line(&self.name, NAME_LIMIT));
        let problem = errors.check("problem", Prose::parse(&self.problem, 0, PROBLEM_LIMIT));
        let solution = errors.check("solution", Prose::parse(&self.solution, 0, SOLUTION_LIMIT));
        let effects = self.effects(&mut errors);
        let live = optional(&self.live_since, |text| YearMonth::parse_past(text, today));
        let live = errors.check("live_since", live);
        let content = tier.zip(name).map(|(claimed_tier, name)| InstanceContent {
            name,
            claimed_tier,
            problem: problem.map(String::from).unwrap_or_default(),
            solution: solution.map(String::from).unwrap_or_default(),
            effects,
            live_since: live.flatten().map(YearMonth::first_day),
        });
        errors.into_result(content)
    }

    fn tier(&self, scenario: &Scenario) -> Result<Tier, FieldError> {
        if self.claimed_tier.is_empty() {
            return Err(FieldError::NotChosen);
        }
        let tier = self.claimed_tier.parse().ok();
        tier.filter(|tier| scenario.is_in_table(*tier))
            .ok_or(FieldError::NotAChoice)
    }

    fn effects(&self, errors: &mut FieldErrors) -> Vec<Effect> {
        let posted = self.effect_name.len().min(MOST_EFFECTS);
        (0..posted)
            .map(|index| self.row(index))
            .filter(|row| !row.is_blank())
            .map(|row| {
                let mut cell = |part: &str, text: &str| {
                    let read = line(text, EFFECT_LIMIT);
                    errors.check(row.id(part), read).unwrap_or_default()
                };
                Effect {
                    name: cell("name", &row.name),
                    before: cell("before", &row.before),
                    after: cell("after", &row.after),
                }
            })
            .collect()
    }
}

fn line(text: &str, limit: usize) -> Result<String, FieldError> {
    let line = Line::parse_optional(text, limit)?;
    Ok(line.map(String::from).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{link::Link, tier::TierTable};

    fn scenario() -> Scenario {
        Scenario {
            id: "S01".parse().unwrap(),
            name: String::new(),
            link: Link::L01,
            standards: TierTable::from_fn(|tier| (tier <= Tier::Advanced).then(String::new)),
        }
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, 9).unwrap()
    }

    fn input(effects: usize) -> Input {
        Input {
            claimed_tier: "basic".to_owned(),
            effect_name: vec!["a".to_owned(); effects],
            effect_before: vec![String::new(); effects],
            effect_after: vec![" ".to_owned(); effects],
            ..Input::default()
        }
    }

    #[test]
    fn what_is_incomplete_is_read() {
        let content = input(1).parse(&scenario(), today()).unwrap();
        assert_eq!(content.effects.len(), 1);
        assert_eq!(content.effects[0].after, "");
        assert_eq!(content.live_since, None);
    }

    #[test]
    fn what_is_malformed_is_refused_field_by_field() {
        let long = "\u{5de5}".repeat(SOLUTION_LIMIT + 1);
        let wrong = Input {
            claimed_tier: "leading".to_owned(),
            name: long.clone(),
            solution: long.clone(),
            live_since: "2026-07".to_owned(),
            effect_name: vec![String::new(), long],
            ..Input::default()
        };
        let errors = wrong.parse(&scenario(), today()).unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(
            fields,
            [
                "claimed_tier",
                "name",
                "solution",
                "effect-2-name",
                "live_since"
            ]
        );
        assert_eq!(errors.get("live_since"), Some(&FieldError::InFuture));
    }

    #[test]
    fn a_row_is_added_until_there_are_six_and_nothing_is_lost() {
        let mut form = input(2);
        form.act = "row".to_owned();
        let rows = form.rows();
        assert_eq!(rows.len(), 3);
        assert_eq!((rows[1].name.as_str(), rows[2].name.as_str()), ("a", ""));
        for (posted, shown) in [(0, 2), (5, 6), (6, 6), (60, 6)] {
            let mut form = input(posted);
            form.act = "row".to_owned();
            assert_eq!(form.rows().len(), shown, "{posted}");
        }
        assert_eq!(input(3).rows().len(), 3);
    }
}
