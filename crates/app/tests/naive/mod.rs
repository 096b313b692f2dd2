//! Counts by reading every fact again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};
use qorgau_app::App;
use qorgau_domain::entry::EntryState;
use qorgau_domain::time::{OPEN, date_of, day_number};
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, EntryId, Month, Period, Tree};
use qorgau_rulebook::Rulebook;
use qorgau_rulebook::indicator::{Count, Indicator, Kind};
use qorgau_rulebook::register::{Condition, Field};

/// What a standing entry counts for.
struct Counted {
    entry: EntryId,
    body: BodyId,
    day: i64,
    /// The last day of a span.
    until: Option<i64>,
    amount: i64,
}

/// What a body said of its paper journal.
pub struct Paper {
    pub body: BodyId,
    pub register: String,
    /// The first day kept here.
    pub first: Date,
    /// Figure, month, amount.
    pub totals: Vec<(String, Month, i64)>,
}

impl Paper {
    /// Whether its totals stand for a day.
    fn stands_for(&self, day: Date) -> bool {
        let mut months = self.totals.iter().map(|(_, month, _)| month.first());
        day < self.first && months.any(|month| month <= day)
    }

    fn began(&self) -> Month {
        let months = self.totals.iter().map(|(_, month, _)| *month);
        months.chain([Month::of(self.first)]).min().unwrap()
    }
}

/// The same day so many months later, or the last one of a month that has no such day.
fn later(day: Date, months: i64) -> Date {
    let month = Month::of(day).plus(months);
    let last = month.last();
    if day.day() > last.day() {
        last
    } else {
        month.first().with().day(day.day()).build().unwrap()
    }
}

/// The facts, read again.
pub struct Naive<'a> {
    rulebook: &'a Rulebook,
    pub tree: Tree,
    counted: BTreeMap<String, Vec<Counted>>,
    /// The first month in which a body had an entry of a register, withdrawn ones included.
    kept: BTreeMap<(BodyId, String), Month>,
    /// Records of one fact, the one that stays first.
    pub links: Vec<Vec<EntryId>>,
    /// What was kept on paper, as it was stated last.
    pub papers: Vec<Paper>,
    paths: BTreeMap<(BodyId, Month), Vec<BodyId>>,
}

impl<'a> Naive<'a> {
    pub async fn of(app: &'a App, known: &[(EntryId, String)]) -> Self {
        let tree = app.store.tree().await.unwrap();
        let months = (Month::new(2024, 1).0..=Month::new(2026, 12).0).map(Month);
        let paths = months
            .flat_map(|month| tree.bodies().map(move |body| (body, month)))
            .map(|at| (at, path(&tree, at.0, at.1)));
        let mut naive = Naive {
            rulebook: &app.rulebook,
            paths: paths.collect(),
            tree: Tree::clone(&tree),
            counted: BTreeMap::new(),
            kept: BTreeMap::new(),
            links: Vec::new(),
            papers: Vec::new(),
        };
        naive.read(app, known).await;
        naive
    }

    /// Reads all facts anew. What was kept once stays kept.
    pub async fn read(&mut self, app: &App, known: &[(EntryId, String)]) {
        let (_, scope) = app.scope(app.body("MIA").await.unwrap()).await.unwrap();
        self.counted.clear();
        self.read_papers();
        for (id, register) in known {
            let entry = app.store.entry(&scope, *id).await.unwrap().unwrap().entry;
            if let Some(day) = entry.envelope.day {
                let since = self.kept.entry((entry.body, register.clone())).or_insert(Month::of(day));
                *since = Month::of(day).min(*since);
            }
            if entry.envelope.state == EntryState::Active {
                self.count(*id, register, entry.body, &entry.fields);
            }
        }
    }

    fn read_papers(&mut self) {
        for paper in &self.papers {
            let since = self.kept.entry((paper.body, paper.register.clone())).or_insert(paper.began());
            *since = paper.began().min(*since);
            for (code, month, amount) in &paper.totals {
                let last = paper.first.yesterday().unwrap().min(month.last());
                let counted = Counted {
                    entry: EntryId(uuid::Uuid::nil()),
                    body: paper.body,
                    day: day_number(last),
                    until: None,
                    amount: *amount,
                };
                self.counted.entry(code.clone()).or_default().push(counted);
            }
        }
    }

