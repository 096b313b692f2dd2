//! Every part on one page, with made-up examples: what people look at before they change a part, and what is photographed.

mod forms;
mod registers;

use askama::Template;
use axum::response::IntoResponse;
use qorgau_l10n::L10n;

use super::Page;
use crate::here::Here;
use crate::parts::{Banner, Crumbs, Empty, ErrorSummary, Field, Link, Pager, Past, State, Status, Summary, Tab, Table, Tabs, Tasks, Tone, Trail};

/// Where samples lead: nowhere.
const NOWHERE: &str = "#content";

#[derive(Template)]
#[template(path = "style/page.html")]
struct Style {
    here: Here,
    sections: Vec<Link>,
    words: Vec<Status>,
    today: Table,
    offences: Table,
    pager: Pager,
    draft: Status,
    clause: Link,
    figures: Table,
    bans: Table,
    errors: ErrorSummary,
    fields: Vec<Field>,
    answers: Summary,
    tasks: Tasks,
    crumbs: Crumbs,
    tabs: Tabs,
    trail: Trail,
    banners: Vec<Banner>,
    empty: Empty,
}

pub(crate) async fn page(here: Here) -> impl IntoResponse {
    let l = here.l;
    let page = Style {
        sections: sections(l),
        words: words(l),
        today: registers::today(l),
        offences: registers::offences(l),
        pager: registers::pager(l),
        draft: Status::new(State::Open, l.sample_draft()),
        clause: Link::new("29.1", NOWHERE),
        figures: registers::figures(l),
        bans: registers::bans(l),
        errors: forms::errors(l),
        fields: forms::fields(l),
        answers: forms::answers(l),
        tasks: forms::tasks(l),
        crumbs: crumbs(l),
        tabs: tabs(l),
        trail: trail(l),
        banners: banners(l),
        empty: empty(l),
        here,
    };
    Page(page)
}

fn nowhere(text: String) -> Link {
    Link::new(text, NOWHERE)
}

fn sections(l: &L10n) -> Vec<Link> {
    [
        (l.style_basics(), "#basics"),
        (l.sample_today(), "#today"),
        (l.style_register(), "#register"),
        (l.style_return(), "#return"),
        (l.style_form(), "#form"),
        (l.style_check(), "#check"),
        (l.style_entry(), "#entry"),
        (l.style_news(), "#news"),
        (l.style_empty(), "#empty"),
        (l.style_buttons(), "#buttons"),
    ]
    .map(|(text, url)| Link::new(text, url))
    .into()
}

fn words(l: &L10n) -> Vec<Status> {
    let word = |state| match state {
        State::Late => l.sample_late(),
        State::Due => l.sample_now(),
        State::Done => l.sample_ready(),
        State::Back => l.sample_back(),
        State::Open => l.sample_draft(),
        State::Locked => l.sample_locked(),
        State::Struck => l.sample_struck(),
    };
    State::ALL.map(|state| Status::new(state, word(state))).into()
}

fn crumbs(l: &L10n) -> Crumbs {
    Crumbs {
        label: l.part_path(),
        steps: vec![nowhere(l.sample_body()), nowhere(l.sample_offences())],
    }
}

fn tabs(l: &L10n) -> Tabs {
    let tab = |text: String, count: &str| Tab {
        link: nowhere(text),
        count: count.to_owned(),
    };
    Tabs {
        label: l.part_parts(),
        tabs: vec![
            tab(l.sample_content(), ""),
            tab(l.sample_people(), "2"),
            tab(l.sample_papers(), "3"),
            tab(l.sample_history(), "2"),
        ],
        seen: 3,
    }
}

fn trail(l: &L10n) -> Trail {
    let past = |when: &str, what: String, change| Past {
        when: when.to_owned(),
        who: l.sample_person(),
        what,
        change,
    };
    Trail {
        steps: vec![
            past("22.11.2026 09:14", l.sample_corrected(), Some((l.sample_old_value(), l.sample_new_value()))),
            past("19.11.2026 16:40", l.sample_entered(), None),
        ],
    }
}

fn banners(l: &L10n) -> Vec<Banner> {
    let banner = |tone, title, text, action: Option<String>| Banner {
        tone,
        title,
        text,
        action: action.map(nowhere),
    };
    vec![
        banner(Tone::Note, l.sample_note_title(), l.sample_note_text(), Some(l.sample_note_do())),
        banner(Tone::Done, l.sample_done_title(), l.sample_done_text(), None),
        banner(Tone::Due, l.sample_part_title(), l.sample_part_text(), Some(l.sample_part_do())),
        banner(Tone::Late, l.sample_wrong_title(), l.sample_wrong_text(), Some(l.sample_wrong_do())),
    ]
}

fn empty(l: &L10n) -> Empty {
    Empty {
        title: l.sample_none_title(),
        text: l.sample_none_text(),
        action: Some(nowhere(l.sample_none_do())),
    }
}
