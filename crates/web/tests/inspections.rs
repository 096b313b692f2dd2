//! The book of Appendix 2 over HTTP: a region inspects a district, whose head finds it in his own book, marks it, and prints the journal.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;
mod visit;

use std::sync::Arc;

use common::World;
use qorgau_app::App;
use qorgau_app::filing::Printed;
use qorgau_domain::EntryId;
use qorgau_web::printing::{FileKind, JournalPaper, Letter, PrintFault, Printer, ReturnPaper, Sheet};
use signing::{CITY, REGION, founded_on, read, signed_in};
use visit::{Visit, entry_of};

/// Another district of the region.
const NEIGHBOUR: &str = "391600000";
const LIST: &str = "/en/registers/unit_inspection";
const JOURNAL: &str = "/en/registers/unit_inspection/journal/pdf";

/// Prints what it was given.
struct Echo;

impl Printer for Echo {
    fn table(&self, sheet: Sheet, _: FileKind) -> Result<Vec<u8>, PrintFault> {
        Ok(sheet.title.into_bytes())
    }

    fn letter(&self, _: &App, letter: Letter) -> Result<Vec<u8>, PrintFault> {
        Ok(letter.title.into_bytes())
    }

    fn office(&self, _: &App, paper: Printed) -> Result<Vec<u8>, PrintFault> {
        Ok(paper.title.into_bytes())
    }

    fn statistical_return(&self, _: &App, paper: &ReturnPaper<'_>, _: FileKind) -> Result<Vec<u8>, PrintFault> {
        Ok(paper.signer.clone().into_bytes())
    }

    fn journal(&self, _: &App, paper: &JournalPaper<'_>, kind: FileKind) -> Result<Vec<u8>, PrintFault> {
        let (from, until) = paper.days;
        Ok(format!("{kind:?} {from} {until} {} {:?}", paper.heads.len(), paper.book.rows).into_bytes())
    }
}

struct People {
    inspector: String,
    head: String,
    neighbour: String,
}

async fn staffed() -> (World, People) {
    let world = founded_on(World::printing(Arc::new(Echo)).await).await;
    let people = People {
        inspector: signed_in(&world, "inspector", "inspecting_officer", REGION).await,
        head: signed_in(&world, "head", "body_head", CITY).await,
        neighbour: signed_in(&world, "neighbour", "body_head", NEIGHBOUR).await,
    };
    (world, people)
}

/// The form of an inspection of a body on a day, filled in.
async fn opened<'a>(world: &'a World, cookie: &str, body: &str, day: &str) -> Visit<'a> {
    let mut visit = Visit::of(world, cookie, &format!("{LIST}/new")).await;
    let body = world.web.app().body(body).await.unwrap().0.to_string();
    visit.put(&[("inspected", &body), ("inspected_on", day), ("inspector_text", "майор Үлгібаев")]);
    visit.put(&[
        ("findings", "Есептер кеш тапсырылған"),
        ("proposals.1.text", "Оқу өткізу"),
        ("proposals.1.due_on", "15.11.2026"),
    ]);
    visit
}