    fn count(&mut self, entry: EntryId, register: &str, body: BodyId, fields: &Content) {
        for indicator in &self.rulebook.indicators {
            for count in indicator.count.iter().filter(|count| count.register == register) {
                for (day, until, amount) in self.shape(count, fields) {
                    let on = date_of(day);
                    let mut papers = self.papers.iter().filter(|paper| (paper.body, paper.register.as_str()) == (body, register));
                    if until.is_none() && papers.any(|paper| paper.stands_for(on)) {
                        continue;
                    }
                    let counted = Counted {
                        entry,
                        body,
                        day,
                        until,
                        amount,
                    };
                    self.counted.entry(indicator.code.clone()).or_default().push(counted);
                }
            }
        }
    }

    /// The events and spans that one way of counting makes of an entry.
    fn shape(&self, count: &Count, fields: &Content) -> Vec<(i64, Option<i64>, i64)> {
        let defs = &self.rulebook.register(&count.register).unwrap().field;
        let Some(rows) = &count.rows else {
            return self.one(count, defs, fields).into_iter().collect();
        };
        let sub = &defs.iter().find(|def| def.code == *rows).unwrap().field;
        let mut seen = Vec::new();
        let mut found = Vec::new();
        for row in fields.get(rows).map_or(&[][..], Value::rows) {
            if let Some(value) = count.distinct.as_ref().and_then(|code| row.cells.get(code)) {
                if seen.contains(value) {
                    continue;
                }
                seen.push(value.clone());
            }
            // What the row does not have is the entry's; what the row could have and lacks is lacking.
            let mut around: Content = fields.clone();
            sub.iter().for_each(|def| drop(around.remove(&def.code)));
            around.extend(row.cells.clone());
            let defs: Vec<Field> = sub.iter().chain(defs).cloned().collect();
            found.extend(self.one(count, &defs, &around));
        }
        found
    }

    fn one(&self, count: &Count, defs: &[Field], fields: &Content) -> Option<(i64, Option<i64>, i64)> {
        if !count.conditions.iter().all(|condition| self.holds(condition, defs, fields)) {
            return None;
        }
        if let Some(duty) = &count.in_time {
            assert_eq!(duty, "application.answer");
            if !self.answered_in_time(fields) {
                return None;
            }
        }
        let day = |code: &Option<String>| match fields.get(code.as_ref()?)? {
            Value::Date(date) => Some(day_number(*date)),
            Value::Span(span) => Some(day_number(span.from)),
            _ => None,
        };
        let (first, last) = match (fields.get(count.span.as_deref().unwrap_or_default()), &count.from) {
            (Some(Value::Span(span)), _) => (day_number(span.from), Some(span.until.map_or(OPEN, day_number))),
            (_, Some(_)) => {
                let first = day(&count.from)?;
                let last = match count.lasts_months {
                    Some(months) => Some(day_number(later(date_of(first), months)) - 1),
                    None => day(&count.until).map(|last| if count.until_excluded { last - 1 } else { last }),
                };
                (first, Some(last.unwrap_or(OPEN)))
            }
            _ if count.span.is_some() => return None,
            _ => (day(&count.day)?, None),
        };
        if last.is_some_and(|last| last < first) {
            return None;
        }
        let amount = match (&count.amount_days, &count.amount) {
            (Some([from, until]), _) => day(&Some(until.clone()))? - day(&Some(from.clone()))?,
            (None, Some(code)) => match fields.get(code)? {
                Value::Number(0) => return None,
                Value::Number(number) => *number,
                _ => return None,
            },
            (None, None) => 1,
        };
        Some((first, last, amount))
    }

