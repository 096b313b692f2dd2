//! How the reader's body stands on clauses: what it owes by them, and what it entered this year.

use std::collections::BTreeMap;

use jiff::civil::Date;
use qorgau_app::AppError;
use qorgau_app::duties::Item;
use qorgau_app::returns::Kind;
use qorgau_domain::time::day_number;
use qorgau_domain::{Month, Period, Tree};
use qorgau_rulebook::clause::Clause;
use qorgau_rulebook::due::State;
use qorgau_rulebook::may::{Act, Subject};

use crate::here::Here;
use crate::languages::encoded;
use crate::pages::Gone;
use crate::parts::Link;
use crate::routes;
use crate::state::Web;
use crate::visitor::Signed;

/// What is known of the reader's body.
pub(super) struct Standing {
    items: Vec<Item>,
    entered: BTreeMap<String, i64>,
}

/// How a body stands on one clause.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Stand {
    pub(super) late: usize,
    pub(super) due: usize,
    pub(super) done: usize,
    /// Entries this year; `None`: no register of the clause may be read.
    pub(super) entered: Option<i64>,
}

impl Standing {
    pub(super) async fn of(web: &Web, signed: &Signed, tree: &Tree) -> Result<Self, Gone> {
        let (app, body) = (web.app(), signed.who.body);
        let may = |on: Subject<'_>| signed.who.may(app, tree, Act::Read, on, body);
        let items = if may(Subject::Document("return.monthly")) {
            app.duties(tree, body, app.today()).await?
        } else {
            Vec::new()
        };
        let registers: Vec<&str> = app
            .rulebook
            .registers
            .keys()
            .map(String::as_str)
            .filter(|code| may(Subject::Register(code)))
            .collect();
        let year = Period::Year(Month::new(i64::from(app.today().year()), 1));
        let days = (day_number(year.first_month().first()), day_number(year.last_month().last()));
        let scope = app.scope_in(tree, body);
        let counts = app.store.standing_entries(&scope, &registers, body, days).await.map_err(AppError::from)?;
        let entered = registers.into_iter().map(str::to_owned).zip(counts).collect();
        Ok(Standing { items, entered })
    }

    /// What is owed by a clause.
    pub(super) fn items<'a>(&'a self, clause: &'a Clause) -> impl Iterator<Item = &'a Item> {
        let fulfils = |item: &Item| clause.fulfilled_by.iter().any(|what| what.strip_prefix("duty:") == Some(&item.duty));
        self.items.iter().filter(move |item| {
            let beside = are_beside(&item.clause, &clause.reference);
            item.state != State::Planned && (item.clause == clause.reference || (fulfils(item) && !beside))
        })
    }

    /// The registers of a clause that may be read, with the entries of this year.
    pub(super) fn entered<'a>(&'a self, clause: &'a Clause) -> impl Iterator<Item = (&'a str, i64)> {
        let registers = clause.fulfilled_by.iter().filter_map(|what| what.strip_prefix("register:"));
        registers.filter_map(|code| Some((code, *self.entered.get(code)?)))
    }

    pub(super) fn on(&self, clause: &Clause) -> Stand {
        let mut stand = Stand::default();
        for item in self.items(clause) {
            match item.state {
                State::Late => stand.late += 1,
                State::Due => stand.due += 1,
                _ => stand.done += 1,
            }
        }
        for (_, count) in self.entered(clause) {
            *stand.entered.get_or_insert(0) += count;
        }
        stand
    }
}

/// Sub-clauses of one clause speak of different bodies: what is owed by one is not owed by the other.
fn are_beside(one: &str, other: &str) -> bool {
    match (one.rsplit_once('.'), other.rsplit_once('.')) {
        (Some((of_one, _)), Some((of_other, _))) => one != other && of_one == of_other,
        _ => false,
    }
}

/// Everything that fulfils a clause, each once: a duty and its document bear one name.
pub(super) fn answers(web: &Web, here: &Here, clause: &Clause) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    for link in clause.fulfilled_by.iter().map(|what| answer(web, here, what)) {
        if links.iter().all(|known| known.text != link.text) {
            links.push(link);
        }
    }
    links
}

