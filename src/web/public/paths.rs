//! The addresses of this area.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

use crate::{
    domain::ids::{ListId, PublicityId},
    web::error::PageError,
};

/// The first page.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/")]
pub struct Start;

/// Which tier a factory could reach.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/self-check")]
pub struct SelfCheck;

/// 申报指南
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/guide")]
pub struct Guide;

/// 典型场景目录
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/catalogue")]
pub struct Catalogue;

/// 要素条件 and the decisions on what it leaves open.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/rules")]
pub struct Rules;

/// Publicities and published lists.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/lists")]
pub struct Lists;

/// One published list.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/lists/{list}", rejection(PageError))]
pub struct List {
    /// The list.
    pub list: ListId,
}

/// One publicity.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/publicities/{publicity}", rejection(PageError))]
pub struct Publicity {
    /// The publicity.
    pub publicity: PublicityId,
}

/// Objecting to a line of a publicity.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/publicities/{publicity}/objection", rejection(PageError))]
pub struct Objection {
    /// The publicity.
    pub publicity: PublicityId,
}

/// The published ends of the audit trail's chain.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/audit-heads")]
pub struct AuditHeads;

/// The same as a file to keep.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/audit-heads.csv")]
pub struct AuditHeadsFile;

/// 无障碍声明
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/accessibility")]
pub struct Accessibility;

/// What crawlers may read.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/robots.txt")]
pub struct Robots;

/// The mark that browsers ask for by themselves.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/favicon.ico")]
pub struct Favicon;
