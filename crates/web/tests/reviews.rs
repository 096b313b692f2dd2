//! The pages of reviews: the form, the document, the list, what is printed, and who sees which of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;

use std::sync::Arc;

use common::{Answer, World};
use qorgau_app::App;
use qorgau_app::filing::Printed;
use qorgau_web::printing::{FileKind, JournalPaper, Letter, PrintFault, Printer, ReturnPaper, Sheet};
use signing::{CITY, OTHER, PASSWORD, REGION, founded_on, mark, read, sent, signed_in};

const FORM: &str = "/kk/reviews/2026Q3?body=390000000";
const TERRITORY: &str = "/kk/territory/2026Q3?body=390000000";

/// Prints what it was given.
struct Echo;

impl Printer for Echo {
    fn journal(&self, _: &App, paper: &JournalPaper<'_>, _: FileKind) -> Result<Vec<u8>, PrintFault> {
        Ok(paper.book.title.en.clone().into_bytes())
    }

    fn table(&self, sheet: Sheet, _: FileKind) -> Result<Vec<u8>, PrintFault> {
        Ok(sheet.title.into_bytes())
    }

    fn letter(&self, _: &App, letter: Letter) -> Result<Vec<u8>, PrintFault> {
        let words: Vec<String> = letter.blocks.iter().map(qorgau_app::letters::Block::text).collect();
        Ok(format!("{}\n{}\n{}\n{:?}", letter.title, letter.dated, words.join("\n"), letter.last).into_bytes())
    }

    fn office(&self, _: &App, paper: Printed) -> Result<Vec<u8>, PrintFault> {
        Ok(paper.title.into_bytes())
    }

    fn statistical_return(&self, _: &App, paper: &ReturnPaper<'_>, _: FileKind) -> Result<Vec<u8>, PrintFault> {
        Ok(paper.signer.clone().into_bytes())
    }
}

struct People {
    staff: String,
    unit: String,
    officer: String,
}

async fn staffed() -> (World, People) {
    let world = founded_on(World::printing(Arc::new(Echo)).await).await;
    let people = People {
        staff: signed_in(&world, "staff", "unit_staff", REGION).await,
        unit: signed_in(&world, "unit", "unit_head", REGION).await,
        officer: signed_in(&world, "officer", "charged_officer", CITY).await,
    };
    (world, people)
}

/// Sends a form with the mark of the page it stands on.
async fn post(world: &World, place: &str, cookie: &str, form: &[(&str, &str)]) -> Answer {
    let mark = mark(&read(world, "/kk/account", cookie).await.text());
    let mut pairs = vec![("mark", mark.as_str())];
    pairs.extend(form);
    sent(world, place, cookie, &pairs).await
}

/// Writes the text of the review as staff of the region; where the answer leads comes back.
async fn written(world: &World, people: &People, seen: &str, said: &str) -> String {
    let form = [("seen", seen), ("title", "Жаз шолуы"), ("part-analysis", said), ("part-good_practice", "")];
    let answer = post(world, FORM, &people.staff, &form).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("location").to_owned()
}

