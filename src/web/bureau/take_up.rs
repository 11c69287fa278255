//! Taking a case up again whose return was not answered in time.

use axum::{extract::State, response::Response};
use serde::Deserialize;

use super::{
    case_file::CaseFile,
    paths::{Case, TakeUpCase},
};
use crate::{
    access::{BureauOfficer, MayChange, bureau::overdue_return},
    app::AppState,
    web::{
        error::PageResult,
        extract::{Now, Posted},
        notice::{Notice, see_other},
    },
    workflow::take_up::take_up,
};

/// What the page showed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    shown: String,
}

/// Does it; the button stands on the case with what follows from it.
pub(super) async fn send(
    path: TakeUpCase,
    me: BureauOfficer,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(form): Posted<Form>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let case = overdue_return(&mut tx, &me, path.application, now).await?;
    let file = CaseFile::read(&mut tx, &app, case.application()).await?;
    file.check_shown(&form.shown)?;
    take_up(&mut tx, &me, case, now).await?;
    tx.commit().await?;
    let case = Case {
        application: path.application,
    };
    Ok(see_other(case, Notice::TakenUp))
}
