//! Whom something owed concerns.

use qorgau_domain::{BodyId, Period, Tree};

use super::Item;
use crate::App;
use crate::accounts::Who;
use crate::documents::{Made, Wanted};
use crate::returns::Kind;

impl Item {
    /// The return it asks for, where it asks for one.
    #[must_use]
    pub fn paper(&self) -> Option<Wanted> {
        let (kind, period) = match (self.duty.as_str(), self.period?) {
            ("return.monthly", period @ Period::Month(_)) => (Kind::Monthly, period),
            ("return.quarterly", period @ Period::Quarter(_)) => (Kind::Quarterly, period),
            _ => return None,
        };
        Some(Wanted {
            body: self.body,
            kind: Made::Return(kind),
            period,
        })
    }
}

impl App {
    /// Whether something that a body owes concerns somebody of that body: he has a part in its document, or the duty names his role;
    /// a duty of the head, or one that a head oversees, concerns whoever is head there.
    #[must_use]
    pub fn concerns(&self, who: &Who, tree: &Tree, item: &Item) -> bool {
        if let Some(paper) = item.paper() {
            return self.has_part(who, tree, paper);
        }
        let duties = self.rulebook.duties.iter().filter(|duty| duty.code == item.duty);
        let named: Vec<&str> = duties.map(|duty| duty.role.as_str()).collect();
        let mut here = self.roles_at(who, item.body);
        here.any(|role| role.person == "head" || named.contains(&role.code.as_str()))
    }

    fn roles_at<'a>(&'a self, who: &'a Who, body: BodyId) -> impl Iterator<Item = &'a qorgau_rulebook::Role> {
        let held = who.rights.iter().filter(move |right| right.body == body);
        held.filter_map(|right| self.rulebook.role(&right.role))
    }
}
