//! tls: certificates of the office's own.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::process::ExitCode;

use jiff::tz::TimeZone;
use qorgau_domain::Lang;
use qorgau_domain::source::Clock;
use qorgau_l10n::L10n;
use qorgau_web::serve::authority::{self, Day};

use crate::cli::{Place, Tls};
use crate::output::{self, Failure};
use crate::source::SystemClock;

/// For everybody to read.
const OPEN: u32 = 0o644;

/// For the owner alone.
const SECRET: u32 = 0o600;

/// Makes the papers and writes them; a file that is there already is never overwritten.
pub fn run(place: &Place, tls: Tls) -> Result<ExitCode, Failure> {
    let l = L10n::get(place.lang.unwrap_or(Lang::En));
    let Tls::Init { names, out } = tls;
    let today = SystemClock.now().to_zoned(TimeZone::UTC).date();
    let day = Day {
        year: today.year().into(),
        month: today.month().unsigned_abs(),
        day: today.day().unsigned_abs(),
    };
    let papers = authority::make(&names, day).map_err(|error| Failure::Refused(l.error_tls_names(&names.join(", "), &error.to_string())))?;
    std::fs::create_dir_all(&out).map_err(Failure::file(&out))?;
    for (name, text, mode) in [
        ("authority.key", &papers.authority_key, SECRET),
        ("authority.crt", &papers.authority, OPEN),
        ("server.key", &papers.server_key, SECRET),
        ("server.crt", &papers.server, OPEN),
    ] {
        write(&out.join(name), text, mode)?;
    }
    output::line(&l.said_tls(&out.display().to_string()))?;
    Ok(ExitCode::SUCCESS)
}

fn write(path: &Path, text: &str, mode: u32) -> Result<(), Failure> {
    let opened = OpenOptions::new().write(true).create_new(true).mode(mode).open(path);
    opened.and_then(|mut file| file.write_all(text.as_bytes())).map_err(Failure::file(path))
}
