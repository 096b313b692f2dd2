//! What programs are told: entries and their revisions, lists, bodies, duties, returns.

use jiff::Timestamp;
use qorgau_domain::entry::{Entry, Revision};
use qorgau_domain::{Tree, amount};
use qorgau_l10n::L10n;
use qorgau_rulebook::list::List;
use qorgau_rulebook::official::Marked;
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Value as Json, json};

use super::schema::text3;
use super::{Codes, written};
use crate::accounts::Who as Reader;
use crate::duties::{Item, words};
use crate::returns::{ExplainedEntry, Figure, Return, Who};
use crate::{App, AppError};

/// An entry as it stands, without what of it this reader may not take out.
#[must_use]
pub fn entry(app: &App, tree: &Tree, who: &Reader, entry: &Entry) -> Json {
    shaped(app, tree, entry, &app.withheld(who, tree, entry))
}

fn shaped(app: &App, tree: &Tree, entry: &Entry, withheld: &Marked) -> Json {
    let codes = codes(app, tree);
    let (envelope, marked) = (&entry.envelope, app.marked(entry));
    let defs = app.rulebook.register(&envelope.register).map_or(&[][..], |register| register.field.as_slice());
    json!({
        "id": entry.id.to_string(),
        "register": envelope.register,
        "form": envelope.form,
        "revision": envelope.revision,
        "body": codes.of(entry.body),
        "book": codes.of(envelope.book),
        "number": envelope.number.number,
        "year": envelope.number.year,
        "day": envelope.day.map(|day| day.to_string()),
        "state": envelope.state.word(),
        "reason": envelope.reason.as_ref().filter(|_| *withheld != Marked::Whole),
        "moved": envelope.moved.map(|id| id.to_string()),
        "erased": entry.erased,
        "official_use": marked != Marked::Nothing,
        "withheld": entry.fields.keys().filter(|code| withheld.holds(code)).collect::<Vec<_>>(),
        "fields": written(defs, &withheld.without(&entry.fields), codes),
    })
}

/// A revision of an entry that stands as `now`: as it was then, who wrote it and when it was received. What is marked now, or was then, is
/// withheld alike.
#[must_use]
pub fn revision(app: &App, tree: &Tree, who: &Reader, now: &Entry, revision: &Revision) -> Json {
    let withheld = app.withheld(who, tree, now).and(app.withheld(who, tree, &revision.entry));
    let mut shape = shaped(app, tree, &revision.entry, &withheld);
    if let Json::Object(shape) = &mut shape {
        shape.insert("actor".to_owned(), json!(revision.actor));
        shape.insert("received_at".to_owned(), json!(revision.received_at.to_string()));
    }
    shape
}

/// A reference list with its dated items.
#[must_use]
pub fn list(list: &List) -> Json {
    let items: Vec<Json> = list
        .item
        .iter()
        .map(|item| {
            json!({
                "code": item.code,
                "name": text3(&item.name),
                "tags": item.tags,
                "from": item.from.map(|day| day.to_string()),
                "until": item.until.map(|day| day.to_string()),
            })
        })
        .collect();
    json!({"code": list.code, "name": text3(&list.name), "items": items})
}

/// The bodies of today: code, superior, level, name.
#[must_use]
pub fn bodies(app: &App, tree: &Tree) -> Json {
    let (today, codes) = (app.today(), codes(app, tree));
    let month = qorgau_domain::Month::of(today);
    let body = |id| {
        let version = tree.on(id, today)?;
        Some(json!({
            "code": version.code,
            "parent": tree.parent(id, month).map(|parent| codes.of(parent)),
            "level": version.level,
            "name": text3(&version.name),
        }))
    };
    Json::Array(tree.bodies().filter_map(body).collect())
}

fn codes<'a>(app: &App, tree: &'a Tree) -> Codes<'a> {
    Codes { tree, today: app.today() }
}

/// Something owed, in the shape of the contract.
#[derive(Debug, Serialize)]
pub struct Duty {
    duty: String,
    clause: String,
    body: String,
    to: Option<String>,
    period: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<i64>,
    due: Option<String>,
    state: &'static str,
    why: Vec<String>,
}

