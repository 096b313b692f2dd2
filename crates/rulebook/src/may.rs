//! Who may do what: the grants of a role against an act, what it is done on, and where.
//!
//! Pure: whoever asks says how the body acted on stands to the body at which the role is held.

use crate::document::{Grant, Role};

/// What can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// See.
    Read,
    /// Enter an entry; place a paper in its file.
    Enter,
    /// Correct an entry.
    Correct,
    /// Strike an entry through.
    Withdraw,
    /// Prepare a document (30).
    Prepare,
    /// Sign a document (33).
    Sign,
    /// Send a signed document on (29).
    Send,
    /// Take in a document of a body below.
    Receive,
    /// Send a document of a body below back with a remark.
    Return,
    /// Write columns 1 to 5 of the book of inspections (Appendix 2).
    Inspect,
    /// Write column 6 of it.
    Mark,
    /// Give orders to a body.
    Order,
    /// Confirm records of one fact as linked.
    Link,
    /// Take out of the system, as a file or by a program, what is marked for official use.
    Release,
    /// Keep bodies or accounts.
    Administer,
    /// Check chains and read who came in.
    Audit,
}

impl Act {
    /// Every act, with the word of the rulebook.
    pub const WORDS: [(Act, &'static str); 16] = [
        (Act::Read, "read"),
        (Act::Enter, "enter"),
        (Act::Correct, "correct"),
        (Act::Withdraw, "withdraw"),
        (Act::Prepare, "prepare"),
        (Act::Sign, "sign"),
        (Act::Send, "send"),
        (Act::Receive, "receive"),
        (Act::Return, "return"),
        (Act::Inspect, "inspect"),
        (Act::Mark, "mark"),
        (Act::Order, "order"),
        (Act::Link, "link"),
        (Act::Release, "release"),
        (Act::Administer, "administer"),
        (Act::Audit, "audit"),
    ];

    /// The word of the rulebook.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(act, _)| *act == self).map_or("", |(_, word)| word)
    }

    /// The act of a word; `None` where the rulebook knows none such.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, known)| *known == word).map(|(act, _)| *act)
    }
}

/// What an act is done on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject<'a> {
    /// Entries of a register, by its code.
    Register(&'a str),
    /// Documents of a kind, by its code.
    Document(&'a str),
    /// Bodies.
    Bodies,
    /// Accounts and their rights.
    Users,
    /// The chains.
    Ledger,
}

/// How the body acted on stands to the body at which a role is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// It is the same.
    Own,
    /// It stands below it.
    Below,
    /// It stands elsewhere, but this very thing was given to the holder.
    Given,
    /// It stands above, and this very thing names the body at which the role is held.
    Named,
    /// It stands elsewhere.
    Other,
}

/// What a grant is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum On<'a> {
    Registers,
    Documents,
    One(Subject<'a>),
}

impl<'a> On<'a> {
    fn of_word(word: &'a str) -> Option<Self> {
        Some(match word {
            "registers" => On::Registers,
            "documents" => On::Documents,
            "bodies" => On::One(Subject::Bodies),
            "users" => On::One(Subject::Users),
            "ledger" => On::One(Subject::Ledger),
            _ => match word.split_once(':')? {
                ("register", code) => On::One(Subject::Register(code)),
                ("document", code) => On::One(Subject::Document(code)),
                _ => return None,
            },
        })
    }

    fn covers(self, subject: Subject<'_>) -> bool {
        match (self, subject) {
            (On::Registers, Subject::Register(_)) | (On::Documents, Subject::Document(_)) => true,
            (On::One(named), subject) => named == subject,
            _ => false,
        }
    }
}

/// Whether a role allows an act. `absent` are the roles whose absence is recorded at the body acted on (33): a grant that stands in
/// somebody's recorded absence allows something where one of those it names is among them. A word of the rulebook that is not understood
/// allows nothing.
#[must_use]
pub fn may(role: &Role, act: Act, on: Subject<'_>, relation: Relation, absent: &[&str]) -> bool {
    role.may.iter().any(|grant| allows(grant, act, on, relation, absent))
}

