//! What the acts on a case share, the bureau's and the office's: a form, then a page that shows
//! exactly what will be sent, then the act itself. All three steps post to one address.

use askama::Template;
use axum::response::{IntoResponse, Response};

use super::{
    case_file::CaseFile,
    paths::{Case, DeclineCase, Queue, ReturnCase},
};
use crate::{
    domain::{
        field::FieldErrors,
        ids::ApplicationId,
        letter::{ApplicationNames, Letter},
    },
    text::{navigation, screening::field_label},
    web::{
        form::Errors,
        parts::SummaryRow,
        view::{Layout, View},
    },
};

/// Which step a post asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web) enum Step {
    /// Show what will be sent.
    Check,
    /// Back to the form.
    Edit,
    /// Do it.
    Send,
}

impl Step {
    /// Reads the step from the button pressed.
    pub(in crate::web) fn from_code(code: &str) -> Self {
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
pub(in crate::web) struct ConfirmPage {
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
    pub(in crate::web) fn answer(self) -> Response {
        View(self).into_response()
    }
}

/// How the pages of the acts call a case.
pub(in crate::web) struct CaseNames {
    /// The list it is taken from, and what that is called.
    pub queue: String,
    pub queue_label: &'static str,
    pub case: String,
    pub application: ApplicationId,
    pub enterprise: String,
    pub factory: String,
}

impl CaseNames {
    /// Where the case is.
    pub(in crate::web) fn href(&self) -> &str {
        &self.case
    }

    /// Where it is returned.
    pub(super) fn return_path(&self) -> ReturnCase {
        ReturnCase {
            application: self.application,
        }
    }

    /// Where it is declined.
    pub(super) fn decline_path(&self) -> DeclineCase {
        DeclineCase {
            application: self.application,
        }
    }

    pub(super) fn of(file: &CaseFile) -> Self {
        let application = file.application.id();
        let queue = (Queue.to_string(), navigation::QUEUE);
        Self::below(
            queue,
            &Case { application },
            (application, file.names.clone()),
        )
    }

    /// A case below the list it is taken from.
    pub(in crate::web) fn below(
        (queue, queue_label): (String, &'static str),
        case: &impl ToString,
        (application, names): (ApplicationId, ApplicationNames),
    ) -> Self {
        Self {
            queue,
            queue_label,
            case: case.to_string(),
            application,
            enterprise: names.enterprise,
            factory: names.factory,
        }
    }
}

/// One line of what was entered.
pub(in crate::web) fn row(name: &str, value: impl Into<String>) -> SummaryRow {
    SummaryRow {
        label: field_label(name).to_owned(),
        value: value.into(),
        change: None,
    }
}

/// What is wrong with a form, in words.
pub(in crate::web) fn sentences(errors: &FieldErrors) -> Errors {
    let labels: Vec<(&str, &str)> = errors
        .iter()
        .map(|(name, _)| (name, field_label(name)))
        .collect();
    Errors::of(errors, &labels)
}
