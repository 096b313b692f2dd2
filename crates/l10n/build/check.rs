//! Whether the three languages say the same things with the same variables.
//!
//! Pure: texts in, methods or problems out, so that broken texts can be tried in a test.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::{ast, parser};

use crate::message::{Parts, Piece};

/// The languages, Kazakh first: it says which messages and variables there are.
pub(crate) const LANGS: [&str; 3] = ["kk", "ru", "en"];

/// A file of messages.
pub(crate) struct Text {
    /// Its language.
    pub(crate) lang: &'static str,
    /// Its path below the crate.
    pub(crate) file: String,
    /// What stands in it.
    pub(crate) ftl: String,
}

/// What stops the build, and where.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// The file.
    pub(crate) file: String,
    /// The message, or the line.
    pub(crate) place: String,
    /// What is wrong with it.
    pub(crate) what: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}: {}", self.file, self.place, self.what)
    }
}

/// A method to write.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Method {
    /// The message.
    pub(crate) id: String,
    /// Its variables, in the order in which the English text names them.
    pub(crate) variables: Vec<String>,
    /// The English text.
    pub(crate) english: String,
}

struct Found {
    file: String,
    parts: Parts,
}

type Messages = BTreeMap<String, Found>;

/// The methods that the texts give, or everything that is wrong with the texts.
pub(crate) fn catalogue(texts: &[Text]) -> Result<Vec<Method>, Vec<Problem>> {
    let mut problems = Vec::new();
    let [kk, ru, en] = LANGS.map(|lang| messages(texts, lang, &mut problems));
    for other in [&ru, &en] {
        compare(&kk, other, &mut problems);
    }
    for (lang, all) in LANGS.iter().zip([&kk, &ru, &en]) {
        all.iter().for_each(|(id, found)| wording(lang, id, found, all, &mut problems));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(en.iter().map(|(id, found)| method(id, found, &en)).collect())
}

fn at(found: &Found, id: &str, what: String) -> Problem {
    Problem {
        file: found.file.clone(),
        place: format!("message `{id}`"),
        what,
    }
}

fn messages(texts: &[Text], lang: &str, problems: &mut Vec<Problem>) -> Messages {
    let mut all = Messages::new();
    for text in texts.iter().filter(|text| text.lang == lang) {
        for entry in entries(text, problems) {
            let ast::Entry::Message(message) = entry else { continue };
            let found = Found {
                file: text.file.clone(),
                parts: Parts::of(&message),
            };
            let id = message.id.name;
            if let Some(first) = all.get(&id) {
                problems.push(at(&found, &id, format!("stands in {} too", first.file)));
            } else {
                all.insert(id, found);
            }
        }
    }
    all
}

fn entries(text: &Text, problems: &mut Vec<Problem>) -> Vec<ast::Entry<String>> {
    parser::parse(text.ftl.clone()).map_or_else(
        |(resource, errors)| {
            problems.extend(errors.iter().map(|error| {
                let line = text.ftl.bytes().take(error.pos.start).filter(|byte| *byte == b'\n').count() + 1;
                Problem {
                    file: text.file.clone(),
                    place: format!("line {line}"),
                    what: error.to_string(),
                }
            }));
            resource.body
        },
        |resource| resource.body,
    )
}

/// Every message of Kazakh must stand in the other language, in the file of the same name, with the same variables,
/// and nothing else.
fn compare(kk: &Messages, other: &Messages, problems: &mut Vec<Problem>) {
    let lang = other.values().find_map(|found| found.file.split('/').nth(1)).unwrap_or("another language");
    for (id, ours) in kk {
        let Some(theirs) = other.get(id) else {
            let file = ours.file.replacen("/kk/", &format!("/{lang}/"), 1);
            problems.push(Problem {
                file,
                place: format!("message `{id}`"),
                what: format!("is missing; {} has it", ours.file),
            });
            continue;
        };
        let (wanted, given) = (variables(id, kk), variables(id, other));
        if wanted != given {
            problems.push(at(
                theirs,
                id,
                format!("has the variables {}, in Kazakh they are {}", list(&given), list(&wanted)),
            ));
        }
    }
    for (id, found) in other.iter().filter(|(id, _)| !kk.contains_key(*id)) {
        problems.push(at(found, id, "is not there in Kazakh".to_owned()));
    }
}

fn wording(lang: &str, id: &str, found: &Found, all: &Messages, problems: &mut Vec<Problem>) {
    let mut report = |what: String| problems.push(at(found, id, what));
    for unused in &found.parts.unused {
        report(format!("{unused} are not used here"));
    }
    if lang == "kk" {
        for name in &found.parts.glued {
            report(format!("glues a suffix to `{name}`: word it so that the variable stands alone"));
        }
    }
    for piece in &found.parts.all {
        match piece {
            Piece::Variable(name) if name.contains('-') || name.to_lowercase() != *name => {
                report(format!("variable `{name}` must be lower case words joined by `_`"));
            }
            Piece::Borrowed(name) if !all.contains_key(name) => report(format!("borrows `{name}`, which is not there")),
            Piece::Borrowed(name) if borrows(name, id, all, 0) => report(format!("borrows `{name}`, which borrows it back")),
            _ => {}
        }
    }
}

fn borrows(from: &str, id: &str, all: &Messages, depth: usize) -> bool {
    let pieces = all.get(from).map_or(&[][..], |found| &found.parts.all);
    from == id
        || depth > DEPTH
        || pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Borrowed(name) if borrows(name, id, all, depth + 1)))
}

/// Messages that borrow from one another deeper than this borrow in a ring.
const DEPTH: usize = 8;

/// The pieces of a message with those of the messages it borrows in their places.
fn whole(pieces: &[Piece], all: &Messages, which: fn(&Parts) -> &[Piece], depth: usize) -> Vec<Piece> {
    let mut whole_of = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Borrowed(name) if depth < DEPTH => {
                let borrowed = all.get(name).map_or(&[][..], |found| which(&found.parts));
                whole_of.extend(whole(borrowed, all, which, depth + 1));
            }
            piece => whole_of.push(piece.clone()),
        }
    }
    whole_of
}

fn variables(id: &str, all: &Messages) -> BTreeSet<String> {
    all.get(id).map(|found| in_order(found, all).into_iter().collect()).unwrap_or_default()
}

fn in_order(found: &Found, all: &Messages) -> Vec<String> {
    let mut names = Vec::new();
    for piece in whole(&found.parts.all, all, |parts| &parts.all, 0) {
        if let Piece::Variable(name) = piece
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}

fn method(id: &str, found: &Found, all: &Messages) -> Method {
    let words = whole(&found.parts.shown, all, |parts| &parts.shown, 0).into_iter().map(|piece| match piece {
        Piece::Words(words) => words,
        Piece::Variable(name) | Piece::Borrowed(name) => format!("{{{name}}}"),
    });
    let english = words.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    Method {
        id: id.to_owned(),
        variables: in_order(found, all),
        english,
    }
}

fn list(names: &BTreeSet<String>) -> String {
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
    }
}
