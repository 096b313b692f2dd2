//! Figures: what they count exists, scales agree, nothing personal is counted, and each kind has what it needs.

use super::{Checker, registers};
use crate::duty::Duty;
use crate::indicator::{Count, GROUPS, Indicator, Kind};
use crate::register::{Field, FieldType, Register};

pub(super) fn check(check: &mut Checker<'_>) {
    let rulebook = check.rulebook;
    check.once(
        "figure",
        rulebook.indicators.iter().map(|indicator| (indicator.code.as_str(), &indicator.source)),
    );
    for unit in rulebook.units.values() {
        check.text(&unit.source, "the unit", &unit.name);
    }
    for indicator in &rulebook.indicators {
        head(check, indicator);
        parts(check, indicator);
        for count in &indicator.count {
            self::count(check, indicator, count);
        }
    }
}

fn head(check: &mut Checker<'_>, indicator: &Indicator) {
    let source = &indicator.source;
    check.text(source, "the name", &indicator.name);
    check.reason(source, indicator.planned.as_ref());
    if !check.rulebook.units.contains_key(&indicator.unit) {
        check.found(source, format!("unit `{}` is not in indicators/units.toml", indicator.unit));
    }
    if !GROUPS.contains(&indicator.group.as_str()) {
        check.found(source, format!("group `{}` is none of {}", indicator.group, GROUPS.join(", ")));
    }
    if let Some(whole) = &indicator.part_of {
        check.figure(source, whole);
    }
    for level in &indicator.levels {
        check.level(source, level);
    }
    for shown in &indicator.returns {
        if !["monthly", "quarterly"].contains(&shown.as_str()) {
            check.found(source, format!("`{shown}` is no return; use monthly or quarterly"));
        }
    }
}

fn parts(check: &mut Checker<'_>, indicator: &Indicator) {
    let source = &indicator.source;
    let divides = matches!(indicator.kind, Kind::Ratio | Kind::Mean);
    if divides != (indicator.numerator.is_some() && indicator.denominator.is_some()) {
        check.found(source, "ratio and mean need numerator and denominator, and nothing else does");
    }
    for part in [&indicator.numerator, &indicator.denominator].into_iter().flatten() {
        match check.rulebook.indicator(part) {
            Some(flow) if flow.kind == Kind::Flow => {}
            _ => check.found(source, format!("`{part}` is not a figure of kind flow")),
        }
    }
    if divides != indicator.count.is_empty() && indicator.planned.is_none() {
        check.found(
            source,
            "a figure that divides counts nothing itself; any other counts, or names the reason why it is planned",
        );
    }
    let spans = indicator.count.iter().filter(|count| count.is_span()).count();
    let wanted = match indicator.kind {
        Kind::Flow => 0,
        Kind::Stock | Kind::Days | Kind::Peak => indicator.count.len(),
        _ => spans,
    };
    if spans != wanted || spans != 0 && spans != indicator.count.len() {
        check.found(source, "a flow counts days; stock, days and peak count spans; a flag one or the other");
    }
}

fn count(check: &mut Checker<'_>, indicator: &Indicator, count: &Count) {
    let source = &indicator.source;
    let Some(register) = check.rulebook.register(&count.register) else {
        return check.found(source, format!("register `{}` is not there", count.register));
    };
    let rows = count
        .rows
        .as_ref()
        .and_then(|code| registers::expect(check, source, register, None, code, &[FieldType::Rows]));
    if let Some(day) = &count.day {
        open(check, indicator, register, rows, day, &[FieldType::Date, FieldType::Span]);
    }
    if let Some(span) = &count.span {
        open(check, indicator, register, rows, span, &[FieldType::Span]);
    }
    let dates = count.from.iter().chain(&count.until).chain(count.amount_days.iter().flatten());
    for code in dates {
        open(check, indicator, register, rows, code, &[FieldType::Date]);
    }
    if let Some(months) = count.lasts_months
        && (count.from.is_none() || count.until.is_some() || !(1..=1_200).contains(&months))
    {
        check.found(source, "what lasts some months needs from, has no until, and lasts 1 to 1200 of them");
    }
    if count.day.is_none() && !count.is_span() {
        check.found(source, "a count needs day, span or from");
    }
    if let Some(amount) = &count.amount {
        let def = open(
            check,
            indicator,
            register,
            rows,
            amount,
            &[FieldType::Whole, FieldType::Decimal, FieldType::Money],
        );
        if let Some(def) = def.filter(|def| def.digits() != indicator.scale) {
            check.found(source, format!("the scale is {}, but `{amount}` has {} digits", indicator.scale, def.digits()));
        }
    } else if indicator.scale != 0 && count.amount_days.is_none() {
        check.found(source, "a count of ones has scale 0");
    }
    if let Some(code) = &count.distinct {
        open(check, indicator, register, rows, code, &[]);
    }
    for (dimension, code) in &count.dimensions {
        if !indicator.dimensions.contains(dimension) {
            check.found(source, format!("dimension `{dimension}` is not declared by the figure"));
        }
        open(check, indicator, register, rows, code, &[]);
    }
    if let Some(duty) = &count.in_time {
        in_time(check, indicator, register, duty);
    }
    for condition in &count.conditions {
        registers::condition(check, source, register, rows, condition);
    }
}

/// The duty falls on entries of the register, and a date of them that is not personal fulfils it.
fn in_time(check: &mut Checker<'_>, indicator: &Indicator, register: &Register, code: &str) {
    let falls = |duty: &&Duty| duty.code == code && duty.of.as_ref().is_some_and(|of| of.register == register.code && of.rows.is_none());
    let duty = check.rulebook.duties.iter().find(falls);
    let Some(by) = duty.and_then(|duty| duty.fulfilled_by.as_ref()?.field.as_ref()) else {
        return check.found(&indicator.source, format!("no date of `{}` fulfils a duty `{code}`", register.code));
    };
    open(check, indicator, register, None, by, &[FieldType::Date]);
    for rule in duty.into_iter().flat_map(|duty| &duty.due.first_of) {
        open(check, indicator, register, None, &rule.field, &[]);
    }
}

/// A field that counting may read: of one of these types, and not personal.
fn open<'a>(
    check: &mut Checker<'_>,
    indicator: &Indicator,
    register: &'a Register,
    rows: Option<&'a Field>,
    code: &str,
    kinds: &[FieldType],
) -> Option<&'a Field> {
    let def = registers::expect(check, &indicator.source, register, rows, code, kinds)?;
    if def.personal {
        check.found(&indicator.source, format!("`{code}` is personal and cannot be counted"));
    }
    Some(def)
}
