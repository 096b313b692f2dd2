//! Opening totals of a cut-over from paper: which figures take them, and what they count for.

use qorgau_domain::Contribution;
use qorgau_domain::cut_over::CutOver;

use crate::Rulebook;
use crate::count::FigureIds;
use crate::indicator::{Count, Indicator, Kind};

/// The figures that take opening totals of a register: sums of events, and whether there was any, as far as its entries make them.
/// What stands or lasts is entered fact by fact; what is divided follows from its parts.
pub fn figures<'a>(rulebook: &'a Rulebook, register: &'a str) -> impl Iterator<Item = &'a Indicator> {
    let by_event = move |count: &Count| count.register == register && !count.is_span();
    rulebook
        .indicators
        .iter()
        .filter(move |indicator| matches!(indicator.kind, Kind::Flow | Kind::Flag) && !indicator.off && indicator.count.iter().any(by_event))
}

/// What the opening totals of a cut-over count for, sorted.
#[must_use]
pub fn contributions(rulebook: &Rulebook, ids: &FigureIds, cut: &CutOver) -> Vec<Contribution> {
    let mut found: Vec<Contribution> = figures(rulebook, &cut.register)
        .filter_map(|indicator| Some((indicator, ids.get(&indicator.code)?)))
        .flat_map(|(indicator, figure)| {
            let own = cut.totals.iter().filter(|total| total.figure == indicator.code && total.amount != 0);
            own.map(|total| Contribution {
                figure: *figure,
                row: 0,
                day: cut.day_of(total.month),
                until: None,
                amount: total.amount,
                dimension: String::new(),
            })
        })
        .collect();
    found.sort();
    found
}
