//! Every Chinese sentence that is not in a template: labels, errors, findings, formats.

pub mod exports;
pub mod findings;
pub mod labels;
pub mod samples;
pub mod uploads;
