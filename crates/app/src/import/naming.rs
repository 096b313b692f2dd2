//! Cells that name another entry: by its number, an officer by name, persons by their IIN, organisations by their BIN.
//!
//! What such a cell says stands in the fields as its text until it is known whose the fact is: a number is one of that body's book.

use std::collections::{BTreeMap, BTreeSet};

use qorgau_domain::entry::{EntryState, Number};
use qorgau_domain::keys::WORD;
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, EntryId, Tree, search};
use qorgau_rulebook::register::{Field, Register};
use qorgau_store::{Filter, Scope, Stored};

use super::{Fact, Reason, Refused};
use crate::accounts::Who;
use crate::{App, AppError};

/// The register whose entries go by the name of a person.
pub(super) const OFFICER: &str = "officer";

/// The most entries looked at for one cell: a number is borne by one entry of each book.
const MOST: usize = 1_000;

/// The most words of a name that are looked for; a few tell it, and the whole is compared.
const MOST_WORDS: usize = 6;

/// A cell that names another entry.
#[derive(Debug, Clone)]
pub(super) struct Named {
    /// The line it stands in.
    pub(super) line: u64,
    /// The field, or `rows.field`.
    pub(super) field: String,
    /// What it says.
    pub(super) text: String,
}

/// A text that stands in the place of an entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Cell {
    field: String,
    register: String,
    text: String,
}

/// Whose book a text is looked up from, in which register, and the text.
type Key = (BodyId, String, String);

/// Finds what cells name among the entries that whoever imports may read. What was looked up once is not looked up again.
pub(super) struct Namer<'a> {
    app: &'a App,
    reader: Option<&'a Who>,
    tree: &'a Tree,
    scopes: BTreeMap<String, Option<Scope>>,
    known: BTreeMap<Key, Result<EntryId, Reason>>,
}

impl<'a> Namer<'a> {
    pub(super) fn new(app: &'a App, reader: Option<&'a Who>, tree: &'a Tree) -> Self {
        Namer {
            app,
            reader,
            tree,
            scopes: BTreeMap::new(),
            known: BTreeMap::new(),
        }
    }

    /// Puts the entries that the cells of a fact name in the place of their texts. Comes back with the lines whose cells name none, or
    /// more than one.
    pub(super) async fn put(&mut self, register: &Register, body: BodyId, fact: &mut Fact) -> Result<Vec<Refused>, AppError> {
        let mut refused = Vec::new();
        let mut found = BTreeMap::new();
        for cell in cells(&register.field, &fact.fields, None) {
            let named = self.looked_up(body, &cell).await?;
            match named {
                Ok(id) => {
                    found.insert((cell.register, cell.text), id);
                }
                Err(reason) => refused.extend(lines(fact, &cell).into_iter().map(|line| Refused {
                    line,
                    field: cell.field.clone(),
                    reason: reason.clone(),
                })),
            }
        }
        replace(&register.field, &mut fact.fields, &found);
        refused.sort_by_key(|refused| refused.line);
        Ok(refused)
    }

    async fn looked_up(&mut self, body: BodyId, cell: &Cell) -> Result<Result<EntryId, Reason>, AppError> {
        let key = (body, cell.register.clone(), cell.text.clone());
        if let Some(known) = self.known.get(&key) {
            return Ok(known.clone());
        }
        let app = self.app;
        let target = app.register(&cell.register)?;
        let found = match self.scope(body, &cell.register) {
            Some(scope) => self.find(&scope, target, body, &cell.text).await?,
            None => Vec::new(),
        };
        let found = match found.as_slice() {
            [sole] => Ok(*sole),
            all => Err(Reason::Names {
                given: cell.text.clone(),
                register: cell.register.clone(),
                found: all.len(),
            }),
        };
        self.known.insert(key, found.clone());
        Ok(found)
    }

    /// What whoever imports may read of a register.
    fn scope(&mut self, body: BodyId, register: &str) -> Option<Scope> {
        if let Some(known) = self.scopes.get(register) {
            return known.clone();
        }
        let scope = match self.reader {
            Some(who) => self.app.reads(who, self.tree, register),
            None => Some(Scope::of(body, self.tree.bodies().collect())),
        };
        self.scopes.insert(register.to_owned(), scope.clone());
        scope
    }

    /// The standing entries of a register that a text names.
    async fn find(&self, scope: &Scope, target: &Register, body: BodyId, text: &str) -> Result<Vec<EntryId>, AppError> {
        if let Some(number) = number(text) {
            return self.numbered(scope, target, body, number).await;
        }
        if let Some((field, digits)) = checked(target).zip(digits(text)) {
            return self.identified(scope, target, field, body, &digits).await;
        }
        if target.code == OFFICER {
            return self.officers(scope, target, body, text).await;
        }
        Ok(Vec::new())
    }

    /// By number in the book of a body. Where another body's book numbers what a body writes, what it wrote itself goes by the number too.
    async fn numbered(&self, scope: &Scope, target: &Register, body: BodyId, number: Number) -> Result<Vec<EntryId>, AppError> {
        let within = if target.book.is_some() { Some(scope.clone()) } else { own(scope, body) };
        let Some(scope) = within else {
            return Ok(Vec::new());
        };
        let stored = self.app.numbered(&scope, &target.code, number, MOST).await?;
        Ok(kept(stored, |stored| stored.entry.envelope.book == body || stored.entry.body == body))
    }

