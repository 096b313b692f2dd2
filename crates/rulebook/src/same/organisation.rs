//! What a record says of an organisation, and how two are compared: by the BIN, the name without its legal form, the address.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use qorgau_domain::search;
use qorgau_domain::value::Content;

use super::{Level, Score, Trait, names, number, numbers, text};

/// Legal forms written in full; one that another begins with comes after it.
const FULL: [&str; 24] = [
    "товарищество с ограниченной ответственностью",
    "жауапкершілігі шектеулі серіктестігі",
    "жауапкершілігі шектеулі серіктестік",
    "limited liability partnership",
    "акционерное общество",
    "акционерлік қоғамы",
    "акционерлік қоғам",
    "joint stock company",
    "индивидуальный предприниматель",
    "жеке кәсіпкер",
    "individual entrepreneur",
    "крестьянское фермерское хозяйство",
    "крестьянское хозяйство",
    "фермерское хозяйство",
    "шаруа фермер қожалығы",
    "шаруа қожалығы",
    "фермер қожалығы",
    "производственный кооператив",
    "өндірістік кооперативі",
    "коммунальное государственное учреждение",
    "коммуналдық мемлекеттік мекемесі",
    "государственное учреждение",
    "мемлекеттік мекемесі",
    "state institution",
];

/// The same in short. Only in capitals: АҚ is a legal form, Ақ is white.
const SHORT: [&str; 23] = [
    "ТОО", "ЖШС", "LLP", "АО", "АҚ", "JSC", "ИП", "ЖК", "КХ", "ФХ", "КФХ", "ШҚ", "ФҚ", "ПК", "ӨК", "ГУ", "ММ", "КГУ", "КММ", "РГУ", "РММ", "РГП", "РМК",
];

static FORMS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| FULL.iter().map(|form| search::words(form)).collect());

/// From this part of their words in common on two addresses are nearly the same, and from this on alike: in tenths of all their words.
const NEAR: usize = 6;
const ALIKE: usize = 4;

/// What a record says of which organisation it is, in the one spelling of [`search`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Organisation {
    /// Words of the name without its legal form; empty where it is not stated.
    pub name: Vec<String>,
    /// The BIN, twelve digits whose check digit is right.
    pub bin: Option<String>,
    /// Words of the address; empty where it is not stated.
    pub address: Vec<String>,
}

impl Organisation {
    /// What the fields of a record say.
    #[must_use]
    pub fn of(fields: &Content) -> Self {
        Organisation {
            name: text(fields, Trait::Name).map(without_form).unwrap_or_default(),
            bin: number(fields, Trait::Bin),
            address: text(fields, Trait::Address).map(search::words).unwrap_or_default(),
        }
    }

    /// How much speaks for two records being of one organisation.
    #[must_use]
    pub fn compared(&self, other: &Organisation) -> Score {
        let bin = self.bin.as_ref().zip(other.bin.as_ref());
        Score::of([
            (Trait::Bin, bin.map(|(one, two)| numbers(one, two))),
            (Trait::Name, names(&self.name, &other.name)),
            (Trait::Address, addresses(&self.address, &other.address)),
        ])
    }
}

/// What a trait of an organisation adds or takes off. Organisations bear the names of others oftener than persons do, and move.
pub(super) fn weight(of: Trait, level: Level) -> i64 {
    match (of, level) {
        (Trait::Bin, Level::Equal) => 30,
        (Trait::Bin, _) => -12,
        (Trait::Name, Level::Equal) => 10,
        (Trait::Name, Level::Near) => 6,
        (Trait::Name, Level::Alike) => 2,
        (Trait::Name, _) => -6,
        (_, Level::Equal) => 7,
        (_, Level::Near) => 4,
        (_, Level::Alike) => 1,
        (_, _) => -2,
    }
}

/// The words of a name without its legal form, wherever that stands; all of them where nothing else is left.
fn without_form(name: &str) -> Vec<String> {
    let is_form = |word: &&str| SHORT.contains(&word.trim_matches(|sign: char| !sign.is_alphanumeric()));
    let long: Vec<&str> = name.split_whitespace().filter(|word| !is_form(word)).collect();
    let words = search::words(&long.join(" "));
    let (mut kept, mut rest) = (Vec::new(), words.as_slice());
    while let [first, others @ ..] = rest {
        match FORMS.iter().find(|form| rest.starts_with(form)) {
            Some(form) => rest = rest.get(form.len()..).unwrap_or_default(),
            None => {
                kept.push(first.clone());
                rest = others;
            }
        }
    }
    if kept.is_empty() { search::words(name) } else { kept }
}

