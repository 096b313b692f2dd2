//! Documents sent: the figures of a return frozen with the heads of the chains they were computed at.
//!
//! The bare act only: drafts, signatures of persons and remarks come with the reporting cycle.

use qorgau_domain::act::{Kind, RecordDraft, Stamp};
use qorgau_domain::value::{Content, Row, Value};
use qorgau_domain::{BodyId, Period};
use qorgau_store::{Draft, Effect, Receipt};

use crate::returns::{Kind as ReturnKind, Return};
use crate::{App, AppError};

impl App {
    /// Freezes the figures of a body's return and sends it; that fulfils the duty of clause 29.
    ///
    /// # Errors
    /// When the period does not fit the return or the store refuses.
    pub async fn send_return(&self, body: BodyId, kind: ReturnKind, period: Period, stamp: Stamp) -> Result<Receipt, AppError> {
        let (tree, mut counts) = self.snapshot(body).await?;
        let figures = self.return_at(&mut counts, &tree, kind, period).await?;
        let document = format!("return.{}", kind.word());
        let heads = (1..).zip(counts.heads().await?).map(|(no, (of, seq, hash))| {
            let hash = Value::Text(qorgau_domain::ledger::hex(&hash));
            Row {
                no,
                cells: Content::from([
                    ("body".to_owned(), Value::Body(of)),
                    ("seq".to_owned(), Value::Number(seq)),
                    ("hash".to_owned(), hash),
                ]),
            }
        });
        // The snapshot ends before the act is written.
        drop(counts);
        let plain = Content::from([
            ("@document".to_owned(), Value::Text(document.clone())),
            ("@period".to_owned(), Value::Text(period.to_string())),
            ("@rulebook".to_owned(), Value::Text(self.rulebook.hash.clone())),
            ("@figures".to_owned(), Value::Rows(frozen(&figures))),
            ("@heads".to_owned(), Value::Rows(heads.collect())),
        ]);
        let record = RecordDraft {
            body,
            kind: Kind::Document,
            subject: self.new_id(),
            plain,
            salt: self.salt(),
            stamp,
        };
        self.commit_one(Draft::Record(Box::new(record), Effect::Document(document, period.to_string())))
            .await
    }
}

fn frozen(figures: &Return) -> Vec<Row> {
    let rows = (1..).zip(&figures.figures).map(|(no, figure)| {
        let values = [
            ("period", figure.period),
            ("year_before", figure.year_before),
            ("year_to_date", figure.year_to_date),
        ];
        let mut cells: Content = values
            .into_iter()
            .filter_map(|(key, value)| Some((key.to_owned(), Value::Number(value?))))
            .collect();
        cells.insert("code".to_owned(), Value::Text(figure.code.clone()));
        Row { no, cells }
    });
    rows.collect()
}
