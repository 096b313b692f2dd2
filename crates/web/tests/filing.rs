//! The pages of files: the nomenclature of a year, the inventory, opening and closing volumes, registering papers, prints, and who sees them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;
mod visit;

use std::sync::Arc;

use common::World;
use qorgau_app::App;
use qorgau_app::filing::Printed;
use qorgau_domain::EntryId;
use qorgau_domain::value::{Content, Value};
use qorgau_web::printing::{FileKind, JournalPaper, Letter, PrintFault, Printer, ReturnPaper, Sheet};
use signing::{CITY, OTHER, REGION, founded, founded_on, read, signed_in};
use visit::{Visit, entry_of};

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
        Ok(format!("{paper:?}").into_bytes())
    }

    fn statistical_return(&self, _: &App, paper: &ReturnPaper<'_>, _: FileKind) -> Result<Vec<u8>, PrintFault> {
        Ok(paper.signer.clone().into_bytes())
    }

    fn journal(&self, _: &App, paper: &JournalPaper<'_>, _: FileKind) -> Result<Vec<u8>, PrintFault> {
        Ok(paper.book.title.en.clone().into_bytes())
    }
}

async fn incoming(world: &World, body: &str, subject: &str, file: &str) -> EntryId {
    let app = world.web.app();
    let text = |text: &str| Value::Text(text.to_owned());
    let fields = Content::from([
        ("received_on".to_owned(), Value::Date("2026-11-03".parse().unwrap())),
        ("sender".to_owned(), text("Облыстық инспекция")),
        ("subject".to_owned(), text(subject)),
        ("sheets".to_owned(), Value::Number(7)),
        ("file".to_owned(), Value::Choice(file.to_owned())),
    ]);
    let id = EntryId(app.new_id());
    app.write("incoming_paper", app.body(body).await.unwrap(), id, fields, "test").await.unwrap();
    id
}

