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
    // 214 events, 33 of which stand in the first file, told in other words; one of these is refused in both.
    for stored in [(181, 0), (0, 181)] {
        let said = world.mapped("empres-i-v2", "outbreak", BODY, second.to_str().unwrap());
        assert_eq!((counts(&said).0, counts(&said).1), stored);
        let differing = said.json()["refused"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["reason"].as_str().unwrap().contains("other values"))
            .count();
        assert_eq!(differing, 32);
    }
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
        "UPDATE contribution SET reach = 3",
        "UPDATE cell SET amount = amount + 1",
        "UPDATE rollup SET amount = amount + 1",
        "UPDATE entry SET number = number + 10",
        "UPDATE entry SET day = day + 1",
        "UPDATE field_key SET key = x'00' WHERE field = 'disease'",
        "UPDATE field_key SET key = x'61' WHERE field = '@day'",
        "UPDATE field_key SET key = x'61' WHERE field = '@number'",
        "DELETE FROM field_key WHERE field = '@word'",
        "UPDATE field_key SET body_id = 1 WHERE field = 'disease'",
        "UPDATE kept SET since_month = since_month - 1",
        "UPDATE chain SET seq = seq + 1",
        "INSERT INTO content SELECT body_id, 99, 0, salt, bytes FROM content WHERE seq = (SELECT MAX(seq) FROM content)",
        "INSERT INTO fact_link SELECT x'00000000000000000000000000000001', 1, id, body_id, seq, 0 FROM entry LIMIT 1",
        "INSERT INTO apart SELECT x'00000000000000000000000000000001', 1, id, body_id, seq, 0 FROM entry LIMIT 1",
        "INSERT INTO apart SELECT x'00000000000000000000000000000001', 1, id, 9999, 1, 0 FROM entry LIMIT 1",
        "INSERT INTO document SELECT x'00000000000000000000000000000001', body_id, 'return.monthly', '2017-07', 1, 'sent', 1, 'x' FROM entry LIMIT 1",
        "INSERT INTO document_step SELECT x'00000000000000000000000000000001', 1, 'sign', 1, body_id, seq, 0 FROM entry LIMIT 1",
        "INSERT INTO body VALUES (9999, x'00000000000000000000000000000001')",
        "INSERT INTO entry SELECT x'00000000000000000000000000000001', 9999, register, 9999, year, 1, day, 1, 'active', 1 FROM entry LIMIT 1",
        "INSERT INTO contribution SELECT 9999, seq, item, figure, row_no, day, until_day, reach, amount, dimension, 0 FROM contribution LIMIT 1",
        "INSERT INTO fact_link SELECT x'00000000000000000000000000000001', 1, id, 9999, 1, 0 FROM entry LIMIT 1",
        "INSERT INTO numbering VALUES ('offence', 1, 2026, 7)",
        "UPDATE placement SET parent_id = 1 WHERE body_id = (SELECT body_id FROM entry LIMIT 1)",
        "UPDATE field_key SET register = 'offence' WHERE field = 'disease'",
        "UPDATE body SET home = x'00000000000000000000000000000001' WHERE id = 5",
        "INSERT INTO field_key VALUES (x'00000000000000000000000000000001', 'article', x'00', 'offence', 5, 0, 0)",
        "UPDATE body_version SET parent_id = body_id WHERE body_id = 5",
        "DROP TRIGGER ledger_keeps; UPDATE ledger SET actor = 'nobody' WHERE seq = 2",
        "DROP TRIGGER revision_stays; DELETE FROM revision",
        "INSERT INTO revision VALUES (x'00000000000000000000000000000001', 1, 5, 1)",
        "INSERT INTO revision SELECT id, 77, 1, 1 FROM entry LIMIT 1",
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

