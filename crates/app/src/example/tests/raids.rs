//! Raids, the plans that they carry out, and their tracks.

use jiff::Timestamp;
use qorgau_domain::EntryId;
use qorgau_domain::value::Place;

use super::*;

fn day(fact: &Fact, field: &str) -> Option<i64> {
    fact.fields.get(field).and_then(Value::day).map(day_number)
}

fn at(fields: &Content, field: &str) -> Option<Timestamp> {
    if let Some(Value::Moment(at)) = fields.get(field) { Some(*at) } else { None }
}

fn number(fact: &Fact, field: &str) -> i64 {
    fact.fields.get(field).and_then(Value::number).unwrap_or_else(|| panic!("{field} of {fact:?}"))
}

fn named(fact: &Fact, field: &str) -> Option<EntryId> {
    if let Some(Value::Entry(entry)) = fact.fields.get(field) {
        Some(*entry)
    } else {
        None
    }
}

/// The day of a moment by the clock that the example goes by.
fn local(at: Timestamp) -> i64 {
    (at.as_second() + 5 * 3600).div_euclid(86_400)
}

/// Every entry of a register by its identity.
pub(super) fn by_id<'a>(facts: &'a [Fact], register: &str) -> BTreeMap<EntryId, &'a Fact> {
    facts.iter().filter(|fact| fact.register == register).map(|fact| (fact.id, fact)).collect()
}

#[test]
fn a_quarter_of_raids_carries_out_an_item_of_a_plan_of_its_body() {
    for (entries, from) in [(6_000, Month::new(2026, 1)), (20_000, Month::new(2024, 7)), (60_000, Month::new(2024, 7))] {
        let facts: Vec<Fact> = super::facts(&shipped(), &tree(), &Plan { from, ..plan(entries) }).collect();
        let items = by_id(&facts, "plan_item");
        let raids: Vec<&Fact> = facts.iter().filter(|fact| fact.register == "raid").collect();
        let planned: Vec<(&Fact, &Fact)> = raids.iter().filter_map(|raid| Some((*raid, items[&named(raid, "plan_item")?]))).collect();
        let share = planned.len() * 1000 / raids.len();
        assert!((190..310).contains(&share), "{share} of {entries}");
        assert!(items.len() * 20 < entries + 200, "{} of {entries}", items.len());
        for (raid, item) in planned {
            let basis = raid.fields["basis"].text().unwrap();
            let number = item.fields["item"].text().unwrap();
            let (ends, begins) = (format!(", {number}-тармақ"), format!("Пункт {number} "));
            assert!(basis.ends_with(&ends) || basis.starts_with(&begins), "{basis}");
            assert_eq!((raid.body, &raid.fields["kind"]), (item.body, &item.fields["measure"]));
            let until = day(item, "result_on").unwrap_or(i64::MAX).min(day(item, "due_on").unwrap());
            let on = day_number(raid.day);
            assert!(day(item, "approved_on").unwrap() < on && on <= until, "{raid:?} of {item:?}");
            let np = |row: &&qorgau_domain::value::Row| row.cells["kind"].text() == Some("np");
            let joint = rows(&raid.fields, "partners").iter().any(|row| np(&row));
            assert!(joint || !item.fields.contains_key("partners"), "{raid:?}");
        }
    }
}

#[test]
fn most_items_that_are_past_have_a_result_and_none_that_is_ahead() {
    let facts = made(20_000);
    let last = day_number(plan(0).until.last());
    let items = by_id(&facts, "plan_item");
    let past: Vec<&&Fact> = items.values().filter(|item| day(item, "due_on").unwrap() < last - 7).collect();
    let ended = past.iter().filter(|item| item.fields.contains_key("result")).count();
    assert!((920..990).contains(&(ended * 1000 / past.len())), "{ended} of {}", past.len());
    let done = past.iter().filter(|item| is(item, "result", "done")).count();
    assert!((700..900).contains(&(done * 1000 / past.len())), "{done} of {}", past.len());
    let plan = Plan {
        until: Month::new(2026, 4),
        ..plan(20_000)
    };
    let ahead: Vec<Fact> = super::facts(&shipped(), &tree(), &plan)
        .filter(|fact| fact.register == "plan_item" && fact.day > plan.until.last())
        .collect();
    assert!(
        ahead.len() > 50 && ahead.iter().all(|item| !item.fields.contains_key("result")),
        "{}",
        ahead.len()
    );
}

