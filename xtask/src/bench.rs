//! `cargo xtask bench`: measures with optimised code.

use crate::board::{Board, Outcome};
use crate::{assets, process, setup};

/// Builds and runs the measuring program; the words after `bench` are its own.
pub(crate) fn run(arguments: &[String]) -> Result<bool, String> {
    let mut board = Board::default();
    if board.stage("set up", || setup::bring(setup::BUILD))
        && board.stage("assets", assets::bring)
        && board.stage("build", || {
            process::run(&mut process::cargo(&["build", "--release", "--package", "qorgau-bench", "--package", "qorgau"])).map(|()| Outcome::Done)
        })
    {
        let mut command = process::cargo(&["run", "--release", "--quiet", "--package", "qorgau-bench", "--"]);
        command.args(arguments);
        board.stage("measure", || process::run(&mut command).map(|()| Outcome::Done));
    }
    println!("{}", board.table());
    Ok(board.ok())
}
