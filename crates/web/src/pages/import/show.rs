//! One table under way: how it is read, how far it is, what became of it.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use qorgau_app::AppError;
use qorgau_app::import::{Encoding, Reading, words};
use qorgau_store::{RefusedLine, Upload};
use serde::Deserialize;
use uuid::Uuid;

use super::super::inside::{Frame, Place, named, signed};
use super::super::{Gone, Page, Whole};
use super::columns::{Columns, Wrong, fault};
use super::{moment, shown_name, state};
use crate::here::Here;
use crate::parts::{Banner, Cell, Crumbs, ErrorSummary, Head, Link, Pager, Pair, Row, Summary, Table, Tone};
use crate::state::Web;
use crate::visitor::Signed;

/// Refused lines on a page.
const PAGE: i64 = 50;
/// By this header a browser asks again without script.
const REFRESH: HeaderName = HeaderName::from_static("refresh");

#[derive(Template)]
#[template(path = "import/show.html")]
struct Show {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    title: String,
    url: String,
    banner: Option<Banner>,
    errors: Option<ErrorSummary>,
    about: Summary,
    progress: Option<Progress>,
    columns: Option<Columns>,
    found: Option<Summary>,
    refused: Option<(Table, Pager)>,
    ready: Option<String>,
    whole: bool,
    edit: Option<Link>,
    done: bool,
}

/// How far the work is.
struct Progress {
    words: String,
    done: i64,
    total: i64,
}

/// What the address says.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    /// After which refused line the page begins.
    #[serde(default)]
    after: i64,
    /// The columns are shown again.
    #[serde(default)]
    edit: String,
    /// A script asks again by itself.
    #[serde(default)]
    live: String,
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Path((_, id)): Path<(String, Uuid)>, Query(asked): Query<Asked>) -> Result<Response, Gone> {
    let signed = signed(&here)?;
    let mut upload = web.app().upload(&signed.who, id).await?;
    if web.app().left_behind(&upload) {
        // Whoever worked on it is gone, with the server perhaps: it can be taken up again.
        "failed".clone_into(&mut upload.state);
    }
    let works = matches!(upload.state.as_str(), "checking" | "storing");
    let page = shown(&web, &here, signed, upload, &asked, None).await?;
    let mut answer = Page(page).into_response();
    if works && asked.live.is_empty() {
        answer.headers_mut().insert(REFRESH, HeaderValue::from_static("2"));
    }
    Ok(answer)
}

/// The page again with what was wrong in the columns.
pub(super) async fn again(web: &Web, here: &Here, signed: &Signed, upload: Upload, wrong: Wrong) -> Result<Response, Gone> {
    let page = shown(web, here, signed, upload, &Asked::default(), Some(wrong)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Extension(Whole), Page(page)).into_response())
}

async fn shown(web: &Web, here: &Here, signed: &Signed, upload: Upload, asked: &Asked, wrong: Option<Wrong>) -> Result<Show, Gone> {
    let (app, l) = (web.app(), here.l);
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let url = here.url(&format!("/import/{}", upload.id));
    let (is, failed) = (|state: &str| upload.state == state, upload.state == "failed");
    let found = is("checked") || is("stored");
    let edits = wrong.is_some() || is("open") || failed || (is("checked") && !asked.edit.is_empty());
    let reading = if edits { Some(app.reading(&signed.who, upload.id).await?) } else { None };
    let columns = match &reading {
        Some(reading) => Some(columns(web, here, signed, reading, wrong.as_ref()).await?),
        None => None,
    };
    let refused = if found && !edits {
        refused(web, here, &upload, &url, asked.after).await?
    } else {
        None
    };
    let errors = wrong.as_ref().zip(reading.as_ref()).map(|(wrong, reading)| errors(here, reading, wrong));
    Ok(Show {
        frame: Frame::of(web, here, signed, &tree, Place::Import),
        crumbs: Crumbs {
            label: l.part_path(),
            steps: vec![Link::new(l.imports_title(), here.url("/import"))],
        },
        title: shown_name(here, &upload),
        banner: if is("checked") && edits { None } else { banner(here, &upload) },
        errors,
        about: about(web, here, &tree, &upload),
        progress: progress(here, &upload),
        columns,
        found: (found && !edits).then(|| summed(here, &upload)),
        refused,
        ready: (is("checked") && !edits && upload.outcome.accepted > 0).then(|| l.imports_store(upload.outcome.accepted)),
        whole: upload.whole,
        edit: (is("checked") && !edits).then(|| Link::new(l.imports_edit(), format!("{url}?edit=1"))),
        done: is("stored"),
        url,
        here: here.clone(),
    })
}

async fn columns(web: &Web, here: &Here, signed: &Signed, reading: &Reading, wrong: Option<&Wrong>) -> Result<Columns, Gone> {
    let register = web.app().register(&reading.upload.register)?;
    let (shipped, kept) = web.app().fitting(&signed.who, reading).await?;
    Ok(Columns::of(web, here, &signed.mark, register, reading, (&shipped, kept), wrong))
}

fn errors(here: &Here, reading: &Reading, wrong: &Wrong) -> ErrorSummary {
    let at = match wrong.fault {
        qorgau_app::import::MapFault::Twice(_, second) => second,
        _ => 0,
    };
    ErrorSummary {
        title: here.l.part_errors(),
        errors: vec![Link::new(fault(here, reading, wrong.fault), format!("#to{at}"))],
    }
}

