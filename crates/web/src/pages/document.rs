//! A document: its versions, who signed when, what was remarked, and the frozen figures against the present ones.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use qorgau_app::documents::{InAbsence, Made, Past, Reading, Text, Version, Wanted as Paper, seen, text_of, words};
use qorgau_app::returns::Return;
use qorgau_domain::document::{State as Stands, Step};
use qorgau_domain::{Month, Tree};
use qorgau_rulebook::Indicator;
use qorgau_store::Document;
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;

use super::figures::{by_group, change, kind_of, number};
use super::inside::{Frame, Place, code, named, signed};
use super::panel::{Known, Panel, Sent, Tried, answered, last_signed, take};
use super::people::absence::in_absence;
use super::returns::{Wanted, title};
use super::{Gone, Page, reviews};
use crate::here::Here;
use crate::parts::{Banner, Cell, Crumbs, Head, Link, Pair, Past as Happened, Row, Summary, Tab, Table, Tabs, Tone, Trail};
use crate::printing::FileKind;
use crate::received::Received;
use crate::state::Web;
use crate::visitor::Signed;

#[derive(Template)]
#[template(path = "papers/document.html")]
struct Shown {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    title: String,
    /// It is for official use.
    official: bool,
    body: String,
    period: String,
    panel: Panel,
    summary: Summary,
    versions: Option<Tabs>,
    /// What a document of words says, part by part.
    written: Vec<reviews::Part>,
    heading: String,
    restated: String,
    check: Option<Link>,
    checked: Option<Banner>,
    files: Vec<Link>,
    figures: Option<Table>,
    signed_line: String,
    /// Whose signature a print has a place for.
    signer: String,
    trail: Trail,
}

/// What the address says.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    /// Which version; the last signed one without it.
    #[serde(default)]
    pub(crate) version: Option<i64>,
    /// Whether the figures are to be counted anew.
    #[serde(default)]
    check: String,
}

/// A document that the reader may see, with all that befell it.
pub(crate) struct Found {
    pub(crate) tree: Arc<Tree>,
    pub(crate) paper: Paper,
    /// How far the reader reads it.
    reading: Reading,
    pub(crate) document: Document,
    pub(crate) past: Vec<Past>,
    pub(crate) versions: Vec<Version>,
    pub(crate) names: BTreeMap<String, String>,
}

impl Found {
    pub(crate) async fn read(web: &Web, signed: &Signed, id: &str) -> Result<Self, Gone> {
        let app = web.app();
        let id: Uuid = id.parse().map_err(|_| Gone::Absent)?;
        let tree = app.store.tree().await.map_err(qorgau_app::AppError::from)?;
        let top = tree.upward(signed.who.body, Month::of(app.today())).last().copied().ok_or(Gone::Absent)?;
        let scope = app.scope_in(&tree, top);
        let (paper, document) = app.document(&scope, id).await?;
        let reading = app.reads_document(&signed.who, &tree, paper).ok_or(Gone::Absent)?;
        let (past, mut versions) = app.told(&scope, id).await?;
        let past = seen(past, reading);
        versions.retain(|version| past.iter().any(|past| past.version == version.version));
        if past.is_empty() && reading == Reading::AsSent {
            return Err(Gone::Absent);
        }
        let absent = past.iter().filter_map(|past| past.in_absence.as_ref()).map(|absence| absence.login.as_str());
        let names = app.names(past.iter().map(|past| past.actor.as_str()).chain(absent)).await?;
        Ok(Found {
            tree,
            paper,
            reading,
            document,
            past,
            versions,
            names,
        })
    }

    /// The version asked for, or the last that was signed.
    pub(crate) fn version(&self, asked: Option<i64>) -> Result<Option<&Version>, Gone> {
        match asked {
            None => Ok(last_signed(&self.versions)),
            Some(asked) => self.versions.iter().find(|version| version.version == asked).map(Some).ok_or(Gone::Absent),
        }
    }

    /// Whether a version, or what is drafted, is for official use as a whole.
    pub(crate) fn is_marked(&self, web: &Web, version: Option<&Version>) -> bool {
        let version = version.map_or(self.document.life.version, |version| version.version);
        web.app().document_marked(self.paper, &self.past, version)
    }

    /// Whether the reader may take a version out of the system.
    pub(crate) fn may_leave(&self, web: &Web, signed: &Signed, version: &Version) -> bool {
        web.app().may_take_document(&signed.who, &self.tree, self.paper, &self.past, version.version)
    }

    /// Whether its text is being written: then that is what is looked at first.
    fn is_drafted(&self) -> bool {
        self.paper.kind.is_text() && self.document.life.state == Stands::Draft
    }

