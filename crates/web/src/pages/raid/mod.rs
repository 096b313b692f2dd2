//! The course of a raid on one page: what is done and what is next, from its briefing to the note on its results.

pub mod paper;
pub mod track;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::forms::Trouble;
use qorgau_app::forms::acts::Sent;
use qorgau_app::raid_papers::RaidPaper;
use qorgau_app::raids::{self, Effort, RAID, Stage, Turn};
use qorgau_app::tracks::TRACK;
use qorgau_app::{AppError, typed, words};
use qorgau_domain::entry::{Entry, EntryState};
use qorgau_domain::value::{Value, rows};
use qorgau_domain::{EntryId, Month, Period};
use qorgau_rulebook::may::{Act, Subject};
use qorgau_rulebook::{Register, ban};
use qorgau_store::Stored;
use serde::Deserialize;

use super::entry::drawing;
use super::entry::papers::identity;
use super::form::desk::Desk;
use super::form::warned::Line;
use super::inside::{Frame, code};
use super::{Gone, Page, Whole};
use crate::gate::{Verdict, decide};
use crate::here::Here;
use crate::languages::encoded;
use crate::parts::{Banner, Cell, Crumbs, Drawing, ErrorSummary, Head, Link, Row, State as Shape, Status, Table, Task, Tasks, Tone};
use crate::received::Received;
use crate::routes;
use crate::state::Web;

/// The most entries counted of a register that names the raid.
const MOST: usize = 500;
/// The most bans named; the page of bans has all.
const BANS: usize = 12;

#[derive(Template)]
#[template(path = "raid/course.html")]
struct Course {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    title: String,
    status: Status,
    banner: Option<Banner>,
    errors: Option<ErrorSummary>,
    tasks: Tasks,
    turn: Option<TurnForm>,
    closed: Option<Closed>,
    ways: Vec<Link>,
    papers: Vec<Link>,
    effort: Table,
    drawing: Option<Drawing>,
}

/// The button that starts or ends the raid.
struct TurnForm {
    action: String,
    mark: String,
    based_on: i64,
    word: &'static str,
    button: String,
    hint: String,
}

/// What is forbidden on the day of the raid.
struct Closed {
    lines: Vec<Line>,
    /// What is said where that is nothing.
    none: String,
    /// How many bans are not named.
    more: Option<String>,
    way: Link,
}

/// What is sent.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    turn: String,
    #[serde(default)]
    based_on: i64,
}

/// A raid, and what names it.
struct Raid {
    entry: Entry,
    tracks: Vec<Stored>,
    offences: usize,
    publications: usize,
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Path((_, id)): Path<(String, String)>) -> Result<Response, Gone> {
    let desk = Desk::of(&web, &here).await?;
    let raid = Raid::read(&desk, identity(&id)?).await?;
    Ok(Page(shown(&desk, &raid, &[], None).await?).into_response())
}

