//! The interface for programs, over HTTP: tokens alone open it, what is refused is absent, what is wrong is named, nothing is stored twice.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;

use common::{Answer, World};
use serde_json::{Value, json};
use signing::{founded, mark, read, sent, signed_in};

const DISTRICT: &str = "391000000";
const OTHER: &str = "391600000";

async fn ask(world: &World, method: &str, path: &str, token: &str, body: Option<&Value>) -> (Answer, Value) {
    let bearer = format!("Bearer {token}");
    let mut headers = vec![("authorization", bearer.as_str()), ("accept-language", "en")];
    let text = body.map_or_else(String::new, Value::to_string);
    if body.is_some() {
        headers.push(("content-type", "application/json"));
    }
    let answer = world.ask(method, path, &headers, text.as_bytes()).await;
    let json = serde_json::from_slice(&answer.bytes).unwrap_or_else(|_| panic!("{method} {path} said no JSON: {}", answer.text()));
    if answer.status >= 400 {
        let json: &Value = &json;
        assert_eq!(answer.header("content-type"), "application/problem+json", "{method} {path}");
        assert_eq!(json["status"], answer.status);
        assert!(
            ["code", "title", "detail"]
                .iter()
                .all(|part| json[part].as_str().is_some_and(|text| !text.is_empty()))
        );
    }
    (answer, json)
}

/// A token made on its page, as people make it.
async fn token(world: &World, cookie: &str, acts: &[&str], body: &str) -> String {
    let page = read(world, "/en/account/tokens", cookie).await;
    assert_eq!(page.status, 200);
    let mark = mark(&page.text());
    let body = world.web.app().body(body).await.unwrap().0.to_string();
    let mut form = vec![("mark", mark.as_str()), ("name", "import"), ("body", &body), ("until", "30.11.2026")];
    form.extend(acts.iter().map(|act| ("acts", *act)));
    let made = sent(world, "/en/account/tokens", cookie, &form).await;
    assert_eq!(made.status, 200, "{}", made.text());
    let text = made.text();
    text.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
}

