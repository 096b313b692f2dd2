//! Bans: what natural objects forbid in which days of the year, or all year by their regime (clauses 19.4 and 21.8).
//!
//! Pure: a ban is read from an entry of the register of natural objects, and asked about a day, a species and a way of taking. An object
//! forbids only while it exists.

use jiff::civil::Date;
use qorgau_domain::season::{Season, YearDay};
use qorgau_domain::value::{Content, Row, Span, Value};

/// The register whose entries hold bans.
pub const REGISTER: &str = "natural_object";
/// Its rows, one for each ban.
pub const ROWS: &str = "seasons";

/// What a ban rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// A season that the object names.
    Season,
    /// Its regime: closed all year.
    Closed,
    /// Its regime: use is limited all year.
    Limited,
}

/// A ban of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ban {
    /// What it rests on.
    pub rule: Rule,
    /// The number of its row; 0 of a regime.
    pub row: i64,
    /// While the object exists; `None`: not known since when, and still.
    pub exists: Option<Span>,
    /// When.
    pub season: Season,
    /// The species; `None`: every species.
    pub species: Option<String>,
    /// The gear or way of taking; `None`: every one.
    pub way: Option<String>,
    /// The act it rests on, as written; of a regime what it forbids, too.
    pub act: Option<String>,
}

/// The list of ways of taking; an item's tags are the kinds of things seized that serve it.
pub const WAYS: &str = "taking_ways";

/// What is asked. What is not said is not asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question<'a> {
    /// The species taken.
    pub species: Option<&'a str>,
    /// The gear and ways of taking that it may have been; none: not said.
    pub ways: Vec<&'a str>,
}

impl Ban {
    /// The bans of an object, from the fields of its entry: that of its regime first. Rows that name no sound days are none.
    #[must_use]
    pub fn of(fields: &Content) -> Vec<Ban> {
        let rows = fields.get(ROWS).map(Value::rows).unwrap_or_default();
        let exists = match fields.get("existing") {
            Some(Value::Span(span)) => Some(*span),
            _ => None,
        };
        let seasons = rows.iter().filter_map(ban);
        regime(fields).into_iter().chain(seasons).map(|ban| Ban { exists, ..ban }).collect()
    }

    /// Whether it is about what is asked.
    #[must_use]
    pub fn concerns(&self, question: &Question<'_>) -> bool {
        let species = |said: &String| question.species.is_none_or(|asked| asked == said);
        let way = |said: &String| question.ways.is_empty() || question.ways.iter().any(|asked| asked == said);
        self.species.as_ref().is_none_or(species) && self.way.as_ref().is_none_or(way)
    }

    /// Whether it holds on a day for what is asked.
    #[must_use]
    pub fn forbids(&self, question: &Question<'_>, on: Date) -> bool {
        let exists = self.exists.is_none_or(|span| span.from <= on && span.until.is_none_or(|until| on <= until));
        exists && self.concerns(question) && self.season.holds(on)
    }
}

/// The ban of a regime that holds all year.
fn regime(fields: &Content) -> Option<Ban> {
    let text = |code: &str| fields.get(code).and_then(Value::text);
    let rule = match text("regime")? {
        "closed" => Rule::Closed,
        "limited" => Rule::Limited,
        _ => return None,
    };
    let said: Vec<&str> = ["regime_text", "act_number", "act_by"]
        .into_iter()
        .filter_map(text)
        .map(|said| said.trim_end_matches('.'))
        .collect();
    Some(Ban {
        rule,
        row: 0,
        exists: None,
        season: Season {
            first: YearDay::new(1, 1)?,
            last: YearDay::new(12, 31)?,
            from_year: None,
            until_year: None,
        },
        species: None,
        way: None,
        act: (!said.is_empty()).then(|| said.join(", ")),
    })
}

