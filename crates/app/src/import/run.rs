//! Runs an import: convert, find the body, check, store in batches.

use qorgau_domain::value::Value;
use qorgau_domain::{BodyId, EntryId, Tree};
use qorgau_rulebook::filing;
use qorgau_rulebook::map::ImportMap;
use qorgau_rulebook::register::Register;
use qorgau_store::{Draft, Mode, Refusal};

use super::convert::Converter;
use super::naming::Namer;
use super::place::Territories;
use super::plain::lacking;
use super::read::Table;
use super::uploads::Allowed;
use super::{Fact, FileFault, Imported, Ready, Reason, Refused};
use crate::accounts::Who;
use crate::entries::Act;
use crate::filing::Shelves;
use crate::{App, AppError};

/// How many facts share a commit.
const BATCH: usize = 500;

/// Whose the facts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// All of one body.
    Body(BodyId),
    /// Each of the body in whose territory it lies.
    Place,
}

/// What is to be imported.
pub struct Request<'a> {
    /// The table.
    pub table: &'a Table,
    /// The map.
    pub map: &'a ImportMap,
    /// Whose.
    pub target: Target,
    /// Store nothing.
    pub dry_run: bool,
    /// All rows or none.
    pub whole: bool,
    /// Who imports.
    pub actor: &'a str,
    /// The bodies in whose name and books he may write; `None`: in all.
    pub allowed: Option<&'a Allowed>,
    /// Whose rights say which entries a cell may name; `None`: all.
    pub reader: Option<&'a Who>,
}

impl App {
    /// Imports a table. `progress` is told how many facts of how many are done.
    ///
    /// # Errors
    /// When the register is not there or the store fails.
    pub async fn import(&self, request: &Request<'_>, progress: &mut (dyn FnMut(usize, usize) + Send)) -> Result<Imported, AppError> {
        let register = self.register(&request.map.register)?;
        let missing = lacking(request.map, request.table);
        if !missing.is_empty() {
            let columns = missing.into_iter().collect::<Vec<_>>().join(", ");
            let map = Some(request.map.code.clone());
            return Err(AppError::File(FileFault::Lacks { columns, map }));
        }
        let tree = self.store.tree().await?;
        let converter = Converter {
            table: request.table,
            map: request.map,
            register,
            lists: &self.rulebook.lists,
            tree: &tree,
            today: self.today(),
            zone: self.zone(),
        };
        let (mut facts, nameless) = converter.facts();
        facts.iter_mut().for_each(|fact| within_reach(request.allowed, register, fact));
        let mut imported = Imported {
            refused: request.table.refused(),
            ..Imported::default()
        };
        imported.refused.extend(nameless);
        let territories = if request.target == Target::Place {
            Some(Territories::of(self).await?)
        } else {
            None
        };
        let mut namer = Namer::new(self, request.reader, &tree);
        let places = (register, territories.as_ref(), &mut namer);
        let mut ready = self.all_ready(request, places, facts, &mut imported).await?;
        if request.whole && !imported.refused.is_empty() {
            imported.refused.extend(ready.drain(..).flat_map(|(ready, _)| not_whole(&ready.fact)));
        }
        imported.into_regions = ready.iter().filter(|(ready, _)| !self.keeps(&tree, ready.body, &register.kept_by)).count();
        self.store_all(request, ready, &mut imported, progress).await?;
        imported.refused.sort_by_key(|refused| refused.line);
        let numbers = imported.refused.iter().map(|refused| refused.line).collect();
        let delimiter = request.map.delimiter.bytes().next().unwrap_or(b',');
        imported.refused_lines = request.table.of_lines(&numbers, delimiter).map_err(FileFault::from)?;
        Ok(imported)
    }

    /// Whether bodies of the level of a body keep what these levels keep.
    #[must_use]
    pub fn keeps(&self, tree: &Tree, body: BodyId, levels: &[String]) -> bool {
        tree.on(body, self.today()).is_some_and(|version| levels.contains(&version.level))
    }

