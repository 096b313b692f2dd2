//! Rust source with comments, texts and letters blanked out, so that braces and words can be counted.

/// The source with every comment, text and letter replaced by blanks; line ends stay where they were.
pub(super) fn only(source: &str) -> String {
    let mut rest = source;
    let mut code = String::with_capacity(source.len());
    while let Some(first) = rest.chars().next() {
        let hidden = hidden(rest);
        let (taken, after) = rest.split_at_checked(hidden.max(first.len_utf8())).unwrap_or((rest, ""));
        if hidden > 0 {
            code.extend(taken.chars().map(|letter| if letter == '\n' { '\n' } else { ' ' }));
        } else {
            code.push_str(taken);
        }
        rest = after;
    }
    code
}

/// How many bytes at the start of the text are not code.
fn hidden(text: &str) -> usize {
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    if text.starts_with("/*") {
        return comment(text);
    }
    if text.starts_with('\'') {
        return letter(text);
    }
    if text.starts_with('"') { quoted(text) } else { raw(text) }
}

/// The length of a block comment; they nest.
fn comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut bytes = text.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        let next = bytes.peek().map(|(_, next)| *next);
        match (byte, next) {
            (b'/', Some(b'*')) => depth += 1,
            (b'*', Some(b'/')) => depth = depth.saturating_sub(1),
            _ => continue,
        }
        bytes.next();
        if depth == 0 {
            return at + 2;
        }
    }
    text.len()
}

/// The length of a text in plain quotes.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of a raw text, with its prefix; 0 when none starts here.
fn raw(text: &str) -> usize {
    let opened = ["r", "br", "cr"].iter().find_map(|prefix| text.strip_prefix(prefix));
    let Some(after) = opened else { return 0 };
    let hashes = after.bytes().take_while(|byte| *byte == b'#').count();
    let Some(inside) = after.trim_start_matches('#').strip_prefix('"') else {
        return 0;
    };
    let end = format!("\"{}", "#".repeat(hashes));
    let length = inside.find(&end).map_or(inside.len(), |at| at + end.len());
    text.len() - inside.len() + length
}

/// The length of a letter in single quotes; 0 for a lifetime.
fn letter(text: &str) -> usize {
    let mut letters = text.char_indices().skip(1);
    match (letters.next(), letters.next()) {
        (Some((_, '\\')), Some((at, escaped))) => {
            let from = at + escaped.len_utf8();
            text.get(from..).and_then(|rest| rest.find('\'')).map_or(text.len(), |end| from + end + 1)
        }
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, code: &str) {
        assert_eq!(only(source).split_whitespace().collect::<Vec<_>>().join(" "), code, "{source}");
    }

    #[test]
    fn comments_and_texts_are_blanked() {
        check("a /* { /* { */ } */ b // {\nc", "a b c");
        check(r#"f("{ \" {", b) "#, "f( , b)");
        check("f(r#\"{ \" \"#, c)", "f( , c)");
    }

    #[test]
    fn letters_are_blanked_and_lifetimes_stay() {
        check(r"f('{', '\'', '\u{49b}', 'қ')", "f( , , , )");
        check("fn f<'a>(x: &'a str)", "fn f<'a>(x: &'a str)");
    }

    #[test]
    fn lines_stay_where_they_were() {
        assert_eq!(only("\"a\nb\"\n/*\n*/x").matches('\n').count(), 3);
    }
}
