//! Recommending a case to the region, or filing one of the basic tier: what is still missing, the
//! opinion, what will be sent, and the act.

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
    act::{CaseNames, ConfirmPage, Step, row, sentences},
    case_file::CaseFile,
    paths::{Case, RecommendCase},
};
use crate::{
    access::{
        BureauOfficer, MayChange,
        bureau::{ScreeningCase, screening_case},
    },
    app::AppState,
    db::recommendations,
    domain::{
        application::overrides::{Override, Refused, code},
        field::{FieldErrors, WHOLE_FORM},
        quota::Quota,
        tier::Tier,
        values::prose::Prose,
    },
    text::{letters, overrides, screening as words, screening_acts as acts},
    web::{
        bound,
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted},
        form::Errors,
        notice::{Notice, see_other},
        view::{Layout, View},
    },
    workflow::{
        file::file as file_case,
        recommend::{Recommendation, recommend},
        screening::ScreeningError,
    },
};

const TEXT_MIN: usize = 5;
const TEXT_MAX: usize = 500;

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    step: String,
    shown: String,
    /// The obstacles the page showed.
    obstacles: String,
    override_reason: String,
    opinion: String,
    exempt: String,
    exempt_reason: String,
}

#[derive(Template)]
#[template(path = "bureau/recommend.html")]
struct RecommendPage {
    layout: Layout,
    path: RecommendCase,
    case: CaseNames,
    title: &'static str,
    is_basic: bool,
    obstacles: Vec<String>,
    /// Something has not been judged yet.
    is_open: bool,
    /// Something is left to judge or to be completed: nothing passes over that.
    is_unfinished: bool,
    quota: String,
    form: Form,
    errors: Errors,
}

impl RecommendPage {
    fn override_label(&self) -> &'static str {
        overrides::REASON
    }

    fn override_hint(&self) -> &'static str {
        overrides::HINT
    }
}

struct Desk<'a> {
    path: RecommendCase,
    layout: Layout,
    file: &'a CaseFile,
    quota: Quota,
}

impl Desk<'_> {
    fn is_basic(&self) -> bool {
        self.file.application.tier() == Tier::Basic
    }

    fn title(&self) -> &'static str {
        if self.is_basic() {
            acts::FILE
        } else {
            acts::RECOMMEND
        }
    }

    fn page(self, mut form: Form, errors: Errors) -> Response {
        let refused = !errors.is_empty();
        form.obstacles = code(&self.file.desk.screened.obstacles.passable());
        let page = RecommendPage {
            path: self.path,
            case: CaseNames::of(self.file),
            title: self.title(),
            is_basic: self.is_basic(),
            obstacles: self.file.obstacles(),
            is_open: !self.file.desk.screened.obstacles.open.is_empty(),
            is_unfinished: self.file.desk.screened.obstacles.is_unfinished(),
            quota: acts::quota(self.quota),
            layout: self.layout,
            form,
            errors,
        };
        if refused {
            (StatusCode::UNPROCESSABLE_ENTITY, View(page)).into_response()
        } else {
            View(page).into_response()
        }
    }

    fn confirm(self, what: Recommendation) -> Response {
        let opinion = what.opinion;
        let mut rows = vec![row("opinion", opinion.clone())];
        let mut fields = vec![
            (bound::FIELD, self.file.shown().code()),
            ("opinion", opinion.clone()),
        ];
        if let Some(made) = what.over {
            rows.push(row("obstacles", overrides::listed(made.obstacles())));
            rows.push(row("override_reason", made.reason()));
            fields.extend([
                ("obstacles", code(made.obstacles())),
                ("override_reason", made.reason().to_owned()),
            ]);
        }
        if let Some(reason) = what.exempt_reason {
            rows.push(row("exempt_reason", reason.clone()));
            fields.extend([("exempt", "yes".to_owned()), ("exempt_reason", reason)]);
        }
        let (letter, warning) = if self.is_basic() {
            (
                letters::filed(&self.file.names, &opinion),
                acts::FILE_WARNING,
            )
        } else {
            let letter = letters::recommended(&self.file.names, &opinion);
            (letter, acts::RECOMMEND_WARNING)
        };
        ConfirmPage {
            title: self.title(),
            button: self.title(),
            is_danger: false,
            warning,
            action: self.path.to_string(),
            case: CaseNames::of(self.file),
            layout: self.layout,
            rows,
            letter,
            fields,
        }
        .answer()
    }
}

