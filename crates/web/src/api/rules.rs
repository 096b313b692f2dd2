//! What is read beside entries: registers, lists, bodies, duties, returns.

use std::collections::BTreeSet;

use axum::extract::{Path, Query};
use jiff::civil::Date;
use qorgau_app::documents::{Made, Wanted};
use qorgau_app::json::{schema, shapes};
use qorgau_app::returns::{Kind, Sought};
use qorgau_domain::access::What;
use qorgau_domain::{BodyId, Period};
use qorgau_rulebook::may::{Act, Subject};
use serde_json::{Value as Json, json};

use super::{Answer, Asked, Desk, Fault, said};
use crate::pages::figure::readable;

/// The registers that the token reads or writes.
pub(crate) async fn registers(desk: Desk) -> Answer {
    let app = desk.app();
    let registers = app.rulebook.registers.values().filter(|register| desk.knows(&register.code));
    let shapes = registers.map(|register| {
        json!({
            "code": register.code,
            "version": register.version,
            "name": {"kk": register.name.kk, "ru": register.name.ru, "en": register.name.en},
            "clauses": register.clauses,
        })
    });
    said(shapes.collect::<Vec<Json>>())
}

impl Desk {
    /// Whether the token reads anything of a register, or enters in it.
    fn knows(&self, register: &str) -> bool {
        let app = self.app();
        let enters = || {
            app.register(register)
                .is_ok_and(|register| !app.may_enter(&self.who, &self.tree, register).is_empty())
        };
        app.reads(&self.who, &self.tree, register).is_some() || enters()
    }
}

/// What a register asks for, as a JSON Schema.
pub(crate) async fn register(desk: Desk, Path(code): Path<String>) -> Answer {
    let register = desk.app().register(&code)?;
    if !desk.knows(&code) {
        return Err(Fault::Absent);
    }
    said(schema(&desk.app().rulebook, register))
}

/// A reference list.
pub(crate) async fn list(desk: Desk, Path(code): Path<String>) -> Answer {
    said(shapes::list(desk.app().rulebook.lists.get(&code).ok_or(Fault::Absent)?))
}

/// The bodies of today.
pub(crate) async fn bodies(desk: Desk) -> Answer {
    said(shapes::bodies(desk.app(), &desk.tree))
}

impl Desk {
    /// The body asked for, else the token's.
    pub(super) fn body(&self, code: Option<&str>) -> Result<BodyId, Fault> {
        match code {
            Some(code) => self
                .codes()
                .body(code)
                .filter(|body| self.tree.bodies().any(|known| known == *body))
                .ok_or(Fault::Absent),
            None => Ok(self.who.narrowed.as_ref().map_or(self.who.body, |token| token.body)),
        }
    }
}

/// What a body owes on a day: of entries only those that the token reads.
pub(crate) async fn duties(desk: Desk, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let app = desk.app();
    let asked = Asked::of(pairs, |name| ["body", "on"].contains(&name))?;
    let body = desk.body(asked.get("body"))?;
    let on = asked.read::<Date>("on")?.unwrap_or_else(|| app.today());
    let far = (i32::from(on.year()) - i32::from(app.today().year())).abs() > 50;
    if far {
        return Err(Fault::Absent);
    }
    if !desk.who.may(app, &desk.tree, Act::Read, Subject::Document("return.monthly"), body) {
        return Err(Fault::Absent);
    }
    let items = app.duties(&desk.tree, body, on).await?;
    let open = items.into_iter().filter(|item| {
        let reads = |register: &str| desk.who.may(app, &desk.tree, Act::Read, Subject::Register(register), body);
        item.entry.as_ref().is_none_or(|owed| reads(&owed.register))
    });
    said(open.map(|item| shapes::duty(app, &desk.tree, desk.l, item)).collect::<Vec<_>>())
}

/// A return; with `explain` also the entries behind a figure, as far as the token reads them.
pub(crate) async fn returns(desk: Desk, Path((kind, period)): Path<(String, String)>, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let app = desk.app();
    let asked = Asked::of(pairs, |name| ["body", "explain"].contains(&name))?;
    let kind = [Kind::Monthly, Kind::Quarterly]
        .into_iter()
        .find(|known| known.word() == kind)
        .ok_or(Fault::Absent)?;
    let period: Period = period.parse().map_err(|_| Fault::Absent)?;
    kind.fits(period)?;
    let body = desk.body(asked.get("body"))?;
    let document = format!("return.{}", kind.word());
    let begun = period.first_month().first() <= app.today();
    if !begun || !desk.who.may(app, &desk.tree, Act::Read, Subject::Document(&document), body) {
        return Err(Fault::Absent);
    }
    let (tree, mut counts) = app.snapshot(body).await?;
    let wanted = Wanted {
        body,
        kind: Made::Return(kind),
        period,
    };
    if !app.return_mark(&desk.who, &tree, wanted).await?.1 {
        return Err(Fault::Withheld);
    }
    let mut figures = app.return_at(&mut counts, &tree, Sought::whole(kind, period)).await?;
    let withheld = app.withhold_figures(&desk.who, &tree, &mut figures);
    let explained = match asked.get("explain") {
        None => None,
        Some(code) => {
            let indicator = app.shown(kind).find(|indicator| indicator.code == code).ok_or(Fault::Absent)?;
            let open: BTreeSet<BodyId> = readable(&desk.web, &desk.who, &tree, indicator);
            let mut explained = app.explain_at(&mut counts, &tree, code, period).await?;
            explained.retain(|entry| open.contains(&entry.body) && !(withheld && indicator.marked));
            Some(explained)
        }
    };
    drop(counts);
    let name = format!("api return-{}-{}-{period}", kind.word(), desk.codes().of(body));
    app.record_access(&desk.who, What::Export, &desk.sender.origin(), &name).await?;
    let shape = shapes::document(app, &tree, &desk.codes().of(body), &figures, explained)?;
    said(shape)
}
