//! The territory on one page: what the analysis of a district or a region stands on (clauses 15.2, 19.3, 19.4 and 20), and so what plans (27)
//! and memos (32.2) are based on. Everything on it is a figure or an entry that stands elsewhere, and leads there.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::AppError;
use qorgau_app::bans::ObjectBan;
use qorgau_app::returns::{Extent, Kind, Sought};
use qorgau_domain::time::day_number;
use qorgau_domain::value::Value;
use qorgau_domain::{BodyId, Month, Period, Tree};
use qorgau_rulebook::Register;
use qorgau_rulebook::ban::{self, Question, Rule};
use qorgau_rulebook::may::{Act, Subject};
use serde::Deserialize;

use super::bans::days;
use super::figures::{Seen, Shown};
use super::inside::{Frame, Place, code, named, signed};
use super::returns::{Wanted, bodies};
use super::{Gone, Page, reviews};
use crate::here::Here;
use crate::languages::encoded;
use crate::parts::{Cell, Choice, Head, Link, Mark, Pager, Row, State as Shape, Status, Table};
use crate::state::Web;
use crate::visitor::Signed;

/// Of a body with more bodies below than this, entries are not counted one by one: that is a country, not a territory.
const MOST_BODIES: usize = 64;

/// A part of the page: the clause it serves, and the figures it shows. The four sets of clause 20 stand first.
const PARTS: [(&str, &[&str]); 4] = [
    (
        "20.1",
        &[
            "F00", "F01", "F02", "F03", "F04", "F07", "F09", "C01", "C02", "C03", "C05", "C06", "C10", "P01", "C13", "D01", "S01", "S06",
        ],
    ),
    ("20.2", &["R01", "R02", "R03", "R12", "R05", "R06", "V12"]),
    ("20.4", &["M10"]),
    (
        "19.3",
        &["V01", "V02", "V03.imposed", "V03.lifted", "V03.in_force", "V05.total_standing", "V06.line_days"],
    ),
];

/// Registers whose entries are counted for a part, and the clause.
const COUNTED: [(&str, &[&str]); 4] = [
    ("20.3", &["information_note"]),
    ("20.4", &["application", "publication"]),
    ("19.4", &["natural_object"]),
    ("11", &["unit", "officer"]),
];

#[derive(Template)]
#[template(path = "territory.html")]
struct Territory {
    here: Here,
    frame: Frame,
    body: String,
    period: String,
    bodies: Vec<Choice>,
    periods: Pager,
    parts: Vec<Part>,
    objects: Option<Table>,
    /// How many objects of each kind there are (19.4).
    kinds: Option<Table>,
    map: Link,
    returns: Link,
    participation: Link,
    reviews: reviews::Ways,
}

/// One part.
struct Part {
    clause: Link,
    title: String,
    figures: Option<Table>,
    counts: Option<Table>,
}

/// What the address says beside the path.
#[derive(Deserialize)]
pub(crate) struct Asked {
    /// Whose territory, by code; one's own body without it.
    #[serde(default)]
    body: String,
}

/// Leads to the last quarter that is over.
pub(crate) async fn latest(State(web): State<Web>, here: Here) -> Response {
    let month = Month::of(web.app().today());
    let over = Month::new(month.year(), (month.number() - 1) / 3 * 3 + 1).plus(-3);
    Redirect::to(&here.url(&format!("/territory/{}", Period::Quarter(over)))).into_response()
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Path((_, period)): Path<(String, String)>, Query(asked): Query<Asked>) -> Result<Response, Gone> {
    let (app, signed, l) = (web.app(), signed(&here)?, here.l);
    let wanted = Wanted::read(&web, signed, Kind::Quarterly.word(), &period, &asked.body).await?;
    let (tree, mut counts) = app.snapshot(wanted.body).await?;
    let sought = Sought {
        kind: wanted.kind,
        period: wanted.period,
        extent: Extent::Compared,
    };
    let figures = app.return_at(&mut counts, &tree, sought).await?;
    let trends = app.trends(&mut counts, &tree, wanted.period.last_month()).await?;
    drop(counts);
    let seen = Seen {
        web: &web,
        here: &here,
        tree: &tree,
        wanted: &wanted,
    };
    let shown = Shown::new(&figures, &trends, None);
    let counted = Counted {
        web: &web,
        here: &here,
        signed,
        tree: &tree,
        wanted: &wanted,
    };
    let mut parts = Vec::new();
    for clause in ["20.1", "20.2", "20.3", "20.4", "19.3", "19.4", "11"] {
        let codes = PARTS.iter().find(|(of, _)| *of == clause).map(|(_, codes)| *codes);
        parts.push(Part {
            clause: Link::new(clause, here.url(&format!("/clauses/{clause}"))),
            title: title(&here, clause),
            figures: codes.map(|codes| seen.chosen(&shown, codes)),
            counts: counted.table(clause).await?,
        });
    }
    let at = code(&web, &tree, wanted.body);
    let page = Territory {
        frame: Frame::of(&web, &here, signed, &tree, Place::Territory),
        body: named(&web, &here, &tree, wanted.body),
        period: l.period(wanted.period),
        bodies: bodies(&web, &here, signed, &tree, &wanted),
        periods: quarters(&web, &here, &tree, &wanted, "territory"),
        parts: parts.into_iter().filter(|part| part.figures.is_some() || part.counts.is_some()).collect(),
        kinds: counted.kinds().await?,
        objects: objects(&web, &here, signed, &tree, wanted.body).await?,
        map: Link::new(l.map_title(), here.url(&format!("/map?body={at}"))),
        reviews: reviews::Ways::of(&web, &here, signed, &tree, (wanted.body, wanted.period)).await?,
        participation: Link::new(l.participation_title(), here.url(&format!("/participation/{}?body={at}", wanted.period))),
        returns: Link::new(l.returns_title(), here.url(&format!("/returns/quarterly/{}?body={at}", wanted.period))),
        here: here.clone(),
    };
    Ok(Page(page).into_response())
}

