//! Decisions that records are not of the same: taken, taken back, and shown with who took them, when and why.

use std::collections::BTreeMap;

use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::links::apart::Parted;
use qorgau_app::links::join::Joined;
use qorgau_domain::{EntryId, Tree};
use qorgau_store::StandingApart;

use super::{Sent, Work};
use crate::here::Here;
use crate::pages::Gone;
use crate::pages::asked::again;
use crate::pages::form::hand_over::written;
use crate::pages::inside::named;
use crate::parts::{Cell, Head, Row, Table};
use crate::state::Web;
use crate::visitor::Sender;

impl Work<'_> {
    /// Decides that two records are not of the same.
    pub(super) async fn say_apart(&self, sent: &Sent, sender: &Sender) -> Result<Response, Gone> {
        let (l, app) = (self.desk.here.l, self.desk.web.app());
        let (joined, other) = self.joined(&sent.with).await?;
        let reason = sent.reason.trim();
        if reason.is_empty() && joined.apart.is_empty() {
            let wrong = ("reason", l.link_apart_no_reason());
            return Ok(again(self.check(&joined, sent, sender, Some(wrong), None).await?));
        }
        let pair = [self.group.id, other];
        let outcome = app.decide_apart(&self.desk.looker(), pair, &written(&sent.seen), reason).await?;
        match self.refused(&outcome) {
            None => Ok(Redirect::to(&self.action()).into_response()),
            Some(banner) => self.conflict(sent, sender, banner).await,
        }
    }

    /// Takes back the decisions that stand between two records.
    pub(super) async fn take_back(&self, sent: &Sent, sender: &Sender) -> Result<Response, Gone> {
        let (l, app) = (self.desk.here.l, self.desk.web.app());
        let (joined, other) = self.joined(&sent.with).await?;
        if !app.may_take_back(&self.desk.looker(), &joined) {
            return Err(Gone::Absent);
        }
        let reason = sent.reason.trim();
        if reason.is_empty() {
            let wrong = ("reason", l.link_take_back_no_reason());
            return Ok(again(self.check(&joined, sent, sender, Some(wrong), None).await?));
        }
        let pair = [self.group.id, other];
        let outcome = app.take_back_apart(&self.desk.looker(), pair, &written(&sent.seen), reason).await?;
        match self.refused(&outcome) {
            None => Ok(Redirect::to(&self.action()).into_response()),
            Some(banner) => self.conflict(sent, sender, banner).await,
        }
    }

    /// The records that stand apart from this one, each with the way to compare it; nothing where there are none.
    pub(super) async fn parted(&self, parted: &[Parted]) -> Result<Option<Table>, Gone> {
        let l = self.desk.here.l;
        let by: Vec<&str> = parted.iter().map(|parted| parted.decision.by.as_str()).collect();
        let names = self.desk.web.app().names(by).await?;
        let row = |parted: &Parted| {
            let mut cells = self.cells(&parted.other);
            cells.extend(said(self.desk.web, self.desk.here, &self.desk.tree, &names, &parted.decision));
            Row::plain(cells)
        };
        let rows: Vec<Row> = parted.iter().map(row).collect();
        let heads: Vec<Head> = self.heads().into_iter().chain(heads(self.desk.here)).collect();
        Ok((!rows.is_empty()).then(|| Table::new(l.link_parted(), heads, rows).dense()))
    }

    /// The decisions that stand between records laid side by side.
    pub(super) async fn decisions(&self, joined: &Joined) -> Result<Table, Gone> {
        let (desk, l) = (self.desk, self.desk.here.l);
        let by: Vec<&str> = joined.apart.iter().map(|decision| decision.by.as_str()).collect();
        let names = desk.web.app().names(by).await?;
        let numbered = |id: EntryId| {
            let found = joined.records.iter().find(|stored| stored.entry.id == id);
            found.map_or_else(String::new, |stored| format!("№ {}", stored.entry.envelope.number))
        };
        let row = |decision: &StandingApart| {
            let pair = format!("{} · {}", numbered(decision.entry), numbered(decision.other.0));
            let mut cells = vec![Cell::text(pair)];
            cells.extend(said(desk.web, desk.here, &desk.tree, &names, decision));
            Row::plain(cells)
        };
        let rows: Vec<Row> = joined.apart.iter().map(row).collect();
        let heads: Vec<Head> = std::iter::once(Head::short(l.link_parted_records())).chain(heads(desk.here)).collect();
        Ok(Table::new(l.link_parted(), heads, rows).dense())
    }
}

/// Above why and by whom it was decided.
pub(in crate::pages::entry) fn heads(here: &Here) -> [Head; 2] {
    [Head::words(here.l.link_parted_why()), Head::words(here.l.link_parted_by())]
}

/// Why it was decided; by whom, when and in whose chain.
pub(in crate::pages::entry) fn said(web: &Web, here: &Here, tree: &Tree, names: &BTreeMap<String, String>, decision: &StandingApart) -> [Cell; 2] {
    let who = names.get(&decision.by).unwrap_or(&decision.by);
    let moment = here.l.moment(&decision.at, web.app().zone());
    let body = named(web, here, tree, decision.body);
    [Cell::text(&decision.reason), Cell::text(format!("{who} · {moment} · {body}"))]
}
