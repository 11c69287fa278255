//! What changed between two submissions of an application, section by section, in words.

use super::{
    answers::{self, Answer},
    dossier_labels::evidence_label,
    labels::group_label,
    screening::scenario_name,
    sections,
};
use crate::domain::{
    catalogue::Catalogue,
    dossier::{Dossier, EvidenceFile},
    evidence::EvidenceTarget,
    ids::InstanceId,
    link::Group,
};

/// A section with something changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedSection {
    /// Its name.
    pub title: String,
    /// What changed.
    pub changes: Vec<Change>,
}

/// One answer that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The question.
    pub label: String,
    /// The answer before; empty when there was none.
    pub before: String,
    /// The answer now; empty when there is none.
    pub after: String,
}

/// The sections in which two submissions differ, in the order of the form.
#[must_use]
pub fn compare(
    previous: &Dossier,
    current: &Dossier,
    catalogue: &Catalogue,
) -> Vec<ChangedSection> {
    let mut found = vec![
        section(
            sections::ENTERPRISE,
            &answers::enterprise(&previous.enterprise),
            &answers::enterprise(&current.enterprise),
        ),
        section(
            sections::FACTORY,
            &answers::factory(&previous.factory),
            &answers::factory(&current.factory),
        ),
        section(
            sections::DECLARATIONS,
            &answers::declarations(&previous.declarations, previous.enterprise.entity),
            &answers::declarations(&current.declarations, current.enterprise.entity),
        ),
        section(
            sections::MATURITY,
            &answers::maturity(&previous.maturity),
            &answers::maturity(&current.maturity),
        ),
    ];
    found.extend(
        instances(previous, current)
            .into_iter()
            .map(|id| instance(previous, current, catalogue, id)),
    );
    found.push(section(
        sections::QUALITY,
        &quality(previous),
        &quality(current),
    ));
    found.push(ChangedSection {
        title: sections::ATTACHMENTS.to_owned(),
        changes: EvidenceTarget::GENERAL
            .into_iter()
            .chain(Group::ALL.map(EvidenceTarget::Quality))
            .filter_map(|target| files(previous, current, target, evidence_label(target)))
            .collect(),
    });
    found.retain(|section| !section.changes.is_empty());
    found
}

fn section(title: impl Into<String>, before: &[Answer], after: &[Answer]) -> ChangedSection {
    let value = |answers: &[Answer], label: &str| {
        answers
            .iter()
            .find(|answer| answer.label == label)
            .map_or_else(String::new, |answer| answer.value.clone())
    };
    let mut labels: Vec<&str> = Vec::new();
    for answer in before.iter().chain(after) {
        if !labels.contains(&answer.label.as_str()) {
            labels.push(&answer.label);
        }
    }
    let changes = labels
        .into_iter()
        .map(|label| Change {
            label: label.to_owned(),
            before: value(before, label),
            after: value(after, label),
        })
        .filter(|change| change.before != change.after)
        .collect();
    ChangedSection {
        title: title.into(),
        changes,
    }
}

fn instances(previous: &Dossier, current: &Dossier) -> Vec<InstanceId> {
    let gone = previous
        .instances
        .iter()
        .filter(|instance| current.instance(instance.id).is_none());
    current
        .instances
        .iter()
        .chain(gone)
        .map(|instance| instance.id)
        .collect()
}

fn instance(
    previous: &Dossier,
    current: &Dossier,
    catalogue: &Catalogue,
    id: InstanceId,
) -> ChangedSection {
    let (before, after) = (previous.instance(id), current.instance(id));
    let name = after
        .or(before)
        .map(|instance| scenario_name(catalogue, instance))
        .unwrap_or_default();
    let rows = |dossier: &Dossier| {
        dossier.instance(id).map_or_else(Vec::new, |instance| {
            answers::instance(instance, &scenario_name(catalogue, instance))
        })
    };
    let word = match (before, after) {
        (None, _) => "（新增）",
        (_, None) => "（已移除）",
        _ => "",
    };
    let mut section = section(
        format!("场景：{name}{word}"),
        &rows(previous),
        &rows(current),
    );
    let target = EvidenceTarget::Instance(id);
    section
        .changes
        .extend(files(previous, current, target, "佐证材料".to_owned()));
    section
}

fn quality(dossier: &Dossier) -> Vec<Answer> {
    Group::ALL
        .map(|group| Answer {
            label: group_label(group).to_owned(),
            value: dossier.quality_answer(group).to_owned(),
        })
        .to_vec()
}

fn files(
    previous: &Dossier,
    current: &Dossier,
    target: EvidenceTarget,
    label: String,
) -> Option<Change> {
    let of = |dossier: &Dossier| -> Vec<(String, String)> {
        let part = |file: &EvidenceFile| (file.file_name.clone(), file.digest.clone());
        dossier.evidence_of(target).map(part).collect()
    };
    let names = |files: &[(String, String)]| {
        files
            .iter()
            .map(|(name, _)| name.as_str())
            .collect::<Vec<_>>()
            .join("、")
    };
    let (old, new) = (of(previous), of(current));
    let (before, after) = (names(&old), names(&new));
    if old == new {
        return None;
    }
    let replaced = if before == after {
        "（内容已更换）"
    } else {
        ""
    };
    Some(Change {
        label,
        before,
        after: format!("{after}{replaced}"),
    })
}