#[test]
fn every_refused_line_is_written_as_the_table_was_and_can_be_mended_and_sent_again() {
    let world = World::founded();
    let Some(file) = shared("offences/illegal-fishing.csv") else { return };
    let text = std::fs::read_to_string(&file).unwrap();
    let refused = world.path("refused.csv");
    let words = |file: &str, out: &str| {
        let words = ["import", "entries", "--register", "offence", "--map", "illegal-fishing", "--body", BODY, file];
        world.run(words.into_iter().chain(["--refused", out, "--format", "json"]))
    };
    let first = words(file.to_str().unwrap(), refused.to_str().unwrap());
    let lines: std::collections::BTreeSet<u64> = first.json()["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["line"].as_u64().unwrap())
        .collect();
    let written = std::fs::read_to_string(&refused).unwrap();
    assert_eq!(
        written.lines().next(),
        text.lines().next().map(|line| line.replace(['\u{feff}', '"'], "")).as_deref()
    );
    assert_eq!(written.lines().count(), lines.len() + 1);
    let again = words(refused.to_str().unwrap(), world.path("again.csv").to_str().unwrap());
    assert_eq!(
        (counts(&again).0, counts(&again).2),
        (0, counts(&first).2),
        "the same lines are refused for the same reasons"
    );
}

#[test]
fn a_line_with_too_few_cells_comes_back_to_be_mended() {
    let world = World::founded();
    let file = world.file(
        "short.csv",
        "id,sector,disease,onset_on,animals.species\n1,private,fmd,2026-10-03,cattle\n2,private,fmd\n",
    );
    let refused = world.path("refused.csv");
    let words = [
        "import",
        "entries",
        "--register",
        "outbreak",
        "--body",
        BODY,
        &file,
        "--refused",
        refused.to_str().unwrap(),
    ];
    assert_eq!(world.run(words).code, 1);
    assert_eq!(
        std::fs::read_to_string(&refused).unwrap(),
        "id,sector,disease,onset_on,animals.species\n2,private,fmd\n"
    );
}

#[test]
fn a_table_without_ids_may_have_empty_cells_and_two_bodies_may_use_the_same_ids() {
    let world = World::founded();
    let nameless = world.file(
        "nameless.csv",
        "sector,disease,onset_on,animals.species,note\nprivate,fmd,2026-10-03,cattle,\nprivate,fmd,2026-10-04,cattle,\n",
    );
    assert_eq!(counts(&world.entries("outbreak", BODY, &nameless)), (2, 0, 0));
    assert_eq!(counts(&world.entries("outbreak", BODY, &nameless)), (0, 2, 0));
    let numbered = world.file("numbered.csv", "id,sector,disease,onset_on,animals.species\n1,private,fmd,2026-10-05,cattle\n");
    assert_eq!(counts(&world.entries("outbreak", BODY, &numbered)), (1, 0, 0));
    assert_eq!(counts(&world.entries("outbreak", common::DISTRICT, &numbered)), (1, 0, 0));
    assert_eq!(world.sound(), 4);
}

#[test]
fn a_fact_sent_again_with_other_values_is_refused_and_said() {
    let world = World::founded();
    let first = world.file("first.csv", "id,sector,disease,onset_on,animals.species\n1,private,fmd,2026-10-05,cattle\n");
    let other = world.file("other.csv", "id,sector,disease,onset_on,animals.species\n1,private,fmd,2026-10-06,cattle\n");
    world.entries("outbreak", BODY, &first).well();
    let said = world.entries("outbreak", BODY, &other);
    assert_eq!((counts(&said), said.code), ((0, 0, 1), 1));
    assert!(said.json()["refused"][0]["reason"].as_str().unwrap().contains("other values"));
}

#[test]
fn what_a_decision_erased_may_not_come_back_and_frozen_heads_may_not_change() {
    let world = with_events();
    let person = world.file("people.csv", "surname,given_name\nСейітов,Болат\n");
    world.entries("person", BODY, &person).well();
    world.change("CREATE TABLE kept_aside AS SELECT * FROM content WHERE part = 1");
    let id = world.text("SELECT lower(hex(id)) FROM entry WHERE register = 'person'");
    world.run(["erase", "--entry", &id, "--decision", "7 of 2026-11-01"]).well();
    assert_eq!(world.run(["erase", "--entry", &id, "--decision", "8 of 2026-11-01"]).code, 1);
    assert_eq!(world.sound(), 4);
    world.change("INSERT INTO content SELECT * FROM kept_aside");
    let (code, report) = world.verify();
    assert_eq!(code, 1);
    assert!(report["problems"][0]["what"].as_str().unwrap().contains("erased"), "{report}");
}

#[test]
fn lines_of_one_fact_that_contradict_each_other_are_refused_together() {
    let world = World::founded();
    let text = "id,sector,disease,onset_on,animals.species\n1,private,fmd,2026-10-03,cattle\n1,private,fmd,2026-10-04,sheep\n2,private,fmd,2026-10-05,cattle\n2,private,fmd,2026-10-05,sheep\n";
    let said = world.entries("outbreak", BODY, &world.file("two.csv", text));
    assert_eq!(counts(&said), (1, 0, 2));
    let report = said.json();
    let line = |at: usize| (report["refused"][at]["line"].as_u64(), report["refused"][at]["field"].as_str().unwrap());
    assert_eq!((line(0), line(1)), ((Some(2), ""), (Some(3), "onset_on")), "{report}");
}

#[test]
fn what_was_erased_is_in_no_file_any_more() {
    let world = World::founded();
    let person = world.file("people.csv", "surname,given_name\nҚұдайбергенов,Болат\n");
    world.entries("person", BODY, &person).well();
    let holds = |what: &str| {
        let files = std::fs::read_dir(world.data())
            .unwrap()
            .map(|file| std::fs::read(file.unwrap().path()).unwrap());
        files.into_iter().any(|bytes| bytes.windows(what.len()).any(|window| window == what.as_bytes()))
    };
    assert!(holds("Құдайбергенов"));
    let id = world.text("SELECT lower(hex(id)) FROM entry WHERE register = 'person'");
    world.run(["erase", "--entry", &id, "--decision", "7 of 2026-11-01"]).well();
    assert!(!holds("Құдайбергенов") && !holds("құдайбергенов") && holds("7 of 2026-11-01"));
    assert_eq!(world.sound(), 1);
}

#[test]
fn commands_that_read_make_no_database_where_there_is_none() {
    let world = World::empty();
    let backup = world.path("backup.qorgau");
    let (empty, data) = (world.file("empty.qorgau", ""), world.data().to_str().unwrap().to_owned());
    let commands: [&[&str]; 6] = [
        &["verify"],
        &["duties", "--body", "MIA", "--on", "2026-11-01"],
        &["report", "--kind", "monthly", "--body", "MIA", "--period", "2026-10"],
        &["backup", backup.to_str().unwrap()],
        &["restore", &empty],
        &["rulebook", "apply"],
    ];
    for command in commands {
        let said = world.run(command);
        assert!(said.code == 1 && said.err.contains("holds no database"), "{command:?}: {}", said.err);
    }
    let there = world.path("there");
    let said = world.run(["copy", "--from", &data, "--to", there.to_str().unwrap()]);
    assert!(said.code == 1 && said.err.contains("holds no database"), "{}", said.err);
    assert!(!world.data().exists() && !there.exists() && !backup.exists());
}
