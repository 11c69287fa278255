//! An enterprise registers itself.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use secrecy::SecretString;

use super::{
    paths::{Register, Registered},
    register_form::{RegisterForm, divisions_by_bureau, entities},
};
use crate::{
    access::{
        Visitor,
        account::{RegistrationSlot, registration_slot},
    },
    app::AppState,
    config::RateLimit,
    crypto::Queue,
    db::{
        regions::{self, Bureau, Division},
        registrations::NewRegistration,
    },
    domain::{
        account::AccountState, ids::BureauId, season::AccountApproval,
        values::password::NewPassword,
    },
    text::account as words,
    web::{
        error::{PageError, PageResult},
        extract::{ClientAddress, Furniture, Now, Posted},
        form::{Choice, Errors},
        notice::{self, Notice},
        parts::ChoiceGroup,
        view::{Layout, View},
    },
    workflow::{
        register::{RegisterError, admit, register},
        sign_in::AttemptLimits,
    },
};

#[derive(Template)]
#[template(path = "account/register.html")]
struct RegisterPage {
    layout: Layout,
    errors: Errors,
    input: RegisterForm,
    divisions: Vec<ChoiceGroup>,
    entities: Vec<Choice>,
    by_bureau: bool,
}

#[derive(Template)]
#[template(path = "account/registered.html")]
struct RegisteredPage {
    layout: Layout,
    bureau: Bureau,
}

struct Region {
    bureaus: Vec<Bureau>,
    divisions: Vec<Division>,
}

async fn region(app: &AppState) -> sqlx::Result<Region> {
    let mut conn = app.db.acquire().await?;
    Ok(Region {
        bureaus: regions::bureaus(&mut conn).await?,
        divisions: regions::divisions(&mut conn).await?,
    })
}

/// No open season: nothing says that the rule is enough, so the bureau looks at it.
fn approval(furniture: &Furniture) -> AccountApproval {
    furniture
        .season()
        .map_or(AccountApproval::Bureau, |season| {
            season.settings.account_approval
        })
}

fn page(furniture: &Furniture, region: &Region, input: RegisterForm, errors: Errors) -> Response {
    View(RegisterPage {
        layout: furniture.layout(),
        errors,
        input,
        divisions: divisions_by_bureau(&region.bureaus, &region.divisions),
        entities: entities(),
        by_bureau: approval(furniture) == AccountApproval::Bureau,
    })
    .into_response()
}

/// The form.
pub(super) async fn show(
    _: Register,
    furniture: Furniture,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let region = region(&app).await?;
    let empty = RegisterForm::default();
    Ok(page(&furniture, &region, empty, Errors::default()))
}

/// Registers, or says what is wrong.
pub(super) async fn post(
    _: Register,
    furniture: Furniture,
    ClientAddress(address): ClientAddress,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(form): Posted<RegisterForm>,
) -> PageResult<Response> {
    let region = region(&app).await?;
    let refused = |form, errors| {
        let page = page(&furniture, &region, form, errors);
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    let (new, password) = match form.parse(&region.divisions) {
        Ok(parsed) => parsed,
        Err(errors) => return refused(form, Errors::of(&errors, words::FIELDS)),
    };
    let limits = AttemptLimits::from(&app.config.security);
    let attempt = Registration {
        new: &new,
        password,
        approval: approval(&furniture),
        address: &address,
        limits,
        now,
    };
    match attempt.take(&app).await? {
        Taken::Received(AccountState::Active) => {
            Ok(notice::see_other(super::paths::SignIn, Notice::Registered))
        }
        Taken::Received(_) => {
            let division = new.division.code;
            Ok(Redirect::to(&Registered { division }.to_string()).into_response())
        }
        Taken::Already(sentence) => refused(form, Errors::one("credit_code", sentence)),
    }
}

enum Taken {
    Received(AccountState),
    Already(String),
}

struct Registration<'a> {
    new: &'a NewRegistration,
    password: NewPassword,
    approval: AccountApproval,
    address: &'a str,
    limits: AttemptLimits,
    now: chrono::DateTime<chrono::Utc>,
}

impl Registration<'_> {
    async fn take(self, app: &AppState) -> PageResult<Taken> {
        // Counted and looked up first, in a transaction of its own: hashing is what costs.
        let mut tx = app.db.begin().await?;
        let counted = if app.config.server.rate_limit == RateLimit::Off {
            None
        } else {
            admit(&mut tx, self.address, self.limits, self.now).await?
        };
        let slot = registration_slot(&mut tx, Visitor, &self.new.credit_code).await;
        tx.commit().await?;
        if let Some(minutes) = counted {
            return Err(PageError::TooMany { minutes });
        }
        if let RegistrationSlot::Taken(bureau) = slot? {
            return Self::already(app, bureau).await;
        }
        let password = SecretString::from(self.password.reveal());
        let hash = app.passwords.hash(Queue::Registration, password).await?;
        let mut tx = app.db.begin().await?;
        match register(&mut tx, self.new, &hash, self.approval, self.now).await {
            Ok(state) => {
                tx.commit().await?;
                Ok(Taken::Received(state))
            }
            Err(RegisterError::Taken(bureau)) => {
                drop(tx);
                Self::already(app, bureau).await
            }
            Err(RegisterError::Database(error)) => Err(error.into()),
        }
    }

    async fn already(app: &AppState, bureau: BureauId) -> PageResult<Taken> {
        let mut conn = app.db.acquire().await?;
        let bureau = regions::bureau(&mut conn, bureau).await?;
        let sentence = words::already_registered(&bureau.name, &bureau.telephone);
        Ok(Taken::Already(sentence))
    }
}

/// What happens next, and who does it.
pub(super) async fn received(
    path: Registered,
    furniture: Furniture,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut conn = app.db.acquire().await?;
    let division = regions::division(&mut conn, &path.division)
        .await?
        .ok_or(PageError::NotFound)?;
    let page = RegisteredPage {
        layout: furniture.layout(),
        bureau: regions::bureau(&mut conn, division.bureau).await?,
    };
    Ok(View(page).into_response())
}
