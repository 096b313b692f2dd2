//! Tables of bodies: taken whole, or refused with every fault at its line.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;

use common::World;
use serde_json::Value;

const HEADER: &str = "code,parent,level,name_kk,name_ru,name_en,from,until";
const MINISTRY: &str = "MIA,,ministry,М,М,M,,";
const REGION: &str = "110000000,MIA,region,А,А,A,,";

fn import(world: &World, lines: &[&str]) -> (i32, Value) {
    let table = [&[HEADER], lines].concat().join("\n");
    let said = world.run(["import", "bodies", &world.file("bodies.csv", table), "--format", "json"]);
    (said.code, said.json())
}

/// Line and field of each refusal.
fn places(report: &Value) -> Vec<(u64, String)> {
    let refused = report["refused"].as_array().unwrap().iter();
    refused
        .map(|one| (one["line"].as_u64().unwrap(), one["field"].as_str().unwrap().to_owned()))
        .collect()
}

#[test]
fn one_fault_refuses_the_table_and_is_named_at_its_line() {
    let faults: [(&[&str], u64, &str); 10] = [
        (&["111000000,119999999,district,К,К,K,,"], 4, "parent"),
        (&["111000000,110000000,city,К,К,K,,"], 4, "level"),
        (&["111000000,110000000,district,,К,K,,"], 4, "name_kk"),
        (&["111000000,110000000,district,К,К,K,2026-13-01,"], 4, "from"),
        (&["111000000,110000000,district,К,К,K,2026-05-02,2026-05-01"], 4, "until"),
        (&["111000000,111000000,district,К,К,K,,"], 4, "parent"),
        (&["111000000,110000000,district,К,К"], 4, ""),
        (&["111000000,,district,К,К,K,,"], 4, "parent"),
        (
            &[
                "111000000,110000000,district,К,К,K,,2026-05-01",
                "111000000,110000000,district,К,К,K,2026-05-01,",
            ],
            5,
            "from",
        ),
        (&["111000000,110000000,district,К,К,K,,", "111000000,110000000,district,К,К,K,,"], 5, "from"),
    ];
    for (lines, line, field) in faults {
        let world = World::empty();
        let (code, report) = import(&world, &[&[MINISTRY, REGION], lines].concat());
        assert_eq!(code, 1, "{lines:?}");
        assert_eq!(places(&report), [(line, field.to_owned())], "{lines:?}: {report}");
        assert!(!report["refused"][0]["reason"].as_str().unwrap().is_empty());
        assert_eq!(report["accepted"], 0, "nothing is stored beside a refused line");
        let (code, report) = import(&world, &[MINISTRY, REGION]);
        assert_eq!((code, &report["accepted"]), (0, &Value::from(2)), "{lines:?}: nothing was there already");
    }
}

#[test]
fn bodies_that_stand_above_each_other_are_refused_also_when_one_is_there_already() {
    let world = World::empty();
    let (code, _) = import(&world, &[MINISTRY, REGION, "111000000,110000000,district,К,К,K,,"]);
    assert_eq!(code, 0);
    let (code, report) = import(&world, &["110000000,111000000,region,А,А,A,,"]);
    assert_eq!(code, 1);
    assert!(places(&report).contains(&(2, "parent".to_owned())), "{report}");
    assert_eq!(world.sound(), 0);
}

#[test]
fn the_shipped_bodies_are_taken_once() {
    let world = World::founded();
    let again = world.run([
        "import",
        "bodies",
        common::rules().join("reference/bodies.csv").to_str().unwrap(),
        "--format",
        "json",
    ]);
    let report = again.well().json();
    assert_eq!((&report["accepted"], &report["already_there"]), (&Value::from(0), &Value::from(246)));
}

#[test]
fn a_table_that_leaves_out_what_is_known_of_a_body_is_refused_and_one_that_adds_to_it_is_taken() {
    let world = World::empty();
    let other = "150000000,MIA,region,Б,Б,B,,";
    let first = "111000000,110000000,district,К,К,K,,2026-03-09";
    let (code, _) = import(&world, &[MINISTRY, REGION, other, "111000000,110000000,district,К,К,K,,"]);
    assert_eq!(code, 0);
    let moved = "111000000,150000000,district,К,К,K,2026-03-10,";
    let (code, report) = import(&world, &[moved]);
    assert_eq!((code, places(&report)), (1, vec![(2, "from".to_owned())]), "{report}");
    let (code, report) = import(&world, &[first, moved]);
    assert_eq!((code, &report["accepted"]), (0, &Value::from(2)), "{report}");
    assert_eq!(world.sound(), 0);
}
