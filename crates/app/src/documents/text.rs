//! What a document of words says: it stands in the act of drafting it, and so in the chain.

use qorgau_domain::value::{Content, Row, Value, rows};
use qorgau_rulebook::document::Part;

use super::DocumentFault;

/// The title, and what stands in each part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// What it is about.
    pub title: String,
    /// The code of each part that says something, with what it says, in the order of the rulebook.
    pub parts: Vec<(String, String)>,
    /// It is marked for official use.
    pub official: bool,
}

impl Text {
    /// The name of the title among the fields.
    pub const TITLE: &'static str = "title";
    /// The name of the mark among the fields.
    pub const OFFICIAL: &'static str = "official";
    /// The longest title, in characters.
    const TITLE_MOST: usize = 300;
    /// The longest part, in characters.
    const PART_MOST: usize = 40_000;

    /// A text as it was typed: `typed` says what stands in a field, the title or a part.
    #[must_use]
    pub fn typed(parts: &[Part], typed: impl Fn(&str) -> String) -> Self {
        let clean = |name: &str| typed(name).replace("\r\n", "\n").trim().to_owned();
        let said = parts.iter().map(|part| (part.code.clone(), clean(&part.code)));
        Text {
            title: clean(Self::TITLE).split_whitespace().collect::<Vec<_>>().join(" "),
            parts: said.filter(|(_, text)| !text.is_empty()).collect(),
            official: !typed(Self::OFFICIAL).is_empty(),
        }
    }

    /// What stands in a part; empty where it says nothing.
    #[must_use]
    pub fn part(&self, code: &str) -> &str {
        self.parts.iter().find(|(known, _)| known == code).map_or("", |(_, text)| text)
    }

    /// Refuses a text that lacks its title or an obligatory part, is too long, or has a part that the rulebook does not name.
    pub(super) fn sound(&self, parts: &[Part]) -> Result<(), DocumentFault> {
        let lacking = parts.iter().filter(|part| part.obligatory && self.part(&part.code).trim().is_empty());
        let title = self.title.trim().is_empty().then(|| Self::TITLE.to_owned());
        let lacking: Vec<String> = title.into_iter().chain(lacking.map(|part| part.code.clone())).collect();
        if !lacking.is_empty() {
            return Err(DocumentFault::Lacking(lacking));
        }
        let fields = std::iter::once((Self::TITLE, &self.title, Self::TITLE_MOST));
        let fields = fields.chain(self.parts.iter().map(|(code, text)| (code.as_str(), text, Self::PART_MOST)));
        for (name, text, most) in fields {
            let named = name == Self::TITLE || parts.iter().any(|part| part.code == name);
            let most = if named { most } else { 0 };
            if text.chars().count() > most {
                return Err(DocumentFault::LongField(name.to_owned(), most));
            }
        }
        Ok(())
    }

    /// What the act of drafting says of it.
    pub(super) fn said(&self) -> Content {
        let text = |text: &str| Value::Text(text.to_owned());
        let row = |(no, (code, said)): (i64, &(String, String))| Row {
            no,
            cells: Content::from([("code".to_owned(), text(code)), ("text".to_owned(), text(said))]),
        };
        Content::from([
            ("@title".to_owned(), text(&self.title)),
            ("@parts".to_owned(), Value::Rows((1..).zip(&self.parts).map(row).collect())),
        ])
    }

    /// What an act says; nothing where it drafted no words.
    #[must_use]
    pub fn of(said: &Content) -> Option<Self> {
        let title = said.get("@title").and_then(Value::text)?.to_owned();
        let cell = |row: &Row, key: &str| row.cells.get(key).and_then(Value::text).unwrap_or_default().to_owned();
        Some(Text {
            title,
            parts: rows(said, "@parts").iter().map(|row| (cell(row, "code"), cell(row, "text"))).collect(),
            official: said.get(super::OFFICIAL) == Some(&Value::YesNo(true)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(code: &str, obligatory: bool) -> Part {
        Part {
            code: code.to_owned(),
            clause: "15.2".to_owned(),
            name: qorgau_domain::Text3::default(),
            obligatory,
            draws_on: Vec::new(),
        }
    }

    fn typed(title: &str, analysis: &str, practice: &str) -> Text {
        Text::typed(&parts(), |name| {
            let said = match name {
                Text::TITLE => title,
                Text::OFFICIAL => "",
                "analysis" => analysis,
                _ => practice,
            };
            said.to_owned()
        })
    }

    fn parts() -> Vec<Part> {
        vec![part("analysis", true), part("good_practice", false)]
    }

    #[test]
    fn what_was_typed_comes_back_from_the_act_without_empty_parts() {
        let text = typed(" Тоқсан \n шолуы ", "бір\r\nекі ", "  ");
        assert_eq!(text.title, "Тоқсан шолуы");
        assert_eq!(text.parts, [("analysis".to_owned(), "бір\nекі".to_owned())]);
        assert_eq!(Text::of(&text.said()), Some(text));
        assert_eq!(Text::of(&Content::new()), None);
    }

    #[test]
    fn a_text_lacks_its_title_and_obligatory_parts_and_is_told_which() {
        let lacking = |text: Text| match text.sound(&parts()) {
            Err(DocumentFault::Lacking(lacking)) => lacking,
            other => vec![format!("{other:?}")],
        };
        assert_eq!(lacking(typed("", "", "үлгі")), ["title", "analysis"]);
        assert_eq!(lacking(typed("Шолу", " ", "үлгі")), ["analysis"]);
        assert_eq!(typed("Шолу", "талдау", "").sound(&parts()), Ok(()));
        let long = typed("Шолу", &"а".repeat(Text::PART_MOST + 1), "");
        assert_eq!(long.sound(&parts()), Err(DocumentFault::LongField("analysis".to_owned(), Text::PART_MOST)));
        let mut other = typed("Шолу", "талдау", "");
        other.parts.push(("no_such".to_owned(), "мәтін".to_owned()));
        assert_eq!(other.sound(&parts()), Err(DocumentFault::LongField("no_such".to_owned(), 0)));
    }
}
