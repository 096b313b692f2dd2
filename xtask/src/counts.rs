//! How many tests passed and failed, read from what the test runners print.

/// Tests that ran.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

/// From nextest's closing line, `Summary [   1.2s] 12 tests run: 10 passed (1 slow), 2 failed, 3 skipped`.
/// Whatever ran and did not pass has failed: failures, time-outs and programs that would not start.
pub(crate) fn of_nextest(text: &str) -> Option<Counts> {
    let line = text.lines().rev().find(|line| line.trim_start().starts_with("Summary ["))?;
    let (head, results) = line.split_once(" run: ")?;
    let run = head.split_whitespace().rev().nth(1)?;
    // A run that was cut short shows `5/12 tests run`.
    let run = number(run.split('/').next()?)?;
    let passed = results.split(", ").find_map(|part| number(part.split_once(" passed")?.0))?;
    Some(Counts {
        passed,
        failed: run.saturating_sub(passed),
    })
}

/// From libtest's closing lines, one for each test binary: `test result: ok. 3 passed; 0 failed; 1 ignored; ...`.
pub(crate) fn of_libtest(text: &str) -> Counts {
    let mut counts = Counts::default();
    for line in text.lines().filter_map(|line| line.strip_prefix("test result: ")) {
        for part in line.split([';', '.']) {
            let mut words = part.split_whitespace();
            match (words.next().and_then(number), words.next()) {
                (Some(count), Some("passed")) => counts.passed += count,
                (Some(count), Some("failed")) => counts.failed += count,
                _ => {}
            }
        }
    }
    counts
}

/// From the closing lines of Node's test runner, `# pass 12` and `# fail 1`; what was cancelled has failed.
pub(crate) fn of_node(text: &str) -> Option<Counts> {
    let after = |word: &str| text.lines().rev().find_map(|line| number(line.strip_prefix(&format!("# {word} "))?));
    Some(Counts {
        passed: after("pass")?,
        failed: after("fail")? + after("cancelled").unwrap_or(0),
    })
}

fn number(word: &str) -> Option<u64> {
    word.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nextest(text: &str) -> Option<(u64, u64)> {
        of_nextest(text).map(|counts| (counts.passed, counts.failed))
    }

    #[test]
    fn nextests_summary_is_read() {
        assert_eq!(nextest("     Summary [   0.009s] 3 tests run: 3 passed, 0 skipped\n"), Some((3, 0)));
        assert_eq!(nextest("     Summary [   0.009s] 1 test run: 0 passed, 1 failed, 2 skipped"), Some((0, 1)));
        assert_eq!(
            nextest("  Summary [ 9.1s] 12 tests run: 9 passed (1 slow, 1 leaky), 2 failed, 1 timed out, 3 skipped"),
            Some((9, 3))
        );
        assert_eq!(
            nextest("  Summary [ 9.1s] 5/12 tests run: 4 passed, 1 failed, 0 skipped\nerror: test run failed"),
            Some((4, 1))
        );
    }

    #[test]
    fn a_run_that_never_came_to_a_summary_has_no_counts() {
        assert_eq!(nextest("error: could not compile `qorgau-store`"), None);
    }

    #[test]
    fn nodes_closing_lines_are_read() {
        let text = "ok 1 - a\n# tests 3\n# pass 1\n# fail 1\n# cancelled 1\n# skipped 0\n";
        assert_eq!(of_node(text), Some(Counts { passed: 1, failed: 2 }));
        assert_eq!(of_node("Error: the server did not say where it answers"), None);
    }

    #[test]
    fn libtests_lines_are_added_up() {
        let text = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
                    test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";
        assert_eq!(of_libtest(text), Counts { passed: 4, failed: 2 });
    }
}
