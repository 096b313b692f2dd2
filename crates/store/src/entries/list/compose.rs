//! The one place where queries are composed. Only the numbers of conditions and bodies vary; every value is bound but limits, which stand in the
//! text: SQLite looks at a bound limit while it plans, and so plans anew each time.

use qorgau_domain::BodyId;
use qorgau_domain::keys::{LINK, NO_DAY};
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use super::naming::Walk;
use super::{Filter, Listing, MOST_BODIES, Order, Position, Shown};
use crate::db::{Param, Tx, bound};
use crate::scope::Scope;

/// Whose keys are read.
#[derive(PartialEq)]
pub(super) enum Reach {
    /// Those of these bodies, each from its own stretch of the index.
    Bodies(Vec<i64>),
    /// Those of these bodies and of what others wrote in their books.
    Books(Vec<i64>),
    /// Those of all.
    All,
}

impl Reach {
    pub(super) fn of(scope: &Scope) -> Self {
        if scope.goes_by_books() {
            return Reach::Books(scope.bodies().map(|body| body.0).collect());
        }
        let bodies: Vec<i64> = scope.bodies().take(MOST_BODIES + 1).map(|body| body.0).collect();
        if bodies.len() > MOST_BODIES { Reach::All } else { Reach::Bodies(bodies) }
    }

    /// Whether an entry of a body that was read so far is the reader's. What is read by books is his already: the statement says whose it is.
    pub(super) fn holds(&self, scope: &Scope, body: BodyId) -> bool {
        matches!(self, Reach::Books(_)) || scope.holds(body)
    }
}

/// A statement that grows together with its parameters.
#[derive(Default)]
pub(super) struct Query {
    sql: String,
    params: Vec<Param>,
}

impl Query {
    pub(super) fn push(&mut self, sql: &str) {
        self.sql.push_str(sql);
    }

    /// Binds a value; its place in the text comes back.
    pub(super) fn bind(&mut self, value: impl Into<Param>) -> String {
        self.params.push(value.into());
        format!("${}", self.params.len())
    }

    pub(super) async fn fetch_all<R>(self, tx: &mut Tx) -> Result<Vec<R>, sqlx::Error>
    where
        R: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        let Query { sql, params } = self;
        match tx {
            Tx::Sqlite(tx) => bound!(sqlx::query_as::<_, R>(AssertSqlSafe(sql)), params).fetch_all(&mut **tx).await,
            Tx::Postgres(tx) => bound!(sqlx::query_as::<_, R>(AssertSqlSafe(sql)), params).fetch_all(&mut **tx).await,
        }
    }

    fn position(&mut self, at: &Position) -> String {
        let (key, day, id) = (self.bind(at.key.clone()), self.bind(at.day), self.bind(at.id.0));
        format!("({key}, {day}, {id})")
    }
}

/// A stretch of an order, both ends left out.
pub(super) struct Stretch {
    pub(super) field: String,
    pub(super) low: Position,
    pub(super) high: Position,
    pub(super) order: Order,
}

/// The next rows of a stretch, body by body: each body's own first ones, put together and cut again.
pub(super) fn stretch(reach: &Reach, listing: &Listing, stretch: &Stretch, filters: &[&Filter], limit: i64) -> Query {
    let mut query = Query::default();
    let register = query.bind(listing.register.as_str());
    let field = query.bind(stretch.field.as_str());
    let (low, high) = (query.position(&stretch.low), query.position(&stretch.high));
    let way = way(stretch.order);
    let order = |of: &str| format!("ORDER BY {of}.key {way}, {of}.day {way}, {of}.entry_id {way} LIMIT {limit}");
    let mut terms = Vec::new();
    let mut term = |whose: &str| {
        let name = terms.len();
        terms.push(format!(
            "SELECT * FROM (SELECT k.key, k.day, k.entry_id FROM field_key k WHERE k.register = {register} AND k.field = {field}{whose} \
             AND (k.key, k.day, k.entry_id) > {low} AND (k.key, k.day, k.entry_id) < {high} {}) t{name}",
            order("k")
        ));
    };
    match reach {
        Reach::All => term(""),
        Reach::Bodies(bodies) => {
            for body in bodies {
                let body = query.bind(*body);
                term(&format!(" AND k.body_id = {body}"));
            }
        }
        Reach::Books(_) => {
            let whose = whose(&mut query, reach, &register);
            term(&whose);
        }
    }
    let fits = fits(&mut query, listing.shown, filters);
    let text = format!(
        "SELECT c.key, c.day, c.entry_id, e.body_id, CASE WHEN {fits} THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS fits \
         FROM (SELECT * FROM ({}) u {}) c CROSS JOIN entry e WHERE e.id = c.entry_id {}",
        terms.join(" UNION ALL "),
        order("u"),
        order("c")
    );
    query.push(&text);
    query
}

