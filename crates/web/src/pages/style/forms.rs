//! Forms and lists of the style page.

use qorgau_l10n::L10n;

use super::{NOWHERE, nowhere};
use crate::parts::{Cell, Choice, Control, ErrorSummary, Field, Link, Mark, Pair, State, Status, Summary, Task, Tasks, Width};

pub(super) fn errors(l: &L10n) -> ErrorSummary {
    ErrorSummary {
        title: l.part_errors(),
        errors: vec![Link::new(l.sample_onset_wrong(), "#onset"), Link::new(l.sample_sick_wrong(), "#sick")],
    }
}

fn choice(value: &str, label: String, mark: Mark) -> Choice {
    Choice {
        value: value.to_owned(),
        label,
        hint: String::new(),
        mark,
    }
}

pub(super) fn fields(l: &L10n) -> Vec<Field> {
    let diseases = vec![choice("fmd", l.sample_fmd(), Mark::Taken), choice("anthrax", l.sample_anthrax(), Mark::Free)];
    let wild = Choice {
        hint: l.sample_wild_hint(),
        ..choice("wild", l.sample_wild(), Mark::Free)
    };
    let sectors = vec![
        choice("private", l.sample_private(), Mark::Free),
        choice("farm", l.sample_farm(), Mark::Taken),
        wild,
    ];
    let measures = vec![
        choice("isolated", l.sample_isolated(), Mark::Taken),
        choice("disinfected", l.sample_disinfected(), Mark::Taken),
        choice("vaccinated", l.sample_vaccinated(), Mark::Free),
    ];
    let owner = Control::Text {
        value: l.sample_owner_value(),
        width: Width::Full,
        fill: "off",
    };
    let onset = Control::Day {
        value: "29.11.2026".to_owned(),
    };
    let sick = Control::Figure {
        value: String::new(),
        unit: l.sample_heads(),
    };
    vec![
        Field::new("disease", l.sample_disease(), Control::Select(diseases)),
        Field::new("onset", l.sample_onset(), onset)
            .hint(l.sample_onset_hint())
            .error(l.part_error(), l.sample_onset_wrong()),
        Field::new("sick", l.sample_sick(), sick).error(l.part_error(), l.sample_sick_wrong()),
        Field::new("owner", l.sample_owner(), owner),
        Field::new("sector", l.sample_sector(), Control::Radios(sectors)),
        Field::new("measures", l.sample_measures(), Control::Checks(measures)),
        Field::new("notes", l.sample_notes(), Control::Lines { value: String::new() }).optional(l.part_optional()),
    ]
}

pub(super) fn answers(l: &L10n) -> Summary {
    let change = || nowhere(l.sample_change());
    let sick = format!("14 {}", l.sample_heads());
    Summary {
        pairs: vec![
            Pair::new(l.sample_disease(), Cell::Text(l.sample_fmd())).with(change()),
            Pair::new(l.sample_onset(), Cell::text("19.11.2026")).with(change()),
            Pair::new(l.sample_sick(), Cell::Text(sick)).with(change()),
            Pair::new(l.sample_owner(), Cell::Text(l.sample_owner_value())).with(change()),
            Pair::new(l.sample_decision(), Cell::State(Status::new(State::Open, l.sample_draft()))),
        ],
    }
}

pub(super) fn tasks(l: &L10n) -> Tasks {
    let task = |text: String, hint: String, state, word: String| Task {
        link: Link::new(text, NOWHERE),
        hint,
        status: Status::new(state, word),
    };
    let none = String::new;
    Tasks {
        tasks: vec![
            task(l.sample_part_one(), none(), State::Done, l.sample_ready()),
            task(l.sample_part_two(), none(), State::Due, l.sample_working()),
            task(l.sample_part_three(), l.sample_waits(), State::Open, l.sample_not_begun()),
            task(l.sample_part_four(), none(), State::Locked, l.sample_locked()),
        ],
    }
}