fn person() -> Value {
    json!({"register": "person", "body": DISTRICT, "fields": {"surname": "Сынақбаев", "given_name": "Асан"}})
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_is_entered_once_corrected_and_withdrawn() {
    let world = founded().await;
    let cookie = signed_in(&world, "officer", "charged_officer", DISTRICT).await;
    let all = ["read", "enter", "correct", "withdraw"];
    let token = token(&world, &cookie, &all, DISTRICT).await;
    let path = "/api/v1/entries/6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
    assert_eq!(ask(&world, "GET", path, &token, None).await.0.status, 404);

    let (answer, stored) = ask(&world, "PUT", path, &token, Some(&person())).await;
    assert_eq!((answer.status, &stored["revision"]), (201, &json!(1)), "{stored}");
    assert_eq!(ask(&world, "PUT", path, &token, Some(&person())).await.0.status, 200, "sent twice");
    let mut other = person();
    other["fields"]["given_name"] = json!("Болат");
    let (answer, problem) = ask(&world, "PUT", path, &token, Some(&other)).await;
    assert_eq!((answer.status, &problem["code"]), (409, &json!("changed")));

    let correction = json!({"based_on": 1, "reason": "құжат бойынша", "fields": other["fields"]});
    let (answer, stored) = ask(&world, "PUT", path, &token, Some(&correction)).await;
    assert_eq!((answer.status, &stored["revision"]), (200, &json!(2)), "{stored}");
    assert_eq!(ask(&world, "PUT", path, &token, Some(&correction)).await.1["revision"], json!(2), "sent twice");
    let late = json!({"based_on": 1.0, "reason": "басқа", "fields": person()["fields"]});
    let (answer, problem) = ask(&world, "PUT", path, &token, Some(&late)).await;
    assert_eq!((answer.status, &problem["code"]), (409, &json!("stale")), "{problem}");
    assert_eq!(problem["based_on"]["fields"]["given_name"], "Асан");
    assert_eq!(problem["current"]["fields"]["given_name"], "Болат");

    let (_, entry) = ask(&world, "GET", path, &token, None).await;
    assert_eq!((&entry["fields"], &entry["body"]), (&other["fields"], &json!(DISTRICT)));
    let (_, page) = ask(&world, "GET", "/api/v1/registers/person/entries?limit=1", &token, None).await;
    assert_eq!(page["entries"], json!([entry]));
    let struck = json!({"based_on": 2, "reason": "қате"});
    let withdraw = format!("{path}/withdraw");
    assert_eq!(
        ask(&world, "POST", &withdraw, &token, Some(&struck)).await.0.status,
        404,
        "an officer strikes no person"
    );
    let head = signed_in(&world, "head", "body_head", DISTRICT).await;
    let of_head = self::token(&world, &head, &all, DISTRICT).await;
    let (answer, first) = ask(&world, "POST", &withdraw, &of_head, Some(&struck)).await;
    assert_eq!((answer.status, &first["revision"]), (200, &json!(3)), "{first}");
    let (answer, again) = ask(&world, "POST", &withdraw, &of_head, Some(&struck)).await;
    assert_eq!((answer.status, &again), (200, &first), "sent twice it is answered twice");
    for other in [json!({"based_on": 2, "reason": "басқа"}), json!({"based_on": 3, "reason": "қате"})] {
        let status = ask(&world, "POST", &withdraw, &of_head, Some(&other)).await.0.status;
        assert_eq!(status, 404, "what is struck is not struck again: {other}");
    }
    assert_eq!(
        ask(&world, "POST", &withdraw, &token, Some(&struck)).await.0.status,
        404,
        "nor told to whoever may not"
    );
    let (_, revisions) = ask(&world, "GET", &format!("{path}/revisions"), &token, None).await;
    assert_eq!(revisions.as_array().unwrap().len(), 3);
    assert_eq!(
        revisions.as_array().unwrap().iter().filter(|revision| revision["state"] == "withdrawn").count(),
        1
    );
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_identity_taken_where_one_does_not_read_is_told_by_nothing_but_absence() {
    let world = founded().await;
    let path = "/api/v1/entries/6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
    let there = signed_in(&world, "there", "charged_officer", OTHER).await;
    let theirs = token(&world, &there, &["read", "enter"], OTHER).await;
    let mut elsewhere = person();
    elsewhere["body"] = json!(OTHER);
    assert_eq!(ask(&world, "PUT", path, &theirs, Some(&elsewhere)).await.0.status, 201);
    let cookie = signed_in(&world, "officer", "charged_officer", DISTRICT).await;
    let token = token(&world, &cookie, &["read", "enter"], DISTRICT).await;
    let without = |mut problem: Value| {
        problem["instance"].take();
        problem
    };
    let (absent, problem) = ask(&world, "GET", path, &token, None).await;
    let (refused, said) = ask(&world, "PUT", path, &token, Some(&person())).await;
    assert_eq!(
        (refused.status, without(said)),
        (absent.status, without(problem)),
        "whatever is there, the answer is the same"
    );
    // Whoever reads what is there is told that it is another entry.
    let (answer, problem) = ask(
        &world,
        "PUT",
        path,
        &theirs,
        Some(&json!({"register": "organisation", "body": OTHER, "fields": {"name": "Қазыналық мекеме"}})),
    )
    .await;
    assert!(answer.status == 409 || answer.status == 422, "{problem}");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_a_register_follow_each_other_without_gap_or_double() {
    let world = founded().await;
    let cookie = signed_in(&world, "officer", "charged_officer", DISTRICT).await;
    let token = token(&world, &cookie, &["read", "enter"], DISTRICT).await;
    for no in 0..7 {
        let mut new = person();
        new["fields"]["surname"] = json!(format!("Сынақ{no}"));
        let path = format!("/api/v1/entries/6f9619ff-8b86-4d01-b42d-00cf4fc9640{no}");
        assert_eq!(ask(&world, "PUT", &path, &token, Some(&new)).await.0.status, 201);
    }
    let (mut after, mut seen) = (String::new(), Vec::new());
    loop {
        let path = format!("/api/v1/registers/person/entries?limit=3{after}");
        let (answer, page) = ask(&world, "GET", &path, &token, None).await;
        assert_eq!(answer.status, 200);
        seen.extend(page["entries"].as_array().unwrap().iter().map(|entry| entry["id"].as_str().unwrap().to_owned()));
        match page["after"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    let all: std::collections::BTreeSet<&String> = seen.iter().collect();
    assert_eq!((seen.len(), all.len()), (7, 7));
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_reaches_no_further_than_it_says_and_a_cookie_nothing() {
    let world = founded().await;
    let cookie = signed_in(&world, "officer", "charged_officer", DISTRICT).await;
    let reader = token(&world, &cookie, &["read"], DISTRICT).await;
    let writer = token(&world, &cookie, &["enter"], DISTRICT).await;
    let path = "/api/v1/entries/6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
    let absent = ask(&world, "GET", "/api/v1/entries/6f9619ff-8b86-4d01-b42d-00cf4fc964fe", &reader, None).await;
    let without = |mut problem: Value| {
        problem["instance"].take();
        problem
    };
    let refused = ask(&world, "PUT", path, &reader, Some(&person())).await;
    assert_eq!(
        (refused.0.status, without(refused.1)),
        (404, without(absent.1.clone())),
        "refused and absent look the same"
    );
    let mut elsewhere = person();
    elsewhere["body"] = json!(OTHER);
    assert_eq!(ask(&world, "PUT", path, &writer, Some(&elsewhere)).await.0.status, 404);
    assert_eq!(ask(&world, "PUT", path, &writer, Some(&person())).await.0.status, 201);
    assert_eq!(ask(&world, "GET", path, &writer, None).await.0.status, 404, "it writes and does not read");
    assert_eq!(ask(&world, "GET", path, &reader, None).await.0.status, 200);

    let head = signed_in(&world, "head", "region_head", "390000000").await;
    let narrow = token(&world, &head, &["read"], OTHER).await;
    assert_eq!(ask(&world, "GET", path, &narrow, None).await.0.status, 404, "a token of another district");
    let of = |body: &str| format!("/api/v1/duties?body={body}&on=2026-11-20");
    let monthly = |body: &str| format!("/api/v1/returns/monthly/2026-10?body={body}");
    for (body, status) in [(OTHER, 200), (DISTRICT, 404), ("390000000", 404), ("nowhere", 404)] {
        assert_eq!(ask(&world, "GET", &of(body), &narrow, None).await.0.status, status, "duties of {body}");
        assert_eq!(ask(&world, "GET", &monthly(body), &narrow, None).await.0.status, status, "the return of {body}");
    }
    for headers in [
        vec![("cookie", cookie.as_str())],
        vec![("cookie", cookie.as_str()), ("authorization", "Bearer nonsense")],
        vec![],
    ] {
        let answer = world.ask("GET", path, &headers, b"").await;
        assert_eq!((answer.status, answer.header("www-authenticate")), (401, "Bearer"));
    }
    let page = read(&world, "/en/account/tokens", &cookie).await.text();
    let id = page.split("name=\"token\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let revoked = sent(&world, "/en/account/tokens/revoke", &cookie, &[("mark", &mark(&page)), ("token", &id)]).await;
    assert_eq!(revoked.status, 303);
    let left = [
        ask(&world, "GET", "/api/v1/bodies", &reader, None).await.0.status,
        ask(&world, "GET", "/api/v1/bodies", &writer, None).await.0.status,
    ];
    assert_eq!(left.iter().filter(|status| **status == 401).count(), 1, "{left:?}");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_understood_or_wrong_is_named_and_nothing_is_stored() {
    let world = founded().await;
    let cookie = signed_in(&world, "officer", "charged_officer", DISTRICT).await;
    let token = token(&world, &cookie, &["read", "enter"], DISTRICT).await;
    let path = "/api/v1/entries/6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
    let mut wrong = person();
    wrong["fields"] = json!({"surname": 5, "no_such": "x"});
    let (answer, problem) = ask(&world, "PUT", path, &token, Some(&wrong)).await;
    assert_eq!((answer.status, &problem["code"]), (422, &json!("fields")));
    let fields: Vec<&str> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["field"].as_str().unwrap())
        .collect();
    assert!(fields.contains(&"surname") && fields.contains(&"no_such"), "{problem}");
    for surname in ["ә".repeat(501), "Сынақ\u{202e}баев".to_owned()] {
        let mut wrong = person();
        wrong["fields"]["surname"] = json!(surname);
        let (answer, problem) = ask(&world, "PUT", path, &token, Some(&wrong)).await;
        assert_eq!((answer.status, &problem["errors"][0]["field"]), (422, &json!("surname")));
    }
    let mut extra = person();
    extra["colour"] = json!("red");
    for (body, status) in [(extra, 400), (json!({"fields": {}}), 400), (json!([]), 400)] {
        assert_eq!(ask(&world, "PUT", path, &token, Some(&body)).await.0.status, status);
    }
    let bearer = format!("Bearer {token}");
    let plain = [("authorization", bearer.as_str()), ("content-type", "text/plain")];
    assert_eq!(world.ask("PUT", path, &plain, b"{}").await.status, 415);
    let large = vec![b' '; 1024 * 1024 + 1];
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    let answer = world.ask("PUT", path, &headers, &large).await;
    assert_eq!((answer.status, answer.header("content-type")), (413, "application/problem+json"));
    for (place, status) in [
        ("/api/v1/registers/person/entries?limit=201", 400),
        ("/api/v1/registers/person/entries?limit=0", 400),
        ("/api/v1/registers/person/entries?after=x", 400),
        ("/api/v1/registers/person/entries?no_such=1", 400),
        ("/api/v1/registers/no_such", 404),
        ("/api/v1/no-such", 404),
        ("/api/v1/lists/no_such", 404),
        ("/api/v1/entries/not-an-id", 404),
        ("/api/v1/duties?on=yesterday", 400),
    ] {
        assert_eq!(ask(&world, "GET", place, &token, None).await.0.status, status, "{place}");
    }
    assert_eq!(ask(&world, "POST", path, &token, None).await.0.status, 405);
    assert_eq!(ask(&world, "GET", path, &token, None).await.0.status, 404, "nothing was stored");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_read_beside_entries_is_there() {
    let world = founded().await;
    let cookie = signed_in(&world, "head", "region_head", "390000000").await;
    let token = token(&world, &cookie, &["read"], "390000000").await;
    let (_, registers) = ask(&world, "GET", "/api/v1/registers", &token, None).await;
    let codes: Vec<&str> = registers
        .as_array()
        .unwrap()
        .iter()
        .map(|register| register["code"].as_str().unwrap())
        .collect();
    assert!(codes.contains(&"offence"));
    for code in codes {
        let (answer, schema) = ask(&world, "GET", &format!("/api/v1/registers/{code}"), &token, None).await;
        assert_eq!((answer.status, schema["type"].as_str()), (200, Some("object")));
    }
    let (_, bodies) = ask(&world, "GET", "/api/v1/bodies", &token, None).await;
    assert!(
        bodies
            .as_array()
            .unwrap()
            .iter()
            .any(|body| body["code"] == DISTRICT && body["parent"] == "390000000")
    );
    let (_, returned) = ask(&world, "GET", "/api/v1/returns/monthly/2026-10?explain=V01", &token, None).await;
    assert_eq!(
        (returned["body"].as_str(), returned["entries"].as_array().map(Vec::len)),
        (Some("390000000"), Some(0))
    );
    assert!(returned["figures"].as_array().unwrap().iter().any(|figure| figure["code"] == "V01"));
    world.stop().await;
}

#[test]
fn the_description_is_as_it_was_committed_and_names_every_way_of_the_table() {
    let built = format!("{}\n", serde_json::to_string_pretty(&qorgau_web::api::openapi::build()).unwrap());
    let place = "../../docs/openapi.json";
    if std::env::var_os("QORGAU_WRITE").is_some() {
        std::fs::write(place, &built).unwrap();
    }
    let committed = std::fs::read_to_string(place).unwrap_or_default();
    assert_eq!(built, committed, "QORGAU_WRITE=1 with this test writes docs/openapi.json anew");
    let described: std::collections::BTreeSet<&str> = qorgau_web::api::openapi::OPERATIONS.iter().map(|operation| operation.path).collect();
    let routes = qorgau_web::routes::TABLE.iter().filter(|route| route.access == qorgau_web::gate::Access::Token);
    assert_eq!(described, routes.map(|route| route.path).collect());
}
