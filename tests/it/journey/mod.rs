//! The whole road, walked page by page by everybody who has a part in it.

mod bureau;
mod enterprise;
mod expert;
pub mod office;
mod road;
mod turns;
