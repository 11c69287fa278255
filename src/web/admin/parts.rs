//! What several of the administrator's pages need: the season worked on, filters, states as tags.

use sqlx::PgConnection;

use crate::{
    db::seasons::Season,
    domain::{application::Status, ids::SeasonId, tier::Tier},
    text::labels::tier_label,
    web::{
        error::{PageError, PageResult},
        form::Choice,
        parts::Tab,
        season_choice::Working,
        view::State,
    },
};

/// The season asked for; else the one where something waits.
pub(super) async fn working_season(
    conn: &mut PgConnection,
    asked: Option<SeasonId>,
) -> PageResult<Season> {
    Ok(Working::of_id(conn, None, asked).await?.season)
}

/// The part of an address that keeps a season asked for.
pub(super) fn season_query(asked: Option<SeasonId>) -> String {
    asked.map_or_else(String::new, |id| format!("&season={id}"))
}

/// An id or a code of an address; an empty one means none.
///
/// # Errors
/// [`PageError::BadRequest`] when it is neither.
pub(super) fn optional<T: std::str::FromStr>(text: &str) -> PageResult<Option<T>> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| PageError::BadRequest)
}

/// The tiers as answers of a filter.
pub(super) fn tiers() -> Vec<Choice> {
    Tier::ALL
        .map(|tier| Choice::new(tier.as_str(), tier_label(tier)))
        .to_vec()
}

/// Tabs for the tiers that the region decides on.
pub(super) fn tier_tabs(path: &str, current: Tier, season: Option<SeasonId>) -> Vec<Tab> {
    [Tier::Advanced, Tier::Excellent, Tier::Leading]
        .map(|tier| Tab {
            label: tier_label(tier).to_owned(),
            href: format!("{path}?tier={tier}{}", season_query(season)),
            current: tier == current,
        })
        .to_vec()
}

/// The colour of a state's tag.
pub(super) const fn tag(status: Status) -> State {
    match status {
        Status::Draft | Status::Withdrawn | Status::Pool => State::Neutral,
        Status::Submitted
        | Status::Returned
        | Status::Recommended
        | Status::Supplement
        | Status::InReview
        | Status::Proposed
        | Status::InPublicity => State::Todo,
        Status::Reviewed | Status::Held => State::Judge,
        Status::Concluded => State::Met,
        Status::NotRecommended
        | Status::FormallyRejected
        | Status::NotApproved
        | Status::Revoked => State::Unmet,
    }
}
