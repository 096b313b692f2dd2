//! The inventory of a volume that is closed: written with the closing act as the facts stand then, kept as it is, and compared with them later.

use std::collections::BTreeMap;

use jiff::civil::Date;
use qorgau_domain::time::{OPEN, day_number};
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, EntryId, Lang};
use qorgau_rulebook::filing::{self, Volume};
use qorgau_rulebook::register::Register;
use qorgau_rulebook::validate::{Fault, FieldProblem};
use qorgau_store::{Scope, Stored};

use super::lines::Reading;
use super::{Depth, Kept, Line, Of, days_of, item, word};
use crate::{App, AppError};

/// What lay in a volume when it was closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// The day on which the inventory was written.
    pub on: Date,
    /// Its lines.
    pub lines: Vec<Line>,
}

impl Frozen {
    /// Takes the inventory out of what a volume says, without words.
    pub(super) fn taken(fields: &mut Content) -> Option<Self> {
        let on = fields.get(filing::INVENTORY_ON).and_then(Value::day)?;
        let rows = match fields.remove(filing::INVENTORY) {
            Some(Value::Rows(rows)) => rows,
            _ => Vec::new(),
        };
        Some(Frozen {
            on,
            lines: rows.iter().filter_map(item::line).collect(),
        })
    }
}

