//! The tables of a return: figures compared, with bodies in columns, or with bodies in rows.

use std::collections::BTreeMap;

use qorgau_app::returns::{Extent, Figure, Return, Who, group_name};
use qorgau_domain::BodyId;
use qorgau_rulebook::Indicator;
use qorgau_rulebook::indicator::GROUPS;

use super::inside::{code, named};
use super::returns::Wanted;
use crate::here::Here;
use crate::parts::{Cell, Head, Row, RowKind, Table, Trend};
use crate::state::Web;

/// How the figures are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    /// Compared with last year and the year to date.
    Figures,
    /// The bodies below in columns.
    Columns,
    /// The bodies below in rows, a group of figures in columns.
    Rows,
}

impl View {
    /// The view of a word; a body with nobody below has one only.
    pub(crate) fn of(word: &str, has_below: bool) -> Self {
        match word {
            _ if !has_below => View::Figures,
            "columns" => View::Columns,
            "rows" => View::Rows,
            _ => View::Figures,
        }
    }

    /// What of the return it shows.
    pub(crate) fn extent(self) -> Extent {
        match self {
            View::Figures => Extent::Compared,
            View::Columns | View::Rows => Extent::ByBody,
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            View::Figures => "",
            View::Columns => "columns",
            View::Rows => "rows",
        }
    }
}

/// What is shown.
pub(crate) struct Shown<'a> {
    figures: &'a Return,
    by_code: BTreeMap<&'a str, &'a Figure>,
    trends: &'a BTreeMap<String, Vec<Option<i64>>>,
    pub(crate) group: &'static str,
}

impl<'a> Shown<'a> {
    pub(crate) fn new(figures: &'a Return, trends: &'a BTreeMap<String, Vec<Option<i64>>>, group: Option<&'static str>) -> Self {
        let by_code = figures.figures.iter().map(|figure| (figure.code.as_str(), figure)).collect();
        let group = group.or(GROUPS.get(1).copied()).unwrap_or_default();
        Shown {
            figures,
            by_code,
            trends,
            group,
        }
    }
}

/// Whose page it is.
pub(crate) struct Seen<'a> {
    pub(crate) web: &'a Web,
    pub(crate) here: &'a Here,
    pub(crate) tree: &'a qorgau_domain::Tree,
    pub(crate) wanted: &'a Wanted,
}

