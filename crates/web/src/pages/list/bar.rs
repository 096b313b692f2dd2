//! What stands above a list: search, filters from the fields, whose entries, columns, ways to take it away.

use askama::Template;
use qorgau_app::lists::named_by;
use qorgau_domain::{BodyId, Month, Tree};
use qorgau_rulebook::may::Subject;
use qorgau_rulebook::register::{Field, FieldType, Register};

use super::asked::Asked;
use crate::here::Here;
use crate::pages::inside::{code, named};
use crate::parts::{Choice, Link, Mark};
use crate::state::Web;
use crate::visitor::Signed;

/// What stands above a list.
#[derive(Template)]
#[template(path = "list_bar.html")]
pub(super) struct Bar {
    here: Here,
    action: String,
    typed: String,
    filters: Vec<Narrow>,
    spans: Vec<Choice>,
    names: bool,
    who: String,
    bodies: Vec<Choice>,
    reaches: Vec<Choice>,
    columns: Vec<Choice>,
    kept: Vec<(String, String)>,
    struck: bool,
    narrowed: bool,
    dense: Link,
    drop: String,
    files: Vec<Link>,
}

impl askama::filters::HtmlSafe for Bar {}

/// A filter of a field.
struct Narrow {
    name: String,
    label: String,
    kind: How,
}

enum How {
    Choices(Vec<Choice>),
    /// From, until, and whether those are meant that state no day.
    Days(String, String, bool),
    Text(String),
}

impl Bar {
    pub(super) fn of(web: &Web, here: &Here, signed: &Signed, tree: &Tree, (register, asked, body): (&Register, &Asked, BodyId)) -> Self {
        let action = here.url(&format!("/registers/{}", register.code));
        let l = here.l;
        let shown = asked.columns(register);
        let column = |def: &Field| choice(&def.code, def.name.get(l.lang()), shown.iter().any(|shown| shown.code == def.code));
        let columns = register
            .field
            .iter()
            .filter(|def| def.kind != FieldType::Geometry && Some(&def.code) != register.day.as_ref());
        let query = |query: String| if query.is_empty() { String::new() } else { format!("?{query}") };
        let file = |format: &str| Link::new(format.to_uppercase(), format!("{action}/export/{format}{}", query(asked.with("after", ""))));
        let (dense, word) = if asked.is_dense() { ("", l.list_calm()) } else { ("1", l.list_dense()) };
        let kept = ["sort", "way", "dense", "names"].into_iter().filter(|name| !asked.get(name).is_empty());
        Bar {
            typed: asked.get("q").to_owned(),
            filters: register
                .field
                .iter()
                .filter(|def| def.filter)
                .take(10)
                .filter_map(|def| narrow(web, here, tree, asked, def))
                .collect(),
            spans: spans(here, asked, register),
            names: asked.names().is_none() && !named_by(&register.field).is_empty(),
            who: asked.get("who").to_owned(),
            bodies: bodies(web, here, signed, tree, (register, asked, body)),
            reaches: [("", l.list_all()), ("near", l.list_near()), ("own", l.list_own())]
                .into_iter()
                .map(|(value, label)| choice(value, &label, asked.get("reach") == value))
                .collect(),
            columns: columns.map(column).collect(),
            kept: kept.map(|name| (name.to_owned(), asked.get(name).to_owned())).collect(),
            struck: asked.get("struck") == "1",
            narrowed: asked.narrows(),
            dense: Link::new(word, format!("{action}{}", query(asked.with("dense", dense)))),
            drop: format!("{action}{}", query(asked.bare())),
            files: if web.printer().is_some() {
                vec![file("csv"), file("xlsx")]
            } else {
                Vec::new()
            },
            action,
            here: here.clone(),
        }
    }
}

fn choice(value: &str, label: &str, taken: bool) -> Choice {
    Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        hint: String::new(),
        mark: if taken { Mark::Taken } else { Mark::Free },
    }
}

