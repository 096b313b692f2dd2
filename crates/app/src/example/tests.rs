//! The example country is sound, repeats itself, and has the proportions it claims.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod newer;
mod raids;
mod tongues;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use geo::{Contains, Geometry, Point};
use jiff::civil::Date;
use qorgau_domain::time::day_number;
use qorgau_domain::value::{Content, Value, rows};
use qorgau_domain::{BodyId, BodyVersion, Month, Text3, Tree};
use qorgau_rulebook::{Rulebook, damage, load, validate};

use super::{Fact, Plan, facts, files};

fn shipped() -> Rulebook {
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
    load(&files).unwrap()
}

fn tree() -> Tree {
    let path = Path::new("../../rulebook/order-27/reference/bodies.csv");
    let text = std::fs::read_to_string(path).unwrap();
    let lines: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let id = |code: &str| lines.iter().position(|line| line[0] == code).map(|at| BodyId(i64::try_from(at).unwrap() + 1));
    Tree::new(lines.iter().map(|line| BodyVersion {
        id: id(line[0]).unwrap(),
        from: None,
        until: None,
        code: line[0].to_owned(),
        level: line[2].to_owned(),
        parent: id(line[1]),
        successor: None,
        name: Text3 {
            kk: line[3].to_owned(),
            ru: line[4].to_owned(),
            en: line[5].to_owned(),
        },
    }))
}

fn plan(entries: usize) -> Plan<'static> {
    Plan {
        seed: 27,
        entries,
        from: Month::new(2024, 7),
        until: Month::new(2026, 6),
        place_in: None,
    }
}

fn made(entries: usize) -> Vec<Fact> {
    facts(&shipped(), &tree(), &plan(entries)).collect()
}

fn count(facts: &[Fact], test: impl Fn(&Fact) -> bool) -> usize {
    facts.iter().filter(|fact| test(fact)).count()
}

fn is(fact: &Fact, field: &str, code: &str) -> bool {
    fact.fields.get(field).and_then(Value::text) == Some(code)
}

