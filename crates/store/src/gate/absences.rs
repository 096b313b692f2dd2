//! Absences, and what is expressly given, as their acts made them.

use qorgau_domain::BodyId;
use qorgau_domain::time::OPEN;
use uuid::Uuid;

use super::Gate;
use crate::StoreError;
use crate::db::{Rows, fetch_all, fetch_optional, fetch_rows};

/// Somebody is away, or a post that nobody holds is vacant, from a day to a last day, as day numbers (clauses 16, 25, 33).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Absence {
    /// Its identity.
    pub id: Uuid,
    /// The body in whose chain it stands: the account's, or the one that the post is at.
    pub body: BodyId,
    /// Who is away; nil where a post is vacant.
    pub account: Uuid,
    /// The role of the vacant post; empty where somebody is away.
    pub role: String,
    /// Why, by the rulebook's list of grounds.
    pub ground: String,
    /// The order: its number and day, as written.
    pub basis: String,
    /// First day.
    pub from: i64,
    /// Last day; [`OPEN`] while nothing is said.
    pub until: i64,
    /// From this day on it no longer counts; [`OPEN`] while nobody ended it.
    pub ended: i64,
    /// The last act about it.
    pub seq: i64,
}

/// Something of a body that an account may read although no role of it reaches there, from a day to a last day, as day numbers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Given {
    /// Its identity.
    pub id: Uuid,
    /// The body it is of.
    pub body: BodyId,
    /// To whom.
    pub account: Uuid,
    /// What, worded as in the rulebook: `register:outbreak`.
    pub what: String,
    /// The order or the agreement, as written.
    pub basis: String,
    /// First day.
    pub from: i64,
    /// Last day; [`OPEN`] while nothing is said.
    pub until: i64,
    /// From this day on it no longer counts; [`OPEN`] while nobody took it back.
    pub ended: i64,
    /// The last act about it.
    pub seq: i64,
}

/// A role at a body that somebody may stand in for on a day: its holders are all away, or it has none and is recorded as vacant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandIn {
    /// The role.
    pub role: String,
    /// The body.
    pub body: BodyId,
    /// The absence.
    pub absence: Absence,
    /// The login of who is away; empty where the post is vacant.
    pub login: String,
    /// His name; empty where the post is vacant.
    pub name: String,
}

impl Absence {
    /// The last day on which it counts; before its first day where it was ended before it began.
    #[must_use]
    pub fn last(&self) -> i64 {
        last(self.until, self.ended)
    }
}

impl Given {
    /// The last day on which it counts; before its first day where it was taken back before it began.
    #[must_use]
    pub fn last(&self) -> i64 {
        last(self.until, self.ended)
    }

    /// Whether it counts on a day.
    #[must_use]
    pub fn counts_on(&self, day: i64) -> bool {
        (self.from..=self.last()).contains(&day)
    }
}

fn last(until: i64, ended: i64) -> i64 {
    if ended < OPEN { until.min(ended - 1) } else { until }
}

pub(crate) type AbsenceRow = (Uuid, i64, Uuid, String, String, String, i64, i64, i64, i64);
pub(crate) type GivenRow = (Uuid, i64, Uuid, String, String, i64, i64, i64, i64);

pub(crate) fn absence((id, body, account, role, ground, basis, from, until, ended, seq): AbsenceRow) -> Absence {
    Absence {
        id,
        body: BodyId(body),
        account,
        role,
        ground,
        basis,
        from,
        until,
        ended,
        seq,
    }
}

pub(crate) fn given((id, body, account, what, basis, from, until, ended, seq): GivenRow) -> Given {
    Given {
        id,
        body: BodyId(body),
        account,
        what,
        basis,
        from,
        until,
        ended,
        seq,
    }
}

