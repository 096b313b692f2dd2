//! Whether two records may be of one person, or of one organisation: a score that anybody can reckon over, with every part of it shown.
//!
//! Pure and the same every time. Each trait that both records state adds a weight or takes one off, as in Fellegi and Sunter's rule: about the
//! logarithm to base 2 of how much oftener two records of one agree so than two of different ones. What one of them does not state
//! says nothing. The weights are set by hand; nothing is learned from the data. A person confirms: the score only says where to look.

mod organisation;

use jiff::civil::Date;
use qorgau_domain::search;
use qorgau_domain::value::{Content, Value};

use crate::validate::check_digit;

pub use organisation::Organisation;

/// Of whom a record may be that others name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
}

impl Sort {
    /// Of whom the records of a register are; `None` where they are of nobody.
    #[must_use]
    pub fn of(register: &str) -> Option<Self> {
        [Sort::Person, Sort::Organisation].into_iter().find(|sort| sort.register() == register)
    }

    /// The register of such records.
    #[must_use]
    pub fn register(self) -> &'static str {
        match self {
            Sort::Person => "person",
            Sort::Organisation => "organisation",
        }
    }

    /// How much speaks for two records being of one, by what their fields say.
    #[must_use]
    pub fn compared(self, one: &Content, other: &Content) -> Score {
        match self {
            Sort::Person => Person::of(one).compared(&Person::of(other)),
            Sort::Organisation => Organisation::of(one).compared(&Organisation::of(other)),
        }
    }
}

/// What two records that somebody lays side by side begin with, before anything is compared: about one such pair in 65 is of one.
pub const PRIOR: i64 = -6;

/// From here on two records are likely of one.
const LIKELY: i64 = 10;

/// From here on they are worth a look.
const POSSIBLE: i64 = 4;

/// Jaro-Winkler: from here on names are nearly the same, and from here on alike.
const NEAR: f64 = 0.92;
const ALIKE: f64 = 0.85;

/// The fewest letters that a patronymic keeps without its ending.
const SHORTEST_STEM: usize = 3;

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trait {
    /// The IIN.
    Iin,
    /// The surname.
    Surname,
    /// The given name.
    GivenName,
    /// The patronymic, without its ending.
    Patronymic,
    /// The date of birth.
    Born,
    /// The BIN.
    Bin,
    /// The name of an organisation, without its legal form.
    Name,
    /// The address.
    Address,
}

impl Trait {
    /// The field that states it.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Trait::Iin => "iin",
            Trait::Surname => "surname",
            Trait::GivenName => "given_name",
            Trait::Patronymic => "patronymic",
            Trait::Born => "born_on",
            Trait::Bin => "bin",
            Trait::Name => "name",
            Trait::Address => "address",
        }
    }
}

/// How a trait agrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// The same, in whichever spelling.
    Equal,
    /// Nearly the same: a letter or two.
    Near,
    /// Alike.
    Alike,
    /// One is only the first letter of the other.
    Initial,
    /// Dates: day and month changed places.
    Swapped,
    /// Dates: one digit differs.
    OneDigit,
    /// They differ.
    Differs,
}

/// What one trait says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The trait.
    pub of: Trait,
    /// How it agrees.
    pub level: Level,
    /// What that adds, or takes off.
    pub weight: i64,
}

/// What to make of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Band {
    /// Likely one.
    Likely,
    /// Worth a look.
    Possible,
    /// Nothing that would be worth somebody's time.
    Unlikely,
}

/// How much speaks for two records being of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// Every trait that both state.
    pub parts: Vec<Part>,
    /// [`PRIOR`] and all weights together.
    pub total: i64,
}

impl Score {
    /// The score of the traits that both records state.
    fn of(levels: impl IntoIterator<Item = (Trait, Option<Level>)>) -> Self {
        let part = |(of, level): (Trait, Option<Level>)| {
            let level = level?;
            let weight = weight(of, level);
            Some(Part { of, level, weight })
        };
        let parts: Vec<Part> = levels.into_iter().filter_map(part).collect();
        let total = PRIOR + parts.iter().map(|part| part.weight).sum::<i64>();
        Score { parts, total }
    }

    /// What to make of it. One IIN or BIN is never passed over, whatever else differs.
    #[must_use]
    pub fn band(&self) -> Band {
        let numbered = |part: &Part| matches!(part.of, Trait::Iin | Trait::Bin) && part.level == Level::Equal;
        let one_number = self.parts.iter().any(numbered);
        match self.total {
            LIKELY.. => Band::Likely,
            POSSIBLE.. => Band::Possible,
            _ if one_number => Band::Possible,
            _ => Band::Unlikely,
        }
    }
}

