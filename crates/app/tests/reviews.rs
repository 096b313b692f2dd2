//! Reviews: words on the data of a territory. They live as returns do, go to the bodies below, and lie in file No. 1.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod office;
mod world;

use jiff::civil::date;
use office::{CITY, DESK, MINISTRY, OTHER_REGION, Office, PASSWORD, REGION};
use qorgau_app::AppError;
use qorgau_app::accounts::Who;
use qorgau_app::documents::{Act, DocumentFault, Made, Reading, Text, Wanted, seen, text_of};
use qorgau_app::filing::{Of, YearFile};
use qorgau_app::returns::Kind;
use qorgau_app::verify::What;
use qorgau_domain::document::{State, Step, Wrong};
use qorgau_domain::{Lang, Month, Period};
use qorgau_rulebook::filing::FileKey;
use qorgau_store::Refusal;
use uuid::Uuid;
use world::{id, offence, outbreak};

const SUMMER: Wanted = Wanted {
    body: REGION,
    kind: Made::Review,
    period: Period::Quarter(Month(2026 * 12 + 6)),
};
const SIGN: Act<'static> = Act::Sign {
    secret: PASSWORD,
    origin: &DESK,
};

struct People {
    staff: Who,
    head: Who,
    officer: Who,
}

/// An office with facts of summer, and those who make and read the review of its region.
async fn staffed() -> Vec<(Office, People)> {
    let mut all = Vec::new();
    for office in office::offices().await {
        for (n, day) in [(1, 3), (2, 9)] {
            let fields = offence(date(2026, 8, day), 100, None);
            office.app.write("offence", CITY, id(&format!("o{n}")), fields, "test").await.unwrap();
        }
        let fields = outbreak(date(2026, 9, 5), 10, None);
        office.app.write("outbreak", CITY, id("v1"), fields, "test").await.unwrap();
        let people = People {
            staff: office.somebody("staff", REGION, &[("unit_staff", REGION)]).await,
            head: office.somebody("unit", REGION, &[("unit_head", REGION)]).await,
            officer: office.somebody("officer", CITY, &[("charged_officer", CITY)]).await,
        };
        all.push((office, people));
    }
    all
}

fn text(title: &str, analysis: &str) -> Text {
    Text {
        title: title.to_owned(),
        parts: vec![("analysis".to_owned(), analysis.to_owned())],
        official: false,
    }
}

fn absent<T: std::fmt::Debug>(result: Result<T, AppError>) {
    assert!(matches!(result, Err(AppError::Absent)), "{result:?}");
}

