//! How soon each page is there, for a district, a region and the ministry alike: from the request's first byte to the answer's last, over
//! one connection on this machine.

use qorgau_domain::{Month, Period};

use super::client::{Asked, Client};
use super::people::{People, Reader};
use super::server::Server;
use crate::error::BenchError;
use crate::measure::{Measure, Samples};
use crate::setting::Setting;

/// The register whose list is measured.
const REGISTER: &str = "offence";
/// The page far down a list.
const FAR: usize = 400;
/// A surname that many bear.
const SOUGHT: &str = "сынақ";

/// Addresses that are asked for under load too, with the cookie of whoever reads them.
pub(super) struct Lists {
    pub(super) first: Asked,
}

/// Measures every page for every reader.
pub(super) async fn measure(setting: &Setting, server: &Server, people: &People, rounds: usize) -> Result<(Vec<Measure>, Lists), BenchError> {
    let (mut measures, mut lists) = (Vec::new(), None);
    for reader in &people.readers {
        let mut client = Client::connect(&server.at).await?;
        let cookie = reader.sign_in(&mut client).await?;
        let first = Asked::page(&format!("/kk/registers/{REGISTER}"), &cookie);
        let far = far(&mut client, &first).await?;
        let entry = entry(&mut client, &first).await?;
        let month = setting.plan.until;
        let quarter = Period::Quarter(Month::new(month.year(), (month.number() - 1) / 3 * 3 + 1));
        let pages = [
            ("today", "/kk/today".to_owned()),
            ("list", first.path.clone()),
            ("page 400 of the list", far),
            ("entry", entry),
            ("search", format!("/kk/search?q={}", escaped(SOUGHT))),
            ("return", format!("/kk/returns/monthly/{month}")),
            ("matrix", "/kk/matrix".to_owned()),
            ("person", person(&mut client, &cookie).await?),
            ("territory", format!("/kk/territory/{quarter}")),
        ];
        for (name, path) in pages {
            let (millis, bytes) = times(&mut client, &Asked::page(&path, &cookie).browsed(), rounds).await?;
            let name = format!("{name}, {}", reader.name);
            measures.push(Measure::of(name, "ms", &millis).aim("under 20 ms").note(format!("{bytes} bytes")));
        }
        measures.push(beside(&mut client, reader, &first.clone().browsed(), rounds, &cookie).await?);
        lists.get_or_insert(Lists { first: first.browsed() });
    }
    let lists = lists.ok_or_else(|| BenchError::Unfair("nobody reads".to_owned()))?;
    Ok((measures, lists))
}

async fn times(client: &mut Client, asked: &Asked, rounds: usize) -> Result<(Samples, usize), BenchError> {
    let (mut millis, mut bytes) = (Samples::default(), client.page(asked).await?.body.len());
    for _ in 0..rounds {
        let answer = client.page(asked).await?;
        millis.millis(answer.took);
        bytes = answer.body.len();
    }
    Ok((millis, bytes))
}

/// The search beside the first page of the list, in turns.
async fn beside(client: &mut Client, reader: &Reader, first: &Asked, rounds: usize, cookie: &str) -> Result<Measure, BenchError> {
    let search = Asked::page(&format!("/kk/search?q={}", escaped(SOUGHT)), cookie).browsed();
    let (mut found, mut listed) = (Samples::default(), Samples::default());
    for _ in 0..rounds {
        found.millis(client.page(&search).await?.took);
        listed.millis(client.page(first).await?.took);
    }
    let name = format!("search beside list, {}", reader.name);
    Ok(Measure::beside(name, "ms", &found, "the first page of the list", &listed))
}

/// The address of a page far down, reached as one leafs: each page says where the next is.
async fn far(client: &mut Client, first: &Asked) -> Result<String, BenchError> {
    let mut asked = first.clone();
    for _ in 1..FAR {
        let page = client.page(&asked).await?;
        let text = String::from_utf8_lossy(&page.body);
        let Some(next) = href(&text, "rel=\"next\"") else { break };
        asked.path = if next.starts_with('/') {
            next
        } else {
            format!("/kk/registers/{REGISTER}{next}")
        };
    }
    Ok(asked.path)
}

/// The address of the list's first entry.
async fn entry(client: &mut Client, list: &Asked) -> Result<String, BenchError> {
    let page = client.page(list).await?;
    let text = String::from_utf8_lossy(&page.body);
    href(&text, "href=\"/kk/entries/").ok_or_else(|| BenchError::Unfair(format!("{} lists nothing", list.path)))
}

/// The address of the first person that a search finds.
async fn person(client: &mut Client, cookie: &str) -> Result<String, BenchError> {
    let search = format!("/kk/search?q={}", escaped(SOUGHT));
    let page = client.page(&Asked::page(&search, cookie)).await?;
    let text = String::from_utf8_lossy(&page.body);
    href(&text, "href=\"/kk/persons/").ok_or_else(|| BenchError::Unfair(format!("{search} finds nobody")))
}

/// The address of the first element that has a mark in its tag.
fn href(text: &str, mark: &str) -> Option<String> {
    let at = text.find(mark)?;
    let tag = text.get(text.get(..at)?.rfind('<')?..)?;
    let (_, rest) = tag.split_once("href=\"")?;
    let (address, _) = rest.split_once('"')?;
    Some(address.replace("&amp;", "&").replace("&#38;", "&"))
}

fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{escaped, href};

    #[test]
    fn the_address_of_the_marked_element_is_found() {
        let text = "<a href=\"/a\">a</a> <a rel=\"next\" href=\"/b?x=1&#38;y=2\">b</a>";
        assert_eq!(href(text, "rel=\"next\"").as_deref(), Some("/b?x=1&y=2"));
        assert_eq!(href(text, "rel=\"prev\""), None);
    }

    #[test]
    fn letters_are_escaped_byte_by_byte() {
        assert_eq!(escaped("қ"), "%D2%9B");
    }
}
