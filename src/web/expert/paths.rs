//! The addresses of the experts' pages.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

use crate::{
    domain::ids::{AssignmentId, EvidenceId, InstanceId},
    web::error::PageError,
};

/// The own tasks.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/expert")]
pub struct Reviews;

/// One own task: the declaration first, then the review. A draft is posted to the same address.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/expert/reviews/{assignment}", rejection(PageError))]
pub struct Review {
    /// The task.
    pub assignment: AssignmentId,
}

impl Review {
    /// The review with this tab of the dossier open.
    #[must_use]
    pub fn tab(&self, tab: &str) -> String {
        format!("{self}?tab={tab}#work")
    }

    /// The review with this tab open and one of its files shown in place.
    #[must_use]
    pub fn tab_file(&self, tab: &str, file: EvidenceId) -> String {
        format!("{self}?tab={tab}&file={file}#preview")
    }

    /// The review with this control of a tab in sight.
    #[must_use]
    pub fn field(&self, tab: &str, field: &str) -> String {
        format!("{self}?tab={tab}#{field}")
    }

    /// The review with this scenario open; `file` is shown in place.
    #[must_use]
    pub fn scene(&self, instance: InstanceId, file: Option<EvidenceId>) -> String {
        let place = file.map_or_else(
            || "#work".to_owned(),
            |file| format!("&file={file}#preview"),
        );
        format!("{self}?tab=scenarios&instance={instance}{place}")
    }
}

/// Declaring a conflict, or that there is none.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/expert/reviews/{assignment}/declaration", rejection(PageError))]
pub struct Declaration {
    /// The task.
    pub assignment: AssignmentId,
}

/// Filing a review.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/expert/reviews/{assignment}/file", rejection(PageError))]
pub struct Filing {
    /// The task.
    pub assignment: AssignmentId,
}
