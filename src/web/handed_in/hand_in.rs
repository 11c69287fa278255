//! Handing in: what the table will say, and the act.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::paths::HandIn;
use crate::{
    access::{BureauOfficer, tables::hand_in_desk},
    app::AppState,
    db::recommendations::{self, Ranked},
    domain::tier::Tier,
    text::labels::tier_label,
    web::{
        bureau::ranking_address,
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted, Queried},
        notice::{Notice, see_other},
        season_choice::Working,
        view::{Layout, View},
    },
    workflow::hand_in::{HandInError, content, frozen, hand_in},
};

/// Which season and tier, and what the page showed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    season: String,
    tier: String,
    /// The check code of the table as shown.
    shown: String,
}

#[derive(Template)]
#[template(path = "handed_in/hand_in.html")]
struct HandInPage {
    layout: Layout,
    path: HandIn,
    back: String,
    season: String,
    season_code: String,
    tier: Tier,
    tier_label: &'static str,
    number: i32,
    rows: Vec<Ranked>,
    shown: String,
}

/// What will be handed in; the highest tier where the address names none.
pub(super) async fn show(
    path: HandIn,
    me: BureauOfficer,
    furniture: Furniture,
    State(app): State<AppState>,
    Queried(asked): Queried<Asked>,
) -> PageResult<Response> {
    let tier = asked.tier.parse().unwrap_or(Tier::Leading);
    let mut tx = app.db.begin().await?;
    let working = Working::of_code(&mut tx, Some(me.bureau()), &asked.season).await?;
    let season = working.season;
    let desk = hand_in_desk(&mut tx, &me, (season.id, tier)).await?;
    let content = content(&mut tx, &desk).await?;
    let rows = recommendations::list(&mut tx, &me, season.id, tier).await?;
    let back = ranking_address(&season.code, tier);
    if rows.is_empty() {
        return Ok(see_other(back, Notice::NothingToHandIn));
    }
    Ok(View(HandInPage {
        layout: furniture.layout(),
        path,
        back,
        season: season.title.clone(),
        season_code: season.code.clone(),
        tier,
        tier_label: tier_label(tier),
        number: content.number,
        shown: frozen(&content)?.digest.to_string(),
        rows,
    })
    .into_response())
}

/// Hands it in.
pub(super) async fn post(
    _: HandIn,
    me: BureauOfficer,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(asked): Posted<Asked>,
) -> PageResult<Response> {
    let tier: Tier = asked.tier.parse().map_err(|_| PageError::BadRequest)?;
    let mut tx = app.db.begin().await?;
    let working = Working::of_code(&mut tx, Some(me.bureau()), &asked.season).await?;
    let season = working.season;
    let desk = hand_in_desk(&mut tx, &me, (season.id, tier)).await?;
    let back = ranking_address(&season.code, tier);
    let told = match hand_in(&mut tx, &me, &desk, &asked.shown, now).await {
        Ok(_) => {
            tx.commit().await?;
            Notice::HandedIn
        }
        Err(HandInError::Empty) => Notice::NothingToHandIn,
        Err(HandInError::Already) => Notice::HandedInAlready,
        Err(HandInError::Moved) => return Err(PageError::Stale),
        Err(HandInError::Database(error)) => return Err(error.into()),
    };
    Ok(see_other(back, told))
}
