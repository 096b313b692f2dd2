//! What the program says and prints: returns, explanations, journals, duties; and copies of a whole database.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;

use std::io::Cursor;
use std::process::Command;

use calamine::{Reader, Xlsx};
use common::{DISTRICT, OTHER_DISTRICT, OUTBREAKS, REGION, World, figure};
use serde_json::{Value, json};

const OFFENCES: &str = "\
id,nature,article,revealed_on,revealed_by,protocol_on,decision,decision_on,fine
1,administrative,ao2014_382,2026-10-05,line,2026-10-05,fine,2026-10-06,86500.50
2,administrative,ao2014_382,2026-10-07,line,2026-10-07,fine,2026-10-08,1000.00
";

/// Foci in a district's book and one in the region's own; offences in the district's.
fn world() -> World {
    let world = World::filled();
    let own = world.file(
        "own.csv",
        "id,sector,disease,onset_on,animals.species,animals.sick\n9,private,fmd,2026-10-20,goat,1\n",
    );
    world.entries("outbreak", REGION, &own).well();
    let offences = world.file("offences.csv", OFFENCES);
    world.entries("offence", DISTRICT, &offences).well();
    assert_eq!(world.sound(), 7);
    world
}

fn monthly<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["report", "--kind", "monthly", "--body", REGION, "--period", "2026-10"], more].concat()
}

#[test]
fn a_return_has_the_shape_that_others_build_on() {
    let report = world().run(monthly(&["--format", "json"])).well().json();
    assert_eq!(
        (&report["kind"], &report["body"], &report["period"]),
        (&json!("monthly"), &json!(REGION), &json!("2026-10"))
    );
    for figure in report["figures"].as_array().unwrap() {
        for key in ["period", "year_before", "year_to_date"] {
            let shown = figure.get(key).unwrap_or_else(|| panic!("{figure} lacks {key}"));
            assert!(shown.is_number() || shown.is_null(), "{figure}");
        }
        assert!(figure["code"].is_string() && figure["kept_by"].as_array().unwrap().len() == 2, "{figure}");
        for child in figure["children"].as_array().unwrap() {
            assert!(child["body"].is_string() && child.get("period").is_some(), "{child}");
        }
    }
    assert_eq!(report.get("entries"), None, "entries are shown where they are asked for");
}

#[test]
fn a_figure_is_the_sum_of_its_children_and_its_own_and_missing_is_no_nought() {
    let world = world();
    let report = world.run(monthly(&[])).well().json();
    let foci = figure(&report, "V01");
    assert_eq!(
        (&foci["period"], &foci["year_to_date"], &foci["year_before"]),
        (&json!(4), &json!(4), &Value::Null)
    );
    let children = foci["children"].as_array().unwrap();
    let of = |body: &str| children.iter().find(|child| child["body"] == body && child.get("own").is_none()).unwrap();
    assert_eq!((&of(DISTRICT)["period"], &of(OTHER_DISTRICT)["period"]), (&json!(3), &Value::Null));
    let own: Vec<&Value> = children.iter().filter(|child| child["own"] == true).collect();
    assert_eq!((own.len(), &own[0]["body"], &own[0]["period"]), (1, &json!(REGION), &json!(1)));
    assert_eq!(figure(&report, "V02")["period"], json!(8), "a number that is not stated is not counted");
    assert_eq!(figure(&report, "R01")["period"], Value::Null, "nobody keeps the book of raids");
    for figure in report["figures"].as_array().unwrap() {
        let parts = figure["children"].as_array().unwrap().iter().filter_map(|child| child["period"].as_f64());
        let additive = ["V01", "V02", "F01", "F12"].contains(&figure["code"].as_str().unwrap());
        assert!(
            !additive || figure["period"].as_f64().is_none_or(|whole| (whole - parts.sum::<f64>()).abs() < 1e-9),
            "{figure}"
        );
    }
    let quarter = world
        .run(["report", "--kind", "quarterly", "--body", "MIA", "--period", "2026Q4"])
        .well()
        .json();
    assert_eq!((&figure(&quarter, "V01")["period"], &quarter["period"]), (&json!(4), &json!("2026Q4")));
}

#[test]
fn amounts_are_decimal_numbers_with_just_their_digits() {
    let said = world().run(monthly(&[])).well();
    let report = said.json();
    assert_eq!(figure(&report, "F12")["period"], json!(87500.5));
    assert!(said.out.contains("\"period\": 87500.5,"), "87500.5 is written as it is");
}

