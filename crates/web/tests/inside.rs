//! Signing in, and what each reader may see.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;

use signing::{CITY, OTHER, PASSWORD, REGION, founded, invited, read, sent, signed_in};

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_asked_to_sign_in_and_led_back_to_the_place() {
    let world = founded().await;
    let answer = world.get("/ru/returns/monthly/2026-10?body=MIA").await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.header("location"), "/ru/sign-in?next=/ru/returns/monthly/2026-10%3Fbody%3DMIA");
    let code = invited(&world, "head", "region_head", REGION).await;
    sent(&world, "/ru/code", "", &[("code", &code), ("secret", PASSWORD), ("again", PASSWORD)]).await;
    let form = [("name", "head"), ("secret", PASSWORD), ("next", "/ru/clauses")];
    assert_eq!(sent(&world, "/ru/sign-in", "", &form).await.header("location"), "/ru/clauses");
    let form = [("name", "head"), ("secret", PASSWORD), ("next", "//evil.example")];
    assert_eq!(sent(&world, "/ru/sign-in", "", &form).await.header("location"), "/ru/today");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_an_unknown_name_and_a_foreign_site_get_nowhere() {
    let world = founded().await;
    let cookie = signed_in(&world, "head", "region_head", REGION).await;
    for form in [[("name", "head"), ("secret", "wrong password")], [("name", "nobody"), ("secret", PASSWORD)]] {
        let answer = sent(&world, "/en/sign-in", "", &form).await;
        assert_eq!((answer.status, answer.header("set-cookie")), (422, ""));
        assert!(answer.text().contains("class=\"errors\""), "what was wrong stands above the form");
    }
    for foreign in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example"), ("x-nothing", "")] {
        let answer = world.ask("POST", "/en/sign-out", &[foreign, ("cookie", &cookie)], b"mark=x").await;
        assert_eq!(answer.status, 403, "{foreign:?}");
    }
    let kind = sent(&world, "/en/sign-out", &cookie, &[("mark", "another session's")]).await;
    assert_eq!(kind.status, 403);
    assert_eq!(read(&world, "/en/today", &cookie).await.status, 200, "still signed in");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_signs_out_is_nobody_again() {
    let world = founded().await;
    let cookie = signed_in(&world, "head", "region_head", REGION).await;
    let page = read(&world, "/kk/today", &cookie).await.text();
    let mark = page.split("name=\"mark\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let answer = sent(&world, "/kk/sign-out", &cookie, &[("mark", mark)]).await;
    assert!(answer.status == 303 && answer.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(read(&world, "/kk/today", &cookie).await.header("location"), "/kk/sign-in?next=/kk/today");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_return_is_there_for_those_whose_roles_reach_its_body_and_absent_for_all_others() {
    let world = founded().await;
    let region = signed_in(&world, "head", "region_head", REGION).await;
    let city = signed_in(&world, "city", "body_head", CITY).await;
    let staff = signed_in(&world, "clerk", "minister_staff", "MIA").await;
    let auditor = signed_in(&world, "auditor", "auditor", "MIA").await;
    let expected = [
        (&region, [(REGION, 200), (CITY, 200), (OTHER, 404), ("MIA", 404), ("000", 404)]),
        (&city, [(REGION, 404), (CITY, 200), (OTHER, 404), ("MIA", 404), ("000", 404)]),
        (&staff, [(REGION, 404), (CITY, 404), (OTHER, 404), ("MIA", 404), ("000", 404)]),
        (&auditor, [(REGION, 200), (CITY, 200), (OTHER, 200), ("MIA", 200), ("000", 404)]),
    ];
    for (cookie, bodies) in expected {
        for (body, status) in bodies {
            for figure in ["", "/V01"] {
                let path = format!("/kk/returns/monthly/2026-10{figure}?body={body}");
                assert_eq!(read(&world, &path, cookie).await.status, status, "{path}");
            }
        }
    }
    for path in [
        "/kk/returns/monthly/2026-12",
        "/kk/returns/monthly/2026Q3",
        "/kk/returns/yearly/2026",
        "/kk/returns/monthly/2026-10/X99",
    ] {
        assert_eq!(read(&world, path, &region).await.status, 404, "{path}");
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_speak_three_languages_and_a_figure_leads_to_what_stands_behind_it() {
    let world = founded().await;
    let cookie = signed_in(&world, "head", "region_head", REGION).await;
    for lang in ["kk", "ru", "en"] {
        for path in [
            "today",
            "returns/monthly/2026-10",
            "returns/quarterly/2026Q3",
            "returns/monthly/2026-10/V01",
            "clauses",
        ] {
            let answer = read(&world, &format!("/{lang}/{path}"), &cookie).await;
            assert_eq!(answer.status, 200, "{lang} {path}");
            assert!(answer.text().contains(&format!("<html lang=\"{lang}\">")), "{lang} {path}");
        }
    }
    let clauses = read(&world, "/en/clauses", &cookie).await.text();
    assert!(clauses.matches("<tr").count() > 138, "every clause stands there");
    world.stop().await;
}
