//! No file past 500 lines, unless its head says why.

use super::tree::File;

const MOST: usize = 500;

/// In one of its first lines, a longer file says these words and then the reason.
const EXCUSE: &str = "past 500 lines because";

/// How many lines count as the head of a file.
const HEAD: usize = 5;

pub(super) fn problems(files: &[File]) -> Vec<String> {
    files.iter().filter(|file| is_bound(file)).filter_map(problem).collect()
}

/// The rulebook's lists are as long as the law makes them.
fn is_bound(file: &File) -> bool {
    let data = file.path.starts_with("rulebook/") && file.is("toml");
    ["rs", "sql", "toml", "md"].iter().any(|extension| file.is(extension)) && !data
}

fn problem(file: &File) -> Option<String> {
    let lines = file.text.lines().count();
    let excused = file.text.lines().take(HEAD).any(|line| line.contains(EXCUSE));
    (lines > MOST && !excused).then(|| format!("{}: {lines} lines; split it, or say in its first lines `{EXCUSE} ..`", file.path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: String) -> usize {
        problems(&[File { path: path.to_owned(), text }]).len()
    }

    #[test]
    fn five_hundred_lines_are_enough() {
        assert_eq!(found("crates/a/src/lib.rs", "x\n".repeat(500)), 0);
        assert_eq!(found("crates/a/src/lib.rs", "x\n".repeat(501)), 1);
    }

    #[test]
    fn a_reason_in_the_head_excuses_and_one_further_down_does_not() {
        let reason = "//! This is past 500 lines because the table is one.\n";
        assert_eq!(found("a.rs", format!("{reason}{}", "x\n".repeat(600))), 0);
        assert_eq!(found("a.rs", format!("{}{reason}", "x\n".repeat(600))), 1);
    }

    #[test]
    fn lists_of_the_rulebook_may_be_long() {
        assert_eq!(found("rulebook/order-27/reference/diseases.toml", "x\n".repeat(900)), 0);
        assert_eq!(found("deny.toml", "x\n".repeat(900)), 1);
    }
}
