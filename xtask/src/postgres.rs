//! A throw-away PostgreSQL for the tests, on a free port of this machine.
//!
//! It lives as long as the pipe that [`Server`] holds: a shell in a process group of its own waits on that pipe and
//! stops the server when it closes, so neither a panic nor Ctrl-C nor `kill -9` leaves a server behind.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::{process, setup};

/// The oldest version that the product supports.
const OLDEST: u32 = 15;

/// A running server. Dropping it stops the server and removes its files.
pub(crate) struct Server {
    keeper: Child,
    port: u16,
}

impl Server {
    /// How the tests reach it.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// Starts a server; tries another port when somebody was faster to take the first.
pub(crate) fn start() -> Result<Server, String> {
    let programs = programs().ok_or("the server programs of PostgreSQL 15 or later were not found; `cargo xtask test` says what to install")?;
    let mut last = String::new();
    for _ in 0..3 {
        match start_on(&programs, free_port()?) {
            Ok(server) => return Ok(server),
            Err(text) => last = text,
        }
    }
    Err(last)
}

fn start_on(programs: &Path, port: u16) -> Result<Server, String> {
    let mut command = shell();
    command
        .args(["-c", include_str!("postgres.sh"), "qorgau-postgres"])
        .arg(programs)
        .arg(port.to_string());
    command.current_dir("/").stdin(Stdio::piped()).stdout(Stdio::piped());
    apart(&mut command);
    let mut keeper = command.spawn().map_err(|error| format!("a shell for PostgreSQL cannot be started: {error}"))?;
    let mut line = String::new();
    if let Some(output) = keeper.stdout.take() {
        BufReader::new(output)
            .read_line(&mut line)
            .map_err(|error| format!("PostgreSQL's shell cannot be read: {error}"))?;
    }
    // From here on the value's own end stops whatever was started.
    let server = Server { keeper, port };
    if line.trim() == "ready" {
        Ok(server)
    } else {
        Err(format!("PostgreSQL did not start on port {port}; its own words stand above"))
    }
}

/// A shell as a user whom `initdb` accepts: it refuses root.
fn shell() -> Command {
    if !setup::is_root() {
        return Command::new("sh");
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--", "sh"]);
    command
}

/// Puts the command in a process group of its own, so that Ctrl-C at the terminal does not end it before it has tidied up.
fn apart(command: &mut Command) {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    #[cfg(not(unix))]
    let _ = command;
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| format!("no port is free on 127.0.0.1: {error}"))?;
    listener
        .local_addr()
        .map(|address| address.port())
        .map_err(|error| format!("the free port has no number: {error}"))
}

/// The folder of PostgreSQL's server programs: the oldest supported version that is installed, because that is the one promised.
pub(crate) fn programs() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let elsewhere = process::answer("pg_config", &["--bindir"]).map(PathBuf::from);
    let candidates = debian.chain(elsewhere).chain(std::env::split_paths(&path));
    let supported = candidates
        .filter_map(|folder| Some((version(&folder)?, folder)))
        .filter(|(version, _)| *version >= OLDEST);
    supported.min_by_key(|(version, _)| *version).map(|(_, folder)| folder)
}

/// The major version of the server in a folder, when `initdb` stands beside it.
fn version(folder: &Path) -> Option<u32> {
    if !folder.join("initdb").is_file() || !folder.join("pg_ctl").is_file() {
        return None;
    }
    major(&process::answer(folder.join("postgres").to_str()?, &["--version"])?)
}

/// `postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)` is 15; `17beta1` is 17.
fn major(text: &str) -> Option<u32> {
    let word = text.split_whitespace().nth(2)?;
    word.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::net::TcpStream;

    use super::*;

    #[test]
    fn a_server_takes_connections_and_ends_with_its_value() {
        let server = start().unwrap();
        let port = server.port;
        assert!(TcpStream::connect(("127.0.0.1", port)).is_ok());
        drop(server);
        assert!(TcpStream::connect(("127.0.0.1", port)).is_err(), "the server outlived its value");
    }

    #[test]
    fn the_major_version_is_read_from_what_postgres_says_of_itself() {
        assert_eq!(major("postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 17beta1"), Some(17));
        assert_eq!(major("postgres"), None);
    }
}
