//! The addresses of this area.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

/// The audit trail.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/audit")]
pub struct Trail;

/// The audit trail as a file.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/audit/export")]
pub struct ExportTrail;
