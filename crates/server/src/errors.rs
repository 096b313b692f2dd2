//! From what went wrong to words in one language: what was wrong and what to do.

use std::error::Error;
use std::io::{self, ErrorKind};

use qorgau_app::AppError;
use qorgau_app::accounts;
pub use qorgau_app::import::words::file as fault;
use qorgau_l10n::L10n;
use qorgau_store::StoreError;

use crate::output::Failure;
use crate::words;

/// Why a command failed.
pub fn failure(l: &L10n, failure: &Failure) -> String {
    match failure {
        Failure::Usage(text) | Failure::Refused(text) => text.clone(),
        Failure::App(error) => app(l, error),
        Failure::File(path, error) => file(l, path, error),
        Failure::TooLong { rows, most } => l.error_too_long(*rows, *most),
        Failure::NotText(path) => l.error_file_not_text(path),
    }
}

/// Why a use case failed.
pub fn app(l: &L10n, error: &AppError) -> String {
    match error {
        AppError::Store(error) => store(l, error),
        AppError::Refused(refusal) => words::refusal(l, refusal),
        AppError::NoBody(code) => l.error_no_body(code),
        AppError::NoRegister(code) => l.error_no_register(code),
        AppError::NoFigure(code) => l.error_no_figure(code),
        AppError::NoJournal(register) => l.error_no_journal(register),
        AppError::Absent => l.error_absent(),
        AppError::NoLink => l.error_no_link(),
        AppError::File(fault) => self::fault(l, fault),
        AppError::Paper(fault) => qorgau_app::papers::words::fault(l, *fault),
        AppError::Track(fault) => qorgau_app::tracks::words::fault(l, *fault),
        AppError::NoDecision => l.error_no_decision(),
        AppError::NothingPersonal => l.error_nothing_personal(),
        AppError::Period { kind: "monthly", example } => l.error_period_month(example),
        AppError::Period { example, .. } => l.error_period_quarter(example),
        AppError::Account(fault) => accounts::fault(l, fault),
        AppError::Time(_) => l.error_day_too_far(),
        // What is left is a fault of the program or of its surroundings, and nothing that people can word better.
        other => other.to_string(),
    }
}

fn store(l: &L10n, error: &StoreError) -> String {
    match error {
        StoreError::OtherRulebook => l.error_other_rulebook(),
        StoreError::NewerSchema { found, known } => l.error_newer_schema(&found.to_string(), &known.to_string()),
        StoreError::Location(given) => l.error_location(given),
        StoreError::NotEmpty(place) => l.error_not_empty(place),
        StoreError::File { path, source } => file(l, path, source),
        StoreError::Damaged(what) => l.error_damaged(what),
        StoreError::Database(_) => database(l, error),
        StoreError::NoDatabase(place) => l.error_no_database(place),
        StoreError::OlderSchema { found, known } => l.error_older_schema(&found.to_string(), &known.to_string()),
        StoreError::TooManyFilters { given, most } => l.error_too_many_filters(&given.to_string(), &most.to_string()),
    }
}

/// The engines say little that helps; what people meet is told apart by the cause below, or by the engine's own words.
fn database(l: &L10n, error: &StoreError) -> String {
    let text = error.source().map_or_else(|| error.to_string(), ToString::to_string);
    if comes_from_the_network(error) || text.contains("pool timed out") {
        l.error_no_server()
    } else if text.contains("unable to open database file") {
        l.error_database_file()
    } else if text.contains("file is not a database") {
        l.error_database_not_ours()
    } else {
        l.error_database(&text)
    }
}

fn comes_from_the_network(error: &StoreError) -> bool {
    let mut below = error.source();
    while let Some(error) = below {
        if error.is::<io::Error>() {
            return true;
        }
        below = error.source();
    }
    false
}

fn file(l: &L10n, path: &str, error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => l.error_file_absent(path),
        ErrorKind::PermissionDenied => l.error_file_denied(path),
        ErrorKind::IsADirectory => l.error_file_is_folder(path),
        ErrorKind::NotADirectory => l.error_file_is_no_folder(path),
        ErrorKind::AlreadyExists => l.error_file_exists(path),
        ErrorKind::StorageFull => l.error_file_full(path),
        _ => l.error_file_other(path, &error.to_string()),
    }
}
