//! Prepares the texts of a form for narrow columns.
//!
//! Words that would overflow a column, or leave a ragged hole before it, get the places where they may be broken.

use crate::fonts::Face;
use crate::printable::{SOFT_HYPHEN, clean, ignorable};
use crate::syllables::breaks;

const ZERO_WIDTH_SPACE: char = '\u{200b}';

/// Words wider than this share of the column may be broken although they would fit.
const COMFORT: f64 = 0.72;
/// A little air: kerning and rounding are not measured.
const SAFETY: f64 = 0.98;

/// A column to set text in.
#[derive(Clone, Copy)]
pub(crate) struct Measure<'a> {
    pub(crate) lang: &'a str,
    pub(crate) face: &'a Face,
    /// The size of the type, in points.
    pub(crate) size: f64,
    /// The room for the text, in points.
    pub(crate) width: f64,
}

impl Measure<'_> {
    /// The text with the places where its long words may be broken.
    pub(crate) fn set(&self, text: &str) -> String {
        self.set_from(text, COMFORT)
    }

    /// The text with places to break only in words that would overflow: headings are calmer with whole words.
    pub(crate) fn set_whole(&self, text: &str) -> String {
        self.set_from(text, 1.0)
    }

    fn set_from(&self, text: &str, comfort: f64) -> String {
        let mut out = String::with_capacity(text.len() + 16);
        for word in clean(text).split_inclusive(char::is_whitespace) {
            for segment in segments(word) {
                self.set_segment(segment, comfort, &mut out);
            }
        }
        out
    }

    /// Whether every word of a text stands whole in the column.
    pub(crate) fn holds_words_of(&self, text: &str) -> bool {
        self.widest_word(text) <= self.width * SAFETY
    }

    /// The width of a text on one line, in points.
    pub(crate) fn of(&self, text: &str) -> f64 {
        self.face.width(text, self.size)
    }

    /// The width of the widest piece that stands between places to break.
    pub(crate) fn widest_word(&self, text: &str) -> f64 {
        clean(text)
            .split_inclusive(char::is_whitespace)
            .flat_map(segments)
            .map(|segment| self.of(segment.trim_end()))
            .fold(0.0, f64::max)
    }

    /// How many lines a prepared text takes, as the typesetter will fill them.
    pub(crate) fn lines(&self, prepared: &str) -> usize {
        prepared.split('\n').map(|line| self.lines_of(line)).sum()
    }

    /// The least width in which a text takes no more lines than in the full width, so that
    /// a title of two lines is not one long line and a word.
    pub(crate) fn balanced(&self, text: &str) -> f64 {
        let lines = self.lines(text);
        let (mut narrow, mut wide) = (self.width / 4.0, self.width);
        for _ in 0..12 {
            let middle = (narrow + wide) / 2.0;
            if (Measure { width: middle, ..*self }).lines(text) <= lines {
                wide = middle;
            } else {
                narrow = middle;
            }
        }
        (wide / SAFETY).min(self.width)
    }

    fn lines_of(&self, line: &str) -> usize {
        let (mut lines, mut used, mut piece) = (1, 0.0, 0.0);
        for c in line.chars() {
            if !ignorable(c) {
                piece += self.face.advance(c).unwrap_or(0.0) * self.size;
            }
            if c == ' ' || c == '-' || c == SOFT_HYPHEN || c == ZERO_WIDTH_SPACE {
                (lines, used) = self.placed(lines, used, piece);
                piece = 0.0;
            }
        }
        self.placed(lines, used, piece).0
    }

    fn placed(&self, lines: usize, used: f64, piece: f64) -> (usize, f64) {
        if used > 0.0 && used + piece > self.width {
            (lines + 1, piece)
        } else {
            (lines, used + piece)
        }
    }

    fn set_segment(&self, segment: &str, comfort: f64, out: &mut String) {
        let width = self.of(segment.trim_end());
        let room = self.width * SAFETY;
        if width <= room * comfort {
            out.push_str(segment);
        } else if width <= room {
            out.push_str(&self.hyphenated(segment, 3));
        } else {
            self.forced(&self.hyphenated(segment, 2), room, out);
        }
    }

    /// Soft hyphens at the syllables of the letters of a segment. Short words and names in capitals stay whole
    /// unless they must be broken.
    fn hyphenated(&self, segment: &str, least: usize) -> String {
        let mut out = String::with_capacity(segment.len() + 16);
        for run in runs(segment) {
            let letters = run.chars().count();
            let capitals = run.chars().all(char::is_uppercase);
            if letters < 2 * least || (least > 2 && capitals) || !run.starts_with(char::is_alphabetic) {
                out.push_str(run);
                continue;
            }
            let places = breaks(run, self.lang, least);
            for (at, c) in run.chars().enumerate() {
                if places.contains(&at) {
                    out.push(SOFT_HYPHEN);
                }
                out.push(c);
            }
        }
        out
    }

    /// Breaks whatever is still too wide: after punctuation, else where the column ends;
    /// with a hyphen only between letters, because in a number it would be read as part of it.
    fn forced(&self, segment: &str, room: f64, out: &mut String) {
        let hyphen = self.of("-");
        let (mut used, mut before) = (0.0, None::<char>);
        for c in segment.chars() {
            if c == SOFT_HYPHEN || c.is_whitespace() {
                (used, before) = (0.0, None);
                out.push(c);
                continue;
            }
            let advance = self.face.advance(c).unwrap_or(0.0) * self.size;
            if used + advance + hyphen > room && before.is_some() {
                let letters = c.is_alphabetic() && before.is_some_and(char::is_alphabetic);
                out.push(if letters { SOFT_HYPHEN } else { ZERO_WIDTH_SPACE });
                used = 0.0;
            }
            out.push(c);
            used += advance;
            before = Some(c);
            if "/_.,:;@=&?".contains(c) {
                out.push(ZERO_WIDTH_SPACE);
                (used, before) = (0.0, None);
            }
        }
    }
}

