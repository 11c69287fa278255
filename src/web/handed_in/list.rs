//! The recommendation tables of all bureaus, as the office sees them.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use serde::Deserialize;

use super::paths::{Paper, ReopenAny, Tables, Workbook};
use crate::{
    access::Administrator,
    app::AppState,
    db::{
        handed_in::{self, TierTable},
        table_papers,
    },
    domain::{handed_in::PaperKind, ids::HandedInTableId},
    text::{format, handed_in as words, labels::tier_label},
    web::{
        error::PageResult,
        extract::{Furniture, Queried},
        parts::Tab,
        season_choice::Working,
        view::{Layout, View},
    },
};

/// Which season, as in the address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    season: String,
}

#[derive(Template)]
#[template(path = "handed_in/list.html")]
struct ListPage {
    layout: Layout,
    season: String,
    seasons: Vec<Tab>,
    rows: Vec<Row>,
}

struct Row {
    unit: String,
    tier: &'static str,
    recommended: i64,
    table: Option<Table>,
}

struct Table {
    number: String,
    length: i32,
    is_behind: bool,
    at: String,
    digest: String,
    workbook: String,
    reopen: String,
    papers: Vec<(&'static str, Option<String>)>,
}

/// The list.
pub(super) async fn show(
    _: Tables,
    me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
    Queried(asked): Queried<Asked>,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let working = Working::of_code(&mut conn, None, &asked.season).await?;
    let tables = handed_in::of_season(&mut conn, &me, working.season.id).await?;
    let ids: Vec<HandedInTableId> = tables.iter().filter_map(|row| row.table).collect();
    let papers = table_papers::papers(&mut conn, &ids).await?;
    let papers: BTreeMap<_, _> = papers
        .into_iter()
        .map(|paper| {
            let place = (paper.table, paper.kind.as_str());
            (place, Paper { paper: paper.id }.to_string())
        })
        .collect();
    let paper = |table, kind: PaperKind| papers.get(&(table, kind.as_str())).cloned();
    Ok(View(ListPage {
        layout: furniture.layout(),
        seasons: working.tabs(|other| format!("{Tables}?season={}", other.code)),
        season: working.season.title.clone(),
        rows: tables.into_iter().map(|row| shown(row, &paper)).collect(),
    }))
}

fn shown(row: TierTable, paper: &impl Fn(HandedInTableId, PaperKind) -> Option<String>) -> Row {
    let table = row.table.map(|table| Table {
        number: words::number(row.number.unwrap_or_default()),
        length: row.length.unwrap_or_default(),
        is_behind: row
            .length
            .is_some_and(|length| i64::from(length) < row.recommended),
        at: row.handed_in_at.map_or_else(String::new, format::moment),
        digest: row.digest.unwrap_or_default(),
        workbook: Workbook { table }.to_string(),
        reopen: ReopenAny { table }.to_string(),
        papers: PaperKind::ALL
            .map(|kind| (words::paper(kind), paper(table, kind)))
            .to_vec(),
    });
    Row {
        unit: row.unit,
        tier: tier_label(row.tier),
        recommended: row.recommended,
        table,
    }
}
