//! A journal of Appendix 3 as PDF, spreadsheet and CSV, read back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod samples;

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use qorgau_documents::*;
use samples::*;

#[test]
fn a_journal_of_sixty_rows_has_its_headings_and_every_kazakh_letter_on_paper() {
    let mut form = journal_of("kk", 60);
    form.rows[0][0] = KAZAKH.to_owned();
    let path = kept("journal-kk.pdf", &journal(&form, Format::Pdf).unwrap());
    let pages = pages(&path);
    assert!(pages.len() >= 3, "{} pages", pages.len());
    for (number, page) in pages.iter().enumerate() {
        for heading in headings("kk") {
            assert!(page.contains(&bare(heading)), "page {} lacks {heading}", number + 1);
        }
        assert!(page.contains("123456789"), "page {} lacks the column numbers", number + 1);
        assert!(page.contains(&format!("{}бет,барлығы{}", number + 1, pages.len())), "{page}");
    }
    assert!(pages[0].contains(&bare(KAZAKH)));
}

#[test]
fn every_row_is_printed_once() {
    let mut form = journal_of("kk", 60);
    for (number, row) in form.rows.iter_mut().enumerate() {
        row[3] = format!("R{number}R");
    }
    let path = kept("journal-numbered.pdf", &journal(&form, Format::Pdf).unwrap());
    let text = pages(&path).concat();
    for number in 0..60 {
        assert_eq!(text.matches(&format!("R{number}R")).count(), 1, "row {number}");
    }
}

#[test]
fn signatures_stand_on_the_last_page_with_rows_above_them() {
    for rows in 1..16 {
        let mut form = journal_of("kk", rows);
        for row in &mut form.rows {
            row[3] = "ROW".to_owned();
        }
        let path = kept("journal-closing.pdf", &journal(&form, Format::Pdf).unwrap());
        let pages = pages(&path);
        let last = pages.last().unwrap();
        assert!(last.contains("М.О."), "{rows} rows");
        assert!(last.contains("Ә.Нұрғалиев") && last.contains("Б.Сейітов"), "{rows} rows");
        assert!(last.matches("ROW").count() >= rows.min(2), "{rows} rows: {last}");
    }
}

#[test]
fn only_embedded_fonts_are_used() {
    let path = kept("journal-fonts.pdf", &journal(&journal_of("ru", 3), Format::Pdf).unwrap());
    let fonts = poppler("pdffonts", &[], &path);
    let lines = fonts.lines().skip(2).collect::<Vec<_>>();
    assert!(!lines.is_empty());
    for line in lines {
        assert!(line.contains("Noto"), "{line}");
        let columns = line.split_whitespace().rev().collect::<Vec<_>>();
        assert_eq!(columns[4], "yes", "embedded: {line}");
    }
}

#[test]
fn the_same_journal_gives_the_same_bytes() {
    let form = journal_of("kk", 20);
    for format in [Format::Pdf, Format::Xlsx, Format::Csv] {
        assert_eq!(journal(&form, format).unwrap(), journal(&form, format).unwrap(), "{format:?}");
    }
}

#[test]
fn it_is_an_archive_copy() {
    let pdf = journal(&journal_of("en", 1), Format::Pdf).unwrap();
    let text = String::from_utf8_lossy(&pdf);
    assert!(text.contains("<pdfaid:part>2</pdfaid:part>"));
    assert!(text.contains("<pdfaid:conformance>B</pdfaid:conformance>"));
}

#[test]
fn translations_say_that_they_are() {
    for (lang, note) in [("ru", "Перевод, не официальный"), ("en", "Translation, not official")] {
        let path = kept(&format!("journal-{lang}.pdf"), &journal(&journal_of(lang, 30), Format::Pdf).unwrap());
        assert!(pages(&path)[0].contains(&bare(note)), "{lang}");
    }
}

#[test]
fn a_journal_without_rows_says_so() {
    let path = kept("journal-empty.pdf", &journal(&journal_of("kk", 0), Format::Pdf).unwrap());
    let pages = pages(&path);
    assert_eq!(pages.len(), 1);
    assert!(pages[0].contains("Жазбажоқ.") && pages[0].contains("М.О."));
}

#[test]
fn an_entry_of_several_pages_goes_on_over_the_page() {
    let mut form = journal_of("kk", 3);
    form.rows[1][4] = "Тексеру барысында анықталған кемшіліктер туралы жазба. ".repeat(120) + "СОҢЫ";
    let path = kept("journal-long-entry.pdf", &journal(&form, Format::Pdf).unwrap());
    let pages = pages(&path);
    assert!(pages.len() >= 3);
    assert!(pages.concat().contains("СОҢЫ"));
}

#[test]
fn a_stray_character_does_not_stop_the_book() {
    let mut form = journal_of("kk", 1);
    form.rows[0][2] = "сиыр 🐮, 牛, \u{0}\u{7}".to_owned();
    let path = kept("journal-stray.pdf", &journal(&form, Format::Pdf).unwrap());
    assert!(pages(&path)[0].contains("сиыр[U+1F42E],[U+725B],"));
    journal(&form, Format::Xlsx).unwrap();
}

#[test]
fn a_long_journal_is_printed_in_volumes() {
    let mut form = journal_of("kk", VOLUME_ROWS + 1);
    for row in &mut form.rows {
        row.iter_mut().skip(1).for_each(|cell| cell.truncate(0));
    }
    assert!(matches!(journal(&form, Format::Pdf), Err(DocumentError::TooLong { rows: 2001, most: 2000 })));
    let volumes = journal_pdf_volumes(&form).unwrap();
    assert_eq!(volumes.len(), 2);
    let second = pages(&kept("journal-volume-2.pdf", &volumes[1]));
    assert!(second[0].contains("2том,барлығы2") && second[0].contains("М.О."), "{}", second[0]);
}

#[test]
fn a_short_journal_is_one_volume() {
    let form = journal_of("kk", 2);
    assert_eq!(journal_pdf_volumes(&form).unwrap(), [journal(&form, Format::Pdf).unwrap()]);
}

#[test]
fn a_row_that_does_not_fit_the_columns_is_refused() {
    let mut form = journal_of("kk", 2);
    form.rows[1].pop();
    let refused = journal(&form, Format::Csv);
    assert!(matches!(refused, Err(DocumentError::Cells { row: 2, expected: 9, found: 8 })), "{refused:?}");
}

#[test]
fn the_spreadsheet_has_every_row() {
    let form = journal_of("kk", 60);
    let bytes = journal(&form, Format::Xlsx).unwrap();
    kept("journal-kk.xlsx", &bytes);
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["Нұсқаулыққа N 3 қосымша"]);
    let sheet = book.worksheet_range("Нұсқаулыққа N 3 қосымша").unwrap();
    let rows = sheet.rows().map(|row| row.iter().map(Data::to_string).collect::<Vec<_>>()).collect::<Vec<_>>();
    let head = rows.iter().position(|row| row == &headings("kk")).expect("the headings");
    assert_eq!(rows[head + 1], ["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    assert_eq!(rows[head + 2..head + 62], form.rows);
}

#[test]
fn the_csv_has_every_row() {
    let form = journal_of("kk", 60);
    let bytes = journal(&form, Format::Csv).unwrap();
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), headings("kk"));
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
    assert_eq!(rows.collect::<Vec<_>>(), form.rows);
}
