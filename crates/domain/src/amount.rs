//! Whole numbers at a scale: 5.4 kg at scale 1 is 54. No floats for money or counts.

/// Ten to the power of `scale`; scales above 18 do not occur.
#[must_use]
pub fn unit(scale: u8) -> i64 {
    10_i64.checked_pow(u32::from(scale)).unwrap_or(i64::MAX)
}

/// Reads `5.4`, `5,4` or `-12` at a scale. `None` when it is no number, too large, or finer than the scale.
#[must_use]
pub fn parse(text: &str, scale: u8) -> Option<i64> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let part = part.trim_end_matches('0');
    let sound = !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit()) && part.bytes().all(|b| b.is_ascii_digit());
    if !sound || part.len() > usize::from(scale) {
        return None;
    }
    let padded = format!("{whole}{part:0<width$}", width = usize::from(scale));
    let amount: i64 = padded.parse().ok()?;
    Some(if negative { -amount } else { amount })
}

/// The number with a decimal point and without trailing noughts, as data files and JSON want it.
#[must_use]
pub fn plain(amount: i64, scale: u8) -> String {
    let (sign, whole, part) = parts(amount, scale);
    let part = part.trim_end_matches('0');
    if part.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part}")
    }
}

/// The number as people write it here: groups of three by no-break spaces, decimal comma, every digit of the scale.
#[must_use]
pub fn grouped(amount: i64, scale: u8) -> String {
    let (sign, whole, part) = parts(amount, scale);
    let mut text = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    let sign = if sign.is_empty() { "" } else { "−" };
    if part.is_empty() {
        format!("{sign}{text}")
    } else {
        format!("{sign}{text},{part}")
    }
}

fn parts(amount: i64, scale: u8) -> (&'static str, String, String) {
    let sign = if amount < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", amount.unsigned_abs(), width = usize::from(scale) + 1);
    let (whole, part) = digits.split_at(digits.len() - usize::from(scale));
    (sign, whole.to_owned(), part.to_owned())
}

/// `part` of `whole` as a percentage with one digit after the comma, at scale 1, rounded half up; `None` of nothing.
#[must_use]
pub fn percent(part: i64, whole: i64) -> Option<i64> {
    ratio(part.checked_mul(1000)?, whole)
}

/// `part / whole`, rounded half up; `None` when `whole` is not above zero.
#[must_use]
pub fn ratio(part: i64, whole: i64) -> Option<i64> {
    if whole <= 0 {
        return None;
    }
    Some((2 * part + whole).div_euclid(2 * whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_at_their_scale() {
        assert_eq!(parse("5.4", 1), Some(54));
        assert_eq!(parse("5,40", 1), Some(54));
        assert_eq!(parse("-12", 2), Some(-1200));
        assert_eq!(parse("0.001", 3), Some(1));
        for wrong in ["", "5.44", "x", "1e3", ".", "1 000", "99999999999999999999"] {
            assert_eq!(parse(wrong, 1), None, "{wrong}");
        }
    }

    #[test]
    fn numbers_are_written_for_files_and_for_people() {
        assert_eq!(plain(-54, 1), "-5.4");
        assert_eq!(plain(-4, 1), "-0.4");
        assert_eq!(plain(5000, 3), "5");
        assert_eq!(grouped(281_240_000, 2), "2\u{a0}812\u{a0}400,00");
        assert_eq!(grouped(-999, 0), "−999");
        assert_eq!(grouped(1000, 0), "1\u{a0}000");
    }

    #[test]
    fn percentages_round_half_up_and_need_a_whole() {
        assert_eq!(percent(1, 3), Some(333));
        assert_eq!(percent(2, 3), Some(667));
        assert_eq!(percent(1, 0), None);
    }
}
