//! Lists: all pages together are what a naive reading of the entries gives, for each reader; searching finds every spelling and leaks nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod world;

use std::collections::BTreeSet;

use jiff::civil::date;
use qorgau_domain::entry::EntryState;
use qorgau_domain::keys::{DAY, LINK, NO_DAY, NUMBER, WORD, number, ordered};
use qorgau_domain::time::day_number;
use qorgau_domain::value::{Content, Place, Value};
use qorgau_domain::{BodyId, EntryId, search};
use qorgau_rulebook::keys;
use qorgau_store::{Filter, Listing, Order, PageFrom, Position, Scope, Shown, Stored};
use world::{World, choice, content, id, offence, rows};

const BODIES: [i64; 4] = [2, 4, 5, 6];
const REGISTER: &str = "offence";

/// Entries of several bodies, with days, articles and words that repeat, some struck through.
async fn filled(world: &World) {
    world.small_tree().await;
    let app = &world.app;
    for no in 0..90_i64 {
        let mut fields = offence(date(2026, 1 + i8::try_from(no % 7).unwrap(), 1 + i8::try_from(no % 5).unwrap()), 1000, None);
        fields.insert("article".into(), choice(if no % 3 == 0 { "ao2014_382" } else { "ao2014_383" }));
        if no % 4 != 0 {
            fields.insert("protocol_number".into(), Value::Text(format!("{}-Қ", 100 - no / 2)));
        }
        fields.insert(
            "natural_object".into(),
            Value::Text(["Нұра өзені", "Теңіз көлі", "Есей"][usize::try_from(no % 3).unwrap()].into()),
        );
        let body = BodyId(BODIES[usize::try_from(no).unwrap() % 4]);
        let entry = id(&format!("e{no}"));
        app.write(REGISTER, body, entry, fields, "test").await.unwrap();
        if no % 11 == 0 {
            let (_, scope) = app.scope(BodyId(1)).await.unwrap();
            app.withdraw(&scope, entry, 1, "қате", "test").await.unwrap();
        }
    }
}

/// The keys of an entry by this rulebook, as they must have been stored.
fn keys_of(world: &World, stored: &Stored, field: &str) -> Vec<Vec<u8>> {
    let register = world.app.register(&stored.entry.envelope.register).unwrap();
    if field == NUMBER {
        return vec![number(stored.entry.envelope.number)];
    }
    let keys = keys::keys(register, &stored.entry.fields);
    keys.into_iter().filter(|key| key.field == field).map(|key| key.key).collect()
}

/// Everything a reader may see, filtered and sorted without any index.
async fn naive(world: &World, scope: &Scope, listing: &Listing) -> Vec<EntryId> {
    let ids: Vec<EntryId> = (0..90).map(|no| id(&format!("e{no}"))).collect();
    let all = world.app.store.some(scope, &ids).await.unwrap();
    let fits = |stored: &&Stored| {
        let stands = stored.entry.envelope.state == EntryState::Active || listing.shown == Shown::All;
        let filtered = |filter: &Filter| {
            keys_of(world, stored, &filter.field)
                .iter()
                .any(|key| (&filter.from..=&filter.until).contains(&key))
        };
        stands && listing.filters.iter().all(filtered)
    };
    let mut places: Vec<(bool, Position)> = all
        .iter()
        .filter(fits)
        .map(|stored| {
            let key = keys_of(world, stored, &listing.sort).remove(0);
            let day = stored.entry.envelope.day.map_or(NO_DAY, day_number);
            (key.is_empty(), Position { key, day, id: stored.entry.id })
        })
        .collect();
    places.sort_by(|one, other| {
        let natural = one.1.cmp(&other.1);
        one.0.cmp(&other.0).then(if listing.order == Order::Up { natural } else { natural.reverse() })
    });
    places.into_iter().map(|(_, at)| at.id).collect()
}

