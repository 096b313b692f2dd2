//! Papers, orders and volumes of a body for the tests of its files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs, dead_code)]

use jiff::civil::Date;
use qorgau_app::AppError;
use qorgau_app::accounts::Who;
use qorgau_app::filing::{Difference, Of, YearFile};
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{EntryId, Lang};
use qorgau_rulebook::filing::FileKey;
use qorgau_rulebook::validate::Fault;

use crate::office::{CITY, Office, REGION};
use crate::world::{choice, content, id};

pub fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub async fn incoming(office: &Office, name: &str, (file, day): (&str, Date), sheets: i64, volume: Option<EntryId>) -> EntryId {
    let mut fields = content(vec![
        ("received_on", Value::Date(day)),
        ("sender", text("Облыстық орман инспекциясы")),
        ("their_number", text("04-11/7")),
        ("subject", text(name)),
        ("sheets", Value::Number(sheets)),
        ("file", choice(file)),
    ]);
    fields.extend(volume.map(|id| ("volume".to_owned(), Value::Entry(id))));
    office.app.write("incoming_paper", CITY, id(name), fields, "test").await.unwrap();
    id(name)
}

pub fn volume_of(file: &str, (year, no): (i64, i64), opened: Date, more: &[(&str, Value)]) -> Content {
    let mut fields = content(vec![
        ("file", choice(file)),
        ("year", Value::Number(year)),
        ("volume", Value::Number(no)),
        ("opened_on", Value::Date(opened)),
    ]);
    fields.extend(more.iter().map(|(code, value)| ((*code).to_owned(), value.clone())));
    fields
}

pub fn closed(day: Date) -> [(&'static str, Value); 3] {
    [("closed_on", Value::Date(day)), ("documents", Value::Number(2)), ("sheets", Value::Number(40))]
}

pub fn kept_for(years: i64) -> [(&'static str, Value); 3] {
    [
        ("retention", choice("years")),
        ("retention_years", Value::Number(years)),
        ("retention_basis", text("бұйрық № 3")),
    ]
}

pub async fn volume(office: &Office, name: &str, fields: Content) -> EntryId {
    office.app.write("file_volume", CITY, id(name), fields, "test").await.unwrap();
    id(name)
}

pub async fn files(office: &Office, who: &Who, year: i64) -> Result<Vec<YearFile>, AppError> {
    let tree = office.app.store.tree().await.unwrap();
    office.app.files(who, &tree, CITY, year, Lang::Kk).await
}

pub fn file<'a>(files: &'a [YearFile], code: &str) -> &'a YearFile {
    files.iter().find(|file| file.key == FileKey::Named(code.to_owned())).unwrap()
}

pub fn ids(file: &YearFile, volume: Option<EntryId>) -> Vec<EntryId> {
    let of = |of: Of| if let Of::Entry(id) = of { id } else { panic!("an entry was expected") };
    file.lines_of(volume).into_iter().map(|line| of(line.of)).collect()
}

/// What came out otherwise since a volume was closed.
pub fn differing(file: &YearFile, volume: EntryId) -> Vec<(&'static str, EntryId)> {
    let kept = file.volumes.iter().find(|kept| kept.id == volume).unwrap();
    let told = |difference: Difference<'_>| {
        let (what, line) = match difference {
            Difference::Added(line) => ("added", line),
            Difference::Gone(line) => ("gone", line),
            Difference::Changed { now, .. } => ("changed", now),
        };
        match line.of {
            Of::Entry(id) => (what, id),
            Of::Document(_) => panic!("an entry was expected"),
        }
    };
    file.differences(kept, Lang::Kk).into_iter().map(told).collect()
}

/// The faults of what was refused.
pub fn faults<T: std::fmt::Debug>(result: Result<T, AppError>) -> Vec<Fault> {
    match result {
        Err(AppError::Unsound(problems)) => problems.into_iter().map(|one| one.fault).collect(),
        other => panic!("something unsound was expected, not {other:?}"),
    }
}

pub async fn clerk(office: &Office) -> Who {
    office.somebody("clerk", CITY, &[("records_clerk", CITY)]).await
}

/// An order from above, which the first file holds.
pub async fn order(office: &Office, name: &str, day: Date) -> EntryId {
    let fields = content(vec![
        ("kind", choice("order")),
        ("number", text("212")),
        ("dated_on", Value::Date(day)),
        ("from_body", Value::Body(REGION)),
        ("received_on", Value::Date(day)),
        ("subject", text("Рейд туралы")),
    ]);
    office.app.write("directive_in", CITY, id(name), fields, "test").await.unwrap();
    id(name)
}
