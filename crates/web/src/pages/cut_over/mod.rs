//! Cut-over from paper: what was stated about a body's register, and the form to state or correct it.
//!
//! As with entries the form is sent to its own page, what is asked stands in `@do` (`check`, `store`, `edit`), and whatever is asked, all
//! that was typed comes back. A total goes by `t.figure.month`.

mod form;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, Query, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::AppError;
use qorgau_app::cut_over::{Standing, said};
use qorgau_app::forms::Typed;
use qorgau_app::words;
use qorgau_domain::cut_over::CutOver;
use qorgau_domain::time::date_of;
use qorgau_domain::{BodyId, Month};
use qorgau_rulebook::may::{Act, Subject};
use qorgau_rulebook::{Register, opening};
use qorgau_store::{CutOverWrong, Refusal, Stated};
use serde::Deserialize;

use super::form::desk::Desk;
use super::form::{Do, FormSent};
use super::inside::{Frame, code, named};
use super::{Gone, Page, Whole};
use crate::here::Here;
use crate::parts::{Banner, Cell, Crumbs, Empty, ErrorSummary, Head, Link, Pair, Past, Row, Summary, Table, Tone, Trail};
use crate::state::Web;
use form::{Form, Read};

/// What the address says.
#[derive(Deserialize)]
pub(crate) struct Asked {
    /// The code of the body; one's own where none is said.
    #[serde(default)]
    body: String,
    /// It was stated just now.
    #[serde(default)]
    stated: String,
}

/// What was stated.
struct Told {
    summary: Summary,
    totals: Option<Table>,
    past: Option<Trail>,
}

#[derive(Template)]
#[template(path = "cut_over/page.html")]
struct Shown {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    title: String,
    body: String,
    banner: Option<Banner>,
    errors: Option<ErrorSummary>,
    told: Option<Told>,
    nothing: Empty,
    form: Option<Form>,
}

#[derive(Template)]
#[template(path = "cut_over/check.html")]
struct Checked {
    here: Here,
    frame: Frame,
    body: String,
    action: String,
    carried: Vec<(String, String)>,
    summary: Summary,
    totals: Option<Table>,
    recounted: Option<String>,
}

/// A body's register, looked at by somebody.
struct Book<'a> {
    desk: Desk<'a>,
    register: &'a Register,
    body: BodyId,
    standing: Standing,
    may: bool,
}

