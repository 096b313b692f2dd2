//! Views of lists over HTTP: kept, opened, called otherwise, forgotten, and nobody else's.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;
mod signing;

use common::World;
use jiff::civil::date;
use qorgau_app::views::NewView;
use qorgau_domain::EntryId;
use qorgau_domain::value::{Content, Row, Value};
use signing::{CITY, OTHER, REGION, founded, mark, read, sent, signed_in};

const LIST: &str = "/kk/registers/offence";

/// The marks of pages are one a session; the list carries it where a view can be kept.
async fn mark_of(world: &World, cookie: &str) -> String {
    mark(&read(world, "/kk/account", cookie).await.text())
}

async fn keep(world: &World, cookie: &str, form: &[(&str, &str)]) -> common::Answer {
    let mark = mark_of(world, cookie).await;
    let form: Vec<(&str, &str)> = [("mark", mark.as_str())].into_iter().chain(form.iter().copied()).collect();
    sent(world, &format!("{LIST}/views"), cookie, &form).await
}

fn id_in(url: &str) -> String {
    url.split("view=").nth(1).unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_is_kept_marked_opened_first_changed_and_forgotten() {
    let world = founded().await;
    let cookie = signed_in(&world, "officer", "charged_officer", CITY).await;
    let bare = read(&world, LIST, &cookie).await.text();
    assert!(bare.contains("aria-current=\"page\">Барлық жазба"), "{bare}");
    assert!(!bare.contains("name=\"opens\""), "what everybody has need not be kept");

    // What is so anyway, where the page is, and what the register does not have are not kept.
    let query = "f.article=ao2014_382&dense=1&sort=article&way=up&after=zz&view=all&f.none=1&col=none&utm=1&reach=";
    let query = format!("{query}&body={CITY}");
    let kept = keep(&world, &cookie, &[("name", "382-бап"), ("query", &query), ("opens", "1")]).await;
    let url = kept.header("location").to_owned();
    assert_eq!(kept.status, 303, "{}", kept.text());
    assert!(url.starts_with(&format!("{LIST}?dense=1&f.article=ao2014_382&sort=article&view=")), "{url}");
    let page = read(&world, &url, &cookie).await.text();
    assert!(page.contains("aria-current=\"page\">382-бап"), "{page}");
    assert!(!page.contains("class=\"banner"), "nothing was left out");
    // The form of the list sends every column and his own body: that is the same view.
    let same = read(&world, &format!("{LIST}?{}&q=", query.replace("&f.none=1&col=none", "")), &cookie)
        .await
        .text();
    assert!(same.contains("aria-current=\"page\">382-бап"), "{same}");

    // The list opens with it, and with everything where that is asked for.
    let opened = read(&world, LIST, &cookie).await;
    assert_eq!((opened.status, opened.header("location")), (303, url.as_str()));
    let all = read(&world, &format!("{LIST}?view=all"), &cookie).await;
    assert_eq!(all.status, 200);
    assert!(all.text().contains("aria-current=\"page\">Барлық жазба"));

    let again = keep(&world, &cookie, &[("name", " 382-бап "), ("query", "span=month")]).await;
    assert_eq!(again.status, 422);
    assert!(again.text().contains("name=\"replace\"") && again.text().contains("value=\" 382-бап \""));
    let empty = keep(&world, &cookie, &[("name", "  "), ("query", "q=%D0%B6")]).await;
    assert_eq!(empty.status, 422);
    assert!(empty.text().contains("href=\"#name\"") && empty.text().contains("value=\"q=%D0%B6\""));

    let place = format!("{LIST}/views/{}", id_in(&url));
    let mark = mark_of(&world, &cookie).await;
    assert_eq!(read(&world, &place, &cookie).await.status, 200);
    let renamed = sent(&world, &place, &cookie, &[("mark", &mark), ("do", "rename"), ("name", "Өзгесі")]).await;
    assert_eq!((renamed.status, renamed.header("location")), (303, "/kk/registers/offence/views"));
    assert!(read(&world, &format!("{LIST}/views"), &cookie).await.text().contains("Өзгесі"));
    assert_eq!(read(&world, LIST, &cookie).await.status, 200, "it opens no more");
    let dropped = sent(&world, &place, &cookie, &[("mark", &mark), ("do", "drop")]).await;
    assert_eq!(dropped.status, 303);
    assert_eq!(read(&world, &place, &cookie).await.status, 404);
    assert_eq!(read(&world, &url, &cookie).await.status, 200, "its address is a list as any other");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_is_its_accounts_alone_and_opens_nothing() {
    let world = founded().await;
    let owner = signed_in(&world, "officer", "charged_officer", CITY).await;
    let others = [
        signed_in(&world, "second", "charged_officer", CITY).await,
        signed_in(&world, "head", "region_head", REGION).await,
        signed_in(&world, "admin", "administrator", "MIA").await,
    ];
    let kept = keep(&world, &owner, &[("name", "Құпия"), ("query", "span=quarter")]).await;
    let url = kept.header("location").to_owned();
    let place = format!("{LIST}/views/{}", id_in(&url));
    for cookie in &others {
        let mark = mark_of(&world, cookie).await;
        assert_eq!(read(&world, &place, cookie).await.status, 404);
        for act in ["rename", "drop"] {
            let sent = sent(&world, &place, cookie, &[("mark", &mark), ("do", act), ("name", "x")]).await;
            assert_eq!(sent.status, 404);
        }
        assert!(!read(&world, &url, cookie).await.text().contains("Құпия"));
    }
    assert!(read(&world, &url, &owner).await.text().contains("Құпия"));
    assert_eq!(read(&world, &format!("{LIST}/views"), &others[2]).await.status, 404, "no reader, no views");
    let wrong = sent(&world, &format!("{LIST}/views"), &owner, &[("mark", "x"), ("name", "x")]).await;
    assert_eq!(wrong.status, 403, "a form without the session's mark");

    // A view of a body that is not his any more opens with his own; without a view it is not there.
    assert_eq!(read(&world, &format!("{LIST}?body={OTHER}"), &owner).await.status, 404);
    for body in [OTHER, "nothing"] {
        let lost = read(&world, &format!("{LIST}?body={body}&view={}", id_in(&url)), &owner).await;
        assert_eq!(lost.status, 200, "{body}");
        assert!(lost.text().contains("class=\"banner info\""), "{body}: what was left out is said");
    }
    // A field that the register has no more is left out, and said; the rest holds.
    let app = world.web.app();
    let who = app.who(owner.split_once('=').unwrap().1).await.unwrap().unwrap();
    let old = NewView {
        register: "offence",
        name: "Ескі",
        query: "f.gone.from=01.01.2026&col=lost&sort=nowhere&span=year",
        opens: true,
        replace: false,
    };
    app.keep_view(&who, old).await.unwrap();
    let opened = read(&world, LIST, &owner).await.header("location").to_owned();
    let page = read(&world, &opened, &owner).await.text();
    assert!(page.contains("gone, lost, nowhere"), "{page}");
    assert!(page.contains("aria-current=\"page\">Ескі") && page.contains("<option value=\"year\" selected>"));
    world.stop().await;
}

fn person(surname: &str) -> Content {
    let text = |text: &str| Value::Text(text.to_owned());
    Content::from([("surname".to_owned(), text(surname)), ("given_name".to_owned(), text("Серік"))])
}

fn offence_of(who: EntryId) -> Content {
    let choice = |code: &str| Value::Choice(code.to_owned());
    let row = Row {
        no: 1,
        cells: Content::from([
            ("person".to_owned(), Value::Entry(who)),
            ("role".to_owned(), choice("offender")),
            ("status".to_owned(), choice("citizen")),
        ]),
    };
    Content::from([
        ("nature".to_owned(), choice("administrative")),
        ("article".to_owned(), choice("ao2014_382")),
        ("revealed_on".to_owned(), Value::Date(date(2026, 11, 4))),
        ("revealed_by".to_owned(), choice("line")),
        ("persons".to_owned(), Value::Rows(vec![row])),
    ])
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offence_is_found_by_the_surname_of_its_person() {
    let world = founded().await;
    let app = world.web.app();
    let (city, other) = (app.body(CITY).await.unwrap(), app.body(OTHER).await.unwrap());
    let (who, what, across) = (EntryId(app.new_id()), EntryId(app.new_id()), EntryId(app.new_id()));
    app.write("person", city, who, person("Құлыншақов"), "test").await.unwrap();
    app.write("offence", city, what, offence_of(who), "test").await.unwrap();
    app.write("offence", other, across, offence_of(who), "test").await.unwrap();
    let officer = signed_in(&world, "officer", "charged_officer", CITY).await;
    let foreign = signed_in(&world, "foreign", "region_head", OTHER).await;
    let auditor = signed_in(&world, "auditor", "auditor", "MIA").await;
    let query = encoded("кулыншаков");
    for (cookie, there) in [
        (&officer, [true, true, false]),
        (&auditor, [true, true, true]),
        (&foreign, [false, false, false]),
    ] {
        for path in [format!("/kk/search?q={query}"), format!("/kk/find.json?q={query}")] {
            let text = read(&world, &path, cookie).await.text();
            let leads = |place: &str, id: EntryId| text.contains(&format!("/kk/{place}/{id}"));
            let found = [leads("persons", who), leads("entries", what), leads("entries", across)];
            assert_eq!(&found, &there, "{path}: {text}");
        }
    }
    // In the list: the only one who can be meant is taken at once.
    let meant = read(&world, &format!("{LIST}?who={query}&span=quarter"), &officer).await;
    assert_eq!(
        (meant.status, meant.header("location")),
        (303, format!("{LIST}?span=quarter&names={who}").as_str())
    );
    let narrowed = read(&world, meant.header("location"), &officer).await.text();
    assert!(
        narrowed.contains(&format!("/kk/entries/{what}")) && narrowed.contains("Құлыншақов Серік"),
        "{narrowed}"
    );
    let second = EntryId(app.new_id());
    app.write("person", city, second, person("Құлыншақова"), "test").await.unwrap();
    let which = read(&world, &format!("{LIST}?who={query}"), &officer).await.text();
    assert!(which.contains(&format!("names={who}")) && which.contains(&format!("names={second}")));
    assert!(
        !which.contains(&format!("/kk/entries/{what}")),
        "nothing is shown as long as it is not clear who is meant"
    );
    let nobody = read(&world, &format!("{LIST}?names={second}"), &officer).await.text();
    assert!(!nobody.contains("/kk/entries/"));
    // Who may not read the person sees what he may of the list, and not the name.
    let hidden = read(&world, &format!("{LIST}?names={who}"), &foreign).await.text();
    assert!(hidden.contains(&format!("/kk/entries/{across}")) && !hidden.contains("Құлыншақов"));
    let nobody = read(&world, &format!("{LIST}?who={query}"), &foreign).await;
    assert_eq!(nobody.status, 200);
    assert!(!nobody.text().contains("names="), "nobody is offered whom one may not read");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_narrowed_by_a_district_and_by_the_time_of_today() {
    let world = founded().await;
    let app = world.web.app();
    let city = app.body(CITY).await.unwrap();
    let who = EntryId(app.new_id());
    app.write("person", city, who, person("Ахметов"), "test").await.unwrap();
    let mut said = offence_of(who);
    said.insert("district".to_owned(), Value::Body(city));
    app.write("offence", city, EntryId(app.new_id()), said, "test").await.unwrap();
    let cookie = signed_in(&world, "officer", "charged_officer", CITY).await;
    let list = read(&world, LIST, &cookie).await.text();
    assert!(list.contains("name=\"f.district\"") && list.contains(&format!("<option value=\"{OTHER}\"")));
    for (query, there) in [
        (format!("f.district={CITY}"), true),
        (format!("f.district={OTHER}"), false),
        ("f.district=-".to_owned(), false),
        ("span=month".to_owned(), true),
        ("span=quarter".to_owned(), true),
        ("span=month&f.revealed_on.until=03.11.2026".to_owned(), false),
    ] {
        let text = read(&world, &format!("{LIST}?{query}"), &cookie).await.text();
        assert_eq!(text.contains("/kk/entries/"), there, "{query}");
    }
    world.stop().await;
}
