//! Chromium: every page as it stands in a window, and the journeys that only scripts make.

mod driver;
mod faults;
mod journeys;
mod walks;
