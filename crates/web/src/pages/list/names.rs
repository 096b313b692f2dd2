//! A list narrowed to the entries that name somebody, or another entry: whom or which, as typed or chosen.

use askama::Template;
use qorgau_app::lists::{List, Wish, named_by, pointed_to};
use qorgau_app::{App, AppError};
use qorgau_domain::{EntryId, Tree};
use qorgau_rulebook::register::Register;
use qorgau_store::Scope;

use super::asked::Asked;
use crate::here::Here;
use crate::parts::Link;
use crate::state::Web;
use crate::visitor::Signed;

/// How many are offered to choose from, of each register.
const OFFERED: usize = 10;

/// Whom the entries are to name.
#[derive(Template)]
#[template(path = "list_names.html")]
pub(super) struct Names {
    here: Here,
    /// Who was chosen, and the list without that.
    chosen: Option<(String, String)>,
    /// What was typed, where nobody is chosen yet.
    typed: String,
    /// Who may be meant.
    offered: Vec<Link>,
}

impl askama::filters::HtmlSafe for Names {}

impl Names {
    pub(super) async fn of(web: &Web, here: &Here, signed: &Signed, tree: &Tree, (register, asked): (&Register, &Asked)) -> Result<Self, AppError> {
        let (app, lang) = (web.app(), here.l.lang());
        let url = |query: String| here.url(&format!("/registers/{}?{query}", register.code));
        let without = |name: &str| asked.with(name, "");
        let mut names = Names {
            here: here.clone(),
            chosen: None,
            typed: String::new(),
            offered: Vec::new(),
        };
        if let Some(id) = asked.names() {
            let asked = pointed_to(&register.field).into_iter().map(|register| (register, id)).collect();
            let known = app.named(&signed.who, tree, &asked, lang).await?;
            let title = known.get(&id).map_or_else(|| here.l.entry_hidden(), |named| named.title.clone());
            let rest = without("names");
            let rest = if rest.is_empty() { "view=all".to_owned() } else { rest };
            names.chosen = Some((title, url(rest)));
        } else if !asked.get("who").is_empty() && !named_by(&register.field).is_empty() {
            let typed = asked.get("who");
            let found = app.nameable(&signed.who, tree, register, typed, OFFERED, lang).await?;
            let rest = without("who");
            let sep = if rest.is_empty() { "" } else { "&" };
            let way = |(id, title): (EntryId, String)| Link::new(title, url(format!("{rest}{sep}names={id}")));
            names.typed = typed.to_owned();
            names.offered = found.into_iter().map(way).collect();
        }
        Ok(names)
    }

    /// Where the list of the only one who can be meant is.
    pub(super) fn meant(&self) -> Option<String> {
        match self.offered.as_slice() {
            [only] => Some(only.url.clone()),
            _ => None,
        }
    }

    /// Whether it is clear who is meant, or nobody is.
    pub(super) fn clear(&self) -> bool {
        self.typed.is_empty()
    }

    /// The list; an empty one as long as it is not clear who is meant.
    pub(super) async fn list(&self, app: &App, scope: &Scope, wish: &Wish) -> Result<List, AppError> {
        if self.clear() { app.list(scope, wish).await } else { Ok(List::default()) }
    }
}
