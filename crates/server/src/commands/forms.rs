//! From figures and books to forms with every text ready in one language.

use std::collections::BTreeMap;

use jiff::civil::Date;
use qorgau_app::App;
use qorgau_app::journals::Book;
use qorgau_app::letters::Block;
use qorgau_app::returns::{Figure, Kind, Return, Who};
use qorgau_documents as documents;
use qorgau_domain::{BodyId, Lang, Tree, amount};
use qorgau_l10n::L10n;
use qorgau_rulebook::Indicator;
use qorgau_rulebook::indicator::GROUPS;
use qorgau_web::printing::{Last, Letter, Standing};

use crate::cli::Paper;
use crate::output::Failure;

/// The heads of chains: body, last act, its hash.
pub type Heads = [(BodyId, i64, Vec<u8>)];

/// A journal as a form.
pub fn journal(app: &App, tree: &Tree, heads: &Heads, (body, days): (BodyId, (Date, Date)), book: &Book, lang: Lang) -> documents::Journal {
    let l = L10n::get(lang);
    let name = tree.on(body, days.1).map_or_else(String::new, |version| version.name.get(lang).to_owned());
    let columns = book.columns.iter().map(|(heading, weight)| documents::Column {
        heading: heading.clone(),
        weight: *weight,
        align: documents::Align::Left,
    });
    documents::Journal {
        lang: lang.code().to_owned(),
        made_on: made_on(app),
        official: book.official.then(|| l.official_full()),
        appendix: book.appendix.as_ref().map_or_else(String::new, |text| text.get(lang).to_owned()),
        title: book.title.get(lang).to_owned(),
        book: l.journal_book(&name, &l.from_until(days.0, days.1)),
        translation_note: translation_note(app, lang),
        columns: columns.collect(),
        rows: book.rows.clone(),
        footnotes: if book.has_peaks { vec![l.footnote_peak()] } else { Vec::new() },
        signatures: [l.post_inspector(), l.post_head()]
            .map(|post| documents::Signature { post, name: String::new() })
            .into(),
        stamp: l.stamp(),
        trail: trail(app, l, heads, body),
        page_label: l.page_label(),
        volume_label: l.volume_label(),
        empty: l.empty_journal(),
    }
}

/// A return as a form.
pub fn statistical_return(app: &App, tree: &Tree, figures: &Return, heads: &Heads, lang: Lang) -> documents::ReturnForm {
    let l = L10n::get(lang);
    let last = figures.period.last_month().last();
    let name = |body: BodyId| tree.on(body, last).map_or_else(String::new, |version| version.name.get(lang).to_owned());
    let title = match figures.kind {
        Kind::Monthly => l.return_title_monthly(),
        Kind::Quarterly => l.return_title_quarterly(),
    };
    let by_code: BTreeMap<&str, &Figure> = figures.figures.iter().map(|figure| (figure.code.as_str(), figure)).collect();
    let groups = GROUPS.iter().map(|group| {
        let shown = app.shown(figures.kind).filter(|indicator| indicator.group == *group);
        let lines = shown.filter_map(|indicator| Some(line(app, l, lang, indicator, by_code.get(indicator.code.as_str())?)));
        documents::Group {
            name: qorgau_app::returns::group_name(l, group),
            lines: lines.collect(),
        }
    });
    documents::ReturnForm {
        lang: lang.code().to_owned(),
        made_on: made_on(app),
        official: holds_marked(app, figures).then(|| l.official_full()),
        title,
        body: name(figures.body),
        period: l.period(figures.period),
        translation_note: translation_note(app, lang),
        headings: documents::ReturnHeadings {
            code: l.head_code(),
            indicator: l.head_indicator(),
            unit: l.head_unit(),
            period: l.head_period(),
            year_before: l.head_year_before(),
            difference: l.head_difference(),
            year_to_date: l.head_year_to_date(),
        },
        groups: groups.filter(|group: &documents::Group| !group.lines.is_empty()).collect(),
        by_child: by_child(app, l, lang, figures, &name),
        footnotes: vec![l.footnote_missing(), l.footnote_not_stated()],
        signatures: vec![documents::Signature {
            post: l.post_head(),
            name: String::new(),
        }],
        stamp: l.stamp(),
        trail: trail(app, l, heads, figures.body),
        page_label: l.page_label(),
    }
}

/// Whether a return holds a figure for official use.
fn holds_marked(app: &App, figures: &Return) -> bool {
    let marked = |figure: &Figure| app.rulebook.indicator(&figure.code).is_some_and(|indicator| indicator.marked);
    figures.figures.iter().any(marked)
}

/// A letter as a form.
pub fn letter(app: &App, letter: Letter) -> documents::Letter {
    let l = L10n::get(letter.lang);
    let last = match letter.last {
        Last::Head => Some((l.post_head(), String::new())),
        Last::By(post, name) => Some((post, name)),
        Last::Nobody => None,
    };
    let posts = letter.signers.into_iter().map(|post| (post, String::new())).chain(last);
    documents::Letter {
        lang: letter.lang.code().to_owned(),
        made_on: made_on(app),
        official: letter.official.then(|| l.official_full()),
        addressee: letter.addressee,
        title: letter.title,
        body: letter.body,
        dated: letter.dated,
        translation_note: translation_note(app, letter.lang).filter(|_| letter.standing == Standing::Kazakh),
        blocks: letter.blocks.into_iter().map(block).collect(),
        footnotes: Vec::new(),
        signatures: posts.map(|(post, name)| documents::Signature { post, name }).collect(),
        stamp: l.stamp(),
        trail: String::new(),
        page_label: l.page_label(),
    }
}

