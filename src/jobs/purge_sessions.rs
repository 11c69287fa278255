//! Removes sessions that have ended.

use sqlx::PgConnection;

use crate::{access::session, app::App};

/// Removes what no request can use any more.
pub(super) async fn run(app: &App, conn: &mut PgConnection) -> anyhow::Result<()> {
    let purged = session::purge(conn, app.session_limits(), app.clock.now()).await?;
    if purged > 0 {
        tracing::info!(sessions = purged, "removed ended sessions");
    }
    Ok(())
}
