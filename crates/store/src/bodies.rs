//! Bodies: their versions, whom they stand under, their territories.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use qorgau_domain::canonical;
use qorgau_domain::time::{OPEN, date_of, day_number};
use qorgau_domain::value::Content;
use qorgau_domain::{BodyId, BodyVersion, Text3, Tree};
use uuid::Uuid;

use crate::StoreError;
use crate::db::{Rows, Tx, execute, fetch_all, fetch_rows};
use crate::entries::moment;
use crate::remembered::Remembered;
use crate::settings;
use crate::store::Store;

/// An act that set a body's versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyAct {
    /// Its place in the body's chain.
    pub seq: i64,
    /// Who.
    pub actor: String,
    /// When the server took it.
    pub at: Timestamp,
    /// What it says.
    pub plain: Content,
}

type VersionRow = (i64, i64, i64, String, String, Option<i64>, Option<i64>, String, String, String);

pub(crate) async fn versions(tx: &mut Tx) -> Result<Vec<BodyVersion>, StoreError> {
    let rows = fetch_all!(tx, VersionRow, include_str!("sql/bodies/versions.sql"))?;
    Ok(rows.into_iter().map(version).collect())
}

/// The versions of one body, by their days.
pub(crate) async fn of(tx: &mut Tx, body: BodyId) -> Result<Vec<BodyVersion>, StoreError> {
    let rows = fetch_all!(tx, VersionRow, include_str!("sql/bodies/versions_of.sql"), body.0)?;
    Ok(rows.into_iter().map(version).collect())
}

fn version((id, from, until, code, level, parent, successor, kk, ru, en): VersionRow) -> BodyVersion {
    BodyVersion {
        id: BodyId(id),
        from: (from > -OPEN).then(|| date_of(from)),
        until: (until < OPEN).then(|| date_of(until)),
        code,
        level,
        parent: parent.map(BodyId),
        successor: successor.map(BodyId),
        name: Text3 { kk, ru, en },
    }
}

pub(crate) async fn insert_versions(tx: &mut Tx, versions: &[BodyVersion]) -> Result<(), StoreError> {
    let mut rows = Rows::default();
    for version in versions {
        rows.push([
            version.id.0.into(),
            version.from.map_or(-OPEN, day_number).into(),
            version.until.map_or(OPEN, day_number).into(),
            version.code.as_str().into(),
            version.level.as_str().into(),
            version.parent.map(|id| id.0).into(),
            version.successor.map(|id| id.0).into(),
            version.name.kk.as_str().into(),
            version.name.ru.as_str().into(),
            version.name.en.as_str().into(),
        ]);
    }
    rows.insert(tx, include_str!("sql/bodies/version.sql")).await
}

/// Derives from all versions whom every body stands under from month to month.
pub(crate) async fn derive_placements(tx: &mut Tx) -> Result<(), StoreError> {
    let tree = Tree::new(versions(tx).await?);
    execute!(tx, include_str!("sql/bodies/drop_placements.sql"))?;
    let mut rows = Rows::default();
    for placement in tree.placements() {
        rows.push([
            placement.body.0.into(),
            placement.parent.map(|id| id.0).into(),
            placement.from.0.into(),
            placement.until.0.into(),
        ]);
    }
    rows.insert(tx, include_str!("sql/bodies/placement.sql")).await?;
    let changes: u64 = settings::get(tx, settings::TREE).await?.and_then(|changes| changes.parse().ok()).unwrap_or(0);
    settings::set(tx, settings::TREE, &(changes + 1).to_string()).await?;
    derive_rollups(tx).await
}

/// The tree as it stands in a snapshot. Whoever changes it counts the change in the same transaction.
pub(crate) async fn tree(tx: &mut Tx, remembered: &Remembered<Option<String>, Tree>) -> Result<Arc<Tree>, StoreError> {
    let changes = settings::get(tx, settings::TREE).await?;
    if let Some(tree) = remembered.of(&changes) {
        return Ok(tree);
    }
    let tree = Arc::new(Tree::new(versions(tx).await?));
    remembered.keep(changes, &tree);
    Ok(tree)
}

/// Derives the sums of all subtrees from all cells.
pub(crate) async fn derive_rollups(tx: &mut Tx) -> Result<(), StoreError> {
    execute!(tx, include_str!("sql/bodies/drop_rollups.sql"))?;
    Ok(execute!(tx, include_str!("sql/bodies/rollups.sql"))?)
}

/// Whom bodies stand under, for whoever sums upward while writing.
pub(crate) struct Above(BTreeMap<i64, Vec<(i64, i64, i64)>>);

impl Above {
    pub(crate) async fn read(tx: &mut Tx, bodies: impl IntoIterator<Item = i64>) -> Result<Self, StoreError> {
        let mut asked = Rows::default();
        bodies.into_iter().for_each(|body| asked.push([body.into()]));
        let mut above: BTreeMap<i64, Vec<(i64, i64, i64)>> = BTreeMap::new();
        for (body, parent, from, until) in fetch_rows!(tx, (i64, i64, i64, i64), include_str!("sql/bodies/placements.sql"), asked) {
            above.entry(body).or_default().push((from, until, parent));
        }
        Ok(Above(above))
    }

    /// The body and everything above it in a month. A ring in the data ends it.
    pub(crate) fn path(&self, body: i64, month: i64) -> Vec<i64> {
        let mut path = vec![body];
        let parent = |body: &i64| {
            self.0
                .get(body)?
                .iter()
                .find(|(from, until, _)| (*from..=*until).contains(&month))
                .map(|(.., parent)| *parent)
        };
        while let Some(parent) = path.last().and_then(parent).filter(|parent| !path.contains(parent)) {
            path.push(parent);
        }
        path
    }
}

impl Store {
    /// The dated tree of bodies. It is no secret, so it needs no scope.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn tree(&self) -> Result<Arc<Tree>, StoreError> {
        // Two statements: what is remembered must belong to the count of changes beside it, for snapshots that are older.
        let mut tx = self.read().await?;
        tree(&mut tx, self.known_tree()).await
    }

    /// The acts that set the versions of the body whose acts have this subject, the last first. The tree is no secret; who made it is for
    /// whoever may read bodies, which the caller asks.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn body_acts(&self, subject: Uuid, limit: i64) -> Result<Vec<BodyAct>, StoreError> {
        let mut tx = self.once().await?;
        let rows = fetch_all!(&mut tx, (i64, String, i64, Vec<u8>), include_str!("sql/bodies/acts.sql"), subject, limit)?;
        let act = |(seq, actor, at, bytes): (i64, String, i64, Vec<u8>)| {
            let plain = canonical::decode(&bytes).map_err(|_| StoreError::Damaged(format!("act {seq} about a body cannot be read")))?;
            let at = moment(at)?;
            Ok(BodyAct { seq, actor, at, plain })
        };
        rows.into_iter().map(act).collect()
    }

    /// Bodies with their territories as GeoJSON geometry.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn territories(&self) -> Result<Vec<(BodyId, String)>, StoreError> {
        let mut tx = self.once().await?;
        let rows = fetch_all!(&mut tx, (i64, String), include_str!("sql/bodies/territories.sql"))?;
        Ok(rows.into_iter().map(|(id, geometry)| (BodyId(id), geometry)).collect())
    }
}
