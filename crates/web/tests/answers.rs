//! What every answer is: guarded by headers, in the reader's language, a page of ours also when it is a refusal.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;

use axum::body::Bytes;
use axum::http::StatusCode;
use axum::routing::{MethodFilter, on};
use common::{Answer, OURS, World};
use qorgau_web::gate::Access;
use qorgau_web::routes::{Route, TABLE};
use qorgau_web::serve::Limits;
use qorgau_web::{FILES, Web};

/// Routes that do what no page of ours does.
const ODD: &[Route] = &[
    Route::get("/{lang}/panic", Access::Anyone, |method| on(method, panics)),
    Route::get("/{lang}/teapot", Access::Anyone, |method| on(method, async || StatusCode::IM_A_TEAPOT)),
    Route::get("/{lang}/inside", Access::SignedIn, |method| on(method, async || "inside")),
    Route::post("/{lang}/echo", Access::Anyone, |method| on(method, async |body: Bytes| body)),
];

async fn panics() -> StatusCode {
    panic!("a secret of the program")
}

async fn odd() -> World {
    World::with(|web: &Web| qorgau_web::build(web, ODD), None, Limits::default()).await
}

/// A pattern of a route filled with what exists.
fn filled(pattern: &str) -> Vec<String> {
    if pattern.starts_with("/assets/") {
        return FILES.iter().map(|file| file.address.to_owned()).collect();
    }
    ["kk", "ru", "en"].map(|lang| pattern.replace("{lang}", lang)).into()
}

fn guarded(answer: &Answer, what: &str) {
    for (name, value) in [
        (
            "content-security-policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'",
        ),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("strict-transport-security", ""),
        ("access-control-allow-origin", ""),
        ("server", ""),
    ] {
        assert_eq!(answer.header(name), value, "{what}: {name}");
    }
    assert!(answer.header("permissions-policy").contains("camera=()"), "{what}");
    assert_eq!(answer.header("x-request-id").len(), 36, "{what}");
    assert!(!answer.header("cache-control").is_empty(), "{what}");
}

/// A refusal is a page in a language, with the mark that its header carries.
fn refused(answer: &Answer, status: u16, lang: &str) {
    guarded(answer, &format!("{status} in {lang}"));
    assert_eq!(answer.status, status);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "no-store");
    let text = answer.text();
    assert!(text.contains(&format!("<html lang=\"{lang}\">")), "{text}");
    assert!(text.contains(answer.header("x-request-id")), "{text}");
    assert!(text.contains(&status.to_string()), "{text}");
}

