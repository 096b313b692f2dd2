//! Is it forbidden here on this day? The seasonal bans of natural objects, asked by day, place, species and way of taking (clauses 19.4 and 21.8).

use askama::Template;
use axum::extract::{Query, State};
use axum::response::IntoResponse;
use jiff::civil::Date;
use qorgau_app::bans::ObjectBan;
use qorgau_app::forms::words::not_read;
use qorgau_app::map::{Place as At, placed};
use qorgau_app::typed::{self, Reading};
use qorgau_app::{App, AppError};
use qorgau_domain::Tree;
use qorgau_domain::season::YearDay;
use qorgau_rulebook::ban::{self, Ban, Question};
use qorgau_rulebook::may::{Act, Subject};
use serde::Deserialize;

use super::inside::{Frame, Place, named, signed};
use super::{Gone, Page};
use crate::here::Here;
use crate::languages::encoded;
use crate::parts::{Banner, Cell, Choice, Control, Empty, Field, Head, Link, Mark, Row, Table, Tone, Width, Year};
use crate::state::Web;
use crate::visitor::Signed;

#[derive(Template)]
#[template(path = "bans.html")]
struct Bans {
    here: Here,
    frame: Frame,
    fields: Vec<Field>,
    answer: Banner,
    closed: Option<Table>,
    others: Option<Table>,
    nothing: Option<Empty>,
}

/// What the address says.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    /// A day as people type it; today without it.
    #[serde(default)]
    day: String,
    /// Coordinates in any usual notation.
    #[serde(default)]
    at: String,
    #[serde(default)]
    species: String,
    #[serde(default)]
    way: String,
}

/// What is asked, read.
struct Wanted {
    day: Date,
    at: Option<At>,
    /// What is wrong with the day, and with the place.
    wrong: [String; 2],
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Query(asked): Query<Asked>) -> Result<impl IntoResponse, Gone> {
    let (app, signed, l) = (web.app(), signed(&here)?, here.l);
    let tree = app.store.tree().await.map_err(AppError::from)?;
    if !reads(app, signed, &tree) {
        return Err(Gone::Absent);
    }
    let wanted = Wanted::read(app, &here, &asked);
    let bans = app.bans(&signed.who, &tree, signed.who.body, wanted.at).await?;
    let question = Question {
        species: Some(asked.species.as_str()).filter(|code| !code.is_empty()),
        ways: Some(asked.way.as_str()).filter(|code| !code.is_empty()).into_iter().collect(),
    };
    let concern = bans.iter().filter(|object| object.ban.concerns(&question));
    let (closed, others): (Vec<&ObjectBan>, Vec<&ObjectBan>) = concern.partition(|object| object.ban.forbids(&question, wanted.day));
    let drawer = Drawer {
        web: &web,
        here: &here,
        signed,
        tree: &tree,
        day: wanted.day,
    };
    let page = Bans {
        frame: Frame::of(&web, &here, signed, &tree, Place::Bans),
        fields: fields(app, &here, &asked, &wanted),
        answer: drawer.answer(closed.len()),
        closed: drawer.table(l.bans_closed(), &closed),
        others: drawer.table(l.bans_others(), &others),
        nothing: bans.is_empty().then(|| Empty {
            title: l.bans_nothing(),
            text: l.bans_nothing_text(),
            action: may_enter(app, signed, &tree).then(|| Link::new(l.bans_enter(), here.url(&format!("/registers/{}/new", ban::REGISTER)))),
        }),
        here: here.clone(),
    };
    Ok(Page(page))
}

fn reads(app: &App, signed: &Signed, tree: &Tree) -> bool {
    app.rulebook.register(ban::REGISTER).is_some() && app.reads(&signed.who, tree, ban::REGISTER).is_some()
}

fn may_enter(app: &App, signed: &Signed, tree: &Tree) -> bool {
    signed.who.may(app, tree, Act::Enter, Subject::Register(ban::REGISTER), signed.who.body)
}

impl Wanted {
    fn read(app: &App, here: &Here, asked: &Asked) -> Self {
        let today = app.today();
        let by = Reading { today, past: false };
        let day = Some(asked.day.trim()).filter(|day| !day.is_empty()).map(|day| typed::day(day, by));
        let at = Some(asked.at.trim()).filter(|at| !at.is_empty()).map(typed::coordinates);
        let said = |fault: Option<&typed::NotRead>| fault.map_or_else(String::new, |fault| not_read(here.l, fault));
        Wanted {
            wrong: [
                said(day.as_ref().and_then(|day| day.as_ref().err())),
                said(at.as_ref().and_then(|at| at.as_ref().err())),
            ],
            day: day.and_then(Result::ok).unwrap_or(today),
            at: at.and_then(Result::ok).map(placed),
        }
    }
}

fn fields(app: &App, here: &Here, asked: &Asked, wanted: &Wanted) -> Vec<Field> {
    let l = here.l;
    let [day, at] = wanted.wrong.clone();
    let word = |said: &str| if said.is_empty() { String::new() } else { l.part_error() };
    let shown = if day.is_empty() { typed::of_day(wanted.day) } else { asked.day.clone() };
    vec![
        Field::new("day", l.bans_day(), Control::Day { value: shown }).error(word(&day), day),
        Field::new(
            "at",
            l.bans_at(),
            Control::Text {
                value: asked.at.clone(),
                width: Width::Medium,
                fill: "off",
            },
        )
        .hint(l.bans_at_hint())
        .error(word(&at), at),
        Field::new("species", l.bans_species(), Control::Select(choices(app, here, "species", &asked.species))),
        Field::new("way", l.bans_way(), Control::Select(choices(app, here, "way", &asked.way))),
    ]
}