fn narrow(web: &Web, here: &Here, tree: &Tree, asked: &Asked, def: &Field) -> Option<Narrow> {
    let l = here.l;
    let name = format!("f.{}", def.code);
    let said = |part: &str| asked.get(&format!("{name}{part}")).to_owned();
    let now = said("");
    let kind = match def.kind {
        FieldType::Date | FieldType::Datetime | FieldType::Span => How::Days(said(".from"), said(".until"), now == "-"),
        FieldType::Text => How::Text(now),
        FieldType::YesNo => How::Choices(vec![
            choice("", &l.list_any(), now.is_empty()),
            choice("yes", &l.find_yes(), now == "yes"),
            choice("no", &l.find_no(), now == "no"),
        ]),
        FieldType::Choice | FieldType::Choices => {
            let list = web.app().rulebook.lists.get(def.list.as_ref()?)?;
            let mut seen = std::collections::BTreeSet::new();
            let items = list
                .item
                .iter()
                .filter(|item| seen.insert(&item.code))
                .map(|item| choice(&item.code, item.name.get(l.lang()), now == item.code));
            let ends = [choice("", &l.list_any(), now.is_empty()), choice("-", &l.list_not_stated(), now == "-")];
            How::Choices(ends.into_iter().chain(items).collect())
        }
        FieldType::Body => How::Choices(
            [choice("", &l.list_any(), now.is_empty()), choice("-", &l.list_not_stated(), now == "-")]
                .into_iter()
                .chain(all_bodies(web, here, tree, &now))
                .collect(),
        ),
        _ => return None,
    };
    Some(Narrow {
        name,
        label: def.name.get(l.lang()).to_owned(),
        kind,
    })
}

/// Days as they are told from today, where entries have a day.
fn spans(here: &Here, asked: &Asked, register: &Register) -> Vec<Choice> {
    let l = here.l;
    let spans = [
        ("", l.views_any_time()),
        ("month", l.views_month()),
        ("quarter", l.views_quarter()),
        ("year", l.views_year()),
    ];
    let spans = spans.into_iter().filter(|_| register.day.is_some());
    spans.map(|(value, label)| choice(value, &label, asked.get("span") == value)).collect()
}

/// Every body of today by its code, from above downward as the tree stands.
fn all_bodies(web: &Web, here: &Here, tree: &Tree, now: &str) -> Vec<Choice> {
    let today = web.app().today();
    let month = Month::of(today);
    let roots: Vec<BodyId> = tree
        .bodies()
        .filter(|body| tree.exists_on(*body, today) && tree.parent(*body, month).is_none())
        .collect();
    let mut choices = Vec::new();
    let mut left: Vec<(BodyId, usize)> = roots.into_iter().rev().map(|body| (body, 0)).collect();
    while let Some((body, depth)) = left.pop() {
        let code = code(web, tree, body);
        let label = format!("{}{}", "\u{2003}".repeat(depth), named(web, here, tree, body));
        choices.push(choice(&code, &label, code == now));
        let mut below = tree.children(body, month);
        below.sort_by_key(|body| std::cmp::Reverse(named(web, here, tree, *body)));
        left.extend(below.into_iter().map(|body| (body, depth + 1)));
    }
    choices
}

/// The bodies whose list can be looked at from here: those above and directly below, as far as one reads them, and those that gave theirs;
/// these lie anywhere, so the whole of it can be chosen too.
fn bodies(web: &Web, here: &Here, signed: &Signed, tree: &Tree, (register, asked, body): (&Register, &Asked, BodyId)) -> Vec<Choice> {
    let month = Month::of(web.app().today());
    let readable = signed.who.readable(web.app(), tree, Subject::Register(&register.code));
    let mut near = tree.upward(body, month);
    near.reverse();
    near.extend(tree.children(body, month));
    let lent: Vec<BodyId> = signed.who.lent(web.app(), Subject::Register(&register.code)).into_iter().collect();
    let apart: Vec<BodyId> = lent.iter().copied().filter(|body| !near.contains(body)).collect();
    near.extend(apart);
    let whole = asked.is_whole(web, signed, &register.code);
    let all = (!lent.is_empty()).then(|| choice("", &here.l.given_all(), whole));
    let choices: Vec<Choice> = all
        .into_iter()
        .chain(
            near.into_iter()
                .filter(|body| readable.contains(body))
                .map(|near| choice(&code(web, tree, near), &named(web, here, tree, near), near == body && !whole)),
        )
        .collect();
    if choices.len() > 1 { choices } else { Vec::new() }
}