impl Gate {
    /// An absence.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn absence(&mut self, id: Uuid) -> Result<Option<Absence>, StoreError> {
        let row = fetch_optional!(&mut self.tx, AbsenceRow, include_str!("../sql/gate/absence.sql"), id)?;
        Ok(row.map(absence))
    }

    /// The absences of whoever bears an account, the last first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn absences_of(&mut self, account: Uuid) -> Result<Vec<Absence>, StoreError> {
        let rows = fetch_all!(&mut self.tx, AbsenceRow, include_str!("../sql/gate/absences_of.sql"), account)?;
        Ok(rows.into_iter().map(absence).collect())
    }

    /// The posts of bodies that were recorded as vacant, the last first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn vacancies_of(&mut self, bodies: impl IntoIterator<Item = BodyId>) -> Result<Vec<Absence>, StoreError> {
        let mut asked = Rows::default();
        bodies.into_iter().for_each(|body| asked.push([body.0.into()]));
        let tx = &mut self.tx;
        let rows = fetch_rows!(tx, AbsenceRow, include_str!("../sql/gate/vacancies_of.sql"), asked);
        let mut found: Vec<Absence> = rows.into_iter().map(absence).collect();
        found.sort_by_key(|absence| (std::cmp::Reverse(absence.from), absence.id));
        Ok(found)
    }

    /// Who holds which role at a body on a day, each with the account's identity.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn holders(&mut self, body: BodyId, day: i64) -> Result<Vec<(Uuid, String)>, StoreError> {
        let rows = self.holder_rows(body, day).await?;
        Ok(rows.into_iter().map(|(account, role, ..)| (account, role)).collect())
    }

    async fn holder_rows(&mut self, body: BodyId, day: i64) -> Result<Vec<(Uuid, String, String, String)>, StoreError> {
        type Row = (Uuid, String, String, String);
        Ok(fetch_all!(&mut self.tx, Row, include_str!("../sql/gate/holders.sql"), body.0, day)?)
    }

    /// The roles at a body that somebody may stand in for on a day. Where one of several holders of a role is there, nobody stands in; and
    /// a post recorded as vacant is so no longer once somebody holds it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn stand_ins(&mut self, body: BodyId, day: i64) -> Result<Vec<StandIn>, StoreError> {
        let rows = fetch_all!(&mut self.tx, AbsenceRow, include_str!("../sql/gate/absences_at.sql"), body.0, day)?;
        let absences: Vec<Absence> = rows.into_iter().map(absence).collect();
        if absences.is_empty() {
            return Ok(Vec::new());
        }
        let holders = self.holder_rows(body, day).await?;
        let away = |account: Uuid| absences.iter().find(|absence| absence.role.is_empty() && absence.account == account);
        let mut found: Vec<StandIn> = Vec::new();
        for (account, role, login, name) in &holders {
            let all_away = holders
                .iter()
                .filter(|(_, other, ..)| other == role)
                .all(|(account, ..)| away(*account).is_some());
            let known = found.iter().any(|known| known.role == *role);
            if let Some(absence) = away(*account).filter(|_| all_away && !known) {
                found.push(StandIn {
                    role: role.clone(),
                    body,
                    absence: absence.clone(),
                    login: login.clone(),
                    name: name.clone(),
                });
            }
        }
        let held = |role: &str| holders.iter().any(|(_, held, ..)| held == role);
        for absence in absences.iter().filter(|absence| !absence.role.is_empty() && !held(&absence.role)) {
            found.push(StandIn {
                role: absence.role.clone(),
                body,
                absence: absence.clone(),
                login: String::new(),
                name: String::new(),
            });
        }
        Ok(found)
    }

    /// Something given.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn given(&mut self, id: Uuid) -> Result<Option<Given>, StoreError> {
        let row = fetch_optional!(&mut self.tx, GivenRow, include_str!("../sql/gate/given.sql"), id)?;
        Ok(row.map(given))
    }

    /// What was given to an account, past and future too, the last first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn given_to(&mut self, account: Uuid) -> Result<Vec<Given>, StoreError> {
        let rows = fetch_all!(&mut self.tx, GivenRow, include_str!("../sql/gate/given_to.sql"), account)?;
        Ok(rows.into_iter().map(given).collect())
    }
}