async fn inspected(world: &World, cookie: &str, body: &str, day: &str) -> EntryId {
    let mut visit = opened(world, cookie, body, day).await;
    let checked = visit.press("check").await;
    assert_eq!(checked.status, 200, "{}", checked.text());
    entry_of(&visit.press("store").await)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_head_of_an_inspected_district_finds_the_inspection_and_marks_it_and_another_district_sees_nothing() {
    let (world, people) = staffed().await;
    assert!(read(&world, LIST, &people.inspector).await.text().contains(&format!("{LIST}/new")));
    let id = inspected(&world, &people.inspector, CITY, "10.11.2026").await;
    let entry = format!("/en/entries/{id}");
    let found = [
        LIST.to_owned(),
        format!("{LIST}?body={CITY}&reach=own"),
        "/en/search?q=%D0%B5%D1%81%D0%B5%D0%BF%D1%82%D0%B5%D1%80".to_owned(),
        "/en/search?q=1/2026".to_owned(),
        "/en/find.json?q=%D0%B5%D1%81%D0%B5%D0%BF%D1%82%D0%B5%D1%80".to_owned(),
    ];
    for path in &found {
        let (head, other) = (read(&world, path, &people.head).await, read(&world, path, &people.neighbour).await);
        assert_eq!(head.text().matches(&entry).count(), 1, "{path}: {}", head.text());
        assert!(!other.text().contains(&entry), "{path}");
    }
    let pick = "/en/pick.json?register=unit_inspection&q=";
    assert!(read(&world, pick, &people.head).await.text().contains(&id.to_string()));
    for path in [pick.to_owned(), format!("{pick}&book={}", world.web.app().body(CITY).await.unwrap().0)] {
        assert_eq!(read(&world, &path, &people.neighbour).await.text(), "[]", "{path}");
    }
    assert_eq!(read(&world, &entry, &people.neighbour).await.status, 404);
    assert_eq!(read(&world, &format!("{entry}/print"), &people.neighbour).await.status, 404);

    let page = read(&world, &entry, &people.head).await;
    assert_eq!(page.status, 200);
    let way = format!("/en/registers/inspection_mark/new?inspection={id}");
    assert!(page.text().contains(&way) && !page.text().contains("/correct"), "{}", page.text());
    // Nor does whoever is inspected strike the inspection out.
    assert!(!page.text().contains("/withdraw"), "{}", page.text());
    assert_eq!(read(&world, &format!("{entry}/withdraw"), &people.head).await.status, 404);
    assert_eq!(
        read(&world, &format!("{entry}/withdraw"), &people.inspector).await.status,
        404,
        "inspectors correct"
    );
    let page = read(&world, &entry, &people.inspector).await.text();
    assert!(
        page.contains(&format!("{entry}/correct")) && !page.contains(&way),
        "whoever inspected corrects and does not mark"
    );
    assert_eq!(
        read(&world, "/en/today", &people.head).await.text().matches(&entry).count(),
        1,
        "the mark is owed, and leads to the inspection"
    );

    let body = world.web.app().body(CITY).await.unwrap().0;
    let mut visit = Visit::of(&world, &people.head, &format!("{way}&%40body={body}")).await;
    assert_eq!(visit.form["inspection"], id.to_string());
    visit.put(&[("given_on", "20.11.2026")]);
    visit.press("add marks").await;
    visit.put(&[("marks.1.proposal", "1"), ("marks.1.result", "done"), ("marks.1.marked_on", "20.11.2026")]);
    let checked = visit.press("check").await;
    assert_eq!(checked.status, 200, "{}", checked.text());
    let mark = entry_of(&visit.press("store").await);
    assert!(
        !read(&world, "/en/today", &people.head).await.text().contains(&entry),
        "what is marked is not owed"
    );
    let page = read(&world, &format!("/en/entries/{mark}"), &people.head).await.text();
    assert!(page.contains("M11.fixed") && page.contains(&entry), "{page}");
    let page = read(&world, &entry, &people.inspector).await.text();
    assert!(page.contains("M11.proposals") && page.contains(&format!("/en/entries/{mark}")), "{page}");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_journal_is_printed_for_whoever_reads_the_register_at_that_body() {
    let (world, people) = staffed().await;
    inspected(&world, &people.inspector, CITY, "10.11.2026").await;
    let list = read(&world, LIST, &people.head).await.text();
    assert!(
        list.contains(&format!("action=\"{JOURNAL}\"")) && list.contains("value=\"01.01.2026\""),
        "{list}"
    );
    assert!(
        !read(&world, "/en/registers/raid", &people.head).await.text().contains("/journal/pdf"),
        "raids have no such journal"
    );

    let year = read(&world, JOURNAL, &people.head).await;
    assert_eq!(year.status, 200);
    let text = year.text();
    assert!(text.starts_with("Pdf 2026-01-01 2026-12-31 1 ") && text.contains("тапсырылған"), "{text}");
    assert_eq!(
        year.header("content-disposition"),
        "attachment; filename=\"unit_inspection-391000000-2026-01-01-2026-12-31.pdf\""
    );
    let sheet = read(
        &world,
        &format!("{}?from=01.01.2026&until=31.10.2026", JOURNAL.replace("pdf", "xlsx")),
        &people.head,
    )
    .await;
    assert_eq!(sheet.text(), "Xlsx 2026-01-01 2026-10-31 1 []");
    let wrong = read(&world, &format!("{JOURNAL}?from=31.12.2026&until=01.01.2026"), &people.head).await;
    assert_eq!(wrong.status, 303);
    let said = read(&world, wrong.header("location"), &people.head).await.text();
    assert!(said.contains("id=\"not-printed\"") && said.contains("value=\"31.12.2026\""), "{said}");

    let of_city = format!("{JOURNAL}?body={CITY}");
    assert!(read(&world, &of_city, &people.inspector).await.text().contains("тапсырылған"));
    assert_eq!(read(&world, &of_city, &people.neighbour).await.status, 404);
    assert!(!read(&world, JOURNAL, &people.neighbour).await.text().contains("тапсырылған"));
    for path in [
        format!("{JOURNAL}?body={REGION}"),
        JOURNAL.replace("pdf", "csv"),
        JOURNAL.replace("unit_inspection", "raid"),
        JOURNAL.replace("unit_inspection", "none"),
    ] {
        assert_eq!(read(&world, &path, &people.head).await.status, 404, "{path}");
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_offers_earlier_inspections_of_the_body_and_the_page_and_the_journal_show_the_repeat() {
    let (world, people) = staffed().await;
    let first = inspected(&world, &people.inspector, CITY, "10.11.2026").await;
    let chosen = first.to_string();
    let mut elsewhere = opened(&world, &people.inspector, NEIGHBOUR, "12.11.2026").await;
    assert!(
        !elsewhere.press("add proposals").await.text().contains(&chosen),
        "another body's is not offered"
    );
    elsewhere.press("remove proposals.2").await;
    elsewhere.put(&[("proposals.1.repeats", &chosen)]);
    let refused = elsewhere.press("check").await;
    assert!(
        refused.status == 422 && refused.text().contains("href=\"#proposals.1.repeats\""),
        "{}",
        refused.text()
    );

    let mut visit = opened(&world, &people.inspector, CITY, "12.11.2026").await;
    assert!(
        visit.press("add proposals").await.text().contains(&chosen),
        "the body's earlier inspection is offered"
    );
    visit.press("remove proposals.2").await;
    visit.put(&[("proposals.1.repeats", &chosen)]);
    let checked = visit.press("check").await;
    assert!(checked.status == 200 && checked.text().contains("10.11.2026"), "{}", checked.text());
    let second = entry_of(&visit.press("store").await);
    let page = read(&world, &format!("/en/entries/{second}"), &people.head).await.text();
    assert!(
        page.contains("Repeat of an earlier inspection") && page.contains(&format!("/en/entries/{first}")),
        "{page}"
    );
    let journal = read(&world, JOURNAL, &people.head).await.text();
    assert!(journal.contains("Repeat: proposal 1, see No. 1/2026"), "{journal}");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_inspects_may_bring_a_table_of_inspections_and_a_head_one_of_marks() {
    let (world, people) = staffed().await;
    let page = read(&world, "/en/import", &people.inspector).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("value=\"unit_inspection\"") && !page.text().contains("value=\"inspection_mark\""));
    let page = read(&world, "/en/import", &people.head).await.text();
    assert!(page.contains("value=\"inspection_mark\"") && !page.contains("value=\"unit_inspection\""));
    world.stop().await;
}
