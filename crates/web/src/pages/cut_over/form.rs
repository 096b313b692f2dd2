//! The form of a cut-over: read, and shown with what stands in it.

use qorgau_app::cut_over::{CutOverFault, HIGHEST, Wish, words};
use qorgau_app::forms::Typed;
use qorgau_app::returns::group_name;
use qorgau_app::typed::{Reading, day, number, of_day, plain};
use qorgau_domain::Month;
use qorgau_domain::cut_over::Opening;
use qorgau_rulebook::indicator::Kind;
use qorgau_rulebook::{Indicator, opening};

use super::{Book, month_head};
use crate::parts::{Control, Field, Width};

/// The form.
pub(super) struct Form {
    /// Where it goes.
    pub(super) action: String,
    /// It takes the place of something stated; folded up until it is asked for.
    pub(super) corrects: bool,
    /// It was sent already.
    pub(super) open: bool,
    /// How many statements its writer saw.
    pub(super) seen: String,
    pub(super) first: Field,
    /// The number of the next entry, or why it can no longer change.
    pub(super) next: Option<Field>,
    pub(super) fixed: Option<(String, String)>,
    pub(super) months: Vec<String>,
    pub(super) groups: Vec<Group>,
    pub(super) reason: Option<Field>,
}

/// The figures of a group.
pub(super) struct Group {
    pub(super) title: String,
    pub(super) open: bool,
    pub(super) lines: Vec<Line>,
}

/// A figure with a place for each month.
pub(super) struct Line {
    pub(super) code: String,
    pub(super) name: String,
    /// Its unit, or how a figure is stated that only says whether there was any.
    pub(super) unit: String,
    /// What is wrong with its totals.
    pub(super) wrong: Vec<String>,
    pub(super) places: Vec<Total>,
}

/// A place for a total.
pub(super) struct Total {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) value: String,
    pub(super) wrong: bool,
}

/// What came of reading a form.
pub(super) enum Read {
    /// It can be stated.
    Sound(Wish),
    /// What is wrong, each with the name of its place.
    Wrong(Vec<(String, String)>),
}

fn place(figure: &str, month: Month) -> String {
    format!("t.{figure}.{:02}", month.number())
}

