//! The bureau's area.

pub mod registration_paths;
pub mod registrations;
