//! The journal of Appendix 3: nine columns, farm animals only (D7, D8, D28).

use std::collections::BTreeMap;

use jiff::civil::Date;
use qorgau_domain::value::{Content, Row, Value, rows as rows_of};
use qorgau_domain::{Lang, Tree};
use qorgau_l10n::L10n;
use qorgau_rulebook::register::Register;
use qorgau_store::{Scope, Stored};

use super::Bound;
use crate::{App, AppError, show, stood_below};

/// What stands for something not stated.
const NONE: &str = "—";

/// The rows of the journal, and the entries they are made of.
pub(super) async fn rows(app: &App, tree: &Tree, scope: &Scope, days: (i64, i64), lang: Lang) -> Result<Bound, AppError> {
    let register = app.register("outbreak")?;
    let of_farm_animals = |fields: &Content| {
        let sector = fields.get("sector").and_then(Value::text).unwrap_or_default();
        app.rulebook.lists.get("sectors").is_some_and(|list| list.has_tag(sector, "farm_animals"))
    };
    let stored = app.store.entries(scope, "outbreak", days.0, days.1).await?;
    let line = |fields: &Content| {
        Columns {
            app,
            register,
            fields,
            lang,
            words: L10n::get(lang),
        }
        .all()
    };
    let used: Vec<Stored> = stored
        .into_iter()
        .filter(|stored| stood_below(tree, scope.root(), stored) && of_farm_animals(&stored.entry.fields))
        .collect();
    Ok((used.iter().map(|stored| line(&stored.entry.fields)).collect(), used))
}

/// Whether columns 8 or 9 of a row hold a figure.
pub(super) fn has_peaks(row: &[String]) -> bool {
    row.iter().skip(7).any(|cell| cell != NONE)
}

struct Columns<'a> {
    app: &'a App,
    register: &'a Register,
    fields: &'a Content,
    lang: Lang,
    words: &'static L10n,
}

