//! Problems found in a rulebook, with file and line.

use serde::Serialize;

/// Where something stands in a rulebook.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Source {
    /// The file, relative to the rulebook's folder.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// The file, relative to the rulebook's folder.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what would mend it.
    pub problem: String,
}

impl Problem {
    /// A problem at a place.
    #[must_use]
    pub fn at(source: &Source, problem: impl Into<String>) -> Self {
        Problem {
            file: source.file.clone(),
            line: source.line,
            problem: problem.into(),
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.problem)
    }
}
