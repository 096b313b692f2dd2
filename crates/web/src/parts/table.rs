//! A register: heads, rows, hairlines. The heads stay in sight, figures stand right, a narrow screen folds rows or scrolls.

use askama::Template;

use super::{Link, Status, Trend, Year};

/// How close rows stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Density {
    /// For reading.
    #[default]
    Calm,
    /// For many rows at a time.
    Dense,
}

/// Where a column's content stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Words, from the left, broken over lines.
    #[default]
    Words,
    /// Short words, never broken.
    Short,
    /// Figures, from the right.
    Figures,
}

/// By what a table can be sorted.
#[derive(Debug, Clone)]
pub enum Sort {
    /// Not by this column.
    No,
    /// It can be: where.
    Can(String),
    /// It is, from low to high: where the other way is, and the words for how it is.
    Up(String, String),
    /// It is, from high to low: where the other way is, and the words for how it is.
    Down(String, String),
}

/// The head of a column.
#[derive(Debug, Clone)]
pub struct Head {
    /// Its word.
    pub word: String,
    /// What stands small under it: the unit, or the number of the column in the prescribed form.
    pub small: String,
    /// Where the content stands.
    pub align: Align,
    /// Whether one can sort by it.
    pub sort: Sort,
}

impl Head {
    /// A column of words.
    #[must_use]
    pub fn words(word: impl Into<String>) -> Self {
        Head::new(word, Align::Words)
    }

    /// A column of short words, days or numbers of entries.
    #[must_use]
    pub fn short(word: impl Into<String>) -> Self {
        Head::new(word, Align::Short)
    }

    /// A column of figures.
    #[must_use]
    pub fn figures(word: impl Into<String>) -> Self {
        Head::new(word, Align::Figures)
    }

    fn new(word: impl Into<String>, align: Align) -> Self {
        Head {
            word: word.into(),
            small: String::new(),
            align,
            sort: Sort::No,
        }
    }

    /// With what stands small under it.
    #[must_use]
    pub fn under(mut self, small: impl Into<String>) -> Self {
        self.small = small.into();
        self
    }

    /// With a way to sort.
    #[must_use]
    pub fn sorted(mut self, sort: Sort) -> Self {
        self.sort = sort;
        self
    }

    fn class(&self) -> &'static str {
        match self.align {
            Align::Words => "w",
            Align::Short => "s",
            Align::Figures => "n",
        }
    }

    fn order(&self) -> &'static str {
        match self.sort {
            Sort::No | Sort::Can(_) => "none",
            Sort::Up(..) => "ascending",
            Sort::Down(..) => "descending",
        }
    }
}

/// What stands in a cell.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/cell.html")]
pub enum Cell {
    /// Nothing that could stand there.
    Blank,
    /// Words or a figure.
    Text(String),
    /// A code, which may break after its dots.
    Code(String),
    /// What it is about, and a second line.
    Main {
        /// The first line.
        main: String,
        /// The second.
        more: String,
    },
    /// A way to the entry, the entries behind a figure, or the one thing to do.
    Way(Link),
    /// Several ways, or words where there is no way: an empty address.
    Ways(Vec<Link>),
    /// A clause of the Instruction.
    Clause(Link),
    /// A figure that nobody kept; the words say why.
    Missing(String),
    /// A state.
    State(Status),
    /// How much more or less a figure is than another.
    Change {
        /// The difference with its sign.
        text: String,
        /// More, less or the same, read out.
        word: String,
        /// -1, 0 or 1.
        sign: i64,
    },
    /// How a figure went.
    Trend(Trend),
    /// A year with the days of a season.
    Year(Year),
}

impl Cell {
    /// Words or a figure.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Cell::Text(text.into())
    }

    /// A way to somewhere.
    #[must_use]
    pub fn way(text: impl Into<String>, url: impl Into<String>) -> Self {
        Cell::Way(Link::new(text, url))
    }
}

/// What a row is in its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowKind {
    /// One of many.
    #[default]
    Plain,
    /// A part of the row above it.
    Part,
    /// The sum.
    Total,
    /// The name of a group, in its first cell.
    Group,
}

/// A row.
#[derive(Debug, Clone)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// Its cells, as many as there are heads.
    pub cells: Vec<Cell>,
}

impl Row {
    /// One of many.
    #[must_use]
    pub fn plain(cells: impl Into<Vec<Cell>>) -> Self {
        Row::of(RowKind::Plain, cells)
    }

    /// A row of a kind.
    #[must_use]
    pub fn of(kind: RowKind, cells: impl Into<Vec<Cell>>) -> Self {
        let cells = cells.into();
        Row { kind, cells }
    }

    fn class(&self) -> &'static str {
        match self.kind {
            RowKind::Plain => "",
            RowKind::Part => "part",
            RowKind::Total => "total",
            RowKind::Group => "group",
        }
    }
}

/// What a narrow screen does with a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Narrow {
    /// Each row becomes a short list of heads and cells.
    #[default]
    Folds,
    /// It is moved from side to side: a form whose columns are compared.
    Scrolls,
}

/// A register.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/table.html")]
pub struct Table {
    /// What it lists; read out, and seen where no heading says it.
    pub caption: String,
    /// The heads.
    pub heads: Vec<Head>,
    /// The rows.
    pub rows: Vec<Row>,
    /// How close rows stand.
    pub density: Density,
    /// What a narrow screen does.
    pub narrow: Narrow,
}

impl Table {
    /// A table that folds on narrow screens.
    #[must_use]
    pub fn new(caption: impl Into<String>, heads: impl Into<Vec<Head>>, rows: impl Into<Vec<Row>>) -> Self {
        Table {
            caption: caption.into(),
            heads: heads.into(),
            rows: rows.into(),
            density: Density::Calm,
            narrow: Narrow::Folds,
        }
    }

    /// With rows close together.
    #[must_use]
    pub fn dense(mut self) -> Self {
        self.density = Density::Dense;
        self
    }

    /// Moved from side to side on narrow screens.
    #[must_use]
    pub fn scrolling(mut self) -> Self {
        self.narrow = Narrow::Scrolls;
        self
    }

    fn class(&self) -> &'static str {
        match (self.density, self.narrow) {
            (Density::Calm, Narrow::Folds) => "folds",
            (Density::Calm, Narrow::Scrolls) => "scrolls",
            (Density::Dense, Narrow::Folds) => "dense folds",
            (Density::Dense, Narrow::Scrolls) => "dense scrolls",
        }
    }

    fn cells<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = (&'a Head, &'a Cell)> {
        self.heads.iter().zip(&row.cells)
    }
}
