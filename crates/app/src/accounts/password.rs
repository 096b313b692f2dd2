//! What a password must be: long, not tried first by everybody, not the login. No rules of composition, no forced change.

use super::PasswordFault;

/// The fewest characters.
const FEWEST: usize = 12;
/// The most characters.
const MOST: usize = 256;
/// Words and whole passwords that are tried first.
const COMMON: &str = include_str!("common.txt");

/// Checks a password somebody chooses.
pub(super) fn check(password: &str, login: &str) -> Result<(), PasswordFault> {
    let count = password.chars().count();
    if count < FEWEST {
        return Err(PasswordFault::Short);
    }
    if count > MOST {
        return Err(PasswordFault::Long);
    }
    let small = password.to_lowercase();
    // A login of two or three letters stands in too many words.
    if login.chars().count() > 3 && small.contains(&login.to_lowercase()) {
        return Err(PasswordFault::HoldsLogin);
    }
    if is_common(&small) || is_poor(&small) {
        return Err(PasswordFault::Common);
    }
    Ok(())
}

/// Whether it stands in the list, as it is or without the digits and marks around it.
fn is_common(small: &str) -> bool {
    let core = small.trim_matches(|letter: char| !letter.is_alphabetic());
    COMMON.lines().any(|line| line == small || line == core)
}

/// Whether it repeats a short piece, or goes up or down by one from letter to letter.
fn is_poor(small: &str) -> bool {
    let letters: Vec<u32> = small.chars().map(u32::from).collect();
    let repeats = |length: usize| letters.iter().zip(letters.iter().skip(length)).all(|(one, other)| one == other);
    let steps = |by: i64| {
        letters
            .iter()
            .zip(letters.iter().skip(1))
            .all(|(one, next)| i64::from(*next) - i64::from(*one) == by)
    };
    (1..=4).any(repeats) || steps(1) || steps(-1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sentence_is_taken_in_any_script() {
        for password in [
            "dala men tau aralas",
            "Степь да горы кругом",
            "жеті рет өлшеп бір рет кес",
            "correct horse battery",
        ] {
            assert_eq!(check(password, "asanov"), Ok(()), "{password}");
        }
    }

    #[test]
    fn what_is_short_long_common_or_holds_the_login_is_not() {
        let long = "әб1".repeat(86);
        let cases = [
            ("elevenchars", PasswordFault::Short),
            (long.as_str(), PasswordFault::Long),
            ("my name is Asanov", PasswordFault::HoldsLogin),
            ("Password2026!", PasswordFault::Common),
            ("қазақстан2026", PasswordFault::Common),
            ("qwertyuiop[]", PasswordFault::Common),
            ("123456789012", PasswordFault::Common),
            ("aaaaaaaaaaaa", PasswordFault::Common),
            ("abcabcabcabcabc", PasswordFault::Common),
            ("abcdefghijklmnop", PasswordFault::Common),
        ];
        for (password, fault) in cases {
            assert_eq!(check(password, "asanov"), Err(fault), "{password}");
        }
    }

    #[test]
    fn twelve_and_two_hundred_and_fifty_six_characters_are_taken_whatever_their_bytes() {
        assert_eq!(check("ұлытауәсемдж", "asanov"), Ok(()));
        let long: String = ('а'..='я').cycle().step_by(7).take(256).collect();
        assert_eq!(check(&long, "asanov"), Ok(()));
    }
}
