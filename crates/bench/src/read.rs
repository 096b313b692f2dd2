//! The ministry's return, what stands behind its largest figure, and a check of everything.

use qorgau_app::returns::Kind;
use qorgau_domain::Period;
use qorgau_domain::time::day_number;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use crate::error::BenchError;
use crate::measure::{Measure, Samples, Stopwatch};
use crate::setting::Setting;

pub(crate) async fn measure(setting: &Setting, rounds: usize, verifications: usize) -> Result<Vec<Measure>, BenchError> {
    let raw = Connection::open(setting.database())?;
    eprintln!("reading");
    let mut measures = vec![
        returns(setting, &raw, Kind::Monthly, rounds).await?,
        returns(setting, &raw, Kind::Quarterly, rounds).await?,
    ];
    measures.push(explanation(setting, &raw, rounds).await?);
    eprintln!("verifying");
    measures.push(verification(setting, &raw, verifications).await?);
    Ok(measures)
}

/// From the ministry's tree and scope to every figure of its return with a row for each child.
async fn returns(setting: &Setting, raw: &Connection, kind: Kind, rounds: usize) -> Result<Measure, BenchError> {
    let app = &setting.app;
    let until = setting.plan.until;
    let (name, period) = match kind {
        Kind::Monthly => ("return monthly", Period::Month(until)),
        Kind::Quarterly => ("return quarterly", Period::Quarter(until.plus(-1 - (until.number() - 1) % 3).plus(-2))),
    };
    let (mut product, mut limit) = (Samples::default(), Samples::default());
    for _ in 0..rounds {
        let watch = Stopwatch::start();
        let (tree, scope) = app.scope(setting.ministry).await?;
        let figures = app.statistical_return(&tree, &scope, kind, period).await?;
        product.millis(watch.took());
        let watch = Stopwatch::start();
        let year = period.last_month().number();
        let mut statement = raw.prepare_cached(
            "SELECT p.body_id, r.month, r.figure, r.amount FROM placement p JOIN rollup r ON r.body_id = p.body_id
             WHERE (p.parent_id = ?1 OR p.body_id = ?1) AND (r.month BETWEEN ?2 - ?3 AND ?2 OR r.month BETWEEN ?2 - 14 AND ?2 - 12)",
        )?;
        let rows = statement.query_map(params![setting.ministry.0, period.last_month().0, year - 1], |row| row.get::<_, i64>(3))?;
        let sum: i64 = rows.sum::<Result<i64, _>>()?;
        limit.millis(watch.took());
        if figures.figures.is_empty() || sum == 0 {
            return Err(BenchError::Unfair(format!("the ministry's {name} is empty")));
        }
    }
    let what = "raw program: reads the sums behind it";
    Ok(Measure::beside(name, "ms", &product, what, &limit).aim("under 10 ms"))
}

/// The entries behind the figure that has most of them in the month.
async fn explanation(setting: &Setting, raw: &Connection, rounds: usize) -> Result<Measure, BenchError> {
    let app = &setting.app;
    let month = setting.plan.until;
    let days = (day_number(month.first()), day_number(month.last()));
    let sql = "SELECT f.code, f.id, COUNT(*) FROM contribution c JOIN figure f ON f.id = c.figure
               WHERE c.day BETWEEN ? AND ? AND c.until_day IS NULL AND c.ended_seq = 0 GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 1";
    let (code, figure, most) = raw.query_row(sql, params![days.0, days.1], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
    })?;
    let (mut product, mut limit) = (Samples::default(), Samples::default());
    for _ in 0..rounds {
        let watch = Stopwatch::start();
        let (tree, scope) = app.scope(setting.ministry).await?;
        let explained = app.explain(&tree, &scope, &code, Period::Month(month)).await?;
        product.millis(watch.took());
        let watch = Stopwatch::start();
        let mut statement = raw.prepare_cached(
            "SELECT l.subject, e.year, e.number, c.body_id, c.row_no, c.day, c.amount, c.dimension
             FROM body b CROSS JOIN contribution c ON c.figure = ?1 AND c.body_id = b.id AND c.day BETWEEN ?2 AND ?3 AND c.ended_seq = 0
             CROSS JOIN ledger l ON l.body_id = c.body_id AND l.seq = c.seq CROSS JOIN entry e ON e.id = l.subject",
        )?;
        let rows = statement.query_map(params![figure, days.0, days.1], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, String>(7)?)))?;
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        limit.millis(watch.took());
        if explained.is_empty() || i64::try_from(rows.len()).ok() != Some(most) {
            return Err(BenchError::Unfair(format!(
                "{code} is explained by {} entries, read raw by {}",
                explained.len(),
                rows.len()
            )));
        }
    }
    let measure = Measure::beside("explanation", "ms", &product, "raw program: reads the same rows", &limit);
    Ok(measure.note(format!("{code} of a month: {most} contributions")))
}

/// Everything replayed and compared, beside reading and hashing the ledger's bytes.
async fn verification(setting: &Setting, raw: &Connection, rounds: usize) -> Result<Measure, BenchError> {
    let (mut product, mut limit) = (Samples::default(), Samples::default());
    let mut entries = 0;
    for _ in 0..rounds {
        let watch = Stopwatch::start();
        let report = setting.app.verify(&mut |done, total| eprint!("\r{done} of {total} chains")).await?;
        product.millis(watch.took());
        eprintln!();
        if !report.problems.is_empty() {
            return Err(BenchError::Unfair(format!("verify found {} problems", report.problems.len())));
        }
        entries = report.entries;
        let watch = Stopwatch::start();
        let mut statement = raw.prepare("SELECT l.hash, c.salt, c.bytes FROM ledger l JOIN content c ON c.body_id = l.body_id AND c.seq = l.seq")?;
        let mut rows = statement.query([])?;
        let mut hash = Sha256::new();
        while let Some(row) = rows.next()? {
            for at in 0..3 {
                hash.update(row.get_ref(at)?.as_blob().unwrap_or_default());
            }
        }
        std::hint::black_box(hash.finalize());
        limit.millis(watch.took());
    }
    let what = "raw program: reads and hashes the bytes of the ledger";
    Ok(Measure::beside("verify", "ms", &product, what, &limit).note(format!("{entries} entries")))
}
