//! The program: hands the command line to `tidu::cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    tidu::cli::run()
}
