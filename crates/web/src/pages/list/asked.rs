//! What the address of a list says: whose entries, which, in what order, from where, in which columns.

use std::collections::BTreeMap;

use axum::extract::Query;
use axum::http::Uri;
use qorgau_app::AppError;
use qorgau_app::lists::Wish;
use qorgau_domain::keys::{DAY, LINK, ordered};
use qorgau_domain::ledger::hex;
use qorgau_domain::time::day_number;
use qorgau_domain::value::Value;
use qorgau_domain::{BodyId, EntryId, Month, Tree};
use qorgau_rulebook::keys;
use qorgau_rulebook::may::Subject;
use qorgau_rulebook::register::{Field, FieldType, Register};
use qorgau_store::{Filter, Order, PageFrom, Position, Scope, Shown};

use crate::languages::encoded;
use crate::pages::Gone;
use crate::state::Web;
use crate::visitor::Signed;

/// Entries on a page.
pub(super) const LIMIT: usize = 50;

/// What a view says beside filters of fields; where the page is, and which view it is, it does not say.
const SAID: [&str; 9] = ["q", "span", "who", "names", "body", "reach", "sort", "struck", "dense"];

/// What the address says, name by name.
pub(super) struct Asked {
    pairs: BTreeMap<String, String>,
    columns: Vec<String>,
}

impl Asked {
    pub(super) fn of(pairs: Vec<(String, String)>) -> Self {
        let columns = pairs.iter().filter(|(name, _)| name == "col").map(|(_, value)| value.clone()).collect();
        let pairs = pairs.into_iter().filter(|(name, value)| name != "col" && !value.trim().is_empty()).collect();
        Asked { pairs, columns }
    }

    /// What a kept query says.
    pub(super) fn of_query(query: &str) -> Self {
        let uri = format!("/?{query}").parse::<Uri>().unwrap_or_default();
        let pairs = Query::<Vec<(String, String)>>::try_from_uri(&uri).map_or_else(|_| Vec::new(), |Query(pairs)| pairs);
        Asked::of(pairs)
    }

    /// The same without one thing.
    pub(super) fn without(mut self, name: &str) -> Self {
        self.pairs.remove(name);
        self
    }

    /// The query as a view keeps it: without what is so anyway, and without what the register does not have. `own` is the reader's body.
    pub(super) fn kept(&self, web: &Web, register: &Register, own: &str) -> String {
        let stays = |name: &str, value: &str| match name.strip_prefix("f.") {
            Some(field) => filtered(register, field),
            None if name == "sort" => web.app().sorts(register, value),
            None if name == "way" => value == "down" && web.app().sorts(register, self.get("sort")),
            None => SAID.contains(&name) && (name, value) != ("body", own),
        };
        let pairs = self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let pairs = pairs.filter(|(name, value)| stays(name, value));
        let shown = self.columns(register);
        let is_usual = shown.iter().map(|def| &def.code).eq(usual(register).iter().map(|def| &def.code));
        let columns = shown.iter().filter(|_| !is_usual).map(|def| ("col", def.code.as_str()));
        said(pairs.chain(columns))
    }

    /// What the address asks for and the register does not have: fields that were taken out of it, by their codes.
    pub(super) fn left_out(&self, web: &Web, register: &Register) -> Vec<String> {
        let filters = self
            .pairs
            .keys()
            .filter_map(|name| name.strip_prefix("f."))
            .filter(|field| !filtered(register, field));
        let filters = filters.map(|field| field.trim_end_matches(".from").trim_end_matches(".until"));
        let columns = self.columns.iter().map(String::as_str).filter(|column| register.field(column).is_none());
        let sort = Some(self.get("sort")).filter(|field| !field.is_empty() && !web.app().sorts(register, field));
        let all: std::collections::BTreeSet<String> = filters.chain(columns).chain(sort).map(str::to_owned).collect();
        all.into_iter().collect()
    }

    pub(super) fn get(&self, name: &str) -> &str {
        self.pairs.get(name).map_or("", String::as_str)
    }

    pub(super) fn is_dense(&self) -> bool {
        self.get("dense") == "1"
    }

