//! Why something was refused, in words of one language: shared by the command line, the forms and the imports.

use std::collections::BTreeMap;

use qorgau_domain::TreeFault;
use qorgau_domain::value::Content;
use qorgau_l10n::L10n;
use qorgau_rulebook::damage::{self, Working};
use qorgau_rulebook::validate::Fault;
use qorgau_store::Refusal;

use crate::App;
use crate::bodies::BodyFault;
use crate::import::{Reason, words as import};
use crate::papers::PaperFault;

/// Why a line of a table was refused.
#[must_use]
pub fn reason(app: &App, l: &L10n, field: &str, reason: &Reason) -> String {
    match reason {
        Reason::Fault(fault) => self::fault(app, l, field, fault),
        Reason::NotANumber(text) => l.refused_not_a_number(text),
        Reason::NotADay(text) => l.refused_not_a_day(text),
        Reason::NotYesOrNo(text) => l.refused_not_yes_or_no(text),
        Reason::NoId => l.refused_no_id(field),
        Reason::NoSpecies => l.refused_no_species(),
        Reason::Cells { found, wanted } => l.refused_cells(&found.to_string(), &wanted.to_string()),
        Reason::NoTerritory { lat, lon } => l.refused_no_territory(lat, lon),
        Reason::NoCoordinates => l.refused_no_coordinates(),
        Reason::SameFact(line) => l.refused_two_in_group(&line.to_string()),
        Reason::Store(refusal) => self::refusal(l, refusal),
        Reason::NotWhole => l.refused_not_whole(),
        Reason::NoBody(code) => l.bodies_no_body(code),
        Reason::NoLevel { given, known } => l.bodies_no_level(given, known),
        Reason::NoSuperior => l.bodies_no_superior(),
        Reason::Omits { code, from: Some(from) } => l.bodies_omits_from(code, &l.date(*from)),
        Reason::Omits { code, from: None } => l.bodies_omits(code),
        Reason::Names { given, register, found } => import::unnamed(app, l, (given, register), *found),
        Reason::OtherValue => l.refused_other_value(field),
        Reason::Tree { code, fault } => tree_fault(l, code, *fault),
    }
}

/// How the amounts in rows of a field were found, by the numbers of the rows: for damage, the only field that is reckoned.
#[must_use]
pub fn workings(app: &App, l: &L10n, field: &str, fields: &Content) -> BTreeMap<i64, String> {
    if field != "damage" {
        return BTreeMap::new();
    }
    let said = |working: &Working| match working {
        Working::Rate { rate, on, damage } => {
            let item = app.rulebook.lists.get("rates").and_then(|list| list.on(rate, *on));
            let name = item.map_or(rate.as_str(), |item| item.name.get(l.lang()));
            let number = |number| l.number(number, 0);
            l.damage_by_rate(
                name,
                &number(damage.rate),
                &number(damage.index),
                &l.date(*on),
                &thousandths(l, damage.quantity),
            )
        }
        Working::Tariff { tariff, quantity, .. } => l.damage_by_tariff(&l.number(*tariff, 2), &thousandths(l, *quantity)),
    };
    let found = damage::workings(&app.rulebook, fields);
    found.iter().map(|(no, working)| (*no, said(working))).collect()
}

/// A quantity without needless noughts.
fn thousandths(l: &L10n, quantity: i64) -> String {
    if quantity % 1000 == 0 {
        l.number(quantity / 1000, 0)
    } else {
        l.number(quantity, 3)
    }
}

/// Why the tree of bodies cannot be changed so.
#[must_use]
pub fn body_fault(l: &L10n, code: &str, fault: BodyFault) -> String {
    match fault {
        BodyFault::NoName(_) => l.tree_no_name(),
        BodyFault::BadCode => l.tree_bad_code(),
        BodyFault::NoReason => l.tree_no_reason(),
        BodyFault::TooEarly(day) => l.tree_too_early(&l.date(day)),
        BodyFault::TooLate(day) => l.tree_too_late(&l.date(day)),
        BodyFault::Closed => l.tree_is_closed(),
        BodyFault::NotThere => l.tree_not_there(),
        BodyFault::WrongLevel => l.tree_wrong_level(),
        BodyFault::StandBelow(count) => l.tree_stand_below(i64::try_from(count).unwrap_or(i64::MAX)),
        BodyFault::Same => l.tree_same(),
        BodyFault::Tree(fault) => tree_fault(l, code, fault),
    }
}

/// Why bodies would make no tree.
fn tree_fault(l: &L10n, code: &str, fault: TreeFault) -> String {
    match fault {
        TreeFault::EndsBeforeItBegins => l.bodies_ends_before_it_begins(code),
        TreeFault::Overlap => l.bodies_overlap(code),
        TreeFault::SameCode(_) => l.bodies_same_code(code),
        TreeFault::Ring => l.bodies_ring(code),
        TreeFault::Unknown(_) => l.bodies_unknown(code),
        TreeFault::OwnSuccessor => l.bodies_own_successor(code),
        TreeFault::UnderClosed(_) => l.bodies_under_closed(code),
    }
}

