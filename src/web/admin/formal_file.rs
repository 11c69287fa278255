//! Everything the pages of one formal check read, once: the submission, the list as this person
//! filled it in, and what stands beside each item.

use std::sync::Arc;

use sqlx::PgConnection;

use super::paths;
use crate::{
    access::{Administrator, ApplicationRef},
    app::App,
    db::{
        applications::{
            all::{self, CaseFacts},
            names,
        },
        editions::SeasonEditions,
        formal_checks, quotas, screening as screenings, seasons,
        submissions::{self, Submission},
    },
    domain::{
        dossier::EvidenceFile,
        evidence::EvidenceTarget,
        formal_check::{CheckItem, CheckSheet, Checklist, Show},
        ids::EvidenceId,
        letter::ApplicationNames,
        rules::RuleId,
        screening::{ScreenItem, evidence_targets},
    },
    text::{
        admin as admin_words,
        comparison::{ChangedSection, compare},
        formal_check as words, navigation, screening,
    },
    web::{
        bound::Shown,
        bureau::act::CaseNames,
        error::{PageError, PageResult},
        parts::SummaryRow,
        preview::Proofs,
    },
};

/// One check with the submission it is about.
pub(super) struct CheckFile {
    pub application: ApplicationRef,
    pub names: ApplicationNames,
    pub submission: Submission,
    pub editions: SeasonEditions,
    pub checklist: Arc<Checklist>,
    /// Whether the submission answers a supplement.
    pub supplemented: bool,
    /// The list as this person filled it in so far.
    pub sheet: CheckSheet,
}

/// Some answers under a heading.
pub(super) struct Part {
    pub title: String,
    pub rows: Vec<SummaryRow>,
}

/// What stands beside an item.
pub(super) struct Beside {
    pub item: CheckItem,
    pub parts: Vec<Part>,
    pub proofs: Proofs,
}

impl CheckFile {
    /// Reads the check; the right to it was checked by the caller.
    pub(super) async fn read(
        conn: &mut PgConnection,
        app: &App,
        me: &Administrator,
        application: &ApplicationRef,
    ) -> PageResult<Self> {
        let season = seasons::find(conn, application.season()).await?;
        let editions = app
            .editions
            .of(conn, &season.ok_or(PageError::NotFound)?)
            .await?;
        let checklist = app.editions.checklist(conn).await?;
        let supplemented = formal_checks::answers_supplement(conn, application).await?;
        let notes = formal_checks::own_notes(conn, me, application).await?;
        let submission = submissions::newest(conn, application).await;
        Ok(Self {
            application: application.clone(),
            names: names::of(conn, application).await?,
            submission: submission.map_err(|error| PageError::Internal(error.into()))?,
            editions,
            sheet: checklist.sheet(supplemented, &notes),
            checklist,
            supplemented,
        })
    }

    /// Where the check is.
    pub(super) fn path(&self) -> paths::FormalCheck {
        paths::FormalCheck {
            application: self.application.id(),
        }
    }

    /// What the pages show of the case, for comparing it under the lock.
    pub(super) fn shown(&self) -> Shown {
        Shown::of(&self.application, 0)
    }

    /// How the pages of the acts call the case.
    pub(super) fn case_names(&self) -> CaseNames {
        let queue = (paths::FormalChecks.to_string(), navigation::FORMAL_CHECKS);
        CaseNames::below(
            queue,
            &self.path(),
            (self.application.id(), self.names.clone()),
        )
    }

    /// The item asked for, else the first that is not judged, else the first.
    pub(super) fn item(&self, asked: &str) -> PageResult<&CheckItem> {
        let find = |id: &str| {
            self.checklist
                .items(self.supplemented)
                .find(|it| it.id == id)
        };
        let open = self.sheet.open().next().map(|line| line.item.as_str());
        find(asked)
            .or_else(|| open.and_then(find))
            .or_else(|| self.checklist.items(self.supplemented).next())
            .ok_or(PageError::NotFound)
    }

