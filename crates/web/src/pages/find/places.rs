//! Pages and actions by their names in any of the three languages and on either keyboard layout.

use qorgau_domain::{Lang, Month, Period, Tree, search};
use qorgau_l10n::L10n;
use qorgau_rulebook::may::{Act, Subject};

use super::Hit;
use crate::here::Here;
use crate::state::Web;
use crate::visitor::Signed;

/// A place: its words in the three languages, and where it is.
struct Somewhere {
    words: [String; 3],
    more: String,
    url: String,
}

pub(super) fn found(web: &Web, here: &Here, signed: &Signed, tree: &Tree, typed: &str) -> Vec<Hit> {
    let readings = search::readings(typed);
    let at = Lang::ALL.iter().position(|lang| *lang == here.l.lang()).unwrap_or(0);
    let fits = |place: &Somewhere| {
        place.words.iter().any(|name| {
            let words = search::words(name);
            let is_there = |asked: &String| words.iter().any(|word| word.starts_with(asked.as_str()));
            readings.iter().any(|reading| reading.iter().all(is_there))
        })
    };
    let hit = |place: Somewhere| Hit {
        text: place.words.get(at).cloned().unwrap_or_default(),
        more: place.more,
        url: here.url(&place.url),
    };
    all(web, here, signed, tree).into_iter().filter(fits).take(8).map(hit).collect()
}

/// Everything that can be gone to by this reader.
fn all(web: &Web, here: &Here, signed: &Signed, tree: &Tree) -> Vec<Somewhere> {
    let (app, l) = (web.app(), here.l);
    let in_each = |word: fn(&L10n) -> String| Lang::ALL.map(|lang| word(L10n::get(lang)));
    let page = |word: fn(&L10n) -> String, url: &str| Somewhere {
        words: in_each(word),
        more: String::new(),
        url: url.to_owned(),
    };
    let mut places = vec![
        page(L10n::today_title, "/today"),
        page(L10n::registers_title, "/registers"),
        page(L10n::clauses_title, "/clauses"),
    ];
    for register in app.rulebook.registers.values() {
        let names = Lang::ALL.map(|lang| register.name.get(lang).to_owned());
        if app.reads(&signed.who, tree, &register.code).is_some() {
            places.push(Somewhere {
                words: names,
                more: l.registers_title(),
                url: format!("/registers/{}", register.code),
            });
        }
        if !app.may_enter(&signed.who, tree, register).is_empty() {
            let words = Lang::ALL.map(|lang| format!("{}: {}", L10n::get(lang).list_new(), register.name.get(lang)));
            places.push(Somewhere {
                words,
                more: String::new(),
                url: format!("/registers/{}/new", register.code),
            });
        }
    }
    if app.may_see_knowledge(&signed.who, tree, signed.who.body) {
        places.push(page(L10n::tests_title, "/tests"));
    }
    // Nobody who reads no bodies has any line here.
    let bodies = app.tree_on(&signed.who, tree, app.today(), "");
    if !bodies.is_empty() {
        places.push(page(L10n::tree_title, "/bodies"));
    }
    places.extend(bodies.into_iter().map(|line| Somewhere {
        words: Lang::ALL.map(|lang| format!("{} {}", line.version.name.get(lang), line.version.code)),
        more: l.tree_title(),
        url: format!("/bodies/{}", line.version.id.0),
    }));
    if signed.who.may(app, tree, Act::Read, Subject::Document("return.monthly"), signed.who.body) {
        let last = Month::of(app.today()).plus(-1);
        places.extend((0..12).map(|back| last.plus(-back)).map(|month| Somewhere {
            words: Lang::ALL.map(|lang| format!("{} · {}", L10n::get(lang).returns_title(), L10n::get(lang).month(month))),
            more: String::new(),
            url: format!("/returns/monthly/{}", Period::Month(month)),
        }));
    }
    places
}
