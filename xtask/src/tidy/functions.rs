//! No function past 60 lines outside tests, counted by braces.

use super::code;
use super::tree::File;

const MOST: usize = 60;

pub(super) fn problems(files: &[File]) -> Vec<String> {
    files.iter().filter(|file| file.is("rs") && !file.is_test()).flat_map(in_file).collect()
}

fn in_file(file: &File) -> Vec<String> {
    let code = code::only(&file.text);
    let long = functions(&code).into_iter().filter(|function| function.lines() > MOST);
    long.map(|function| {
        format!(
            "{}:{}: `{}` has {} lines; split it at {MOST}",
            file.path,
            function.first,
            function.name,
            function.lines()
        )
    })
    .collect()
}

struct Function<'a> {
    name: &'a str,
    first: usize,
    last: usize,
}

impl Function<'_> {
    fn lines(&self) -> usize {
        self.last + 1 - self.first
    }
}

/// What an open brace belongs to.
enum Block<'a> {
    Function { name: &'a str, first: usize },
    Test,
    Other,
}

/// The functions of blanked source that do not belong to tests, in the order they end.
fn functions(code: &str) -> Vec<Function<'_>> {
    let mut found = Vec::new();
    let mut open: Vec<Block<'_>> = Vec::new();
    // The item whose head is being read, and how many brackets were open where it began: a brace or a semicolon
    // inside further brackets (a parameter's type, a default) belongs to the head.
    let mut next = (Block::Other, 0);
    let mut depth = 0;
    let mut before = ("", "");
    for (line, token) in tokens(code) {
        match token {
            "(" | "[" => depth += 1,
            ")" | "]" => depth -= 1,
            ";" if depth == next.1 => next.0 = Block::Other,
            "{" if depth == next.1 => open.push(std::mem::replace(&mut next.0, Block::Other)),
            "{" => open.push(Block::Other),
            "}" => {
                let in_test = open.iter().any(|block| matches!(block, Block::Test));
                if let (Some(Block::Function { name, first }), false) = (open.pop(), in_test) {
                    found.push(Function { name, first, last: line });
                }
            }
            "test" if before == ("cfg", "(") => next = (Block::Test, depth - 2),
            "test" if before == ("#", "[") => next = (Block::Test, depth - 1),
            name if before.1 == "fn" && name.starts_with(in_word) && !matches!(next.0, Block::Test) => {
                next = (Block::Function { name, first: line }, depth);
            }
            _ => {}
        }
        before = (before.1, token);
    }
    found
}

/// Words and single signs, each with the number of its line.
fn tokens(code: &str) -> impl Iterator<Item = (usize, &str)> {
    code.lines().enumerate().flat_map(|(index, line)| {
        let mut rest = line.trim();
        std::iter::from_fn(move || {
            let first = rest.chars().next()?;
            let word = rest.find(|letter| !in_word(letter)).unwrap_or(rest.len());
            let (token, after) = rest.split_at_checked(if word > 0 { word } else { first.len_utf8() })?;
            rest = after.trim_start();
            Some((index + 1, token))
        })
    })
}

fn in_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Vec<(String, usize, usize)> {
        let code = code::only(source);
        functions(&code)
            .iter()
            .map(|function| (function.name.to_owned(), function.first, function.lines()))
            .collect()
    }

    #[test]
    fn a_function_is_counted_from_its_name_to_its_last_brace() {
        let source = "impl A {\n    fn a(x: [u8; 3]) -> B\n    where\n        C: D,\n    {\n        if x { y(\"}\") }\n    }\n    fn b();\n}\n";
        assert_eq!(found(source), [("a".to_owned(), 2, 6)]);
    }

    #[test]
    fn a_closure_inside_a_call_does_not_end_the_function() {
        let source = "fn a() {\n    b(|| { c; d });\n    e(|x| {\n        x\n    })\n}\nfn f() {}\n";
        assert_eq!(found(source), [("a".to_owned(), 1, 6), ("f".to_owned(), 7, 1)]);
    }

    #[test]
    fn functions_of_tests_are_left_out() {
        let source = "#[cfg(test)]\nmod tests {\n    fn help() {\n    }\n    #[test]\n    fn a() {\n    }\n}\nfn real() {\n}\n";
        assert_eq!(found(source), [("real".to_owned(), 9, 2)]);
    }

    #[test]
    fn a_long_function_is_a_problem_with_its_place() {
        let text = format!("fn long() {{\n{}}}\n", "    x();\n".repeat(60));
        let found = problems(&[File {
            path: "crates/a/src/lib.rs".to_owned(),
            text,
        }]);
        assert_eq!(found, ["crates/a/src/lib.rs:1: `long` has 62 lines; split it at 60"]);
    }
}
