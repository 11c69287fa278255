//! 三、基础要求: the declarations, each beside the clause it answers.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::{
    fields::{choices, optional, rows, yes_no, yes_no_code},
    own_page::{Frame, OwnPage, Section},
    paths,
};
use crate::{
    access::{EnterpriseMember, enterprise},
    app::AppState,
    db::declarations,
    domain::{
        dossier::{Declarations, HeldTier},
        field::{FieldError, FieldErrors},
        returns::ReturnItem,
        rules::{Entity, Incident, RuleId},
        values::prose::Prose,
    },
    text::{
        answers,
        choices::{YES_NO, held_tiers},
        fields, labels,
        parameters::clause_hint,
    },
    web::{
        error::PageResult,
        extract::{Furniture, Now, Posted},
        form::{Choice, Errors},
        notice::{Notice, see_other},
        view::{Layout, View},
    },
    workflow::save_declarations::save_declarations,
};

/// Most 字 of the text on the organisation.
pub const ORGANISATION_MAX: usize = 1000;
/// Most 字 of the short statements on the market and on the systems in use.
const STATEMENT_MAX: usize = 500;

#[derive(Template)]
#[template(path = "enterprise/declarations.html")]
struct Page {
    layout: Layout,
    frame: Frame,
    section: Section,
    errors: Errors,
    questions: Vec<Question>,
    market_position: String,
    organisation: String,
    main_systems: String,
    version: i32,
}

struct Question {
    name: &'static str,
    label: String,
    clause: String,
    official: String,
    options: Vec<Choice>,
    value: String,
}

impl Question {
    /// The answers to choose from.
    fn choices(&self) -> &[Choice] {
        &self.options
    }
}

/// The form as posted.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    registered_in_region: String,
    above_scale: String,
    parent_above_scale: String,
    market_competitive: String,
    market_position: String,
    operating_normally: String,
    worst_incident: String,
    seriously_dishonest: String,
    secure_and_controllable: String,
    security_risk_controlled: String,
    organisation_in_place: String,
    digital_capability: String,
    main_systems: String,
    held_tier: String,
    organisation: String,
    version: i32,
}

impl Input {
    fn of(declared: &Declarations, version: i32) -> Self {
        let held = declared.held_tier.map(|held| match held {
            HeldTier::None => "none",
            HeldTier::Held(tier) => tier.as_str(),
        });
        Self {
            registered_in_region: yes_no_code(declared.registered_in_region),
            above_scale: yes_no_code(declared.above_scale),
            parent_above_scale: yes_no_code(declared.parent_above_scale),
            market_competitive: yes_no_code(declared.market_competitive),
            market_position: declared.market_position.clone(),
            operating_normally: yes_no_code(declared.operating_normally),
            worst_incident: declared
                .worst_incident
                .map_or("", Incident::as_str)
                .to_owned(),
            seriously_dishonest: yes_no_code(declared.seriously_dishonest),
            secure_and_controllable: yes_no_code(declared.secure_and_controllable),
            security_risk_controlled: yes_no_code(declared.security_risk_controlled),
            organisation_in_place: yes_no_code(declared.organisation_in_place),
            digital_capability: yes_no_code(declared.digital_capability),
            main_systems: declared.main_systems.clone(),
            held_tier: held.unwrap_or_default().to_owned(),
            organisation: declared.organisation.clone(),
            version,
        }
    }

    fn parse(&self) -> Result<Declarations, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut flag = |name, text: &str| errors.check(name, yes_no(text)).flatten();
        let mut declared = Declarations {
            registered_in_region: flag("registered_in_region", &self.registered_in_region),
            above_scale: flag("above_scale", &self.above_scale),
            parent_above_scale: flag("parent_above_scale", &self.parent_above_scale),
            market_competitive: flag("market_competitive", &self.market_competitive),
            operating_normally: flag("operating_normally", &self.operating_normally),
            seriously_dishonest: flag("seriously_dishonest", &self.seriously_dishonest),
            secure_and_controllable: flag("secure_and_controllable", &self.secure_and_controllable),
            security_risk_controlled: flag(
                "security_risk_controlled",
                &self.security_risk_controlled,
            ),
            organisation_in_place: flag("organisation_in_place", &self.organisation_in_place),
            digital_capability: flag("digital_capability", &self.digital_capability),
            ..Declarations::default()
        };
        let incident = optional(&self.worst_incident, |code| {
            code.parse::<Incident>().map_err(|_| FieldError::NotAChoice)
        });
        declared.worst_incident = errors.check("worst_incident", incident).flatten();
        let held = optional(&self.held_tier, held_tier);
        declared.held_tier = errors.check("held_tier", held).flatten();
        let mut prose = |name, text: &str, max| {
            let parsed = Prose::parse(text, 0, max);
            errors
                .check(name, parsed)
                .map_or_else(String::new, String::from)
        };
        declared.market_position = prose("market_position", &self.market_position, STATEMENT_MAX);
        declared.organisation = prose("organisation", &self.organisation, ORGANISATION_MAX);
        declared.main_systems = prose("main_systems", &self.main_systems, STATEMENT_MAX);
        errors.into_result(Some(declared))
    }
}

