//! Pages: axum routes and askama templates.

pub mod assets;
pub mod design;
pub mod form;
pub mod parts;
pub mod precheck_view;
pub mod view;
