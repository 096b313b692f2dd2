//! A new entry: the form, the answers, storing.

use std::collections::BTreeMap;

use axum::Extension;
use axum::extract::{Path, Query, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::forms::acts::{Sending, Sent};
use qorgau_app::forms::{Trouble, Typed, name_of, typed};
use qorgau_app::warnings::Writing;
use qorgau_app::{AppError, words};
use qorgau_domain::value::{Content, Value};
use qorgau_domain::{BodyId, EntryId};
use qorgau_rulebook::register::{Constraint, Field as FieldDef, FieldType, Register};
use qorgau_store::Refusal;
use serde::Deserialize;
use uuid::Uuid;

use super::check::{Check, all_carried};
use super::desk::{Desk, carried};
use super::fields::Fields;
use super::{Do, EntryForm, FormSent, put_in};
use crate::here::Here;
use crate::pages::entry::drawing;
use crate::pages::inside::named;
use crate::pages::{Gone, Page, Whole};
use crate::parts::{Banner, Choice, Control, Field, Link, Mark, Tone};
use crate::state::Web;

/// What the address says.
#[derive(Deserialize)]
pub(crate) struct Asked {
    /// An entry whose fields are taken over.
    #[serde(default)]
    like: String,
    /// Fields that are filled in already: what a way leads here about.
    #[serde(flatten)]
    fields: BTreeMap<String, String>,
}

/// A new entry on its way.
struct New<'a> {
    desk: &'a Desk<'a>,
    register: &'a Register,
    bodies: Vec<BodyId>,
    place: String,
}

/// The form, empty or like another entry.
pub(crate) async fn page(
    State(web): State<Web>,
    here: Here,
    Path((_, register)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Gone> {
    let desk = Desk::of(&web, &here).await?;
    let new = New::of(&desk, &register)?;
    let mut form = match Uuid::try_parse(&asked.like) {
        Ok(like) => new.like(EntryId(like)).await?,
        Err(_) => new.defaults().await?,
    };
    let fresh = !put_in(&mut form, new.register, &asked.fields) && asked.like.is_empty();
    form.set("@id", web.app().new_id().to_string());
    new.form(&form, &[], None, fresh).await.map(|page| Page(page).into_response())
}

/// Does what a form asks for.
pub(crate) async fn send(State(web): State<Web>, here: Here, Path((_, register)): Path<(String, String)>, request: Request) -> Result<Response, Gone> {
    let desk = Desk::of(&web, &here).await?;
    let new = New::of(&desk, &register)?;
    let Some(FormSent { ask, mark, mut typed }) = FormSent::read(request).await else {
        return Ok(StatusCode::UNPROCESSABLE_ENTITY.into_response());
    };
    if Uuid::try_parse(typed.first("@id")).is_err() {
        typed.set("@id", web.app().new_id().to_string());
    }
    if mark != desk.signed.mark {
        let page = new.form(&typed, &[], Some(desk.other_session()), false).await?;
        return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, page));
    }
    match ask {
        Do::Check => new.check(&typed).await,
        Do::Store => new.store(&typed).await,
        ask => {
            let troubles = new.change(&mut typed, ask).await?;
            let status = if troubles.is_empty() {
                StatusCode::OK
            } else {
                StatusCode::UNPROCESSABLE_ENTITY
            };
            Ok(again(status, new.form(&typed, &troubles, None, false).await?))
        }
    }
}

fn again(status: StatusCode, page: EntryForm) -> Response {
    (status, Extension(Whole), Page(page)).into_response()
}

impl<'a> New<'a> {
    /// Only where the reader may enter for some body.
    fn of(desk: &'a Desk<'a>, register: &str) -> Result<Self, Gone> {
        let app = desk.web.app();
        let register = app.register(register)?;
        let bodies = app.may_enter(&desk.signed.who, &desk.tree, register);
        if bodies.is_empty() {
            return Err(Gone::Absent);
        }
        Ok(New {
            desk,
            register,
            bodies,
            place: format!("/registers/{}/new", register.code),
        })
    }

