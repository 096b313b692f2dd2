//! user: accounts and roles, for whoever can reach the database itself. Passwords are never asked for here.

use std::process::ExitCode;

use qorgau_app::App;
use qorgau_app::accounts::{By, Grant, Listed, NewAccount, OnReset, Origin};
use qorgau_domain::time::{OPEN, date_of};
use qorgau_domain::{BodyId, Lang, Tree};
use qorgau_l10n::L10n;
use serde::Serialize;

use crate::cli::{Format, Held, NewUser, Place, Spoken, User};
use crate::open;
use crate::output::{self, Failure};

/// Why a role is given together with its account.
const WITH_ACCOUNT: &str = "user add";

/// Does what is asked.
pub async fn run(place: &Place, what: User) -> Result<ExitCode, Failure> {
    let app = open::app(place).await?;
    let l = L10n::get(place.lang.unwrap_or(Lang::En));
    match what {
        User::Add(new) => add(&app, l, &new).await?,
        User::Reset { login, remove_factor } => {
            let account = app.account_named(&login).await?;
            let then = if remove_factor { OnReset::RemoveFactor } else { OnReset::KeepFactor };
            let code = app.reset(By::Operator, account.id, then, &Origin::LOCAL).await?;
            output::line(&l.user_code(&account.login, &code))?;
        }
        User::Grant { held, from, until } => {
            let account = app.account_named(&held.login).await?;
            let body = app.body(&held.body).await?;
            let grant = Grant {
                account: account.id,
                role: &held.role,
                body,
                from: from.unwrap_or(app.today()),
                until,
                reason: &held.reason,
            };
            app.grant(By::Operator, &grant).await?;
            output::line(&l.user_granted(&account.login, role_name(&app, l, &held.role), &held.body))?;
        }
        User::Revoke { held } => revoke(&app, l, &held).await?,
        User::Close { login, reason } => {
            let account = app.account_named(&login).await?;
            app.close_account(By::Operator, account.id, &reason).await?;
            output::line(&l.user_closed(&account.login))?;
        }
        User::List(format) => list(&app, l, format).await?,
    }
    Ok(ExitCode::SUCCESS)
}

fn role_name<'a>(app: &'a App, l: &L10n, code: &'a str) -> &'a str {
    app.rulebook.role(code).map_or(code, |role| role.name.get(l.lang()))
}

async fn add(app: &App, l: &L10n, new: &NewUser) -> Result<(), Failure> {
    let body = app.body(&new.body).await?;
    if let Some(role) = &new.role {
        app.exists_at(role, body).await?;
    }
    let account = NewAccount {
        login: &new.login,
        name: &new.name,
        lang: new.speaks,
        body,
    };
    let invited = app.invite(By::Operator, &account, &Origin::LOCAL).await?;
    output::line(&l.user_code(&new.login, &invited.code))?;
    if let Some(role) = &new.role {
        let grant = Grant {
            account: invited.account,
            role,
            body,
            from: app.today(),
            until: None,
            reason: WITH_ACCOUNT,
        };
        app.grant(By::Operator, &grant).await?;
        output::line(&l.user_granted(&new.login, role_name(app, l, role), &new.body))?;
    }
    Ok(())
}

async fn revoke(app: &App, l: &L10n, held: &Held) -> Result<(), Failure> {
    let account = app.account_named(&held.login).await?;
    let body = app.body(&held.body).await?;
    app.revoke(By::Operator, account.id, &held.role, body, &held.reason).await?;
    output::line(&l.user_revoked(&account.login, role_name(app, l, &held.role), &held.body))
}

#[derive(Serialize)]
struct Account {
    login: String,
    name: String,
    body: String,
    closed: bool,
    has_password: bool,
    has_factor: bool,
    roles: Vec<Role>,
}

#[derive(Serialize)]
struct Role {
    role: String,
    body: String,
    from: String,
    until: Option<String>,
}

async fn list(app: &App, l: &L10n, format: Format) -> Result<(), Failure> {
    let tree = app.store.tree().await?;
    let accounts = app.accounts(By::Operator).await?;
    if format.format == Spoken::Json {
        let accounts: Vec<Account> = accounts.iter().map(|listed| account(app, &tree, listed)).collect();
        return output::json(&accounts);
    }
    if accounts.is_empty() {
        return output::line(&l.user_none());
    }
    for listed in &accounts {
        print(app, &tree, l, listed)?;
    }
    Ok(())
}

fn code_of(app: &App, tree: &Tree, body: BodyId) -> String {
    tree.on(body, app.today()).map_or_else(|| body.0.to_string(), |version| version.code.clone())
}

fn account(app: &App, tree: &Tree, listed: &Listed) -> Account {
    let roles = listed.rights.iter().map(|granted| Role {
        role: granted.role.clone(),
        body: code_of(app, tree, granted.body),
        from: date_of(granted.from).to_string(),
        until: (granted.until < OPEN).then(|| date_of(granted.until).to_string()),
    });
    Account {
        login: listed.account.login.clone(),
        name: listed.account.name.clone(),
        body: code_of(app, tree, listed.account.body),
        closed: !listed.account.is_open(),
        has_password: listed.has_password,
        has_factor: listed.has_factor,
        roles: roles.collect(),
    }
}

fn print(app: &App, tree: &Tree, l: &L10n, listed: &Listed) -> Result<(), Failure> {
    let account = &listed.account;
    let marks = [
        (!account.is_open()).then(|| l.user_is_closed()),
        listed.has_factor.then(|| l.user_has_factor()),
        (account.is_open() && !listed.has_password).then(|| l.user_has_no_password()),
    ];
    let head = [account.login.clone(), account.name.clone(), code_of(app, tree, account.body)];
    let head: Vec<String> = head.into_iter().chain(marks.into_iter().flatten()).collect();
    output::line(&head.join(" · "))?;
    for granted in &listed.rights {
        let until = if granted.until < OPEN {
            date_of(granted.until).to_string()
        } else {
            String::new()
        };
        let (role, body) = (role_name(app, l, &granted.role), code_of(app, tree, granted.body));
        output::line(&format!("    {role} · {body} · {} – {until}", date_of(granted.from)))?;
    }
    Ok(())
}
