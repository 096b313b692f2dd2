//! The views of a list: those that everybody has, and the reader's own, as ways in a row; and the form that keeps one.

use askama::Template;
use qorgau_domain::Tree;
use qorgau_rulebook::register::Register;
use qorgau_store::View;

use super::asked::Asked;
use crate::here::Here;
use crate::pages::inside::code;
use crate::parts::{Banner, Link, Tab, Tabs, Tone};
use crate::state::Web;
use crate::visitor::Signed;

/// What stands above a list: its views.
#[derive(Template)]
#[template(path = "list_views.html")]
pub(super) struct Shelf {
    here: Here,
    mark: String,
    tabs: Tabs,
    /// Where a view is kept.
    action: String,
    /// What would be kept.
    query: String,
    /// Whether this list is none of the views there are.
    new: bool,
    /// The page of the view that is seen, where it is the reader's own; else the page of all his, where he has any.
    more: Option<Link>,
}

impl askama::filters::HtmlSafe for Shelf {}

/// Where a view opens.
pub(super) fn url(here: &Here, register: &Register, view: &View) -> String {
    at(here, register, &view.query, &view.id.to_string())
}

fn at(here: &Here, register: &Register, query: &str, view: &str) -> String {
    let sep = if query.is_empty() { "" } else { "&" };
    here.url(&format!("/registers/{}?{query}{sep}view={view}", register.code))
}

/// Says what a view names and there is no more.
pub(super) fn left_out(here: &Here, what: &[String]) -> Banner {
    Banner {
        tone: Tone::Note,
        title: here.l.views_left_out_title(),
        text: here.l.views_left_out(&what.join(", ")),
        action: None,
    }
}

impl Shelf {
    pub(super) fn of(web: &Web, here: &Here, signed: &Signed, tree: &Tree, (register, asked, own): (&Register, &Asked, &[View])) -> Self {
        let l = here.l;
        let action = here.url(&format!("/registers/{}/views", register.code));
        let body = code(web, tree, signed.who.body);
        let query = asked.kept(web, register, &body);
        let ready = [("", l.views_all()), ("span=month", l.views_month()), ("span=quarter", l.views_quarter())];
        let ready = ready.into_iter().filter(|(query, _)| query.is_empty() || register.day.is_some());
        let open = register.closes.as_ref().map(|code| (format!("f.{code}=-"), l.views_open()));
        let mut views: Vec<(String, Link)> = ready
            .map(|(query, name)| (query.to_owned(), name))
            .chain(open)
            .map(|(query, name)| (query.clone(), Link::new(name, at(here, register, &query, "all"))))
            .collect();
        let first_own = views.len();
        views.extend(own.iter().map(|view| {
            let says = Asked::of_query(&view.query).kept(web, register, &body);
            (says, Link::new(view.name.clone(), url(here, register, view)))
        }));
        // Two views may say the same; the one that was followed is meant.
        let followed = own.iter().position(|view| view.id.to_string() == asked.get("view")).map(|at| at + first_own);
        let same = |at: &usize| views.get(*at).is_some_and(|(says, _)| *says == query);
        let seen = followed.filter(same).or_else(|| (0..views.len()).find(same));
        let more = match seen.and_then(|at| own.get(at.checked_sub(first_own)?)) {
            Some(view) => Some(Link::new(l.views_change(), format!("{action}/{}", view.id))),
            None => (!own.is_empty()).then(|| Link::new(l.views_mine(), action.clone())),
        };
        let tab = |(_, link): (String, Link)| Tab { link, count: String::new() };
        Shelf {
            here: here.clone(),
            mark: signed.mark.clone(),
            tabs: Tabs {
                label: l.views_label(),
                tabs: views.into_iter().map(tab).collect(),
                seen: seen.unwrap_or(usize::MAX),
            },
            action,
            query,
            new: seen.is_none(),
            more,
        }
    }
}
