//! Papers of entries: kept as they came, shown without metadata, struck, erased, copied and checked, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod office;
mod world;

use std::collections::BTreeSet;

use jiff::civil::date;
use office::{CITY, DESK, MINISTRY, OTHER_REGION, Office, offices};
use qorgau_app::accounts::Who;
use qorgau_app::entries::Act;
use qorgau_app::example::pictures::{pdf, photo, picture};
use qorgau_app::papers::{BroughtPaper, MOST, PaperFault};
use qorgau_app::verify::What;
use qorgau_app::{App, AppError};
use qorgau_domain::entry::EntryState;
use qorgau_domain::paper::{Digest, MOST_OF_ENTRY, PaperKind};
use qorgau_domain::value::Value;
use qorgau_domain::{BodyId, EntryId};
use qorgau_store::{Attached, Location, Mode, Refusal, Store, copy};
use uuid::Uuid;
use world::{choice, content, id};

const BYTES: &str = "SELECT COUNT(*) FROM blob";
const PARTS: &str = "SELECT COUNT(*) FROM blob_part";
const PAPERS: &str = "SELECT COUNT(*) FROM attachment";

fn brought(name: &str, bytes: Vec<u8>) -> BroughtPaper {
    BroughtPaper {
        name: name.to_owned(),
        caption: "тұмсық жанындағы тор".to_owned(),
        bytes,
    }
}

async fn raid(office: &Office, name: &str, body: BodyId) -> EntryId {
    let fields = content(vec![("kind", choice("sweep")), ("started_on", Value::Date(date(2026, 11, 3)))]);
    office.app.write("raid", body, id(name), fields, "test").await.unwrap();
    id(name)
}

async fn officer(office: &Office) -> Who {
    office.somebody("officer", CITY, &[("charged_officer", CITY)]).await
}

async fn add(app: &App, who: &Who, entry: EntryId, name: &str, bytes: Vec<u8>) -> Result<(Attached, bool), AppError> {
    let tree = app.store.tree().await.unwrap();
    app.attach(who, &tree, entry, brought(name, bytes)).await
}

async fn shown(app: &App, who: &Who, entry: EntryId, paper: Uuid) -> Result<Vec<u8>, AppError> {
    let tree = app.store.tree().await.unwrap();
    app.paper_shown(who, &tree, (entry, paper), &DESK).await.map(|(_, bytes)| bytes)
}

