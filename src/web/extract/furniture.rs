//! The furniture of a page (header, navigation, season), ready to become its `Layout`.

use std::sync::Arc;

use axum::{extract::FromRequestParts, http::request::Parts};
use chrono::{DateTime, Utc};

use super::{Now, SessionContext};
use crate::{
    access::session,
    app::{App, AppState},
    config::Office,
    crypto::Token,
    db::seasons::Season,
    domain::{role::Role, season::Stage},
    text::{demo, format, roles, season_labels},
    web::{
        error::PageError,
        navigation,
        view::{Flash, Layout, SeasonNotice, Viewer},
    },
};

/// The furniture of a page.
#[derive(Clone, Debug)]
pub struct Furniture {
    layout: Layout,
    context: Arc<SessionContext>,
}

impl Furniture {
    /// The page's layout.
    #[must_use]
    pub fn layout(&self) -> Layout {
        self.layout.clone()
    }

    /// The open season.
    ///
    /// # Errors
    /// [`PageError::NoSeason`] when none is open.
    pub fn season(&self) -> Result<&Season, PageError> {
        self.context.season.as_ref().ok_or(PageError::NoSeason)
    }
}

impl Furniture {
    /// The same page for the person whose session has just begun.
    ///
    /// # Errors
    /// The database's.
    pub async fn of_session(
        &self,
        app: &App,
        token: &Token,
        now: DateTime<Utc>,
    ) -> sqlx::Result<Self> {
        let mut conn = app.db.acquire().await?;
        let limits = app.session_limits();
        let signed_in = session::authenticate(&mut conn, &token.digest(), limits, now).await?;
        let context = SessionContext {
            signed_in,
            ..SessionContext::clone(&self.context)
        };
        Ok(Self::of(Arc::new(context), app, now))
    }
}

impl FromRequestParts<AppState> for Furniture {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, PageError> {
        let Ok(Now(now)) = Now::from_request_parts(parts, app).await;
        Ok(Self::of(context(parts)?, app, now))
    }
}

impl Furniture {
    /// The furniture for whoever asks.
    pub(in crate::web) fn of(context: Arc<SessionContext>, app: &App, now: DateTime<Utc>) -> Self {
        let role = context
            .signed_in
            .as_ref()
            .map(|signed_in| signed_in.actor.role());
        let viewer = context.signed_in.as_ref().map(|signed_in| {
            let role = signed_in.actor.role();
            let name = if signed_in.organisation.is_empty() {
                signed_in.name.clone()
            } else {
                signed_in.organisation.clone()
            };
            Viewer {
                name,
                role: roles::role_label(role),
                home: navigation::home(role),
            }
        });
        let layout = Layout {
            viewer,
            navigation: navigation::items(role, &context.path),
            flash: context.notice.map(|notice| Flash {
                kind: notice.kind(),
                text: notice.text(),
            }),
            season: context
                .season
                .as_ref()
                .and_then(|season| season_notice(season, stage(role), now)),
            unread: context
                .signed_in
                .as_ref()
                .map_or(0, |signed_in| signed_in.unread),
            demonstration: app.demonstration,
            elder: context.elder,
            office: office(&app.config.office, app.demonstration),
            return_to: context.path.clone(),
            ..Layout::default()
        };
        Self { layout, context }
    }
}

/// The stage whose end a role has to keep in mind.
const fn stage(role: Option<Role>) -> Stage {
    match role {
        Some(Role::Bureau) => Stage::Bureau,
        Some(Role::Expert) => Stage::Review,
        _ => Stage::Enterprise,
    }
}

fn season_notice(season: &Season, stage: Stage, now: DateTime<Utc>) -> Option<SeasonNotice> {
    let window = season.windows.of(stage);
    window.is_open(now).then(|| SeasonNotice {
        title: season.title.clone(),
        closing: season_labels::closing(stage),
        deadline: format::deadline(window.closes_at()),
        remaining: format::countdown(now, window.closes_at()),
    })
}

/// What the installation has been told; a demonstration shows the furniture whole.
fn office(told: &Office, demonstration: bool) -> Office {
    let or = |text: &str, invented: &str| match text {
        "" if demonstration => invented.to_owned(),
        text => text.to_owned(),
    };
    Office {
        telephone: or(&told.telephone, demo::TELEPHONE),
        support: or(&told.support, demo::SUPPORT),
        ..told.clone()
    }
}

fn context(parts: &Parts) -> Result<Arc<SessionContext>, PageError> {
    let missing = || PageError::Internal(anyhow::anyhow!("no session layer on this route"));
    parts
        .extensions
        .get::<Arc<SessionContext>>()
        .cloned()
        .ok_or_else(missing)
}
