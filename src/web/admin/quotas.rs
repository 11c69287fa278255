//! The quotas of a season: one table of bureaus and tiers.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use sqlx::PgConnection;

use super::{paths, season_parse::whole};
use crate::{
    access::{Administrator, admin::season_desk},
    app::AppState,
    db::{
        quotas,
        regions::{self, Bureau},
        seasons,
    },
    domain::{
        field::{FieldError, FieldErrors},
        ids::BureauId,
        tier::Tier,
    },
    text::{admin as words, labels::tier_label},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted},
        form::Errors,
        notice::{self, Notice},
        view::{Layout, View},
    },
    workflow::change_season::set_quotas,
};

/// The tiers that are recommended; the basic tier is filed without a quota.
const TIERS: [Tier; 3] = [Tier::Advanced, Tier::Excellent, Tier::Leading];

/// What was posted: a number under the name of its field.
type Input = HashMap<String, String>;

#[derive(Template)]
#[template(path = "admin/quotas.html")]
struct Page {
    layout: Layout,
    title: String,
    back: String,
    errors: Errors,
    tiers: [&'static str; 3],
    rows: Vec<Row>,
    /// The sums of the tiers, then of all.
    sums: Vec<Sum>,
}

struct Row {
    league: String,
    cells: Vec<Cell>,
    sum: Sum,
}

/// Quotas as saved, taken together.
#[derive(Clone, Copy, Default)]
struct Sum {
    quota: i32,
    used: i64,
    /// How many of them have no limit.
    unlimited: usize,
}

impl Sum {
    fn of<'a>(cells: impl IntoIterator<Item = &'a Cell>) -> Self {
        cells.into_iter().fold(Self::default(), |sum, cell| Self {
            quota: sum.quota + cell.saved.unwrap_or_default(),
            used: sum.used + cell.used,
            unlimited: sum.unlimited + usize::from(cell.saved.is_none()),
        })
    }
}

struct Cell {
    name: String,
    label: String,
    tier: &'static str,
    value: String,
    saved: Option<i32>,
    used: i64,
    is_wrong: bool,
}

impl Page {
    fn sum(&self, sum: &Sum) -> String {
        words::quota_sum(sum.quota, sum.unlimited, sum.used)
    }
}

fn name_of(bureau: BureauId, tier: Tier) -> String {
    format!("{tier}-{bureau}")
}

async fn page(
    conn: &mut PgConnection,
    furniture: &Furniture,
    path: &paths::Quotas,
    posted: Option<(Input, Errors)>,
) -> PageResult<View<Page>> {
    let season = seasons::find(conn, path.season).await?;
    let season = season.ok_or(PageError::NotFound)?;
    let stored = quotas::of(conn, season.id).await?;
    let bureaus = regions::bureaus(conn).await?;
    let (input, errors) = posted.map_or((None, Errors::default()), |(input, errors)| {
        (Some(input), errors)
    });
    let cell = |bureau: &Bureau, tier: Tier| {
        let name = name_of(bureau.id, tier);
        let row = stored
            .iter()
            .find(|row| row.bureau == bureau.id && row.tier == tier);
        let quota = row.and_then(|row| row.quota);
        Cell {
            label: format!("{}{}", bureau.region, tier_label(tier)),
            tier: tier_label(tier),
            value: input.as_ref().map_or_else(
                || quota.map_or_else(String::new, |quota| quota.to_string()),
                |input| input.get(&name).cloned().unwrap_or_default(),
            ),
            saved: quota,
            used: row.map_or(0, |row| row.used),
            is_wrong: errors.get(&name).is_some(),
            name,
        }
    };
    let row = |bureau: &Bureau| {
        let cells: Vec<Cell> = TIERS.map(|tier| cell(bureau, tier)).into_iter().collect();
        Row {
            league: bureau.region.clone(),
            sum: Sum::of(&cells),
            cells,
        }
    };
    let rows: Vec<Row> = bureaus.iter().map(row).collect();
    let tier_sum = |at: usize| Sum::of(rows.iter().filter_map(|row| row.cells.get(at)));
    let mut sums: Vec<Sum> = (0..TIERS.len()).map(tier_sum).collect();
    sums.push(Sum::of(rows.iter().flat_map(|row| &row.cells)));
    Ok(View(Page {
        layout: furniture.layout(),
        title: season.title,
        back: paths::Season { season: season.id }.to_string(),
        errors,
        tiers: TIERS.map(tier_label),
        rows,
        sums,
    }))
}

/// The table.
pub(super) async fn show(
    path: paths::Quotas,
    _me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut conn = app.db.acquire().await?;
    Ok(page(&mut conn, &furniture, &path, None)
        .await?
        .into_response())
}

fn parse(input: &Input, bureaus: &[Bureau]) -> Result<Vec<(BureauId, Tier, i32)>, Errors> {
    let (mut quotas, mut errors) = (Vec::new(), Errors::default());
    for bureau in bureaus {
        for tier in TIERS {
            let name = name_of(bureau.id, tier);
            match whole(input.get(&name).map_or("", String::as_str), 0, 999) {
                Ok(quota) => quotas.push((bureau.id, tier, quota.into())),
                Err(FieldError::Required) => {}
                Err(error) => {
                    let mut found = FieldErrors::default();
                    found.add("quota", error);
                    let label = format!("{}{}", bureau.region, tier_label(tier));
                    let sentence = Errors::of(&found, &[("quota", &label)]);
                    let sentence = sentence.iter().next().map_or("", |(_, words)| words);
                    errors.add(name, sentence);
                }
            }
        }
    }
    if errors.is_empty() {
        Ok(quotas)
    } else {
        Err(errors)
    }
}

/// Saves the table, or says what is wrong.
pub(super) async fn post(
    path: paths::Quotas,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let desk = season_desk(&mut tx, &me, path.season).await?;
    let bureaus = regions::bureaus(&mut tx).await?;
    match parse(&input, &bureaus) {
        Ok(new) => {
            set_quotas(&mut tx, &me, &desk, &new, now).await?;
            tx.commit().await?;
            Ok(notice::see_other(path, Notice::Saved))
        }
        Err(errors) => {
            let page = page(&mut tx, &furniture, &path, Some((input, errors))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
