//! Reads guides: `#` title, `##` heading, paragraphs, `1.` steps, `-` items, `[words](/place)`, `` `key` ``.
//!
//! A line that begins with `@/place: ` is said only where the product has that place, so that no guide describes what is not there.
//! Nothing else means anything, and whatever is read is escaped when it is written.

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Span {
    /// Words.
    Text(String),
    /// A key, or something typed.
    Key(String),
    /// A way: words and place.
    Way(String, String),
}

/// A block of a guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// Steps, one after another.
    Steps(Vec<Vec<Span>>),
    /// Items in no order.
    Items(Vec<Vec<Span>>),
}

/// A guide.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Guide {
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
}

impl Guide {
    /// Reads a guide; `has` says whether the product has a place, by the pattern of its route.
    pub(super) fn read(text: &str, has: impl Fn(&str) -> bool) -> Self {
        let mut guide = Guide::default();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if let Some(title) = line.strip_prefix("# ") {
                title.clone_into(&mut guide.title);
            } else if let Some(heading) = line.strip_prefix("## ") {
                guide.blocks.push(Block::Heading(heading.to_owned()));
            } else if let Some(item) = line.strip_prefix("- ") {
                guide.item(said(item, &has), false);
            } else if let Some(step) = step(line) {
                guide.item(said(step, &has), true);
            } else if let Some(text) = said(line, &has) {
                guide.blocks.push(Block::Paragraph(spans(text)));
            }
        }
        guide
    }

    fn item(&mut self, text: Option<&str>, ordered: bool) {
        let Some(text) = text else { return };
        match (self.blocks.last_mut(), ordered) {
            (Some(Block::Steps(items)), true) | (Some(Block::Items(items)), false) => items.push(spans(text)),
            (_, true) => self.blocks.push(Block::Steps(vec![spans(text)])),
            (_, false) => self.blocks.push(Block::Items(vec![spans(text)])),
        }
    }

    /// What must be alike in each language: kinds of blocks, how many lines they have, where they lead, what is typed.
    #[cfg(test)]
    pub(super) fn shape(&self) -> Vec<String> {
        let of = |spans: &Vec<Span>| {
            let marks = spans.iter().filter_map(|span| match span {
                Span::Text(_) => None,
                Span::Key(key) => Some(key.clone()),
                Span::Way(_, url) => Some(url.clone()),
            });
            let mut marks: Vec<String> = marks.collect();
            marks.sort();
            marks.join(" ")
        };
        let lines = |kind: &str, lines: &Vec<Vec<Span>>| format!("{kind} {}", lines.iter().map(of).collect::<Vec<_>>().join(" | "));
        let block = |block: &Block| match block {
            Block::Heading(_) => "heading".to_owned(),
            Block::Paragraph(spans) => format!("paragraph {}", of(spans)),
            Block::Steps(steps) => lines("steps", steps),
            Block::Items(items) => lines("items", items),
        };
        self.blocks.iter().map(block).collect()
    }

    /// Where it leads.
    #[cfg(test)]
    pub(super) fn ways(&self) -> Vec<String> {
        let spans = self.blocks.iter().flat_map(|block| match block {
            Block::Heading(_) => Vec::new(),
            Block::Paragraph(spans) => spans.clone(),
            Block::Steps(lines) | Block::Items(lines) => lines.concat(),
        });
        let way = |span| match span {
            Span::Way(_, url) => Some(url),
            _ => None,
        };
        spans.filter_map(way).collect()
    }
}

/// `1. words`.
fn step(line: &str) -> Option<&str> {
    let (number, rest) = line.split_once(". ")?;
    number.bytes().all(|byte| byte.is_ascii_digit()).then_some(rest)
}

/// A line without its condition; nothing where the condition does not hold.
fn said<'a>(line: &'a str, has: &impl Fn(&str) -> bool) -> Option<&'a str> {
    match line.strip_prefix('@').and_then(|rest| rest.split_once(": ")) {
        Some((place, text)) => has(&format!("/{{lang}}{place}")).then_some(text),
        None => Some(line),
    }
}

fn spans(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['`', '[']) {
        let (before, mark) = rest.split_at(at);
        let Some((span, after)) = key(mark).or_else(|| way(mark)) else { break };
        if !before.is_empty() {
            found.push(Span::Text(before.to_owned()));
        }
        found.push(span);
        rest = after;
    }
    if !rest.is_empty() {
        found.push(Span::Text(rest.to_owned()));
    }
    found
}

fn key(text: &str) -> Option<(Span, &str)> {
    let (key, after) = text.strip_prefix('`')?.split_once('`')?;
    Some((Span::Key(key.to_owned()), after))
}

/// A way leads to a place of ours alone.
fn way(text: &str) -> Option<(Span, &str)> {
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (url, after) = rest.split_once(')')?;
    let ours = url.starts_with('/') && !url.starts_with("//");
    ours.then(|| (Span::Way(words.to_owned(), url.to_owned()), after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guide_is_read_and_what_is_not_there_is_not_said() {
        let text = "# A\nSee [B](/b) and `Tab`.\n## C\n1. one\n2. @/x: two\n- @/y: three\n";
        let guide = Guide::read(text, |place| place == "/{lang}/y");
        let text = |text: &str| Span::Text(text.to_owned());
        assert_eq!(guide.title, "A");
        assert_eq!(
            guide.blocks,
            [
                Block::Paragraph(vec![
                    text("See "),
                    Span::Way("B".to_owned(), "/b".to_owned()),
                    text(" and "),
                    Span::Key("Tab".to_owned()),
                    text("."),
                ]),
                Block::Heading("C".to_owned()),
                Block::Steps(vec![vec![text("one")]]),
                Block::Items(vec![vec![text("three")]]),
            ]
        );
    }

    #[test]
    fn no_way_leads_elsewhere() {
        for text in ["[a](//evil)", "[a](https://evil)", "[a](javascript:1)", "[a", "`a"] {
            assert_eq!(spans(text), [Span::Text(text.to_owned())], "{text}");
        }
    }
}