#[test]
fn every_figure_opens_its_entries() {
    let world = world();
    let report = world.run(monthly(&["--explain", "V02"])).well().json();
    let entries = report["entries"].as_array().unwrap();
    let mut rows: Vec<_> = entries
        .iter()
        .map(|entry| (entry["on"].as_str().unwrap(), entry["body"].as_str().unwrap(), &entry["amount"]))
        .collect();
    rows.sort_by_key(|row| row.0);
    let expected = [
        ("2026-10-03", DISTRICT, &json!(2)),
        ("2026-10-09", DISTRICT, &json!(5)),
        ("2026-10-20", REGION, &json!(1)),
    ];
    assert_eq!(rows, expected);
    for entry in entries {
        assert!(
            entry["number"].as_str().unwrap().contains('/') && entry["id"].as_str().unwrap().len() == 36,
            "{entry}"
        );
    }
    let unknown = world.run(monthly(&["--explain", "V99"]));
    assert!(unknown.code == 2 && unknown.err.contains("V99"), "{}", unknown.err);
}

#[test]
fn a_return_is_written_as_csv_workbook_and_print_in_three_languages() {
    let world = world();
    for (lang, word) in [("kk", "Көрсеткіш"), ("ru", "Показатель"), ("en", "Indicator")] {
        let csv = world.run(monthly(&["--format", "csv", "--lang", lang])).well();
        assert!(csv.out.lines().next().unwrap().contains(word) && csv.out.lines().count() > 50, "{}", csv.out);
        let foci = csv.out.lines().find(|line| line.starts_with("V01,")).unwrap();
        assert_eq!(foci.split(',').nth(3), Some("4"), "{foci}");
    }
    let xlsx = world.run(monthly(&["--format", "xlsx"])).well().bytes;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let row = sheet.rows().find(|row| row.iter().any(|cell| cell.to_string().as_str() == "V01")).unwrap();
    assert!(row.iter().any(|cell| cell.to_string().as_str() == "4"), "{row:?}");
    let out = world.path("return.pdf").display().to_string();
    let said = world.run(monthly(&["--format", "pdf", "--out", &out])).well();
    assert!(said.bytes.is_empty() && std::fs::read(&out).unwrap().starts_with(b"%PDF"));
    assert!(printed(&out).contains("Ақмола облысы"));
}

/// The text of a print, whose fonts must all be embedded.
fn printed(file: &str) -> String {
    let tool = |name: &str, args: &[&str]| Command::new(name).args(args).output().map(|output| String::from_utf8(output.stdout).unwrap());
    let (Ok(text), Ok(fonts)) = (tool("pdftotext", &["-layout", file, "-"]), tool("pdffonts", &[file])) else {
        panic!("pdftotext and pdffonts are needed; poppler-utils has them");
    };
    let fonts: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(!fonts.is_empty());
    for font in fonts {
        let words: Vec<&str> = font.split_whitespace().collect();
        // .. emb sub uni object ID
        assert_eq!(words[words.len() - 5], "yes", "not embedded: {font}");
    }
    text
}

#[test]
fn a_journal_is_printed_in_kazakh_with_fonts_of_its_own() {
    let world = World::founded();
    let farm = "id,sector,farm,disease,onset_on,animals.species,animals.sick,causes_text\n\
                1,farm,Әлем Ғалам Қыран,fmd,2026-10-03,cattle,2,Ңгөұүһі ӘҒҚҢӨҰҮҺІ 100 ₸\n";
    let file = world.file("farm.csv", farm);
    world.entries("outbreak", DISTRICT, &file).well();
    let out = world.path("journal.pdf").display().to_string();
    let journal = |format, out| {
        [
            "journal",
            "--register",
            "outbreak",
            "--body",
            DISTRICT,
            "--from",
            "2026-01-01",
            "--to",
            "2026-12-31",
            "--format",
            format,
            "--out",
            out,
        ]
    };
    world.run(journal("pdf", &out)).well();
    let text = printed(&out);
    for word in ["Әлем", "Ғалам", "Қыран", "Ңгөұүһі", "ӘҒҚҢӨҰҮҺІ", "₸", "ЖУРНАЛЫ", "Көкшетау"] {
        assert!(text.contains(word), "{word} is not in {text}");
    }
    let xlsx = world.path("journal.xlsx").display().to_string();
    world.run(journal("xlsx", &xlsx)).well();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(std::fs::read(&xlsx).unwrap())).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    assert!(sheet.rows().flatten().any(|cell| cell.to_string().contains("Әлем Ғалам Қыран")));
    let csv = world.path("journal.csv").display().to_string();
    world.run(journal("csv", &csv)).well();
    assert!(std::fs::read_to_string(&csv).unwrap().contains("Әлем Ғалам Қыран"));
    let turned = world.run([
        "journal",
        "--register",
        "outbreak",
        "--body",
        DISTRICT,
        "--from",
        "2026-12-31",
        "--to",
        "2026-01-01",
    ]);
    assert_eq!((turned.code, turned.err.contains("--from")), (2, true), "{}", turned.err);
}

