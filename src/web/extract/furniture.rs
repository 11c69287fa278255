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

    /// The newest open season, whose editions the public is shown.
    ///
    /// # Errors
    /// [`PageError::NoSeason`] when none is open.
    pub fn season(&self) -> Result<&Season, PageError> {
        self.seasons().first().ok_or(PageError::NoSeason)
    }

    /// The open seasons, newest first.
    #[must_use]
    pub fn seasons(&self) -> &[Season] {
        &self.context.seasons
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
            season: season_notice(&context.seasons, stage(role), now),
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

/// The nearest end of the stage among the open seasons and their tiers.
fn season_notice(seasons: &[Season], stage: Stage, now: DateTime<Utc>) -> Option<SeasonNotice> {
    let nearest = seasons.iter().flat_map(|season| {
        let groups = season.tiers.groups().into_iter();
        groups.map(move |(tiers, windows)| (season, tiers, *windows.of(stage)))
    });
    let (season, tiers, window) = nearest
        .filter(|(_, _, window)| window.is_open(now))
        .min_by_key(|(_, _, window)| window.closes_at())?;
    let all = tiers.len() == season.tiers.iter().count();
    Some(SeasonNotice {
        title: season.title.clone(),
        closing: season_labels::closing_of(if all { &[] } else { &tiers }, stage),
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