/// Addresses by the words they share, in whatever order; with other house numbers they are others.
fn addresses(one: &[String], other: &[String]) -> Option<Level> {
    if one.is_empty() || other.is_empty() {
        return None;
    }
    let [one, other] = [one, other].map(|words| words.iter().collect::<BTreeSet<&String>>());
    if one == other {
        return Some(Level::Equal);
    }
    let figures = |words: &BTreeSet<&String>| -> Vec<String> {
        let figures = words.iter().filter(|word| word.chars().any(|sign| sign.is_ascii_digit()));
        figures.map(|word| (*word).clone()).collect()
    };
    let (house, another) = (figures(&one), figures(&other));
    let elsewhere = !house.is_empty() && !another.is_empty() && house.iter().all(|number| !another.contains(number));
    let (shared, all) = (one.intersection(&other).count(), one.union(&other).count());
    Some(match shared * 10 / all {
        _ if elsewhere => Level::Differs,
        NEAR.. => Level::Near,
        ALIKE.. => Level::Alike,
        _ => Level::Differs,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use qorgau_domain::value::Value;

    use super::super::Band;
    use super::*;
    use crate::validate::check_digit;

    fn organisation(name: &str, bin: &str, address: &str) -> Organisation {
        let texts = [("name", name), ("bin", bin), ("address", address)];
        let texts = texts.into_iter().filter(|(_, text)| !text.is_empty());
        let fields: Content = texts.map(|(code, text)| (code.to_owned(), Value::Text(text.to_owned()))).collect();
        Organisation::of(&fields)
    }

    /// A BIN that begins so, with the check digit that makes it sound.
    fn bin(start: &str) -> String {
        let mut sound = (0..10).map(|digit| format!("{start}{digit}")).filter(|text| check_digit(text));
        sound.next().unwrap()
    }

    #[test]
    fn a_name_is_the_same_in_three_spellings_whatever_its_legal_form() {
        let known = organisation("«Балқаш балық» ЖШС", "", "");
        for name in [
            "ТОО «Балқаш балық»",
            "Balkash Balyk LLP",
            "Товарищество с ограниченной ответственностью \"Балкаш балык\"",
            "«Балқаш балық» жауапкершілігі шектеулі серіктестігі",
            "БАЛҚАШ БАЛЫҚ",
        ] {
            assert_eq!(organisation(name, "", "").name, known.name, "{name}");
        }
        assert_eq!(organisation("ТОО", "", "").name, search::words("ТОО"), "a name of nothing else stays");
        assert_eq!(organisation("«Ақ жол» АҚ", "", "").name, search::words("Ақ жол"));
    }

    #[test]
    fn addresses_agree_by_their_words_and_not_where_the_houses_are_others() {
        let level = |one: &str, other: &str| {
            let [one, other] = [one, other].map(search::words);
            addresses(&one, &other)
        };
        let known = "Балқаш қаласы, Абай көшесі 5";
        assert_eq!(level(known, "Абай көшесі, 5, Балқаш қаласы"), Some(Level::Equal));
        assert_eq!(level(known, "Балқаш қаласы, Абай көшесі"), Some(Level::Near));
        assert_eq!(level(known, "Балқаш қаласы, Абай көшесі 7"), Some(Level::Differs));
        assert_eq!(level(known, "Қарағанды"), Some(Level::Differs));
        assert_eq!(level(known, ""), None);
    }

    #[test]
    fn bands_are_as_a_person_would_have_them() {
        let [first, second] = [bin("05034000012"), bin("05034000034")];
        let (name, address) = ("«Балқаш балық» ЖШС", "Балқаш қаласы, Абай көшесі 5");
        for (one, other, expected) in [
            // One BIN is one organisation, also under another name and at another place.
            (organisation(name, &first, address), organisation("ТОО Тобол", &first, "Қостанай"), Band::Likely),
            // Two BINs are two, also of one name at one address: a firm and its branch.
            (organisation(name, &first, address), organisation(name, &second, address), Band::Unlikely),
            // A name alone is worth a look; with the address it is enough; the address alone says little.
            (organisation(name, "", ""), organisation("ТОО Балқаш балық", "", ""), Band::Possible),
            (
                organisation(name, &first, address),
                organisation("Balkash Balyk LLP", "", address),
                Band::Likely,
            ),
            (organisation(name, "", address), organisation("ТОО Тобол", "", address), Band::Unlikely),
        ] {
            let score = one.compared(&other);
            assert_eq!(score.band(), expected, "{one:?} and {other:?}: {score:?}");
            assert_eq!(score, other.compared(&one));
        }
    }
}
