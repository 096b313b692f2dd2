//! The open work of somebody who leaves: what there is, and the act by which it is handed over.
//!
//! Roles pass to the successor in the same transaction as the act. Documents and entries are only counted here: who keeps accounts sees no
//! content, and they are gone on with, or corrected, by whoever may (`crate::forms::handing`).

use std::collections::BTreeMap;

use jiff::civil::Date;
use qorgau_domain::act::{Kind, RecordDraft};
use qorgau_domain::document::State;
use qorgau_domain::time::{OPEN, date_of, day_number};
use qorgau_domain::value::{Content, Row, Value};
use qorgau_domain::{BodyId, EntryId, Tree};
use qorgau_rulebook::may::{Act, Subject};
use qorgau_store::{Account, Document, Draft, Effect, Granted, Refusal, Scope};
use uuid::Uuid;

use super::grant::reasoned;
use super::{AccountFault, By, Held, Who, micros};
use crate::documents::Wanted;
use crate::{App, AppError};

/// The states of a table that is no longer under way.
const OVER: [&str; 2] = ["stored", "failed"];

/// What somebody has in hand.
#[derive(Debug, Clone, Default)]
pub struct Work {
    /// The roles held today or later.
    pub roles: Vec<Granted>,
    /// Programs' tokens that still open something.
    pub tokens: usize,
    /// Tables brought to be imported and not stored yet.
    pub tables: usize,
    /// Documents whose version in hand he prepared and that are not sent.
    pub papers: Vec<(Wanted, Document)>,
    /// The entries of his body that bear his name among its officers.
    pub officers: Vec<EntryId>,
    /// Entries of his body that name him and still last or are still ahead, by register.
    pub entries: BTreeMap<String, usize>,
}

impl Work {
    /// Whether there is anything to hand over.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.roles.is_empty() || self.tokens > 0 || self.tables > 0 || !self.papers.is_empty() || !self.entries.is_empty()
    }
}

/// Work to be handed over.
#[derive(Debug, Clone)]
pub struct HandOver<'a> {
    /// From whom.
    pub from: Uuid,
    /// To whom: an open account of the same body.
    pub to: Uuid,
    /// From which day on the other has it.
    pub day: Date,
    /// The order: its number and date.
    pub order: &'a str,
    /// The roles that pass, each with its body.
    pub roles: Vec<(String, BodyId)>,
}

impl App {
    /// What an account has in hand, for whoever may read the accounts of its body.
    ///
    /// # Errors
    /// `NoAccount` where it is not there or may not be read: the two look the same.
    pub async fn open_work(&self, who: &Who, account: Uuid) -> Result<(Account, Work), AppError> {
        let tree = self.store.tree().await?;
        let mut gate = self.store.gate_to_read().await?;
        let known = gate.account(account).await?;
        let known = known.filter(|account| who.may(self, &tree, Act::Read, Subject::Users, account.body));
        let known = known.ok_or(AccountFault::NoAccount)?;
        let (now, today) = (micros(self.now()), day_number(self.today()));
        let mut roles = gate.granted(account).await?;
        roles.retain(|held| held.until >= today);
        let tokens = gate.tokens(account).await?;
        let live = tokens.iter().filter(|token| token.revoked_at == 0 && token.ends_at > now).count();
        drop(gate);
        let tables = self.store.uploads(account, now).await?;
        let officers = self.officers_named(known.body, &known.name).await?;
        let mut entries = BTreeMap::new();
        for officer in &officers {
            for (register, found) in self.open_entries(known.body, *officer, self.today()).await? {
                *entries.entry(register).or_default() += found.len();
            }
        }
        let work = Work {
            papers: self.papers_of(&known, &roles).await?,
            roles,
            tokens: if known.is_open() { live } else { 0 },
            tables: tables.iter().filter(|table| !OVER.contains(&table.state.as_str())).count(),
            officers,
            entries,
        };
        Ok((known, work))
    }

    /// The documents of the bodies where somebody works whose version in hand he prepared.
    async fn papers_of(&self, account: &Account, roles: &[Granted]) -> Result<Vec<(Wanted, Document)>, AppError> {
        let bodies = roles.iter().map(|held| held.body).chain([account.body]).collect();
        let scope = Scope::of(account.body, bodies);
        let all = self.store.documents(&scope, scope.bodies()).await?;
        let in_hand = |document: &Document| {
            let unsent = matches!(document.life.state, State::Draft | State::Signed | State::Returned);
            unsent && document.life.prepared_by == account.login
        };
        let papers = crate::documents::papers(all).into_iter();
        Ok(papers.filter(|(_, document)| in_hand(document)).collect())
    }

