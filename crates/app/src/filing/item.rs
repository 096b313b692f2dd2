//! What a line of a file says, in words of each language; and as a row of the inventory that is kept with a closed volume.

use std::collections::BTreeMap;

use jiff::civil::Date;
use qorgau_domain::value::{Content, Row, Value};
use qorgau_domain::{BodyId, EntryId, Lang, Period, Tree};
use qorgau_l10n::L10n;
use qorgau_rulebook::filing;
use uuid::Uuid;

use super::{Line, Of};
use crate::App;

/// What a line says of its paper, before it is put in words of a language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Item {
    /// What it is, as `holds` of the nomenclature writes it: `register:CODE`, `document:CODE`, `received:CODE`.
    pub kind: String,
    /// From whom or to whom.
    pub other: Option<String>,
    /// What it is about, in each language that was asked for; of a document its period as written.
    pub about: BTreeMap<Lang, String>,
    /// Their number.
    pub their_number: Option<String>,
    /// Their date.
    pub their_date: Option<Date>,
    /// From which body it was received.
    pub body: Option<BodyId>,
    /// It was signed, and not sent yet.
    pub unsent: bool,
}

/// The fields of a row that say what it is about, by language.
const ABOUT: [(Lang, &str); 3] = [(Lang::Kk, "about"), (Lang::Ru, "about_ru"), (Lang::En, "about_en")];

impl Item {
    /// What it is about in a language: what was said in Kazakh where nothing else was.
    #[must_use]
    pub fn about(&self, lang: Lang) -> &str {
        let said = self.about.get(&lang).or_else(|| self.about.get(&Lang::Kk));
        said.map_or("", String::as_str)
    }

    /// Whether it says the same as another, in a language.
    #[must_use]
    pub fn same(&self, other: &Item, lang: Lang) -> bool {
        let facts = |item: &Item| Item {
            about: BTreeMap::new(),
            ..item.clone()
        };
        self.about(lang) == other.about(lang) && facts(self) == facts(other)
    }
}

/// The heading of a line, and what else is known of it.
pub(super) fn words(app: &App, tree: &Tree, lang: Lang, (item, day): (&Item, Date)) -> (String, String) {
    let l = L10n::get(lang);
    let (other, about) = (item.other.as_deref().unwrap_or_default(), item.about(lang));
    let (sort, code) = item.kind.split_once(':').unwrap_or_default();
    if sort == "register" {
        return match code {
            filing::INCOMING => (l.filing_incoming(other, about), theirs(l, item)),
            filing::OUTGOING => (l.filing_outgoing(other, about), String::new()),
            _ => {
                let name = app.rulebook.register(code).map_or(code, |register| register.name.get(lang));
                (format!("{name}: {about}"), String::new())
            }
        };
    }
    let kind = app.rulebook.documents.iter().find(|kind| kind.code == code);
    let name = kind.map_or(code, |kind| kind.name.get(lang));
    let period = about.parse::<Period>().map_or_else(|_| about.to_owned(), |period| l.period(period));
    match item.body {
        Some(body) => (format!("{name}: {period}. {}", called(tree, body, day, lang)), l.filing_from_below()),
        None if item.unsent => (format!("{name}: {period}"), l.filing_not_sent()),
        None => (format!("{name}: {period}"), String::new()),
    }
}

fn theirs(l: &L10n, item: &Item) -> String {
    let number = item.their_number.as_ref().map(|number| format!("№ {number}"));
    let dated = item.their_date.map(|day| l.date(day));
    number.into_iter().chain(dated).collect::<Vec<_>>().join(", ")
}

/// What a body was called on a day.
fn called(tree: &Tree, body: BodyId, day: Date, lang: Lang) -> String {
    let last = || tree.versions().filter(|version| version.id == body).last();
    let version = tree.on(body, day).or_else(last);
    version.map_or_else(String::new, |version| version.name.get(lang).to_owned())
}

