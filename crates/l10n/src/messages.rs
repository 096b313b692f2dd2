//! The messages of one language.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use qorgau_domain::Lang;
use unic_langid::LanguageIdentifier;

use crate::numbers::whole;

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// The words of one language.
pub struct L10n {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl L10n {
    /// Reads the texts of a language. [`L10n::get`] reads them once for all.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        let locale: LanguageIdentifier = lang.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(whole));
        for text in sources(lang) {
            // The build has parsed them and found no message twice.
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        L10n { lang, bundle }
    }

    /// The words of a language.
    #[must_use]
    pub fn get(lang: Lang) -> &'static L10n {
        static KK: OnceLock<L10n> = OnceLock::new();
        static RU: OnceLock<L10n> = OnceLock::new();
        static EN: OnceLock<L10n> = OnceLock::new();
        let cell = match lang {
            Lang::Kk => &KK,
            Lang::Ru => &RU,
            Lang::En => &EN,
        };
        cell.get_or_init(|| L10n::new(lang))
    }

    /// Which language this is.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang
    }

    fn say<const N: usize>(&self, id: &str, values: [(&'static str, FluentValue<'_>); N]) -> String {
        self.try_say(id, values.into_iter().collect()).0
    }

    /// The text, and what went wrong in it; the build leaves nothing that can. A message that is not there is its id.
    fn try_say(&self, id: &str, values: FluentArgs<'_>) -> (String, Vec<FluentError>) {
        let mut errors = Vec::new();
        let pattern = self.bundle.get_message(id).and_then(|message| message.value());
        let text = pattern.map_or_else(
            || id.to_owned(),
            |pattern| self.bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned(),
        );
        (text, errors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that fall into every plural category of the three languages, and every month and quarter.
    const COUNTS: [i64; 9] = [0, 1, 2, 4, 5, 11, 12, 21, 1_000];

    fn render(lang: Lang, id: &str, variables: &[&'static str], count: i64) -> String {
        let value = |name: &&'static str| -> (&'static str, FluentValue<'static>) {
            if name.starts_with("n_") {
                (name, count.into())
            } else {
                (name, format!("<{name}>").into())
            }
        };
        let (text, errors) = L10n::get(lang).try_say(id, variables.iter().map(value).collect());
        assert!(errors.is_empty(), "{lang:?} {id}: {errors:?}");
        text
    }

    #[test]
    fn every_message_renders_in_every_language_with_every_variable() {
        assert!(MESSAGES.len() > 100);
        for (id, variables) in MESSAGES {
            for (lang, count) in Lang::ALL.into_iter().flat_map(|lang| COUNTS.map(|count| (lang, count))) {
                let text = render(lang, id, variables, count);
                assert!(!text.trim().is_empty() && text != *id, "{lang:?} {id}");
                assert_eq!(text, text.trim(), "{lang:?} {id}");
                for name in variables.iter().filter(|name| !name.starts_with("n_")) {
                    assert!(text.contains(&format!("<{name}>")), "{lang:?} {id} leaves out {name}: {text}");
                }
            }
        }
    }

    #[test]
    fn kazakh_texts_hold_kazakh_letters_and_other_texts_their_own() {
        let sentence = |lang| render(lang, "refusal-no-body", &[], 0);
        assert!(sentence(Lang::Kk).chars().any(|letter| "әғқңөұүһі".contains(letter)));
        assert!(sentence(Lang::Ru).chars().all(|letter| !"әғқңөұүһі".contains(letter)));
        assert!(sentence(Lang::En).is_ascii());
    }

    #[test]
    fn plurals_follow_the_number() {
        let days = |lang, count| L10n::get(lang).why_days_after(count, "x", "01.11.2026");
        assert!(days(Lang::Ru, 1).contains("1 день"));
        assert!(days(Lang::Ru, 22).contains("22 дня"));
        assert!(days(Lang::Ru, 30).contains("30 дней"));
        assert!(days(Lang::En, 1).contains("1 day after"));
        assert!(days(Lang::En, 30).contains("30 days after"));
        assert!(days(Lang::Kk, 30).contains("30 күн"));
    }

    #[test]
    fn placeholders_of_pages_stand_as_they_are() {
        for (lang, label) in Lang::ALL
            .into_iter()
            .zip(["{page}-бет, барлығы {pages}", "стр. {page} из {pages}", "page {page} of {pages}"])
        {
            assert_eq!(L10n::get(lang).page_label(), label);
        }
    }

    #[test]
    fn variables_are_not_wrapped_in_marks_of_direction() {
        assert_eq!(L10n::get(Lang::Kk).decision_cell("212"), "№ 212 шешім");
        assert_eq!(L10n::get(Lang::Ru).posts_cell("3", "1", "0", "2"), "3, в том числе 1, 0, 2");
    }
}
