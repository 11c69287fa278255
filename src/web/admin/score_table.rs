//! The filed reviews of one application as a workbook that the experts sign (专家评分表).

use axum::{extract::State, response::Response};

use super::{filed_reviews::Filed, paths};
use crate::{
    access::Administrator,
    app::AppState,
    db::{
        applications::names,
        audit::{self, Entry},
    },
    domain::{audit::AuditAct, time},
    export::{
        score_table::{self, ScoreRow, ScoredCase},
        table_head::TableHead,
    },
    text::{
        exports::{self, kind},
        format,
        labels::tier_label,
    },
    web::{error::PageResult, extract::Now, tables},
};

/// The table of the reviews that count; that it was taken is recorded.
pub(super) async fn download(
    path: paths::ScoreTable,
    me: Administrator,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let application = path.application;
    let mut filed = Filed::read(&app, &mut tx, &me, paths::FiledReviews { application }).await?;
    filed.keep_those_that_count();
    let names = names::of(&mut tx, filed.application()).await?;
    let tier = tier_label(filed.application().tier());
    let rows = rows(&filed);
    let entry = Entry {
        act: AuditAct::Export,
        application: Some(application),
        detail: serde_json::json!({ "table": "scores", "rows": rows.len() }),
    };
    audit::record(&mut tx, &me, &entry, now).await?;
    tx.commit().await?;
    let number = names.number.unwrap_or_default();
    let head = TableHead {
        unit: app.config.office.name.clone(),
        number: exports::table_number(kind::SCORES, &number, "", time::beijing_date(now)),
        season: names.season,
        tier: tier.to_owned(),
        date: format::date_of(now),
        code: None,
        made_at: now,
    };
    let experts = filed.experts().into_iter();
    let case = ScoredCase {
        experts: experts
            .map(|expert| exports::scoring_expert(&expert.name, &expert.employer))
            .collect(),
        enterprise: names.enterprise,
        factory: names.factory,
        number,
    };
    let name = exports::file_name(&[&case.enterprise], exports::SCORES_SHEET);
    tables::workbook(&name, move |writer| {
        score_table::xlsx(&head, &case, rows, writer)
    })
    .await
}

/// One row for each thing judged; the totals stand behind the points.
fn rows(filed: &Filed) -> Vec<ScoreRow> {
    let mut rows = Vec::new();
    for (at, section) in filed.sections().into_iter().enumerate() {
        let title = section.title;
        let found = section.rows.into_iter().map(|row| ScoreRow {
            section: title.to_owned(),
            item: row.title,
            found: row
                .cells
                .into_iter()
                .map(|found| exports::two_lines(&found.value, &found.remark))
                .collect(),
        });
        rows.extend(found);
        if at == 0 {
            let totals = filed.experts().into_iter().map(|expert| expert.total);
            rows.push(ScoreRow {
                section: title.to_owned(),
                item: exports::TOTAL.to_owned(),
                found: totals.collect(),
            });
        }
    }
    rows
}
