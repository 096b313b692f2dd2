//! Words for people in Kazakh, Russian and English, as typed methods.
//!
//! The texts stand in `messages/{kk,ru,en}/*.ftl` (Fluent). At build time each message becomes a method of [`L10n`]:
//! its variables are `&str` arguments, in the order in which the English text names them; a variable whose name
//! begins with `n_` is an `i64` by which plurals are chosen. A message that is missing in a language, takes other
//! variables than in Kazakh, or glues a Kazakh suffix to a variable stops the build.
//!
//! Dates, periods, numbers and clauses are written by the methods in [`mod@dates`], [`mod@numbers`] and [`mod@clauses`].

pub mod clauses;
pub mod dates;
mod messages;
pub mod numbers;

pub use messages::L10n;
