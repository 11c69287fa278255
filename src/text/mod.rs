//! Every Chinese sentence that is not in a template: labels, errors, findings, formats.

pub mod account;
pub mod answers;
pub mod api;
pub mod choices;
pub mod cli;
pub mod dossier_labels;
pub mod exports;
pub mod field_errors;
pub mod findings;
pub mod format;
pub mod industries;
pub mod labels;
pub mod letters;
pub mod missing;
pub mod navigation;
pub mod notices;
pub mod office_letters;
pub mod page_errors;
pub mod parameters;
pub mod precheck;
pub mod roles;
pub mod samples;
pub mod season_labels;
pub mod sections;
pub mod status;
pub mod uploads;