async fn original(app: &App, who: &Who, entry: EntryId, paper: Uuid) -> Result<Vec<u8>, AppError> {
    let tree = app.store.tree().await.unwrap();
    app.paper_original(who, &tree, (entry, paper), &DESK).await.map(|(_, bytes)| bytes)
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

async fn found(app: &App) -> Vec<What> {
    let report = app.verify(&mut |_, _| {}).await.unwrap();
    report.problems.into_iter().map(|problem| problem.what).collect()
}

fn is_absent<T: std::fmt::Debug>(result: Result<T, AppError>) -> bool {
    matches!(result, Err(AppError::Absent))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_is_kept_as_it_came_and_shown_without_where_it_was_taken() {
    for office in offices().await {
        let (app, entry) = (&office.app, raid(&office, "a", CITY).await);
        let who = officer(&office).await;
        let bytes = photo(1200, 800, 6);
        assert!(holds(&bytes, "Qorgau Telephone") && holds(&bytes, "xmpmeta"));
        let (paper, new) = add(app, &who, entry, "C:\\суреттер\\тор.html", bytes.clone()).await.unwrap();
        assert!(new && paper.kind == PaperKind::Jpeg && paper.called.name == "тор.html");
        assert_eq!(paper.hash, Digest::of(&bytes));
        let (again, new) = add(app, &who, entry, "басқа.jpg", bytes.clone()).await.unwrap();
        assert!(!new && again.id == paper.id, "the same bytes are the same paper");
        let seen = shown(app, &who, entry, paper.id).await.unwrap();
        for said in ["Qorgau Telephone", "xmpmeta", "made by"] {
            assert!(!holds(&seen, said), "{said}");
        }
        // Which way up is the one thing that is left of EXIF: 26 bytes of it.
        let exif = seen.windows(6).position(|window| window == b"Exif\0\0").unwrap();
        assert_eq!(seen[exif - 2..exif], [0, 34]);
        assert_eq!(original(app, &who, entry, paper.id).await.unwrap(), bytes);
        let tree = app.store.tree().await.unwrap();
        let small = app.paper_small(&who, &tree, entry, paper.id).await.unwrap();
        let small = image::load_from_memory(&small).unwrap();
        assert_eq!((small.width(), small.height()), (213, 320), "it stands upright");
        let noted = office
            .world
            .number("SELECT COUNT(*) FROM access WHERE what = 'export' AND detail LIKE '%original%'")
            .await;
        assert_eq!(noted, 1);
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_is_taken_and_loses_nothing_that_is_seen() {
    for office in offices().await {
        let (app, entry) = (&office.app, raid(&office, "a", CITY).await);
        let who = officer(&office).await;
        for kind in [PaperKind::Jpeg, PaperKind::Png, PaperKind::WebP] {
            let bytes = picture(kind, 300, 200);
            let (paper, _) = add(app, &who, entry, "", bytes.clone()).await.unwrap();
            assert_eq!(paper.kind, kind);
            let seen = shown(app, &who, entry, paper.id).await.unwrap();
            let (before, after) = (image::load_from_memory(&bytes).unwrap(), image::load_from_memory(&seen).unwrap());
            assert_eq!(before.to_rgb8(), after.to_rgb8());
        }
        let bytes = pdf("act 12");
        let (paper, _) = add(app, &who, entry, "акт.pdf", bytes.clone()).await.unwrap();
        assert_eq!(shown(app, &who, entry, paper.id).await.unwrap(), bytes);
        let tree = app.store.tree().await.unwrap();
        assert!(is_absent(app.paper_small(&who, &tree, entry, paper.id).await), "a PDF is not drawn");
        office.world.verified().await;
    }
}

/// A PNG that says it is huge, of a few hundred bytes.
fn bomb() -> Vec<u8> {
    let mut bytes = picture(PaperKind::Png, 4, 4);
    bytes[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    let sum = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 })
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_paper_is_refused_and_nothing_is_stored() {
    for office in offices().await {
        let (app, entry) = (&office.app, raid(&office, "a", CITY).await);
        let who = officer(&office).await;
        let mut large = photo(40, 30, 1);
        large.resize(MOST + 1, 0);
        // The same scan a hundred times and more: seconds of work for each few bytes.
        let plain = picture(PaperKind::Jpeg, 64, 64);
        let scan = plain.windows(2).position(|pair| pair == [0xff, 0xda]).unwrap();
        let mut slow = plain[..scan].to_vec();
        (0..200).for_each(|_| slow.extend(&plain[scan..plain.len() - 2]));
        slow.extend([0xff, 0xd9]);
        let cases: [(&str, Vec<u8>, PaperFault); 9] = [
            ("a.jpg", b"<!doctype html><script>alert(1)</script>".to_vec(), PaperFault::Kind),
            (
                "a.png",
                b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec(),
                PaperFault::Kind,
            ),
            ("a.jpg", b"\xff\xd8\xff<html><script>alert(1)</script>".to_vec(), PaperFault::Unreadable),
            ("a.pdf", b"%PDF-1.7\nhalf".to_vec(), PaperFault::Unreadable),
            ("a.png", bomb(), PaperFault::TooManyPoints),
            ("a.jpg", slow, PaperFault::Unreadable),
            ("a.jpg", large, PaperFault::TooLarge),
            ("a.jpg", Vec::new(), PaperFault::Empty),
            ("a.png", picture(PaperKind::Png, 40, 40)[..80].to_vec(), PaperFault::Unreadable),
        ];
        for (name, bytes, fault) in cases {
            match add(app, &who, entry, name, bytes).await {
                Err(AppError::Paper(found)) => assert_eq!(found, fault, "{name}"),
                other => panic!("{name} was to be refused as {fault:?}, not {other:?}"),
            }
        }
        for count in [BYTES, PARTS, PAPERS, "SELECT COUNT(*) FROM ledger WHERE kind = 'paper'"] {
            assert_eq!(office.world.number(count).await, 0, "{count}");
        }
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn papers_are_for_those_who_write_there_and_seen_by_those_who_read() {
    for office in offices().await {
        let (app, entry) = (&office.app, raid(&office, "a", CITY).await);
        let who = officer(&office).await;
        let (paper, _) = add(app, &who, entry, "a.jpg", photo(40, 30, 1)).await.unwrap();
        let head = office.somebody("head", CITY, &[("body_head", CITY)]).await;
        let stranger = office.somebody("stranger", OTHER_REGION, &[("region_head", OTHER_REGION)]).await;
        let tree = app.store.tree().await.unwrap();
        assert!(is_absent(add(app, &head, entry, "b.jpg", photo(50, 30, 1)).await), "a head writes no raids");
        assert!(is_absent(app.strike_paper(&head, &tree, entry, paper.id, "қате").await));
        assert!(shown(app, &head, entry, paper.id).await.is_ok());
        assert!(is_absent(original(app, &head, entry, paper.id).await), "who only reads breaks no seal");
        for asked in [shown(app, &stranger, entry, paper.id).await, original(app, &stranger, entry, paper.id).await] {
            assert!(is_absent(asked));
        }
        let other = raid(&office, "b", CITY).await;
        assert!(is_absent(shown(app, &who, other, paper.id).await), "a paper is found at its entry only");

        app.strike_paper(&who, &tree, entry, paper.id, "басқа рейдтен").await.unwrap();
        assert!(is_absent(shown(app, &who, entry, paper.id).await), "what was struck is not shown");
        assert!(is_absent(app.paper_small(&who, &tree, entry, paper.id).await));
        assert!(original(app, &who, entry, paper.id).await.is_ok(), "and not lost");
        assert!(is_absent(app.strike_paper(&who, &tree, entry, paper.id, "тағы").await));
        let (back, new) = add(app, &who, entry, "a.jpg", photo(40, 30, 1)).await.unwrap();
        assert!(new && back.id != paper.id, "it can be added again");
        assert_eq!(office.world.number(BYTES).await, 1);

        let (_, scope) = app.scope(MINISTRY).await.unwrap();
        app.withdraw(&scope, entry, 1, "болмаған", "test").await.unwrap();
        assert!(
            is_absent(add(app, &who, entry, "c.jpg", photo(60, 30, 1)).await),
            "what is struck through takes no papers"
        );
        assert!(is_absent(app.strike_paper(&who, &tree, entry, back.id, "қате").await));
        assert!(shown(app, &who, entry, back.id).await.is_ok());
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_erases_papers_and_leaves_what_another_entry_holds() {
    for office in offices().await {
        let (app, one, two) = (&office.app, raid(&office, "a", CITY).await, raid(&office, "b", CITY).await);
        let who = officer(&office).await;
        let (shared, own) = (photo(40, 30, 1), photo(700, 600, 1));
        let (first, _) = add(app, &who, one, "Сейітов.jpg", shared.clone()).await.unwrap();
        add(app, &who, one, "Сейітов 2.jpg", own.clone()).await.unwrap();
        let (second, _) = add(app, &who, two, "бірге.jpg", shared.clone()).await.unwrap();
        assert_eq!(office.world.number(BYTES).await, 2, "the same bytes stand once");
        let (_, scope) = app.scope(MINISTRY).await.unwrap();
        app.erase(&scope, one, "№ 7 шешім, 01.11.2026", "test").await.unwrap();
        assert_eq!(office.world.number(BYTES).await, 1);
        for gone in [shown(app, &who, one, first.id).await, original(app, &who, one, first.id).await] {
            assert!(is_absent(gone));
        }
        assert_eq!(original(app, &who, two, second.id).await.unwrap(), shared);
        let left = app.store.papers(&scope, one).await.unwrap();
        assert!(
            left.iter()
                .all(|paper| paper.erased && paper.called.name.is_empty() && paper.called.caption.is_empty())
        );
        assert_eq!(left[1].hash, Digest::of(&own), "what was erased can still be told by its hash");
        let again = app.erase(&scope, one, "№ 8 шешім", "test").await;
        assert!(matches!(again, Err(AppError::NothingPersonal)));
        office.world.verified().await;
        let (new, _) = add(app, &who, one, "жаңа.jpg", own).await.unwrap();
        assert!(shown(app, &who, one, new.id).await.is_ok(), "the entry stands and takes papers");
        app.erase(&scope, two, "№ 9 шешім", "test").await.unwrap();
        assert_eq!(office.world.number(BYTES).await, 1);
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn papers_go_along_to_another_body_and_are_erased_with_where_they_came_from() {
    for office in offices().await {
        let (app, entry) = (&office.app, raid(&office, "a", CITY).await);
        let who = officer(&office).await;
        add(app, &who, entry, "a.jpg", photo(40, 30, 1)).await.unwrap();
        let (_, scope) = app.scope(MINISTRY).await.unwrap();
        let new = app.relocate(&scope, entry, 1, BodyId(5), "сонда болған", "test").await.unwrap();
        let moved = app.store.papers(&scope, new).await.unwrap();
        assert_eq!((moved.len(), moved[0].called.name.as_str()), (1, "a.jpg"));
        office.world.verified().await;
        app.erase(&scope, new, "№ 7 шешім", "test").await.unwrap();
        assert_eq!((office.world.number(BYTES).await, office.world.number(PARTS).await), (0, 0));
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_without_all_papers_is_refused_and_papers_brought_meanwhile_go_along() {
    for office in offices().await {
        let (app, entry) = (&office.app, raid(&office, "a", CITY).await);
        let who = officer(&office).await;
        let (paper, _) = add(app, &who, entry, "a.jpg", photo(40, 30, 1)).await.unwrap();
        let (_, scope) = app.scope(MINISTRY).await.unwrap();
        // Made ready before the paper was brought.
        let register = app.register("raid").unwrap();
        let fields = content(vec![("kind", choice("sweep")), ("started_on", Value::Date(date(2026, 11, 3)))]);
        let strike = Act {
            based_on: Some(1),
            state: EntryState::Withdrawn,
            reason: Some("сонда болған".to_owned()),
            moved: Some(id("b")),
            ..Act::new(entry, CITY, app.stamp("test"))
        };
        let enter = Act {
            moved: Some(entry),
            ..Act::new(id("b"), BodyId(5), app.stamp("test"))
        };
        let drafts = vec![
            app.draft(register, fields.clone(), strike).unwrap(),
            app.draft(register, fields, enter).unwrap(),
        ];
        let outcomes = app.store.commit(drafts, Mode::Whole).await.unwrap();
        assert!(outcomes.contains(&Err(Refusal::PapersChanged)), "{outcomes:?}");
        assert!(app.store.papers(&scope, id("b")).await.unwrap().is_empty());

        // Beside the move six files are brought: each goes along or is refused.
        let bring = |no: u32| add(app, &who, entry, "b.pdf", pdf(&format!("act {no}")));
        let (new, brought) = tokio::join!(app.relocate(&scope, entry, 1, BodyId(5), "сонда болған", "test"), async {
            let (a, b, c, d, e, f) = tokio::join!(bring(1), bring(2), bring(3), bring(4), bring(5), bring(6));
            [a, b, c, d, e, f]
        });
        let new = new.unwrap();
        let mut expected: BTreeSet<_> = brought.into_iter().filter_map(|brought| Some(brought.ok()?.0.hash)).collect();
        expected.insert(paper.hash);
        let moved = app.store.papers(&scope, new).await.unwrap();
        assert_eq!(moved.iter().map(|paper| paper.hash).collect::<BTreeSet<_>>(), expected);
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn papers_brought_at_once_are_never_more_than_an_entry_may_have() {
    for office in offices().await {
        let (app, entry) = (&office.app, raid(&office, "a", CITY).await);
        let who = officer(&office).await;
        for no in 1..MOST_OF_ENTRY {
            add(app, &who, entry, "a.pdf", pdf(&format!("act {no}"))).await.unwrap();
        }
        let bring = |name: &'static str| add(app, &who, entry, "b.pdf", pdf(name));
        let (a, b, c, d) = tokio::join!(bring("a"), bring("b"), bring("c"), bring("d"));
        let refused = [a, b, c, d]
            .into_iter()
            .filter(|brought| matches!(brought, Err(AppError::Paper(PaperFault::TooMany))))
            .count();
        assert_eq!(refused, 3);
        assert_eq!(office.world.number(PAPERS).await, i64::try_from(MOST_OF_ENTRY).unwrap());
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_byte_and_a_changed_row_are_named() {
    for office in offices().await {
        let (app, entry) = (&office.app, raid(&office, "a", CITY).await);
        let who = officer(&office).await;
        // More than one piece.
        let mut bytes = photo(640, 480, 1);
        bytes.resize(700_000, 7);
        add(app, &who, entry, "a.jpg", bytes).await.unwrap();
        assert_eq!(office.world.number(PARTS).await, 3);
        office.world.verified().await;
        let flip = if office.world.is_sqlite() {
            "UPDATE blob_part SET bytes = CAST(substr(bytes, 1, 9) || x'41' || substr(bytes, 11) AS BLOB) WHERE no = 2"
        } else {
            "UPDATE blob_part SET bytes = set_byte(bytes, 9, 65) WHERE no = 2"
        };
        assert_eq!(office.world.change(flip).await, 1);
        assert_eq!(found(app).await, [What::Bytes]);
        let back = if office.world.is_sqlite() {
            "UPDATE blob_part SET bytes = CAST(substr(bytes, 1, 9) || x'07' || substr(bytes, 11) AS BLOB) WHERE no = 2"
        } else {
            "UPDATE blob_part SET bytes = set_byte(bytes, 9, 7) WHERE no = 2"
        };
        office.world.change(back).await;
        office.world.verified().await;
        office.world.change("UPDATE attachment SET name = 'b.jpg'").await;
        assert_eq!(found(app).await, [What::Paper, What::Paper], "as it is, and as it should be");
        office.world.change("UPDATE attachment SET name = 'a.jpg'").await;
        office.world.change("DELETE FROM blob_part WHERE no = 1").await;
        assert_eq!(found(app).await, [What::Bytes]);
        office.world.change("DELETE FROM blob_part").await;
        office.world.change("DELETE FROM thumbnail").await;
        office.world.change("DELETE FROM blob").await;
        assert_eq!(found(app).await, [What::Bytes], "what an entry holds must be there");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_on_the_other_engine_carries_all_papers() {
    let folder = tempfile::tempdir().unwrap();
    for office in offices().await {
        let (app, entry) = (&office.app, raid(&office, "a", CITY).await);
        let who = officer(&office).await;
        let mut bytes = photo(640, 480, 8);
        bytes.resize(600_000, 7);
        let (paper, _) = add(app, &who, entry, "a.jpg", bytes.clone()).await.unwrap();
        add(app, &who, entry, "b.pdf", pdf("b")).await.unwrap();
        let to = match std::env::var("QORGAU_TEST_POSTGRES") {
            Ok(server) if office.world.is_sqlite() => Location::Postgres(world::fresh(&server).await),
            _ => Location::Folder(folder.path().join(if office.world.is_sqlite() { "a" } else { "b" })),
        };
        let target = Store::open(&to, Uuid::from_u128(9)).await.unwrap();
        copy(&app.store, &target, "there").await.unwrap();
        let there = office.on(target).await;
        assert_eq!(found(&there).await, []);
        assert_eq!(original(&there, &who, entry, paper.id).await.unwrap(), bytes);
        let tree = there.store.tree().await.unwrap();
        assert!(there.paper_small(&who, &tree, entry, paper.id).await.is_ok());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_that_breaks_off_half_way_leaves_no_part_of_a_paper() {
    for office in offices().await {
        let (app, entry) = (&office.app, raid(&office, "a", CITY).await);
        let who = officer(&office).await;
        let mut bytes = photo(640, 480, 1);
        bytes.resize(700_000, 7);
        let (stop, go) = if office.world.is_sqlite() {
            let stop = "CREATE TRIGGER stop BEFORE INSERT ON blob_part WHEN NEW.no = 1 BEGIN SELECT RAISE(ABORT, 'the disk is full'); END";
            (stop, "DROP TRIGGER stop")
        } else {
            (
                "ALTER TABLE blob_part ADD CONSTRAINT stop CHECK (no < 1)",
                "ALTER TABLE blob_part DROP CONSTRAINT stop",
            )
        };
        office.world.change(stop).await;
        let broken = add(app, &who, entry, "a.jpg", bytes.clone()).await;
        assert!(matches!(broken, Err(AppError::Store(_))), "{broken:?}");
        for count in [
            BYTES,
            PARTS,
            PAPERS,
            "SELECT COUNT(*) FROM thumbnail",
            "SELECT COUNT(*) FROM ledger WHERE kind = 'paper'",
        ] {
            assert_eq!(office.world.number(count).await, 0, "{count}");
        }
        office.world.verified().await;
        office.world.change(go).await;
        assert!(add(app, &who, entry, "a.jpg", bytes).await.is_ok());
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_bring_one_paper_once() {
    for office in offices().await {
        let (app, entry) = (&office.app, raid(&office, "a", CITY).await);
        let who = officer(&office).await;
        let tasks: Vec<_> = (0..6)
            .map(|_| {
                let (app, who) = (app.clone(), who.clone());
                tokio::spawn(async move { add(&app, &who, entry, "a.jpg", photo(400, 300, 1)).await.unwrap() })
            })
            .collect();
        let mut new = 0;
        for task in tasks {
            new += usize::from(task.await.unwrap().1);
        }
        assert_eq!((new, office.world.number(PAPERS).await, office.world.number(BYTES).await), (1, 1, 1));
        office.world.verified().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_without_its_bytes_is_refused() {
    use qorgau_domain::act::{Kind, RecordDraft};
    use qorgau_domain::paper::{Called, PaperAct};
    use qorgau_store::{Draft, Effect, Mode, PaperChange};
    for office in offices().await {
        let (app, entry) = (&office.app, raid(&office, "a", CITY).await);
        let (id, hash, kind, length) = (app.new_id(), [7; 32], PaperKind::Pdf, 9);
        let record = RecordDraft {
            body: CITY,
            kind: Kind::Paper,
            subject: entry.0,
            plain: PaperAct::Added { id, hash, kind, length }.plain(),
            salt: app.salt(),
            stamp: app.stamp("test"),
        };
        let change = PaperChange::Add {
            id,
            hash,
            kind,
            length,
            called: Called::default(),
            salt: app.salt(),
            file: None,
        };
        let draft = Draft::Record(Box::new(record), Effect::Paper(Box::new(change)));
        let outcome = app.store.commit(vec![draft], Mode::Each).await.unwrap().pop().unwrap();
        assert_eq!(outcome, Err(Refusal::NoPaper));
        office.world.verified().await;
    }
}
