//! `cargo xtask tidy`: checks over the tree that no compiler makes.

mod code;
mod functions;
mod lengths;
mod marks;
mod sql;
mod tree;

use crate::board::{Board, Outcome};
use crate::{direction, paths};

/// Runs the checks by themselves.
pub(crate) fn run() -> Result<bool, String> {
    let mut board = Board::default();
    board.stage("tidy", || check().map(|()| Outcome::Done));
    Ok(board.ok())
}

/// All problems as one text, one a line, each with its place and what to do.
pub(crate) fn check() -> Result<(), String> {
    let files = tree::read(&paths::root())?;
    let mut problems = lengths::problems(&files);
    problems.extend(functions::problems(&files));
    problems.extend(marks::problems(&files));
    problems.extend(sql::problems(&files));
    problems.extend(direction::problems(&direction::workspace()?));
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}
