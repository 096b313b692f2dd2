//! A file of a year, or a volume of it: its inner inventory made from the facts, and what is known of the volume.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use qorgau_app::filing::{self, Depth, Difference, Kept, Line, Of, Print, YearFile, office, sheets, sheets_in_words};
use serde::Deserialize;

use super::{Wanted, count, days, status};
use crate::here::Here;
use crate::pages::inside::{Frame, Place};
use crate::pages::{Gone, Page};
use crate::parts::{Banner, Cell, Crumbs, Empty, Head, Link, Pager, Pair, Row, Summary, Tab, Table, Tabs, Tone};
use crate::state::Web;

/// Lines on a page.
const LINES: usize = 200;

#[derive(Template)]
#[template(path = "filing/one.html")]
struct One {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    title: String,
    body: String,
    name: String,
    banners: Vec<Banner>,
    known: Option<Summary>,
    actions: Vec<Link>,
    volumes: Option<Tabs>,
    lines: Option<Table>,
    total: String,
    pager: Option<Pager>,
    nothing: Empty,
    /// What is said of the inventory of a closed volume.
    kept: Option<String>,
    differences: Option<Table>,
    more_differences: Option<String>,
    prints: Vec<Link>,
    in_parts: Option<String>,
    unread: Option<String>,
}

/// What the address says beside the path.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    /// Whose file, by code.
    #[serde(default)]
    pub(super) body: String,
    /// The entry of a volume; the whole file without it.
    #[serde(default)]
    pub(super) volume: String,
    /// Which page of the inventory, from 1.
    #[serde(default)]
    page: String,
    /// Which part of a long print, from 1.
    #[serde(default)]
    pub(super) part: String,
}

/// A file and a volume of it.
pub(super) struct Found<'a> {
    pub(super) wanted: Wanted<'a>,
    pub(super) file: YearFile,
    pub(super) at: Option<usize>,
}

impl<'a> Found<'a> {
    pub(super) async fn read(web: &'a Web, here: &'a Here, (year, file): (&str, &str), asked: &Asked) -> Result<Self, Gone> {
        let wanted = Wanted::read(web, here, &asked.body, year).await?;
        let files = wanted.files(wanted.volumes().await?, Depth::One(file)).await?;
        let file = files.into_iter().find(|known| filing::word(&known.key) == file).ok_or(Gone::Absent)?;
        let at = if asked.volume.is_empty() {
            None
        } else {
            let named = |kept: &Kept| kept.id.to_string() == asked.volume;
            Some(file.volumes.iter().position(named).ok_or(Gone::Absent)?)
        };
        Ok(Found { wanted, file, at })
    }

    pub(super) fn volume(&self) -> Option<&Kept> {
        self.at.and_then(|at| self.file.volumes.get(at))
    }

    /// The file or volume as it is printed.
    pub(super) fn shelf<'b>(&'b self, body: &'b str) -> office::Shelf<'b> {
        office::Shelf {
            body,
            year: self.wanted.year,
            file: &self.file,
            volume: self.volume(),
            lang: self.wanted.l().lang(),
        }
    }

    fn differences(&self) -> Vec<Difference<'_>> {
        self.volume().map_or_else(Vec::new, |kept| self.file.differences(kept, self.wanted.l().lang()))
    }

    fn lines(&self) -> Vec<&Line> {
        self.file.lines_of(self.volume().map(|kept| kept.id))
    }
}