    /// What a document of words says in a version; `None` of any other.
    pub(crate) fn text(&self, version: Option<&Version>) -> Option<&Text> {
        text_of(&self.past, version.map_or(self.document.life.version, |version| version.version))
    }

    /// What it is called: a return by its kind, a document of words by its title.
    fn title(&self, web: &Web, here: &Here, version: Option<&Version>) -> String {
        match self.paper.kind {
            Made::Return(kind) => here.l.paper_title(&title(here, kind)),
            Made::Review => self.text(version).map_or_else(|| self.kind(web, here), |text| text.title.clone()),
        }
    }

    /// The name of its kind.
    pub(crate) fn kind(&self, web: &Web, here: &Here) -> String {
        let kinds = &web.app().rulebook.documents;
        let kind = kinds.iter().find(|kind| kind.code == self.paper.kind.word());
        kind.map_or_else(String::new, |kind| kind.name.get(here.l.lang()).to_owned())
    }

    /// Where it belongs: the page of its return, or the reviews of its body; and where its figures are made up.
    fn places(&self, web: &Web, here: &Here) -> (Link, Link) {
        let (l, paper, tree) = (here.l, self.paper, &self.tree);
        match paper.kind {
            Made::Return(kind) => {
                let wanted = Wanted {
                    kind,
                    period: paper.period,
                    body: paper.body,
                };
                let url = wanted.url(web, here, tree, (kind, paper.period), None);
                (Link::new(title(here, kind), url.clone()), Link::new(l.paper_return_page(), url))
            }
            Made::Review => {
                let body = code(web, tree, paper.body);
                let territory = here.url(&format!("/territory/{}?body={body}", paper.period));
                let all = match self.reading {
                    Reading::Whole => here.url(&format!("/reviews?body={body}")),
                    Reading::AsSent => here.url("/reviews"),
                };
                (Link::new(l.reviews_title(), all), Link::new(l.review_territory(), territory))
            }
        }
    }

    pub(crate) fn name(&self, login: &str) -> String {
        self.names.get(login).cloned().unwrap_or_else(|| login.to_owned())
    }

    /// What is printed of a signature.
    pub(crate) fn signature(&self, web: &Web, here: &Here, version: &Version) -> String {
        let l = here.l;
        let moment = l.moment(&version.signed_at, web.app().zone());
        let signed = l.paper_print_signed(&self.name(&version.signed_by), &moment, &l.number(version.version, 0));
        match &version.in_absence {
            None => signed,
            Some(absence) => format!("{signed} {}", l.absence_signed(&self.absence(web, here, absence))),
        }
    }

    /// In whose absence it was signed, in words.
    fn absence(&self, web: &Web, here: &Here, absence: &InAbsence) -> String {
        in_absence(web, here.l, absence, &self.name(&absence.login))
    }
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Path((_, id)): Path<(String, String)>, Query(asked): Query<Asked>) -> Result<Response, Gone> {
    let found = Found::read(&web, signed(&here)?, &id).await?;
    show(&web, &here, found, &asked, None).await
}

/// Takes a step of the document, or shows the page again with what was wrong.
pub(crate) async fn act(State(web): State<Web>, here: Here, Path((_, id)): Path<(String, String)>, received: Received<Sent>) -> Result<Response, Gone> {
    let found = Found::read(&web, &received.signed, &id).await?;
    match take(&web, &here, received, found.paper).await? {
        Ok(done) => Ok(done),
        Err(tried) => show(&web, &here, found, &Asked::default(), Some(&tried)).await,
    }
}