impl Seen<'_> {
    pub(crate) fn table(&self, view: View, shown: &Shown<'_>) -> Table {
        match view {
            View::Figures => self.compared(shown),
            View::Columns => self.columns(shown),
            View::Rows => self.rows(shown),
        }
    }

    /// The figures of a group with their indicators, in the order of the rulebook.
    fn of_group<'s>(&'s self, shown: &'s Shown<'_>, group: &'static str) -> impl Iterator<Item = (&'s Indicator, &'s Figure)> {
        let of_group = self.web.app().shown(self.wanted.kind).filter(move |indicator| indicator.group == group);
        of_group.filter_map(|indicator| Some((indicator, *shown.by_code.get(indicator.code.as_str())?)))
    }

    fn grouped(&self, shown: &Shown<'_>, line: impl Fn(&Indicator, &Figure) -> Row) -> Vec<Row> {
        let indicators = self.web.app().shown(self.wanted.kind);
        by_group(self.here, indicators, |indicator| {
            Some(line(indicator, shown.by_code.get(indicator.code.as_str())?))
        })
    }

    fn compared(&self, shown: &Shown<'_>) -> Table {
        let rows = self.grouped(shown, |indicator, figure| self.line(indicator, figure, shown));
        self.of_lines(rows)
    }

    /// Some figures compared, in the order asked for; what the return does not show is left out.
    pub(crate) fn chosen(&self, shown: &Shown<'_>, codes: &[&str]) -> Table {
        let line = |code: &&str| {
            let indicator = self.web.app().shown(self.wanted.kind).find(|indicator| indicator.code == **code)?;
            Some(self.line(indicator, shown.by_code.get(*code)?, shown))
        };
        self.of_lines(codes.iter().filter_map(line).collect())
    }

    fn of_lines(&self, rows: Vec<Row>) -> Table {
        let l = self.here.l;
        let heads = [
            Head::short(l.head_code()).under("1"),
            Head::words(l.head_indicator()).under("2"),
            Head::short(l.head_unit()).under("3"),
            Head::figures(l.head_period()).under("4"),
            Head::figures(l.head_year_before()).under("5"),
            Head::figures(l.head_difference()).under("6"),
            Head::figures(l.head_year_to_date()).under("7"),
            Head::short(l.head_trend()),
        ];
        Table::new(l.return_figures(), heads, rows).dense().scrolling()
    }

    fn line(&self, indicator: &Indicator, figure: &Figure, shown: &Shown<'_>) -> Row {
        let l = self.here.l;
        let unit = self.web.app().rulebook.units.get(&indicator.unit).map_or("", |unit| unit.name.get(l.lang()));
        let period = self.wanted.period;
        let trend = shown.trends.get(&indicator.code).filter(|_| figure.period.is_some());
        Row::of(
            kind_of(indicator),
            [
                Cell::Code(indicator.code.clone()),
                Cell::text(self.web.app().figure_name(indicator, l.lang())),
                Cell::text(unit),
                self.way(indicator, figure.period, self.wanted.body, period),
                self.way(indicator, figure.year_before, self.wanted.body, period.year_before()),
                change(self.here, figure.period, figure.year_before, indicator.scale),
                number(self.here, figure.year_to_date, indicator.scale),
                trend.map_or(Cell::Blank, |values| Cell::Trend(self.trend(indicator, values))),
            ],
        )
    }

    fn trend(&self, indicator: &Indicator, months: &[Option<i64>]) -> Trend {
        let l = self.here.l;
        let values: Vec<i64> = months.iter().skip_while(|value| value.is_none()).map(|value| value.unwrap_or(0)).collect();
        let most = values.iter().max().copied().unwrap_or(0);
        let last = values.last().copied().unwrap_or(0);
        let [most, last] = [most, last].map(|value| l.number(value, indicator.scale));
        Trend::new(l.trend_words(indicator.name.get(l.lang()), &most, &last), &values, months.len() / 2)
    }

    /// A figure as a way to what stands behind it.
    fn way(&self, indicator: &Indicator, value: Option<i64>, body: BodyId, period: qorgau_domain::Period) -> Cell {
        let Some(value) = value else {
            return Cell::Missing(self.here.l.part_missing());
        };
        let kind = self.wanted.kind.word();
        let place = format!("/returns/{kind}/{period}/{}?body={}", indicator.code, code(self.web, self.tree, body));
        Cell::way(self.here.l.number(value, indicator.scale), self.here.url(&place))
    }

    fn of_child(&self, indicator: &Indicator, figure: &Figure, who: Who) -> Cell {
        let value = figure.rows.iter().find(|row| row.who == who).and_then(|row| row.period);
        match who {
            Who::Child(child) => self.way(indicator, value, child, self.wanted.period),
            // A body's own row and what is taken off are nought where there is nothing, not unknown.
            Who::Own | Who::Doubles => Cell::text(self.here.l.number(value.unwrap_or(0), indicator.scale)),
        }
    }

    /// The rows that figures are made of: the bodies below, and one's own facts and doubles where there are any.
    fn parts(&self, shown: &Shown<'_>) -> Vec<(Who, String)> {
        let l = self.here.l;
        let has = |who: Who| shown.figures.figures.iter().any(|figure| figure.rows.iter().any(|row| row.who == who));
        let children = shown.figures.children.iter();
        let mut parts: Vec<(Who, String)> = children
            .map(|child| (Who::Child(*child), named(self.web, self.here, self.tree, *child)))
            .collect();
        for (who, word) in [(Who::Own, l.head_own()), (Who::Doubles, l.head_doubles())] {
            parts.extend(has(who).then_some((who, word)));
        }
        parts
    }

    fn columns(&self, shown: &Shown<'_>) -> Table {
        let l = self.here.l;
        let parts = self.parts(shown);
        let mut heads = vec![Head::short(l.head_code()), Head::words(l.head_indicator()), Head::figures(l.figure_all())];
        heads.extend(parts.iter().map(|(_, name)| Head::figures(name)));
        let line = |indicator: &Indicator, figure: &Figure| {
            let mut cells = vec![
                Cell::Code(indicator.code.clone()),
                Cell::text(self.web.app().figure_name(indicator, l.lang())),
                self.way(indicator, figure.period, self.wanted.body, self.wanted.period),
            ];
            cells.extend(parts.iter().map(|(who, _)| self.of_child(indicator, figure, *who)));
            Row::plain(cells)
        };
        Table::new(l.return_figures(), heads, self.grouped(shown, line)).dense().scrolling()
    }

    fn rows(&self, shown: &Shown<'_>) -> Table {
        let l = self.here.l;
        let figures: Vec<(&Indicator, &Figure)> = self.of_group(shown, shown.group).collect();
        let mut heads = vec![Head::words(l.matrix_body())];
        heads.extend(
            figures
                .iter()
                .map(|(indicator, _)| Head::figures(self.web.app().figure_name(indicator, l.lang())).under(&indicator.code)),
        );
        let row = |(who, name): &(Who, String)| {
            let name = match who {
                Who::Child(child) => {
                    let place = format!(
                        "/returns/{}/{}?body={}",
                        self.wanted.kind.word(),
                        self.wanted.period,
                        code(self.web, self.tree, *child)
                    );
                    Cell::way(name, self.here.url(&place))
                }
                Who::Own | Who::Doubles => Cell::text(name),
            };
            let cells = figures.iter().map(|(indicator, figure)| self.of_child(indicator, figure, *who));
            Row::plain(std::iter::once(name).chain(cells).collect::<Vec<_>>())
        };
        let mut rows: Vec<Row> = self.parts(shown).iter().map(row).collect();
        let all = figures
            .iter()
            .map(|(indicator, figure)| self.way(indicator, figure.period, self.wanted.body, self.wanted.period));
        rows.push(Row::of(
            RowKind::Total,
            std::iter::once(Cell::text(l.figure_all())).chain(all).collect::<Vec<_>>(),
        ));
        Table::new(l.return_figures(), heads, rows).dense().scrolling()
    }
}

