//! The dossier as the expert reads it, one tab at a time.

use super::{case_file::CaseFile, paths::Review, posted::Fields};
use crate::{
    domain::{
        dossier::{EvidenceFile, Instance},
        evidence::EvidenceTarget,
        ids::{EvidenceId, InstanceId},
        link::Group,
        review::draft::{self, ReviewDraft, judgement_code},
        rules::{Judgement, RuleId},
        tier::Tier,
    },
    text::{
        answers::{self, Answer},
        labels::{group_label, link_label, tier_label},
        review as words, sections,
    },
    web::{
        form::Choice,
        parts::{SummaryRow, Tab},
        precheck_build::NoLinks,
        precheck_view::{Chip, ChipState, PrecheckView},
        preview::Proofs,
    },
};

/// What of the dossier is asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    pub tab: Option<String>,
    pub instance: Option<InstanceId>,
    pub file: Option<EvidenceId>,
}

/// What is shown of it.
pub(super) struct DossierView {
    pub tab: &'static str,
    pub tabs: Vec<Tab>,
    pub scene: Option<SceneView>,
    pub parts: Vec<Part>,
    pub clauses: Vec<ClauseView>,
    pub precheck: Option<PrecheckView>,
}

/// Questions and answers under a heading, with the evidence that belongs to them.
pub(super) struct Part {
    pub title: String,
    pub rows: Vec<SummaryRow>,
    pub proofs: Proofs,
}

/// One scenario.
pub(super) struct SceneView {
    pub instance: InstanceId,
    pub position: String,
    pub title: String,
    pub rows: Vec<SummaryRow>,
    pub proofs: Proofs,
    pub field: String,
    pub options: Vec<Choice>,
    pub chosen: String,
    pub accepted: Option<&'static str>,
    pub previous: Option<InstanceId>,
    pub next: Option<InstanceId>,
    /// How many scenarios are not judged yet.
    pub unjudged: usize,
    pub chips: Vec<Chip>,
}

/// One qualitative clause with the applicant's answer and the expert's judgement.
pub(super) struct ClauseView {
    pub title: String,
    pub clause: String,
    /// All its duties in our words.
    pub summary: String,
    /// The office's words, empty where they were not loaded.
    pub official: String,
    pub answer: String,
    pub proofs: Proofs,
    pub field: String,
    pub options: Vec<Choice>,
    pub chosen: String,
    pub judged: Option<&'static str>,
    pub comment_field: String,
    pub comment: String,
}

impl DossierView {
    /// `draft` is what is stored; `fields` what the form shows.
    pub(super) fn new(
        file: &CaseFile,
        draft: &ReviewDraft,
        fields: &Fields,
        wanted: &Wanted,
    ) -> Self {
        let asked = wanted.tab.as_deref().unwrap_or_default();
        let tab = words::TABS
            .iter()
            .map(|(code, _)| *code)
            .find(|code| *code == asked)
            .unwrap_or(words::TABS[0].0);
        let mut view = Self {
            tab,
            tabs: tabs(file, tab),
            scene: None,
            parts: Vec::new(),
            clauses: Vec::new(),
            precheck: None,
        };
        let place = Place {
            file,
            tab,
            shown: wanted.file,
        };
        match tab {
            "factory" => view.parts = place.factory(),
            "base" => view.parts = place.base(),
            "maturity" => view.parts = place.maturity(),
            "quality" => view.clauses = clauses(&place, draft, fields),
            "precheck" => {
                let (reports, tier) = (&file.screened.reports, file.dossier().tier);
                let view_of = PrecheckView::build(reports, &file.catalogue, tier, &NoLinks);
                view.precheck = Some(view_of);
            }
            _ => view.scene = scene(file, draft, fields, wanted),
        }
        view
    }
}

fn review_of(file: &CaseFile) -> Review {
    Review {
        assignment: file.assignment,
    }
}

fn tabs(file: &CaseFile, current: &str) -> Vec<Tab> {
    let review = review_of(file);
    words::TABS
        .iter()
        .map(|(code, label)| Tab {
            label: match *code {
                "scenarios" => format!("{label} {}", file.dossier().instances.len()),
                _ => (*label).to_owned(),
            },
            href: review.tab(code),
            current: *code == current,
        })
        .collect()
}

fn rows(answers: Vec<Answer>) -> Vec<SummaryRow> {
    answers
        .into_iter()
        .map(|answer| row(answer.label, answer.value))
        .collect()
}

fn row(label: impl Into<String>, value: impl Into<String>) -> SummaryRow {
    SummaryRow {
        label: label.into(),
        value: value.into(),
        change: None,
    }
}

/// What is asked of one tab: its name in the address, and the file to show.
#[derive(Clone, Copy)]
struct Place<'a> {
    file: &'a CaseFile,
    tab: &'static str,
    shown: Option<EvidenceId>,
}

