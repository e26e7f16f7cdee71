//! The command `fingerpost`.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    fingerpost::commands::run(fingerpost::cli::Cli::parse())
}
