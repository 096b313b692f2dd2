//! The command line on files that others made, and on a database that somebody changed by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use sqlx::{Connection, SqliteConnection};

struct Office {
    folder: tempfile::TempDir,
}

impl Office {
    fn new() -> Self {
        Office {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// With the bodies of the shipped rulebook.
    fn with_bodies() -> Self {
        let office = Office::new();
        assert!(
            office
                .run(&["import", "bodies", rules().join("reference/bodies.csv").to_str().unwrap()])
                .status
                .success()
        );
        office
    }

    fn run(&self, words: &[&str]) -> Output {
        let data = self.folder.path().join("data");
        Command::new(env!("CARGO_BIN_EXE_qorgau")).args(words).arg("--data").arg(data).output().unwrap()
    }

    fn json(&self, words: &[&str]) -> (Value, i32) {
        let output = self.run(words);
        let document = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
        (document, output.status.code().unwrap())
    }

    fn write(&self, name: &str, text: &[u8]) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// A copy of the shipped rulebook with one text replaced everywhere in one file.
    fn rules_with(&self, name: &str, sound: &str, other: &str) -> String {
        let copy = self.folder.path().join("rules");
        assert!(Command::new("cp").arg("-r").arg(rules()).arg(&copy).status().unwrap().success());
        let text = std::fs::read_to_string(copy.join(name)).unwrap();
        assert!(text.contains(sound), "{name} has no {sound}");
        std::fs::write(copy.join(name), text.replace(sound, other)).unwrap();
        copy.to_str().unwrap().to_owned()
    }

    fn change(&self, sql: &'static str) {
        let url = format!("sqlite:{}", self.folder.path().join("data/qorgau.db").display());
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let mut connection = SqliteConnection::connect(&url).await.unwrap();
            sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        });
    }
}

fn rules() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rulebook/order-27")
}

/// Real files lie beside the checkout on machines that have them; the product never needs them.
fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
    if !path.exists() {
        eprintln!("NOT tested: {name} is not on this machine");
    }
    path.exists().then_some(path)
}

fn import<'a>(map: &'a str, register: &'a str, file: &'a str) -> Vec<&'a str> {
    vec![
        "import",
        "entries",
        "--register",
        register,
        "--map",
        map,
        "--body",
        "391000000",
        file,
        "--format",
        "json",
    ]
}

const OUTBREAKS: &str = "Id,source,latitude,longitude,localityName,observationDate,reportingDate,status,disease,serotypes,speciesDescription,sumAtRisk,sumCases,sumDeaths,sumDestroyed,sumSlaughtered\n\
1,OIE,53.2,63.6,Ауыл,01/07/2017,13/07/2017,Confirmed,Lumpy skin disease,,\"domestic, cattle\",8,1,0,,\n\
2,OIE,53.2,63.6,Ауыл,,15/02/2017,Confirmed,Rabies,,\"wild, jackal\",6,,1,0,0\n\
3,OIE,53.2,63.6,Ауыл,01/07/2017,13/07/2017,Confirmed,Martian fever,,\"domestic, cattle\",8,1,0,,\n\
4,OIE,53.2,63.6,Ауыл,01/07/2017,13/07/2017,Confirmed,Sheep pox and goat pox,,\"domestic, goat, domestic, sheep\",8,5,0,,\n";

/// An office with the three sound rows of [`OUTBREAKS`].
fn with_outbreaks() -> Office {
    let office = Office::with_bodies();
    let file = office.write("outbreaks.csv", OUTBREAKS.as_bytes());
    office.json(&import("empres-i", "outbreak", &file));
    office
}

fn figure(report: &Value, code: &str) -> Value {
    report["figures"].as_array().unwrap().iter().find(|figure| figure["code"] == code).unwrap()["period"].clone()
}

