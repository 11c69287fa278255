//! One file per business act: one transaction, one transition where the state changes, one audit
//! entry, the messages that belong to it. An act gets a connection and a right, never the `App`.

pub mod submit;
pub mod withdraw;
