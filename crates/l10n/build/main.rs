//! Reads `messages/{kk,ru,en}/*.ftl`, checks that the three languages say the same things, and writes one typed
//! method for each message. A message that is missing or takes other variables stops the build.

mod check;
mod generate;
mod message;
mod read;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=messages");
    println!("cargo::rerun-if-changed=build");
    match run() {
        Ok(problems) if problems.is_empty() => ExitCode::SUCCESS,
        Ok(problems) => {
            for problem in problems {
                eprintln!("{problem}");
            }
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<Vec<check::Problem>, Box<dyn std::error::Error>> {
    let root = std::env::var("CARGO_MANIFEST_DIR")?;
    let out = std::env::var("OUT_DIR")?;
    let texts = read::texts(Path::new(&root))?;
    match check::catalogue(&texts) {
        Ok(methods) => {
            std::fs::write(Path::new(&out).join("messages.rs"), generate::code(&methods, &texts))?;
            Ok(Vec::new())
        }
        Err(problems) => Ok(problems),
    }
}
