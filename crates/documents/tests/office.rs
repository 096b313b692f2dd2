//! Papers of the office as PDF, read back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod samples;

use qorgau_documents::*;
use samples::*;

fn form(layout: Layout, rows: usize) -> Office {
    let column = |heading: &str, weight: u16| Column {
        heading: heading.to_owned(),
        weight,
        align: Align::Left,
    };
    Office {
        lang: "kk".to_owned(),
        made_on: MadeOn {
            year: 2026,
            month: 11,
            day: 26,
        },
        layout,
        heading: String::new(),
        title: "Ішкі тізімдеме".to_owned(),
        under: vec!["Қостанай қаласының ІІБ".to_owned()],
        translation_note: None,
        before: vec![KAZAKH.to_owned()],
        pairs: vec![("Парақ саны".to_owned(), "45".to_owned())],
        table: Some(Listing {
            columns: vec![column("№", 1), column("Тақырыбы", 6), column("Парақ", 2)],
            rows: (1..=rows).map(|no| vec![no.to_string(), format!("«{no}»"), "1".to_owned()]).collect(),
            empty: "Құжат жоқ.".to_owned(),
        }),
        after: vec!["БАРЛЫҒЫ".to_owned()],
        labels: vec![vec!["№ 1-ІС".to_owned(), KAZAKH.to_owned()], vec!["№ 2-ІС".to_owned()]],
        footnotes: Vec::new(),
        signatures: vec![Signature {
            post: "Іс жүргізуші".to_owned(),
            name: "Г. Жұмбақбаева".to_owned(),
        }],
        stamp: String::new(),
        trail: String::new(),
        page_label: "{page}/{pages}".to_owned(),
    }
}

#[test]
fn every_layout_holds_every_kazakh_letter() {
    for layout in [Layout::Upright, Layout::Flat, Layout::Cover, Layout::Labels] {
        let path = kept(&format!("office-{layout:?}.pdf"), &office(&form(layout, 3)).unwrap());
        let text = pages(&path).concat();
        assert!(text.contains(&bare(KAZAKH)), "{layout:?}: {text}");
    }
}

#[test]
fn a_long_inventory_has_every_line_once_and_its_headings_on_each_page() {
    let path = kept("office-long.pdf", &office(&form(Layout::Upright, 150)).unwrap());
    let pages = pages(&path);
    assert!(pages.len() > 2, "{} pages", pages.len());
    let whole = pages.concat();
    for no in 1..=150 {
        assert_eq!(whole.matches(&format!("«{no}»")).count(), 1, "line {no}");
    }
    let last = pages.last().unwrap();
    assert!(last.contains("БАРЛЫҒЫ") && last.contains("Г.Жұмбақбаева"), "{last}");
}

#[test]
fn signatures_never_stand_on_a_page_without_rows() {
    for rows in (1..90).step_by(3) {
        let path = kept("office-closing.pdf", &office(&form(Layout::Upright, rows)).unwrap());
        let pages = pages(&path);
        let last = pages.last().unwrap();
        assert!(
            last.contains("Г.Жұмбақбаева") && last.matches('«').count() >= rows.min(2),
            "{rows} rows: {last}"
        );
    }
    let path = kept("office-empty.pdf", &office(&form(Layout::Flat, 0)).unwrap());
    assert!(pages(&path).concat().contains("Құжатжоқ."));
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let once = || office(&form(Layout::Cover, 0)).unwrap();
    assert_eq!(once(), once());
}
