//! The parts that pages are made of. Each is data with a small template; `/{lang}/style` shows them all.
//!
//! A part is filled in Rust and put into a page as `{{ part }}`. What it says comes in words already: parts know no language.

mod chart;
mod district_map;
mod drawing;
mod form;
mod list;
mod plane;
mod qr;
mod status;
mod table;
mod trend;
mod way;
mod year;

pub use chart::{Bar, Bars, Dot, Lines};
pub use district_map::{DistrictMap, Legend, Over, Shape as DistrictShape, district_class};
pub use drawing::{Drawing, Sketch};
pub use form::{Choice, Control, ErrorSummary, Field, Mark, Width};
pub use form::{FormRow, FormRows, Maker, Options, PointMap, Seek, ShapeMap};
pub use list::{Banner, Empty, Pair, Past, Summary, Task, Tasks, Tone, Trail};
pub use qr::Qr;
pub use status::{State, Status};
pub use table::{Align, Cell, Density, Head, Row, RowKind, Sort, Table};
pub use trend::Trend;
pub use way::{Crumb, Crumbs, Link, Pager, Tab, Tabs};
pub use year::Year;

/// Parts write markup; what they hold was escaped by their own templates.
macro_rules! markup {
    ($($part:ty),*) => { $(impl askama::filters::HtmlSafe for $part {})* };
}

markup!(
    Banner,
    Bars,
    Cell,
    Crumbs,
    DistrictMap,
    Drawing,
    Empty,
    ErrorSummary,
    Field,
    FormRows,
    Lines,
    Pager,
    Qr,
    Status,
    Summary,
    Table,
    Tabs,
    Tasks,
    Trail,
    Trend,
    Year
);