/// A word parted after the hyphens it already has: there the typesetter breaks by itself.
fn segments(word: &str) -> impl Iterator<Item = &str> {
    word.split_inclusive(['-', '–', '—'])
}

/// A segment parted into runs of letters and runs of everything else.
fn runs(segment: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = segment;
    while let Some(first) = rest.chars().next() {
        let letters = first.is_alphabetic();
        let end = rest.find(|c: char| c.is_alphabetic() != letters).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        out.push(run);
        rest = after;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::REGULAR;

    fn column(width: f64) -> Measure<'static> {
        Measure {
            lang: "kk",
            face: &REGULAR,
            size: 8.6,
            width,
        }
    }

    fn widest_piece(measure: &Measure<'_>, prepared: &str) -> f64 {
        prepared
            .split([' ', '\n', SOFT_HYPHEN, ZERO_WIDTH_SPACE])
            .flat_map(|word| word.split_inclusive('-'))
            .map(|piece| measure.of(piece))
            .fold(0.0, f64::max)
    }

    #[test]
    fn short_words_are_left_alone() {
        assert_eq!(column(80.0).set("Қараөй ауылы"), "Қараөй ауылы");
    }

    #[test]
    fn nothing_is_wider_than_its_column() {
        for text in ["мал-дәрігерлік-полициялық", "KZ86125KZT5004100100", "жауапкершіліктерінің", "ІІББІІББІІББІІББ"]
        {
            for width in [24.0, 40.0, 70.0] {
                let measure = column(width);
                let prepared = measure.set(text);
                assert!(widest_piece(&measure, &prepared) <= width, "{prepared:?} in {width}");
                assert_eq!(prepared.replace([SOFT_HYPHEN, ZERO_WIDTH_SPACE], ""), text);
            }
        }
    }

    #[test]
    fn a_number_is_never_parted_by_a_hyphen() {
        assert!(!column(40.0).set("990140000385990140000385").contains(SOFT_HYPHEN));
    }

    #[test]
    fn a_title_of_two_lines_is_balanced() {
        let measure = Measure {
            width: 600.0,
            size: 13.0,
            ..column(0.0)
        };
        let title = "Шаруашылықта және жеке секторда ауыл шаруашылық жануарларының жұқпалы ауруларының есебі";
        assert_eq!(measure.lines(title), 2);
        assert!(measure.balanced(title) < 420.0);
    }
}
