//! The files of Appendix 1 for a body and a year: each with its volumes, what lies in it, how long it is kept, and what can be done.

pub mod one;
pub mod print;

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::IntoResponse;
use jiff::civil::Date;
use qorgau_app::AppError;
use qorgau_app::filing::{self, Depth, INCOMING_LINE, Kept, OUTGOING_LINE, Print, YearFile, days_of, office, sheets, sheets_in_words};
use qorgau_domain::{BodyId, Month, Tree};
use qorgau_l10n::L10n;
use qorgau_rulebook::filing::{FileKey, INCOMING, OUTGOING, OWN, REGISTER, State as Standing, Volume};
use qorgau_rulebook::may::{Act, Subject};
use serde::Deserialize;

use super::inside::{Frame, Place, code, named, signed};
use super::{Gone, Page};
use crate::here::Here;
use crate::languages::encoded;
use crate::parts::{Banner, Cell, Choice, Head, Link, Mark, Pager, Row, RowKind, State as Shape, Status, Table, Tone};
use crate::printing::ROWS_MOST;
use crate::state::Web;
use crate::visitor::Signed;

#[derive(Template)]
#[template(path = "filing/year.html")]
struct Year {
    here: Here,
    frame: Frame,
    body: String,
    year: String,
    asked: i64,
    banners: Vec<Banner>,
    bodies: Vec<Choice>,
    years: Pager,
    files: Table,
    actions: Vec<Link>,
    papers: Option<Table>,
    prints: Vec<Link>,
    in_parts: Option<String>,
    done: Option<Table>,
}

/// What the address says.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    /// Whose files, by code; one's own body without it.
    #[serde(default)]
    body: String,
    /// Of which year; this one without it.
    #[serde(default)]
    year: String,
}

/// Whose files of which year are asked for; those that may not be read are not there.
pub(crate) struct Wanted<'a> {
    web: &'a Web,
    here: &'a Here,
    signed: &'a Signed,
    tree: Arc<Tree>,
    body: BodyId,
    year: i64,
}

impl<'a> Wanted<'a> {
    async fn read(web: &'a Web, here: &'a Here, body: &str, year: &str) -> Result<Self, Gone> {
        let (app, signed) = (web.app(), signed(here)?);
        let tree = app.store.tree().await.map_err(AppError::from)?;
        let body = if body.is_empty() { signed.who.body } else { app.body(body).await? };
        let year = if year.is_empty() {
            i64::from(app.today().year())
        } else {
            year.parse().map_err(|_| Gone::Absent)?
        };
        if days_of(year).is_none() || !signed.who.may(app, &tree, Act::Read, Subject::Register(REGISTER), body) {
            return Err(Gone::Absent);
        }
        Ok(Wanted {
            web,
            here,
            signed,
            tree,
            body,
            year,
        })
    }

