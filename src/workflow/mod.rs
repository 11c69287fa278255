//! One file per business act: one transaction, one transition where the state changes, one audit
//! entry, the messages that belong to it. An act gets a connection and a right, never the `App`.

pub mod accounts;
pub mod add_scenario;
pub mod attach_evidence;
pub mod change_password;
pub mod decide_registration;
pub mod decline;
pub mod file;
pub mod recommend;
pub mod register;
pub mod remove_evidence;
pub mod remove_scenario;
pub mod reorder;
pub mod restore_evidence;
pub mod restore_scenario;
pub mod return_for_correction;
pub mod save_declarations;
pub mod save_factory;
pub mod save_maturity;
pub mod save_profile;
pub mod save_quality;
pub mod save_scenario;
pub mod screen_clause;
pub mod screen_instance;
pub mod screening;
pub mod sign_in;
pub mod sign_out;
pub mod start_application;
pub mod submit;
pub mod use_link;
pub mod withdraw;