/// A line as a row of an inventory.
pub(super) fn row(no: i64, line: &Line) -> Row {
    let text = |text: &str| Some(Value::Text(text.to_owned())).filter(|_| !text.is_empty());
    let yes = |yes: bool| yes.then_some(Value::YesNo(true));
    let (item, id) = (
        &line.item,
        match line.of {
            Of::Entry(id) => id.to_string(),
            Of::Document(id) => id.to_string(),
        },
    );
    let about = ABOUT.iter().map(|(lang, code)| {
        let said = item.about.get(lang).filter(|said| *lang == Lang::Kk || said.as_str() != item.about(Lang::Kk));
        (*code, said.and_then(|said| text(said)))
    });
    let cells = [
        ("kind", text(&item.kind)),
        ("id", text(&id)),
        ("day", Some(Value::Date(line.day))),
        ("number", text(&line.index)),
        ("other", item.other.as_deref().and_then(text)),
        ("their_number", item.their_number.as_deref().and_then(text)),
        ("their_date", item.their_date.map(Value::Date)),
        ("body", item.body.map(Value::Body)),
        ("unsent", yes(item.unsent)),
        ("sheets", Some(Value::Number(line.sheets))),
        ("counted", yes(line.exact)),
    ];
    let stated = cells.into_iter().chain(about).filter_map(|(code, value)| Some((code.to_owned(), value?)));
    Row { no, cells: stated.collect() }
}

/// A line from a row of an inventory, without words; `None` for what is none.
pub(super) fn line(row: &Row) -> Option<Line> {
    let cells = &row.cells;
    let text = |code: &str| cells.get(code).and_then(Value::text).map(str::to_owned);
    let kind = text("kind")?;
    let id = cells.get("id").and_then(Value::text)?.parse::<Uuid>().ok()?;
    let about = ABOUT.iter().filter_map(|(lang, code)| Some((*lang, text(code)?)));
    Some(Line {
        of: if kind.starts_with("register:") {
            Of::Entry(EntryId(id))
        } else {
            Of::Document(id)
        },
        day: cells.get("day").and_then(Value::day)?,
        index: text("number").unwrap_or_default(),
        sheets: cells.get("sheets").and_then(Value::number).unwrap_or(0),
        exact: said(cells, "counted"),
        item: Item {
            other: text("other"),
            about: about.collect(),
            their_number: text("their_number"),
            their_date: cells.get("their_date").and_then(Value::day),
            body: match cells.get("body") {
                Some(Value::Body(body)) => Some(*body),
                _ => None,
            },
            unsent: said(cells, "unsent"),
            kind,
        },
        title: String::new(),
        note: String::new(),
        named: None,
        volume: None,
    })
}

fn said(cells: &Content, code: &str) -> bool {
    cells.get(code) == Some(&Value::YesNo(true))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_line_comes_back_from_its_row_as_it_was() {
        let paper = Line {
            of: Of::Entry(EntryId(Uuid::from_u128(7))),
            item: Item {
                kind: "register:incoming_paper".to_owned(),
                other: Some("Инспекция".to_owned()),
                about: BTreeMap::from([(Lang::Kk, "Рейд".to_owned())]),
                their_number: Some("04-11/7".to_owned()),
                their_date: Some(date(2026, 1, 5)),
                body: None,
                unsent: false,
            },
            day: date(2026, 1, 9),
            index: "3/2026".to_owned(),
            title: String::new(),
            sheets: 4,
            exact: true,
            note: String::new(),
            named: None,
            volume: None,
        };
        let received = Line {
            of: Of::Document(Uuid::from_u128(9)),
            item: Item {
                kind: "received:return.monthly".to_owned(),
                about: BTreeMap::from([(Lang::Kk, "2026-10".to_owned())]),
                body: Some(BodyId(4)),
                ..Item::default()
            },
            index: String::new(),
            sheets: 1,
            exact: false,
            ..paper.clone()
        };
        for (no, known) in (1..).zip([paper, received]) {
            assert_eq!(line(&row(no, &known)), Some(known));
        }
    }

    #[test]
    fn what_is_alike_in_all_languages_is_kept_once() {
        let mut item = Item::default();
        for lang in Lang::ALL {
            item.about.insert(lang, "Рейд".to_owned());
        }
        item.about.insert(Lang::En, "Raid".to_owned());
        let whole = Line {
            of: Of::Entry(EntryId(Uuid::from_u128(7))),
            item: Item {
                kind: "register:raid".to_owned(),
                ..item
            },
            day: date(2026, 1, 9),
            index: "1/2026".to_owned(),
            title: String::new(),
            sheets: 1,
            exact: false,
            note: String::new(),
            named: None,
            volume: None,
        };
        let made = row(1, &whole);
        assert!(!made.cells.contains_key("about_ru"));
        let back = line(&made).unwrap();
        let about = Lang::ALL.map(|lang| back.item.about(lang).to_owned());
        assert_eq!(about, ["Рейд", "Рейд", "Raid"]);
        assert!(Lang::ALL.into_iter().all(|lang| back.item.same(&whole.item, lang)));
    }
}
