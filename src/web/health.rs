//! Whether the process is up, and whether it can work.

use axum::{extract::State, http::StatusCode};

use crate::{app::AppState, db};

/// The process is up.
pub async fn healthz() -> &'static str {
    "ok"
}

/// Database and evidence storage are reachable.
///
/// # Errors
/// 503 with the name of what is not.
pub async fn readyz(
    State(app): State<AppState>,
) -> Result<&'static str, (StatusCode, &'static str)> {
    db::answers(&app.db)
        .await
        .map_err(|_| (StatusCode::SERVICE_UNAVAILABLE, "database"))?;
    app.files
        .ready()
        .await
        .map_err(|_| (StatusCode::SERVICE_UNAVAILABLE, "storage"))?;
    Ok("ok")
}