/// The last period of a return that is over.
fn last(kind: Kind, today: Date) -> Period {
    let month = Month::of(today);
    match kind {
        Kind::Monthly => Period::Month(month.plus(-1)),
        Kind::Quarterly => Period::Quarter(month).holding(month.plus(-3)),
    }
}

/// Where what fulfils a clause stands in the product; an empty address where there is no such place, or not for this reader.
pub(super) fn answer(web: &Web, here: &Here, what: &str) -> Link {
    let rulebook = &web.app().rulebook;
    let lang = here.l.lang();
    let may = |on: Subject<'_>| here.visitor.may(rulebook, Act::Read, on);
    let found = what.split_once(':').and_then(|(kind, code)| {
        let (name, place) = match kind {
            "register" => {
                let there = routes::has("/{lang}/registers/{register}") && may(Subject::Register(code));
                (&rulebook.register(code)?.name, there.then(|| format!("/registers/{}", encoded(code))))
            }
            "duty" => {
                let duty = rulebook.duties.iter().find(|duty| duty.code == code)?;
                let returned = matches!(code, "return.monthly" | "return.quarterly") && may(Subject::Document(code));
                let watched = !duty.off && duty.planned.is_none();
                let place = if returned { Some("/returns") } else { watched.then_some("/today") };
                let place = place.map(str::to_owned);
                (&duty.name, place)
            }
            "document" => {
                let document = rulebook.documents.iter().find(|document| document.code == code)?;
                let place = match qorgau_app::documents::Made::of_word(code) {
                    Some(made) if may(Subject::Document(code)) => Some(if made.is_text() { "/reviews" } else { "/returns" }),
                    _ => None,
                };
                (&document.name, place.map(str::to_owned))
            }
            "indicator" => {
                let shown = |kind| web.app().shown(kind).any(|known| known.code == code);
                let kind = [Kind::Monthly, Kind::Quarterly].into_iter().find(|kind| shown(*kind));
                let kind = kind.filter(|kind| may(Subject::Document(&format!("return.{}", kind.word()))));
                let place = kind.map(|kind| format!("/returns/{}/{}/{code}", kind.word(), last(kind, web.app().today())));
                (&rulebook.indicator(code)?.name, place)
            }
            "nomenclature" => {
                let file = rulebook.nomenclature.iter().find(|file| file.code == code)?;
                let there = may(Subject::Register(qorgau_rulebook::filing::REGISTER));
                let year = web.app().today().year();
                let url = there.then(|| here.url(&format!("/files/{year}/{}", encoded(code))));
                return Some(Link::new(&file.index, url.unwrap_or_default()));
            }
            "role" => (&rulebook.role(code)?.name, None),
            "list" => (&rulebook.lists.get(code)?.name, None),
            _ => return None,
        };
        Some(Link::new(name.get(lang), place.map_or_else(String::new, |place| here.url(&place))))
    });
    found.or_else(|| of_program(here, what)).unwrap_or_else(|| Link::new(what, ""))
}

/// Commands and files of the rulebook, by the page that shows the same where there is one.
fn of_program(here: &Here, what: &str) -> Option<Link> {
    let l = here.l;
    let to = |text: String, place: &str| Some(Link::new(text, here.url(place)));
    match what.split_once(':')? {
        ("command", "duties") => to(l.today_title(), "/today"),
        ("command", "report") => to(l.returns_title(), "/returns"),
        ("command", "import") => to(l.imports_title(), "/import"),
        ("command", command) => Some(Link::new(format!("qorgau {command}"), "")),
        ("page", "territory") => to(l.territory_title(), "/territory"),
        ("page", "bans") => to(l.bans_title(), "/bans"),
        ("file", "instruction") => to(l.clauses_title(), "/clauses"),
        ("file", "levels") => Some(Link::new(l.clauses_levels(), "")),
        _ => None,
    }
}
