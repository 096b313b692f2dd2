//! Who can sign in as what to the example country. No other installation knows of it.

use qorgau_app::AppError;
use qorgau_app::example::{self, DemoAccount, PASSWORD};
use qorgau_domain::Tree;
use qorgau_l10n::L10n;

use super::inside::named;
use crate::here::Here;
use crate::state::Web;

/// A way into the example country.
pub(crate) struct Door {
    /// The login.
    pub(crate) login: &'static str,
    /// The person.
    pub(crate) name: &'static str,
    /// The role, and where.
    pub(crate) role: String,
    /// What there is to see.
    pub(crate) sees: String,
}

/// The ways in, where the country is the made-up one.
pub(crate) struct Doors {
    /// The one password.
    pub(crate) password: &'static str,
    /// One an account.
    pub(crate) doors: Vec<Door>,
}

/// The ways into the example country; `None` in any other.
pub(crate) async fn doors(web: &Web, here: &Here) -> Result<Option<Doors>, AppError> {
    let Some(accounts) = example::open_to(web.app()).await? else {
        return Ok(None);
    };
    let tree = web.app().store.tree().await?;
    let doors = accounts.into_iter().map(|account| door(web, here, &tree, &account)).collect();
    Ok(Some(Doors { password: PASSWORD, doors }))
}

fn door(web: &Web, here: &Here, tree: &Tree, account: &DemoAccount) -> Door {
    let role = web.app().rulebook.role(account.role).map_or(account.role, |role| role.name.get(here.l.lang()));
    Door {
        login: account.login,
        name: account.name,
        role: format!("{role} · {}", named(web, here, tree, account.body)),
        sees: sees(here.l, account.role),
    }
}

/// What somebody in a role sees, and what is worth trying.
fn sees(l: &L10n, role: &str) -> String {
    match role {
        "ministry_control" => l.demo_sees_control(),
        "unit_staff" => l.demo_sees_staff(),
        "region_head" => l.demo_sees_region(),
        "unit_head" => l.demo_sees_unit(),
        "body_head" => l.demo_sees_head(),
        "overseeing_deputy" => l.demo_sees_deputy(),
        "charged_officer" => l.demo_sees_officer(),
        "vet_partner" => l.demo_sees_vet(),
        "records_clerk" => l.demo_sees_clerk(),
        "administrator" => l.demo_sees_admin(),
        "auditor" => l.demo_sees_auditor(),
        _ => String::new(),
    }
}
