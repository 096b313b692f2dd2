//! Every route of the table, as every role of the rulebook, at bodies all around, and as nobody.
//!
//! What is expected comes from the text of `roles.toml`, read here by itself; a route that has no line in `reach/cases.rs` fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod reach;

use std::collections::BTreeSet;

use axum::routing::MethodFilter;
use common::{OURS, World};
use qorgau_web::gate::Access;
use qorgau_web::routes::TABLE;
use reach::cases::CASES;
use reach::{Case, Scope, around, asked, bare, founded, neighbours, place, roles, somebody};

fn method(filter: MethodFilter) -> &'static str {
    match filter {
        MethodFilter::GET => "GET",
        MethodFilter::POST => "POST",
        MethodFilter::PUT => "PUT",
        MethodFilter::PATCH => "PATCH",
        MethodFilter::DELETE => "DELETE",
        _ => "other",
    }
}

/// A line of the table of cases.
type Line = (&'static str, &'static str, Case);

/// Refused and absent look the same, whoever asks.
const ABSENT: u16 = 404;

#[test]
fn every_route_has_its_case_and_every_case_its_route() {
    let routes: BTreeSet<(&str, &str)> = TABLE.iter().map(|route| (method(route.method), route.path)).collect();
    let cases: BTreeSet<(&str, &str)> = CASES.iter().map(|(method, path, _)| (*method, *path)).collect();
    let missing: Vec<_> = routes.difference(&cases).collect();
    assert!(
        missing.is_empty(),
        "add a line for each of these routes to web/tests/reach/cases.rs: {missing:#?}"
    );
    let stale: Vec<_> = cases.difference(&routes).collect();
    assert!(stale.is_empty(), "these lines of web/tests/reach/cases.rs name no route: {stale:#?}");
    assert_eq!(cases.len(), CASES.len(), "a route has one case");
    for (name, path, case) in CASES {
        let access = TABLE.iter().find(|route| method(route.method) == *name && route.path == *path).unwrap().access;
        let fits = match case {
            Case::Open(..) => matches!(access, Access::Anyone | Access::ThisMachine),
            Case::Token(_) => access == Access::Token,
            Case::Signed(_) => matches!(access, Access::SignedIn | Access::Entering),
            Case::Missing(_) => matches!(access, Access::SignedIn | Access::Registers(_) | Access::May { .. }),
            Case::Anywhere(..) | Case::At(..) | Case::Commands(_) => matches!(access, Access::May { .. } | Access::Registers(_) | Access::SignedIn),
        };
        assert!(fits, "{name} {path}: {access:?} is no {case:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_role_reaches_what_the_rulebook_gives_it_and_nothing_else() {
    let world = founded().await;
    let known = neighbours(&world).await;
    let (mut walked, mut refused, mut wrong) = (0_usize, 0_usize, Vec::new());
    for role in roles() {
        let home = role.home();
        let body = world.web.app().body(home).await.unwrap();
        let cookie = somebody(&world, &role.code.replace('_', "-"), &role, body).await;
        let absent = bare(&asked(&world, "GET", "/kk/no-such-page", &cookie).await);
        assert_eq!(absent.0, ABSENT);
        // Whoever signs out is gone, so that comes last.
        let leaves = |pattern: &str| pattern.ends_with("/sign-out");
        let (last, first): (Vec<&Line>, Vec<&Line>) = CASES.iter().partition(|(_, pattern, _)| leaves(pattern));
        for (method, pattern, case) in first.into_iter().chain(last) {
            let places = around(home);
            let steps: Vec<(String, Option<Scope>, bool)> = match case {
                Case::Open(..) => continue,
                Case::Token(path) => {
                    let answer = asked(&world, method, &path.replace("{body}", home), &cookie).await;
                    assert_eq!(answer.status, 401, "no cookie opens {method} {pattern}");
                    continue;
                }
                Case::Signed(path) => vec![((*path).to_owned(), None, true)],
                Case::Missing(path) => vec![((*path).to_owned(), None, false)],
                Case::Anywhere(path, right) => vec![((*path).to_owned(), None, role.may_anywhere(*right))],
                Case::Commands(path) => places
                    .iter()
                    .filter_map(|(scope, code)| Some((place(path, code, &known)?, Some(*scope), role.commands(*scope))))
                    .collect(),
                Case::At(path, right) => places
                    .iter()
                    .filter_map(|(scope, code)| Some((place(path, code, &known)?, Some(*scope), role.may_at(*right, *scope))))
                    .collect(),
            };
            for (path, scope, may) in steps {
                let answer = asked(&world, method, &path, &cookie).await;
                let said = format!("{} at {home}, {scope:?}: {method} {pattern} ({path}) said {}", role.code, answer.status);
                assert_ne!(answer.header("location"), "/kk/account/factor", "{said}");
                assert!(!answer.header("location").contains("/sign-in?next="), "{said}");
                if (answer.status != ABSENT) != may {
                    wrong.push(said.clone());
                }
                if !may && *method == "GET" && answer.status == ABSENT {
                    assert_eq!(bare(&answer), absent, "{said}: refused and absent differ");
                    refused += 1;
                }
                walked += 1;
            }
        }
    }
    println!("{walked} ways walked as {} roles, {refused} of them refused", roles().len());
    assert!(
        wrong.is_empty(),
        "{} ways go otherwise than the rulebook says:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(walked > TABLE.len() && refused > 0);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_asked_to_sign_in_wherever_it_is_not_open() {
    let world = founded().await;
    let admin = roles().into_iter().find(|role| role.code == "administrator").unwrap();
    let body = world.web.app().body("MIA").await.unwrap();
    somebody(&world, "admin", &admin, body).await;
    for (method, pattern, case) in CASES {
        let answer = |path: &str| {
            let path = ["{account}", "{entry}", "{document}", "{table}", "{id}"]
                .iter()
                .fold(path.replace("{body}", "391000000"), |path, name| {
                    path.replace(name, "00000000-0000-0000-0000-000000000000")
                });
            let world = &world;
            async move { asked(world, method, &path, "").await }
        };
        match case {
            Case::Open(path, status) => assert_eq!(answer(path).await.status, *status, "{method} {pattern}"),
            Case::Token(path) => assert_eq!(answer(path).await.status, 401, "{method} {pattern}"),
            Case::Signed(path) | Case::Missing(path) | Case::Anywhere(path, _) | Case::At(path, _) | Case::Commands(path) => {
                let answer = answer(path).await;
                assert_eq!(answer.status, 303, "{method} {pattern}");
                assert!(answer.header("location").starts_with("/kk/sign-in?next="), "{method} {pattern}");
            }
        }
    }
    world.stop().await;
}

/// Sends nothing but a mark, or no mark at all.
async fn sent(world: &World, path: &str, cookie: &str, from: &[(&str, &str)], body: &str) -> u16 {
    let mut headers = vec![("content-type", "application/x-www-form-urlencoded"), ("cookie", cookie)];
    headers.extend(from);
    world.ask("POST", path, &headers, body.as_bytes()).await.status
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_another_site_or_without_the_mark_of_its_session_changes_nothing() {
    let world = founded().await;
    let head = roles().into_iter().find(|role| role.code == "region_head").unwrap();
    let body = world.web.app().body("390000000").await.unwrap();
    let cookie = somebody(&world, "head", &head, body).await;
    let known = neighbours(&world).await;
    let foreign: [&[(&str, &str)]; 5] = [
        &[],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("sec-fetch-site", "cross-site"), OURS[0]],
        &[("sec-fetch-site", "same-site"), OURS[0]],
    ];
    let mut forms = 0;
    for (method, pattern, case) in CASES {
        let (path, signed) = match case {
            _ if *method == "GET" => continue,
            Case::Token(_) => continue,
            Case::Open(path, _) => (path, false),
            Case::Signed(path) | Case::Missing(path) | Case::Anywhere(path, _) | Case::At(path, _) | Case::Commands(path) => (path, true),
        };
        let path = place(path, "391000000", &known).unwrap();
        for from in foreign {
            assert_eq!(sent(&world, &path, &cookie, from, "mark=x").await, 403, "{pattern} from {from:?}");
        }
        if signed {
            for body in [
                "said=nothing",
                "mark=",
                "mark=x",
                "mark=0000000000000000000000000000000000000000000000000000000000000000",
            ] {
                let status = sent(&world, &path, &cookie, &OURS, body).await;
                // A form that holds what somebody typed is shown again, with what was typed.
                assert!((400..500).contains(&status), "{pattern} with `{body}` said {status}");
            }
        }
        forms += 1;
    }
    assert!(forms > 5);
    let still = asked(&world, "GET", "/kk/today", &cookie).await;
    assert_eq!(still.status, 200, "still signed in");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_somebody_planted_is_never_let_in() {
    let world = founded().await;
    let head = roles().into_iter().find(|role| role.code == "region_head").unwrap();
    let body = world.web.app().body("390000000").await.unwrap();
    let first = somebody(&world, "head", &head, body).await;
    let planted = format!("qorgau={}", "0".repeat(64));
    let form = format!("name=head&secret={}", reach::PASSWORD.replace(' ', "+"));
    for cookie in [&planted, &first] {
        let headers = [OURS[0], ("content-type", "application/x-www-form-urlencoded"), ("cookie", cookie.as_str())];
        let answer = world.ask("POST", "/kk/sign-in", &headers, form.as_bytes()).await;
        let new = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        assert_eq!(answer.status, 303);
        assert!(!new.is_empty() && new != planted && new != first, "every sign-in makes a new token");
        assert_eq!(asked(&world, "GET", "/kk/today", &new).await.status, 200);
        assert_eq!(asked(&world, "GET", "/kk/today", &planted).await.status, 303);
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_must_have_a_second_factor_sets_it_up_before_anything_else() {
    let world = founded().await;
    let mut admin = roles().into_iter().find(|role| role.code == "administrator").unwrap();
    assert!(admin.second_factor);
    admin.second_factor = false;
    let body = world.web.app().body("MIA").await.unwrap();
    let cookie = somebody(&world, "admin", &admin, body).await;
    for (method, pattern, case) in CASES {
        let route = TABLE
            .iter()
            .find(|route| self::method(route.method) == *method && route.path == *pattern)
            .unwrap();
        if matches!(case, Case::Open(..)) || route.access == Access::Entering {
            continue;
        }
        let (Case::Signed(path) | Case::Missing(path) | Case::Anywhere(path, _) | Case::At(path, _)) = case else {
            continue;
        };
        let answer = asked(&world, method, &path.replace("{body}", "MIA"), &cookie).await;
        assert_eq!((answer.status, answer.header("location")), (303, "/kk/account/factor"), "{method} {pattern}");
    }
    assert_eq!(asked(&world, "GET", "/kk/account/factor", &cookie).await.status, 200);
    world.stop().await;
}