fn title(here: &Here, clause: &str) -> String {
    let l = here.l;
    match clause {
        "20.1" => l.territory_offences(),
        "20.2" => l.territory_raids(),
        "20.3" => l.territory_notes(),
        "20.4" => l.territory_applications(),
        "19.3" => l.territory_epizootic(),
        "19.4" => l.territory_objects(),
        _ => l.territory_people(),
    }
}

/// Whose entries are counted.
struct Counted<'a> {
    web: &'a Web,
    here: &'a Here,
    signed: &'a Signed,
    tree: &'a Tree,
    wanted: &'a Wanted,
}

impl Counted<'_> {
    /// How many entries of a part's registers stand, of the bodies that the reader reads; of those with a day, in the period.
    async fn table(&self, clause: &str) -> Result<Option<Table>, Gone> {
        let (app, l) = (self.web.app(), self.here.l);
        let Some((_, registers)) = COUNTED.iter().find(|(of, _)| *of == clause) else {
            return Ok(None);
        };
        let below = self.tree.subtree(self.wanted.body, self.wanted.period.last_month());
        if below.len() > MOST_BODIES {
            return Ok(None);
        }
        let mut rows = Vec::new();
        for code in *registers {
            let Some(register) = app.rulebook.register(code) else { continue };
            let reads = |body: &BodyId| self.signed.who.may(app, self.tree, Act::Read, Subject::Register(code), *body);
            let theirs: Vec<BodyId> = below.iter().copied().filter(reads).collect();
            if theirs.is_empty() {
                continue;
            }
            let days = self.days(code);
            let mut standing = 0;
            for body in theirs {
                let scope = app.scope_in(self.tree, body);
                let counts = app.store.standing_entries(&scope, &[*code], body, days).await.map_err(AppError::from)?;
                standing += counts.first().copied().unwrap_or(0);
            }
            let url = self.here.url(&self.list(register));
            rows.push(Row::plain([Cell::way(register.name.get(l.lang()), url), Cell::text(l.number(standing, 0))]));
        }
        let heads = [Head::words(l.territory_register()), Head::figures(l.territory_entries())];
        Ok((!rows.is_empty()).then(|| Table::new(title(self.here, clause), heads, rows).dense()))
    }

    /// The list of what is counted: of the body and those below, and of the days that count where the register is filtered by its day. Whoever
    /// does not read the register at the body itself has the list of all that he reads.
    fn list(&self, register: &Register) -> String {
        let (on, place) = (Subject::Register(&register.code), format!("/registers/{}", register.code));
        let (body, who) = (self.wanted.body, &self.signed.who);
        if body != who.body && !who.may(self.web.app(), self.tree, Act::Read, on, body) {
            return place;
        }
        let at = code(self.web, self.tree, body);
        let filtered = |day: &&String| register.field(day).is_some_and(|def| def.filter);
        let Some(day) = register.day.as_ref().filter(filtered) else {
            return format!("{place}?body={at}");
        };
        let (first, last) = (self.wanted.period.first_month().first(), self.wanted.period.last_month().last());
        let from = if stands(&register.code) {
            String::new()
        } else {
            format!("&f.{day}.from={first}")
        };
        format!("{place}?body={at}{from}&f.{day}.until={last}")
    }

    /// The natural objects of the bodies that the reader reads, by their kind.
    async fn kinds(&self) -> Result<Option<Table>, Gone> {
        let (app, l) = (self.web.app(), self.here.l);
        let list = app.rulebook.register(ban::REGISTER).and_then(|register| register.field("kind")?.list.clone());
        let below = self.tree.subtree(self.wanted.body, self.wanted.period.last_month());
        let (Some(list), true) = (list, below.len() <= MOST_BODIES) else {
            return Ok(None);
        };
        let reads = |body: &BodyId| self.signed.who.may(app, self.tree, Act::Read, Subject::Register(ban::REGISTER), *body);
        let theirs: Vec<BodyId> = below.into_iter().filter(reads).collect();
        let scope = app.scope_in(self.tree, self.wanted.body);
        let days = (i64::from(i32::MIN), day_number(self.wanted.period.last_month().last()));
        let mut counts: BTreeMap<String, i64> = BTreeMap::new();
        for stored in app.store.entries_of(&scope, ban::REGISTER, &theirs, days).await.map_err(AppError::from)? {
            let kind = stored.entry.fields.get("kind").and_then(Value::text).unwrap_or_default();
            *counts.entry(kind.to_owned()).or_default() += 1;
        }
        let at = code(self.web, self.tree, self.wanted.body);
        let row = |(kind, count): (&String, &i64)| {
            let name = app.rulebook.item(&list, kind).map_or(kind.as_str(), |item| item.name.get(l.lang()));
            let url = self.here.url(&format!("/registers/{}?body={at}&f.kind={}", ban::REGISTER, encoded(kind)));
            Row::plain([Cell::way(name, url), Cell::text(l.number(*count, 0))])
        };
        let rows: Vec<Row> = counts.iter().map(row).collect();
        let heads = [Head::words(l.territory_kind()), Head::figures(l.territory_entries())];
        Ok((!rows.is_empty()).then(|| Table::new(l.territory_kinds(), heads, rows).dense()))
    }

    /// The days that count: those of the period for what happens, all up to its end for what stands.
    fn days(&self, code: &str) -> (i64, i64) {
        let until = day_number(self.wanted.period.last_month().last());
        if stands(code) {
            (i64::from(i32::MIN), until)
        } else {
            (day_number(self.wanted.period.first_month().first()), until)
        }
    }
}

