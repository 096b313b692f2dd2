//! The registers that somebody may read: how much is in them, and what he may do there.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;
use qorgau_app::{App, AppError};
use qorgau_domain::fold::fold;
use qorgau_l10n::L10n;
use qorgau_rulebook::Register;
use qorgau_rulebook::register::SECTIONS;

use super::inside::{Frame, Place, signed};
use super::{Gone, Page};
use crate::here::Here;
use crate::parts::{Cell, Empty, Head, Row, RowKind, Table};
use crate::state::Web;

#[derive(Template)]
#[template(path = "registers.html")]
struct Registers {
    here: Here,
    frame: Frame,
    year: String,
    table: Option<Table>,
    nothing: Empty,
}

pub(crate) async fn page(State(web): State<Web>, here: Here) -> Result<impl IntoResponse, Gone> {
    let (app, signed, l) = (web.app(), signed(&here)?, here.l);
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let year = i64::from(app.today().year());
    let numbers = app.store.numbers_of(year).await.map_err(AppError::from)?;
    let row = |register: &Register| {
        let scope = app.reads(&signed.who, &tree, &register.code)?;
        let entries: i64 = numbers
            .iter()
            .filter(|(code, book, _)| *code == register.code && scope.holds(*book))
            .map(|(.., last)| last)
            .sum();
        let enters = !app.may_enter(&signed.who, &tree, register).is_empty();
        let url = here.url(&format!("/registers/{}", register.code));
        let may = if enters {
            Cell::way(l.registers_enter(), format!("{url}/new"))
        } else {
            Cell::text(l.registers_read())
        };
        Some(Row::plain([Cell::way(register.name.get(l.lang()), url), Cell::text(l.number(entries, 0)), may]))
    };
    let mut rows = Vec::new();
    for (section, of_section) in in_sections(app, l) {
        let read: Vec<Row> = of_section.into_iter().filter_map(row).collect();
        if !read.is_empty() {
            rows.push(Row::of(RowKind::Group, [Cell::text(section_name(l, section))]));
            rows.extend(read);
        }
    }
    let heads = [
        Head::words(l.given_what()),
        Head::figures(l.registers_entries()),
        Head::words(l.registers_may()),
    ];
    let page = Registers {
        frame: Frame::of(&web, &here, signed, &tree, Place::Registers),
        year: year.to_string(),
        table: (!rows.is_empty()).then(|| Table::new(l.registers_title(), heads, rows)),
        nothing: Empty {
            title: l.registers_nothing_title(),
            text: l.registers_nothing_text(),
            action: None,
        },
        here: here.clone(),
    };
    Ok(Page(page))
}

/// The registers in their sections, as the page shows them.
pub(crate) fn in_sections<'a>(app: &'a App, l: &L10n) -> Vec<(&'static str, Vec<&'a Register>)> {
    let of_section = |section: &'static str| {
        let mut registers: Vec<&Register> = app.rulebook.registers.values().filter(|register| register.section == section).collect();
        registers.sort_by_key(|register| fold(register.name.get(l.lang())));
        (section, registers)
    };
    SECTIONS.into_iter().map(of_section).collect()
}

pub(crate) fn section_name(l: &L10n, section: &str) -> String {
    match section {
        "work" => l.registers_work(),
        "control" => l.registers_control(),
        "directory" => l.registers_directory(),
        "service" => l.registers_service(),
        _ => l.registers_office(),
    }
}
