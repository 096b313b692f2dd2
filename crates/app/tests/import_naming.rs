//! Cells that name other entries: by number, officers by name, persons by IIN, organisations by BIN; and only what the importer may read.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod world;

use jiff::civil::date;
use qorgau_app::accounts::Who;
use qorgau_app::import::{Imported, Reason, Request, Target, read::table};
use qorgau_domain::value::{Content, Span, Value};
use qorgau_domain::{BodyId, EntryId, Lang};
use qorgau_l10n::L10n;
use world::{World, choice, content, id, offence};

/// The district whose tables are brought, and the one beside it.
const HERE: BodyId = BodyId(4);
const BESIDE: BodyId = BodyId(5);

/// Numbers whose check digits are right.
const IIN: &str = "850304300128";
const BIN: &str = "850101300124";

async fn imported(world: &World, register: &str, reader: Option<&Who>, lines: &str) -> Imported {
    let app = &world.app;
    let table = table("facts.csv", lines.as_bytes(), b';').unwrap();
    let map = app.plain_map(app.register(register).unwrap(), &table);
    let request = Request {
        table: &table,
        map: &map,
        target: Target::Body(HERE),
        dry_run: false,
        whole: false,
        actor: "test",
        allowed: None,
        reader,
    };
    app.import(&request, &mut |_, _| {}).await.unwrap()
}