    fn l(&self) -> &'static L10n {
        self.here.l
    }

    fn may(&self, act: Act, register: &str) -> bool {
        self.signed.who.may(self.web.app(), &self.tree, act, Subject::Register(register), self.body)
    }

    fn body_name(&self) -> String {
        named(self.web, self.here, &self.tree, self.body)
    }

    fn today(&self) -> Date {
        self.web.app().today()
    }

    /// Every volume of the body, with the inventories of those that were closed with one.
    async fn volumes(&self) -> Result<Vec<Kept>, Gone> {
        Ok(self.web.app().volumes(&self.signed.who, &self.tree, self.body).await?)
    }

    /// The files of the year among these volumes, as far as they are asked for.
    async fn files(&self, volumes: Vec<Kept>, depth: Depth<'_>) -> Result<Vec<YearFile>, Gone> {
        let (app, who) = (self.web.app(), (&self.signed.who, &*self.tree));
        Ok(app.files_among(who, volumes, (self.body, self.year), (depth, self.l().lang())).await?)
    }

    /// The ways to a print at an address: one, or one for each part where its table is too long for one paper.
    fn ways_to(&self, print: Print, rows: usize, url: &str) -> Vec<Link> {
        let (l, parts) = (self.l(), rows.div_ceil(ROWS_MOST).max(1));
        if parts == 1 {
            return vec![Link::new(print.title(l), url)];
        }
        let number = |number: usize| l.number(count(number), 0);
        let part = |no: usize| {
            let text = l.filing_print_part(&print.title(l), &number(no), &number(parts));
            Link::new(text, format!("{url}&part={no}"))
        };
        (1..=parts).map(part).collect()
    }

    /// What is said where a print comes in parts.
    fn in_parts(&self, rows: usize) -> Option<String> {
        let l = self.l();
        (self.web.printer().is_some() && rows > ROWS_MOST).then(|| l.filing_in_parts(&l.number(count(ROWS_MOST), 0)))
    }

    /// Where the files of a year stand.
    fn year_url(&self, year: i64) -> String {
        self.here.url(&format!("/files?year={year}&body={}", code(self.web, &self.tree, self.body)))
    }

    /// Where a file, or a volume of it, stands: its page, or a print of it.
    fn url(&self, file: &FileKey, volume: Option<&Kept>, print: Option<Print>) -> String {
        self.url_in(self.year, file, volume, print)
    }

    fn url_in(&self, year: i64, file: &FileKey, volume: Option<&Kept>, print: Option<Print>) -> String {
        let file = encoded(&filing::word(file)).replace('/', "%2F");
        self.place(year, &file, volume, print)
    }

    fn place(&self, year: i64, file: &str, volume: Option<&Kept>, print: Option<Print>) -> String {
        let print = print.map_or_else(String::new, |print| format!("/print/{}.pdf", print.word()));
        let volume = volume.map_or_else(String::new, |kept| format!("&volume={}", kept.id));
        let body = code(self.web, &self.tree, self.body);
        self.here.url(&format!("/files/{year}/{file}{print}?body={body}{volume}"))
    }

    /// A form of a register with something in it already.
    fn new_url(&self, register: &str, filled: &[(&str, String)]) -> String {
        let body = ("@body", self.body.0.to_string());
        let pairs = filled.iter().chain([&body]).map(|(name, text)| format!("{name}={}", encoded(text)));
        self.here.url(&format!("/registers/{register}/new?{}", pairs.collect::<Vec<_>>().join("&")))
    }

    /// The form that opens the next volume of a file; `None` where the reader may not, or one is open still.
    fn open_url(&self, file: &YearFile) -> Option<Link> {
        let open = |kept: &Kept| kept.volume.state(self.today()) == Standing::Open;
        if !self.may(Act::Enter, REGISTER) || file.volumes.iter().any(open) {
            return None;
        }
        let next = file.volumes.iter().map(|kept| kept.volume.number).max().unwrap_or(0).saturating_add(1);
        let mut filled = match &file.key {
            FileKey::Named(code) => vec![("file", code.clone())],
            FileKey::Own(index) => vec![("file", OWN.to_owned()), ("index", index.clone()), ("title", file.name.clone())],
        };
        filled.extend([
            ("year", self.year.to_string()),
            ("volume", next.to_string()),
            ("opened_on", qorgau_app::typed::of_day(self.today())),
        ]);
        let l = self.l();
        let text = if file.volumes.is_empty() {
            l.filing_open_volume()
        } else {
            l.filing_next_volume()
        };
        Some(Link::new(text, self.new_url(REGISTER, &filled)))
    }

    /// What can be done with a volume: it is closed with what was counted already in the form, or corrected.
    fn change_url(&self, file: &YearFile, kept: &Kept) -> Option<Link> {
        if !self.may(Act::Correct, REGISTER) {
            return None;
        }
        let (l, place) = (self.l(), format!("/entries/{}/correct", kept.id));
        if kept.volume.closed.is_some() {
            return Some(Link::new(l.filing_correct_volume(), self.here.url(&place)));
        }
        let lines = file.lines_of(Some(kept.id));
        let (counted, exact) = sheets(lines.iter().copied());
        let today = qorgau_app::typed::of_day(self.today());
        let sheets = if exact { format!("&sheets={counted}") } else { String::new() };
        let reason = encoded(&l.filing_close_reason());
        let query = format!("closed_on={today}&documents={}{sheets}&%40reason={reason}", lines.len());
        // The form is long: it opens where it speaks of closing.
        Some(Link::new(l.filing_close_volume(), self.here.url(&format!("{place}?{query}#closed_on"))))
    }
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Query(asked): Query<Asked>) -> Result<impl IntoResponse, Gone> {
    let wanted = Wanted::read(&web, &here, &asked.body, &asked.year).await?;
    let volumes = wanted.volumes().await?;
    let banners = wanted.due(&volumes).into_iter().collect();
    let done = wanted.done(&volumes);
    let ended = Ended::of(&volumes, wanted.year, wanted.today());
    let files = wanted.files(volumes, Depth::Counted).await?;
    let rows = |print: Print| ended.rows(&files, print);
    let page = Year {
        frame: Frame::of(&web, &here, wanted.signed, &wanted.tree, Place::Files),
        body: wanted.body_name(),
        year: here.l.year_alone(&wanted.year.to_string()),
        asked: wanted.year,
        banners,
        bodies: wanted.bodies(),
        years: wanted.years(),
        files: wanted.table(&files),
        actions: wanted.own_file().into_iter().collect(),
        papers: wanted.papers().await?,
        prints: wanted.prints(&rows),
        in_parts: wanted.in_parts(Print::OF_YEAR.into_iter().map(&rows).max().unwrap_or(0)),
        done,
        here: here.clone(),
    };
    Ok(Page(page))
}

