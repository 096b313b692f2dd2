//! A server in a process of its own.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::error::BenchError;

/// A server; it is ended with this.
pub(super) struct Server {
    child: Child,
    /// Its address and port.
    pub(super) at: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Starts a program that was built beside this one, and waits until it says where it answers.
    pub(super) fn start(arguments: &[&str], data: Option<&Path>, program: &str) -> Result<Self, BenchError> {
        let program = std::env::current_exe()?.with_file_name(program);
        let mut command = Command::new(&program);
        command.args(arguments).args(data).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn()?;
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out).read_line(&mut line)?;
        }
        let at = line.split_once("http://").map_or("", |(_, at)| at).trim().trim_end_matches('/').to_owned();
        let server = Server { child, at };
        if server.at.is_empty() {
            return Err(BenchError::Unfair(format!("{} does not serve: {line}", program.display())));
        }
        Ok(server)
    }
}
