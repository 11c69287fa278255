//! Filing a review: everything once more on one page, then never changed again.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

use super::{
    case_file::CaseFile,
    paths::{Filing, Review, Reviews},
    posted::Fields,
    sheet_view::SheetView,
};
use crate::{
    access::{
        ExpertMember,
        expert::{self, Standing},
    },
    app::AppState,
    domain::review::draft::{self, Missing},
    text::{
        labels::{group_label, tier_label},
        review as words,
    },
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now},
        notice::{self, Notice},
        view::{Layout, View},
    },
    workflow::file_review::{FilingError, file_review},
};

#[derive(Template)]
#[template(path = "expert/filing.html")]
struct FilingPage {
    layout: Layout,
    review: Review,
    action: Filing,
    factory: String,
    enterprise: String,
    tier: &'static str,
    /// What is missing, each with the place where it is filled in.
    missing: Vec<(String, String)>,
    sheet: SheetView,
    scenes: Vec<(String, &'static str)>,
    clauses: Vec<(&'static str, &'static str, String)>,
}

impl FilingPage {
    fn new(layout: Layout, file: &CaseFile) -> Self {
        let (case, stored) = (file.case(), &file.review.draft);
        let review = Review {
            assignment: file.assignment,
        };
        let missing = stored
            .missing(&case)
            .iter()
            .map(|it| {
                let words = words::missing(it, &case, &file.catalogue);
                (words, place(review, it))
            })
            .collect();
        let names = file.dossier();
        Self {
            layout,
            review,
            action: Filing {
                assignment: file.assignment,
            },
            factory: names.factory.name.clone(),
            enterprise: names.enterprise.name.clone(),
            tier: tier_label(file.application.tier()),
            missing,
            sheet: SheetView::new(file, stored, &Fields::stored(stored)),
            scenes: scenes(file),
            clauses: clauses(file),
        }
    }

    fn reviews(&self) -> Reviews {
        Reviews
    }
}

/// Where something missing is filled in.
fn place(review: Review, missing: &Missing) -> String {
    match missing {
        Missing::Points(id) => format!("{review}#{}", draft::points_field(id)),
        Missing::Instance(id) => review.scene(*id, None),
        Missing::Judgement(group) => review.field("quality", &draft::judgement_field(*group)),
        Missing::Reason(group) => review.field("quality", &draft::reason_field(*group)),
        Missing::Opinion => format!("{review}#{}", draft::OPINION),
    }
}

fn scenes(file: &CaseFile) -> Vec<(String, &'static str)> {
    let judged = &file.review.draft.instances;
    file.dossier()
        .instances
        .iter()
        .filter_map(|instance| {
            let tier = judged.get(&instance.id)?;
            let name = words::scene_name(&file.catalogue, instance);
            Some((name, words::accepted_label(*tier)))
        })
        .collect()
}

fn clauses(file: &CaseFile) -> Vec<(&'static str, &'static str, String)> {
    let judged = &file.review.draft.quality;
    judged
        .iter()
        .map(|(group, found)| {
            let words = words::judgement_label(found.judgement);
            (group_label(*group), words, found.comment.clone())
        })
        .collect()
}

/// What will be filed, or what is missing.
pub(super) async fn confirm(
    path: Filing,
    me: ExpertMember,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut conn = app.db.acquire().await?;
    let assignment = path.assignment;
    match expert::standing(&mut conn, &me, assignment, now).await? {
        Standing::Reviewing(right, None) => {
            let file = CaseFile::read(&mut conn, &app, &right).await?;
            Ok(View(FilingPage::new(furniture.layout(), &file)).into_response())
        }
        _ => Ok(Redirect::to(&Review { assignment }.to_string()).into_response()),
    }
}

/// Files it.
pub(super) async fn file(
    path: Filing,
    me: ExpertMember,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let assignment = path.assignment;
    let right = match expert::assigned_review(&mut tx, &me, assignment, now).await {
        Ok(right) => right,
        // The button may have been pressed twice, at the same moment even.
        Err(refused) => match expert::standing(&mut tx, &me, assignment, now).await? {
            Standing::Filed(_) => {
                return Ok(Redirect::to(&Review { assignment }.to_string()).into_response());
            }
            _ => return Err(refused.into()),
        },
    };
    let case_file = CaseFile::read(&mut tx, &app, right.dossier()).await?;
    match file_review(&mut tx, &me, right, &case_file.case(), now).await {
        Ok(()) => {}
        Err(FilingError::Incomplete(_)) => {
            let page = View(FilingPage::new(furniture.layout(), &case_file));
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
        Err(FilingError::Database(error)) => return Err(PageError::from(error)),
    }
    tx.commit().await?;
    Ok(notice::see_other(
        Review { assignment },
        Notice::ReviewFiled,
    ))
}
