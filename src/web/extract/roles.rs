//! Handlers name the role they are for; anybody else gets the sign-in page or a refusal.

use std::sync::Arc;

use axum::{extract::FromRequestParts, http::request::Parts};

use super::SessionContext;
use crate::{
    access::{
        Actor, Administrator, AuditAdministrator, BureauOfficer, EnterpriseMember, ExpertMember,
        SecurityAdministrator,
    },
    app::AppState,
    web::error::PageError,
};

fn actor(parts: &Parts) -> Result<&Actor, PageError> {
    let context = parts
        .extensions
        .get::<Arc<SessionContext>>()
        .ok_or_else(|| PageError::Internal(anyhow::anyhow!("no session layer on this route")))?;
    context
        .signed_in
        .as_ref()
        .map(|signed_in| &signed_in.actor)
        .ok_or_else(|| PageError::SignIn {
            return_to: context.path.clone(),
        })
}

impl FromRequestParts<AppState> for Actor {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, PageError> {
        actor(parts).cloned()
    }
}

macro_rules! roles {
    ($($variant:ident => $role:ty),+ $(,)?) => {$(
        impl FromRequestParts<AppState> for $role {
            type Rejection = PageError;

            async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, PageError> {
                match actor(parts)? {
                    Actor::$variant(me) => Ok(me.clone()),
                    _ => Err(PageError::WrongArea),
                }
            }
        }
    )+};
}

roles!(
    Enterprise => EnterpriseMember,
    Bureau => BureauOfficer,
    Expert => ExpertMember,
    Administrator => Administrator,
    SecurityAdministrator => SecurityAdministrator,
    AuditAdministrator => AuditAdministrator,
);