#[test]
fn every_fact_is_sound() {
    let (rulebook, tree) = (shipped(), tree());
    for (seed, from, until) in [(1, (2024, 7), (2026, 6)), (2, (2013, 11), (2015, 3)), (3, (2026, 1), (2027, 2))] {
        let (from, until) = (Month::new(from.0, from.1), Month::new(until.0, until.1));
        for mut fact in facts(
            &rulebook,
            &tree,
            &Plan {
                seed,
                entries: 12_000,
                from,
                until,
                place_in: None,
            },
        ) {
            let register = rulebook.register(&fact.register).unwrap();
            let mut problems = damage::fill(&rulebook, &mut fact.fields);
            problems.extend(validate::validate(&rulebook, register, &fact.fields, until.last()));
            assert_eq!(problems, [], "{fact:?}");
            assert_eq!(register.day_of(&fact.fields).unwrap_or(fact.day), fact.day, "{fact:?}");
            let level = tree.on(fact.body, fact.day).unwrap().level.clone();
            assert!(register.kept_by.contains(&level), "{level} keeps no {}", register.code);
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_facts_and_another_gives_others() {
    assert_eq!(made(5000), made(5000));
    let (rulebook, tree) = (shipped(), tree());
    let first = made(5000);
    let other: Vec<Fact> = facts(&rulebook, &tree, &Plan { seed: 28, ..plan(5000) }).collect();
    assert!(first.iter().zip(&other).all(|(a, b)| a.id != b.id));
}

#[test]
fn there_are_about_as_many_facts_as_asked_for() {
    // A small country has something in each book all the same.
    for (entries, hundredths) in [(3000, 15), (20_000, 10), (60_000, 10)] {
        let all = made(entries).len();
        assert!(all.abs_diff(entries) * 100 < entries * hundredths, "{all} of {entries}");
    }
}

#[test]
fn proportions_are_those_that_police_publish() {
    let facts = made(60_000);
    let article = |code: &str| count(&facts, |fact| is(fact, "article", code));
    let offences = count(&facts, |fact| fact.register == "offence");
    let criminal = count(&facts, |fact| is(fact, "nature", "criminal"));
    let per_10_500 = |number: usize| number * 10_500 / offences;
    assert!((6100..6450).contains(&per_10_500(article("ao2014_382"))));
    assert!((3650..3950).contains(&per_10_500(article("ao2014_383"))));
    assert!((60..100).contains(&per_10_500(article("ao2014_381_1"))));
    assert!((200..260).contains(&per_10_500(criminal)));
    let raids = count(&facts, |fact| fact.register == "raid");
    assert!((130..155).contains(&(raids * 100 / offences)));
    let outbreaks = count(&facts, |fact| fact.register == "outbreak");
    assert!((380..440).contains(&outbreaks), "{outbreaks}");
    let diseases: BTreeSet<_> = facts.iter().filter_map(|fact| fact.fields.get("disease").and_then(Value::text)).collect();
    assert_eq!(diseases.len(), 19);
}

#[test]
fn hunting_is_of_autumn_and_fishing_of_spring() {
    let facts = made(20_000);
    let in_months = |article: &str, months: [i8; 3]| count(&facts, |fact| is(fact, "article", article) && months.contains(&fact.day.month()));
    assert!(in_months("ao2014_382", [9, 10, 11]) > 2 * in_months("ao2014_382", [4, 5, 6]));
    assert!(in_months("ao2014_383", [4, 5, 6]) > 2 * in_months("ao2014_383", [10, 11, 12]));
}

#[test]
fn personnel_comes_first_and_the_rest_by_its_days() {
    let facts = made(8000);
    let personnel = [
        "unit",
        "officer",
        "charge",
        "person",
        "organisation",
        "vehicle",
        "partner",
        "natural_object",
        "plan_item",
        "file_volume",
    ];
    let rest: Vec<&Fact> = facts.iter().skip_while(|fact| personnel.contains(&fact.register.as_str())).collect();
    assert!(rest.iter().all(|fact| !personnel.contains(&fact.register.as_str())));
    assert!(rest.windows(2).all(|pair| pair[0].day <= pair[1].day));
}

#[test]
fn facts_point_only_backwards() {
    let mut known = BTreeSet::new();
    for fact in made(8000) {
        let mut cells: Vec<&Value> = fact.fields.values().collect();
        cells.extend(fact.fields.values().flat_map(Value::rows).flat_map(|row| row.cells.values()));
        for value in cells {
            if let Value::Entry(entry) = value {
                assert!(known.contains(entry), "{fact:?}");
            }
        }
        assert!(known.insert(fact.id), "an identity stands twice");
    }
}

#[test]
fn most_districts_sweep_every_month_and_some_have_nobody_charged() {
    let facts = made(30_000);
    let sweeps: BTreeSet<_> = facts
        .iter()
        .filter(|fact| is(fact, "kind", "sweep"))
        .map(|fact| (fact.body, Month::of(fact.day)))
        .collect();
    assert!(sweeps.len() > 24 * 224 * 3 / 4, "{}", sweeps.len());
    let manned: BTreeSet<_> = facts
        .iter()
        .filter(|fact| fact.register == "unit" || is(fact, "kind", "charged_officer"))
        .map(|fact| fact.body)
        .collect();
    assert!((225..246).contains(&manned.len()), "{}", manned.len());
}

#[test]
fn what_the_files_name_is_in_the_lists_but_for_what_must_be_refused() {
    let rulebook = shipped();
    let (from, until) = (Month::new(2025, 1), Month::new(2025, 12));
    let find = |list: &str, text: &str| rulebook.lists[list].find(text).is_some();
    let outbreaks = files::empres_i(27, 40, from, until);
    let columns = |line: &str| line.split('"').next().unwrap().split(',').map(str::to_owned).collect::<Vec<_>>();
    let unknown: Vec<usize> = (1..)
        .zip(outbreaks.lines().skip(1))
        .filter(|(_, line)| !find("diseases", &columns(line)[12]))
        .map(|(no, _)| no)
        .collect();
    assert_eq!((outbreaks.lines().count(), unknown), (41, vec![4]));
    assert!(
        outbreaks
            .lines()
            .all(|line| line.split('"').step_by(2).map(|part| part.matches(',').count()).sum::<usize>() == 23)
    );
    let catches = files::illegal_fishing(27, 60, from, until);
    let strange: Vec<&str> = catches
        .lines()
        .skip(1)
        .map(|line| line.split('"').rev().nth(1).unwrap())
        .filter(|fish| *fish != "nofish" && !find("species", fish))
        .collect();
    assert_eq!(strange, ["piscis_imaginarius"]);
    assert!(catches.contains("nofish") && catches.lines().all(|line| line.matches(';').count() == 10));
}

#[test]
fn what_happens_in_a_city_happens_near_it() {
    let (rulebook, tree) = (shipped(), tree());
    let anywhere = |_: BodyId, _: u64| Some((48_000_000, 67_000_000));
    let plan = Plan {
        place_in: Some(&anywhere),
        ..plan(30_000)
    };
    let kokshetau = tree.by_code("111000000", plan.until.last()).unwrap();
    let mut found = 0;
    for fact in facts(&rulebook, &tree, &plan).filter(|fact| fact.body == kokshetau && fact.register == "offence") {
        if let Some(Value::Place(place)) = fact.fields.get("place")
            && let Some((lat, lon)) = place.at
        {
            found += 1;
            assert!((lat - 53_290_000).abs() < 100_000 && (lon - 69_390_000).abs() < 150_000, "{lat} {lon}");
        }
    }
    assert!(found > 3, "{found}");
}

#[test]
fn no_body_has_a_plate_twice() {
    let mut plates = BTreeSet::new();
    for fact in facts(&shipped(), &small(), &plan(40_000)).filter(|fact| fact.register == "vehicle") {
        if let Some(plate) = fact.fields.get("plate").and_then(Value::text) {
            assert!(plates.insert((fact.body, plate.to_owned())), "{plate}");
        }
    }
    assert!(plates.len() > 200, "{}", plates.len());
}

/// A country of the ministry, a region, its city and transport.
fn small() -> Tree {
    let version = |(id, code, level, parent): (i64, &str, &str, Option<i64>)| BodyVersion {
        id: BodyId(id),
        from: None,
        until: None,
        code: code.to_owned(),
        level: level.to_owned(),
        parent: parent.map(BodyId),
        successor: None,
        name: Text3 {
            kk: code.to_owned(),
            ru: code.to_owned(),
            en: code.to_owned(),
        },
    };
    let bodies = [
        (1, "MIA", "ministry", None),
        (2, "390000000", "region", Some(1)),
        (3, "391000000", "district", Some(2)),
        (4, "TRN", "transport", Some(1)),
    ];
    Tree::new(bodies.map(version))
}

#[test]
fn every_register_is_kept_in_a_country_of_three_thousand_entries() {
    let rulebook = shipped();
    let all: BTreeSet<String> = rulebook.registers.keys().cloned().collect();
    for (tree, seed, from) in [
        (tree(), 27, (2024, 7)),
        (tree(), 28, (2026, 1)),
        (small(), 27, (2026, 1)),
        (small(), 28, (2025, 3)),
    ] {
        let (from, until) = (Month::new(from.0, from.1), Month::new(2026, 10));
        let plan = Plan {
            seed,
            from,
            until,
            ..plan(3000)
        };
        let made: BTreeSet<String> = facts(&rulebook, &tree, &plan).map(|fact| fact.register).collect();
        assert_eq!(made, all, "seed {seed}");
    }
}

/// About an eighth of what happens stands in the books beside offences, raids and outbreaks.
#[test]
fn the_other_books_have_their_share() {
    let others = [
        "application",
        "information_note",
        "knowledge_test",
        "lesson",
        "best_practice",
        "publication",
        "awareness_talk",
        "org_inspection",
        "suspension",
        "submission",
        "proposal",
        "inquiry",
        "help_trip",
        "meeting",
        "directive_in",
        "directive_out",
        "assignment",
        "info_request",
        "diversion",
        "incoming_paper",
        "outgoing_paper",
    ];
    for entries in [20_000, 60_000] {
        let other = count(&made(entries), |fact| others.contains(&fact.register.as_str()));
        assert!((95..135).contains(&(other * 1000 / entries)), "{other} of {entries}");
    }
}

#[test]
fn lessons_go_round_all_districts() {
    let mut lessons: BTreeMap<BodyId, usize> = BTreeMap::new();
    for fact in made(40_000).iter().filter(|fact| fact.register == "lesson") {
        *lessons.entry(fact.body).or_default() += 1;
    }
    let (least, most) = (lessons.values().min().unwrap(), lessons.values().max().unwrap());
    assert!(lessons.len() == 245 && most - least <= 1, "{} bodies, {least} to {most}", lessons.len());
}

#[test]
fn most_applications_are_answered_in_time_and_a_few_never() {
    let last = day_number(plan(0).until.last());
    let day = |fact: &Fact, field: &str| fact.fields.get(field).and_then(Value::day).map(day_number);
    let facts = made(40_000);
    let old = |fact: &&Fact| fact.register == "application" && day_number(fact.day) < last - 70;
    let old: Vec<&Fact> = facts.iter().filter(old).collect();
    let of = |test: &dyn Fn(&Fact) -> bool| old.iter().filter(|fact| test(fact)).count() * 1000 / old.len();
    let answered = of(&|fact| day(fact, "answered_on").is_some());
    assert!((950..1000).contains(&answered), "{answered}");
    // Fifteen working days are three weeks at least.
    let in_time = of(&|fact| day(fact, "answered_on").is_some_and(|on| on - day_number(fact.day) <= 21));
    assert!((820..930).contains(&in_time), "{in_time}");
    let extended = of(&|fact| day(fact, "extended_until").is_some());
    assert!((15..80).contains(&extended), "{extended}");
    let forwarded = of(&|fact| !rows(&fact.fields, "forwardings").is_empty());
    assert!((20..90).contains(&forwarded), "{forwarded}");
}

#[test]
fn each_region_and_transport_meets_and_is_tested_in_each_full_year() {
    let rulebook = shipped();
    let tree = tree();
    let (from, until) = (Month::new(2023, 11), Month::new(2026, 2));
    let facts: Vec<Fact> = facts(&rulebook, &tree, &Plan { from, until, ..plan(20_000) }).collect();
    let bodies: Vec<BodyId> = tree
        .bodies()
        .filter(|body| ["region", "transport"].contains(&tree.on(*body, until.last()).unwrap().level.as_str()))
        .collect();
    assert_eq!(bodies.len(), 21);
    let others = |fact: &Fact| rows(&fact.fields, "tested").iter().any(|row| row.cells["service"].text() == Some("inquiry"));
    for (body, year) in bodies.iter().flat_map(|body| [(body, 2024), (body, 2025)]) {
        let of = |fact: &Fact| fact.body == *body && fact.day.year() == year;
        assert_eq!(count(&facts, |fact| of(fact) && is(fact, "kind", "joint_operational")), 1, "{body:?} in {year}");
        assert!(
            count(&facts, |fact| of(fact) && fact.register == "knowledge_test" && others(fact)) >= 1,
            "{body:?} in {year}"
        );
    }
}

#[test]
fn what_a_body_received_was_sent_to_it() {
    let facts = made(20_000);
    let sent = |fact: &Fact| -> Vec<(String, BodyId, Option<Date>)> {
        let number = fact.fields["number"].text().unwrap().to_owned();
        let row = |cells: &Content| match cells["body"] {
            Value::Body(body) => (number.clone(), body, cells.get("confirmed_on").and_then(Value::day)),
            _ => panic!("{cells:?}"),
        };
        rows(&fact.fields, "bodies").iter().map(|sent| row(&sent.cells)).collect()
    };
    let sent: BTreeSet<_> = facts.iter().filter(|fact| fact.register == "directive_out").flat_map(sent).collect();
    let received: Vec<&Fact> = facts.iter().filter(|fact| fact.register == "directive_in").collect();
    assert!(received.len() > 40, "{}", received.len());
    for fact in received {
        let number = fact.fields["number"].text().unwrap().to_owned();
        assert!(sent.contains(&(number, fact.body, Some(fact.day))), "{fact:?}");
    }
}

#[test]
fn objects_lie_in_their_areas_and_some_of_their_bans_run_into_the_next_year() {
    let facts = made(20_000);
    let objects: Vec<&Fact> = facts.iter().filter(|fact| fact.register == "natural_object").collect();
    let mut drawn = 0;
    for fact in &objects {
        let Some(Value::Geometry(text)) = fact.fields.get("area") else { continue };
        let Value::Place(place) = &fact.fields["place"] else { panic!("{fact:?}") };
        let (lon, lat) = crate::map::placed(place.at.unwrap());
        match crate::territories::geometry(text).unwrap() {
            Geometry::Polygon(polygon) => assert!(polygon.contains(&Point::new(lon, lat)), "{fact:?}"),
            Geometry::LineString(line) => assert_eq!(line.0.len(), 5),
            other => panic!("{other:?}"),
        }
        drawn += 1;
    }
    assert!(drawn > objects.len() / 4, "{drawn} of {}", objects.len());
    let bans = objects.iter().flat_map(|fact| qorgau_rulebook::ban::Ban::of(&fact.fields));
    let wraps = bans.filter(|ban| ban.season.first > ban.season.last).count();
    assert!(wraps > 10, "{wraps}");
}
