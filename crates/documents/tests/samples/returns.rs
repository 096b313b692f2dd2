//! Statistical returns, with figures made from the line and the child alone.

use qorgau_documents::{ByChild, ChildLine, Figure, Group, Line, MadeOn, ReturnForm, ReturnHeadings};

use super::words::{GROUPS, INDICATORS};
use super::{pick, signatures};

pub(crate) use super::words::CHILDREN;

/// A figure of whole numbers with separated thousands.
pub(crate) fn whole(number: i64) -> Figure {
    let digits = number.abs().to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    Figure::of(if number < 0 { format!("−{text}") } else { text }, number as f64)
}

fn difference(number: i64) -> Figure {
    let figure = whole(number);
    if number > 0 {
        Figure {
            text: format!("+{}", figure.text),
            ..figure
        }
    } else {
        figure
    }
}

fn scale(code: &str) -> i64 {
    match code {
        "F12" | "D01" | "D02" => 97_451,
        "S01" | "R14" => 31,
        _ => 1,
    }
}

fn line(lang: &str, number: usize) -> Line {
    let (code, indent, name, unit) = INDICATORS[number % INDICATORS.len()];
    let by = scale(code);
    let (now, before) = ((number as i64 * 37 % 97) * by, (number as i64 * 53 % 89) * by);
    let missing = number % 19 == 18;
    let again = number / INDICATORS.len();
    Line {
        code: if again == 0 {
            code.to_owned()
        } else {
            format!("{}{}", &code[..1], number + 1)
        },
        name: pick(lang, name).to_owned(),
        indent,
        unit: pick(lang, unit).to_owned(),
        period: whole(now),
        year_before: if missing { Figure::missing() } else { whole(before) },
        difference: if missing { Figure::missing() } else { difference(now - before) },
        year_to_date: whole(now * 9 + before),
    }
}

pub(crate) fn return_of(lang: &str, lines: usize, children: usize) -> ReturnForm {
    let text = |kk: &str, ru: &str, en: &str| pick(lang, [kk, ru, en]).to_owned();
    let per_group = INDICATORS.len();
    let groups = (0..lines).collect::<Vec<_>>();
    let groups = groups
        .chunks(per_group)
        .zip(GROUPS.iter().cycle())
        .map(|(numbers, name)| Group {
            name: pick(lang, *name).to_owned(),
            lines: numbers.iter().map(|&number| line(lang, number)).collect(),
        })
        .collect::<Vec<_>>();
    let by_child = (children > 0).then(|| ByChild {
        title: text("Бағынысты органдар бойынша", "По подчиненным органам", "By subordinate body"),
        children: CHILDREN
            .iter()
            .cycle()
            .take(children)
            .map(|[kk, ru]| pick(lang, [*kk, *ru, *kk]).to_owned())
            .collect(),
        own_label: text("Өзінің жазбалары", "Собственные записи", "Own entries"),
        lines: (0..lines)
            .map(|number| {
                let line = line(lang, number);
                let figure = |child: usize| match (number + child) % 29 {
                    28 => Figure::missing(),
                    _ => whole((number * 7 + child * 13) as i64 % 41 * scale(&line.code)),
                };
                ChildLine {
                    figures: (0..=children).map(figure).collect(),
                    code: line.code.clone(),
                    name: line.name,
                }
            })
            .collect(),
    });
    ReturnForm {
        lang: lang.to_owned(),
        official: None,
        made_on: MadeOn { year: 2026, month: 12, day: 1 },
        title: text("Айлық статистикалық есеп", "Ежемесячный статистический отчёт", "Monthly statistical return"),
        body: text(
            "Қазақстан Республикасының Ішкі істер министрлігі",
            "Министерство внутренних дел Республики Казахстан",
            "Ministry of Internal Affairs of the Republic of Kazakhstan",
        ),
        period: text("2026 жылғы қараша", "ноябрь 2026 года", "November 2026"),
        translation_note: (lang != "kk").then(|| text("", "Перевод, не официальный.", "Translation, not official.")),
        headings: ReturnHeadings {
            code: text("Коды", "Код", "Code"),
            indicator: text("Көрсеткіш", "Показатель", "Indicator"),
            unit: text("Өлшем", "Единица", "Unit"),
            period: text("Қараша 2026", "Ноябрь 2026", "November 2026"),
            year_before: text("Қараша 2025", "Ноябрь 2025", "November 2025"),
            difference: text("Айырма", "Разница", "Difference"),
            year_to_date: text("Жыл басынан", "С начала года", "Year to date"),
        },
        groups,
        by_child,
        footnotes: vec![text(
            "«—»: төмендегі органдардың ешқайсысы бұл кезеңде журнал жүргізбеген.",
            "«—»: ни один из нижестоящих органов не вёл журнал в этот период.",
            "“—”: none of the bodies below kept the register in this period.",
        )],
        signatures: signatures(lang),
        stamp: text("М.О.", "М.П.", "Seal"),
        trail: "Тізбек № 20 417 · sha-256 0b51c2aa…9e70 · 01.12.2026 10:04".to_owned(),
        page_label: text("{page}-бет, барлығы {pages}", "стр. {page} из {pages}", "page {page} of {pages}"),
    }
}
