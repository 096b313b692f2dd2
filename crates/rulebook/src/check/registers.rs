//! Registers: fields know their lists, conditions their fields, and every typed view is satisfied.

use super::Checker;
use crate::problem::Source;
use crate::register::{Condition, Constraint, Field, FieldType, Register, SECTIONS};
use crate::view::VIEWS;

pub(super) fn check(check: &mut Checker<'_>) {
    for register in check.rulebook.registers.values() {
        let source = &register.source;
        check.text(source, "the name", &register.name);
        if !SECTIONS.contains(&register.section.as_str()) {
            check.found(source, format!("section `{}` is none of {}", register.section, SECTIONS.join(", ")));
        }
        register.kept_by.iter().for_each(|level| check.level(source, level));
        register.clauses.iter().for_each(|clause| check.clause(source, clause));
        fields(check, source, register, &register.field, None);
        groups(check, register);
        if let Some(day) = &register.day {
            expect(check, source, register, None, day, &[FieldType::Date]);
        }
        if let Some(book) = &register.book {
            expect(check, source, register, None, book, &[FieldType::Body]);
        }
        register.constraint.iter().for_each(|constraint| self::constraint(check, register, constraint));
        if let Some(def) = register
            .closes
            .as_ref()
            .and_then(|code| expect(check, source, register, None, code, &[FieldType::Date]))
            && !def.filter
        {
            check.found(source, format!("`{}` closes an entry and must be one that lists filter by", def.code));
        }
        for condition in &register.marked_when {
            self::condition(check, source, register, None, condition);
        }
        print(check, register);
    }
    views(check);
}

/// Groups begin at fields of the register, in the order of the fields, the first of them at the first field.
fn groups(check: &mut Checker<'_>, register: &Register) {
    let source = &register.source;
    let mut before = None;
    for group in &register.group {
        check.text(source, "the name of a group", &group.name);
        let at = register.field.iter().position(|field| field.code == group.first);
        match at {
            None => check.found(source, format!("a group begins with `{}`, which is no field of the register", group.first)),
            Some(at) if before.is_none() && at != 0 => check.found(source, "the first group must begin with the first field"),
            Some(at) if before.is_some_and(|before| before >= at) => {
                check.found(
                    source,
                    format!("the group that begins with `{}` is out of the order of the fields", group.first),
                );
            }
            Some(_) => {}
        }
        before = at.or(before);
    }
}

fn fields(check: &mut Checker<'_>, source: &Source, register: &Register, defs: &[Field], within: Option<&Field>) {
    check.once("field", defs.iter().map(|def| (def.code.as_str(), source)));
    for def in defs {
        let what = format!("field `{}`", def.code);
        check.text(source, &what, &def.name);
        if let Some(help) = &def.help {
            check.text(source, &format!("the help of {what}"), help);
        }
        let choice = matches!(def.kind, FieldType::Choice | FieldType::Choices);
        match &def.list {
            Some(list) if !check.rulebook.lists.contains_key(list) => check.found(source, format!("{what} names list `{list}`, which is not in reference/")),
            None if choice => check.found(source, format!("{what} is a choice without a list")),
            _ => {}
        }
        if let Some(target) = def.points_to()
            && !check.rulebook.registers.contains_key(target)
        {
            check.found(source, format!("{what} points to register `{target}`, which is not there"));
        }
        if def.kind == FieldType::Link && def.register.is_none() {
            check.found(source, format!("{what} is a link without a register"));
        }
        if (def.kind == FieldType::Rows) == def.field.is_empty() {
            check.found(source, format!("{what}: rows have sub-fields, and nothing else has"));
        }
        if def.kind == FieldType::Rows && within.is_some() {
            check.found(source, format!("{what}: there are no rows within rows"));
        }
        if let Some(condition) = &def.required_when {
            self::condition(check, source, register, within, condition);
        }
        if def.marked && within.is_some() {
            check.found(
                source,
                format!("{what} stands within rows: the whole field of rows is marked for official use, or nothing of it"),
            );
        }
        if def.year && def.kind != FieldType::Whole {
            check.found(source, format!("{what} is a year and so a whole number"));
        }
        if def.filled && (def.required || def.required_when.is_some() || within.is_some()) {
            check.found(
                source,
                format!("{what} is filled in by the system: it is a whole field, and nobody is asked for it"),
            );
        }
        if def.personal && (def.filter && within.is_some()) {
            check.found(source, format!("{what} is personal and cannot be filtered by within rows"));
        }
        fields(check, source, register, &def.field, Some(def));
    }
}

