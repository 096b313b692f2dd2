//! The command line on files that others made, and on a database that somebody changed by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;

use common::{Said, World, figure, shared};
use serde_json::Value;

const BODY: &str = "391000000";

const EVENTS: &str = "Id,source,latitude,longitude,localityName,observationDate,reportingDate,status,disease,serotypes,speciesDescription,sumAtRisk,sumCases,sumDeaths,sumDestroyed,sumSlaughtered\n\
1,OIE,53.2,63.6,Ауыл,01/07/2017,13/07/2017,Confirmed,Lumpy skin disease,,\"domestic, cattle\",8,1,0,,\n\
2,OIE,53.2,63.6,Ауыл,,15/02/2017,Confirmed,Rabies,,\"wild, jackal\",6,,1,0,0\n\
3,OIE,53.2,63.6,Ауыл,01/07/2017,13/07/2017,Confirmed,Martian fever,,\"domestic, cattle\",8,1,0,,\n\
4,OIE,53.2,63.6,Ауыл,01/07/2017,13/07/2017,Confirmed,Sheep pox and goat pox,,\"domestic, goat, domestic, sheep\",8,5,0,,\n";

/// An installation with the three sound rows of [`EVENTS`].
fn with_events() -> World {
    let world = World::founded();
    let file = world.file("events.csv", EVENTS);
    world.mapped("empres-i", "outbreak", BODY, &file);
    world
}

/// Accepted, already there, refused.
fn counts(said: &Said) -> (u64, u64, usize) {
    let report = said.json();
    let count = |key: &str| report[key].as_u64().unwrap();
    (count("accepted"), count("already_there"), report["refused"].as_array().unwrap().len())
}

fn number(report: &Value, code: &str) -> Value {
    figure(report, code)["period"].clone()
}

#[test]
fn real_outbreak_files_are_taken_or_refused_with_reasons_and_only_once() {
    let Some(first) = shared("outbreaks/empres-i-2017-kz-ru-mn.csv") else {
        return;
    };
    let Some(second) = shared("outbreaks/empres-i-2021-v2-sample.csv") else {
        return;
    };
    let world = World::founded();
    // 958 events: one names no species, one names a stork, a parrot and an owl.
    let said = world.mapped("empres-i", "outbreak", BODY, first.to_str().unwrap());
    assert_eq!((counts(&said), said.code), ((956, 0, 4), 1));
    // 214 events, 33 of which stand in the first file; one of these is refused in both.
    let said = world.mapped("empres-i-v2", "outbreak", BODY, second.to_str().unwrap());
    assert_eq!((counts(&said).0, counts(&said).1), (181, 32));
    let said = world.mapped("empres-i", "outbreak", BODY, first.to_str().unwrap());
    assert_eq!((counts(&said).0, counts(&said).1), (0, 956));
    assert_eq!(world.sound(), 956 + 181);
}

#[test]
fn real_outbreaks_go_to_the_district_they_lie_in_and_those_abroad_are_refused() {
    let Some(events) = shared("outbreaks/empres-i-2017-kz-ru-mn.csv") else {
        return;
    };
    let Some(districts) = shared("territories/kz-adm2-2024.geojson") else {
        return;
    };
    let world = World::founded();
    let said = world.run(["import", "territories", districts.to_str().unwrap(), "--format", "json"]);
    assert_eq!(counts(&said).0, 224);
    let words = [
        "import",
        "entries",
        "--register",
        "outbreak",
        "--by-place",
        "--map",
        "empres-i",
        events.to_str().unwrap(),
        "--format",
        "json",
    ];
    // Thirteen events name Kazakhstan as their country.
    assert_eq!(counts(&world.run(words)).0, 13);
}

#[test]
fn real_catches_of_fish_nobody_knows_here_are_refused_and_the_rest_taken() {
    let Some(file) = shared("offences/illegal-fishing.csv") else { return };
    let world = World::founded();
    let said = world.mapped("illegal-fishing", "offence", BODY, file.to_str().unwrap());
    // 147 lines of 84 infractions: 58 without fish, 89 lines of fish from another ocean.
    assert_eq!(counts(&said), (58, 0, 89));
    assert!(said.json()["refused"][0]["reason"].as_str().unwrap().contains("the nearest"));
}