    /// The body in whose name it is entered: the one chosen, else the first that may be.
    fn body(&self, typed: &Typed) -> BodyId {
        let chosen = typed.first("@body").parse().ok().map(BodyId).filter(|body| self.bodies.contains(body));
        chosen.or_else(|| self.bodies.first().copied()).unwrap_or(self.desk.signed.who.body)
    }

    /// What an empty form shows: one's own body, oneself as the officer, one row where rows must be.
    async fn defaults(&self) -> Result<Typed, Gone> {
        let mut typed = Typed::default();
        let own = self.body(&typed);
        let level = self.desk.tree.on(own, self.desk.web.app().today()).map(|version| version.level.clone());
        let oneself = self.desk.looker().oneself().await?;
        for def in &self.register.field {
            match def.kind {
                FieldType::Body if self.register.book.as_ref() != Some(&def.code) && level.as_deref() == Some("district") => {
                    typed.set(&def.code, own.0.to_string());
                }
                FieldType::Officer => {
                    if let Some(id) = oneself {
                        typed.set(&def.code, id.to_string());
                    }
                }
                FieldType::Rows if def.required => typed.add_row(&def.code),
                _ => {}
            }
        }
        Ok(typed)
    }

    /// The fields of another entry but for days and what must be its own.
    async fn like(&self, like: EntryId) -> Result<Typed, Gone> {
        let looker = self.desk.looker();
        let (register, entry) = looker.entry(like).await?.ok_or(Gone::Absent)?;
        if register.code != self.register.code {
            return Err(Gone::Absent);
        }
        let own = |code: &str| {
            let unique = |constraint: &Constraint| matches!(constraint, Constraint::Unique { fields } if fields.iter().any(|field| field == code));
            code == "source_id" || register.constraint.iter().any(unique)
        };
        let dated = |kind| matches!(kind, FieldType::Date | FieldType::Datetime | FieldType::Span);
        let kept = entry
            .fields
            .into_iter()
            .filter(|(code, _)| !own(code) && register.field(code).is_some_and(|def| !dated(def.kind)));
        Ok(typed(register, &kept.collect::<Content>(), self.desk.web.app().zone()))
    }

    /// The form with what stands in it.
    async fn form(&self, typed: &Typed, troubles: &[Trouble], banner: Option<Banner>, fresh: bool) -> Result<EntryForm, Gone> {
        let (desk, l) = (self.desk, self.desk.here.l);
        let action = desk.here.url(&self.place);
        let sections = desk.sections(self.register, typed, troubles, &action).await?;
        let chosen = self.body(typed);
        let option = |body: &BodyId| Choice {
            value: body.0.to_string(),
            label: named(desk.web, desk.here, &desk.tree, *body),
            hint: String::new(),
            mark: if *body == chosen { Mark::Taken } else { Mark::Free },
        };
        let bodies = (self.bodies.len() > 1).then(|| Control::Select(self.bodies.iter().map(option).collect()));
        Ok(EntryForm {
            frame: desk.frame(),
            crumbs: desk.crumbs(self.register, None),
            title: l.forms_new_title(desk.name_of(self.register)),
            under: named(desk.web, desk.here, &desk.tree, chosen),
            banner: banner.or_else(|| desk.taken(troubles)),
            errors: desk.summary(self.register, troubles),
            elsewhere: desk.elsewhere(&self.place),
            carried: carried(typed),
            bodies: bodies.map(|control| Field::new("@body", l.forms_body(), control)),
            sections,
            reason: None,
            draft: format!("new:{}", self.register.code),
            fresh,
            action,
            here: desk.here.clone(),
        })
    }

    /// What a button of the form changes in it; what is wrong with a new thing that was to be made comes back.
    async fn change(&self, typed: &mut Typed, ask: Do) -> Result<Vec<Trouble>, Gone> {
        let body = self.body(typed);
        self.desk.change(self.register, body, typed, ask).await
    }

