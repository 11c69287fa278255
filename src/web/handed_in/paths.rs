//! The addresses of tables that are handed in.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

use crate::{
    domain::ids::{HandedInTableId, TablePaperId},
    web::error::PageError,
};

/// Handing in the list of one season and tier.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/bureau/ranking/hand-in")]
pub struct HandIn;

/// Taking back an own table.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/bureau/tables/{table}/reopen", rejection(PageError))]
pub struct ReopenOwn {
    /// The table.
    pub table: HandedInTableId,
}

/// Uploading a paper that belongs to an own table.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/bureau/tables/{table}/papers/{kind}", rejection(PageError))]
pub struct UploadPaper {
    /// The table.
    pub table: HandedInTableId,
    /// What it is.
    pub kind: String,
}

/// The tables of all bureaus.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/tables")]
pub struct Tables;

/// Giving a table back to its bureau.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/tables/{table}/reopen", rejection(PageError))]
pub struct ReopenAny {
    /// The table.
    pub table: HandedInTableId,
}

/// A table as it was handed in, as a workbook.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/tables/{table}/table.xlsx", rejection(PageError))]
pub struct Workbook {
    /// The table.
    pub table: HandedInTableId,
}

/// A paper of a table.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/table-papers/{paper}", rejection(PageError))]
pub struct Paper {
    /// The paper.
    pub paper: TablePaperId,
}