async fn stored(world: &World, register: &str) -> Vec<Content> {
    let (_, scope) = world.app.scope(BodyId(1)).await.unwrap();
    let all = (i64::from(i32::MIN), i64::from(i32::MAX));
    let entries = world.app.store.entries(&scope, register, all.0, all.1).await.unwrap();
    entries.into_iter().map(|stored| stored.entry.fields).collect()
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

async fn officer(world: &World, body: BodyId, called: &str, name: [&str; 3]) -> EntryId {
    let named = ["surname", "given_name", "patronymic"]
        .into_iter()
        .zip(name)
        .filter(|(_, part)| !part.is_empty());
    let mut fields: Content = named.map(|(code, part)| (code.to_owned(), text(part))).collect();
    let from = date(2020, 1, 6);
    fields.extend(content(vec![
        ("rank", choice("captain")),
        ("post", choice("specialist")),
        ("appointed_on", Value::Date(from)),
        ("service", Value::Span(Span { from, until: None })),
    ]));
    world.app.write("officer", body, id(called), fields, "test").await.unwrap();
    id(called)
}

async fn person(world: &World, body: BodyId, called: &str) -> EntryId {
    let fields = content(vec![("surname", text("Әлиев")), ("iin", text(IIN))]);
    world.app.write("person", body, id(called), fields, "test").await.unwrap();
    id(called)
}

/// The lines that were refused, each with its field and how many entries its cell names.
fn unnamed(imported: &Imported) -> Vec<(u64, &str, usize)> {
    let refused = imported.refused.iter().map(|refused| match &refused.reason {
        Reason::Names { found, .. } => (refused.line, refused.field.as_str(), *found),
        other => panic!("line {}: {other:?}", refused.line),
    });
    refused.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cell_names_an_entry_by_number_name_or_iin_and_any_other_refuses_its_line() {
    for world in world::worlds().await {
        world.small_tree().await;
        let app = &world.app;
        let bolat = officer(&world, HERE, "bolat", ["Ахметов", "Болат", "Ерланұлы"]).await;
        for called in ["oleg", "namesake"] {
            officer(&world, HERE, called, ["Ким", "Олег", ""]).await;
        }
        officer(&world, BESIDE, "yerlan", ["Сапаров", "Ерлан", ""]).await;
        let who = person(&world, HERE, "who").await;
        for (body, called) in [(HERE, "fact"), (HERE, "struck"), (BESIDE, "theirs")] {
            app.write("offence", body, id(called), offence(date(2026, 2, 3), 1_000, None), "test")
                .await
                .unwrap();
        }
        let (_, scope) = app.scope(BodyId(1)).await.unwrap();
        app.withdraw(&scope, id("struck"), 1, "қате", "test").await.unwrap();

        let lines = "taken_on;kind;number;officer;person;offence\n\
            2026-03-04;questioning;1;Akhmetov Bolat;850304 300128;1/2026\n\
            2026-03-04;questioning;2;болат ерланулы АХМЕТОВ;;№ 1/2026\n\
            2026-03-04;questioning;3;1/2026;;\n\
            2026-03-04;questioning;4;Ким Олег;;1/2026\n\
            2026-03-04;questioning;5;Ахметов;;\n\
            2026-03-04;questioning;6;Сапаров Ерлан;;\n\
            2026-03-04;questioning;7;Ахметов Болат;850101300124;\n\
            2026-03-04;questioning;8;Ахметов Болат;;1\n\
            2026-03-04;questioning;9;Ахметов Болат;;2/2026\n\
            2026-03-04;questioning;10;Ахметов Болат;;1/2025\n";
        let made = imported(&world, "inquiry", None, lines).await;
        assert_eq!(made.accepted, 3, "{made:?}");
        assert_eq!(
            unnamed(&made),
            [
                (5, "officer", 2),
                (6, "officer", 0),
                (7, "officer", 0),
                (8, "person", 0),
                (9, "offence", 0),
                (10, "offence", 0),
                (11, "offence", 0)
            ]
        );
        let inquiries = stored(&world, "inquiry").await;
        assert_eq!(inquiries.len(), 3, "nothing is half stored");
        assert!(inquiries.iter().all(|fields| fields["officer"] == Value::Entry(bolat)));
        let of = |number: &str| inquiries.iter().find(|fields| fields["number"] == text(number)).unwrap();
        assert_eq!((&of("1")["person"], &of("1")["offence"]), (&Value::Entry(who), &Value::Entry(id("fact"))));
        assert_eq!(of("2")["offence"], Value::Entry(id("fact")));
        assert_eq!(
            imported(&world, "inquiry", None, lines).await.already_there,
            3,
            "sent again it stores nothing new"
        );

        // Each reason says what stood there and what to write, in every language.
        for lang in Lang::ALL {
            for refused in &made.refused {
                let said = qorgau_app::words::reason(app, L10n::get(lang), &refused.field, &refused.reason);
                let Reason::Names { given, .. } = &refused.reason else {
                    panic!("{refused:?}")
                };
                assert!(said.contains(given.as_str()) && said.contains("17/2026"), "{said}");
            }
        }
        world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_of_one_fact_name_each_their_own_and_fall_together() {
    for world in world::worlds().await {
        world.small_tree().await;
        let app = &world.app;
        let who = person(&world, HERE, "who").await;
        let raid = content(vec![("kind", choice("raid")), ("started_on", Value::Date(date(2026, 2, 3)))]);
        app.write("raid", HERE, id("raid"), raid, "test").await.unwrap();
        let firm = content(vec![("name", text("«Балқаш балық» ЖШС")), ("bin", text(BIN))]);
        app.write("organisation", HERE, id("firm"), firm, "test").await.unwrap();
        let head = "id;nature;article;revealed_on;revealed_by;raid;organisation;persons.person;persons.role;persons.status\n";
        let line = |no: u32, bin: &str, person: &str| format!("{no};administrative;ao2014_382;2026-02-03;line;1/2026;{bin};{person};offender;citizen\n");
        let lines = [head.to_owned(), line(1, BIN, IIN), line(2, BIN, IIN), line(2, BIN, "850304300129")].concat();
        let made = imported(&world, "offence", None, &lines).await;
        assert_eq!(made.accepted, 1, "{made:?}");
        let refused: Vec<(u64, &str)> = made.refused.iter().map(|refused| (refused.line, refused.field.as_str())).collect();
        assert_eq!(refused, [(3, ""), (4, "persons.person")], "the sound line falls with the other of its fact");
        let offences = stored(&world, "offence").await;
        assert_eq!(offences.len(), 1);
        assert_eq!(
            (&offences[0]["raid"], &offences[0]["organisation"]),
            (&Value::Entry(id("raid")), &Value::Entry(id("firm")))
        );
        assert_eq!(offences[0]["persons"].rows()[0].cells["person"], Value::Entry(who));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_the_importer_reads_is_named_and_the_own_record_before_anothers() {
    for world in world::worlds().await {
        world.small_tree().await;
        let here = officer(&world, HERE, "bolat", ["Ахметов", "Болат", ""]).await;
        let theirs = person(&world, BESIDE, "theirs").await;
        let line = |no: u32| format!("taken_on;kind;number;officer;person\n2026-03-04;questioning;{no};Ахметов Болат;{IIN}\n");
        let reader = world::officer(HERE);
        let made = imported(&world, "inquiry", Some(&reader), &line(1)).await;
        assert_eq!(unnamed(&made), [(2, "person", 0)], "another district's record is not there for him");
        assert_eq!(
            imported(&world, "inquiry", None, &line(2)).await.accepted,
            1,
            "whoever runs the server reads all"
        );
        person(&world, BodyId(6), "farther").await;
        assert_eq!(unnamed(&imported(&world, "inquiry", None, &line(3)).await), [(2, "person", 2)]);
        let own = person(&world, HERE, "own").await;
        for (reader, no) in [(None, 4), (Some(&reader), 5)] {
            assert_eq!(imported(&world, "inquiry", reader, &line(no)).await.accepted, 1);
        }
        let inquiries = stored(&world, "inquiry").await;
        let named = |number: &str| inquiries.iter().find(|fields| fields["number"] == text(number)).unwrap()["person"].clone();
        assert_eq!(["2", "4", "5"].map(named), [theirs, own, own].map(Value::Entry));
        assert!(inquiries.iter().all(|fields| fields["officer"] == Value::Entry(here)));
    }
}
