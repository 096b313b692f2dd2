//! What stands around every page of somebody signed in: the sections, whose they are, and the way out.

use qorgau_app::AppError;
use qorgau_domain::{BodyId, Month, Tree};
use qorgau_l10n::L10n;
use qorgau_rulebook::may::Act;

use crate::gate::{Access, Verdict, decide};
use crate::here::Here;
use crate::pages::Gone;
use crate::parts::Link;
use crate::routes;
use crate::state::Web;
use crate::visitor::Signed;

/// The frame of a page.
pub(crate) struct Frame {
    /// The body whose page it is.
    pub(crate) body: String,
    /// Who reads.
    pub(crate) name: String,
    /// The account, by which the browser keeps drafts.
    pub(crate) account: String,
    /// When and for whom the page was made, which stands on paper.
    pub(crate) as_of: String,
    /// What every form carries.
    pub(crate) mark: String,
    /// The sections.
    pub(crate) sections: Vec<Section>,
}

/// A section of the product.
pub(crate) struct Section {
    pub(crate) link: Link,
    pub(crate) seen: bool,
}

/// The sections there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Today,
    Registers,
    Returns,
    Matrix,
    Territory,
    Map,
    Bans,
    Files,
    Clauses,
    Import,
    Help,
    People,
    Bodies,
    Account,
    /// No section: a page that belongs to none.
    Nowhere,
}

/// A section: its words, where it is, and who sees it. Whoever may not use it is not shown it.
struct Way {
    place: Place,
    words: fn(&L10n) -> String,
    url: &'static str,
    access: Access,
}

const fn way(place: Place, words: fn(&L10n) -> String, url: &'static str, access: Access) -> Way {
    Way { place, words, url, access }
}

/// The sections in the order of the day: what is to do, what is recorded, what is sent, what is kept, oneself. One line adds one.
const WAYS: &[Way] = &[
    way(Place::Today, L10n::today_title, "/today", Access::SignedIn),
    way(Place::Registers, L10n::registers_title, "/registers", Access::Registers(&[Act::Read])),
    way(Place::Returns, L10n::returns_title, "/returns", routes::RETURNS),
    way(Place::Matrix, L10n::bodies_matrix_title, "/matrix", routes::RETURNS),
    way(Place::Territory, L10n::territory_title, "/territory", routes::RETURNS),
    way(Place::Map, L10n::map_title, "/map", routes::RETURNS),
    way(Place::Bans, L10n::bans_title, "/bans", routes::READS),
    way(Place::Files, L10n::filing_title, "/files", routes::FILES),
    way(Place::Import, L10n::imports_title, "/import", routes::WRITES),
    way(Place::Clauses, L10n::clauses_title, "/clauses", Access::SignedIn),
    way(Place::People, L10n::people_title, "/people", routes::USERS),
    way(Place::Bodies, L10n::tree_title, "/bodies", routes::BODIES),
    way(Place::Account, L10n::account_title, "/account", Access::SignedIn),
];

impl Frame {
    pub(crate) fn of(web: &Web, here: &Here, signed: &Signed, tree: &Tree, seen: Place) -> Self {
        // The matrix shows those below.
        let serves = |place| place != Place::Matrix || !tree.children(signed.who.body, Month::of(web.app().today())).is_empty();
        let open = |way: &&Way| decide(way.access, &here.visitor, None, &web.app().rulebook) == Verdict::Pass && serves(way.place);
        let section = |way: &Way| Section {
            link: Link::new((way.words)(here.l), here.url(way.url)),
            seen: way.place == seen,
        };
        Frame {
            body: named(web, here, tree, signed.who.body),
            name: signed.who.name.clone(),
            account: signed.who.account.to_string(),
            as_of: here.l.web_as_of(&here.l.moment(&web.app().now(), web.app().zone()), &signed.who.name),
            mark: signed.mark.clone(),
            sections: WAYS.iter().filter(open).map(section).collect(),
        }
    }

    /// The frame for a page that reads nothing else of the tree.
    pub(crate) async fn read(web: &Web, here: &Here, seen: Place) -> Result<Self, Gone> {
        let tree = web.app().store.tree().await.map_err(AppError::from)?;
        Ok(Frame::of(web, here, signed(here)?, &tree, seen))
    }
}

/// The name of a body today.
pub(crate) fn named(web: &Web, here: &Here, tree: &Tree, body: BodyId) -> String {
    let version = tree.on(body, web.app().today());
    version.map_or_else(String::new, |version| version.name.get(here.l.lang()).to_owned())
}

/// The code of a body today.
pub(crate) fn code(web: &Web, tree: &Tree, body: BodyId) -> String {
    tree.on(body, web.app().today()).map_or_else(String::new, |version| version.code.clone())
}

/// Somebody signed in; the gate lets nobody else to these pages.
pub(crate) fn signed(here: &Here) -> Result<&Signed, Gone> {
    here.visitor.signed().ok_or(Gone::Absent)
}