fn held_tier(code: &str) -> Result<HeldTier, FieldError> {
    match code {
        "none" => Ok(HeldTier::None),
        code => code
            .parse()
            .map(HeldTier::Held)
            .map_err(|_| FieldError::NotAChoice),
    }
}

/// The form, or the answers when it cannot be edited.
pub async fn show(
    path: paths::Declarations,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    furniture: Furniture,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let own = OwnPage::load(&app, &mut conn, &me, path.application, now).await?;
    let version = declarations::version(&mut conn, own.own.application()).await?;
    let input = Input::of(&own.dossier.declarations, version);
    Ok(View(page(&own, &furniture, input, now)))
}

fn page(own: &OwnPage, furniture: &Furniture, input: Input, now: DateTime<Utc>) -> Page {
    let here = paths::Declarations {
        application: own.id(),
    };
    let stored = answers::declarations(&own.dossier.declarations, own.dossier.enterprise.entity);
    Page {
        layout: furniture.layout(),
        frame: own.frame(now),
        section: own.section(
            &ReturnItem::Declarations,
            here.to_string(),
            rows(stored, None),
        ),
        errors: Errors::default(),
        questions: questions(own, &input),
        market_position: input.market_position,
        organisation: input.organisation,
        main_systems: input.main_systems,
        version: input.version,
    }
}

/// What is asked, with the answer and the clause it is for.
fn asked(entity: Entity, input: &Input) -> [(&'static str, &String, RuleId); 11] {
    let scale = match entity {
        Entity::LegalPerson => ("above_scale", &input.above_scale),
        Entity::Branch => ("parent_above_scale", &input.parent_above_scale),
    };
    [
        (
            "registered_in_region",
            &input.registered_in_region,
            RuleId::Region,
        ),
        (scale.0, scale.1, RuleId::AboveScale),
        (
            "market_competitive",
            &input.market_competitive,
            RuleId::Competitiveness,
        ),
        (
            "operating_normally",
            &input.operating_normally,
            RuleId::Operation,
        ),
        ("worst_incident", &input.worst_incident, RuleId::Incidents),
        (
            "seriously_dishonest",
            &input.seriously_dishonest,
            RuleId::Credit,
        ),
        (
            "secure_and_controllable",
            &input.secure_and_controllable,
            RuleId::Controllable,
        ),
        (
            "security_risk_controlled",
            &input.security_risk_controlled,
            RuleId::SecurityRisk,
        ),
        ("held_tier", &input.held_tier, RuleId::PriorTier),
        (
            "organisation_in_place",
            &input.organisation_in_place,
            RuleId::Organisation,
        ),
        (
            "digital_capability",
            &input.digital_capability,
            RuleId::DigitalCapability,
        ),
    ]
}

fn questions(own: &OwnPage, input: &Input) -> Vec<Question> {
    let question = |(name, value, rule): (&'static str, &String, RuleId)| {
        let clause = own.editions.rules.clause(own.tier(), rule);
        Question {
            name,
            label: label(name),
            clause: clause_hint(clause),
            official: clause.text.clone(),
            options: options(rule),
            value: value.clone(),
        }
    };
    let asked = asked(own.dossier.enterprise.entity, input);
    asked.map(question).into()
}

fn options(rule: RuleId) -> Vec<Choice> {
    match rule {
        RuleId::Incidents => {
            choices(Incident::ALL.map(|it| (it.as_str(), labels::incident_label(it))))
        }
        RuleId::PriorTier => choices(held_tiers()),
        _ => choices(YES_NO),
    }
}

fn label(name: &str) -> String {
    fields::DECLARATIONS
        .iter()
        .find(|(field, _)| *field == name)
        .map_or_else(String::new, |(_, label)| (*label).to_owned())
}

/// Saves the answers.
pub async fn save(
    path: paths::Declarations,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    furniture: Furniture,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let draft = enterprise::own_draft(&mut tx, &me, path.application, now).await?;
    let section = draft.section(&ReturnItem::Declarations)?;
    let declared = match input.parse() {
        Ok(declared) => declared,
        Err(errors) => {
            let own = OwnPage::load(&app, &mut tx, &me, path.application, now).await?;
            let errors = Errors::of(&errors, fields::DECLARATIONS);
            let page = Page {
                errors,
                ..page(&own, &furniture, input, now)
            };
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, View(page)).into_response());
        }
    };
    match save_declarations(&mut tx, &me, section, &declared, input.version, now).await {
        Ok(()) => tx.commit().await?,
        Err(sqlx::Error::RowNotFound) => {
            let own = OwnPage::load(&app, &mut tx, &me, path.application, now).await?;
            let version = declarations::version(&mut tx, own.own.application()).await?;
            let mut page = page(&own, &furniture, Input { version, ..input }, now);
            page.section.conflict = true;
            return Ok((StatusCode::CONFLICT, View(page)).into_response());
        }
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(
        paths::Application {
            application: path.application,
        },
        Notice::Saved,
    ))
}
