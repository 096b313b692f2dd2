//! Numbers as people write them here: groups of three, a true minus, a decimal comma; in English a decimal point.

use fluent_bundle::FluentValue;
use qorgau_domain::{Lang, amount};

use crate::L10n;

impl L10n {
    /// A whole number at a scale. Measures of three decimals (kilograms, cubic metres) leave trailing noughts out;
    /// money keeps both of its decimals.
    #[must_use]
    pub fn number(&self, amount: i64, scale: u8) -> String {
        let mut text = amount::grouped(amount, scale);
        if scale >= 3 {
            text.truncate(text.trim_end_matches('0').trim_end_matches(',').len());
        }
        if self.lang() == Lang::En { text.replace(',', ".") } else { text }
    }
}

/// How the counts of messages are written: as whole numbers in groups.
#[expect(clippy::cast_possible_truncation, reason = "every argument of the methods was an i64")]
pub(crate) fn whole<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(amount::grouped(number.value as i64, 0)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use qorgau_domain::Lang;

    use crate::L10n;

    #[test]
    fn numbers_keep_money_whole_and_trim_measures() {
        let number = |amount, scale| L10n::get(Lang::Kk).number(amount, scale);
        assert_eq!(number(281_240_000, 2), "2\u{a0}812\u{a0}400,00");
        assert_eq!(number(5_400, 3), "5,4");
        assert_eq!(number(1_005_000, 3), "1\u{a0}005");
        assert_eq!(number(0, 3), "0");
        assert_eq!(number(-100, 0), "−100");
        assert_eq!(number(536, 1), "53,6");
        let english = |amount, scale| L10n::get(Lang::En).number(amount, scale);
        assert_eq!(english(281_240_050, 2), "2\u{a0}812\u{a0}400.50");
        assert_eq!(english(1_005_000, 3), "1\u{a0}005");
    }
}