/// Whether entry `e` is shown and the other conditions hold of it.
fn fits(query: &mut Query, shown: Shown, filters: &[&Filter]) -> String {
    let mut all = Vec::new();
    if shown == Shown::Standing {
        all.push("e.state = 'active'".to_owned());
    }
    for filter in filters {
        let field = query.bind(filter.field.as_str());
        let (from, until) = (query.bind(filter.from.clone()), query.bind(filter.until.clone()));
        all.push(format!(
            "EXISTS (SELECT 1 FROM field_key f WHERE f.entry_id = e.id AND f.field = {field} AND f.key BETWEEN {from} AND {until})"
        ));
    }
    if all.is_empty() { "1 = 1".to_owned() } else { all.join(" AND ") }
}

/// The condition that keys of a register are of those bodies.
fn whose(query: &mut Query, reach: &Reach, register: &str) -> String {
    match reach {
        Reach::All => String::new(),
        Reach::Bodies(bodies) => format!(" AND k.body_id IN ({})", bound_all(query, bodies)),
        Reach::Books(bodies) => {
            let bodies = bound_all(query, bodies);
            format!(" AND (k.body_id IN ({bodies}) OR k.entry_id IN (SELECT b.id FROM entry b WHERE b.register = {register} AND b.book_id IN ({bodies})))")
        }
    }
}

fn bound_all(query: &mut Query, bodies: &[i64]) -> String {
    bodies.iter().map(|body| query.bind(*body)).collect::<Vec<_>>().join(", ")
}

/// A filter's keys as far as the reader reaches.
fn keys_of(query: &mut Query, reach: &Reach, listing: &Listing, filter: &Filter) -> String {
    let (register, field) = (query.bind(listing.register.as_str()), query.bind(filter.field.as_str()));
    let (from, until) = (query.bind(filter.from.clone()), query.bind(filter.until.clone()));
    let whose = whose(query, reach, &register);
    format!("FROM field_key k WHERE k.register = {register} AND k.field = {field} AND k.key BETWEEN {from} AND {until}{whose}")
}

/// How many keys a filter leaves, counted no further than a limit.
pub(super) fn counted(reach: &Reach, listing: &Listing, filter: &Filter, limit: i64) -> Query {
    let mut query = Query::default();
    let keys = keys_of(&mut query, reach, listing, filter);
    query.push(&format!("SELECT CAST(COUNT(*) AS BIGINT) AS found FROM (SELECT k.day {keys} LIMIT {limit}) t"));
    query
}

/// How many entries of a register are shown of these bodies, counted no further than a limit, from the index alone.
pub(super) fn shown(scope: &Scope, listing: &Listing, limit: i64) -> Query {
    let mut query = Query::default();
    let register = query.bind(listing.register.as_str());
    let bodies = bound_all(&mut query, &scope.bodies().map(|body| body.0).collect::<Vec<_>>());
    let whose = if scope.goes_by_books() {
        format!("(e.body_id IN ({bodies}) OR e.book_id IN ({bodies}))")
    } else {
        format!("e.body_id IN ({bodies})")
    };
    let state = if listing.shown == Shown::Standing { " AND e.state = 'active'" } else { "" };
    query.push(&format!(
        "SELECT CAST(COUNT(*) AS BIGINT) AS found FROM (SELECT e.day FROM entry e WHERE e.register = {register} AND {whose}{state} LIMIT {limit}) t"
    ));
    query
}

/// Day and entry of a filter's keys, in no order, from the index alone; an entry may come several times.
pub(super) fn days(reach: &Reach, listing: &Listing, filter: &Filter) -> Query {
    let mut query = Query::default();
    let keys = keys_of(&mut query, reach, listing, filter);
    query.push(&format!("SELECT k.day, k.entry_id {keys}"));
    query
}

