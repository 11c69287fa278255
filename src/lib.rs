//! Tidu 梯度: intake, pre-screening, assessment and publication of smart-factory tier applications.
//!
//! Reading order: `domain` (rules and states, pure), `text` (every Chinese sentence outside the
//! templates), `access` (who is acting and what they may touch), `db` (all other SQL), `files` and
//! `export` (bytes in, bytes out), `workflow` (one business act per file), `web` (pages), `app`,
//! `cli`. Beside them: `clock`, `config`, `crypto`, `demo`, `postgres`, `reference`, `telemetry`,
//! `turns`.

pub mod access;
pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod crypto;
pub mod db;
pub mod demo;
pub mod domain;
pub mod export;
pub mod files;
pub mod jobs;
pub mod postgres;
pub mod reference;
pub mod request_limit;
pub mod telemetry;
pub mod text;
pub mod turns;
pub mod web;
pub mod workflow;
