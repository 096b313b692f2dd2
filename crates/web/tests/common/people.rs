//! People who sign in to a server of a test's own.

use qorgau_app::accounts::{By, Grant, NewAccount, Origin};
use qorgau_domain::Lang;

use super::{Answer, OURS, World};

pub const PASSWORD: &str = "a long enough password";

/// A server on the shipped bodies.
pub async fn founded() -> World {
    let world = World::open().await;
    let bodies = include_bytes!("../../../../rulebook/order-27/reference/bodies.csv");
    world.web.app().import_bodies(bodies, "test", false).await.unwrap();
    world
}

pub async fn sent(world: &World, path: &str, cookie: &str, form: &[(&str, &str)]) -> Answer {
    let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let pairs: Vec<String> = form.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let kind = ("content-type", "application/x-www-form-urlencoded");
    world.ask("POST", path, &[OURS[0], kind, ("cookie", cookie)], pairs.join("&").as_bytes()).await
}

pub async fn read(world: &World, path: &str, cookie: &str) -> Answer {
    world.ask("GET", path, &[("cookie", cookie)], b"").await
}

/// The cookie of somebody with a role at a body.
pub async fn signed_in(world: &World, login: &str, role: &str, body: &str) -> String {
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
    app.accept(&invited.code, PASSWORD, &Origin::LOCAL).await.unwrap();
    let answer = sent(world, "/kk/sign-in", "", &[("name", login), ("secret", PASSWORD)]).await;
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

/// What the forms of a page carry: the mark of the session.
pub fn mark(page: &str) -> String {
    let after = page.split("name=\"mark\" value=\"").nth(1).unwrap();
    after.split('"').next().unwrap().to_owned()
}
