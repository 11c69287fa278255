//! Removes uploads that were begun and never finished: a closed laptop, a lost line.

use chrono::TimeDelta;

use crate::app::App;

/// No upload takes longer than this.
const ABANDONED_AFTER: TimeDelta = TimeDelta::hours(24);

/// Removes the bytes of abandoned uploads.
pub(super) async fn run(app: &App) -> anyhow::Result<()> {
    let removed = app.files.sweep(app.clock.now() - ABANDONED_AFTER).await?;
    if removed > 0 {
        tracing::info!(uploads = removed, "removed abandoned uploads");
    }
    Ok(())
}
