//! Answering requests until told to stop, and letting those in flight finish.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use anyhow::{Context, anyhow};
use axum::Router;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// Serves until `asked` to stop (see [`asked_to_stop`]), or until the database has ended. No new
/// request is taken then, and those in flight get `grace` to finish.
pub async fn listen(
    listener: TcpListener,
    router: Router,
    grace: Duration,
    asked: impl Future<Output = &'static str>,
    database_ended: impl Future<Output = String>,
) -> anyhow::Result<()> {
    let stop = async {
        tokio::select! {
            signal = asked => {
                tracing::info!(signal, "stopping");
                Ok(())
            }
            how = database_ended => Err(anyhow!(
                "the private PostgreSQL ended unexpectedly ({how}); \
                 see postgres/server.log below the data folder"
            )),
        }
    };
    serve_until(listener, router, grace, stop).await
}

/// Serves until `stop` is ready, and answers with what it gave.
async fn serve_until(
    listener: TcpListener,
    router: Router,
    grace: Duration,
    stop: impl Future<Output = anyhow::Result<()>>,
) -> anyhow::Result<()> {
    // Answers are written whole; waiting to fill packets would only delay them.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "no-delay not set");
        }
    });
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let stopping = CancellationToken::new();
    let server =
        axum::serve(listener, service).with_graceful_shutdown(stopping.clone().cancelled_owned());
    let mut running = pin!(server.into_future());
    let stopped = tokio::select! {
        ended = &mut running => return ended.context("serving"),
        stopped = stop => stopped,
    };
    stopping.cancel();
    if timeout(grace, running).await.is_err() {
        tracing::warn!("some requests did not finish in time and were cut off");
    }
    stopped
}

/// Waits for Ctrl-C or SIGTERM; the handlers are in place when this returns.
pub fn asked_to_stop() -> anyhow::Result<impl Future<Output = &'static str>> {
    let mut interrupt = signal(SignalKind::interrupt()).context("watching for Ctrl-C")?;
    let mut terminate = signal(SignalKind::terminate()).context("watching for SIGTERM")?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => "interrupt",
            _ = terminate.recv() => "terminate",
        }
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;
    use tokio::sync::Notify;

    use super::*;

    /// Has a request in flight when the server is told to stop, lets it finish or not, and tells
    /// what was answered. Returns when the server has stopped.
    async fn stop_in_flight(grace: Duration, finish: bool) -> String {
        let (arrived, finished) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (here, go) = (arrived.clone(), finished.clone());
        let handler = async move || {
            here.notify_one();
            go.notified().await;
            "finished"
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut stream = TcpStream::connect(listener.local_addr().unwrap())
            .await
            .unwrap();
        stream
            .write_all(b"GET / HTTP/1.1\r\nhost: tidu\r\n\r\n")
            .await
            .unwrap();
        let stop = async {
            arrived.notified().await;
            if finish {
                finished.notify_one();
            }
            Ok(())
        };
        let router = Router::new().route("/", get(handler));
        serve_until(listener, router, grace, stop).await.unwrap();
        let mut answer = String::new();
        if finish {
            stream.read_to_string(&mut answer).await.unwrap();
        }
        answer
    }

    #[tokio::test]
    async fn a_request_in_flight_is_answered() {
        let answer = stop_in_flight(Duration::from_mins(1), true).await;
        assert!(answer.ends_with("finished"), "{answer}");
    }

    #[tokio::test]
    async fn a_request_that_does_not_finish_holds_nothing_up() {
        stop_in_flight(Duration::from_millis(1), false).await;
    }

    #[tokio::test]
    async fn the_end_of_the_database_is_an_error() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let ended = async { "signal: 9".to_owned() };
        let (router, grace) = (Router::new(), Duration::from_mins(1));
        let asked = asked_to_stop().unwrap();
        let served = listen(listener, router, grace, asked, ended).await;
        assert!(served.unwrap_err().to_string().contains("signal: 9"));
    }
}
