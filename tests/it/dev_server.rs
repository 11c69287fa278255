//! A server with one of everything to look at, until it is stopped: see README.md.

use std::io::Write as _;

use crate::support::{TestApp, World, times};

/// Starts on a port of its own and answers; with `TIDU_DEV_SERVER=PORT` or `PORT,review` (also
/// `screening`, `decision`, `publication`) it says who is there and goes on answering.
#[tokio::test]
async fn dev_server() {
    #[expect(
        clippy::disallowed_methods,
        reason = "the port is asked for in the environment"
    )]
    let asked = std::env::var("TIDU_DEV_SERVER").ok();
    let (port, stage) = asked.as_deref().map_or(("0", ""), |asked| {
        asked.split_once(',').unwrap_or((asked, ""))
    });
    let app = TestApp::start_at(&format!("127.0.0.1:{port}"), |_| {}).await;
    let world = World::build(&app).await;
    app.clock.set(match stage {
        "screening" => times::screening(),
        "review" => times::review(),
        "decision" => times::decision(),
        "publication" => times::publication(),
        _ => times::start(),
    });
    let mut browser = app.visitor();
    assert_eq!(browser.get("/readyz").await.body(), "ok");
    if asked.is_some() {
        present(&app, &world);
        std::future::pending::<()>().await;
    }
}

fn present(app: &TestApp, world: &World) {
    let mut out = std::io::stdout().lock();
    for (role, account) in world.people() {
        writeln!(
            out,
            "{role:24} http://{}/ tidu_session={} {}",
            app.address,
            account.token.reveal(),
            account.login,
        )
        .unwrap();
    }
    for (what, id) in world.things() {
        writeln!(out, "{what:24} {id}").unwrap();
    }
}
