//! Duties: bound levels, rules and fulfilments exist.

use super::{Checker, registers};
use crate::duty::{Duty, Every, Term};
use crate::register::FieldType;

pub(super) fn check(check: &mut Checker<'_>) {
    for duty in &check.rulebook.duties {
        let source = &duty.source;
        check.text(source, "the name", &duty.name);
        check.clause(source, &duty.clause);
        check.reason(source, duty.planned.as_ref());
        duty.levels.iter().for_each(|level| check.level(source, level));
        if (duty.every == Every::TwoYears) != duty.first_year.is_some_and(|year| (1000..=9998).contains(&year)) {
            check.found(
                source,
                format!("duty `{}` falls each two years and must say `first_year`, and no other duty does", duty.code),
            );
        }
        fulfilment(check, duty);
        of(check, duty);
    }
    overlaps(check);
}

fn fulfilment(check: &mut Checker<'_>, duty: &Duty) {
    let source = &duty.source;
    let Some(by) = &duty.fulfilled_by else {
        if duty.planned.is_none() {
            check.found(
                source,
                format!("duty `{}` names nothing that fulfils it and no reason why it is planned", duty.code),
            );
        }
        return;
    };
    if let Some(document) = &by.document
        && check.rulebook.documents.iter().all(|known| known.code != *document)
    {
        check.found(source, format!("document `{document}` is not in documents/"));
    }
    for code in by.register.iter().chain(&by.marked_by) {
        let Some(register) = check.rulebook.register(code) else {
            check.found(source, format!("register `{code}` is not there"));
            continue;
        };
        for condition in by.conditions.iter().filter(|_| by.register.is_some()) {
            registers::condition(check, source, register, None, condition);
        }
    }
}

fn of(check: &mut Checker<'_>, duty: &Duty) {
    let source = &duty.source;
    if !matches!(duty.every, Every::Entry | Every::Row) || duty.planned.is_some() && duty.of.is_none() {
        return;
    }
    let Some(register) = duty.of.as_ref().and_then(|of| check.rulebook.register(&of.register)) else {
        return check.found(source, format!("duty `{}` falls on entries or rows and must say of which register", duty.code));
    };
    let Some(of) = &duty.of else { return };
    let rows = of
        .rows
        .as_ref()
        .and_then(|code| registers::expect(check, source, register, None, code, &[FieldType::Rows]));
    if let Some(code) = &of.body_field {
        registers::expect(check, source, register, None, code, &[FieldType::Body]);
    }
    if duty.due.first_of.is_empty() && duty.planned.is_none() {
        check.found(
            source,
            format!("duty `{}` must say by which field it is due: `due = {{ first_of = [..] }}`", duty.code),
        );
    }
    for rule in &duty.due.first_of {
        registers::expect(check, source, register, rows, &rule.field, &[FieldType::Date]);
        if let Some(term) = &rule.term {
            registers::expect(check, source, register, rows, &term.by, &[FieldType::Choice]);
            list_of_terms(check, duty, term);
        }
    }
    for condition in &of.conditions {
        registers::condition(check, source, register, None, condition);
    }
    if let Some(by) = &duty.fulfilled_by {
        for code in by.field.iter().chain(&by.not_after) {
            registers::expect(check, source, register, rows, code, &[FieldType::Date]);
        }
    }
}

fn list_of_terms(check: &mut Checker<'_>, duty: &Duty, Term { list: code, days, .. }: &Term) {
    let Some(list) = check.rulebook.lists.get(code) else {
        return check.found(&duty.source, format!("list `{code}` is not in reference/"));
    };
    let without = list.item.iter().find(|item| item.number(days).is_none_or(|days| days < 1));
    if let Some(item) = without.map(|item| item.code.clone()) {
        check.found(&duty.source, format!("item `{item}` of list `{code}` says no `{days}`"));
    }
}

fn overlaps(check: &mut Checker<'_>) {
    let duties = &check.rulebook.duties;
    for (i, duty) in duties.iter().enumerate() {
        let earlier = duties
            .iter()
            .take(i)
            .find(|other| other.code == duty.code && other.levels.iter().any(|level| duty.levels.contains(level)));
        if let Some(other) = earlier {
            check.found(
                &duty.source,
                format!("duty `{}` binds a level twice; the other is at line {}", duty.code, other.source.line),
            );
        }
    }
}
