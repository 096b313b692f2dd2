//! Coordinates in the usual notations: degrees; degrees and minutes; degrees, minutes and seconds; with or without the four sides.

use qorgau_domain::amount;

use super::NotRead;

/// Digits after the comma that are read.
const FINE: u8 = 9;

/// A side of the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    North,
    South,
    East,
    West,
}

impl Side {
    fn is_latitude(self) -> bool {
        matches!(self, Side::North | Side::South)
    }

    fn sign(self) -> i64 {
        if matches!(self, Side::North | Side::East) { 1 } else { -1 }
    }
}

/// A piece of what is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Number(String),
    Side(Side),
}

/// The numbers that stand with a side.
type Half<'a> = (Vec<&'a str>, Side);

/// Latitude and longitude in millionths of a degree: `43.25667, 76.92861`, `43°15'24"N 76°55'43"E`, `С 43 15,4 В 76 55,7`,
/// `43,25667 с.ш. 76,92861 в.д.`, `43,25667 с.е. 76,92861 ш.б.`. Without sides the latitude stands first.
///
/// # Errors
/// When it is neither. That it lies on the earth is asked later.
pub fn coordinates(text: &str) -> Result<(i64, i64), NotRead> {
    read(text).ok_or_else(|| NotRead::Coordinates(text.to_owned()))
}

/// Coordinates as a form shows them.
#[must_use]
pub fn written((lat, lon): (i64, i64)) -> String {
    format!("{}, {}", amount::plain(lat, 6), amount::plain(lon, 6))
}

fn read(text: &str) -> Option<(i64, i64)> {
    let pieces = pieces(text)?;
    let sides = pieces.iter().filter(|piece| matches!(piece, Piece::Side(_))).count();
    let ((first, first_side), (second, second_side)) = match sides {
        0 => {
            let numbers = numbers(&pieces);
            if numbers.len() % 2 == 1 {
                return None;
            }
            let (first, second) = numbers.split_at(numbers.len() / 2);
            ((first.to_vec(), Side::North), (second.to_vec(), Side::East))
        }
        2 => halves(&pieces)?,
        _ => return None,
    };
    let (first, second) = (degrees(&first, first_side)?, degrees(&second, second_side)?);
    match (first_side.is_latitude(), second_side.is_latitude()) {
        (true, false) => Some((first, second)),
        (false, true) => Some((second, first)),
        _ => None,
    }
}

/// The numbers of the two sides, which stand before each or after each.
fn halves(pieces: &[Piece]) -> Option<(Half<'_>, Half<'_>)> {
    let at: Vec<usize> = pieces
        .iter()
        .enumerate()
        .filter(|(_, piece)| matches!(piece, Piece::Side(_)))
        .map(|(at, _)| at)
        .collect();
    let [first, second] = at.as_slice() else { return None };
    let side = |at: &usize| if let Some(Piece::Side(side)) = pieces.get(*at) { Some(*side) } else { None };
    let before = *first == 0;
    let (a, b) = if before {
        (pieces.get(1..*second)?, pieces.get(second + 1..)?)
    } else if *second + 1 == pieces.len() {
        (pieces.get(..*first)?, pieces.get(first + 1..*second)?)
    } else {
        return None;
    };
    Some(((numbers(a), side(first)?), (numbers(b), side(second)?)))
}

fn numbers(pieces: &[Piece]) -> Vec<&str> {
    pieces
        .iter()
        .filter_map(|piece| if let Piece::Number(text) = piece { Some(text.as_str()) } else { None })
        .collect()
}

/// Degrees, minutes and seconds as millionths of a degree, rounded half away from zero.
fn degrees(numbers: &[&str], side: Side) -> Option<i64> {
    let (whole, rest) = numbers.split_first()?;
    if rest.len() > 2 || numbers.iter().rev().skip(1).any(|number| number.contains('.')) {
        return None;
    }
    let negative = whole.starts_with('-');
    let mut total = fine(whole.trim_start_matches('-'))?.checked_mul(3600)?;
    for (number, weight) in rest.iter().zip([60, 1]) {
        let part = fine(number).filter(|part| (0..60 * amount::unit(FINE)).contains(part))?;
        total = total.checked_add(part.checked_mul(weight)?)?;
    }
    let per_millionth = 3600 * 1000;
    let rounded = (total + per_millionth / 2).div_euclid(per_millionth);
    Some(if negative { -rounded } else { rounded } * side.sign())
}

/// A number of up to three digits before the point, at nine digits after it; further ones are cut off.
fn fine(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if whole.len() > 3 {
        return None;
    }
    let part: String = part.chars().take(usize::from(FINE)).collect();
    amount::parse(&format!("{whole}.{part}"), FINE)
}

