//! The program: parses the command line and dispatches.

fn main() {}