fn ban(row: &Row) -> Option<Ban> {
    let number = |code: &str| row.cells.get(code).and_then(Value::number);
    let text = |code: &str| row.cells.get(code).and_then(Value::text).map(str::to_owned);
    let day = |month: &str, day: &str| YearDay::new(number(month)?, number(day)?);
    let year = |code: &str| number(code).and_then(|year| i16::try_from(year).ok());
    Some(Ban {
        rule: Rule::Season,
        row: row.no,
        exists: None,
        season: Season {
            first: day("first_month", "first_day")?,
            last: day("last_month", "last_day")?,
            from_year: year("first_year"),
            until_year: year("last_year"),
        },
        species: text("species"),
        way: text("way"),
        act: text("act"),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn object(rows: &[&[(&str, Value)]]) -> Content {
        let row = |(no, cells): (i64, &&[(&str, Value)])| Row {
            no,
            cells: cells.iter().map(|(code, value)| ((*code).to_owned(), value.clone())).collect(),
        };
        Content::from([(ROWS.to_owned(), Value::Rows((1..).zip(rows).map(row).collect()))])
    }

    fn days(first: (i64, i64), last: (i64, i64)) -> Vec<(&'static str, Value)> {
        let pairs = [("first_month", first.0), ("first_day", first.1), ("last_month", last.0), ("last_day", last.1)];
        pairs.map(|(code, number)| (code, Value::Number(number))).into()
    }

    #[test]
    fn a_net_in_the_spawning_ban_is_forbidden_and_a_rod_is_not() {
        let mut nets = days((4, 15), (6, 1));
        nets.push(("way", Value::Choice("net".to_owned())));
        let bans = Ban::of(&object(&[&nets, &days((4, 31), (6, 1))]));
        let [ban] = bans.as_slice() else {
            panic!("the 31st of April is no day: {bans:?}")
        };
        let net = Question {
            species: Some("pike"),
            ways: vec!["net"],
        };
        let rod = Question {
            ways: vec!["hooks"],
            ..Question::default()
        };
        assert!(ban.forbids(&net, date(2026, 5, 1)) && !ban.forbids(&net, date(2026, 6, 2)));
        assert!(!ban.forbids(&rod, date(2026, 5, 1)));
        assert!(ban.forbids(&Question::default(), date(2026, 5, 1)), "who does not say with what is told all");
    }

    #[test]
    fn a_closed_object_forbids_all_year_while_it_exists() {
        let span = Span {
            from: date(2020, 1, 1),
            until: Some(date(2026, 6, 30)),
        };
        let mut reserve = object(&[]);
        reserve.insert("regime".to_owned(), Value::Choice("closed".to_owned()));
        reserve.insert("regime_text".to_owned(), Value::Text("кіруге болмайды".to_owned()));
        reserve.insert("existing".to_owned(), Value::Span(span));
        let bans = Ban::of(&reserve);
        let [ban] = bans.as_slice() else { panic!("{bans:?}") };
        assert_eq!((ban.rule, ban.act.as_deref()), (Rule::Closed, Some("кіруге болмайды")));
        let any = Question::default();
        assert!(ban.forbids(&any, date(2026, 2, 1)) && ban.forbids(&any, date(2026, 6, 30)));
        assert!(!ban.forbids(&any, date(2026, 7, 1)) && !ban.forbids(&any, date(2019, 12, 31)));
        reserve.insert("regime".to_owned(), Value::Choice("open".to_owned()));
        assert_eq!(Ban::of(&reserve), []);
    }

    proptest! {
        #[test]
        fn of_bans_that_overlap_each_one_that_holds_is_told(ends in proptest::array::uniform4((1..=12_i64, 1..=28_i64)), within in 0..365_i64) {
            let [first, last, other_first, other_last] = ends;
            let bans = Ban::of(&object(&[&days(first, last), &days(other_first, other_last)]));
            let day = date(2027, 1, 1).checked_add(within.days()).unwrap();
            let told: Vec<i64> = bans.iter().filter(|ban| ban.forbids(&Question::default(), day)).map(|ban| ban.row).collect();
            // Counted by the number that month and day make, apart from seasons.
            let at = |(month, day): (i64, i64)| month * 100 + day;
            let on = at((day.month().into(), day.day().into()));
            let lies = |first, last| if at(last) < at(first) { on >= at(first) || on <= at(last) } else { (at(first)..=at(last)).contains(&on) };
            let counted = [(1, lies(first, last)), (2, lies(other_first, other_last))];
            let counted: Vec<i64> = counted.into_iter().filter(|(_, lies)| *lies).map(|(row, _)| row).collect();
            prop_assert_eq!(told, counted);
        }
    }
}