#[test]
fn the_hours_of_a_raid_fit_its_days_and_what_went_out_came_back_after_it() {
    let facts = made(20_000);
    let (mut started, mut raids, mut spent) = (0, 0, 0);
    for raid in facts.iter().filter(|fact| fact.register == "raid") {
        raids += 1;
        let Some((began, ended)) = at(&raid.fields, "started_at").zip(at(&raid.fields, "ended_at")) else {
            assert!(!raid.fields.contains_key("legs") && !raid.fields.contains_key("issued"), "{raid:?}");
            continue;
        };
        started += 1;
        assert_eq!((Some(local(began)), Some(local(ended))), (day(raid, "started_on"), day(raid, "ended_on")));
        let tenths = (ended.as_second() - began.as_second()) / 360;
        let hours = number(raid, "hours");
        assert!(hours == tenths || (hours < tenths && local(began) < local(ended)), "{raid:?}");
        for leg in rows(&raid.fields, "legs") {
            let from = at(&leg.cells, "began_at").unwrap();
            assert!(began <= from && from < ended, "{raid:?}");
        }
        for out in rows(&raid.fields, "issued") {
            assert!(at(&out.cells, "issued_at").unwrap() < began, "{raid:?}");
            let Some(back) = at(&out.cells, "returned_at") else { continue };
            assert!(ended < back && local(back) == local(ended), "{raid:?}");
            if out.cells["returned"] != out.cells["quantity"] {
                assert_eq!(out.cells["kind"].text(), Some("ammunition"));
                assert!(raid.fields.contains_key("note"), "{raid:?}");
                spent += 1;
            }
        }
    }
    assert!((740..840).contains(&(started * 1000 / raids)), "{started} of {raids}");
    assert!(spent > 20, "{spent}");
}

#[test]
fn one_raid_in_eight_has_a_track_that_lies_in_its_hours_and_about_its_place() {
    let facts = made(20_000);
    let raids = by_id(&facts, "raid");
    let tracks: Vec<&Fact> = facts.iter().filter(|fact| fact.register == "track").collect();
    let share = tracks.len() * 1000 / raids.len();
    assert!((105..145).contains(&share), "{share}");
    let hashes: BTreeSet<&str> = tracks.iter().map(|track| track.fields["source_id"].text().unwrap()).collect();
    assert!(hashes.len() == tracks.len() && hashes.iter().all(|hash| hash.len() == 64));
    let mut faults = [0; 4];
    let mut modes = BTreeMap::new();
    for track in tracks {
        let raid = raids[&named(track, "raid").unwrap()];
        assert_eq!((track.body, track.day), (raid.body, raid.day));
        let (from, until) = (at(&raid.fields, "started_at").unwrap(), at(&raid.fields, "ended_at").unwrap());
        let (first, last) = (at(&track.fields, "began_at").unwrap(), at(&track.fields, "ended_at").unwrap());
        assert!(from <= first && first < last && last <= until, "{track:?}");
        for field in ["km", "hours"] {
            assert!(0 < number(track, field) && number(track, field) <= number(raid, field), "{track:?}");
        }
        let left = ["repeated", "inaccurate", "too_fast"].map(|field| number(track, field));
        for (sum, more) in faults.iter_mut().zip(left.into_iter().chain([number(track, "gaps")])) {
            *sum += more;
        }
        assert!(left.iter().sum::<i64>() * 5 < number(track, "fixes") && number(track, "gaps") < 2, "{track:?}");
        *modes.entry(track.fields["mode"].text().unwrap()).or_insert(0) += 1;
        about(track, raid);
    }
    assert!(faults.iter().all(|sum| *sum > 10), "{faults:?}");
    assert!(modes["vehicle"] > modes["foot"] && modes["foot"] > 10 && modes["boat"] > 10, "{modes:?}");
}

/// The line of a track is as long as it says, and lies about the place of its raid.
fn about(track: &Fact, raid: &Fact) {
    let Value::Geometry(text) = &track.fields["line"] else { panic!("{track:?}") };
    let Geometry::MultiLineString(lines) = crate::territories::geometry(text).unwrap() else {
        panic!("{text}")
    };
    let Value::Place(Place { at: Some(at), .. }) = &raid.fields["place"] else {
        panic!("{raid:?}")
    };
    let (x, y) = crate::map::placed(*at);
    let mut metres = 0.0;
    for line in &lines.0 {
        for step in line.lines() {
            let mean = f64::midpoint(step.start.y, step.end.y).to_radians();
            metres += (step.dy() * 111_195.0).hypot(step.dx() * 111_195.0 * mean.cos());
        }
        for spot in line.points() {
            let (east, north) = (spot.x() - x, spot.y() - y);
            assert!(north.abs() < 0.3 && east.abs() < 0.5, "{track:?}");
        }
    }
    let km = metres / 1000.0 - f64::from(i32::try_from(number(track, "km")).unwrap()) / 10.0;
    assert!(km.abs() < 0.5, "{km} km more in the line of {track:?}");
}