/// The items of the list that the bans' rows choose from, with any of them as the first choice.
fn choices(app: &App, here: &Here, code: &str, chosen: &str) -> Vec<Choice> {
    let choice = |code: &str, label: String| Choice {
        value: code.to_owned(),
        label,
        hint: String::new(),
        mark: if code == chosen { Mark::Taken } else { Mark::Free },
    };
    let rows = app.rulebook.register(ban::REGISTER).and_then(|register| register.field(ban::ROWS));
    let list = rows.and_then(|rows| rows.sub(code)).and_then(|field| field.list.as_ref());
    let items = list.and_then(|list| app.rulebook.lists.get(list)).map(|list| &list.item);
    let mut choices = vec![choice("", here.l.bans_any())];
    let items = items.into_iter().flatten();
    choices.extend(items.map(|item| choice(&item.code, item.name.get(here.l.lang()).to_owned())));
    choices
}

/// Whose tables, of which day.
pub(super) struct Drawer<'a> {
    pub(super) web: &'a Web,
    pub(super) here: &'a Here,
    pub(super) signed: &'a Signed,
    pub(super) tree: &'a Tree,
    pub(super) day: Date,
}

impl Drawer<'_> {
    fn answer(&self, closed: usize) -> Banner {
        let l = self.here.l;
        let day = l.date(self.day);
        let (tone, title, text) = match closed {
            0 => (Tone::Done, l.bans_open(&day), l.bans_open_text()),
            _ => (
                Tone::Late,
                l.bans_forbidden(&day, i64::try_from(closed).unwrap_or(i64::MAX)),
                l.bans_forbidden_text(),
            ),
        };
        Banner {
            tone,
            title,
            text,
            action: None,
        }
    }

    fn table(&self, title: String, bans: &[&ObjectBan]) -> Option<Table> {
        let l = self.here.l;
        let heads = [
            Head::words(l.bans_object()),
            Head::words(l.bans_species()),
            Head::words(l.bans_way()),
            Head::short(l.bans_days()),
            Head::short(l.bans_year(&self.day.year().to_string())),
            Head::words(l.bans_act()),
            Head::words(l.bans_next()),
        ];
        let rows: Vec<Row> = bans.iter().map(|ban| self.row(ban)).collect();
        (!rows.is_empty()).then(|| Table::new(title, heads, rows))
    }

    fn row(&self, object: &ObjectBan) -> Row {
        let l = self.here.l;
        let (season, days) = (&object.ban.season, days(&object.ban));
        let strip = Year::new(l.bans_strip(&object.name, &days), self.day, &season.stretches(self.day.year()));
        Row::plain([
            self.object(object),
            Cell::text(self.item("species", object.ban.species.as_deref())),
            Cell::text(self.item("way", object.ban.way.as_deref())),
            Cell::text(&days),
            Cell::Year(strip),
            object.ban.act.clone().map_or(Cell::Blank, Cell::Text),
            self.proposal(object, &days),
        ])
    }

    /// The way to a proposal of groups and checkpoints for the season (21.8), with what is known of it filled in.
    fn proposal(&self, object: &ObjectBan, days: &str) -> Cell {
        let who = &self.signed.who;
        if !who.may(self.web.app(), self.tree, Act::Enter, Subject::Register("proposal"), who.body) {
            return Cell::Blank;
        }
        let grounds = [&object.name, days, object.ban.act.as_deref().unwrap_or_default()];
        let grounds: Vec<&str> = grounds.into_iter().filter(|part| !part.is_empty()).collect();
        let mut place = format!("/registers/proposal/new?reason_text={}", encoded(&grounds.join("; ")));
        let stretch = object.ban.season.stretches(self.day.year()).into_iter().find(|(_, last)| *last >= self.day);
        if let Some((first, last)) = stretch {
            let from = first.max(self.day);
            let [from, until] = [from, last].map(typed::of_day);
            place.push_str(&format!("&period.from={from}&period.until={until}"));
        }
        Cell::way(self.here.l.bans_propose(), self.here.url(&place))
    }

    /// The object as a way to its entry, where the reader may open it; otherwise its name and whose it is.
    pub(super) fn object(&self, object: &ObjectBan) -> Cell {
        let name = if object.drawn {
            object.name.clone()
        } else {
            self.here.l.bans_not_drawn(&object.name)
        };
        if let Some(entry) = self.entry(object) {
            return Cell::way(name, entry);
        }
        Cell::Main {
            main: name,
            more: named(self.web, self.here, self.tree, object.body),
        }
    }

    /// Where the entry of an object stands, where the reader may open it.
    pub(super) fn entry(&self, object: &ObjectBan) -> Option<String> {
        let register = Subject::Register(ban::REGISTER);
        let reads = self.signed.who.may(self.web.app(), self.tree, Act::Read, register, object.body);
        reads.then(|| self.here.url(&format!("/entries/{}", object.object)))
    }

    /// What a ban is about, `species` or `way`: its name, or any.
    pub(super) fn item(&self, code: &str, chosen: Option<&str>) -> String {
        let Some(chosen) = chosen else { return self.here.l.bans_any() };
        let app = self.web.app();
        let rows = app.rulebook.register(ban::REGISTER).and_then(|register| register.field(ban::ROWS));
        let list = rows
            .and_then(|rows| rows.sub(code))
            .and_then(|field| app.rulebook.lists.get(field.list.as_ref()?));
        let item = list.and_then(|list| list.on(chosen, self.day));
        item.map_or_else(|| chosen.to_owned(), |item| item.name.get(self.here.l.lang()).to_owned())
    }
}

/// From which day of the year until which.
pub(super) fn days(ban: &Ban) -> String {
    let written = |day: YearDay| format!("{:02}.{:02}", day.day(), day.month());
    format!("{} – {}", written(ban.season.first), written(ban.season.last))
}
