//! Import, map, help and clauses through the pages: who sees what, and that nothing is done twice.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;

use common::{Answer, OURS, World};
use signing::{CITY, OTHER, REGION, founded, mark, read, sent, signed_in};

/// Two good lines of outbreaks and two bad ones.
const LINES: &str = "source_id;disease;reported_on;onset_on;sector;animals.species;animals.sick\n\
    1;anthrax;2026-11-03;2026-11-01;wild;cattle;2\n\
    2;rabies;2026-11-04;2026-11-02;wild;dogs;1\n\
    3;kattle plague;2026-11-04;2026-11-02;wild;dogs;1\n\
    4;anthrax;04/11;2026-11-02;wild;dogs;1\n";

/// A region and its only known outline.
const OUTLINES: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kato":"390000000"},"geometry":
    {"type":"Polygon","coordinates":[[[62,50],[66,50],[66,54],[62,54],[62,50]]]}}]}"#;

struct Reader {
    cookie: String,
    mark: String,
}

async fn reader(world: &World, login: &str, role: &str, body: &str) -> Reader {
    let cookie = signed_in(world, login, role, body).await;
    let mark = mark(&read(world, "/kk/clauses", &cookie).await.text());
    Reader { cookie, mark }
}

impl Reader {
    async fn read(&self, world: &World, path: &str) -> Answer {
        world.ask("GET", path, &[("cookie", &self.cookie)], b"").await
    }

    async fn act(&self, world: &World, place: &str, fields: &[(&str, &str)]) -> Answer {
        let marked: Vec<(&str, &str)> = [("mark", self.mark.as_str())].into_iter().chain(fields.iter().copied()).collect();
        sent(world, place, &self.cookie, &marked).await
    }