#[test]
fn real_outbreak_files_are_taken_or_refused_with_reasons_and_only_once() {
    let Some(first) = shared("outbreaks/empres-i-2017-kz-ru-mn.csv") else {
        return;
    };
    let Some(second) = shared("outbreaks/empres-i-2021-v2-sample.csv") else {
        return;
    };
    let office = Office::with_bodies();
    // 958 events: one names no species, one names a stork, a parrot and an owl.
    let (report, code) = office.json(&import("empres-i", "outbreak", first.to_str().unwrap()));
    assert_eq!(
        (report["accepted"].as_u64(), report["refused"].as_array().unwrap().len(), code),
        (Some(956), 4, 1)
    );
    // 214 events, 33 of which stand in the first file; one of these is refused in both.
    let (report, _) = office.json(&import("empres-i-v2", "outbreak", second.to_str().unwrap()));
    assert_eq!((report["accepted"].as_u64(), report["already_there"].as_u64()), (Some(181), Some(32)));
    let (report, _) = office.json(&import("empres-i", "outbreak", first.to_str().unwrap()));
    assert_eq!((report["accepted"].as_u64(), report["already_there"].as_u64()), (Some(0), Some(956)));
    assert_eq!(office.json(&["verify", "--format", "json"]).1, 0);
}

#[test]
fn real_outbreaks_go_to_the_district_they_lie_in_and_those_abroad_are_refused() {
    let Some(events) = shared("outbreaks/empres-i-2017-kz-ru-mn.csv") else {
        return;
    };
    let Some(districts) = shared("territories/kz-adm2-2024.geojson") else {
        return;
    };
    let office = Office::with_bodies();
    let (report, _) = office.json(&["import", "territories", districts.to_str().unwrap(), "--format", "json"]);
    assert_eq!(report["accepted"].as_u64(), Some(224));
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
    assert_eq!(office.json(&words).0["accepted"].as_u64(), Some(13));
}

#[test]
fn real_catches_of_fish_nobody_knows_here_are_refused_and_the_rest_taken() {
    let Some(file) = shared("offences/illegal-fishing.csv") else { return };
    let office = Office::with_bodies();
    let (report, _) = office.json(&import("illegal-fishing", "offence", file.to_str().unwrap()));
    // 147 lines of 84 infractions: 58 without fish, 89 lines of fish from another ocean.
    assert_eq!((report["accepted"].as_u64(), report["refused"].as_array().unwrap().len()), (Some(58), 89));
    assert!(report["refused"][0]["reason"].as_str().unwrap().contains("the nearest"));
}

#[test]
fn an_empty_onset_takes_the_report_date_and_a_missing_count_stays_missing() {
    let office = Office::with_bodies();
    let file = office.write("outbreaks.csv", OUTBREAKS.as_bytes());
    let (report, code) = office.json(&import("empres-i", "outbreak", &file));
    assert_eq!((report["accepted"].as_u64(), code), (Some(3), 1));
    assert_eq!(
        (report["refused"][0]["line"].as_u64(), report["refused"][0]["field"].as_str()),
        (Some(4), Some("disease"))
    );
    let (july, _) = office.json(&["report", "--kind", "monthly", "--body", "391000000", "--period", "2017-07", "--explain", "V02"]);
    // The five sick of two species in one cell belong to neither row; wild animals are never counted.
    assert_eq!((figure(&july, "V01"), figure(&july, "V02")), (Value::from(2), Value::from(1)));
    assert_eq!(july["entries"].as_array().unwrap().len(), 1);
    let (february, _) = office.json(&["report", "--kind", "monthly", "--body", "391000000", "--period", "2017-02"]);
    assert_eq!(figure(&february, "V01"), Value::from(0));
    let (before, _) = office.json(&["report", "--kind", "monthly", "--body", "391000000", "--period", "2016-12"]);
    assert_eq!(figure(&before, "V01"), Value::Null, "nobody kept the book then");
}

#[test]
fn a_whole_import_with_one_bad_row_and_a_dry_run_store_nothing() {
    let office = Office::with_bodies();
    let file = office.write("outbreaks.csv", OUTBREAKS.as_bytes());
    for extra in ["--whole", "--dry-run"] {
        let mut words = import("empres-i", "outbreak", &file);
        words.push(extra);
        office.json(&words);
    }
    assert_eq!(office.json(&["verify", "--format", "json"]).0["entries"].as_u64(), Some(0));
}

