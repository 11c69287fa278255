//! The addresses of scenarios and evidence of an own application.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

use super::paths;
use crate::{
    domain::{
        evidence::EvidenceTarget,
        ids::{ApplicationId, EvidenceId, InstanceId},
    },
    web::error::PageError,
};

/// 五、场景建设: board and list.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path(
    "/enterprise/applications/{application}/scenarios",
    rejection(PageError)
)]
pub struct Scenarios {
    /// The application.
    pub application: ApplicationId,
}

/// Where a scenario is chosen from the catalogue; a post adds it.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path(
    "/enterprise/applications/{application}/scenarios/new",
    rejection(PageError)
)]
pub struct NewScenario {
    /// The application.
    pub application: ApplicationId,
}

/// One scenario.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path(
    "/enterprise/applications/{application}/scenarios/{instance}",
    rejection(PageError)
)]
pub struct Scenario {
    /// The application.
    pub application: ApplicationId,
    /// The scenario instance.
    pub instance: InstanceId,
}

/// Removes a scenario.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path(
    "/enterprise/applications/{application}/scenarios/{instance}/remove",
    rejection(PageError)
)]
pub struct RemoveScenario {
    /// The application.
    pub application: ApplicationId,
    /// The scenario instance.
    pub instance: InstanceId,
}

/// Brings a removed scenario back.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path(
    "/enterprise/applications/{application}/scenarios/{instance}/restore",
    rejection(PageError)
)]
pub struct RestoreScenario {
    /// The application.
    pub application: ApplicationId,
    /// The scenario instance.
    pub instance: InstanceId,
}

/// Where evidence is uploaded; `target` is the code of what it is evidence of.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path(
    "/enterprise/applications/{application}/evidence/{target}",
    rejection(PageError)
)]
pub struct Evidence {
    /// The application.
    pub application: ApplicationId,
    /// [`EvidenceTarget::code`]
    pub target: String,
}

impl Evidence {
    /// The address for one target.
    #[must_use]
    pub fn of(application: ApplicationId, target: EvidenceTarget) -> Self {
        Self {
            application,
            target: target.code(),
        }
    }
}

/// Removes an own evidence file.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/enterprise/evidence/{evidence}/remove", rejection(PageError))]
pub struct RemoveEvidence {
    /// The file.
    pub evidence: EvidenceId,
}

/// Brings a removed evidence file back.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/enterprise/evidence/{evidence}/restore", rejection(PageError))]
pub struct RestoreEvidence {
    /// The file.
    pub evidence: EvidenceId,
}

/// The page on which evidence of this target is shown, at its place on the page. It follows from
/// the target alone, so that no address has to be taken from a form.
#[must_use]
pub fn page_with(application: ApplicationId, target: EvidenceTarget) -> String {
    let page = match target {
        EvidenceTarget::Instance(instance) => Scenario {
            application,
            instance,
        }
        .to_string(),
        EvidenceTarget::MaturityReport => paths::Maturity { application }.to_string(),
        EvidenceTarget::Quality(_) => paths::Quality { application }.to_string(),
        EvidenceTarget::Licence
        | EvidenceTarget::AboveScale
        | EvidenceTarget::Commitment
        | EvidenceTarget::Other => paths::Attachments { application }.to_string(),
    };
    format!("{page}#{}", anchor(target))
}

/// The place of a target on its page: unique there, and usable as the id of an element.
#[must_use]
pub fn anchor(target: EvidenceTarget) -> String {
    match target {
        EvidenceTarget::Instance(_) => "evidence".to_owned(),
        target => format!("evidence-{}", target.code().replace([':', '_'], "-")),
    }
}
