//! The command line: a contract that scripts and tests rely on.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use qorgau_domain::{Lang, Period};

/// The working system of the nature-protection and veterinary police.
#[derive(Debug, Parser)]
#[command(name = "qorgau", version, about, propagate_version = true)]
pub struct Cli {
    /// Where things are.
    #[command(flatten)]
    pub place: Place,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Where things are.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// Folder of the SQLite database.
    #[arg(long, global = true, value_name = "DIR", default_value = "./qorgau-data", conflicts_with = "database")]
    pub data: String,
    /// PostgreSQL database instead: postgres://user@host/name.
    #[arg(long, global = true, value_name = "URL")]
    pub database: Option<String>,
    /// Folder of another rulebook than the shipped one.
    #[arg(long, global = true, value_name = "DIR")]
    pub rulebook: Option<PathBuf>,
    /// Language of what is said: kk, ru or en. Printed forms are in Kazakh and messages in English unless said here.
    #[arg(long, global = true)]
    pub lang: Option<Lang>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the pages until told to stop.
    Serve(Serve),
    /// Certificates for the server.
    #[command(subcommand)]
    Tls(Tls),
    /// Bring bodies, territories or entries in.
    #[command(subcommand)]
    Import(Import),
    /// The statistical return of a body for a period (clause 29).
    Report(Report),
    /// A printed journal, or a register as a table.
    Journal(Journal),
    /// What a body owes on a day, and how each date was found.
    Duties(Duties),
    /// Check everything: content against ledger, entries, contributions, cells, numbers.
    Verify(Format),
    /// The rulebook.
    #[command(subcommand)]
    Rulebook(Rulebook),
    /// Erase the personal part of an entry by a decision, its papers too; figures stay.
    Erase(Erase),
    /// Accounts and roles, for whoever can reach the database itself.
    #[command(subcommand)]
    User(User),
    /// Write the whole database into one file.
    Backup {
        /// The file, which must not exist.
        file: PathBuf,
    },
    /// Fill an empty database from a backup.
    Restore {
        /// The backup.
        file: PathBuf,
    },
    /// Copy a database to an empty one, of either engine.
    Copy {
        /// postgres://.., sqlite:FILE or a folder.
        #[arg(long)]
        from: String,
        /// postgres://.., sqlite:FILE or a folder.
        #[arg(long)]
        to: String,
    },
    /// Fill an example country, made up from a seed, show its month, and serve it.
    Demo(Demo),
}

/// The server.
#[derive(Debug, Args)]
pub struct Serve {
    /// Where to listen. Without TLS only this machine's own addresses are allowed.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// The server's certificate with those above it, in PEM.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// The key of the certificate, in PEM, readable by nobody else.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// A base map in PMTiles (vector tiles as Protomaps makes them), shown under districts and entries.
    #[arg(long, value_name = "FILE.pmtiles")]
    pub basemap: Option<PathBuf>,
}

/// Certificates.
#[derive(Debug, Subcommand)]
pub enum Tls {
    /// Make an authority of the office's own, and the server's certificate by it.
    Init {
        /// A name or address by which the server is reached; may be said again.
        #[arg(long = "name", value_name = "NAME", required = true)]
        names: Vec<String>,
        /// The folder for the four files.
        #[arg(long, value_name = "DIR", default_value = "./qorgau-tls")]
        out: PathBuf,
    },
}

/// What to bring in.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Bodies from CSV: code,parent,level,name_kk,name_ru,name_en,from,until.
    Bodies {
        /// The table.
        file: PathBuf,
        #[command(flatten)]
        how: How,
    },
    /// Territories from GeoJSON, joined by the property `kato`.
    Territories {
        /// The features.
        file: PathBuf,
        #[command(flatten)]
        how: How,
    },
    /// Entries of a register from CSV or XLSX.
    Entries(Entries),
}

/// Options of every import.
#[derive(Debug, Clone, Copy, Args)]
pub struct How {
    /// Check only; store nothing.
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub format: Format,
}

/// Entries to bring in.
#[derive(Debug, Args)]
pub struct Entries {
    /// The table.
    pub file: PathBuf,
    /// The register.
    #[arg(long)]
    pub register: String,
    /// The body whose they are.
    #[arg(long, required_unless_present = "by_place", conflicts_with = "by_place")]
    pub body: Option<String>,
    /// Each goes to the body in whose territory it lies.
    #[arg(long)]
    pub by_place: bool,
    /// A shipped map (empres-i, empres-i-v2, illegal-fishing) or a TOML file; without one, columns are named as fields are.
    #[arg(long)]
    pub map: Option<String>,
    /// All rows or none.
    #[arg(long)]
    pub whole: bool,
    /// Write the refused rows here, to be mended.
    #[arg(long, value_name = "FILE")]
    pub refused: Option<PathBuf>,
    #[command(flatten)]
    pub how: How,
}

/// A return.
#[derive(Debug, Args)]
pub struct Report {
    /// Of a month or of a quarter.
    #[arg(long, value_enum)]
    pub kind: ReturnKind,
    /// The body's code.
    #[arg(long)]
    pub body: String,
    /// 2026-10 or 2026Q3.
    #[arg(long, value_parser = period)]
    pub period: Period,
    /// How it is written.
    #[arg(long, value_enum, default_value = "json")]
    pub format: Written,
    /// The file; standard output without it.
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// The entries behind this figure.
    #[arg(long, value_name = "INDICATOR")]
    pub explain: Option<String>,
}