async fn show(web: &Web, here: &Here, found: Found, asked: &Asked, tried: Option<&Tried>) -> Result<Response, Gone> {
    let (signed, l) = (signed(here)?, here.l);
    let version = match asked.version {
        None if found.is_drafted() => None,
        asked => found.version(asked)?,
    };
    let (paper, tree, reads_all) = (found.paper, &found.tree, found.reading == Reading::Whole);
    let live = live(web, &found).await?;
    let checked = match version.filter(|_| reads_all && !asked.check.is_empty()) {
        Some(version) => Some(checked(web, here, paper, version).await?),
        None => None,
    };
    let known = Known {
        tree,
        wanted: paper,
        document: Some(&found.document),
        past: &found.past,
    };
    let place = format!("/documents/{}", found.document.id);
    let mut panel = Panel::of(web, here, signed, &known, here.url(&place), tried).await?;
    let (belongs, made) = found.places(web, here);
    panel.page = reads_all.then_some(made);
    let check = |version: &Version| Link::new(l.paper_check(), here.url(&format!("{place}?version={}&check=1", version.version)));
    let page = Shown {
        frame: Frame::of(web, here, signed, tree, if paper.kind.is_text() { Place::Territory } else { Place::Returns }),
        crumbs: Crumbs {
            label: l.part_path(),
            steps: vec![belongs],
        },
        title: found.title(web, here, version),
        official: found.is_marked(web, version),
        body: named(web, here, tree, paper.body),
        period: l.period(paper.period),
        panel,
        summary: summary(web, here, &found, version),
        versions: versions(here, &found, version, &place),
        written: found.text(version).map_or_else(Vec::new, |text| reviews::parts(web, here, paper, text)),
        heading: if reads_all { l.paper_figures() } else { l.review_figures() },
        restated: match (version, &live) {
            (None, _) => l.paper_not_signed(),
            (Some(_), None) => l.review_as_signed(),
            (Some(version), Some(live)) => restated(here, version, live),
        },
        check: version.filter(|_| reads_all).map(check),
        checked,
        files: version
            .filter(|version| found.may_leave(web, signed, version))
            .map_or_else(Vec::new, |version| files(web, here, paper, &place, version)),
        figures: version.map(|version| figures(web, here, &found, version, live.as_ref())),
        signed_line: version.map_or_else(String::new, |version| found.signature(web, here, version)),
        signer: match paper.kind {
            Made::Return(_) => l.paper_place_signature(),
            Made::Review => reviews::post(web, here, paper),
        },
        trail: trail(web, here, &found),
        here: here.clone(),
    };
    Ok(answered(Page(page), tried))
}

/// The figures of this moment, for whoever reads them at the body.
async fn live(web: &Web, found: &Found) -> Result<Option<Return>, Gone> {
    if found.reading == Reading::AsSent {
        return Ok(None);
    }
    let (_, mut counts) = web.app().snapshot(found.paper.body).await?;
    let live = web.app().return_at(&mut counts, &found.tree, found.paper.sought()).await?;
    Ok(Some(live))
}

/// What came of counting a version anew from the chains.
async fn checked(web: &Web, here: &Here, paper: Paper, version: &Version) -> Result<Banner, Gone> {
    let l = here.l;
    let again = web.app().replay_figures(paper, &version.frozen).await?;
    let (tone, text) = match again {
        None => (Tone::Note, l.paper_checked_rulebook()),
        Some(again) if again == version.frozen.figures => (Tone::Done, l.paper_checked_same()),
        Some(again) => {
            let other = again.iter().filter(|figure| version.frozen.figure(&figure.code) != Some(*figure)).count();
            (Tone::Late, l.paper_checked_other(&l.number(i64::try_from(other).unwrap_or(i64::MAX), 0)))
        }
    };
    Ok(Banner {
        tone,
        title: l.paper_checked_title(),
        text,
        action: None,
    })
}

fn summary(web: &Web, here: &Here, found: &Found, version: Option<&Version>) -> Summary {
    let (app, l) = (web.app(), here.l);
    let superior = || found.tree.parent(found.paper.body, Month::of(app.today()));
    let sent_to = match found.paper.kind {
        Made::Return(_) => superior().map_or_else(String::new, |body| named(web, here, &found.tree, body)),
        Made::Review => l.review_sent_to(),
    };
    let mut pairs = vec![Pair::new(l.paper_sent_to(), Cell::text(sent_to))];
    if let Some(version) = version {
        let drafted = |past: &&Past| matches!(past.step, Step::Prepare | Step::Revise) && past.version == version.version;
        let prepared = found.past.iter().rev().find(drafted);
        pairs.extend(prepared.map(|past| Pair::new(l.paper_prepared_by(), Cell::text(found.name(&past.actor)))));
        pairs.push(Pair::new(l.paper_signed_by(), Cell::text(found.name(&version.signed_by))));
        if let Some(absence) = &version.in_absence {
            pairs.push(Pair::new(l.absence_in(), Cell::text(found.absence(web, here, absence))));
        }
        pairs.push(Pair::new(l.paper_signed_at(), Cell::text(l.moment(&version.signed_at, app.zone()))));
        if found.reading == Reading::Whole {
            pairs.push(Pair::new(l.paper_chain(), Cell::text(format!("№ {}", l.number(version.seq, 0)))));
        }
    }
    Summary { pairs }
}

/// The signed versions, and the draft of a text before the next is signed, where there are several.
fn versions(here: &Here, found: &Found, seen: Option<&Version>, place: &str) -> Option<Tabs> {
    let l = here.l;
    let tab = |version: &Version| Tab {
        link: Link::new(
            l.paper_version(&l.number(version.version, 0)),
            here.url(&format!("{place}?version={}", version.version)),
        ),
        count: String::new(),
    };
    let draft = found.is_drafted().then(|| Tab {
        link: Link::new(words::state(l, Some(Stands::Draft)), here.url(place)),
        count: String::new(),
    });
    let last = if draft.is_some() { found.versions.len() } else { 0 };
    let tabs: Vec<Tab> = found.versions.iter().map(tab).chain(draft).collect();
    (tabs.len() > 1).then(|| Tabs {
        label: l.paper_versions(),
        tabs,
        seen: found.versions.iter().position(|version| Some(version) == seen).unwrap_or(last),
    })
}

