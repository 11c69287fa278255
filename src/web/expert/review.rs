//! One review: dossier left, score sheet right; the draft is saved as one form.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    case_file::{CaseFile, unreadable},
    declaration::{self, DeclarationForm},
    dossier_view::{DossierView, Wanted},
    paths::{Review, Reviews},
    posted::Fields,
    sheet_view::SheetView,
};
use crate::{
    access::{
        ExpertMember,
        expert::{self, Standing},
    },
    app::AppState,
    db::reviews::{self, TaskRow},
    domain::{
        field::FieldErrors,
        ids::{EvidenceId, InstanceId},
        review::{
            draft::{COMMENT_MAX, OPINION_MAX, OPINION_MIN},
            task::TaskState,
        },
    },
    text::{industries, labels::tier_label, review as words},
    web::{
        error::PageResult,
        extract::{Furniture, Now, Posted, Queried},
        form::Errors,
        view::{Layout, View},
    },
    workflow::save_review::save_review,
};

#[derive(Template)]
#[template(path = "expert/review.html")]
struct ReviewPage {
    layout: Layout,
    review: Review,
    factory: String,
    enterprise: String,
    tier: &'static str,
    industry: String,
    submission: i32,
    /// The file that was asked for; empty when none was.
    shown_file: String,
    /// Why it can only be read; none while it is written.
    shut: Option<String>,
    /// The task that waits next, once this one is filed: where it is, and whose.
    next: Option<(String, String)>,
    errors: Errors,
    dossier: DossierView,
    sheet: SheetView,
}

impl ReviewPage {
    fn new(
        layout: Layout,
        file: &CaseFile,
        fields: &Fields,
        wanted: &Wanted,
        errors: Errors,
    ) -> Self {
        let draft = &file.review.draft;
        let names = file.dossier();
        Self {
            layout,
            review: Review {
                assignment: file.assignment,
            },
            factory: names.factory.name.clone(),
            enterprise: names.enterprise.name.clone(),
            tier: tier_label(file.application.tier()),
            industry: industries::label(&names.factory.industry),
            submission: file.submission.number,
            shown_file: wanted.file.map_or_else(String::new, |id| id.to_string()),
            shut: None,
            next: None,
            errors,
            dossier: DossierView::new(file, draft, fields, wanted),
            sheet: SheetView::new(file, draft, fields),
        }
    }

    fn is_writable(&self) -> bool {
        self.shut.is_none()
    }

    fn reviews(&self) -> Reviews {
        Reviews
    }

    fn opinion_hint(&self) -> String {
        words::opinion_hint(OPINION_MIN)
    }

    fn opinion_max(&self) -> usize {
        OPINION_MAX
    }

    fn comment_max(&self) -> usize {
        COMMENT_MAX
    }

    fn open_instance(&self) -> String {
        let scene = self.dossier.scene.as_ref();
        scene.map_or_else(String::new, |scene| scene.instance.to_string())
    }

    fn scene_href(&self, instance: &InstanceId) -> String {
        self.review.scene(*instance, None)
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Query {
    tab: Option<String>,
    instance: Option<InstanceId>,
    file: Option<EvidenceId>,
}

/// The declaration, the review, or what was filed.
pub(super) async fn show(
    path: Review,
    me: ExpertMember,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Queried(query): Queried<Query>,
) -> PageResult<Response> {
    let mut conn = app.db.acquire().await?;
    let standing = expert::standing(&mut conn, &me, path.assignment, now).await?;
    let (right, shut) = match standing {
        Standing::Undeclared(task) => {
            let card = reviews::card(&mut conn, &task).await.map_err(unreadable)?;
            let (form, errors) = (DeclarationForm::default(), Errors::default());
            let page = declaration::page(furniture.layout(), &task, card, form, errors);
            return Ok(page.into_response());
        }
        Standing::Reviewing(right, shut) => (right, shut.map(|it| words::shut(it.window(), now))),
        Standing::Filed(filed) => (filed.dossier().clone(), None),
    };
    let file = CaseFile::read(&mut conn, &app, &right).await?;
    let wanted = Wanted {
        tab: query.tab,
        instance: query.instance,
        file: query.file,
    };
    let fields = Fields::stored(&file.review.draft);
    let mut page = ReviewPage::new(
        furniture.layout(),
        &file,
        &fields,
        &wanted,
        Errors::default(),
    );
    page.shut = match file.review.filed_at {
        Some(at) => {
            page.next = next_task(&mut conn, &me, now).await?;
            Some(words::filed(Some(at)))
        }
        None => shut,
    };
    Ok(View(page).into_response())
}

/// The first own task that can be worked on now.
async fn next_task(
    conn: &mut PgConnection,
    me: &ExpertMember,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<(String, String)>> {
    let waits = |task: &TaskRow| {
        matches!(task.state, TaskState::Assigned | TaskState::Accepted) && now < task.closes_at
    };
    let tasks = reviews::tasks(conn, me).await?;
    Ok(tasks.into_iter().find(waits).map(|task| {
        let assignment = task.id;
        (Review { assignment }.to_string(), task.enterprise)
    }))
}

/// Saves the draft: what is right is kept, what is refused is named at its field.
pub(super) async fn save(
    path: Review,
    me: ExpertMember,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(posted): Posted<Vec<(String, String)>>,
) -> PageResult<Response> {
    let posted = Fields::posted(posted);
    let mut tx = app.db.begin().await?;
    let right = expert::assigned_review(&mut tx, &me, path.assignment, now).await?;
    let mut file = CaseFile::read(&mut tx, &app, right.dossier()).await?;
    if posted.version() != Some(right.version()) {
        let errors = Errors::one("", words::stale(file.review.saved_at));
        let page = again(furniture.layout(), &file, posted, errors);
        return Ok((StatusCode::CONFLICT, View(page)).into_response());
    }
    let stored = file.review.draft.clone();
    let (mut draft, found) = stored.with_posted(&file.case(), |name| posted.get(name));
    if posted.rest_as_screened() {
        draft.accept_rest_as_screened(file.dossier(), &file.findings);
    }
    save_review(&mut tx, &me, &right, (&file.case(), &draft), now).await?;
    file.review = reviews::own(&mut tx, right.dossier()).await?;
    tx.commit().await?;
    if found.is_empty() {
        return Ok(
            Redirect::to(&posted.next(path, &file.case(), &file.review.draft)).into_response(),
        );
    }
    let errors = worded(&file, &found);
    let page = again(furniture.layout(), &file, posted, errors);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, View(page)).into_response())
}

/// The same page with what was typed.
fn again(layout: Layout, file: &CaseFile, posted: Fields, errors: Errors) -> ReviewPage {
    let wanted = Wanted {
        tab: posted.tab(),
        instance: posted.instance(),
        file: posted.file(),
    };
    let fields = posted.over(Fields::stored(&file.review.draft));
    ReviewPage::new(layout, file, &fields, &wanted, errors)
}

fn worded(file: &CaseFile, found: &FieldErrors) -> Errors {
    let labels = words::field_labels(&file.case(), &file.catalogue);
    let labels: Vec<(&str, &str)> = labels
        .iter()
        .map(|(field, label)| (field.as_str(), label.as_str()))
        .collect();
    Errors::of(found, &labels)
}
