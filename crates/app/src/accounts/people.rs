//! The accounts of the bodies whose accounts somebody keeps or reads: a list to search, and each by itself.

use std::collections::BTreeSet;

use qorgau_domain::fold::fold;
use qorgau_domain::{BodyId, Tree};
use qorgau_rulebook::may::{Act, Subject};
use qorgau_store::{Absence, Account, AccountAct, Gate, Given};
use uuid::Uuid;

use super::{AccountFault, Listed, Who};
use crate::{App, AppError};

/// How many accounts a page of the list shows.
const PAGE: usize = 50;
/// How many acts of an account are shown.
const ACTS: i64 = 100;

/// By what a list of accounts is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// By the person's name.
    #[default]
    Name,
    /// By the login.
    Login,
}

/// What is sought among accounts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sought<'a> {
    /// A part of the name or the login, in any spelling.
    pub text: &'a str,
    /// By what the list is sorted.
    pub order: Order,
    /// Closed accounts too.
    pub closed: bool,
    /// How many to pass over.
    pub skip: usize,
}

/// A page of accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct People {
    /// The accounts.
    pub shown: Vec<Listed>,
    /// How many were found.
    pub found: usize,
    /// How many to pass over for the next page.
    pub next: Option<usize>,
}

/// An account by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The account with what it holds.
    pub listed: Listed,
    /// What was done about it, the last first.
    pub acts: Vec<AccountAct>,
    /// The absences, the last first.
    pub absences: Vec<Absence>,
    /// What is expressly given, the last first.
    pub given: Vec<Given>,
}

impl App {
    /// The bodies that somebody may do something about, today.
    #[must_use]
    pub fn bodies_open_to(&self, who: &Who, tree: &Tree, act: Act, on: Subject<'_>) -> BTreeSet<BodyId> {
        tree.bodies().filter(|body| who.may(self, tree, act, on, *body)).collect()
    }

    /// A page of the accounts whose bodies' accounts somebody may read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn people(&self, who: &Who, sought: Sought<'_>) -> Result<People, AppError> {
        let tree = self.store.tree().await?;
        let bodies = self.bodies_open_to(who, &tree, Act::Read, Subject::Users);
        let mut gate = self.store.gate_to_read().await?;
        let text = fold(sought.text);
        let mut accounts = gate.accounts_of(&bodies).await?;
        accounts.retain(|account| (sought.closed || account.is_open()) && (fold(&account.name).contains(&text) || account.login.contains(&text)));
        if sought.order == Order::Name {
            accounts.sort_by_cached_key(|account| (fold(&account.name), account.login.clone()));
        }
        let found = accounts.len();
        let mut shown = Vec::new();
        for account in accounts.into_iter().skip(sought.skip).take(PAGE) {
            shown.push(listed(&mut gate, account).await?);
        }
        let next = Some(sought.skip + PAGE).filter(|next| *next < found);
        Ok(People { shown, found, next })
    }

    /// An account with what it holds and what was done about it.
    ///
    /// # Errors
    /// `NoAccount` where it is not there, or its body's accounts may not be read: the two look the same.
    pub async fn person(&self, who: &Who, account: Uuid) -> Result<Person, AppError> {
        let tree = self.store.tree().await?;
        let mut gate = self.store.gate_to_read().await?;
        let known = gate.account(account).await?;
        let seen = known.filter(|account| who.may(self, &tree, Act::Read, Subject::Users, account.body));
        let listed = listed(&mut gate, seen.ok_or(AccountFault::NoAccount)?).await?;
        let acts = gate.acts_of(account, ACTS).await?;
        let absences = gate.absences_of(account).await?;
        let given = gate.given_to(account).await?;
        Ok(Person { listed, acts, absences, given })
    }
}

/// An account with what it holds.
pub(super) async fn listed(gate: &mut Gate, account: Account) -> Result<Listed, AppError> {
    let rights = gate.granted(account.id).await?;
    let credential = gate.credential(account.id).await?;
    Ok(Listed {
        account,
        rights,
        has_factor: credential.totp.is_some_and(|totp| totp.confirmed_at > 0),
        has_password: credential.password.is_some(),
    })
}
