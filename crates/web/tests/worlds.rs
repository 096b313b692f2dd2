//! Two worlds that differ only in what a reader may not see give him the same bytes, on every way that is read.
//!
//! Whatever a page says of hidden things, be it a count, an order, a name in a list to choose from or whether something is there, it says
//! differently in the two worlds; so a page that is the same in both says nothing of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod plain;
mod reach;

use std::collections::BTreeMap;
use std::sync::Arc;

use common::{Answer, Turns, World};
use jiff::ToSpan;
use plain::Plain;
use qorgau_app::accounts::{By, Giving, NewAbsence, NewAccount, NewToken, Origin, Whose};
use qorgau_app::documents::{Act, Made, Wanted};
use qorgau_app::returns::Kind;
use qorgau_domain::value::Content;
use qorgau_domain::{EntryId, Lang};
use qorgau_rulebook::may;
use reach::cases::CASES;
use reach::told::{filed, inspect, naming, on_the_map, person, review};
use reach::{Case, PASSWORD, bare, facts, first_difference, role, somebody_given, with_bodies};
use uuid::Uuid;

/// What differs between the two worlds.
struct Hidden {
    /// The bodies whose everything differs: entries, persons, accounts, documents, absences, what they gave.
    bodies: &'static [&'static str],
    /// The body of which only some registers differ, and its documents.
    registers: Option<(&'static str, &'static [&'static str])>,
}

/// Who reads.
struct Reader {
    login: &'static str,
    role: &'static str,
    body: &'static str,
}

const ABROAD: Hidden = Hidden {
    bodies: &["110000000", "111000000", "MIA", "TRN"],
    registers: None,
};
/// A district's reader sees nothing of its neighbour either, nor of its region's own.
const AROUND: Hidden = Hidden {
    bodies: &["110000000", "111000000", "MIA", "TRN", "391600000", "390000000"],
    registers: None,
};
/// Of a body that gave its outbreaks alone, the rest is hidden; as everything in its registers is from who keeps its accounts.
const BESIDE: Hidden = Hidden {
    bodies: &["110000000", "111000000", "391600000"],
    registers: Some((
        "391000000",
        &["raid", "offence", "person", "file_volume", "incoming_paper", "track", "natural_object"],
    )),
};

/// One of the two worlds: which one decides how many hidden things there are, and what they say.
struct Built {
    world: World,
    turns: Arc<Turns>,
    cookies: BTreeMap<&'static str, String>,
    tokens: BTreeMap<&'static str, String>,
    /// Every entry, account and document: those both worlds have, then those of this one.
    entries: Vec<EntryId>,
    accounts: Vec<Uuid>,
    documents: Vec<Uuid>,
}

fn october(body: qorgau_domain::BodyId) -> Wanted {
    Wanted {
        body,
        kind: Made::Return(Kind::Monthly),
        period: "2026-10".parse().unwrap(),
    }
}

impl Built {
    async fn new(readers: &[Reader]) -> Self {
        let turns = Arc::new(Turns::default());
        let mut built = Built {
            world: World::by_turns(turns.clone(), Arc::new(Plain)).await,
            turns,
            cookies: BTreeMap::new(),
            tokens: BTreeMap::new(),
            entries: Vec::new(),
            accounts: Vec::new(),
            documents: Vec::new(),
        };
        with_bodies(&built.world).await;
        built.turns.turn(1);
        built.facts_of("391000000", "Қалалықов", 2, None).await;
        built.entries.push(inspect(&built.world, "391000000", "390000000", "Облыстықов").await);
        built.papers_of("391000000", "ours").await;
        for reader in readers {
            built.enters(reader).await;
        }
        built
    }

    /// A reader with what his role can be given of the city, and with a token of his own.
    async fn enters(&mut self, reader: &Reader) {
        let app = self.world.web.app();
        let role = role(reader.role);
        let (body, city) = (app.body(reader.body).await.unwrap(), app.body("391000000").await.unwrap());
        let giver = role.giver().map(|_| city);
        let cookie = somebody_given(&self.world, reader.login, &role, body, giver).await;
        let who = app.who(cookie.split_once('=').unwrap().1).await.unwrap().unwrap();
        let acts = [may::Act::Read];
        let new = NewToken {
            name: "program",
            acts: &acts,
            body,
            lasts: jiff::SignedDuration::from_hours(24),
        };
        self.tokens.insert(reader.login, app.make_token(&who, &new, &Origin::LOCAL).await.unwrap());
        self.cookies.insert(reader.login, cookie);
        self.accounts.push(who.account);
    }

    /// Facts of a body, each several times, of the registers named or of all.
    async fn facts_of(&mut self, code: &str, surname: &str, times: i64, registers: Option<&[&str]>) {
        let app = self.world.web.app();
        let body = app.body(code).await.unwrap();
        for back in 0..times {
            let day = app.today().checked_sub((20 * back).days()).unwrap();
            let who = EntryId(app.new_id());
            let unnamed = |(register, fields): (&'static str, Content)| (register, EntryId(app.new_id()), fields);
            let (register, fields) = person(surname);
            let facts = facts(day).map(unnamed);
            let raid = facts[0].1;
            let known = facts.into_iter().chain([(register, who, fields)]);
            for (register, id, fields) in known.chain([naming(who, day)].map(unnamed)).chain(filed(surname, day).map(unnamed)) {
                if registers.is_none_or(|named| named.contains(&register)) {
                    app.write(register, body, id, fields, "test").await.unwrap();
                    self.entries.push(id);
                }
            }
            on_the_map(app, (code, body), (surname, day), raid).await;
        }
    }

    /// A draft of a body's return, signed by a deputy in its head's absence; accounts, and what it gave.
    async fn papers_of(&mut self, code: &str, name: &str) {
        let app = self.world.web.app();
        let body = app.body(code).await.unwrap();
        let level = app.store.tree().await.unwrap().on(body, app.today()).unwrap().level.clone();
        let (officer, head) = if level == "district" {
            ("charged_officer", "body_head")
        } else {
            ("unit_staff", "region_head")
        };
        let mut known = Vec::new();
        if level == "district" || level == "region" {
            let login = |part: &str| format!("{part}-{name}-{code}").to_lowercase();
            for (part, of) in [("officer", officer), ("head", head), ("deputy", "overseeing_deputy"), ("vet", "vet_partner")] {
                let cookie = somebody_given(&self.world, &login(part), &role(of), body, None).await;
                known.push((login(part), cookie));
                self.accounts.push(app.account_named(&login(part)).await.unwrap().id);
            }
            let away = NewAbsence {
                whose: Whose::Account(app.account_named(&known[1].0).await.unwrap().id),
                ground: "leave",
                order: name,
                from: app.today(),
                until: None,
            };
            app.record_absence(By::Operator, &away).await.unwrap();
            for (no, act) in [
                (0, Act::Prepare { note: name, official: false }),
                (
                    2,
                    Act::Sign {
                        secret: PASSWORD,
                        origin: &Origin::LOCAL,
                    },
                ),
            ] {
                let token = known[no].1.split_once('=').unwrap().1;
                let who = app.who(token).await.unwrap().unwrap();
                let id = app.take(&who, october(body), i64::from(no > 0), &act).await.unwrap();
                self.documents.push(id);
            }
        }
        if level == "district" {
            let giving = Giving {
                account: app.account_named(&known[3].0).await.unwrap().id,
                register: "outbreak",
                body,
                from: app.today(),
                until: None,
                basis: name,
            };
            app.give(By::Operator, &giving).await.unwrap();
        }
    }

    /// What the readers may not see: in one world so, in the other otherwise.
    async fn hide(&mut self, hidden: &Hidden, which: u64) {
        self.turns.turn(10 + which);
        let (surname, name, times) = if which == 1 {
            ("Бірінов", "first", 1)
        } else {
            ("Екінов", "second", 3)
        };
        for code in hidden.bodies {
            self.facts_of(code, surname, times, None).await;
            self.papers_of(code, name).await;
            self.documents.extend(review(&self.world, code, name).await);
            if which == 2 {
                let app = self.world.web.app();
                let body = app.body(code).await.unwrap();
                let login = format!("more-{}", code.to_lowercase());
                let new = NewAccount {
                    login: &login,
                    name: "Артықов Мысал",
                    lang: Lang::Kk,
                    body,
                };
                let invited = app.invite(By::Operator, &new, &Origin::LOCAL).await.unwrap();
                self.accounts.push(invited.account);
            }
        }
        if let Some((code, registers)) = hidden.registers {
            self.facts_of(code, surname, times, Some(registers)).await;
        }
        for (of, by) in [("111000000", "110000000"), ("391600000", "390000000"), ("110000000", "MIA")] {
            if hidden.bodies.contains(&of) && hidden.bodies.contains(&by) {
                self.entries.push(inspect(&self.world, of, by, surname).await);
            }
        }
        if which == 2 {
            self.link_with_ours(&hidden.bodies[..1]).await;
        }
    }

    /// A body above links the first person and the first offence of the city with those of a hidden body, and sets the outbreaks apart.
    async fn link_with_ours(&self, hidden: &[&str]) {
        let app = self.world.web.app();
        let (tree, scope) = app.scope(app.body("MIA").await.unwrap()).await.unwrap();
        let of = async |code: &str, register: &str| {
            let body = app.body(code).await.unwrap();
            let stored = app.store.some(&scope, &self.entries).await.unwrap();
            let mut its = stored
                .into_iter()
                .filter(|stored| stored.entry.body == body && stored.entry.envelope.register == register);
            its.next().unwrap().entry.id
        };
        for register in ["person", "offence"] {
            let pair = [of("391000000", register).await, of(hidden[0], register).await];
            app.link(&tree, &scope, &pair, "test").await.unwrap();
        }
        let pair = [of("391000000", "outbreak").await, of(hidden[0], "outbreak").await];
        app.set_apart(&tree, &scope, pair, "басқа ошақ", "test").await.unwrap();
    }

    /// More facts that every reader of the city sees, after those that nobody does.
    async fn goes_on(&mut self) {
        self.turns.turn(20);
        self.facts_of("391000000", "Соңғыбаев", 1, None).await;
    }

    async fn read(&self, no: u64, path: &str, login: &str) -> Answer {
        // Each way draws by itself, so that one does not hide or show another's difference.
        self.turns.turn(100 + no);
        if path.starts_with("/api/") {
            let bearer = format!("Bearer {}", self.tokens[login]);
            return self.world.ask("GET", path, &[("authorization", &bearer)], b"").await;
        }
        self.world.ask("GET", path, &[("cookie", &self.cookies[login])], b"").await
    }
}

/// Where the first person of the city stands among the entries.
const PERSON: usize = 4;

/// What is asked beside the ways of the table: words and numbers that only hidden things have, and files.
const MORE: [&str; 31] = [
    "/kk/search?q=%D0%95%D0%BA%D1%96%D0%BD%D0%BE%D0%B2",
    "/kk/search?q=1/2026",
    "/kk/find.json?q=%D0%95%D0%BA%D1%96%D0%BD%D0%BE%D0%B2",
    "/kk/find.json?q=1/2026",
    "/kk/registers/person",
    "/kk/registers/person?q=%D0%91%D1%96%D1%80%D1%96%D0%BD%D0%BE%D0%B2",
    "/kk/registers/offence?struck=1",
    "/kk/registers/outbreak?sort=disease",
    "/kk/registers/person/export/csv",
    "/kk/registers/outbreak/export/csv",
    "/kk/pick.json?register=person&q=%D0%95",
    "/kk/people?q=more&closed=1",
    "/kk/people?by=login",
    "/kk/returns/quarterly/2026Q3",
    "/kk/reviews/2026Q3",
    "/kk/matrix?period=2026-10",
    "/kk/map/points.json?register=raid&period=2026-11",
    "/kk/map/bans.json?day=01.05.2026",
    "/kk/map/tracks.json?period=2026-11",
    "/kk/map?bans=1&day=01.05.2026&tracks=1&period=2026-11",
    "/kk/returns/monthly/2026-10/file/return.csv",
    "/kk/files?year=2026",
    "/kk/tests?year=2025",
    "/kk/files/2026/all/print/nomenclature.pdf",
    "/kk/files/2026/all/print/incoming.pdf?part=1",
    "/kk/files/2026/2/print/inventory.pdf?part=1",
    "/kk/files/2026/all/print/destruction.pdf",
    "/kk/registers/unit_inspection",
    "/kk/registers/unit_inspection/export/csv",
    "/kk/registers/unit_inspection/journal/pdf",
    "/kk/pick.json?register=unit_inspection&q=",
];

/// Every address that is read, once: the ways of the table at the bodies and about the things of either world.
fn addresses(worlds: &[Built; 2]) -> Vec<String> {
    let all = |of: fn(&Built) -> Vec<String>| -> Vec<String> {
        let mut all: Vec<String> = worlds.iter().flat_map(of).collect();
        all.sort();
        all.dedup();
        all
    };
    let things = [
        (
            "{body}",
            ["391000000", "390000000", "391600000", "110000000", "111000000", "MIA"]
                .map(str::to_owned)
                .to_vec(),
        ),
        ("{register}", ["raid", "offence", "outbreak"].map(str::to_owned).to_vec()),
        ("{entry}", all(|built| built.entries.iter().map(|id| id.0.to_string()).collect())),
        (
            "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
            all(|built| built.entries.iter().map(|id| id.0.to_string()).collect()),
        ),
        ("{account}", all(|built| built.accounts.iter().map(Uuid::to_string).collect())),
        ("{document}", all(|built| built.documents.iter().map(Uuid::to_string).collect())),
    ];
    let mut addresses: Vec<String> = MORE.map(str::to_owned).to_vec();
    for (method, pattern, case) in CASES {
        // What a server counts of itself is read on its own machine, by whoever runs it.
        if *method != "GET" || *pattern == "/metrics" {
            continue;
        }
        let (Case::Open(path, _)
        | Case::Token(path)
        | Case::Signed(path)
        | Case::Missing(path)
        | Case::Commands(path)
        | Case::Links(path)
        | Case::Anywhere(path, _)
        | Case::At(path, _)
        | Case::Unlent(path, _)
        | Case::Both(path, ..)) = case;
        let mut paths = vec![(*path).to_owned()];
        for (name, values) in &things {
            let put = |path: &String| -> Vec<String> {
                if path.contains(name) {
                    values.iter().map(|value| path.replace(name, value)).collect()
                } else {
                    vec![path.clone()]
                }
            };
            paths = paths.iter().flat_map(put).collect();
        }
        addresses.extend(paths);
    }
    // The first person of the city, with whom others may be linked, and everything that he may be compared with.
    let (ours, entries) = (
        worlds[0].entries[PERSON],
        all(|built| built.entries.iter().map(|id| id.0.to_string()).collect()),
    );
    addresses.push(format!("/kk/entries/{ours}/link?q=%D0%90%D1%81%D0%B0%D0%BD"));
    addresses.extend(entries.into_iter().map(|other| format!("/kk/entries/{ours}/link?with={other}")));
    addresses
}

/// Compares what every reader is answered in the two worlds; how many answers were pages that he may open comes back.
async fn same(readers: &[Reader], hidden: &Hidden) -> usize {
    let mut worlds = [Built::new(readers).await, Built::new(readers).await];
    for (which, built) in (1..).zip(&mut worlds) {
        built.hide(hidden, which).await;
        built.goes_on().await;
    }
    let addresses = addresses(&worlds);
    let (mut opened, mut wrong) = (0, Vec::new());
    for reader in readers {
        for (no, path) in (0..).zip(&addresses) {
            let [one, other] = [worlds[0].read(no, path, reader.login).await, worlds[1].read(no, path, reader.login).await];
            opened += usize::from(one.status == 200);
            if bare(&one) != bare(&other) {
                wrong.push(format!("{} at {}: {path}\n{}", reader.role, reader.body, first_difference(&one, &other)));
            }
        }
    }
    println!("{} addresses, {} readers, {opened} answers opened", addresses.len(), readers.len());
    assert!(wrong.is_empty(), "{} answers tell of what is hidden:\n{}", wrong.len(), wrong.join("\n"));
    for built in worlds {
        built.world.stop().await;
    }
    opened
}

const fn reader(login: &'static str, role: &'static str, body: &'static str) -> Reader {
    Reader { login, role, body }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_regions_readers_learn_nothing_of_another_region_or_of_the_ministrys_own() {
    let readers = [
        reader("region-head", "region_head", "390000000"),
        reader("region-staff", "unit_staff", "390000000"),
        reader("region-admin", "administrator", "390000000"),
        reader("region-vet", "vet_partner", "390000000"),
    ];
    assert!(same(&readers, &ABROAD).await > 100);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_districts_readers_learn_nothing_of_their_neighbours_or_of_those_above() {
    let readers = [
        reader("city-officer", "charged_officer", "391000000"),
        reader("city-deputy", "overseeing_deputy", "391000000"),
        reader("city-clerk", "records_clerk", "391000000"),
        reader("city-admin", "administrator", "391000000"),
        reader("city-vet", "vet_partner", "391000000"),
        reader("city-other", "other_service", "391000000"),
    ];
    assert!(same(&readers, &AROUND).await > 100);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_given_one_register_learns_nothing_of_the_others_and_an_administrator_of_none() {
    let readers = [
        reader("city-vet", "vet_partner", "391000000"),
        reader("city-admin", "administrator", "391000000"),
    ];
    assert!(same(&readers, &BESIDE).await > 50);
}

/// The test above can fail: whoever may see everything is answered differently in the two worlds, on each kind of page.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_see_it_all_is_told_of_the_difference() {
    let readers = [reader("auditor", "auditor", "MIA")];
    let mut worlds = [Built::new(&readers).await, Built::new(&readers).await];
    for (which, built) in (1..).zip(&mut worlds) {
        built.hide(&ABROAD, which).await;
    }
    for path in [
        "/kk/registers",
        "/kk/registers/raid",
        "/kk/registers/person",
        "/kk/search?q=%D0%95%D0%BA%D1%96%D0%BD%D0%BE%D0%B2",
        "/kk/find.json?q=%D0%95%D0%BA%D1%96%D0%BD%D0%BE%D0%B2",
        "/kk/registers/offence/export/csv",
        "/kk/people",
        "/kk/returns/monthly/2026-11?body=MIA",
        "/kk/map/points.json?body=MIA&register=raid&period=2026-11",
        "/kk/map/bans.json?body=MIA&day=01.05.2026",
        "/kk/map/tracks.json?body=MIA&period=2026-11",
        "/kk/reviews?body=MIA",
        "/kk/files?body=110000000",
        "/kk/files/2026/2?body=110000000",
        "/kk/files/2026/2/print/inventory.pdf?body=110000000",
        "/api/v1/registers/offence/entries",
    ] {
        let [one, other] = [worlds[0].read(1, path, "auditor").await, worlds[1].read(1, path, "auditor").await];
        assert_eq!((one.status, other.status), (200, 200), "{path}");
        assert_ne!(bare(&one), bare(&other), "{path}");
    }
    // In one world the person of the city is linked with a hidden record.
    let path = format!("/kk/persons/{}", worlds[0].entries[PERSON]);
    let [one, other] = [worlds[0].read(1, &path, "auditor").await, worlds[1].read(1, &path, "auditor").await];
    assert_eq!((one.status, other.status), (200, 200), "{path}");
    assert_ne!(bare(&one), bare(&other), "{path}");
    let foreign = worlds[0].entries.last().unwrap().0;
    let path = format!("/kk/entries/{foreign}");
    let statuses = [
        worlds[0].read(1, &path, "auditor").await.status,
        worlds[1].read(1, &path, "auditor").await.status,
    ];
    assert_eq!(statuses, [200, 404], "what only one world has");
    for built in worlds {
        built.world.stop().await;
    }
}
