//! Answering requests until told to stop, and letting those in flight finish.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use anyhow::{Context, bail};
use axum::Router;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// Serves until Ctrl-C or SIGTERM, or until the database has ended. No new request is taken
/// then, and those in flight get `grace` to finish.
pub async fn listen(
    listener: TcpListener,
    router: Router,
    grace: Duration,
    database_ended: impl Future<Output = String>,
) -> anyhow::Result<()> {
    let stop = CancellationToken::new();
    let asked = asked_to_stop()?;
    // Answers are written whole; waiting to fill packets would only delay them.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "no-delay not set");
        }
    });
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let server =
        axum::serve(listener, service).with_graceful_shutdown(stop.clone().cancelled_owned());
    let mut running = pin!(server.into_future());
    let mut database = None;
    tokio::select! {
        ended = &mut running => return ended.context("serving"),
        signal = asked => tracing::info!(signal, "stopping"),
        how = database_ended => database = Some(how),
    }
    stop.cancel();
    if timeout(grace, running).await.is_err() {
        tracing::warn!("some requests did not finish in time and were cut off");
    }
    if let Some(how) = database {
        bail!(
            "the private PostgreSQL ended unexpectedly ({how}); see postgres/server.log below the data folder"
        );
    }
    Ok(())
}

/// Waits for Ctrl-C or SIGTERM; the handlers are in place when this returns.
fn asked_to_stop() -> anyhow::Result<impl Future<Output = &'static str>> {
    let mut interrupt = signal(SignalKind::interrupt()).context("watching for Ctrl-C")?;
    let mut terminate = signal(SignalKind::terminate()).context("watching for SIGTERM")?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => "interrupt",
            _ = terminate.recv() => "terminate",
        }
    })
}
