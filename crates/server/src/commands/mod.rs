//! One file a command.

mod copy;
mod demo;
mod duties;
mod erase;
pub mod forms;
mod import;
mod journal;
pub mod office;
pub mod report;
mod rulebook;
mod serve;
mod tls;
mod user;
mod verify;

use std::process::ExitCode;

use crate::cli::{Cli, Command};
use crate::output::Failure;

/// Runs what the command line asks for.
pub async fn run(cli: Cli) -> Result<ExitCode, Failure> {
    let Cli { place, command } = cli;
    match command {
        Command::Import(what) => import::run(&place, what).await,
        Command::Report(report) => report::run(&place, report).await,
        Command::Journal(journal) => journal::run(&place, journal).await,
        Command::Duties(duties) => duties::run(&place, duties).await,
        Command::Verify(format) => verify::run(&place, format).await,
        Command::Rulebook(what) => rulebook::run(&place, what).await,
        Command::Erase(erase) => erase::run(&place, erase).await,
        Command::User(what) => user::run(&place, what).await,
        Command::Backup { file } => copy::backup(&place, &file).await,
        Command::Restore { file } => copy::restore(&place, &file).await,
        Command::Copy { from, to } => copy::copy(&place, &from, &to).await,
        Command::Serve(serve) => serve::run(&place, serve).await,
        Command::Tls(tls) => tls::run(&place, tls),
        Command::Demo(demo) => demo::run(&place, demo).await,
    }
}
