//! The network address a request comes from.

use std::{convert::Infallible, net::SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{header, request::Parts},
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

/// What the browser calls itself, shortened.
#[derive(Clone, Debug)]
pub struct ClientAgent(pub String);

impl FromRequestParts<AppState> for ClientAgent {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Self::Rejection> {
        let agent = parts
            .headers
            .get(header::USER_AGENT)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        Ok(Self(agent.chars().take(200).collect()))
    }
}
