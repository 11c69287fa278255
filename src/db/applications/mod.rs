//! Applications: changing their state, and (by file) what each kind of reader sees of them.

pub mod all;
pub mod board;
pub mod duties;
pub mod names;
pub mod own;
pub mod queue;
pub mod screened;
pub mod start;
pub mod status;
pub mod timeline;
