//! Import maps fill fields that exist with items that exist.

use super::Checker;
use crate::map::ImportMap;
use crate::register::{Field, Register};

pub(super) fn check(check: &mut Checker<'_>) {
    for map in check.rulebook.maps.values() {
        let Some(register) = check.rulebook.register(&map.register) else {
            check.found(&map.at, format!("register `{}` is not there", map.register));
            continue;
        };
        columns(check, map, register);
    }
}

fn columns(check: &mut Checker<'_>, map: &ImportMap, register: &Register) {
    for column in &map.column {
        let marks = column.mark.iter().chain(column.sector.iter().map(|sector| &sector.field));
        for code in std::iter::once(&column.to).chain(marks) {
            field(check, map, register, code);
        }
        for code in column.values.values().chain(column.also.iter().map(|also| &also.value)) {
            let def = field(check, map, register, &column.to);
            item(check, map, def, code);
        }
        if let Some(sector) = &column.sector {
            for code in [&sector.domestic, &sector.wild, &sector.captive] {
                item(check, map, register.field(&sector.field), code);
            }
        }
    }
    for (code, value) in &map.constants {
        let def = field(check, map, register, code);
        if let Some(value) = value.as_str() {
            item(check, map, def, value);
        }
    }
    for (code, value) in &map.row_constants {
        let def = field(check, map, register, code);
        item(check, map, def, value);
    }
}

fn field<'a>(check: &mut Checker<'_>, map: &ImportMap, register: &'a Register, path: &str) -> Option<&'a Field> {
    let def = match path.split_once('.') {
        Some((rows, code)) => register.field(rows).and_then(|rows| rows.sub(code)),
        None => register.field(path),
    };
    if def.is_none() {
        check.found(&map.at, format!("register `{}` has no field `{path}`", register.code));
    }
    let whole = path.split_once('.').map_or(path, |(rows, _)| rows);
    if register.field(whole).is_some_and(|def| def.filled) {
        check.found(&map.at, format!("`{path}` of register `{}` is filled in by the system", register.code));
    }
    def
}

fn item(check: &mut Checker<'_>, map: &ImportMap, def: Option<&Field>, code: &str) {
    let Some(list) = def.and_then(|def| def.list.as_ref()).and_then(|list| check.rulebook.lists.get(list)) else {
        return;
    };
    if list.items_of(code).is_empty() {
        check.found(&map.at, format!("`{code}` is not in list `{}`", list.code));
    }
}
