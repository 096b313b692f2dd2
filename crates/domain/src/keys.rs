//! Keys that sort as what they stand for does, and the names of those that every entry has beside its fields' own.

use crate::entry::Number;

/// The day of an entry; absent where it has none.
pub const DAY: &str = "@day";
/// The number of an entry: year, then number.
pub const NUMBER: &str = "@number";
/// A word that stands in an entry, as [`crate::search`] spells it.
pub const WORD: &str = "@word";
/// Another entry that this one names.
pub const LINK: &str = "@link";

/// The day that stands beside a key of an entry that has none: before every day.
pub const NO_DAY: i64 = i64::MIN;

/// Eight bytes that sort as the numbers do.
#[must_use]
pub fn ordered(number: i64) -> Vec<u8> {
    (number.cast_unsigned() ^ (1 << 63)).to_be_bytes().to_vec()
}

/// The number behind eight ordered bytes; `None` for any other bytes.
#[must_use]
pub fn number_of(key: &[u8]) -> Option<i64> {
    Some((u64::from_be_bytes(key.try_into().ok()?) ^ (1 << 63)).cast_signed())
}

/// The key of an entry's number.
#[must_use]
pub fn number(number: Number) -> Vec<u8> {
    [ordered(number.year), ordered(number.number)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_numbers_sort_as_the_numbers_do() {
        let numbers = [i64::MIN, -5, -1, 0, 1, 77, i64::MAX];
        assert!(numbers.map(ordered).is_sorted());
        assert!(numbers.iter().all(|known| number_of(&ordered(*known)) == Some(*known)));
    }
}