impl Book<'_> {
    /// The months of the year that can have totals: those that have begun.
    fn months(&self) -> Vec<Month> {
        let today = Month::of(self.desk.web.app().today());
        let months = (1..=12).map(|month| Month::new(self.standing.year, month));
        months.filter(|month| *month <= today).collect()
    }

    fn figures(&self) -> impl Iterator<Item = &Indicator> {
        opening::figures(&self.desk.web.app().rulebook, &self.register.code)
    }

    /// Reads what was typed.
    pub(super) fn read(&self, typed: &Typed) -> Read {
        let (app, l) = (self.desk.web.app(), self.desk.here.l);
        let mut wrong = Vec::new();
        let first = day(
            typed.first("first"),
            Reading {
                today: app.today(),
                past: true,
            },
        )
        .ok();
        if first.is_none() {
            wrong.push(("first".to_owned(), l.cut_over_no_day()));
        }
        let next = self.standing.fixed().or_else(|| number(typed.first("next"), 0).ok()).unwrap_or(0);
        let mut totals = Vec::new();
        for indicator in self.figures() {
            for month in self.months() {
                let name = place(&indicator.code, month);
                let text = typed.first(&name).trim();
                match number(text, indicator.scale) {
                    _ if text.is_empty() => {}
                    Ok(amount) => totals.push(Opening {
                        figure: indicator.code.clone(),
                        month,
                        amount,
                    }),
                    Err(_) => wrong.push((name, l.cut_over_not_read(&indicator.code, &l.month(month)))),
                }
            }
        }
        let wish = Wish {
            first: first.unwrap_or_else(|| app.today()),
            next,
            totals,
            reason: typed.first("@reason").trim().to_owned(),
        };
        // Whether a month can have totals is not asked before the first day is known.
        let unknown = |fault: &CutOverFault| first.is_none() && matches!(fault, CutOverFault::Month(..) | CutOverFault::Future | CutOverFault::Year(_));
        let faults = app.cut_over_faults(self.register, &self.standing, &wish);
        wrong.extend(faults.iter().filter(|fault| !unknown(fault)).map(|fault| (at(fault), words::fault(l, fault))));
        if wrong.is_empty() { Read::Sound(wish) } else { Read::Wrong(wrong) }
    }

    /// What was stated last, as it would be typed.
    fn typed_before(&self) -> Typed {
        let mut typed = Typed::default();
        let Some(stated) = self.standing.now() else {
            typed.set("next", (self.standing.ground.last + 1).min(HIGHEST).to_string());
            return typed;
        };
        typed.set("first", of_day(stated.said.first));
        typed.set("next", stated.said.next.to_string());
        for total in &stated.said.totals {
            let scale = self
                .figures()
                .find(|indicator| indicator.code == total.figure)
                .map_or(0, |indicator| indicator.scale);
            typed.set(place(&total.figure, total.month), plain(total.amount, scale));
        }
        typed
    }

    /// The form with what was typed, or with what was stated last.
    pub(super) fn form(&self, sent: Option<(&Typed, &[(String, String)])>) -> Form {
        let l = self.desk.here.l;
        let before = self.typed_before();
        let (typed, wrong) = sent.unwrap_or((&before, &[]));
        let field = |name: &str, label: String, control: Control| {
            let field = Field::new(name, label, control);
            match wrong.iter().find(|(at, _)| at == name) {
                Some((_, said)) => field.error(l.part_error(), said),
                None => field,
            }
        };
        let value = |name: &str| typed.first(name).to_owned();
        let fixed = self.standing.fixed();
        let next = Control::Text {
            value: value("next"),
            width: Width::Number,
            fill: "off",
        };
        let seen = typed.first("@seen");
        Form {
            action: self.url(),
            corrects: self.standing.now().is_some(),
            open: sent.is_some(),
            seen: if seen.is_empty() { self.standing.seen().to_string() } else { seen.to_owned() },
            first: field("first", l.cut_over_first(), Control::Day { value: value("first") }).hint(l.cut_over_first_hint()),
            next: fixed.is_none().then(|| field("next", l.cut_over_next(), next).hint(l.cut_over_next_hint())),
            fixed: fixed.map(|number| (l.cut_over_first_number(), l.cut_over_fixed(&number.to_string()))),
            months: self.months().into_iter().map(month_head).collect(),
            groups: self.groups(typed, wrong),
            reason: self.standing.now().map(|_| {
                let lines = Control::Lines { value: value("@reason") };
                field("@reason", l.forms_reason(), lines).hint(l.forms_reason_hint())
            }),
        }
    }

    fn groups(&self, typed: &Typed, wrong: &[(String, String)]) -> Vec<Group> {
        let (app, l) = (self.desk.web.app(), self.desk.here.l);
        let months = self.months();
        let mut groups: Vec<(String, Group)> = Vec::new();
        for indicator in self.figures() {
            let total = |month: &Month| {
                let name = place(&indicator.code, *month);
                Total {
                    label: format!("{}, {}", indicator.code, l.month(*month)),
                    value: typed.first(&name).to_owned(),
                    wrong: wrong.iter().any(|(at, _)| *at == name),
                    name,
                }
            };
            let of = |at: &String| months.iter().any(|month| *at == place(&indicator.code, *month));
            let line = Line {
                code: indicator.code.clone(),
                name: indicator.name.get(l.lang()).to_owned(),
                unit: match indicator.kind {
                    Kind::Flag => l.cut_over_flag(),
                    _ => app
                        .rulebook
                        .units
                        .get(&indicator.unit)
                        .map_or_else(String::new, |unit| unit.name.get(l.lang()).to_owned()),
                },
                wrong: wrong.iter().filter(|(at, _)| of(at)).map(|(_, said)| said.clone()).collect(),
                places: months.iter().map(total).collect(),
            };
            match groups.iter_mut().find(|(group, _)| *group == indicator.group) {
                Some((_, group)) => group.lines.push(line),
                None => {
                    let group = Group {
                        title: group_name(l, &indicator.group),
                        open: false,
                        lines: vec![line],
                    };
                    groups.push((indicator.group.clone(), group));
                }
            }
        }
        let mut groups: Vec<Group> = groups.into_iter().map(|(_, group)| group).collect();
        let alone = groups.len() == 1;
        for group in &mut groups {
            let filled = |line: &Line| line.places.iter().any(|place| !place.value.is_empty());
            group.open = alone || group.lines.iter().any(filled);
            let count = l.number(i64::try_from(group.lines.len()).unwrap_or(i64::MAX), 0);
            group.title = l.cut_over_group(&group.title, &count);
        }
        groups
    }
}

/// The place that a fault is about.
fn at(fault: &CutOverFault) -> String {
    match fault {
        CutOverFault::Future | CutOverFault::Year(_) | CutOverFault::Figure(_) => "first".to_owned(),
        CutOverFault::Next | CutOverFault::NumbersGiven(_) => "next".to_owned(),
        CutOverFault::Month(figure, month) | CutOverFault::Amount(figure, month) => place(figure, *month),
        CutOverFault::NoReason | CutOverFault::TooLong(_) => "@reason".to_owned(),
    }
}