/// The first way on a page that holds a text.
fn way(page: &str, part: &str) -> String {
    let found = page
        .split("href=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .find(|url| url.contains(part));
    found
        .unwrap_or_else(|| panic!("no way with {part}: {page}"))
        .replace("&amp;", "&")
        .replace("&#38;", "&")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clerk_opens_a_volume_registers_a_paper_and_closes_the_volume() {
    let world = founded().await;
    let cookie = signed_in(&world, "clerk", "records_clerk", CITY).await;
    let page = async |place: &str| {
        let answer = read(&world, place, &cookie).await;
        assert_eq!(answer.status, 200, "{place}");
        answer.text()
    };
    let year = page("/en/files").await;
    for index in ["№ 1-ІС", "№ 2-ІС", "№ 3-ІС", "№ 4-ІС", "№ 5-ІС"] {
        assert!(year.contains(index), "{index}");
    }
    assert!(year.contains("Next number: 1/2026"), "{year}");

    let mut opening = Visit::of(&world, &cookie, &way(&year, "file=2")).await;
    assert_eq!(
        (opening.form["year"].as_str(), opening.form["volume"].as_str(), opening.form["file"].as_str()),
        ("2026", "1", "2")
    );
    opening.place = "/en/registers/file_volume/new".to_owned();
    opening.put(&[("opened_on", "05.01.2026")]);
    let volume = entry_of(&opening.press("store").await);

    let mut paper = Visit::of(&world, &cookie, &way(&year, "/registers/incoming_paper/new")).await;
    paper.place = "/en/registers/incoming_paper/new".to_owned();
    paper.put(&[
        ("received_on", "03.11.2026"),
        ("sender", "Inspection"),
        ("subject", "Fishing nets"),
        ("sheets", "3"),
        ("file", "2"),
    ]);
    let paper = entry_of(&paper.press("store").await);
    let year = page("/en/files?year=2026").await;
    assert!(year.contains("Next number: 2/2026") && year.contains("volume 1"), "{year}");

    let inventory = page(&format!("/en/files/2026/2?volume={volume}")).await;
    assert!(inventory.contains(&format!("/en/entries/{paper}")) && inventory.contains("Incoming: Inspection. Fishing nets"));
    assert!(inventory.contains("documents – 1; sheets – 3"), "{inventory}");
    let close = way(&inventory, "?closed_on=");
    let (close, part) = close.split_once('#').expect("the form opens where it speaks of closing");
    let mut closing = Visit::of(&world, &cookie, close).await;
    assert_eq!(
        (
            closing.form["documents"].as_str(),
            closing.form["sheets"].as_str(),
            closing.form["closed_on"].as_str(),
            closing.form["@reason"].as_str(),
            part
        ),
        ("1", "3", "22.11.2026", "The volume is closed", "closed_on")
    );
    closing.place = format!("/en/entries/{volume}/correct");
    assert_eq!(closing.press("store").await.status, 303);
    assert!(page("/en/files").await.contains("closed"));

    // What comes later is said to lie outside, and that the volume is not what it was when a paper of its days is added.
    incoming(&world, CITY, "Late", "2").await;
    let inventory = page(&format!("/en/files/2026/2?volume={volume}")).await;
    assert!(
        inventory.contains("Since the volume was closed: added – 1; gone – 0; changed – 0."),
        "{inventory}"
    );
    assert!(inventory.contains("documents – 1; sheets – 3") && inventory.contains("Incoming: Облыстық инспекция. Late"));
    assert!(
        inventory.contains("The inventory was made when the volume was closed: 22.11.2026"),
        "{inventory}"
    );
    // The form of the volume does not ask for the inventory, and its entry says how long it is.
    let form = page(&format!("/en/entries/{volume}/correct")).await;
    assert!(!form.contains("Inner inventory at closing"), "{form}");
    let entry = page(&format!("/en/entries/{volume}")).await;
    assert!(entry.contains("lines: 1"), "{entry}");
    // A year is no amount.
    let list = page("/en/registers/file_volume").await;
    assert!(list.contains("2026") && !list.contains("2\u{a0}026"), "{list}");
    let mut meeting = Visit::of(&world, &cookie, "/en/registers/file_volume/new?file=2&year=2026&volume=2&opened_on=01.02.2026").await;
    meeting.place = "/en/registers/file_volume/new".to_owned();
    let refused = meeting.press("store").await;
    assert_eq!(refused.status, 422);
    let said = "Number of the volume: 1; opened and closed: 05.01.2026 – 22.11.2026";
    assert!(refused.text().contains(said), "{}", refused.text());
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_volume_is_not_destroyed_before_its_term_and_what_was_typed_stays() {
    let world = founded().await;
    let cookie = signed_in(&world, "clerk", "records_clerk", CITY).await;
    let mut visit = Visit::of(&world, &cookie, "/en/registers/file_volume/new?file=1&year=2024&volume=1&nothing=x").await;
    assert!(!visit.form.contains_key("nothing"));
    visit.place = "/en/registers/file_volume/new".to_owned();
    visit.put(&[("opened_on", "05.01.2024"), ("closed_on", "31.12.2024"), ("documents", "4"), ("sheets", "9")]);
    visit.put(&[("retention", "years"), ("retention_years", "5"), ("retention_basis", "order 3")]);
    visit.put(&[("destroyed_on", "01.02.2026"), ("destruction_act", "act 1")]);
    visit.press("add commission").await;
    visit.put(&[("commission.1.member", "inspector")]);
    let wrong = visit.press("check").await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("is not destroyed before: 31.12.2029"), "{}", wrong.text());
    assert_eq!(visit.form["destruction_act"], "act 1");
    visit.put(&[("destroyed_on", ""), ("destruction_act", "")]);
    visit.press("remove commission.1").await;
    assert_eq!(visit.press("check").await.status, 200);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_prints_say_what_lies_in_the_files_to_whoever_reads_them() {
    let world = founded_on(World::printing(Arc::new(Echo)).await).await;
    incoming(&world, CITY, "Рейд жоспары", "3").await;
    let clerk = signed_in(&world, "clerk", "records_clerk", CITY).await;
    let page = read(&world, "/kk/files/2026/3", &clerk).await.text();
    for (name, said) in [
        ("cover", "№ 3-ІС"),
        ("inventory", "Рейд жоспары"),
        ("certification", "____________"),
        ("label", "№ 3-ІС"),
    ] {
        let place = format!("/kk/files/2026/3/print/{name}.pdf");
        assert!(page.contains(&place), "{name}");
        let print = read(&world, &place, &clerk).await;
        assert_eq!((print.status, print.header("content-type")), (200, "application/pdf"), "{name}");
        assert!(print.text().contains(said), "{name}: {}", print.text());
    }
    let year = read(&world, "/kk/files", &clerk).await.text();
    for (name, said) in [
        ("nomenclature", "№ 5-ІС"),
        ("labels", "№ 5-ІС"),
        ("incoming", "Рейд жоспары"),
        ("outgoing", "Жазба жоқ."),
        ("transfer", "Жабылған том жоқ."),
        ("destruction", "БЕКІТЕМІН"),
    ] {
        let place = format!("/kk/files/2026/all/print/{name}.pdf");
        assert!(year.contains(&place), "{name}");
        let print = read(&world, &place, &clerk).await;
        assert!(print.status == 200 && print.text().contains(said), "{name}: {}", print.text());
    }
    for place in [
        "3/print/incoming.pdf",
        "all/print/cover.pdf",
        "3/print/cover",
        "9/print/cover.pdf",
        "3/print/cover.pdf?volume=x",
    ] {
        assert_eq!(read(&world, &format!("/kk/files/2026/{place}"), &clerk).await.status, 404, "{place}");
    }
    let stranger = signed_in(&world, "stranger", "records_clerk", OTHER).await;
    for place in [
        "/kk/files",
        "/kk/files/2026/3",
        "/kk/files/2026/3/print/inventory.pdf",
        "/kk/files/2026/all/print/incoming.pdf",
    ] {
        let print = read(&world, &format!("{place}?body={CITY}"), &stranger).await;
        assert_eq!(print.status, 404, "{place}");
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clause_of_the_appendix_leads_to_its_file_and_one_above_reads_and_opens_nothing() {
    let world = founded().await;
    let above = signed_in(&world, "above", "unit_head", REGION).await;
    let clause = read(&world, "/en/clauses/app1.4", &above).await.text();
    assert!(clause.contains("/en/files/2026/4"), "{clause}");
    let page = read(&world, &format!("/en/files?body={CITY}"), &above).await;
    assert_eq!(page.status, 200);
    assert!(
        !page.text().contains("/registers/file_volume/new"),
        "volumes of a body below are its own to open"
    );
    assert!(read(&world, "/en/files", &above).await.text().contains("/registers/file_volume/new"));
    let admin = signed_in(&world, "admin", "administrator", "MIA").await;
    assert_eq!(read(&world, "/en/files", &admin).await.status, 404);
    assert!(
        !read(&world, "/en/today", &admin).await.text().contains("/en/files"),
        "no section that he may not use"
    );
    world.stop().await;
}
