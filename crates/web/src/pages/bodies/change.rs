//! A change of the tree: asked for, read over with what it would do to figures, and stored as one act.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use qorgau_app::AppError;
use qorgau_app::bodies::{Change, Ordered, Plan, Recount};
use qorgau_app::words;
use qorgau_domain::{BodyId, BodyVersion, Lang, Text3, Tree};
use qorgau_l10n::L10n;
use serde::Deserialize;

use super::super::asked::{Asked, again, choice, day, text};
use super::super::inside::{Frame, Place, code, named, signed};
use super::super::{Gone, Page, Whole};
use super::{level, way};
use crate::here::Here;
use crate::parts::{Banner, Cell, Control, Crumb, Crumbs, Field, Options, Pair, Summary, Tone, Width};
use crate::received::Received;
use crate::state::Web;

/// What can be changed, by the word of the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Below,
    Rename,
    Place,
    Close,
}

impl What {
    fn of_word(word: &str) -> Option<Self> {
        Some(match word {
            "below" => What::Below,
            "rename" => What::Rename,
            "place" => What::Place,
            "close" => What::Close,
            _ => return None,
        })
    }

    fn title(self, l: &L10n) -> String {
        match self {
            What::Below => l.tree_do_below(),
            What::Rename => l.tree_do_rename(),
            What::Place => l.tree_do_place(),
            What::Close => l.tree_do_close(),
        }
    }
}

/// What the form sends; each sends its part.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
pub(crate) struct Sent {
    #[serde(rename = "do")]
    ask: String,
    code: String,
    level: String,
    name_kk: String,
    name_ru: String,
    name_en: String,
    under: String,
    successor: String,
    from: String,
    reason: String,
}

impl Sent {
    fn name(&self) -> Text3 {
        Text3 {
            kk: self.name_kk.clone(),
            ru: self.name_ru.clone(),
            en: self.name_en.clone(),
        }
    }

    /// Every name and value, to be carried on unseen.
    fn carried(&self) -> Vec<(&'static str, String)> {
        let all = [
            ("code", &self.code),
            ("level", &self.level),
            ("name_kk", &self.name_kk),
            ("name_ru", &self.name_ru),
            ("name_en", &self.name_en),
            ("under", &self.under),
            ("successor", &self.successor),
            ("from", &self.from),
            ("reason", &self.reason),
        ];
        let stated = all.into_iter().filter(|(_, value)| !value.is_empty());
        stated.map(|(name, value)| (name, value.clone())).collect()
    }
}

#[derive(Template)]
#[template(path = "bodies/change.html")]
struct Form {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    title: String,
    body: String,
    banner: Option<Banner>,
    asked: Asked,
    action: String,
    leave: String,
}

#[derive(Template)]
#[template(path = "bodies/check.html")]
struct Check {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    title: String,
    body: String,
    known: Summary,
    /// What is counted anew; nothing where no figure changes.
    counts: Vec<String>,
    accounts: String,
    carried: Vec<(&'static str, String)>,
    action: String,
}

/// A change on its way.
struct Changing<'a> {
    web: &'a Web,
    here: &'a Here,
    tree: Arc<Tree>,
    body: BodyId,
    what: What,
}

/// Whose body, and what is changed.
type About = Path<(String, i64, String)>;

pub(crate) async fn page(State(web): State<Web>, here: Here, Path((_, id, what)): About) -> Result<Response, Gone> {
    let changing = Changing::of(&web, &here, id, &what).await?;
    let sent = changing.first();
    Ok(Page(changing.form(&sent, None, None)?).into_response())
}