/// Takes the text apart. A comma between digits is a decimal one unless the numbers have points.
fn pieces(text: &str) -> Option<Vec<Piece>> {
    let letters: Vec<char> = text.chars().map(|letter| if letter == '−' { '-' } else { letter }).collect();
    let digit = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
    let between = |at: usize| digit(at.checked_sub(1)) && digit(Some(at + 1));
    let pointed = letters.iter().enumerate().any(|(at, letter)| *letter == '.' && between(at));
    let mut pieces = Vec::new();
    let (mut number, mut word) = (String::new(), String::new());
    for (at, letter) in letters.iter().enumerate() {
        match letter {
            _ if letter.is_alphabetic() => {
                close_number(&mut pieces, &mut number);
                word.extend(letter.to_lowercase());
            }
            '0'..='9' => {
                close_word(&mut pieces, &mut word)?;
                number.push(*letter);
            }
            '-' if number.is_empty() && digit(Some(at + 1)) => {
                close_word(&mut pieces, &mut word)?;
                number.push('-');
            }
            '.' if between(at) => number.push('.'),
            ',' if between(at) && !pointed && !number.contains('.') => number.push('.'),
            // Points and blanks within `с. ш.` do not end the word.
            '.' | ' ' | '\u{a0}' => close_number(&mut pieces, &mut number),
            ',' | ';' | '/' | '°' | 'º' | '˚' | '\'' | '′' | '’' | '"' | '″' | '”' | '(' | ')' | '\t' | '\n' | '\r' | ':' => {
                close_number(&mut pieces, &mut number);
                close_word(&mut pieces, &mut word)?;
            }
            _ => return None,
        }
    }
    close_number(&mut pieces, &mut number);
    close_word(&mut pieces, &mut word)?;
    Some(pieces)
}

fn close_number(pieces: &mut Vec<Piece>, number: &mut String) {
    if !number.is_empty() {
        pieces.push(Piece::Number(std::mem::take(number)));
    }
}

fn close_word(pieces: &mut Vec<Piece>, word: &mut String) -> Option<()> {
    let side = match std::mem::take(word).as_str() {
        "" | "lat" | "lon" | "long" | "широта" | "долгота" | "ендік" | "бойлық" => return Some(()),
        // Latin c and Cyrillic е stand for the letters that look like them.
        "n" | "с" | "c" | "сш" | "се" | "cш" | "солтүстік" | "север" | "north" => Side::North,
        "s" | "ю" | "юш" | "ое" | "оңтүстік" | "юг" | "south" => Side::South,
        "e" | "е" | "в" | "вд" | "шб" | "шығыс" | "восток" | "east" => Side::East,
        "w" | "з" | "зд" | "бб" | "батыс" | "запад" | "west" => Side::West,
        _ => return None,
    };
    pieces.push(Piece::Side(side));
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALMATY: (i64, i64) = (43_256_670, 76_928_610);

    #[test]
    fn degrees_are_read_in_every_usual_notation() {
        for text in [
            "43.25667, 76.92861",
            "43.25667,76.92861",
            "43,25667 76,92861",
            "43,25667; 76,92861",
            "N43.25667 E76.92861",
            "43.25667N, 76.92861E",
            "43,25667 с.ш. 76,92861 в.д.",
            "43,25667° с. ш., 76,92861° в. д.",
            "43,25667 с.е. 76,92861 ш.б.",
            "76.92861 E 43.25667 N",
            "С43,25667 В76,92861",
        ] {
            assert_eq!(coordinates(text), Ok(ALMATY), "{text}");
        }
    }

    #[test]
    fn minutes_and_seconds_are_read() {
        // 43°15'24" is 43 + 15/60 + 24/3600 = 43.256666..; 76°55'43" is 76.928611..
        for text in [
            "43°15'24\"N 76°55'43\"E",
            "43 15 24 76 55 43",
            "43° 15′ 24″ с. ш. 76° 55′ 43″ в. д.",
            "N 43 15 24 E 76 55 43",
        ] {
            assert_eq!(coordinates(text), Ok((43_256_667, 76_928_611)), "{text}");
        }
        // 15.4 minutes are 0.256666.. degrees, 55.7 minutes 0.928333..
        for text in ["43°15.4'N 76°55.7'E", "С 43 15,4 В 76 55,7", "43 15,4 76 55,7"] {
            assert_eq!(coordinates(text), Ok((43_256_667, 76_928_333)), "{text}");
        }
        assert_eq!(coordinates("33°52'S 151°12'30\"W"), Ok((-33_866_667, -151_208_333)));
    }

    #[test]
    fn what_is_no_place_is_refused() {
        for text in [
            "",
            "43",
            "43,25667",
            "43 15 76",
            "43.2N",
            "43.2N 44.1N",
            "43°61' 76°1'",
            "Қараой",
            "43.5 15 76 20",
            "1e3 4",
            "43.25667 76.92861 5 6 7 8 9 10",
        ] {
            assert_eq!(coordinates(text), Err(NotRead::Coordinates(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_as_it_was() {
        for at in [
            (43_256_670, 76_928_610),
            (-1, 1),
            (0, 0),
            (43_000_000, 76_000_000),
            (-33_500_000, -151_000_001),
            (90_000_000, 180_000_000),
        ] {
            assert_eq!(coordinates(&written(at)), Ok(at), "{}", written(at));
        }
    }
}