fn block(block: Block) -> documents::Block {
    match block {
        Block::Heading(text) => documents::Block::Heading(text),
        Block::Paragraph(text) => documents::Block::Paragraph(text),
        Block::Table { heads, rows } => documents::Block::Table { heads, rows },
    }
}

fn line(app: &App, l: &L10n, lang: Lang, indicator: &Indicator, figure: &Figure) -> documents::Line {
    let scale = indicator.scale;
    let difference = figure.period.zip(figure.year_before).map(|(now, before)| now - before);
    let signed = |number: i64| {
        let text = l.number(number, scale);
        documents::Figure::of(if number > 0 { format!("+{text}") } else { text }, float(number, scale))
    };
    let unit = app
        .rulebook
        .units
        .get(&indicator.unit)
        .map_or_else(String::new, |unit| unit.name.get(lang).to_owned());
    documents::Line {
        code: indicator.code.clone(),
        name: app.figure_name(indicator, lang),
        indent: depth(app, indicator),
        unit,
        period: shown(l, figure.period, scale),
        year_before: shown(l, figure.year_before, scale),
        difference: difference.map_or_else(documents::Figure::missing, signed),
        year_to_date: shown(l, figure.year_to_date, scale),
    }
}

fn depth(app: &App, indicator: &Indicator) -> u8 {
    let above = indicator
        .part_of
        .as_ref()
        .and_then(|code| app.rulebook.indicator(code))
        .filter(|whole| whole.group == indicator.group);
    above.map_or(0, |whole| if whole.part_of.is_some() { 2 } else { 1 })
}

fn shown(l: &L10n, number: Option<i64>, scale: u8) -> documents::Figure {
    number.map_or_else(documents::Figure::missing, |number| {
        documents::Figure::of(l.number(number, scale), float(number, scale))
    })
}

/// Spreadsheets know floats only; the record keeps the whole number.
#[allow(clippy::cast_precision_loss, reason = "a spreadsheet cell is a float")]
fn float(number: i64, scale: u8) -> f64 {
    number as f64 / amount::unit(scale) as f64
}

fn by_child(app: &App, l: &L10n, lang: Lang, figures: &Return, name: &dyn Fn(BodyId) -> String) -> Option<documents::ByChild> {
    if figures.children.is_empty() {
        return None;
    }
    let has = |who: Who| {
        figures
            .figures
            .iter()
            .any(|figure| figure.rows.iter().any(|row| row.who == who && row.period.is_some_and(|amount| amount != 0)))
    };
    let mut columns: Vec<(Who, String)> = figures.children.iter().map(|child| (Who::Child(*child), name(*child))).collect();
    if has(Who::Doubles) {
        columns.push((Who::Doubles, l.head_doubles()));
    }
    let lines = figures.figures.iter().filter_map(|figure| {
        let indicator = app.rulebook.indicator(&figure.code)?;
        let cell = |who: Who| match figure.rows.iter().find(|row| row.who == who) {
            Some(row) => shown(l, row.period, indicator.scale),
            None if matches!(who, Who::Child(_)) => documents::Figure::missing(),
            // A body's own row and what is taken off are nought where there is nothing, not unknown.
            None => documents::Figure::of("0", 0.0),
        };
        let cells = columns.iter().map(|(who, _)| cell(*who)).chain(std::iter::once(cell(Who::Own)));
        Some(documents::ChildLine {
            code: figure.code.clone(),
            name: app.figure_name(indicator, lang),
            figures: cells.collect(),
        })
    });
    let (children, lines) = (columns.iter().map(|(_, name)| name.clone()).collect(), lines.collect());
    Some(documents::ByChild {
        title: l.by_child_title(),
        children,
        own_label: l.head_own(),
        lines,
    })
}

pub(super) fn translation_note(app: &App, lang: Lang) -> Option<String> {
    (lang != Lang::Kk).then(|| app.rulebook.instruction.translation_note.get(lang).to_owned())
}

pub(super) fn made_on(app: &App) -> documents::MadeOn {
    let today = app.today();
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    documents::MadeOn {
        year: u16::try_from(today.year()).unwrap_or(0),
        month: part(today.month()),
        day: part(today.day()),
    }
}

/// The position of the body's chain that the form was made at.
fn trail(app: &App, l: &L10n, heads: &Heads, body: BodyId) -> String {
    let (seq, hash) = heads
        .iter()
        .find(|(of, ..)| *of == body)
        .map_or((0, String::new()), |(_, seq, hash)| (*seq, qorgau_domain::ledger::hex(hash)));
    let short = hash.get(..12).unwrap_or("—");
    l.trail(&l.number(seq, 0), short, &l.moment(&app.now(), app.zone()))
}

/// A journal in the format asked for.
pub fn write_journal(form: &documents::Journal, format: Paper) -> Result<Vec<u8>, Failure> {
    documents::journal(form, of(format)).map_err(|error| match error {
        documents::DocumentError::TooLong { rows, most } => {
            let [rows, most] = [rows, most].map(|count| i64::try_from(count).unwrap_or(i64::MAX));
            Failure::TooLong { rows, most }
        }
        other => Failure::Refused(other.to_string()),
    })
}

/// A return in the format asked for.
pub fn write_return(form: &documents::ReturnForm, format: Paper) -> Result<Vec<u8>, Failure> {
    documents::statistical_return(form, of(format)).map_err(|error| Failure::Refused(error.to_string()))
}

fn of(format: Paper) -> documents::Format {
    match format {
        Paper::Pdf => documents::Format::Pdf,
        Paper::Xlsx => documents::Format::Xlsx,
        Paper::Csv => documents::Format::Csv,
    }
}
