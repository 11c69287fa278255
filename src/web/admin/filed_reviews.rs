//! All filed reviews of one application side by side, as a page to print and as a table.

use askama::Template;
use axum::{extract::State, response::Response};
use sqlx::PgConnection;

use super::paths;
use crate::{
    access::{
        Administrator, ApplicationRef,
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
    export::filed_reviews as file,
    text::{
        filed_reviews as words, format,
        labels::{group_label, tier_label},
        review as review_words,
    },
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now},
        tables,
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
    workbook: String,
    experts: Vec<Expert>,
    sections: Vec<Section>,
}

/// Whose review a column is.
pub(super) struct Expert {
    pub(super) name: String,
    pub(super) employer: String,
    filed_at: String,
    pub(super) total: String,
    /// Why it does not count any more; empty for one that counts.
    superseded: String,
}

/// One part of all reviews: a row for each thing judged, a column for each review.
pub(super) struct Section {
    pub(super) title: &'static str,
    pub(super) rows: Vec<Row>,
}

pub(super) struct Row {
    pub(super) title: String,
    pub(super) cells: Vec<Found>,
}

/// What one expert found, and why.
pub(super) struct Found {
    pub(super) value: String,
    pub(super) remark: String,
}

/// Everything that was filed of one application.
pub(super) struct Filed {
    right: AnyApplication,
    editions: SeasonEditions,
    submission: Submission,
    reviews: Vec<FiledReview>,
}

impl Filed {
    pub(super) async fn read(
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

    /// Leaves out the reviews that were opened again.
    pub(super) fn keep_those_that_count(&mut self) {
        self.reviews.retain(|filed| filed.superseded.is_none());
    }

    pub(super) fn application(&self) -> &ApplicationRef {
        self.right.application()
    }

    pub(super) fn experts(&self) -> Vec<Expert> {
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

    pub(super) fn sections(&self) -> Vec<Section> {
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
        workbook: paths::ScoreTable { application }.to_string(),
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
    let name = words::filed_reviews_file(&names.enterprise);
    let write = move |writer: &mut _| file::csv(records, writer);
    tables::download(&name, tables::CSV, write).await
}
