//! The audit trail: read and exported, never changed.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};

use super::{
    filter::{self, Query},
    paths::{ExportTrail, Trail},
};
use crate::{
    access::AuditAdministrator,
    app::AppState,
    db::{
        audit::{self, Entry},
        audit_trail::{self, TrailRow},
    },
    domain::audit::AuditAct,
    export::{audit_trail as file, audit_trail::TrailRecord},
    text::{
        account::{shown, shown_login},
        audit as words,
        audit_facts::{self, Names},
        format,
    },
    web::{
        error::PageResult,
        extract::{Furniture, Now, Queried},
        form::{Choice, Errors},
        parts::Pager,
        tables,
        view::{Layout, View},
    },
};

/// Entries on one page, and in one file.
const PAGE: usize = 50;
const FILE: i64 = 50_000;

#[derive(Template)]
#[template(path = "audit/trail.html")]
struct TrailPage {
    layout: Layout,
    errors: Errors,
    query: Query,
    acts: Vec<Choice>,
    roles: Vec<Choice>,
    rows: Vec<TrailRecord>,
    pager: Pager,
    /// How many entries are folded, and where they are shown; none when nothing is.
    folded: Option<(String, String)>,
    export: String,
    file: i64,
}

fn worded(row: TrailRow, names: &Names) -> TrailRecord {
    TrailRecord {
        number: row.id,
        at: format::second(row.at),
        role: words::actor_label(&row.actor_role).to_owned(),
        login: shown_login(&row.login),
        who: row.who,
        act: words::stored_act_label(&row.act).to_owned(),
        application: row.number.unwrap_or_default(),
        facts: audit_facts::facts(&row.detail, names),
    }
}

/// The entries, newest first.
pub(super) async fn show(
    _: Trail,
    me: AuditAdministrator,
    furniture: Furniture,
    State(app): State<AppState>,
    Queried(query): Queried<Query>,
) -> PageResult<Response> {
    let (filter, errors) = query.read();
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut conn = app.db.acquire().await?;
    let mut rows = audit_trail::page(&mut conn, &me, &filter, limit).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let last = rows.last().filter(|_| more).map(|row| row.id);
    let names = audit_trail::names(&mut conn, &me, &rows).await?;
    let folded = audit_trail::folded(&mut conn, &me, &filter, last).await?;
    let unfolded = Query {
        all: "yes".to_owned(),
        ..query.clone()
    };
    let page = TrailPage {
        layout: furniture.layout(),
        errors,
        acts: filter::acts(),
        roles: filter::roles(),
        pager: Pager {
            summary: shown(rows.len()),
            previous: query.before.map(|_| query.address(Trail, None)),
            next: last.map(|last| query.address(Trail, Some(last))),
        },
        rows: rows.into_iter().map(|row| worded(row, &names)).collect(),
        folded: (folded > 0)
            .then(|| (words::folded(folded), unfolded.address(Trail, query.before))),
        export: query.address(ExportTrail, None),
        query,
        file: FILE,
    };
    Ok(View(page).into_response())
}

/// The entries of the same filter as a file; the export itself is an entry too.
pub(super) async fn export(
    _: ExportTrail,
    me: AuditAdministrator,
    Now(now): Now,
    State(app): State<AppState>,
    Queried(query): Queried<Query>,
) -> PageResult<Response> {
    let (filter, _) = query.read();
    let mut tx = app.db.begin().await?;
    let rows = audit_trail::page(&mut tx, &me, &filter, FILE).await?;
    let names = audit_trail::names(&mut tx, &me, &rows).await?;
    record(&mut tx, &me, rows.len(), now).await?;
    tx.commit().await?;
    tables::download(words::FILE_NAME, tables::CSV, move |writer| {
        file::csv(rows.into_iter().map(|row| worded(row, &names)), writer)
    })
    .await
}

async fn record(
    conn: &mut sqlx::PgConnection,
    me: &AuditAdministrator,
    rows: usize,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let entry = Entry {
        act: AuditAct::Export,
        application: None,
        detail: serde_json::json!({ "rows": rows }),
    };
    audit::record(conn, me, &entry, now).await
}
