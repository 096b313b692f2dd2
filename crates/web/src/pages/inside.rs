//! What stands around every page of somebody signed in: the sections, whose they are, and the way out.

use qorgau_domain::{BodyId, Month, Tree};
use qorgau_rulebook::may::{Act, Subject};

use crate::here::Here;
use crate::pages::Gone;
use crate::parts::Link;
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

/// The sections there are, in the order of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Today,
    Registers,
    Returns,
    Matrix,
    Map,
    Clauses,
    Import,
    Help,
}

impl Frame {
    pub(crate) fn of(web: &Web, here: &Here, signed: &Signed, tree: &Tree, seen: Place) -> Self {
        let l = here.l;
        let reads = here.visitor.may(&web.app().rulebook, Act::Read, Subject::Document("return.monthly"));
        let has_below = || !tree.children(signed.who.body, Month::of(web.app().today())).is_empty();
        // Who writes in no book brings no tables; who reads neither returns nor registers sees no map.
        let registers = |act: Act| {
            let mut registers = web.app().rulebook.registers.keys();
            registers.any(|code| here.visitor.may(&web.app().rulebook, act, Subject::Register(code)))
        };
        let open = |place: Place| match place {
            Place::Returns => reads,
            Place::Map => reads || registers(Act::Read),
            Place::Import => registers(Act::Enter),
            Place::Matrix => reads && has_below(),
            _ => true,
        };
        let sections = [
            (Place::Today, l.today_title(), "/today"),
            (Place::Registers, l.registers_title(), "/registers"),
            (Place::Returns, l.returns_title(), "/returns"),
            (Place::Matrix, l.bodies_matrix_title(), "/matrix"),
            (Place::Map, l.map_title(), "/map"),
            (Place::Clauses, l.clauses_title(), "/clauses"),
            (Place::Import, l.imports_title(), "/import"),
        ];
        let section = |(place, text, url): (Place, String, &str)| Section {
            link: Link::new(text, here.url(url)),
            seen: place == seen,
        };
        Frame {
            body: named(web, here, tree, signed.who.body),
            name: signed.who.name.clone(),
            account: signed.who.account.to_string(),
            mark: signed.mark.clone(),
            sections: sections.into_iter().filter(|(place, ..)| open(*place)).map(section).collect(),
        }
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
