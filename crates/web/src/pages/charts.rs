//! Charts of one figure: how it went, what kinds it is made of, how it lies over the bodies below.

use qorgau_app::returns::{Figure, MONTHS, Return, Who};
use qorgau_domain::{BodyId, Month, Period, Tree};
use qorgau_l10n::L10n;
use qorgau_rulebook::Indicator;
use qorgau_rulebook::indicator::Kind as FigureKind;

use super::Gone;
use super::inside::{code, named};
use super::returns::Wanted;
use crate::here::Here;
use crate::parts::{Bar, Bars, Cell, DistrictMap, DistrictShape, Head, Lines, Link, Row, Table};
use crate::state::Web;

/// Whose charts.
pub(crate) struct Charts<'a> {
    pub(crate) web: &'a Web,
    pub(crate) here: &'a Here,
    pub(crate) tree: &'a Tree,
    pub(crate) wanted: &'a Wanted,
}

impl Charts<'_> {
    fn url(&self, period: Period, figure: &str, body: BodyId) -> String {
        let kind = if matches!(period, Period::Quarter(_)) { "quarterly" } else { "monthly" };
        let place = format!("/returns/{kind}/{period}/{figure}?body={}", code(self.web, self.tree, body));
        self.here.url(&place)
    }

    /// The 24 months up to the end of the period.
    pub(crate) fn trend(&self, indicator: &Indicator, values: &[Option<i64>]) -> Lines {
        let l = self.here.l;
        let last = self.wanted.period.last_month();
        let months: Vec<Month> = (0..MONTHS).map(|back| last.plus(back + 1 - MONTHS)).collect();
        let number = |value: &Option<i64>| value.map_or_else(|| l.part_missing(), |value| l.number(value, indicator.scale));
        let said = |(month, value): (&Month, &Option<i64>)| (*value, format!("{}: {}", l.month(*month), number(value)));
        let worded: Vec<(Option<i64>, String)> = months.iter().zip(values).map(said).collect();
        let monthly = indicator.returns.iter().any(|shown| shown == "monthly");
        let row = |(month, value): (&Month, &Option<i64>)| {
            let cell = match value {
                None => Cell::Missing(l.part_missing()),
                Some(_) if monthly => Cell::way(number(value), self.url(Period::Month(*month), &indicator.code, self.wanted.body)),
                Some(_) => Cell::text(number(value)),
            };
            Row::plain([Cell::text(l.month(*month)), cell])
        };
        let rows: Vec<Row> = months.iter().zip(values).rev().map(row).collect();
        let heads = [Head::words(l.chart_month()), Head::figures(indicator.name.get(l.lang()))];
        let [most, now] = [values.iter().max(), values.last()].map(|value| l.number(value.copied().flatten().unwrap_or(0), indicator.scale));
        let numbers: Vec<String> = months.iter().skip(months.len() / 2).map(|month| month.number().to_string()).collect();
        Lines::new(
            l.trend_words(indicator.name.get(l.lang()), &most, &now),
            (l.chart_this(), l.chart_before()),
            &numbers,
            &worded,
            &most,
            Table::new(l.chart_months(), heads, rows).dense(),
        )
    }

    /// The parts of the figure by value, where it has several.
    pub(crate) fn share(&self, indicator: &Indicator, returned: &Return) -> Option<Bars> {
        let l = self.here.l;
        let whole = returned
            .figures
            .iter()
            .find(|figure| figure.code == indicator.code)?
            .period
            .filter(|whole| *whole > 0)?;
        let parts = self.web.app().shown(self.wanted.kind);
        let parts = parts.filter(|part| part.part_of.as_deref() == Some(&indicator.code) && part.kind == FigureKind::Flow && part.unit == indicator.unit);
        let bar = |part: &Indicator| {
            let value = returned.figures.iter().find(|figure| figure.code == part.code)?.period?;
            let share = value.checked_mul(1000)? / whole;
            let bar = Bar {
                name: part.name.get(l.lang()).to_owned(),
                url: self.url(self.wanted.period, &part.code, self.wanted.body),
                value: l.number(value, part.scale),
                share: format!("{} %", l.number(share, 1)),
                length: 0,
            };
            Some((value, bar))
        };
        let bars: Vec<(i64, Bar)> = parts.filter_map(bar).collect();
        (bars.len() > 1).then(|| Bars::new(l.chart_share(), bars))
    }

    /// The bodies below on a map, where the outlines of most are known.
    pub(crate) async fn map(&self, indicator: &Indicator, figure: &Figure, children: &[BodyId]) -> Result<Option<DistrictMap>, Gone> {
        let l = self.here.l;
        if children.len() < 2 {
            return Ok(None);
        }
        let outlines = self.web.outlines().of(self.web.app(), children).await?;
        if outlines.len() < 2 {
            return Ok(None);
        }
        let shapes: Vec<DistrictShape> = outlines
            .into_iter()
            .map(|(body, outline)| {
                let value = figure.rows.iter().find(|row| row.who == Who::Child(body)).and_then(|row| row.period);
                let said = value.map_or_else(|| l.part_missing(), |value| l.number(value, indicator.scale));
                let words = format!("{}: {said}", named(self.web, self.here, self.tree, body));
                DistrictShape {
                    rings: outline.polygons.iter().flatten().cloned().collect(),
                    middle: outline.middle,
                    link: Link::new(words, self.url(self.wanted.period, &indicator.code, body)),
                    label: value.map_or_else(String::new, |_| said),
                    value,
                }
            })
            .collect();
        let words = l.chart_map_words(indicator.name.get(l.lang()));
        let class = span_words(l, indicator.scale);
        Ok(Some(DistrictMap::new(words, &shapes, class, l.map_none(), l.part_missing())))
    }
}

/// The words of a class of figures: from the least to the greatest.
pub(crate) fn span_words(l: &L10n, scale: u8) -> impl Fn(i64, i64) -> String {
    move |least, most| {
        if least == most {
            l.number(least, scale)
        } else {
            format!("{} – {}", l.number(least, scale), l.number(most, scale))
        }
    }
}
