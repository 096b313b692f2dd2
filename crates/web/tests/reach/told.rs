//! Facts that tell of somebody by his name, and words of a review: what a reader of another body must not learn.

use jiff::civil::Date;
use qorgau_app::App;
use qorgau_app::accounts::Origin;
use qorgau_app::documents::{Act, Made, Text, Wanted};
use qorgau_domain::value::{Content, Row, Value};
use qorgau_domain::{BodyId, EntryId};
use uuid::Uuid;

use super::{PASSWORD, facts, roles, somebody};
use crate::common::World;

/// A volume of the second file that was closed on the day on which it was opened, so that several stand beside each other, and a paper of it.
pub fn filed(sender: &str, day: Date) -> [(&'static str, Content); 2] {
    let text = |field: &str, text: &str| (field.to_owned(), Value::Text(text.to_owned()));
    let number = |field: &str, number: i64| (field.to_owned(), Value::Number(number));
    let file = || ("file".to_owned(), Value::Choice("2".to_owned()));
    let volume = [
        file(),
        number("year", i64::from(day.year())),
        number("volume", 1),
        ("opened_on".to_owned(), Value::Date(day)),
        ("closed_on".to_owned(), Value::Date(day)),
        number("documents", 1),
        number("sheets", 2),
    ];
    let paper = [
        ("received_on".to_owned(), Value::Date(day)),
        text("sender", sender),
        text("subject", "Хат"),
        number("sheets", 2),
        file(),
    ];
    [("file_volume", volume.into()), ("incoming_paper", paper.into())]
}

/// Writes an inspection of a body's work by one above it, which stands in the book of the inspected one.
pub async fn inspect(world: &World, of: &str, by: &str, inspector: &str) -> EntryId {
    let app = world.web.app();
    let (of, by, id) = (app.body(of).await.unwrap(), app.body(by).await.unwrap(), EntryId(app.new_id()));
    let fields = inspected(of, inspector, app.today());
    app.write("unit_inspection", by, id, fields, "test").await.unwrap();
    id
}

fn inspected(body: BodyId, inspector: &str, day: Date) -> Content {
    let text = |field: &str, text: &str| (field.to_owned(), Value::Text(text.to_owned()));
    let cells = [text("text", "Оқу өткізу")].into();
    Content::from([
        ("inspected".to_owned(), Value::Body(body)),
        ("inspected_on".to_owned(), Value::Date(day)),
        text("inspector_text", inspector),
        text("findings", "Кемшілік"),
        ("proposals".to_owned(), Value::Rows(vec![Row { no: 1, cells }])),
    ])
}

pub fn person(surname: &str) -> (&'static str, Content) {
    let said = |field: &str, text: &str| (field.to_owned(), Value::Text(text.to_owned()));
    ("person", Content::from([said("surname", surname), said("given_name", "Асан")]))
}

/// An offence that names a person.
pub fn naming(who: EntryId, day: Date) -> (&'static str, Content) {
    let [_, (register, mut fields), ..] = facts(day);
    let choice = |code: &str| Value::Choice(code.to_owned());
    let cells = [("person", Value::Entry(who)), ("role", choice("offender")), ("status", choice("citizen"))];
    let cells = cells.map(|(code, value)| (code.to_owned(), value)).into();
    fields.insert("persons".to_owned(), Value::Rows(vec![Row { no: 1, cells }]));
    (register, fields)
}

/// What the map lays over a body: a track of its raid, and where it keeps such, a natural object with a ban in every May.
pub async fn on_the_map(app: &App, (code, body): (&str, BodyId), (surname, day): (&str, Date), raid: EntryId) {
    let text = |field: &str, text: &str| (field.to_owned(), Value::Text(text.to_owned()));
    let number = |field: &str, number: i64| (field.to_owned(), Value::Number(number));
    let choice = |field: &str, code: &str| (field.to_owned(), Value::Choice(code.to_owned()));
    let drawn = |field: &str, geometry: &str| (field.to_owned(), Value::Geometry(geometry.to_owned()));
    let counted = ["repeated", "inaccurate", "too_fast", "gaps"].map(|field| number(field, 0));
    let known = [
        ("km", 10),
        ("hours", 2),
        ("fixes", 11),
        ("accuracy_most", 50),
        ("speed_most", 15),
        ("gap_least", 10),
    ];
    let at = |field: &str, moment: &str| (field.to_owned(), Value::Moment(moment.parse().unwrap()));
    let track: Content = [
        ("raid".to_owned(), Value::Entry(raid)),
        ("went_on".to_owned(), Value::Date(day)),
        choice("mode", "foot"),
        at("began_at", "2026-09-01T05:00:00Z"),
        at("ended_at", "2026-09-01T05:10:00Z"),
        text("source_id", &format!("{surname} {day}")),
        drawn("line", r#"{"type":"LineString","coordinates":[[63.6,53.2],[63.61,53.21]]}"#),
    ]
    .into_iter()
    .chain(known.map(|(field, said)| number(field, said)))
    .chain(counted)
    .collect();
    app.write("track", body, EntryId(app.new_id()), track, "test").await.unwrap();
    // The objects of those above a reader bind him, so that he sees them; those on the railway keep none.
    if ["MIA", "390000000", "TRN"].contains(&code) {
        return;
    }
    let season = [("first_month", 5), ("first_day", 1), ("last_month", 5), ("last_day", 31)];
    let row = Row {
        no: 1,
        cells: season.map(|(field, said)| number(field, said)).into(),
    };
    let object = [
        choice("kind", "spawning_ground"),
        choice("regime", "seasonal"),
        text("name", surname),
        ("as_of".to_owned(), Value::Date(day)),
        ("seasons".to_owned(), Value::Rows(vec![row])),
        drawn("area", r#"{"type":"Polygon","coordinates":[[[63,53],[64,53],[64,54],[63,54],[63,53]]]}"#),
    ];
    app.write("natural_object", body, EntryId(app.new_id()), object.into(), "test").await.unwrap();
}

/// A review of a region or of the ministry, signed and not sent, so that those below see nothing of it; `None` of a body that makes none.
pub async fn review(world: &World, code: &str, name: &str) -> Option<Uuid> {
    let app = world.web.app();
    let wanted = Wanted {
        body: app.body(code).await.unwrap(),
        kind: Made::Review,
        period: "2026Q3".parse().unwrap(),
    };
    if !app.makes(&app.store.tree().await.unwrap(), wanted) {
        return None;
    }
    let text = Text {
        title: name.to_owned(),
        parts: vec![("analysis".to_owned(), name.to_owned())],
        official: false,
    };
    let sign = Act::Sign {
        secret: PASSWORD,
        origin: &Origin::LOCAL,
    };
    let mut id = None;
    for (seen, code_of_role, act) in [(0, "unit_staff", Act::Write { text: &text }), (1, "unit_head", sign)] {
        let role = roles().into_iter().find(|role| role.code == code_of_role).unwrap();
        let login = format!("{code_of_role}-{name}-{code}").to_lowercase().replace('_', "-");
        let cookie = somebody(world, &login, &role, wanted.body).await;
        let who = app.who(cookie.split_once('=').unwrap().1).await.unwrap().unwrap();
        id = Some(app.take(&who, wanted, seen, &act).await.unwrap());
    }
    id
}
