//! Measures the product beside limits found in the same run, and prints JSON.
//!
//! `qorgau-bench --entries N` makes a country of N entries in the proportions that police publish, writes it with the
//! product and, batch by batch beside it, with a raw program that writes the same rows, then reads, verifies, starts
//! and prints. Progress goes to standard error.

mod error;
mod http;
mod measure;
mod process;
mod raw;
mod read;
mod setting;
mod write;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use error::BenchError;
use measure::Measure;
use raw::Rows;
use setting::{Ground, Setting};

/// What to measure.
#[derive(Debug, Parser)]
struct Options {
    /// How many entries the country has.
    #[arg(long, default_value_t = 1_000_000)]
    entries: usize,
    /// What the country follows from.
    #[arg(long, default_value_t = 27)]
    seed: u64,
    /// The raw program writes beside the product only the first of them; the product writes the rest alone.
    #[arg(long, value_name = "ENTRIES")]
    beside: Option<usize>,
    /// How many entries are written one by one.
    #[arg(long, default_value_t = 2_000)]
    single: usize,
    /// How often each reading is measured.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..))]
    rounds: u16,
    /// How often the whole database is verified.
    #[arg(long, default_value_t = 3)]
    verifications: usize,
    /// Keep the databases in this folder, to look into them afterwards.
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// Measures the databases that an earlier run kept here, without writing the country again; another seed stores other entries.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["keep", "beside"])]
    again: Option<PathBuf>,
    /// Only says hello over HTTP: what the server is measured beside.
    #[arg(long, hide = true)]
    hello: bool,
}

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("qorgau-bench: {error}");
            ExitCode::FAILURE
        }
    }
}

impl Options {
    fn ground(&self) -> Ground<'_> {
        match (&self.again, &self.keep) {
            (Some(folder), _) => Ground::Again(folder),
            (None, Some(within)) => Ground::Kept(within),
            (None, None) => Ground::Vanishing,
        }
    }
}

/// Writes the country, as much of it beside the raw program as is wished.
async fn written(setting: &Setting, options: &Options) -> Result<(Vec<Measure>, Vec<Rows>), BenchError> {
    let beside = options.beside.filter(|beside| *beside < options.entries);
    let written = write::measure(setting, (options.entries, beside), options.single).await?;
    if let Some(beside) = beside {
        write::fill(setting, beside).await?;
    }
    Ok(written)
}

fn run(options: &Options) -> Result<String, BenchError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    if options.hello {
        runtime.block_on(http::hello())?;
        return Ok(String::new());
    }
    let rounds = usize::from(options.rounds);
    let (setting, mut measures, rows) = runtime.block_on(async {
        let setting = Setting::new(options.seed, options.entries, options.ground()).await?;
        let (mut measures, rows) = match options.again {
            Some(_) => (Vec::new(), Vec::new()),
            None => written(&setting, options).await?,
        };
        measures.extend(http::measure(&setting, rounds).await?);
        measures.extend(read::measure(&setting, rounds, options.verifications).await?);
        setting.close().await;
        Ok::<(Setting, Vec<Measure>, _), BenchError>((setting, measures, rows))
    })?;
    measures.extend(process::measure(&setting, rounds.min(15))?);
    let report = serde_json::json!({
        "entries": options.entries,
        "beside": options.beside,
        "seed": options.seed,
        "engine": "sqlite",
        "cores": std::thread::available_parallelism()?.get(),
        "rows": rows,
        "measures": measures,
    });
    Ok(serde_json::to_string_pretty(&report)?)
}
