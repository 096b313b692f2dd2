//! Facts that tell of somebody by his name: what a reader of another body must not learn.

use jiff::civil::Date;
use qorgau_domain::value::{Content, Row, Value};
use qorgau_domain::{BodyId, EntryId};

use super::facts;
use crate::common::World;

/// A volume of the second file, and a paper that lies in it.
pub fn filed(sender: &str, day: Date) -> [(&'static str, Content); 2] {
    let text = |field: &str, text: &str| (field.to_owned(), Value::Text(text.to_owned()));
    let number = |field: &str, number: i64| (field.to_owned(), Value::Number(number));
    let file = || ("file".to_owned(), Value::Choice("2".to_owned()));
    let volume = [
        file(),
        number("year", i64::from(day.year())),
        number("volume", 1),
        ("opened_on".to_owned(), Value::Date(day)),
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
