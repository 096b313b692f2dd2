//! What the rulebook marks, links and reckons beyond the plain facts stands in the country too, in a plausible share.

use qorgau_domain::EntryId;
use qorgau_rulebook::official::Marked;

use super::raids::by_id;
use super::*;

fn number(cells: &Content, field: &str) -> Option<i64> {
    cells.get(field).and_then(Value::number)
}

fn named(cells: &Content, field: &str) -> Option<EntryId> {
    if let Some(Value::Entry(entry)) = cells.get(field) {
        Some(*entry)
    } else {
        None
    }
}

#[test]
fn some_entries_are_for_official_use_by_the_rulebook_and_a_few_by_hand() {
    let rulebook = shipped();
    let facts = made(20_000);
    let marked = |fact: &&Fact| {
        let register = rulebook.register(&fact.register).unwrap();
        Marked::of(register, &rulebook.lists, &fact.fields) == Marked::Whole
    };
    let (by_hand, by_rule): (Vec<&Fact>, Vec<&Fact>) = facts.iter().filter(marked).partition(|fact| fact.fields.contains_key("official_use"));
    assert!((3..80).contains(&by_hand.len()), "{}", by_hand.len());
    let raids = count(&facts, |fact| fact.register == "raid");
    assert!(by_rule.iter().all(|fact| is(fact, "kind", "search")));
    assert!((10..40).contains(&(by_rule.len() * 1000 / raids)), "{} of {raids}", by_rule.len());
}

#[test]
fn forest_offences_have_measures_of_detection_and_others_have_none() {
    let rulebook = shipped();
    let facts = made(60_000);
    let forest = |fact: &&Fact| {
        let article = fact.fields["article"].text().unwrap();
        ["felling", "felling_crime", "forest_destruction"]
            .iter()
            .any(|tag| rulebook.lists["articles"].has_tag(article, tag))
    };
    let offences = facts.iter().filter(|fact| fact.register == "offence");
    let (forest, others): (Vec<&Fact>, Vec<&Fact>) = offences.partition(forest);
    let detected = |facts: &[&Fact]| facts.iter().filter(|fact| !rows(&fact.fields, "detection").is_empty()).count();
    assert_eq!(detected(&others), 0);
    let share = detected(&forest) * 1000 / forest.len();
    assert!((200..600).contains(&share), "{share} of {}", forest.len());
}

#[test]
fn single_weapons_and_vehicles_bear_their_numbers_and_no_fish_does() {
    let facts = made(20_000);
    let seized: Vec<&Content> = facts.iter().flat_map(|fact| rows(&fact.fields, "seizures")).map(|row| &row.cells).collect();
    let of = |kind: &'static str| seized.iter().filter(move |cells| cells["kind"].text() == Some(kind));
    for kind in ["firearm", "vehicle", "boat"] {
        let single: Vec<_> = of(kind).filter(|cells| number(cells, "quantity") == Some(1000)).collect();
        let known = single.iter().filter(|cells| cells.contains_key("marking")).count();
        assert!(known * 2 > single.len(), "{known} of {} {kind}", single.len());
    }
    assert!(of("fish").all(|cells| !cells.contains_key("marking")));
}

#[test]
fn offences_name_objects_of_their_body_and_raids_the_vehicles_they_were_given() {
    let facts = made(20_000);
    let (objects, vehicles) = (by_id(&facts, "natural_object"), by_id(&facts, "vehicle"));
    let mut linked = 0;
    for fact in facts.iter().filter(|fact| fact.register == "offence") {
        let Some(object) = named(&fact.fields, "object") else { continue };
        assert_eq!(objects[&object].body, fact.body);
        linked += 1;
    }
    assert!(linked > 50, "{linked}");
    let mut given = 0;
    for fact in facts.iter().filter(|fact| fact.register == "raid") {
        for row in rows(&fact.fields, "issued") {
            let Some(vehicle) = named(&row.cells, "vehicle") else { continue };
            assert_eq!(vehicles[&vehicle].fields["plate"], row.cells["number"]);
            assert_eq!(vehicles[&vehicle].body, fact.body);
            given += 1;
        }
    }
    assert!(given > 50, "{given}");
}

#[test]
fn some_damage_is_reckoned_by_a_tariff_that_the_rulebook_multiplies() {
    let rulebook = shipped();
    let mut by_tariff = 0;
    for mut fact in made(60_000).into_iter().filter(|fact| fact.register == "offence") {
        assert_eq!(damage::fill(&rulebook, &mut fact.fields), []);
        for row in rows(&fact.fields, "damage").iter().filter(|row| row.cells.contains_key("tariff")) {
            let number = |field: &str| number(&row.cells, field).unwrap();
            assert_eq!(number("amount") * 1000, number("tariff") * number("quantity"));
            by_tariff += 1;
        }
    }
    assert!(by_tariff > 10, "{by_tariff}");
}

#[test]
fn some_persons_are_known_to_two_neighbours_by_one_iin() {
    let tree = tree();
    let facts = made(20_000);
    let mut by_iin: BTreeMap<&str, Vec<&Fact>> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| fact.register == "person") {
        if let Some(iin) = fact.fields.get("iin").and_then(Value::text) {
            by_iin.entry(iin).or_default().push(fact);
        }
    }
    assert!((8..70).contains(&by_iin.len()), "{}", by_iin.len());
    let month = plan(0).until;
    for (iin, records) in by_iin {
        let [one, other] = records[..] else { panic!("{iin}: {records:?}") };
        assert_eq!(tree.parent(one.body, month), tree.parent(other.body, month));
        assert!(one.body != other.body && one.fields["surname"] == other.fields["surname"]);
        assert_eq!(one.fields["born_on"], other.fields["born_on"]);
    }
}

#[test]
fn some_enterprises_are_known_to_their_region_too_by_one_bin() {
    let tree = tree();
    let facts = made(20_000);
    let mut by_bin: BTreeMap<&str, Vec<&Fact>> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| fact.register == "organisation") {
        if let Some(bin) = fact.fields.get("bin").and_then(Value::text) {
            by_bin.entry(bin).or_default().push(fact);
        }
    }
    assert!(by_bin.len() > 5, "{}", by_bin.len());
    for (bin, records) in by_bin {
        let [one, other] = records[..] else { panic!("{bin}: {records:?}") };
        assert_eq!(tree.parent(one.body, plan(0).until), Some(other.body));
        assert_eq!(one.fields["name"], other.fields["name"]);
    }
}
