//! 一、申报主体: the profile of the enterprise, one for all its applications.

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
    fields::{choices, day, optional, rows},
    paths,
};
use crate::{
    access::EnterpriseMember,
    app::AppState,
    db::enterprises::{self, Profile, Registered},
    domain::{
        dossier::{Contact, EnterpriseProfile},
        field::{FieldError, FieldErrors},
        ids::ApplicationId,
        rules::{Entity, Industry},
        time::beijing_date,
        values::{
            credit_code::CreditCode, date::parse_past_date, decimal::parse_units, email::Email,
            line::Line, phone::Phone, prose::Prose,
        },
    },
    text::{answers, choices::OWNERSHIP, fields, industries, labels::entity_label},
    web::{
        error::PageResult,
        extract::{Furniture, Now, Posted, Queried},
        form::{Choice, Errors},
        notice::{Notice, see_other},
        parts::SummaryRow,
        view::{Layout, View},
    },
    workflow::save_profile::save_profile,
};

/// Most 字 of the introduction.
const INTRODUCTION_MAX: usize = 500;

#[derive(Template)]
#[template(path = "enterprise/profile.html")]
struct Page {
    layout: Layout,
    registered: Registered,
    errors: Errors,
    conflict: bool,
    stored: Vec<SummaryRow>,
    entities: Vec<Choice>,
    ownership: Vec<Choice>,
    industries: Vec<Choice>,
    here: String,
    back: String,
    input: Input,
}

/// Which application the page was opened from, to lead back to it.
#[derive(Clone, Copy, Deserialize)]
pub struct From {
    /// The application.
    pub application: Option<ApplicationId>,
}

impl From {
    /// The address of a form that leads back here.
    pub fn address(self, form: impl std::fmt::Display) -> String {
        self.application.map_or_else(
            || form.to_string(),
            |application| format!("{form}?application={application}"),
        )
    }

    /// Where the form leads to when it is saved or left.
    pub fn back(self, otherwise: impl std::fmt::Display) -> String {
        self.application.map_or_else(
            || otherwise.to_string(),
            |application| paths::Application { application }.to_string(),
        )
    }
}

/// The form as posted.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    entity: String,
    parent_name: String,
    parent_credit_code: String,
    established_on: String,
    registered_address: String,
    ownership: String,
    industry: String,
    legal_representative: String,
    employees: String,
    introduction: String,
    contact_name: String,
    contact_position: String,
    contact_phone: String,
    contact_email: String,
    version: i32,
}

impl Input {
    fn of(profile: &Profile, version: i32) -> Self {
        let profile = profile.clone();
        Self {
            entity: profile.entity.as_str().to_owned(),
            parent_name: profile.parent_name,
            parent_credit_code: profile.parent_credit_code,
            established_on: day(profile.established_on),
            registered_address: profile.registered_address,
            ownership: profile.ownership,
            industry: profile.industry,
            legal_representative: profile.legal_representative,
            employees: profile.employees.map(|n| n.to_string()).unwrap_or_default(),
            introduction: profile.introduction,
            contact_name: profile.contact_name,
            contact_position: profile.contact_position,
            contact_phone: profile.contact_phone,
            contact_email: profile.contact_email,
            version,
        }
    }

    fn parse(&self, now: DateTime<Utc>) -> Result<Profile, FieldErrors> {
        let mut errors = FieldErrors::default();
        let entity = self
            .entity
            .parse::<Entity>()
            .map_err(|_| FieldError::NotChosen);
        let entity = errors
            .check("entity", entity)
            .unwrap_or(Entity::LegalPerson);
        let code = optional(&self.parent_credit_code, CreditCode::parse);
        let today = beijing_date(now);
        let founded = optional(&self.established_on, |text| parse_past_date(text, today));
        let industry = optional(&self.industry, industry);
        let employees = optional(&self.employees, |text| parse_units(text, 0, 0, 9_999_999));
        let introduction = Prose::parse(&self.introduction, 0, INTRODUCTION_MAX);
        let email = optional(&self.contact_email, Email::parse);
        let profile = Profile {
            entity,
            parent_name: line(&mut errors, "parent_name", &self.parent_name, 100),
            parent_credit_code: text(errors.check("parent_credit_code", code).flatten()),
            established_on: errors.check("established_on", founded).flatten(),
            registered_address: line(
                &mut errors,
                "registered_address",
                &self.registered_address,
                200,
            ),
            ownership: line(&mut errors, "ownership", &self.ownership, 20),
            industry: errors
                .check("industry", industry)
                .flatten()
                .unwrap_or_default(),
            legal_representative: line(
                &mut errors,
                "legal_representative",
                &self.legal_representative,
                50,
            ),
            employees: errors
                .check("employees", employees)
                .flatten()
                .and_then(|number| i32::try_from(number).ok()),
            introduction: text(errors.check("introduction", introduction)),
            contact_name: text(errors.check("contact_name", Line::parse(&self.contact_name, 50))),
            contact_position: line(&mut errors, "contact_position", &self.contact_position, 50),
            contact_phone: text(errors.check("contact_phone", Phone::parse(&self.contact_phone))),
            contact_email: text(errors.check("contact_email", email).flatten()),
        };
        errors.into_result(Some(profile))
    }
}

