//! What is for official use: an entry as a whole, or some of its fields.
//!
//! An entry is marked as a whole by hand, in the field [`FIELD`] that every register ends with, or by `marked_when` of its register; a field is
//! marked by the rulebook. A mark hides nothing from whoever may read: it stands on pages and prints, and what is marked leaves as a file only
//! with those who may `release`. Pure.

use std::collections::{BTreeMap, BTreeSet};

use qorgau_domain::value::{Content, Value};

use crate::list::List;
use crate::register::{Register, Scene};

/// The field by which whoever enters or corrects an entry marks it.
pub const FIELD: &str = "official_use";

/// What of an entry is for official use.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Marked {
    /// Nothing.
    #[default]
    Nothing,
    /// What these of its fields say.
    Fields(BTreeSet<String>),
    /// All of it but its number, its day and its body.
    Whole,
}

impl Marked {
    /// What of an entry of a register is marked.
    #[must_use]
    pub fn of(register: &Register, lists: &BTreeMap<String, List>, fields: &Content) -> Self {
        let scene = Scene { register, row: None, fields };
        let by_hand = fields.get(FIELD) == Some(&Value::YesNo(true));
        if by_hand || register.marked_when.iter().any(|condition| scene.holds(condition, lists)) {
            return Marked::Whole;
        }
        let stated = register.field.iter().filter(|def| def.marked && fields.contains_key(&def.code));
        let codes: BTreeSet<String> = stated.map(|def| def.code.clone()).collect();
        if codes.is_empty() { Marked::Nothing } else { Marked::Fields(codes) }
    }

    /// Whether a field is among what is marked.
    #[must_use]
    pub fn holds(&self, field: &str) -> bool {
        match self {
            Marked::Nothing => false,
            Marked::Fields(codes) => codes.contains(field),
            Marked::Whole => true,
        }
    }

    /// What either marks.
    #[must_use]
    pub fn and(self, other: Marked) -> Marked {
        match (self, other) {
            (Marked::Whole, _) | (_, Marked::Whole) => Marked::Whole,
            (Marked::Nothing, other) => other,
            (marked, Marked::Nothing) => marked,
            (Marked::Fields(mut codes), Marked::Fields(others)) => {
                codes.extend(others);
                Marked::Fields(codes)
            }
        }
    }

    /// A content without what is marked.
    #[must_use]
    pub fn without(&self, fields: &Content) -> Content {
        let open = fields.iter().filter(|(code, _)| !self.holds(code));
        open.map(|(code, value)| (code.clone(), value.clone())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Rulebook, load, shipped};

    fn rulebook() -> Rulebook {
        load(&shipped::files()).unwrap()
    }

    fn marked(register: &str, fields: &Content) -> Marked {
        let rulebook = rulebook();
        Marked::of(rulebook.register(register).unwrap(), &rulebook.lists, fields)
    }

    fn content(fields: &[(&str, Value)]) -> Content {
        fields.iter().map(|(code, value)| ((*code).to_owned(), value.clone())).collect()
    }

    #[test]
    fn every_register_can_be_marked_by_hand() {
        let rulebook = rulebook();
        for (code, register) in &rulebook.registers {
            assert!(register.field(FIELD).is_some(), "{code}");
            assert_eq!(marked(code, &content(&[(FIELD, Value::YesNo(true))])), Marked::Whole, "{code}");
            assert_eq!(marked(code, &content(&[(FIELD, Value::YesNo(false))])), Marked::Nothing, "{code}");
        }
    }

    #[test]
    fn a_marked_field_marks_what_it_says_and_nothing_else() {
        let note = content(&[
            ("source_name", Value::Text("Асан".to_owned())),
            ("substance", Value::Text("тор құрылған".to_owned())),
        ]);
        let found = marked("information_note", &note);
        assert!(found.holds("source_name") && !found.holds("substance"));
        assert_eq!(found.without(&note).keys().collect::<Vec<_>>(), ["substance"]);
    }

    #[test]
    fn the_kind_of_a_raid_marks_it_as_a_whole() {
        let raid = |kind: &str| content(&[("kind", Value::Choice(kind.to_owned()))]);
        assert_eq!(marked("raid", &raid("search")), Marked::Whole);
        assert_eq!(marked("raid", &raid("raid")), Marked::Nothing);
        assert!(Marked::Whole.without(&raid("search")).is_empty());
    }
}
