//! A statistical return as PDF, spreadsheet and CSV, read back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod samples;

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use qorgau_documents::*;
use samples::*;

#[test]
fn a_return_of_a_ministry_has_every_line_and_every_child() {
    for lang in ["kk", "ru", "en"] {
        let form = return_of(lang, 110, 20);
        let path = kept(&format!("return-{lang}.pdf"), &statistical_return(&form, Format::Pdf).unwrap());
        let pages = pages(&path);
        let text = pages.concat();
        for group in &form.groups {
            assert!(text.contains(&bare(&group.name)), "{lang}: {}", group.name);
        }
        for child in &form.by_child.as_ref().unwrap().children {
            assert!(text.contains(&bare(child)), "{lang}: {child}");
        }
        assert!(pages.last().unwrap().contains(&bare(&form.stamp)), "{lang}");
    }
}

#[test]
fn a_return_of_a_district_has_no_tables_by_child() {
    let form = return_of("kk", 110, 0);
    let path = kept("return-district.pdf", &statistical_return(&form, Format::Pdf).unwrap());
    let pages = pages(&path);
    assert!(pages.len() >= 3);
    for (number, page) in pages.iter().enumerate() {
        assert!(page.contains("Көрсеткіш") && page.contains("1234567"), "page {}", number + 1);
    }
    assert!(pages.last().unwrap().contains("М.О."));
}

#[test]
fn any_number_of_children_is_printed() {
    for children in [1, 3, 11, 12] {
        let form = return_of("kk", 5, children);
        let path = kept(&format!("return-{children}.pdf"), &statistical_return(&form, Format::Pdf).unwrap());
        let text = pages(&path).concat();
        assert!(text.contains(&bare(CHILDREN[children - 1][0])), "{children}");
        assert!(text.contains(&bare("Өзінің жазбалары")), "{children}");
    }
}

#[test]
fn a_return_without_lines_is_still_a_form() {
    let path = kept("return-empty.pdf", &statistical_return(&return_of("kk", 0, 0), Format::Pdf).unwrap());
    assert!(pages(&path)[0].contains("М.О."));
}

#[test]
fn very_long_figures_stay_on_one_line() {
    let mut form = return_of("kk", 22, 0);
    let figure = whole(-1_234_567_890_123);
    form.groups[0].lines[0].period = figure.clone();
    form.groups[0].lines[0].year_before = figure.clone();
    form.groups[0].lines[0].year_to_date = figure.clone();
    let path = kept("return-long-figures.pdf", &statistical_return(&form, Format::Pdf).unwrap());
    let text = poppler("pdftotext", &["-layout"], &path).replace('\u{a0}', " ");
    assert!(text.contains("−1 234 567 890 123"), "{text}");
}

#[test]
fn the_same_return_gives_the_same_bytes() {
    let form = return_of("ru", 30, 4);
    for format in [Format::Pdf, Format::Xlsx, Format::Csv] {
        let again = statistical_return(&form, format).unwrap();
        assert_eq!(statistical_return(&form, format).unwrap(), again, "{format:?}");
    }
}

#[test]
fn a_line_that_lacks_a_child_is_refused() {
    let mut form = return_of("kk", 3, 4);
    form.by_child.as_mut().unwrap().lines[2].figures.pop();
    let refused = statistical_return(&form, Format::Pdf);
    assert!(matches!(refused, Err(DocumentError::Cells { row: 3, expected: 5, found: 4 })), "{refused:?}");
}

#[test]
fn the_spreadsheet_has_numbers() {
    let form = return_of("kk", 22, 20);
    let bytes = statistical_return(&form, Format::Xlsx).unwrap();
    kept("return-kk.xlsx", &bytes);
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["Айлық статистикалық есеп", "Бағынысты органдар бойынша"]);
    let main = book.worksheet_range("Айлық статистикалық есеп").unwrap();
    let row = main.rows().find(|row| row[0] == Data::String("F02".to_owned())).expect("a line");
    assert_eq!(row[3], Data::Float(37.0));
    assert_eq!(row[5], Data::Float(-16.0));
    let children = book.worksheet_range("Бағынысты органдар бойынша").unwrap();
    let row = children.rows().find(|row| row[0] == Data::String("F01".to_owned())).expect("a line");
    assert_eq!((row.len(), &row[3]), (23, &Data::Float(13.0)));
}

#[test]
fn the_csv_has_plain_figures() {
    let form = return_of("en", 22, 2);
    let bytes = statistical_return(&form, Format::Csv).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let mut lines = text.lines();
    let head = "Code,Indicator,Unit,November 2026,November 2025,Difference,Year to date,Абай облысы,Ақмола облысы,Own entries";
    assert_eq!(lines.next(), Some(head));
    assert_eq!(lines.nth(1), Some("F02,hunting-rule breaches,cases,37,53,-16,386,7,20,33"));
    assert_eq!(lines.nth(16), Some("V03,Quarantines in force,quarantines,84,,,820,3,16,29"));
}
