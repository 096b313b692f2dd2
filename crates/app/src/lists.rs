//! Lists of a register for whoever reads, the words people search by, and entries named by others.

use std::collections::{BTreeMap, BTreeSet};

use qorgau_domain::entry::{EntryState, Number};
use qorgau_domain::keys::{DAY, LINK, NUMBER, WORD, number};
use qorgau_domain::{BodyId, Contribution, EntryId, Lang, Tree, search};
use qorgau_rulebook::may::Subject;
use qorgau_rulebook::official::Marked;
use qorgau_rulebook::register::{Field, FieldType, Register};
use qorgau_store::{Filter, KeyRange, Listing, MOST_FILTERS, Order, PageFrom, Position, Scope, Sheet, Shown, Stored};

use crate::accounts::Who;
use crate::official::called;
use crate::{App, AppError, show};

/// The registers of persons, organisations and officers that these fields, or those of their rows, point to.
#[must_use]
pub fn named_by(fields: &[Field]) -> BTreeSet<String> {
    let own = fields
        .iter()
        .filter(|def| matches!(def.kind, FieldType::Person | FieldType::Organisation | FieldType::Officer));
    let own = own.filter_map(Field::points_to).map(str::to_owned);
    let of_rows = fields.iter().flat_map(|def| named_by(&def.field));
    own.chain(of_rows).collect()
}

/// The registers that these fields, or those of their rows, point to by any type.
#[must_use]
pub fn pointed_to(fields: &[Field]) -> BTreeSet<String> {
    let own = fields.iter().filter_map(Field::points_to).map(str::to_owned);
    let of_rows = fields.iter().flat_map(|def| pointed_to(&def.field));
    own.chain(of_rows).collect()
}

/// Counted no further than this: more is said to be over it.
pub const MOST_COUNTED: usize = 1_000;

/// What somebody wants to see of a register.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The register.
    pub register: String,
    /// Conditions on fields.
    pub filters: Vec<Filter>,
    /// Words as typed.
    pub typed: String,
    /// The field that orders, and which way; `None` as the register is usually ordered.
    pub sort: Option<(String, Order)>,
    /// Whether struck-through entries are shown.
    pub shown: Shown,
    /// From where.
    pub from: PageFrom,
    /// How many.
    pub limit: usize,
}

/// A page of a register.
#[derive(Debug, Default)]
pub struct List {
    /// The entries in order, each with its position.
    pub entries: Vec<(Stored, Position)>,
    /// Whether there are entries before.
    pub before: bool,
    /// Whether there are entries after, and from where they are read.
    pub after: Option<Position>,
    /// How many there are in all, counted up to [`MOST_COUNTED`].
    pub counted: usize,
    /// Whether there are more than were counted.
    pub more: bool,
}

/// Another entry as one sees it from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its register.
    pub register: String,
    /// What it is called.
    pub title: String,
    /// It stays behind when the reader takes out what names it.
    pub withheld: bool,
}

/// Entries that name some entries.
#[derive(Debug, Default)]
pub struct NamedBy {
    /// The last of each register, the last first, each with the one it names.
    pub entries: Vec<(Stored, EntryId)>,
    /// In these registers more entries name these.
    pub more: BTreeSet<(String, EntryId)>,
}

impl App {
    /// Everything of a register that somebody may read; `None` where that is nothing.
    #[must_use]
    pub fn reads(&self, who: &Who, tree: &Tree, register: &str) -> Option<Scope> {
        let on = Subject::Register(register);
        let readable = who.readable(self, tree, on);
        (!readable.is_empty()).then(|| self.sight(on, who.body, readable))
    }

    /// By what a register is ordered if nobody asks: the last day first; where there is no day, by its first field to sort by.
    #[must_use]
    pub fn usual_order(&self, register: &Register) -> (String, Order) {
        let named = register.field.iter().find(|field| field.sort).map(|field| field.code.clone());
        match (&register.day, named) {
            (None, Some(field)) => (field, Order::Up),
            (Some(_), _) => (DAY.to_owned(), Order::Down),
            (None, None) => (NUMBER.to_owned(), Order::Down),
        }
    }

