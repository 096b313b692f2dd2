//! Writing entries: the form, the answers read over, the receipt; correction, withdrawal.
//!
//! A form is sent to the page it came from. What is asked of it stands in `@do`: `check`, `store`, `edit`, or what changes the form
//! itself (`add`, `remove`, `find`, `open`, `make`, `shut`, each with the field's name). Whatever is asked, all that was typed comes back.

pub mod blank;
mod changes;
mod check;
pub mod correct;
pub(crate) mod desk;
mod fields;
pub mod find;
pub mod hand_over;
pub mod moving;
pub mod new;
pub mod stored;
pub(crate) mod warned;
pub mod withdraw;

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::extract::{FromRequest, Request};
use qorgau_app::forms::Typed;
use qorgau_rulebook::Register;

use super::inside::Frame;
use crate::here::Here;
use crate::parts::{Banner, Crumbs, ErrorSummary, Field, FormRows};

/// A field, or a field of rows.
pub(crate) enum Piece {
    /// One field.
    One(Box<Field>),
    /// A field of rows.
    Rows(Box<FormRows>),
}

/// Fields that stand together.
pub(crate) struct Section {
    /// Its heading; nothing where the register has no groups.
    pub(crate) title: String,
    /// Its fields.
    pub(crate) pieces: Vec<Piece>,
}

/// A form to be filled in.
#[derive(Template)]
#[template(path = "form/form.html")]
pub(crate) struct EntryForm {
    pub(crate) here: Here,
    pub(crate) frame: Frame,
    pub(crate) crumbs: Crumbs,
    pub(crate) title: String,
    pub(crate) under: String,
    pub(crate) banner: Option<Banner>,
    pub(crate) errors: Option<ErrorSummary>,
    pub(crate) action: String,
    /// The same form in the other languages: the code, the name, where it goes.
    pub(crate) elsewhere: Vec<(&'static str, &'static str, String)>,
    /// What the form carries unseen.
    pub(crate) carried: Vec<(String, String)>,
    pub(crate) bodies: Option<Field>,
    pub(crate) sections: Vec<Section>,
    pub(crate) reason: Option<Field>,
    /// By what the browser keeps the draft, and whether nobody has typed anything yet.
    pub(crate) draft: String,
    pub(crate) fresh: bool,
}

/// Puts into a form what a way from another page says of its fields, by their codes, of the body in whose name it is entered and of the
/// reason. It is shown like anything typed; nothing is stored by it. Whether there was anything comes back.
fn put_in(form: &mut Typed, register: &Register, said: &BTreeMap<String, String>) -> bool {
    let field = |name: &str| register.field(name.split('.').next().unwrap_or_default()).is_some();
    let known = |name: &&String| ["@body", "@reason"].contains(&name.as_str()) || field(name);
    let names: Vec<&String> = said.keys().filter(known).collect();
    for name in &names {
        form.set(name.as_str(), said.get(*name).map_or("", String::as_str));
    }
    !names.is_empty()
}

/// What a form asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Do {
    /// Show the answers before storing.
    Check,
    /// Store.
    Store,
    /// Show the form as it is.
    Edit,
    /// Add a row to a field.
    Add(String),
    /// Take away a row: the field and the number.
    Remove(String, i64),
    /// Search for what a field points to.
    Find(String),
    /// Show the fields of a new thing to point to.
    Open(String),
    /// Make it.
    Make(String),
    /// Let it be.
    Shut(String),
}

impl Do {
    fn of(text: &str) -> Self {
        let (word, name) = text.split_once(' ').unwrap_or((text, ""));
        let name = name.to_owned();
        match word {
            "check" => Do::Check,
            "store" => Do::Store,
            "add" => Do::Add(name),
            "remove" => match name.rsplit_once('.').map(|(rows, number)| (rows.to_owned(), number.parse())) {
                Some((rows, Ok(number))) => Do::Remove(rows, number),
                _ => Do::Edit,
            },
            "find" => Do::Find(name),
            "open" => Do::Open(name),
            "make" => Do::Make(name),
            "shut" => Do::Shut(name),
            _ => Do::Edit,
        }
    }
}

/// What a form sent: what it asks for, the mark it carries, and all that stands in it.
pub(crate) struct FormSent {
    pub(crate) ask: Do,
    pub(crate) mark: String,
    pub(crate) typed: Typed,
}

impl FormSent {
    /// Reads a form; nothing where it is none.
    pub(crate) async fn read(request: Request) -> Option<Self> {
        let Form(pairs) = Form::<Vec<(String, String)>>::from_request(request, &()).await.ok()?;
        let mut typed = Typed::of(pairs);
        // A form may be sent by a button while the one that Enter presses stands first: the last says what is asked.
        let ask = Do::of(typed.all("@do").last().map_or("", String::as_str));
        let mark = typed.first("mark").to_owned();
        typed.drop_all_of("@do");
        typed.drop_all_of("mark");
        Some(FormSent { ask, mark, typed })
    }
}
