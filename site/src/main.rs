//! The command `fingerpost`.

use std::process::ExitCode;

use clap::Parser as _;

/// A build makes and drops millions of small strings on every core; this allocator is made for that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    fingerpost::commands::run(fingerpost::cli::Cli::parse())
}
