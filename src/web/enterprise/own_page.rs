//! Loads what every page of an own application shows, and frames its sections.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{links::OwnLinks, paths};
use crate::{
    access::{
        EnterpriseMember, Refusal,
        enterprise::{self, Editing, OwnApplication},
    },
    app::AppState,
    db::{
        applications::{
            names,
            own::{self, Head},
        },
        dossiers,
        editions::SeasonEditions,
        returns::{self, OpenReturn},
        seasons::{self, Season},
        submissions,
    },
    domain::{
        application::Status,
        dossier::Dossier,
        ids::ApplicationId,
        letter::ApplicationNames,
        returns::{ReturnItem, ReturnPoint},
        rules::{TierReport, TierReports, assess_all},
        tier::Tier,
    },
    text::{format, page_errors, sections},
    web::{
        error::{PageError, PageResult},
        parts::SummaryRow,
        precheck_view::PrecheckView,
    },
};

/// An own application with everything its pages show.
pub struct OwnPage {
    /// The right to read it.
    pub own: OwnApplication,
    /// What may be edited of it now.
    pub editing: Editing,
    /// What has to be corrected, while it is returned.
    pub returned: Option<OpenReturn>,
    /// Factory, bureau, outcome, last save.
    pub head: Head,
    /// How it is called.
    pub names: ApplicationNames,
    /// Its season.
    pub season: Season,
    /// The draft as it stands, or what was submitted last.
    pub dossier: Dossier,
    /// What it is judged by.
    pub editions: SeasonEditions,
    /// The pre-check of all tiers.
    pub reports: TierReports,
}

impl OwnPage {
    /// Reads an own application in a fixed number of queries.
    pub async fn load(
        app: &AppState,
        conn: &mut PgConnection,
        me: &EnterpriseMember,
        id: ApplicationId,
        now: DateTime<Utc>,
    ) -> PageResult<Self> {
        let (own, editing) = enterprise::own_standing(conn, me, id, now).await?;
        let application = own.application();
        let season = seasons::find(conn, application.season())
            .await?
            .ok_or(PageError::NotFound)?;
        let editions = app.editions.of(conn, &season).await?;
        let edited = application.status().is_editable() || application.submission() == 0;
        let dossier = if edited {
            dossiers::current(conn, application).await?
        } else {
            let newest = submissions::newest(conn, application).await;
            newest.map_err(anyhow::Error::from)?.dossier
        };
        let reports = assess_all(&dossier.claimed_facts(&editions.catalogue), &editions.rules);
        Ok(Self {
            head: own::head(conn, &own).await?,
            names: names::of(conn, application).await?,
            returned: returns::find_open(conn, application).await?,
            own,
            editing,
            season,
            dossier,
            editions,
            reports,
        })
    }

    /// Its identifier.
    pub fn id(&self) -> ApplicationId {
        self.own.application().id()
    }

    /// The tier applied for.
    pub fn tier(&self) -> Tier {
        self.own.application().tier()
    }

    /// Where it stands.
    pub fn status(&self) -> Status {
        self.own.application().status()
    }

    /// What has to be corrected in a section, scenario by scenario in the one of the scenarios.
    pub fn remarks(&self, item: ReturnItem) -> Vec<&str> {
        let points = self.returned.iter().flat_map(|open| &open.points);
        let of = |point: &&ReturnPoint| {
            point.item == item || (item == ReturnItem::Scenarios && item.covers(&point.item))
        };
        points
            .filter(of)
            .map(|point| point.remark.as_str())
            .collect()
    }

    /// The pre-check of the tier applied for.
    pub fn report(&self) -> &TierReport {
        self.reports.get(self.tier())
    }

    /// The pre-check as the pages show it, for the tier chosen.
    pub fn precheck(&self, chosen: Tier) -> PrecheckView {
        let links = OwnLinks::of(self);
        PrecheckView::build(&self.reports, &self.editions.catalogue, chosen, &links)
    }

    /// Why a section cannot be edited now; none when it can.
    pub fn lock(&self, item: &ReturnItem) -> Option<String> {
        match &self.editing {
            Editing::Open { scope, .. } if scope.allows(item) => None,
            Editing::Open { .. } => Some(sections::LOCKED_BY_RETURN.to_owned()),
            Editing::Shut(refusal) => Some(locked(*refusal)),
        }
    }

    /// The refusal that a post to a shut application gets.
    pub fn refusal(&self) -> Option<Refusal> {
        match &self.editing {
            Editing::Open { .. } => None,
            Editing::Shut(refusal) => Some(*refusal),
        }
    }

    /// Until when it may be edited, with the time that is left.
    pub fn deadline(&self, now: DateTime<Utc>) -> Option<Deadline> {
        match &self.editing {
            Editing::Open { deadline, .. } => Some(Deadline {
                at: format::deadline(*deadline),
                left: format::countdown(now, *deadline),
            }),
            Editing::Shut(_) => None,
        }
    }

    /// What every page of it shows around its own content.
    pub fn frame(&self, now: DateTime<Utc>) -> Frame {
        let application = self.id();
        Frame {
            title: sections::application_title(self.tier()),
            factory: self.dossier.factory.name.clone(),
            season: self.season.title.clone(),
            home: paths::Application { application }.to_string(),
            precheck: self.precheck(self.tier()),
            precheck_href: paths::Precheck { application }.to_string(),
            strip_href: paths::PrecheckStrip { application }.to_string(),
            check_href: paths::Check { application }.to_string(),
            deadline: self.deadline(now),
        }
    }

    /// A section's frame. `stored`: its answers as they are saved.
    pub fn section(&self, item: &ReturnItem, here: String, stored: Vec<SummaryRow>) -> Section {
        Section {
            here,
            lock: self.lock(item),
            stored,
            conflict: false,
        }
    }
}

/// Why a shut application cannot be edited.
pub fn locked(refusal: Refusal) -> String {
    match refusal {
        Refusal::Closed {
            opens_at,
            closes_at,
        } => sections::locked_by_time(opens_at, closes_at),
        Refusal::WrongState(status) => sections::locked_by_status(status),
        Refusal::NotYours => page_errors::not_found().what,
    }
}

/// A deadline in words.
#[derive(Clone, Debug)]
pub struct Deadline {
    /// Day and time.
    pub at: String,
    /// How long that is from now.
    pub left: String,
}

/// What every page of an own application shows around its own content.
#[derive(Clone, Debug)]
pub struct Frame {
    /// How the application is called.
    pub title: String,
    /// The factory.
    pub factory: String,
    /// The season.
    pub season: String,
    /// The application's home.
    pub home: String,
    /// The pre-check of the tier applied for.
    pub precheck: PrecheckView,
    /// The whole pre-check.
    pub precheck_href: String,
    /// The pre-check of the rail alone.
    pub strip_href: String,
    /// Where the answers are checked and submitted.
    pub check_href: String,
    /// Until when it may be edited; none when it may not.
    pub deadline: Option<Deadline>,
}

/// One section: its form, or its answers when it cannot be edited.
#[derive(Clone, Debug)]
pub struct Section {
    /// Where the form posts to.
    pub here: String,
    /// Why it cannot be edited; none when it can.
    pub lock: Option<String>,
    /// Its answers as they are saved.
    pub stored: Vec<SummaryRow>,
    /// Whether somebody else saved it while this form was filled in.
    pub conflict: bool,
}