pub(crate) async fn page(
    State(web): State<Web>,
    here: Here,
    Path((_, register)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Gone> {
    let book = Book::of(&web, &here, &register, &asked.body).await?;
    let banner = book.standing.now().filter(|_| asked.stated == "1").map(|stated| book.thanks(stated));
    Ok(Page(book.shown(banner, None)).into_response())
}

pub(crate) async fn send(
    State(web): State<Web>,
    here: Here,
    Path((_, register)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    request: Request,
) -> Result<Response, Gone> {
    let book = Book::of(&web, &here, &register, &asked.body).await?;
    if !book.may {
        return Err(Gone::Absent);
    }
    let Some(FormSent { ask, mark, typed }) = FormSent::read(request).await else {
        return Ok(StatusCode::UNPROCESSABLE_ENTITY.into_response());
    };
    if mark != book.desk.signed.mark {
        return Ok(again(
            StatusCode::UNPROCESSABLE_ENTITY,
            book.shown(Some(book.desk.other_session()), Some((&typed, &[]))),
        ));
    }
    let wish = match book.read(&typed) {
        Read::Sound(wish) => wish,
        Read::Wrong(wrong) => return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, book.shown(None, Some((&typed, &wrong))))),
    };
    match ask {
        Do::Check => Ok(Page(book.checked(&typed, &wish).await?).into_response()),
        Do::Store => book.store(&typed, &wish).await,
        _ => Ok(Page(book.shown(None, Some((&typed, &[])))).into_response()),
    }
}

fn again(status: StatusCode, page: impl Template) -> Response {
    (status, Extension(Whole), Page(page)).into_response()
}

impl<'a> Book<'a> {
    /// A register as a body keeps it, for whoever may read it there. One that is numbered in the books of other bodies has no cut-over.
    async fn of(web: &'a Web, here: &'a Here, register: &str, body: &str) -> Result<Book<'a>, Gone> {
        let desk = Desk::of(web, here).await?;
        let (app, who) = (web.app(), &desk.signed.who);
        let register = app.register(register)?;
        let body = match body {
            "" => who.body,
            code => desk.tree.by_code(code, app.today()).ok_or(Gone::Absent)?,
        };
        // Giving a register lends its entries to be read, not what its body stated about it.
        let on = Subject::Register(&register.code);
        let lent = who.lent(app, on).contains(&body);
        if register.book.is_some() || lent || !who.may(app, &desk.tree, Act::Read, on, body) {
            return Err(Gone::Absent);
        }
        let may = app.may_cut_over(who, &desk.tree, register, body);
        let standing = app.cut_over_standing(body, register).await?;
        Ok(Book {
            desk,
            register,
            body,
            standing,
            may,
        })
    }

    fn url(&self) -> String {
        let body = code(self.desk.web, &self.desk.tree, self.body);
        self.desk.here.url(&format!("/registers/{}/paper?body={body}", self.register.code))
    }

    fn body_name(&self) -> String {
        named(self.desk.web, self.desk.here, &self.desk.tree, self.body)
    }

    fn thanks(&self, stated: &Stated) -> Banner {
        let l = self.desk.here.l;
        let next = self.standing.ground.last + 1;
        Banner {
            tone: Tone::Done,
            title: l.cut_over_stated_title(),
            text: l.cut_over_stated_text(&stated.said.year().to_string(), &next.to_string()),
            action: None,
        }
    }

    fn shown(&self, banner: Option<Banner>, sent: Option<(&Typed, &[(String, String)])>) -> Shown {
        let (desk, l) = (&self.desk, self.desk.here.l);
        let list = desk.here.url(&format!("/registers/{}", self.register.code));
        let errors = sent
            .map_or(&[][..], |(_, wrong)| wrong)
            .iter()
            .map(|(name, said)| Link::new(said, format!("#{name}")));
        let errors: Vec<Link> = errors.collect();
        Shown {
            frame: desk.frame(),
            crumbs: Crumbs {
                label: l.part_path(),
                steps: vec![Link::new(desk.name_of(self.register), list)],
            },
            title: l.cut_over_of(desk.name_of(self.register)),
            body: self.body_name(),
            banner,
            errors: (!errors.is_empty()).then(|| ErrorSummary {
                title: l.part_errors(),
                errors,
            }),
            told: self.standing.now().map(|now| self.told(now)),
            nothing: Empty {
                title: l.cut_over_none_title(),
                text: l.cut_over_none_text(),
                action: None,
            },
            form: self.may.then(|| self.form(sent)),
            here: desk.here.clone(),
        }
    }

    fn told(&self, now: &Stated) -> Told {
        let (app, l) = (self.desk.web.app(), self.desk.here.l);
        let mut summary = self.summary(&now.said);
        let by = format!("{} · {}", now.actor, l.moment(&now.at, app.zone()));
        summary.pairs.push(Pair::new(l.cut_over_by(), Cell::text(by)));
        let past = |stated: &Stated| Past {
            when: l.moment(&stated.at, app.zone()),
            who: stated.actor.clone(),
            what: l.cut_over_statement(&stated.said.no.to_string(), &l.date(stated.said.first), &stated.said.next.to_string()),
            change: None,
        };
        let steps: Vec<Past> = self.standing.stated.iter().rev().map(past).collect();
        Told {
            summary,
            totals: self.totals(&now.said),
            past: (steps.len() > 1).then_some(Trail { steps }),
        }
    }

    fn summary(&self, said: &CutOver) -> Summary {
        let l = self.desk.here.l;
        let (from, until) = said.covered();
        let covered = if from < until {
            l.from_until(date_of(from), date_of(until - 1))
        } else {
            l.cut_over_no_totals()
        };
        let mut pairs = vec![
            Pair::new(l.cut_over_first(), Cell::text(l.date(said.first))),
            Pair::new(l.cut_over_first_number(), Cell::text(format!("{}/{}", said.next, said.year()))),
            Pair::new(l.cut_over_covered(), Cell::text(covered)),
        ];
        if let Some(reason) = &said.reason {
            pairs.push(Pair::new(l.forms_reason(), Cell::text(reason)));
        }
        Summary { pairs }
    }

    /// The opening totals, figures by months.
    fn totals(&self, said: &CutOver) -> Option<Table> {
        let (app, l) = (self.desk.web.app(), self.desk.here.l);
        let mut months: Vec<Month> = said.totals.iter().map(|total| total.month).collect();
        months.sort_unstable();
        months.dedup();
        let mut rows = Vec::new();
        for indicator in opening::figures(&app.rulebook, &self.register.code) {
            let own: Vec<_> = said.totals.iter().filter(|total| total.figure == indicator.code).collect();
            if own.is_empty() {
                continue;
            }
            let of = |month: &Month| own.iter().find(|total| total.month == *month);
            let cell = |month: &Month| of(month).map_or(Cell::Blank, |total| Cell::text(l.number(total.amount, indicator.scale)));
            let sum: i64 = own.iter().map(|total| total.amount).sum();
            let name = Cell::Main {
                main: indicator.code.clone(),
                more: indicator.name.get(l.lang()).to_owned(),
            };
            let mut cells = vec![name];
            cells.extend(months.iter().map(cell));
            cells.push(Cell::text(l.number(sum, indicator.scale)));
            rows.push(Row::plain(cells));
        }
        let mut heads = vec![Head::words(l.cut_over_figure_head())];
        heads.extend(months.iter().map(|month| Head::figures(month_head(*month))));
        heads.push(Head::figures(l.cut_over_all()));
        (!rows.is_empty()).then(|| Table::new(l.cut_over_totals(), heads, rows).dense().scrolling())
    }

    async fn checked(&self, typed: &Typed, wish: &qorgau_app::cut_over::Wish) -> Result<Checked, Gone> {
        let (desk, l) = (&self.desk, self.desk.here.l);
        let said = said(self.register, &self.standing, wish);
        let recounted = desk.web.app().recounted(self.body, self.register, &self.standing, wish).await?.len();
        let count = l.number(i64::try_from(recounted).unwrap_or(i64::MAX), 0);
        Ok(Checked {
            frame: desk.frame(),
            body: format!("{} · {}", desk.name_of(self.register), self.body_name()),
            action: self.url(),
            carried: typed.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            summary: self.summary(&said),
            totals: self.totals(&said),
            recounted: (recounted > 0).then(|| l.cut_over_recounted(&count)),
            here: desk.here.clone(),
        })
    }

    async fn store(&self, typed: &Typed, wish: &qorgau_app::cut_over::Wish) -> Result<Response, Gone> {
        let (desk, l) = (&self.desk, self.desk.here.l);
        let seen = typed.first("@seen").parse().unwrap_or(-1);
        let recount = l.cut_over_recount_reason(&l.date(wish.first));
        let book = (self.body, self.register);
        let stored = desk.web.app().cut_over(&desk.signed.who, &desk.tree, book, seen, wish, &recount).await;
        let refused = match stored {
            Ok(()) => return Ok(Redirect::to(&format!("{}&stated=1", self.url())).into_response()),
            Err(AppError::Refused(refusal)) => refusal,
            Err(error) => return Err(error.into()),
        };
        let stale = matches!(refused, Refusal::CutOver(CutOverWrong::Stale));
        let banner = Banner {
            tone: Tone::Late,
            title: l.forms_refused_title(),
            text: words::refusal(l, &refused),
            action: None,
        };
        // What somebody else stated meanwhile stands above the form; sent again, it is stated after that.
        let mut typed = typed.clone();
        if stale {
            typed.set("@seen", self.standing.seen().to_string());
        }
        Ok(again(StatusCode::CONFLICT, self.shown(Some(banner), Some((&typed, &[])))))
    }
}

/// A month as it heads a column.
fn month_head(month: Month) -> String {
    format!("{:02}.{}", month.number(), month.year())
}
