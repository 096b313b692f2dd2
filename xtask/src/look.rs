//! `cargo xtask look`: photographs pages of a running server, for people to look at.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use crate::board::{Board, Outcome};
use crate::{assets, paths, process, setup};

/// Builds, serves an empty installation, and photographs the places named, or the start page and the page of all parts.
pub(crate) fn run(arguments: &[String]) -> Result<bool, String> {
    let mut board = Board::default();
    if board.stage("set up", || setup::bring(setup::LOOK))
        && board.stage("assets", assets::bring)
        && board.stage("browser driver", driver)
        && board.stage("build", || {
            process::run(&mut process::cargo(&["build", "--package", "qorgau"])).map(|()| Outcome::Done)
        })
    {
        board.stage("pictures", || photograph(arguments));
    }
    println!("{}", board.table());
    Ok(board.ok())
}

fn driver() -> Result<Outcome, String> {
    let home = paths::root().join("e2e");
    if !home.join("node_modules/playwright-core").is_dir() {
        process::run(assets::npm(&home).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
    }
    Ok(Outcome::Done)
}

/// A server that ends with its value.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn photograph(places: &[String]) -> Result<Outcome, String> {
    let folder = std::env::temp_dir().join(format!("qorgau-look-{}", std::process::id()));
    let data = folder.join("data");
    std::fs::create_dir_all(&data).map_err(|error| format!("{}: {error}", data.display()))?;
    let mut command = process::cargo(&["run", "--quiet", "--package", "qorgau", "--", "serve", "--listen", "127.0.0.1:0", "--data"]);
    command.arg(&data).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut server = Server(command.spawn().map_err(|error| format!("the server cannot be started: {error}"))?);
    let address = address(&mut server.0).ok_or("the server did not say where it answers")?;
    let mut look = std::process::Command::new("node");
    look.arg(paths::root().join("e2e/look.mjs"))
        .args([&address, &folder.display().to_string()])
        .args(places);
    process::run(&mut look)?;
    drop(server);
    println!("The pictures are in {}", folder.display());
    Ok(Outcome::Done)
}

/// The address in the server's first line.
fn address(server: &mut Child) -> Option<String> {
    let line = BufReader::new(server.stdout.take()?).lines().next()?.ok()?;
    line.split_whitespace().find(|word| word.starts_with("http")).map(str::to_owned)
}
