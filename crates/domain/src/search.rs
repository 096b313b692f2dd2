//! The spelling by which words are found: one for Kazakh, Russian and Latin letters, whatever a person types.
//!
//! Words are kept and asked for in this spelling. Kazakh letters fold to the Russian ones people type instead, all Cyrillic letters to one
//! Latin letter each, and the usual ways of writing them in Latin letters to the same: Ахметов, Akhmetov and Ahmetov are one word.
//! A word with digits in it (a plate, a number of a document) keeps its letters as they look: 123АВС02 is 123ABC02. One that is written in
//! parts, 123 ABC 02, is kept whole as well, and asked for whole.

mod plates;

use crate::fold::fold;

/// The longest word kept, in letters.
const LONGEST: usize = 24;

/// The words of a text in the spelling of the search.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(spelled).filter(|word| !word.is_empty()).collect()
}

/// The plates and numbers of documents that a text writes in parts, each as one word; a text is found by them as by its words.
#[must_use]
pub fn in_parts(text: &str) -> Vec<String> {
    plates::whole(&parts(text))
}

/// The parts of a text as they are written, folded.
fn parts(text: &str) -> Vec<String> {
    let folded = fold(text);
    let parts = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// What somebody may have meant by what he typed, the likeliest first: as it stands, then as if the keyboard had been set to another
/// layout; each time with plates and numbers of documents taken whole, then in their parts. Each reading is the words that must all be
/// there; none is empty.
#[must_use]
pub fn readings(typed: &str) -> Vec<Vec<String>> {
    let typed: String = typed.chars().flat_map(char::to_lowercase).collect();
    let mut readings: Vec<Vec<String>> = Vec::new();
    for text in [typed.clone(), relaid(&typed, russian), relaid(&typed, kazakh), relaid(&typed, latin)] {
        for words in [plates::asked(&parts(&text)), words(&text)] {
            if !words.is_empty() && !readings.contains(&words) {
                readings.push(words);
            }
        }
    }
    readings
}

/// What somebody may have typed, as texts: as it stands, and as if the keyboard had been set to another layout.
#[must_use]
pub fn layouts(typed: &str) -> Vec<String> {
    let typed: String = typed.chars().flat_map(char::to_lowercase).collect();
    let mut texts = Vec::new();
    for text in [typed.clone(), relaid(&typed, russian), relaid(&typed, kazakh), relaid(&typed, latin)] {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}

fn relaid(typed: &str, layout: fn(char) -> Option<char>) -> String {
    if !typed.chars().any(char::is_alphabetic) {
        return typed.to_owned();
    }
    typed.chars().map(|letter| layout(letter).unwrap_or(letter)).collect()
}

const KEYS_LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const KEYS_RUSSIAN: &str = "йцукенгшщзхъфывапролджэячсмитьбюё";
const KEYS_DIGITS: &str = "2345890-=";
const KEYS_KAZAKH: &str = "әіңғүұқөһ";

fn across(letter: char, from: &str, to: &str) -> Option<char> {
    let at = from.chars().position(|known| known == letter)?;
    to.chars().nth(at)
}

fn russian(letter: char) -> Option<char> {
    across(letter, KEYS_LATIN, KEYS_RUSSIAN)
}

/// The Kazakh layout has its own letters where the digits are.
fn kazakh(letter: char) -> Option<char> {
    russian(letter).or_else(|| across(letter, KEYS_DIGITS, KEYS_KAZAKH))
}

fn latin(letter: char) -> Option<char> {
    across(letter, KEYS_RUSSIAN, KEYS_LATIN).or_else(|| across(letter, KEYS_KAZAKH, KEYS_DIGITS))
}

/// A folded word in the spelling of the search.
fn spelled(word: &str) -> String {
    if word.chars().any(|letter| letter.is_ascii_digit()) {
        return word.chars().map(looks_like).take(LONGEST).collect();
    }
    let mut sounds = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(letter) = rest.chars().next() {
        let (taken, sound) = sound(rest, letter);
        sounds.push_str(sound.unwrap_or_else(|| &rest[..letter.len_utf8()]));
        rest = &rest[taken..];
    }
    // Aliyev is Алиев: what is written double is one sound before it is taken for another.
    let even = single(&sounds).replace("ie", "e").replace("ts", "c");
    single(&even).chars().take(LONGEST).collect()
}

/// Letters written more than once in a row, once.
fn single(word: &str) -> String {
    let mut single = String::with_capacity(word.len());
    for letter in word.chars() {
        if !single.ends_with(letter) {
            single.push(letter);
        }
    }
    single
}

/// How the beginning of a word sounds, and how many bytes that takes; `None` as it is written.
fn sound(rest: &str, letter: char) -> (usize, Option<&'static str>) {
    if let Some((written, sound)) = TOGETHER.iter().find(|(written, _)| rest.starts_with(written)) {
        return (written.len(), Some(sound));
    }
    let alone = ALONE.iter().find(|(known, _)| *known == letter);
    (letter.len_utf8(), alone.map(|(_, sound)| *sound))
}

/// Latin letters written together for one Cyrillic letter, the longest first.
const TOGETHER: [(&str, &str); 14] = [
    ("shch", "w"),
    ("sch", "w"),
    ("sh", "w"),
    ("ch", "q"),
    ("kh", "h"),
    ("gh", "g"),
    ("zh", "j"),
    ("tz", "c"),
    ("ts", "c"),
    ("ya", "ia"),
    ("yu", "iu"),
    ("yo", "e"),
    ("ju", "ju"),
    ("ck", "k"),
];

/// Letters that sound otherwise than they are written in the spelling of the search.
const ALONE: [(char, &str); 56] = [
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ж', "j"),
    ('з', "z"),
    ('и', "i"),
    ('й', "i"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "h"),
    ('ц', "c"),
    ('ч', "q"),
    ('ш', "w"),
    ('щ', "w"),
    ('ъ', ""),
    ('ы', "i"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "iu"),
    ('я', "ia"),
    ('y', "i"),
    ('w', "v"),
    ('q', "k"),
    ('x', "ks"),
    ('ä', "a"),
    ('á', "a"),
    ('ā', "a"),
    // The Latin letter that stands for ә where the keyboard has no other.
    ('ə', "a"),
    ('ö', "o"),
    ('ó', "o"),
    ('ü', "u"),
    ('ú', "u"),
    ('ū', "u"),
    ('ş', "w"),
    ('š', "w"),
    ('ç', "q"),
    ('č', "q"),
    ('ž', "j"),
    ('ğ', "g"),
    ('ǵ', "g"),
    ('ñ', "n"),
    ('ŋ', "n"),
    ('ı', "i"),
    ('ī', "i"),
];

/// The Latin letter that a Cyrillic one looks like.
fn looks_like(letter: char) -> char {
    across(letter, "авекмнорстух", "abekmhopctyx").unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: &str, other: &str) {
        assert_eq!(words(one), words(other), "{one} and {other}");
    }

    #[test]
    fn one_word_is_found_by_each_of_its_spellings() {
        for (one, other) in [
            ("Әлия", "Алия"),
            ("Ғалым", "Галым"),
            ("Қарағанды", "Караганды"),
            ("Жаңаөзен", "Жанаозен"),
            ("Өтегенұлы", "Отегенулы"),
            ("Үлгібаев", "Улгибаев"),
            ("Һакім", "Хаким"),
            ("Ілияс", "Илияс"),
            ("Ёлкин", "Елкин"),
            ("Ахметов", "Akhmetov"),
            ("Ахметов", "Ahmetov"),
            ("Қасым", "Kassym"),
            ("Қызылорда", "Qyzylorda"),
            ("Шымкент", "Şymkent"),
            ("Шымкент", "Shymkent"),
            ("Щучинск", "Shchuchinsk"),
            ("Жетісу", "Zhetysu"),
            ("Юрьев", "Yuryev"),
            ("Ерлан", "Yerlan"),
            ("Ковалёв", "Kovalyov"),
            ("Алиев", "Aliyev"),
            ("Әлиев", "\u{18f}лиев"),
            ("Серік", "Сер\u{69}к"),
            ("Цой", "Tsoy"),
            ("123АВС02", "123abc02"),
        ] {
            same(one, other);
        }
    }

    #[test]
    fn what_was_typed_in_another_layout_is_read_as_it_was_meant() {
        for (typed, meant) in [
            ("ghjnjrjk", "протокол"),
            ("f[vtnjd", "ахметов"),
            ("0fhf5fyls", "қарағанды"),
            ("0арағанды", "қарағанды"),
            ("фиев123", "abtd123"),
            ("ЫДФМФ", "slava"),
        ] {
            assert!(
                readings(typed).contains(&words(meant)),
                "{typed} should be read as {meant}: {:?}",
                readings(typed)
            );
        }
        assert_eq!(readings("№ 12/2026"), [["12", "2026"]]);
        for typed in ["777 ABC 02", "777abc02", "777АВС02", "777-авс-02", "777 ФИС 02"] {
            assert!(readings(typed).contains(&vec!["777abc02".to_owned()]), "{typed}: {:?}", readings(typed));
        }
        assert!(readings(" – ").is_empty());
    }

    #[test]
    fn different_names_stay_different() {
        for (one, other) in [("Сомов", "Шомов"), ("Ахметов", "Агметов"), ("Жанов", "Занов"), ("Чалов", "Калов")] {
            assert_ne!(words(one), words(other), "{one} and {other}");
        }
    }
}
