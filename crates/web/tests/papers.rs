//! The pages of a return's document: who sees which step, what a wrong password and a stale page say, and what today and the matrix show.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;

use std::sync::Arc;

use common::World;
use qorgau_app::App;
use qorgau_app::filing::Printed;
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{EntryId, Month};
use qorgau_web::printing::{FileKind, JournalPaper, Letter, PrintFault, Printer, ReturnPaper, Sheet};
use signing::{CITY, OTHER, PASSWORD, REGION, founded, mark, read, sent, signed_in};
use uuid::Uuid;

const PAGE: &str = "/kk/returns/monthly/2026-10?body=391000000";

struct People {
    officer: String,
    head: String,
    region: String,
}

/// A server on which a city keeps a register since spring, and those who make its returns.
async fn staffed() -> (World, People) {
    let world = founded().await;
    let app = world.web.app();
    let fields = Content::from([
        ("kind".to_owned(), Value::Choice("sweep".to_owned())),
        ("started_on".to_owned(), Value::Date(Month::new(2026, 4).first())),
    ]);
    let city = app.body(CITY).await.unwrap();
    app.write("raid", city, EntryId(Uuid::from_u128(1)), fields, "officer").await.unwrap();
    let people = People {
        officer: signed_in(&world, "officer", "charged_officer", CITY).await,
        head: signed_in(&world, "head", "body_head", CITY).await,
        region: signed_in(&world, "region", "region_head", REGION).await,
    };
    (world, people)
}

/// Sends a step as the page of the return that somebody sees would.
async fn step(world: &World, cookie: &str, step: &str, seen: &str, more: &[(&str, &str)]) -> common::Answer {
    step_at(world, PAGE, (cookie, step, seen), more).await
}

/// Sends a step as a page would.
async fn step_at(world: &World, place: &str, (cookie, step, seen): (&str, &str, &str), more: &[(&str, &str)]) -> common::Answer {
    let page = read(world, place, cookie).await.text();
    let mark = mark(&page);
    let mut form = vec![("mark", mark.as_str()), ("step", step), ("seen", seen)];
    form.extend(more);
    sent(world, place, cookie, &form).await
}

