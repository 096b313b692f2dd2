//! Every statement of the store is used: a .sql file that no code includes is dead.

use std::collections::BTreeSet;

use super::tree::File;

const FOLDER: &str = "crates/store/src/sql/";

pub(super) fn problems(files: &[File]) -> Vec<String> {
    let used: BTreeSet<String> = files.iter().filter(|file| file.is("rs")).flat_map(included).collect();
    let statements = files.iter().filter(|file| file.is("sql") && file.path.starts_with(FOLDER));
    let unused = statements.filter(|file| !used.contains(&file.path));
    unused
        .map(|file| format!("{}: no `include_str!` names it; use it or delete it", file.path))
        .collect()
}

/// The paths, from the root, that a source file includes as text.
fn included(file: &File) -> Vec<String> {
    let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let after = file.text.split("include_str!").skip(1);
    after.filter_map(literal).map(|path| join(folder, path)).collect()
}

/// The text between the quotes of `("..")`, with white space wherever it may stand.
fn literal(text: &str) -> Option<&str> {
    let text = text.trim_start().strip_prefix(['(', '[', '{'])?;
    text.trim_start().strip_prefix('"')?.split_once('"').map(|(path, _)| path)
}

fn join(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_statement_is_found_by_the_path_from_the_file_that_includes_it() {
        let files = [
            file("crates/store/src/sql/write/body.sql", "SELECT 1"),
            file("crates/store/src/sql/write/old.sql", "SELECT 1"),
            file(
                "crates/store/src/write/batch.rs",
                "execute!(tx, include_str!(\n    \"../sql/write/body.sql\"\n))",
            ),
        ];
        let found = problems(&files);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("crates/store/src/sql/write/old.sql: "));
    }
}
