//! Facts that tell of somebody by his name, and words of a review: what a reader of another body must not learn.

use jiff::civil::Date;
use qorgau_app::accounts::Origin;
use qorgau_app::documents::{Act, Made, Text, Wanted};
use qorgau_domain::EntryId;
use qorgau_domain::value::{Content, Row, Value};
use uuid::Uuid;

use super::{PASSWORD, facts, roles, somebody};
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
