//! Records written, and laid side by side to be linked or decided to be two.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs, dead_code)]

use qorgau_domain::EntryId;
use qorgau_domain::value::{Content, Value};

use crate::common::{Answer, World};
use crate::signing::{mark, read, sent};

/// A district beside the city, in the same region.
pub const BESIDE: &str = "391600000";

pub fn choice(code: &str) -> Value {
    Value::Choice(code.to_owned())
}

pub async fn write(world: &World, register: &str, body: &str, fields: Content) -> EntryId {
    let app = world.web.app();
    let id = EntryId(app.new_id());
    app.write(register, app.body(body).await.unwrap(), id, fields, "test").await.unwrap();
    id
}

pub fn carried(page: &str, name: &str) -> String {
    let after = page.split(&format!("name=\"{name}\" value=\"")).nth(1).expect("the form carries it");
    after.split('"').next().unwrap().to_owned()
}

/// Sends one of the forms of a page of comparison, as it was shown.
pub async fn compared(world: &World, cookie: &str, [one, other]: [EntryId; 2], act: &str, (field, value): (&str, &str)) -> Answer {
    let place = format!("/kk/entries/{one}/link");
    let page = read(world, &format!("{place}?with={other}"), cookie).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let page = page.text();
    let (mark, with, seen) = (mark(&page), carried(&page, "with"), carried(&page, "seen"));
    let form: &[(&str, &str)] = &[("mark", &mark), ("do", act), ("with", &with), ("seen", &seen), (field, value)];
    sent(world, &place, cookie, form).await
}

/// Confirms what a page of comparison shows.
pub async fn confirm(world: &World, cookie: &str, one: EntryId, other: EntryId, first: &str) -> Answer {
    compared(world, cookie, [one, other], "link", ("first", first)).await
}
