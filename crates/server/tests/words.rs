//! What the program says to people: in the language asked for, in plain words, and no more than can be read.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;

use common::{DISTRICT, REGION, Said, World, rules};
use serde_json::json;

const LANGS: [&str; 3] = ["kk", "ru", "en"];

fn duties(world: &World, body: &str, on: &str, more: &[&str]) -> String {
    world.run(["duties", "--body", body, "--on", on].iter().chain(more)).well().out
}

#[test]
fn duties_read_as_a_page_in_each_language() {
    let world = World::filled();
    let expected = [
        (
            "kk",
            [
                "Көкшетау қаласы",
                "2026 ж. 23 қараша",
                "Айлық статистикалық есеп · 2026 жылғы қазан",
                "29-тармақтың 1) тармақшасы",
                "Кімге: Ақмола облысы",
            ],
        ),
        (
            "ru",
            [
                "город Кокшетау",
                "23 ноября 2026 г.",
                "Месячный статистический отчет · октябрь 2026 года",
                "подпункт 1) пункта 29",
                "Кому: Акмолинская область",
            ],
        ),
        (
            "en",
            [
                "Kökshetau City",
                "23 November 2026",
                "Monthly statistical return · October 2026",
                "sub-clause 1) of clause 29",
                "To: Aqmola Region",
            ],
        ),
    ];
    for (lang, words) in expected {
        let text = duties(&world, DISTRICT, "2026-11-23", &["--lang", lang]);
        for word in words.iter().chain(&["01.11.2026 23:59"]) {
            assert!(text.contains(word), "{word} is not in {text}");
        }
        for code in ["return.monthly", "late_done", DISTRICT, REGION] {
            assert!(!text.contains(code), "{code} is in {text}");
        }
    }
}

#[test]
fn duties_show_what_is_late_first_and_count_by_state_last() {
    let world = World::filled();
    let text = duties(&world, DISTRICT, "2026-11-23", &[]);
    let at = |word: &str| text.lines().position(|line| line == word).unwrap_or_else(|| panic!("{word} is not in {text}"));
    assert!(at("Late") < at("Due") && at("Due") < at("Planned"), "{text}");
    let last = text.lines().last().unwrap();
    assert!(last.starts_with("Late: 1; due: ") && last.contains("planned: "), "{last}");
}

#[test]
fn the_matrix_has_a_block_for_each_child() {
    let world = World::filled();
    let text = duties(&world, REGION, "2026-11-23", &["--matrix"]);
    for name in ["Aqmola Region · ", "Kökshetau City · ", "Stepnogorsk City · "] {
        assert_eq!(text.lines().filter(|line| line.starts_with(name)).count(), 1, "{name}: {text}");
    }
    let shapes = world
        .run(["duties", "--body", REGION, "--on", "2026-11-23", "--matrix", "--format", "json"])
        .well()
        .json();
    assert!(shapes.as_array().unwrap().iter().any(|item| item["body"] == json!(DISTRICT)));
}

/// What each language says of the same command.
fn said(world: &World, words: &[&str]) -> Vec<Said> {
    LANGS.map(|lang| world.run(words.iter().chain(&["--lang", lang]))).into()
}

#[test]
fn summaries_and_errors_obey_the_language() {
    let world = World::filled();
    let bodies = rules().join("reference/bodies.csv").display().to_string();
    let outbreaks = world.path("outbreaks.csv").display().to_string();
    let report = ["report", "--kind", "monthly", "--period", "2026-10", "--body"];
    let cases: [(Vec<&str>, [&str; 3]); 8] = [
        (vec!["verify"], ["Жазбалар: 4", "Записей: 4", "4 entries"]),
        (vec!["import", "bodies", &bodies, "--dry-run"], ["Сынақ", "Проба", "Rehearsal"]),
        (
            vec!["import", "entries", "--register", "outbreak", "--body", DISTRICT, &outbreaks],
            ["бұрыннан бар: 4", "уже есть: 4", "4 already there"],
        ),
        (
            vec!["rulebook", "apply", "--dry-run"],
            ["Ештеңе өзгертілген жоқ", "Ничего не изменено", "Nothing was applied"],
        ),
        (
            [&report[..], &["555000000"]].concat(),
            ["коды бар орган жоқ", "нет органа с кодом", "no body has the code"],
        ),
        (
            [&report[..], &[REGION, "--explain", "V99"]].concat(),
            ["«V99» көрсеткіші жоқ", "нет показателя «V99»", "no figure “V99”"],
        ),
        (
            vec!["report", "--kind", "quarterly", "--period", "2026-10", "--body", REGION],
            [
                "тоқсан керек, мысалы 2026Q3",
                "нужен квартал, например 2026Q3",
                "needs a quarter, for example 2026Q3",
            ],
        ),
        (
            vec!["journal", "--register", "raid", "--body", REGION, "--from", "2026-01-01", "--to", "2026-02-01"],
            ["басылатын нысаны жоқ", "нет печатной формы", "has no printed form"],
        ),
    ];
    for (words, expected) in cases {
        for (said, expected) in said(&world, &words).iter().zip(expected) {
            assert!(
                said.out.contains(expected) || said.err.contains(expected),
                "{words:?}: {}{}",
                said.out,
                said.err
            );
        }
    }
}

