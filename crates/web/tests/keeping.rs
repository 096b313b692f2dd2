//! Accounts through the pages: the first start, one's own account, and those of others.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod reach;

use common::{Answer, OURS, World};
use qorgau_domain::BodyId;
use reach::{PASSWORD, Role, asked, founded, mark, roles, somebody};

const NEW: &str = "another long password";

async fn sent(world: &World, path: &str, cookie: &str, form: &[(&str, &str)]) -> Answer {
    let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let mark = mark(cookie);
    // Whoever has not signed in has no mark.
    let marked = [("mark", mark.as_str())].into_iter().filter(|_| !cookie.is_empty());
    let pairs: Vec<String> = marked
        .chain(form.iter().copied())
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    let headers = [OURS[0], ("content-type", "application/x-www-form-urlencoded"), ("cookie", cookie)];
    world.ask("POST", path, &headers, pairs.join("&").as_bytes()).await
}

fn role(code: &str) -> Role {
    roles().into_iter().find(|role| role.code == code).unwrap()
}

async fn body(world: &World, code: &str) -> BodyId {
    world.web.app().body(code).await.unwrap()
}

/// The text between two others.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split(before)
        .nth(1)
        .unwrap_or_else(|| panic!("no {before} in {text}"))
        .split(after)
        .next()
        .unwrap()
}

