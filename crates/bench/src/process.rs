//! The program `qorgau` as people run it: how soon it answers and how much memory it takes.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use qorgau_domain::time::{date_of, day_number};
use rusqlite::{Connection, params};

use crate::error::BenchError;
use crate::measure::{Measure, Samples, Stopwatch};
use crate::setting::{FRESH, Setting};

/// Rows of the journal that is printed.
const ROWS: usize = 1_000;
/// Facts of the file that is imported.
const IMPORTED: usize = 5_000;

pub(crate) fn measure(setting: &Setting, rounds: usize) -> Result<Vec<Measure>, BenchError> {
    let program = Program::beside_this()?;
    let fresh = setting.beside(FRESH);
    program.founded(setting, &fresh)?;
    eprintln!("starting");
    let month = setting.plan.until.to_string();
    let report = ["report", "--kind", "monthly", "--body", "MIA", "--period", month.as_str()];
    let mut measures = Vec::new();
    let (start, memory, bare) = program.beside(&report, &fresh, &["--version"], rounds)?;
    measures.push(
        Measure::beside("start", "ms", &start, "the same program says its version", &bare)
            .aim("under 1000 ms")
            .note("a new process opens an installation without entries and prints the ministry's return".to_owned()),
    );
    measures.push(Measure::of("start memory", "MiB", &memory).aim("under 100 MiB"));
    let (start, memory, bare) = program.beside(&report, &setting.data(), &["--version"], rounds)?;
    measures.push(Measure::beside("start at size", "ms", &start, "the same program says its version", &bare).aim("under 1000 ms"));
    measures.push(Measure::of("return memory", "MiB", &memory).aim("under 100 MiB"));
    measures.extend(program.import(setting, &fresh)?);
    measures.extend(program.journal(setting, rounds.min(5))?);
    let (_, memory) = program.runs(&["verify"], &setting.data(), 1)?;
    measures.push(Measure::of("verify memory", "MiB", &memory));
    Ok(measures)
}

/// The program, built beside this one.
struct Program(PathBuf);

impl Program {
    fn beside_this() -> Result<Self, BenchError> {
        let program = std::env::current_exe()?.with_file_name("qorgau");
        if program.exists() {
            return Ok(Program(program));
        }
        Err(BenchError::Unfair(format!("{} is not built; `cargo xtask bench` builds it", program.display())))
    }

    /// An installation with bodies and nothing else.
    fn founded(&self, setting: &Setting, data: &Path) -> Result<(), BenchError> {
        let bodies = setting.beside("bodies.csv");
        let files = qorgau_rulebook::shipped::files();
        std::fs::write(&bodies, files.get("reference/bodies.csv").map(String::as_bytes).unwrap_or_default())?;
        self.run(&["import", "bodies", &bodies.display().to_string()], Some(data)).map(drop)
    }

    /// Runs it to the end; how long it took and the most memory it held, asked each millisecond.
    fn run(&self, arguments: &[&str], data: Option<&Path>) -> Result<(Duration, f64), BenchError> {
        let watch = Stopwatch::start();
        let mut command = Command::new(&self.0);
        command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
        if let Some(data) = data {
            command.arg("--data").arg(data);
        }
        let mut child = command.spawn()?;
        let status = format!("/proc/{}/status", child.id());
        let mut most = 0.0;
        let ended = loop {
            if let Some(ended) = child.try_wait()? {
                break ended;
            }
            most = std::fs::read_to_string(&status).ok().and_then(|text| peak(&text)).unwrap_or(most);
            std::thread::sleep(Duration::from_millis(1));
        };
        let took = watch.took();
        if ended.success() {
            return Ok((took, most));
        }
        Err(BenchError::Unfair(format!("qorgau {} failed", arguments.join(" "))))
    }

    fn runs(&self, arguments: &[&str], data: &Path, rounds: usize) -> Result<(Samples, Samples), BenchError> {
        let (mut times, mut memory) = (Samples::default(), Samples::default());
        for _ in 0..rounds {
            let (took, most) = self.run(arguments, Some(data))?;
            times.millis(took);
            memory.push(most);
        }
        Ok((times, memory))
    }