#[test]
fn wrong_days_and_periods_are_answered_with_the_right_shape() {
    let world = World::founded();
    let journal = ["journal", "--register", "outbreak", "--body", DISTRICT, "--to", "2026-12-31", "--from"];
    let wrong = world.run(journal.iter().chain(&["01.10.2026"]));
    assert!(wrong.code == 2 && wrong.err.contains("2026-10-01"), "{}", wrong.err);
    let json = world.run(journal.iter().chain(&["2026-10-01", "--format", "json"]));
    assert!(json.code == 2 && json.err.contains("[possible values: pdf, xlsx, csv]"), "{}", json.err);
    assert!(!world.run(["journal", "--help"]).out.contains("json"));
    let year = world.run(["report", "--kind", "monthly", "--body", REGION, "--period", "2026"]);
    assert!(
        year.code == 2 && year.err.contains("2026-10 for a month or 2026Q3 for a quarter"),
        "{}",
        year.err
    );
    assert!(!year.err.contains("for a year"), "{}", year.err);
}

#[test]
fn a_period_that_has_not_begun_is_refused_and_so_is_an_explanation_on_paper() {
    let world = World::founded();
    let report = ["report", "--kind", "monthly", "--body", REGION, "--period"];
    let future = world.run(report.iter().chain(&["2999-01"]));
    assert!(future.code == 1 && future.err.contains("has not begun yet: January 2999"), "{}", future.err);
    for format in ["csv", "xlsx", "pdf"] {
        let said = world.run(report.iter().chain(&["2026-10", "--explain", "V01", "--format", format]));
        assert!(said.code == 2 && said.err.contains("--format json") && said.bytes.is_empty(), "{}", said.err);
    }
}

#[test]
fn a_forgotten_map_does_not_flood_the_screen() {
    let world = World::founded();
    let mut events = "Event,What\n".to_owned();
    for no in 1..=300 {
        events += &format!("{no},rabies\n");
    }
    let file = world.file("events.csv", events);
    let words = ["import", "entries", "--register", "outbreak", "--body", DISTRICT, &file];
    let said = world.run(words);
    assert_eq!(said.code, 1);
    assert!(said.out.contains("300 lines refused"), "{}", said.out);
    assert!(
        said.out.contains("280 more lines were refused") && said.out.contains("--refused FILE"),
        "{}",
        said.out
    );
    assert!(said.out.contains("line 21: ") && !said.out.contains("line 22: "), "{}", said.out);
    assert!(said.err.contains("--map") && said.err.contains("empres-i-v2"), "{}", said.err);
    let all = world.run(words.iter().chain(&["--format", "json"])).json();
    assert!(all["refused"].as_array().unwrap().len() > 300, "a line has several reasons");
}

#[test]
fn a_dry_run_says_that_nothing_was_stored() {
    let world = World::founded();
    let file = world.file("outbreaks.csv", common::OUTBREAKS);
    let words = ["import", "entries", "--register", "outbreak", "--body", DISTRICT, &file, "--dry-run"];
    let said = world.run(words).well();
    assert!(
        said.out.contains("4 would be accepted") && said.out.contains("nothing was stored"),
        "{}",
        said.out
    );
    assert_eq!(world.sound(), 0);
}

/// Runs a command with a database of its own.
fn on(world: &World, words: &[&str]) -> Said {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_qorgau"))
        .args(words)
        .current_dir(world.path(""))
        .output()
        .unwrap();
    Said {
        code: output.status.code().unwrap(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
        bytes: output.stdout,
    }
}

#[test]
fn files_and_servers_that_cannot_be_used_are_named_in_plain_words() {
    let world = World::founded();
    let file = world.file("plain", "text");
    let rules = world.path("rules");
    std::fs::create_dir_all(&rules).unwrap();
    std::fs::write(rules.join("latin.toml"), b"name = \"\xff\xfe\"").unwrap();
    let (rules, folder) = (rules.display().to_string(), world.path("").display().to_string());
    let absent = world.path("absent/backup.db").display().to_string();
    let data = world.data().display().to_string();
    let cases: [(&[&str], &str); 6] = [
        (&["verify", "--data", &file], "this is a file, and a folder is needed"),
        (&["import", "bodies", &folder, "--data", &data], "this is a folder, and a file is needed"),
        (
            &["import", "bodies", "absent.csv", "--data", &data],
            "there is no such file or folder: absent.csv",
        ),
        (&["rulebook", "check", &rules], "the file is not text in UTF-8"),
        (&["backup", &absent, "--data", &data], "there is no such file or folder"),
        (
            &["copy", "--from", &data, "--to", &format!("sqlite:{folder}")],
            "this is a folder, and a file is needed",
        ),
    ];
    for (words, expected) in cases {
        let said = on(&world, words);
        assert!(said.code == 1 && said.err.contains(expected), "{words:?}: {}", said.err);
        assert!(!said.err.contains("os error"), "{words:?}: {}", said.err);
    }
    let said = on(&world, &["verify", "--database", "postgres://qorgau@127.0.0.1:9/qorgau", "--lang", "ru"]);
    assert!(said.code == 1 && said.err.contains("PostgreSQL не отвечает"), "{}", said.err);
}