/// The roles in whose recorded absence alone a role allows an act on something of its own body; none where it allows it by itself or not
/// at all.
#[must_use]
pub fn stands_in_for<'a>(role: &'a Role, act: Act, on: Subject<'_>) -> Vec<&'a str> {
    if may(role, act, on, Relation::Own, &[]) {
        return Vec::new();
    }
    let named = role.may.iter().flat_map(|grant| {
        let absent: Vec<&str> = grant.in_absence_of.iter().map(String::as_str).collect();
        if allows(grant, act, on, Relation::Own, &absent) { absent } else { Vec::new() }
    });
    named.collect()
}

fn allows(grant: &Grant, act: Act, on: Subject<'_>, relation: Relation, absent: &[&str]) -> bool {
    let here = match relation {
        Relation::Own => "own",
        Relation::Below => "below",
        Relation::Given => "given",
        Relation::Named => "named",
        Relation::Other => return false,
    };
    (grant.in_absence_of.is_empty() || grant.in_absence_of.iter().any(|role| absent.contains(&role.as_str())))
        && grant.scope == here
        && Act::of_word(&grant.act) == Some(act)
        && On::of_word(&grant.on).is_some_and(|named| named.covers(on))
}

/// What of a grant is not understood: its act or what it is on.
pub(crate) fn unknown(grant: &Grant) -> Option<&str> {
    if Act::of_word(&grant.act).is_none() {
        return Some(&grant.act);
    }
    On::of_word(&grant.on).is_none().then_some(&grant.on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Rulebook, load, shipped};

    fn rulebook() -> Rulebook {
        load(&shipped::files()).unwrap()
    }

    fn role<'a>(rulebook: &'a Rulebook, code: &str) -> &'a Role {
        rulebook.role(code).unwrap()
    }

    #[test]
    fn every_role_of_the_shipped_rulebook_is_understood() {
        for role in &rulebook().roles {
            assert_eq!(role.may.iter().find_map(unknown), None, "{}", role.code);
            assert!(!role.may.is_empty() && !role.levels.is_empty(), "{}", role.code);
        }
    }

    #[test]
    fn no_role_both_prepares_and_signs() {
        for role in &rulebook().roles {
            let has = |act| role.may.iter().any(|grant| Act::of_word(&grant.act) == Some(act));
            assert!(!(has(Act::Prepare) && has(Act::Sign)), "{}", role.code);
        }
    }

    #[test]
    fn a_head_reads_and_signs_his_own_and_nothing_of_a_neighbour() {
        let rulebook = rulebook();
        let head = role(&rulebook, "body_head");
        assert!(may(head, Act::Sign, Subject::Document("return.monthly"), Relation::Own, &[]));
        assert!(may(head, Act::Read, Subject::Register("offence"), Relation::Own, &[]));
        for relation in [Relation::Below, Relation::Given, Relation::Other] {
            assert!(!may(head, Act::Sign, Subject::Document("return.monthly"), relation, &[]), "{relation:?}");
            assert!(!may(head, Act::Read, Subject::Register("offence"), relation, &[]), "{relation:?}");
        }
        assert!(!may(head, Act::Enter, Subject::Register("offence"), Relation::Own, &[]));
    }

    #[test]
    fn what_names_a_body_is_read_there_in_two_registers_and_nothing_else_is_done_with_it() {
        let rulebook = rulebook();
        let officer = role(&rulebook, "charged_officer");
        for register in rulebook.registers.keys() {
            let reads = may(officer, Act::Read, Subject::Register(register), Relation::Named, &[]);
            assert_eq!(reads, ["directive_out", "diversion"].contains(&register.as_str()), "{register}");
            assert!(!may(officer, Act::Correct, Subject::Register(register), Relation::Named, &[]), "{register}");
        }
        assert!(!may(
            role(&rulebook, "records_clerk"),
            Act::Read,
            Subject::Register("directive_out"),
            Relation::Named,
            &[]
        ));
    }

    #[test]
    fn a_deputy_signs_nothing_by_himself() {
        let rulebook = rulebook();
        let deputy = role(&rulebook, "overseeing_deputy");
        let signs: Vec<&Grant> = deputy.may.iter().filter(|grant| grant.act == "sign").collect();
        assert_eq!(signs.len(), 3);
        for grant in signs {
            assert_eq!(grant.in_absence_of, ["region_head", "body_head"], "33: in the head's recorded absence");
        }
        for document in ["return.monthly", "return.quarterly", "memo.quarterly"] {
            assert!(!may(deputy, Act::Sign, Subject::Document(document), Relation::Own, &[]), "{document}");
            assert!(
                !may(deputy, Act::Sign, Subject::Document(document), Relation::Own, &["unit_head"]),
                "{document}"
            );
            assert!(may(deputy, Act::Sign, Subject::Document(document), Relation::Own, &["body_head"]), "{document}");
            assert!(
                !may(deputy, Act::Sign, Subject::Document(document), Relation::Below, &["body_head"]),
                "{document}"
            );
            assert_eq!(stands_in_for(deputy, Act::Sign, Subject::Document(document)), ["region_head", "body_head"]);
            assert!(may(deputy, Act::Read, Subject::Document(document), Relation::Own, &[]), "{document}");
            assert!(stands_in_for(deputy, Act::Read, Subject::Document(document)).is_empty());
            assert!(stands_in_for(role(&rulebook, "body_head"), Act::Sign, Subject::Document(document)).is_empty());
        }
    }

    #[test]
    fn a_right_to_one_register_is_none_to_another_nor_to_a_document_of_that_name() {
        let rulebook = rulebook();
        let staff = role(&rulebook, "minister_staff");
        assert!(may(staff, Act::Enter, Subject::Register("unit"), Relation::Own, &[]));
        assert!(!may(staff, Act::Enter, Subject::Register("officer"), Relation::Own, &[]));
        assert!(!may(staff, Act::Enter, Subject::Document("unit"), Relation::Own, &[]));
    }

    #[test]
    fn an_administrator_keeps_accounts_and_sees_no_content() {
        let rulebook = rulebook();
        let administrator = role(&rulebook, "administrator");
        for relation in [Relation::Own, Relation::Below] {
            assert!(may(administrator, Act::Administer, Subject::Users, relation, &[]));
            for register in rulebook.registers.keys() {
                assert!(!may(administrator, Act::Read, Subject::Register(register), relation, &[]), "{register}");
            }
        }
        assert!(!may(administrator, Act::Administer, Subject::Users, Relation::Other, &[]));
    }

    #[test]
    fn an_auditor_reads_all_and_changes_nothing() {
        let rulebook = rulebook();
        let auditor = role(&rulebook, "auditor");
        assert!(may(auditor, Act::Audit, Subject::Ledger, Relation::Below, &[]));
        assert!(may(auditor, Act::Read, Subject::Users, Relation::Below, &[]));
        let only = |grant: &Grant| matches!(Act::of_word(&grant.act), Some(Act::Read | Act::Audit));
        assert!(auditor.may.iter().all(only));
    }

    #[test]
    fn a_partner_sees_what_was_given_and_nothing_else() {
        let rulebook = rulebook();
        let partner = role(&rulebook, "vet_partner");
        assert!(may(partner, Act::Read, Subject::Register("outbreak"), Relation::Given, &[]));
        assert!(!may(partner, Act::Read, Subject::Register("outbreak"), Relation::Own, &[]));
        assert!(!may(partner, Act::Read, Subject::Register("offence"), Relation::Given, &[]));
    }
}
