//! `qorgau serve`: where it may listen, that it stands alone on its data, what it logs, and how it ends.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use common::World;
use serde_json::Value;

/// A server that is killed if its test fails.
struct Server {
    child: Child,
    at: String,
    out: BufReader<std::process::ChildStdout>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    fn start(world: &World) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_qorgau"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(world.data())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let at = line
            .trim()
            .strip_prefix("Qorgau answers at http://")
            .expect(&line)
            .trim_end_matches('/')
            .to_owned();
        Server { child, at, out }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.at).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
        let mut said = String::new();
        stream.read_to_string(&mut said).unwrap();
        said
    }

    /// Sends a signal.
    fn send(&self, signal: &str) {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits for the end; the exit code, the rest of what it said, and its log.
    fn end(mut self) -> (i32, String, Vec<Value>) {
        let (mut said, mut log) = (String::new(), String::new());
        self.out.read_to_string(&mut said).unwrap();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        let code = self.child.wait().unwrap().code().unwrap();
        let lines = log
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
            .collect();
        (code, said, lines)
    }
}

#[test]
fn a_server_answers_logs_a_line_a_request_and_ends_when_told() {
    let world = World::founded();
    let server = Server::start(&world);
    assert!(server.get("/healthz").ends_with("ok\n"));
    let said = server.get("/kk/no-such-page-of-Akhmetov?iin=840101300000");
    assert!(said.starts_with("HTTP/1.1 404"), "{said}");
    let id = said.lines().find_map(|line| line.strip_prefix("x-request-id: ")).unwrap().to_owned();
    // A file at its limit is no reason to end.
    server.send("-XFSZ");
    assert!(server.get("/ru/").contains("<html lang=\"ru\">"));
    server.send("-TERM");
    let (code, said, log) = server.end();
    assert!(code == 0 && said.ends_with("Qorgau has stopped.\n"), "{said}");
    let line = log.iter().find(|line| line["request_id"] == id.as_str()).unwrap();
    assert_eq!((&line["status"], &line["method"], &line["route"]), (&404.into(), &"GET".into(), &"none".into()));
    assert!(line["micros"].is_u64() && line["timestamp"].is_string());
    let whole = format!("{log:?}");
    assert!(!whole.contains("Akhmetov") && !whole.contains("840101300000"), "a log names nobody: {whole}");
}

#[test]
fn a_second_server_on_the_same_data_is_refused_and_commands_are_not() {
    let world = World::filled();
    let server = Server::start(&world);
    let second = world.run(["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(second.code, 1);
    assert!(second.err.contains("another `qorgau serve` works with this data"), "{}", second.err);
    assert!(world.sound() > 0, "reading goes on beside a server");
    server.send("-INT");
    assert_eq!(server.end().0, 0);
    let third = Server::start(&world);
    third.send("-TERM");
    assert_eq!(third.end().0, 0, "the data is free again");
}

#[test]
fn plain_http_beyond_this_machine_is_refused_with_what_to_do() {
    let world = World::empty();
    for place in ["0.0.0.0:0", "[::]:0", "192.0.2.7:8080"] {
        let said = world.run(["serve", "--listen", place, "--lang", "kk"]);
        assert_eq!(said.code, 2, "{place}");
        assert!(said.err.contains("--tls-cert") && said.err.contains(place), "{}", said.err);
    }
    assert!(!world.data().exists(), "nothing was made");
    let said = world.run(["serve", "--tls-cert", "x.pem"]);
    assert_eq!(said.code, 2);
    let said = world.run(["serve", "--listen", "0.0.0.0:0", "--tls-cert", "none.crt", "--tls-key", "none.key"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("none.crt"), "{}", said.err);
}

#[test]
fn an_offices_own_certificates_are_made_once_and_serve() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::empty();
    let folder = world.path("tls");
    let init = || world.run(["tls", "init", "--name", "qorgau.test", "--name", "127.0.0.1", "--out", folder.to_str().unwrap()]);
    init().well();
    for (name, mode) in [("authority.crt", 0o644), ("authority.key", 0o600), ("server.crt", 0o644), ("server.key", 0o600)] {
        let data = std::fs::metadata(folder.join(name)).unwrap();
        assert_eq!(data.permissions().mode() & 0o777, mode, "{name}");
    }
    let again = init();
    assert_eq!(again.code, 1, "what is there is not overwritten");
    assert!(again.err.contains("authority.key"), "{}", again.err);
    assert!(qorgau_web::serve::config(&folder.join("server.crt"), &folder.join("server.key")).is_ok());
}
