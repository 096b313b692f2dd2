//! In whose absence a document was signed: the act of signing says it, so that it stays with the document whatever becomes of the absence.

use jiff::civil::Date;
use qorgau_domain::time::{OPEN, date_of};
use qorgau_domain::value::{Content, Value};
use qorgau_store::StandIn;
use uuid::Uuid;

/// In whose absence somebody signs (33; decision D3: the ground, the order, the dates).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InAbsence {
    /// The absence.
    pub id: Uuid,
    /// The role that was stood in for.
    pub role: String,
    /// The login of who was away; empty where the post was vacant.
    pub login: String,
    /// Why, by the rulebook's list of grounds.
    pub ground: String,
    /// The order: its number and day, as written.
    pub order: String,
    /// First day.
    pub from: Date,
    /// Last day; `None` where nothing was said.
    pub until: Option<Date>,
}

impl From<&StandIn> for InAbsence {
    fn from(stand_in: &StandIn) -> Self {
        let absence = &stand_in.absence;
        InAbsence {
            id: absence.id,
            role: stand_in.role.clone(),
            login: stand_in.login.clone(),
            ground: absence.ground.clone(),
            order: absence.basis.clone(),
            from: date_of(absence.from),
            until: (absence.until < OPEN).then(|| date_of(absence.until)),
        }
    }
}

impl InAbsence {
    /// What the act of signing says of it.
    pub(super) fn said(&self) -> Content {
        let text = |text: &str| Value::Text(text.to_owned());
        let mut said = Content::from([
            ("@absence".to_owned(), text(&self.id.to_string())),
            ("@absent_role".to_owned(), text(&self.role)),
            ("@absent".to_owned(), text(&self.login)),
            ("@absence_ground".to_owned(), Value::Choice(self.ground.clone())),
            ("@absence_order".to_owned(), text(&self.order)),
            ("@absence_from".to_owned(), Value::Date(self.from)),
        ]);
        if let Some(until) = self.until {
            said.insert("@absence_until".to_owned(), Value::Date(until));
        }
        said
    }

    /// What an act of signing says of it; nothing where the head signed himself.
    #[must_use]
    pub fn of(said: &Content) -> Option<Self> {
        let text = |key: &str| said.get(key).and_then(Value::text).unwrap_or_default().to_owned();
        let day = |key: &str| said.get(key).and_then(Value::day);
        Some(InAbsence {
            id: said.get("@absence").and_then(Value::text)?.parse().ok()?,
            role: text("@absent_role"),
            login: text("@absent"),
            ground: text("@absence_ground"),
            order: text("@absence_order"),
            from: day("@absence_from")?,
            until: day("@absence_until"),
        })
    }
}