/// What a record says of who somebody is, in the one spelling of [`search`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// Words of the surname; empty where it is not stated, as the names below.
    pub surname: Vec<String>,
    /// Words of the given name.
    pub given_name: Vec<String>,
    /// Words of the patronymic.
    pub patronymic: Vec<String>,
    /// The IIN, twelve digits whose check digit is right.
    pub iin: Option<String>,
    /// The date of birth.
    pub born_on: Option<Date>,
}

impl Person {
    /// What the fields of a record say.
    #[must_use]
    pub fn of(fields: &Content) -> Self {
        let words = |of: Trait| text(fields, of).map(search::words).unwrap_or_default();
        Person {
            surname: words(Trait::Surname),
            given_name: words(Trait::GivenName),
            patronymic: words(Trait::Patronymic),
            iin: number(fields, Trait::Iin),
            born_on: fields.get("born_on").and_then(Value::day),
        }
    }

    /// How much speaks for two records being of one person.
    #[must_use]
    pub fn compared(&self, other: &Person) -> Score {
        let iin = self.iin.as_ref().zip(other.iin.as_ref());
        // Where both state an IIN, the birthdays in it are compared with it already.
        let born = |of: &Person| of.born_on.or_else(|| of.iin.as_deref().filter(|_| iin.is_none()).and_then(birthday));
        Score::of([
            (Trait::Iin, iin.map(|(one, two)| numbers(one, two))),
            (Trait::Surname, names(&self.surname, &other.surname)),
            (Trait::GivenName, names(&self.given_name, &other.given_name)),
            (Trait::Patronymic, patronymics(&self.patronymic, &other.patronymic)),
            (Trait::Born, born(self).zip(born(other)).map(|(one, two)| dates(one, two))),
        ])
    }
}

/// What a record says in words.
fn text(fields: &Content, of: Trait) -> Option<&str> {
    fields.get(of.field()).and_then(Value::text)
}

/// The IIN or BIN that a record states, where its check digit is right.
fn number(fields: &Content, of: Trait) -> Option<String> {
    let digits: String = text(fields, of)?.chars().filter(|sign| !sign.is_whitespace()).collect();
    check_digit(&digits).then_some(digits)
}

fn numbers(one: &str, other: &str) -> Level {
    if one == other { Level::Equal } else { Level::Differs }
}

/// What a trait adds or takes off.
fn weight(of: Trait, level: Level) -> i64 {
    use Level::{Alike, Differs, Equal, Initial, Near, OneDigit, Swapped};
    match (of, level) {
        (Trait::Bin | Trait::Name | Trait::Address, _) => organisation::weight(of, level),
        (Trait::Iin, Equal) => 30,
        (Trait::Iin, _) => -12,
        (Trait::Born, Equal) => 10,
        (Trait::Born, Swapped) => 7,
        (Trait::Surname, Equal) => 6,
        (Trait::GivenName, Equal) => 5,
        (Trait::Born, OneDigit) | (Trait::Surname, Near) | (Trait::Patronymic, Equal) => 4,
        (Trait::GivenName | Trait::Patronymic, Near) => 3,
        (Trait::Surname, Alike) => 2,
        (Trait::GivenName | Trait::Patronymic, Alike | Initial) | (Trait::Surname, Initial) => 1,
        (Trait::Patronymic, Differs | Swapped | OneDigit) => -4,
        (Trait::GivenName, Differs | Swapped | OneDigit) => -5,
        (Trait::Surname, Differs | Swapped | OneDigit) => -6,
        (Trait::Born, Differs | Near | Alike | Initial) => -8,
    }
}

fn names(one: &[String], other: &[String]) -> Option<Level> {
    let (one, other) = (one.join(" "), other.join(" "));
    (!one.is_empty() && !other.is_empty()).then(|| spelled(&one, &other))
}

fn spelled(one: &str, other: &str) -> Level {
    if one == other {
        return Level::Equal;
    }
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if short.chars().count() == 1 && long.starts_with(short) {
        return Level::Initial;
    }
    // Taken in one order, for the measure may depend on it.
    match strsim::jaro_winkler(one.min(other), one.max(other)) {
        alike if alike >= NEAR => Level::Near,
        alike if alike >= ALIKE => Level::Alike,
        _ => Level::Differs,
    }
}

