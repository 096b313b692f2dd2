//! Papers of entries over HTTP: brought by forms and programs, shown safely, refused in words, struck with a reason.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;

use common::{Answer, OURS, World};
use qorgau_app::example::pictures::{pdf, photo, picture};
use qorgau_app::papers::MOST;
use qorgau_domain::EntryId;
use qorgau_domain::paper::PaperKind;
use qorgau_domain::value::{Content, Value};
use serde_json::Value as Json;
use signing::{CITY, founded, mark, read, sent, signed_in};
use uuid::Uuid;

const ENTRY: &str = "/kk/entries/00000000-0000-0000-0000-000000000001";

/// A server with one raid of a city, and its officer's cookie.
async fn staffed() -> (World, String) {
    let world = founded().await;
    let app = world.web.app();
    let fields = Content::from([
        ("kind".to_owned(), Value::Choice("sweep".to_owned())),
        ("started_on".to_owned(), Value::Date(app.today())),
    ]);
    let city = app.body(CITY).await.unwrap();
    app.write("raid", city, EntryId(Uuid::from_u128(1)), fields, "officer").await.unwrap();
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    (world, officer)
}

async fn bring(world: &World, cookie: &str, mark: &str, caption: &str, files: &[(&str, &[u8])]) -> Answer {
    let mut sent = Vec::new();
    for (field, value) in [("mark", mark), ("caption", caption)] {
        sent.extend(format!("--b\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes());
    }
    for (name, bytes) in files {
        let head = format!("--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: image/jpeg\r\n\r\n");
        sent.extend(head.bytes());
        sent.extend(*bytes);
        sent.extend(b"\r\n");
    }
    sent.extend(b"--b--\r\n");
    let kind = ("content-type", "multipart/form-data; boundary=b");
    world.ask("POST", &format!("{ENTRY}/papers"), &[OURS[0], kind, ("cookie", cookie)], &sent).await
}

/// Where the papers of a page are seen.
fn places(page: &str) -> Vec<String> {
    let links = page.split("<p class=\"name\"><a href=\"").skip(1);
    links.map(|link| link.split('"').next().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn papers_are_brought_shown_and_struck() {
    let (world, cookie) = staffed().await;
    let page = read(&world, ENTRY, &cookie).await.text();
    assert!(page.contains("enctype=\"multipart/form-data\""));
    let mark = mark(&page);
    let bytes = photo(900, 600, 3);
    let answer = bring(&world, &cookie, &mark, "Көл жағасы", &[("тор.jpg", &bytes), ("акт.pdf", &pdf("act"))]).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (303, "/kk/entries/00000000-0000-0000-0000-000000000001#papers")
    );
    let page = read(&world, ENTRY, &cookie).await.text();
    let papers = places(&page);
    assert_eq!(papers.len(), 2);
    assert!(page.contains("тор.jpg") && page.contains("Көл жағасы") && page.contains("Файл қосылды: акт.pdf"));

    let seen = read(&world, &papers[0], &cookie).await;
    assert_eq!((seen.status, seen.header("content-type")), (200, "image/jpeg"));
    assert!(seen.header("content-disposition").starts_with("inline; filename=\""), "{:?}", seen.headers);
    assert!(seen.header("content-security-policy").contains("sandbox") && seen.header("x-content-type-options") == "nosniff");
    assert!(!seen.bytes.windows(6).any(|window| window == b"Qorgau"));
    let saved = read(&world, &format!("{}?save=1", papers[0]), &cookie).await;
    assert!(saved.header("content-disposition").starts_with("attachment;") && saved.header("content-disposition").contains("UTF-8''%D1%82"));
    let small = read(&world, &format!("{}/thumbnail", papers[0]), &cookie).await;
    assert_eq!((small.status, small.header("content-type")), (200, "image/jpeg"));
    let sealed = read(&world, &format!("{}/original", papers[0]), &cookie).await;
    assert_eq!(sealed.bytes, bytes);
    let document = read(&world, &papers[1], &cookie).await;
    assert_eq!(document.header("content-type"), "application/pdf");
    assert!(document.header("content-disposition").starts_with("attachment;"));
    assert_eq!(read(&world, &format!("{}/thumbnail", papers[1]), &cookie).await.status, 404);
    let printed = read(&world, &format!("{ENTRY}/print"), &cookie).await.text();
    assert!(printed.contains("тор.jpg") && !printed.contains("multipart"));

    let strike = format!("{}/strike", papers[0]);
    assert!(read(&world, &strike, &cookie).await.text().contains("тор.jpg"));
    let silent = sent(&world, &strike, &cookie, &[("mark", &mark), ("reason", " ")]).await;
    assert_eq!(silent.status, 422);
    assert!(silent.text().contains("reason-error") && silent.text().contains("sure-error"));
    let form = [("mark", mark.as_str()), ("reason", "басқа рейдтен"), ("sure", "1")];
    assert_eq!(sent(&world, &strike, &cookie, &form).await.status, 303);
    let page = read(&world, ENTRY, &cookie).await.text();
    assert!(page.contains("<s>тор.jpg</s>") && page.contains("басқа рейдтен") && places(&page).len() == 1);
    assert_eq!(read(&world, &papers[0], &cookie).await.status, 404);
    assert_eq!(read(&world, &strike, &cookie).await.status, 404);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_file_is_named_and_its_neighbours_are_taken() {
    let (world, cookie) = staffed().await;
    let mark = mark(&read(&world, ENTRY, &cookie).await.text());
    let html = b"<!doctype html><script>alert(1)</script>".as_slice();
    let good = picture(PaperKind::Png, 60, 40);
    let answer = bring(&world, &cookie, &mark, "", &[("бет<b>.jpg", html), ("жақсы.png", &good)]).await;
    assert_eq!(answer.status, 422);
    let page = answer.text();
    assert!(page.contains("class=\"errors\"") && page.contains("file-error") && page.contains("бет&#60;b&#62;.jpg"));
    assert_eq!(places(&page).len(), 1, "the other one is there");

    let large = vec![0xff; MOST + 1];
    let answer = bring(&world, &cookie, &mark, "", &[("үлкен.jpg", &large)]).await;
    assert_eq!(answer.status, 413);
    assert!(answer.text().contains("үлкен.jpg") && answer.text().contains("20 МБ"));

    let none = bring(&world, &cookie, &mark, "", &[("", b"")]).await;
    assert_eq!(none.status, 422);
    let long = "а".repeat(501);
    let answer = bring(&world, &cookie, &mark, &long, &[("a.png", &picture(PaperKind::Png, 61, 40))]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("caption-error") && answer.text().contains(&long));
    assert_eq!(bring(&world, &cookie, "another's", "", &[("a.png", &good)]).await.status, 403);
    assert_eq!(places(&read(&world, ENTRY, &cookie).await.text()).len(), 1);
    for lang in ["ru", "en"] {
        let page = read(&world, &format!("{}/papers", ENTRY.replacen("kk", lang, 1)), &cookie).await;
        assert!(page.status == 200 && page.text().contains("жақсы.png"));
    }
    world.stop().await;
}

/// A token made on its page.
async fn token(world: &World, cookie: &str, acts: &[&str]) -> String {
    let mark = mark(&read(world, "/en/account/tokens", cookie).await.text());
    let body = world.web.app().body(CITY).await.unwrap().0.to_string();
    let mut form = vec![("mark", mark.as_str()), ("name", "camera"), ("body", &body), ("until", "30.11.2026")];
    form.extend(acts.iter().map(|act| ("acts", *act)));
    let made = sent(world, "/en/account/tokens", cookie, &form).await.text();
    made.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_bring_bare_bytes_once_and_fetch_them_without_metadata() {
    let (world, cookie) = staffed().await;
    let (writes, reads) = (token(&world, &cookie, &["read", "enter"]).await, token(&world, &cookie, &["read"]).await);
    let path = "/api/v1/entries/00000000-0000-0000-0000-000000000001/papers";
    let ask = async |method: &str, path: &str, token: &str, bytes: &[u8]| {
        let bearer = format!("Bearer {token}");
        world.ask(method, path, &[("authorization", &bearer), ("accept-language", "en")], bytes).await
    };
    let json = |answer: &Answer| serde_json::from_slice::<Json>(&answer.bytes).unwrap();
    let bytes = photo(300, 200, 1);
    let named = format!("{path}?name=net.jpg&caption=shore");
    assert_eq!(ask("POST", &named, &reads, &bytes).await.status, 404, "a token to read brings nothing");
    let added = ask("POST", &named, &writes, &bytes).await;
    assert_eq!(added.status, 201, "{}", added.text());
    let again = ask("POST", path, &writes, &bytes).await;
    assert_eq!((again.status, json(&again)), (200, json(&added)));
    let listed = json(&ask("GET", path, &reads, b"").await);
    assert_eq!(
        (listed.as_array().unwrap().len(), &listed[0]["name"], &listed[0]["struck"]),
        (1, &Json::from("net.jpg"), &Json::from(false))
    );
    let id = listed[0]["id"].as_str().unwrap();
    let fetched = ask("GET", &format!("{path}/{id}"), &reads, b"").await;
    assert_eq!((fetched.status, fetched.header("content-type")), (200, "image/jpeg"));
    assert!(!fetched.bytes.windows(6).any(|window| window == b"Qorgau"));
    for (bytes, status, code) in [
        (b"<svg/>".to_vec(), 415, "media"),
        (vec![0; MOST + 1], 413, "large"),
        (Vec::new(), 422, "paper"),
        (b"\xff\xd8\xff\xe0broken".to_vec(), 422, "paper"),
    ] {
        let refused = ask("POST", path, &writes, &bytes).await;
        assert_eq!((refused.status, json(&refused)["code"].as_str().unwrap()), (status, code), "{}", refused.text());
    }
    assert_eq!(ask("POST", &format!("{path}?nome=x"), &writes, &bytes).await.status, 400);
    assert_eq!(json(&ask("GET", path, &reads, b"").await).as_array().unwrap().len(), 1);
    world.stop().await;
}
