//! The names of the site's sections.

/// Self-check.
pub const SELF_CHECK: &str = "等级自查";
/// Guide for applicants.
pub const GUIDE: &str = "申报指南";
/// Scenario catalogue.
pub const CATALOGUE: &str = "典型场景目录";
/// The rules and their parameters.
pub const RULES: &str = "要素条件";
/// Publicity and lists.
pub const LISTS: &str = "公示与名单";
/// An enterprise's applications.
pub const APPLICATIONS: &str = "我的申报";
/// An enterprise's profile.
pub const PROFILE: &str = "企业信息";
/// An enterprise's factories.
pub const FACTORIES: &str = "工厂";
/// A bureau's queue.
pub const QUEUE: &str = "申报审核";
/// A bureau's ranked list.
pub const RANKING: &str = "推荐排序";
/// Registrations waiting for approval.
pub const REGISTRATIONS: &str = "企业注册审核";
/// An expert's reviews.
pub const REVIEWS: &str = "我的评审";
/// The season board.
pub const BOARD: &str = "批次总览";
/// The formal checks.
pub const FORMAL_CHECKS: &str = "形式审查";
/// All applications.
pub const ALL_APPLICATIONS: &str = "全部申报";
/// Progress of the reviews.
pub const REVIEW_PROGRESS: &str = "评审进度";
/// Recommendation tables of the bureaus.
pub const TABLES: &str = "推荐汇总表";
/// Results and decisions.
pub const RESULTS: &str = "结果与认定";
/// Publicity and publication.
pub const PUBLICITIES: &str = "公示与公布";
/// Seasons.
pub const SEASONS: &str = "批次设置";
/// Accounts.
pub const ACCOUNTS: &str = "账号管理";
/// Changes of the administrators' accounts.
pub const ACCOUNT_REQUESTS: &str = "管理员账号变更";
/// The audit trail.
pub const AUDIT: &str = "审计日志";
