//! The rules and states of the business as pure data and functions: no I/O, no clock, no framework.

pub mod catalogue;
pub mod ids;
pub mod link;
pub mod maturity_level;
pub mod rules;
pub mod source;
pub mod tier;
pub mod upload;
