//! Tables whose columns bear the names of fields: bodies, spans and moments are read from cells too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod world;

use jiff::civil::date;
use qorgau_app::import::{Imported, Reason, Request, Target, read::table};
use qorgau_domain::value::{Content, Span, Value};
use qorgau_domain::{BodyId, Lang};
use world::World;

async fn imported(world: &World, register: &str, lines: &str) -> Imported {
    let app = &world.app;
    let table = table("facts.csv", lines.as_bytes(), b';').unwrap();
    let map = app.plain_map(app.register(register).unwrap(), &table);
    let request = Request {
        table: &table,
        map: &map,
        target: Target::Body(BodyId(2)),
        dry_run: false,
        whole: false,
        actor: "test",
        allowed: None,
        reader: None,
    };
    app.import(&request, &mut |_, _| {}).await.unwrap()
}

async fn stored(world: &World, register: &str) -> Vec<Content> {
    let (_, scope) = world.app.scope(BodyId(1)).await.unwrap();
    let entries = world
        .app
        .store
        .entries(&scope, register, i64::from(i32::MIN), i64::from(i32::MAX))
        .await
        .unwrap();
    entries.into_iter().map(|stored| stored.entry.fields).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_a_span_and_a_moment_are_read_from_cells() {
    for world in world::worlds().await {
        world.small_tree().await;
        let tree = world.app.store.tree().await.unwrap();
        let version = tree.on(BodyId(1), date(2026, 3, 1)).unwrap();
        let (code, name) = (version.code.clone(), version.name.get(Lang::Ru).to_uppercase());
        let head = "kind;number;dated_on;from_body;received_on;subject\n";
        let lines = format!(
            "{head}order;12;2026-03-01;{code};2026-03-04;рейд\norder;13;2026-03-02;{name};2026-03-05;рейд\norder;14;2026-03-02;nobody;2026-03-05;рейд\n"
        );
        let directives = imported(&world, "directive_in", &lines).await;
        assert_eq!(directives.accepted, 2, "{directives:?}");
        assert_eq!(directives.refused[0].reason, Reason::NoBody("nobody".to_owned()));
        assert!(
            stored(&world, "directive_in")
                .await
                .iter()
                .all(|fields| fields["from_body"] == Value::Body(BodyId(1)))
        );

        let applications =
            "kind;received_on;coupon_at;applicant;applicant_name;substance\napplication;2026-03-04;2026-03-04 09:30;citizen;Сынақбаев А.;қақпан\n";
        assert_eq!(imported(&world, "application", applications).await.accepted, 1);
        let moment = "2026-03-04T04:30:00Z".parse().unwrap();
        assert_eq!(
            stored(&world, "application").await[0]["coupon_at"],
            Value::Moment(moment),
            "by the clocks of the service"
        );

        let proposals = "number;addressee;proposed_on;reason;period;forces.kind;forces.count;partners.kind;partners.body\n\
            7;бастық;2026-03-10;spawning;2026-04-15/2026-06-01;group;1;np;инспекция\n\
            8;бастық;2026-03-11;spawning;2026-04-15 – ..;group;1;np;инспекция\n";
        let made = imported(&world, "proposal", proposals).await;
        assert_eq!(made.accepted, 2, "{made:?}");
        let spans: Vec<Value> = stored(&world, "proposal").await.iter().map(|fields| fields["period"].clone()).collect();
        let from = date(2026, 4, 15);
        let span = |until| Value::Span(Span { from, until });
        assert_eq!(spans, [span(Some(date(2026, 6, 1))), span(None)]);
    }
}
