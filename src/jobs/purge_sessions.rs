//! Removes sessions that have ended, and failed sign-ins that no longer count.

use chrono::TimeDelta;
use sqlx::PgConnection;

use crate::{access::session, app::App, db::sign_in, workflow::sign_in::AttemptLimits};

/// How long a device is known without being used.
const KNOWN_FOR: TimeDelta = TimeDelta::days(400);

/// Removes what no request can use any more.
pub(super) async fn run(app: &App, conn: &mut PgConnection) -> anyhow::Result<()> {
    let purged = session::purge(conn, app.session_limits(), app.clock.now()).await?;
    if purged > 0 {
        tracing::info!(sessions = purged, "removed ended sessions");
    }
    let window = AttemptLimits::from(&app.config.security).window;
    sign_in::purge(conn, window, app.clock.now()).await?;
    sign_in::forget_devices(conn, app.clock.now() - KNOWN_FOR).await?;
    Ok(())
}