/// A line that may be empty.
pub fn line(errors: &mut FieldErrors, name: &'static str, given: &str, max: usize) -> String {
    text(
        errors
            .check(name, Line::parse_optional(given, max))
            .flatten(),
    )
}

fn text(value: Option<impl Into<String>>) -> String {
    value.map(Into::into).unwrap_or_default()
}

/// The kinds of ownership to choose from, with the one stored before if it is another.
fn ownership_choices(stored: &str) -> Vec<Choice> {
    let other = Some(stored).filter(|stored| !stored.is_empty() && !OWNERSHIP.contains(stored));
    choices(OWNERSHIP.into_iter().chain(other).map(|it| (it, it)))
}

/// Reads the code of an industrial division.
pub fn industry(code: &str) -> Result<String, FieldError> {
    code.parse::<Industry>()
        .map(|industry| industry.to_string())
        .map_err(|_| FieldError::NotAChoice)
}

/// The industrial divisions to choose from.
pub fn industry_choices() -> Vec<Choice> {
    industries::all()
        .iter()
        .map(|industry| Choice::new(industry.code, industries::label(industry.code)))
        .collect()
}

/// The form.
pub async fn show(
    _: paths::Profile,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Queried(from): Queried<From>,
    furniture: Furniture,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let profile = enterprises::profile(&mut conn, &me).await?;
    let registered = enterprises::registered(&mut conn, &me).await?;
    let input = Input::of(&profile, registered.version);
    Ok(View(page(&furniture, from, registered, input)))
}

fn page(furniture: &Furniture, from: From, registered: Registered, input: Input) -> Page {
    Page {
        layout: furniture.layout(),
        registered,
        errors: Errors::default(),
        conflict: false,
        stored: Vec::new(),
        entities: choices(
            [Entity::LegalPerson, Entity::Branch].map(|it| (it.as_str(), entity_label(it))),
        ),
        ownership: ownership_choices(&input.ownership),
        industries: industry_choices(),
        here: from.address(paths::Profile),
        back: from.back(paths::Applications),
        input,
    }
}

/// Saves the profile.
#[expect(clippy::too_many_arguments, reason = "all that a request brings")]
pub async fn save(
    _: paths::Profile,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    Queried(from): Queried<From>,
    furniture: Furniture,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let profile = match input.parse(now) {
        Ok(profile) => profile,
        Err(errors) => {
            let registered = enterprises::registered(&mut tx, &me).await?;
            let errors = Errors::of(&errors, fields::PROFILE);
            let page = Page {
                errors,
                ..page(&furniture, from, registered, input)
            };
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, View(page)).into_response());
        }
    };
    match save_profile(&mut tx, &me, &profile, input.version, now).await {
        Ok(()) => tx.commit().await?,
        Err(sqlx::Error::RowNotFound) => {
            return conflict(&mut tx, &me, &furniture, from, input).await;
        }
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(from.back(paths::Profile), Notice::Saved))
}

async fn conflict(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    furniture: &Furniture,
    from: From,
    input: Input,
) -> PageResult<Response> {
    let registered = enterprises::registered(conn, me).await?;
    let stored = as_profile(&registered, enterprises::profile(conn, me).await?);
    let version = registered.version;
    let page = Page {
        conflict: true,
        stored: rows(answers::enterprise(&stored), None),
        ..page(furniture, from, registered, Input { version, ..input })
    };
    Ok((StatusCode::CONFLICT, View(page)).into_response())
}

/// The profile as the dossier has it.
fn as_profile(registered: &Registered, profile: Profile) -> EnterpriseProfile {
    EnterpriseProfile {
        name: registered.name.clone(),
        credit_code: registered.credit_code.clone(),
        entity: profile.entity,
        parent_name: profile.parent_name,
        parent_credit_code: profile.parent_credit_code,
        established_on: profile.established_on,
        league: registered.league.clone(),
        division: registered.division.clone(),
        registered_address: profile.registered_address,
        ownership: profile.ownership,
        industry: profile.industry.parse().ok(),
        legal_representative: profile.legal_representative,
        employees: profile.employees,
        introduction: profile.introduction,
        contact: Some(Contact {
            name: profile.contact_name,
            position: profile.contact_position,
            phone: profile.contact_phone,
            email: profile.contact_email,
        }),
    }
}