/// How many volumes the acts of a year name.
struct Ended {
    transfer: usize,
    destruction: usize,
}

impl Ended {
    fn of(volumes: &[Kept], year: i64, today: Date) -> Self {
        let given = |volume: &Volume| volume.year == year && volume.closed.is_some() && volume.destroyed.is_none();
        Ended {
            transfer: volumes.iter().filter(|kept| given(&kept.volume)).count(),
            destruction: volumes.iter().filter(|kept| kept.volume.destructible(today)).count(),
        }
    }

    /// How many rows the table of a print of the year has.
    fn rows(&self, files: &[YearFile], print: Print) -> usize {
        let papers = |kind: &str| files.iter().flat_map(|file| &file.lines).filter(|line| line.item.kind == kind).count();
        match print {
            Print::Nomenclature => files.len(),
            Print::Incoming => papers(INCOMING_LINE),
            Print::Outgoing => papers(OUTGOING_LINE),
            Print::Transfer => self.transfer,
            Print::Destruction => self.destruction,
            Print::Labels | Print::Cover | Print::Inventory | Print::Certification | Print::Label => 0,
        }
    }
}

impl Wanted<'_> {
    /// Says that volumes are past their term, and leads to the act.
    fn due(&self, volumes: &[Kept]) -> Option<Banner> {
        let l = self.l();
        let due = volumes.iter().filter(|kept| kept.volume.destructible(self.today())).count();
        let print = || Link::new(Print::Destruction.title(l), self.place(self.year, "all", None, Some(Print::Destruction)));
        (due > 0).then(|| Banner {
            tone: Tone::Due,
            title: l.filing_due_now(&l.number(count(due), 0)),
            text: l.filing_due_now_text(),
            action: self.web.printer().map(|_| print()),
        })
    }

    /// One's own body and those directly below the one that is seen, as far as their volumes may be read, and the way up again.
    fn bodies(&self) -> Vec<Choice> {
        let (app, month) = (self.web.app(), Month::of(self.today()));
        let mut near = self.tree.upward(self.body, month);
        near.reverse();
        near.extend(self.tree.children(self.body, month));
        let reads = |body: &BodyId| self.signed.who.may(app, &self.tree, Act::Read, Subject::Register(REGISTER), *body);
        let choice = |body: BodyId| Choice {
            value: code(self.web, &self.tree, body),
            label: named(self.web, self.here, &self.tree, body),
            hint: String::new(),
            mark: if body == self.body { Mark::Taken } else { Mark::Free },
        };
        let choices: Vec<Choice> = near.into_iter().filter(reads).map(choice).collect();
        if choices.len() > 1 { choices } else { Vec::new() }
    }

    fn years(&self) -> Pager {
        let way = |year: i64| Link::new(year.to_string(), self.year_url(year));
        Pager {
            label: self.l().filing_years_around(),
            seen: self.year.to_string(),
            ways: [self.year - 1, self.year + 1]
                .into_iter()
                .filter(|year| days_of(*year).is_some())
                .map(way)
                .collect(),
        }
    }

    fn table(&self, files: &[YearFile]) -> Table {
        let l = self.l();
        let heads = [
            Head::short(l.filing_index()),
            Head::words(l.filing_name()),
            Head::figures(l.filing_documents()),
            Head::figures(l.filing_sheets()),
            Head::short(l.filing_kept()),
            Head::short(l.filing_state()),
            Head::words(l.filing_do()),
        ];
        let rows = files.iter().flat_map(|file| {
            let volumes = file.volumes.iter().map(|kept| self.volume_row(file, kept));
            std::iter::once(self.file_row(file)).chain(volumes).collect::<Vec<_>>()
        });
        Table::new(l.filing_nomenclature(), heads, rows.collect::<Vec<_>>())
    }

    fn file_row(&self, file: &YearFile) -> Row {
        let l = self.l();
        let state = if file.volumes.is_empty() {
            Cell::State(Status::new(Shape::Open, l.filing_no_volume()))
        } else {
            Cell::Blank
        };
        Row::plain([
            Cell::way(file.index.clone(), self.url(&file.key, None, None)),
            Cell::text(file.name.clone()),
            Cell::text(l.number(count(file.lines.len()), 0)),
            Cell::text(sheets_in_words(l, sheets(&file.lines))),
            Cell::Blank,
            state,
            self.open_url(file).map_or(Cell::Blank, Cell::Way),
        ])
    }

    fn volume_row(&self, file: &YearFile, kept: &Kept) -> Row {
        let (l, volume) = (self.l(), &kept.volume);
        let lines = file.lines_of(Some(kept.id));
        let counted = volume.sheets.map_or_else(|| sheets(lines.iter().copied()), |sheets| (sheets, true));
        Row::of(
            RowKind::Part,
            [
                Cell::way(l.filing_volume_no(&volume.number.to_string()), self.url(&file.key, Some(kept), None)),
                Cell::text(days(l, volume)),
                Cell::text(l.number(count(lines.len()), 0)),
                Cell::text(sheets_in_words(l, counted)),
                Cell::text(volume.kept_until().map_or_else(|| office::retention(l, volume), |last| l.date(last))),
                Cell::State(status(l, volume, self.today())),
                self.change_url(file, kept).map_or(Cell::Blank, Cell::Way),
            ],
        )
    }

    /// The form of a file beyond the five.
    fn own_file(&self) -> Option<Link> {
        let filled = [
            ("file", OWN.to_owned()),
            ("year", self.year.to_string()),
            ("volume", "1".to_owned()),
            ("opened_on", qorgau_app::typed::of_day(self.today())),
        ];
        self.may(Act::Enter, REGISTER)
            .then(|| Link::new(self.l().filing_own_file(), self.new_url(REGISTER, &filled)))
    }

    /// The two registers of papers, each with its next number and the form.
    async fn papers(&self) -> Result<Option<Table>, Gone> {
        let (app, l) = (self.web.app(), self.l());
        let mut rows = Vec::new();
        for (register, text) in [(INCOMING, l.filing_register_in()), (OUTGOING, l.filing_register_out())] {
            let Some(known) = app.rulebook.register(register).filter(|_| self.may(Act::Read, register)) else {
                continue;
            };
            let enter = self.may(Act::Enter, register).then(|| Link::new(text, self.new_url(register, &[])));
            let list = format!("/registers/{register}?body={}&reach=own", code(self.web, &self.tree, self.body));
            rows.push(Row::plain([
                Cell::way(known.name.get(l.lang()), self.here.url(&list)),
                Cell::text(l.filing_next(&app.next_number(register, self.body).await?)),
                enter.map_or(Cell::Blank, Cell::Way),
            ]));
        }
        let heads = [Head::words(l.given_what()), Head::short(l.filing_paper_no()), Head::words(l.filing_do())];
        Ok((!rows.is_empty()).then(|| Table::new(l.filing_papers(), heads, rows)))
    }

    fn prints(&self, rows: &dyn Fn(Print) -> usize) -> Vec<Link> {
        let readable = |print: &Print| match print {
            Print::Incoming => self.may(Act::Read, INCOMING),
            Print::Outgoing => self.may(Act::Read, OUTGOING),
            _ => true,
        };
        let prints = Print::OF_YEAR.into_iter().filter(|_| self.web.printer().is_some()).filter(readable);
        let ways = |print| self.ways_to(print, rows(print), &self.place(self.year, "all", None, Some(print)));
        prints.flat_map(ways).collect()
    }

    /// What was destroyed, whatever the year: the record of it remains.
    fn done(&self, volumes: &[Kept]) -> Option<Table> {
        let l = self.l();
        let heads = [
            Head::short(l.filing_index()),
            Head::short(l.filing_year()),
            Head::short(l.filing_volume()),
            Head::short(l.filing_done_on()),
            Head::words(l.filing_done_act()),
            Head::words(l.filing_commission()),
        ];
        let row = |kept: &Kept| {
            let volume = &kept.volume;
            let (day, act) = volume.destroyed.clone()?;
            let (index, _) = self.called(volume);
            Some(Row::plain([
                Cell::way(index, self.url_in(volume.year, &volume.file, Some(kept), None)),
                Cell::text(volume.year.to_string()),
                Cell::text(volume.number.to_string()),
                Cell::text(l.date(day)),
                Cell::text(act),
                Cell::text(volume.commission.join("; ")),
            ]))
        };
        let rows: Vec<Row> = volumes.iter().filter_map(row).collect();
        (!rows.is_empty()).then(|| Table::new(l.filing_done(), heads, rows))
    }

    /// The index and the name of the file of a volume.
    fn called(&self, volume: &Volume) -> (String, String) {
        let lang = self.l().lang();
        match &volume.file {
            FileKey::Own(index) => (index.clone(), volume.title.clone().unwrap_or_default()),
            FileKey::Named(code) => {
                let known = self.web.app().rulebook.nomenclature.iter().find(|file| file.code == *code);
                known.map_or_else(|| (code.clone(), String::new()), |file| (file.index.clone(), file.name.get(lang).to_owned()))
            }
        }
    }
}

/// From when until when a volume was kept open.
fn days(l: &L10n, volume: &Volume) -> String {
    format!("{} – {}", l.date(volume.opened), volume.closed.map_or_else(String::new, |day| l.date(day)))
}

/// How a volume stands, with its shape.
fn status(l: &L10n, volume: &Volume, today: Date) -> Status {
    let shape = match volume.state(today) {
        Standing::Open => Shape::Open,
        Standing::Closed | Standing::Transferred => Shape::Done,
        Standing::Held => Shape::Locked,
        Standing::Destroyed => Shape::Struck,
    };
    Status::new(shape, office::state(l, volume, today))
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
