//! `cargo xtask test`: everything that must hold before a change is taken.

use std::io::Write as _;
use std::process::Command;

use crate::board::{Board, Outcome};
use crate::postgres::{self, Server};
use crate::process::{self, cargo};
use crate::{assets, browser, counts, licences, setup, tidy};

/// The variable by which tests find the PostgreSQL they may use.
const POSTGRES: &str = "QORGAU_TEST_POSTGRES";

/// What the caller asked for.
struct Plan<'a> {
    /// Long rounds too: ignored tests, `QORGAU_FULL=1`, advisories.
    full: bool,
    /// Words for the test runner; with any, only the matching tests are run.
    filter: Vec<&'a str>,
}

impl Plan<'_> {
    /// The whole workspace, unless the filter names packages: Cargo would take the workspace and not the package.
    fn scope(&self) -> &'static [&'static str] {
        let names_packages = self
            .filter
            .iter()
            .any(|word| ["-p", "--package"].contains(word) || word.starts_with("--package="));
        if names_packages { &[] } else { &["--workspace"] }
    }
}

/// Runs all stages and prints their times, then the closing line `N passed, N failed`.
pub(crate) fn run(arguments: &[String]) -> Result<bool, String> {
    let filter: Vec<&str> = arguments.iter().map(String::as_str).filter(|word| *word != "--full").collect();
    let plan = Plan {
        full: filter.len() < arguments.len(),
        filter,
    };
    let mut board = Board::default();
    if board.stage("set up", || setup::bring(setup::TEST)) && board.stage("assets", assets::bring) {
        if plan.filter.is_empty() {
            before(&mut board);
        }
        tests(&mut board, &plan);
        if plan.filter.is_empty() {
            after(&mut board, &plan);
        }
    }
    println!("{}\n{}", board.table(), board.closing());
    let _ = std::io::stdout().flush();
    Ok(board.ok())
}

/// What needs no server, quickest first.
fn before(board: &mut Board) {
    board.stage("tidy", || tidy::check().map(|()| Outcome::Done));
    board.stage("fmt", || done(&mut cargo(&["fmt", "--all", "--check"])));
    board.stage("clippy", || {
        done(&mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
    });
}

/// The tests, with a PostgreSQL that ends with them.
fn tests(board: &mut Board, plan: &Plan<'_>) {
    let mut server = None;
    if !board.stage("PostgreSQL", || start(&mut server)) {
        return;
    }
    let nextest = process::works("cargo", &["nextest", "--version"]);
    board.stage("tests", || {
        let mut command = if nextest { by_nextest(plan) } else { by_libtest(plan) };
        count(surroundings(&mut command, server.as_ref(), plan.full), nextest)
    });
    if plan.filter.is_empty() {
        let mut command = cargo(&["test", "--workspace", "--doc", "--no-fail-fast"]);
        board.stage("examples in the docs", || count(surroundings(&mut command, server.as_ref(), plan.full), false));
    }
}

/// What follows the tests.
fn after(board: &mut Board, plan: &Plan<'_>) {
    board.stage("journeys", || browser::journeys(plan.full));
    board.stage("docs", || done(cargo(&["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings")));
    board.stage("licences", licences::check);
    if plan.full {
        board.stage("advisories", licences::advisories);
    }
}

/// A server of our own, unless the caller brought one.
fn start(server: &mut Option<Server>) -> Result<Outcome, String> {
    if let Ok(url) = std::env::var(POSTGRES) {
        println!("using the server that {POSTGRES} names: {url}");
    } else {
        let own = postgres::start()?;
        println!("{}", own.url());
        *server = Some(own);
    }
    Ok(Outcome::Done)
}

/// Tells the tests where PostgreSQL is and how far to go.
fn surroundings<'a>(command: &'a mut Command, server: Option<&Server>, full: bool) -> &'a mut Command {
    if let Some(server) = server {
        command.env(POSTGRES, server.url());
    }
    if full {
        command.env("QORGAU_FULL", "1");
    }
    command
}

fn by_nextest(plan: &Plan<'_>) -> Command {
    let mut command = cargo(&["nextest", "run", "--no-fail-fast", "--color", "never"]);
    command.args(plan.scope());
    if plan.full {
        command.args(["--run-ignored", "all", "--profile", "full"]);
    }
    command.args(&plan.filter);
    command
}

fn by_libtest(plan: &Plan<'_>) -> Command {
    println!("!! cargo-nextest is not installed: `cargo test` runs the tests instead, slower and not each in a process of its own.");
    println!("!! To have it: cargo install --locked cargo-nextest");
    let mut command = cargo(&["test", "--lib", "--bins", "--tests", "--no-fail-fast"]);
    command.args(plan.scope()).args(&plan.filter);
    if plan.full {
        command.args(["--", "--include-ignored"]);
    }
    command
}

/// Runs tests and counts them. A runner that fails without naming a failed test (nothing matched, nothing compiled) is a failure too.
fn count(command: &mut Command, nextest: bool) -> Result<Outcome, String> {
    let ended = process::tee(command)?;
    let counts = if nextest {
        counts::of_nextest(&ended.text).unwrap_or_default()
    } else {
        counts::of_libtest(&ended.text)
    };
    if !ended.ok && counts.failed == 0 {
        return Err("The tests did not run to their end; the reason stands above.".to_owned());
    }
    Ok(Outcome::Tests(counts))
}

fn done(command: &mut Command) -> Result<Outcome, String> {
    process::run(command).map(|()| Outcome::Done)
}
