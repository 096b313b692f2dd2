//! Entries written in bulk and one by one, in turns with the raw program.

use std::path::Path;
use std::time::Duration;

use qorgau_app::AppError;
use qorgau_app::entries::Act;
use qorgau_app::example::Fact;
use qorgau_domain::BodyId;
use qorgau_store::{Mode, Receipt};

use crate::error::BenchError;
use crate::measure::{Measure, Samples, Stopwatch};
use crate::raw::{Batch, Place, Reader, Rows, Writer};
use crate::setting::Setting;

/// Entries of a commit, as an import has it.
const BATCH: usize = 500;
/// Batches after which the other program has its turn.
const TURN: usize = 20;
/// Entries written one by one in a turn.
const SINGLE_TURN: usize = 100;
/// What the limit is.
const LIMIT: &str = "raw program: the same rows in the same transactions, as durable";

/// Both programs side by side.
struct Pair<'a> {
    setting: &'a Setting,
    reader: Reader,
    writer: Writer,
    product: Samples,
    raw: Samples,
    done: usize,
}

/// Writes all entries, or those of them that are written `beside` the raw program, in bulk, the last `single` one by one.
pub(crate) async fn measure(setting: &Setting, (all, beside): (usize, Option<usize>), single: usize) -> Result<(Vec<Measure>, Vec<Rows>), BenchError> {
    let entries = beside.unwrap_or(all);
    // A country has a few entries more than it was asked for.
    let mut facts = setting.facts().take(beside.unwrap_or(usize::MAX));
    let mut pair = Pair::new(setting, &setting.database())?;
    while pair.done + single < entries {
        let most = (entries - single - pair.done).min(BATCH * TURN);
        let turn: Vec<Fact> = facts.by_ref().take(most).collect();
        if turn.is_empty() {
            break;
        }
        pair.turn(turn, BATCH).await?;
        eprint!("\r{} entries written", pair.done);
    }
    let bulk = Measure::beside("bulk", "entries/s", &std::mem::take(&mut pair.product), LIMIT, &std::mem::take(&mut pair.raw))
        .aim("at least 0.5 of the limit")
        .note(format!("{BATCH} entries a commit, {} entries a sample", BATCH * TURN));
    loop {
        let turn: Vec<Fact> = facts.by_ref().take(SINGLE_TURN).collect();
        if turn.is_empty() {
            break;
        }
        pair.turn(turn, 1).await?;
    }
    eprintln!("\r{} entries written", pair.done);
    let one_by_one = Measure::beside("single", "entries/s", &pair.product, LIMIT, &pair.raw)
        .aim("at least 0.4 of the limit")
        .note(format!("one entry a commit, each waited for, {SINGLE_TURN} entries a sample"));
    let rows = pair.writer.same_as(&setting.database())?;
    Ok((vec![bulk, one_by_one], rows))
}

/// Writes what is left after the first entries, with the product alone.
pub(crate) async fn fill(setting: &Setting, after: usize) -> Result<(), BenchError> {
    let (mut facts, mut done) = (setting.facts().skip(after), after);
    loop {
        let batch: Vec<Fact> = facts.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            eprintln!();
            return Ok(());
        }
        done += batch.len();
        store(setting, batch).await?;
        eprint!("\r{done} entries written");
    }
}

impl<'a> Pair<'a> {
    fn new(setting: &'a Setting, product: &Path) -> Result<Self, BenchError> {
        Ok(Pair {
            setting,
            reader: Reader::open(product)?,
            writer: Writer::beside(product, &setting.beside("raw.db"))?,
            product: Samples::default(),
            raw: Samples::default(),
            done: 0,
        })
    }

    /// First the product, then the raw program.
    async fn turn(&mut self, facts: Vec<Fact>, size: usize) -> Result<(), BenchError> {
        let count = facts.len();
        let batches = batches(facts, size);
        let (places, took) = self.product(batches).await?;
        let rows: Vec<Batch> = places.iter().map(|places| self.reader.batch(places)).collect::<Result<_, _>>()?;
        self.product.rate(count, took);
        self.raw.rate(count, self.writer.write(&rows)?);
        self.done += count;
        Ok(())
    }

    /// Checks, counts and stores; where each entry's act stands comes back, batch by batch.
    async fn product(&self, batches: Vec<Vec<Fact>>) -> Result<(Vec<Vec<Place>>, Duration), BenchError> {
        let mut stored: Vec<Vec<(BodyId, Receipt)>> = Vec::new();
        let watch = Stopwatch::start();
        for batch in batches {
            stored.push(store(self.setting, batch).await?);
        }
        let took = watch.took();
        let places = |batch: Vec<(BodyId, Receipt)>| batch.into_iter().map(|(body, receipt)| (body.0, receipt.seq)).collect();
        Ok((stored.into_iter().map(places).collect(), took))
    }
}

fn batches(facts: Vec<Fact>, size: usize) -> Vec<Vec<Fact>> {
    let mut rest = facts.into_iter().peekable();
    let mut batches = Vec::new();
    while rest.peek().is_some() {
        batches.push(rest.by_ref().take(size).collect());
    }
    batches
}

/// Stores a batch as an import does.
pub(crate) async fn store(setting: &Setting, batch: Vec<Fact>) -> Result<Vec<(BodyId, Receipt)>, BenchError> {
    let app = &setting.app;
    let bodies: Vec<BodyId> = batch.iter().map(|fact| fact.body).collect();
    let mut drafts = Vec::with_capacity(batch.len());
    for fact in batch {
        drafts.push(
            app.draft(app.register(&fact.register)?, fact.fields, Act::new(fact.id, fact.body, app.stamp("bench")))
                .map_err(AppError::from)?,
        );
    }
    let mut receipts = Vec::with_capacity(bodies.len());
    for (body, outcome) in bodies.into_iter().zip(app.store.commit(drafts, Mode::Each).await?) {
        receipts.push((body, outcome.map_err(AppError::from)?));
    }
    Ok(receipts)
}
