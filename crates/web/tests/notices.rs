//! Applications: their term in working days, and the notices to whoever applied.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;

use std::sync::Arc;

use common::World;
use jiff::civil::date;
use qorgau_app::App;
use qorgau_app::filing::Printed;
use qorgau_app::letters::Block;
use qorgau_domain::EntryId;
use qorgau_domain::value::{Content, Row, Value};
use qorgau_rulebook::due::State;
use qorgau_web::printing::{FileKind, JournalPaper, Letter, PrintFault, Printer, ReturnPaper, Sheet};
use signing::{CITY, founded_on, read, signed_in};

/// Prints what it was given.
struct Echo;

impl Printer for Echo {
    fn table(&self, sheet: Sheet, _: FileKind) -> Result<Vec<u8>, PrintFault> {
        Ok(sheet.title.into_bytes())
    }

    fn letter(&self, _: &App, letter: Letter) -> Result<Vec<u8>, PrintFault> {
        let lines = [
            letter.addressee,
            letter.title,
            letter.body,
            letter.dated,
            letter.blocks.iter().map(Block::text).collect::<Vec<_>>().join("\n"),
        ];
        Ok(lines.join("\n").into_bytes())
    }

    fn office(&self, _: &App, paper: Printed) -> Result<Vec<u8>, PrintFault> {
        Ok(paper.title.into_bytes())
    }

    fn statistical_return(&self, _: &App, paper: &ReturnPaper<'_>, _: FileKind) -> Result<Vec<u8>, PrintFault> {
        Ok(paper.signer.clone().into_bytes())
    }

    fn journal(&self, _: &App, paper: &JournalPaper<'_>, _: FileKind) -> Result<Vec<u8>, PrintFault> {
        Ok(paper.book.title.en.clone().into_bytes())
    }
}

