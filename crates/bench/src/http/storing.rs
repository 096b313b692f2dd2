//! Entries sent by programs at once, in turns with a raw program that writes the rows they became, in as many commits.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use hyper::{Method, StatusCode};
use qorgau_app::App;
use qorgau_app::example::Fact;
use qorgau_app::forms::say::pointed;
use qorgau_app::json::{Codes, written};
use rusqlite::Connection;
use serde_json::json;

use super::CLIENTS;
use super::client::{Asked, Client};
use super::people::People;
use super::server::Server;
use crate::error::BenchError;
use crate::measure::{Measure, Samples, Stopwatch};
use crate::raw::{Batch, Place, Reader, Writer};
use crate::setting::Setting;
use crate::write::store;

/// Turns by each number of clients.
const TURNS: usize = 5;
/// Entries that each client sends in a turn; one alone sends more.
const EACH: usize = 10;
const ALONE: usize = 100;
/// A country of so many entries has enough for the districts that send.
const FURTHER: usize = 400_000;
/// What districts send; all else, and what these point to, is there before.
const SENT: [&str; 2] = ["offence", "outbreak"];
/// What the limit is.
const LIMIT: &str = "raw program: the same rows in as many commits, as durable";

pub(super) async fn measure(setting: &Setting, app: &App, server: &Server, people: &People) -> Result<Vec<Measure>, BenchError> {
    let watcher = Watcher {
        database: Connection::open(setting.database())?,
        reader: Reader::open(&setting.database())?,
        writer: Writer::beside(&setting.database(), &setting.beside("raw-http.db"))?,
    };
    let mut facts = setting.further(FURTHER);
    let mut sent = Facts {
        app,
        setting,
        people,
        facts: &mut facts,
        held: Vec::new(),
    };
    let mut measures = Vec::new();
    for clients in CLIENTS {
        let (mut product, mut raw, mut late, mut shared) = (Samples::default(), Samples::default(), Samples::default(), Samples::default());
        for _ in 0..TURNS {
            let count = if clients == 1 { ALONE } else { clients * EACH };
            let asked = sent.take(count).await?;
            let (before, commits) = (watcher.heads()?, commits(server).await?);
            let watch = Stopwatch::start();
            let times = send(&server.at, asked, clients).await?;
            product.rate(count, watch.took());
            late.push(times.within(99));
            let places = watcher.since(&before)?;
            if places.len() != count {
                return Err(BenchError::Unfair(format!("{count} entries were sent, {} acts stored", places.len())));
            }
            let commits = (self::commits(server).await? - commits).max(1);
            shared.push(share(count, commits));
            raw.rate(count, watcher.write(&places, commits)?);
        }
        let name = format!("stored, {clients} clients");
        let aim = if clients == 64 { "at least 0.4 of the limit" } else { "none" };
        let note = format!("{} entries shared a commit", shared.median());
        measures.push(Measure::beside(name, "entries/s", &product, LIMIT, &raw).aim(aim).note(note));
        measures.push(Measure::of(format!("stored, {clients} clients, p99"), "ms", &late).aim("under 50 ms"));
    }
    Ok(measures)
}

fn share(count: usize, commits: usize) -> f64 {
    let [count, commits] = [count, commits].map(|number| f64::from(u32::try_from(number).unwrap_or(u32::MAX)));
    count / commits
}

/// Facts made into what a program sends.
struct Facts<'a, F: Iterator<Item = Fact>> {
    app: &'a App,
    setting: &'a Setting,
    people: &'a People,
    facts: &'a mut F,
    /// Those that name what was taken together with them: it must be stored before.
    held: Vec<Fact>,
}

