//! Sets up, builds, runs and tests Qorgau: everything that is not the product itself.
//!
//! One module a command (`demo`, `test`, `bench`, `assets`, `look`, `tidy`); what they share stands in `board` (stages and their times),
//! `process`, `paths`, `setup` and `postgres`. Plain `std` and a JSON reader, so that it builds in seconds.

mod assets;
mod bench;
mod board;
mod browser;
mod counts;
mod demo;
pub mod direction;
mod licences;
mod paths;
mod postgres;
mod process;
mod setup;
mod test;
mod tidy;

/// What a person sees who asks for help or mistypes a command.
pub const USAGE: &str = "\
cargo xtask demo [--small] [..]     set up, build, fill an example country; further words go to `qorgau demo`
cargo xtask test [--full] [FILTER]  set up, start a PostgreSQL, check and test everything; with a filter, only the tests that match
                                    (`-p qorgau-store`, part of a name, or any other words of the test runner)
cargo xtask ci                      all of CI: the same as `cargo xtask test`
cargo xtask bench [--entries N]     measure, optimised; further words go to the measuring program
cargo xtask assets                  bring from npm what the pages embed; demo, test and bench do it themselves
cargo xtask look [NAME ..]          photograph pages of the example country in three languages, light and dark, narrow and wide
cargo xtask tidy                    checks over the tree: lengths, marks, direction of crates, unused SQL";

/// Runs one command; `Ok(false)` is a command that ran and found something wrong, and has said so itself.
///
/// # Errors
/// A text for a person: an unknown command, or what stopped a command from running at all.
pub fn run(arguments: &[String]) -> Result<bool, String> {
    let Some((command, rest)) = arguments.split_first() else {
        return Err(USAGE.to_owned());
    };
    match command.as_str() {
        "demo" => demo::run(rest),
        "test" => test::run(rest),
        "ci" if rest.is_empty() => test::run(&[]),
        "ci" => Err("`cargo xtask ci` takes no words; `cargo xtask test` does".to_owned()),
        "bench" => bench::run(rest),
        "assets" => assets::run(),
        "look" => browser::look(rest),
        "tidy" => tidy::run(),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(true)
        }
        unknown => Err(format!("`{unknown}` is not a command. There are:\n{USAGE}")),
    }
}
