//! What is measured: a database of its own, with the shipped bodies and rulebook, at a fixed moment.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use qorgau_app::App;
use qorgau_app::example::{self, Fact, Plan};
use qorgau_domain::source::{Chance, Clock};
use qorgau_domain::{BodyId, Month, Tree};
use qorgau_rulebook::shipped;
use qorgau_store::{Location, Store};
use uuid::Uuid;

use crate::error::BenchError;

/// The moment at which everything happens: 20 November 2026.
const NOW: Timestamp = Timestamp::constant(1_795_154_400, 0);
/// How many months the country's facts spread over.
const MONTHS: i64 = 24;
/// The folder of an installation without entries, within it.
pub(crate) const FRESH: &str = "fresh";
/// How the folder's name begins.
const PREFIX: &str = "qorgau-bench";

/// A product at work in a folder that vanishes with it unless it is to be kept.
pub(crate) struct Setting {
    pub(crate) app: App,
    pub(crate) tree: Arc<Tree>,
    pub(crate) ministry: BodyId,
    pub(crate) plan: Plan<'static>,
    folder: PathBuf,
    /// Removes the folder at the end.
    _vanishing: Option<tempfile::TempDir>,
}

/// Where a setting stands.
#[derive(Clone, Copy)]
pub(crate) enum Ground<'a> {
    /// In a new folder that vanishes.
    Vanishing,
    /// In a new folder within this one; it stays.
    Kept(&'a Path),
    /// In a folder that an earlier run kept.
    Again(&'a Path),
}

impl Setting {
    pub(crate) async fn new(seed: u64, entries: usize, ground: Ground<'_>) -> Result<Self, BenchError> {
        let (folder, vanishing) = match ground {
            Ground::Vanishing => {
                let folder = tempfile::Builder::new().prefix(PREFIX).tempdir()?;
                (folder.path().to_owned(), Some(folder))
            }
            Ground::Kept(within) => (tempfile::Builder::new().prefix(PREFIX).tempdir_in(within)?.keep(), None),
            Ground::Again(folder) => {
                forget(folder)?;
                (folder.to_owned(), None)
            }
        };
        let files = shipped::files();
        let rulebook = qorgau_rulebook::load(&files).map_err(|problems| BenchError::Unfair(format!("{} problems in the rulebook", problems.len())))?;
        let store = Store::open(&Location::Folder(folder.join("product")), Uuid::from_u128(27)).await?;
        let app = App::new(store, Arc::new(rulebook), Arc::new(Standing), Arc::new(Counting::default())).await?;
        let bodies = files.get("reference/bodies.csv").map(String::as_bytes).unwrap_or_default();
        app.import_bodies(bodies, "bench", false).await?;
        let tree = app.store.tree().await?;
        let ministry = app.body("MIA").await?;
        let until = Month::of(app.today()).plus(-1);
        let plan = Plan {
            seed,
            entries,
            from: until.plus(1 - MONTHS),
            until,
            place_in: None,
        };
        Ok(Setting {
            app,
            tree,
            ministry,
            plan,
            folder,
            _vanishing: vanishing,
        })
    }

    /// What the country's people enter, made as it is asked for.
    pub(crate) fn facts(&self) -> impl Iterator<Item = Fact> + use<'_> {
        example::facts(&self.app.rulebook, &self.tree, &self.plan)
    }

    /// What else its people might have entered: another country of as many months.
    pub(crate) fn further(&self, entries: usize) -> impl Iterator<Item = Fact> + use<'_> {
        let plan = Plan {
            seed: self.plan.seed + 1,
            entries,
            ..self.plan
        };
        example::facts(&self.app.rulebook, &self.tree, &plan)
    }

    /// The folder the product keeps its database in.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.join("product")
    }

    /// The product's database.
    pub(crate) fn database(&self) -> PathBuf {
        self.data().join("qorgau.db")
    }

    /// A file beside it.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The product at work on the same database by the real clock: people sign in now, and their sessions end.
    pub(crate) async fn living(&self) -> Result<App, BenchError> {
        let store = Store::open(&Location::Folder(self.data()), Uuid::from_u128(27)).await?;
        Ok(App::new(store, Arc::clone(&self.app.rulebook), Arc::new(Living), Arc::new(Living)).await?)
    }

    pub(crate) async fn close(&self) {
        self.app.store.clone().close().await;
    }
}

/// Removes what an earlier run left beside the product's database.
fn forget(folder: &Path) -> std::io::Result<()> {
    let removed = ["", "-wal", "-shm"]
        .iter()
        .flat_map(|end| ["raw.db", "raw-http.db"].map(|name| std::fs::remove_file(folder.join(format!("{name}{end}")))));
    for outcome in removed.chain([std::fs::remove_dir_all(folder.join(FRESH))]) {
        match outcome {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

struct Standing;

impl Clock for Standing {
    fn now(&self) -> Timestamp {
        NOW
    }
}

/// Real time and real chance.
struct Living;

impl Clock for Living {
    #[allow(clippy::disallowed_methods, reason = "the server that is measured goes by the real clock too")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

impl Chance for Living {
    fn fill(&self, bytes: &mut [u8]) {
        assert!(getrandom::fill(bytes).is_ok(), "the operating system gives no random bytes");
    }
}

/// Chance that is the same in every run.
#[derive(Default)]
struct Counting(AtomicU64);

impl Chance for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let drawn = self.0.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes();
            for (byte, drawn) in chunk.iter_mut().zip(drawn) {
                *byte = drawn;
            }
        }
    }
}
