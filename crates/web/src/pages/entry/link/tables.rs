//! The tables from which the other record is chosen, and the working of a score.

use std::collections::BTreeMap;

use qorgau_app::links::join::Linking;
use qorgau_app::links::suggest::{Suggested, Why};
use qorgau_domain::EntryId;
use qorgau_l10n::L10n;
use qorgau_rulebook::same::{Band, Level, PRIOR, Part, Score};
use qorgau_store::Stored;

use super::Work;
use crate::pages::inside::named;
use crate::pages::{Gone, same};
use crate::parts::{Cell, Head, Row, RowKind, State as Shape, Status, Table};

impl Work<'_> {
    /// Records that may be of the same, each with what speaks for it; nothing where there are none.
    pub(super) fn suggestions(&self, suggested: &[Suggested]) -> Option<Table> {
        let l = self.desk.here.l;
        let row = |one: &Suggested| {
            let mut cells = self.cells(&one.stored);
            match &one.why {
                Why::Score(score) => {
                    let shape = if score.band() == Band::Likely { Shape::Due } else { Shape::Open };
                    let parts: Vec<String> = score.parts.iter().map(|part| self.part(part)).collect();
                    cells.extend([
                        Cell::State(Status::new(shape, self.band(score))),
                        Cell::text(signed(score.total)),
                        Cell::text(parts.join("; ")),
                    ]);
                }
                Why::Fact(fields) => {
                    let names: Vec<String> = fields.iter().map(|code| self.desk.called(&self.register, code)).collect();
                    cells.push(Cell::text(names.join(", ")));
                }
            }
            Row::plain(cells)
        };
        let mut heads = self.heads();
        heads.extend(match self.group.linking {
            Linking::Named(_) => vec![Head::short(l.link_band()), Head::figures(l.link_points()), Head::words(l.link_why())],
            Linking::Fact => vec![Head::words(l.link_why_fact())],
        });
        let rows: Vec<Row> = suggested.iter().map(row).collect();
        (!rows.is_empty()).then(|| Table::new(l.link_suggested(), heads, rows).dense())
    }

    /// Records found by a number or by words that may be linked; an empty table where there are none.
    pub(super) async fn found(&self, typed: &str) -> Result<Table, Gone> {
        let (desk, app) = (self.desk, self.desk.web.app());
        let looker = desk.looker();
        let ids: Vec<EntryId> = looker.seek(&self.register, typed).await?.into_iter().map(|found| found.id).collect();
        let mut found: BTreeMap<EntryId, Stored> = BTreeMap::new();
        if let Some(scope) = app.reads(&desk.signed.who, &desk.tree, &self.register.code) {
            let stored = app.store.some(&scope, &ids).await.map_err(qorgau_app::AppError::from)?;
            found.extend(stored.into_iter().map(|stored| (stored.entry.id, stored)));
        }
        let fit = ids
            .iter()
            .filter_map(|id| found.get(id))
            .filter(|stored| app.may_join(&looker, &self.group, stored));
        let rows: Vec<Row> = fit.map(|stored| Row::plain(self.cells(stored))).collect();
        Ok(Table::new(desk.here.l.link_find(), self.heads(), rows).dense())
    }

    pub(super) fn heads(&self) -> Vec<Head> {
        let (l, linking) = (self.desk.here.l, self.group.linking);
        let mut heads = vec![Head::words(same::of_what(l, linking)), Head::short(l.list_number())];
        if linking == Linking::Fact {
            heads.push(Head::short(l.list_day()));
        }
        heads.push(Head::words(l.list_body()));
        heads
    }

    /// A record, with the way to compare it.
    pub(super) fn cells(&self, stored: &Stored) -> Vec<Cell> {
        let (desk, l, envelope) = (self.desk, self.desk.here.l, &stored.entry.envelope);
        let called = match self.group.linking {
            Linking::Fact => desk.web.app().title(&desk.tree, stored, l.lang()),
            Linking::Named(_) => self.called(stored),
        };
        let way = format!("{}?with={}", self.action(), stored.entry.id);
        let mut cells = vec![Cell::way(called, way), Cell::text(format!("№ {}", envelope.number))];
        if self.group.linking == Linking::Fact {
            cells.push(envelope.day.map_or(Cell::Blank, |day| Cell::text(l.date(day))));
        }
        cells.push(Cell::text(named(desk.web, desk.here, &desk.tree, stored.entry.body)));
        cells
    }

    fn part(&self, part: &Part) -> String {
        let field = self.desk.called(&self.register, part.of.field());
        format!("{field}: {} ({})", level(self.desk.here.l, part.level), signed(part.weight))
    }

    /// What to make of a score.
    fn band(&self, score: &Score) -> String {
        let l = self.desk.here.l;
        match (score.band(), self.group.linking) {
            (Band::Likely, Linking::Named(sort)) => same::likely(l, sort),
            (Band::Likely | Band::Possible, _) => l.link_possible(),
            (Band::Unlikely, _) => l.link_unlikely(),
        }
    }

    /// How a score comes about, added up.
    pub(super) fn working(&self, score: &Score) -> Table {
        let l = self.desk.here.l;
        let line = |part: &Part| {
            Row::plain([
                Cell::text(self.desk.called(&self.register, part.of.field())),
                Cell::text(level(l, part.level)),
                Cell::text(signed(part.weight)),
            ])
        };
        let before = Row::plain([Cell::text(l.link_prior()), Cell::Blank, Cell::text(signed(PRIOR))]);
        let total = Row::of(
            RowKind::Total,
            [Cell::text(l.link_total()), Cell::text(self.band(score)), Cell::text(signed(score.total))],
        );
        let rows: Vec<Row> = std::iter::once(before).chain(score.parts.iter().map(line)).chain([total]).collect();
        let heads = [Head::words(l.forms_compare_field()), Head::words(l.link_why()), Head::figures(l.link_points())];
        Table::new(l.link_working(), heads, rows).dense()
    }
}

fn level(l: &L10n, level: Level) -> String {
    match level {
        Level::Equal => l.link_level_equal(),
        Level::Near => l.link_level_near(),
        Level::Alike => l.link_level_alike(),
        Level::Initial => l.link_level_initial(),
        Level::Swapped => l.link_level_swapped(),
        Level::OneDigit => l.link_level_one_digit(),
        Level::Differs => l.link_level_differs(),
    }
}

/// A weight with its sign.
fn signed(weight: i64) -> String {
    match weight {
        0 => "0".to_owned(),
        1.. => format!("+{weight}"),
        _ => format!("−{}", weight.unsigned_abs()),
    }
}
