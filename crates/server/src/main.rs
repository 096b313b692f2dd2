//! `qorgau`: configuration, wiring and the command line.

mod cli;
mod commands;
mod errors;
mod open;
mod output;
mod press;
mod source;
mod words;

use std::process::ExitCode;

use clap::Parser;
use qorgau_domain::Lang;
use qorgau_l10n::L10n;

use crate::cli::Cli;
use crate::output::Failure;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let lang = cli.place.lang.unwrap_or(Lang::En);
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&Failure::Refused(format!("the program cannot start its threads: {error}")), lang),
    };
    match runtime.block_on(commands::run(cli)) {
        Ok(code) => code,
        Err(failure) => failed(&failure, lang),
    }
}

/// Says what was wrong on standard error; 2 for usage, 1 for refusal.
fn failed(failure: &Failure, lang: Lang) -> ExitCode {
    eprintln!("qorgau: {}", errors::failure(L10n::get(lang), failure));
    ExitCode::from(failure.code())
}
