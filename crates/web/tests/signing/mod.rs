//! Signing in to a server on the shipped bodies.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs, dead_code)]

use qorgau_app::accounts::{By, Grant, NewAccount, Origin};
use qorgau_domain::Lang;
use qorgau_store::Totp;

use crate::common::{Answer, OURS, World};

pub const PASSWORD: &str = "a long enough password";
pub const REGION: &str = "390000000";
pub const CITY: &str = "391000000";
pub const OTHER: &str = "110000000";

/// A server on the shipped bodies.
pub async fn founded() -> World {
    founded_on(World::open().await).await
}

/// The same server on the shipped bodies.
pub async fn founded_on(world: World) -> World {
    let bodies = include_bytes!("../../../../rulebook/order-27/reference/bodies.csv");
    let imported = world.web.app().import_bodies(bodies, "test", false).await.unwrap();
    assert_eq!(imported.refused, []);
    world
}

/// Opens an account with a role at a body; its one-time code comes back.
pub async fn invited(world: &World, login: &str, role: &str, body: &str) -> String {
    let app = world.web.app();
    let body = app.body(body).await.unwrap();
    let new = NewAccount {
        login,
        name: "Сынақбаев Асан",
        lang: Lang::Kk,
        body,
    };
    let invited = app.invite(By::Operator, &new, &Origin::LOCAL).await.unwrap();
    let grant = Grant {
        account: invited.account,
        role,
        body,
        from: app.today(),
        until: None,
        reason: "test",
    };
    app.grant(By::Operator, &grant).await.unwrap();
    invited.code
}

pub async fn sent(world: &World, path: &str, cookie: &str, form: &[(&str, &str)]) -> Answer {
    let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let pairs: Vec<String> = form.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let kind = ("content-type", "application/x-www-form-urlencoded");
    world.ask("POST", path, &[OURS[0], kind, ("cookie", cookie)], pairs.join("&").as_bytes()).await
}

/// The cookie of somebody who chose a password by a code and signed in with it.
pub async fn signed_in(world: &World, login: &str, role: &str, body: &str) -> String {
    let code = invited(world, login, role, body).await;
    let chosen = sent(world, "/kk/code", "", &[("code", &code), ("secret", PASSWORD), ("again", PASSWORD)]).await;
    assert_eq!((chosen.status, chosen.header("location")), (303, "/kk/sign-in?chosen=1"), "{}", chosen.text());
    let answer = sent(world, "/kk/sign-in", "", &[("name", login), ("secret", PASSWORD)]).await;
    assert_eq!((answer.status, answer.header("location")), (303, "/kk/today"), "{}", answer.text());
    let cookie = answer.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap().to_owned();
    if world.web.app().rulebook.role(role).unwrap().second_factor {
        with_a_factor(world, cookie.split_once('=').unwrap().1).await;
    }
    cookie
}

/// Gives somebody signed in a second factor, where his role asks for one before anything else.
pub async fn with_a_factor(world: &World, token: &str) {
    let app = world.web.app();
    let who = app.who(token).await.unwrap().unwrap();
    let mut gate = app.store.gate().await.unwrap();
    let totp = Totp {
        secret: vec![7; 20],
        confirmed_at: 1,
        step: 0,
    };
    gate.set_totp(who.account, Some(&totp)).await.unwrap();
    gate.commit().await.unwrap();
}

/// The mark that the forms of a page carry.
pub fn mark(page: &str) -> String {
    let after = page.split("name=\"mark\" value=\"").nth(1).unwrap();
    after.split('"').next().unwrap().to_owned()
}

pub async fn read(world: &World, path: &str, cookie: &str) -> Answer {
    world.ask("GET", path, &[("cookie", cookie)], b"").await
}
