//! Tables brought by somebody signed in: read, checked, stored once, and seen by nobody else.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod office;
mod world;

use jiff::SignedDuration;
use jiff::civil::date;
use office::{CITY, OTHER_REGION, Office, offices};
use qorgau_app::AppError;
use qorgau_app::accounts::Who;
use qorgau_app::import::{Asked, Brought, Encoding, FileFault, MapFault, Work, asked_of};
use qorgau_domain::BodyId;
use qorgau_domain::value::Value;
use uuid::Uuid;

/// Two good lines, an unknown disease, a day that is none.
const LINES: &str = "source_id;Ауру;reported_on;onset_on;sector;animals.species;animals.sick\n\
    1;anthrax;03.11.2026;01.11.2026;wild;cattle;2\n\
    2;rabies;04.11.2026;02.11.2026;wild;dogs;1\n\
    3;kattle plague;04.11.2026;02.11.2026;wild;dogs;1\n\
    4;anthrax;2026/11/04;02.11.2026;wild;dogs;1\n";

const ENTRIES: &str = "SELECT COUNT(*) FROM entry";

fn brought(file: &[u8], body: Option<BodyId>) -> Brought {
    Brought {
        name: "ошақтар.csv".to_owned(),
        bytes: file.to_vec(),
        register: "outbreak".to_owned(),
        body,
    }
}

async fn officer(office: &Office) -> Who {
    office.somebody("officer", CITY, &[("charged_officer", CITY)]).await
}

/// Tells the columns of the table above.
fn told(columns: [&str; 7]) -> Asked {
    Asked {
        columns: columns.map(str::to_owned).to_vec(),
        date: "%d.%m.%Y".to_owned(),
        decimal: ".".to_owned(),
    }
}

const COLUMNS: [&str; 7] = ["@id", "disease", "reported_on", "onset_on", "sector", "animals.species", "animals.sick"];

async fn mapped(office: &Office, who: &Who, id: Uuid, columns: [&str; 7]) -> Result<bool, MapFault> {
    let reading = office.app.reading(who, id).await.unwrap();
    let register = office.app.register("outbreak").unwrap();
    let map = office.app.asked_map(register, &reading.table, &told(columns))?;
    Ok(office.app.read_by(who, id, (Encoding::Utf8, ';'), &map).await.unwrap())
}