fn offers(page: &str, step: &str) -> bool {
    page.contains(&format!("name=\"step\" value=\"{step}\""))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_is_written_from_the_territory_signed_by_another_and_printed_as_it_was_signed() {
    let (world, people) = staffed().await;
    assert!(read(&world, TERRITORY, &people.staff).await.text().contains(&format!("href=\"{FORM}\"")));
    assert!(!read(&world, TERRITORY, &people.unit).await.text().contains(FORM), "who signs does not prepare");
    let empty = read(&world, FORM, &people.staff).await.text();
    assert!(empty.contains("name=\"part-analysis\"") && empty.contains("name=\"part-good_practice\""));
    let lacking = [("seen", "0"), ("title", "Жаз шолуы"), ("part-good_practice", "апталық кеңес")];
    let lacking = post(&world, FORM, &people.staff, &lacking).await;
    assert_eq!(lacking.status, 422);
    let page = lacking.text();
    assert!(page.contains("href=\"#part-analysis\"") && page.contains("part-analysis-error") && !page.contains("title-error"));
    assert!(page.contains("апталық кеңес"), "what was typed stays");
    let place = written(&world, &people, "0", "Бірінші мәтін").await;
    assert!(place.starts_with("/kk/documents/"), "{place}");
    assert!(
        read(&world, FORM, &people.staff).await.text().contains("Бірінші мәтін"),
        "the draft is gone on with"
    );
    assert_eq!(written(&world, &people, "1", "Екінші мәтін\n\nүшінші жол").await, place);
    let stale = post(
        &world,
        FORM,
        &people.staff,
        &[("seen", "1"), ("title", "Басқа"), ("part-analysis", "кеш қалған")],
    )
    .await;
    assert_eq!(stale.status, 409);
    assert!(stale.text().contains("кеш қалған") && stale.text().contains(&format!("href=\"{place}\"")));
    let page = read(&world, &place, &people.unit).await.text();
    assert!(offers(&page, "sign") && page.contains("<p>үшінші жол</p>") && !page.contains("Бірінші мәтін"));
    assert!(!offers(&read(&world, &place, &people.staff).await.text(), "sign"));
    assert!(
        read(&world, "/kk/today", &people.unit).await.text().contains(&place),
        "it waits for his signature"
    );
    assert_eq!(
        read(&world, &format!("{place}/file/review.pdf"), &people.unit).await.status,
        404,
        "a draft is not printed"
    );
    let sign = [("step", "sign"), ("seen", "2"), ("secret", PASSWORD)];
    assert_eq!(post(&world, &place, &people.staff, &sign).await.status, 404);
    assert_eq!(post(&world, &place, &people.unit, &sign).await.status, 303);
    let printed = read(&world, &format!("{place}/file/review.pdf?version=1"), &people.unit).await;
    assert_eq!((printed.status, printed.header("content-type")), (200, "application/pdf"));
    let printed = printed.text();
    for part in ["Жаз шолуы", "Екінші мәтін\nүшінші жол", "F01 | ", "V03.in_force | ", "Сынақбаев Асан"] {
        assert!(printed.contains(part), "{part}: {printed}");
    }
    assert!(!printed.contains("E01 | "), "the return of the quarter shows it, the territory does not");
    assert_eq!(read(&world, &format!("{place}/file/return.pdf"), &people.unit).await.status, 404);
    // A new version is written on the signed one; what was signed stays as it was.
    assert_eq!(written(&world, &people, "3", "Төртінші мәтін").await, place);
    assert!(read(&world, &place, &people.unit).await.text().contains("Төртінші мәтін"));
    let first = read(&world, &format!("{place}?version=1&check=1"), &people.unit).await.text();
    assert!(first.contains("Екінші мәтін") && !first.contains("Төртінші мәтін"));
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn those_below_read_a_review_once_it_is_sent_and_nothing_beside_it() {
    let (world, people) = staffed().await;
    let neighbour = signed_in(&world, "neighbour", "region_head", OTHER).await;
    let admin = signed_in(&world, "admin", "administrator", CITY).await;
    let place = written(&world, &people, "0", "Маусым талдауы").await;
    let sign = [("step", "sign"), ("seen", "1"), ("secret", PASSWORD)];
    assert_eq!(post(&world, &place, &people.unit, &sign).await.status, 303);
    let pdf = format!("{place}/file/review.pdf");
    for path in [&place, &pdf] {
        assert_eq!(read(&world, path, &people.officer).await.status, 404, "it was not sent");
    }
    assert!(!read(&world, "/kk/reviews", &people.officer).await.text().contains("Жаз шолуы"));
    assert_eq!(
        post(&world, &place, &people.staff, &[("step", "send"), ("seen", "2")]).await.status,
        303,
        "staff sends it"
    );
    let page = read(&world, &place, &people.officer).await;
    assert_eq!(page.status, 200);
    let page = page.text();
    assert!(page.contains("Маусым талдауы") && page.contains("F01"));
    for hidden in [
        "name=\"step\"",
        "/returns/quarterly/2026Q3/F01",
        "check=1",
        "/kk/territory/2026Q3?body=390000000",
    ] {
        assert!(!page.contains(hidden), "{hidden}");
    }
    assert_eq!(read(&world, &pdf, &people.officer).await.status, 200);
    assert!(read(&world, "/kk/reviews", &people.officer).await.text().contains(&place));
    assert!(read(&world, "/kk/reviews", &people.staff).await.text().contains(&place));
    assert!(read(&world, TERRITORY, &people.unit).await.text().contains(&place));
    for step in ["receive", "return", "send", "sign"] {
        let form = [("step", step), ("seen", "3"), ("remark", "қайта"), ("secret", PASSWORD)];
        assert_eq!(post(&world, &place, &people.officer, &form).await.status, 404, "{step}");
    }
    for cookie in [&neighbour, &admin] {
        assert_eq!(read(&world, &place, cookie).await.status, 404);
        assert_eq!(read(&world, &pdf, cookie).await.status, 404);
        assert_eq!(read(&world, "/kk/reviews?body=390000000", cookie).await.status, 404);
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_staff_of_a_region_or_of_the_ministry_write_a_review_each_of_its_own_body() {
    let (world, people) = staffed().await;
    let ministry = signed_in(&world, "analyst", "unit_staff", "MIA").await;
    let clerk = signed_in(&world, "clerk", "records_clerk", REGION).await;
    let district = signed_in(&world, "district", "unit_staff", CITY).await;
    let form = [("seen", "0"), ("title", "Шолу"), ("part-analysis", "мәтін")];
    let own = "/kk/reviews/2026Q3";
    for (cookie, path) in [
        (&people.unit, FORM),
        (&people.officer, FORM),
        (&people.officer, own),
        (&district, own),
        (&clerk, FORM),
        (&ministry, FORM),
        (&people.staff, "/kk/reviews/2026Q3?body=110000000"),
        (&people.staff, "/kk/reviews/2026-10"),
        (&people.staff, "/kk/reviews/2027Q2"),
        (&people.staff, "/kk/reviews/summer"),
    ] {
        assert_eq!(read(&world, path, cookie).await.status, 404, "{path}");
        assert_eq!(post(&world, path, cookie, &form).await.status, 404, "{path}");
    }
    for (cookie, path) in [(&people.staff, own), (&ministry, own)] {
        assert_eq!(read(&world, path, cookie).await.status, 200);
        assert_eq!(post(&world, path, cookie, &form).await.status, 303);
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn counts_of_the_territory_lead_to_the_entries_that_were_counted() {
    let (world, people) = staffed().await;
    let page = read(&world, TERRITORY, &people.staff).await.text().replace("&#38;", "&");
    let list = "/kk/registers/information_note?body=390000000&f.received_on.from=2026-07-01&f.received_on.until=2026-09-30";
    assert!(page.contains(list));
    assert_eq!(read(&world, list, &people.staff).await.status, 200);
    assert!(
        page.contains("/kk/registers/natural_object?body=390000000"),
        "what stands is counted from any day"
    );
    assert!(!page.contains("natural_object?body=390000000&f.as_of.from"));
    world.stop().await;
}
