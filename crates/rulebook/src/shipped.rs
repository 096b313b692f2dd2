//! The rulebook that is shipped inside the program.

use crate::load::Files;

const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// The files of the shipped rulebook.
#[must_use]
pub fn files() -> Files {
    FILES.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}