impl<F: Iterator<Item = Fact>> Facts<'_, F> {
    /// The next that districts send; what comes before them in the books is stored first.
    async fn take(&mut self, count: usize) -> Result<Vec<Asked>, BenchError> {
        let codes = Codes {
            tree: &self.setting.tree,
            today: self.app.today(),
        };
        let (mut asked, mut others, mut taken) = (Vec::with_capacity(count), Vec::new(), BTreeSet::new());
        let mut held = std::mem::take(&mut self.held).into_iter();
        while asked.len() < count {
            let Some(fact) = held.next().or_else(|| self.facts.next()) else {
                return Err(BenchError::Unfair("there are too few facts to be stored".to_owned()));
            };
            let Some(token) = self.people.tokens.get(&fact.body) else { continue };
            if !SENT.contains(&fact.register.as_str()) {
                others.push(fact);
                continue;
            }
            if pointed(&fact.fields).iter().any(|named| taken.contains(named)) {
                self.held.push(fact);
                continue;
            }
            taken.insert(fact.id);
            let mut fields = fact.fields;
            // A country that is measured again may bear the number of a case already.
            fields.remove("case_number");
            let fields = written(&self.app.register(&fact.register)?.field, &fields, codes);
            let body = json!({"register": fact.register, "body": codes.of(fact.body), "fields": fields});
            asked.push(Asked {
                method: Method::PUT,
                path: format!("/api/v1/entries/{}", fact.id),
                headers: vec![("authorization", format!("Bearer {token}")), ("content-type", "application/json".to_owned())],
                body: body.to_string().into(),
            });
        }
        self.held.extend(held);
        store(self.setting, others).await?;
        Ok(asked)
    }
}

/// Clients take the next as soon as theirs is stored.
async fn send(at: &str, asked: Vec<Asked>, clients: usize) -> Result<Samples, BenchError> {
    let waiting = Arc::new(Mutex::new(VecDeque::from(asked)));
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..clients {
        let (waiting, mut client) = (Arc::clone(&waiting), Client::connect(at).await?);
        tasks.spawn(async move {
            let mut times = Samples::default();
            let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
            while let Some(asked) = next() {
                let answer = client.ask(&asked).await?;
                if answer.status != StatusCode::CREATED {
                    let said = String::from_utf8_lossy(&answer.body).into_owned();
                    return Err(BenchError::Unfair(format!("{} is answered by {}: {said}", asked.path, answer.status)));
                }
                times.millis(answer.took);
            }
            Ok(times)
        });
    }
    let mut all = Samples::default();
    while let Some(times) = tasks.join_next().await {
        all.extend(times.map_err(std::io::Error::from)??);
    }
    Ok(all)
}

/// How many commits the server has made.
async fn commits(server: &Server) -> Result<usize, BenchError> {
    let answer = Client::connect(&server.at).await?.page(&Asked::page("/metrics", "")).await?;
    let text = String::from_utf8_lossy(&answer.body);
    let said = text.lines().find_map(|line| line.strip_prefix("qorgau_commits_total "));
    said.and_then(|number| number.parse().ok())
        .ok_or_else(|| BenchError::Unfair("the server does not count its commits".to_owned()))
}

/// Reads what the product wrote, and writes it again.
struct Watcher {
    database: Connection,
    reader: Reader,
    writer: Writer,
}

impl Watcher {
    fn heads(&self) -> Result<BTreeMap<i64, i64>, BenchError> {
        let mut statement = self.database.prepare("SELECT body_id, seq FROM chain")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The acts since then, in the order in which they came.
    fn since(&self, before: &BTreeMap<i64, i64>) -> Result<Vec<Place>, BenchError> {
        let mut statement = self
            .database
            .prepare("SELECT received_at, body_id, seq FROM ledger WHERE body_id = ? AND seq > ?")?;
        let mut places: Vec<(i64, i64, i64)> = Vec::new();
        for body in self.heads()?.keys() {
            let rows = statement.query_map([*body, before.get(body).copied().unwrap_or(0)], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?;
            places.extend(rows.collect::<Result<Vec<_>, _>>()?);
        }
        places.sort_unstable();
        Ok(places.into_iter().map(|(_, body, seq)| (body, seq)).collect())
    }

    /// The raw program's time for the rows of these acts in as many commits.
    fn write(&self, places: &[Place], commits: usize) -> Result<std::time::Duration, BenchError> {
        let size = places.len().div_ceil(commits);
        let batches: Vec<Batch> = places.chunks(size).map(|places| self.reader.batch(places)).collect::<Result<_, _>>()?;
        self.writer.write(&batches)
    }
}
