//! The network address a request comes from.

use std::{convert::Infallible, net::SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::request::Parts,
};

use crate::app::AppState;

/// The client's address. Behind a proxy, the last entry of `X-Forwarded-For`: what our own proxy
/// saw, which the client cannot forge.
#[derive(Clone, Debug)]
pub struct ClientAddress(pub String);

impl FromRequestParts<AppState> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        app: &AppState,
    ) -> Result<Self, Self::Rejection> {
        Ok(Self(
            forwarded(parts, app)
                .or_else(|| connected(parts))
                .unwrap_or_default(),
        ))
    }
}

fn forwarded(parts: &Parts, app: &AppState) -> Option<String> {
    if !app.config.server.behind_proxy {
        return None;
    }
    let header = parts
        .headers
        .get_all("x-forwarded-for")
        .iter()
        .next_back()?
        .to_str()
        .ok()?;
    header
        .rsplit(',')
        .next()
        .map(|address| address.trim().to_owned())
}

fn connected(parts: &Parts) -> Option<String> {
    parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map(|info| info.0.ip().to_string())
}