    /// Whether a register can be ordered by a field.
    #[must_use]
    pub fn sorts(&self, register: &Register, field: &str) -> bool {
        let sorts = |def: &qorgau_rulebook::register::Field| def.sort && def.kind != FieldType::Choices;
        field == DAY || field == NUMBER || register.field(field).is_some_and(sorts)
    }

    /// A page of a register. What was typed is read as it stands, or else as it was meant on another keyboard: the first reading that finds
    /// something within the scope counts.
    ///
    /// # Errors
    /// When the register is not there or the database cannot be read.
    pub async fn list(&self, scope: &Scope, wish: &Wish) -> Result<List, AppError> {
        let register = self.register(&wish.register)?;
        let (sort, order) = wish
            .sort
            .clone()
            .filter(|(field, _)| self.sorts(register, field))
            .unwrap_or_else(|| self.usual_order(register));
        let readings = search::readings(&wish.typed);
        let readings = if readings.is_empty() { vec![Vec::new()] } else { readings };
        for words in readings {
            let listing = Listing {
                register: wish.register.clone(),
                filters: wish
                    .filters
                    .iter()
                    .cloned()
                    .chain(
                        words
                            .iter()
                            .take(6.min(MOST_FILTERS.saturating_sub(wish.filters.len())))
                            .map(|word| Filter::begins(WORD, word.as_bytes())),
                    )
                    .collect(),
                sort: sort.clone(),
                order,
                shown: wish.shown,
                from: wish.from.clone(),
                limit: wish.limit,
            };
            let Sheet {
                entries,
                next,
                last,
                counted,
                more,
            } = self.store.sheet(scope, &listing, MOST_COUNTED).await?;
            if counted > 0 || more {
                let backward = matches!(listing.from, PageFrom::Before(_));
                return Ok(List {
                    entries,
                    before: if backward { next.is_some() } else { listing.from != PageFrom::Start },
                    after: if backward { last } else { next },
                    counted,
                    more,
                });
            }
        }
        Ok(List::default())
    }

