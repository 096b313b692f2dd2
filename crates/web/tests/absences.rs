//! Absences, vacant posts and what is expressly given, through the pages: who records them, and what they open.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;

use std::sync::Arc;

use common::{Answer, World};
use qorgau_app::App;
use qorgau_app::filing::Printed;
use qorgau_domain::EntryId;
use qorgau_domain::value::{Content, Row, Value};
use qorgau_web::printing::{FileKind, JournalPaper, Letter, PrintFault, Printer, ReturnPaper, Sheet};
use signing::{CITY, OTHER, PASSWORD, REGION, founded_on, invited, mark, read, sent, signed_in};
use uuid::Uuid;

const PAGE: &str = "/kk/returns/monthly/2026-10?body=391000000";

/// What a page sends, with the mark that stands on it.
async fn act(world: &World, place: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
    let page = read(world, "/kk/account", cookie).await.text();
    let mark = mark(&page);
    let form: Vec<(&str, &str)> = [("mark", mark.as_str())].into_iter().chain(fields.iter().copied()).collect();
    sent(world, place, cookie, &form).await
}

async fn account(world: &World, login: &str) -> Uuid {
    world.web.app().account_named(login).await.unwrap().id
}

/// The identity that the form of the first row sends.
fn first_id(page: &str) -> String {
    page.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// A server with a city whose return waits for a signature, its administrator, its head and his deputy.
async fn waiting() -> (World, String, String) {
    let world = founded_on(World::printing(Arc::new(Echo)).await).await;
    let admin = signed_in(&world, "admin", "administrator", CITY).await;
    invited(&world, "head", "body_head", CITY).await;
    let deputy = signed_in(&world, "deputy", "overseeing_deputy", CITY).await;
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    assert_eq!(act(&world, PAGE, &officer, &[("step", "prepare"), ("seen", "0")]).await.status, 303);
    (world, admin, deputy)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_absence_is_recorded_on_the_page_of_the_account_and_ended_there() {
    let (world, admin, deputy) = waiting().await;
    let place = format!("/en/people/{}", account(&world, "head").await);
    assert!(read(&world, &place, &admin).await.text().contains("No absence is recorded"));
    assert!(!read(&world, PAGE, &deputy).await.text().contains("value=\"sign\""));
    let good = [
        ("ground", "leave"),
        ("order", "Order No. 12 of 20.11.2026"),
        ("away_from", "20.11.2026"),
        ("away_until", "30.11.2026"),
    ];
    for (field, value, said) in [
        ("order", " ", "write the number and date of the order"),
        ("ground", "vacant", "choose a ground from the list"),
        ("away_from", "20/11", "write the day as"),
        ("away_until", "19.11.2026", "last day"),
    ] {
        let form: Vec<(&str, &str)> = good.iter().map(|(name, known)| (*name, if *name == field { value } else { *known })).collect();
        let refused = act(&world, &format!("{place}/absence"), &admin, &form).await;
        let text = refused.text();
        assert_eq!(refused.status, 422, "{field}");
        assert!(
            text.contains(&format!("id=\"{field}-error\"")) && text.contains(&format!("href=\"#{field}\"")),
            "{field}"
        );
        assert!(text.contains(said), "{field}: {text}");
        assert!(field == "order" || text.contains("Order No. 12 of 20.11.2026"), "what was typed stands there");
    }
    let recorded = act(&world, &format!("{place}/absence"), &admin, &good).await;
    assert_eq!((recorded.status, recorded.header("location")), (303, format!("{place}#absences").as_str()));
    let overlapping = act(&world, &format!("{place}/absence"), &admin, &good).await;
    assert_eq!(overlapping.status, 422);
    assert!(overlapping.text().contains("id=\"away_from-error\"") && overlapping.text().contains("already"));
    let page = read(&world, PAGE, &deputy).await.text();
    assert!(page.contains("value=\"sign\"") && page.contains("note-sign") && page.contains("Order No. 12 of 20.11.2026"));
    let text = read(&world, &place, &admin).await.text();
    assert!(text.contains("goes on") && text.contains("Absence recorded: Leave; Order No. 12 of 20.11.2026"));
    let id = first_id(&text);
    let ended = act(&world, &format!("{place}/absence/end"), &admin, &[("id", &id)]).await;
    assert_eq!(ended.status, 303);
    assert!(read(&world, &place, &admin).await.text().contains("ended "));
    assert!(!read(&world, PAGE, &deputy).await.text().contains("value=\"sign\""));
    let again = act(&world, &format!("{place}/absence/end"), &admin, &[("id", &id)]).await;
    assert!(again.status == 422 && again.text().contains("over or was ended already"));
    world.stop().await;
}

struct Echo;

impl Printer for Echo {
    fn table(&self, sheet: Sheet, _: FileKind) -> Result<Vec<u8>, PrintFault> {
        Ok(format!("{} {}", sheet.title, sheet.rows.len()).into_bytes())
    }

    fn letter(&self, _: &App, letter: Letter) -> Result<Vec<u8>, PrintFault> {
        Ok(format!("{} {} {:?}", letter.addressee, letter.title, letter.blocks).into_bytes())
    }

    fn office(&self, _: &App, paper: Printed) -> Result<Vec<u8>, PrintFault> {
        Ok(paper.title.into_bytes())
    }

    fn statistical_return(&self, _: &App, paper: &ReturnPaper<'_>, _: FileKind) -> Result<Vec<u8>, PrintFault> {
        Ok(format!("{:?} {}", paper.signed, paper.signer).into_bytes())
    }

    fn journal(&self, _: &App, paper: &JournalPaper<'_>, _: FileKind) -> Result<Vec<u8>, PrintFault> {
        Ok(paper.book.title.en.clone().into_bytes())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_deputy_signed_says_in_whose_absence_on_the_page_and_on_paper() {
    let (world, admin, deputy) = waiting().await;
    let place = format!("/kk/people/{}", account(&world, "head").await);
    let form = [("ground", "duty_trip"), ("order", "№ 12 бұйрық"), ("away_from", ""), ("away_until", "")];
    assert_eq!(act(&world, &format!("{place}/absence"), &admin, &form).await.status, 303);
    let signed = act(&world, PAGE, &deputy, &[("step", "sign"), ("seen", "1"), ("secret", PASSWORD)]).await;
    assert_eq!(signed.status, 303, "{}", signed.text());
    let document = signed.header("location").to_owned();
    for (lang, said) in [
        ("kk", ["Бастық орнында болмағандықтан", "Қызметтік іссапар", "№ 12 бұйрық"]),
        ("ru", ["в отсутствие начальника", "Служебная командировка", "№ 12 бұйрық"]),
        ("en", ["in the absence of the head", "Duty trip", "№ 12 бұйрық"]),
    ] {
        let page = read(&world, &document.replacen("/kk/", &format!("/{lang}/"), 1), &deputy).await.text();
        for text in said {
            // In the summary, where the signature stands, and in what befell the document.
            assert!(page.matches(text).count() >= 2, "{lang}: {text}");
        }
        assert!(page.contains("22") && page.contains("Сынақбаев Асан"));
    }
    let file = read(&world, &format!("{document}/file/return.pdf"), &deputy).await;
    assert_eq!(file.status, 200);
    assert!(
        file.text().contains("Бастық орнында болмағандықтан") && file.text().contains("№ 12 бұйрық"),
        "{}",
        file.text()
    );
    // The absence ends; what was signed says the same.
    let id = first_id(&read(&world, &place, &admin).await.text());
    assert_eq!(act(&world, &format!("{place}/absence/end"), &admin, &[("id", &id)]).await.status, 303);
    assert!(read(&world, &document, &deputy).await.text().contains("№ 12 бұйрық"));
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_whose_absence_is_recorded_is_told_so_and_signs_all_the_same() {
    let world = founded_on(World::printing(Arc::new(Echo)).await).await;
    let admin = signed_in(&world, "admin", "administrator", CITY).await;
    let head = signed_in(&world, "head", "body_head", CITY).await;
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    assert_eq!(act(&world, PAGE, &officer, &[("step", "prepare"), ("seen", "0")]).await.status, 303);
    let told = async |cookie: &str| {
        let page = read(&world, PAGE, cookie).await.text();
        (
            page.contains("value=\"sign\""),
            page.contains("Сіздің болмауыңыз тіркелген"),
            page.contains("№ 12 бұйрық"),
        )
    };
    assert_eq!(told(&head).await, (true, false, false));
    let place = format!("/kk/people/{}", account(&world, "head").await);
    let form = [("ground", "leave"), ("order", "№ 12 бұйрық"), ("away_from", ""), ("away_until", "")];
    assert_eq!(act(&world, &format!("{place}/absence"), &admin, &form).await.status, 303);
    assert_eq!(told(&head).await, (true, true, true));
    assert_eq!(told(&officer).await, (false, false, false), "whoever signs nothing is told nothing");
    // Ended, it warns of nothing; recorded again, it keeps nobody from signing.
    let id = first_id(&read(&world, &place, &admin).await.text());
    assert_eq!(act(&world, &format!("{place}/absence/end"), &admin, &[("id", &id)]).await.status, 303);
    assert_eq!(told(&head).await, (true, false, false));
    assert_eq!(act(&world, &format!("{place}/absence"), &admin, &form).await.status, 303);
    let signed = act(&world, PAGE, &head, &[("step", "sign"), ("seen", "1"), ("secret", PASSWORD)]).await;
    assert_eq!(signed.status, 303, "{}", signed.text());
    let document = read(&world, signed.header("location"), &head).await.text();
    assert!(!document.contains("Бастық орнында болмағандықтан"), "the head signed himself");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_nobody_holds_is_recorded_as_vacant_and_a_held_one_is_not() {
    let (world, admin, deputy) = waiting().await;
    let form = [("role", "body_head"), ("body", CITY), ("order", "№ 14"), ("from", ""), ("until", "")];
    let held = act(&world, "/en/people/posts", &admin, &form).await;
    assert_eq!(held.status, 422);
    assert!(held.text().contains("id=\"role-error\"") && held.text().contains("the post is held by"));
    let head = format!("/en/people/{}", account(&world, "head").await);
    let take = [("role", "body_head"), ("body", CITY), ("reason", "№ 13")];
    assert_eq!(act(&world, &format!("{head}/take"), &admin, &take).await.status, 303);
    assert!(!read(&world, PAGE, &deputy).await.text().contains("value=\"sign\""));
    assert_eq!(act(&world, "/en/people/posts", &admin, &form).await.status, 303);
    assert!(read(&world, PAGE, &deputy).await.text().contains("value=\"sign\""));
    let page = read(&world, "/en/people/posts", &admin).await.text();
    assert!(page.contains("№ 14") && page.contains("goes on"));
    let stranger = signed_in(&world, "stranger", "administrator", OTHER).await;
    assert!(!read(&world, "/en/people/posts", &stranger).await.text().contains("№ 14"));
    let foreign = act(&world, "/en/people/posts/end", &stranger, &[("id", &first_id(&page))]).await;
    assert_eq!(foreign.status, 422, "what is not his looks as if it were not there");
    assert!(read(&world, PAGE, &deputy).await.text().contains("value=\"sign\""));
    assert_eq!(act(&world, "/en/people/posts/end", &admin, &[("id", &first_id(&page))]).await.status, 303);
    assert!(!read(&world, PAGE, &deputy).await.text().contains("value=\"sign\""));
    world.stop().await;
}

/// An outbreak of a body.
async fn outbreak(world: &World, no: u128, body: &str) {
    let cattle = Row {
        no: 1,
        cells: Content::from([("species".to_owned(), Value::Choice("cattle".to_owned()))]),
    };
    let fields = Content::from([
        ("animals".to_owned(), Value::Rows(vec![cattle])),
        ("sector".to_owned(), Value::Choice("private".to_owned())),
        ("disease".to_owned(), Value::Choice("fmd".to_owned())),
        ("onset_on".to_owned(), Value::Date(world.web.app().today())),
    ]);
    let body = world.web.app().body(body).await.unwrap();
    world
        .web
        .app()
        .write("outbreak", body, EntryId(Uuid::from_u128(no)), fields, "officer")
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_reads_what_was_given_and_nothing_once_it_was_taken_back() {
    let world = founded_on(World::printing(Arc::new(Echo)).await).await;
    outbreak(&world, 1, CITY).await;
    outbreak(&world, 2, "391600000").await;
    let admin = signed_in(&world, "admin", "administrator", REGION).await;
    let partner = signed_in(&world, "partner", "vet_partner", REGION).await;
    let place = format!("/en/people/{}", account(&world, "partner").await);
    let entry = |no: u128| format!("/en/entries/{}", Uuid::from_u128(no));
    for path in ["/en/registers/outbreak", "/en/registers/outbreak?body=391000000", &entry(1)] {
        assert_eq!(read(&world, path, &partner).await.status, 404, "{path}");
    }
    let form = [
        ("what", "outbreak"),
        ("given_body", CITY),
        ("given_from", ""),
        ("given_until", ""),
        ("basis", "Agreement No. 4"),
    ];
    for (field, value) in [("what", "offence"), ("given_body", REGION), ("given_until", "01.01.2020"), ("basis", "")] {
        let bad: Vec<(&str, &str)> = form.iter().map(|(name, known)| (*name, if *name == field { value } else { *known })).collect();
        let refused = act(&world, &format!("{place}/given"), &admin, &bad).await;
        assert_eq!(refused.status, 422, "{field}");
        assert!(refused.text().contains(&format!("id=\"{field}-error\"")), "{field}");
    }
    assert_eq!(act(&world, &format!("{place}/given"), &admin, &form).await.status, 303);
    assert_eq!(read(&world, "/en/registers", &partner).await.status, 303, "the session ended");
    let signed = sent(&world, "/en/sign-in", "", &[("name", "partner"), ("secret", PASSWORD)]).await;
    let partner = signed.header("set-cookie").split(';').next().unwrap().to_owned();
    for path in [
        "/en/registers/outbreak",
        "/en/registers/outbreak?body=391000000",
        "/en/registers/outbreak/export/csv",
        &entry(1),
        &format!("{}/print", entry(1)),
    ] {
        assert_eq!(read(&world, path, &partner).await.status, 200, "{path}");
    }
    let list = read(&world, "/en/registers/outbreak", &partner).await.text();
    assert!(list.contains("<option value=\"391000000\""), "the body that gave can be chosen");
    assert!(list.contains(&entry(1)) && !list.contains(&entry(2)));
    assert!(read(&world, "/en/search?q=1/2026", &partner).await.text().contains(&entry(1)));
    let page = read(&world, &entry(1), &partner).await.text();
    assert!(
        !page.contains("/correct") && !page.contains("/withdraw") && !page.contains("/en/returns/"),
        "nothing leads further"
    );
    for path in [
        &entry(2),
        "/en/registers/outbreak?body=391600000",
        "/en/registers/outbreak?body=390000000&reach=own",
        "/en/registers/offence",
        "/en/registers/outbreak/new",
        &format!("{}/correct", entry(1)),
        &format!("{}/withdraw", entry(1)),
        "/en/returns",
        "/en/people",
    ] {
        assert_eq!(read(&world, path, &partner).await.status, 404, "{path}");
    }
    let held = read(&world, &place, &admin).await.text();
    assert!(held.contains("Agreement No. 4") && held.contains("goes on"));
    let id = first_id(&held);
    let silent = act(&world, &format!("{place}/given/take"), &admin, &[("id", &id), ("reason", "")]).await;
    assert_eq!(silent.status, 422);
    assert_eq!(
        act(&world, &format!("{place}/given/take"), &admin, &[("id", &id), ("reason", "No. 5")])
            .await
            .status,
        303
    );
    assert_eq!(read(&world, &entry(1), &partner).await.status, 303, "the session ended");
    let signed = sent(&world, "/en/sign-in", "", &[("name", "partner"), ("secret", PASSWORD)]).await;
    let partner = signed.header("set-cookie").split(';').next().unwrap().to_owned();
    assert_eq!(read(&world, &entry(1), &partner).await.status, 404);
    world.stop().await;
}
