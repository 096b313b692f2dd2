//! A list asked for by many at once, in turns with a bare hello asked for by as many.

use std::time::Duration;

use super::CLIENTS;
use super::client::{Asked, Client};
use super::pages::Lists;
use super::server::Server;
use crate::error::BenchError;
use crate::measure::{Measure, Samples, Stopwatch};

/// How long each turn lasts.
const TURN: Duration = Duration::from_secs(2);
/// Turns of each.
const TURNS: usize = 5;

pub(super) async fn measure(server: &Server, lists: &Lists) -> Result<Vec<Measure>, BenchError> {
    let bare = Server::start(&["--hello"], None, "qorgau-bench")?;
    let hello = Asked::page("/", "");
    let mut measures = Vec::new();
    for clients in CLIENTS {
        let (mut product, mut limit, mut late) = (Samples::default(), Samples::default(), Samples::default());
        for _ in 0..TURNS {
            let turn = turn(&server.at, &lists.first, clients).await?;
            product.rate(turn.answers, turn.took);
            late.push(turn.p99);
            let turn = self::turn(&bare.at, &hello, clients).await?;
            limit.rate(turn.answers, turn.took);
        }
        let name = format!("list, {clients} clients");
        let what = "a bare hello of the same library in a process of its own";
        measures.push(Measure::beside(name, "requests/s", &product, what, &limit).aim("at least 0.05 of the limit"));
        measures.push(Measure::of(format!("list, {clients} clients, p99"), "ms", &late).aim("under 50 ms"));
    }
    Ok(measures)
}

/// What many clients saw.
struct Turn {
    answers: usize,
    took: Duration,
    /// 99 of 100 answers came within these milliseconds.
    p99: f64,
}

/// Each client asks again as soon as it is answered.
async fn turn(at: &str, asked: &Asked, clients: usize) -> Result<Turn, BenchError> {
    let mut tasks = tokio::task::JoinSet::new();
    let mut connections = Vec::new();
    for _ in 0..clients {
        connections.push(Client::connect(at).await?);
    }
    let watch = Stopwatch::start();
    for mut client in connections {
        let asked = asked.clone();
        tasks.spawn(async move {
            let (watch, mut times) = (Stopwatch::start(), Samples::default());
            while watch.took() < TURN {
                times.millis(client.page(&asked).await?.took);
            }
            Ok::<_, BenchError>(times)
        });
    }
    let mut all = Samples::default();
    while let Some(times) = tasks.join_next().await {
        all.extend(times.map_err(std::io::Error::from)??);
    }
    Ok(Turn {
        answers: all.len(),
        took: watch.took(),
        p99: all.within(99),
    })
}
