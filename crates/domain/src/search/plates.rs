//! Plates of vehicles and numbers of documents that people write in parts: 777 ABC 02, A 123 BC, N 12345678; IIN and BIN: 850304 300 123.

use super::{looks_like, spelled};

/// Of what a part consists.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Digits,
    Letters,
}

use Of::{Digits, Letters};

/// How plates and numbers of documents are put together: each part with the fewest and the most of its signs.
const SHAPES: [&[(Of, usize, usize)]; 4] = [
    // Vehicles of today, and trailers and motorcycles: 777 ABC 02, 12 ABC 02.
    &[(Digits, 2, 4), (Letters, 1, 3), (Digits, 2, 2)],
    // Vehicles of before, with the letter of the region in front: A 123 BC, A 123 BCD.
    &[(Letters, 1, 1), (Digits, 3, 4), (Letters, 2, 3)],
    // Passports, certificates, weapons: N 12345678, AA 123456.
    &[(Letters, 1, 3), (Digits, 5, 9)],
    &[(Digits, 5, 9), (Letters, 1, 3)],
];

/// The fewest parts of a plate that somebody has begun to type.
const BEGUN: usize = 2;

/// How many digits an IIN or BIN has, and how many of them are the day or month it begins with.
const IDENTITY: usize = 12;
const IDENTITY_DAY: usize = 6;

/// Each plate and number that stands in these parts, as one word.
pub(super) fn whole(parts: &[String]) -> Vec<String> {
    let starts = (0..parts.len()).filter_map(|at| parts.get(at..));
    starts
        .flat_map(|rest| {
            let shaped = SHAPES.iter().filter_map(|shape| taken(rest, shape, shape.len()));
            shaped.chain(identity(rest).map(|(word, _)| word))
        })
        .collect()
}

/// The words to ask for, with what is a plate or a number, or begins one at the end of what was typed, taken as one.
pub(super) fn asked(parts: &[String]) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = parts;
    while let [first, others @ ..] = rest {
        let complete = SHAPES.iter().find_map(|shape| Some((taken(rest, shape, shape.len())?, shape.len())));
        let begun = || SHAPES.iter().find_map(|shape| begun(rest, shape)).or_else(|| identity_begun(rest));
        if let Some((word, length)) = complete.or_else(|| identity(rest)).or_else(begun) {
            words.push(word);
            rest = rest.get(length..).unwrap_or_default();
        } else {
            words.extend(Some(spelled(first)).filter(|word| !word.is_empty()));
            rest = others;
        }
    }
    words
}

/// The first parts as one word, where they are put together as the first ones of a shape.
fn taken(parts: &[String], shape: &[(Of, usize, usize)], length: usize) -> Option<String> {
    let (parts, shape) = (parts.get(..length)?, shape.get(..length)?);
    let fits = parts.iter().zip(shape).all(|(part, (of, fewest, most))| {
        let signs = part.chars().count();
        (*fewest..=*most).contains(&signs) && part.chars().all(|sign| is(sign, *of))
    });
    fits.then(|| parts.iter().flat_map(|part| part.chars()).map(looks_like).collect())
}

/// The first parts as one word, where they are the digits of an IIN or BIN; and how many parts those are.
fn identity(parts: &[String]) -> Option<(String, usize)> {
    let mut word = String::new();
    for (at, part) in (1..).zip(parts.iter().take_while(|part| part.chars().all(|sign| sign.is_ascii_digit()))) {
        word.push_str(part);
        if word.len() >= IDENTITY {
            return (word.len() == IDENTITY && at >= BEGUN).then_some((word, at));
        }
    }
    None
}

/// The parts that are left, where they begin an IIN or BIN by its day and nothing follows.
fn identity_begun(parts: &[String]) -> Option<(String, usize)> {
    let digits = |part: &String| part.chars().all(|sign| sign.is_ascii_digit());
    let by_day = parts.first().is_some_and(|part| part.len() == IDENTITY_DAY);
    let word = parts.concat();
    let is_begun = by_day && parts.len() >= BEGUN && parts.iter().all(digits) && word.len() < IDENTITY;
    is_begun.then_some((word, parts.len()))
}

/// The parts that are left, where they are the beginning of a shape and nothing follows.
fn begun(parts: &[String], shape: &[(Of, usize, usize)]) -> Option<(String, usize)> {
    let is_begun = parts.len() >= BEGUN && parts.len() < shape.len();
    is_begun.then(|| taken(parts, shape, parts.len()).map(|word| (word, parts.len()))).flatten()
}

/// Letters of plates are Latin ones, or look like them.
fn is(sign: char, of: Of) -> bool {
    match of {
        Digits => sign.is_ascii_digit(),
        Letters => looks_like(sign).is_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{in_parts, readings, words};

    fn kept(text: &str) -> Vec<String> {
        [words(text), in_parts(text)].concat()
    }

    #[test]
    fn a_plate_in_parts_and_in_one_find_each_other() {
        let written = ["777 ABC 02", "777ABC02", "777АВС02", "777-авс-02", "көлік 777 АВС 02, ақ"];
        for text in written {
            for typed in ["777 ABC 02", "777abc02", "777 авс 02", "777 АВС", "777abc"] {
                let begins = |word: &String| kept(text).iter().any(|kept| kept.starts_with(word.as_str()));
                let found = readings(typed).first().is_some_and(|words| words.iter().all(begins));
                assert!(found, "{typed} should find {text}: {:?} in {:?}", readings(typed), kept(text));
            }
        }
        for (text, typed) in [
            ("N 12345678", "n12345678"),
            ("B 123 KCM", "В123КСМ"),
            ("12 ABC 10", "12abc10"),
            ("АА 123456", "AA123456"),
        ] {
            assert!(kept(text).contains(&words(typed)[0]), "{text}: {:?}", kept(text));
        }
    }

    #[test]
    fn an_iin_in_parts_and_in_one_find_each_other() {
        for text in ["850304300123", "850304 300123", "ЖСН 850304 300 123, Алматы", "850304-300123"] {
            for typed in ["850304300123", "850304 300123", "850304 300 123", "85 03 04 300123", "850304 300", "850304-3"] {
                let begins = |word: &String| kept(text).iter().any(|kept| kept.starts_with(word.as_str()));
                let found = readings(typed).first().is_some_and(|words| words.iter().all(begins));
                assert!(found, "{typed} should find {text}: {:?} in {:?}", readings(typed), kept(text));
            }
        }
        assert_eq!(readings("ахметов 850304 300123").first().map(Vec::len), Some(2));
        assert!(readings("850304 300123").contains(&vec!["850304".to_owned(), "300123".to_owned()]));
    }

    #[test]
    fn what_is_no_plate_stays_in_its_words() {
        for text in ["12/2026", "Тобыл өзені 12", "3 май 2026", "150 голов", "Ахметов 05 12"] {
            assert_eq!(kept(text), words(text), "{text}");
        }
        assert_eq!(readings("ахметов 777 ABC 02").first().map(Vec::len), Some(2));
    }
}