pub(crate) async fn page(
    State(web): State<Web>,
    here: Here,
    Path((_, year, file)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
) -> Result<impl IntoResponse, Gone> {
    let found = Found::read(&web, &here, (&year, &file), &asked).await?;
    let (l, wanted, lines) = (here.l, &found.wanted, found.lines());
    let last = lines.len().div_ceil(LINES).max(1);
    let at = asked.page.parse::<usize>().unwrap_or(1).clamp(1, last);
    let (counted, rows) = (sheets(lines.iter().copied()), found.shelf("").rows());
    let differences = found.differences();
    let file_title = l.filing_file_of(&found.file.index, &wanted.year.to_string());
    let page = One {
        frame: Frame::of(&web, &here, wanted.signed, &wanted.tree, Place::Files),
        crumbs: Crumbs {
            label: l.part_path(),
            steps: vec![Link::new(l.filing_title(), wanted.year_url(wanted.year))],
        },
        title: found.volume().map_or_else(
            || file_title.clone(),
            |kept| format!("{file_title}, {}", l.filing_volume_no(&kept.volume.number.to_string())),
        ),
        body: wanted.body_name(),
        name: found.file.name.clone(),
        banners: found.banners(),
        known: found.volume().map(|kept| found.known(kept)),
        actions: found.actions(),
        volumes: found.tabs(),
        lines: (!lines.is_empty()).then(|| found.table(&lines, (at - 1) * LINES)),
        total: l.filing_total(&l.number(count(lines.len()), 0), &sheets_in_words(l, counted)),
        pager: (last > 1).then(|| found.pager(at, last, lines.len())),
        nothing: Empty {
            title: l.filing_nothing(),
            text: l.filing_nothing_text(),
            action: None,
        },
        kept: found.kept(),
        differences: (!differences.is_empty()).then(|| found.otherwise(&differences)),
        more_differences: (differences.len() > LINES).then(|| l.filing_more_differences(&l.number(count(LINES), 0), &l.number(count(differences.len()), 0))),
        prints: found.prints(rows),
        in_parts: wanted.in_parts(rows),
        unread: (!found.file.unread.is_empty()).then(|| l.filing_unread(&found.file.unread.join(", "))),
        here: here.clone(),
    };
    Ok(Page(page))
}

impl Found<'_> {
    /// Papers that lie in no volume, and a closed volume that is not what it was.
    fn banners(&self) -> Vec<Banner> {
        let l = self.wanted.l();
        let due = |title: String, text: String| Banner {
            tone: Tone::Due,
            title,
            text,
            action: None,
        };
        let loose = self.file.loose();
        let loose = (loose > 0).then(|| due(l.filing_loose(&l.number(count(loose), 0)), l.filing_loose_text()));
        let counted = |kept: &Kept| {
            let (then, now) = (kept.volume.documents?, count(self.lines().len()));
            let text = l.filing_differs_text(&l.number(then, 0), &l.number(now, 0));
            (then != now && self.file.unread.is_empty()).then_some(text)
        };
        let differs = self.volume().and_then(|kept| match &kept.frozen {
            Some(_) => office::differing(l, &self.differences()),
            None => counted(kept),
        });
        loose.into_iter().chain(differs.map(|text| due(l.filing_differs(), text))).collect()
    }

    /// Whether the inventory is that of the closing.
    fn kept(&self) -> Option<String> {
        let (l, kept) = (self.wanted.l(), self.volume()?);
        match &kept.frozen {
            Some(frozen) => Some(l.filing_frozen(&l.date(frozen.on))),
            None => kept.volume.closed.map(|_| l.filing_not_frozen()),
        }
    }

    /// What came out otherwise than the inventory says; the last column tells what that says.
    fn otherwise(&self, differences: &[Difference<'_>]) -> Table {
        let l = self.wanted.l();
        let heads = [
            Head::short(l.filing_state()),
            Head::short(l.filing_index()),
            Head::short(l.filing_day()),
            Head::words(l.filing_what()),
            Head::figures(l.filing_sheets()),
            Head::words(l.filing_inventory()),
        ];
        let sheets = |line: &Line| sheets_in_words(l, (line.sheets, line.exact));
        let row = |difference: &Difference<'_>| {
            let (what, line) = office::difference_in_words(l, difference);
            let was = match *difference {
                Difference::Changed { was, .. } => {
                    let said = [l.date(was.day), was.title.clone(), format!("{}: {}", l.filing_sheets(), sheets(was))];
                    Cell::text(said.join(", "))
                }
                Difference::Added(_) | Difference::Gone(_) => Cell::Blank,
            };
            Row::plain([
                Cell::text(what),
                shown(&line.index),
                Cell::text(l.date(line.day)),
                Cell::way(line.title.clone(), self.wanted.here.url(&place(line))),
                Cell::text(sheets(line)),
                was,
            ])
        };
        let rows: Vec<Row> = differences.iter().take(LINES).map(row).collect();
        Table::new(l.filing_differences(), heads, rows).dense()
    }

    /// What is known of a volume.
    fn known(&self, kept: &Kept) -> Summary {
        let (l, volume, today) = (self.wanted.l(), &kept.volume, self.wanted.today());
        let entry = Link::new(days(l, volume), self.wanted.here.url(&format!("/entries/{}", kept.id)));
        let mut pairs = vec![
            Pair::new(l.filing_volume_no(&volume.number.to_string()), Cell::Way(entry)),
            Pair::new(l.filing_state(), Cell::State(status(l, volume, today))),
            Pair::new(l.filing_retention(), Cell::text(office::retention(l, volume))),
        ];
        let mut say = |key: String, text: Option<String>| pairs.extend(text.map(|text| Pair::new(key, Cell::text(text))));
        say(l.filing_basis(), volume.basis.clone());
        say(l.filing_kept(), volume.kept_until().map(|last| l.date(last)));
        say(l.filing_note(), volume.hold_on(today).map(|ground| l.filing_hold_ground(ground)));
        say(l.filing_documents(), volume.documents.map(|documents| l.number(documents, 0)));
        say(l.filing_sheets(), volume.sheets.map(|sheets| l.number(sheets, 0)));
        let dated = |(day, act): &(jiff::civil::Date, String)| format!("{}, {act}", l.date(*day));
        say(l.filing_transferred(), volume.transferred.as_ref().map(dated));
        say(l.filing_destroyed(), volume.destroyed.as_ref().map(dated));
        say(l.filing_commission(), Some(volume.commission.join("; ")).filter(|text| !text.is_empty()));
        Summary { pairs }
    }

    fn actions(&self) -> Vec<Link> {
        let change = self.volume().and_then(|kept| self.wanted.change_url(&self.file, kept));
        change.into_iter().chain(self.wanted.open_url(&self.file)).collect()
    }

    fn tabs(&self) -> Option<Tabs> {
        let (l, key) = (self.wanted.l(), &self.file.key);
        if self.file.volumes.is_empty() {
            return None;
        }
        let tab = |text: String, volume: Option<&Kept>| Tab {
            link: Link::new(text, self.wanted.url(key, volume, None)),
            count: l.number(count(self.file.lines_of(volume.map(|kept| kept.id)).len()), 0),
        };
        let volumes = self.file.volumes.iter();
        let volumes = volumes.map(|kept| tab(l.filing_volume_no(&kept.volume.number.to_string()), Some(kept)));
        Some(Tabs {
            label: l.filing_volumes(),
            tabs: std::iter::once(tab(l.filing_whole(), None)).chain(volumes).collect(),
            seen: self.at.map_or(0, |at| at + 1),
        })
    }

    fn table(&self, lines: &[&Line], from: usize) -> Table {
        let (l, here) = (self.wanted.l(), self.wanted.here);
        let heads = [
            Head::figures(l.filing_no()),
            Head::short(l.filing_index()),
            Head::short(l.filing_day()),
            Head::words(l.filing_what()),
            Head::figures(l.filing_sheets()),
            Head::words(l.filing_note()),
        ];
        let row = |(no, line): (usize, &&Line)| {
            Row::plain([
                Cell::text(l.number(count(no), 0)),
                shown(&line.index),
                Cell::text(l.date(line.day)),
                Cell::way(line.title.clone(), here.url(&place(line))),
                Cell::text(sheets_in_words(l, (line.sheets, line.exact))),
                shown(&line.note),
            ])
        };
        let shown = (1..).zip(lines).skip(from).take(LINES);
        Table::new(l.filing_inventory(), heads, shown.map(row).collect::<Vec<_>>()).dense()
    }

    fn pager(&self, at: usize, last: usize, lines: usize) -> Pager {
        let l = self.wanted.l();
        let base = self.wanted.url(&self.file.key, self.volume(), None);
        let way = |page: usize| Link::new(l.number(count(page), 0), format!("{base}&page={page}"));
        let until = (at * LINES).min(lines);
        let pages = [Some(at - 1).filter(|page| *page > 0), Some(at + 1).filter(|page| *page <= last)];
        Pager {
            label: l.filing_inventory(),
            seen: format!("{}–{until} / {lines}", (at - 1) * LINES + 1),
            ways: pages.into_iter().flatten().map(way).collect(),
        }
    }

    fn prints(&self, rows: usize) -> Vec<Link> {
        let wanted = &self.wanted;
        let prints = Print::OF_FILE.into_iter().filter(|_| wanted.web.printer().is_some());
        let ways = |print: Print| {
            let rows = if print == Print::Inventory { rows } else { 0 };
            wanted.ways_to(print, rows, &wanted.url(&self.file.key, self.volume(), Some(print)))
        };
        prints.flat_map(ways).collect()
    }
}

/// Where what a line is of is shown.
fn place(line: &Line) -> String {
    match line.of {
        Of::Entry(id) => format!("/entries/{id}"),
        Of::Document(id) => format!("/documents/{id}"),
    }
}

fn shown(text: &str) -> Cell {
    if text.is_empty() { Cell::Blank } else { Cell::text(text) }
}