/// Something owed; why it is due in words of a language.
#[must_use]
pub fn duty(app: &App, tree: &Tree, l: &L10n, item: Item) -> Duty {
    let code = |body| tree.on(body, app.today()).map_or_else(String::new, |version| version.code.clone());
    let due = item.due.map(|due| offset(app, due));
    let why = words::whys(app, l, &item);
    let (entry, row) = item.entry.map(|owed| (owed.id.to_string(), owed.row)).unzip();
    Duty {
        duty: item.duty,
        clause: item.clause,
        body: code(item.body),
        to: item.to.map(code),
        period: item.period.map(|period| period.to_string()),
        entry,
        row: row.filter(|row| *row > 0),
        due,
        state: item.state.word(),
        why,
    }
}

/// A moment with its offset: 2026-11-01T23:59:59+05:00.
#[must_use]
pub fn offset(app: &App, moment: Timestamp) -> String {
    moment.to_zoned(app.zone().clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// A return, in the shape of the contract.
#[derive(Debug, Serialize)]
pub struct Document {
    kind: &'static str,
    body: String,
    period: String,
    figures: Vec<FigureShape>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entries: Option<Vec<EntryShape>>,
}

#[derive(Debug, Serialize)]
struct FigureShape {
    code: String,
    period: Option<Box<RawValue>>,
    year_before: Option<Box<RawValue>>,
    year_to_date: Option<Box<RawValue>>,
    kept_by: [usize; 2],
    children: Vec<ChildShape>,
}

#[derive(Debug, Serialize)]
struct ChildShape {
    body: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    own: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    linked_doubles: Option<bool>,
    period: Option<Box<RawValue>>,
}

#[derive(Debug, Serialize)]
struct EntryShape {
    figure: String,
    id: Option<String>,
    number: Option<String>,
    body: String,
    on: String,
    amount: Box<RawValue>,
    /// The register whose opening total from paper it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    opening_total: Option<String>,
}

/// An amount as a JSON number with exactly its digits.
fn raw(number: i64, scale: u8) -> Result<Box<RawValue>, AppError> {
    Ok(RawValue::from_string(amount::plain(number, scale))?)
}

/// A return of a body, by whose code it was asked for, and the entries behind a figure where they were.
///
/// # Errors
/// When a number cannot be written.
pub fn document(app: &App, tree: &Tree, code: &str, figures: &Return, explained: Option<Vec<ExplainedEntry>>) -> Result<Document, AppError> {
    let shapes = figures
        .figures
        .iter()
        .map(|figure| shape(app, tree, code, figures, figure))
        .collect::<Result<_, _>>()?;
    let entries = explained
        .map(|entries| entries.into_iter().map(|entry| entry_shape(app, tree, entry)).collect::<Result<Vec<_>, _>>())
        .transpose()?;
    Ok(Document {
        kind: figures.kind.word(),
        body: code.to_owned(),
        period: figures.period.to_string(),
        figures: shapes,
        entries,
    })
}

fn shape(app: &App, tree: &Tree, code: &str, figures: &Return, figure: &Figure) -> Result<FigureShape, AppError> {
    let scale = scale(app, &figure.code);
    let number = |number: Option<i64>| number.map(|number| raw(number, scale)).transpose();
    let last = figures.period.last_month().last();
    let children = figure.rows.iter().map(|row| {
        let body = match row.who {
            Who::Child(child) => tree.on(child, last).map_or_else(String::new, |version| version.code.clone()),
            Who::Own | Who::Doubles => code.to_owned(),
        };
        let (own, linked_doubles) = ((row.who == Who::Own).then_some(true), (row.who == Who::Doubles).then_some(true));
        Ok(ChildShape {
            body,
            own,
            linked_doubles,
            period: number(row.period)?,
        })
    });
    Ok(FigureShape {
        code: figure.code.clone(),
        period: number(figure.period)?,
        year_before: number(figure.year_before)?,
        year_to_date: number(figure.year_to_date)?,
        kept_by: [figure.kept_by.0, figure.kept_by.1],
        children: children.collect::<Result<_, AppError>>()?,
    })
}

fn entry_shape(app: &App, tree: &Tree, entry: ExplainedEntry) -> Result<EntryShape, AppError> {
    let scale = scale(app, &entry.figure);
    let body = tree.on(entry.body, entry.on).map_or_else(String::new, |version| version.code.clone());
    let (id, number) = entry.entry.map(|(id, number)| (id.to_string(), number.to_string())).unzip();
    Ok(EntryShape {
        id,
        number,
        body,
        on: entry.on.to_string(),
        amount: raw(entry.amount, scale)?,
        opening_total: entry.opening.map(|source| source.register),
        figure: entry.figure,
    })
}

fn scale(app: &App, code: &str) -> u8 {
    app.rulebook.indicator(code).map_or(0, |indicator| indicator.scale)
}