    /// Whether anything narrows the list.
    pub(super) fn narrows(&self) -> bool {
        self.pairs.keys().any(|name| narrowing(name))
    }

    /// The query with one thing changed; a page begins anew then.
    pub(super) fn with(&self, name: &str, value: &str) -> String {
        let places = ["after", "before"];
        let kept = self.pairs.iter().filter(|(known, _)| *known != name && !places.contains(&known.as_str()));
        let changed = (!value.is_empty()).then_some((name, value));
        self.query(kept.map(|(name, value)| (name.as_str(), value.as_str())).chain(changed))
    }

    /// The query without what narrows the list. It says so, since a list asked for without a word opens with the reader's own view.
    pub(super) fn bare(&self) -> String {
        let kept = self
            .pairs
            .iter()
            .filter(|(name, _)| !narrowing(name) && !["after", "before", "view"].contains(&name.as_str()));
        self.query(kept.map(|(name, value)| (name.as_str(), value.as_str())).chain([("view", "all")]))
    }

    fn query<'a>(&'a self, pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
        said(pairs.chain(self.columns.iter().map(|column| ("col", column.as_str()))))
    }

    /// The fields that stand in columns: those asked for, else those one filters and sorts by.
    pub(super) fn columns<'a>(&self, register: &'a Register) -> Vec<&'a Field> {
        let asked = |def: &&Field| self.columns.contains(&def.code);
        let asked: Vec<&Field> = register.field.iter().filter(asked).collect();
        if asked.is_empty() { usual(register) } else { asked }
    }

    /// Whether everything that may be read is shown, wherever it lies: what was given lies anywhere, so the list begins with all of it.
    pub(super) fn is_whole(&self, web: &Web, signed: &Signed, register: &str) -> bool {
        self.get("body").is_empty() && !signed.who.lent(web.app(), Subject::Register(register)).is_empty()
    }

    /// Whose entries: of a body and all below it, of it alone, or with one step below.
    pub(super) async fn scope(&self, web: &Web, signed: &Signed, tree: &Tree, register: &str) -> Result<(BodyId, Scope), Gone> {
        let app = web.app();
        let all = app.reads(&signed.who, tree, register).ok_or(Gone::Absent)?;
        if self.is_whole(web, signed, register) {
            return Ok((signed.who.body, all));
        }
        let body = match self.get("body") {
            "" => signed.who.body,
            code => app.body(code).await?,
        };
        // Of a body that is neither one's own nor may be read there is no list, though some below it may be read.
        let scope = (body == signed.who.body || all.holds(body))
            .then(|| signed.who.scope(app, tree, Subject::Register(register), body))
            .flatten();
        let Some(scope) = scope else {
            // Who reads nothing of his own body still reads what he was given below or beside it.
            return if self.get("body").is_empty() { Ok((body, all)) } else { Err(Gone::Absent) };
        };
        let near = || tree.children(body, Month::of(app.today()));
        let within = |bodies: Vec<BodyId>| scope.narrowed(body, bodies);
        let scope = match self.get("reach") {
            "own" => within(vec![body]),
            "near" => within(near().into_iter().chain([body]).collect()),
            _ => scope,
        };
        if scope.bodies().next().is_none() {
            return Err(Gone::Absent);
        }
        Ok((body, scope))
    }

    pub(super) fn wish(&self, web: &Web, tree: &Tree, register: &Register) -> Result<Wish, AppError> {
        let sort = match (self.get("sort"), self.get("way")) {
            ("", _) => None,
            (field, "down") => Some((field.to_owned(), Order::Down)),
            (field, _) => Some((field.to_owned(), Order::Up)),
        };
        let from = match (position(self.get("after")), position(self.get("before"))) {
            (Some(at), _) => PageFrom::After(at),
            (None, Some(at)) => PageFrom::Before(at),
            (None, None) => PageFrom::Start,
        };
        let filters = register
            .field
            .iter()
            .filter(|def| def.filter)
            .take(10)
            .filter_map(|def| self.filter(web, tree, def));
        let named = self.names().map(|id| Filter::is(LINK, id.0.as_bytes().to_vec()));
        Ok(Wish {
            register: register.code.clone(),
            filters: self.span(web).into_iter().chain(named).chain(filters).collect(),
            typed: self.get("q").to_owned(),
            sort,
            shown: if self.get("struck") == "1" { Shown::All } else { Shown::Standing },
            from,
            limit: LIMIT,
        })
    }

    /// The person, organisation or officer that the entries are to name.
    pub(super) fn names(&self) -> Option<EntryId> {
        self.get("names").parse().ok().map(EntryId)
    }

    /// Days of entries as they are told from today, so that a view kept in spring shows the autumn's month in autumn.
    fn span(&self, web: &Web) -> Option<Filter> {
        let month = Month::of(web.app().today());
        let months = match self.get("span") {
            "month" => 1,
            "quarter" => 3,
            "year" => 12,
            _ => return None,
        };
        let first = month.plus(-month.0.rem_euclid(months));
        Some(Filter {
            field: DAY.to_owned(),
            from: ordered(day_number(first.first())),
            until: ordered(day_number(first.plus(months - 1).last())),
        })
    }

    /// A condition on a field. What cannot be read as one leaves the list as it is.
    fn filter(&self, web: &Web, tree: &Tree, def: &Field) -> Option<Filter> {
        let said = |part: &str| self.get(&format!("f.{}{part}", def.code));
        match def.kind {
            _ if said("") == "-" => Some(Filter::is(&def.code, Vec::new())),
            FieldType::Date | FieldType::Datetime | FieldType::Span => {
                let day = |text: &str| parsed_day(text).map(day_number);
                let (from, until) = (day(said(".from")), day(said(".until")));
                (from.is_some() || until.is_some()).then(|| Filter {
                    field: def.code.clone(),
                    from: qorgau_domain::keys::ordered(from.unwrap_or(i64::MIN)),
                    until: qorgau_domain::keys::ordered(until.unwrap_or(i64::MAX)),
                })
            }
            _ if said("").is_empty() => None,
            FieldType::Choice | FieldType::Choices => Some(Filter::is(&def.code, said("").as_bytes().to_vec())),
            FieldType::YesNo => Some(Filter::is(&def.code, vec![u8::from(said("") == "yes")])),
            FieldType::Body => {
                let body = tree.by_code(said(""), web.app().today())?;
                Some(Filter::is(&def.code, keys::bytes(&Value::Body(body))?))
            }
            FieldType::Text => Some(Filter::begins(&def.code, &keys::bytes(&Value::Text(said("").to_owned()))?)),
            _ => None,
        }
    }
}

