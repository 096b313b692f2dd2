//! Processes at one book: fifty are killed, sixteen write at once. What was acknowledged is there, numbers have no gap, every chain is whole.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use qorgau_app::App;
use qorgau_domain::source::{Chance, Clock};
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, BodyVersion, EntryId, Text3};
use qorgau_rulebook::shipped;
use qorgau_store::{Location, Mode, Store};
use uuid::Uuid;

const FOLDER: &str = "QORGAU_CRASH_FOLDER";
const MOST: &str = "QORGAU_CRASH_MOST";

struct Noon;

impl Clock for Noon {
    fn now(&self) -> Timestamp {
        "2026-11-20T06:00:00Z".parse().unwrap()
    }
}

struct Dice;

impl Chance for Dice {
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).unwrap();
    }
}

async fn open(folder: &Path) -> App {
    let store = Store::open(&Location::Folder(folder.to_owned()), Uuid::from_u128(27)).await.unwrap();
    let rulebook = Arc::new(qorgau_rulebook::load(&shipped::files()).unwrap());
    App::new(store, rulebook, Arc::new(Noon), Arc::new(Dice)).await.unwrap()
}

/// Not a test of its own: a process that writes until it is killed or has written the most it should. It says each entry
/// after it was acknowledged.
#[test]
fn a_writer_of_its_own() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let most = std::env::var(MOST).ok().and_then(|most| most.parse().ok()).unwrap_or(usize::MAX);
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let app = open(Path::new(&folder)).await;
        for _ in 0..most {
            let id = EntryId(app.new_id());
            let fields = [
                ("started_on", Value::Date(jiff::civil::date(2026, 5, 1))),
                ("kind", Value::Choice("raid".into())),
            ];
            let fields: Content = fields.into_iter().map(|(code, value)| (code.to_owned(), value)).collect();
            app.write("raid", BodyId(1), id, fields, "writer").await.unwrap();
            println!("stored {id}");
            std::io::stdout().flush().unwrap();
        }
    });
}

fn writer(folder: &Path) -> Command {
    let mut writer = Command::new(std::env::current_exe().unwrap());
    writer.args(["a_writer_of_its_own", "--exact", "--nocapture"]).env(FOLDER, folder);
    writer.stdout(Stdio::piped()).stderr(Stdio::null());
    writer
}

/// Reads what a writer said was stored, until it ends.
fn stored(child: &mut Child) -> Vec<Uuid> {
    let said = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    said.filter_map(|line| line.split_once("stored ").and_then(|(_, id)| id.parse().ok())).collect()
}

/// Starts a writer, kills it, and gives what it said was stored.
fn killed_round(folder: &Path, round: u64) -> Vec<Uuid> {
    let mut child = writer(folder).spawn().unwrap();
    let pid = child.id();
    let killer = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(150 + (round * 37) % 200));
        Command::new("kill").args(["-9", &pid.to_string()]).status().unwrap();
    });
    let stored = stored(&mut child);
    killer.join().unwrap();
    child.wait().unwrap();
    stored
}

/// An installation with one body.
async fn found(folder: &Path) {
    let app = open(folder).await;
    let name = Text3 {
        kk: "орган".into(),
        ru: "орган".into(),
        en: "body".into(),
    };
    let version = BodyVersion {
        id: BodyId(1),
        from: None,
        until: None,
        code: "MIA".into(),
        level: "ministry".into(),
        parent: None,
        successor: None,
        name,
    };
    let founding = app.body_draft(BodyId(1), Vec::new(), vec![version], "test");
    for outcome in app.store.commit(vec![founding], Mode::Whole).await.unwrap() {
        outcome.unwrap();
    }
    app.store.close().await;
}

/// Everything acknowledged is there, and everything there is sound.
async fn check(folder: &Path, acknowledged: &[Uuid]) {
    let app = open(folder).await;
    let (_, scope) = app.scope(BodyId(1)).await.unwrap();
    for id in acknowledged {
        let stored = app.store.entry(&scope, EntryId(*id)).await.unwrap();
        assert!(stored.is_some(), "{id} was acknowledged and is gone");
    }
    // Gapless numbers are part of it.
    assert_eq!(app.verify(&mut |_, _| {}).await.unwrap().problems, []);
}

#[test]
fn fifty_kills_lose_no_acknowledged_entry() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(found(folder.path()));
    let acknowledged: Vec<Uuid> = (0..50).flat_map(|round| killed_round(folder.path(), round)).collect();
    assert!(acknowledged.len() > 50, "the writers wrote only {} entries", acknowledged.len());
    runtime.block_on(check(folder.path(), &acknowledged));
    eprintln!("{} entries acknowledged over 50 kills", acknowledged.len());
}

#[test]
fn sixteen_processes_at_one_book_leave_no_gap() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(found(folder.path()));
    let writers: Vec<Child> = (0..16).map(|_| writer(folder.path()).env(MOST, "12").spawn().unwrap()).collect();
    let mut acknowledged = Vec::new();
    for mut child in writers {
        acknowledged.extend(stored(&mut child));
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(acknowledged.len(), 16 * 12);
    runtime.block_on(check(folder.path(), &acknowledged));
}
