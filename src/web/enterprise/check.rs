//! Check your answers, then submit: every answer, what is missing, the pre-check, the promise.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::{
    answers::{self, AnsweredSection},
    links,
    own_page::{Frame, OwnPage},
    paths,
};
use crate::{
    access::{AccessError, EnterpriseMember, Refusal, enterprise},
    app::AppState,
    domain::{
        application::{Status, snapshot::Snapshot},
        completeness::{self, Missing},
        digest::Digest,
        rules::Verdict,
    },
    text::{findings::rule_name, missing, sections},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted},
        form::Errors,
        notice::{Notice, see_other},
        view::{Layout, View},
    },
    workflow::submit::{Promise, SubmitError, submit as submit_application},
};

#[derive(Template)]
#[template(path = "enterprise/check.html")]
struct Page {
    layout: Layout,
    frame: Frame,
    errors: Errors,
    again: bool,
    missing: Vec<MissingLine>,
    sections: Vec<AnsweredSection>,
    promised: bool,
    /// Clauses that are unmet on what is claimed, once everything is filled in.
    unmet: Vec<String>,
    /// Whether it is to be submitted all the same.
    anyway: bool,
    /// What the page shows, for comparing it when it is submitted.
    shown: String,
    here: String,
}

struct MissingLine {
    place: String,
    field: String,
    href: String,
}

/// The form as posted.
#[derive(Default, Deserialize)]
pub struct Input {
    #[serde(default)]
    promise: String,
    #[serde(default)]
    anyway: String,
    #[serde(default)]
    shown: String,
}

/// Every answer.
pub async fn show(
    path: paths::Check,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    furniture: Furniture,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let own = OwnPage::load(&app, &mut conn, &me, path.application, now).await?;
    if let Some(refusal) = own.refusal() {
        return Err(AccessError::Refused(refusal).into());
    }
    Ok(View(page(&own, &furniture, now)?))
}

fn page(own: &OwnPage, furniture: &Furniture, now: DateTime<Utc>) -> PageResult<Page> {
    let here = paths::Check {
        application: own.id(),
    };
    let missing: Vec<MissingLine> = completeness::missing(&own.dossier, &own.editions.rules)
        .iter()
        .map(|missing| line(own, missing))
        .collect();
    Ok(Page {
        layout: furniture.layout(),
        frame: own.frame(now),
        errors: Errors::default(),
        again: own.status().is_returned(),
        unmet: if missing.is_empty() {
            unmet(own)
        } else {
            Vec::new()
        },
        missing,
        sections: answers::all(&own.dossier, &own.editions, Some(own)),
        promised: false,
        anyway: false,
        shown: Shown::of(own)?.code(),
        here: here.to_string(),
    })
}

fn line(own: &OwnPage, lacking: &Missing) -> MissingLine {
    let place = if links::is_of_factory(lacking.field) {
        sections::FACTORY.to_owned()
    } else {
        sections::missing_place(&lacking.item, &own.dossier)
    };
    MissingLine {
        place,
        field: missing::field(lacking.field),
        href: links::missing(own, lacking),
    }
}

/// Submits.
pub async fn submit(
    path: paths::Check,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    furniture: Furniture,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let application = path.application;
    let mut tx = app.db.begin().await?;
    let draft = match enterprise::own_draft(&mut tx, &me, application, now).await {
        // The button was pressed twice, or in another window: it is what was wanted.
        Err(AccessError::Refused(Refusal::WrongState(Status::Submitted))) => {
            return Ok(see_other(paths::Receipt { application }, Notice::Submitted));
        }
        draft => draft?,
    };
    let own = OwnPage::load(&app, &mut tx, &me, application, now).await?;
    let promise = if input.promise == "yes" {
        Promise::Given
    } else {
        Promise::Missing
    };
    let anyway = input.anyway == "yes";
    let promised = promise == Promise::Given;
    let checked = page(&own, &furniture, now)?;
    let is_as_shown = input.shown == checked.shown;
    let unmet = checked.unmet.len();
    let again = |status, errors| {
        let page = Page {
            errors,
            promised,
            anyway,
            ..checked
        };
        (status, View(page)).into_response()
    };
    if !is_as_shown {
        let changed = Shown::of(&own)?.changed_since(&input.shown);
        let errors = Errors::one("", sections::changed_meanwhile(&changed));
        return Ok(again(StatusCode::CONFLICT, errors));
    }
    if unmet > 0 && !anyway {
        let errors = Errors::one("anyway", sections::unmet_not_ticked(unmet));
        return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, errors));
    }
    let submitted =
        submit_application(&mut tx, &me, draft, own.editions.terms(), promise, now).await;
    let errors = match submitted {
        Ok(_) => {
            tx.commit().await?;
            return Ok(see_other(paths::Receipt { application }, Notice::Submitted));
        }
        Err(error) => refused(error)?,
    };
    Ok(again(StatusCode::UNPROCESSABLE_ENTITY, errors))
}

/// The clauses that are unmet on what is claimed.
fn unmet(own: &OwnPage) -> Vec<String> {
    own.report()
        .with_outcome(Verdict::Unmet)
        .map(|finding| rule_name(finding.rule))
        .collect()
}

/// What the page shows: the content as it would be frozen, and each section by itself.
struct Shown {
    content: String,
    sections: Vec<(String, String)>,
}

impl Shown {
    fn of(own: &OwnPage) -> PageResult<Self> {
        let snapshot = Snapshot::of(&own.dossier).map_err(anyhow::Error::from)?;
        let sections = answers::all(&own.dossier, &own.editions, None)
            .into_iter()
            .map(|section| {
                let rows = section.parts.iter().flat_map(|part| &part.rows);
                let words: Vec<&str> = rows
                    .chain(&section.rows)
                    .flat_map(|row| [row.label.as_str(), row.value.as_str()])
                    .chain(section.parts.iter().map(|part| part.title.as_str()))
                    .collect();
                let digest = Digest::of(words.join("\n").as_bytes()).to_string();
                (section.title, digest)
            })
            .collect();
        Ok(Self {
            content: snapshot.digest.to_string(),
            sections,
        })
    }

    fn code(&self) -> String {
        let sections = self.sections.iter().map(|(_, digest)| digest.as_str());
        let all: Vec<&str> = std::iter::once(self.content.as_str())
            .chain(sections)
            .map(|digest| digest.get(..SHORT).unwrap_or(digest))
            .collect();
        all.join(".")
    }

    /// The sections that are not as the page with this code showed them; none when only files are.
    fn changed_since(&self, code: &str) -> Vec<String> {
        let before: Vec<&str> = code.split('.').skip(1).collect();
        if before.len() != self.sections.len() {
            return Vec::new();
        }
        self.sections
            .iter()
            .zip(before)
            .filter(|((_, digest), before)| !digest.starts_with(before))
            .map(|((title, _), _)| title.clone())
            .collect()
    }
}

/// How much of a digest the page carries.
const SHORT: usize = 16;

/// What the page says of a refusal that the applicant can put right.
fn refused(error: SubmitError) -> PageResult<Errors> {
    match error {
        SubmitError::Incomplete(missing) => Ok(Errors::one(
            "missing",
            sections::still_missing(missing.len()),
        )),
        SubmitError::NotPromised => Ok(Errors::one("promise", sections::PROMISE_MISSING)),
        SubmitError::Transition(error) => Err(PageError::from(error)),
        SubmitError::Submission(error) => Err(PageError::Internal(error.into())),
    }
}
