//! Who can sign in to the example country. One password serves all; it is for the example only.

use qorgau_domain::time::{OPEN, day_number};
use qorgau_domain::{BodyId, Lang};
use qorgau_store::{Draft, Given};
use uuid::Uuid;

use super::fill::ACTOR;
use crate::accounts::{Held, NewAccount, worded};
use crate::{App, AppError};

/// The password of every account of the example country.
pub const PASSWORD: &str = "nature-and-order-27";

/// An account of the example country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoAccount {
    /// The login.
    pub login: &'static str,
    /// The person's name, which is made up.
    pub name: &'static str,
    /// The role it holds.
    pub role: &'static str,
    /// The body it belongs to and holds the role at.
    pub body: BodyId,
}

/// Login, name, role, body.
const ACCOUNTS: [(&str, &str, &str, &str); 12] = [
    ("control", "Нұсқабаев Ерлан Серікұлы", "ministry_control", "MIA"),
    ("analyst", "Мысалова Айгүл Үлгіқызы", "unit_staff", "MIA"),
    ("region.head", "Үлгібаев Марат Мысалұлы", "region_head", "390000000"),
    ("region.unit", "Қиялбаев Серік Аңызұлы", "unit_head", "390000000"),
    ("region.staff", "Дастанбаева Әсел Қиялқызы", "unit_staff", "390000000"),
    ("city.head", "Ертегиев Болат Дастанұлы", "body_head", "391000000"),
    ("city.deputy", "Аңызбаев Қанат Қиялұлы", "overseeing_deputy", "391000000"),
    ("city.officer", "Сынақбаев Асан Ерланұлы", "charged_officer", "391000000"),
    ("city.clerk", "Жұмбақбаева Гүлнәр Болатқызы", "records_clerk", "391000000"),
    ("vet.partner", "Дәрігерова Мәлике Мысалқызы", "vet_partner", "391000000"),
    ("admin", "Болжамов Айдос Сынақұлы", "administrator", "MIA"),
    ("auditor", "Мақалова Жанар Маратқызы", "auditor", "MIA"),
];

/// What is given to read: login, register, body.
const GIVEN: [(&str, &str, &str); 2] = [("vet.partner", "outbreak", "391000000"), ("vet.partner", "outbreak", "392000000")];
/// By what it is given.
const AGREEMENT: &str = "03.06.2026 № 4 келісім";

/// Opens the accounts with their roles, each with the one password.
pub(super) async fn open(app: &App) -> Result<Vec<DemoAccount>, AppError> {
    let (mut drafts, mut opened, mut ids) = (Vec::new(), Vec::new(), Vec::new());
    for (login, name, role, body) in ACCOUNTS {
        let body = app.body(body).await?;
        let account = app.new_id();
        let new = NewAccount {
            login,
            name,
            lang: Lang::Kk,
            body,
        };
        let held = Held { account, login, role, body };
        drafts.push(app.opening(account, &new, ACTOR));
        drafts.push(app.granting(&held, (app.today(), None), ACTOR, ACTOR));
        for (_, register, of) in GIVEN.iter().filter(|(to, ..)| *to == login) {
            drafts.push(given(app, (account, login), register, app.body(of).await?));
        }
        opened.push(DemoAccount { login, name, role, body });
        ids.push(account);
    }
    app.commit_whole(drafts).await?;
    let hash = app.hashing().hash(PASSWORD, app.salt()).await?;
    let mut gate = app.store.gate().await?;
    for account in ids {
        gate.set_password(account, &hash, app.now().as_microsecond()).await?;
    }
    gate.commit().await?;
    Ok(opened)
}

/// The act that gives a register of a body to read, from today on.
fn given(app: &App, (account, login): (Uuid, &str), register: &str, body: BodyId) -> Draft {
    let given = Given {
        id: app.new_id(),
        body,
        account,
        what: worded(register),
        basis: AGREEMENT.to_owned(),
        from: day_number(app.today()),
        until: OPEN,
        ended: OPEN,
        seq: 0,
    };
    app.giving(given, login, ACTOR)
}

/// Who can sign in, where the country is the made-up one; `None` in any other.
///
/// # Errors
/// When the database cannot be read.
pub async fn accounts(app: &App) -> Result<Option<Vec<DemoAccount>>, AppError> {
    if !app.store.is_example().await? {
        return Ok(None);
    }
    let (tree, today) = (app.store.tree().await?, app.today());
    let known = |(login, name, role, code): &(&'static str, &'static str, &'static str, &'static str)| {
        let body = tree.by_code(code, today)?;
        Some(DemoAccount { login, name, role, body })
    };
    Ok(Some(ACCOUNTS.iter().filter_map(known).collect()))
}
