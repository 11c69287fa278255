//! Taking a case up again whose return was not answered in time.

use axum::{extract::State, response::Response};

use super::paths::{Case, TakeUpCase};
use crate::{
    access::{BureauOfficer, bureau::overdue_return},
    app::AppState,
    web::{
        error::PageResult,
        extract::Now,
        notice::{Notice, see_other},
    },
    workflow::take_up::take_up,
};

/// Does it; the button stands on the case with what follows from it.
pub(super) async fn send(
    path: TakeUpCase,
    me: BureauOfficer,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let case = overdue_return(&mut tx, &me, path.application, now).await?;
    take_up(&mut tx, &me, case, now).await?;
    tx.commit().await?;
    let case = Case {
        application: path.application,
    };
    Ok(see_other(case, Notice::TakenUp))
}