fn offers(page: &str, step: &str) -> bool {
    page.contains(&format!("name=\"step\" value=\"{step}\""))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_return_goes_from_draft_to_remark_and_each_sees_only_his_step() {
    let (world, people) = staffed().await;
    let page = read(&world, PAGE, &people.officer).await.text();
    assert!(offers(&page, "prepare") && !offers(&page, "sign"));
    assert!(!offers(&read(&world, PAGE, &people.head).await.text(), "prepare"));
    let answer = step(&world, &people.officer, "prepare", "0", &[("note", "рейдтер көбейді")]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let place = answer.header("location").to_owned();
    assert!(place.starts_with("/kk/documents/"), "{place}");
    let page = read(&world, &place, &people.head).await.text();
    assert!(offers(&page, "sign") && page.contains("рейдтер көбейді"));
    assert!(
        !offers(&read(&world, &place, &people.officer).await.text(), "sign"),
        "whoever prepares does not sign"
    );
    assert_eq!(step(&world, &people.head, "sign", "1", &[("secret", PASSWORD)]).await.status, 303);
    assert_eq!(step(&world, &people.officer, "send", "2", &[]).await.status, 303);
    let matrix = read(&world, "/kk/matrix?period=2026-10", &people.region).await.text();
    assert!(offers(&matrix, "receive"), "the region takes it in from the matrix");
    let silent = step(&world, &people.region, "return", "3", &[("remark", " ")]).await;
    assert_eq!(silent.status, 422);
    assert!(silent.text().contains("remark-error"));
    assert_eq!(step(&world, &people.region, "return", "3", &[("remark", "F01 екі есе аз")]).await.status, 303);
    let today = read(&world, "/kk/today", &people.officer).await.text();
    assert!(
        today.contains("F01 екі есе аз") && today.contains("class=\"st back\""),
        "what came back stands on today"
    );
    let page = read(&world, &place, &people.officer).await.text();
    assert!(offers(&page, "prepare") && page.contains("F01 екі есе аз"));
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_signs_nothing_and_a_stale_page_is_told_so() {
    let (world, people) = staffed().await;
    let place = step(&world, &people.officer, "prepare", "0", &[]).await.header("location").to_owned();
    for place in [PAGE, &place] {
        let wrong = step_at(&world, place, (&people.head, "sign", "1"), &[("secret", "not the password")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text().contains("class=\"errors\"") && wrong.text().contains("secret-error"));
        assert!(!wrong.text().contains("not the password"), "a password is never shown again");
        assert!(
            wrong.text().contains(&format!("action=\"{place}")),
            "the page on which it was tried is seen again"
        );
    }
    assert_eq!(step(&world, &people.head, "sign", "1", &[("secret", PASSWORD)]).await.status, 303);
    let stale = step(&world, &people.head, "sign", "1", &[("secret", PASSWORD)]).await;
    assert_eq!(stale.status, 409);
    assert!(stale.text().contains("class=\"errors\""));
    let foreign = sent(&world, PAGE, &people.officer, &[("mark", "another's"), ("step", "send"), ("seen", "2")]).await;
    assert_eq!(foreign.status, 403);
    for (cookie, word) in [
        (&people.head, "prepare"),
        (&people.officer, "sign"),
        (&people.region, "send"),
        (&people.officer, "receive"),
    ] {
        let refused = step(&world, cookie, word, "2", &[("secret", PASSWORD)]).await;
        assert_eq!(refused.status, 404, "{word} is not there for him");
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_is_there_for_those_who_may_read_it_and_absent_for_all_others() {
    let (world, people) = staffed().await;
    let place = step(&world, &people.officer, "prepare", "0", &[]).await.header("location").to_owned();
    let neighbour = signed_in(&world, "neighbour", "region_head", OTHER).await;
    let admin = signed_in(&world, "admin", "administrator", "MIA").await;
    let auditor = signed_in(&world, "auditor", "auditor", "MIA").await;
    for (cookie, status) in [(&people.head, 200), (&people.region, 200), (&auditor, 200), (&neighbour, 404), (&admin, 404)] {
        assert_eq!(read(&world, &place, cookie).await.status, status);
        assert_eq!(read(&world, "/kk/today", cookie).await.status, 200);
    }
    for path in [
        "/kk/documents/nothing",
        "/kk/documents/00000000-0000-0000-0000-000000000001",
        &format!("{place}?version=9"),
    ] {
        assert_eq!(read(&world, path, &people.head).await.status, 404, "{path}");
    }
    assert_eq!(read(&world, "/kk/matrix", &admin).await.status, 404);
    assert_eq!(read(&world, "/kk/matrix?body=110000000", &people.region).await.status, 404);
    assert_eq!(read(&world, "/kk/matrix?period=2027-01", &people.region).await.status, 404);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn today_shows_a_duty_to_those_it_concerns() {
    let (world, people) = staffed().await;
    let clerk = signed_in(&world, "clerk", "records_clerk", CITY).await;
    let admin = signed_in(&world, "admin", "administrator", CITY).await;
    let owes = async |cookie: &str| {
        read(&world, "/en/today", cookie)
            .await
            .text()
            .contains("Monthly statistical return, September 2026")
    };
    assert!(owes(&people.officer).await && owes(&people.head).await, "who prepares and who signs");
    assert!(owes(&clerk).await, "who sends");
    assert!(!owes(&admin).await, "an administrator sees no content");
    let region = read(&world, "/en/today", &people.region).await.text();
    assert!(region.contains("In the bodies below") && region.contains("/en/matrix"));
    let mine = read(&world, "/en/today", &people.officer).await.text();
    assert!(mine.contains("/en/entries/00000000-0000-0000-0000-000000000001"), "what he entered himself");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_documents_speak_three_languages_and_lay_figures_out_as_asked() {
    let (world, people) = staffed().await;
    let place = step(&world, &people.officer, "prepare", "0", &[]).await.header("location").to_owned();
    step(&world, &people.head, "sign", "1", &[("secret", PASSWORD)]).await;
    for lang in ["kk", "ru", "en"] {
        let document = place.replacen("/kk/", &format!("/{lang}/"), 1);
        let paths = [
            document.clone(),
            format!("{document}?version=1&check=1"),
            format!("/{lang}/matrix?body={REGION}"),
            format!("/{lang}/returns/monthly/2026-10?body={REGION}&view=columns"),
            format!("/{lang}/returns/monthly/2026-10?body={REGION}&view=rows&group=raids"),
            format!("/{lang}/returns/monthly/2026-04/R01?body={REGION}"),
        ];
        for path in paths {
            let answer = read(&world, &path, &people.region).await;
            assert_eq!(answer.status, 200, "{path}");
            assert!(answer.text().contains(&format!("<html lang=\"{lang}\">")), "{path}");
        }
    }
    let english = place.replacen("/kk/", "/en/", 1);
    let checked = read(&world, &format!("{english}?check=1"), &people.region).await.text();
    assert!(checked.contains("every figure agrees"));
    world.stop().await;
}

/// Says what it was asked to print.
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

    fn statistical_return(&self, _: &App, paper: &ReturnPaper<'_>, kind: FileKind) -> Result<Vec<u8>, PrintFault> {
        let raids = paper
            .figures
            .figures
            .iter()
            .find(|figure| figure.code == "R01")
            .and_then(|figure| figure.period);
        Ok(format!("{kind:?} {raids:?} {} {}", paper.signed.is_some(), paper.heads.len() > 1).into_bytes())
    }

    fn journal(&self, _: &App, paper: &JournalPaper<'_>, _: FileKind) -> Result<Vec<u8>, PrintFault> {
        Ok(paper.book.title.en.clone().into_bytes())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_hold_the_figures_of_the_moment_or_those_that_were_signed() {
    let (world, people) = staffed().await;
    assert!(
        !read(&world, PAGE, &people.head).await.text().contains("/file/return.pdf"),
        "a server without a printer offers no files"
    );
    assert_eq!(
        read(&world, "/kk/returns/monthly/2026-04/file/return.pdf?body=391000000", &people.head)
            .await
            .status,
        404
    );
    let place = step(&world, &people.officer, "prepare", "0", &[]).await.header("location").to_owned();
    step(&world, &people.head, "sign", "1", &[("secret", PASSWORD)]).await;
    let web = world.web.clone().printing_by(Arc::new(Echo));
    let router = qorgau_web::router(&web);
    let ask = async |path: &str, cookie: &str| {
        use axum::body::{Body, to_bytes};
        use tower::ServiceExt;
        let request = axum::http::Request::get(path).header("cookie", cookie).body(Body::empty()).unwrap();
        let answer = router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let bytes = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
        (status, headers, String::from_utf8(bytes.to_vec()).unwrap())
    };
    let live = ask("/kk/returns/monthly/2026-04/file/return.xlsx?body=391000000", &people.head).await;
    assert_eq!((live.0, live.2.as_str()), (200, "Xlsx Some(1) false false"));
    assert_eq!(live.1["content-disposition"], "attachment; filename=\"return-monthly-391000000-2026-04.xlsx\"");
    let frozen = ask(&format!("{place}/file/return.pdf?version=1"), &people.head).await;
    assert_eq!((frozen.0, frozen.2.as_str()), (200, "Pdf Some(0) true true"));
    assert_eq!(ask(&format!("{place}/file/return.doc"), &people.head).await.0, 404);
    let neighbour = signed_in(&world, "neighbour", "region_head", OTHER).await;
    assert_eq!(ask(&format!("{place}/file/return.pdf"), &neighbour).await.0, 404);
    world.stop().await;
}
