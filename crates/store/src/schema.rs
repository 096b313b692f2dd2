//! The tables, made and brought up to date.

use uuid::Uuid;

use crate::StoreError;
use crate::db::{Db, Hold, Tx, fetch_optional};
use crate::settings;

/// What brings the tables from one version to the next.
struct Step {
    tables: &'static str,
    /// Triggers that each engine words its own way: SQLite, PostgreSQL.
    guards: [&'static str; 2],
}

/// One step a version; a step once released is never changed.
const STEPS: &[Step] = &[
    Step {
        tables: include_str!("sql/schema/1.sql"),
        guards: [include_str!("sql/schema/guard.sqlite.sql"), include_str!("sql/schema/guard.postgres.sql")],
    },
    Step {
        tables: include_str!("sql/schema/2.sql"),
        guards: [include_str!("sql/schema/guard.2.sqlite.sql"), include_str!("sql/schema/guard.2.postgres.sql")],
    },
    Step {
        tables: include_str!("sql/schema/3.sql"),
        guards: ["", ""],
    },
    Step {
        tables: include_str!("sql/schema/4.sql"),
        guards: ["", ""],
    },
    Step {
        tables: include_str!("sql/schema/5.sql"),
        guards: ["", ""],
    },
    Step {
        tables: include_str!("sql/schema/6.sql"),
        guards: ["", ""],
    },
    Step {
        tables: include_str!("sql/schema/7.sql"),
        guards: ["", ""],
    },
    Step {
        tables: include_str!("sql/schema/8.sql"),
        guards: ["", ""],
    },
    Step {
        tables: include_str!("sql/schema/9.sql"),
        guards: ["", ""],
    },
    Step {
        tables: include_str!("sql/schema/10.sql"),
        guards: ["", ""],
    },
    Step {
        tables: include_str!("sql/schema/11.sql"),
        guards: ["", ""],
    },
    Step {
        tables: include_str!("sql/schema/12.sql"),
        guards: ["", ""],
    },
    Step {
        tables: include_str!("sql/schema/13.sql"),
        guards: ["", ""],
    },
    Step {
        tables: include_str!("sql/schema/14.sql"),
        guards: ["", ""],
    },
    Step {
        tables: include_str!("sql/schema/15.sql"),
        guards: ["", ""],
    },
];

/// Makes missing tables; a new database becomes the installation `id`.
pub(crate) async fn prepare(db: &Db, id: Uuid) -> Result<(), StoreError> {
    // A database that is up to date is opened without waiting for whoever writes.
    if version(&mut db.read().await?).await? == known() {
        return Ok(());
    }
    let mut tx = db.write().await?;
    // Two programs that open a new database at one moment must not both make its tables.
    tx.hold(Hold::Alone).await?;
    let found = version(&mut tx).await?;
    let known = known();
    if found > known {
        return Err(StoreError::NewerSchema { found, known });
    }
    for step in STEPS.iter().skip(usize::try_from(found).unwrap_or(0)) {
        let text = tx.worded(step.tables);
        tx.script(text).await?;
        let [sqlite, postgres] = step.guards;
        let guard = if matches!(tx, Tx::Sqlite(_)) { sqlite } else { postgres };
        tx.script(guard.to_owned()).await?;
    }
    if found == 0 {
        settings::set(&mut tx, settings::INSTALLATION, &id.to_string()).await?;
    }
    if found < known {
        settings::set(&mut tx, settings::SCHEMA, &known.to_string()).await?;
    }
    tx.commit().await
}

/// The version of the tables that this program makes.
pub(crate) fn known() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}

/// The version of the tables that are there; 0 where there are none.
pub(crate) async fn version(tx: &mut Tx) -> Result<i64, StoreError> {
    let sql = if matches!(tx, Tx::Sqlite(_)) {
        include_str!("sql/schema/sqlite_tables.sql")
    } else {
        include_str!("sql/schema/postgres_tables.sql")
    };
    if fetch_optional!(tx, (String,), sql, "setting")?.is_none() {
        return Ok(0);
    }
    let value = settings::get(tx, settings::SCHEMA).await?.unwrap_or_default();
    value.parse().map_err(|_| StoreError::Damaged(format!("the schema version is `{value}`")))
}
