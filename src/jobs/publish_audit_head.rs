//! Publishes the end of the audit trail's chain for the day that has passed.

use sqlx::PgConnection;

use crate::{app::App, db::audit_chain, domain::time::beijing_date};

/// Publishes it in the first run of a day; later runs of that day change nothing.
pub(super) async fn run(app: &App, conn: &mut PgConnection) -> anyhow::Result<()> {
    let now = app.clock.now();
    let Some(yesterday) = beijing_date(now).pred_opt() else {
        return Ok(());
    };
    Ok(audit_chain::publish_head(conn, yesterday, now).await?)
}
