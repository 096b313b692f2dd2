//! Typed views: what code needs of a register beyond what the rulebook says.
//!
//! Code that knows a register names here the fields it reads, with their types; a rulebook whose register
//! does not have them is refused. Fields added to a register later are none of a view's business.

use crate::register::FieldType::{self, Body, Choice, Date, Decimal, Geometry, Link, LongText, Money, Place, Rows, Span, Text, Whole};

/// A register as some code needs it: the fields, and the sub-fields of rows as `rows.field`.
pub struct View {
    /// The register.
    pub register: &'static str,
    /// What needs it.
    pub used_by: &'static str,
    /// Fields and their types.
    pub fields: &'static [(&'static str, FieldType)],
}

/// All views.
pub const VIEWS: &[View] = &[
    View {
        register: "outbreak",
        used_by: "the journal of Appendix 3",
        fields: &[
            ("farm", Text),
            ("settlements", Rows),
            ("settlements.name", Text),
            ("disease", Choice),
            ("serotype", Text),
            ("sector", Choice),
            ("animals", Rows),
            ("animals.species", Choice),
            ("animals.sick", Whole),
            ("causes_text", LongText),
            ("onset_on", Date),
            ("imposed_on", Date),
            ("imposed_decision", Text),
            ("ended_on", Date),
            ("lifted_on", Date),
            ("lifted_decision", Text),
            ("posts", Rows),
            ("posts.kind", Choice),
            ("posts.count", Whole),
            ("posts.standing", Span),
            ("people", Rows),
            ("people.service", Choice),
            ("people.count", Whole),
            ("people.engaged", Span),
        ],
    },
    View {
        register: "unit_inspection",
        used_by: "the journal of Appendix 2",
        fields: &[
            ("inspected", Body),
            ("inspected_on", Date),
            ("inspector_text", Text),
            ("findings", LongText),
            ("proposals", Rows),
            ("proposals.text", LongText),
        ],
    },
    View {
        register: "inspection_mark",
        used_by: "the journal of Appendix 2",
        fields: &[
            ("inspection", Link),
            ("instruction", LongText),
            ("marks", Rows),
            ("marks.proposal", Whole),
            ("marks.result", Choice),
            ("marks.marked_on", Date),
        ],
    },
    View {
        register: "offence",
        used_by: "damage by the dated rates",
        fields: &[
            ("committed_on", Date),
            ("revealed_on", Date),
            ("damage", Rows),
            ("damage.rate", Choice),
            ("damage.quantity", Decimal),
            ("damage.amount", Money),
        ],
    },
    View {
        register: "offence",
        used_by: "seasonal bans",
        fields: &[
            ("committed_on", Date),
            ("place", Place),
            ("seizures", Rows),
            ("seizures.kind", Choice),
            ("seizures.species", Choice),
        ],
    },
    View {
        register: "offence",
        used_by: "the page of a person",
        fields: &[
            ("decision", Choice),
            ("fine", Money),
            ("payments", Rows),
            ("payments.for", Choice),
            ("payments.amount", Money),
        ],
    },
    View {
        register: "person",
        used_by: "records of one person",
        fields: &[("surname", Text), ("given_name", Text), ("patronymic", Text), ("iin", Text), ("born_on", Date)],
    },
    View {
        register: "natural_object",
        used_by: "seasonal bans",
        fields: &[
            ("kind", Choice),
            ("name", Text),
            ("as_of", Date),
            ("area", Geometry),
            ("seasons", Rows),
            ("seasons.species", Choice),
            ("seasons.way", Choice),
            ("seasons.first_month", Whole),
            ("seasons.first_day", Whole),
            ("seasons.last_month", Whole),
            ("seasons.last_day", Whole),
            ("seasons.first_year", Whole),
            ("seasons.last_year", Whole),
            ("seasons.act", Text),
        ],
    },
    View {
        register: "application",
        used_by: "notices to applicants",
        fields: &[
            ("received_on", Date),
            ("applicant_name", Text),
            ("applicant_address", Text),
            ("extended_until", Date),
            ("extension_reason", Text),
            ("forwardings", Rows),
            ("forwardings.to", Text),
            ("forwardings.sent_on", Date),
        ],
    },
    View {
        register: "charge",
        used_by: "bodies without unit or charged officer",
        fields: &[("kind", Choice), ("in_charge", Span)],
    },
    View {
        register: "unit",
        used_by: "bodies without unit or charged officer",
        fields: &[("being", Span)],
    },
];
