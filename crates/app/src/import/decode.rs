//! How the letters of a table are written, and what parts its cells: guessed, and told by people where the guess is wrong.

use super::FileFault;

/// What parts cells, the likeliest first.
pub const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// How letters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16 with a byte order mark, as spreadsheets save "Unicode text".
    Utf16,
    /// Windows-1251: Russian without Kazakh letters.
    Windows1251,
    /// KZ-1048: Windows-1251 with Kazakh letters in the places of others.
    Kz1048,
    /// None: a workbook says it itself.
    Workbook,
}

/// Windows-1251 from 0x80 to 0xBF; from 0xC0 on stand А to я. The place 0x98 is empty.
const UPPER: &str = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{FFFD}™љ›њќћџ\u{A0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{AD}®Ї°±Ііґµ¶·ё№є»јЅѕї";
/// The same of KZ-1048 (STRK1048-2002).
const UPPER_KZ: &str = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊҚҺЏђ‘’“”•–—\u{FFFD}™љ›њқһџ\u{A0}ҰұӘ¤Ө¦§Ё©Ғ«¬\u{AD}®Ү°±Ііөµ¶·ё№ғ»әҢңү";
/// Bytes that are Kazakh letters in KZ-1048 and rare foreign ones in Windows-1251.
const KAZAKH: [u8; 16] = [0x8D, 0x8E, 0x9D, 0x9E, 0xA1, 0xA2, 0xA3, 0xA5, 0xAA, 0xAF, 0xB4, 0xBA, 0xBC, 0xBD, 0xBE, 0xBF];

impl Encoding {
    /// Every one that a table of text may have.
    pub const TEXTS: [Encoding; 4] = [Encoding::Utf8, Encoding::Utf16, Encoding::Windows1251, Encoding::Kz1048];

    /// Its word in the database and in forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16 => "utf-16",
            Encoding::Windows1251 => "windows-1251",
            Encoding::Kz1048 => "kz-1048",
            Encoding::Workbook => "xlsx",
        }
    }

    /// The one of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::TEXTS.into_iter().chain([Encoding::Workbook]).find(|known| known.word() == word)
    }

    /// What a file is likely written in.
    #[must_use]
    pub fn guess(name: &str, file: &[u8]) -> Self {
        if name.to_lowercase().ends_with(".xlsx") || file.starts_with(b"PK\x03\x04") {
            Encoding::Workbook
        } else if file.starts_with(b"\xff\xfe") || file.starts_with(b"\xfe\xff") {
            Encoding::Utf16
        } else if std::str::from_utf8(file).is_ok() {
            Encoding::Utf8
        } else if has_kazakh(file) {
            Encoding::Kz1048
        } else {
            Encoding::Windows1251
        }
    }

    /// The text of a file.
    ///
    /// # Errors
    /// When it is not written so.
    pub fn decode(self, file: &[u8]) -> Result<String, FileFault> {
        match self {
            Encoding::Utf8 => {
                let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
                std::str::from_utf8(file).map(str::to_owned).map_err(|error| FileFault::NotUtf8 {
                    line: file.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count() + 1,
                })
            }
            Encoding::Utf16 => utf16(file),
            Encoding::Windows1251 => Ok(one_byte(file, UPPER)),
            Encoding::Kz1048 => Ok(one_byte(file, UPPER_KZ)),
            Encoding::Workbook => Err(FileFault::ZeroBytes),
        }
    }
}

/// What most likely parts the cells of a text: what stands most often in its first line outside quotation marks.
#[must_use]
pub fn delimiter(text: &str) -> char {
    let mut quoted = false;
    let mut counts = [0_usize; DELIMITERS.len()];
    for letter in text.trim_start_matches('\u{FEFF}').chars() {
        match letter {
            '"' => quoted = !quoted,
            '\n' if !quoted => break,
            _ if !quoted => {
                let counted = DELIMITERS.iter().zip(counts.iter_mut()).filter(|(known, _)| **known == letter);
                counted.for_each(|(_, count)| *count += 1);
            }
            _ => {}
        }
    }
    // Of two that stand alike often the earlier one is likelier.
    let most = counts.iter().zip(DELIMITERS).rev().max_by_key(|(count, _)| **count);
    most.map_or(',', |(_, delimiter)| delimiter)
}

