//! Reference lists: names in three languages, and dated items without overlap or hole.

use jiff::ToSpan;

use super::Checker;
use crate::list::{Item, List};

pub(super) fn check(check: &mut Checker<'_>) {
    for list in check.rulebook.lists.values() {
        check.text(&list.source, "the name of the list", &list.name);
        let mut codes: Vec<&str> = list.item.iter().map(|item| item.code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        for code in codes {
            dates(check, list, &list.items_of(code));
        }
        for item in &list.item {
            check.text(&list.source, &format!("item `{}`", item.code), &item.name);
        }
    }
}

fn dates(check: &mut Checker<'_>, list: &List, items: &[&Item]) {
    for item in items {
        if let (Some(from), Some(until)) = (item.from, item.until)
            && until < from
        {
            check.found(&list.source, format!("item `{}` ends on {until}, before it begins on {from}", item.code));
        }
    }
    for pair in items.windows(2) {
        let [earlier, later] = pair else { continue };
        let code = &earlier.code;
        match (earlier.until, later.from) {
            (Some(until), Some(from)) if until.checked_add(1.day()).is_ok_and(|next| next == from) => {}
            (Some(until), Some(from)) if until < from => {
                check.found(&list.source, format!("item `{code}` has a hole between {until} and {from}"));
            }
            _ => check.found(&list.source, format!("two items `{code}` overlap; give each its from and until")),
        }
    }
}
