//! Searching everything that somebody may read, and going to a page by its name: as a page, and as JSON for the command bar.

mod places;

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::{Query, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use qorgau_app::AppError;
use qorgau_app::lists::named_by;
use qorgau_domain::entry::Number;
use qorgau_domain::{EntryId, Tree, search};
use qorgau_rulebook::register::Register;
use qorgau_store::Stored;
use serde::{Deserialize, Serialize};

use super::inside::{Frame, Place, named, signed};
use super::values::shown_at;
use super::{Gone, Page};
use crate::here::Here;
use crate::languages::encoded;
use crate::parts::Link;
use crate::state::Web;
use crate::visitor::Signed;

/// The most typed letters that are looked at.
const LONGEST: usize = 200;

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
}

/// Something that was found.
#[derive(Serialize)]
pub(crate) struct Hit {
    /// What it is called.
    text: String,
    /// What it is.
    more: String,
    /// Where it is.
    url: String,
}

/// What was found in one place.
struct Group {
    title: String,
    hits: Vec<Hit>,
    /// Where all of it is.
    all: String,
    /// What else names who was found: whom, and where all of that is.
    more: Vec<Link>,
}

#[derive(Template)]
#[template(path = "search.html")]
struct Search {
    here: Here,
    frame: Frame,
    typed: String,
    groups: Vec<Group>,
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Query(asked): Query<Asked>) -> Result<impl IntoResponse, Gone> {
    let signed = signed(&here)?;
    let typed: String = asked.q.trim().chars().take(LONGEST).collect();
    let tree = web.app().store.tree().await.map_err(AppError::from)?;
    let groups = found(&web, &here, signed, &tree, &typed, 10).await?;
    let page = Search {
        frame: Frame::of(&web, &here, signed, &tree, Place::Registers),
        typed,
        groups,
        here: here.clone(),
    };
    Ok(Page(page))
}

/// The same for the script of the command bar: a flat list.
pub(crate) async fn json(State(web): State<Web>, here: Here, Query(asked): Query<Asked>) -> Result<Response, Gone> {
    let signed = signed(&here)?;
    let typed: String = asked.q.trim().chars().take(LONGEST).collect();
    let tree = web.app().store.tree().await.map_err(AppError::from)?;
    let hits: Vec<Hit> = found(&web, &here, signed, &tree, &typed, 5)
        .await?
        .into_iter()
        .flat_map(|group| group.hits)
        .take(16)
        .collect();
    let text = serde_json::to_string(&hits).unwrap_or_else(|_| "[]".to_owned());
    Ok(([(CONTENT_TYPE, "application/json")], text).into_response())
}

async fn found(web: &Web, here: &Here, signed: &Signed, tree: &Tree, typed: &str, limit: usize) -> Result<Vec<Group>, Gone> {
    let mut groups = Vec::new();
    if typed.is_empty() {
        return Ok(groups);
    }
    let places = places::found(web, here, signed, tree, typed);
    if !places.is_empty() {
        groups.push(Group {
            title: here.l.search_pages(),
            hits: places,
            all: String::new(),
            more: Vec::new(),
        });
    }
    let Found { mut by_register, called } = in_registers(web, here, signed, tree, typed, limit).await?;
    naming(web, here, signed, tree, (&called, limit), &mut by_register).await?;
    // Who is named comes before what names him.
    let nameable = nameable(web);
    let (first, others): (Vec<_>, Vec<_>) = by_register.into_iter().partition(|(register, _)| nameable.contains(*register));
    groups.extend(first.into_iter().chain(others).map(|(_, group)| group));
    Ok(groups)
}

/// The registers whose entries others name: persons, organisations, officers.
fn nameable(web: &Web) -> BTreeSet<String> {
    web.app().rulebook.registers.values().flat_map(|register| named_by(&register.field)).collect()
}

/// What was found by its own number and words.
#[derive(Default)]
struct Found<'a> {
    by_register: BTreeMap<&'a str, Group>,
    /// Persons, organisations and officers among it, and what they are called.
    called: BTreeMap<EntryId, String>,
}

