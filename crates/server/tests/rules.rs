//! The rulebook on the command line: checked with file and line, and changed over to as one act.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;

use std::path::Path;

use common::{DISTRICT, OUTBREAKS, REGION, World, figure, rules};
use serde_json::{Value, json};

/// A copy of the shipped rulebook in a world's folder.
fn copied(world: &World) -> String {
    let to = world.path("rules");
    copy(&rules(), &to);
    to.display().to_string()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(file.file_name());
        if file.path().is_dir() {
            copy(&file.path(), &target);
        } else {
            std::fs::write(target, std::fs::read(file.path()).unwrap()).unwrap();
        }
    }
}

/// Replaces the first place of some text in a file of the copy.
fn replace(rules: &str, file: &str, old: &str, new: &str) {
    let path = Path::new(rules).join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(old), "{file} has no {old}");
    std::fs::write(path, text.replacen(old, new, 1)).unwrap();
}

fn check(world: &World, rules: &str) -> (i32, Value) {
    let said = world.run(["rulebook", "check", rules, "--format", "json"]);
    (said.code, said.json())
}

/// A fault: file, what stands there, what is put in its place, a word of the problem, and text of the line that is named.
type Fault<'a> = (&'a str, &'a str, &'a str, &'a str);

const FAULTS: [Fault<'_>; 8] = [
    ("registers/raid.toml", "list = \"raid_kinds\"", "list = \"raid_kindz\"", "raid_kindz"),
    ("reference/mci.toml", "from = 2016-01-01", "from = 2015-12-31", "two items `mci` overlap"),
    (
        "reference/rates.toml",
        "from = 2025-09-18, mci = 1500",
        "from = 2025-09-28, mci = 1500",
        "item `argali` has a hole between 2025-09-17 and 2025-09-28",
    ),
    ("indicators/veterinary.toml", "en = \"Sick animals\"", "en = \"\"", "no text in `en`"),
    (
        "clauses/ch2.toml",
        "fulfilled_by = [\"register:unit\", \"list:unit_sizes\", \"file:levels\"]\n",
        "",
        "clause 7 has no answer",
    ),
    ("registers/unit.toml", "code = \"being\"", "code = \"been\"", "needs `being`"),
    ("duties.toml", "document = \"return.monthly\"", "document = \"return.weekly\"", "return.weekly"),
    ("roles.toml", "scope = \"own\"", "scope = \"all\"", "scope `all`"),
];

#[test]
fn the_shipped_rulebook_is_sound_and_every_clause_has_an_answer() {
    let world = World::empty();
    let said = world.run(["rulebook", "check", "--format", "json"]).well().json();
    assert_eq!((&said["ok"], &said["problems"]), (&json!(true), &json!([])));
    let of = |key: &str| said["clauses"][key].as_u64().unwrap();
    assert!(of("fulfilled") > 40 && of("planned") > 0 && of("declared_out") > 0, "{said}");
    let clauses: usize = std::fs::read_dir(rules().join("clauses"))
        .unwrap()
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap().matches("\n[[clause]]").count())
        .sum();
    assert_eq!(
        usize::try_from(of("fulfilled") + of("planned") + of("declared_out")).unwrap(),
        clauses,
        "each clause is counted once"
    );
    let rules = copied(&world);
    assert_eq!(check(&world, &rules), (0, said), "the folder is what is shipped");
    assert!(!world.data().exists(), "a check needs no database");
}

#[test]
fn each_planted_fault_is_named_with_file_and_line() {
    for (file, old, new, word) in FAULTS {
        let world = World::empty();
        let rules = copied(&world);
        replace(&rules, file, old, new);
        let (code, report) = check(&world, &rules);
        assert_eq!((code, &report["ok"]), (1, &json!(false)), "{file}: {new}");
        let problems = report["problems"].as_array().unwrap();
        let named = |problem: &&Value| problem["problem"].as_str().unwrap().contains(word) && problem["file"] == file;
        let problem = problems.iter().find(named).unwrap_or_else(|| panic!("{word} is not named: {report}"));
        let lines = std::fs::read_to_string(Path::new(&rules).join(file)).unwrap().lines().count();
        let line = usize::try_from(problem["line"].as_u64().unwrap()).unwrap();
        assert!((1..=lines).contains(&line), "{problem}");
        let text = world.run(["rulebook", "check", &rules]);
        assert!(text.code == 1 && text.out.contains(&format!("{file}:{line}: ")), "{}", text.out);
    }
}

#[test]
fn all_faults_are_named_at_once() {
    let world = World::empty();
    let rules = copied(&world);
    for (file, old, new, _) in FAULTS {
        replace(&rules, file, old, new);
    }
    let (code, report) = check(&world, &rules);
    assert_eq!(code, 1);
    for (file, _, _, word) in FAULTS {
        assert!(report.to_string().contains(&word.replace('"', "\\\"")), "{file}: {word} is not in {report}");
    }
}

