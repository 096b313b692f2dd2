//! What stands on a paper that the system words: headings, paragraphs, tables.

/// A piece of a paper, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// What the next pieces are about.
    Heading(String),
    /// Words.
    Paragraph(String),
    /// Lines of cells.
    Table {
        /// The heads of the columns; none where the first cell of each line says what the second is.
        heads: Vec<String>,
        /// The lines, all of as many cells.
        rows: Vec<Vec<String>>,
    },
}

impl Block {
    /// The words of a piece, a line of a table on a line: for tests and searches, not for paper.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Block::Heading(text) | Block::Paragraph(text) => text.clone(),
            Block::Table { heads, rows } => {
                let lines = std::iter::once(heads).chain(rows).filter(|line| !line.is_empty());
                lines.map(|line| line.join(" | ")).collect::<Vec<_>>().join("\n")
            }
        }
    }
}
