//! The interface for programs, for people who write them.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse;

use super::inside::{Frame, Place};
use super::{Gone, Page};
use crate::api::openapi::{CODES, OPERATIONS, Operation, Said};
use crate::here::Here;
use crate::parts::{Cell, Head, Row, Table};
use crate::state::Web;

#[derive(Template)]
#[template(path = "api.html")]
struct Api {
    here: Here,
    frame: Frame,
    ways: Table,
    codes: Table,
}

pub(crate) async fn page(State(web): State<Web>, here: Here) -> Result<impl IntoResponse, Gone> {
    let l = here.l;
    let way = |operation: &Operation| {
        let asked: Vec<&str> = operation.asked.iter().map(|(name, ..)| *name).collect();
        Row::plain([
            Cell::text(operation.method.to_uppercase()),
            Cell::text(operation.path),
            Cell::text((operation.said)(l)),
            Cell::text(asked.join(", ")),
        ])
    };
    let heads = [
        Head::short(l.api_method()),
        Head::words(l.api_path()),
        Head::words(l.api_what()),
        Head::words(l.api_parameters()),
    ];
    let code = |(code, status, said): &(&str, u16, Said)| Row::plain([Cell::text(*code), Cell::text(status.to_string()), Cell::text(said(l))]);
    let code_heads = [Head::short(l.api_code()), Head::short(l.api_status()), Head::words(l.api_meaning())];
    let page = Api {
        frame: Frame::read(&web, &here, Place::Account).await?,
        ways: Table::new(l.api_ways(), heads, OPERATIONS.iter().map(way).collect::<Vec<_>>()).dense(),
        codes: Table::new(l.api_codes(), code_heads, CODES.iter().map(code).collect::<Vec<_>>()).dense(),
        here: here.clone(),
    };
    Ok(Page(page))
}
