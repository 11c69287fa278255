//! The rules and states of the business as pure data and functions: no I/O, no clock, no framework.

pub mod ids;
