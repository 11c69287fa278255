//! Refusals as `application/problem+json` (RFC 9457), naming the field and saying why in Chinese.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use crate::{domain::rules::FactsError, text::api};

/// One wrong field.
#[derive(Debug, Serialize)]
pub struct FieldProblem {
    /// Its path, such as `scenarios[3].tier`; empty for the body as a whole.
    pub field: String,
    /// Why it is refused.
    pub message: String,
}

/// A refused request.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    errors: Vec<FieldProblem>,
}

#[derive(Serialize)]
struct Body<'a> {
    r#type: &'static str,
    title: &'static str,
    status: u16,
    detail: &'a str,
    field: &'a str,
    errors: &'a [FieldProblem],
}

impl Problem {
    /// A body that is not what the interface takes.
    #[must_use]
    pub fn unreadable(error: &serde_path_to_error::Error<serde_json::Error>) -> Self {
        let field = match error.path().to_string() {
            // The whole body, and a place the reader cannot name.
            path if path == "." || path == "?" => String::new(),
            path => path,
        };
        let message = if error.inner().is_data() {
            api::wrong_value(&error.inner().to_string())
        } else {
            api::not_json(error.inner().line(), error.inner().column())
        };
        Self {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            errors: vec![FieldProblem { field, message }],
        }
    }

    /// Scenarios the catalogue does not have.
    #[must_use]
    pub fn facts(errors: &[FactsError]) -> Self {
        let errors = errors
            .iter()
            .map(|error| FieldProblem {
                field: error.field.clone(),
                message: crate::text::findings::facts_error_sentence(error),
            })
            .collect();
        Self {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            errors,
        }
    }

    /// A request refused as a whole.
    #[must_use]
    pub fn whole(status: StatusCode, message: &str) -> Self {
        let errors = vec![FieldProblem {
            field: String::new(),
            message: message.to_owned(),
        }];
        Self { status, errors }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let first = self.errors.first();
        let body = Body {
            r#type: "about:blank",
            title: api::problem_title(self.status.as_u16()),
            status: self.status.as_u16(),
            detail: first.map_or("", |error| &error.message),
            field: first.map_or("", |error| &error.field),
            errors: &self.errors,
        };
        let json = serde_json::to_string(&body).unwrap_or_default();
        (
            self.status,
            [(header::CONTENT_TYPE, "application/problem+json")],
            json,
        )
            .into_response()
    }
}

impl From<sqlx::Error> for Problem {
    fn from(error: sqlx::Error) -> Self {
        tracing::error!(%error, "a request of the public interface failed");
        Self::whole(StatusCode::SERVICE_UNAVAILABLE, api::UNAVAILABLE)
    }
}

impl From<crate::db::editions::EditionError> for Problem {
    fn from(error: crate::db::editions::EditionError) -> Self {
        tracing::error!(%error, "an edition could not be read");
        Self::whole(StatusCode::SERVICE_UNAVAILABLE, api::UNAVAILABLE)
    }
}

impl From<crate::export::ExportError> for Problem {
    fn from(error: crate::export::ExportError) -> Self {
        tracing::error!(%error, "a list could not be written");
        Self::whole(StatusCode::SERVICE_UNAVAILABLE, api::UNAVAILABLE)
    }
}
