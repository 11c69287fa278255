//! Before anything of the content is seen: no conflict and confidentiality, or a conflict.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{
    case_file::unreadable,
    paths::{Declaration, Review, Reviews},
};
use crate::{
    access::{ExpertMember, expert},
    app::AppState,
    db::reviews::{self, CaseCard},
    domain::{
        field::{FieldError, FieldErrors},
        review::conflict::Relation,
        values::prose::Prose,
    },
    text::{industries, labels::tier_label, review as words},
    web::{
        error::PageResult,
        extract::{Furniture, Now, Posted},
        form::{Choice, Errors},
        notice::{self, Notice},
        view::{Layout, View},
    },
    workflow::{accept_review::accept_review, declare_conflict::declare_conflict},
};

/// The fewest and most 字 of the reason of a conflict.
const REASON: (usize, usize) = (5, 300);

/// What is posted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct DeclarationForm {
    declaration: String,
    promise: String,
    relation: String,
    reason: String,
}

enum Declared {
    NoConflict,
    Conflict(Relation, String),
}

impl DeclarationForm {
    fn parse(&self) -> Result<Declared, FieldErrors> {
        let mut errors = FieldErrors::default();
        let declared = match self.declaration.as_str() {
            "none" => {
                let promise = (self.promise == "yes").then_some(Declared::NoConflict);
                errors.check("promise", promise.ok_or(FieldError::NotConfirmed))
            }
            "conflict" => {
                let relation = Relation::of_str(&self.relation).ok_or(FieldError::NotChosen);
                let relation = errors.check("relation", relation);
                let reason = Prose::parse(&self.reason, REASON.0, REASON.1);
                let reason = errors.check("reason", reason);
                relation
                    .zip(reason)
                    .map(|(relation, reason)| Declared::Conflict(relation, reason.to_string()))
            }
            _ => errors.check("declaration", Err(FieldError::NotChosen)),
        };
        errors.into_result(declared)
    }
}

#[derive(Template)]
#[template(path = "expert/declare.html")]
struct DeclarePage {
    layout: Layout,
    action: Declaration,
    card: CaseCard,
    tier: &'static str,
    industry: String,
    declarations: Vec<Choice>,
    relations: Vec<Choice>,
    form: DeclarationForm,
    errors: Errors,
}

impl DeclarePage {
    fn reviews(&self) -> Reviews {
        Reviews
    }
}

/// The page of a task on which nothing is declared yet.
pub(super) fn page(
    layout: Layout,
    assignment: &expert::Assignment,
    card: CaseCard,
    form: DeclarationForm,
    errors: Errors,
) -> impl IntoResponse {
    View(DeclarePage {
        layout,
        action: Declaration {
            assignment: assignment.id(),
        },
        tier: tier_label(assignment.application().tier()),
        industry: industries::label(&card.industry),
        card,
        declarations: words::DECLARATIONS
            .map(|(code, label, hint)| Choice::new(code, label).hint(hint))
            .to_vec(),
        relations: words::relations()
            .into_iter()
            .map(|(code, label)| Choice::new(code, label))
            .collect(),
        form,
        errors,
    })
}

/// Declares, and opens the content or ends the task.
pub(super) async fn declare(
    path: Declaration,
    me: ExpertMember,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(form): Posted<DeclarationForm>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let right = expert::assignment(&mut tx, &me, path.assignment, now).await?;
    let declared = match form.parse() {
        Ok(declared) => declared,
        Err(found) => {
            let card = reviews::card(&mut tx, &right).await.map_err(unreadable)?;
            let errors = Errors::of(&found, words::DECLARATION_FIELDS);
            let page = page(furniture.layout(), &right, card, form, errors);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let answer = match declared {
        Declared::NoConflict => {
            accept_review(&mut tx, &me, right, now).await?;
            let assignment = path.assignment;
            notice::see_other(Review { assignment }, Notice::ReviewAccepted)
        }
        Declared::Conflict(relation, reason) => {
            declare_conflict(&mut tx, &me, right, (relation, &reason), now).await?;
            notice::see_other(Reviews, Notice::ConflictDeclared)
        }
    };
    tx.commit().await?;
    Ok(answer)
}
