//! Codes that people read out and type: letters and digits that are not mistaken for each other.

use qorgau_domain::ledger::{Hash, of_secret};

use crate::App;

/// Crockford's alphabet: no I, L, O and U.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Letters of a one-time code: 100 bits.
const ONE_TIME: usize = 20;
/// Letters of a recovery code: 80 bits.
const RECOVERY: usize = 16;

/// A code as it is shown, and its hash as it is kept.
pub(super) struct Made {
    pub(super) shown: String,
    pub(super) hash: Hash,
}

pub(super) fn one_time(app: &App) -> Made {
    make(app, ONE_TIME, 5)
}

pub(super) fn recovery(app: &App) -> Made {
    make(app, RECOVERY, 4)
}

fn make(app: &App, letters: usize, group: usize) -> Made {
    let bytes: [u8; 32] = app.secret();
    let letter = |byte: &u8| LETTERS.get(usize::from(byte & 31)).copied().map_or('0', char::from);
    let text: Vec<char> = bytes.iter().take(letters).map(letter).collect();
    let groups: Vec<String> = text.chunks(group).map(|group| group.iter().collect()).collect();
    let shown = groups.join("-");
    Made { hash: hash(&shown), shown }
}

/// The hash of a code as somebody typed it: small letters, spaces and look-alikes are taken for what is meant.
pub(super) fn hash(typed: &str) -> Hash {
    let meant = |letter: char| match letter.to_ascii_uppercase() {
        'O' => Some('0'),
        'I' | 'L' => Some('1'),
        letter if letter.is_ascii_alphanumeric() => Some(letter),
        _ => None,
    };
    let meant: String = typed.chars().filter_map(meant).collect();
    of_secret(meant.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_known_however_it_is_typed() {
        assert_eq!(hash("0A1B-2C3D"), hash(" oaIb 2c3d"));
        assert_ne!(hash("0A1B-2C3D"), hash("0A1B-2C3E"));
    }
}