    /// What stands beside an item, with the file asked for shown.
    pub(super) async fn beside(
        &self,
        conn: &mut PgConnection,
        item: &CheckItem,
        file: Option<EvidenceId>,
    ) -> PageResult<Beside> {
        let facts = all::facts(conn, &self.application).await?;
        let mut parts = Vec::new();
        let mut targets: Vec<EvidenceTarget> = Vec::new();
        for show in &item.shows {
            match show {
                Show::Clause(rule) => {
                    parts.push(self.clause(*rule));
                    targets.extend(evidence_targets(ScreenItem::Clause(*rule)));
                }
                Show::Commitment => targets.push(EvidenceTarget::Commitment),
                Show::Recommendation => parts.push(self.recommendation(conn, &facts).await?),
                Show::Quota => parts.push(self.quota(conn, &facts).await?),
                Show::Changes => parts.extend(self.changes(conn).await?),
            }
        }
        let files: Vec<&EvidenceFile> = self
            .submission
            .dossier
            .evidence
            .iter()
            .filter(|file| targets.contains(&file.target))
            .collect();
        Ok(Beside {
            item: item.clone(),
            parts,
            proofs: Proofs::first(&files, file, |id| id.to_string()),
        })
    }

    fn clause(&self, rule: RuleId) -> Part {
        let dossier = &self.submission.dossier;
        let rows = screening::clause_answers(dossier, &self.editions.catalogue, rule);
        Part {
            title: screening::clause_name(&self.editions.rules, dossier.tier, rule),
            rows: rows
                .into_iter()
                .map(|answer| row(answer.label, answer.value))
                .collect(),
        }
    }

    async fn recommendation(&self, conn: &mut PgConnection, facts: &CaseFacts) -> PageResult<Part> {
        let opinion = screenings::concluded(conn, &self.application).await?;
        let rows = [
            (admin_words::BUREAU, Some(facts.bureau.clone())),
            (admin_words::RANK, facts.rank.map(admin_words::rank)),
            (admin_words::EXEMPT, facts.exempt_reason.clone()),
            (admin_words::OPINION, opinion.map(|it| it.opinion)),
        ];
        Ok(Part {
            title: words::RECOMMENDATION.to_owned(),
            rows: present(rows),
        })
    }

    async fn quota(&self, conn: &mut PgConnection, facts: &CaseFacts) -> PageResult<Part> {
        let (bureau, tier) = (self.application.bureau(), self.application.tier());
        let all = quotas::of(conn, self.application.season()).await?;
        let found = all.iter().find(|it| it.bureau == bureau && it.tier == tier);
        let most = found.and_then(|it| it.quota);
        let most = most.map_or_else(|| words::NO_QUOTA.to_owned(), |most| most.to_string());
        let used = found.map_or(0, |it| it.used);
        let rows = [
            (admin_words::BUREAU, Some(facts.bureau.clone())),
            (words::QUOTA, Some(most)),
            (words::QUOTA_USED, Some(used.to_string())),
            (admin_words::RANK, facts.rank.map(admin_words::rank)),
            (admin_words::EXEMPT, facts.exempt_reason.clone()),
        ];
        Ok(Part {
            title: words::RECOMMENDATION.to_owned(),
            rows: present(rows),
        })
    }

    /// What changed since the submission before.
    async fn changes(&self, conn: &mut PgConnection) -> PageResult<Vec<Part>> {
        let before = self.submission.number - 1;
        let before = submissions::find(conn, &self.application, before).await;
        let Some(before) = before.map_err(|error| PageError::Internal(error.into()))? else {
            return Ok(Vec::new());
        };
        let after = &self.submission.dossier;
        let sections = compare(&before.dossier, after, &self.editions.catalogue);
        let part = |section: ChangedSection| Part {
            title: section.title,
            rows: section
                .changes
                .into_iter()
                .map(|it| row(it.label, words::change(&it.before, &it.after)))
                .collect(),
        };
        Ok(sections.into_iter().map(part).collect())
    }
}

fn present<const N: usize>(rows: [(&str, Option<String>); N]) -> Vec<SummaryRow> {
    rows.into_iter()
        .filter_map(|(label, value)| Some(row(label, value?)))
        .collect()
}

fn row(label: impl Into<String>, value: String) -> SummaryRow {
    SummaryRow {
        label: label.into(),
        value,
        change: None,
    }
}
