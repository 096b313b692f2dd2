//! What is said where records are of one fact, person or organisation, in the words of each.

use qorgau_app::links::join::Linking;
use qorgau_domain::EntryId;
use qorgau_l10n::L10n;
use qorgau_rulebook::same::Sort;

use crate::here::Here;

/// Where everything on a person or an organisation stands.
pub(crate) fn page_of(here: &Here, sort: Sort, id: EntryId) -> String {
    match sort {
        Sort::Person => here.url(&format!("/persons/{id}")),
        Sort::Organisation => here.url(&format!("/organisations/{id}")),
    }
}

/// The way to that page.
pub(crate) fn everything(l: &L10n, sort: Sort) -> String {
    match sort {
        Sort::Person => l.person_action(),
        Sort::Organisation => l.organisation_action(),
    }
}

/// The way to link a record.
pub(crate) fn action(l: &L10n, linking: Linking) -> String {
    match linking {
        Linking::Fact => l.link_action(),
        Linking::Named(Sort::Person) => l.link_action_person(),
        Linking::Named(Sort::Organisation) => l.link_action_organisation(),
    }
}

/// Other records of the same.
pub(crate) fn others(l: &L10n, linking: Linking) -> String {
    match linking {
        Linking::Fact => l.entry_one_fact(),
        Linking::Named(Sort::Person) => l.link_one_person(),
        Linking::Named(Sort::Organisation) => l.link_one_organisation(),
    }
}

/// The page on which a record is linked.
pub(crate) fn title(l: &L10n, linking: Linking) -> String {
    match linking {
        Linking::Fact => l.link_title(),
        Linking::Named(Sort::Person) => l.link_title_person(),
        Linking::Named(Sort::Organisation) => l.link_title_organisation(),
    }
}

/// What linking means.
pub(crate) fn lead(l: &L10n, linking: Linking) -> String {
    match linking {
        Linking::Fact => l.link_lead(),
        Linking::Named(Sort::Person) => l.link_lead_person(),
        Linking::Named(Sort::Organisation) => l.link_lead_organisation(),
    }
}

/// The records that are linked.
pub(crate) fn linked(l: &L10n, linking: Linking) -> String {
    match linking {
        Linking::Fact => l.link_linked(),
        Linking::Named(Sort::Person) => l.link_linked_person(),
        Linking::Named(Sort::Organisation) => l.link_linked_organisation(),
    }
}

/// What a record is of, above a column.
pub(crate) fn of_what(l: &L10n, linking: Linking) -> String {
    match linking {
        Linking::Fact => l.entry_content(),
        Linking::Named(Sort::Person) => l.link_person(),
        Linking::Named(Sort::Organisation) => l.link_organisation(),
    }
}

/// That records are likely of one.
pub(crate) fn likely(l: &L10n, sort: Sort) -> String {
    match sort {
        Sort::Person => l.link_likely(),
        Sort::Organisation => l.link_likely_organisation(),
    }
}

/// How a score is read.
pub(crate) fn working(l: &L10n, sort: Sort) -> String {
    match sort {
        Sort::Person => l.link_working_text(),
        Sort::Organisation => l.link_working_text_organisation(),
    }
}

/// The button that links.
pub(crate) fn confirm(l: &L10n, linking: Linking) -> String {
    match linking {
        Linking::Fact => l.link_confirm(),
        Linking::Named(Sort::Person) => l.link_confirm_person(),
        Linking::Named(Sort::Organisation) => l.link_confirm_organisation(),
    }
}

/// The button that says that they are two.
pub(crate) fn two(l: &L10n, linking: Linking) -> String {
    match linking {
        Linking::Fact => l.link_apart_do(),
        Linking::Named(Sort::Person) => l.link_apart_do_person(),
        Linking::Named(Sort::Organisation) => l.link_apart_do_organisation(),
    }
}
