//! 六、各环节建设情况: the five qualitative clauses of the tier, beside the scenarios that bear them out.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    answers,
    evidence_panel::{EvidencePanel, evidence_panel},
    own_page::{Frame, OwnPage, Section},
    paths,
};
use crate::{
    access::{EnterpriseMember, enterprise},
    app::AppState,
    db::{evidence, quality},
    domain::{
        dossier::QualityAnswer, evidence::EvidenceTarget, field::FieldErrors, link::Group,
        returns::ReturnItem, rules::RuleId, values::prose::Prose,
    },
    text::{fields, labels::group_label},
    web::{
        error::PageResult,
        extract::{Furniture, Now, Posted},
        form::Errors,
        notice::{Notice, see_other},
        precheck_view::Chip,
        view::{Layout, View},
    },
    workflow::save_quality::save_quality,
};

/// Most 字 of one answer.
pub const ANSWER_MAX: usize = 1500;

#[derive(Template)]
#[template(path = "enterprise/quality.html")]
struct Page {
    layout: Layout,
    frame: Frame,
    section: Section,
    errors: Errors,
    clauses: Vec<Clause>,
    panels: Vec<EvidencePanel>,
    version: i32,
}

struct Clause {
    name: &'static str,
    label: &'static str,
    title: String,
    place: String,
    summary: String,
    official: String,
    /// Whether the tier does not ask for this group, so that it may stay empty.
    optional: bool,
    answer: String,
    chips: Vec<Chip>,
}

/// The form as posted: one answer per group, by the id of the group.
#[derive(Clone, Default, Deserialize)]
pub struct Input {
    #[serde(default)]
    version: i32,
    #[serde(flatten)]
    answers: HashMap<String, String>,
}

impl Input {
    fn of(own: &OwnPage, version: i32) -> Self {
        let answer = |group: Group| {
            let answer = own.dossier.quality_answer(group).to_owned();
            (group.id().to_owned(), answer)
        };
        Self {
            version,
            answers: Group::ALL.into_iter().map(answer).collect(),
        }
    }

    fn answer(&self, group: Group) -> &str {
        self.answers.get(group.id()).map_or("", String::as_str)
    }

    fn parse(&self) -> Result<Vec<QualityAnswer>, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut answers = Vec::new();
        for group in Group::ALL {
            let text = Prose::parse(self.answer(group), 0, ANSWER_MAX);
            if let Some(text) = errors.check(group.id(), text) {
                let answer = text.into();
                answers.push(QualityAnswer { group, answer });
            }
        }
        errors.into_result(Some(answers))
    }
}

/// The form, or the answers when it cannot be edited.
pub async fn show(
    path: paths::Quality,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    furniture: Furniture,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let own = OwnPage::load(&app, &mut conn, &me, path.application, now).await?;
    let version = quality::version(&mut conn, own.own.application()).await?;
    let input = Input::of(&own, version);
    Ok(View(
        page(&app, &mut conn, &own, &furniture, &input, now).await?,
    ))
}

async fn page(
    app: &AppState,
    conn: &mut PgConnection,
    own: &OwnPage,
    furniture: &Furniture,
    input: &Input,
    now: DateTime<Utc>,
) -> sqlx::Result<Page> {
    let here = paths::Quality {
        application: own.id(),
    };
    let stored = answers::quality(&own.dossier, &own.editions, own.tier());
    let removed = evidence::removed(conn, own.own.application()).await?;
    let editable = own.lock(&ReturnItem::Quality).is_none();
    let panel = |group| {
        let (target, limits) = (EvidenceTarget::Quality(group), &app.config.files);
        evidence_panel(&own.dossier, &removed, target, editable, limits)
    };
    Ok(Page {
        layout: furniture.layout(),
        frame: own.frame(now),
        section: own.section(&ReturnItem::Quality, here.to_string(), stored),
        errors: Errors::default(),
        clauses: clauses(own, input),
        panels: Group::ALL.map(panel).into(),
        version: input.version,
    })
}

fn clauses(own: &OwnPage, input: &Input) -> Vec<Clause> {
    let board = own.precheck(own.tier()).groups;
    let bound = own.editions.rules.quality_groups(own.tier());
    let clause = |(group, row): (Group, crate::web::precheck_view::GroupRow)| {
        let clause = own
            .editions
            .rules
            .clause(own.tier(), RuleId::Quality(group));
        Clause {
            name: group.id(),
            label: group_label(group),
            title: clause.title.clone(),
            place: clause.place.clone(),
            summary: clause.summary.clone(),
            official: clause.text.clone(),
            optional: !bound.contains(&group),
            answer: input.answer(group).to_owned(),
            chips: row.links.into_iter().flat_map(|link| link.chips).collect(),
        }
    };
    Group::ALL.into_iter().zip(board).map(clause).collect()
}

/// Saves all five answers.
pub async fn save(
    path: paths::Quality,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    furniture: Furniture,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let application = path.application;
    let mut tx = app.db.begin().await?;
    let draft = enterprise::own_draft(&mut tx, &me, application, now).await?;
    let section = draft.section(&ReturnItem::Quality)?;
    let answers = match input.parse() {
        Ok(answers) => answers,
        Err(errors) => {
            let own = OwnPage::load(&app, &mut tx, &me, application, now).await?;
            let errors = Errors::of(&errors, fields::QUALITY);
            let page = Page {
                errors,
                ..page(&app, &mut tx, &own, &furniture, &input, now).await?
            };
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, View(page)).into_response());
        }
    };
    match save_quality(&mut tx, &me, section, &answers, input.version, now).await {
        Ok(()) => tx.commit().await?,
        Err(sqlx::Error::RowNotFound) => {
            let own = OwnPage::load(&app, &mut tx, &me, application, now).await?;
            let version = quality::version(&mut tx, own.own.application()).await?;
            let input = Input { version, ..input };
            let mut page = page(&app, &mut tx, &own, &furniture, &input, now).await?;
            page.section.conflict = true;
            return Ok((StatusCode::CONFLICT, View(page)).into_response());
        }
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(paths::Application { application }, Notice::Saved))
}

impl Clause {
    /// Where the clause stands and what it is about.
    fn hint(&self) -> String {
        crate::text::sections::quality_hint(&self.place, &self.title)
    }
}