    /// Whether an application was answered by the day until which its term was extended, else by the day that was set, else within the
    /// working days that its applicant is promised.
    fn answered_in_time(&self, fields: &Content) -> bool {
        let day = |code: &str| fields.get(code).and_then(Value::day);
        let holidays = &self.rulebook.lists["holidays"].item;
        let off = |on: Date| {
            let weekend = matches!(on.weekday(), Weekday::Saturday | Weekday::Sunday);
            weekend || holidays.iter().any(|item| item.more["day"].to_string() == on.to_string())
        };
        let promised = || {
            let (mut on, applicant) = (day("received_on")?, fields.get("applicant")?.text()?);
            let terms = &self.rulebook.lists["application_terms"].item;
            let term = terms.iter().find(|term| term.code == applicant && term.in_force(on))?;
            for _ in 0..term.number("working_days")? {
                on = on.tomorrow().unwrap();
                while off(on) {
                    on = on.tomorrow().unwrap();
                }
            }
            Some(on)
        };
        let until = day("extended_until").or_else(|| day("due_on")).or_else(promised);
        day("answered_on").zip(until).is_some_and(|(answered, until)| answered <= until)
    }

    fn holds(&self, condition: &Condition, defs: &[Field], fields: &Content) -> bool {
        let value = fields.get(&condition.field);
        let def = defs.iter().find(|def| def.code == condition.field);
        if let Some(inner) = &condition.any_row {
            let sub = &def.unwrap().field;
            return value.map_or(&[][..], Value::rows).iter().any(|row| self.holds(inner, sub, &row.cells));
        }
        let codes: Vec<&String> = match value {
            Some(Value::Choice(code)) => vec![code],
            Some(Value::Choices(codes)) => codes.iter().collect(),
            _ => Vec::new(),
        };
        let list = def.and_then(|def| def.list.as_ref()).map(|list| &self.rulebook.lists[list]);
        let is = match (&condition.is, value) {
            (None, _) => true,
            (Some(toml::Value::Boolean(wanted)), Some(Value::YesNo(yes))) => yes == wanted,
            (Some(toml::Value::Boolean(wanted)), None) => !wanted,
            (Some(toml::Value::String(wanted)), _) => codes.contains(&wanted),
            (Some(toml::Value::Integer(wanted)), Some(Value::Number(number))) => number == wanted,
            _ => false,
        };
        let tagged = |tag: &String| {
            let bears = |code: &&String| list.unwrap().item.iter().any(|item| item.code == **code && item.tags.contains(tag));
            codes.iter().any(bears)
        };
        is && condition.present.is_none_or(|wanted| wanted == value.is_some())
            && (condition.among.is_empty() || codes.iter().any(|code| condition.among.contains(code)))
            && !codes.iter().any(|code| condition.not_in.contains(code))
            && condition.tag.as_ref().is_none_or(tagged)
    }

    /// Whether a body stands below another in every month that the figures of a period look at.
    pub fn stays(&self, child: BodyId, above: BodyId, period: Period) -> bool {
        let mut months = period.year_before().first_month().0..=period.last_month().0;
        months.all(|month| self.paths[&(child, Month(month))].get(1) == Some(&above))
    }

    fn is_below(&self, body: BodyId, root: BodyId, month: Month) -> bool {
        self.paths[&(body, month)].contains(&root)
    }

    /// Whether it counts for the root in a month: the root is above it, and above no record of the same fact that comes first.
    fn counts(&self, code: &str, counted: &Counted, root: BodyId, month: Month) -> bool {
        let comes_first = |link: &Vec<EntryId>| {
            let Some(rank) = link.iter().position(|entry| *entry == counted.entry) else {
                return false;
            };
            let earlier = &link[..rank];
            let all = self.counted.get(code).into_iter().flatten();
            all.filter(|other| earlier.contains(&other.entry))
                .any(|other| self.is_below(other.body, root, month))
        };
        self.is_below(counted.body, root, month) && !self.links.iter().any(comes_first)
    }

    /// The sum on one day of what stands then.
    fn on(&self, code: &str, root: BodyId, day: i64) -> i64 {
        let month = Month::of_day(day);
        let standing = |counted: &&Counted| counted.day <= day && counted.until.is_some_and(|until| day <= until);
        let all = self.counted.get(code).into_iter().flatten().filter(standing);
        all.filter(|counted| self.counts(code, counted, root, month))
            .map(|counted| counted.amount)
            .sum()
    }