    /// Hands over: one act that says what, and the roles that pass, all or nothing. Both accounts' sessions end, as with every change of
    /// rights.
    ///
    /// # Errors
    /// When the actor may not keep the accounts concerned or is one of the two, they are not of one body, no order is named, or a role is
    /// not held.
    pub async fn hand_work_over(&self, who: &Who, over: &HandOver<'_>) -> Result<(), AppError> {
        let by = By::Who(who);
        let tree = self.store.tree().await?;
        let (_, work) = self.open_work(who, over.from).await?;
        let (from, to) = (self.open_account(over.from).await?, self.open_account(over.to).await?);
        if by.is(from.id) || by.is(to.id) {
            return Err(AccountFault::Oneself.into());
        }
        if from.id == to.id || from.body != to.body {
            return Err(AccountFault::NotBeside.into());
        }
        self.must_administer(by, &tree, from.body)?;
        reasoned(over.order)?;
        let mut drafts = vec![self.handing(&from, &to, over, &work, &who.login)];
        for (role, body) in &over.roles {
            drafts.extend(self.passing(by, &tree, (&from, &to), (role, *body), over).await?);
        }
        self.commit_whole(drafts).await
    }

    /// The acts by which a role passes: given to the one from the day on, and ended for the other the day before.
    async fn passing(
        &self,
        by: By<'_>,
        tree: &Tree,
        (from, to): (&Account, &Account),
        (role, body): (&str, BodyId),
        over: &HandOver<'_>,
    ) -> Result<[Draft; 2], AppError> {
        self.must_administer(by, tree, body)?;
        self.fits(tree, role, body)?;
        let mut gate = self.store.gate_to_read().await?;
        let same = |held: Vec<Granted>| held.into_iter().find(|held| held.role == role && held.body == body);
        let left = same(gate.granted(from.id).await?).ok_or(AppError::Refused(Refusal::NoRight))?;
        let has = same(gate.granted(to.id).await?);
        drop(gate);
        let day = day_number(over.day);
        // What is over by then is not passed on, and what begins later begins no earlier.
        if left.until < day {
            return Err(AppError::Refused(Refusal::NoRight));
        }
        let begins = day.max(left.from);
        // Whoever holds it without a break keeps it from when he held it; neither is it cut short.
        let has = has.filter(|has| has.until >= begins - 1);
        let since = has.as_ref().map_or(begins, |has| has.from.min(begins));
        let until = has.as_ref().map_or(left.until, |has| has.until.max(left.until));
        let last = (until < OPEN).then(|| date_of(until));
        let taking = Held {
            account: to.id,
            login: &to.login,
            role,
            body,
        };
        let leaving = Held {
            account: from.id,
            login: &from.login,
            role,
            body,
        };
        let ends = over.day.yesterday()?;
        let ended = if over.day > self.today() && left.from < day {
            self.granting(&leaving, (date_of(left.from), Some(ends)), over.order, by.actor())
        } else {
            self.revoking(&leaving, over.order, by.actor())
        };
        let given = self.granting(&taking, (date_of(since), last), over.order, by.actor());
        Ok([given, ended])
    }

    /// The act that says what was handed over.
    fn handing(&self, from: &Account, to: &Account, over: &HandOver<'_>, work: &Work, actor: &str) -> Draft {
        let text = |text: &str| Value::Text(text.to_owned());
        let count = |many: usize| Value::Number(i64::try_from(many).unwrap_or(i64::MAX));
        let rows = |cells: Vec<Content>| Value::Rows((1..).zip(cells).map(|(no, cells)| Row { no, cells }).collect());
        let role = |(role, body): &(String, BodyId)| Content::from([("role".to_owned(), text(role)), ("body".to_owned(), Value::Body(*body))]);
        let paper = |(_, document): &(Wanted, Document)| {
            Content::from([
                ("document".to_owned(), text(&document.id.to_string())),
                ("kind".to_owned(), text(&document.kind)),
                ("period".to_owned(), text(&document.period)),
            ])
        };
        let plain = Content::from([
            ("@account".to_owned(), text(&from.login)),
            ("@to".to_owned(), text(&to.login)),
            ("@from".to_owned(), Value::Date(over.day)),
            ("@reason".to_owned(), text(over.order.trim())),
            ("@roles".to_owned(), rows(over.roles.iter().map(role).collect())),
            ("@papers".to_owned(), rows(work.papers.iter().map(paper).collect())),
            ("@entries".to_owned(), count(work.entries.values().sum())),
            ("@tokens".to_owned(), count(work.tokens)),
            ("@tables".to_owned(), count(work.tables)),
        ]);
        let record = RecordDraft {
            body: from.body,
            kind: Kind::HandOver,
            subject: from.id,
            plain,
            salt: self.salt(),
            stamp: self.stamp(actor),
        };
        Draft::Record(Box::new(record), Effect::None)
    }

    /// The other open accounts of an account's body: those who may take its work over.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn successors(&self, account: &Account) -> Result<Vec<Account>, AppError> {
        let mut gate = self.store.gate_to_read().await?;
        let mut accounts = gate.accounts_of(&[account.body].into()).await?;
        accounts.retain(|other| other.is_open() && other.id != account.id);
        Ok(accounts)
    }
}