/// What became of a table: state, accepted, already there, refused lines.
async fn outcome(office: &Office, who: &Who, id: Uuid) -> (String, i64, i64, i64) {
    let upload = office.app.upload(who, id).await.unwrap();
    (upload.state, upload.outcome.accepted, upload.outcome.already_there, upload.outcome.refused)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_is_guessed_checked_and_stored_once() {
    for office in offices().await {
        let who = officer(&office).await;
        let id = office.app.bring(&who, brought(LINES.as_bytes(), Some(CITY))).await.unwrap();
        let reading = office.app.reading(&who, id).await.unwrap();
        assert_eq!((reading.upload.encoding.as_str(), reading.upload.delimiter.as_str()), ("utf-8", ";"));
        let guessed = asked_of(&reading.map, &reading.table).unwrap();
        assert_eq!(guessed.columns[1], "", "“Ауру” is no field's whole name");
        assert_eq!(guessed.columns[6], "animals.sick");
        assert_eq!(mapped(&office, &who, id, COLUMNS).await, Ok(true));

        assert!(office.app.claim(&who, id, Work::Check, false).await.unwrap());
        assert!(!office.app.claim(&who, id, Work::Check, false).await.unwrap(), "one works on it already");
        office.app.work(&who, id, Work::Check).await.unwrap();
        assert_eq!(outcome(&office, &who, id).await, ("checked".to_owned(), 2, 0, 2));
        assert_eq!(office.number(ENTRIES).await, 0, "a check stores nothing");

        let refused = office.app.store.upload_refused(id, 0, 10).await.unwrap();
        assert_eq!(
            refused.iter().map(|line| (line.line, line.field.as_str())).collect::<Vec<_>>(),
            [(4, "disease"), (5, "reported_on")]
        );
        assert!(refused[0].why[0].contains("kattle plague") && refused[0].why.iter().all(|why| *why != refused[1].why[0]));
        let file = String::from_utf8(office.app.store.upload_refused_bytes(id).await.unwrap()).unwrap();
        assert!(file.starts_with("source_id;") && file.lines().count() == 3, "{file}");

        assert!(office.app.claim(&who, id, Work::Store, false).await.unwrap());
        office.app.work(&who, id, Work::Store).await.unwrap();
        assert_eq!(outcome(&office, &who, id).await, ("stored".to_owned(), 2, 0, 2));
        assert_eq!(office.number(ENTRIES).await, 2);
        assert!(
            !office.app.claim(&who, id, Work::Store, false).await.unwrap(),
            "what is stored is not stored again"
        );

        let again = office.app.bring(&who, brought(LINES.as_bytes(), Some(CITY))).await.unwrap();
        mapped(&office, &who, again, COLUMNS).await.unwrap();
        assert!(office.app.claim(&who, again, Work::Store, false).await.unwrap());
        office.app.work(&who, again, Work::Store).await.unwrap();
        assert_eq!(outcome(&office, &who, again).await, ("stored".to_owned(), 0, 2, 2));
        assert_eq!(office.number("SELECT COUNT(*) FROM ledger WHERE actor = 'officer' AND kind = 'entry'").await, 2);
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_work_that_nobody_hears_of_is_taken_up_again() {
    for office in offices().await {
        let who = officer(&office).await;
        let id = office.app.bring(&who, brought(LINES.as_bytes(), Some(CITY))).await.unwrap();
        mapped(&office, &who, id, COLUMNS).await.unwrap();
        assert!(office.app.claim(&who, id, Work::Store, false).await.unwrap());
        office.pass(SignedDuration::from_mins(4));
        assert!(!office.app.left_behind(&office.app.upload(&who, id).await.unwrap()));
        assert!(!office.app.claim(&who, id, Work::Store, false).await.unwrap() && !office.app.forget_upload(&who, id).await.unwrap());
        office.pass(SignedDuration::from_mins(2));
        assert!(office.app.left_behind(&office.app.upload(&who, id).await.unwrap()));
        assert!(office.app.claim(&who, id, Work::Store, false).await.unwrap());
        office.app.work(&who, id, Work::Store).await.unwrap();
        assert_eq!(outcome(&office, &who, id).await, ("stored".to_owned(), 2, 0, 2));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn all_rows_or_none_stores_none() {
    for office in offices().await {
        let who = officer(&office).await;
        let id = office.app.bring(&who, brought(LINES.as_bytes(), Some(CITY))).await.unwrap();
        mapped(&office, &who, id, COLUMNS).await.unwrap();
        assert!(office.app.claim(&who, id, Work::Store, true).await.unwrap());
        office.app.work(&who, id, Work::Store).await.unwrap();
        assert_eq!(outcome(&office, &who, id).await, ("stored".to_owned(), 0, 0, 4));
        assert_eq!(office.number(ENTRIES).await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_is_its_owners_alone_and_ends_by_itself() {
    for office in offices().await {
        let who = officer(&office).await;
        let other = office.somebody("other", CITY, &[("charged_officer", CITY)]).await;
        let id = office.app.bring(&who, brought(LINES.as_bytes(), Some(CITY))).await.unwrap();
        assert!(matches!(office.app.upload(&other, id).await, Err(AppError::Absent)));
        assert!(matches!(office.app.reading(&other, id).await, Err(AppError::Absent)));
        assert!(!office.app.claim(&other, id, Work::Store, false).await.unwrap());
        assert!(!office.app.forget_upload(&other, id).await.unwrap());
        assert_eq!(office.app.store.uploads(other.account, 0).await.unwrap(), []);

        office.pass(SignedDuration::from_hours(25));
        assert!(matches!(office.app.upload(&who, id).await, Err(AppError::Absent)), "a day is over");
        office.app.bring(&who, brought(LINES.as_bytes(), Some(CITY))).await.unwrap();
        assert_eq!(office.number("SELECT COUNT(*) FROM upload").await, 1, "what ended is swept away by the next");
        assert_eq!(office.number("SELECT COUNT(*) FROM upload_part").await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_too_wide_to_be_shown_is_not_taken() {
    for office in offices().await {
        let who = officer(&office).await;
        let wide = format!("{}\n", "a;".repeat(80_000));
        let refused = office.app.bring(&who, brought(wide.as_bytes(), Some(CITY))).await;
        assert!(
            matches!(refused, Err(AppError::File(FileFault::Beyond { ref cell, .. })) if cell == "DNHY1"),
            "{refused:?}"
        );
        assert_eq!(office.number("SELECT COUNT(*) FROM upload").await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_brings_tables_into_books_that_he_may_not_write() {
    for office in offices().await {
        let who = officer(&office).await;
        let foreign = office.app.bring(&who, brought(LINES.as_bytes(), Some(OTHER_REGION))).await;
        assert!(matches!(foreign, Err(AppError::Absent)));
        let clerk = office.somebody("auditor", CITY, &[("records_clerk", CITY)]).await;
        assert!(matches!(
            office.app.bring(&clerk, brought(LINES.as_bytes(), Some(CITY))).await,
            Err(AppError::Absent)
        ));

        // A right taken between bringing and storing is asked for again.
        let id = office.app.bring(&who, brought(LINES.as_bytes(), Some(CITY))).await.unwrap();
        mapped(&office, &who, id, COLUMNS).await.unwrap();
        let without = Who {
            rights: Vec::new(),
            ..who.clone()
        };
        assert!(office.app.claim(&without, id, Work::Store, false).await.unwrap());
        office.app.work(&without, id, Work::Store).await.unwrap();
        assert_eq!(outcome(&office, &who, id).await, ("stored".to_owned(), 0, 0, 4));
        assert_eq!(office.number(ENTRIES).await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mapping_that_is_kept_reads_the_next_table_of_its_kind() {
    for office in offices().await {
        let who = officer(&office).await;
        let id = office.app.bring(&who, brought(LINES.as_bytes(), Some(CITY))).await.unwrap();
        let twice = ["@id", "disease", "reported_on", "reported_on", "sector", "animals.species", "animals.sick"];
        assert_eq!(mapped(&office, &who, id, twice).await, Err(MapFault::Twice(2, 3)));
        assert_eq!(mapped(&office, &who, id, [""; 7]).await, Err(MapFault::Nothing));
        assert_eq!(mapped(&office, &who, id, ["no such field"; 7]).await, Err(MapFault::Unknown));
        mapped(&office, &who, id, COLUMNS).await.unwrap();
        let upload = office.app.upload(&who, id).await.unwrap();
        office.app.keep_mapping(&who, &upload, "Аудандық кесте").await.unwrap();

        let next = office.app.bring(&who, brought(LINES.as_bytes(), Some(CITY))).await.unwrap();
        let reading = office.app.reading(&who, next).await.unwrap();
        assert_eq!(asked_of(&reading.map, &reading.table), Some(told(COLUMNS)));
        let (shipped, kept) = office.app.fitting(&who, &reading).await.unwrap();
        assert_eq!((shipped.len(), kept.len(), kept[0].name.as_str()), (0, 1, "Аудандық кесте"));
        let other = office.somebody("other", CITY, &[("charged_officer", CITY)]).await;
        assert_eq!(office.app.store.mappings(other.account, "outbreak").await.unwrap(), []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cell_names_only_what_the_owner_of_the_table_reads() {
    let lines = "nature;article;revealed_on;revealed_by;raid;organisation\n\
        administrative;ao2014_382;2026-02-03;line;1/2026;\n\
        administrative;ao2014_382;2026-02-04;line;1/2026;850101300124\n";
    for office in offices().await {
        let who = officer(&office).await;
        let firm = world::content(vec![
            ("name", Value::Text("«Балқаш балық» ЖШС".to_owned())),
            ("bin", Value::Text("850101300124".to_owned())),
        ]);
        office.app.write("organisation", OTHER_REGION, world::id("firm"), firm, "test").await.unwrap();
        let raid = world::content(vec![("kind", world::choice("raid")), ("started_on", Value::Date(date(2026, 2, 3)))]);
        office.app.write("raid", CITY, world::id("raid"), raid, "test").await.unwrap();
        let offences = Brought {
            register: "offence".to_owned(),
            ..brought(lines.as_bytes(), Some(CITY))
        };
        let id = office.app.bring(&who, offences).await.unwrap();
        assert!(office.app.claim(&who, id, Work::Store, false).await.unwrap());
        office.app.work(&who, id, Work::Store).await.unwrap();
        assert_eq!(outcome(&office, &who, id).await, ("stored".to_owned(), 1, 0, 1));
        let refused = office.app.store.upload_refused(id, 0, 10).await.unwrap();
        assert_eq!((refused[0].line, refused[0].field.as_str()), (3, "organisation"));
        assert!(refused[0].why.iter().all(|why| why.contains("850101300124")), "{:?}", refused[0].why);
    }
}
