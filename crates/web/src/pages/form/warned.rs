//! What whoever writes is warned of, shown where the answers are read over: each kind of warning once, with what it names.

use std::collections::BTreeMap;

use qorgau_app::bans::ObjectBan;
use qorgau_app::repeats::REPEAT_OF;
use qorgau_app::warnings::{Warning, Writing};
use qorgau_app::weakened::{WEAKENS, Weakened, Work};
use qorgau_domain::EntryId;
use qorgau_domain::entry::Entry;
use qorgau_rulebook::Register;
use qorgau_rulebook::ban;
use qorgau_rulebook::may::{Act, Subject};
use qorgau_rulebook::terms::Passed;

use super::desk::Desk;
use crate::pages::Gone;
use crate::pages::bans::days;
use crate::pages::inside::named;
use crate::parts::Link;

/// Warnings of one kind.
pub(crate) struct Warned {
    pub(crate) title: String,
    /// What may be done about it.
    pub(crate) text: String,
    pub(crate) lines: Vec<Line>,
    /// Where more is told.
    pub(crate) way: Option<Link>,
}

/// What one warning names.
pub(crate) struct Line {
    /// What it is called.
    pub(crate) name: String,
    /// Where it is looked at; nothing where the reader may not.
    pub(crate) url: Option<String>,
    /// What is said of it.
    pub(crate) said: String,
}

impl Desk<'_> {
    /// What is to be said before an entry is stored.
    pub(crate) async fn warned(&self, writing: &Writing<'_>) -> Result<Vec<Warned>, Gone> {
        let warnings = self.web.app().warnings(&self.signed.who, &self.tree, writing).await?;
        let away = warnings.iter().flat_map(|warning| match warning {
            Warning::Weakened(weakened) => weakened.officers.clone(),
            Warning::Ban(_) | Warning::Before(_) | Warning::Term(_) => Vec::new(),
        });
        let away: Vec<EntryId> = away.collect();
        let names = self.looker().labels(away).await?;
        let (mut bans, mut weakened, mut before, mut terms) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for warning in &warnings {
            match warning {
                Warning::Ban(object) => bans.push(self.ban_line(object)),
                Warning::Weakened(work) => weakened.push(self.weakened_line(work, &names)),
                Warning::Before(entry) => before.push(self.line(entry, named(self.web, self.here, &self.tree, entry.body))),
                Warning::Term(passed) => terms.push(self.term_line(passed)),
            }
        }
        let (l, register) = (self.here.l, writing.register);
        let kinds = [
            Warned {
                title: l.bans_warning(),
                text: String::new(),
                lines: bans,
                way: Some(Link::new(l.bans_title(), self.here.url("/bans"))),
            },
            Warned {
                title: l.warned_weakened(),
                text: l.warned_weakened_text(&self.called(register, WEAKENS)),
                lines: weakened,
                way: None,
            },
            Warned {
                title: l.warned_before(),
                text: l.warned_before_text(&self.called(register, REPEAT_OF)),
                lines: before,
                way: None,
            },
            Warned {
                title: l.warned_terms(),
                text: l.warned_terms_text(),
                lines: terms,
                way: None,
            },
        ];
        Ok(kinds.into_iter().filter(|kind| !kind.lines.is_empty()).collect())
    }

    /// A ban: its object, as a way to it where the reader may open it, then its days and its act.
    pub(crate) fn ban_line(&self, object: &ObjectBan) -> Line {
        let (app, who) = (self.web.app(), &self.signed.who);
        let opens = who.may(app, &self.tree, Act::Read, Subject::Register(ban::REGISTER), object.body);
        let name = if object.drawn {
            object.name.clone()
        } else {
            self.here.l.bans_not_drawn(&object.name)
        };
        let days = days(&object.ban);
        Line {
            name,
            url: opens.then(|| self.here.url(&format!("/entries/{}", object.object))),
            said: object.ban.act.as_ref().map_or_else(|| days.clone(), |act| format!("{days}. {act}")),
        }
    }

    fn weakened_line(&self, weakened: &Weakened, names: &BTreeMap<EntryId, String>) -> Line {
        let l = self.here.l;
        let work = weakened.work.iter().map(|work| match work {
            Work::Raid => l.warned_raid(),
            Work::Planned(day) => l.warned_planned(&l.date(*day)),
            Work::Checkpoint => l.warned_checkpoint(),
            Work::Post => l.warned_post(),
            Work::Quarantine => l.warned_quarantine(),
        });
        let officers: Vec<&str> = weakened.officers.iter().filter_map(|id| names.get(id)).map(String::as_str).collect();
        let officers = (!officers.is_empty()).then(|| l.warned_officers(&officers.join(", ")));
        let body = named(self.web, self.here, &self.tree, weakened.entry.body);
        let parts: Vec<String> = std::iter::once(body).chain(work).chain(officers).collect();
        self.line(&weakened.entry, parts.join("; "))
    }

    /// A term that is passed over: which, and what its last day is or was.
    fn term_line(&self, passed: &Passed) -> Line {
        let l = self.here.l;
        let (name, said) = match passed {
            Passed::Extension { until, last } => (l.warned_extended(&l.date(*until)), l.warned_extended_last(&l.date(*last))),
            Passed::Notice { told: Some(told), last } => (l.warned_told(&l.date(*told)), l.warned_last(&l.date(*last))),
            Passed::Notice { told: None, last } => (l.warned_not_told(), l.warned_last(&l.date(*last))),
            Passed::Forwarding { to, sent, last } => (l.warned_forwarded(&l.date(*sent), to), l.warned_last(&l.date(*last))),
        };
        Line { name, url: None, said }
    }

    /// An entry that the reader may open, as a way to it.
    fn line(&self, entry: &Entry, said: String) -> Line {
        let register = self.web.app().rulebook.register(&entry.envelope.register);
        let called = |register: &Register| format!("{}: {}", self.name_of(register), self.looker().label(register, entry));
        Line {
            name: register.map_or_else(|| entry.envelope.number.to_string(), called),
            url: Some(self.here.url(&format!("/entries/{}", entry.id))),
            said,
        }
    }
}
