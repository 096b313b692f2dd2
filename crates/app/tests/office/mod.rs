//! Worlds with people in them: a clock whose hands move, passwords that cost little, and a small tree.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs, dead_code)]

use std::sync::Arc;

use jiff::SignedDuration;
use qorgau_app::accounts::{AccountFault, Attempt, By, Factor, Grant, Hashing, NewAccount, Origin, SignedIn, Who};
use qorgau_app::{App, AppError};
use qorgau_domain::{BodyId, Lang};
use qorgau_store::Store;
use totp_rs::Builder;
use uuid::Uuid;

use crate::world::{self, Counting, Hands, World};

pub const PASSWORD: &str = "жеті рет өлшеп бір рет кес";
/// Where people of these tests sit.
pub const DESK: Origin<'static> = Origin {
    address: "10.0.0.7",
    agent: "tests",
};
pub const MINISTRY: BodyId = BodyId(1);
pub const REGION: BodyId = BodyId(2);
pub const OTHER_REGION: BodyId = BodyId(3);
pub const CITY: BodyId = BodyId(4);

pub struct Office {
    pub world: World,
    pub app: App,
    pub clock: Arc<Hands>,
}

/// An office on each engine that this machine has.
pub async fn offices() -> Vec<Office> {
    let mut offices = Vec::new();
    for world in world::worlds().await {
        world.small_tree().await;
        let clock = Hands::at("2026-11-20T06:00:00Z");
        let app = beside(&world, &clock, 1).await;
        offices.push(Office { world, app, clock });
    }
    offices
}

/// Another server on the same database.
pub async fn beside(world: &World, clock: &Arc<Hands>, no: u64) -> App {
    let (store, rulebook, chance) = (world.app.store.clone(), world.app.rulebook.clone(), Arc::new(Counting::beside(no)));
    let app = App::new(store, rulebook, clock.clone(), chance).await.unwrap();
    app.hashing_by(Hashing::weak_for_tests())
}

pub fn fault<T: std::fmt::Debug>(result: Result<T, AppError>) -> AccountFault {
    match result {
        Err(AppError::Account(fault)) => fault,
        other => panic!("a fault of an account was expected, not {other:?}"),
    }
}

impl Office {
    pub fn pass(&self, time: SignedDuration) {
        self.clock.pass(time);
    }

    pub fn new_account<'a>(&self, login: &'a str, body: BodyId) -> NewAccount<'a> {
        NewAccount {
            login,
            name: "Асан Үсенұлы",
            lang: Lang::Kk,
            body,
        }
    }

    /// An account with a password and these roles.
    pub async fn person(&self, login: &str, body: BodyId, roles: &[(&str, BodyId)]) -> Uuid {
        let invited = self.app.invite(By::Operator, &self.new_account(login, body), &DESK).await.unwrap();
        self.app.accept(&invited.code, PASSWORD, &DESK).await.unwrap();
        for (role, body) in roles {
            self.give(By::Operator, invited.account, role, *body).await.unwrap();
        }
        invited.account
    }

    pub async fn give(&self, by: By<'_>, account: Uuid, role: &str, body: BodyId) -> Result<(), AppError> {
        let grant = Grant {
            account,
            role,
            body,
            from: self.app.today(),
            until: None,
            reason: "№ 12 бұйрық",
        };
        self.app.grant(by, &grant).await
    }

    pub async fn try_in(&self, login: &str, password: &str, factor: Option<Factor<'_>>) -> Result<SignedIn, AppError> {
        self.try_from(login, password, factor, DESK).await
    }

    pub async fn try_from(&self, login: &str, password: &str, factor: Option<Factor<'_>>, origin: Origin<'_>) -> Result<SignedIn, AppError> {
        let attempt = Attempt {
            login,
            password,
            factor,
            origin,
        };
        self.app.sign_in(&attempt).await
    }

    pub async fn sign_in(&self, login: &str) -> SignedIn {
        self.try_in(login, PASSWORD, None).await.unwrap()
    }

    /// Somebody with these roles at a body of his, signed in.
    pub async fn somebody(&self, login: &str, body: BodyId, roles: &[(&str, BodyId)]) -> Who {
        self.person(login, body, roles).await;
        self.sign_in(login).await.who
    }

    /// With a recovery code.
    pub async fn sign_in_by(&self, code: &str) -> SignedIn {
        self.try_in("asanov", PASSWORD, Some(Factor::Recovery(code))).await.unwrap()
    }

    /// A server at work on another store, by the same clock.
    pub async fn on(&self, store: Store) -> App {
        let app = App::new(store, self.app.rulebook.clone(), self.clock.clone(), Arc::new(Counting::beside(3)));
        app.await.unwrap().hashing_by(Hashing::weak_for_tests())
    }

    pub async fn is_in(&self, token: &str) -> bool {
        self.app.who(token).await.unwrap().is_some()
    }

    /// What an account's device shows now.
    pub async fn digits(&self, account: Uuid) -> String {
        let credential = self.app.store.gate_to_read().await.unwrap().credential(account).await.unwrap();
        let device = Builder::new().with_secret(credential.totp.unwrap().secret).build().unwrap();
        device.generate(u64::try_from(self.app.now().as_second()).unwrap()).to_string()
    }

    pub async fn number(&self, sql: &'static str) -> i64 {
        self.world.number(sql).await
    }
}
