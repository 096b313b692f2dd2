//! Accounts and roles from the command line.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;

use common::{DISTRICT, REGION, World};
use serde_json::json;

fn added(world: &World, login: &str) -> String {
    let words = ["user", "add", login, "--name", "Асан Үсенұлы", "--body", DISTRICT, "--role", "charged_officer"];
    world.run(words).well().out
}

#[test]
fn an_account_is_added_with_a_code_given_a_role_listed_and_closed() {
    let world = World::founded();
    let said = added(&world, "asanov");
    let code = said.split_whitespace().find(|word| word.trim_end_matches(';').len() == 23).unwrap();
    assert_eq!(code.matches('-').count(), 3, "{said}");
    assert!(said.contains("Officer charged with the line"), "{said}");
    let grant = [
        "user",
        "grant",
        "asanov",
        "--role",
        "unit_staff",
        "--body",
        REGION,
        "--reason",
        "№ 7",
        "--from",
        "2026-10-01",
    ];
    world.run(grant).well();
    let listed = world.run(["user", "list", "--format", "json"]).well().json();
    assert_eq!(listed[0]["login"], json!("asanov"));
    assert_eq!(listed[0]["has_password"], json!(false));
    assert_eq!(listed[0]["roles"].as_array().unwrap().len(), 2);
    assert!(!world.run(["user", "list"]).well().out.contains(code), "a code is shown once");
    let reset = world.run(["user", "reset", "asanov", "--lang", "kk"]).well().out;
    assert!(reset.contains("бір реттік код") && !reset.contains(code), "{reset}");
    world
        .run(["user", "revoke", "asanov", "--role", "unit_staff", "--body", REGION, "--reason", "№ 8"])
        .well();
    world.run(["user", "close", "asanov", "--reason", "№ 9"]).well();
    let listed = world.run(["user", "list", "--format", "json"]).well().json();
    assert_eq!((&listed[0]["closed"], listed[0]["roles"].as_array().unwrap().len()), (&json!(true), 1));
    world.sound();
}

#[test]
fn what_cannot_be_done_is_said_in_each_language_and_leaves_nothing() {
    let world = World::founded();
    added(&world, "asanov");
    let cases: [(&[&str], [&str; 3]); 4] = [
        (
            &["user", "add", "Asanov", "--name", "x", "--body", DISTRICT],
            ["латынның кіші әріптері", "строчные латинские буквы", "small Latin letters"],
        ),
        (
            &["user", "add", "asanov", "--name", "x", "--body", DISTRICT],
            ["логин бос емес", "логин занят", "login is taken"],
        ),
        (
            &["user", "add", "usenov", "--name", "x", "--body", DISTRICT, "--role", "region_head"],
            ["деңгейде берілмейді", "не дается на этом уровне", "not given at this level"],
        ),
        (&["user", "reset", "nobody"], ["есептік жазба жоқ", "учетной записи нет", "no such account"]),
    ];
    for (words, expected) in cases {
        for (lang, expected) in ["kk", "ru", "en"].into_iter().zip(expected) {
            let said = world.run(words.iter().chain(&["--lang", lang]));
            assert!(said.code == 1 && said.err.contains(expected), "{words:?}: {}", said.err);
        }
    }
    let listed = world.run(["user", "list", "--format", "json"]).well().json();
    assert_eq!(listed.as_array().unwrap().len(), 1);
}

#[test]
fn a_right_changed_by_hand_is_named_by_a_check() {
    let world = World::founded();
    added(&world, "asanov");
    world.change("UPDATE granted SET role = 'body_head'");
    let (code, report) = world.verify();
    assert_eq!(code, 1);
    assert_eq!(report["problems"][0]["what"], json!("a right does not match the chain of its body"));
    assert_eq!(report["problems"][0]["body"], json!(DISTRICT));
}