/// Whose child a patronymic says somebody is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Child {
    Son,
    Daughter,
}

/// The endings of patronymics as [`search`] spells them, the longer first: -ұлы, -қызы, -ович, -евич, -овна, -евна, -ична, -ич.
const ENDINGS: [(&str, Child); 8] = [
    ("kizi", Child::Daughter),
    ("oviq", Child::Son),
    ("eviq", Child::Son),
    ("ovna", Child::Daughter),
    ("evna", Child::Daughter),
    ("iqna", Child::Daughter),
    ("uli", Child::Son),
    ("iq", Child::Son),
];

/// Patronymics without their endings: Серікұлы and Серикович are of one father. A son's and a daughter's differ, whoever the father is.
fn patronymics(one: &[String], other: &[String]) -> Option<Level> {
    let (one, other) = (one.concat(), other.concat());
    if one.is_empty() || other.is_empty() {
        return None;
    }
    let ((one, child), (other, of_other)) = (stem(&one), stem(&other));
    Some(match (child, of_other) {
        (Some(child), Some(of_other)) if child != of_other => Level::Differs,
        _ => spelled(one, other),
    })
}

fn stem(patronymic: &str) -> (&str, Option<Child>) {
    let ending = ENDINGS.iter().find_map(|(ending, child)| {
        let stem = patronymic.strip_suffix(ending)?;
        (stem.chars().count() >= SHORTEST_STEM).then_some((stem, *child))
    });
    ending.map_or((patronymic, None), |(stem, child)| (stem, Some(child)))
}

fn dates(one: Date, other: Date) -> Level {
    if one == other {
        return Level::Equal;
    }
    if one.year() == other.year() && one.month() == other.day() && one.day() == other.month() {
        return Level::Swapped;
    }
    let (one, other) = (one.to_string(), other.to_string());
    let unlike = one.chars().zip(other.chars()).filter(|(one, other)| one != other).count();
    if unlike == 1 { Level::OneDigit } else { Level::Differs }
}

