//! A signed review as PDF: its words and its figures as they were signed. Each that leaves the system is remembered by the access chain.

use axum::extract::Request;
use axum::response::Response;
use qorgau_app::documents::Version;
use qorgau_app::letters::Block;
use qorgau_domain::access::What;
use qorgau_rulebook::Indicator;
use qorgau_rulebook::may::{Act, Subject};

use super::{FILE, parts, post};
use crate::here::Here;
use crate::pages::Gone;
use crate::pages::document::Found;
use crate::pages::files::saved;
use crate::pages::inside::{code, named, signed};
use crate::printing::{FileKind, Last, Letter, Standing};
use crate::state::Web;
use crate::visitor::Sender;

/// What stands where nobody kept the register.
const MISSING: &str = "—";

pub(crate) async fn file(web: &Web, here: &Here, request: Request, found: &Found, (name, asked): (&str, Option<i64>)) -> Result<Response, Gone> {
    if name.strip_suffix(".pdf") != Some(FILE) {
        return Err(Gone::Absent);
    }
    let printer = web.printer().ok_or(Gone::Absent)?;
    let version = found.version(asked)?.ok_or(Gone::Absent)?;
    if !found.may_leave(web, signed(here)?, version) {
        return Err(Gone::Absent);
    }
    let releases = {
        let who = &signed(here)?.who;
        let on = Subject::Document(found.paper.kind.word());
        who.may(web.app(), &found.tree, Act::Release, on, found.paper.body)
    };
    let letter = letter(web, here, found, version, releases).ok_or(Gone::Absent)?;
    let body = code(web, &found.tree, found.paper.body);
    let name = format!("{FILE}-{body}-{}-{}.pdf", found.paper.period, version.version);
    let (parts, _) = request.into_parts();
    let who = &signed(here)?.who;
    web.app().record_access(who, What::Export, &Sender::of(&parts).origin(), &name).await?;
    let app = web.app().clone();
    let made = tokio::task::spawn_blocking(move || printer.letter(&app, letter));
    Ok(saved(made, &name, FileKind::Pdf).await)
}

fn letter(web: &Web, here: &Here, found: &Found, version: &Version, releases: bool) -> Option<Letter> {
    let (l, paper) = (here.l, found.paper);
    let text = found.text(Some(version))?;
    let mut blocks = Vec::new();
    for part in parts(web, here, paper, text) {
        blocks.push(Block::Heading(part.title));
        blocks.extend(part.paragraphs.into_iter().map(Block::Paragraph));
    }
    blocks.push(Block::Heading(l.review_figures()));
    blocks.push(figures(web, here, found, version, releases));
    blocks.push(Block::Paragraph(l.footnote_missing()));
    blocks.push(Block::Paragraph(found.signature(web, here, version)));
    Some(Letter {
        lang: l.lang(),
        official: found.is_marked(web, Some(version)),
        addressee: String::new(),
        title: text.title.clone(),
        body: named(web, here, &found.tree, paper.body),
        dated: format!("{} · {}", found.kind(web, here), l.period(paper.period)),
        blocks,
        signers: Vec::new(),
        last: Last::By(post(web, here, paper), found.name(&version.signed_by)),
        standing: Standing::Each,
    })
}

/// The figures that the signature froze.
fn figures(web: &Web, here: &Here, found: &Found, version: &Version, releases: bool) -> Block {
    let (app, l) = (web.app(), here.l);
    let row = |indicator: &Indicator| {
        let frozen = version.frozen.figure(&indicator.code)?;
        let kept = indicator.marked && !releases;
        let said = |value: Option<i64>| {
            value
                .filter(|_| !kept)
                .map_or_else(|| MISSING.to_owned(), |value| l.number(value, indicator.scale))
        };
        let unit = app.rulebook.units.get(&indicator.unit).map_or("", |unit| unit.name.get(l.lang()));
        Some(vec![
            indicator.code.clone(),
            app.figure_name(indicator, l.lang()),
            unit.to_owned(),
            said(frozen.period),
            said(frozen.year_before),
            said(frozen.year_to_date),
        ])
    };
    Block::Table {
        heads: vec![
            l.head_code(),
            l.head_indicator(),
            l.head_unit(),
            l.head_period(),
            l.head_year_before(),
            l.head_year_to_date(),
        ],
        rows: app.shown(found.paper.kind.figures()).filter_map(row).collect(),
    }
}