    async fn check(&self, typed: &Typed) -> Result<Response, Gone> {
        let (desk, l, app) = (self.desk, self.desk.here.l, self.desk.web.app());
        let looker = desk.looker();
        let (fields, troubles) = app.check_form(&looker, self.register, typed, None).await?;
        if !troubles.is_empty() {
            return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, self.form(typed, &troubles, None, false).await?));
        }
        let body = self.body(typed);
        let alike = app.alike(self.register, body, id_of(typed), &fields).await?;
        let writing = Writing {
            id: id_of(typed),
            body,
            register: self.register,
            fields: &fields,
        };
        let labels = looker.labels(qorgau_app::forms::say::pointed(&fields)).await?;
        let page = Check {
            frame: desk.frame(),
            title: l.forms_check_title(),
            under: format!("{} · {}", desk.name_of(self.register), named(desk.web, desk.here, &desk.tree, body)),
            action: desk.here.url(&self.place),
            carried: all_carried(typed),
            banner: desk.on_paper(self.register, body, &fields).await?,
            alike: desk.alike(self.register, alike),
            warned: desk.warned(&writing).await?,
            answers: desk.answers(self.register, &fields, &labels),
            drawing: drawing::of(desk.web, desk.here, (body, &fields), &[]).await?,
            draft: format!("new:{}", self.register.code),
            store: l.forms_store(),
            here: desk.here.clone(),
        };
        Ok(Page(page).into_response())
    }

    async fn store(&self, typed: &Typed) -> Result<Response, Gone> {
        let desk = self.desk;
        let looker = desk.looker();
        let id = id_of(typed);
        let sending = Sending { looker: &looker, id, typed };
        match desk.web.app().enter(&sending, self.register, self.body(typed)).await? {
            Sent::Stored(_) => Ok(Redirect::to(&desk.here.url(&format!("/entries/{id}/stored"))).into_response()),
            Sent::Wrong(troubles) => Ok(again(StatusCode::UNPROCESSABLE_ENTITY, self.form(typed, &troubles, None, false).await?)),
            Sent::Refused(refusal) => {
                let banner = self.refused(&refusal, id);
                Ok(again(StatusCode::CONFLICT, self.form(typed, &[], Some(banner), false).await?))
            }
        }
    }

    fn refused(&self, refusal: &Refusal, id: EntryId) -> Banner {
        let (here, l) = (self.desk.here, self.desk.here.l);
        let there = matches!(refusal, Refusal::Changed { .. });
        Banner {
            tone: Tone::Late,
            title: l.forms_refused_title(),
            text: words::refusal(l, refusal),
            action: there.then(|| Link::new(l.forms_open_entry(), here.url(&format!("/entries/{id}")))),
        }
    }
}

/// The names of the fields in a form that point to entries of its own register, those of rows row by row.
fn referring(register: &Register, typed: &Typed) -> Vec<String> {
    let refers = |def: &&FieldDef| def.points_to() == Some(register.code.as_str());
    let own = register.field.iter().filter(refers).map(|def| def.code.clone());
    let of_rows = register.field.iter().flat_map(|def| {
        let subs: Vec<&FieldDef> = def.field.iter().filter(refers).collect();
        let rows = if subs.is_empty() { Vec::new() } else { typed.rows(&def.code) };
        let of_row = move |no: i64| subs.clone().into_iter().map(move |sub| name_of(Some((&def.code, no)), &sub.code));
        rows.into_iter().flat_map(of_row)
    });
    own.chain(of_rows).collect()
}

fn id_of(typed: &Typed) -> EntryId {
    EntryId(Uuid::try_parse(typed.first("@id")).unwrap_or_default())
}