async fn applied(world: &World, received: (i8, i8), more: &[(&str, Value)]) -> EntryId {
    let app = world.web.app();
    let text = |text: &str| Value::Text(text.to_owned());
    let mut fields = Content::from([
        ("kind".to_owned(), Value::Choice("application".to_owned())),
        ("received_on".to_owned(), Value::Date(date(2026, received.0, received.1))),
        ("applicant".to_owned(), Value::Choice("citizen".to_owned())),
        ("applicant_name".to_owned(), text("Сынақбаев Асан")),
        ("applicant_address".to_owned(), text("Қараой ауылы, 5-үй")),
        ("substance".to_owned(), text("Өзен жағасындағы қақпандар")),
    ]);
    fields.extend(more.iter().map(|(code, value)| ((*code).to_owned(), value.clone())));
    let id = EntryId(app.new_id());
    app.write("application", app.body(CITY).await.unwrap(), id, fields, "test").await.unwrap();
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn an_extended_and_forwarded_application_has_its_notices_for_whoever_reads_it() {
    let world = founded_on(World::printing(Arc::new(Echo)).await).await;
    let forwarding = |no, to: &str, day| Row {
        no,
        cells: Content::from([
            ("to".to_owned(), Value::Text(to.to_owned())),
            ("sent_on".to_owned(), Value::Date(date(2026, 11, day))),
        ]),
    };
    let forwardings = vec![forwarding(1, "Аудандық әкімдік", 4), forwarding(2, "Балық шаруашылығы инспекциясы", 5)];
    let more = [
        ("extended_until", Value::Date(date(2026, 12, 30))),
        ("extended_on", Value::Date(date(2026, 11, 19))),
        ("extension_reason", Value::Text("сараптама".to_owned())),
        ("forwardings", Value::Rows(forwardings)),
    ];
    let id = applied(&world, (11, 3), &more).await;
    let cookie = signed_in(&world, "officer", "charged_officer", CITY).await;
    let page = read(&world, &format!("/ru/entries/{id}"), &cookie).await.text();
    for name in ["extension.pdf", "forwarding-1.pdf", "forwarding-2.pdf"] {
        assert!(page.contains(&format!("/ru/entries/{id}/notice/{name}")), "{name}");
    }
    assert!(
        page.contains("Ответ на обращение или сообщение") && page.contains("30.12.2026 · осталось"),
        "the page of an entry says its term"
    );
    let extension = read(&world, &format!("/ru/entries/{id}/notice/extension.pdf"), &cookie).await;
    assert_eq!((extension.status, extension.header("content-type")), (200, "application/pdf"));
    let said = extension.text();
    for part in ["Сынақбаев Асан", "Қараой ауылы, 5-үй", "1/2026", "03.11.2026", "30.12.2026", "сараптама"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let forwarded = read(&world, &format!("/kk/entries/{id}/notice/forwarding-2.pdf"), &cookie).await.text();
    assert!(
        forwarded.contains("Балық шаруашылығы инспекциясы") && forwarded.contains("05.11.2026"),
        "{forwarded}"
    );
    for name in ["forwarding-3.pdf", "extension", "extension.csv"] {
        assert_eq!(read(&world, &format!("/kk/entries/{id}/notice/{name}"), &cookie).await.status, 404, "{name}");
    }
    let other = signed_in(&world, "other", "charged_officer", "391600000").await;
    assert_eq!(read(&world, &format!("/kk/entries/{id}/notice/extension.pdf"), &other).await.status, 404);
    let plain = applied(&world, (11, 4), &[]).await;
    assert_eq!(read(&world, &format!("/kk/entries/{plain}/notice/extension.pdf"), &cookie).await.status, 404);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_applied_gets_a_coupon_at_once_in_each_language() {
    let world = founded_on(World::printing(Arc::new(Echo)).await).await;
    let cookie = signed_in(&world, "officer", "charged_officer", CITY).await;
    let id = applied(&world, (11, 22), &[]).await;
    for page in [format!("/ru/entries/{id}"), format!("/ru/entries/{id}/stored")] {
        let shown = read(&world, &page, &cookie).await.text();
        assert!(shown.contains(&format!("/ru/entries/{id}/notice/coupon.pdf")), "{page}: {shown}");
    }
    let coupon = async |id: EntryId, lang: &str| {
        let answer = read(&world, &format!("/{lang}/entries/{id}/notice/coupon.pdf"), &cookie).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, "application/pdf"));
        answer.text()
    };
    // Entered at noon of the day it came: fifteen working days from then on.
    let said = coupon(id, "ru").await;
    for part in [
        "Сынақбаев Асан",
        "Талон о приеме обращения",
        "Номер талона | № 1/2026",
        "Вид | Заявление",
        "Дата поступления | 22.11.2026",
        "Время приема | 22.11.2026 11:00",
        "Кто принял | test",
        "Ответ будет дан не позднее | 11.12.2026",
        "оно введено в день поступления",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(coupon(id, "kk").await.contains("Өтініштің қабылданғаны туралы талон"));
    assert!(coupon(id, "en").await.contains("Received by | test"));
    let other = signed_in(&world, "other", "charged_officer", "391600000").await;
    assert_eq!(read(&world, &format!("/ru/entries/{id}/notice/coupon.pdf"), &other).await.status, 404);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_coupon_says_how_its_time_is_known_and_keeps_the_number_of_a_paper_one() {
    let world = founded_on(World::printing(Arc::new(Echo)).await).await;
    let cookie = signed_in(&world, "officer", "charged_officer", CITY).await;
    let paper = [
        ("coupon_number", Value::Text("Т-00017".to_owned())),
        ("coupon_at", Value::Moment("2026-11-03T04:30:00Z".parse().unwrap())),
        ("applicant", Value::Choice("state_body".to_owned())),
    ];
    let stated = applied(&world, (11, 3), &paper).await;
    let late = applied(&world, (11, 3), &[]).await;
    let coupon = async |id: EntryId| read(&world, &format!("/en/entries/{id}/notice/coupon.pdf"), &cookie).await.text();
    let said = coupon(stated).await;
    for part in [
        "Number of the coupon | Т-00017",
        "Number in the book | № 1/2026",
        "Time of receipt | 03.11.2026 09:30",
        "To be answered by | no term is set",
        "the one written down in the entry",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let said = coupon(late).await;
    assert!(!said.contains("Time of receipt |"), "{said}");
    assert!(
        said.contains("was not written down. The application was entered later: 22.11.2026 11:00."),
        "{said}"
    );
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_term_is_reckoned_in_working_days_unless_a_day_is_set() {
    let world = founded_on(World::open().await).await;
    let set = |day: i8| ("due_on", Value::Date(date(2026, 11, day)));
    let reckoned = applied(&world, (10, 23), &[]).await;
    let by_hand = applied(&world, (10, 23), &[set(20)]).await;
    let extended = applied(
        &world,
        (10, 23),
        &[
            set(20),
            ("extended_until", Value::Date(date(2026, 12, 23))),
            ("extended_on", Value::Date(date(2026, 11, 12))),
            ("extension_reason", Value::Text("x".to_owned())),
        ],
    )
    .await;
    let organisation = applied(&world, (10, 23), &[("applicant", Value::Choice("state_body".to_owned()))]).await;
    let answered = applied(
        &world,
        (10, 23),
        &[
            ("answered_on", Value::Date(date(2026, 11, 16))),
            ("outcome", Value::Choice("satisfied".to_owned())),
        ],
    )
    .await;
    let late = applied(
        &world,
        (10, 23),
        &[
            ("answered_on", Value::Date(date(2026, 11, 17))),
            ("outcome", Value::Choice("satisfied".to_owned())),
        ],
    )
    .await;
    let app = world.web.app();
    let tree = app.store.tree().await.unwrap();
    let items = app.duties(&tree, app.body(CITY).await.unwrap(), app.today()).await.unwrap();
    let found = |id: EntryId| {
        let item = items
            .iter()
            .find(|item| item.duty == "application.answer" && item.entry.as_ref().is_some_and(|owed| owed.id == id));
        item.map(|item| (item.due.unwrap().to_zoned(app.zone().clone()).date(), item.state))
    };
    // The 24th to the 26th of October are off: the 27th is the first of fifteen working days.
    assert_eq!(found(reckoned), Some((date(2026, 11, 16), State::Late)));
    assert_eq!(found(by_hand), Some((date(2026, 11, 20), State::Late)));
    assert_eq!(found(extended), Some((date(2026, 12, 23), State::Due)));
    assert_eq!(found(organisation), None, "a notification has no term by statute");
    assert_eq!(found(answered), Some((date(2026, 11, 16), State::Done)));
    assert_eq!(found(late), Some((date(2026, 11, 16), State::LateDone)));
    world.stop().await;
}
