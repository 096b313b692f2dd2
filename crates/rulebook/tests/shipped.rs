//! The shipped rulebook has no problems, and its scenarios hold.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::path::Path;

use qorgau_rulebook::load::Files;
use qorgau_rulebook::may::{Act, Relation, Subject, may};
use qorgau_rulebook::{Rulebook, load};

fn files() -> Files {
    let root = Path::new("../../rulebook/order-27");
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                files.insert(name, std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    files
}

fn shipped() -> Rulebook {
    load(&files()).unwrap_or_else(|problems| panic!("{}", problems.iter().map(|p| format!("{p}\n")).collect::<String>()))
}

#[test]
fn the_shipped_rulebook_has_no_problems() {
    shipped();
}

#[test]
fn the_records_clerk_reads_every_register_that_the_files_hold() {
    let rulebook = shipped();
    let clerk = rulebook.role("records_clerk").unwrap();
    let held = rulebook
        .nomenclature
        .iter()
        .flat_map(|file| &file.holds)
        .filter_map(|held| held.strip_prefix("register:"));
    for register in held.chain(["incoming_paper", "outgoing_paper", "file_volume"]) {
        assert!(may(clerk, Act::Read, Subject::Register(register), Relation::Own, &[]), "{register}");
    }
}

#[test]
fn a_file_of_a_bodys_own_holds_registers_that_are_there_and_in_no_other_file() {
    let mut files = files();
    let list = files.get_mut("reference/filed_registers.toml").unwrap();
    *list = list
        .replace("code = \"lesson\"", "code = \"lessons\"")
        .replace("code = \"charge\"", "code = \"meeting\"");
    let problems: Vec<String> = load(&files).unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(problems.len(), 2, "{problems:?}");
    for said in ["register `lessons` is not there", "register `meeting` lies in file `1` already"] {
        assert!(problems.iter().any(|problem| problem.contains(said)), "{said}: {problems:?}");
    }
}

#[test]
fn a_file_that_papers_cannot_choose_and_a_choice_that_is_no_file_are_named() {
    let mut files = files();
    let list = files.get_mut("reference/files.toml").unwrap();
    *list = list.replace("code = \"5\"", "code = \"55\"");
    let problems: Vec<String> = load(&files).unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(
        problems.iter().any(|problem| problem.contains("file `5` is no item of list `files`")),
        "{problems:?}"
    );
    assert!(
        problems.iter().any(|problem| problem.contains("item `55` is no file of nomenclature.toml")),
        "{problems:?}"
    );
}
