//! Answering requests until told to stop, and letting those in flight finish.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, anyhow};
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulConnection, GracefulShutdown};
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tower::ServiceExt as _;

/// How long a connection may be silent before and between the headers of its requests.
const SILENT_HEADERS: Duration = Duration::from_secs(30);
/// Connections answered at once; further ones wait. Most systems give a process 1,024 descriptors.
const MOST_CONNECTIONS: usize = 800;
/// How long to rest when the machine has no room for another connection.
const AGAIN_AFTER: Duration = Duration::from_secs(1);

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
    let connections = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let accepting = async {
        loop {
            let place = Arc::clone(&places).acquire_owned().await;
            let (stream, address) = accept(&listener).await;
            let connection = connections.watch(connection(stream, address, router.clone()));
            tokio::spawn(async move {
                let _place = place;
                if let Err(error) = connection.await {
                    tracing::debug!(%error, "a connection ended early");
                }
            });
        }
    };
    let stopped = tokio::select! {
        stopped = stop => stopped,
        () = accepting => Ok(()),
    };
    drop(listener);
    if timeout(grace, connections.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time and were cut off");
    }
    stopped
}

/// The next connection. Faults of the machine (no descriptor left) pass: it is tried again.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection was not taken");
                sleep(AGAIN_AFTER).await;
            }
        }
    }
}

/// Answers what one connection asks, as long as it asks without long pauses.
fn connection(
    stream: TcpStream,
    address: SocketAddr,
    router: Router,
) -> impl GracefulConnection<Error = hyper::Error> {
    // Answers are written whole; waiting to fill packets would only delay them.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no-delay not set");
    }
    let answer = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(address));
        router.clone().oneshot(request)
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(SILENT_HEADERS)
        .serve_connection(TokioIo::new(stream), answer)
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
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
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
