//! The addresses of the administrator's pages.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

use crate::{
    domain::ids::{
        ApplicationId, AssignmentId, DecisionListId, ObjectionId, PublicityId, SeasonId,
    },
    web::error::PageError,
};

/// The season board.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin")]
pub struct Board;

/// All applications.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/applications")]
pub struct Applications;

/// One application.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/applications/{application}", rejection(PageError))]
pub struct Application {
    /// The application.
    pub application: ApplicationId,
}

/// What an application says: its newest submission.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/applications/{application}/dossier", rejection(PageError))]
pub struct Dossier {
    /// The application.
    pub application: ApplicationId,
}

/// A case that its bureau left when its time was over.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/applications/{application}/left-over", rejection(PageError))]
pub struct LeftOver {
    /// The application.
    pub application: ApplicationId,
}

/// 形式审查
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/applications/{application}/formal-check", rejection(PageError))]
pub struct FormalCheck {
    /// The application.
    pub application: ApplicationId,
}

/// Rejecting an application at the formal check.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path(
    "/admin/applications/{application}/formal-check/reject",
    rejection(PageError)
)]
pub struct FormalReject {
    /// The application.
    pub application: ApplicationId,
}

/// Asking for a supplement at the formal check.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path(
    "/admin/applications/{application}/formal-check/supplement",
    rejection(PageError)
)]
pub struct FormalSupplement {
    /// The application.
    pub application: ApplicationId,
}

/// Giving the enterprise more time for a supplement.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path(
    "/admin/applications/{application}/supplement/extend",
    rejection(PageError)
)]
pub struct ExtendSupplement {
    /// The application.
    pub application: ApplicationId,
}

/// Going on without a supplement that was not answered.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path(
    "/admin/applications/{application}/supplement/take-up",
    rejection(PageError)
)]
pub struct TakeUpSupplement {
    /// The application.
    pub application: ApplicationId,
}

/// The applications that wait for the formal check.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/formal-checks")]
pub struct FormalChecks;

/// The experts of many applications of one tier.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/assignments")]
pub struct AssignmentPlan;

/// The experts of an application.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/applications/{application}/assignments", rejection(PageError))]
pub struct Assignments {
    /// The application.
    pub application: ApplicationId,
}

/// Where a task is taken back.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path(
    "/admin/applications/{application}/assignments/{assignment}/cancel",
    rejection(PageError)
)]
pub struct CancelAssignment {
    /// The application.
    pub application: ApplicationId,
    /// The task.
    pub assignment: AssignmentId,
}

/// Takes the filed reviews together.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path(
    "/admin/applications/{application}/conclude-review",
    rejection(PageError)
)]
pub struct ConcludeReview {
    /// The application.
    pub application: ApplicationId,
}

/// All filed reviews of an application side by side.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/applications/{application}/reviews", rejection(PageError))]
pub struct FiledReviews {
    /// The application.
    pub application: ApplicationId,
}

/// The filed reviews as a table.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/applications/{application}/reviews.csv", rejection(PageError))]
pub struct FiledReviewsTable {
    /// The application.
    pub application: ApplicationId,
}

/// Where the review of an application is opened again.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path(
    "/admin/applications/{application}/reopen-review",
    rejection(PageError)
)]
pub struct ReopenReview {
    /// The application.
    pub application: ApplicationId,
}

/// Takes the complete reviews of many applications together.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/reviews/conclude")]
pub struct ConcludeReviews;

/// Reminds the experts who have not filed.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/reviews/remind")]
pub struct RemindExperts;

/// Progress of the reviews.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/reviews")]
pub struct Reviews;

/// The ranking of one tier.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/results")]
pub struct Results;

/// The ranking as a workbook.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/results.xlsx")]
pub struct ResultsTable;

/// Decisions on one or many applications, looked at before they are taken.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/decisions")]
pub struct Decisions;

/// The lists of decisions of a season.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/decision-lists")]
pub struct DecisionLists;

/// One list of decisions: its lines, its meeting, its release.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/decision-lists/{decision_list}", rejection(PageError))]
pub struct DecisionList {
    /// The list.
    pub decision_list: DecisionListId,
}

/// Where a line is struck from a draft.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path(
    "/admin/decision-lists/{decision_list}/strike/{application}",
    rejection(PageError)
)]
pub struct StrikeLine {
    /// The list.
    pub decision_list: DecisionListId,
    /// The application.
    pub application: ApplicationId,
}

/// The lines of a publicity as a workbook.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/publicities/{publicity}/list.xlsx", rejection(PageError))]
pub struct PublicityTable {
    /// The publicity.
    pub publicity: PublicityId,
}

/// How the applications of a season were screened, as a workbook.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/applications/screening.xlsx")]
pub struct ScreeningTable;

/// The filed reviews of an application as a workbook to be signed.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/applications/{application}/reviews.xlsx", rejection(PageError))]
pub struct ScoreTable {
    /// The application.
    pub application: ApplicationId,
}

/// Publicities and lists of a season.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/publicities")]
pub struct Publicities;

/// Where a publicity is opened.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/publicities/new")]
pub struct NewPublicity;

/// One publicity.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/publicities/{publicity}", rejection(PageError))]
pub struct Publicity {
    /// The publicity.
    pub publicity: PublicityId,
}

/// Where the list of filed applications (备案) is published.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/lists/new")]
pub struct NewFiledList;

/// All seasons.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/seasons")]
pub struct Seasons;

/// Where a season is opened.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/seasons/new")]
pub struct NewSeason;

/// The settings of one season.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/seasons/{season}", rejection(PageError))]
pub struct Season {
    /// The season.
    pub season: SeasonId,
}

/// What a draft is checked against, and where it is opened.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/seasons/{season}/check", rejection(PageError))]
pub struct CheckSeason {
    /// The season.
    pub season: SeasonId,
}

/// Throws a draft away.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/seasons/{season}/discard", rejection(PageError))]
pub struct DiscardSeason {
    /// The season.
    pub season: SeasonId,
}

/// Where a season is closed.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/seasons/{season}/close", rejection(PageError))]
pub struct CloseSeason {
    /// The season.
    pub season: SeasonId,
}

/// The quotas of one season.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/seasons/{season}/quotas", rejection(PageError))]
pub struct Quotas {
    /// The season.
    pub season: SeasonId,
}

/// Where a catalogue is imported as a new edition.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/catalogues/new")]
pub struct ImportCatalogue;

/// Where the office's own text of the requirements is loaded.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/rules/text")]
pub struct OfficialText;

/// The calendar of working days.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/calendar")]
pub struct Calendar;

/// Recording an objection to a line of a publicity.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/publicities/{publicity}/objections/new", rejection(PageError))]
pub struct NewObjection {
    /// The publicity.
    pub publicity: PublicityId,
}

/// One objection, to rule on.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/objections/{objection}", rejection(PageError))]
pub struct Objection {
    /// The objection.
    pub objection: ObjectionId,
}

/// Taking the result of an application back.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/admin/applications/{application}/revoke", rejection(PageError))]
pub struct Revoke {
    /// The application.
    pub application: ApplicationId,
}