/// All pages of a list, one after another; then back from the last to the first.
async fn paged(world: &World, scope: &Scope, listing: &Listing) -> Vec<EntryId> {
    let store = &world.app.store;
    let (mut there, mut from) = (Vec::new(), PageFrom::Start);
    loop {
        let page = store.list(scope, &Listing { from, ..listing.clone() }).await.unwrap();
        assert!(page.entries.len() <= listing.limit);
        assert!(page.entries.iter().all(|entry| scope.holds(entry.body)), "somebody else's entry");
        there.extend(page.entries.iter().map(|entry| entry.at.clone()));
        let Some(next) = page.next else { break };
        from = PageFrom::After(next);
    }
    let Some(last) = there.last().cloned() else { return Vec::new() };
    let (mut back, mut from) = (vec![last.clone()], PageFrom::Before(last));
    loop {
        let page = store.list(scope, &Listing { from, ..listing.clone() }).await.unwrap();
        back.extend(page.entries.iter().rev().map(|entry| entry.at.clone()));
        let Some(next) = page.next else { break };
        from = PageFrom::Before(next);
    }
    back.reverse();
    assert_eq!(there, back, "the way back is another than the way there");
    there.into_iter().map(|at| at.id).collect()
}

fn filters() -> Vec<Vec<Filter>> {
    let day = |month: i8| ordered(day_number(date(2026, month, 1)));
    let spring = Filter {
        field: "revealed_on".into(),
        from: day(3),
        until: day(6),
    };
    let word = |text: &str| {
        search::words(text)
            .into_iter()
            .map(|word| Filter::begins(WORD, word.as_bytes()))
            .collect::<Vec<_>>()
    };
    vec![
        vec![],
        vec![Filter::is("article", b"ao2014_383".to_vec())],
        vec![Filter::is("article", b"ao2014_383".to_vec()), spring.clone()],
        vec![Filter::is("protocol_number", Vec::new())],
        vec![spring],
        word("нура"),
        [word("озени"), vec![Filter::is("article", b"ao2014_382".to_vec())]].concat(),
        word("жок мундай соз"),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn all_pages_together_are_what_a_naive_reading_gives_for_each_reader() {
    for world in world::worlds().await {
        filled(&world).await;
        for root in [1, 2, 3, 4, 6] {
            let (_, scope) = world.app.scope(BodyId(root)).await.unwrap();
            for filters in filters() {
                for (sort, order, limit) in [
                    (DAY, Order::Down, 7),
                    (DAY, Order::Up, 100),
                    ("protocol_number", Order::Up, 3),
                    ("protocol_number", Order::Down, 10),
                    (NUMBER, Order::Down, 4),
                    ("article", Order::Up, 5),
                ] {
                    for shown in [Shown::Standing, Shown::All] {
                        let listing = Listing {
                            register: REGISTER.into(),
                            filters: filters.clone(),
                            sort: sort.into(),
                            order,
                            shown,
                            limit,
                            from: PageFrom::Start,
                        };
                        let expected = naive(&world, &scope, &listing).await;
                        assert_eq!(paged(&world, &scope, &listing).await, expected, "body {root}, {listing:?}");
                    }
                }
            }
        }
        world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_page_is_full_though_what_stands_first_does_not_fit() {
    for world in world::worlds().await {
        filled(&world).await;
        let (_, scope) = world.app.scope(BodyId(1)).await.unwrap();
        // Of thirty with this article, the thirteen of the first months come last.
        let day = |month, day| ordered(day_number(date(2026, month, day)));
        let early = Filter {
            field: "revealed_on".into(),
            from: day(1, 1),
            until: day(3, 31),
        };
        for limit in 1..4 {
            let listing = Listing {
                register: REGISTER.into(),
                filters: vec![Filter::is("article", b"ao2014_382".to_vec()), early.clone()],
                sort: DAY.into(),
                order: Order::Down,
                shown: Shown::All,
                limit,
                from: PageFrom::Start,
            };
            let expected = naive(&world, &scope, &listing).await;
            assert_eq!(expected.len(), 13);
            assert_eq!(paged(&world, &scope, &listing).await, expected, "{limit}");
        }
    }
}

fn person(surname: &str, given: &str) -> Content {
    content(vec![
        ("surname", Value::Text(surname.into())),
        ("given_name", Value::Text(given.into())),
        ("iin", Value::Text("850101300015".into())),
    ])
}

async fn found(world: &World, root: i64, register: &str, typed: &str) -> BTreeSet<EntryId> {
    let (_, scope) = world.app.scope(BodyId(root)).await.unwrap();
    let mut found = BTreeSet::new();
    for reading in search::readings(typed) {
        let listing = Listing {
            register: register.into(),
            filters: reading.iter().map(|word| Filter::begins(WORD, word.as_bytes())).collect(),
            sort: DAY.into(),
            shown: Shown::All,
            limit: 100,
            ..Listing::default()
        };
        found.extend(
            world
                .app
                .store
                .list(&scope, &listing)
                .await
                .unwrap()
                .entries
                .into_iter()
                .map(|entry| entry.at.id),
        );
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn one_finds_by_each_spelling_what_he_may_read_and_nothing_else() {
    for world in world::worlds().await {
        world.small_tree().await;
        let app = &world.app;
        app.write("person", BodyId(4), id("p"), person("Құлыншақов", "Өтеген"), "test").await.unwrap();
        let mut fields = offence(date(2026, 5, 1), 1000, None);
        fields.insert(
            "place".into(),
            Value::Place(Place {
                name: "Қарағанды маңы".into(),
                at: None,
            }),
        );
        fields.insert(
            "persons".into(),
            rows(vec![vec![
                ("person", Value::Entry(id("p"))),
                ("role", choice("offender")),
                ("status", choice("brought")),
            ]]),
        );
        app.write(REGISTER, BodyId(4), id("o"), fields, "test")
            .await
            .map_err(|error| error.to_string())
            .ok();
        for typed in [
            "құлыншақов",
            "Кулыншаков",
            "кулынш отеген",
            "kulynshakov",
            "Qulynşaqov",
            "reksyifrjd",
            "850101300015",
        ] {
            for (root, seen) in [(1, 1), (2, 1), (4, 1), (5, 0), (3, 0), (6, 0)] {
                assert_eq!(found(&world, root, "person", typed).await.len(), seen, "{typed} by body {root}");
            }
        }
        assert!(found(&world, 4, REGISTER, "құлыншақов").await.is_empty(), "a name stands with the person only");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_replaces_words_an_erasure_takes_them_and_a_move_carries_them() {
    for world in world::worlds().await {
        world.small_tree().await;
        let app = &world.app;
        let (_, scope) = app.scope(BodyId(1)).await.unwrap();
        app.write("person", BodyId(4), id("p"), person("Ахметов", "Серік"), "test").await.unwrap();
        app.correct(&scope, id("p"), 1, person("Жаңабаев", "Серік"), "қате", "test").await.unwrap();
        assert!(found(&world, 1, "person", "ахметов").await.is_empty());
        assert_eq!(found(&world, 1, "person", "жанабаев").await.len(), 1);
        let moved = app.relocate(&scope, id("p"), 2, BodyId(6), "басқа орган", "test").await.unwrap();
        assert_eq!(found(&world, 6, "person", "жанабаев").await, BTreeSet::from([moved]));
        assert_eq!(found(&world, 4, "person", "жанабаев").await, BTreeSet::from([id("p")]), "struck through there");
        app.erase(&scope, moved, "№ 5 шешім", "test").await.unwrap();
        for root in [1, 4, 6] {
            for typed in ["жанабаев", "серик", "850101300015"] {
                assert!(found(&world, root, "person", typed).await.is_empty(), "{typed} after the erasure, body {root}");
            }
        }
        let all = Listing {
            register: "person".into(),
            sort: "surname".into(),
            shown: Shown::All,
            limit: 10,
            ..Listing::default()
        };
        assert_eq!(
            app.store.list(&scope, &all).await.unwrap().entries.len(),
            2,
            "they keep their place in the book"
        );
        world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_is_found_by_its_number_and_by_the_entries_it_names() {
    for world in world::worlds().await {
        world.small_tree().await;
        let app = &world.app;
        let (_, scope) = app.scope(BodyId(1)).await.unwrap();
        let organisation = content(vec![("name", Value::Text("Мысал балық".into()))]);
        app.write("organisation", BodyId(4), id("org"), organisation, "test").await.unwrap();
        for (name, body) in [("a", 4), ("b", 4), ("c", 5)] {
            let mut fields = offence(date(2026, 5, 1), 1000, None);
            fields.insert("organisation".into(), Value::Entry(id("org")));
            app.write(REGISTER, BodyId(body), id(name), fields, "test").await.unwrap();
        }
        let by = |filter: Filter| Listing {
            register: REGISTER.into(),
            filters: vec![filter],
            sort: DAY.into(),
            limit: 10,
            ..Listing::default()
        };
        let first = app.store.some(&scope, &[id("a")]).await.unwrap().remove(0).entry.envelope.number;
        let numbered = app.store.list(&scope, &by(Filter::is(NUMBER, number(first)))).await.unwrap();
        assert_eq!(numbered.entries.len(), 2, "each book has its number 1");
        let naming = app.store.list(&scope, &by(Filter::is(LINK, id("org").0.as_bytes().to_vec()))).await.unwrap();
        assert_eq!(naming.entries.len(), 3);
    }
}