    /// The facts that can be stored, each with its act; the others are refused.
    async fn all_ready(
        &self,
        request: &Request<'_>,
        (register, territories, namer): (&Register, Option<&Territories>, &mut Namer<'_>),
        facts: Vec<Fact>,
        imported: &mut Imported,
    ) -> Result<Vec<(Ready, Draft)>, AppError> {
        let (mut ready, mut shelves) = (Vec::new(), Shelves::default());
        for fact in facts {
            match self.ready(request, register, territories, namer, fact).await? {
                // Volumes of a table are set beside each other and beside those that stand.
                Ok((made, Draft::Entry(draft, unique))) if register.code == filing::REGISTER => {
                    match shelves.meets(self, (made.body, draft.id), &made.fact.fields).await? {
                        Some(problem) => imported.refused.extend(refused(made.fact, vec![(problem.field, Reason::Fault(problem.fault))])),
                        None => ready.push((made, Draft::Entry(draft, unique))),
                    }
                }
                Ok(made) => ready.push(made),
                Err(refused) => imported.refused.extend(refused),
            }
        }
        Ok(ready)
    }

    /// A fact with its body and its act, or why its lines are refused.
    async fn ready(
        &self,
        request: &Request<'_>,
        register: &Register,
        territories: Option<&Territories>,
        namer: &mut Namer<'_>,
        mut fact: Fact,
    ) -> Result<Result<(Ready, Draft), Vec<Refused>>, AppError> {
        if !fact.refused.is_empty() {
            return Ok(Err(with_neighbours(fact)));
        }
        let body = match (request.target, territories) {
            (Target::Body(body), _) => Ok(body),
            (Target::Place, Some(territories)) => territories.find(&fact.fields),
            (Target::Place, None) => Err(Reason::NoCoordinates),
        };
        let body = match body {
            Ok(body) if request.allowed.is_none_or(|allowed| allowed.contains(&body)) => body,
            Ok(_) => return Ok(Err(refused(fact, vec![("place".to_owned(), Reason::Store(Refusal::NoRight))]))),
            Err(reason) => return Ok(Err(refused(fact, vec![("place".to_owned(), reason)]))),
        };
        let unnamed = namer.put(register, body, &mut fact).await?;
        if !unnamed.is_empty() {
            return Ok(Err(with_neighbours(Fact { refused: unnamed, ..fact })));
        }
        Ok(self.act(request, register, fact, body))
    }

    /// The act that makes a fact an entry of a body.
    fn act(&self, request: &Request<'_>, register: &Register, fact: Fact, body: BodyId) -> Result<(Ready, Draft), Vec<Refused>> {
        let map = request.map;
        // By place a fact may come to another body once territories are known better, and is the same fact still.
        let source = match request.target {
            Target::Body(body) if map.own_ids => format!("{}/{}", map.source, body.0),
            _ => map.source.clone(),
        };
        let id = EntryId::of_source(&map.register, &source, &fact.id);
        match self.draft(register, fact.fields.clone(), Act::new(id, body, self.stamp(request.actor))) {
            Ok(draft) => Ok((Ready { fact, body }, draft)),
            Err(problems) => {
                let problems = problems.into_iter().map(|problem| (problem.field, Reason::Fault(problem.fault)));
                Err(refused(fact, problems.collect()))
            }
        }
    }

    async fn store_all(
        &self,
        request: &Request<'_>,
        ready: Vec<(Ready, Draft)>,
        imported: &mut Imported,
        progress: &mut (dyn FnMut(usize, usize) + Send),
    ) -> Result<(), AppError> {
        let total = ready.len();
        // What is rehearsed is undone, so that one batch must see all of it.
        let size = if request.whole || request.dry_run { total.max(1) } else { BATCH };
        let mode = match (request.dry_run, request.whole) {
            (true, _) => Mode::Rehearsal,
            (false, true) => Mode::Whole,
            (false, false) => Mode::Each,
        };
        let mut done = 0;
        let mut waiting = ready.into_iter().peekable();
        while waiting.peek().is_some() {
            let (facts, drafts): (Vec<Ready>, Vec<Draft>) = waiting.by_ref().take(size).unzip();
            let outcomes = self.store.commit(drafts, mode).await?;
            let failed = request.whole && outcomes.iter().any(Result::is_err);
            for (ready, outcome) in facts.into_iter().zip(outcomes) {
                match outcome {
                    Ok(receipt) if receipt.already_there => imported.already_there += 1,
                    Ok(_) if failed => imported.refused.extend(not_whole(&ready.fact)),
                    Ok(_) => imported.accepted += 1,
                    Err(refusal) => imported.refused.extend(refused(ready.fact, vec![(String::new(), Reason::Store(refusal))])),
                }
                done += 1;
            }
            progress(done, total);
        }
        Ok(())
    }
}

/// Refuses a fact that another body's book is to number which whoever imports does not reach.
fn within_reach(allowed: Option<&Allowed>, register: &Register, fact: &mut Fact) {
    let Some((allowed, code)) = allowed.zip(register.book.as_ref()) else { return };
    let foreign = matches!(fact.fields.get(code), Some(Value::Body(book)) if !allowed.reaches(*book));
    if foreign {
        fact.refused.push(Refused {
            line: fact.lines.first().copied().unwrap_or(0),
            field: code.clone(),
            reason: Reason::Store(Refusal::NoRight),
        });
    }
}

/// A fact refused as a whole: its first line says why, the others that it was.
fn refused(fact: Fact, reasons: Vec<(String, Reason)>) -> Vec<Refused> {
    let line = fact.lines.first().copied().unwrap_or(0);
    let refused = reasons.into_iter().map(|(field, reason)| Refused { line, field, reason }).collect();
    with_neighbours(Fact { refused, ..fact })
}

/// The lines of a sound fact that falls with others.
fn not_whole(fact: &Fact) -> Vec<Refused> {
    let refused = fact.lines.iter().map(|line| Refused {
        line: *line,
        field: String::new(),
        reason: Reason::NotWhole,
    });
    refused.collect()
}

/// The refused lines of a fact, and the sound ones that fall with them.
fn with_neighbours(fact: Fact) -> Vec<Refused> {
    let bad = fact.refused.first().map_or(0, |refused| refused.line);
    let mut refused = fact.refused;
    for line in fact.lines {
        if refused.iter().all(|known| known.line != line) {
            refused.push(Refused {
                line,
                field: String::new(),
                reason: Reason::SameFact(bad),
            });
        }
    }
    refused
}