    fn events(&self, code: &str, root: BodyId, first: Month, last: Month) -> i64 {
        let within = |counted: &&Counted| counted.until.is_none() && (first..=last).contains(&Month::of_day(counted.day));
        let all = self.counted.get(code).into_iter().flatten().filter(within);
        all.filter(|counted| self.counts(code, counted, root, Month::of_day(counted.day)))
            .map(|counted| counted.amount)
            .sum()
    }

    /// A figure of a body for some months.
    pub fn figure(&self, indicator: &Indicator, root: BodyId, first: Month, last: Month) -> Option<i64> {
        if !indicator.inverted && !(first.0..=last.0).any(|month| self.is_kept(indicator, root, Month(month))) {
            return None;
        }
        let code = indicator.code.as_str();
        let days = day_number(first.first())..=day_number(last.last());
        let part = |code: &Option<String>| self.events(code.as_ref().unwrap(), root, first, last);
        match indicator.kind {
            Kind::Flow => Some(self.events(code, root, first, last)),
            Kind::Stock => Some(self.on(code, root, *days.end())),
            Kind::Days => Some(days.map(|day| self.on(code, root, day)).sum()),
            Kind::Peak => days.map(|day| self.on(code, root, day)).max().map(|peak| peak.max(0)),
            Kind::Ratio => divided(part(&indicator.numerator) * 1000, part(&indicator.denominator)),
            Kind::Mean => divided(part(&indicator.numerator) * 10_i64.pow(indicator.scale.into()), part(&indicator.denominator)),
            Kind::Flag => Some(self.flags(indicator, root, *days.start(), *days.end())),
        }
    }

    /// How many bodies had any; or had none, where the flag is turned.
    fn flags(&self, indicator: &Indicator, root: BodyId, first: i64, last: i64) -> i64 {
        let had = |body: BodyId| {
            let own = self.counted.get(&indicator.code).into_iter().flatten().filter(|counted| counted.body == body);
            let any = |counted: &Counted| match counted.until {
                Some(until) => counted.day <= last && last <= until,
                None => counted.amount > 0 && (first..=last).contains(&counted.day),
            };
            own.filter(|counted| any(counted)).map(|counted| counted.amount).sum::<i64>() > 0
        };
        let day = date_of(last);
        let asked = self.tree.bodies().filter(|body| {
            let level = self.tree.on(*body, day).map(|version| version.level.clone()).unwrap_or_default();
            self.is_below(*body, root, Month::of_day(last))
                && self.tree.exists_on(*body, day)
                && (indicator.levels.is_empty() || indicator.levels.contains(&level))
        });
        i64::try_from(asked.filter(|body| had(*body) != indicator.inverted).count()).unwrap()
    }

    /// Whether any body that stood below in a month kept a register behind the figure by then.
    fn is_kept(&self, indicator: &Indicator, root: BodyId, month: Month) -> bool {
        let parts = [&indicator.numerator, &indicator.denominator].into_iter().flatten();
        let behind = parts.map(|code| self.rulebook.indicator(code).unwrap()).chain([indicator]);
        let registers: BTreeSet<&String> = behind.flat_map(|figure| figure.count.iter().map(|count| &count.register)).collect();
        let mut kept = self.kept.iter();
        kept.any(|((body, register), since)| *since <= month && registers.contains(register) && self.is_below(*body, root, month))
    }
}

fn path(tree: &Tree, body: BodyId, month: Month) -> Vec<BodyId> {
    let mut path = vec![body];
    while let Some(above) = tree.parent(path[path.len() - 1], month) {
        path.push(above);
    }
    path
}

/// Rounded half up; nothing of nothing.
fn divided(part: i64, whole: i64) -> Option<i64> {
    if whole <= 0 {
        return None;
    }
    let (quotient, rest) = (part.div_euclid(whole), part.rem_euclid(whole));
    Some(if 2 * rest >= whole { quotient + 1 } else { quotient })
}
