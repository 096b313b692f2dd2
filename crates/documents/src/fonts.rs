//! The embedded typefaces and their measures.
//!
//! Only these are used: a print must look the same on every office PC, and each letter of Kazakh and the
//! tenge sign must be there in every style. Widths are measured here because typst has no hyphenation for
//! Kazakh, and a word has to be broken before it overflows its column.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontInstance, FontStyle, FontVariant, FontVariations};

/// The files, serif first: that is the order in which a missing letter is looked for.
const FILES: [&[u8]; 8] = [
    include_bytes!("../fonts/NotoSerif-Regular.ttf"),
    include_bytes!("../fonts/NotoSerif-Bold.ttf"),
    include_bytes!("../fonts/NotoSerif-Italic.ttf"),
    include_bytes!("../fonts/NotoSerif-BoldItalic.ttf"),
    include_bytes!("../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../fonts/NotoSans-Italic.ttf"),
    include_bytes!("../fonts/NotoSans-BoldItalic.ttf"),
];

/// All embedded fonts.
pub(crate) static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| FILES.iter().filter_map(|&file| Font::new(Bytes::new(file), 0)).collect());

/// The measures of the upright serif.
pub(crate) static REGULAR: LazyLock<Face> = LazyLock::new(|| Face::of("Noto Serif", FontVariantKind::Regular));

/// The measures of the bold serif.
pub(crate) static BOLD: LazyLock<Face> = LazyLock::new(|| Face::of("Noto Serif", FontVariantKind::Bold));

/// Characters up to here have their widths in a table; rarer ones are looked up.
const TABLE: u32 = 0x2200;

#[derive(Clone, Copy, PartialEq)]
enum FontVariantKind {
    Regular,
    Bold,
}

/// The widths of one style.
pub(crate) struct Face {
    table: Vec<Option<f64>>,
    instances: Vec<FontInstance>,
}

impl Face {
    fn of(family: &str, kind: FontVariantKind) -> Self {
        let fits = |font: &&Font| {
            let info = font.info();
            let bold = info.variant.weight.to_number() >= 600;
            info.variant.style == FontStyle::Normal && bold == (kind == FontVariantKind::Bold)
        };
        let (mut own, mut other): (Vec<&Font>, Vec<&Font>) = FONTS.iter().filter(fits).partition(|font| font.info().family == family);
        own.append(&mut other);
        let instances = own.into_iter().map(instance).collect::<Vec<_>>();
        let table = (0..TABLE).map(|c| char::from_u32(c).and_then(|c| advance(&instances, c))).collect();
        Self { table, instances }
    }

    /// The width of a character in ems, if there is a glyph for it.
    pub(crate) fn advance(&self, c: char) -> Option<f64> {
        match self.table.get(c as usize) {
            Some(known) => *known,
            None => advance(&self.instances, c),
        }
    }

    /// The width of a text in points, kerning left aside.
    pub(crate) fn width(&self, text: &str, size: f64) -> f64 {
        text.chars().filter_map(|c| self.advance(c)).sum::<f64>() * size
    }
}

fn instance(font: &Font) -> FontInstance {
    font.clone().instantiate(FontVariant::default(), Abs::pt(10.0), &FontVariations::default())
}

fn advance(instances: &[FontInstance], c: char) -> Option<f64> {
    instances.iter().find_map(|font| {
        let glyph = font.ttf().glyph_index(c)?;
        font.x_advance(glyph.0).map(|em| em.get())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The letters only Kazakh has, the rest of the Cyrillic and Latin alphabets, and the signs of the forms.
    const NEEDED: &str = "ӘәҒғҚқҢңӨөҰұҮүҺһІі₸АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя\
        ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\
        .,:;!?()[]«»“”„–—−-+·…№%°²³/×\u{a0}\u{ad}";

    #[test]
    fn every_style_has_every_letter_and_the_tenge() {
        assert_eq!(FONTS.len(), 8);
        for font in FONTS.iter() {
            let face = instance(font);
            let missing = NEEDED.chars().filter(|&c| face.ttf().glyph_index(c).is_none()).collect::<String>();
            assert_eq!(missing, "", "{font:?}");
        }
    }

    #[test]
    fn there_are_four_styles_of_two_families() {
        let mut styles = FONTS.iter().map(|font| format!("{font:?}")).collect::<Vec<_>>();
        styles.sort();
        styles.dedup();
        assert_eq!(styles.len(), 8);
        assert!(styles.iter().all(|style| style.contains("Noto Serif") || style.contains("Noto Sans")));
    }
}
