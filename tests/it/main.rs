//! Black-box tests: a real server on a real PostgreSQL, spoken to as people do. See README.md.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failing helper fails its test"
)]

mod access_matrix;
mod account;
mod account_security;
mod admin;
mod api;
mod assignment_plan;
mod at_once;
mod audit_chain;
mod board;
#[cfg(feature = "browser-tests")]
mod browser;
mod bureau;
mod bureau_bound;
mod conflicts;
mod deadline;
mod decisions;
mod demo;
mod dev_server;
mod enterprise;
mod evidence;
mod expert;
mod formal_check;
mod handed_in;
mod house;
mod jobs;
mod journey;
mod objections;
mod office_reviews;
mod official_text;
mod overdue;
mod pages;
#[cfg(feature = "browser-tests")]
mod printed;
mod public_lists;
mod public_self_check;
mod public_start;
mod publicity;
mod queries;
mod scenarios;
mod season_settings;
mod seasons;
mod sign_in_limits;
mod supplement;
mod support;
mod two_persons;
mod walk;