    /// Entries that others name, as far as somebody may read them. `asked` says in which register each is looked for.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn named(&self, who: &Who, tree: &Tree, asked: &BTreeSet<(String, EntryId)>, lang: Lang) -> Result<BTreeMap<EntryId, Named>, AppError> {
        let registers: BTreeSet<&str> = asked.iter().map(|(register, _)| register.as_str()).collect();
        let scopes: BTreeMap<&str, Scope> = registers
            .into_iter()
            .filter_map(|register| Some((register, self.reads(who, tree, register)?)))
            .collect();
        let ids: BTreeSet<EntryId> = asked
            .iter()
            .filter(|(register, _)| scopes.contains_key(register.as_str()))
            .map(|(_, id)| *id)
            .collect();
        let ids: Vec<EntryId> = ids.into_iter().collect();
        let all = scopes.values().flat_map(Scope::bodies).collect();
        let mut found = BTreeMap::new();
        if ids.is_empty() {
            return Ok(found);
        }
        for stored in self.store.some(&Scope::of(who.body, all).with_books(), &ids).await? {
            let (id, register) = (stored.entry.id, stored.entry.envelope.register.clone());
            let reads = scopes
                .get(register.as_str())
                .is_some_and(|scope| scope.sees(stored.entry.body, stored.entry.envelope.book));
            if reads && asked.contains(&(register.clone(), id)) {
                let title = self.title(tree, &stored, lang);
                let withheld = self.withheld(who, tree, &stored.entry) == Marked::Whole;
                found.insert(id, Named { register, title, withheld });
            }
        }
        Ok(found)
    }

    /// What an entry is called: a person by his name, anything else by the first things it says; with the mark where all of it is for official
    /// use.
    #[must_use]
    pub fn title(&self, tree: &Tree, stored: &Stored, lang: Lang) -> String {
        called(&self.bare_title(tree, stored, lang), self.marked(&stored.entry) == Marked::Whole, lang)
    }

    fn bare_title(&self, tree: &Tree, stored: &Stored, lang: Lang) -> String {
        let entry = &stored.entry;
        let number = format!("№ {}", entry.envelope.number);
        let Some(register) = self.rulebook.register(&entry.envelope.register) else {
            return number;
        };
        let said = |code: &str| {
            let (def, value) = (register.field(code)?, entry.fields.get(code)?);
            Some(show::text(&self.rulebook, tree, def, value, lang)).filter(|text| !text.is_empty())
        };
        let name: Vec<String> = ["surname", "given_name", "patronymic"].into_iter().filter_map(said).collect();
        if !name.is_empty() {
            return name.join(" ");
        }
        // A choice that one sorts by is what an entry is about: the article, the disease; else the first thing it must say.
        let about = |def: &&Field| def.kind == FieldType::Choice && def.sort;
        let stated = |def: &&Field| matches!(def.kind, FieldType::Text | FieldType::Choice) && !def.personal && def.required;
        let said_of = |def: &Field| said(&def.code);
        let first = said("name").or_else(|| register.field.iter().find(about).and_then(said_of));
        let first = first.or_else(|| register.field.iter().filter(stated).find_map(said_of));
        first.unwrap_or(number)
    }

    /// The entry of an identity, wherever somebody may read it.
    ///
    /// # Errors
    /// When it is not there or not for him, which look the same, or the database cannot be read.
    pub async fn readable_entry(&self, who: &Who, tree: &Tree, id: EntryId) -> Result<(Stored, Scope), AppError> {
        let all: BTreeSet<BodyId> = self
            .rulebook
            .registers
            .values()
            .flat_map(|register| who.readable(self, tree, Subject::Register(&register.code)))
            .collect();
        let everything = Scope::of(who.body, all).with_books();
        let stored = self.store.entry(&everything, id).await?.ok_or(AppError::Absent)?;
        let scope = self.reads(who, tree, &stored.entry.envelope.register).ok_or(AppError::Absent)?;
        if scope.sees(stored.entry.body, stored.entry.envelope.book) {
            Ok((stored, scope))
        } else {
            Err(AppError::Absent)
        }
    }

    /// The entries of a register that name an entry, the last first, no more than a limit.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn naming(&self, scope: &Scope, register: &str, id: EntryId, limit: usize) -> Result<Vec<Stored>, AppError> {
        self.matching(scope, register, vec![Filter::is(LINK, id.0.as_bytes().to_vec())], limit).await
    }

    /// Those of them that stand, as far as somebody may read the register.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn standing_naming(&self, who: &Who, tree: &Tree, register: &str, id: EntryId, limit: usize) -> Result<Vec<Stored>, AppError> {
        let Some(scope) = self.reads(who, tree, register) else {
            return Ok(Vec::new());
        };
        let mut found = self.naming(&scope, register, id, limit).await?;
        found.retain(|stored| stored.entry.envelope.state == EntryState::Active);
        Ok(found)
    }

    /// The entries that name one of some entries, in every register that somebody may read, the last first, no more of a register than a
    /// limit. A handful of statements, however many registers there are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn naming_any(&self, who: &Who, tree: &Tree, named: &[EntryId], limit: usize) -> Result<NamedBy, AppError> {
        let names = |register: &&Register| !named_by(&register.field).is_empty();
        let registers: Vec<&Register> = self.rulebook.registers.values().filter(names).collect();
        self.naming_in(who, tree, &registers, named, limit).await
    }

    /// The same of some registers.
    pub(crate) async fn naming_in(&self, who: &Who, tree: &Tree, registers: &[&Register], named: &[EntryId], limit: usize) -> Result<NamedBy, AppError> {
        let scoped = |register: &&Register| Some((register.code.clone(), self.reads(who, tree, &register.code)?));
        let asked: Vec<(String, Scope)> = registers.iter().filter_map(scoped).collect();
        let namings = self.store.naming(&asked, named, limit).await?;
        let ids: Vec<EntryId> = namings.found.iter().map(|naming| naming.id).collect();
        let all = asked.iter().flat_map(|(_, scope)| scope.bodies()).collect();
        let stored = self.store.some(&Scope::of(who.body, all).with_books(), &ids).await?;
        let mut stored: BTreeMap<EntryId, Stored> = stored.into_iter().map(|stored| (stored.entry.id, stored)).collect();
        let entries = namings.found.iter().filter_map(|naming| Some((stored.remove(&naming.id)?, naming.named)));
        Ok(NamedBy {
            entries: entries.collect(),
            more: namings.more,
        })
    }

    /// The persons, organisations and officers that a register's entries may name and whose words begin so, as far as somebody may read
    /// them, each with what it is called.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn nameable(
        &self,
        who: &Who,
        tree: &Tree,
        register: &Register,
        typed: &str,
        limit: usize,
        lang: Lang,
    ) -> Result<Vec<(EntryId, String)>, AppError> {
        let mut found = Vec::new();
        for target in named_by(&register.field) {
            let Some(scope) = self.reads(who, tree, &target) else { continue };
            for words in search::readings(typed) {
                let worded = self.worded(&scope, &target, &words, limit).await?;
                if !worded.is_empty() {
                    found.extend(worded.iter().map(|stored| (stored.entry.id, self.title(tree, stored, lang))));
                    break;
                }
            }
        }
        Ok(found)
    }

    /// The entries of a register that bear a number, whoever's books they stand in.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn numbered(&self, scope: &Scope, register: &str, wanted: Number, limit: usize) -> Result<Vec<Stored>, AppError> {
        self.matching(scope, register, vec![Filter::is(NUMBER, number(wanted))], limit).await
    }

    /// In which of some registers any word begins as the first of each reading does, whoever's entries they are: elsewhere there is nothing to
    /// look for. Each by its register and the number of the reading.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn worded_at_all(&self, registers: &[&str], readings: &[Vec<String>]) -> Result<BTreeSet<(String, usize)>, AppError> {
        let firsts: Vec<(usize, &[u8])> = readings
            .iter()
            .enumerate()
            .filter_map(|(no, words)| Some((no, words.first()?.as_bytes())))
            .collect();
        let range = |register: &str, word: &[u8]| KeyRange {
            register: register.to_owned(),
            field: WORD.to_owned(),
            first: word.to_vec(),
            // No byte of a letter is as great.
            last: [word, &[0xff]].concat(),
        };
        let asked: Vec<KeyRange> = registers
            .iter()
            .flat_map(|register| firsts.iter().map(|(_, word)| range(register, word)))
            .collect();
        let there = self.store.keyed(&asked).await?;
        let of_reading = |(register, key): (String, Vec<u8>)| {
            let numbers = firsts.iter().filter(move |(_, word)| **word == key).map(|(no, _)| *no);
            numbers.map(|no| (register.clone(), no)).collect::<Vec<_>>()
        };
        Ok(there.into_iter().flat_map(of_reading).collect())
    }

    /// The entries of a register in which all these words begin so.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn worded(&self, scope: &Scope, register: &str, words: &[String], limit: usize) -> Result<Vec<Stored>, AppError> {
        let filters = words.iter().take(6).map(|word| Filter::begins(WORD, word.as_bytes())).collect();
        self.matching(scope, register, filters, limit).await
    }

    pub(crate) async fn matching(&self, scope: &Scope, register: &str, filters: Vec<Filter>, limit: usize) -> Result<Vec<Stored>, AppError> {
        if scope.bodies().next().is_none() {
            return Ok(Vec::new());
        }
        let listing = Listing {
            register: register.to_owned(),
            filters,
            sort: DAY.to_owned(),
            order: Order::Down,
            shown: Shown::All,
            from: PageFrom::Start,
            limit,
        };
        let page = self.store.list(scope, &listing).await?;
        let ids: Vec<EntryId> = page.entries.iter().map(|entry| entry.at.id).collect();
        Ok(self.store.some(scope, &ids).await?)
    }

    /// What an entry counts for now: the code of the figure, and how.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn counts_of(&self, scope: &Scope, id: EntryId) -> Result<Vec<(String, Contribution)>, AppError> {
        let code = |made: &Contribution| self.figures().iter().find(|(_, figure)| **figure == made.figure).map(|(code, _)| code.clone());
        let made = self.store.contributions(scope, id).await?;
        Ok(made.into_iter().filter_map(|made| Some((code(&made)?, made))).collect())
    }
}
