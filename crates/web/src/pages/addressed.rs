//! What bodies above wrote of the reader's body: directives to record and confirm (15.1, 21.1), diversions of its forces (13).

use askama::Template;
use axum::extract::{Query, State};
use axum::response::IntoResponse;
use qorgau_app::AppError;
use qorgau_app::typed;
use qorgau_domain::value::Value;
use qorgau_domain::{BodyId, Month, Period, Tree};
use qorgau_rulebook::Register;
use qorgau_rulebook::may::Subject;
use qorgau_store::Stored;
use serde::Deserialize;

use super::inside::{Frame, Place, named, signed};
use super::{Gone, Page};
use crate::here::Here;
use crate::languages::encoded;
use crate::parts::{Cell, Crumbs, Empty, Head, Link, Row, Table};
use crate::state::Web;
use crate::visitor::Signed;

/// What is sent down, and what is received.
const SENT: &str = "directive_out";
const RECEIVED: &str = "directive_in";
const DIVERSION: &str = "diversion";

#[derive(Template)]
#[template(path = "addressed.html")]
struct Addressed {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    body: String,
    since: String,
    table: Option<Table>,
    nothing: Empty,
    before: Option<Link>,
}

/// What the address says.
#[derive(Deserialize)]
pub(crate) struct Asked {
    /// From which year on; the last one without it.
    #[serde(default)]
    from: String,
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Query(asked): Query<Asked>) -> Result<impl IntoResponse, Gone> {
    let (app, signed, l) = (web.app(), signed(&here)?, here.l);
    let tree = app.store.tree().await.map_err(AppError::from)?;
    if !sees(&web, signed) && app.reads(&signed.who, &tree, SENT).is_none() {
        return Err(Gone::Absent);
    }
    let last_year = i64::from(app.today().year()) - 1;
    let year = asked
        .from
        .parse::<i64>()
        .ok()
        .filter(|year| (2002..=last_year + 1).contains(year))
        .unwrap_or(last_year);
    let found = app.addressed(&signed.who, &tree, Month::new(year, 1).first()).await?;
    let records = app
        .rulebook
        .register(RECEIVED)
        .is_some_and(|register| !app.may_enter(&signed.who, &tree, register).is_empty());
    let row = |stored: &Stored| row(&web, &here, &tree, stored, records);
    let heads = [
        Head::short(l.list_day()),
        Head::words(l.given_what()),
        Head::short(l.list_number()),
        Head::words(l.entry_content()),
        Head::words(l.list_body()),
        Head::words(l.addressed_record()),
    ];
    let rows: Vec<Row> = found.iter().map(row).collect();
    let earlier = l.period(Period::Year(Month::new(year - 1, 1)));
    let page = Addressed {
        frame: Frame::of(&web, &here, signed, &tree, Place::Registers),
        crumbs: Crumbs {
            label: l.part_path(),
            steps: vec![Link::new(l.registers_title(), here.url("/registers"))],
        },
        body: named(&web, &here, &tree, signed.who.body),
        since: l.date(Month::new(year, 1).first()),
        table: (!rows.is_empty()).then(|| Table::new(l.addressed_title(), heads, rows)),
        nothing: Empty {
            title: l.addressed_nothing(),
            text: l.addressed_nothing_text(),
            action: None,
        },
        before: (year > 2002).then(|| Link::new(l.addressed_from(&earlier), here.url(&format!("/addressed?from={}", year - 1)))),
        here: here.clone(),
    };
    Ok(Page(page))
}

/// Whether a role held reads what names its body.
fn sees(web: &Web, signed: &Signed) -> bool {
    let reads = |register: &str| !signed.who.reads_named(web.app(), Subject::Register(register)).is_empty();
    [SENT, DIVERSION].into_iter().any(reads)
}

/// The way to this page from the lists of directives and of diversions.
pub(crate) fn way(web: &Web, here: &Here, signed: &Signed, register: &Register) -> Option<Link> {
    let fits = [SENT, RECEIVED, DIVERSION].contains(&register.code.as_str()) && sees(web, signed);
    fits.then(|| Link::new(here.l.addressed_title(), here.url("/addressed")))
}

fn row(web: &Web, here: &Here, tree: &Tree, stored: &Stored, records: bool) -> Row {
    let (app, l, entry, envelope) = (web.app(), here.l, &stored.entry, &stored.entry.envelope);
    let register = app.rulebook.register(&envelope.register).map_or("", |register| register.name.get(l.lang()));
    let said = |code: &str| entry.fields.get(code).and_then(Value::text);
    let title = said("subject")
        .or_else(|| said("event"))
        .map_or_else(|| app.title(tree, stored, l.lang()), str::to_owned);
    let record = if records && envelope.register == SENT {
        Cell::way(l.addressed_enter(), here.url(&received(stored, entry.body)))
    } else {
        Cell::Blank
    };
    Row::plain([
        envelope.day.map_or(Cell::Blank, |day| Cell::text(l.date(day))),
        Cell::text(register),
        Cell::way(format!("№ {}", envelope.number), here.url(&format!("/entries/{}", entry.id))),
        Cell::text(title),
        Cell::text(named(web, here, tree, entry.body)),
        record,
    ])
}

/// The form of what is received, with what the directive says in it.
fn received(stored: &Stored, from: BodyId) -> String {
    let fields = &stored.entry.fields;
    let mut pairs = vec![("from_body", from.0.to_string())];
    for code in ["kind", "number", "subject", "dated_on", "due_on"] {
        let said = match fields.get(code) {
            Some(Value::Text(text) | Value::Choice(text)) => text.clone(),
            Some(Value::Date(day)) => typed::of_day(*day),
            _ => continue,
        };
        pairs.push((code, said));
    }
    let pairs: Vec<String> = pairs.iter().map(|(code, said)| format!("{code}={}", encoded(said))).collect();
    format!("/registers/{RECEIVED}/new?{}", pairs.join("&"))
}