    /// By IIN or BIN: the record in the body's own book, or else the one there is elsewhere.
    async fn identified(&self, scope: &Scope, target: &Register, field: &str, body: BodyId, digits: &str) -> Result<Vec<EntryId>, AppError> {
        let bears = |stored: &Stored| stored.entry.fields.get(field).and_then(Value::text).is_some_and(|text| text.trim() == digits);
        let stored = self.worded_so(scope, target, &search::words(digits)).await?;
        let own = kept(stored.clone(), |stored| bears(stored) && stored.entry.body == body);
        Ok(if own.is_empty() { kept(stored, bears) } else { own })
    }

    /// The officers of a body by full name, in any spelling that the search knows. The patronymic may be left out where the rest tells him.
    async fn officers(&self, scope: &Scope, target: &Register, body: BodyId, text: &str) -> Result<Vec<EntryId>, AppError> {
        let (Some(scope), words) = (own(scope, body), sorted(text)) else {
            return Ok(Vec::new());
        };
        if words.len() < 2 {
            return Ok(Vec::new());
        }
        let bears = |stored: &Stored| {
            let part = |code: &str| stored.entry.fields.get(code).and_then(Value::text).unwrap_or_default();
            let short = [part("surname"), part("given_name")].join(" ");
            let full = [short.as_str(), part("patronymic")].join(" ");
            words == sorted(&full) || words == sorted(&short)
        };
        let stored = self.worded_so(&scope, target, &words).await?;
        Ok(kept(stored, bears))
    }

    /// The entries in which all these words stand.
    async fn worded_so(&self, scope: &Scope, target: &Register, words: &[String]) -> Result<Vec<Stored>, AppError> {
        let filters: Vec<Filter> = words.iter().take(MOST_WORDS).map(|word| Filter::is(WORD, word.clone().into_bytes())).collect();
        if filters.is_empty() {
            return Ok(Vec::new());
        }
        self.app.matching(scope, &target.code, filters, MOST).await
    }
}

/// The body alone, where it lies in a scope.
fn own(scope: &Scope, body: BodyId) -> Option<Scope> {
    scope.holds(body).then(|| Scope::of(body, [body].into()))
}

fn kept(stored: Vec<Stored>, fits: impl Fn(&Stored) -> bool) -> Vec<EntryId> {
    let fitting = stored.iter().filter(|stored| stored.entry.envelope.state == EntryState::Active && fits(stored));
    fitting.map(|stored| stored.entry.id).collect()
}

/// `17/2026`, as numbers are shown; a number without its year is none, since a table may be older than this year.
fn number(text: &str) -> Option<Number> {
    let (number, year) = text.trim().trim_start_matches('№').split_once('/')?;
    let whole = |part: &str| part.trim().parse::<i64>().ok().filter(|part| *part > 0);
    Some(Number {
        number: whole(number)?,
        year: whole(year)?,
    })
}

/// The field that holds a number with a check digit: an IIN or a BIN.
fn checked(target: &Register) -> Option<&str> {
    target.field.iter().find(|def| def.check.is_some()).map(|def| def.code.as_str())
}

/// The twelve digits of an IIN or a BIN, whatever blanks part them.
fn digits(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    (digits.len() == 12 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// The words of a name in the spelling of the search, whichever comes first.
fn sorted(name: &str) -> Vec<String> {
    let mut words = search::words(name);
    words.sort();
    words
}

/// The texts that stand in the place of entries, each once.
fn cells(defs: &[Field], fields: &Content, rows: Option<&str>) -> BTreeSet<Cell> {
    let mut found = BTreeSet::new();
    for def in defs {
        match (def.points_to(), fields.get(&def.code)) {
            (Some(register), Some(Value::Text(text))) => {
                found.insert(Cell {
                    field: rows.map_or_else(|| def.code.clone(), |rows| format!("{rows}.{}", def.code)),
                    register: register.to_owned(),
                    text: text.clone(),
                });
            }
            (None, Some(Value::Rows(made))) => found.extend(made.iter().flat_map(|row| cells(&def.field, &row.cells, Some(&def.code)))),
            _ => {}
        }
    }
    found
}

/// The lines in which a cell stands; the first of the fact where its map says it for every line.
fn lines(fact: &Fact, cell: &Cell) -> BTreeSet<u64> {
    let named = fact.named.iter().filter(|named| named.field == cell.field && named.text == cell.text);
    let lines: BTreeSet<u64> = named.map(|named| named.line).collect();
    if lines.is_empty() {
        fact.lines.first().copied().into_iter().collect()
    } else {
        lines
    }
}

fn replace(defs: &[Field], fields: &mut Content, found: &BTreeMap<(String, String), EntryId>) {
    for def in defs {
        let Some(value) = fields.get_mut(&def.code) else { continue };
        let named = match (def.points_to(), &*value) {
            (Some(register), Value::Text(text)) => found.get(&(register.to_owned(), text.clone())),
            _ => None,
        };
        match (named, value) {
            (Some(id), value) => *value = Value::Entry(*id),
            (None, Value::Rows(made)) => made.iter_mut().for_each(|row| replace(&def.field, &mut row.cells, found)),
            _ => {}
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_it_is_shown_and_not_without_its_year() {
        let read = |text: &str| number(text).map(|number| number.to_string());
        for text in ["17/2026", "№ 17/2026", " 17 / 2026 "] {
            assert_eq!(read(text).as_deref(), Some("17/2026"), "{text}");
        }
        for text in ["17", "17/", "/2026", "0/2026", "17/26/1", "17-2026"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn twelve_digits_are_an_iin_or_a_bin_and_nothing_else_is() {
        assert_eq!(digits("850304 300128").as_deref(), Some("850304300128"));
        assert_eq!((digits("85030430012"), digits("85030430012x"), digits("")), (None, None, None));
    }
}