/// The form, begun with an opinion, or what is still missing.
pub(super) async fn show(
    path: RecommendCase,
    me: BureauOfficer,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let case = screening_case(&mut tx, &me, path.application, now).await?;
    let file = CaseFile::read(&mut tx, &app, case.application()).await?;
    let passable = file.desk.screened.obstacles.passable();
    let form = Form {
        shown: file.shown().code(),
        obstacles: code(&passable),
        opinion: if passable.is_empty() {
            words::suggested_opinion(case.application().tier(), file.confirmed().0)
        } else {
            String::new()
        },
        ..Form::default()
    };
    let desk = desk(&mut tx, &me, path, furniture.layout(), &file).await?;
    Ok(desk.page(form, Errors::default()))
}

/// Shows what will be sent, or recommends.
pub(super) async fn send(
    path: RecommendCase,
    me: BureauOfficer,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(form): Posted<Form>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let case = screening_case(&mut tx, &me, path.application, now).await?;
    let file = CaseFile::read(&mut tx, &app, case.application()).await?;
    let desk = desk(&mut tx, &me, path, furniture.layout(), &file).await?;
    let what = match (
        Step::from_code(&form.step),
        form.recommendation(&file, desk.quota),
    ) {
        (Step::Edit, _) => return Ok(desk.page(form, Errors::default())),
        (_, Err(errors)) => return Ok(desk.page(form, errors)),
        (Step::Check, Ok(what)) => {
            file.check_shown(&form.shown)?;
            return Ok(desk.confirm(what));
        }
        (Step::Send, Ok(what)) => {
            file.check_shown(&form.shown)?;
            what
        }
    };
    match carry_out(&mut tx, &me, case, &file, &what, now).await {
        Ok(done) => {
            tx.commit().await?;
            let case = Case {
                application: path.application,
            };
            Ok(see_other(case, done))
        }
        Err(ScreeningError::QuotaUsed(quota)) => Ok(desk.page(form, used_up(quota))),
        Err(error) => Err(PageError::from(error)),
    }
}

async fn desk<'a>(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    path: RecommendCase,
    layout: Layout,
    file: &'a CaseFile,
) -> PageResult<Desk<'a>> {
    let application = &file.application;
    let quota = recommendations::quota(conn, me, application.season(), application.tier()).await?;
    Ok(Desk {
        path,
        layout,
        file,
        quota,
    })
}

async fn carry_out(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    case: ScreeningCase,
    file: &CaseFile,
    what: &Recommendation,
    now: DateTime<Utc>,
) -> Result<Notice, ScreeningError> {
    if case.application().tier() == Tier::Basic {
        file_case(conn, me, case, file.terms(), what, now).await?;
        Ok(Notice::Filed)
    } else {
        recommend(conn, me, case, file.terms(), what, now).await?;
        Ok(Notice::Recommended)
    }
}

fn used_up(quota: Quota) -> Errors {
    Errors::one(WHOLE_FORM, acts::quota_used_up(quota))
}

impl Form {
    fn recommendation(&self, file: &CaseFile, quota: Quota) -> Result<Recommendation, Errors> {
        let mut errors = FieldErrors::default();
        let prose = |text: &str| Prose::parse(text, TEXT_MIN, TEXT_MAX).map(|t| t.to_string());
        let opinion = errors.check("opinion", prose(&self.opinion));
        let is_basic = file.application.tier() == Tier::Basic;
        let exempt = if is_basic || self.exempt.is_empty() {
            Some(None)
        } else {
            errors
                .check("exempt_reason", prose(&self.exempt_reason))
                .map(Some)
        };
        let mut found = sentences(&errors);
        let over = self.over(file, &mut found);
        if !is_basic && self.exempt.is_empty() && quota.is_used_up() {
            found.add(WHOLE_FORM, acts::quota_used_up(quota));
        }
        match (opinion, exempt) {
            (Some(opinion), Some(exempt_reason)) if found.is_empty() => Ok(Recommendation {
                opinion,
                exempt_reason,
                over,
            }),
            _ => Err(found),
        }
    }

    /// What is passed over, if anything has to be; what cannot be is added to the errors.
    fn over(&self, file: &CaseFile, found: &mut Errors) -> Option<Override> {
        let obstacles = &file.desk.screened.obstacles;
        if obstacles.is_unfinished() {
            for sentence in file.obstacles() {
                found.add(WHOLE_FORM, sentence);
            }
            return None;
        }
        match Override::over(
            &obstacles.passable(),
            &self.obstacles,
            &self.override_reason,
        ) {
            Ok(over) => over,
            Err(Refused::Others) => {
                found.add("override_reason", overrides::OTHERS);
                None
            }
            Err(Refused::Reason(error)) => {
                found.add("override_reason", overrides::reason(&error));
                None
            }
        }
    }
}
