//! Words for what is wrong with a file.

use qorgau_domain::Lang;
use qorgau_l10n::L10n;
use qorgau_rulebook::register::Register;

use super::FileFault;
use super::naming::OFFICER;
use crate::App;

/// Why a file was refused whole.
#[must_use]
pub fn file(l: &L10n, fault: &FileFault) -> String {
    let why = match fault {
        FileFault::NotUtf8 { line } => l.file_not_utf8(&line.to_string()),
        FileFault::ZeroBytes => l.file_zero_bytes(),
        FileFault::OpenQuote => l.file_open_quote(),
        FileFault::NoColumns { delimiter } => l.file_no_columns(&delimiter.to_string()),
        FileFault::Lacks { columns, map: Some(map) } => l.file_lacks_for_map(columns, map),
        FileFault::Lacks { columns, map: None } => l.file_lacks(columns),
        FileFault::EmptyWorkbook => l.file_empty_workbook(),
        FileFault::NoFeatures => l.file_no_features(),
        FileFault::Unpacks { most } => l.file_unpacks(&most.to_string()),
        FileFault::Beyond { cell, columns, rows } => l.file_beyond(cell, &columns.to_string(), &rows.to_string()),
        FileFault::ManyCells { most } => l.file_many_cells(&most.to_string()),
        FileFault::TooMany(most) => l.file_too_many(&most.to_string()),
        FileFault::Unreadable(what) => l.file_unreadable(what),
    };
    l.file_nothing_stored(&why)
}

/// Why a cell names no entry, or more than one, and how it would.
#[must_use]
pub(crate) fn unnamed(app: &App, l: &L10n, (given, register): (&str, &str), found: usize) -> String {
    let target = app.rulebook.register(register);
    let name = target.map_or(register, |target| target.name.get(l.lang()));
    let check = target.and_then(|target| target.field.iter().find_map(|def| def.check.as_deref()));
    let how = match check {
        _ if register == OFFICER => l.refused_name_officer(),
        Some("iin") => l.refused_name_person(),
        Some(_) => l.refused_name_organisation(),
        None => l.refused_name_number(),
    };
    if found == 0 {
        l.refused_names_none(name, given, &how)
    } else {
        l.refused_names_several(given, name, &found.to_string(), &how)
    }
}

/// The name of a field, or of a sub-field with that of its rows before it; the code itself where the register has none such.
#[must_use]
pub fn field(register: &Register, path: &str, lang: Lang) -> String {
    let named = match path.split_once('.') {
        Some((rows, code)) => register.field(rows).and_then(|rows| {
            let sub = rows.sub(code)?;
            Some(format!("{}: {}", rows.name.get(lang), sub.name.get(lang)))
        }),
        None => register.field(path).map(|field| field.name.get(lang).to_owned()),
    };
    named.unwrap_or_else(|| path.to_owned())
}
