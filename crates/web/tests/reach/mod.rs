//! What the rulebook lets a role do, read from its text beside the program, and people who hold the roles.

#![allow(dead_code)]

pub mod cases;
pub mod told;

use std::collections::BTreeMap;

use jiff::civil::Date;
use qorgau_app::accounts::{Attempt, By, Giving, Grant, NewAccount, Origin};
use qorgau_app::documents::{Act, Made, Wanted};
use qorgau_app::example::pictures::photo;
use qorgau_app::returns::Kind;
use qorgau_domain::act::{Kind as Record, RecordDraft};
use qorgau_domain::ledger::{hex, of_secret};
use qorgau_domain::paper::{Called, Digest, PaperAct, PaperKind};
use qorgau_domain::value::{Content, Place, Row, Value};
use qorgau_domain::{BodyId, EntryId, Lang};
use qorgau_store::{Draft, Effect, Mode, PaperChange, PaperFile, Totp};
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
    /// The same, but not by whoever was only given the register.
    Unlent(&'static str, (&'static str, &'static str)),
    /// The same, where the way is open only to whoever holds, anywhere, a role with the first right.
    Both(&'static str, (&'static str, &'static str), (&'static str, &'static str)),
    /// By whoever holds a role that gives orders to the body put in the place of `{body}` and to others below, and reads raids there.
    Commands(&'static str),
    /// By whoever reads the entry of the body and holds a role that links such at that body or at one above it.
    Links(&'static str),
}

/// How a body stands to the one a role is held at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    Own,
    Child,
    Sibling,
    Parent,
    Foreign,
    /// It stands elsewhere and gave the register that the role is walked with.
    Given,
}

/// A role as the text of the rulebook has it.
#[derive(Debug, Clone)]
pub struct Role {
    pub code: String,
    pub levels: Vec<String>,
    /// Act, on, scope.
    pub grants: Vec<(String, String, String)>,
    pub second_factor: bool,
    /// What stands only in somebody's recorded absence: act, on, scope, the roles named.
    pub in_absence: Vec<(String, String, String, Vec<String>)>,
    /// The register that it is walked with: one that it can be given, or that of raids.
    pub register: String,
}

/// A word, or the words of a list.
fn words(value: &toml::Value) -> Vec<String> {
    let list = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    list.iter().map(|word| word.as_str().unwrap().to_owned()).collect()
}

/// The roles, read by nothing of the program.
pub fn roles() -> Vec<Role> {
    let text = include_str!("../../../../rulebook/order-27/roles.toml");
    let table: toml::Table = text.parse().unwrap();
    let word = |table: &toml::Table, key: &str| table[key].as_str().unwrap().to_owned();
    let roles = table["role"].as_array().unwrap().iter().map(|role| {
        let role = role.as_table().unwrap();
        let by_itself = |grant: &&toml::Value| grant.get("in_absence_of").is_none();
        // Each act on each thing.
        let said = |grant: &toml::Value| {
            let grant = grant.as_table().unwrap();
            let (acts, things, scope) = (words(&grant["act"]), words(&grant["on"]), word(grant, "scope"));
            let each = acts.iter().flat_map(|act| things.iter().map(|on| (act.clone(), on.clone(), scope.clone())));
            each.collect::<Vec<_>>()
        };
        let all = || role["may"].as_array().unwrap().iter();
        let stands_in = all().filter(|grant| !by_itself(grant)).flat_map(|grant| {
            let named = words(&grant["in_absence_of"]);
            said(grant).into_iter().map(move |(act, on, scope)| (act, on, scope, named.clone()))
        });
        Role {
            code: word(role, "code"),
            levels: role["levels"]
                .as_array()
                .unwrap()
                .iter()
                .map(|level| level.as_str().unwrap().to_owned())
                .collect(),
            grants: all().filter(by_itself).flat_map(said).collect(),
            in_absence: stands_in.collect(),
            register: "raid".to_owned(),
            second_factor: role.get("second_factor").and_then(toml::Value::as_bool).unwrap_or(false),
        }
    });
    roles.collect()
}

/// A role, with the last register that it can be given.
pub fn role(code: &str) -> Role {
    let role = roles().into_iter().find(|role| role.code == code).unwrap();
    role.walks().pop().unwrap()
}

impl Role {
    /// The same role for each register that it can be given to read, or as it is where there is none.
    pub fn walks(self) -> Vec<Role> {
        let given = |(act, on, scope): &(String, String, String)| {
            let register = on.strip_prefix("register:").filter(|_| act == "read" && scope == "given");
            register.map(str::to_owned)
        };
        let registers: Vec<String> = self.grants.iter().filter_map(given).collect();
        if registers.is_empty() {
            return vec![self];
        }
        let walk = |register| Role { register, ..self.clone() };
        registers.into_iter().map(walk).collect()
    }

    /// The body that gives it the register it is walked with: a region where regions keep such, so that a body stands below it.
    pub fn giver(&self) -> Option<&'static str> {
        let given = self.grants(("read", "register:{register}"), "given");
        given.then_some(if self.register == "outbreak" { "111000000" } else { "110000000" })
    }

    fn grants(&self, (act, on): (&str, &str), scope: &str) -> bool {
        let on = &on.replace("{register}", &self.register);
        let covers = |named: &str| {
            let kind = on.split_once(':').map(|(kind, _)| kind);
            named == on
                || on == ANY_REGISTER && named.starts_with("register")
                || kind == Some("register") && named == "registers"
                || kind == Some("document") && named == "documents"
        };
        // Whoever inspects or marks enters what he found.
        let does = |named: &str| named == act || act == "enter" && on == ANY_REGISTER && ["inspect", "mark"].contains(&named);
        self.grants
            .iter()
            .any(|(its_act, its_on, its_scope)| does(its_act) && its_scope == scope && covers(its_on))
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
            // A register is given to be read: no other act of the role comes with it.
            Scope::Given => right == ("read", "register:{register}") && self.grants(right, "given"),
            Scope::Sibling | Scope::Parent | Scope::Foreign => false,
        }
    }

    /// Whether it commands a body that stands so, and others beside it below.
    pub fn commands(&self, scope: Scope) -> bool {
        let (order, read) = (("order", "bodies"), ("read", "register:{register}"));
        self.may_at(order, scope) && self.may_at(read, scope) && self.may_at(order, Scope::Child) && self.may_at(read, Scope::Child)
    }

    /// Whether it links what a body that stands so has with something else: at that body, or at the one above it where the role is held.
    pub fn links(&self, scope: Scope) -> bool {
        let (link, read) = (("link", "register:{register}"), ("read", "register:{register}"));
        let at_home = scope == Scope::Child && self.may_at(link, Scope::Own);
        self.may_at(read, scope) && (at_home || self.may_at(link, scope))
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
    with_bodies(&world).await;
    world
}

pub async fn with_bodies(world: &World) {
    let bodies = include_bytes!("../../../../rulebook/order-27/reference/bodies.csv");
    assert_eq!(world.web.app().import_bodies(bodies, "test", false).await.unwrap().refused, []);
}

/// The cookie of somebody with a role at a body. Where the role must have a second factor, there is one.
pub async fn somebody(world: &World, login: &str, role: &Role, body: BodyId) -> String {
    somebody_given(world, login, role, body, None).await
}

/// The same, with the register that the role is walked with given to him by a body.
pub async fn somebody_given(world: &World, login: &str, role: &Role, body: BodyId, giver: Option<BodyId>) -> String {
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
    if let Some(body) = giver {
        let giving = Giving {
            account: invited.account,
            register: &role.register,
            body,
            from: app.today(),
            until: None,
            basis: "test",
        };
        app.give(By::Operator, &giving).await.unwrap();
    }
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
    entries: BTreeMap<&'static str, EntryId>,
    papers: BTreeMap<&'static str, Uuid>,
    document: Option<Uuid>,
}

/// Puts a paper to an entry past all rights.
async fn attached(world: &World, body: BodyId, entry: EntryId) -> Uuid {
    let (app, bytes) = (world.web.app(), photo(40, 30, 1));
    let (id, hash, length) = (app.new_id(), Digest::of(&bytes), i64::try_from(bytes.len()).unwrap());
    let kind = PaperKind::Jpeg;
    let record = RecordDraft {
        body,
        kind: Record::Paper,
        subject: entry.0,
        plain: PaperAct::Added { id, hash, kind, length }.plain(),
        salt: app.salt(),
        stamp: app.stamp("test"),
    };
    let change = PaperChange::Add {
        id,
        hash,
        kind,
        length,
        called: Called::default(),
        salt: app.salt(),
        file: Some(PaperFile {
            thumbnail: Some(bytes.clone()),
            bytes,
        }),
    };
    let draft = Draft::Record(Box::new(record), Effect::Paper(Box::new(change)));
    app.store.commit(vec![draft], Mode::Each).await.unwrap().pop().unwrap().unwrap();
    id
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
        let (mut entries, mut papers) = (BTreeMap::new(), BTreeMap::new());
        for (register, fields) in facts(app.today()) {
            let entry = EntryId(app.new_id());
            app.write(register, new.body, entry, fields, "test").await.unwrap();
            entries.insert(register, entry);
            papers.insert(register, attached(world, new.body, entry).await);
        }
        let neighbour = Neighbour {
            body: new.body,
            account: invited.account,
            entries,
            papers,
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
            kind: Made::Return(Kind::Monthly),
            period: "2026-10".parse().unwrap(),
        };
        let draft = app.take(&who, wanted, 0, &Act::Prepare { note: "", official: false }).await.unwrap();
        known.get_mut(code).unwrap().document = Some(draft);
    }
    known
}

