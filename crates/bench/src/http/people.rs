//! Who asks: an officer of a district, staff of a region, control at the ministry; and programs that enter what districts find out.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use qorgau_app::App;
use qorgau_app::accounts::{Attempt, By, Grant, NewAccount, NewToken, Origin, TOKEN_ACTS};
use qorgau_domain::{BodyId, Lang, Month, Tree};

use super::client::{Asked, Client};
use crate::error::BenchError;

/// Their password; the database ends with the measurement.
const PASSWORD: &str = "measured-and-thrown-away";
/// How many districts enter through programs.
const DISTRICTS: usize = 12;

/// Somebody who reads pages.
pub(super) struct Reader {
    /// What he is called in what is measured.
    pub(super) name: &'static str,
    login: String,
}

/// All of them.
pub(super) struct People {
    /// Of a district, a region and the ministry.
    pub(super) readers: [Reader; 3],
    /// The token of each district's program.
    pub(super) tokens: BTreeMap<BodyId, String>,
}

impl People {
    /// Opens their accounts; the first district's region is the region.
    pub(super) async fn open(app: &App, tree: &Tree) -> Result<Self, BenchError> {
        let month = Month::of(app.today());
        let officer = app.rulebook.role("charged_officer");
        let is_district = |body: &BodyId| {
            let level = tree.on(*body, app.today()).map(|version| version.level.clone()).unwrap_or_default();
            level == "district" && officer.is_some_and(|role| role.levels.contains(&level))
        };
        let districts: Vec<BodyId> = tree.bodies().filter(is_district).step_by(16).take(DISTRICTS).collect();
        let (district, ministry) = match districts.first() {
            Some(first) => (*first, app.body("MIA").await?),
            None => return Err(BenchError::Unfair("there is no district".to_owned())),
        };
        let region = tree.parent(district, month).unwrap_or(ministry);
        let mut tokens = BTreeMap::new();
        for (n, body) in districts.iter().enumerate() {
            let login = format!("district.{n}");
            account(app, &login, "charged_officer", *body).await?;
            tokens.insert(*body, token(app, &login, *body).await?);
        }
        account(app, "region", "unit_staff", region).await?;
        account(app, "ministry", "ministry_control", ministry).await?;
        let reader = |name, login: &str| Reader { name, login: login.to_owned() };
        Ok(People {
            readers: [reader("district", "district.0"), reader("region", "region"), reader("ministry", "ministry")],
            tokens,
        })
    }
}

/// Opens an account with a role, unless an earlier run did.
async fn account(app: &App, login: &str, role: &str, body: BodyId) -> Result<(), BenchError> {
    if app.account_named(login).await.is_ok() {
        return Ok(());
    }
    let new = NewAccount {
        login,
        name: login,
        lang: Lang::Kk,
        body,
    };
    let invited = app.invite(By::Operator, &new, &Origin::LOCAL).await?;
    let grant = Grant {
        account: invited.account,
        role,
        body,
        from: app.today(),
        until: None,
        reason: "measuring",
    };
    app.grant(By::Operator, &grant).await?;
    app.accept(&invited.code, PASSWORD, &Origin::LOCAL).await?;
    Ok(())
}

/// A token that reads and enters at a body.
async fn token(app: &App, login: &str, body: BodyId) -> Result<String, BenchError> {
    let attempt = Attempt {
        login,
        password: PASSWORD,
        factor: None,
        origin: Origin::LOCAL,
    };
    let session = app.sign_in(&attempt).await?.token;
    let who = app.who(&session).await?.ok_or_else(|| BenchError::Unfair(format!("{login} did not come in")))?;
    let new = NewToken {
        name: "bench",
        acts: &TOKEN_ACTS,
        body,
        lasts: SignedDuration::from_hours(24),
    };
    Ok(app.make_token(&who, &new, &Origin::LOCAL).await?)
}

impl Reader {
    /// Signs in as a browser does; the cookie comes back.
    pub(super) async fn sign_in(&self, client: &mut Client) -> Result<String, BenchError> {
        let asked = Asked {
            method: hyper::Method::POST,
            path: "/kk/sign-in".to_owned(),
            headers: vec![("content-type", "application/x-www-form-urlencoded".to_owned())],
            body: format!("name={}&secret={PASSWORD}", self.login).into(),
        };
        let answer = client.ask(&asked).await?;
        let cookie = answer.cookie.as_deref().and_then(|cookie| cookie.split(';').next());
        cookie
            .map(str::to_owned)
            .ok_or_else(|| BenchError::Unfair(format!("{} is answered by {}", self.login, answer.status)))
    }
}
