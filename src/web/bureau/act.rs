//! What the acts on a case share: a form, then a page that shows exactly what will be sent, then
//! the act itself. All three steps post to one address.

use askama::Template;
use axum::response::{IntoResponse, Response};

use super::{
    case_file::CaseFile,
    paths::{Case, DeclineCase, Queue, ReturnCase},
};
use crate::{
    domain::{field::FieldErrors, letter::Letter},
    text::screening::field_label,
    web::{
        form::Errors,
        parts::SummaryRow,
        view::{Layout, View},
    },
};

/// Which step a post asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Show what will be sent.
    Check,
    /// Back to the form.
    Edit,
    /// Do it.
    Send,
}

impl Step {
    /// Reads the step from the button pressed.
    pub(super) fn from_code(code: &str) -> Self {
        match code {
            "send" => Self::Send,
            "edit" => Self::Edit,
            _ => Self::Check,
        }
    }
}

/// The page that shows exactly what will be sent.
#[derive(Template)]
#[template(path = "bureau/confirm.html")]
pub(super) struct ConfirmPage {
    pub layout: Layout,
    pub title: &'static str,
    pub button: &'static str,
    pub is_danger: bool,
    pub warning: &'static str,
    pub action: String,
    pub case: CaseNames,
    pub rows: Vec<SummaryRow>,
    pub letter: Letter,
    pub fields: Vec<(&'static str, String)>,
}

impl ConfirmPage {
    pub(super) fn answer(self) -> Response {
        View(self).into_response()
    }
}

/// How the pages of the acts call a case.
pub(super) struct CaseNames {
    pub queue: Queue,
    pub case: Case,
    pub enterprise: String,
    pub factory: String,
}

impl CaseNames {
    /// Where the case is.
    pub(super) fn href(&self) -> String {
        self.case.to_string()
    }

    /// Where it is returned.
    pub(super) fn return_path(&self) -> ReturnCase {
        ReturnCase {
            application: self.case.application,
        }
    }

    /// Where it is declined.
    pub(super) fn decline_path(&self) -> DeclineCase {
        DeclineCase {
            application: self.case.application,
        }
    }

    pub(super) fn of(file: &CaseFile) -> Self {
        Self {
            queue: Queue,
            case: Case {
                application: file.application.id(),
            },
            enterprise: file.names.enterprise.clone(),
            factory: file.names.factory.clone(),
        }
    }
}

/// One line of what was entered.
pub(super) fn row(name: &str, value: impl Into<String>) -> SummaryRow {
    SummaryRow {
        label: field_label(name).to_owned(),
        value: value.into(),
        change: None,
    }
}

/// What is wrong with a form, in words.
pub(super) fn sentences(errors: &FieldErrors) -> Errors {
    let labels: Vec<(&str, &str)> = errors
        .iter()
        .map(|(name, _)| (name, field_label(name)))
        .collect();
    Errors::of(errors, &labels)
}