/// Whether a register is of what stands, not of what happens.
fn stands(code: &str) -> bool {
    matches!(code, "natural_object" | "unit" | "officer")
}

/// The natural objects that concern the body and have bans, each with whether it is closed today.
async fn objects(web: &Web, here: &Here, signed: &Signed, tree: &Tree, body: BodyId) -> Result<Option<Table>, Gone> {
    let (app, l, today) = (web.app(), here.l, web.app().today());
    if app.reads(&signed.who, tree, ban::REGISTER).is_none() {
        return Ok(None);
    }
    let bans = app.bans(&signed.who, tree, body, None).await?;
    let row = |object: &ObjectBan| {
        let status = match (object.ban.forbids(&Question::default(), today), object.ban.rule) {
            (true, Rule::Limited) => Status::new(Shape::Due, l.territory_limited()),
            (true, _) => Status::new(Shape::Late, l.territory_closed()),
            (false, _) => Status::new(Shape::Open, l.territory_open()),
        };
        let opens = signed.who.may(app, tree, Act::Read, Subject::Register(ban::REGISTER), object.body);
        let name = if opens {
            Cell::way(&object.name, here.url(&format!("/entries/{}", object.object)))
        } else {
            Cell::text(&object.name)
        };
        Row::plain([
            name,
            Cell::text(named(web, here, tree, object.body)),
            Cell::text(days(&object.ban)),
            Cell::State(status),
            object.ban.act.clone().map_or(Cell::Blank, Cell::Text),
        ])
    };
    let heads = [
        Head::words(l.bans_object()),
        Head::words(l.list_body()),
        Head::short(l.bans_days()),
        Head::short(l.territory_today()),
        Head::words(l.bans_act()),
    ];
    Ok((!bans.is_empty()).then(|| Table::new(l.bans_title(), heads, bans.iter().map(row).collect::<Vec<_>>()).dense()))
}

/// The quarters beside the one that is seen, on a page that shows one.
pub(super) fn quarters(web: &Web, here: &Here, tree: &Tree, wanted: &Wanted, page: &str) -> Pager {
    let l = here.l;
    let at = code(web, tree, wanted.body);
    let before = Period::Quarter(wanted.period.first_month().plus(-3));
    let after = Some(wanted.period.next()).filter(|next| next.first_month().first() <= web.app().today());
    let way = |period: Period| Link::new(l.period(period), here.url(&format!("/{page}/{period}?body={at}")));
    Pager {
        label: l.return_periods(),
        seen: l.period(wanted.period),
        ways: [Some(before), after].into_iter().flatten().map(way).collect(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::PARTS;

    #[test]
    fn a_review_rests_on_the_figures_that_the_page_shows() {
        let rulebook = qorgau_rulebook::load(&qorgau_rulebook::shipped::files()).unwrap();
        let review = rulebook.documents.iter().find(|document| document.code == "review").unwrap();
        let drawn: BTreeSet<&str> = review.part.iter().flat_map(|part| &part.draws_on).map(String::as_str).collect();
        let shown: BTreeSet<&str> = PARTS.iter().flat_map(|(_, codes)| codes.iter().copied()).collect();
        assert_eq!(drawn, shown);
    }
}