#[test]
fn a_file_that_is_no_toml_is_named_with_its_line() {
    let world = World::empty();
    let rules = copied(&world);
    replace(&rules, "registers/person.toml", "code = \"given_name\"", "code = given_name");
    let line = std::fs::read_to_string(Path::new(&rules).join("registers/person.toml"))
        .unwrap()
        .lines()
        .position(|line| line == "code = given_name")
        .unwrap();
    let (code, report) = check(&world, &rules);
    assert_eq!(code, 1);
    let named = |problem: &Value| problem["file"] == "registers/person.toml" && problem["line"] == json!(line + 1);
    assert!(report["problems"].as_array().unwrap().iter().any(named), "{report}");
    let absent = world.run(["rulebook", "check", "absent"]);
    assert!(absent.code == 1 && absent.err.contains("absent"), "{}", absent.err);
}

/// A rulebook by which figure V01 counts foci of wild animals too.
fn counting_wild(world: &World) -> String {
    let rules = copied(world);
    let condition = "where = [{ field = \"sector\", tag = \"farm_animals\" }]\ndimensions = { disease = \"disease\", sector = \"sector\" }";
    let counts = "dimensions = { disease = \"disease\", sector = \"sector\" }";
    replace(&rules, "indicators/veterinary.toml", condition, counts);
    assert_eq!(check(world, &rules).0, 0);
    rules
}

fn foci(report: &Value) -> Value {
    figure(report, "V01")["period"].clone()
}

#[test]
fn another_rulebook_is_refused_by_every_command_until_it_is_applied() {
    let world = World::filled();
    let rules = counting_wild(&world);
    let file = world.file("more.csv", OUTBREAKS);
    let report = ["report", "--kind", "monthly", "--body", REGION, "--period", "2026-10"];
    let journal = [
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
        "csv",
    ];
    let commands: [&[&str]; 6] = [
        &["verify"],
        &report,
        &journal,
        &["duties", "--body", DISTRICT, "--on", "2026-11-01"],
        &["import", "entries", "--register", "outbreak", "--body", DISTRICT, &file],
        &["erase", "--entry", "00000000-0000-0000-0000-000000000001", "--decision", "x"],
    ];
    let refused = |rules: Option<&str>| {
        for command in commands {
            let said = world.run(command.iter().chain(rules.map(|_| &"--rulebook")).chain(rules.as_ref()));
            assert_eq!(said.code, 1, "{command:?}: {}", said.out);
            assert!(said.err.contains("qorgau rulebook apply"), "{command:?}: {}", said.err);
        }
    };
    refused(Some(&rules));
    world.run(["rulebook", "apply", "--rulebook", &rules]).well();
    refused(None);
    assert_eq!(foci(&world.run(report.iter().chain(&["--rulebook", &rules])).well().json()), json!(4));
}

#[test]
fn changing_over_shows_what_changes_and_is_one_act_of_the_ledger() {
    let world = World::filled();
    let rules = counting_wild(&world);
    let report = ["report", "--kind", "monthly", "--body", REGION, "--period", "2026-10"];
    assert_eq!(foci(&world.run(report).well().json()), json!(3));
    let (_, before) = world.verify();
    let change = json!([{ "body": DISTRICT, "month": "2026-10", "figure": "V01", "before": "3", "after": "4" }]);

    let shown = world
        .run(["rulebook", "apply", "--dry-run", "--rulebook", &rules, "--format", "json"])
        .well()
        .json();
    assert_eq!((&shown["applied"], &shown["changes"]), (&json!(false), &change));
    assert_eq!(world.verify(), (0, before.clone()), "a rehearsal changes nothing");
    assert_eq!(foci(&world.run(report).well().json()), json!(3));

    let applied = world.run(["rulebook", "apply", "--rulebook", &rules, "--format", "json"]).well().json();
    assert_eq!((&applied["applied"], &applied["changes"]), (&json!(true), &change));
    let after = world.run(["verify", "--format", "json", "--rulebook", &rules]).well().json();
    assert_eq!(after["entries"], before["entries"]);
    assert_eq!(after["ledger_rows"].as_u64(), before["ledger_rows"].as_u64().map(|rows| rows + 1));
    let again = world
        .run(["rulebook", "apply", "--dry-run", "--rulebook", &rules, "--format", "json"])
        .well()
        .json();
    assert_eq!(again["changes"], json!([]));

    world.run(["rulebook", "apply"]).well();
    assert_eq!(foci(&world.run(report).well().json()), json!(3), "and back to the shipped one");
    assert_eq!(world.sound(), 4);
}

#[test]
fn changing_over_takes_and_gives_keys_where_they_come_out_otherwise() {
    let world = World::filled();
    let rules = copied(&world);
    let file = "registers/outbreak.toml";
    replace(
        &rules,
        file,
        "required = true\nfilter = true\n\n[[field]]\ncode = \"district\"",
        "required = true\n\n[[field]]\ncode = \"district\"",
    );
    replace(&rules, file, "type = \"long_text\"", "filter = true\ntype = \"long_text\"");
    assert_eq!(check(&world, &rules).0, 0);
    let sound = |rules: &[&str]| world.run([&["verify"], rules].concat()).well();
    // Keys are among what is verified: too many are named as well as too few.
    world.run(["rulebook", "apply", "--rulebook", &rules]).well();
    sound(&["--rulebook", &rules]);
    world.run(["rulebook", "apply"]).well();
    sound(&[]);
}
