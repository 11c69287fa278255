//! All filed reviews of one application side by side, as a page to print and as a table.

use askama::Template;
use axum::{
    body::Body,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use sqlx::PgConnection;

use super::paths;
use crate::{
    access::{
        Administrator,
        admin::{AnyApplication, any_application},
    },
    app::AppState,
    db::{
        applications::names,
        assignments::{self, FiledReview},
        audit::{self, Entry},
        editions::SeasonEditions,
        seasons,
        submissions::{self, Submission},
    },
    domain::{audit::AuditAct, letter::ApplicationNames, link::Group, review::draft::ReviewDraft},
    export::{filed_reviews as file, stream::spooled},
    text::{
        filed_reviews as words, format,
        labels::{group_label, tier_label},
        review as review_words,
    },
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now},
        headers::{Disposition, disposition},
        view::{Layout, View},
    },
};

#[derive(Template)]
#[template(path = "admin/filed_reviews.html")]
struct Page {
    layout: Layout,
    names: ApplicationNames,
    tier: &'static str,
    back: String,
    table: String,
    experts: Vec<Expert>,
    sections: Vec<Section>,
}

/// Whose review a column is.
struct Expert {
    name: String,
    employer: String,
    filed_at: String,
    total: String,
    /// Why it does not count any more; empty for one that counts.
    superseded: String,
}

/// One part of all reviews: a row for each thing judged, a column for each review.
struct Section {
    title: &'static str,
    rows: Vec<Row>,
}

struct Row {
    title: String,
    cells: Vec<Found>,
}

/// What one expert found, and why.
struct Found {
    value: String,
    remark: String,
}

/// Everything that was filed of one application.
struct Filed {
    right: AnyApplication,
    editions: SeasonEditions,
    submission: Submission,
    reviews: Vec<FiledReview>,
}

impl Filed {
    async fn read(
        app: &AppState,
        conn: &mut PgConnection,
        me: &Administrator,
        path: paths::FiledReviews,
    ) -> PageResult<Self> {
        let right = any_application(conn, me, path.application).await?;
        let application = right.application();
        let season = seasons::find(conn, application.season()).await?;
        let season = season.ok_or(PageError::NotFound)?;
        let submission = submissions::find(conn, application, application.submission())
            .await
            .map_err(|error| PageError::Internal(error.into()))?
            .ok_or(PageError::NotFound)?;
        Ok(Self {
            editions: app.editions.of(conn, &season).await?,
            reviews: assignments::filed_reviews(conn, &right).await?,
            submission,
            right,
        })
    }

    fn experts(&self) -> Vec<Expert> {
        let expert = |filed: &FiledReview| Expert {
            name: filed.name.clone(),
            employer: filed.employer.clone(),
            filed_at: format::moment(filed.filed_at),
            total: format::points(filed.total),
            superseded: filed.superseded.clone().unwrap_or_default(),
        };
        self.reviews.iter().map(expert).collect()
    }

    fn row(&self, title: String, found: impl Fn(&ReviewDraft) -> Option<(String, String)>) -> Row {
        let cell = |filed: &FiledReview| {
            let (value, remark) = found(&filed.review).unwrap_or_default();
            Found { value, remark }
        };
        Row {
            title,
            cells: self.reviews.iter().map(cell).collect(),
        }
    }

    fn sections(&self) -> Vec<Section> {
        let scores = self.editions.sheet.criteria.iter().map(|criterion| {
            let title = words::criterion(&criterion.title, criterion.max);
            self.row(title, |review| {
                let score = review.scores.get(&criterion.id)?;
                Some((format::points(score.points), score.comment.clone()))
            })
        });
        let opinion = self.row(words::OVERALL.to_owned(), |review| {
            Some((String::new(), review.opinion.clone()))
        });
        let quality = Group::ALL.into_iter().map(|group| {
            self.row(group_label(group).to_owned(), |review| {
                let found = review.quality.get(&group)?;
                let judged = review_words::judgement_label(found.judgement);
                Some((judged.to_owned(), found.comment.clone()))
            })
        });
        let scenes = self.submission.dossier.instances.iter().map(|instance| {
            let name = review_words::scene_name(&self.editions.catalogue, instance);
            let title = words::claimed_scene(&name, instance.claimed_tier);
            self.row(title, |review| {
                let tier = review.instances.get(&instance.id)?;
                Some((
                    review_words::accepted_label(*tier).to_owned(),
                    String::new(),
                ))
            })
        });
        vec![
            Section {
                title: words::SCORES,
                rows: scores.collect(),
            },
            Section {
                title: words::OVERALL,
                rows: vec![opinion],
            },
            Section {
                title: words::QUALITY,
                rows: quality.collect(),
            },
            Section {
                title: words::SCENES,
                rows: scenes.collect(),
            },
        ]
    }

    /// One record for each thing that each expert judged.
    fn records(&self) -> Vec<file::ReviewRecord> {
        let experts = self.experts();
        let mut records = Vec::new();
        for section in self.sections() {
            for row in section.rows {
                for (expert, found) in experts.iter().zip(row.cells) {
                    records.push(file::ReviewRecord {
                        expert: expert.name.clone(),
                        employer: expert.employer.clone(),
                        filed_at: expert.filed_at.clone(),
                        total: expert.total.clone(),
                        standing: words::standing(expert.superseded.is_empty()).to_owned(),
                        section: section.title.to_owned(),
                        item: row.title.clone(),
                        value: found.value,
                        remark: found.remark,
                    });
                }
            }
        }
        records
    }
}

/// The page; an application that was never submitted has none.
pub(super) async fn show(
    path: paths::FiledReviews,
    me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let filed = Filed::read(&app, &mut conn, &me, path).await?;
    let application = path.application;
    Ok(View(Page {
        layout: furniture.layout(),
        names: names::of(&mut conn, filed.right.application()).await?,
        tier: tier_label(filed.right.application().tier()),
        back: paths::Application { application }.to_string(),
        table: paths::FiledReviewsTable { application }.to_string(),
        experts: filed.experts(),
        sections: filed.sections(),
    }))
}

/// The same as a table; that it was taken is recorded.
pub(super) async fn table(
    path: paths::FiledReviewsTable,
    me: Administrator,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let application = path.application;
    let path = paths::FiledReviews { application };
    let filed = Filed::read(&app, &mut tx, &me, path).await?;
    let names = names::of(&mut tx, filed.right.application()).await?;
    let records = filed.records();
    let entry = Entry {
        act: AuditAct::Export,
        application: Some(application),
        detail: serde_json::json!({ "table": "filed_reviews", "rows": records.len() }),
    };
    audit::record(&mut tx, &me, &entry, now).await?;
    tx.commit().await?;
    let table = spooled(move |writer| file::csv(records, writer))
        .await
        .map_err(|error| PageError::Internal(error.into()))?;
    let name = words::filed_reviews_file(&names.enterprise);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_LENGTH, table.length.to_string()),
        (
            header::CONTENT_DISPOSITION,
            disposition(Disposition::Attachment, &name),
        ),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(table.stream)).into_response())
}
