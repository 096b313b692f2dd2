//! The journal that an appendix prescribes, printed from the list of its register: the book of the body whose list it is, from a day to a day.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, Query, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::{Date, date};
use qorgau_app::AppError;
use qorgau_domain::access::What;
use qorgau_domain::{BodyId, Tree};
use qorgau_rulebook::register::Register;
use qorgau_store::Scope;

use super::MOST_EXPORTED;
use super::asked::{Asked, parsed_day};
use crate::here::Here;
use crate::pages::Gone;
use crate::pages::files::saved;
use crate::pages::inside::{code, signed};
use crate::printing::{FileKind, JournalPaper, ROWS_MOST};
use crate::state::Web;
use crate::visitor::Sender;

/// What the address says of the days, and of why they were not printed.
const FROM: &str = "from";
const UNTIL: &str = "until";
const NOT_PRINTED: &str = "not-printed";

/// What prints a journal.
#[derive(Template)]
#[template(path = "list_journal.html")]
pub(super) struct Printing {
    here: Here,
    pdf: String,
    xlsx: String,
    /// Whose book.
    kept: Vec<(String, String)>,
    from: String,
    until: String,
    /// Why nothing was printed.
    wrong: String,
}

impl askama::filters::HtmlSafe for Printing {}

impl Printing {
    /// Where the register has a printed form, something prints, and the reader reads the body's own book.
    pub(super) fn of(web: &Web, here: &Here, tree: &Tree, (register, asked): (&Register, &Asked), (body, scope): (BodyId, &Scope)) -> Option<Self> {
        let (l, today) = (here.l, web.app().today());
        if register.print.is_none() || web.printer().is_none() || !scope.holds(body) {
            return None;
        }
        let said = |name: &str, usual: Date| match asked.get(name) {
            "" => l.date(usual),
            typed => typed.to_owned(),
        };
        let reach = Some(asked.get("reach")).filter(|reach| !reach.is_empty());
        let kept = [Some(("body", code(web, tree, body))), reach.map(|reach| ("reach", reach.to_owned()))];
        let place = |format: &str| here.url(&format!("/registers/{}/journal/{format}", register.code));
        let (first, last) = year_of(today);
        Some(Printing {
            pdf: place("pdf"),
            xlsx: place("xlsx"),
            kept: kept.into_iter().flatten().map(|(name, value)| (name.to_owned(), value)).collect(),
            from: said(FROM, first),
            until: said(UNTIL, last),
            wrong: match asked.get(NOT_PRINTED) {
                "" => String::new(),
                "days" => l.books_days_wrong(),
                "official" => l.books_official(),
                ending => {
                    let most = most(FileKind::of_ending(ending).unwrap_or(FileKind::Pdf));
                    l.books_too_long(&l.number(i64::try_from(most).unwrap_or(i64::MAX), 0))
                }
            },
            here: here.clone(),
        })
    }
}

/// The year of a day.
fn year_of(day: Date) -> (Date, Date) {
    (date(day.year(), 1, 1), date(day.year(), 12, 31))
}

/// The days asked for, else this year; nothing where they cannot be read or end before they begin.
fn days(asked: &Asked, today: Date) -> Option<(Date, Date)> {
    let (first, last) = year_of(today);
    let said = |name: &str, usual: Date| match asked.get(name) {
        "" => Some(usual),
        typed => parsed_day(typed),
    };
    let (from, until) = (said(FROM, first)?, said(UNTIL, last)?);
    (from <= until).then_some((from, until))
}

/// The most rows that a file of a kind holds.
fn most(kind: FileKind) -> usize {
    if kind == FileKind::Pdf { ROWS_MOST } else { MOST_EXPORTED }
}

/// The journal as a file, for whoever may read the register at that body.
pub(crate) async fn file(
    State(web): State<Web>,
    here: Here,
    Path((_, register, format)): Path<(String, String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
    request: Request,
) -> Result<Response, Gone> {
    let (app, signed, asked) = (web.app(), signed(&here)?, Asked::of(pairs));
    let kind = FileKind::of_ending(&format).filter(|kind| matches!(kind, FileKind::Pdf | FileKind::Xlsx));
    let (kind, printer) = (kind.ok_or(Gone::Absent)?, web.printer().ok_or(Gone::Absent)?);
    let tree = app.store.tree().await.map_err(AppError::from)?;
    let register = app.register(&register)?;
    let (body, scope) = asked.scope(&web, signed, &tree, &register.code).await?;
    if register.print.is_none() || !scope.holds(body) {
        return Err(Gone::Absent);
    }
    let not_printed = |why: &str| {
        let query = asked.with(NOT_PRINTED, why);
        Redirect::to(&here.url(&format!("/registers/{}?{query}", register.code))).into_response()
    };
    let Some(days) = days(&asked, app.today()) else {
        return Ok(not_printed("days"));
    };
    let lang = here.l.lang();
    // Before the book, so that what is printed is at least what stood at this position.
    let heads = heads(&web, body).await?;
    let book = app.book_for(&signed.who, &tree, &scope, &register.code, days, lang).await?;
    if book.withheld {
        return Ok(not_printed("official"));
    }
    if book.rows.len() > most(kind) {
        return Ok(not_printed(kind.ending()));
    }
    let name = format!("{}-{}-{}-{}.{}", register.code, code(&web, &tree, body), days.0, days.1, kind.ending());
    let (parts, _) = request.into_parts();
    app.record_access(&signed.who, What::Export, &Sender::of(&parts).origin(), &name).await?;
    let app = app.clone();
    let made = tokio::task::spawn_blocking(move || {
        let paper = JournalPaper {
            tree: &tree,
            book: &book,
            body,
            days,
            heads: &heads,
            lang,
        };
        printer.journal(&app, &paper, kind)
    });
    Ok(saved(made, &name, kind).await)
}

/// The head of a body's chain.
async fn heads(web: &Web, body: BodyId) -> Result<Vec<(BodyId, i64, Vec<u8>)>, AppError> {
    let own = Scope::of(body, BTreeSet::from([body]));
    Ok(web.app().store.counts(&own).await?.heads().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> Asked {
        Asked::of(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn a_journal_is_of_this_year_unless_days_are_asked_for_that_follow_each_other() {
        let today = date(2026, 11, 20);
        assert_eq!(days(&asked(&[]), today), Some((date(2026, 1, 1), date(2026, 12, 31))));
        let quarter = [("from", "01.04.2026"), ("until", "2026-06-30")];
        assert_eq!(days(&asked(&quarter), today), Some((date(2026, 4, 1), date(2026, 6, 30))));
        assert_eq!(days(&asked(&[("from", "02.03.2026"), ("until", "01.03.2026")]), today), None);
        assert_eq!(days(&asked(&[("until", "31.02.2026")]), today), None);
    }
}
