//! What the rulebook lets a role do, read from its text beside the program, and people who hold the roles.

#![allow(dead_code)]

pub mod cases;

use std::collections::BTreeMap;

use qorgau_app::accounts::{Attempt, By, Grant, NewAccount, Origin};
use qorgau_app::documents::{Act, Wanted};
use qorgau_app::returns::Kind;
use qorgau_domain::ledger::{hex, of_secret};
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, EntryId, Lang};
use qorgau_store::Totp;
use uuid::Uuid;

use crate::common::{Answer, OURS, World};

pub const PASSWORD: &str = "a long enough password";

/// Some register or other.
pub const ANY_REGISTER: &str = "any register";

/// How a route is reached.
#[derive(Debug, Clone, Copy)]
pub enum Case {
    /// By everybody, signed in or not, with this answer.
    Open(&'static str, u16),
    /// By programs with a token; by no cookie.
    Token(&'static str),
    /// By whoever has signed in.
    Signed(&'static str),
    /// By whoever has signed in, who is told that there is nothing: what it leads to is not there in these tests.
    Missing(&'static str),
    /// By whoever holds, anywhere, a role with this act on this.
    Anywhere(&'static str, (&'static str, &'static str)),
    /// By whoever holds a role with this act on this that reaches the body put in the place of `{body}`.
    At(&'static str, (&'static str, &'static str)),
    /// By whoever holds a role that gives orders to the body put in the place of `{body}` and to others below, and reads raids there.
    Commands(&'static str),
}

/// How a body stands to the one a role is held at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    Own,
    Child,
    Sibling,
    Parent,
    Foreign,
}

/// A role as the text of the rulebook has it.
#[derive(Debug)]
pub struct Role {
    pub code: String,
    pub levels: Vec<String>,
    /// Act, on, scope.
    pub grants: Vec<(String, String, String)>,
    pub second_factor: bool,
}

/// The roles, read by nothing of the program.
pub fn roles() -> Vec<Role> {
    let text = include_str!("../../../../rulebook/order-27/roles.toml");
    let table: toml::Table = text.parse().unwrap();
    let word = |table: &toml::Table, key: &str| table[key].as_str().unwrap().to_owned();
    let roles = table["role"].as_array().unwrap().iter().map(|role| {
        let role = role.as_table().unwrap();
        let by_itself = |grant: &&toml::Value| grant.get("in_absence_of").is_none();
        let grants = role["may"].as_array().unwrap().iter().filter(by_itself).map(|grant| {
            let grant = grant.as_table().unwrap();
            (word(grant, "act"), word(grant, "on"), word(grant, "scope"))
        });
        Role {
            code: word(role, "code"),
            levels: role["levels"]
                .as_array()
                .unwrap()
                .iter()
                .map(|level| level.as_str().unwrap().to_owned())
                .collect(),
            grants: grants.collect(),
            second_factor: role.get("second_factor").and_then(toml::Value::as_bool).unwrap_or(false),
        }
    });
    roles.collect()
}

impl Role {
    fn grants(&self, (act, on): (&str, &str), scope: &str) -> bool {
        let covers = |named: &str| {
            let kind = on.split_once(':').map(|(kind, _)| kind);
            named == on
                || on == ANY_REGISTER && named.starts_with("register")
                || kind == Some("register") && named == "registers"
                || kind == Some("document") && named == "documents"
        };
        self.grants
            .iter()
            .any(|(its_act, its_on, its_scope)| its_act == act && its_scope == scope && covers(its_on))
    }

    /// Whether it allows an act anywhere at all.
    pub fn may_anywhere(&self, right: (&str, &str)) -> bool {
        ["own", "below", "given"].iter().any(|scope| self.grants(right, scope))
    }

    /// Whether it allows an act on something of a body that stands so. What was not given is not there.
    pub fn may_at(&self, right: (&str, &str), scope: Scope) -> bool {
        match scope {
            Scope::Own => self.grants(right, "own"),
            Scope::Child => self.grants(right, "below"),
            Scope::Sibling | Scope::Parent | Scope::Foreign => false,
        }
    }

    /// Whether it commands a body that stands so, and others beside it below.
    pub fn commands(&self, scope: Scope) -> bool {
        let (order, read) = (("order", "bodies"), ("read", "register:raid"));
        self.may_at(order, scope) && self.may_at(read, scope) && self.may_at(order, Scope::Child) && self.may_at(read, Scope::Child)
    }

    /// Where it is held in these tests: a region where it can be, so that there are bodies all around.
    pub fn home(&self) -> &'static str {
        let homes = [("region", "390000000"), ("district", "391000000"), ("ministry", "MIA"), ("transport", "TRN")];
        homes.into_iter().find(|(level, _)| self.levels.iter().any(|known| known == level)).unwrap().1
    }
}

/// The bodies around a home.
pub fn around(home: &str) -> BTreeMap<Scope, &'static str> {
    let pairs: &[(Scope, &str)] = match home {
        "390000000" => &[
            (Scope::Own, "390000000"),
            (Scope::Child, "391000000"),
            (Scope::Sibling, "110000000"),
            (Scope::Parent, "MIA"),
            (Scope::Foreign, "111000000"),
        ],
        "391000000" => &[
            (Scope::Own, "391000000"),
            (Scope::Sibling, "391600000"),
            (Scope::Parent, "390000000"),
            (Scope::Foreign, "111000000"),
        ],
        "MIA" => &[(Scope::Own, "MIA"), (Scope::Child, "390000000")],
        _ => &[(Scope::Own, "TRN"), (Scope::Parent, "MIA"), (Scope::Foreign, "111000000")],
    };
    pairs.iter().copied().collect()
}

/// A server on the shipped bodies.
pub async fn founded() -> World {
    let world = World::open().await;
    let bodies = include_bytes!("../../../../rulebook/order-27/reference/bodies.csv");
    assert_eq!(world.web.app().import_bodies(bodies, "test", false).await.unwrap().refused, []);
    world
}

/// The cookie of somebody with a role at a body. Where the role must have a second factor, there is one.
pub async fn somebody(world: &World, login: &str, role: &Role, body: BodyId) -> String {
    let app = world.web.app();
    let new = NewAccount {
        login,
        name: "Сынақбаев Асан",
        lang: Lang::Kk,
        body,
    };
    let invited = app.invite(By::Operator, &new, &Origin::LOCAL).await.unwrap();
    let grant = Grant {
        account: invited.account,
        role: &role.code,
        body,
        from: app.today(),
        until: None,
        reason: "test",
    };
    app.grant(By::Operator, &grant).await.unwrap();
    app.accept(&invited.code, PASSWORD, &Origin::LOCAL).await.unwrap();
    let attempt = Attempt {
        login,
        password: PASSWORD,
        factor: None,
        origin: Origin::LOCAL,
    };
    let token = app.sign_in(&attempt).await.unwrap().token;
    if role.second_factor {
        let mut gate = app.store.gate().await.unwrap();
        let totp = Totp {
            secret: vec![7; 20],
            confirmed_at: 1,
            step: 0,
        };
        gate.set_totp(invited.account, Some(&totp)).await.unwrap();
        gate.commit().await.unwrap();
    }
    format!("qorgau={token}")
}

/// What a body has that a case may act on: an account, an entry, and where its officer made one a draft of its return.
#[derive(Debug)]
pub struct Neighbour {
    body: BodyId,
    account: Uuid,
    entry: EntryId,
    document: Option<Uuid>,
}

/// What stands at every body around the homes of the roles, by the body's code.
pub async fn neighbours(world: &World) -> BTreeMap<&'static str, Neighbour> {
    let app = world.web.app();
    let mut known = BTreeMap::new();
    for code in ["MIA", "TRN", "390000000", "391000000", "391600000", "110000000", "111000000"] {
        let login = format!("of-{}", code.to_lowercase());
        let new = NewAccount {
            login: &login,
            name: "Көршібаев Мысал",
            lang: Lang::Kk,
            body: app.body(code).await.unwrap(),
        };
        let invited = app.invite(By::Operator, &new, &Origin::LOCAL).await.unwrap();
        let fields = Content::from([
            ("kind".to_owned(), Value::Choice("sweep".to_owned())),
            ("started_on".to_owned(), Value::Date(app.today())),
        ]);
        let entry = EntryId(app.new_id());
        app.write("raid", new.body, entry, fields, "test").await.unwrap();
        let neighbour = Neighbour {
            body: new.body,
            account: invited.account,
            entry,
            document: None,
        };
        known.insert(code, neighbour);
    }
    let officer = roles().into_iter().find(|role| role.code == "charged_officer").unwrap();
    for code in ["391000000", "111000000"] {
        let body = app.body(code).await.unwrap();
        let cookie = somebody(world, &format!("officer-{code}"), &officer, body).await;
        let who = app.who(cookie.split_once('=').unwrap().1).await.unwrap().unwrap();
        let wanted = Wanted {
            body,
            kind: Kind::Monthly,
            period: "2026-10".parse().unwrap(),
        };
        let draft = app.take(&who, wanted, 0, &Act::Prepare { note: "" }).await.unwrap();
        known.get_mut(code).unwrap().document = Some(draft);
    }
    known
}

/// The path of a case at a body; none where the body has nothing of the kind.
pub fn place(path: &str, code: &str, neighbours: &BTreeMap<&'static str, Neighbour>) -> Option<String> {
    let neighbour = &neighbours[code];
    let path = path.replace("{body}", code).replace("{account}", &neighbour.account.to_string());
    let path = path
        .replace("{entry}", &neighbour.entry.0.to_string())
        .replace("{id}", &neighbour.body.0.to_string());
    match neighbour.document {
        None if path.contains("{document}") => None,
        document => Some(path.replace("{document}", &document.unwrap_or_default().to_string())),
    }
}

/// The mark of the session of a cookie, as every form carries it.
pub fn mark(cookie: &str) -> String {
    let token = cookie.split_once('=').map_or("", |(_, token)| token);
    hex(&of_secret(format!("form of {token}").as_bytes()))
}

/// Asks as a browser would that shows one of our own pages, with a form that says nothing but its mark.
pub async fn asked(world: &World, method: &str, path: &str, cookie: &str) -> Answer {
    let kind = ("content-type", "application/x-www-form-urlencoded");
    let headers: &[(&str, &str)] = if method == "POST" {
        &[OURS[0], kind, ("cookie", cookie)]
    } else {
        &[("cookie", cookie)]
    };
    let form = format!("mark={}", mark(cookie));
    let body = if method == "POST" { form.as_bytes() } else { b"" };
    world.ask(method, path, headers, body).await
}

/// An answer without what differs between any two: the id of the request and the moment.
pub fn bare(answer: &Answer) -> (u16, BTreeMap<String, String>, String) {
    let id = answer.header("x-request-id").to_owned();
    let mut headers = answer.headers.clone();
    headers.retain(|name, _| name != "x-request-id" && name != "date");
    (answer.status, headers, answer.text().replace(&id, "ID"))
}