#[test]
fn an_empty_onset_takes_the_report_date_and_a_missing_count_stays_missing() {
    let world = World::founded();
    let file = world.file("events.csv", EVENTS);
    let said = world.mapped("empres-i", "outbreak", BODY, &file);
    assert_eq!((counts(&said), said.code), ((3, 0, 1), 1));
    let refused = &said.json()["refused"][0];
    assert_eq!((refused["line"].as_u64(), refused["field"].as_str()), (Some(4), Some("disease")));
    let report = |month| {
        world
            .run(["report", "--kind", "monthly", "--body", BODY, "--period", month, "--explain", "V02"])
            .well()
            .json()
    };
    let july = report("2017-07");
    // The five sick of two species in one cell belong to neither row; wild animals are never counted.
    assert_eq!((number(&july, "V01"), number(&july, "V02")), (Value::from(2), Value::from(1)));
    assert_eq!(july["entries"].as_array().unwrap().len(), 1);
    assert_eq!(number(&report("2017-02"), "V01"), Value::from(0));
    assert_eq!(number(&report("2016-12"), "V01"), Value::Null, "nobody kept the book then");
}

#[test]
fn a_whole_import_with_one_bad_row_and_a_dry_run_store_nothing() {
    let world = World::founded();
    let file = world.file("events.csv", EVENTS);
    for extra in ["--whole", "--dry-run"] {
        let words = ["import", "entries", "--register", "outbreak", "--map", "empres-i", "--body", BODY, &file, extra];
        assert_eq!(world.run(words).code, 1);
    }
    assert_eq!(world.sound(), 0);
}

#[test]
fn a_broken_file_stores_nothing_and_says_so() {
    let world = World::founded();
    for (name, bytes) in [
        ("latin.csv", &b"Id,a\n\xff\xfe,1\n"[..]),
        ("quote.csv", b"Id,a\n1,\"2\n"),
        ("empty.csv", b""),
        ("zero.csv", b"Id,a\n1,\0\n"),
    ] {
        let file = world.file(name, bytes);
        let said = world.mapped("empres-i", "outbreak", BODY, &file);
        assert!(said.code == 1 && said.err.contains("Nothing was stored"), "{name}: {}", said.err);
    }
}

#[test]
fn a_byte_changed_by_hand_is_named() {
    let tampering = [
        "UPDATE content SET bytes = substr(bytes, 1, length(bytes) - 1) || x'07' WHERE seq = (SELECT MAX(seq) FROM content)",
        "DELETE FROM content WHERE seq = (SELECT MAX(seq) FROM content)",
        "UPDATE contribution SET amount = amount + 1",
        "UPDATE cell SET amount = amount + 1",
        "UPDATE rollup SET amount = amount + 1",
        "UPDATE entry SET number = number + 10",
        "UPDATE entry SET day = day + 1",
        "UPDATE field_key SET key = x'00' WHERE field = 'disease'",
        "UPDATE kept SET since_month = since_month - 1",
        "UPDATE chain SET seq = seq + 1",
        "INSERT INTO content SELECT body_id, 99, 0, salt, bytes FROM content WHERE seq = (SELECT MAX(seq) FROM content)",
        "INSERT INTO fact_link SELECT x'00000000000000000000000000000001', 1, id, body_id, seq, 0 FROM entry LIMIT 1",
        "INSERT INTO document SELECT x'00000000000000000000000000000001', body_id, 'return.monthly', '2017-07', 0, seq FROM entry LIMIT 1",
        "DROP TRIGGER ledger_keeps; UPDATE ledger SET actor = 'nobody' WHERE seq = 2",
        "DROP TRIGGER revision_stays; DELETE FROM revision",
    ];
    for sql in tampering {
        let world = with_events();
        world.change(sql);
        let (code, report) = world.verify();
        assert_eq!((report["ok"].as_bool(), code), (Some(false), 1), "{sql}");
        let problem = &report["problems"][0];
        let named = |key: &str| !problem[key].as_str().unwrap().is_empty();
        assert!(named("body") && named("number"), "{sql}: {problem}");
    }
}
