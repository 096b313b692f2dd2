//! Documents as they stand against the steps that their bodies and those above took.

use std::collections::BTreeMap;

use qorgau_domain::BodyId;
use qorgau_domain::document::{Life, Step as LifeStep};
use qorgau_store::{Audit, Document};
use uuid::Uuid;

use super::{Report, What};
use crate::AppError;
use crate::replay::Step;

impl Report {
    /// Walks each document through its steps, which lie in several chains, and compares where it came to.
    pub(super) async fn documents(&mut self, audit: &mut Audit, mut steps: Vec<(BodyId, Step)>) -> Result<(), AppError> {
        steps.sort_by_key(|(body, step)| (step.row.document, step.row.no, *body, step.row.seq));
        let mut walked: BTreeMap<Uuid, (Document, BodyId, i64)> = BTreeMap::new();
        for (body, step) in steps {
            let before = walked.get(&step.row.document).map(|(document, ..)| document);
            match after(before, &step) {
                Some(document) => drop(walked.insert(step.row.document, (document, body, step.row.seq))),
                None => self.found(What::Document, body, step.row.seq, None),
            }
        }
        for stored in audit.documents().await? {
            match walked.remove(&stored.id) {
                Some((document, ..)) if document == stored => {}
                Some((_, body, seq)) => self.found(What::Document, body, seq, None),
                None => self.found(What::Document, stored.body, 0, None),
            }
        }
        for (_, body, seq) in walked.into_values() {
            self.found(What::Document, body, seq, None);
        }
        Ok(())
    }
}

/// How a document stands after a step; `None` where the step does not follow.
fn after(before: Option<&Document>, step: &Step) -> Option<Document> {
    let (body, kind, period) = step.about.clone();
    let taken = LifeStep::of_word(&step.row.step)?;
    let life = Life::after(before.map(|before| &before.life), step.row.no - 1, taken, &step.actor).ok()?;
    let same = before.is_none_or(|before| (before.body, &before.kind, &before.period) == (body, &kind, &period));
    (same && life.version == step.row.version).then_some(Document {
        id: step.row.document,
        body,
        kind,
        period,
        life,
    })
}
