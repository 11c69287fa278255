//! Review by experts: the score sheet, what several scores make together, and who may not review.

pub mod accepted;
pub mod aggregate;
pub mod conflict;
pub mod draft;
pub mod plan;
pub mod points;
pub mod scores;
pub mod sheet;
mod sheet_file;
pub mod task;
