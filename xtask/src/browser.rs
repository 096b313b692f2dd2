//! The example country in a real browser: the journeys of `cargo xtask test`, and the pictures of `cargo xtask look`.

use std::process::Command;

use crate::board::{Board, Outcome};
use crate::{assets, counts, paths, process, setup};

/// Photographs pages in three languages, narrow and wide, light and dark; `arguments` name those to photograph, all without them.
pub(crate) fn look(arguments: &[String]) -> Result<bool, String> {
    let mut board = Board::default();
    let folder = std::env::temp_dir().join(format!("qorgau-look-{}", std::process::id()));
    if board.stage("set up", || setup::bring(setup::LOOK)) && board.stage("assets", assets::bring) {
        board.stage("pictures", || {
            process::run(script("look.mjs")?.arg(&folder).args(arguments))?;
            println!("The pictures and their contact sheets are in {}", folder.display());
            Ok(Outcome::Done)
        });
    }
    println!("{}", board.table());
    Ok(board.ok())
}

/// Runs every journey, and looks at every page in more ways where all is wanted, against the example country, served by the real program.
pub(crate) fn journeys(full: bool) -> Result<Outcome, String> {
    let mut command = script("run.mjs")?;
    if full {
        command.env("QORGAU_FULL", "1");
    }
    let ended = process::tee(&mut command)?;
    match counts::of_node(&ended.text) {
        Some(counts) if ended.ok || counts.failed > 0 => Ok(Outcome::Tests(counts)),
        _ => Err("the journeys did not come to an end, or the server spoke to another host".to_owned()),
    }
}

/// A script of `e2e`, with the packages and the program that it needs.
fn script(name: &str) -> Result<Command, String> {
    let home = paths::root().join("e2e");
    let changed = |name: &str| home.join(name).metadata().and_then(|file| file.modified()).ok();
    // npm leaves a lock of its own beside what it brought.
    if changed("node_modules/.package-lock.json") < changed("package-lock.json") {
        process::run(assets::npm(&home).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
    }
    process::run(&mut process::cargo(&["build", "--workspace", "--bins"]))?;
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new("node");
    command.arg(home.join(name)).env("QORGAU_BIN", own.with_file_name("qorgau"));
    Ok(command)
}