async fn signed_in(world: &World, login: &str, secret: &str) -> String {
    let answer = sent(world, "/kk/sign-in", "", &[("name", login), ("secret", secret)]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_printed_code_makes_the_first_administrator_and_nothing_after_that() {
    let world = World::open().await;
    let code = world.web.app().start_code().await.unwrap().unwrap();
    assert!(world.get("/ru/").await.text().contains("/ru/start"), "the start page leads there");
    let form = |code: &'static str| {
        [
            ("code", code),
            ("person", "Бастауов Асан"),
            ("name", "first"),
            ("secret", PASSWORD),
            ("again", PASSWORD),
        ]
    };
    let wrong = sent(&world, "/ru/start", "", &form("AAAAA-AAAAA-AAAAA-AAAAA")).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("Бастауов Асан"), "what was typed stays");
    assert!(
        world.web.app().store.tree().await.unwrap().bodies().next().is_none(),
        "a wrong code brings nothing in"
    );
    let mut right = form("");
    right[0].1 = code.leak();
    assert_eq!(sent(&world, "/ru/start", "", &right).await.header("location"), "/ru/sign-in?chosen=1");
    assert_eq!(world.get("/ru/start").await.status, 404);
    assert_eq!(sent(&world, "/ru/start", "", &right).await.status, 404);
    let cookie = signed_in(&world, "first", PASSWORD).await;
    assert_eq!(asked(&world, "GET", "/ru/people", &cookie).await.header("location"), "/ru/account/factor");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_real_installation_never_says_who_can_sign_in() {
    let world = founded().await;
    assert!(!world.get("/en/").await.text().contains("nature-and-order"));
    world.web.app().store.mark_example().await.unwrap();
    assert!(world.get("/en/").await.text().contains("nature-and-order"));
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_factor_is_set_up_by_a_picture_and_asked_for_from_then_on() {
    let world = founded().await;
    let cookie = somebody(&world, "head", &role("region_head"), body(&world, "390000000").await).await;
    assert_eq!(sent(&world, "/kk/account/factor", &cookie, &[("secret", "wrong")]).await.status, 422);
    assert_eq!(sent(&world, "/kk/account/factor", &cookie, &[("secret", PASSWORD)]).await.status, 303);
    let page = asked(&world, "GET", "/kk/account/factor", &cookie).await.text();
    assert!(
        page.contains("class=\"qr\"") && !page.contains("otpauth"),
        "a picture, and the secret nowhere else but in words"
    );
    let secret = between(&page, "class=\"secret\">", "<").replace(' ', "");
    let account = world.web.app().account_named("head").await.unwrap().id;
    let kept = world
        .web
        .app()
        .store
        .gate_to_read()
        .await
        .unwrap()
        .credential(account)
        .await
        .unwrap()
        .totp
        .unwrap()
        .secret;
    let device = totp_rs::Builder::new().with_secret(kept).build().unwrap();
    assert_eq!(secret.len(), 32);
    assert_eq!(sent(&world, "/kk/account/factor/confirm", &cookie, &[("code", "000000")]).await.status, 422);
    let now = u64::try_from(world.web.app().now().as_second()).unwrap();
    let digits = device.generate(now).to_string();
    let codes = sent(&world, "/kk/account/factor/confirm", &cookie, &[("code", &digits)]).await;
    assert_eq!(codes.status, 200);
    let list = between(&codes.text(), "class=\"codes\">", "</ol>").to_owned();
    assert_eq!(list.matches("<li>").count(), 10);
    let recovery = between(&list, "<li>", "</li>").to_owned();
    let plain = [("name", "head"), ("secret", PASSWORD)];
    let asks = sent(&world, "/kk/sign-in", "", &plain).await;
    assert_eq!((asks.status, asks.header("set-cookie")), (200, ""), "the password alone opens nothing");
    let both = [plain[0], plain[1], ("factor", &recovery)];
    assert_eq!(sent(&world, "/kk/sign-in", "", &both).await.status, 303);
    assert_eq!(sent(&world, "/kk/sign-in", "", &both).await.status, 422, "a recovery code works once");
    assert_eq!(sent(&world, "/kk/account/factor/off", &cookie, &[("secret", PASSWORD)]).await.status, 303);
    assert_eq!(sent(&world, "/kk/sign-in", "", &plain).await.status, 303);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_every_other_session_and_a_session_is_ended_from_another() {
    let world = founded().await;
    let first = somebody(&world, "head", &role("region_head"), body(&world, "390000000").await).await;
    let second = signed_in(&world, "head", PASSWORD).await;
    let page = asked(&world, "GET", "/en/account", &second).await.text();
    let other = between(&page, "name=\"session\" value=\"", "\"").to_owned();
    sent(&world, "/en/account/sessions", &second, &[("session", &other)]).await;
    assert_eq!(asked(&world, "GET", "/en/account", &first).await.status, 303, "ended from the other");
    let third = signed_in(&world, "head", PASSWORD).await;
    let unlike = [("old", PASSWORD), ("secret", NEW), ("again", PASSWORD)];
    assert_eq!(sent(&world, "/en/account/password", &third, &unlike).await.status, 422);
    let wrong = [("old", NEW), ("secret", NEW), ("again", NEW)];
    assert_eq!(sent(&world, "/en/account/password", &third, &wrong).await.status, 422);
    let right = [("old", PASSWORD), ("secret", NEW), ("again", NEW)];
    assert_eq!(sent(&world, "/en/account/password", &third, &right).await.status, 303);
    assert_eq!(asked(&world, "GET", "/en/account", &second).await.status, 303, "the second is out");
    assert_eq!(asked(&world, "GET", "/en/account", &third).await.status, 200, "the third stays");
    assert_eq!(
        sent(&world, "/en/account/language", &third, &[("lang", "ru")]).await.header("location"),
        "/ru/account"
    );
    assert_eq!(asked(&world, "GET", "/", &third).await.header("location"), "/ru/today");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_opens_an_account_gives_and_takes_a_role_and_every_act_is_shown() {
    let world = founded().await;
    let admin = somebody(&world, "admin", &role("administrator"), body(&world, "390000000").await).await;
    let form = [
        ("person", "Жаңабаева Айгүл"),
        ("login", "aigul"),
        ("body", "391000000"),
        ("lang", "kk"),
        ("role", "charged_officer"),
        ("reason", "Order 5"),
    ];
    let handed = sent(&world, "/en/people/new", &admin, &form).await;
    assert_eq!(handed.status, 200, "{}", handed.text());
    let code = between(&handed.text(), "class=\"secret\">", "<").to_owned();
    let chosen = [("code", code.as_str()), ("secret", PASSWORD), ("again", PASSWORD)];
    assert_eq!(sent(&world, "/kk/code", "", &chosen).await.status, 303);
    let aigul = signed_in(&world, "aigul", PASSWORD).await;
    let id = world.web.app().account_named("aigul").await.unwrap().id;
    let page = |path: &str| format!("/en/people/{id}{path}");
    assert_eq!(
        asked(&world, "GET", &page(""), &aigul).await.status,
        404,
        "nobody without the right sees accounts"
    );
    let give = [
        ("role", "body_head"),
        ("body", "391000000"),
        ("from", "01.12.2026"),
        ("until", ""),
        ("reason", "Order 6"),
    ];
    assert_eq!(sent(&world, &page("/give"), &admin, &give).await.status, 303);
    assert_eq!(
        asked(&world, "GET", "/kk/today", &aigul).await.status,
        303,
        "signed out with the change of rights"
    );
    for (at, wrong) in [(2, ("from", "31.02.2026")), (0, ("role", "ministry_control")), (4, ("reason", " "))] {
        let mut bad = give;
        bad[at] = wrong;
        assert_eq!(sent(&world, &page("/give"), &admin, &bad).await.status, 422, "{wrong:?}");
    }
    let mut foreign = give;
    foreign[1].1 = "111000000";
    assert_eq!(
        sent(&world, &page("/give"), &admin, &foreign).await.status,
        404,
        "nothing beyond the bodies he keeps"
    );
    let take = [("role", "body_head"), ("body", "391000000"), ("reason", "Order 7")];
    assert_eq!(sent(&world, &page("/take"), &admin, &take).await.status, 303);
    assert_eq!(sent(&world, &page("/rename"), &admin, &[("person", "Ескібаева Айгүл")]).await.status, 303);
    let text = asked(&world, "GET", &page(""), &admin).await.text();
    for said in ["Order 5", "Order 6", "Order 7", "Ескібаева Айгүл", "01.12.2026"] {
        assert!(text.contains(said), "{said}");
    }
    let found = asked(&world, "GET", "/en/people?q=eskibaeva", &admin).await.text();
    assert!(!found.contains("aigul"), "Latin spelling is not folded here");
    assert!(
        asked(&world, "GET", "/en/people?q=%D0%B5%D1%81%D0%BA%D0%B8%D0%B1%D0%B0%D0%B5%D0%B2%D0%B0", &admin)
            .await
            .text()
            .contains("aigul")
    );
    let reset = sent(&world, &page("/reset"), &admin, &[("lost", "1")]).await;
    assert_eq!(reset.status, 200);
    assert_eq!(sent(&world, "/kk/sign-in", "", &[("name", "aigul"), ("secret", PASSWORD)]).await.status, 422);
    assert_eq!(sent(&world, &page("/close"), &admin, &[("why", "Order 8")]).await.status, 303);
    let own = world.web.app().account_named("admin").await.unwrap().id;
    let own = sent(&world, &format!("/en/people/{own}/close"), &admin, &[("why", "x")]).await;
    assert_eq!(own.status, 422, "nobody closes his own");
    world.stop().await;
}
