//! Every route of the table, as every role of the rulebook, at bodies all around, and as nobody.
//!
//! What is expected comes from the text of `roles.toml`, read here by itself; a route that has no line in `reach/cases.rs` fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod reach;

use std::collections::BTreeSet;

use axum::routing::MethodFilter;
use common::{OURS, World};
use qorgau_app::accounts::{By, NewAbsence, Whose};
use qorgau_web::gate::Access;
use qorgau_web::routes::TABLE;
use reach::cases::CASES;
use reach::{Case, Role, Scope, around, asked, bare, founded, neighbours, place, roles, somebody, somebody_given};

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
            Case::Anywhere(..) | Case::At(..) | Case::Unlent(..) | Case::Both(..) | Case::Commands(_) | Case::Links(_) => {
                matches!(access, Access::May { .. } | Access::Registers(_) | Access::SignedIn)
            }
        };
        assert!(fits, "{name} {path}: {access:?} is no {case:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_role_reaches_what_the_rulebook_gives_it_and_nothing_else() {
    let world = founded().await;
    let known = neighbours(&world).await;
    let (mut walked, mut refused, mut given, mut wrong) = (0_usize, 0_usize, 0_usize, Vec::new());
    for role in roles().into_iter().flat_map(Role::walks) {
        let home = role.home();
        let body = world.web.app().body(home).await.unwrap();
        let giver = match role.giver() {
            Some(code) => Some(world.web.app().body(code).await.unwrap()),
            None => None,
        };
        let login = format!("{}.{}", role.code, role.register).replace('_', "-");
        let cookie = somebody_given(&world, &login, &role, body, giver).await;
        let absent = bare(&asked(&world, "GET", "/kk/no-such-page", &cookie).await);
        assert_eq!(absent.0, ABSENT);
        // Whoever signs out is gone, so that comes last.
        let leaves = |pattern: &str| pattern.ends_with("/sign-out");
        let (last, first): (Vec<&Line>, Vec<&Line>) = CASES.iter().partition(|(_, pattern, _)| leaves(pattern));
        for (method, pattern, case) in first.into_iter().chain(last) {
            let places: Vec<(Scope, &str)> = around(home)
                .into_iter()
                .map(|(scope, code)| {
                    let gave = role.giver() == Some(code);
                    (if gave { Scope::Given } else { scope }, code)
                })
                .collect();
            let at = |path: &str, right, opens: bool| -> Vec<(String, Option<Scope>, bool)> {
                let step =
                    |&(scope, code): &(Scope, &str)| Some((place(path, (code, &role.register), &known)?, Some(scope), opens && role.may_at(right, scope)));
                places.iter().filter_map(step).collect()
            };
            let here = |path: &str| path.replace("{register}", &role.register);
            let steps: Vec<(String, Option<Scope>, bool)> = match case {
                Case::Open(..) => continue,
                Case::Token(path) => {
                    let answer = asked(&world, method, &path.replace("{body}", home), &cookie).await;
                    assert_eq!(answer.status, 401, "no cookie opens {method} {pattern}");
                    continue;
                }
                Case::Signed(path) => vec![((*path).to_owned(), None, true)],
                Case::Missing(path) => vec![(here(path), None, false)],
                Case::Anywhere(path, right) => vec![(here(path), None, role.may_anywhere(*right))],
                Case::At(path, right) => at(path, *right, true),
                Case::Unlent(path, right) => {
                    let mut steps = at(path, *right, true);
                    for (_, scope, may) in &mut steps {
                        *may &= *scope != Some(Scope::Given);
                    }
                    steps
                }
                Case::Both(path, gate, right) => at(path, *right, role.may_anywhere(*gate)),
                Case::Commands(path) => places
                    .iter()
                    .filter_map(|(scope, code)| Some((place(path, (code, &role.register), &known)?, Some(*scope), role.commands(*scope))))
                    .collect(),
                Case::Links(path) => places
                    .iter()
                    .filter_map(|(scope, code)| Some((place(path, (code, &role.register), &known)?, Some(*scope), role.links(*scope))))
                    .collect(),
            };
            for (path, scope, may) in steps {
                let answer = asked(&world, method, &path, &cookie).await;
                given += usize::from(may && scope == Some(Scope::Given));
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
    println!(
        "{walked} ways walked as {} roles, {refused} of them refused, {given} open because something was given",
        roles().len()
    );
    assert!(
        wrong.is_empty(),
        "{} ways go otherwise than the rulebook says:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(walked > TABLE.len() && refused > 0 && given > 0);
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
            let path = ["{account}", "{entry}", "{paper}", "{document}", "{table}", "{id}"]
                .iter()
                .fold(path.replace("{body}", "391000000").replace("{register}", "raid"), |path, name| {
                    path.replace(name, "00000000-0000-0000-0000-000000000000")
                });
            let world = &world;
            async move { asked(world, method, &path, "").await }
        };
        match case {
            Case::Open(path, status) => assert_eq!(answer(path).await.status, *status, "{method} {pattern}"),
            Case::Token(path) => assert_eq!(answer(path).await.status, 401, "{method} {pattern}"),
            Case::Signed(path)
            | Case::Missing(path)
            | Case::Anywhere(path, _)
            | Case::At(path, _)
            | Case::Unlent(path, _)
            | Case::Both(path, ..)
            | Case::Commands(path)
            | Case::Links(path) => {
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
            Case::Signed(path)
            | Case::Missing(path)
            | Case::Anywhere(path, _)
            | Case::At(path, _)
            | Case::Unlent(path, _)
            | Case::Both(path, ..)
            | Case::Commands(path)
            | Case::Links(path) => (path, true),
        };
        let path = place(path, ("391000000", "raid"), &known).unwrap();
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
        let (Case::Signed(path) | Case::Missing(path) | Case::Anywhere(path, _) | Case::At(path, _) | Case::Unlent(path, _) | Case::Both(path, ..)) = case
        else {
            continue;
        };
        let answer = asked(&world, method, &path.replace("{body}", "MIA").replace("{register}", "raid"), &cookie).await;
        assert_eq!((answer.status, answer.header("location")), (303, "/kk/account/factor"), "{method} {pattern}");
    }
    assert_eq!(asked(&world, "GET", "/kk/account/factor", &cookie).await.status, 200);
    world.stop().await;
}

/// What the walks cannot walk, and why: no page shows documents of partners, nor memos, nor a single entry given to whoever entered it.
const NOT_WALKED: [(&str, &str, &str); 16] = [
    ("overseeing_deputy", "sign", "document:memo.quarterly"),
    ("other_service", "correct", "register:offence"),
    ("other_service", "correct", "register:raid"),
    ("other_service", "correct", "register:publication"),
    ("np_partner", "read", "document:joint_plan"),
    ("np_partner", "read", "document:reconciliation.participation"),
    ("np_partner", "read", "document:reconciliation.materials"),
    ("np_partner", "sign", "document:joint_plan"),
    ("np_partner", "sign", "document:reconciliation.participation"),
    ("np_partner", "sign", "document:reconciliation.materials"),
    ("vet_partner", "read", "document:quarantine_plan"),
    ("vet_partner", "sign", "document:quarantine_plan"),
    ("executive_partner", "read", "document:quarantine_plan"),
    ("executive_partner", "sign", "document:quarantine_plan"),
    ("legal_statistics", "read", "document:reconciliation.legal_statistics"),
    ("legal_statistics", "sign", "document:reconciliation.legal_statistics"),
];

#[test]
fn every_grant_of_what_is_given_or_of_an_absence_is_walked_or_named() {
    let walked = |role: &Role, (act, on, scope): &(String, String, String)| {
        let walks = role.clone().walks();
        scope == "given" && act == "read" && walks.iter().any(|walk| *on == format!("register:{}", walk.register))
    };
    let mut left = BTreeSet::new();
    for role in roles() {
        for grant in role.grants.iter().filter(|grant| grant.2 == "given" && !walked(&role, grant)) {
            left.insert((role.code.clone(), grant.0.clone(), grant.1.clone()));
        }
        for (act, on, scope, named) in &role.in_absence {
            assert!(scope == "own" && act == "sign" && !named.is_empty(), "{}: {on}", role.code);
            if !on.starts_with("document:return.") {
                left.insert((role.code.clone(), act.clone(), on.clone()));
            }
        }
    }
    let named: BTreeSet<_> = NOT_WALKED
        .iter()
        .map(|(role, act, on)| ((*role).to_owned(), (*act).to_owned(), (*on).to_owned()))
        .collect();
    assert_eq!(left, named, "walk what can be given or stood in for, or say why it is not");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_stands_in_signs_where_an_absence_is_recorded_and_nowhere_else() {
    let world = founded().await;
    let app = world.web.app();
    neighbours(&world).await;
    let by_code = |code: &str| roles().into_iter().find(|role| role.code == code).unwrap();
    let (city, sibling) = (app.body("391000000").await.unwrap(), app.body("391600000").await.unwrap());
    let officer = somebody(&world, "officer-391600000", &by_code("charged_officer"), sibling).await;
    let prepared = asked_with(&world, &officer, "391600000", "monthly/2026-10", &[("step", "prepare"), ("seen", "0")]).await;
    assert_eq!(prepared, 303);
    let officer = somebody(&world, "second-officer", &by_code("charged_officer"), city).await;
    let prepared = asked_with(&world, &officer, "391000000", "quarterly/2026Q3", &[("step", "prepare"), ("seen", "0")]).await;
    assert_eq!(prepared, 303);
    for (login, body) in [("head", city), ("head-of-sibling", sibling)] {
        somebody(&world, login, &by_code("body_head"), body).await;
    }
    let signs = [("step", "sign"), ("seen", "1"), ("secret", reach::PASSWORD)];
    let mut stood_in = 0;
    for role in roles().into_iter().filter(|role| !role.in_absence.is_empty()) {
        let cookie = somebody(&world, &role.code.replace('_', "-"), &role, city).await;
        let kinds = role.in_absence.iter().filter_map(|(_, on, ..)| on.strip_prefix("document:return."));
        let kinds: Vec<String> = kinds
            .map(|kind| if kind == "monthly" { "monthly/2026-10" } else { "quarterly/2026Q3" }.to_owned())
            .collect();
        let tries = async |expected: u16, when: &str| {
            for kind in &kinds {
                for (body, own) in [("391000000", true), ("391600000", false), ("390000000", false), ("111000000", false)] {
                    let expected = if own { expected } else { ABSENT };
                    let status = asked_with(&world, &cookie, body, kind, &signs).await;
                    assert_eq!(status, expected, "{}: {kind} of {body}, {when}", role.code);
                }
            }
        };
        tries(ABSENT, "no absence is recorded").await;
        let away = async |login: &str| {
            let account = app.account_named(login).await.unwrap().id;
            let new = NewAbsence {
                whose: Whose::Account(account),
                ground: "leave",
                order: "№ 12",
                from: app.today(),
                until: None,
            };
            app.record_absence(By::Operator, &new).await.unwrap()
        };
        away("head-of-sibling").await;
        tries(ABSENT, "another body's head is away").await;
        let id = away("head").await;
        app.end_absence(By::Operator, id).await.unwrap();
        tries(ABSENT, "the absence was ended").await;
        away("head").await;
        tries(303, "the head is away").await;
        stood_in += kinds.len();
    }
    assert_eq!(stood_in, 2, "the monthly and the quarterly return");
    world.stop().await;
}

/// Sends a step of a return.
async fn asked_with(world: &World, cookie: &str, body: &str, kind: &str, form: &[(&str, &str)]) -> u16 {
    let mut pairs = vec![format!("mark={}", reach::mark(cookie))];
    pairs.extend(form.iter().map(|(name, value)| format!("{name}={}", value.replace(' ', "+"))));
    sent(world, &format!("/kk/returns/{kind}?body={body}"), cookie, &OURS, &pairs.join("&")).await
}
