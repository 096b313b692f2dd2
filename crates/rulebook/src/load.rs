//! Reads the files of a rulebook into one.
//!
//! Every table remembers the file and line it began at, so that a problem found later can name them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use sha2::{Digest, Sha256};
use toml::Spanned;

use crate::problem::{Problem, Source};
use crate::{Rulebook, check, clause, document, duty, indicator, keys, list, map, register, scenario};

/// The files of a rulebook: path relative to its folder, and text.
pub type Files = BTreeMap<String, String>;

/// The file of the fields that every register ends with.
const COMMON: &str = "common.toml";

/// Reads and checks a rulebook.
///
/// # Errors
/// Every problem found, in the order of files and lines.
pub fn load(files: &Files) -> Result<Rulebook, Vec<Problem>> {
    let mut problems = Vec::new();
    let rulebook = read(files, &mut problems);
    if problems.is_empty() {
        check::all(&rulebook, &mut problems);
    }
    problems.sort();
    if problems.is_empty() { Ok(rulebook) } else { Err(problems) }
}

fn read(files: &Files, problems: &mut Vec<Problem>) -> Rulebook {
    let mut reader = Reader { files, problems };
    let instruction = reader.whole::<clause::Instruction>("instruction.toml").unwrap_or_default();
    let clauses = reader.tables("clauses/", |file: clause::ClauseFile| file.clause);
    let reasons = reader.tables("clauses/", |file: clause::ClauseFile| file.reason);
    let mut registers = reader.wholes::<register::Register>("registers/");
    reader.common(&mut registers);
    let lists = reader.wholes::<list::List>("reference/");
    let maps = reader.wholes::<map::ImportMap>("maps/");
    let mut indicators = reader.tables("indicators/", |file: indicator::IndicatorFile| file.indicator);
    indicators.sort_by_key(|indicator| indicator::GROUPS.iter().position(|group| *group == indicator.group));
    Rulebook {
        instruction,
        levels: reader.tables("levels.toml", |file: clause::LevelFile| file.level),
        clauses,
        reasons: reasons.into_iter().map(|reason| (reason.code.clone(), reason)).collect(),
        registers: registers.into_iter().map(|register| (register.code.clone(), register)).collect(),
        lists: lists.into_iter().map(|list| (list.code.clone(), list)).collect(),
        indicators,
        units: reader
            .tables("indicators/", |file: indicator::IndicatorFile| file.unit)
            .into_iter()
            .map(|unit| (unit.code.clone(), unit))
            .collect(),
        duties: reader.tables("duties.toml", |file: duty::DutyFile| file.duty),
        documents: reader.tables("documents/", |file: document::DocumentFile| file.document),
        roles: reader.tables("roles.toml", |file: document::RoleFile| file.role),
        nomenclature: reader.tables("nomenclature.toml", |file: document::NomenclatureText| file.file),
        maps: maps.into_iter().map(|map| (map.code.clone(), map)).collect(),
        scenarios: reader.tables("scenarios/", |file: scenario::ScenarioFile| file.case),
        hash: hash(files),
    }
}

/// A table that wants to know where it stood.
pub trait Placed {
    /// Tells it.
    fn place(&mut self, source: Source);
}

struct Reader<'a> {
    files: &'a Files,
    problems: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    fn parse<T: DeserializeOwned>(&mut self, path: &str, text: &str) -> Option<T> {
        match toml::from_str(text) {
            Ok(parsed) => Some(parsed),
            Err(error) => {
                let line = error.span().map_or(1, |span| line_of(text, span.start));
                let source = Source { file: path.to_owned(), line };
                let problem = Problem::at(&source, error.message().to_owned());
                if !self.problems.contains(&problem) {
                    self.problems.push(problem);
                }
                None
            }
        }
    }

    /// One file that is one table.
    fn whole<T: DeserializeOwned>(&mut self, path: &str) -> Option<T> {
        let Some(text) = self.files.get(path) else {
            self.problems.push(Problem::at(
                &Source {
                    file: path.to_owned(),
                    line: 1,
                },
                "the file is missing",
            ));
            return None;
        };
        self.parse(path, text)
    }

    /// Every file of a folder, each one table.
    fn wholes<T: DeserializeOwned + Placed>(&mut self, folder: &str) -> Vec<T> {
        let files = self.files;
        let mut read = Vec::new();
        for (path, text) in files.iter().filter(|(path, _)| path.starts_with(folder) && path.ends_with(".toml")) {
            if let Some(mut whole) = self.parse::<T>(path, text) {
                whole.place(Source { file: path.clone(), line: 1 });
                read.push(whole);
            }
        }
        read
    }

    /// The fields that every register ends with, where the rulebook names such.
    fn common(&mut self, registers: &mut [register::Register]) {
        let Some(common) = self.files.get(COMMON).and_then(|text| self.parse::<register::Common>(COMMON, text)) else {
            return;
        };
        for register in registers {
            if let Some(twice) = common.field.iter().find(|def| register.field(&def.code).is_some()) {
                let problem = format!("field `{}` is one that every register has by itself", twice.code);
                self.problems.push(Problem::at(&register.source, problem));
                continue;
            }
            register.end_with(&common);
        }
    }

    /// The tables of one kind in every file of a folder.
    fn tables<F: DeserializeOwned, T: Placed>(&mut self, folder: &str, pick: impl Fn(F) -> Vec<Spanned<T>>) -> Vec<T> {
        let files = self.files;
        let mut read = Vec::new();
        for (path, text) in files.iter().filter(|(path, _)| path.starts_with(folder) && path.ends_with(".toml")) {
            let Some(file) = self.parse::<F>(path, text) else { continue };
            for spanned in pick(file) {
                let line = line_of(text, spanned.span().start);
                let mut table = spanned.into_inner();
                table.place(Source { file: path.clone(), line });
                read.push(table);
            }
        }
        read
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

/// What a rulebook is known by: its files, and the form in which keys follow from them.
fn hash(files: &Files) -> String {
    let mut hash = Sha256::new();
    hash.update(keys::FORM.to_be_bytes());
    for piece in files.iter().flat_map(|(path, text)| [path, text]) {
        hash.update(u64::try_from(piece.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(piece.as_bytes());
    }
    qorgau_domain::ledger::hex(&hash.finalize())
}

/// Reads a TOML date.
pub(crate) fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let text = toml::value::Datetime::deserialize(deserializer)?.to_string();
    text.parse().map(Some).map_err(|_| serde::de::Error::custom(format!("`{text}` is not a day")))
}
