//! Where the reader is: the language, the place, and who asks. Every page is handed one.

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use qorgau_domain::Lang;
use qorgau_l10n::L10n;

use crate::languages;
use crate::state::Web;
use crate::visitor::Visitor;

/// Where the reader is. As an extractor it answers only for paths that begin with one of our languages.
#[derive(Clone)]
pub struct Here {
    /// The words.
    pub l: &'static L10n,
    /// Who asks.
    pub visitor: Visitor,
    /// The place, the same in every language: from the slash after the language on, with the query.
    place: String,
}

impl Here {
    pub(crate) fn new(lang: Lang, visitor: Visitor, place: String) -> Self {
        let l = L10n::get(lang);
        Here { l, visitor, place }
    }

    /// The code of the language.
    #[must_use]
    pub fn lang(&self) -> &'static str {
        self.l.lang().code()
    }

    /// A place of the product in this language: `url("/style")` is `/kk/style`.
    #[must_use]
    pub fn url(&self, place: &str) -> String {
        format!("/{}{place}", self.lang())
    }

    /// Where the guide that fits the reader stands; nothing for nobody.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        crate::pages::help::fitting(self)
    }

    /// The other ways to read this very place: the code, the word for the language in itself, where it is, whether it is this one.
    #[must_use]
    pub fn languages(&self) -> [Choice; 3] {
        Lang::ALL.map(|lang| {
            let (short, name) = match lang {
                Lang::Kk => ("ҚАЗ", "Қазақша"),
                Lang::Ru => ("РУС", "Русский"),
                Lang::En => ("ENG", "English"),
            };
            Choice {
                code: lang.code(),
                short,
                name,
                url: format!("/{}{}", lang.code(), self.place),
                chosen: lang == self.l.lang(),
            }
        })
    }
}

/// A language to choose.
pub struct Choice {
    /// Its code.
    pub code: &'static str,
    /// Three letters.
    pub short: &'static str,
    /// Its name in itself.
    pub name: &'static str,
    /// The same place in it.
    pub url: String,
    /// Whether it is the page's own.
    pub chosen: bool,
}

impl FromRequestParts<Web> for Here {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _web: &Web) -> Result<Self, StatusCode> {
        let (lang, rest) = languages::in_path(parts.uri.path()).ok_or(StatusCode::NOT_FOUND)?;
        let visitor = parts.extensions.get::<Visitor>().cloned().unwrap_or(Visitor::Nobody);
        let place = match parts.uri.query() {
            Some(query) => format!("{rest}?{query}"),
            None => rest.to_owned(),
        };
        Ok(Here::new(lang, visitor, place))
    }
}
