//! A dossier section by section in questions and answers: to check before submitting, and on paper.

use super::{fields::rows, links, own_page::OwnPage};
use crate::{
    db::editions::SeasonEditions,
    domain::{
        dossier::{Dossier, EvidenceFile, Instance},
        evidence::EvidenceTarget,
        link::Group,
        returns::ReturnItem,
        rules::RuleId,
        tier::Tier,
    },
    text::{answers, dossier_labels::evidence_label, format, sections},
    web::parts::SummaryRow,
};

/// One section.
pub struct AnsweredSection {
    /// Number and name.
    pub title: String,
    /// Where it is changed; none when it cannot be.
    pub change: Option<String>,
    /// Its answers.
    pub rows: Vec<SummaryRow>,
    /// Its parts: the scenarios.
    pub parts: Vec<AnsweredPart>,
}

/// One scenario.
pub struct AnsweredPart {
    /// 环节—场景—实例名
    pub title: String,
    /// Where it is changed; none when it cannot be.
    pub change: Option<String>,
    /// Its answers.
    pub rows: Vec<SummaryRow>,
}

impl AnsweredSection {
    /// Its answers.
    pub fn answers(&self) -> &[SummaryRow] {
        &self.rows
    }
}

impl AnsweredPart {
    /// Its answers.
    pub fn answers(&self) -> &[SummaryRow] {
        &self.rows
    }
}

/// One evidence file on the list of the printed application.
pub struct ListedFile {
    /// What it proves.
    pub target: String,
    /// Its name.
    pub name: String,
    /// Its size.
    pub size: String,
    /// SHA-256, hexadecimal.
    pub digest: String,
}

/// All sections. `own`: the application whose sections may be changed; none on paper.
pub fn all(
    dossier: &Dossier,
    editions: &SeasonEditions,
    own: Option<&OwnPage>,
) -> Vec<AnsweredSection> {
    let change = |item: ReturnItem| {
        own.filter(|own| own.lock(&item).is_none())
            .map(|own| links::section(own, &item))
    };
    let factory_change = own
        .filter(|own| own.lock(&ReturnItem::Profile).is_none())
        .map(|own| links::factory(own.head.factory, own.id()));
    let entity = dossier.enterprise.entity;
    let declared = answers::declarations(&dossier.declarations, entity);
    let named = [
        (
            sections::ENTERPRISE,
            change(ReturnItem::Profile),
            rows(answers::enterprise(&dossier.enterprise), None),
        ),
        (
            sections::FACTORY,
            factory_change,
            rows(answers::factory(&dossier.factory), None),
        ),
        (
            sections::DECLARATIONS,
            change(ReturnItem::Declarations),
            rows(declared, None),
        ),
        (
            sections::MATURITY,
            change(ReturnItem::Maturity),
            maturity(dossier),
        ),
        (
            sections::SCENARIOS,
            change(ReturnItem::Scenarios),
            Vec::new(),
        ),
        (
            sections::QUALITY,
            change(ReturnItem::Quality),
            quality(dossier, editions, dossier.tier),
        ),
        (
            sections::ATTACHMENTS,
            change(ReturnItem::Attachments),
            attachments(dossier),
        ),
    ];
    let mut list: Vec<AnsweredSection> = (1..)
        .zip(named)
        .map(|(number, (name, change, rows))| AnsweredSection {
            title: sections::numbered(number, name),
            change,
            rows,
            parts: Vec::new(),
        })
        .collect();
    if let Some(scenarios) = list.iter_mut().find(|section| section.rows.is_empty()) {
        scenarios.parts = parts(dossier, editions, change);
    }
    list
}

fn maturity(dossier: &Dossier) -> Vec<SummaryRow> {
    let mut rows = rows(answers::maturity(&dossier.maturity), None);
    rows.push(files_row(dossier, EvidenceTarget::MaturityReport));
    rows
}

fn attachments(dossier: &Dossier) -> Vec<SummaryRow> {
    [
        EvidenceTarget::Licence,
        EvidenceTarget::Commitment,
        EvidenceTarget::AboveScale,
        EvidenceTarget::Other,
    ]
    .map(|target| files_row(dossier, target))
    .into()
}

fn parts(
    dossier: &Dossier,
    editions: &SeasonEditions,
    change: impl Fn(ReturnItem) -> Option<String>,
) -> Vec<AnsweredPart> {
    let part = |instance: &Instance| {
        let name = editions.catalogue.scenario(&instance.scenario);
        let name = name.map_or_else(|| instance.scenario.to_string(), |it| it.name.clone());
        let mut rows = rows(answers::instance(instance, &name), None);
        rows.push(files_row(dossier, EvidenceTarget::Instance(instance.id)));
        AnsweredPart {
            title: sections::scenario_heading(instance, &name),
            change: change(ReturnItem::Instance(instance.id)),
            rows,
        }
    };
    dossier.instances.iter().map(part).collect()
}

/// The five qualitative clauses of a tier with their answers.
pub fn quality(dossier: &Dossier, editions: &SeasonEditions, tier: Tier) -> Vec<SummaryRow> {
    let row = |group: Group| {
        let clause = editions.rules.clause(tier, RuleId::Quality(group));
        SummaryRow {
            label: sections::quality_label(group, &clause.title),
            value: dossier.quality_answer(group).to_owned(),
            change: None,
        }
    };
    Group::ALL.into_iter().map(row).collect()
}

/// The files of one target, a line each.
fn files_row(dossier: &Dossier, target: EvidenceTarget) -> SummaryRow {
    let lines: Vec<String> = dossier
        .evidence_of(target)
        .map(|file| sections::file_line(&file.file_name, &size(file)))
        .collect();
    SummaryRow {
        label: evidence_label(target),
        value: if lines.is_empty() {
            sections::NO_FILE.to_owned()
        } else {
            lines.join("\n")
        },
        change: None,
    }
}

/// Every evidence file of a dossier with its digest.
pub fn files(dossier: &Dossier) -> Vec<ListedFile> {
    let listed = |file: &EvidenceFile| ListedFile {
        target: sections::evidence_place(file.target, dossier),
        name: file.file_name.clone(),
        size: size(file),
        digest: file.digest.clone(),
    };
    dossier.evidence.iter().map(listed).collect()
}

fn size(file: &EvidenceFile) -> String {
    format::bytes(u64::try_from(file.bytes).unwrap_or_default())
}
