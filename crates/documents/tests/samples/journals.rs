//! Journals of Appendix 3.

use qorgau_documents::{Align, Column, Journal, MadeOn};

use super::words::{HEADINGS, ROWS};
use super::{pick, signatures};

pub(crate) fn headings(lang: &str) -> Vec<&'static str> {
    HEADINGS.iter().map(|one| pick(lang, *one)).collect()
}

const WEIGHTS: [u16; 9] = [12, 10, 9, 7, 14, 12, 12, 12, 13];

pub(crate) fn journal_of(lang: &str, rows: usize) -> Journal {
    let samples = pick(lang, [&ROWS[0], &ROWS[1], &ROWS[2]]);
    let text = |kk: &str, ru: &str, en: &str| pick(lang, [kk, ru, en]).to_owned();
    Journal {
        lang: lang.to_owned(),
        official: None,
        made_on: MadeOn {
            year: 2026,
            month: 11,
            day: 22,
        },
        appendix: text("Нұсқаулыққа\nN 3 қосымша", "Приложение N 3\nк Инструкции", "Appendix 3\nto the Instruction"),
        title: text(
            "Шаруашылықта және жеке секторда ауыл шаруашылық жануарларының жұқпалы ауруларының етек жаюын есепке алу\nЖУРНАЛЫ",
            "ЖУРНАЛ\nучета распространения инфекционных заболеваний сельскохозяйственных животных в хозяйствах и частном секторе",
            "JOURNAL\nof the spread of infectious diseases of farm animals on farms and in the private sector",
        ),
        book: text(
            "Қорғалжын ауданының ІІБ · 2026 жылғы 1 шілде – 22 қараша",
            "ОВД Коргалжынского района · 1 июля – 22 ноября 2026 года",
            "Korgalzhyn district police · 1 July – 22 November 2026",
        ),
        translation_note: match lang {
            "kk" => None,
            "ru" => Some("Перевод, не официальный. Форма Инструкции составлена на казахском языке.".to_owned()),
            _ => Some("Translation, not official. The form of the Instruction is in Kazakh.".to_owned()),
        },
        columns: headings(lang)
            .into_iter()
            .zip(WEIGHTS)
            .map(|(heading, weight)| Column {
                heading: heading.to_owned(),
                weight,
                align: Align::Left,
            })
            .collect(),
        rows: (0..rows).map(|row| samples[row % samples.len()].map(str::to_owned).to_vec()).collect(),
        footnotes: vec![text(
            "8, 9-бағандар: бір күнде болған ең көп сан.",
            "Графы 8, 9: наибольшее число за один день.",
            "Columns 8, 9: the greatest number on one day.",
        )],
        signatures: signatures(lang),
        stamp: text("М.О.", "М.П.", "Seal"),
        trail: text(
            "Тізбек № 1 204 · sha-256 7f3a9b02…c41e · 22.11.2026 09:20",
            "Цепь № 1 204 · sha-256 7f3a9b02…c41e · 22.11.2026 09:20",
            "Chain No. 1 204 · sha-256 7f3a9b02…c41e · 22.11.2026 09:20",
        ),
        page_label: text("{page}-бет, барлығы {pages}", "стр. {page} из {pages}", "page {page} of {pages}"),
        volume_label: text("{volume}-том, барлығы {volumes}", "том {volume} из {volumes}", "volume {volume} of {volumes}"),
        empty: text("Жазба жоқ.", "Записей нет.", "No entries."),
    }
}
