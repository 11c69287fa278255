//! 四、成熟度自评价: level, score, report (GB/T 39116-2020).

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
    evidence_panel::{EvidencePanel, evidence_panel},
    fields::{choices, day, optional, rows},
    own_page::{Frame, OwnPage, Section},
    paths,
};
use crate::{
    access::{EnterpriseMember, enterprise},
    app::AppState,
    db::{evidence, maturity},
    domain::{
        dossier::MaturityAnswer,
        evidence::EvidenceTarget,
        field::{FieldError, FieldErrors, Mismatch},
        maturity::{AssessmentKind, MaturityScore},
        maturity_level::MaturityLevel,
        returns::ReturnItem,
        time::beijing_date,
        values::{date::parse_past_date, line::Line},
    },
    text::{answers, dossier_labels::assessment_label, fields, labels::maturity_label},
    web::{
        error::PageResult,
        extract::{Furniture, Now, Posted},
        form::{Choice, Errors},
        notice::{Notice, see_other},
        view::{Layout, View},
    },
    workflow::save_maturity::save_maturity,
};

#[derive(Template)]
#[template(path = "enterprise/maturity.html")]
struct Page {
    layout: Layout,
    frame: Frame,
    section: Section,
    errors: Errors,
    levels: Vec<Choice>,
    kinds: Vec<Choice>,
    report: EvidencePanel,
    input: Input,
}

/// The form as posted.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    level: String,
    score: String,
    report_number: String,
    assessed_on: String,
    kind: String,
    version: i32,
}

impl Input {
    fn of(maturity: &MaturityAnswer, version: i32) -> Self {
        Self {
            level: maturity
                .level
                .map(|level| level.to_string())
                .unwrap_or_default(),
            score: answers::score(maturity),
            report_number: maturity.report_number.clone(),
            assessed_on: day(maturity.assessed_on),
            kind: maturity.kind.clone().unwrap_or_default(),
            version,
        }
    }

    fn parse(&self, now: DateTime<Utc>) -> Result<MaturityAnswer, FieldErrors> {
        let mut errors = FieldErrors::default();
        let level = errors.check("level", optional(&self.level, MaturityLevel::parse));
        let score = errors.check("score", optional(&self.score, MaturityScore::parse));
        let (level, score) = (level.flatten(), score.flatten());
        if let (Some(stated), Some(score)) = (level, score)
            && score.level() != Some(stated)
        {
            let by_score = score.level();
            let mismatch = Mismatch::MaturityLevel {
                stated,
                score,
                by_score,
            };
            errors.add("level", FieldError::Mismatch(mismatch));
        }
        let number = errors.check(
            "report_number",
            Line::parse_optional(&self.report_number, 60),
        );
        let today = beijing_date(now);
        let day = optional(&self.assessed_on, |text| parse_past_date(text, today));
        let day = errors.check("assessed_on", day);
        let kind = errors.check("kind", optional(&self.kind, AssessmentKind::parse));
        let answer = MaturityAnswer {
            level: level.map(|level| i16::from(level.number())),
            score: score.and_then(|score| i16::try_from(score.hundredths()).ok()),
            report_number: number.flatten().map(String::from).unwrap_or_default(),
            assessed_on: day.flatten(),
            kind: kind.flatten().map(|kind| kind.as_str().to_owned()),
        };
        errors.into_result(Some(answer))
    }
}

/// The form, or the answers when it cannot be edited.
pub async fn show(
    path: paths::Maturity,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    furniture: Furniture,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let own = OwnPage::load(&app, &mut conn, &me, path.application, now).await?;
    let version = maturity::version(&mut conn, own.own.application()).await?;
    let input = Input::of(&own.dossier.maturity, version);
    Ok(View(
        page(&app, &mut conn, &own, &furniture, input, now).await?,
    ))
}

async fn page(
    app: &AppState,
    conn: &mut PgConnection,
    own: &OwnPage,
    furniture: &Furniture,
    input: Input,
    now: DateTime<Utc>,
) -> sqlx::Result<Page> {
    let removed = evidence::removed(conn, own.own.application()).await?;
    let editable = own.lock(&ReturnItem::Maturity).is_none();
    let (target, limits) = (EvidenceTarget::MaturityReport, &app.config.files);
    let report = evidence_panel(&own.dossier, &removed, target, editable, limits);
    let here = paths::Maturity {
        application: own.id(),
    };
    let stored = rows(answers::maturity(&own.dossier.maturity), None);
    let level =
        |level: MaturityLevel| Choice::new(level.number().to_string(), maturity_label(level));
    Ok(Page {
        report,
        layout: furniture.layout(),
        frame: own.frame(now),
        section: own.section(&ReturnItem::Maturity, here.to_string(), stored),
        errors: Errors::default(),
        levels: MaturityLevel::ALL.into_iter().map(level).collect(),
        kinds: choices(AssessmentKind::ALL.map(|kind| (kind.as_str(), assessment_label(kind)))),
        input,
    })
}

/// Saves the assessment.
pub async fn save(
    path: paths::Maturity,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    furniture: Furniture,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let application = path.application;
    let mut tx = app.db.begin().await?;
    let draft = enterprise::own_draft(&mut tx, &me, application, now).await?;
    let section = draft.section(&ReturnItem::Maturity)?;
    let answer = match input.parse(now) {
        Ok(answer) => answer,
        Err(errors) => {
            let own = OwnPage::load(&app, &mut tx, &me, application, now).await?;
            let errors = Errors::of(&errors, fields::MATURITY);
            let page = Page {
                errors,
                ..page(&app, &mut tx, &own, &furniture, input, now).await?
            };
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, View(page)).into_response());
        }
    };
    match save_maturity(&mut tx, &me, section, &answer, input.version, now).await {
        Ok(()) => tx.commit().await?,
        Err(sqlx::Error::RowNotFound) => {
            let own = OwnPage::load(&app, &mut tx, &me, application, now).await?;
            let version = maturity::version(&mut tx, own.own.application()).await?;
            let input = Input { version, ..input };
            let mut page = page(&app, &mut tx, &own, &furniture, input, now).await?;
            page.section.conflict = true;
            return Ok((StatusCode::CONFLICT, View(page)).into_response());
        }
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(paths::Application { application }, Notice::Saved))
}