#[tokio::test]
async fn every_route_answers_and_is_guarded() {
    let world = World::open().await;
    for route in TABLE.iter().filter(|route| route.method == MethodFilter::GET) {
        for path in filled(route.path) {
            let answer = world.get(&path).await;
            // An office without an authority of its own has no page of it.
            let expected = match route.access {
                Access::Token => answer.status == 401,
                _ => answer.status < 400 || route.path.contains("authority"),
            };
            assert!(expected, "{path}: {}", answer.status);
            guarded(&answer, &path);
            let head = world.ask("HEAD", &path, &[], b"").await;
            assert_eq!(head.status, answer.status, "{path}");
            assert!(head.bytes.is_empty(), "{path}");
            guarded(&head, &path);
            let wrong = world.ask("DELETE", &path, &[], b"").await;
            assert!(wrong.header("allow").starts_with("GET,HEAD"), "{path}: {}", wrong.header("allow"));
            if path.starts_with("/api/") {
                assert_eq!((wrong.status, wrong.header("content-type")), (405, "application/problem+json"), "{path}");
                continue;
            }
            refused(&wrong, 405, path.get(1..3).filter(|code| ["ru", "en"].contains(code)).unwrap_or("kk"));
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_said_in_the_readers_language() {
    let world = World::open().await;
    for (path, lang) in [
        ("/kk/nothing", "kk"),
        ("/ru/nothing/below", "ru"),
        ("/en/style/", "en"),
        ("/de/", "kk"),
        ("/nothing", "kk"),
    ] {
        refused(&world.get(path).await, 404, lang);
    }
    let answer = world.ask("GET", "/nothing", &[("accept-language", "en-GB,en;q=0.9")], b"").await;
    refused(&answer, 404, "en");
    refused(&world.get("/assets/0000000000000000/qorgau.css").await, 404, "kk");
}

#[tokio::test]
async fn a_panic_is_a_page_that_tells_nothing_of_the_program() {
    let world = odd().await;
    let answer = world.get("/ru/panic").await;
    refused(&answer, 500, "ru");
    assert!(!answer.text().contains("secret"));
    refused(&world.get("/en/teapot").await, 418, "en");
    assert_eq!(world.get("/ru/teapot").await.status, 418, "the server goes on");
}

#[tokio::test]
async fn too_much_is_refused_before_it_is_kept() {
    let world = odd().await;
    let most = vec![b'x'; 1024 * 1024];
    let answer = world.ask("POST", "/kk/echo", &OURS, &most).await;
    assert_eq!((answer.status, answer.bytes.len()), (200, most.len()));
    let more = vec![b'x'; 3 * 1024 * 1024];
    let answer = world.ask("POST", "/kk/echo", &OURS, &more).await;
    refused(&answer, 413, "kk");
    assert_eq!(answer.header("connection"), "close");
    // The same without saying how much comes.
    let mut chunked = format!("{:x}\r\n", more.len()).into_bytes();
    chunked.extend_from_slice(&more);
    chunked.extend_from_slice(b"\r\n0\r\n\r\n");
    let mut stream = tokio::net::TcpStream::connect(world.at).await.unwrap();
    let answer = common::chunked(&mut stream, "/en/echo", &chunked).await;
    refused(&answer, 413, "en");
}

#[tokio::test]
async fn nobody_is_asked_to_sign_in_and_comes_back_to_the_same_place() {
    let world = odd().await;
    let answer = world.get("/ru/inside?page=2&sort=day").await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.header("location"), "/ru/sign-in?next=/ru/inside%3Fpage%3D2%26sort%3Dday");
}

#[tokio::test]
async fn the_root_leads_to_the_readers_language_kazakh_first() {
    let world = World::open().await;
    for (wishes, lang) in [
        ("", "kk"),
        ("ru-RU,ru;q=0.9,en;q=0.5", "ru"),
        ("en", "en"),
        ("de", "kk"),
        ("ru;q=0.5,kk;q=0.5", "kk"),
    ] {
        let answer = world.ask("GET", "/", &[("accept-language", wishes)], b"").await;
        assert_eq!((answer.status, answer.header("location")), (303, format!("/{lang}/").as_str()), "{wishes}");
        assert_eq!(answer.header("vary"), "accept-language, cookie");
    }
    assert_eq!(world.get("/ru").await.header("location"), "/ru/");
}

#[tokio::test]
async fn the_switch_of_language_keeps_place_and_query() {
    let world = World::open().await;
    for lang in ["kk", "ru", "en"] {
        let text = world.get(&format!("/{lang}/style?rows=dense&q=a%26b")).await.text();
        assert!(text.contains(&format!("<html lang=\"{lang}\">")));
        for other in ["kk", "ru", "en"] {
            let current = if other == lang { " aria-current=\"true\"" } else { "" };
            let way = format!("href=\"/{other}/style?rows=dense&#38;q=a%26b\" lang=\"{other}\"");
            assert!(text.contains(&way), "{way} is not in {text}");
            assert!(text.contains(current));
        }
    }
}

#[tokio::test]
async fn pages_come_compressed_to_whoever_understands_it() {
    let world = World::open().await;
    let plain = world.get("/kk/style").await;
    assert_eq!(plain.header("content-encoding"), "");
    for coding in ["gzip", "br"] {
        let answer = world.ask("GET", "/kk/style", &[("accept-encoding", coding)], b"").await;
        assert_eq!(answer.header("content-encoding"), coding);
        assert!(
            answer.bytes.len() * 3 < plain.bytes.len(),
            "{coding}: {} of {}",
            answer.bytes.len(),
            plain.bytes.len()
        );
    }
    let font = FILES.iter().find(|file| file.kind == "font/woff2").unwrap();
    let answer = world.ask("GET", font.address, &[("accept-encoding", "gzip")], b"").await;
    assert_eq!(answer.header("content-encoding"), "");
}

#[tokio::test]
async fn health_and_counts_are_told() {
    let world = World::open().await;
    assert_eq!(world.get("/healthz").await.text(), "ok\n");
    world.get("/ru/style").await;
    world.get("/ru/nothing").await;
    let text = world.get("/metrics").await.text();
    for line in [
        "qorgau_http_request_duration_seconds_count{route=\"/{lang}/style\",method=\"GET\",status=\"200\"} 1",
        "qorgau_http_request_duration_seconds_count{route=\"none\",method=\"GET\",status=\"404\"} 1",
        "qorgau_connections_open 1",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
}
