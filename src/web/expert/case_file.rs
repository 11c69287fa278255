//! Everything the pages of one review read, once.

use std::sync::Arc;

use sqlx::PgConnection;

use crate::{
    access::{ApplicationRef, expert::BlindDossier},
    app::App,
    db::{
        reviews::{self, StoredReview},
        screening, seasons,
        submissions::{Submission, SubmissionError},
    },
    domain::{
        catalogue::Catalogue,
        dossier::Dossier,
        ids::AssignmentId,
        review::{draft::ReviewCase, sheet::ScoreSheet},
        rules::{RuleSet, Terms},
        screening::{Findings, Screened},
    },
    web::error::PageError,
};

/// One review with the submission it is about.
pub(super) struct CaseFile {
    pub assignment: AssignmentId,
    pub application: ApplicationRef,
    pub submission: Submission,
    pub findings: Findings,
    pub screened: Screened,
    pub review: StoredReview,
    pub rules: Arc<RuleSet>,
    pub catalogue: Arc<Catalogue>,
    pub sheet: Arc<ScoreSheet>,
}

impl CaseFile {
    /// Reads the case.
    pub(super) async fn read(
        conn: &mut PgConnection,
        app: &App,
        right: &BlindDossier,
    ) -> Result<Self, PageError> {
        let application = right.application();
        let season = seasons::find(conn, application.season())
            .await?
            .ok_or(PageError::NotFound)?;
        let editions = &app.editions;
        let rules = editions.rules(conn, &season.rules_edition).await?;
        let catalogue = editions.catalogue(conn, &season.catalogue_edition).await?;
        let sheet = editions.sheet(conn, &season.score_sheet_edition).await?;
        let submission = content(conn, right).await?;
        let findings = screening::findings(conn, application, submission.number).await?;
        Ok(Self {
            assignment: right.assignment(),
            application: application.clone(),
            screened: Screened::of(
                &submission.dossier,
                &findings,
                Terms {
                    rules: &rules,
                    catalogue: &catalogue,
                },
            ),
            review: reviews::own(conn, right).await?,
            submission,
            findings,
            rules,
            catalogue,
            sheet,
        })
    }

    /// The content that is reviewed, without contact data.
    pub(super) fn dossier(&self) -> &Dossier {
        &self.submission.dossier
    }

    /// What is reviewed, and by which sheet.
    pub(super) fn case(&self) -> ReviewCase<'_> {
        let dossier = self.dossier();
        ReviewCase {
            sheet: &self.sheet,
            quality: self.rules.quality_groups(dossier.tier),
            dossier,
        }
    }
}

async fn content(conn: &mut PgConnection, right: &BlindDossier) -> Result<Submission, PageError> {
    reviews::content(conn, right).await.map_err(unreadable)
}

/// What is answered when a submission cannot be read.
pub(super) fn unreadable(error: SubmissionError) -> PageError {
    match error {
        SubmissionError::Database(error) => error.into(),
        error @ SubmissionError::Unreadable(..) => PageError::Internal(error.into()),
    }
}