impl Desk<'_> {
    /// The fields of a form in their groups, with what its pointers are called and what searches find.
    pub(super) async fn sections(&self, register: &Register, typed: &Typed, troubles: &[Trouble], action: &str) -> Result<Vec<super::Section>, Gone> {
        let app = self.web.app();
        let looker = self.looker();
        let (fields, _) = app.read_form(register, typed);
        let labels = looker.labels(qorgau_app::forms::say::pointed(&fields)).await?;
        let mut found = BTreeMap::new();
        let searches = typed.pairs().filter_map(|(name, text)| Some((name.strip_suffix("@find")?, text)));
        for (name, text) in searches.filter(|(_, text)| !text.trim().is_empty()) {
            let def = qorgau_app::forms::words::field_of(register, name).map(|(def, _)| def);
            if let Some(target) = def.and_then(|def| def.points_to()).and_then(|target| app.rulebook.register(target)) {
                found.insert(name.to_owned(), looker.seek(target, text).await?);
            }
        }
        let earlier = match register.book.as_ref().and_then(|code| fields.get(code)) {
            Some(Value::Body(book)) => looker.earlier(register, *book, register.day_of(&fields)).await?,
            _ => Vec::new(),
        };
        if !earlier.is_empty() {
            for name in referring(register, typed) {
                found.entry(name).or_insert_with(|| earlier.clone());
            }
        }
        let may_make = |code: &&str| {
            let target = app.rulebook.register(code);
            target.is_some_and(|target| !app.may_enter(&self.signed.who, &self.tree, target).is_empty())
        };
        let makes: Vec<String> = ["person", "organisation"]
            .iter()
            .filter(|code| may_make(code))
            .map(|code| (*code).to_owned())
            .collect();
        let fields = Fields {
            desk: self,
            register,
            typed,
            troubles,
            labels: &labels,
            found: &found,
            makes: &makes,
            action,
            day: register.day_of(&fields),
        };
        Ok(fields.sections())
    }

    /// What a button of a form changes in it.
    pub(super) async fn change(&self, register: &Register, body: BodyId, typed: &mut Typed, ask: Do) -> Result<Vec<Trouble>, Gone> {
        match ask {
            Do::Add(rows) => typed.add_row(&rows),
            Do::Remove(rows, number) => typed.remove_row(&rows, number),
            Do::Open(name) => typed.set(format!("{name}@new@id"), self.web.app().new_id().to_string()),
            Do::Shut(name) => typed.drop_all_of(&format!("{name}@new")),
            Do::Make(name) => return self.make(register, body, typed, &name).await,
            Do::Find(_) | Do::Edit | Do::Check | Do::Store => {}
        }
        Ok(Vec::new())
    }

    /// Enters the new person or organisation that a field shall point to. It is an entry of its own, whatever becomes of the form.
    async fn make(&self, register: &Register, body: BodyId, typed: &mut Typed, name: &str) -> Result<Vec<Trouble>, Gone> {
        let app = self.web.app();
        let def = qorgau_app::forms::words::field_of(register, name).map(|(def, _)| def);
        let target = def.and_then(|def| def.points_to()).ok_or(Gone::Absent)?;
        let target = app.register(target)?;
        let prefix = format!("{name}@new.");
        let inner = super::fields::within(typed, &prefix);
        let id = EntryId(Uuid::try_parse(typed.first(&format!("{name}@new@id"))).map_err(|_| Gone::Absent)?);
        let looker = self.looker();
        let sending = Sending {
            looker: &looker,
            id,
            typed: &inner,
        };
        match app.enter(&sending, target, body).await? {
            Sent::Stored(_) => {
                typed.drop_all_of(&format!("{name}@new"));
                typed.drop_all_of(&format!("{name}@find"));
                typed.set(name, id.to_string());
                Ok(Vec::new())
            }
            Sent::Wrong(troubles) => {
                let named = troubles.into_iter().map(|trouble| Trouble {
                    name: format!("{prefix}{}", trouble.name),
                    ..trouble
                });
                Ok(named.collect())
            }
            Sent::Refused(refusal) => Err(Gone::Failed(AppError::Refused(refusal))),
        }
    }
}
