//! The stages of a command: each announced, timed, and listed in a table at the end.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use crate::counts::Counts;

/// What a stage that did not break came to.
pub(crate) enum Outcome {
    /// It passed and counts nothing.
    Done,
    /// It ran tests.
    Tests(Counts),
    /// It was not run; the text says why, and what to do so that it is.
    Skipped(String),
}

struct Stage {
    name: &'static str,
    took: Duration,
    result: Result<Outcome, String>,
}

/// The stages that have run so far.
#[derive(Default)]
pub(crate) struct Board {
    stages: Vec<Stage>,
}

impl Board {
    /// Runs one stage and says how it went; true when nothing was wrong. A failed stage does not stop the ones after it.
    pub(crate) fn stage(&mut self, name: &'static str, work: impl FnOnce() -> Result<Outcome, String>) -> bool {
        println!("\n== {name}");
        let start = now();
        let result = work();
        let stage = Stage {
            name,
            took: now().duration_since(start),
            result,
        };
        match &stage.result {
            Ok(Outcome::Skipped(why)) => println!("\n!! {name} SKIPPED: {why}\n"),
            Err(text) => println!("{text}"),
            Ok(Outcome::Done | Outcome::Tests(_)) => {}
        }
        println!("== {name}: {} in {:.1} s", stage.word(), stage.took.as_secs_f64());
        let ok = stage.failures() == 0;
        self.stages.push(stage);
        ok
    }

    /// True when no stage has failed.
    pub(crate) fn ok(&self) -> bool {
        self.stages.iter().all(|stage| stage.failures() == 0)
    }

    /// The table of all stages with their times.
    pub(crate) fn table(&self) -> String {
        let mut table = String::from("\n");
        for stage in &self.stages {
            let _ = writeln!(table, "{:<24} {:>8.1} s  {}", stage.name, stage.took.as_secs_f64(), stage.word());
        }
        let whole: Duration = self.stages.iter().map(|stage| stage.took).sum();
        let _ = writeln!(table, "{:<24} {:>8.1} s", "all", whole.as_secs_f64());
        table
    }

    /// The plain closing line. A failed stage without tests of its own counts as one failure, so that a run in which
    /// the tests passed and a check did not never reads as a success.
    pub(crate) fn closing(&self) -> String {
        let passed: u64 = self.stages.iter().map(Stage::passes).sum();
        let failed: u64 = self.stages.iter().map(Stage::failures).sum();
        format!("{passed} passed, {failed} failed")
    }
}

impl Stage {
    fn passes(&self) -> u64 {
        match &self.result {
            Ok(Outcome::Tests(counts)) => counts.passed,
            _ => 0,
        }
    }

    fn failures(&self) -> u64 {
        match &self.result {
            Ok(Outcome::Tests(counts)) => counts.failed,
            Ok(_) => 0,
            Err(_) => 1,
        }
    }

    fn word(&self) -> String {
        match &self.result {
            Ok(Outcome::Tests(counts)) => format!("{} passed, {} failed", counts.passed, counts.failed),
            Ok(Outcome::Skipped(_)) => "SKIPPED".to_owned(),
            Ok(Outcome::Done) => "passed".to_owned(),
            Err(_) => "FAILED".to_owned(),
        }
    }
}

/// The moment a stage begins or ends.
#[allow(clippy::disallowed_methods, reason = "build tooling measures real time; no figure of the product depends on it")]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_check_counts_beside_the_tests() {
        let mut board = Board::default();
        assert!(board.stage("tests", || Ok(Outcome::Tests(Counts { passed: 7, failed: 0 }))));
        assert!(!board.stage("tidy", || Err("a file is too long".to_owned())));
        assert_eq!(board.closing(), "7 passed, 1 failed");
        assert!(!board.ok());
    }

    #[test]
    fn a_skipped_stage_is_named_in_the_table_and_fails_nothing() {
        let mut board = Board::default();
        board.stage("licences", || Ok(Outcome::Skipped("cargo-deny is missing".to_owned())));
        assert_eq!(board.closing(), "0 passed, 0 failed");
        assert!(board.table().contains("SKIPPED"));
    }
}