fn banner(here: &Here, upload: &Upload) -> Option<Banner> {
    let (l, outcome) = (here.l, &upload.outcome);
    let (tone, title, text) = match upload.state.as_str() {
        "checked" if outcome.accepted == 0 && outcome.refused == 0 => (Tone::Note, l.imports_nothing_new(), l.imports_nothing_new_text()),
        "checked" if outcome.accepted == 0 => (Tone::Late, l.imports_none_good(), l.imports_none_good_text()),
        "checked" => (Tone::Note, l.imports_checked_title(), l.imports_checked_text()),
        "stored" if outcome.refused > 0 => (Tone::Due, l.imports_part_stored(), l.imports_part_stored_text()),
        "stored" => (Tone::Done, l.imports_all_stored(), l.imports_all_stored_text()),
        "failed" => (Tone::Late, l.imports_failed(), l.imports_failed_text()),
        _ => return None,
    };
    Some(Banner {
        tone,
        title,
        text,
        action: None,
    })
}

fn about(web: &Web, here: &Here, tree: &qorgau_domain::Tree, upload: &Upload) -> Summary {
    let l = here.l;
    let register = web.app().rulebook.register(&upload.register);
    let whose = upload.body.map_or_else(|| l.imports_by_place(), |body| named(web, here, tree, body));
    let written = match Encoding::of_word(&upload.encoding) {
        Some(Encoding::Workbook) => "XLSX".to_owned(),
        _ => format!("CSV, {}", upload.encoding),
    };
    let size = l.imports_kilobytes(&l.number((upload.length + 1023) / 1024, 0), &written);
    Summary {
        pairs: vec![
            Pair::new(l.imports_register(), Cell::text(register.map_or("", |register| register.name.get(l.lang())))),
            Pair::new(l.imports_whose(), Cell::text(whose)),
            Pair::new(l.imports_size(), Cell::text(size)),
            Pair::new(l.today_state(), Cell::State(state(here, upload))),
            Pair::new(l.imports_kept_until(), Cell::text(moment(web, here, upload.ends_at))),
        ],
    }
}

fn progress(here: &Here, upload: &Upload) -> Option<Progress> {
    let (l, outcome) = (here.l, &upload.outcome);
    let words = match upload.state.as_str() {
        "checking" | "storing" if outcome.total > 0 => l.imports_progress(&l.number(outcome.done, 0), &l.number(outcome.total, 0)),
        "checking" => l.imports_checking(),
        "storing" => l.imports_storing(),
        _ => return None,
    };
    let (done, total) = (outcome.done, outcome.total);
    Some(Progress { words, done, total })
}

fn summed(here: &Here, upload: &Upload) -> Summary {
    let (l, outcome) = (here.l, &upload.outcome);
    let number = |count: i64| Cell::text(l.number(count, 0));
    let accepted = if upload.state == "checked" {
        l.imports_would_be()
    } else {
        l.imports_accepted()
    };
    let mut pairs = vec![
        Pair::new(accepted, number(outcome.accepted)),
        Pair::new(l.imports_already_there(), number(outcome.already_there)),
        Pair::new(l.imports_refused(), number(outcome.refused)),
    ];
    if outcome.into_regions > 0 {
        let (main, more) = (l.number(outcome.into_regions, 0), l.warning_region_book());
        pairs.push(Pair::new(l.imports_warned(), Cell::Main { main, more }));
    }
    Summary { pairs }
}

async fn refused(web: &Web, here: &Here, upload: &Upload, url: &str, after: i64) -> Result<Option<(Table, Pager)>, Gone> {
    let l = here.l;
    let mut lines = web.app().store.upload_refused(upload.id, after, PAGE + 1).await.map_err(AppError::from)?;
    let (Some(first), more) = (lines.first().map(|line| line.no), lines.len() as i64 > PAGE) else {
        return Ok(None);
    };
    lines.truncate(usize::try_from(PAGE).unwrap_or(0));
    let last = lines.last().map_or(first, |line| line.no);
    let register = web.app().register(&upload.register)?;
    let at = [qorgau_domain::Lang::Kk, qorgau_domain::Lang::Ru, qorgau_domain::Lang::En]
        .iter()
        .position(|lang| *lang == l.lang())
        .unwrap_or(0);
    let row = |line: &RefusedLine| {
        Row::plain([
            Cell::text(line.line.to_string()),
            Cell::text(words::field(register, &line.field, l.lang())),
            Cell::text(line.why.get(at).cloned().unwrap_or_default()),
        ])
    };
    let heads = [Head::figures(l.imports_line()), Head::words(l.imports_field()), Head::words(l.imports_why())];
    let table = Table::new(l.imports_refused(), heads, lines.iter().map(row).collect::<Vec<_>>()).dense();
    let back = (after > 0).then(|| Link::new(l.part_first(), url.to_owned()));
    let next = more.then(|| Link::new(l.part_next(), format!("{url}?after={last}")));
    let pager = Pager {
        label: l.part_pages(),
        seen: format!("{first}–{last}"),
        ways: [back, next].into_iter().flatten().collect(),
    };
    Ok(Some((table, pager)))
}
