//! The languages of the texts: two thirds of the entries in Kazakh, a third in Russian, a few in English, each in one.

use super::*;
use crate::example::words;

/// Letters that Kazakh has and Russian has not.
const KAZAKH: &str = "әіңғүұқөһ";

/// Short words of Russian that Kazakh has not.
const RUSSIAN: [&str; 16] = ["в", "во", "на", "о", "об", "по", "и", "с", "со", "для", "из", "к", "за", "при", "до", "возле"];

/// What was typed into an entry as text.
fn texts(fact: &Fact) -> Vec<&str> {
    let cells = fact.fields.values().flat_map(Value::rows).flat_map(|row| row.cells.values());
    let typed = |value: &&Value| matches!(value, Value::Text(_));
    fact.fields.values().chain(cells).filter(typed).filter_map(Value::text).collect()
}

/// The words of a text that begin small, but for what stands in quotation marks: names are the same in any language.
fn small(text: &str) -> Vec<String> {
    let mut quoted = 0;
    let unquoted = text.chars().filter(|letter| {
        match letter {
            '«' => quoted += 1,
            '»' => quoted -= 1,
            _ => {}
        }
        quoted == 0
    });
    let unquoted: String = unquoted.collect();
    let words = unquoted.split(|letter: char| !letter.is_alphabetic());
    words
        .filter(|word| word.chars().next().is_some_and(char::is_lowercase))
        .map(str::to_owned)
        .collect()
}

fn kazakh(text: &str) -> bool {
    small(text).iter().any(|word| word.contains(|letter: char| KAZAKH.contains(letter)))
}

fn russian(text: &str) -> bool {
    small(text).iter().any(|word| RUSSIAN.contains(&word.as_str()))
}

/// What an entry is called where partners and media abroad may be meant.
fn called(fact: &Fact) -> Option<&str> {
    let field = match fact.register.as_str() {
        "publication" => "title",
        "lesson" => "topic",
        "best_practice" => "name",
        "incoming_paper" | "outgoing_paper" => "subject",
        _ => return None,
    };
    fact.fields.get(field).and_then(Value::text)
}

#[test]
fn each_entry_is_in_one_language() {
    let (mut kk, mut ru) = (0, 0);
    for fact in made(20_000) {
        // These name themselves in more languages than one.
        if ["unit", "partner"].contains(&fact.register.as_str()) {
            continue;
        }
        let texts = texts(&fact);
        let (is_kazakh, is_russian) = (texts.iter().any(|text| kazakh(text)), texts.iter().any(|text| russian(text)));
        assert!(!(is_kazakh && is_russian), "{fact:?}");
        kk += usize::from(is_kazakh);
        ru += usize::from(is_russian);
    }
    assert!(kk > 5000 && ru > 2000, "{kk} and {ru}");
}

#[test]
fn two_thirds_of_the_entries_are_in_kazakh_and_the_same_seed_says_which() {
    let facts = made(20_000);
    let task = |fact: &Fact| -> Option<usize> {
        let said = fact.fields.get("task")?.text()?;
        words::TASKS.iter().flatten().position(|known| *known == said).map(|at| at % 2)
    };
    let tasks: Vec<usize> = facts.iter().filter(|fact| fact.register == "raid").filter_map(task).collect();
    let share = tasks.iter().filter(|tongue| **tongue == 0).count() * 1000 / tasks.len();
    assert!((645..690).contains(&share), "{share}");
    assert_eq!(facts, made(20_000));
}

#[test]
fn what_partners_and_media_abroad_say_is_in_english_and_rare() {
    let facts = made(60_000);
    let latin = |text: &str| text.is_ascii() && text.contains(|letter: char| letter.is_ascii_lowercase());
    let english: Vec<&Fact> = facts.iter().filter(|fact| called(fact).is_some_and(latin)).collect();
    assert!((15..100).contains(&english.len()), "{}", english.len());
    let registers: BTreeSet<&str> = english.iter().map(|fact| fact.register.as_str()).collect();
    assert!(registers.is_superset(&["incoming_paper", "lesson", "publication"].into()), "{registers:?}");
    for fact in english {
        for text in texts(fact) {
            assert!(!text.contains(|letter: char| letter.is_alphabetic() && !letter.is_ascii()), "{fact:?}");
        }
    }
}