impl Columns<'_> {
    fn all(&self) -> Vec<String> {
        vec![
            self.place(),
            self.disease(),
            self.animals("species"),
            self.animals("sick"),
            self.causes(),
            self.day_and_decision("onset_on", "imposed_on", "imposed_decision"),
            self.day_and_decision("ended_on", "lifted_on", "lifted_decision"),
            self.posts(),
            self.people(),
        ]
    }

    fn text(&self, field: &str) -> Option<String> {
        self.fields.get(field).and_then(Value::text).map(str::to_owned).filter(|text| !text.is_empty())
    }

    fn choice(&self, field: &str) -> Option<String> {
        let def = self.register.field(field)?;
        Some(show::name(&self.app.rulebook, def, self.fields.get(field)?.text()?, self.lang))
    }

    fn place(&self) -> String {
        let mut parts: Vec<String> = self.text("farm").into_iter().collect();
        let settlements = rows_of(self.fields, "settlements")
            .iter()
            .filter_map(|row| row.cells.get("name").and_then(Value::text))
            .map(str::to_owned);
        parts.extend(settlements);
        if let (1.., Some(Value::Place(place))) = (usize::from(parts.is_empty()), self.fields.get("place")) {
            parts.push(place.name.clone());
        }
        if self.fields.get("sector").and_then(Value::text) == Some("private") {
            parts.push(self.words.private_sector());
        }
        joined(parts, ", ")
    }

    fn disease(&self) -> String {
        let agent = self.choice("agent").or_else(|| {
            let code = self.fields.get("disease")?.text()?;
            let agent = self.app.rulebook.item("diseases", code)?.text("agent")?;
            Some(self.app.rulebook.item("agents", agent)?.name.get(self.lang).to_owned())
        });
        let kind = joined([agent, self.text("serotype")].into_iter().flatten().collect(), ", ");
        joined(
            [self.choice("disease"), Some(kind).filter(|kind| kind != NONE)].into_iter().flatten().collect(),
            "; ",
        )
    }

    /// A sub-field of the animals, one for each species; what was not counted is not zero.
    fn animals(&self, code: &str) -> String {
        let Some(def) = self.register.field("animals").and_then(|rows| rows.sub(code)) else {
            return NONE.to_owned();
        };
        let cell = |row: &Row| match row.cells.get(code) {
            Some(Value::Choice(code)) => show::name(&self.app.rulebook, def, code, self.lang),
            Some(Value::Number(number)) => number.to_string(),
            _ => NONE.to_owned(),
        };
        joined(rows_of(self.fields, "animals").iter().map(cell).collect(), "; ")
    }

    fn causes(&self) -> String {
        let listed = match (self.register.field("causes"), self.fields.get("causes")) {
            (Some(def), Some(Value::Choices(codes))) => codes.iter().map(|code| show::name(&self.app.rulebook, def, code, self.lang)).collect(),
            _ => Vec::new(),
        };
        joined(listed.into_iter().chain(self.text("causes_text")).collect(), "; ")
    }

    fn day_and_decision(&self, day: &str, decided: &str, decision: &str) -> String {
        let date = |field: &str| self.fields.get(field).and_then(Value::day).map(|day| self.words.date(day));
        let number = self.text(decision).map(|text| self.decision(text));
        let decided = joined([date(decided), number].into_iter().flatten().collect(), ", ");
        joined([date(day), Some(decided).filter(|text| text != NONE)].into_iter().flatten().collect(), ";\n")
    }

    /// A bare number is called a decision; a decision in words stands as written.
    fn decision(&self, text: String) -> String {
        let number = text.trim_start_matches(['№', ' ']);
        let bare = number.starts_with(|first: char| first.is_ascii_digit()) && !number.contains(' ');
        if bare { self.words.decision_cell(number) } else { text }
    }

    fn posts(&self) -> String {
        let standing = rows_of(self.fields, "posts");
        let Some(day) = busiest(standing, "standing") else { return NONE.to_owned() };
        let of = |kind: Option<&str>| on(standing, "standing", "kind", kind, day);
        let [total, veterinary, police, joint] = [None, Some("veterinary"), Some("police"), Some("veterinary_police")]
            .map(of)
            .map(|count| count.to_string());
        self.words.posts_cell(&total, &veterinary, &police, &joint)
    }

    fn people(&self) -> String {
        let engaged = rows_of(self.fields, "people");
        let Some(day) = busiest(engaged, "engaged") else { return NONE.to_owned() };
        let of = |service: &str| on(engaged, "engaged", "service", Some(service), day).to_string();
        self.words.people_cell(&of("line"), &of("other_police"))
    }
}

fn joined(parts: Vec<String>, by: &str) -> String {
    if parts.is_empty() { NONE.to_owned() } else { parts.join(by) }
}

fn stands(row: &Row, span: &str, day: Date) -> bool {
    matches!(row.cells.get(span), Some(Value::Span(span)) if span.from <= day && span.until.is_none_or(|until| day <= until))
}

fn on(rows: &[Row], span: &str, by: &str, wanted: Option<&str>, day: Date) -> i64 {
    let counted = rows
        .iter()
        .filter(|row| stands(row, span, day) && wanted.is_none_or(|wanted| row.cells.get(by).and_then(Value::text) == Some(wanted)));
    counted.filter_map(|row| row.cells.get("count").and_then(Value::number)).sum()
}

/// The day on which most stood; only a day on which a span begins can be it.
fn busiest(rows: &[Row], span: &str) -> Option<Date> {
    let begins = rows.iter().filter_map(|row| row.cells.get(span).and_then(Value::day));
    let sums: BTreeMap<Date, i64> = begins.map(|day| (day, on(rows, span, "", None, day))).collect();
    sums.into_iter().max_by_key(|(day, sum)| (*sum, std::cmp::Reverse(*day))).map(|(day, _)| day)
}
