//! Where a word may be broken.
//!
//! The typesetter knows no Kazakh, so Kazakh words are parted by the shape of their syllables: every syllable has
//! one vowel, and of the consonants between two vowels only the last goes with the second. Russian and English
//! words go by the usual patterns.

use hypher::Lang;

const VOWELS: &str = "аәеёиоөұүыіэюя";
const KAZAKH_ONLY: &str = "әғқңөұүһі";

/// The places, counted in characters from the beginning, where a word may be broken so that at least `least`
/// letters stand on either side.
pub(crate) fn breaks(word: &str, lang: &str, least: usize) -> Vec<usize> {
    let lower = word.to_lowercase();
    if lower.chars().all(|c| c.is_ascii_alphabetic()) {
        by_patterns(word, Lang::English, least)
    } else if lang == "ru" && !lower.contains(|c| KAZAKH_ONLY.contains(c)) {
        by_patterns(word, Lang::Russian, least)
    } else {
        by_syllables(&lower.chars().collect::<Vec<_>>(), least)
    }
}

fn by_patterns(word: &str, lang: Lang, least: usize) -> Vec<usize> {
    let whole = word.chars().count();
    hypher::hyphenate_bounded(word, lang, least, least)
        .scan(0, |at, syllable| {
            *at += syllable.chars().count();
            Some(*at)
        })
        .filter(|&at| at < whole)
        .collect()
}

fn by_syllables(word: &[char], least: usize) -> Vec<usize> {
    let vowels = (0..word.len()).filter(|&at| is_vowel(word, at)).collect::<Vec<_>>();
    vowels
        .iter()
        .zip(vowels.iter().skip(1))
        .map(|(&one, &next)| onset(word, one, next))
        .filter(|&at| at >= least && word.len() - at >= least)
        .collect()
}

/// Where the syllable of the vowel at `next` begins: with the last consonant before it, if there is one
/// after the vowel at `one`. The signs ь and ъ belong to the consonant before them.
fn onset(word: &[char], one: usize, next: usize) -> usize {
    (one + 1..next).rev().find(|&at| !matches!(word.get(at), Some('ь' | 'ъ'))).unwrap_or(next)
}

/// The letter у is also a glide: after a vowel, or before one at the beginning of the word,
/// it closes or opens a syllable and does not carry one.
fn is_vowel(word: &[char], at: usize) -> bool {
    let Some(&letter) = word.get(at) else {
        return false;
    };
    if letter != 'у' {
        return VOWELS.contains(letter);
    }
    let neighbour = if at == 0 { word.get(1) } else { word.get(at - 1) };
    !neighbour.is_some_and(|&c| VOWELS.contains(c))
}

#[cfg(test)]
mod tests {
    use super::breaks;

    fn parted(word: &str, lang: &str, least: usize) -> String {
        let places = breaks(word, lang, least);
        word.chars()
            .enumerate()
            .flat_map(|(at, c)| places.contains(&at).then_some('-').into_iter().chain([c]))
            .collect()
    }

    #[test]
    fn kazakh_words_are_parted_at_their_syllables() {
        for (word, expected) in [
            ("шаруашылықтың", "ша-ру-а-шы-лық-тың"),
            ("қызметкерлері", "қыз-мет-кер-ле-рі"),
            ("полициялық", "по-ли-ци-я-лық"),
            ("жануарлардың", "жа-ну-ар-лар-дың"),
            ("инфекцияның", "ин-фек-ци-я-ның"),
            ("ауылдық", "ауыл-дық"),
            ("тәуелсіздік", "тә-уел-сіз-дік"),
            ("бельгиялық", "бель-ги-я-лық"),
            ("уақыт", "уа-қыт"),
        ] {
            assert_eq!(parted(word, "kk", 2), expected, "{word}");
        }
    }

    #[test]
    fn few_letters_never_stand_alone() {
        assert_eq!(parted("қызметкерлері", "kk", 3), "қыз-мет-кер-лері");
        assert_eq!(parted("аула", "kk", 3), "аула");
    }

    #[test]
    fn russian_and_english_words_go_by_their_patterns() {
        assert_eq!(parted("ветеринарных", "ru", 3), "вете-ри-нар-ных");
        assert_eq!(parted("Quarantine", "en", 3), "Quar-an-tine");
    }
}
