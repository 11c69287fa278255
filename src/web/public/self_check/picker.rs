//! One select per scenario, by group and link.

use super::answers::Answers;
use crate::{
    domain::{
        catalogue::{Catalogue, Scenario},
        link::{Group, Link},
        tier::Tier,
    },
    text::labels::{group_label, link_label, tier_label},
    web::form::Choice,
};

/// The scenarios of a group.
#[derive(Clone, Debug)]
pub struct PickerGroup {
    /// Where the board leads.
    pub id: String,
    /// Name of the group.
    pub label: &'static str,
    /// Its links.
    pub links: Vec<PickerLink>,
}

/// The scenarios of a link.
#[derive(Clone, Debug)]
pub struct PickerLink {
    /// Where the board leads.
    pub id: String,
    /// Name of the link.
    pub label: &'static str,
    /// Its scenarios.
    pub pickers: Vec<Picker>,
}

/// One scenario and the tier chosen.
#[derive(Clone, Debug)]
pub struct Picker {
    /// Id of the scenario, also the name of the control.
    pub id: String,
    /// Name of the scenario.
    pub label: String,
    /// The tiers that have a standard for it.
    pub options: Vec<Choice>,
    /// The tier chosen; empty for none.
    pub value: &'static str,
}

/// The id of a group on the page.
pub fn group_anchor(group: Group) -> String {
    format!("group-{}", group.id())
}

/// The id of a link on the page.
pub fn link_anchor(link: Link) -> String {
    format!("link-{}", link.id())
}

/// Every scenario of the catalogue, with what was chosen.
pub fn picker_groups(catalogue: &Catalogue, answers: &Answers) -> Vec<PickerGroup> {
    let picker = |scenario: &Scenario| Picker {
        id: scenario.id.to_string(),
        label: scenario.name.clone(),
        options: scenario
            .tiers()
            .map(|tier| Choice::new(tier.as_str(), tier_label(tier)))
            .collect(),
        value: answers
            .scenarios
            .get(&scenario.id)
            .map_or("", |tier: &Tier| tier.as_str()),
    };
    let link = |link: &Link| PickerLink {
        id: link_anchor(*link),
        label: link_label(*link),
        pickers: catalogue.of_link(*link).map(picker).collect(),
    };
    let group = |group: Group| PickerGroup {
        id: group_anchor(group),
        label: group_label(group),
        links: group.links().iter().map(link).collect(),
    };
    Group::ALL.into_iter().map(group).collect()
}