async fn in_registers<'a>(web: &'a Web, here: &Here, signed: &Signed, tree: &Tree, typed: &str, limit: usize) -> Result<Found<'a>, Gone> {
    let (app, nameable) = (web.app(), nameable(web));
    let mut found = Found::default();
    let registers: Vec<&str> = app.rulebook.registers.keys().map(String::as_str).collect();
    let readings = search::readings(typed);
    let there = app.worded_at_all(&registers, &readings).await?;
    for register in app.rulebook.registers.values() {
        let Some(scope) = app.reads(&signed.who, tree, &register.code) else {
            continue;
        };
        let mut entries = Vec::new();
        if let Some(number) = number(typed, i64::from(app.today().year())) {
            entries = app.numbered(&scope, &register.code, number, limit).await?;
        }
        let mut all = String::new();
        let by_number = entries.len();
        for (_, words) in readings.iter().enumerate().filter(|(no, _)| there.contains(&(register.code.clone(), *no))) {
            let worded = app.worded(&scope, &register.code, words, limit).await?;
            if !worded.is_empty() {
                if worded.len() == limit {
                    all = here.url(&format!("/registers/{}?q={}", register.code, encoded(typed)));
                }
                entries.extend(worded);
                break;
            }
        }
        if nameable.contains(&register.code) {
            let worded = entries.iter().skip(by_number);
            found
                .called
                .extend(worded.map(|stored| (stored.entry.id, app.title(tree, stored, here.l.lang()))));
        }
        if !entries.is_empty() {
            let hits = entries.iter().map(|stored| hit(web, here, tree, register, stored)).collect();
            found.by_register.insert(&register.code, Group::of(here, register, hits, all));
        }
    }
    Ok(found)
}

/// Adds the entries that name those who were found: an offence is found by the surname of its person.
async fn naming<'a>(
    web: &'a Web,
    here: &Here,
    signed: &Signed,
    tree: &Tree,
    (called, limit): (&BTreeMap<EntryId, String>, usize),
    by_register: &mut BTreeMap<&'a str, Group>,
) -> Result<(), Gone> {
    let ids: Vec<EntryId> = called.keys().copied().collect();
    let named_by = web.app().naming_any(&signed.who, tree, &ids, limit).await?;
    for (stored, named) in named_by.entries {
        let Some(register) = web.app().rulebook.register(&stored.entry.envelope.register) else {
            continue;
        };
        let mut hit = hit(web, here, tree, register, &stored);
        let group = by_register
            .entry(&register.code)
            .or_insert_with(|| Group::of(here, register, Vec::new(), String::new()));
        if group.hits.iter().any(|known| known.url == hit.url) {
            continue;
        }
        if let Some(who) = called.get(&named) {
            hit.more = format!("{} · {}", here.l.search_names(who), hit.more);
        }
        group.hits.push(hit);
    }
    for (register, named) in named_by.more {
        let group = by_register.get_mut(register.as_str());
        if let Some((group, who)) = group.zip(called.get(&named)) {
            let url = here.url(&format!("/registers/{register}?names={named}"));
            group.more.push(Link::new(here.l.search_more_names(who), url));
        }
    }
    Ok(())
}

impl Group {
    fn of(here: &Here, register: &Register, hits: Vec<Hit>, all: String) -> Self {
        Group {
            title: register.name.get(here.l.lang()).to_owned(),
            hits,
            all,
            more: Vec::new(),
        }
    }
}

fn hit(web: &Web, here: &Here, tree: &Tree, register: &Register, stored: &Stored) -> Hit {
    let (l, entry) = (here.l, &stored.entry);
    let day = entry.envelope.day.map_or_else(String::new, |day| format!(" · {}", l.date(day)));
    let body = named(web, here, tree, entry.body);
    Hit {
        text: web.app().title(tree, stored, l.lang()),
        more: format!("{} № {}{day} · {body}", register.name.get(l.lang()), entry.envelope.number),
        url: shown_at(here, &register.code, entry.id),
    }
}

/// The number of an entry, where that is what was typed: `12/2026`, `№ 12`, `12`.
fn number(typed: &str, this_year: i64) -> Option<Number> {
    let digits = typed.trim().trim_start_matches(['№', '#', 'N', 'n']).trim();
    let (number, year) = match digits.split_once('/') {
        Some((number, year)) => (number.trim(), year.trim().parse().ok()?),
        None => (digits, this_year),
    };
    let number = number.parse().ok().filter(|number| *number > 0)?;
    Some(Number { year, number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_write_it() {
        for (typed, expected) in [
            ("12/2025", Some((2025, 12))),
            ("№ 12", Some((2026, 12))),
            ("12", Some((2026, 12))),
            ("0", None),
            ("12a", None),
            ("ахметов", None),
        ] {
            assert_eq!(number(typed, 2026).map(|number| (number.year, number.number)), expected, "{typed}");
        }
    }
}