/// The files of a version: a return in every form, a document of words to print.
fn files(web: &Web, here: &Here, paper: Paper, place: &str, version: &Version) -> Vec<Link> {
    let all: &[FileKind] = if paper.kind.is_text() { &[FileKind::Pdf] } else { &FileKind::ALL };
    let kinds = web.printer().map_or(&[][..], |_| all);
    let name = if paper.kind.is_text() { reviews::FILE } else { "return" };
    let file = |kind: &FileKind| {
        let url = here.url(&format!("{place}/file/{name}.{}?version={}", kind.ending(), version.version));
        Link::new(kind.ending().to_uppercase(), url)
    };
    kinds.iter().map(file).collect()
}

/// How many figures differ from what was signed.
fn restated(here: &Here, version: &Version, live: &Return) -> String {
    let differs = |figure: &&qorgau_app::returns::Figure| version.frozen.figure(&figure.code).is_some_and(|frozen| frozen.period != figure.period);
    match live.figures.iter().filter(differs).count() {
        0 => here.l.paper_restated_none(),
        count => here.l.paper_restated_some(&here.l.number(i64::try_from(count).unwrap_or(i64::MAX), 0)),
    }
}

fn figures(web: &Web, here: &Here, found: &Found, version: &Version, live: Option<&Return>) -> Table {
    let (app, l, kind) = (web.app(), here.l, found.paper.kind.figures());
    let row = |indicator: &Indicator| {
        let frozen = version.frozen.figure(&indicator.code)?;
        let scale = indicator.scale;
        let unit = app.rulebook.units.get(&indicator.unit).map_or("", |unit| unit.name.get(l.lang()));
        let mut cells = vec![
            Cell::Code(indicator.code.clone()),
            Cell::text(app.figure_name(indicator, l.lang())),
            Cell::text(unit),
            number(here, frozen.period, scale),
            number(here, frozen.year_before, scale),
            number(here, frozen.year_to_date, scale),
        ];
        if let Some(live) = live {
            let now = live
                .figures
                .iter()
                .find(|figure| figure.code == indicator.code)
                .and_then(|figure| figure.period);
            let place = format!(
                "/returns/{}/{}/{}?body={}",
                kind.word(),
                found.paper.period,
                indicator.code,
                code(web, &found.tree, found.paper.body)
            );
            cells.push(now.map_or_else(|| Cell::Missing(l.part_missing()), |now| Cell::way(l.number(now, scale), here.url(&place))));
            cells.push(if now == frozen.period {
                Cell::Blank
            } else {
                change(here, now.or(Some(0)), frozen.period.or(Some(0)), scale)
            });
        }
        Some(Row::of(kind_of(indicator), cells))
    };
    let mut heads = vec![
        Head::short(l.head_code()).under("1"),
        Head::words(l.head_indicator()).under("2"),
        Head::short(l.head_unit()).under("3"),
        Head::figures(l.head_period()).under(l.paper_frozen()),
        Head::figures(l.head_year_before()).under(l.paper_frozen()),
        Head::figures(l.head_year_to_date()).under(l.paper_frozen()),
    ];
    if live.is_some() {
        heads.push(Head::figures(l.head_period()).under(l.paper_live()));
        heads.push(Head::figures(l.paper_restated()));
    }
    let rows = by_group(here, app.shown(kind), row);
    Table::new(l.paper_figures(), heads, rows).dense().scrolling()
}

/// What befell the document, the last first.
fn trail(web: &Web, here: &Here, found: &Found) -> Trail {
    let l = here.l;
    let step = |past: &Past| {
        let version = l.paper_version(&l.number(past.version, 0));
        let said = if past.words.is_empty() {
            String::new()
        } else {
            format!(" — {}", past.words)
        };
        let absence = past.in_absence.as_ref().map(|absence| l.absence_signed(&found.absence(web, here, absence)));
        let said = absence.map_or(said.clone(), |absence| format!("{said} · {absence}"));
        Happened {
            when: l.moment(&past.at, web.app().zone()),
            who: format!("{}, {}", found.name(&past.actor), named(web, here, &found.tree, past.body)),
            what: format!("{} ({version}){said}", words::step(l, found.paper.kind, past.step)),
            change: None,
        }
    };
    Trail {
        steps: found.past.iter().rev().map(step).collect(),
    }
}
