//! The addresses of the enterprise's pages. Scenarios and evidence have theirs beside them.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

use crate::{
    domain::ids::{ApplicationId, FactoryId},
    web::error::PageError,
};

/// The own applications.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/enterprise")]
pub struct Applications;

/// The profile of the enterprise.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/enterprise/profile")]
pub struct Profile;

/// The own factories.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/enterprise/factories")]
pub struct Factories;

/// The form of a factory that is not there yet.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/enterprise/factories/new")]
pub struct NewFactory;

/// Where an application is begun.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/enterprise/applications/new")]
pub struct NewApplication;

/// The form of one own factory.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/enterprise/factories/{factory}", rejection(PageError))]
pub struct Factory {
    /// The factory.
    pub factory: FactoryId,
}

/// The home of one own application.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/enterprise/applications/{application}", rejection(PageError))]
pub struct Application {
    /// The application.
    pub application: ApplicationId,
}

/// 三、基础要求
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path(
    "/enterprise/applications/{application}/declarations",
    rejection(PageError)
)]
pub struct Declarations {
    /// The application.
    pub application: ApplicationId,
}

/// 四、成熟度自评价
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path(
    "/enterprise/applications/{application}/maturity",
    rejection(PageError)
)]
pub struct Maturity {
    /// The application.
    pub application: ApplicationId,
}

/// 六、各环节建设情况
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/enterprise/applications/{application}/quality", rejection(PageError))]
pub struct Quality {
    /// The application.
    pub application: ApplicationId,
}

/// 七、附件与承诺书
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path(
    "/enterprise/applications/{application}/attachments",
    rejection(PageError)
)]
pub struct Attachments {
    /// The application.
    pub application: ApplicationId,
}

/// The whole pre-check.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path(
    "/enterprise/applications/{application}/precheck",
    rejection(PageError)
)]
pub struct Precheck {
    /// The application.
    pub application: ApplicationId,
}

/// The pre-check of the rail alone, to fetch again after a save.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path(
    "/enterprise/applications/{application}/precheck/strip",
    rejection(PageError)
)]
pub struct PrecheckStrip {
    /// The application.
    pub application: ApplicationId,
}

/// The answers to check before submitting.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/enterprise/applications/{application}/check", rejection(PageError))]
pub struct Check {
    /// The application.
    pub application: ApplicationId,
}

/// The receipt of a submission.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/enterprise/applications/{application}/receipt", rejection(PageError))]
pub struct Receipt {
    /// The application.
    pub application: ApplicationId,
}

/// The application on paper (申报书).
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/enterprise/applications/{application}/print", rejection(PageError))]
pub struct Print {
    /// The application.
    pub application: ApplicationId,
}

/// Where an application is withdrawn.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path(
    "/enterprise/applications/{application}/withdraw",
    rejection(PageError)
)]
pub struct Withdraw {
    /// The application.
    pub application: ApplicationId,
}