/// Does what the form asks for: reads it over, stores it, or shows it again.
pub(crate) async fn send(State(web): State<Web>, here: Here, Path((_, id, what)): About, sent: Received<Sent>) -> Result<Response, Gone> {
    let changing = Changing::of(&web, &here, id, &what).await?;
    let form = &sent.form;
    if form.ask == "edit" {
        return Ok((StatusCode::OK, Extension(Whole), Page(changing.form(form, None, None)?)).into_response());
    }
    let ordered = match changing.ordered(form) {
        Ok(ordered) => ordered,
        Err(wrong) => return Ok(again(changing.form(form, Some(wrong), None)?)),
    };
    let done = if form.ask == "store" {
        web.app().change_body(sent.who(), &ordered).await.map(Done::Stored)
    } else {
        web.app().plan_body(sent.who(), &changing.tree, &ordered).map(Done::Planned)
    };
    match done {
        Ok(Done::Stored(body)) => Ok(Redirect::to(&way(&here, body)).into_response()),
        Ok(Done::Planned(plan)) => Ok((StatusCode::OK, Extension(Whole), Page(changing.check(form, &ordered, &plan).await?)).into_response()),
        Err(AppError::Body(fault)) => {
            let code = if changing.what == What::Below {
                form.code.clone()
            } else {
                code(&web, &changing.tree, changing.body)
            };
            let wrong = (fault.field(&ordered.change), words::body_fault(here.l, &code, fault));
            Ok(again(changing.form(form, Some(wrong), None)?))
        }
        Err(AppError::Refused(refusal)) => {
            let banner = Banner {
                tone: Tone::Late,
                title: here.l.forms_refused_title(),
                text: words::refusal(here.l, &refusal),
                action: None,
            };
            Ok((StatusCode::CONFLICT, Extension(Whole), Page(changing.form(form, None, Some(banner))?)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// What became of a form.
enum Done {
    Stored(BodyId),
    Planned(Plan),
}

impl<'a> Changing<'a> {
    /// Only where the reader keeps the body, and where there is such a change of it.
    async fn of(web: &'a Web, here: &'a Here, id: i64, what: &str) -> Result<Self, Gone> {
        let (app, who) = (web.app(), &signed(here)?.who);
        let tree = app.store.tree().await.map_err(AppError::from)?;
        let body = BodyId(id);
        let what = What::of_word(what).ok_or(Gone::Absent)?;
        let version = tree.on(body, app.today()).ok_or(Gone::Absent)?;
        let fits = match what {
            What::Below => !app.levels_below(&version.level).is_empty(),
            What::Rename => true,
            What::Place | What::Close => version.parent.is_some(),
        };
        if !fits || !app.keeps_body(who, &tree, body) {
            return Err(Gone::Absent);
        }
        Ok(Changing { web, here, tree, body, what })
    }

    fn now(&self) -> Option<&BodyVersion> {
        self.tree.versions().filter(|version| version.id == self.body).last()
    }

    /// What stands in the form at first.
    fn first(&self) -> Sent {
        let name = self.now().map(|version| version.name.clone()).unwrap_or_default();
        match self.what {
            What::Rename => Sent {
                name_kk: name.kk,
                name_ru: name.ru,
                name_en: name.en,
                ..Sent::default()
            },
            _ => Sent::default(),
        }
    }

    /// What is ordered, or the field that cannot be read and why.
    fn ordered<'b>(&self, sent: &'b Sent) -> Result<Ordered<'b>, (&'static str, String)> {
        let l = self.here.l;
        let other = |at: &'static str, text: &str| {
            let known = text.parse().ok().map(BodyId).filter(|id| self.tree.bodies().any(|known| known == *id));
            known.ok_or_else(|| (at, l.tree_not_there()))
        };
        let change = match self.what {
            What::Below => Change::Found {
                code: sent.code.clone(),
                level: sent.level.clone(),
                name: sent.name(),
            },
            What::Rename => Change::Rename(sent.name()),
            What::Place => Change::Place(other("under", &sent.under)?),
            What::Close => Change::Close(other("successor", &sent.successor)?),
        };
        let from = day(&sent.from).ok_or_else(|| ("from", l.tree_bad_day()))?;
        Ok(Ordered {
            body: self.body,
            change,
            from,
            reason: &sent.reason,
        })
    }

    fn form(&self, sent: &Sent, wrong: Option<(&str, String)>, banner: Option<Banner>) -> Result<Form, Gone> {
        let (here, l) = (self.here, self.here.l);
        let mut asked = Asked::of(self.fields(sent)?);
        if let Some((at, said)) = wrong {
            asked = asked.wrong(l, at, &said);
        }
        Ok(Form {
            frame: Frame::of(self.web, here, signed(here)?, &self.tree, Place::Bodies),
            crumbs: self.crumbs(),
            title: self.what.title(l),
            body: named(self.web, here, &self.tree, self.body),
            banner,
            asked,
            action: self.action(),
            leave: way(here, self.body),
            here: here.clone(),
        })
    }

    fn fields(&self, sent: &Sent) -> Result<Vec<Field>, Gone> {
        let l = self.here.l;
        let line = |value: &str| Control::Text {
            value: value.to_owned(),
            width: Width::Full,
            fill: "off",
        };
        let names = || {
            vec![
                Field::new("name_kk", l.tree_name_kk(), line(&sent.name_kk)),
                Field::new("name_ru", l.tree_name_ru(), line(&sent.name_ru)),
                Field::new("name_en", l.tree_name_en(), line(&sent.name_en)),
            ]
        };
        let on = day(&sent.from).unwrap_or_else(|| self.web.app().today());
        let mut fields = match self.what {
            What::Below => {
                let mut fields = vec![
                    Field::new("level", l.tree_level(), Control::Select(self.levels(&sent.level))),
                    Field::new("code", l.tree_code(), text(&sent.code, "off")).hint(l.tree_code_hint()),
                ];
                fields.extend(names());
                fields
            }
            What::Rename => names(),
            What::Place => vec![Field::new(
                "under",
                l.tree_new_superior(),
                self.others(on, &Change::Place(self.body), &sent.under)?,
            )],
            What::Close => vec![Field::new(
                "successor",
                l.tree_who_takes_over(),
                self.others(on, &Change::Close(self.body), &sent.successor)?,
            )],
        };
        let from = if self.what == What::Close { l.tree_close_day() } else { l.tree_day() };
        fields.push(Field::new("from", from, Control::Day { value: sent.from.clone() }).hint(l.tree_day_hint()));
        fields.push(Field::new("reason", l.tree_order(), line(&sent.reason)).hint(l.tree_order_hint()));
        Ok(fields)
    }

    fn levels(&self, taken: &str) -> Vec<crate::parts::Choice> {
        let lang = self.here.l.lang();
        let above = self.now().map_or("", |version| version.level.as_str());
        let levels = self.web.app().levels_below(above).into_iter();
        levels.map(|level| choice(&level.code, level.name.get(lang), level.code == taken)).collect()
    }

    /// The bodies to choose from, in the order of their codes; searched by typing where scripts run.
    fn others(&self, on: Date, change: &Change, taken: &str) -> Result<Control, Gone> {
        let (l, who) = (self.here.l, &signed(self.here)?.who);
        let bodies = self.web.app().others_for(who, &self.tree, self.body, on, change);
        let mut versions: Vec<&BodyVersion> = bodies.into_iter().filter_map(|body| self.tree.on(body, on)).collect();
        versions.sort_by(|one, other| one.code.cmp(&other.code));
        let option = |version: &&BodyVersion| {
            let id = version.id.0.to_string();
            let is_taken = id == taken;
            choice(id, format!("{} · {}", version.code, version.name.get(l.lang())), is_taken)
        };
        let none = choice("", l.tree_choose(), taken.is_empty());
        Ok(Control::Pick(vec![Options {
            heading: String::new(),
            choices: std::iter::once(none).chain(versions.iter().map(option)).collect(),
        }]))
    }

    async fn check(&self, sent: &Sent, ordered: &Ordered<'_>, plan: &Plan) -> Result<Check, Gone> {
        let (here, l) = (self.here, self.here.l);
        let accounts = if self.what == What::Close { self.accounts().await? } else { 0 };
        Ok(Check {
            frame: Frame::of(self.web, here, signed(here)?, &self.tree, Place::Bodies),
            crumbs: self.crumbs(),
            title: self.what.title(l),
            body: named(self.web, here, &self.tree, self.body),
            known: self.known(ordered, plan),
            counts: plan.recount.as_ref().map(|recount| self.counts(recount)).unwrap_or_default(),
            accounts: if accounts > 0 { l.tree_close_accounts(accounts) } else { String::new() },
            carried: sent.carried(),
            action: self.action(),
            here: here.clone(),
        })
    }

    async fn accounts(&self) -> Result<i64, Gone> {
        let staff = self.web.app().staff(&signed(self.here)?.who, &self.tree, [self.body]).await?;
        Ok(i64::try_from(staff.accounts.values().map(Vec::len).sum::<usize>()).unwrap_or(i64::MAX))
    }

    /// What stands now and what will.
    fn known(&self, ordered: &Ordered<'_>, plan: &Plan) -> Summary {
        let (l, name) = (self.here.l, |body: BodyId| named(self.web, self.here, &self.tree, body));
        let (was, will) = (plan.before.last(), plan.after.last());
        let mut pairs = Vec::new();
        let mut turned = |was: String, will: String| {
            pairs.push(Pair::new(l.tree_was(), Cell::Text(was)));
            pairs.push(Pair::new(l.tree_will(), Cell::Text(will)));
        };
        let all = |version: Option<&BodyVersion>| version.map_or_else(String::new, |version| Lang::ALL.map(|lang| version.name.get(lang)).join(" · "));
        let parent = |version: Option<&BodyVersion>| version.and_then(|version| version.parent).map_or_else(String::new, name);
        match &ordered.change {
            Change::Rename(_) => turned(all(was), all(will)),
            Change::Place(_) => turned(parent(was), parent(will)),
            Change::Close(successor) => pairs.push(Pair::new(l.tree_who_takes_over(), Cell::Text(name(*successor)))),
            Change::Found { code, level: of, .. } => {
                pairs.push(Pair::new(l.tree_level(), Cell::Text(level(self.web, self.here, of))));
                pairs.push(Pair::new(l.tree_code(), Cell::text(code.trim())));
                pairs.push(Pair::new(l.tree_name(), Cell::Text(all(will))));
                pairs.push(Pair::new(l.tree_under(), Cell::Text(name(self.body))));
            }
        }
        let from = if self.what == What::Close { l.tree_close_day() } else { l.tree_day() };
        pairs.push(Pair::new(from, Cell::Text(l.long_date(ordered.from))));
        pairs.push(Pair::new(l.tree_order(), Cell::text(ordered.reason.trim())));
        Summary { pairs }
    }

    /// What is counted anew, in words.
    fn counts(&self, recount: &Recount) -> Vec<String> {
        let l = self.here.l;
        let bodies: Vec<String> = recount.of.iter().map(|body| named(self.web, self.here, &self.tree, *body)).collect();
        let along = i64::try_from(recount.along).unwrap_or(i64::MAX);
        let mut said = vec![l.tree_counts(&l.month(recount.first), &bodies.join(", "), along)];
        if recount.over > 0 {
            said.push(l.tree_counts_over(recount.over));
        }
        said.push(l.tree_counts_wait());
        said
    }

    fn crumbs(&self) -> Crumbs {
        let mut crumbs = super::crumbs(self.here);
        let name = named(self.web, self.here, &self.tree, self.body);
        crumbs.steps.push(Crumb::new(name, way(self.here, self.body)));
        crumbs
    }

    fn action(&self) -> String {
        let word = match self.what {
            What::Below => "below",
            What::Rename => "rename",
            What::Place => "place",
            What::Close => "close",
        };
        format!("{}/change/{word}", way(self.here, self.body))
    }
}
