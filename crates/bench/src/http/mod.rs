//! The server over HTTP as a browser and a program meet it: pages for a district, a region and the ministry; lists under load beside a
//! bare hello; entries stored by many clients beside a raw program.

mod client;
mod hello;
mod load;
mod pages;
mod people;
mod server;
mod storing;

use crate::error::BenchError;
use crate::measure::Measure;
use crate::setting::Setting;

pub(crate) use hello::hello;

/// How many clients ask at once.
const CLIENTS: [usize; 3] = [1, 16, 64];

/// Measures everything over HTTP.
pub(crate) async fn measure(setting: &Setting, rounds: usize) -> Result<Vec<Measure>, BenchError> {
    let app = setting.living().await?;
    let people = people::People::open(&app, &setting.tree).await?;
    let server = server::Server::start(&["serve", "--listen", "127.0.0.1:0", "--data"], Some(&setting.data()), "qorgau")?;
    eprintln!("asking for pages");
    let (mut measures, lists) = pages::measure(setting, &server, &people, rounds).await?;
    eprintln!("asking for lists at once");
    measures.extend(load::measure(&server, &lists).await?);
    eprintln!("storing through HTTP");
    measures.extend(storing::measure(setting, &app, &server, &people).await?);
    Ok(measures)
}
