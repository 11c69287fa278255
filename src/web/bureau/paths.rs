//! The addresses of the bureau's pages.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

use crate::{
    domain::{
        ids::{ApplicationId, EvidenceId},
        screening::ScreenItem,
    },
    web::error::PageError,
};

/// The queue.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/bureau")]
pub struct Queue;

/// One case.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/bureau/cases/{application}", rejection(PageError))]
pub struct Case {
    /// The application.
    pub application: ApplicationId,
}

impl Case {
    /// The case with this item open. `only_open` keeps the list to what is not judged yet; `file`
    /// is shown in place.
    #[must_use]
    pub fn at(&self, item: ScreenItem, only_open: bool, file: Option<EvidenceId>) -> String {
        let only = if only_open { "&only=open" } else { "" };
        let place = file.map_or_else(
            || "#work".to_owned(),
            |file| format!("&file={file}#preview"),
        );
        format!("{self}?item={}{only}{place}", item.code())
    }
}

/// What is found on a clause or scenario of a case.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/bureau/cases/{application}/findings", rejection(PageError))]
pub struct CaseFindings {
    /// The application.
    pub application: ApplicationId,
}

/// What changed since the submission before.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/bureau/cases/{application}/changes", rejection(PageError))]
pub struct CaseChanges {
    /// The application.
    pub application: ApplicationId,
}

/// Returning a case for correction.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/bureau/cases/{application}/return", rejection(PageError))]
pub struct ReturnCase {
    /// The application.
    pub application: ApplicationId,
}

/// Taking a case up again whose return was not answered in time.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/bureau/cases/{application}/take-up", rejection(PageError))]
pub struct TakeUpCase {
    /// The application.
    pub application: ApplicationId,
}

/// Giving the enterprise more time to answer a return.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/bureau/cases/{application}/extend", rejection(PageError))]
pub struct ExtendReturn {
    /// The application.
    pub application: ApplicationId,
}

/// Declining a case.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/bureau/cases/{application}/decline", rejection(PageError))]
pub struct DeclineCase {
    /// The application.
    pub application: ApplicationId,
}

/// Recommending a case to the region, or filing one of the basic tier.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/bureau/cases/{application}/recommend", rejection(PageError))]
pub struct RecommendCase {
    /// The application.
    pub application: ApplicationId,
}

/// The order of the recommendations.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/bureau/ranking")]
pub struct Ranking;

/// The recommendations as a spreadsheet (推荐汇总表).
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/bureau/ranking/table.xlsx")]
pub struct RankingTable;
