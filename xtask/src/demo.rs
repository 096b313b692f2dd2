//! `cargo xtask demo`: builds Qorgau and fills an example country and serves it.

use std::process::Command;

use crate::board::{Board, Outcome};
use crate::{assets, process, setup};

/// Sets up, builds, and hands over to `qorgau demo`, which fills, prints, writes the papers, and serves until it is told to stop.
pub(crate) fn run(arguments: &[String]) -> Result<bool, String> {
    let mut board = Board::default();
    let built = board.stage("set up", || setup::bring(setup::BUILD))
        && board.stage("assets", assets::bring)
        && board.stage("build", || {
            process::run(&mut process::cargo(&["build", "--package", "qorgau"])).map(|()| Outcome::Done)
        });
    println!("{}", board.table());
    if built {
        process::run(&mut command(arguments))?;
    }
    Ok(built)
}

/// `qorgau demo` on a fresh folder, unless the caller names where the data belongs.
fn command(arguments: &[String]) -> Command {
    let mut command = process::cargo(&["run", "--quiet", "--package", "qorgau", "--", "demo"]);
    if !names_a_place(arguments) {
        let fresh = std::env::temp_dir().join(format!("qorgau-demo-{}", std::process::id()));
        println!(
            "The example country is kept in {}; delete the folder when you are done with it.",
            fresh.display()
        );
        command.arg("--data").arg(fresh);
    }
    command.args(arguments);
    command
}

fn names_a_place(arguments: &[String]) -> bool {
    let is = |word: &str, option: &str| word.strip_prefix(option).is_some_and(|rest| rest.is_empty() || rest.starts_with('='));
    arguments.iter().any(|word| is(word, "--data") || is(word, "--database"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(arguments: &[&str]) -> Vec<String> {
        let arguments: Vec<String> = arguments.iter().map(|word| (*word).to_owned()).collect();
        command(&arguments).get_args().map(|word| word.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn a_demo_without_a_place_gets_a_fresh_folder() {
        let words = words(&["--small"]);
        assert!(words.contains(&"--data".to_owned()));
        assert_eq!(words.last().map(String::as_str), Some("--small"));
    }

    #[test]
    fn a_place_the_caller_names_is_kept() {
        for place in [&["--data", "here"][..], &["--data=here"], &["--database=postgres://localhost/q"]] {
            assert!(!words(place).iter().any(|word| word.contains("qorgau-demo-")));
        }
    }
}
