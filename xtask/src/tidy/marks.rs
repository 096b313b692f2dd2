//! No marks of unfinished work in the tree: what is left to do stands in docs/next.md.

use super::tree::File;

/// Put together here, so that this file does not find itself.
const MARKS: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME")];
const MACROS: &[&str] = &[concat!("to", "do!"), concat!("unimpl", "emented!"), concat!("db", "g!")];

/// The one place where open work is written down.
const OPEN_WORK: &str = "docs/next.md";

pub(super) fn problems(files: &[File]) -> Vec<String> {
    files.iter().filter(|file| file.path != OPEN_WORK).flat_map(in_file).collect()
}

fn in_file(file: &File) -> Vec<String> {
    let lines = file.text.lines().enumerate();
    let found = lines.filter_map(|(index, line)| Some((index + 1, mark(line, file.is("rs"))?)));
    found
        .map(|(number, mark)| format!("{}:{number}: `{mark}`; do it, or write it into {OPEN_WORK}", file.path))
        .collect()
}

fn mark(line: &str, rust: bool) -> Option<&'static str> {
    let macros = if rust { MACROS } else { &[] };
    MARKS.iter().chain(macros).copied().find(|mark| stands_alone(line, mark))
}

/// Whether the mark is in the line as a word of its own.
fn stands_alone(line: &str, mark: &str) -> bool {
    let part_of_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    line.match_indices(mark).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + mark.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(part_of_word) && (mark.ends_with('!') || !after.is_some_and(part_of_word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_found_with_its_line() {
        let text = format!("fn a() {{\n    {}();\n}}\n// {}: later\n", MACROS[0], MARKS[1]);
        let found = problems(&[File {
            path: "crates/a/src/lib.rs".to_owned(),
            text,
        }]);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("crates/a/src/lib.rs:2: "));
        assert!(found[1].starts_with("crates/a/src/lib.rs:4: "));
    }

    #[test]
    fn a_mark_inside_a_longer_word_is_none() {
        assert!(!stands_alone("METODOLOGY", MARKS[0]));
        assert!(!stands_alone(&format!("my_{}(x)", MACROS[2]), MACROS[2]));
    }

    #[test]
    fn open_work_has_its_place() {
        let text = MARKS[0].to_owned();
        assert!(
            problems(&[File {
                path: OPEN_WORK.to_owned(),
                text
            }])
            .is_empty()
        );
    }
}