/// How the facts came out otherwise than the inventory of a closed volume says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference<'a> {
    /// It came into the volume after that.
    Added(&'a Line),
    /// It does not lie there any more: struck through, corrected away, filed elsewhere.
    Gone(&'a Line),
    /// It says something else now.
    Changed {
        /// What the inventory says.
        was: &'a Line,
        /// What the facts say.
        now: &'a Line,
    },
}

/// In what an inventory and the facts differ, in the order of the inventory, then what came in since.
pub(super) fn differences<'a>(was: &'a [Line], now: &[&'a Line], lang: Lang) -> Vec<Difference<'a>> {
    let standing: BTreeMap<Of, &Line> = now.iter().map(|line| (line.of, *line)).collect();
    let kept: BTreeMap<Of, &Line> = was.iter().map(|line| (line.of, line)).collect();
    let of_kept = was.iter().filter_map(|line| match standing.get(&line.of).copied() {
        None => Some(Difference::Gone(line)),
        Some(now) if same(line, now, lang) => None,
        Some(now) => Some(Difference::Changed { was: line, now }),
    });
    let added = now.iter().filter(|line| !kept.contains_key(&line.of)).map(|line| Difference::Added(line));
    of_kept.chain(added).collect()
}

fn same(was: &Line, now: &Line, lang: Lang) -> bool {
    let said = |line: &Line| (line.day, line.index.clone(), line.sheets, line.exact);
    said(was) == said(now) && was.item.same(&now.item, lang)
}

/// Volumes that were read, by body: whoever brings many at once asks of each whether its days meet another's.
#[derive(Default)]
pub(crate) struct Shelves(BTreeMap<BodyId, Vec<(EntryId, Volume)>>);

impl Shelves {
    /// What is wrong with the days of a volume beside the others of its body; where nothing is, it is one of them from now on.
    pub(crate) async fn meets(&mut self, app: &App, (body, id): (BodyId, EntryId), fields: &Content) -> Result<Option<FieldProblem>, AppError> {
        let Some(volume) = Volume::of(fields) else { return Ok(None) };
        let mut shelf = match self.0.remove(&body) {
            Some(shelf) => shelf,
            None => {
                let known = |stored: &Stored| Some((stored.entry.id, Volume::of(&stored.entry.fields)?));
                app.stored_volumes(body).await?.iter().filter_map(known).collect()
            }
        };
        let other = shelf.iter().find(|(known, other)| *known != id && other.meets(&volume));
        let problem = other.map(|(_, other)| meets(other));
        if problem.is_none() {
            shelf.push((id, volume));
        }
        self.0.insert(body, shelf);
        Ok(problem)
    }
}

fn meets(other: &Volume) -> FieldProblem {
    FieldProblem {
        field: "opened_on".to_owned(),
        row: None,
        fault: Fault::Meets {
            volume: other.number,
            from: other.opened,
            until: other.closed,
        },
    }
}

impl App {
    /// Fills in what the system adds to an entry before it is stored: to a volume that is closed, its inventory. `before` is what the entry
    /// said until now; an inventory is written once for each closing, and goes along with every correction that leaves the volume where it is.
    ///
    /// # Errors
    /// Where the days of the volume meet another's, or more lies in it than an inventory takes; when the database cannot be read.
    pub(crate) async fn filled_in(
        &self,
        register: &Register,
        at: (BodyId, EntryId),
        before: Option<&Content>,
        fields: &mut Content,
        on: Date,
    ) -> Result<(), AppError> {
        if register.code != filing::REGISTER {
            return Ok(());
        }
        fields.remove(filing::INVENTORY_ON);
        fields.remove(filing::INVENTORY);
        let stays = before.filter(|before| filing::same_place(before, fields));
        if stays.is_none()
            && let Some(problem) = Shelves::default().meets(self, at, fields).await?
        {
            return Err(AppError::Unsound(vec![problem]));
        }
        let Some(volume) = Volume::of(fields).filter(|volume| volume.closed.is_some()) else {
            return Ok(());
        };
        let ended = before.filter(|before| ["transferred_on", "destroyed_on"].iter().any(|code| before.contains_key(*code)));
        if let Some(before) = stays.or(ended).filter(|before| before.contains_key(filing::INVENTORY_ON)) {
            for code in [filing::INVENTORY_ON, filing::INVENTORY] {
                fields.extend(before.get(code).map(|value| (code.to_owned(), value.clone())));
            }
            return Ok(());
        }
        let lines = self.lies_in(at, volume).await?;
        if lines.len() > filing::MOST_LINES {
            let fault = Fault::ManyLines {
                found: lines.len(),
                most: filing::MOST_LINES,
            };
            let field = "closed_on".to_owned();
            return Err(AppError::Unsound(vec![FieldProblem { field, row: None, fault }]));
        }
        fields.insert(filing::INVENTORY_ON.to_owned(), Value::Date(on));
        let rows: Vec<_> = (1..).zip(&lines).map(|(no, line)| item::row(no, line)).collect();
        if !rows.is_empty() {
            fields.insert(filing::INVENTORY.to_owned(), Value::Rows(rows));
        }
        Ok(())
    }

    /// What lies in a volume as it is about to be stored, whoever may read it.
    async fn lies_in(&self, (body, id): (BodyId, EntryId), volume: Volume) -> Result<Vec<Line>, AppError> {
        let (Some(days), tree) = (days_of(volume.year), self.store.tree().await?) else {
            return Ok(Vec::new());
        };
        let wanted = word(&volume.file);
        let mut volumes = self.kept_of(body).await?;
        volumes.retain(|kept| kept.id != id);
        let (file, year) = (volume.file.clone(), volume.year);
        volumes.push(Kept { id, volume, frozen: None });
        super::in_order(&mut volumes);
        let reading = Reading {
            app: self,
            who: None,
            tree: &tree,
            body,
            days,
            langs: &Lang::ALL,
            depth: Depth::One(&wanted),
        };
        let lines = reading.lines(&volumes).await?.remove(&file).unwrap_or_default();
        volumes.retain(|kept| kept.volume.file == file && kept.volume.year == year);
        Ok(lines.into_iter().filter(|line| super::within(&volumes, line) == Some(id)).collect())
    }

    /// Every entry of the register of volumes of a body.
    pub(super) async fn stored_volumes(&self, body: BodyId) -> Result<Vec<Stored>, AppError> {
        let days = (day_number(Date::MIN), OPEN);
        Ok(self.store.entries(&Scope::of(body, [body].into()), filing::REGISTER, days.0, days.1).await?)
    }

    /// Every volume of a body, with the inventories of those that have one, whoever may read it.
    pub(super) async fn kept_of(&self, body: BodyId) -> Result<Vec<Kept>, AppError> {
        let kept = |mut stored: Stored| {
            let frozen = Frozen::taken(&mut stored.entry.fields);
            let (id, volume) = (stored.entry.id, Volume::of(&stored.entry.fields)?);
            Some(Kept { id, volume, frozen })
        };
        let mut volumes: Vec<Kept> = self.stored_volumes(body).await?.into_iter().filter_map(kept).collect();
        super::in_order(&mut volumes);
        Ok(volumes)
    }
}
