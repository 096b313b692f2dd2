//! Turns any text into one that can be printed.
//!
//! An archive copy may not hold a character without a glyph. Such a character is spelled out, because one stray
//! sign in one entry must not stop the print of a whole book.

use crate::fonts::REGULAR;

/// The place where a word may be parted with a hyphen.
pub(crate) const SOFT_HYPHEN: char = '\u{ad}';
const NO_BREAK_SPACE: char = '\u{a0}';

/// The characters of a text that none of the embedded fonts can print.
///
/// Prints show them as `[U+1F42E]`, so that one stray character does not stop a whole book.
pub fn unprintable(text: &str) -> Vec<char> {
    text.chars()
        .filter(|&c| !ignorable(c) && c != '\n' && !c.is_whitespace() && !has_glyph(c))
        .collect()
}

/// A text of which every character can be printed.
pub(crate) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' => out.push(' '),
            c if ignorable(c) => {}
            c if has_glyph(c) => out.push(c),
            c if c.is_whitespace() => out.push(NO_BREAK_SPACE),
            c => out.push_str(&format!("[U+{:04X}]", c as u32)),
        }
    }
    held(&out)
}

/// What is never parted at the end of a line: "№ 212", "No. 212" and an initial from the name, "Һ. Һафизов".
fn held(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ['\n'; 3];
    for (at, c) in text.char_indices() {
        let [third, second, first] = before;
        let initial = first == '.' && second.is_uppercase() && !third.is_alphanumeric();
        let name = || text.get(at + 1..).and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase);
        let hold = c == ' ' && (first == '№' || (initial && name()));
        out.push(if hold { NO_BREAK_SPACE } else { c });
        before = [second, first, c];
    }
    out.replace("No. ", "No.\u{a0}")
}

fn has_glyph(c: char) -> bool {
    REGULAR.advance(c).is_some()
}

pub(crate) fn ignorable(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, SOFT_HYPHEN | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_glyph_is_spelled_out() {
        assert_eq!(unprintable("Ә ₸ 🐮\n"), ['🐮']);
        assert_eq!(clean("сиыр 🐮\u{fe0f}"), "сиыр [U+1F42E]");
        assert_eq!(clean("№ 212\tшешім"), "№\u{a0}212 шешім");
    }

    #[test]
    fn initials_stay_with_the_name() {
        assert_eq!(clean("ауылы, Һ. Һафизов көшесі, ІІБ. Бастық"), "ауылы, Һ.\u{a0}Һафизов көшесі, ІІБ. Бастық");
    }
}