#[test]
fn duties_have_the_shape_that_others_build_on() {
    let world = World::filled();
    let said = world.run(["duties", "--body", DISTRICT, "--on", "2026-11-23", "--format", "json"]).well();
    let items = said.json();
    let items = items.as_array().unwrap();
    for item in items {
        for key in ["duty", "clause", "body", "to", "period", "due", "state", "why"] {
            assert!(item.get(key).is_some(), "{item} lacks {key}");
        }
        assert!(
            ["due", "done", "late", "late_done", "planned"].contains(&item["state"].as_str().unwrap()),
            "{item}"
        );
        assert!(item["why"].as_array().unwrap().iter().all(Value::is_string), "{item}");
    }
    let october = |item: &&Value| item["duty"] == "return.monthly" && item["period"] == "2026-10";
    let item = items.iter().find(october).unwrap();
    let expected = json!(["29.1", DISTRICT, REGION, "2026-11-01T23:59:59+05:00", "late"]);
    assert_eq!(json!([item["clause"], item["body"], item["to"], item["due"], item["state"]]), expected);
    let wrong = world.run(["duties", "--body", DISTRICT, "--on", "23.11.2026"]);
    assert!(
        wrong.code == 2 && wrong.err.contains("23.11.2026") && wrong.err.contains("2026-10-01"),
        "{}",
        wrong.err
    );
}

#[test]
fn wrong_periods_and_bodies_are_named() {
    let world = World::founded();
    let report = |kind, body, period| world.run(["report", "--kind", kind, "--body", body, "--period", period]);
    for (kind, period, named) in [
        ("monthly", "2026-13", "2026-13"),
        ("monthly", "2026Q3", "2026-10"),
        ("quarterly", "2026-10", "2026Q3"),
        ("yearly", "2026", "yearly"),
    ] {
        let said = report(kind, REGION, period);
        assert!(said.code == 2 && said.err.contains(named), "{kind} {period}: {}", said.err);
    }
    let said = report("monthly", "555000000", "2026-10");
    assert!(
        said.code == 1 && said.err.contains("555000000") && said.err.contains("import bodies"),
        "{}",
        said.err
    );
}

#[test]
fn backup_restore_and_copy_keep_everything() {
    let world = world();
    let (_, before) = world.verify();
    let return_before = world.run(monthly(&[])).well().json();
    let (backup, copy) = (world.path("backup.db").display().to_string(), world.path("copy").display().to_string());
    world.run(["backup", &backup]).well();
    assert_eq!(world.run(["backup", &backup]).code, 1, "a backup never overwrites");
    world.run(["copy", "--from", &world.data().display().to_string(), "--to", &copy]).well();
    let (restored, copied) = (World::empty(), World::empty());
    restored.run(["restore", &backup]).well();
    copied.run(["copy", "--from", &copy, "--to", &copied.data().display().to_string()]).well();
    for other in [&restored, &copied] {
        assert_eq!(other.verify(), (0, before.clone()));
        assert_eq!(other.run(monthly(&[])).well().json(), return_before);
        // It goes on as the same installation.
        let more = other.file("more.csv", OUTBREAKS.replace("\n1,", "\n11,").replace("2026-10-03", "2026-11-03"));
        let said = other.entries("outbreak", DISTRICT, &more).well().json();
        assert_eq!((&said["accepted"], &said["already_there"]), (&json!(1), &json!(3)));
        assert_eq!(other.sound(), 8);
        let refused = other.run(["restore", &backup]);
        assert!(refused.code == 1 && refused.err.contains("already holds data"), "{}", refused.err);
    }
    let same = world.run(["copy", "--from", &copy, "--to", &copy]);
    assert_eq!(same.code, 2, "{}", same.err);
    let absent = World::empty().run(["restore", "absent.db"]);
    assert!(absent.code == 1 && absent.err.contains("absent.db holds no database"), "{}", absent.err);
}