/// The field of a row, else of the register, with one of these types.
pub(super) fn expect<'a>(
    check: &mut Checker<'_>,
    source: &Source,
    register: &'a Register,
    rows: Option<&'a Field>,
    code: &str,
    kinds: &[FieldType],
) -> Option<&'a Field> {
    let def = rows.and_then(|rows| rows.sub(code)).or_else(|| register.field(code));
    match def {
        None => check.found(source, format!("register `{}` has no field `{code}`", register.code)),
        Some(def) if !kinds.is_empty() && !kinds.contains(&def.kind) => {
            check.found(
                source,
                format!("field `{code}` of register `{}` is {:?}, not {kinds:?}", register.code, def.kind),
            );
        }
        Some(_) => {}
    }
    def
}

/// A condition names fields, items and tags that exist, and nothing personal.
pub(super) fn condition(check: &mut Checker<'_>, source: &Source, register: &Register, rows: Option<&Field>, condition: &Condition) {
    let Some(def) = expect(check, source, register, rows, &condition.field, &[]) else {
        return;
    };
    if def.personal {
        check.found(source, format!("a condition asks the personal field `{}`", def.code));
    }
    if let Some(inner) = &condition.any_row {
        self::condition(check, source, register, Some(def), inner);
    }
    let list = def.list.as_ref().and_then(|list| check.rulebook.lists.get(list));
    let named = condition.among.iter().chain(&condition.not_in);
    let single = condition.is.as_ref().and_then(toml::Value::as_str);
    for code in named.map(String::as_str).chain(single) {
        if list.is_none_or(|list| list.items_of(code).is_empty()) {
            check.found(source, format!("a condition on `{}` names `{code}`, which its list does not have", def.code));
        }
    }
    if condition.tag.is_some() && list.is_none() {
        check.found(source, format!("a condition asks a tag of `{}`, which has no list", def.code));
    }
}

fn constraint(check: &mut Checker<'_>, register: &Register, constraint: &Constraint) {
    let source = &register.source;
    let rows_of = |rows: &Option<String>| rows.as_ref().and_then(|code| register.field(code));
    match constraint {
        Constraint::OrderOfDates { fields, rows } => {
            for code in fields {
                expect(check, source, register, rows_of(rows), code, &[FieldType::Date, FieldType::Datetime]);
            }
        }
        Constraint::PartNotAbove { part, whole, rows } => {
            for code in [part, whole] {
                expect(
                    check,
                    source,
                    register,
                    rows_of(rows),
                    code,
                    &[FieldType::Whole, FieldType::Decimal, FieldType::Money],
                );
            }
        }
        Constraint::DayOfYear { month, day, rows } => {
            for code in [month, day] {
                expect(check, source, register, rows_of(rows), code, &[FieldType::Whole]);
            }
        }
        Constraint::Unique { fields } => {
            if fields.len() != 1 {
                check.found(source, "a unique constraint names one field");
            }
            for code in fields {
                let def = expect(check, source, register, None, code, &[]);
                if def.is_some_and(|def| !def.filter && !def.sort) {
                    check.found(source, format!("`{code}` is unique and so needs filter = true or sort = true"));
                }
            }
        }
        Constraint::InForceOn { field, day } => {
            expect(check, source, register, None, field, &[FieldType::Choice, FieldType::Choices]);
            expect(check, source, register, None, day, &[FieldType::Date]);
        }
    }
}

fn print(check: &mut Checker<'_>, register: &Register) {
    let Some(print) = &register.print else { return };
    check.text(&register.source, "the appendix", &print.appendix);
    check.text(&register.source, "the title", &print.title);
    for column in &print.column {
        check.text(&register.source, "a column heading", &column.heading);
    }
}

fn views(check: &mut Checker<'_>) {
    for view in VIEWS {
        let Some(register) = check.rulebook.register(view.register) else {
            let missing = Source {
                file: format!("registers/{}.toml", view.register),
                line: 1,
            };
            check.found(&missing, format!("register `{}` is missing; {} needs it", view.register, view.used_by));
            continue;
        };
        for (path, kind) in view.fields {
            let (rows, code) = path.split_once('.').map_or((None, *path), |(rows, code)| (Some(rows), code));
            let def = match rows {
                Some(rows) => register.field(rows).and_then(|rows| rows.sub(code)),
                None => register.field(code),
            };
            if def.is_none_or(|def| def.kind != *kind) {
                check.found(
                    &register.source,
                    format!("{} needs `{path}` of type {kind:?} in register `{}`", view.used_by, register.code),
                );
            }
        }
    }
}