/// Whether a part of the address narrows the list.
fn narrowing(name: &str) -> bool {
    ["q", "span", "who", "names"].contains(&name) || name.starts_with("f.")
}

/// Whether a register can be narrowed by a field, or by an end of its days.
fn filtered(register: &Register, field: &str) -> bool {
    let code = field.strip_suffix(".from").or_else(|| field.strip_suffix(".until")).unwrap_or(field);
    register.field(code).is_some_and(|def| def.filter)
}

/// The columns that stand there if nobody asks.
fn usual(register: &Register) -> Vec<&Field> {
    let shown = |def: &&Field| (def.filter || def.sort || def.kind == FieldType::Place) && def.code != "source_id" && Some(&def.code) != register.day.as_ref();
    register.field.iter().filter(shown).take(6).collect()
}

fn said<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let said: Vec<String> = pairs.map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    said.join("&")
}

/// A day as people write it, or as computers do.
pub(super) fn parsed_day(text: &str) -> Option<jiff::civil::Date> {
    let text = text.trim();
    let parts: Vec<&str> = text.split('.').collect();
    match parts.as_slice() {
        [day, month, year] => jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok(),
        _ => text.parse().ok(),
    }
}

/// A position as it stands in an address: key in hexadecimal digits, day, entry.
pub(crate) fn written(at: &Position) -> String {
    format!("{}.{}.{}", hex(&at.key), at.day, at.id)
}

pub(crate) fn position(text: &str) -> Option<Position> {
    let mut parts = text.splitn(3, '.');
    let (key, day, id) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = key
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
    Some(Position {
        key: digits.collect::<Option<Vec<u8>>>()?,
        day: day.parse().ok()?,
        id: EntryId(id.parse().ok()?),
    })
}
