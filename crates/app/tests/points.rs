//! What stands where: only entries of the scope and the time, only by their plain parts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod office;
mod world;

use jiff::civil::date;
use office::{CITY, OTHER_REGION, REGION, offices};
use qorgau_app::entries::Act;
use qorgau_domain::value::{Place, Value};
use qorgau_domain::{BodyId, EntryId, Month, Period};
use qorgau_store::Mode;
use world::{id, offence};

async fn entered(office: &office::Office, entry: EntryId, body: BodyId, day: jiff::civil::Date, at: Option<(i64, i64)>) {
    let app = &office.app;
    let mut fields = offence(day, 0, None);
    let place = Place {
        name: "Аралкөл".to_owned(),
        at,
    };
    fields.insert("place".to_owned(), Value::Place(place));
    let draft = app
        .draft(app.register("offence").unwrap(), fields, Act::new(entry, body, app.stamp("test")))
        .unwrap();
    assert!(app.store.commit(vec![draft], Mode::Whole).await.unwrap().iter().all(Result::is_ok));
}

#[tokio::test(flavor = "multi_thread")]
async fn points_are_those_of_the_scope_and_the_time() {
    for office in offices().await {
        let app = &office.app;
        let here = Some((53_214_800, 63_624_600));
        entered(&office, id("own"), CITY, date(2026, 10, 1), here).await;
        entered(&office, id("last day"), CITY, date(2026, 10, 31), here).await;
        entered(&office, id("later"), CITY, date(2026, 11, 1), here).await;
        entered(&office, id("no place"), CITY, date(2026, 10, 5), None).await;
        entered(&office, id("elsewhere"), OTHER_REGION, date(2026, 10, 5), here).await;
        let register = app.register("offence").unwrap();
        let october = Period::Month(Month::new(2026, 10));
        for (root, wanted) in [(CITY, 2), (REGION, 2), (OTHER_REGION, 1), (office::MINISTRY, 3)] {
            let (_, scope) = app.scope(root).await.unwrap();
            let points = app.points(&scope, register, october).await.unwrap();
            assert_eq!(points.points.len(), wanted, "{root:?}");
            assert_eq!(points.points[0].at, (63.6246, 53.2148));
            assert!(!points.cut);
        }
        let (_, scope) = app.scope(CITY).await.unwrap();
        assert_eq!(app.points(&scope, register, october).await.unwrap().placeless, 1);
        let counted = app.store.standing_entries(&scope, &["offence", "raid"], CITY, (0, 40_000)).await.unwrap();
        assert_eq!(counted, [4, 0]);
        assert_eq!(
            app.store.standing_entries(&scope, &["offence"], OTHER_REGION, (0, 40_000)).await.unwrap(),
            [0],
            "outside the scope"
        );
    }
}
