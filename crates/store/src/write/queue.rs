//! The single writer of a SQLite database: acts that wait together share one commit.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{mpsc, oneshot};

use super::{Draft, Outcome, Terms, run};
use crate::StoreError;
use crate::db::Db;

/// How many acts may share one commit.
const MOST: usize = 512;

struct Job {
    drafts: Vec<Draft>,
    reply: oneshot::Sender<Result<Vec<Outcome>, StoreError>>,
}

/// Where acts wait for the writer.
#[derive(Clone)]
pub(crate) struct Queue {
    sender: mpsc::Sender<Job>,
    commits: Arc<AtomicU64>,
}

impl Queue {
    /// Starts the writer. It ends when the last queue is dropped.
    pub(crate) fn start(db: Db, terms: Terms) -> Self {
        let (sender, receiver) = mpsc::channel(1024);
        let commits = Arc::<AtomicU64>::default();
        tokio::spawn(work(db, terms, receiver, Arc::clone(&commits)));
        Queue { sender, commits }
    }

    /// How many commits it has made.
    pub(crate) fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }

    /// Hands acts in, and waits until what became of them is durable.
    pub(crate) async fn commit(&self, drafts: Vec<Draft>) -> Result<Vec<Outcome>, StoreError> {
        let (reply, answer) = oneshot::channel();
        let gone = || StoreError::Damaged("the writer has stopped".to_owned());
        self.sender.send(Job { drafts, reply }).await.map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

async fn work(db: Db, terms: Terms, mut receiver: mpsc::Receiver<Job>, commits: Arc<AtomicU64>) {
    while let Some(job) = receiver.recv().await {
        let mut jobs = vec![job];
        while jobs.iter().map(|job| job.drafts.len()).sum::<usize>() < MOST
            && let Ok(job) = receiver.try_recv()
        {
            jobs.push(job);
        }
        serve(&db, &terms, jobs).await;
        commits.fetch_add(1, Ordering::Relaxed);
    }
}

async fn serve(db: &Db, terms: &Terms, mut jobs: Vec<Job>) {
    let sizes: Vec<usize> = jobs.iter().map(|job| job.drafts.len()).collect();
    let drafts: Vec<Draft> = jobs.iter_mut().flat_map(|job| std::mem::take(&mut job.drafts)).collect();
    match together(db, terms, &drafts).await {
        Ok(outcomes) => {
            let mut rest = outcomes.into_iter();
            for (job, size) in jobs.into_iter().zip(sizes) {
                // A caller that no longer waits loses nothing: what it sent is stored.
                let _ = job.reply.send(Ok(rest.by_ref().take(size).collect()));
            }
        }
        // One act the engine chokes on must not take its neighbours with it: each job is tried by itself.
        Err(_) if jobs.len() > 1 => {
            let mut rest = drafts.into_iter();
            for (job, size) in jobs.into_iter().zip(sizes) {
                let own: Vec<Draft> = rest.by_ref().take(size).collect();
                let _ = job.reply.send(together(db, terms, &own).await);
            }
        }
        Err(error) => {
            if let Some(job) = jobs.pop() {
                let _ = job.reply.send(Err(error));
            }
        }
    }
}

async fn together(db: &Db, terms: &Terms, drafts: &[Draft]) -> Result<Vec<Outcome>, StoreError> {
    let mut tx = db.write().await?;
    let outcomes = run(&mut tx, terms, drafts).await?;
    tx.commit().await?;
    Ok(outcomes)
}