/// A fact of each register that somebody is walked with.
pub fn facts(day: Date) -> [(&'static str, Content); 4] {
    let choice = |field: &str, code: &str| (field.to_owned(), Value::Choice(code.to_owned()));
    let on = |field: &str| (field.to_owned(), Value::Date(day));
    let text = |field: &str, text: &str| (field.to_owned(), Value::Text(text.to_owned()));
    let place = Place {
        name: "Қызылжар".to_owned(),
        at: Some((53_210_000, 63_630_000 + qorgau_domain::time::day_number(day))),
    };
    let cattle = Row {
        no: 1,
        cells: Content::from([choice("species", "cattle"), ("sick".to_owned(), Value::Number(3))]),
    };
    let animals = ("animals".to_owned(), Value::Rows(vec![cattle]));
    let place = || ("place".to_owned(), Value::Place(place.clone()));
    [
        ("raid", Content::from([choice("kind", "sweep"), on("started_on"), place()])),
        (
            "offence",
            Content::from([
                choice("nature", "administrative"),
                choice("article", "ao2014_382"),
                choice("revealed_by", "line"),
                on("revealed_on"),
            ]),
        ),
        (
            "publication",
            Content::from([
                text("title", "Рейд қорытындысы"),
                text("outlet", "Сынақ газеті"),
                choice("media_kind", "republican_press"),
                on("published_on"),
            ]),
        ),
        (
            "outbreak",
            Content::from([choice("sector", "private"), choice("disease", "fmd"), on("onset_on"), place(), animals]),
        ),
    ]
}

/// The path of a case at a body; none where the body has nothing of the kind.
pub fn place(path: &str, (code, register): (&str, &str), neighbours: &BTreeMap<&'static str, Neighbour>) -> Option<String> {
    let neighbour = &neighbours[code];
    let path = path.replace("{body}", code).replace("{account}", &neighbour.account.to_string());
    let path = path.replace("{register}", register);
    let path = path.replace("{entry}", &neighbour.entries[register].0.to_string());
    let path = path.replace("{paper}", &neighbour.papers[register].to_string());
    let path = path.replace("{id}", &neighbour.body.0.to_string());
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

/// Where two answers differ first.
pub fn first_difference(one: &Answer, other: &Answer) -> String {
    if one.status != other.status {
        return format!("  {} and {}", one.status, other.status);
    }
    let (one, other) = (bare(one), bare(other));
    let lines = one.2.lines().zip(other.2.lines()).find(|(one, other)| one != other);
    lines.map_or_else(|| format!("  {:?} and {:?}", one.1, other.1), |(one, other)| format!("  {one}\n  {other}"))
}