    /// The same in turns with another command: times, memory, and the other's times.
    fn beside(&self, arguments: &[&str], data: &Path, other: &[&str], rounds: usize) -> Result<(Samples, Samples, Samples), BenchError> {
        let (mut times, mut memory, mut limit) = (Samples::default(), Samples::default(), Samples::default());
        for _ in 0..rounds {
            let (took, most) = self.run(arguments, Some(data))?;
            times.millis(took);
            memory.push(most);
            limit.millis(self.run(other, None)?.0);
        }
        Ok((times, memory, limit))
    }

    /// A file of outbreaks of one district.
    fn import(&self, setting: &Setting, data: &Path) -> Result<Vec<Measure>, BenchError> {
        let mut text = "id,sector,disease,onset_on,animals.species,animals.sick\n".to_owned();
        let last = day_number(setting.plan.until.last());
        for n in 0..IMPORTED {
            let day = date_of(last - i64::try_from(n % 600).unwrap_or(0));
            text.push_str(&format!("{n},private,fmd,{day},cattle,{}\n", n % 9 + 1));
        }
        let file = setting.beside("outbreaks.csv");
        std::fs::write(&file, text)?;
        let (took, most) = self.run(
            &[
                "import",
                "entries",
                "--register",
                "outbreak",
                "--body",
                "111000000",
                &file.display().to_string(),
            ],
            Some(data),
        )?;
        let (mut rate, mut memory) = (Samples::default(), Samples::default());
        rate.rate(IMPORTED, took);
        memory.push(most);
        Ok(vec![
            Measure::of("import of a file", "entries/s", &rate).note(format!("{IMPORTED} rows of CSV by a new process")),
            Measure::of("import memory", "MiB", &memory).aim("under 100 MiB"),
        ])
    }

    /// A journal of outbreaks of the whole country, as many days of it as hold the rows.
    fn journal(&self, setting: &Setting, rounds: usize) -> Result<Vec<Measure>, BenchError> {
        let database = Connection::open(setting.database())?;
        let until = day_number(setting.plan.until.last());
        let sql = "SELECT day FROM entry WHERE register = 'outbreak' AND state = 'active' AND day <= ? ORDER BY day DESC LIMIT 1 OFFSET ?";
        let skipped = i64::try_from(ROWS - 1).unwrap_or(0);
        let first: Option<i64> = database.query_row(sql, params![until, skipped], |row| row.get(0)).ok();
        let Some(first) = first else {
            return Ok(Vec::new());
        };
        let rows: i64 = database.query_row(
            "SELECT COUNT(*) FROM entry WHERE register = 'outbreak' AND state = 'active' AND day BETWEEN ? AND ?",
            params![first, until],
            |row| row.get(0),
        )?;
        let (from, to, out) = (
            date_of(first).to_string(),
            date_of(until).to_string(),
            setting.beside("journal").display().to_string(),
        );
        let book = [
            "journal",
            "--register",
            "outbreak",
            "--body",
            "MIA",
            "--from",
            &from,
            "--to",
            &to,
            "--out",
            &out,
        ];
        let (mut pdf, mut memory, mut csv) = (Samples::default(), Samples::default(), Samples::default());
        for _ in 0..rounds {
            let (took, most) = self.run(&[book.as_slice(), &["--format", "pdf"]].concat(), Some(&setting.data()))?;
            pdf.millis(took);
            memory.push(most);
            csv.millis(self.run(&[book.as_slice(), &["--format", "csv"]].concat(), Some(&setting.data()))?.0);
        }
        Ok(vec![
            Measure::beside("journal as PDF", "ms", &pdf, "the same rows as CSV, without typesetting", &csv).note(format!("{rows} rows")),
            Measure::of("journal memory", "MiB", &memory),
        ])
    }
}

/// The most memory a process held, in MiB.
fn peak(status: &str) -> Option<f64> {
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: u32 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(f64::from(kib) / 1024.0)
}
