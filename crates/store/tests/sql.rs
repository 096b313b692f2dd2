//! Every statement means the same on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use common::{Place, Raw};
use sqlx::{AssertSqlSafe, Column, Either, Executor, Statement};

/// What an engine makes of a statement: the names of its columns and the number of its parameters.
#[derive(Debug, PartialEq, Eq)]
struct Shape {
    columns: Vec<String>,
    parameters: Option<usize>,
}

fn shape<S: Statement>(statement: &S) -> Shape {
    let names = statement.columns().iter().map(|column| column.name().to_owned());
    Shape {
        columns: names.collect(),
        parameters: statement.parameters().map(|parameters| match parameters {
            Either::Left(types) => types.len(),
            Either::Right(count) => count,
        }),
    }
}

/// The statements of the store by their names, those that make the tables aside.
fn statements() -> BTreeMap<String, String> {
    let root = Path::new("src/sql");
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
            let name = path.strip_prefix(root).map(PathBuf::from).unwrap().display().to_string();
            if path.is_dir() && name != "schema" {
                folders.push(path);
            } else if name.ends_with(".sql") {
                found.insert(name, std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

/// Prepares every statement where the tables are, and names those that the engine refuses.
async fn prepared(place: &Place) -> BTreeMap<String, Shape> {
    place.open(1).await.close().await;
    let mut raw = place.raw().await;
    let mut shapes = BTreeMap::new();
    let mut refused = Vec::new();
    for (name, sql) in statements() {
        // As the store words them.
        let (bytes, uuid, lock) = if matches!(raw, Raw::Sqlite(_)) {
            ("BLOB", "BLOB", "-- FOR UPDATE")
        } else {
            ("BYTEA", "UUID", "FOR UPDATE")
        };
        let sql = sql.replace("{bytes}", bytes).replace("{uuid}", uuid).replace("FOR UPDATE", lock);
        let sql = sqlx::SqlSafeStr::into_sql_str(AssertSqlSafe(sql));
        let made = match &mut raw {
            Raw::Sqlite(conn) => conn.prepare(sql).await.map(|statement| shape(&statement)),
            Raw::Postgres(conn) => conn.prepare(sql).await.map(|statement| shape(&statement)),
        };
        match made {
            Ok(shape) => drop(shapes.insert(name, shape)),
            Err(error) => refused.push(format!("{name}: {error}")),
        }
    }
    assert!(refused.is_empty(), "the engine refuses:\n{}", refused.join("\n"));
    shapes
}

/// The highest `$n` of a statement.
fn highest(sql: &str) -> usize {
    sql.lines()
        .map(|line| line.split("--").next().unwrap_or(""))
        .flat_map(|line| line.split('$').skip(1))
        .filter_map(|rest| rest.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok())
        .max()
        .unwrap_or(0)
}

#[tokio::test]
async fn every_statement_is_prepared_by_sqlite() {
    let place = Place::sqlite();
    let shapes = prepared(&place).await;
    assert!(shapes.len() > 50, "only {} statements were found", shapes.len());
    for (name, sql) in statements() {
        assert_eq!(shapes[&name].parameters, Some(highest(&sql)), "{name} leaves a parameter out");
    }
}

#[tokio::test]
async fn cut_overs_are_looked_up_of_the_bodies_asked_and_not_read_through() {
    let place = Place::sqlite();
    place.open(1).await.close().await;
    let Raw::Sqlite(mut conn) = place.raw().await else { panic!("this is SQLite") };
    for name in ["cut_overs/first_days.sql", "cut_overs/covered.sql"] {
        let sql = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {}", statements()[name]));
        let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(sql).bind(1).fetch_all(&mut conn).await.unwrap();
        let steps: Vec<&str> = plan.iter().map(|step| step.3.as_str()).collect();
        assert!(steps.iter().any(|step| step.starts_with("SEARCH p")), "{name}: {steps:?}");
        assert!(!steps.iter().any(|step| step.starts_with("SCAN p")), "{name}: {steps:?}");
    }
}

#[tokio::test]
async fn every_statement_has_the_same_columns_and_parameters_on_both_engines() {
    let Some(postgres) = Place::postgres().await else { return };
    let sqlite = prepared(&Place::sqlite()).await;
    let other = prepared(&postgres).await;
    let differing: Vec<_> = sqlite
        .iter()
        .filter(|(name, shape)| other.get(*name) != Some(*shape))
        .map(|(name, shape)| format!("{name}: SQLite {shape:?}, PostgreSQL {:?}", other.get(name)))
        .collect();
    postgres.remove().await;
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}
