//! Bodies: imported from a table, each with its dated versions; changed and read through the pages below.

mod change;
mod seen;

use std::collections::BTreeMap;

use jiff::civil::Date;
use qorgau_domain::act::{Kind, RecordDraft};
use qorgau_domain::value::{Content, Row, Value};
use qorgau_domain::{BodyId, BodyVersion, Text3, Tree, TreeFault};
use qorgau_rulebook::validate::Fault;
use qorgau_store::{Draft, Effect};
use uuid::Uuid;

pub use change::{BodyFault, Change, Ordered, Plan, Recount};
pub use seen::{Did, Line, Past, Staff};

use crate::import::{FileFault, Imported, Reason, Refused, read};
use crate::{App, AppError};

/// The columns of a table of bodies.
const COLUMNS: [&str; 8] = ["code", "parent", "level", "name_kk", "name_ru", "name_en", "from", "until"];

impl App {
    /// Brings bodies in from `code,parent,level,name_kk,name_ru,name_en,from,until` (and `successor`, where there is one). A code that
    /// stands several times has several versions. What is known already and unchanged is not written again. Bodies refer to each other,
    /// so one refused line refuses the table.
    ///
    /// # Errors
    /// When the table cannot be read or the store fails; then nothing was stored.
    pub async fn import_bodies(&self, file: &[u8], actor: &str, dry_run: bool) -> Result<Imported, AppError> {
        let table = read::csv(file, b',')?;
        let missing: Vec<&str> = COLUMNS.into_iter().filter(|column| !table.has(column)).collect();
        if !missing.is_empty() {
            return Err(AppError::File(FileFault::Lacks {
                columns: missing.join(", "),
                map: None,
            }));
        }
        let tree = self.store.tree().await?;
        let ids = numbered(&tree, &table);
        let mut imported = Imported {
            refused: table.refused(),
            ..Imported::default()
        };
        let mut lines: BTreeMap<(BodyId, Option<Date>), u64> = BTreeMap::new();
        let mut versions: BTreeMap<BodyId, Vec<BodyVersion>> = BTreeMap::new();
        for line in &table.lines {
            match self.body_version(&table, line, &ids) {
                Ok(version) => {
                    lines.insert((version.id, version.from), line.no);
                    versions.entry(version.id).or_default().push(version);
                }
                Err(refused) => imported.refused.push(refused),
            }
        }
        if imported.refused.is_empty() {
            imported.refused = omissions(&tree, &versions, &lines);
            imported.refused.extend(faults(&tree, &versions, &lines));
        }
        imported.refused.sort_by_key(|refused| refused.line);
        if imported.refused.is_empty() {
            self.put_bodies(&tree, versions, actor, dry_run, &mut imported).await?;
        }
        Ok(imported)
    }

    async fn put_bodies(
        &self,
        tree: &Tree,
        versions: BTreeMap<BodyId, Vec<BodyVersion>>,
        actor: &str,
        dry_run: bool,
        imported: &mut Imported,
    ) -> Result<(), AppError> {
        let mut drafts = Vec::new();
        for (id, mut versions) in versions {
            versions.sort_by_key(|version| version.from);
            let known: Vec<&BodyVersion> = tree.versions().filter(|version| version.id == id).collect();
            if known.len() == versions.len() && known.iter().zip(&versions).all(|(known, version)| **known == *version) {
                imported.already_there += versions.len();
                continue;
            }
            imported.accepted += versions.len();
            let before = known.into_iter().cloned().collect();
            drafts.push(self.body_draft(id, before, versions, actor));
        }
        if dry_run || drafts.is_empty() {
            return Ok(());
        }
        self.commit_whole(drafts).await
    }

    /// The act that sets a body's versions, in the body's own chain; `before` are those it was made on, none for a new body.
    #[must_use]
    pub fn body_draft(&self, id: BodyId, before: Vec<BodyVersion>, after: Vec<BodyVersion>, actor: &str) -> Draft {
        self.body_act(id, (before, after), "", actor)
    }

    /// The same with the order it goes by; an import names none.
    fn body_act(&self, id: BodyId, (before, after): (Vec<BodyVersion>, Vec<BodyVersion>), reason: &str, actor: &str) -> Draft {
        let rows = (1..).zip(&after).map(|(no, version)| Row { no, cells: cells(version) }).collect();
        let home = Value::Text(self.store.home().to_string());
        let mut plain = Content::from([("@home".to_owned(), home), ("@versions".to_owned(), Value::Rows(rows))]);
        if !reason.is_empty() {
            plain.insert("@reason".to_owned(), Value::Text(reason.to_owned()));
        }
        let record = RecordDraft {
            body: id,
            kind: Kind::Body,
            subject: subject(id),
            plain,
            salt: self.salt(),
            stamp: self.stamp(actor),
        };
        Draft::Record(Box::new(record), Effect::Body { before, after })
    }

