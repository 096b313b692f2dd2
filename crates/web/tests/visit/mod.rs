//! A visitor without script: reads a form, fills it in, presses its buttons.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs, dead_code)]

use std::collections::BTreeMap;

use qorgau_domain::EntryId;

use crate::common::{Answer, World};
use crate::signing::{read, sent};

/// What a browser would send of a form: every field with what stands in it.
pub fn filled(page: &str) -> BTreeMap<String, String> {
    let mut form = BTreeMap::new();
    let body = page.split("data-draft").nth(1).expect("the page has a form").split("</form>").next().unwrap();
    let attribute = |tag: &str, name: &str| {
        let value = tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
        Some(
            value
                .replace("&#34;", "\"")
                .replace("&amp;", "&")
                .replace("&#39;", "'")
                .replace("&#60;", "<")
                .replace("&#62;", ">"),
        )
    };
    for tag in body.split('<').skip(1) {
        let (head, text) = tag.split_once('>').unwrap_or((tag, ""));
        let name = attribute(head, "name");
        if head.starts_with("input") && !head.contains("type=\"checkbox\"") {
            form.insert(name.unwrap(), attribute(head, "value").unwrap_or_default());
        } else if head.starts_with("textarea") {
            form.insert(name.unwrap(), text.to_owned());
        }
    }
    for select in body.split("<select").skip(1) {
        let head = select.split('>').next().unwrap();
        let chosen = select
            .split("</select>")
            .next()
            .unwrap()
            .split("<option")
            .find(|option| option.contains(" selected"));
        let value = chosen.and_then(|option| attribute(option, "value")).unwrap_or_default();
        form.insert(attribute(head, "name").unwrap(), value);
    }
    form
}

pub struct Visit<'a> {
    pub world: &'a World,
    pub cookie: String,
    pub place: String,
    pub form: BTreeMap<String, String>,
}

impl<'a> Visit<'a> {
    pub async fn of(world: &'a World, cookie: &str, place: &str) -> Self {
        let page = read(world, place, cookie).await;
        assert_eq!(page.status, 200, "{place}");
        Visit {
            world,
            cookie: cookie.to_owned(),
            place: place.to_owned(),
            form: filled(&page.text()),
        }
    }

    pub fn put(&mut self, fields: &[(&str, &str)]) -> &mut Self {
        for (name, value) in fields {
            assert!(self.form.contains_key(*name), "the form has {name}: {:?}", self.form.keys());
            self.form.insert((*name).to_owned(), (*value).to_owned());
        }
        self
    }

    /// Presses a button; the form becomes what the answer shows.
    pub async fn press(&mut self, button: &str) -> Answer {
        let mut form: Vec<(&str, &str)> = self.form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        form.push(("@do", button));
        let answer = sent(self.world, &self.place, &self.cookie, &form).await;
        if answer.status != 303 && answer.text().contains("data-draft") {
            self.form = filled(&answer.text());
        }
        answer
    }
}

pub fn entry_of(answer: &Answer) -> EntryId {
    assert_eq!(answer.status, 303, "{}", answer.text());
    EntryId(answer.header("location").split('/').nth(3).unwrap().parse().unwrap())
}