    async fn bring(&self, world: &World, mark: &str, body: &str, file: &[u8]) -> Answer {
        let mut sent = Vec::new();
        for (field, value) in [("mark", mark), ("register", "outbreak"), ("body", body)] {
            sent.extend(format!("--b\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes());
        }
        sent.extend(b"--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"C:\\tables\\foci.csv\"\r\n\r\n");
        sent.extend(file);
        sent.extend(b"\r\n--b--\r\n");
        let kind = ("content-type", "multipart/form-data; boundary=b");
        world.ask("POST", "/en/import", &[OURS[0], kind, ("cookie", &self.cookie)], &sent).await
    }

    /// The page once the work on a table is done: a browser without script asks again by itself.
    async fn settled(&self, world: &World, place: &str) -> String {
        loop {
            let answer = self.read(world, place).await;
            assert_eq!(answer.status, 200, "{}", answer.text());
            if answer.header("refresh").is_empty() {
                return answer.text();
            }
            assert!(answer.text().contains("<progress"));
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }
}

/// What a page of columns sends to have the table checked, as it stands there.
fn columns(page: &str) -> Vec<(String, String)> {
    let selects = page.split("<select id=\"").skip(1).filter_map(|select| {
        let name = select.split('"').next()?.to_owned();
        let options = select.split("</select>").next()?;
        let chosen = options.split("<option value=\"").skip(1).find(|option| option.contains(" selected"))?;
        Some((name, chosen.split('"').next()?.to_owned()))
    });
    selects
        .filter(|(name, _)| name.starts_with("to") || name == "date" || name == "decimal")
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_is_brought_checked_and_stored_once_and_nobody_else_sees_it() {
    let world = founded().await;
    let officer = reader(&world, "officer", "charged_officer", CITY).await;
    let other = reader(&world, "other", "charged_officer", CITY).await;
    let answer = officer.bring(&world, &officer.mark, CITY, LINES.as_bytes()).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let place = answer.header("location").to_owned();

    let page = officer.read(&world, &place).await.text();
    assert!(page.contains("foci.csv") && !page.contains("C:\\"), "a file is called by its name alone");
    let mut sent = columns(&page);
    assert_eq!(sent.len(), 9, "{sent:?}");
    assert_eq!(sent[5], ("to5".to_owned(), "animals.species".to_owned()));

    // Two columns for one field are refused, with what was chosen left as it was.
    let twice: Vec<(&str, &str)> = sent
        .iter()
        .map(|(name, value)| (name.as_str(), if name == "to2" { "onset_on" } else { value.as_str() }))
        .collect();
    let wrong = officer.act(&world, &place, &[&[("do", "check")], twice.as_slice()].concat()).await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.text().contains("class=\"errors\"") && wrong.text().contains("id=\"to3-error\""),
        "{}",
        wrong.text()
    );

    sent.push(("keep".to_owned(), "Foci".to_owned()));
    let sound: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let checked = officer.act(&world, &place, &[&[("do", "check")], sound.as_slice()].concat()).await;
    assert_eq!((checked.status, checked.header("location")), (303, place.as_str()));
    let page = officer.settled(&world, &place).await;
    assert!(page.contains("Store 2 entries") && page.contains("kattle plague"), "{page}");
    let refused = officer.settled(&world, &place.replace("/en/", "/kk/")).await;
    assert!(
        refused.contains("тізімінде «kattle plague» мәні жоқ"),
        "reasons are said in each language: {refused}"
    );

    for place in [place.clone(), format!("{place}/refused"), format!("{place}/map")] {
        assert_eq!(officer.read(&world, &place).await.status, 200);
        assert_eq!(other.read(&world, &place).await.status, 404, "another account sees no {place}");
    }
    assert_eq!(other.act(&world, &place, &[("do", "store")]).await.status, 404);
    assert_eq!(other.act(&world, &place, &[("do", "done")]).await.status, 404);

    // A double click, or a page sent again, stores once.
    for _ in 0..2 {
        assert_eq!(officer.act(&world, &place, &[("do", "store")]).await.status, 303);
    }
    let page = officer.settled(&world, &place).await;
    assert!(page.contains("Stored; some lines were refused"), "{page}");
    officer.act(&world, &place, &[("do", "store")]).await;
    let app = world.web.app();
    let (_, scope) = app.scope(app.body(CITY).await.unwrap()).await.unwrap();
    assert_eq!(app.store.entries(&scope, "outbreak", 0, 40_000).await.unwrap().len(), 2);
    let file = officer.read(&world, &format!("{place}/refused")).await.text();
    assert!(
        file.contains("source_id;disease") && file.contains("kattle plague") && !file.contains("rabies"),
        "{file}"
    );

    assert_eq!(officer.act(&world, &place, &[("do", "done")]).await.header("location"), "/en/import");
    assert_eq!(officer.read(&world, &place).await.status, 404);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_brought_is_said_and_nothing_is_kept() {
    let world = founded().await;
    let officer = reader(&world, "officer", "charged_officer", CITY).await;
    assert_eq!(officer.bring(&world, "another's", CITY, LINES.as_bytes()).await.status, 403);
    for (body, file) in [(CITY, &b""[..]), (CITY, b"one column\n1\n"), (CITY, b"a,b\n\"open"), (REGION, LINES.as_bytes())] {
        let answer = officer.bring(&world, &officer.mark, body, file).await;
        assert_eq!(answer.status, 422, "{body}");
        assert!(answer.text().contains("class=\"errors\""));
    }
    let large = vec![b'a'; 17 * 1024 * 1024];
    assert_eq!(officer.bring(&world, &officer.mark, CITY, &large).await.status, 413);
    let now = world.web.app().now().as_microsecond();
    let who = world.web.app().who(officer.cookie.split('=').nth(1).unwrap()).await.unwrap().unwrap();
    assert_eq!(world.web.app().store.uploads(who.account, now).await.unwrap(), []);
    let auditor = reader(&world, "auditor", "auditor", "MIA").await;
    assert_eq!(auditor.read(&world, "/en/import").await.status, 404, "who writes in no book brings no tables");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_map_shows_what_its_reader_may_see_and_is_told_once() {
    let world = founded().await;
    let app = world.web.app();
    assert_eq!(app.import_territories(OUTLINES, "test", false).await.unwrap().accepted, 1);
    let head = reader(&world, "head", "region_head", REGION).await;
    let officer = reader(&world, "officer", "charged_officer", CITY).await;
    let admin = reader(&world, "admin", "administrator", "MIA").await;
    let analyst = reader(&world, "analyst", "unit_staff", "MIA").await;
    for place in ["map", "map/districts.json", "map/points.json"] {
        for (who, body, status) in [
            (&head, REGION, 200),
            (&head, CITY, 200),
            (&head, OTHER, 404),
            (&head, "MIA", 404),
            (&officer, CITY, 200),
            (&officer, REGION, 404),
            (&admin, "MIA", 404),
            (&analyst, OTHER, 200),
        ] {
            let path = format!("/kk/{place}?body={body}&period=2026-10&register=offence");
            assert_eq!(who.read(&world, &path).await.status, status, "{path}");
        }
    }
    let told = analyst.read(&world, "/en/map/districts.json?body=MIA&period=2026-10&figure=R01").await;
    assert!(
        told.header("content-type") == "application/geo+json" && told.text().contains("MultiPolygon"),
        "{}",
        told.text()
    );
    let known = [("cookie", analyst.cookie.as_str()), ("if-none-match", told.header("etag"))];
    let path = "/en/map/districts.json?body=MIA&period=2026-10&figure=R01";
    assert_eq!(world.ask("GET", path, &known, b"").await.status, 304);
    let page = analyst.read(&world, "/ru/map").await.text();
    assert!(
        page.contains("<svg viewBox=\"0 0 960 ") && page.contains("<table>"),
        "the page without script is whole"
    );
    for wrong in ["figure=X99", "period=2026Q3", "register=nothing", "body=000"] {
        assert_eq!(analyst.read(&world, &format!("/ru/map?{wrong}")).await.status, 404, "{wrong}");
    }
    assert_eq!(analyst.read(&world, "/ru/map/base.pmtiles").await.status, 404, "no base map was named");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn help_fits_the_reader_and_clauses_lead_on() {
    let world = founded().await;
    let officer = reader(&world, "officer", "charged_officer", CITY).await;
    let clerk = reader(&world, "clerk", "records_clerk", CITY).await;
    assert_eq!(officer.read(&world, "/ru/help").await.header("location"), "/ru/help/inspector");
    assert_eq!(clerk.read(&world, "/kk/help").await.header("location"), "/kk/help/clerk");
    for lang in ["kk", "ru", "en"] {
        for guide in ["inspector", "post", "region", "analyst", "clerk", "head", "admin", "keys"] {
            let page = officer.read(&world, &format!("/{lang}/help/{guide}")).await;
            assert_eq!(page.status, 200, "{lang} {guide}");
            assert!(page.text().matches("<h2>").count() >= 2, "{lang} {guide}");
        }
        assert_eq!(officer.read(&world, &format!("/{lang}/clauses/29.1")).await.status, 200);
    }
    assert_eq!(officer.read(&world, "/kk/help/nothing").await.status, 404);
    assert_eq!(officer.read(&world, "/kk/clauses/999").await.status, 404);
    let found = officer.read(&world, "/en/clauses?q=QUARANTINE&state=fulfilled").await.text();
    let rows = found.matches("<tr").count();
    assert!((2..60).contains(&rows), "{rows}");
    assert!(officer.read(&world, "/en/clauses?q=zzzz").await.text().contains("No such clause"));
    world.stop().await;
}