/// Lines of figures under the names of their groups, in the order of the rulebook.
pub(crate) fn by_group<'i>(here: &Here, indicators: impl Iterator<Item = &'i Indicator> + Clone, line: impl Fn(&'i Indicator) -> Option<Row>) -> Vec<Row> {
    let mut rows = Vec::new();
    for group in GROUPS {
        let lines: Vec<Row> = indicators.clone().filter(|indicator| indicator.group == group).filter_map(&line).collect();
        if !lines.is_empty() {
            rows.push(Row::of(RowKind::Group, [Cell::text(group_name(here.l, group))]));
            rows.extend(lines);
        }
    }
    rows
}

/// A figure that is a part of the one above it stands in.
pub(crate) fn kind_of(indicator: &Indicator) -> RowKind {
    if indicator.part_of.is_some() { RowKind::Part } else { RowKind::Plain }
}

/// A figure that leads nowhere.
pub(crate) fn number(here: &Here, value: Option<i64>, scale: u8) -> Cell {
    value.map_or_else(|| Cell::Missing(here.l.part_missing()), |value| Cell::text(here.l.number(value, scale)))
}

/// How much more or less one figure is than another: the sign, a colour, and a word for those who see neither.
pub(crate) fn change(here: &Here, now: Option<i64>, before: Option<i64>, scale: u8) -> Cell {
    let l = here.l;
    let Some(difference) = now.zip(before).map(|(now, before)| now - before) else {
        return Cell::Blank;
    };
    let (sign, word) = match difference {
        0 => ("", l.change_none()),
        1.. => ("+", l.change_up()),
        _ => ("", l.change_down()),
    };
    Cell::Change {
        text: format!("{sign}{}", l.number(difference, scale)),
        word,
        sign: difference.signum(),
    }
}
