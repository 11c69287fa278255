//! What the tests stand on: a server with its own database, clients, builders of applications.

mod accounts;
mod app;
mod applications;
mod client;
pub mod controls;
mod crowd;
mod database;
mod decisions;
pub mod page;
mod review;
mod screening;
pub mod statements;
mod tables;
pub mod times;
pub mod transitions;
mod world;

pub use accounts::{Account, Bureau, Enterprise, Expert, PASSWORD, credit_code};
pub use app::{Frozen, TestApp};
pub use applications::Filling;
pub use client::Client;
pub use crowd::Crowd;
pub use page::Page;
pub use world::World;