/// What is wrong with a field.
#[must_use]
pub fn fault(app: &App, l: &L10n, field: &str, fault: &Fault) -> String {
    match fault {
        Fault::Unknown => l.fault_unknown(field),
        Fault::Missing => l.fault_missing(field),
        Fault::WrongType => l.fault_wrong_type(field),
        Fault::NotInList { given, list, nearest } => not_in_list(app, l, given, list, nearest),
        Fault::Future(day) => l.fault_future(&l.date(*day)),
        Fault::Order { other } if other == field => l.fault_span_order(field),
        Fault::Order { other } => l.fault_order(field, other),
        Fault::NoSuchDay => l.fault_no_such_day(field),
        Fault::NoTerm => l.filing_no_term(),
        Fault::KeptUntil(day) => l.filing_kept_until(&l.date(*day)),
        Fault::Held => l.filing_is_held(),
        Fault::Meets { volume, from, until } => {
            let until = until.map_or_else(|| l.filing_open(), |day| l.date(day));
            l.filing_meets(&volume.to_string(), &l.date(*from), &until)
        }
        Fault::ManyLines { found, most } => l.filing_many_lines(&found.to_string(), &most.to_string()),
        Fault::PartAbove { whole } => l.fault_part_above(field, whole),
        Fault::NotInForce { code, on } => l.fault_not_in_force(code, &l.date(*on)),
        Fault::CheckDigit => l.fault_check_digit(field),
        Fault::Negative => l.fault_negative(field),
        Fault::TooLarge => l.fault_too_large(field),
        Fault::TooLong { most } => l.fault_too_long(field, &most.to_string()),
        Fault::Signs => l.fault_signs(field),
        Fault::OutOfRange => l.fault_out_of_range(field),
        Fault::NoRate(day) => l.fault_no_rate(&l.date(*day)),
        Fault::RateAndTariff => l.fault_rate_and_tariff(),
        Fault::RateDiffers { computed } => l.fault_rate_differs(&l.number(*computed, 2)),
    }
}

fn not_in_list(app: &App, l: &L10n, given: &str, list: &str, nearest: &[String]) -> String {
    let name = app.rulebook.lists.get(list).map_or(list, |list| list.name.get(l.lang()));
    let near: Vec<String> = nearest
        .iter()
        .map(|code| {
            app.rulebook
                .item(list, code)
                .map_or_else(|| code.clone(), |item| item.name.get(l.lang()).to_owned())
        })
        .collect();
    if near.is_empty() {
        l.fault_not_in_list_no_near(given, name)
    } else {
        l.fault_not_in_list(given, name, &near.join(", "))
    }
}

/// Why an act was not taken.
#[must_use]
pub fn refusal(l: &L10n, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Stale { current } => l.refusal_stale(&current.to_string()),
        Refusal::Absent => l.refusal_absent(),
        Refusal::Withdrawn => l.refusal_withdrawn(),
        Refusal::Changed { fields } if fields.is_empty() => l.refusal_elsewhere(),
        Refusal::Changed { fields } => l.refusal_changed(&fields.join(", ")),
        Refusal::OtherBook => l.refusal_other_book(),
        Refusal::BodyChanged => l.refusal_body_changed(),
        Refusal::Tree { code, fault } => tree_fault(l, code, *fault),
        Refusal::Linked { entry } => l.refusal_linked(&entry.to_string()),
        Refusal::Apart => l.refusal_apart(),
        Refusal::NoLink => l.refusal_no_link(),
        Refusal::NotUnique { field, other } => l.refusal_not_unique(field, &other.to_string()),
        Refusal::ForeignHome => l.refusal_foreign_home(),
        Refusal::NoBody => l.refusal_no_body(),
        Refusal::LoginTaken => l.refusal_login_taken(),
        Refusal::NoAccount => l.refusal_no_account(),
        Refusal::NoRight => l.refusal_no_right(),
        Refusal::AbsenceOverlaps => l.absence_overlaps(),
        Refusal::NoAbsence => l.absence_over(),
        Refusal::GivenAlready => l.given_already(),
        Refusal::NotGiven => l.given_over(),
        Refusal::NoPaper => l.attach_gone(),
        Refusal::TooManyPapers => crate::papers::words::fault(l, PaperFault::TooMany),
        Refusal::PapersChanged => l.attach_changed(),
        Refusal::NoDocument => l.refusal_absent(),
        Refusal::Document(wrong) => crate::documents::words::wrong(l, *wrong),
        Refusal::CutOver(wrong) => crate::cut_over::words::wrong(l, *wrong),
    }
}
