//! `qorgau`: configuration, wiring and the command line.

mod cli;
mod commands;
mod open;
mod output;
mod source;
mod words;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::Cli;
use crate::output::Failure;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&Failure::Refused(format!("the program cannot start its threads: {error}"))),
    };
    match runtime.block_on(commands::run(cli)) {
        Ok(code) => code,
        Err(failure) => failed(&failure),
    }
}

/// Says what was wrong on standard error; 2 for usage, 1 for refusal.
fn failed(failure: &Failure) -> ExitCode {
    eprintln!("qorgau: {failure}");
    ExitCode::from(if matches!(failure, Failure::Usage(_)) { 2 } else { 1 })
}