#[test]
fn a_broken_file_stores_nothing_and_says_so() {
    let office = Office::with_bodies();
    for (name, bytes) in [
        ("latin.csv", &b"Id,a\n\xff\xfe,1\n"[..]),
        ("quote.csv", b"Id,a\n1,\"2\n"),
        ("empty.csv", b""),
        ("zero.csv", b"Id,a\n1,\0\n"),
    ] {
        let file = office.write(name, bytes);
        let output = office.run(&import("empres-i", "outbreak", &file));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{name}: {said}");
        assert!(said.contains("Nothing was stored"), "{name}: {said}");
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
        "DROP TRIGGER ledger_keeps; UPDATE ledger SET actor = 'nobody' WHERE seq = 2",
        "DROP TRIGGER revision_stays; DELETE FROM revision",
    ];
    for sql in tampering {
        let office = with_outbreaks();
        office.change(sql);
        let (report, code) = office.json(&["verify", "--format", "json"]);
        assert_eq!((report["ok"].as_bool(), code), (Some(false), 1), "{sql}");
        let problem = &report["problems"][0];
        assert!(
            !problem["body"].as_str().unwrap().is_empty() && !problem["number"].as_str().unwrap().is_empty(),
            "{sql}: {problem}"
        );
    }
}

#[test]
fn a_backup_restored_elsewhere_verifies_and_gives_the_same_return() {
    let office = with_outbreaks();
    let backup = office.folder.path().join("backup.db").to_str().unwrap().to_owned();
    assert!(office.run(&["backup", &backup]).status.success());
    assert_eq!(office.run(&["backup", &backup]).status.code(), Some(1), "a backup never overwrites");
    let other = Office::new();
    assert!(other.run(&["restore", &backup]).status.success());
    let report = ["report", "--kind", "quarterly", "--body", "MIA", "--period", "2017Q3"];
    assert_eq!(office.json(&report), other.json(&report));
    assert_eq!(other.json(&["verify", "--format", "json"]).1, 0);
    assert_eq!(other.run(&["restore", &backup]).status.code(), Some(1), "only an empty database is filled");
}

#[test]
fn a_fault_planted_in_a_rulebook_is_named_with_file_and_line() {
    let faults = [
        ("registers/outbreak.toml", "list = \"diseases\"", "list = \"diseasez\"", "diseasez"),
        ("clauses/ch5.toml", "ref = \"29.1\"", "ref = \"29.1x\"", "29.1"),
        ("indicators/veterinary.toml", "amount = \"sick\"", "amount = \"sik\"", "sik"),
        ("duties.toml", "day_of_next_month = 1", "day_of_nxt_month = 1", "day_of_nxt_month"),
    ];
    for (name, sound, faulty, named) in faults {
        let office = Office::new();
        let copy = office.rules_with(name, sound, faulty);
        let (report, code) = office.json(&["rulebook", "check", &copy, "--format", "json"]);
        let is_named = |problem: &Value| problem["problem"].as_str().unwrap().contains(named) && problem["line"].as_u64() > Some(0);
        assert_eq!((report["ok"].as_bool(), code), (Some(false), 1), "{name}");
        assert!(report["problems"].as_array().unwrap().iter().any(is_named), "{name}: {report}");
    }
}

#[test]
fn another_rulebook_is_refused_until_it_is_applied_and_past_figures_that_change_are_shown() {
    let office = with_outbreaks();
    let rules = office.rules_with("reference/sectors.toml", "\"farm_animals\"", "\"kept_animals\"");
    let report = ["report", "--kind", "monthly", "--body", "MIA", "--period", "2017-07", "--rulebook", &rules];
    let refused = office.run(&report);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("qorgau rulebook apply"));
    let (shown, _) = office.json(&["rulebook", "apply", "--dry-run", "--rulebook", &rules, "--format", "json"]);
    let change = shown["changes"].as_array().unwrap().iter().find(|change| change["figure"] == "V01").unwrap();
    assert_eq!((change["before"].as_str(), change["after"].as_str()), (Some("2"), Some("0")));
    office.json(&["rulebook", "apply", "--rulebook", &rules, "--format", "json"]);
    assert!(office.run(&report).status.success());
    assert_eq!(office.json(&["verify", "--rulebook", &rules, "--format", "json"]).1, 0);
}
