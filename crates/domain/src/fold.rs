//! Folding of spellings, so that a search or a comparison finds what people mean.
//!
//! Kazakh letters fold to the Russian letters people type instead of them, ё to е; case, quotes and doubled
//! spaces fall away.

/// The folded form of a text.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for letter in text.chars().flat_map(char::to_lowercase).filter_map(letter) {
        if letter == ' ' {
            gap = !folded.is_empty();
            continue;
        }
        if gap {
            folded.push(' ');
            gap = false;
        }
        folded.push(letter);
    }
    folded
}

fn letter(letter: char) -> Option<char> {
    match letter {
        'ә' => Some('а'),
        'ғ' => Some('г'),
        'қ' => Some('к'),
        'ң' => Some('н'),
        'ө' => Some('о'),
        'ұ' | 'ү' => Some('у'),
        'һ' => Some('х'),
        'і' => Some('и'),
        'ё' => Some('е'),
        '«' | '»' | '"' | '\'' | '“' | '”' | '’' | '`' | '\u{307}' => None,
        _ if letter.is_whitespace() || letter == '\u{a0}' || letter == '_' => Some(' '),
        _ => Some(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kazakh_letters_fold_to_what_people_type() {
        assert_eq!(fold("«Қараөй»  ауылы"), "караой ауылы");
        assert_eq!(fold("Өтеғұлұлы Һәкім"), fold("Отегулулы Хаким"));
        assert_eq!(fold(" Ёлкин "), "елкин");
    }
}