/// Whether a byte that is a Kazakh letter in KZ-1048 stands beside a Cyrillic one.
fn has_kazakh(file: &[u8]) -> bool {
    let pairs = file.windows(2).filter(|pair| match pair {
        [first, second] => (KAZAKH.contains(first) && *second >= 0xC0) || (*first >= 0xC0 && KAZAKH.contains(second)),
        _ => false,
    });
    pairs.count() > 0
}

fn one_byte(file: &[u8], upper: &str) -> String {
    let upper: Vec<char> = upper.chars().collect();
    let letter = |byte: &u8| match byte {
        0..=0x7F => char::from(*byte),
        0x80..=0xBF => upper.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{FFFD}'),
        _ => char::from_u32(u32::from(*byte) - 0xC0 + 0x410).unwrap_or('\u{FFFD}'),
    };
    file.iter().map(letter).collect()
}

fn utf16(file: &[u8]) -> Result<String, FileFault> {
    let big = file.starts_with(b"\xfe\xff");
    let body = file.strip_prefix(b"\xfe\xff").or(file.strip_prefix(b"\xff\xfe")).unwrap_or(file);
    let unit = |pair: &[u8]| match (pair, big) {
        ([high, low], true) | ([low, high], false) => u16::from_be_bytes([*high, *low]),
        _ => 0xFFFD,
    };
    String::from_utf16(&body.chunks(2).map(unit).collect::<Vec<_>>()).map_err(|error| FileFault::Unreadable(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_one_byte_hold_all_their_letters() {
        assert_eq!((UPPER.chars().count(), UPPER_KZ.chars().count()), (64, 64));
        // «Қазақ», «Өскемен» and «Ырғыз» as an old spreadsheet writes them.
        let kazakh = b"\x8d\xe0\xe7\xe0\x9d;\xa5\xf1\xea\xe5\xec\xe5\xed;\xdb\xf0\xba\xfb\xe7\n";
        assert_eq!(Encoding::guess("a.csv", kazakh), Encoding::Kz1048);
        assert_eq!(Encoding::Kz1048.decode(kazakh).unwrap(), "Қазақ;Өскемен;Ырғыз\n");
        let russian = b"\xc4\xe0\xf2\xe0;\xb9 1;\xc0\xeb\xec\xe0\xf2\xfb\n";
        assert_eq!(Encoding::guess("a.csv", russian), Encoding::Windows1251);
        assert_eq!(Encoding::Windows1251.decode(russian).unwrap(), "Дата;№ 1;Алматы\n");
    }

    #[test]
    fn marks_and_names_tell_the_rest() {
        assert_eq!(Encoding::guess("a.csv", "Ауыл".as_bytes()), Encoding::Utf8);
        assert_eq!(Encoding::guess("a.XLSX", b""), Encoding::Workbook);
        let unicode: Vec<u8> = "\u{FEFF}Ауыл\t1".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(Encoding::guess("a.txt", &unicode), Encoding::Utf16);
        assert_eq!(Encoding::Utf16.decode(&unicode).unwrap(), "Ауыл\t1");
        assert!(Encoding::Utf8.decode(b"a\nb\xff").is_err_and(|fault| fault == FileFault::NotUtf8 { line: 2 }));
    }

    #[test]
    fn what_parts_cells_stands_outside_quotation_marks() {
        assert_eq!(delimiter("a;\"b,c,d,e\";f\n1,2,3,4,5"), ';');
        assert_eq!(delimiter("a,b\n1;2;3;4"), ',');
        assert_eq!(delimiter("a\tb\tc"), '\t');
        assert_eq!(delimiter(""), ',');
    }
}