/// The birthday that an IIN begins with; its seventh digit says the century. `None` where it says none.
#[must_use]
pub fn birthday(iin: &str) -> Option<Date> {
    let part = |from: usize, until: usize| iin.get(from..until)?.parse::<i8>().ok();
    let century = match part(6, 7)? {
        1 | 2 => 1800,
        3 | 4 => 1900,
        5 | 6 => 2000,
        _ => return None,
    };
    Date::new(century + i16::from(part(0, 2)?), part(2, 4)?, part(4, 6)?).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn person(name: [&str; 3], iin: &str, born_on: Option<Date>) -> Person {
        let mut fields = Content::new();
        let texts = [("surname", name[0]), ("given_name", name[1]), ("patronymic", name[2]), ("iin", iin)];
        for (code, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
            fields.insert(code.to_owned(), Value::Text(text.to_owned()));
        }
        fields.extend(born_on.map(|day| ("born_on".to_owned(), Value::Date(day))));
        Person::of(&fields)
    }

    /// An IIN of a birthday and a serial number, with the check digit that makes it sound.
    fn iin(start: &str) -> String {
        let mut sound = (0..10).map(|digit| format!("{start}{digit}")).filter(|text| check_digit(text));
        sound.next().unwrap()
    }

    fn level(one: &Person, other: &Person, of: Trait) -> Option<Level> {
        one.compared(other).parts.into_iter().find(|part| part.of == of).map(|part| part.level)
    }

    #[test]
    fn a_surname_is_the_same_in_kazakh_russian_and_latin_letters() {
        let known = person(["Әлиев", "Асқар", "Серікұлы"], "", None);
        for surname in ["Әлиев", "\u{18f}лиев", "Алиев", "Aliyev", "Aliev", "АЛИЕВ"] {
            let other = person([surname, "", ""], "", None);
            assert_eq!(level(&known, &other, Trait::Surname), Some(Level::Equal), "{surname}");
        }
        for (surname, expected) in [("Валиев", Level::Near), ("Омаров", Level::Differs)] {
            let other = person([surname, "", ""], "", None);
            assert_eq!(level(&known, &other, Trait::Surname), Some(expected), "{surname}");
        }
        assert_eq!(level(&known, &person(["", "А.", ""], "", None), Trait::GivenName), Some(Level::Initial));
    }

    #[test]
    fn patronymics_of_one_father_agree_whatever_their_ending_and_a_daughters_is_no_sons() {
        let son = person(["Алиев", "Асқар", "Серікұлы"], "", None);
        for patronymic in ["Серик ұлы", "Серикович", "Serikuly", "Serikovich", "Серiк"] {
            let level = level(&son, &person(["", "", patronymic], "", None), Trait::Patronymic);
            assert!(matches!(level, Some(Level::Equal | Level::Near)), "{patronymic}: {level:?}");
        }
        for patronymic in ["Серікқызы", "Сериковна", "Болатович"] {
            let level = level(&son, &person(["", "", patronymic], "", None), Trait::Patronymic);
            assert_eq!(level, Some(Level::Differs), "{patronymic}");
        }
        let daughter = person(["", "", "Болатқызы"], "", None);
        assert_eq!(
            level(&daughter, &person(["", "", "Болатовна"], "", None), Trait::Patronymic),
            Some(Level::Equal)
        );
    }

    #[test]
    fn the_working_adds_up_and_what_is_not_stated_says_nothing() {
        let born = Some(date(1985, 3, 4));
        let one = person(["Ахметов", "Болат", "Серікұлы"], "", born);
        let other = person(["Akhmetov", "Bolat", ""], "", Some(date(1985, 4, 3)));
        let score = one.compared(&other);
        let parts: Vec<(Trait, Level, i64)> = score.parts.iter().map(|part| (part.of, part.level, part.weight)).collect();
        assert_eq!(
            parts,
            [
                (Trait::Surname, Level::Equal, 6),
                (Trait::GivenName, Level::Equal, 5),
                (Trait::Born, Level::Swapped, 7)
            ]
        );
        assert_eq!((score.total, score.band()), (12, Band::Likely));
        assert_eq!(Person::default().compared(&one).total, PRIOR);
    }

    #[test]
    fn bands_are_as_a_person_would_have_them() {
        let sound = [iin("85030430012"), iin("85030430034")];
        let (first, second) = (sound[0].as_str(), sound[1].as_str());
        let born = |day| Some(date(1985, 3, day));
        let name = ["Ахметов", "Болат", "Серікұлы"];
        for (one, other, expected) in [
            // One IIN is one person, also under another name.
            (person(name, first, None), person(["Ахметов", "Болат", ""], first, None), Band::Likely),
            (
                person(name, first, born(4)),
                person(["Омарова", "Гүлнар", "Ивановна"], first, born(25)),
                Band::Possible,
            ),
            // Two IINs are two persons, unless the birthday speaks against that.
            (person(name, first, None), person(name, second, None), Band::Unlikely),
            (person(name, first, born(4)), person(name, second, born(4)), Band::Possible),
            // A name alone is worth a look; with the birthday it is enough; with another birthday it is a namesake.
            (person(name, "", None), person(name, "", None), Band::Possible),
            (person(name, "", born(4)), person(["Ахметов", "Болат", ""], "", born(4)), Band::Likely),
            (person(name, "", born(4)), person(name, "", Some(date(1979, 11, 25))), Band::Unlikely),
            // The birthday of an IIN counts where the other states no IIN.
            (person(name, first, None), person(["Ахметов", "Болат", ""], "", born(4)), Band::Likely),
            (person(["Ахметов", "", ""], "", None), person(["Ахметов", "", ""], "", None), Band::Unlikely),
        ] {
            let score = one.compared(&other);
            assert_eq!(score.band(), expected, "{one:?} and {other:?}: {score:?}");
        }
    }

    #[test]
    fn the_birthday_of_an_iin_is_that_of_its_century() {
        assert_eq!(birthday(&iin("85030430012")), Some(date(1985, 3, 4)));
        assert_eq!(birthday("050304500123"), Some(date(2005, 3, 4)));
        for none in ["850304000123", "859904300123", "8503", ""] {
            assert_eq!(birthday(none), None, "{none}");
        }
    }

    proptest! {
        #[test]
        fn which_record_comes_first_makes_no_difference(
            one in "[а-я]{0,8}", other in "[а-я]{0,8}", given in "[a-z]{0,6}", days in (1_i8..28, 1_i8..28)
        ) {
            let one = person([&one, &given, ""], "", Some(date(1990, 5, days.0)));
            let other = person([&other, "Асан", ""], "", Some(date(1990, 5, days.1)));
            prop_assert_eq!(one.compared(&other), other.compared(&one));
            let itself = one.compared(&one);
            prop_assert!(itself.parts.iter().all(|part| part.level == Level::Equal));
        }
    }
}
