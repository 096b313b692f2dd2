//! Clauses have an answer; documents, roles and files name what exists.

use super::Checker;
use crate::filing;
use crate::may;
use crate::problem::Source;

const COMMANDS: &[&str] = &[
    "serve", "demo", "import", "report", "journal", "duties", "verify", "rulebook", "backup", "restore", "copy", "erase", "user",
];
/// Pages that no other word names.
const PAGES: &[&str] = &["territory", "bans"];
const FILES: &[&str] = &["instruction", "levels"];

pub(super) fn check(check: &mut Checker<'_>) {
    let rulebook = check.rulebook;
    check.once("clause", rulebook.clauses.iter().map(|clause| (clause.reference.as_str(), &clause.source)));
    for clause in &rulebook.clauses {
        check.text(&clause.source, "the summary", &clause.summary);
        check.reason(&clause.source, clause.reason.as_ref());
        if clause.fulfilled_by.is_empty() && clause.reason.is_none() {
            check.found(
                &clause.source,
                format!(
                    "clause {} has no answer: say what fulfils it, or the reason why nothing does yet",
                    clause.reference
                ),
            );
        }
        for target in &clause.fulfilled_by {
            self::target(check, &clause.source, target);
        }
    }
    for reason in rulebook.reasons.values() {
        check.text(&reason.source, "the reason", &reason.text);
    }
    documents(check);
    roles(check);
}

fn target(check: &mut Checker<'_>, source: &Source, target: &str) {
    let rulebook = check.rulebook;
    let (kind, code) = target.split_once(':').unwrap_or((target, ""));
    let known = match kind {
        "register" => rulebook.registers.contains_key(code),
        "duty" => rulebook.duties.iter().any(|duty| duty.code == code),
        "document" => rulebook.documents.iter().any(|document| document.code == code),
        "role" => rulebook.roles.iter().any(|role| role.code == code),
        "list" => rulebook.lists.contains_key(code),
        "indicator" => rulebook.indicator(code).is_some(),
        "nomenclature" => rulebook.nomenclature.iter().any(|file| file.code == code),
        "file" => FILES.contains(&code),
        "page" => PAGES.contains(&code),
        "command" => COMMANDS.contains(&code),
        _ => false,
    };
    if !known {
        check.found(source, format!("`{target}` is nothing that the rulebook knows"));
    }
}

fn documents(check: &mut Checker<'_>) {
    let rulebook = check.rulebook;
    check.once("document", rulebook.documents.iter().map(|document| (document.code.as_str(), &document.source)));
    for document in &rulebook.documents {
        let source = &document.source;
        check.text(source, "the name", &document.name);
        check.clause(source, &document.clause);
        check.reason(source, document.planned.as_ref());
        document.levels.iter().for_each(|level| check.level(source, level));
        for part in &document.part {
            check.text(source, "the name of a part", &part.name);
            check.clause(source, &part.clause);
            part.draws_on.iter().for_each(|figure| check.figure(source, figure));
        }
        if let Some(file) = &document.file
            && rulebook.nomenclature.iter().all(|known| known.code != *file)
        {
            check.found(source, format!("file `{file}` is not in nomenclature.toml"));
        }
    }
    for file in &rulebook.nomenclature {
        check.text(&file.source, "the name", &file.name);
        check.clause(&file.source, &file.clause);
        for held in &file.holds {
            let received = held.strip_prefix(filing::RECEIVED).map(|kind| format!("document:{kind}"));
            target(check, &file.source, received.as_ref().unwrap_or(held));
        }
    }
    files(check);
}

/// Papers and volumes choose their file from a list: it has the files of the nomenclature, and the body's own.
fn files(check: &mut Checker<'_>) {
    let rulebook = check.rulebook;
    let Some(list) = rulebook.lists.get(filing::LIST) else { return };
    let named = |code: &str| rulebook.nomenclature.iter().any(|file| file.code == code);
    for item in list.item.iter().filter(|item| item.code != filing::OWN && !named(&item.code)) {
        check.found(&list.source, format!("item `{}` is no file of nomenclature.toml", item.code));
    }
    for file in rulebook.nomenclature.iter().filter(|file| list.items_of(&file.code).is_empty()) {
        check.found(&file.source, format!("file `{}` is no item of list `{}`", file.code, filing::LIST));
    }
    held_by_own(check);
}

/// A file of the body's own holds registers that are there and that no file of the nomenclature holds.
fn held_by_own(check: &mut Checker<'_>) {
    let rulebook = check.rulebook;
    let Some(list) = rulebook.lists.get(filing::OWN_HOLDS) else { return };
    for item in &list.item {
        let held = format!("register:{}", item.code);
        if rulebook.register(&item.code).is_none() {
            check.found(&list.source, format!("register `{}` is not there", item.code));
        } else if let Some(file) = rulebook.nomenclature.iter().find(|file| file.holds.contains(&held)) {
            check.found(&list.source, format!("register `{}` lies in file `{}` already", item.code, file.code));
        }
    }
}

fn roles(check: &mut Checker<'_>) {
    let rulebook = check.rulebook;
    check.once("role", rulebook.roles.iter().map(|role| (role.code.as_str(), &role.source)));
    for level in &rulebook.levels {
        check.text(&level.source, "the name", &level.name);
        if let Some(above) = &level.reports_to {
            check.level(&level.source, above);
        }
    }
    for role in &rulebook.roles {
        check.text(&role.source, "the name", &role.name);
        role.clauses.iter().for_each(|clause| check.clause(&role.source, clause));
        role.levels.iter().for_each(|level| check.level(&role.source, level));
        for grant in &role.may {
            if grant.on.contains(':') {
                target(check, &role.source, &grant.on);
            }
            for absent in grant.in_absence_of.iter().filter(|absent| check.rulebook.role(absent).is_none()) {
                check.found(&role.source, format!("`{absent}`, in whose absence a grant stands, is no role"));
            }
            if !["own", "below", "given", "named"].contains(&grant.scope.as_str()) {
                check.found(&role.source, format!("scope `{}` is not own, below, given or named", grant.scope));
            }
            if grant.scope == "named" && (grant.act != "read" || !grant.on.starts_with("register:")) {
                check.found(&role.source, "what names a body is read, register by register, and nothing else");
            }
        }
        for word in role.may.iter().filter_map(may::unknown) {
            check.found(&role.source, format!("`{word}` is nothing that a role can do or act on"));
        }
        let may = |act: &str| role.may.iter().any(|grant| grant.act == act);
        if may("prepare") && may("sign") {
            check.found(&role.source, format!("role `{}` both prepares and signs (30, 33)", role.code));
        }
    }
}