/// Starts or ends the raid; says what is missing where it cannot.
pub(crate) async fn send(State(web): State<Web>, here: Here, Path((_, id)): Path<(String, String)>, received: Received<Asked>) -> Result<Response, Gone> {
    let desk = Desk::of(&web, &here).await?;
    let id = identity(&id)?;
    let turn = Turn::of_word(&received.form.turn).ok_or(Gone::Absent)?;
    let (troubles, banner) = match web.app().turn_raid(&desk.looker(), id, received.form.based_on, turn).await? {
        Sent::Stored(_) => return Ok(Redirect::to(&here.url(&format!("/entries/{id}/course"))).into_response()),
        Sent::Wrong(troubles) => (troubles, None),
        Sent::Refused(refusal) => {
            let banner = Banner {
                tone: Tone::Late,
                title: here.l.raid_refused(),
                text: words::refusal(here.l, &refusal),
                action: None,
            };
            (Vec::new(), Some(banner))
        }
    };
    let raid = Raid::read(&desk, id).await?;
    let status = if banner.is_some() {
        StatusCode::CONFLICT
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = shown(&desk, &raid, &troubles, banner).await?;
    Ok((status, Extension(Whole), Page(page)).into_response())
}

impl Raid {
    /// A standing raid that the reader may read.
    async fn read(desk: &Desk<'_>, id: EntryId) -> Result<Self, Gone> {
        let (app, who, tree) = (desk.web.app(), &desk.signed.who, &desk.tree);
        let (stored, _) = app.readable_entry(who, tree, id).await?;
        let entry = stored.entry;
        if entry.envelope.register != RAID || entry.envelope.state != EntryState::Active {
            return Err(Gone::Absent);
        }
        let count = async |register: &str| Ok::<_, AppError>(app.standing_naming(who, tree, register, id, MOST).await?.len());
        Ok(Raid {
            tracks: app.tracks_of(who, tree, id).await?,
            offences: count("offence").await?,
            publications: count("publication").await?,
            entry,
        })
    }
}

async fn shown(desk: &Desk<'_>, raid: &Raid, troubles: &[Trouble], banner: Option<Banner>) -> Result<Course, Gone> {
    let (here, l, app) = (desk.here, desk.here.l, desk.web.app());
    let register = app.register(RAID)?;
    let fields = &raid.entry.fields;
    let stage = Stage::of(fields);
    let may = app.may_on(&desk.signed.who, &desk.tree, Act::Correct, register, &raid.entry);
    let prints = desk.web.printer().is_some() && app.may_take_out(&desk.signed.who, &desk.tree, &raid.entry);
    let at = here.url(&format!("/entries/{}", raid.entry.id));
    let status = match stage {
        Stage::Prepared => Status::new(Shape::Open, l.raid_prepared()),
        Stage::UnderWay(since) => Status::new(Shape::Due, l.raid_under_way(&l.moment(&since, app.zone()))),
        Stage::Over(since) => Status::new(Shape::Done, l.raid_over(&l.moment(&since, app.zone()))),
    };
    // The faults stand in the raid's own form: each leads there.
    let errors = desk.summary(register, troubles).map(|mut summary| {
        for error in &mut summary.errors {
            error.url = format!("{at}/correct{}", error.url);
        }
        summary
    });
    Ok(Course {
        frame: desk.frame(),
        crumbs: desk.crumbs(register, Some(&raid.entry)),
        title: l.raid_course_title(&raid.entry.envelope.number.to_string()),
        status,
        banner,
        errors,
        tasks: tasks(desk, raid, &at, may),
        turn: stage.next(fields).filter(|_| may).map(|turn| TurnForm {
            action: format!("{at}/course"),
            mark: desk.signed.mark.clone(),
            based_on: raid.entry.envelope.revision,
            word: turn.word(),
            button: if turn == Turn::Start { l.raid_start() } else { l.raid_close() },
            hint: if turn == Turn::Start { l.raid_start_hint() } else { l.raid_close_hint() },
        }),
        closed: closed(desk, register, &raid.entry).await?,
        ways: ways(desk, raid, &at),
        papers: if prints { papers(desk, &at) } else { Vec::new() },
        effort: effort(desk, raid),
        drawing: drawing::of(desk.web, here, (raid.entry.body, &raid.entry.fields), &raid.tracks).await?,
        here: here.clone(),
    })
}

/// What a raid is made of, from first to last, and how far each is.
fn tasks(desk: &Desk<'_>, raid: &Raid, at: &str, may: bool) -> Tasks {
    let l = desk.here.l;
    let fields = &raid.entry.fields;
    // Whoever may not write is led to what stands there.
    let form = |field: &str| if may { format!("{at}/correct#{field}") } else { format!("{at}#content-part") };
    let links = || format!("{at}#links");
    let counted = |text: String, url: String, hint: String, number: usize| Task {
        link: Link::new(text, url),
        hint,
        status: Status::new(if number > 0 { Shape::Done } else { Shape::Open }, count(desk, number)),
    };
    let issued = rows(fields, "issued");
    let out = issued.iter().filter(|row| !row.cells.contains_key("returned_at")).count();
    let mut given_out = counted(l.raid_task_issued(), form("issued"), l.raid_task_issued_hint(), issued.len());
    if out > 0 {
        given_out.status = Status::new(Shape::Due, l.raid_task_out(&count(desk, out)));
    }
    let tasks = vec![
        Task {
            link: Link::new(l.raid_task_briefing(), form("briefed_on")),
            hint: l.raid_task_briefing_hint(),
            status: if ["briefed_on", "briefed", "briefed_by", "topics"].iter().all(|code| fields.contains_key(*code)) {
                Status::new(Shape::Done, l.raid_task_done())
            } else {
                Status::new(Shape::Due, l.raid_task_needed())
            },
        },
        given_out,
        counted(l.raid_task_legs(), form("legs"), l.raid_task_legs_hint(), rows(fields, "legs").len()),
        counted(l.raid_task_tracks(), links(), l.raid_task_tracks_hint(), raid.tracks.len()),
        counted(l.raid_task_offences(), links(), l.raid_task_offences_hint(), raid.offences),
        counted(l.raid_task_publications(), links(), l.raid_task_publications_hint(), raid.publications),
    ];
    Tasks { tasks }
}

fn count(desk: &Desk<'_>, number: usize) -> String {
    desk.here.l.number(i64::try_from(number).unwrap_or(i64::MAX), 0)
}

/// What can be added to the raid by whoever reads.
fn ways(desk: &Desk<'_>, raid: &Raid, at: &str) -> Vec<Link> {
    let (app, l) = (desk.web.app(), desk.here.l);
    let enters = |code: &str| {
        let register = app.rulebook.register(code);
        register.is_some_and(|register| app.may_enter(&desk.signed.who, &desk.tree, register).contains(&raid.entry.body))
    };
    let new = |code: &str| desk.here.url(&format!("/registers/{code}/new?raid={}", raid.entry.id));
    let mut ways = Vec::new();
    ways.extend(on_map(desk, raid).map(|url| Link::new(l.raid_on_map(), url)));
    if enters("offence") {
        ways.push(Link::new(l.raid_add_offence(), new("offence")));
    }
    if enters(TRACK) {
        ways.push(Link::new(l.raid_add_track(), format!("{at}/course/track")));
    }
    if enters("publication") {
        ways.push(Link::new(l.raid_add_publication(), new("publication")));
    }
    ways
}

/// What is forbidden on the day of the raid where it is; nothing where the reader has no bans to ask about.
async fn closed(desk: &Desk<'_>, register: &Register, raid: &Entry) -> Result<Option<Closed>, Gone> {
    let (app, l, who) = (desk.web.app(), desk.here.l, &desk.signed.who);
    let (Some(day), Some(_)) = (raids::day(&raid.fields), app.reads(who, &desk.tree, ban::REGISTER)) else {
        return Ok(None);
    };
    let found = app.banned(who, &desk.tree, raid.body, register, &raid.fields).await?;
    let more = found.len().saturating_sub(BANS);
    Ok(Some(Closed {
        lines: found.iter().take(BANS).map(|object| desk.ban_line(object)).collect(),
        none: l.raid_bans_none(&l.date(day)),
        more: (more > 0).then(|| l.raid_bans_more(&count(desk, more))),
        way: Link::new(l.raid_bans(), desk.here.url(&bans(raid))),
    }))
}

/// The map at the raid's tracks, where there are some and the reader may open it.
fn on_map(desk: &Desk<'_>, raid: &Raid) -> Option<String> {
    let (app, who, body) = (desk.web.app(), &desk.signed.who, raid.entry.body);
    let opens = decide(routes::RETURNS, &desk.here.visitor, None, &app.rulebook) == Verdict::Pass;
    let reads = who.may(app, &desk.tree, Act::Read, Subject::Register(TRACK), body);
    let period = raid.entry.envelope.day.map(|day| format!("&period={}", Period::Month(Month::of(day))));
    let place = format!(
        "/map?body={}&tracks=1&raid={}{}",
        encoded(&code(desk.web, &desk.tree, body)),
        raid.entry.id,
        period.unwrap_or_default()
    );
    (opens && reads && !raid.tracks.is_empty()).then(|| desk.here.url(&place))
}

/// Where it is asked what is forbidden where and when the raid is.
fn bans(raid: &Entry) -> String {
    let day = raids::day(&raid.fields).map_or_else(String::new, typed::of_day);
    let at = match raid.fields.get("place") {
        Some(Value::Place(place)) => place.at.map_or_else(String::new, typed::written),
        _ => String::new(),
    };
    format!("/bans?day={}&at={}", encoded(&day), encoded(&at))
}

fn papers(desk: &Desk<'_>, at: &str) -> Vec<Link> {
    let looker = desk.looker();
    let link = |paper: RaidPaper| {
        Link::new(
            desk.here.l.notice_print(&paper.title(&looker)),
            format!("{at}/course/paper/{}.pdf", paper.word()),
        )
    };
    RaidPaper::ALL.into_iter().map(link).collect()
}

/// What is declared, and what the tracks say, side by side.
fn effort(desk: &Desk<'_>, raid: &Raid) -> Table {
    let l = desk.here.l;
    let effort = Effort::of(&raid.entry.fields, &raid.tracks);
    let cell = |number: Option<i64>| match number {
        Some(number) => Cell::text(l.number(number, 1)),
        None => Cell::Missing(l.part_missing()),
    };
    let line = |(source, numbers): (String, [Option<i64>; 3])| {
        let cells = std::iter::once(Cell::text(source)).chain(numbers.map(cell));
        Row::plain(cells.collect::<Vec<_>>())
    };
    let [source, figures @ ..] = Effort::heads(l);
    let heads = std::iter::once(Head::words(source)).chain(figures.map(Head::figures));
    let lines = effort.lines(&desk.web.app().rulebook, l).into_iter().map(line);
    Table::new(l.raid_effort(), heads.collect::<Vec<_>>(), lines.collect::<Vec<_>>()).dense()
}

/// Whether an entry is a raid with a course to be looked at.
pub(crate) fn has_course(stored: &Stored) -> bool {
    stored.entry.envelope.register == RAID && stored.entry.envelope.state == EntryState::Active
}

/// The name of a file that a raid's paper is saved under.
fn file_name(word: &str, entry: &Entry) -> String {
    format!("raid-{word}-{}.pdf", entry.envelope.number.to_string().replace('/', "-"))
}
