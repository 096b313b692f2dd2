//! Style sheet and fonts: whole, kept for good, and nothing from elsewhere.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;

use std::path::Path;

use common::World;
use qorgau_web::FILES;

/// The addresses that a text names in one way.
fn named<'a>(text: &'a str, before: &str, after: char) -> Vec<&'a str> {
    text.split(before).skip(1).filter_map(|rest| rest.split(after).next()).collect()
}

#[tokio::test]
async fn assets_are_kept_for_good_and_carry_their_types() {
    let world = World::open().await;
    assert!(FILES.len() > 4);
    for file in FILES {
        let answer = world.get(file.address).await;
        assert_eq!(answer.status, 200, "{}", file.address);
        assert_eq!(answer.header("content-type"), file.kind);
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(answer.bytes, file.bytes, "{}", file.address);
    }
}

#[tokio::test]
async fn whatever_the_style_sheet_and_the_pages_name_is_there() {
    let world = World::open().await;
    let sheet = FILES.iter().find(|file| file.address.ends_with("/qorgau.css")).unwrap();
    let sheet = std::str::from_utf8(sheet.bytes).unwrap();
    let mut addresses = named(sheet, "url(\"", '"');
    assert_eq!(addresses.len(), 4, "{addresses:?}");
    let page = world.get("/kk/style").await.text();
    addresses.extend(named(&page, "<link rel=\"preload\" href=\"", '"'));
    addresses.extend(named(&page, "<link rel=\"stylesheet\" href=\"", '"'));
    addresses.extend(named(&page, "<link rel=\"icon\" type=\"image/svg+xml\" href=\"", '"'));
    assert_eq!(addresses.len(), 8, "{addresses:?}");
    for address in addresses {
        assert_eq!(world.get(address).await.status, 200, "{address}");
    }
}

#[tokio::test]
async fn every_place_that_a_page_leads_to_is_there() {
    let world = World::open().await;
    for lang in ["kk", "ru", "en"] {
        for page in ["", "style", "sign-in", "nothing"] {
            let text = world.get(&format!("/{lang}/{page}")).await.text();
            for place in named(&text, "<a href=\"/", '"') {
                let answer = world.get(&format!("/{place}")).await;
                assert_eq!(answer.status, 200, "{page} leads to /{place}");
            }
        }
    }
}

#[test]
fn nothing_names_another_host_and_nothing_stands_inline() {
    let root = Path::new(".");
    let mut seen = 0;
    let mut folders = vec![root.join("templates"), root.join("assets/css")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for foreign in [
                "http:",
                "https:",
                "url(//",
                "src=\"//",
                "style=",
                "<style",
                "<script>",
                "onclick",
                "javascript:",
                "@import",
            ] {
                assert!(!text.contains(foreign), "{} holds {foreign}", path.display());
            }
            seen += 1;
        }
    }
    assert!(seen > 20);
}

#[tokio::test]
async fn a_first_page_with_all_it_needs_is_below_200_kilobytes() {
    let world = World::open().await;
    let gzip = [("accept-encoding", "gzip")];
    let page = world.ask("GET", "/kk/sign-in", &gzip, b"").await.bytes.len();
    let text = world.get("/kk/sign-in").await.text();
    let sheet = FILES.iter().find(|file| file.address.ends_with("/qorgau.css")).unwrap();
    let named_in = [text.as_str(), std::str::from_utf8(sheet.bytes).unwrap()];
    let mut rest = 0;
    for file in FILES.iter().filter(|file| named_in.iter().any(|text| text.contains(file.address))) {
        rest += world.ask("GET", file.address, &gzip, b"").await.bytes.len();
    }
    assert!(rest > 100_000, "fonts, a style sheet and a script: {rest}");
    assert!(page + rest < 200_000, "{page} + {rest}");
}