/// The same, only so many that come first in the order of the list by days.
pub(super) fn leading_days(reach: &Reach, listing: &Listing, filter: &Filter, limit: i64) -> Query {
    let mut query = Query::default();
    let keys = keys_of(&mut query, reach, listing, filter);
    let (none, way) = (query.bind(NO_DAY), way(listing.order));
    query.push(&format!(
        "SELECT k.day, k.entry_id {keys} ORDER BY CASE WHEN k.day = {none} THEN 1 ELSE 0 END, k.day {way}, k.entry_id {way} LIMIT {limit}"
    ));
    query
}

fn way(order: Order) -> &'static str {
    if order == Order::Up { "ASC" } else { "DESC" }
}

/// Whether these entries are shown, and whose they are.
pub(super) fn judged(listing: &Listing, entries: &[(i64, Uuid)], others: &[&Filter]) -> Query {
    let mut query = Query::default();
    let ids: Vec<String> = entries.iter().map(|(_, id)| query.bind(*id)).collect();
    let fits = fits(&mut query, listing.shown, others);
    query.push(&format!("SELECT e.id, e.body_id FROM entry e WHERE e.id IN ({}) AND {fits}", ids.join(", ")));
    query
}

/// How many entries of a list each body has and how many keys led to them: as many keys as asked for, of no more than `walked` of a filter.
pub(super) fn surveyed(reach: &Reach, listing: &Listing, filter: &Filter, others: &[&Filter], (walked, most): (i64, i64)) -> Query {
    let mut query = Query::default();
    let keys = keys_of(&mut query, reach, listing, filter);
    let fits = fits(&mut query, listing.shown, others);
    query.push(&format!(
        "SELECT t.body_id, CAST(COUNT(DISTINCT t.id) AS BIGINT) AS entries, CAST(COUNT(*) AS BIGINT) AS keys FROM (SELECT e.body_id, e.id \
         FROM (SELECT k.entry_id {keys} LIMIT {walked}) c CROSS JOIN entry e WHERE e.id = c.entry_id AND {fits} LIMIT {most}) t GROUP BY t.body_id"
    ));
    query
}

/// The entries that a filter leaves, each as it stands in the order of the list, in no order.
pub(super) fn left(reach: &Reach, listing: &Listing, filter: &Filter, others: &[&Filter]) -> Query {
    let mut query = Query::default();
    let keys = keys_of(&mut query, reach, listing, filter);
    let sort = query.bind(listing.sort.as_str());
    let fits = fits(&mut query, listing.shown, others);
    query.push(&format!(
        "SELECT s.key, s.day, e.id, e.body_id, CAST(1 AS BIGINT) AS fits \
         FROM (SELECT DISTINCT k.entry_id {keys}) c CROSS JOIN entry e CROSS JOIN field_key s \
         WHERE e.id = c.entry_id AND s.entry_id = c.entry_id AND s.field = {sort} AND {fits}"
    ));
    query
}

/// The next entries of each walk along one register's entries that name one entry: the last before where it stands, as far as its reader
/// reaches, each with the number of the walk; in no order among walks.
pub(super) fn naming(walks: &[&mut Walk<'_>], limit: i64) -> Query {
    let mut query = Query::default();
    let field = query.bind(LINK);
    let mut terms = Vec::new();
    // Registers that reach as far name the same bodies.
    let mut reached: Option<(&Reach, &str, String)> = None;
    for (no, walk) in walks.iter().enumerate() {
        let (register, key) = (query.bind(walk.register), query.bind(walk.named.0.as_bytes().to_vec()));
        let (day, id) = (query.bind(walk.before.0), query.bind(walk.before.1));
        let whose = match reached.take() {
            Some((reach, of, whose)) if reach == walk.reach && (of == walk.register || !matches!(reach, Reach::Books(_))) => whose,
            _ => whose(&mut query, walk.reach, &register),
        };
        // Of a few bodies their own keys are read and put in order; of all the index is walked in its order.
        let last = if *walk.reach == Reach::All { "k.day" } else { "+k.day" };
        terms.push(format!(
            "SELECT * FROM (SELECT CAST({no} AS BIGINT) AS walk, k.day, k.entry_id, k.body_id FROM field_key k WHERE k.register = {register} \
             AND k.field = {field} AND k.key = {key} AND (k.day, k.entry_id) < ({day}, {id}){whose} \
             ORDER BY {last} DESC, k.entry_id DESC LIMIT {limit}) t{no}"
        ));
        reached = Some((walk.reach, walk.register, whose));
    }
    query.push(&terms.join(" UNION ALL "));
    query
}
