//! The entries of a register, page by page.

use axum::extract::{Path, Query};
use qorgau_app::json::shapes;
use qorgau_app::lists::{List, Wish};
use qorgau_domain::access::What;
use qorgau_domain::keys::ordered;
use qorgau_domain::time::day_number;
use qorgau_domain::value::Value;
use qorgau_rulebook::keys;
use qorgau_rulebook::may::Subject;
use qorgau_rulebook::official::Marked;
use qorgau_rulebook::register::{Field, FieldType, Register};
use qorgau_store::{Filter, PageFrom, Shown, Stored};
use serde_json::{Value as Json, json};

use super::{Answer, Asked, Desk, Fault, said};
use crate::pages::list::asked::{position, written};

/// Entries on a page where nothing is said, and the most.
const USUAL: usize = 50;
const MOST: usize = 200;

/// The most conditions of one question.
const MOST_FILTERS: usize = 8;

/// Names that are no fields.
const OWN: [&str; 5] = ["after", "limit", "body", "q", "withdrawn"];

pub(crate) async fn list(desk: Desk, Path(code): Path<String>, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let app = desk.app();
    let register = app.register(&code)?;
    let all = app.reads(&desk.who, &desk.tree, &code).ok_or(Fault::Absent)?;
    let asked = Asked::of(pairs, |name| OWN.contains(&name) || filtered(register, name).is_some())?;
    let scope = match asked.get("body") {
        None => all,
        Some(body) => {
            let root = desk.codes().body(body).ok_or(Fault::Absent)?;
            desk.who.scope(app, &desk.tree, Subject::Register(&code), root).ok_or(Fault::Absent)?
        }
    };
    let mut list = app.list(&scope, &desk.wish(register, &asked)?).await?;
    let found = list.entries.len();
    list.entries.retain(|(stored, _)| desk.may_be_found(stored, &asked));
    let dropped = list.entries.len() < found;
    if list.entries.iter().any(|(stored, _)| !register.split(&stored.entry.fields).1.is_empty()) {
        app.record_access(&desk.who, What::Export, &desk.sender.origin(), &format!("api {code}"))
            .await?;
    }
    said(desk.page(&list, dropped))
}

impl Desk {
    /// Whether an entry is told of in answer to a question: not by what of it the token may not take out.
    fn may_be_found(&self, stored: &Stored, asked: &Asked) -> bool {
        let withheld = self.app().withheld(&self.who, &self.tree, &stored.entry);
        let by_field = |name: &String| withheld.holds(name.split_once('.').map_or(name, |(code, _)| code));
        let by_words = asked.get("q").is_some_and(|words| !words.trim().is_empty());
        let mut fields = asked.0.iter().map(|(name, _)| name).filter(|name| !OWN.contains(&name.as_str()));
        !(fields.any(by_field) || by_words && withheld != Marked::Nothing)
    }

    fn page(&self, list: &List, dropped: bool) -> Json {
        let entries = list
            .entries
            .iter()
            .map(|(stored, _)| shapes::entry(self.app(), &self.tree, &self.who, &stored.entry));
        json!({
            "entries": entries.collect::<Vec<_>>(),
            "after": list.after.as_ref().map(written),
            // How many there are would tell of those that are not.
            "counted": if dropped { Json::Null } else { json!(list.counted) },
            "more": list.more,
        })
    }

    fn wish(&self, register: &Register, asked: &Asked) -> Result<Wish, Fault> {
        let limit = asked.read::<usize>("limit")?.unwrap_or(USUAL);
        if !(1..=MOST).contains(&limit) {
            return Err(Fault::Request(format!("limit={limit}; 1 – {MOST}")));
        }
        let from = match asked.get("after") {
            None => PageFrom::Start,
            Some(text) => PageFrom::After(position(text).ok_or_else(|| Fault::Request(format!("after={text}")))?),
        };
        let shown = match asked.read::<bool>("withdrawn")? {
            Some(true) => Shown::All,
            _ => Shown::Standing,
        };
        let mut filters = Vec::new();
        for (name, value) in asked.0.iter().filter(|(name, _)| !OWN.contains(&name.as_str())) {
            let filter = filtered(register, name).and_then(|(def, part)| self.filter(def, part, value));
            filters.push(filter.ok_or_else(|| Fault::Request(format!("{name}={value}")))?);
        }
        if filters.len() > MOST_FILTERS {
            return Err(Fault::Request(format!("> {MOST_FILTERS}")));
        }
        Ok(Wish {
            register: register.code.clone(),
            filters,
            typed: asked.get("q").unwrap_or_default().chars().take(200).collect(),
            sort: None,
            shown,
            from,
            limit,
        })
    }

    /// A condition on a field: the very value; of a text its beginning; of days one, or those from and until one.
    fn filter(&self, def: &Field, part: &str, value: &str) -> Option<Filter> {
        if matches!(def.kind, FieldType::Date | FieldType::Span) {
            let day = day_number(value.parse().ok()?);
            let (from, until) = match part {
                "from" => (day, i64::MAX),
                "until" => (i64::MIN, day),
                _ => (day, day),
            };
            return Some(Filter {
                field: def.code.clone(),
                from: ordered(from),
                until: ordered(until),
            });
        }
        if !part.is_empty() || value.trim().is_empty() {
            return None;
        }
        let is = |value: Value| Some(Filter::is(&def.code, keys::bytes(&value)?));
        match def.kind {
            FieldType::Text => Some(Filter::begins(&def.code, &keys::bytes(&Value::Text(value.to_owned()))?)),
            FieldType::Choice | FieldType::Choices => is(Value::Choice(value.to_owned())),
            FieldType::YesNo => is(Value::YesNo(value.parse().ok()?)),
            FieldType::Body => is(Value::Body(self.codes().body(value)?)),
            FieldType::Person | FieldType::Organisation | FieldType::Officer | FieldType::Link => is(Value::Entry(super::identity(value).ok()?)),
            FieldType::Whole | FieldType::Decimal | FieldType::Money => is(Value::Number(qorgau_domain::amount::parse(value, def.digits())?)),
            _ => None,
        }
    }
}

/// The field that a name filters by, and the part of it: `code`, `code.from`, `code.until`.
fn filtered<'a>(register: &'a Register, name: &'a str) -> Option<(&'a Field, &'a str)> {
    let (code, part) = name.split_once('.').unwrap_or((name, ""));
    let def = register.field(code).filter(|def| def.filter)?;
    ["", "from", "until"].contains(&part).then_some((def, part))
}
