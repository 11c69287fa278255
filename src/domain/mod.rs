//! The rules and states of the business as pure data and functions: no I/O, no clock, no framework.

pub mod application;
pub mod audit;
pub mod calendar;
pub mod catalogue;
pub mod completeness;
pub mod digest;
pub mod dossier;
pub mod evidence;
pub mod field;
pub mod ids;
pub mod letter;
pub mod link;
pub mod maturity;
pub mod maturity_level;
pub mod ranking;
pub mod returns;
pub mod review;
pub mod role;
pub mod rules;
pub mod screening;
pub mod season;
pub mod source;
pub mod tier;
pub mod time;
pub mod upload;
pub mod values;
