//! What the audit administrator asks the trail for, as it stands in the address.

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use crate::{
    db::audit_trail::TrailFilter,
    domain::{audit::AuditAct, role::Role, time},
    text::{
        audit::{DAY, SPAN, act_label, actor_label},
        roles::role_label,
    },
    web::{
        form::{Choice, Errors},
        headers::percent_encoded,
    },
};

/// The query string.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Query {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) q: String,
    pub(super) act: String,
    pub(super) role: String,
    pub(super) before: Option<i64>,
    /// `yes` unfolds what is left out otherwise.
    pub(super) all: String,
}

impl Query {
    /// The filter, and what of the query cannot be read; that part is left out.
    pub(super) fn read(&self) -> (TrailFilter, Errors) {
        let mut errors = Errors::default();
        let mut day = |name: &str, text: &str| {
            let text = text.trim();
            if text.is_empty() {
                return None;
            }
            let day = text.parse::<NaiveDate>().ok();
            let day = day.filter(|day| (2000..=2200).contains(&day.year()));
            if day.is_none() {
                errors.add(name, DAY);
            }
            day
        };
        let (from, to) = (day("from", &self.from), day("to", &self.to));
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            errors.add("to", SPAN);
        }
        let act = AuditAct::ALL.iter().find(|act| act.as_str() == self.act);
        let filter = TrailFilter {
            from: from.map(time::start_of_day),
            until: to.map(time::end_of_day),
            words: self.q.trim().to_owned(),
            act: act.copied(),
            role: self.role.clone(),
            before: self.before,
            is_folded: self.all != "yes" && act.is_none(),
        };
        (filter, errors)
    }

    /// The address of the same list below `path`, from before the entry of this number.
    pub(super) fn address(&self, path: impl std::fmt::Display, before: Option<i64>) -> String {
        let fields = [
            ("from", &self.from),
            ("to", &self.to),
            ("q", &self.q),
            ("act", &self.act),
            ("role", &self.role),
            ("all", &self.all),
        ];
        let mut query: Vec<String> = fields
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", percent_encoded(value)))
            .collect();
        query.extend(before.map(|before| format!("before={before}")));
        format!("{path}?{}", query.join("&"))
    }
}

/// All acts, to choose from.
pub(super) fn acts() -> Vec<Choice> {
    AuditAct::ALL
        .iter()
        .map(|act| Choice::new(act.as_str(), act_label(*act)))
        .collect()
}

/// All who can act, to choose from.
pub(super) fn roles() -> Vec<Choice> {
    let roles = Role::ALL
        .iter()
        .map(|role| Choice::new(role.as_str(), role_label(*role)));
    let others = ["visitor", "system"]
        .iter()
        .map(|code| Choice::new(*code, actor_label(code)));
    roles.chain(others).collect()
}
