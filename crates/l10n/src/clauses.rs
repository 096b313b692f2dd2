//! Clauses of the Instruction and items of the order, from the rulebook's references to words.

use crate::L10n;

impl L10n {
    /// The name of a clause: `29.1`, `34.p2`, `order.2.2`, `ch4`, `app2.6` in words. A reference of another shape
    /// is given back as it is.
    #[must_use]
    pub fn clause(&self, reference: &str) -> String {
        let parts: Vec<&str> = reference.split('.').collect();
        match parts.as_slice() {
            ["order"] => self.order_whole(),
            ["order", "pre"] => self.order_preamble(),
            ["order", item] => self.order_item(item),
            ["order", item, sub] => self.order_subitem(sub, item),
            [head, rest @ ..] => self.of_instruction(head, rest).unwrap_or_else(|| reference.to_owned()),
            [] => reference.to_owned(),
        }
    }

    fn of_instruction(&self, head: &str, rest: &[&str]) -> Option<String> {
        if let Some(number) = head.strip_prefix("app") {
            return self.of_appendix(number, rest);
        }
        if let Some(number) = head.strip_prefix("ch") {
            return rest.is_empty().then(|| self.chapter(number));
        }
        match rest {
            [] if is_number(head) => Some(self.clause_whole(head)),
            [sub] if is_number(head) => Some(match sub.strip_prefix('p') {
                Some(paragraph) => self.clause_paragraph(paragraph, head),
                None => self.subclause(sub, head),
            }),
            _ => None,
        }
    }

    /// Appendix 1 lists files; Appendices 2 and 3 are journals with columns.
    fn of_appendix(&self, number: &str, rest: &[&str]) -> Option<String> {
        match rest {
            [] => Some(self.appendix(number)),
            [file] if number == "1" => Some(self.appendix_file(number, file)),
            [column] => Some(self.appendix_column(number, column)),
            _ => None,
        }
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use qorgau_domain::Lang;

    use crate::L10n;

    fn check(reference: &str, expected: [&str; 3]) {
        for (lang, expected) in Lang::ALL.into_iter().zip(expected) {
            assert_eq!(L10n::get(lang).clause(reference), expected);
        }
    }

    #[test]
    fn clauses_are_named_in_words() {
        check("10", ["Нұсқаулықтың 10-тармағы", "пункт 10 Инструкции", "clause 10 of the Instruction"]);
        check("29.1", ["29-тармақтың 1) тармақшасы", "подпункт 1) пункта 29", "sub-clause 1) of clause 29"]);
        check("34.p2", ["34-тармақтың 2-бөлігі", "часть 2 пункта 34", "paragraph 2 of clause 34"]);
        check("ch4", ["Нұсқаулықтың 4-тарауы", "глава 4 Инструкции", "chapter 4 of the Instruction"]);
    }

    #[test]
    fn the_order_and_the_appendices_are_named_in_words() {
        check(
            "order.2.2",
            [
                "бұйрықтың 2-тармағының 2) тармақшасы",
                "подпункт 2) пункта 2 приказа",
                "sub-item 2) of item 2 of the order",
            ],
        );
        check("order.3", ["бұйрықтың 3-тармағы", "пункт 3 приказа", "item 3 of the order"]);
        check("app1.3", ["1-қосымша, № 3 іс", "приложение 1, дело № 3", "Appendix 1, file No. 3"]);
        check("app2.6", ["2-қосымшаның 6-бағаны", "приложение 2, графа 6", "Appendix 2, column 6"]);
        check("app3", ["Нұсқаулыққа 3-қосымша", "приложение 3 к Инструкции", "Appendix 3 to the Instruction"]);
    }

    #[test]
    fn what_is_no_reference_stays_as_it_is() {
        for odd in ["", "x", "29.1.2.3", "ch1.2", "app1.2.3"] {
            check(odd, [odd; 3]);
        }
    }
}
