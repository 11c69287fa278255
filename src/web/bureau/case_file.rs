//! Everything the pages of one case read, once.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::paths::Case;
use crate::{
    access::ApplicationRef,
    app::App,
    db::{
        applications::names,
        overrides,
        returns::{self, OpenReturn},
        screening::{self, Screening},
        seasons,
        submissions::{self, Submission, SubmissionError},
    },
    domain::{
        application::{Status, overrides::KeptOverride},
        catalogue::Catalogue,
        dossier::Dossier,
        letter::ApplicationNames,
        rules::{Measure, RuleId, RuleSet, Terms},
        screening::{Findings, ScreenItem, unchanged},
        season::Window,
    },
    text::screening as words,
    web::{bound::Shown, error::PageError},
    workflow::screening::{Desk, ScreeningError, desk},
};

/// One case with its newest submission and what was found on it.
pub(super) struct CaseFile {
    pub application: ApplicationRef,
    pub names: ApplicationNames,
    pub desk: Desk,
    pub previous: Option<Previous>,
    pub rules: Arc<RuleSet>,
    pub catalogue: Arc<Catalogue>,
    /// When it is screened: the window of its tier, longer where the office has extended it.
    pub window: Window,
    /// Shortest term of a return, in days.
    pub return_days_min: i16,
    pub decision: Option<Screening>,
    /// What was done although something stood against it.
    pub overrides: Vec<KeptOverride>,
    pub open_return: Option<OpenReturn>,
}

/// The submission before the newest one.
pub(super) struct Previous {
    pub submission: Submission,
    pub findings: Findings,
}

impl CaseFile {
    /// Reads the case; the right to it was checked by the caller.
    pub(super) async fn read(
        conn: &mut PgConnection,
        app: &App,
        application: &ApplicationRef,
    ) -> Result<Self, PageError> {
        let season = seasons::find(conn, application.season())
            .await?
            .ok_or(PageError::NotFound)?;
        let rules = app.editions.rules(conn, &season.rules_edition).await?;
        let catalogue = app
            .editions
            .catalogue(conn, &season.catalogue_edition)
            .await?;
        let terms = Terms {
            rules: &rules,
            catalogue: &catalogue,
        };
        let desk = desk(conn, application, terms).await?;
        Ok(Self {
            application: application.clone(),
            names: names::of(conn, application).await?,
            previous: previous(conn, application, desk.submission.number).await?,
            desk,
            rules,
            catalogue,
            window: season
                .windows(application.tier())?
                .bureau
                .given_until(screening::given_until(conn, application).await?),
            return_days_min: season.settings.return_days_min,
            decision: screening::concluded(conn, application).await?,
            overrides: overrides::of(conn, application).await?,
            open_return: returns::find_open(conn, application).await?,
        })
    }

    /// What the application is checked against.
    pub(super) fn terms(&self) -> Terms<'_> {
        Terms {
            rules: &self.rules,
            catalogue: &self.catalogue,
        }
    }

    /// The content of the newest submission.
    pub(super) fn dossier(&self) -> &Dossier {
        &self.desk.submission.dossier
    }

    /// Whether findings may be written now.
    pub(super) fn is_writable(&self, now: DateTime<Utc>) -> bool {
        self.application.status() == Status::Submitted && self.window.is_open(now)
    }

    /// What the pages of the acts show of the case, for comparing it under the lock.
    pub(super) fn shown(&self) -> Shown {
        Shown::of(&self.application, self.desk.authors.revisions())
    }

    /// Refuses an act from a page that showed something else of the case.
    pub(super) fn check_shown(&self, code: &str) -> Result<(), PageError> {
        let application = self.application.id();
        self.shown().check(code, Case { application })
    }

    /// Whether this was judged on the submission before and changed since.
    pub(super) fn needs_another_look(&self, item: ScreenItem) -> bool {
        self.previous.as_ref().is_some_and(|previous| {
            previous.findings.verdict(item).is_some()
                && self.desk.findings.verdict(item).is_none()
                && unchanged(&previous.submission.dossier, self.dossier(), &[item]).is_empty()
        })
    }

    /// The name of an item in a sentence.
    pub(super) fn item_name(&self, item: ScreenItem) -> String {
        words::item_name(&self.rules, &self.catalogue, self.dossier(), item)
    }

    /// The same in the list of the case: instances of one scenario are told apart, others are short.
    pub(super) fn item_label(&self, item: ScreenItem) -> String {
        let ScreenItem::Instance(id) = item else {
            return self.item_name(item);
        };
        let instances = &self.dossier().instances;
        match instances.iter().find(|instance| instance.id == id) {
            Some(instance)
                if instances
                    .iter()
                    .filter(|other| other.scenario == instance.scenario)
                    .count()
                    == 1 =>
            {
                words::scenario_name(&self.catalogue, instance)
            }
            _ => self.item_name(item),
        }
    }

    /// What stands against a recommendation, in words.
    pub(super) fn obstacles(&self) -> Vec<String> {
        let found = &self.desk.screened.obstacles;
        words::obstacles(found, self.application.tier(), |item| self.item_name(item))
    }

    /// How many different scenarios are confirmed, and how many are needed.
    pub(super) fn confirmed(&self) -> (usize, i64) {
        let tier = self.application.tier();
        let report = self.desk.screened.reports.get(tier);
        let need =
            report
                .finding(RuleId::ScenarioCount)
                .map_or(0, |finding| match finding.required {
                    Measure::Number(number) => i64::from(number),
                    _ => 0,
                });
        (self.desk.screened.confirmed_count(tier), need)
    }
}

async fn previous(
    conn: &mut PgConnection,
    application: &ApplicationRef,
    newest: i32,
) -> Result<Option<Previous>, ScreeningError> {
    let Some(submission) = submissions::find(conn, application, newest - 1).await? else {
        return Ok(None);
    };
    let findings = screening::findings(conn, application, submission.number).await?;
    Ok(Some(Previous {
        submission,
        findings,
    }))
}

impl From<ScreeningError> for PageError {
    fn from(error: ScreeningError) -> Self {
        match error {
            ScreeningError::NoSuchItem => Self::NotFound,
            ScreeningError::Access(error) => error.into(),
            ScreeningError::Transition(error) => error.into(),
            ScreeningError::Submission(SubmissionError::Database(error)) => error.into(),
            error => Self::Internal(error.into()),
        }
    }
}
