//! Samples of the forms, in the three languages, and the tools to read a PDF back.

#![allow(dead_code, unused_imports, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod journals;
mod returns;
mod words;

use std::path::{Path, PathBuf};
use std::process::Command;

use qorgau_documents::Signature;

pub(crate) use journals::{headings, journal_of};
pub(crate) use returns::{CHILDREN, return_of, whole};

pub(crate) const KAZAKH: &str = "ӘәҒғҚқҢңӨөҰұҮүҺһІі₸";

fn pick<T: Copy>(lang: &str, [kk, ru, en]: [T; 3]) -> T {
    match lang {
        "kk" => kk,
        "ru" => ru,
        _ => en,
    }
}

fn signatures(lang: &str) -> Vec<Signature> {
    let of = |post: [&str; 3], name: [&str; 3]| Signature {
        post: pick(lang, post).to_owned(),
        name: pick(lang, name).to_owned(),
    };
    vec![
        of(
            [
                "Қорғалжын ауданы ІІБ бастығы, полиция подполковнигі",
                "Начальник ОВД Коргалжынского района, подполковник полиции",
                "Head of the Korgalzhyn district police, lieutenant colonel of police",
            ],
            ["Б. Сейітов", "Б. Сейітов", "B. Seiitov"],
        ),
        of(
            ["Аға инспектор", "Старший инспектор", "Senior inspector"],
            ["Ә. Нұрғалиев", "Ә. Нұрғалиев", "A. Nurgaliev"],
        ),
    ]
}

/// Writes a sample where it can be looked at.
pub(crate) fn kept(name: &str, bytes: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// Runs one of the poppler tools on a file; the last argument is where the text goes ("-" for here).
pub(crate) fn poppler(tool: &str, arguments: &[&str], path: &Path) -> String {
    let mut command = Command::new(tool);
    command.args(arguments).arg(path);
    if tool == "pdftotext" {
        command.arg("-");
    }
    let output = command.output().expect("poppler-utils is installed");
    assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The texts of the pages, without anything that only parts words.
pub(crate) fn pages(path: &Path) -> Vec<String> {
    let text = poppler("pdftotext", &["-raw"], path);
    text.trim_end_matches('\u{c}').split('\u{c}').map(bare).collect()
}

/// A text without spaces, line ends and hyphens.
pub(crate) fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{ad}' | '\u{200b}' | '\u{2010}'))
        .collect()
}
