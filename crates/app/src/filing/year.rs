//! What is printed of a year, in words of one language: the nomenclature, labels, the inventory for the archive, the act of destruction.

use jiff::civil::Date;
use qorgau_domain::Lang;
use qorgau_l10n::L10n;
use qorgau_rulebook::filing::Volume;

use super::office::{Grid, Print, Printed, Shelf, Style, count, state, term};
use super::{Kept, YearFile};

/// The files of a body and a year: a line for each file and volume.
#[must_use]
pub fn nomenclature((body, year): (&str, i64), files: &[YearFile], today: Date, lang: Lang) -> Printed {
    let l = L10n::get(lang);
    let row = |file: &YearFile| {
        let number = |kept: &Kept| l.filing_volume_no(&kept.volume.number.to_string());
        let terms = file.volumes.iter().map(|kept| format!("{}: {}", number(kept), term(l, &kept.volume)));
        let states = file.volumes.iter().map(|kept| format!("{}: {}", number(kept), state(l, &kept.volume, today)));
        vec![
            file.index.clone(),
            file.name.clone(),
            l.number(count(file.volumes.len()), 0),
            terms.collect::<Vec<_>>().join("\n"),
            states.collect::<Vec<_>>().join("\n"),
        ]
    };
    let columns = [
        (l.filing_index(), 9),
        (l.filing_name(), 42),
        (l.filing_volumes(), 8),
        (l.filing_term_and_basis(), 23),
        (l.filing_note(), 18),
    ];
    Printed {
        heading: l.filing_approved(),
        grid: Some(Grid {
            columns: columns.into(),
            rows: files.iter().map(row).collect(),
            empty: l.filing_nothing(),
        }),
        signatures: vec![l.filing_post_clerk()],
        ..Printed::new(
            lang,
            Style::Flat,
            Print::Nomenclature.title(l),
            vec![body.to_owned(), l.year_alone(&year.to_string())],
        )
    }
}

/// The labels of every volume of a year; a file without volumes has one label.
#[must_use]
pub fn labels((body, year): (&str, i64), files: &[YearFile], lang: Lang) -> Printed {
    let mut labels = Vec::new();
    for file in files {
        let label = |volume| {
            Shelf {
                body,
                year,
                file,
                volume,
                lang,
            }
            .label()
        };
        if file.volumes.is_empty() {
            labels.push(label(None));
        }
        labels.extend(file.volumes.iter().map(|kept| label(Some(kept))));
    }
    Printed {
        labels,
        ..Printed::new(lang, Style::Labels, Print::Labels.title(L10n::get(lang)), vec![body.to_owned()])
    }
}

/// The act of destruction: every volume whose term has run out on a day, and that nothing holds. `named` says how a file is called: its index
/// and its name.
#[must_use]
pub fn destruction(body: &str, volumes: &[Kept], named: &dyn Fn(&Volume) -> (String, String), today: Date, lang: Lang) -> Printed {
    let l = L10n::get(lang);
    let due: Vec<&Kept> = volumes.iter().filter(|kept| kept.volume.destructible(today)).collect();
    let row = |(no, kept): (usize, &&Kept)| {
        let volume = &kept.volume;
        let (index, name) = named(volume);
        let number = |number: Option<i64>| number.map_or_else(String::new, |number| l.number(number, 0));
        // By the inventory of the closing; by hand where the volume has none.
        let documents = kept.frozen.as_ref().map(|frozen| count(frozen.lines.len())).or(volume.documents);
        vec![
            no.to_string(),
            index,
            name,
            volume.year.to_string(),
            volume.number.to_string(),
            number(documents),
            number(volume.sheets),
            term(l, volume),
            volume.kept_until().map_or_else(String::new, |last| l.date(last)),
        ]
    };
    let columns = [
        (l.filing_no(), 4),
        (l.filing_index(), 9),
        (l.filing_name(), 29),
        (l.filing_year(), 7),
        (l.filing_volume(), 6),
        (l.filing_documents(), 8),
        (l.filing_sheets(), 8),
        (l.filing_term_and_basis(), 16),
        (l.filing_kept(), 13),
    ];
    let sheets: i64 = due.iter().filter_map(|kept| kept.volume.sheets).sum();
    Printed {
        heading: l.filing_approved(),
        before: vec![l.filing_act_lead(&l.date(today))],
        grid: Some(Grid {
            columns: columns.into(),
            rows: (1..).zip(&due).map(row).collect(),
            empty: l.filing_act_empty(),
        }),
        after: vec![l.filing_act_total(&l.number(count(due.len()), 0), &l.number(sheets, 0)), l.filing_act_done()],
        signatures: vec![l.filing_post_chair(), l.filing_post_member(), l.filing_post_member(), l.filing_post_clerk()],
        ..Printed::new(lang, Style::Flat, Print::Destruction.title(l), vec![body.to_owned()])
    }
}

/// The inventory of the closed volumes of a year that are handed to the archive, those that are there already among them.
#[must_use]
pub fn transfer((body, year): (&str, i64), volumes: &[Kept], named: &dyn Fn(&Volume) -> (String, String), lang: Lang) -> Printed {
    let l = L10n::get(lang);
    let due = volumes
        .iter()
        .map(|kept| &kept.volume)
        .filter(|volume| volume.year == year && volume.destroyed.is_none());
    let due: Vec<(&Volume, Date)> = due.filter_map(|volume| Some((volume, volume.closed?))).collect();
    let row = |(no, (volume, closed)): (usize, &(&Volume, Date))| {
        let (index, name) = named(volume);
        let done = volume.transferred.as_ref().map(|(day, act)| format!("{}, {act}", l.date(*day)));
        vec![
            no.to_string(),
            index,
            name,
            volume.number.to_string(),
            format!("{} – {}", l.date(volume.opened), l.date(*closed)),
            volume.sheets.map_or_else(String::new, |sheets| l.number(sheets, 0)),
            term(l, volume),
            done.unwrap_or_default(),
        ]
    };
    let columns = [
        (l.filing_no(), 4),
        (l.filing_index(), 9),
        (l.filing_name(), 32),
        (l.filing_volume(), 6),
        (l.filing_dates(), 13),
        (l.filing_sheets(), 8),
        (l.filing_term_and_basis(), 16),
        (l.filing_note(), 12),
    ];
    let sheets: i64 = due.iter().filter_map(|(volume, _)| volume.sheets).sum();
    Printed {
        grid: Some(Grid {
            columns: columns.into(),
            rows: (1..).zip(&due).map(row).collect(),
            empty: l.filing_transfer_empty(),
        }),
        after: vec![l.filing_act_total(&l.number(count(due.len()), 0), &l.number(sheets, 0))],
        signatures: vec![l.filing_post_gave(), l.filing_post_took()],
        ..Printed::new(
            lang,
            Style::Flat,
            Print::Transfer.title(l),
            vec![body.to_owned(), l.year_alone(&year.to_string())],
        )
    }
}
