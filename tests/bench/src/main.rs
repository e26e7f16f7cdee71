//! `fingerpost-bench`: makes a project of N neutral pages, times builds of it as whole processes, and prints each time and
//! peak memory beside its budget. With `--peers` it writes the same pages for Zola and Hugo and times those that are installed.

mod corpus;
mod directory;
mod measure;
mod peers;

use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "Usage:
  fingerpost-bench make N DIR      write a project of N pages (100 to 50,000) to DIR
  fingerpost-bench directory N DIR write a project whose directory has N services to DIR
  fingerpost-bench run N [--peers] time a full build, an unchanged build and a one-page edit over N pages
Examples:
  cargo run --release -p fingerpost-bench -- run 10000
  cargo run --release -p fingerpost-bench -- run 10000 --peers     beside zola and hugo, if they are on the PATH";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["make", pages, folder] => pages
            .parse()
            .map_err(|_| USAGE.to_owned())
            .and_then(|pages| corpus::fingerpost(pages, &PathBuf::from(folder))),
        ["directory", services, folder] => services
            .parse()
            .map_err(|_| USAGE.to_owned())
            .and_then(|services| directory::directory(services, &PathBuf::from("content"), &PathBuf::from(folder))),
        ["run", pages] => pages.parse().map_err(|_| USAGE.to_owned()).and_then(|pages| measure::run(pages, false)),
        ["run", pages, "--peers"] => {
            pages.parse().map_err(|_| USAGE.to_owned()).and_then(|pages| measure::run(pages, true))
        }
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
