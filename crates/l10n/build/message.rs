//! One message taken apart: its words, its variables and the messages it borrows.

use fluent_syntax::ast::{Expression, InlineExpression, Message, Pattern, PatternElement};

/// A part of a message, in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Words.
    Words(String),
    /// A variable.
    Variable(String),
    /// Another message of the same language.
    Borrowed(String),
}

/// A message taken apart.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parts {
    /// Every part of every variant.
    pub(crate) all: Vec<Piece>,
    /// What is read where each selector takes its default.
    pub(crate) shown: Vec<Piece>,
    /// Variables with a suffix glued to them: they would break vowel harmony.
    pub(crate) glued: Vec<String>,
    /// What messages here do without.
    pub(crate) unused: Vec<&'static str>,
}

impl Parts {
    /// Takes a message apart.
    pub(crate) fn of(message: &Message<String>) -> Self {
        let mut parts = Parts::default();
        if !message.attributes.is_empty() {
            parts.unused.push("attributes");
        }
        match &message.value {
            Some(pattern) => parts.pattern(pattern, true),
            None => parts.unused.push("messages without text"),
        }
        parts
    }

    fn put(&mut self, piece: Piece, shown: bool) {
        if shown {
            self.shown.push(piece.clone());
        }
        self.all.push(piece);
    }

    fn pattern(&mut self, pattern: &Pattern<String>, shown: bool) {
        let mut before = None;
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => {
                    if before.is_some() && begins_with_a_suffix(value) {
                        self.glued.extend(before.take());
                    }
                    self.put(Piece::Words(value.clone()), shown);
                    before = None;
                }
                PatternElement::Placeable { expression } => {
                    before = Some(self.expression(expression, shown));
                }
            }
        }
    }

    /// Takes a placeable apart; returns what to call it.
    fn expression(&mut self, expression: &Expression<String>, shown: bool) -> String {
        match expression {
            Expression::Inline(inline) => self.inline(inline, shown),
            Expression::Select { selector, variants } => {
                let name = self.inline(selector, false);
                for variant in variants {
                    self.pattern(&variant.value, shown && variant.default);
                }
                name
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<String>, shown: bool) -> String {
        let (piece, name) = match inline {
            InlineExpression::VariableReference { id } => (Piece::Variable(id.name.clone()), &id.name),
            InlineExpression::StringLiteral { value } => (Piece::Words(value.clone()), value),
            InlineExpression::NumberLiteral { value } => (Piece::Words(value.clone()), value),
            InlineExpression::MessageReference { id, attribute: None } => (Piece::Borrowed(id.name.clone()), &id.name),
            InlineExpression::Placeable { expression } => return self.expression(expression, shown),
            InlineExpression::MessageReference { id, .. } | InlineExpression::TermReference { id, .. } => {
                self.unused.push("terms and attributes");
                return id.name.clone();
            }
            InlineExpression::FunctionReference { id, .. } => {
                self.unused.push("functions");
                return id.name.clone();
            }
        };
        self.put(piece, shown);
        name.clone()
    }
}

/// Endings of Kazakh words that are written to numbers and names with a hyphen.
const SUFFIXES: &str = "да де та те дан ден тан тен нан нен ға ге қа ке на не а е ның нің дың дің тың тің ды ді ты ті ны ні н \
    ы і сы сі мен бен пен ші шы нші ншы інші ыншы дағы дегі тағы тегі лық лік дық дік тық тік лар лер дар дер тар тер \
    ында інде ынан інен ына іне ының інің ын ін нда нде нан нен";

/// Whether words that stand after a variable begin with an ending of the variable.
fn begins_with_a_suffix(words: &str) -> bool {
    let words = words.trim_start_matches(['»', '”', '"', ')']);
    let (hyphen, rest) = match words.strip_prefix(['-', '\u{2011}', '’', '\'']) {
        Some(rest) => (true, rest),
        None => (false, words),
    };
    let ending: String = rest.chars().take_while(|letter| letter.is_alphabetic()).collect();
    if hyphen {
        SUFFIXES.split_whitespace().any(|suffix| suffix == ending)
    } else {
        !ending.is_empty()
    }
}