/// Which return.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum ReturnKind {
    /// Of a month.
    Monthly,
    /// Of a quarter.
    Quarterly,
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Written {
    /// JSON.
    Json,
    /// CSV.
    Csv,
    /// A workbook.
    Xlsx,
    /// Print.
    Pdf,
}

impl Written {
    /// The paper it is written on; `None` for JSON.
    pub fn paper(self) -> Option<Paper> {
        match self {
            Written::Json => None,
            Written::Csv => Some(Paper::Csv),
            Written::Xlsx => Some(Paper::Xlsx),
            Written::Pdf => Some(Paper::Pdf),
        }
    }
}

/// How a journal is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Paper {
    /// Print.
    Pdf,
    /// A workbook.
    Xlsx,
    /// CSV.
    Csv,
}

/// A journal.
#[derive(Debug, Args)]
pub struct Journal {
    /// The register.
    #[arg(long)]
    pub register: String,
    /// The body's code.
    #[arg(long)]
    pub body: String,
    /// First day: 2026-10-01.
    #[arg(long, value_parser = day, value_name = "DAY")]
    pub from: Date,
    /// Last day: 2026-10-31.
    #[arg(long, value_parser = day, value_name = "DAY")]
    pub to: Date,
    /// How it is written; pdf for the prescribed books only.
    #[arg(long, value_enum, default_value = "pdf")]
    pub format: Paper,
    /// The file; standard output without it.
    #[arg(long)]
    pub out: Option<PathBuf>,
}

/// Duties.
#[derive(Debug, Args)]
pub struct Duties {
    /// The body's code.
    #[arg(long)]
    pub body: String,
    /// The day: 2026-10-01.
    #[arg(long, value_parser = day, value_name = "DAY")]
    pub on: Date,
    /// What the bodies directly below owe, too.
    #[arg(long)]
    pub matrix: bool,
    #[command(flatten)]
    pub format: Format,
}

/// Text for people, or JSON.
#[derive(Debug, Clone, Copy, Args)]
pub struct Format {
    /// How it is written.
    #[arg(long, value_enum, default_value = "text")]
    pub format: Spoken,
}

/// How a command answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Spoken {
    /// For people.
    Text,
    /// One JSON document.
    Json,
}

/// The rulebook.
#[derive(Debug, Subcommand)]
pub enum Rulebook {
    /// Every problem with file and line, and how many clauses are fulfilled.
    Check {
        /// Its folder; the shipped one without it.
        dir: Option<PathBuf>,
        #[command(flatten)]
        format: Format,
    },
    /// Show which past figures this rulebook would change, and change over to it.
    Apply {
        /// Show only.
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        format: Format,
    },
}

/// An erasure.
#[derive(Debug, Args)]
pub struct Erase {
    /// The entry's identity.
    #[arg(long)]
    pub entry: uuid::Uuid,
    /// The decision: number and date.
    #[arg(long)]
    pub decision: String,
}

/// Accounts and roles.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Open an account and print the one-time code by which its person chooses a password.
    Add(NewUser),
    /// Take the password away and print a one-time code for a new one; all its sessions end.
    Reset {
        /// The login.
        login: String,
        /// The device and the recovery codes are lost: take the second factor off as well.
        #[arg(long)]
        remove_factor: bool,
    },
    /// Give a role at a body.
    Grant {
        #[command(flatten)]
        held: Held,
        /// First day: 2026-10-01; today without it.
        #[arg(long, value_parser = day, value_name = "DAY")]
        from: Option<Date>,
        /// Last day: 2026-10-31.
        #[arg(long, value_parser = day, value_name = "DAY")]
        until: Option<Date>,
    },
    /// Take a role at a body.
    Revoke {
        #[command(flatten)]
        held: Held,
    },
    /// Close an account for good.
    Close {
        /// The login.
        login: String,
        /// Why: the order.
        #[arg(long)]
        reason: String,
    },
    /// All accounts with the roles they hold.
    List(Format),
}

/// An account to be opened.
#[derive(Debug, Args)]
pub struct NewUser {
    /// Small Latin letters, digits, dots, hyphens and underscores.
    pub login: String,
    /// The person's name.
    #[arg(long)]
    pub name: String,
    /// The code of the body it belongs to.
    #[arg(long)]
    pub body: String,
    /// The language the person is spoken to in.
    #[arg(long, default_value = "kk")]
    pub speaks: Lang,
    /// A role at this body, to be given at once.
    #[arg(long)]
    pub role: Option<String>,
}

/// A role of an account at a body.
#[derive(Debug, Args)]
pub struct Held {
    /// The login.
    pub login: String,
    /// The role's code.
    #[arg(long)]
    pub role: String,
    /// The body's code.
    #[arg(long)]
    pub body: String,
    /// Why: the order, the appointment.
    #[arg(long)]
    pub reason: String,
}

/// The example country.
#[derive(Debug, Args)]
pub struct Demo {
    #[command(flatten)]
    pub serve: Serve,
    /// End when the country is filled and the forms are written, without serving.
    #[arg(long)]
    pub fill_only: bool,
    /// Fewer entries.
    #[arg(long)]
    pub small: bool,
    /// Where the forms are written; a folder beside the data without it.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// Reads a day.
fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "write a day as 2026-10-01".to_owned())
}

/// Reads the period of a return: a month or a quarter.
fn period(text: &str) -> Result<Period, String> {
    match text.parse() {
        Ok(period @ (Period::Month(_) | Period::Quarter(_))) => Ok(period),
        _ => Err("write 2026-10 for a month or 2026Q3 for a quarter".to_owned()),
    }
}
