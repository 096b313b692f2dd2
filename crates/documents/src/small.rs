//! Small forms for the tests inside this crate.

use crate::forms::{
    Align, Block, ByChild, ChildLine, Column, Figure, Group, Journal, Layout, Letter, Line, Listing, MadeOn, Office, ReturnForm, ReturnHeadings, Signature,
};

const DAY: MadeOn = MadeOn {
    year: 2026,
    month: 11,
    day: 22,
};

/// A journal of two columns.
pub(crate) fn journal(rows: usize) -> Journal {
    let column = |heading: &str| Column {
        heading: heading.to_owned(),
        weight: 1,
        align: Align::Left,
    };
    Journal {
        lang: "kk".to_owned(),
        made_on: DAY,
        official: None,
        appendix: "N 2 қосымша".to_owned(),
        title: "ЖУРНАЛЫ".to_owned(),
        book: "Қорғалжын ауданының ІІБ".to_owned(),
        translation_note: None,
        columns: vec![column("Реттік нөмірі"), column("Тексеру нәтижелері")],
        rows: (1..=rows).map(|row| vec![row.to_string(), "жақсы".to_owned()]).collect(),
        footnotes: Vec::new(),
        signatures: vec![Signature {
            post: "Бастық".to_owned(),
            name: "Б. Сейітов".to_owned(),
        }],
        stamp: "М.О.".to_owned(),
        trail: "Тізбек № 1".to_owned(),
        page_label: "{page} / {pages}".to_owned(),
        volume_label: "{volume}-том".to_owned(),
        empty: "Жазба жоқ.".to_owned(),
    }
}

/// A letter of every kind of piece.
pub(crate) fn letter() -> Letter {
    Letter {
        lang: "kk".to_owned(),
        made_on: DAY,
        official: None,
        addressee: "Сынақбаев Асан\nҚорғалжын ауылы".to_owned(),
        title: "Қарау мерзімінің ұзартылғаны туралы хабарлама".to_owned(),
        body: "Қорғалжын ауданының ІІБ".to_owned(),
        dated: "№ 12/2026 өтініш бойынша".to_owned(),
        translation_note: None,
        blocks: vec![
            Block::Paragraph("Сіздің өтінішіңіз қаралуда.".to_owned()),
            Block::Heading("Негізі".to_owned()),
            Block::Table {
                heads: Vec::new(),
                rows: vec![vec!["Күні".to_owned(), "02.11.2026".to_owned()]],
            },
            Block::Table {
                heads: vec!["Қызмет".to_owned(), "Саны".to_owned()],
                rows: vec![vec!["Табиғатты қорғау полициясы".to_owned(), "3".to_owned()]],
            },
        ],
        footnotes: Vec::new(),
        signatures: Vec::new(),
        stamp: "М.О.".to_owned(),
        trail: String::new(),
        page_label: "{page} / {pages}".to_owned(),
    }
}

/// A paper of the office in a layout, with a table of two columns.
pub(crate) fn office(layout: Layout, rows: usize) -> Office {
    let column = |heading: &str| Column {
        heading: heading.to_owned(),
        weight: 1,
        align: Align::Left,
    };
    Office {
        lang: "kk".to_owned(),
        made_on: DAY,
        layout,
        heading: "БЕКІТЕМІН\nОрган бастығы".to_owned(),
        title: "Ішкі тізімдеме".to_owned(),
        under: vec!["Қорғалжын ауданының ІІБ".to_owned(), "№ 1-ІС, 2026 жыл".to_owned()],
        translation_note: None,
        before: vec!["Бұйрықтар мен нұсқаулар, шолулар мен талдаулар".to_owned()],
        pairs: vec![("Парақ саны".to_owned(), "12".to_owned())],
        table: Some(Listing {
            columns: vec![column("Реттік нөмірі"), column("Құжаттың тақырыбы")],
            rows: (1..=rows).map(|row| vec![row.to_string(), "Бұйрық".to_owned()]).collect(),
            empty: "Құжат жоқ.".to_owned(),
        }),
        after: vec!["Барлығы: 2 құжат".to_owned()],
        labels: (0..rows).map(|no| vec![format!("№ {no}-ІС"), "Бұйрықтар".to_owned()]).collect(),
        footnotes: Vec::new(),
        signatures: vec![Signature {
            post: "Іс жүргізуші".to_owned(),
            name: String::new(),
        }],
        stamp: String::new(),
        trail: String::new(),
        page_label: "{page} / {pages}".to_owned(),
    }
}

/// A return of one group, with one child.
pub(crate) fn statistical_return(lines: usize) -> ReturnForm {
    let line = |number: usize| Line {
        code: format!("F{number:02}"),
        name: "Рейдтер".to_owned(),
        indent: 0,
        unit: "рейд".to_owned(),
        period: Figure::of("31", 31.0),
        year_before: Figure::of("24", 24.0),
        difference: Figure::of("+7", 7.0),
        year_to_date: Figure::missing(),
    };
    let of_child = |number: usize| ChildLine {
        code: format!("F{number:02}"),
        name: "Рейдтер".to_owned(),
        figures: vec![Figure::of("30", 30.0), Figure::of("1", 1.0)],
    };
    let headings = ["Коды", "Көрсеткіш", "Өлшем", "Қараша 2026", "Қараша 2025", "Айырма", "Жыл басынан"];
    let [code, indicator, unit, period, year_before, difference, year_to_date] = headings.map(str::to_owned);
    ReturnForm {
        lang: "kk".to_owned(),
        made_on: DAY,
        official: None,
        title: "Айлық статистикалық есеп".to_owned(),
        body: "Ақмола облысының ІІБ".to_owned(),
        period: "2026 жылғы қараша".to_owned(),
        translation_note: None,
        headings: ReturnHeadings {
            code,
            indicator,
            unit,
            period,
            year_before,
            difference,
            year_to_date,
        },
        groups: vec![Group {
            name: "Рейдтер".to_owned(),
            lines: (1..=lines).map(line).collect(),
        }],
        by_child: Some(ByChild {
            title: "Бағынысты органдар бойынша".to_owned(),
            children: vec!["Қорғалжын ауданы".to_owned()],
            own_label: "Өзі".to_owned(),
            lines: (1..=lines).map(of_child).collect(),
        }),
        footnotes: Vec::new(),
        signatures: Vec::new(),
        stamp: "М.О.".to_owned(),
        trail: "Тізбек № 1".to_owned(),
        page_label: "{page} / {pages}".to_owned(),
    }
}