    fn body_version(&self, table: &read::Table, line: &read::Line, ids: &BTreeMap<String, BodyId>) -> Result<BodyVersion, Refused> {
        let cell = |column: &str| table.cell(line, column);
        let refuse = |field: &str, reason: Reason| Refused {
            line: line.no,
            field: field.to_owned(),
            reason,
        };
        let day = |column: &str| match cell(column) {
            "" => Ok(None),
            text => text.parse::<Date>().map(Some).map_err(|_| refuse(column, Reason::NotADay(text.to_owned()))),
        };
        let other = |column: &str| match cell(column) {
            "" => Ok(None),
            code => ids.get(code).copied().map(Some).ok_or_else(|| refuse(column, Reason::NoBody(code.to_owned()))),
        };
        let level = cell("level");
        if self.rulebook.levels.iter().all(|known| known.code != level) {
            let known: Vec<&str> = self.rulebook.levels.iter().map(|level| level.code.as_str()).collect();
            let (given, known) = (level.to_owned(), known.join(", "));
            return Err(refuse("level", Reason::NoLevel { given, known }));
        }
        let code = cell("code");
        let id = ids.get(code).copied().ok_or_else(|| refuse("code", Reason::Fault(Fault::Missing)))?;
        let name = Text3 {
            kk: cell("name_kk").to_owned(),
            ru: cell("name_ru").to_owned(),
            en: cell("name_en").to_owned(),
        };
        if let Some(lang) = name.missing().next() {
            return Err(refuse(&format!("name_{}", lang.code()), Reason::Fault(Fault::Missing)));
        }
        let (parent, successor) = (other("parent")?, other("successor")?);
        if parent.is_none() && level != "ministry" {
            return Err(refuse("parent", Reason::NoSuperior));
        }
        Ok(BodyVersion {
            id,
            from: day("from")?,
            until: day("until")?,
            code: code.to_owned(),
            level: level.to_owned(),
            parent,
            successor,
            name,
        })
    }
}

/// What the acts about a body are about.
fn subject(body: BodyId) -> Uuid {
    Uuid::from_u128(u128::from(body.0.unsigned_abs()))
}

/// The bodies' surrogates by their codes; codes met for the first time get the next ones.
fn numbered(tree: &Tree, table: &read::Table) -> BTreeMap<String, BodyId> {
    let mut ids: BTreeMap<String, BodyId> = tree.versions().map(|version| (version.code.clone(), version.id)).collect();
    let mut next = tree.bodies().map(|id| id.0).max().unwrap_or(0);
    for code in table.lines.iter().map(|line| table.cell(line, "code")).filter(|code| !code.is_empty()) {
        ids.entry(code.to_owned()).or_insert_with(|| {
            next += 1;
            BodyId(next)
        });
    }
    ids
}

/// A table that names a body must say all that is known of it: a version left out would change months that are over.
fn omissions(tree: &Tree, versions: &BTreeMap<BodyId, Vec<BodyVersion>>, lines: &BTreeMap<(BodyId, Option<Date>), u64>) -> Vec<Refused> {
    let left_out = |known: &&BodyVersion| {
        let named = versions.get(&known.id);
        named.is_some_and(|named| named.iter().all(|version| version.from != known.from))
    };
    let refused = tree.versions().filter(left_out).map(|known| {
        let first = versions.get(&known.id).and_then(|named| named.first());
        Refused {
            line: first.and_then(|first| lines.get(&(first.id, first.from))).copied().unwrap_or(0),
            field: "from".to_owned(),
            reason: Reason::Omits {
                code: known.code.clone(),
                from: known.from,
            },
        }
    });
    refused.collect()
}

/// What would be wrong with the tree that was not before, each at the line that brings it; line 0 where it shows at a body of which the table says nothing.
fn faults(tree: &Tree, versions: &BTreeMap<BodyId, Vec<BodyVersion>>, lines: &BTreeMap<(BodyId, Option<Date>), u64>) -> Vec<Refused> {
    let kept = tree.versions().filter(|version| !versions.contains_key(&version.id));
    let whole = Tree::new(kept.chain(versions.values().flatten()).cloned());
    let before = tree.faults();
    let new = whole.faults().into_iter().filter(|fault| !before.contains(fault));
    let refused = new.map(|(version, fault)| Refused {
        line: lines.get(&(version.id, version.from)).copied().unwrap_or(0),
        field: column(fault).to_owned(),
        reason: Reason::Tree {
            code: version.code.clone(),
            fault,
        },
    });
    refused.collect()
}

/// The column in which a fault of the tree is to be mended.
fn column(fault: TreeFault) -> &'static str {
    match fault {
        TreeFault::EndsBeforeItBegins => "until",
        TreeFault::Overlap => "from",
        TreeFault::SameCode(_) => "code",
        TreeFault::Ring | TreeFault::Unknown(_) | TreeFault::UnderClosed(_) => "parent",
        TreeFault::OwnSuccessor => "successor",
    }
}

fn cells(version: &BodyVersion) -> Content {
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    let fields = [
        ("code", text(&version.code)),
        ("level", text(&version.level)),
        ("parent", version.parent.map(Value::Body)),
        ("successor", version.successor.map(Value::Body)),
        ("from", version.from.map(Value::Date)),
        ("until", version.until.map(Value::Date)),
        ("name_kk", text(&version.name.kk)),
        ("name_ru", text(&version.name.ru)),
        ("name_en", text(&version.name.en)),
    ];
    fields.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
}