impl Place<'_> {
    fn part(&self, title: &str, answers: Vec<Answer>, proofs: &[EvidenceTarget]) -> Part {
        Part {
            title: title.to_owned(),
            rows: rows(answers),
            proofs: self.proofs(proofs),
        }
    }

    /// The evidence of some targets, a file of it shown when asked for.
    fn proofs(&self, targets: &[EvidenceTarget]) -> Proofs {
        let dossier = self.file.dossier();
        let files: Vec<&EvidenceFile> = targets
            .iter()
            .flat_map(|target| dossier.evidence_of(*target))
            .collect();
        let review = review_of(self.file);
        Proofs::on_demand(&files, self.shown, |id| review.tab_file(self.tab, id))
    }

    fn factory(&self) -> Vec<Part> {
        use EvidenceTarget as Proof;
        let dossier = self.file.dossier();
        let (enterprise, factory) = (&dossier.enterprise, &dossier.factory);
        vec![
            self.part(sections::FACTORY, answers::factory(factory), &[]),
            self.part(
                sections::ENTERPRISE,
                answers::enterprise(enterprise),
                &[Proof::Licence, Proof::AboveScale, Proof::Other],
            ),
        ]
    }

    fn base(&self) -> Vec<Part> {
        let dossier = self.file.dossier();
        let answers = answers::declarations(&dossier.declarations, dossier.enterprise.entity);
        let proofs = [EvidenceTarget::Commitment];
        vec![self.part(sections::DECLARATIONS, answers, &proofs)]
    }

    fn maturity(&self) -> Vec<Part> {
        let answers = answers::maturity(&self.file.dossier().maturity);
        let proofs = [EvidenceTarget::MaturityReport];
        vec![self.part(sections::MATURITY, answers, &proofs)]
    }
}

fn scene(
    file: &CaseFile,
    draft: &ReviewDraft,
    fields: &Fields,
    wanted: &Wanted,
) -> Option<SceneView> {
    let all = &file.dossier().instances;
    let at = all
        .iter()
        .position(|it| Some(it.id) == wanted.instance)
        .unwrap_or(0);
    let instance = all.get(at)?;
    let field = draft::accepted_field(instance.id);
    let beside = |index: Option<usize>| index.and_then(|index| all.get(index)).map(|it| it.id);
    Some(SceneView {
        instance: instance.id,
        position: words::position(at + 1, all.len()),
        title: format!(
            "{} — {}",
            link_label(instance.link),
            words::scene_name(&file.catalogue, instance)
        ),
        rows: scene_rows(file, instance),
        proofs: scene_proofs(file, instance, wanted.file),
        chosen: fields.value(&field),
        field,
        options: accepted_options(instance.claimed_tier),
        accepted: draft
            .instances
            .get(&instance.id)
            .map(|tier| words::accepted_label(*tier)),
        previous: beside(at.checked_sub(1)),
        next: beside(Some(at + 1)),
        unjudged: all
            .iter()
            .filter(|it| !draft.instances.contains_key(&it.id))
            .count(),
        chips: chips(file, draft, instance.id),
    })
}

fn scene_rows(file: &CaseFile, instance: &Instance) -> Vec<SummaryRow> {
    let found = file.findings.instances.get(&instance.id);
    let scenario = file.catalogue.scenario(&instance.scenario);
    let asked = scenario.and_then(|it| it.standards.get(instance.claimed_tier).clone());
    let name = scenario.map_or("", |it| it.name.as_str());
    let mut all = vec![
        row(words::CLAIMED, tier_label(instance.claimed_tier)),
        row(
            words::BUREAU,
            words::bureau_found(found.map(|found| found.verdict)),
        ),
    ];
    all.extend(asked.map(|asked| row(words::STANDARD, asked)));
    // The heading already says the scenario and the instance, the first row the claimed tier.
    let answers = answers::instance(instance, name);
    all.extend(rows(answers.into_iter().skip(3).collect()));
    all
}

fn scene_proofs(file: &CaseFile, instance: &Instance, asked: Option<EvidenceId>) -> Proofs {
    let target = EvidenceTarget::Instance(instance.id);
    let files: Vec<&EvidenceFile> = file.dossier().evidence_of(target).collect();
    let review = review_of(file);
    Proofs::first(&files, asked, |id| review.scene(instance.id, Some(id)))
}

fn accepted_options(claimed: Tier) -> Vec<Choice> {
    let tiers = Tier::ALL.into_iter().filter(|tier| *tier <= claimed);
    std::iter::once(Choice::new(
        draft::NOT_ACCEPTED,
        words::accepted_label(None),
    ))
    .chain(tiers.map(|tier| Choice::new(tier.as_str(), tier_label(tier))))
    .collect()
}

fn chips(file: &CaseFile, draft: &ReviewDraft, here: InstanceId) -> Vec<Chip> {
    let review = review_of(file);
    let chip = |instance: &Instance| Chip {
        label: file
            .catalogue
            .scenario(&instance.scenario)
            .map_or_else(|| instance.name.clone(), |it| it.name.clone()),
        state: if draft.instances.contains_key(&instance.id) {
            ChipState::Counted
        } else {
            ChipState::Empty
        },
        href: Some(review.scene(instance.id, None)),
        here: instance.id == here,
    };
    file.dossier().instances.iter().map(chip).collect()
}

fn clauses(place: &Place<'_>, draft: &ReviewDraft, fields: &Fields) -> Vec<ClauseView> {
    let file = place.file;
    let clause = |group: Group| {
        let rule = file
            .rules
            .clause(file.dossier().tier, RuleId::Quality(group));
        let (field, comment_field) = (draft::judgement_field(group), draft::reason_field(group));
        ClauseView {
            title: group_label(group).to_owned(),
            clause: format!("{} · {}", rule.title, rule.place),
            summary: rule.summary.clone(),
            official: rule.text.clone(),
            answer: file.dossier().quality_answer(group).to_owned(),
            proofs: place.proofs(&[EvidenceTarget::Quality(group)]),
            options: [Judgement::Met, Judgement::Unmet]
                .map(|it| Choice::new(judgement_code(it), words::judgement_label(it)))
                .to_vec(),
            chosen: fields.value(&field),
            judged: draft
                .quality
                .get(&group)
                .map(|judged| words::judgement_label(judged.judgement)),
            comment: fields.value(&comment_field),
            field,
            comment_field,
        }
    };
    file.case().quality.iter().copied().map(clause).collect()
}
