//! What every page of entering works with: the reader, the tree, and what an entry is called.

use std::sync::Arc;

use std::collections::BTreeMap;

use qorgau_app::AppError;
use qorgau_app::forms::say::Saying;
use qorgau_app::forms::seek::Looker;
use qorgau_app::forms::{Trouble, Typed, Why, words};
use qorgau_domain::entry::Entry;
use qorgau_domain::{BodyId, Content, EntryId, Tree};
use qorgau_rulebook::Register;

use crate::here::Here;
use crate::pages::Gone;
use crate::pages::inside::{Frame, Place, signed};
use crate::parts::{Banner, Crumbs, ErrorSummary, Link, Tone};
use crate::state::Web;
use crate::visitor::Signed;

/// The reader at work.
pub(crate) struct Desk<'a> {
    pub(crate) web: &'a Web,
    pub(crate) here: &'a Here,
    pub(crate) signed: &'a Signed,
    pub(crate) tree: Arc<Tree>,
}

impl<'a> Desk<'a> {
    pub(crate) async fn of(web: &'a Web, here: &'a Here) -> Result<Self, Gone> {
        let signed = signed(here)?;
        let tree = web.app().store.tree().await.map_err(AppError::from)?;
        Ok(Desk { web, here, signed, tree })
    }

    pub(crate) fn looker(&self) -> Looker<'_> {
        Looker {
            app: self.web.app(),
            who: &self.signed.who,
            tree: &self.tree,
            l: self.here.l,
        }
    }

    pub(crate) fn frame(&self) -> Frame {
        Frame::of(self.web, self.here, self.signed, &self.tree, Place::Registers)
    }

    pub(crate) fn saying<'b>(&'b self, labels: &'b BTreeMap<EntryId, String>) -> Saying<'b> {
        Saying {
            app: self.web.app(),
            l: self.here.l,
            tree: &self.tree,
            labels,
        }
    }

    pub(crate) fn name_of<'b>(&self, register: &'b Register) -> &'b str {
        register.name.get(self.here.l.lang())
    }

    /// The way to a register, and to an entry of it.
    pub(crate) fn crumbs(&self, register: &Register, entry: Option<&Entry>) -> Crumbs {
        let (here, l, name) = (self.here, self.here.l, self.name_of(register));
        let mut steps = vec![
            Link::new(l.registers_title(), here.url("/registers")),
            Link::new(name, here.url(&format!("/registers/{}", register.code))),
        ];
        steps.extend(entry.map(|entry| Link::new(format!("№ {}", entry.envelope.number), here.url(&format!("/entries/{}", entry.id)))));
        Crumbs { label: l.part_path(), steps }
    }

    /// A form of this place in the other languages.
    pub(crate) fn elsewhere(&self, place: &str) -> Vec<(&'static str, &'static str, String)> {
        let others = self.here.languages().into_iter().filter(|choice| !choice.chosen);
        others.map(|choice| (choice.code, choice.name, format!("/{}{place}", choice.code))).collect()
    }

    /// Everything wrong, with a way to each field.
    pub(crate) fn summary(&self, register: &Register, troubles: &[Trouble]) -> Option<ErrorSummary> {
        let errors = troubles.iter().map(|trouble| {
            if trouble.name == "@reason" {
                return Link::new(self.here.l.forms_no_reason(), "#@reason");
            }
            let said = self.said(register, trouble);
            let field = words::field_of(register, &trouble.name).map_or("", |(def, _)| def.name.get(self.here.l.lang()));
            let text = if said.contains(field) { said } else { format!("{field}: {said}") };
            Link::new(text, format!("#{}", trouble.name))
        });
        (!troubles.is_empty()).then(|| ErrorSummary {
            title: self.here.l.part_errors(),
            errors: errors.collect(),
        })
    }

    /// What is wrong at a field, in words.
    pub(crate) fn said(&self, register: &Register, trouble: &Trouble) -> String {
        words::trouble(self.web.app(), self.here.l, register, trouble)
    }

    /// A form sent by a page of another session is shown again, with all that stands in it.
    pub(crate) fn other_session(&self) -> Banner {
        Banner {
            tone: Tone::Due,
            title: self.here.l.forms_session_title(),
            text: self.here.l.forms_session_text(),
            action: None,
        }
    }

    /// What is said of a fact of days that opening totals from paper count.
    pub(crate) async fn on_paper(&self, register: &Register, body: BodyId, fields: &Content) -> Result<Option<Banner>, Gone> {
        let l = self.here.l;
        let days = self.web.app().counted_on_paper(body, register, fields).await?;
        Ok(days.map(|(from, until)| Banner {
            tone: Tone::Note,
            title: l.cut_over_title(),
            text: l.cut_over_note(&l.from_until(from, until)),
            action: None,
        }))
    }

    /// The value that is taken already stands in an entry that may be looked at.
    pub(crate) fn taken(&self, troubles: &[Trouble]) -> Option<Banner> {
        let other = troubles
            .iter()
            .find_map(|trouble| if let Why::Taken(other) = trouble.why { Some(other) } else { None })?;
        Some(Banner {
            tone: Tone::Due,
            title: self.here.l.forms_taken_title(),
            text: self.here.l.forms_taken_text(),
            action: Some(Link::new(self.here.l.forms_open_entry(), self.here.url(&format!("/entries/{other}")))),
        })
    }
}

/// What a form carries unseen beside its fields.
pub(crate) fn carried(typed: &Typed) -> Vec<(String, String)> {
    let of_form = |name: &str| name.starts_with('@') && name != "@reason" && name != "@body";
    let own = typed.pairs().filter(|(name, _)| of_form(name) || name.ends_with("@new@id"));
    own.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}