/// Drafts and signs a review; its identity comes back.
async fn signed(office: &Office, people: &People, said: &Text, steps: i64) -> Uuid {
    let app = &office.app;
    app.take(&people.staff, SUMMER, steps, &Act::Write { text: said }).await.unwrap();
    app.take(&people.head, SUMMER, steps + 1, &SIGN).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_is_drafted_revised_and_signed_by_the_head_of_the_unit_alone() {
    for (office, people) in staffed().await {
        let app = &office.app;
        let (first, second) = (text("Жазғы шолу", "Бірінші мәтін"), text("Жаз шолуы", "Екінші мәтін"));
        let region = office.somebody("region", REGION, &[("region_head", REGION)]).await;
        let stranger = office.somebody("stranger", OTHER_REGION, &[("unit_staff", OTHER_REGION)]).await;
        for who in [&people.head, &region, &people.officer, &stranger] {
            absent(app.take(who, SUMMER, 0, &Act::Write { text: &first }).await);
        }
        absent(app.take(&people.staff, SUMMER, 0, &Act::Prepare { note: "", official: false }).await);
        let document = app.take(&people.staff, SUMMER, 0, &Act::Write { text: &first }).await.unwrap();
        app.take(&people.staff, SUMMER, 1, &Act::Revise { text: &second }).await.unwrap();
        for who in [&people.staff, &region, &people.officer, &stranger] {
            absent(app.take(who, SUMMER, 2, &SIGN).await);
        }
        assert_eq!(app.take(&people.head, SUMMER, 2, &SIGN).await.unwrap(), document);
        let (_, scope) = app.scope(REGION).await.unwrap();
        let (past, versions) = app.told(&scope, document).await.unwrap();
        let steps: Vec<_> = past.iter().map(|past| (past.step, past.version, past.actor.as_str())).collect();
        assert_eq!(steps, [(Step::Prepare, 1, "staff"), (Step::Revise, 1, "staff"), (Step::Sign, 1, "unit")]);
        assert_eq!(text_of(&past, 1), Some(&second), "what was signed is what stood there last");
        assert_eq!(past[0].text.as_ref(), Some(&first), "and what stood there before stays in the chain");
        assert_eq!((versions.len(), versions[0].signed_by.as_str()), (1, "unit"));
        let anew = signed(&office, &people, &first, 3).await;
        let (past, versions) = app.told(&scope, anew).await.unwrap();
        assert_eq!((anew, versions.len()), (document, 2));
        assert_eq!((text_of(&past, 1), text_of(&past, 2)), (Some(&second), Some(&first)));
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_wrote_the_draft_last_does_not_sign_it() {
    for (office, people) in staffed().await {
        let app = &office.app;
        let both = office.somebody("both", REGION, &[("unit_staff", REGION), ("unit_head", REGION)]).await;
        let said = text("Шолу", "Мәтін");
        app.take(&people.staff, SUMMER, 0, &Act::Write { text: &said }).await.unwrap();
        app.take(&both, SUMMER, 1, &Act::Revise { text: &said }).await.unwrap();
        let refused = app.take(&both, SUMMER, 2, &SIGN).await;
        assert!(matches!(refused, Err(AppError::Refused(Refusal::Document(Wrong::SamePerson)))), "{refused:?}");
        app.take(&people.head, SUMMER, 2, &SIGN).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_without_its_title_or_an_obligatory_part_is_refused_and_told_which() {
    for (office, people) in staffed().await {
        let app = &office.app;
        let lacking = async |said: Text| match app.take(&people.staff, SUMMER, 0, &Act::Write { text: &said }).await {
            Err(AppError::Document(DocumentFault::Lacking(names))) => names,
            other => panic!("a text that lacks something was expected, not {other:?}"),
        };
        assert_eq!(lacking(text("", "Мәтін")).await, ["title"]);
        assert_eq!(lacking(text("Шолу", "  ")).await, ["analysis"]);
        let practice = Text {
            title: String::new(),
            parts: vec![("good_practice".to_owned(), "Оң тәжірибе".to_owned())],
            official: false,
        };
        assert_eq!(lacking(practice).await, ["title", "analysis"]);
        assert_eq!(app.document_of(SUMMER).await.unwrap(), None, "nothing was stored");
        let (said, autumn) = (
            text("Шолу", "Мәтін"),
            Wanted {
                period: Period::Quarter(Month::new(2026, 10)),
                ..SUMMER
            },
        );
        app.take(&people.staff, autumn, 0, &Act::Write { text: &said }).await.unwrap();
        let early = app.take(&people.head, autumn, 1, &SIGN).await;
        assert!(matches!(early, Err(AppError::Document(DocumentFault::NotOver))), "{early:?}");
        let month = Wanted {
            period: Period::Month(Month::new(2026, 8)),
            ..SUMMER
        };
        let monthly = app.take(&people.staff, month, 0, &Act::Write { text: &said }).await;
        assert!(matches!(monthly, Err(AppError::Period { .. })), "{monthly:?}");
        // A district makes no review, and a return is no text.
        absent(app.take(&people.officer, Wanted { body: CITY, ..SUMMER }, 0, &Act::Write { text: &said }).await);
        let quarter = Wanted {
            kind: Made::Return(Kind::Quarterly),
            ..SUMMER
        };
        absent(app.take(&people.staff, quarter, 0, &Act::Write { text: &said }).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_freezes_the_figures_that_the_text_rests_on_and_no_others() {
    for (office, people) in staffed().await {
        let app = &office.app;
        let document = signed(&office, &people, &text("Шолу", "Мәтін"), 0).await;
        let (_, scope) = app.scope(REGION).await.unwrap();
        let frozen = app.told(&scope, document).await.unwrap().1.remove(0).frozen;
        assert_eq!(frozen.figure("F01").unwrap().period, Some(2));
        assert_eq!(frozen.figure("V01").unwrap().period, Some(1));
        assert_eq!(frozen.figure("E01"), None, "the return of the quarter shows it, the territory does not");
        let parts = app.parts(SUMMER).iter();
        let drawn: Vec<&String> = parts.flat_map(|part| &part.draws_on).collect();
        assert!(frozen.figures.iter().all(|figure| drawn.contains(&&figure.code)), "{:?}", frozen.figures);
        assert_eq!(frozen.figures.len(), drawn.len(), "each figure of the territory is one of the quarter's return");
        let fields = offence(date(2026, 8, 20), 50, None);
        app.write("offence", CITY, id("o9"), fields, "test").await.unwrap();
        assert_eq!(app.replay_figures(SUMMER, &frozen).await.unwrap(), Some(frozen.figures.clone()));
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_is_read_below_once_it_is_sent_and_elsewhere_never() {
    for (office, people) in staffed().await {
        let (app, tree) = (&office.app, office.app.store.tree().await.unwrap());
        let ministry = office.somebody("control", MINISTRY, &[("ministry_control", MINISTRY)]).await;
        let stranger = office.somebody("stranger", OTHER_REGION, &[("region_head", OTHER_REGION)]).await;
        let admin = office.somebody("admin", CITY, &[("administrator", CITY)]).await;
        let document = signed(&office, &people, &text("Бірінші", "Жіберілмеген мәтін"), 0).await;
        signed(&office, &people, &text("Екінші", "Жіберілген мәтін"), 2).await;
        let readings = [&people.staff, &ministry, &people.officer, &stranger, &admin].map(|who| app.reads_document(who, &tree, SUMMER));
        let whole = Some(Reading::Whole);
        assert_eq!(readings, [whole, whole, Some(Reading::AsSent), None, None]);
        let (_, scope) = app.scope(REGION).await.unwrap();
        let below = async || seen(app.told(&scope, document).await.unwrap().0, Reading::AsSent);
        assert_eq!(below().await, [], "it was not sent");
        assert!(app.reviews_from_above(&people.officer, &tree, CITY).await.unwrap().is_empty());
        assert_eq!(app.reviews(&people.staff, &tree, REGION).await.unwrap().len(), 1);
        app.take(&people.staff, SUMMER, 4, &Act::Send).await.unwrap();
        let past = below().await;
        assert!(past.iter().all(|past| past.version == 2), "a version that was not sent stays where it was made");
        assert_eq!((text_of(&past, 1), text_of(&past, 2).unwrap().title.as_str()), (None, "Екінші"));
        let from_above = app.reviews_from_above(&people.officer, &tree, CITY).await.unwrap();
        assert_eq!(
            (from_above.len(), from_above[0].document.id, from_above[0].title.as_str()),
            (1, document, "Екінші")
        );
        assert_eq!(from_above[0].document.life.state, State::Sent);
        assert!(app.reviews_from_above(&admin, &tree, CITY).await.unwrap().is_empty());
        // Nobody takes in what goes to the bodies below.
        for who in [&people.officer, &ministry, &people.staff] {
            absent(app.take(who, SUMMER, 5, &Act::Receive).await);
            absent(app.take(who, SUMMER, 5, &Act::Return { remark: "қайта" }).await);
        }
        office.world.verified().await;
    }
}

fn file<'a>(files: &'a [YearFile], code: &str) -> &'a YearFile {
    files.iter().find(|file| file.key == FileKey::Named(code.to_owned())).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_review_lies_in_the_first_file_of_its_year() {
    for (office, people) in staffed().await {
        let (app, tree) = (&office.app, office.app.store.tree().await.unwrap());
        let clerk = office.somebody("clerk", REGION, &[("records_clerk", REGION)]).await;
        let said = text("Шолу", "Мәтін");
        app.take(&people.staff, SUMMER, 0, &Act::Write { text: &said }).await.unwrap();
        let lines = async || {
            let files = app.files(&clerk, &tree, REGION, 2026, Lang::Kk).await.unwrap();
            file(&files, "1").lines.clone()
        };
        assert_eq!(lines().await, [], "a draft is no paper");
        let document = app.take(&people.head, SUMMER, 1, &SIGN).await.unwrap();
        let found = lines().await;
        assert_eq!((found.len(), found[0].of, found[0].day), (1, Of::Document(document), date(2026, 11, 20)));
        app.take(&people.staff, SUMMER, 2, &Act::Send).await.unwrap();
        assert!(lines().await[0].note.is_empty(), "it was sent");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_was_changed_behind_the_chain_is_named() {
    for (office, people) in staffed().await {
        signed(&office, &people, &text("Шолу", "Мәтін"), 0).await;
        office.world.verified().await;
        let changed = office
            .world
            .change(
                "UPDATE content SET bytes = (SELECT c.bytes FROM content c WHERE c.body_id = 2 AND c.part = 0 \
                 AND c.seq = (SELECT MIN(m.seq) FROM content m WHERE m.body_id = 2 AND m.part = 0)) \
                 WHERE body_id = 2 AND part = 0 AND seq = (SELECT s.seq FROM document_step s WHERE s.step = 'prepare')",
            )
            .await;
        assert_eq!(changed, 1);
        let problems = office.app.verify(&mut |_, _| {}).await.unwrap().problems;
        assert!(problems.iter().any(|problem| problem.what == What::ContentPlain), "{problems:?}");
    }
}
