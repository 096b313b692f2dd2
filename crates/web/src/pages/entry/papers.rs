//! Papers of an entry: the part of its page, and the page that takes files.

use askama::Template;
use axum::Extension;
use axum::extract::multipart::Field as Sent;
use axum::extract::{FromRequest, Multipart, Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::AppError;
use qorgau_app::papers::{self as app_papers, BroughtPaper, MOST, PaperFault, Papers, words};
use qorgau_domain::entry::Entry as Stored;
use qorgau_domain::paper::short;
use qorgau_domain::{EntryId, Tree};
use qorgau_l10n::L10n;
use qorgau_rulebook::register::Register;
use qorgau_store::Attached;
use uuid::Uuid;

use crate::here::Here;
use crate::layers::PAPERS_MOST;
use crate::pages::form::desk::Desk;
use crate::pages::inside::Frame;
use crate::pages::{Gone, Page, Whole};
use crate::parts::{Cell, Control, Crumbs, ErrorSummary, Field, Head, Link, Row, Table, Width};
use crate::state::Web;
use crate::visitor::Signed;

const MEGABYTE: i64 = 1024 * 1024;

/// The papers of an entry, and the form that takes more where the reader may bring some.
#[derive(Template)]
#[template(path = "entry/papers.html")]
pub(super) struct Part {
    l: &'static L10n,
    pub(super) lines: Vec<Line>,
    adding: Option<Adding>,
}

impl askama::filters::HtmlSafe for Part {}

/// One paper.
pub(super) struct Line {
    name: String,
    caption: String,
    /// Where it is seen; nothing where it was struck or erased.
    url: Option<String>,
    /// Its small picture.
    small: Option<String>,
    kind: String,
    size: String,
    hash: String,
    by: String,
    /// How it was struck or erased.
    gone: String,
    ways: Vec<Link>,
}

/// The form.
struct Adding {
    action: String,
    mark: String,
    caption: Field,
    wrong: Vec<String>,
    hint: String,
}

impl Part {
    pub(super) fn of(web: &Web, here: &Here, signed: &Signed, tree: &Tree, (register, entry, papers): (&Register, &Stored, &[Attached])) -> Self {
        let (app, who) = (web.app(), &signed.who);
        let changes = app.may_attach(who, tree, register, entry);
        let unseals = app.may_unseal(who, tree, register, entry);
        let line = |paper: &Attached| line(web, here, (entry.id, paper), (changes, unseals));
        Part {
            l: here.l,
            lines: papers.iter().map(line).collect(),
            adding: changes.then(|| Adding::new(here, signed, entry.id, "", &[])),
        }
    }

    /// The papers that stand, for paper.
    pub(super) fn table(&self) -> Table {
        let l = self.l;
        let heads = [
            Head::words(l.attach_name()),
            Head::short(l.attach_kind_head()),
            Head::figures(l.attach_size()),
            Head::words(l.attach_added()),
            Head::words(l.attach_hash()),
        ];
        let standing = self.lines.iter().filter(|line| line.gone.is_empty());
        let rows = standing.map(|line| {
            let name = if line.caption.is_empty() {
                Cell::text(&line.name)
            } else {
                Cell::Main {
                    main: line.name.clone(),
                    more: line.caption.clone(),
                }
            };
            Row::plain([
                name,
                Cell::text(&line.kind),
                Cell::text(&line.size),
                Cell::text(&line.by),
                Cell::text(&line.hash),
            ])
        });
        Table::new(l.attach_title(), heads, rows.collect::<Vec<_>>()).dense()
    }
}

impl Adding {
    fn new(here: &Here, signed: &Signed, id: EntryId, caption: &str, wrong: &[Wrong]) -> Self {
        let l = here.l;
        let control = Control::Text {
            value: caption.to_owned(),
            width: Width::Full,
            fill: "off",
        };
        let mut field = Field::new("caption", l.attach_caption(), control)
            .hint(l.attach_caption_hint())
            .optional(l.part_optional());
        if let Some(wrong) = wrong.iter().find(|wrong| wrong.at == "caption") {
            field = field.error(l.part_error(), &wrong.said);
        }
        Adding {
            action: here.url(&format!("/entries/{id}/papers")),
            mark: signed.mark.clone(),
            caption: field,
            wrong: wrong.iter().filter(|wrong| wrong.at == "file").map(|wrong| wrong.said.clone()).collect(),
            hint: l.attach_hint(&(MOST / (1024 * 1024)).to_string(), &(PAPERS_MOST / (1024 * 1024)).to_string()),
        }
    }
}

/// What a paper is called: by its name, or as one without a name.
pub(super) fn called(here: &Here, paper: &Attached) -> String {
    match paper.called.name.as_str() {
        _ if paper.erased => here.l.attach_erased_name(&short(&paper.hash)),
        "" => here.l.attach_unnamed(),
        name => name.to_owned(),
    }
}

fn line(web: &Web, here: &Here, (entry, paper): (EntryId, &Attached), (changes, unseals): (bool, bool)) -> Line {
    let (l, zone) = (here.l, web.app().zone());
    let at = here.url(&format!("/entries/{entry}/papers/{}", paper.id));
    let by = |who: &str, when| l.attach_by(who, &l.moment(&when, zone));
    let gone = match &paper.struck {
        Some(struck) => l.attach_gone_by(&struck.actor, &l.moment(&struck.at, zone), &struck.reason),
        None if paper.erased => l.attach_erased(),
        None => String::new(),
    };
    let mut ways = Vec::new();
    if paper.stands() {
        ways.push(Link::new(l.attach_save(), format!("{at}?save=1")));
    }
    if unseals && !paper.erased {
        ways.push(Link::new(l.attach_original(), format!("{at}/original")));
    }
    if changes && paper.stands() {
        ways.push(Link::new(l.attach_strike(), format!("{at}/strike")));
    }
    Line {
        name: called(here, paper),
        caption: paper.called.caption.clone(),
        small: (paper.stands() && paper.kind.is_picture()).then(|| format!("{at}/thumbnail")),
        url: paper.stands().then_some(at),
        kind: paper.kind.word().to_uppercase(),
        size: size(l, paper.length),
        hash: short(&paper.hash),
        by: by(&paper.actor, paper.at),
        gone,
        ways,
    }
}

fn size(l: &L10n, length: i64) -> String {
    if length < MEGABYTE {
        l.attach_kilobytes(&l.number((length + 1023) / 1024, 0))
    } else {
        l.attach_megabytes(&l.number(length * 10 / MEGABYTE, 1))
    }
}

#[derive(Template)]
#[template(path = "entry/papers_page.html")]
struct PapersPage {
    here: Here,
    frame: Frame,
    crumbs: Crumbs,
    title: String,
    errors: Option<ErrorSummary>,
    part: Part,
}

/// What is wrong, and at which field.
struct Wrong {
    at: &'static str,
    said: String,
    too_large: bool,
}

pub(crate) async fn page(State(web): State<Web>, here: Here, Path((_, id)): Path<(String, String)>) -> Result<Response, Gone> {
    let desk = Desk::of(&web, &here).await?;
    let papers = web.app().papers(&desk.signed.who, &desk.tree, identity(&id)?).await?;
    Ok(Page(shown(&desk, &papers, "", &[])).into_response())
}

pub(crate) fn identity(id: &str) -> Result<EntryId, Gone> {
    Uuid::try_parse(id).map(EntryId).map_err(|_| Gone::Absent)
}

fn shown(desk: &Desk<'_>, papers: &Papers<'_>, caption: &str, wrong: &[Wrong]) -> PapersPage {
    let (here, l) = (desk.here, desk.here.l);
    let (register, entry) = (papers.register, &papers.entry);
    let title = format!("{} № {}", desk.name_of(register), entry.envelope.number);
    let mut part = Part::of(desk.web, here, desk.signed, &desk.tree, (register, entry, &papers.papers));
    if part.adding.is_some() {
        part.adding = Some(Adding::new(here, desk.signed, entry.id, caption, wrong));
    }
    let errors = wrong.iter().map(|wrong| Link::new(&wrong.said, format!("#{}", wrong.at))).collect::<Vec<_>>();
    PapersPage {
        frame: desk.frame(),
        crumbs: desk.crumbs(register, Some(entry)),
        title: l.attach_page_title(&title),
        errors: (!errors.is_empty()).then(|| ErrorSummary {
            title: l.part_errors(),
            errors,
        }),
        part,
        here: here.clone(),
    }
}

/// Takes files one by one. Those that can be taken are; for the others the page says which and why.
pub(crate) async fn bring(State(web): State<Web>, here: Here, Path((_, id)): Path<(String, String)>, request: Request) -> Result<Response, Gone> {
    let desk = Desk::of(&web, &here).await?;
    let id = identity(&id)?;
    // Whoever may not is told before anything is read.
    web.app().papers_to_change(&desk.signed.who, &desk.tree, id).await?;
    let mut parts = match Multipart::from_request(request, &web).await {
        Ok(parts) => parts,
        Err(refused) => return Ok(refused.into_response()),
    };
    let mut bringing = Bringing {
        desk: &desk,
        id,
        mark: String::new(),
        caption: String::new(),
        files: 0,
        wrong: Vec::new(),
    };
    loop {
        let part = match parts.next_field().await {
            Ok(Some(part)) => part,
            Ok(None) => break,
            Err(error) => match bringing.broken(error.status()) {
                Some(status) => return Ok(status.into_response()),
                None => break,
            },
        };
        match bringing.take(part).await? {
            Taken::Next => {}
            Taken::Enough => break,
            Taken::Not(status) => return Ok(status.into_response()),
        }
    }
    let Bringing { caption, files, mut wrong, .. } = bringing;
    if files == 0 && wrong.is_empty() {
        wrong.push(Wrong::file(here.l.attach_no_file()));
    }
    if wrong.is_empty() {
        return Ok(Redirect::to(&here.url(&format!("/entries/{id}#papers"))).into_response());
    }
    let status = if wrong.iter().any(|wrong| wrong.too_large) {
        StatusCode::PAYLOAD_TOO_LARGE
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let papers = web.app().papers(&desk.signed.who, &desk.tree, id).await?;
    let page = shown(&desk, &papers, &caption, &wrong);
    Ok((status, Extension(Whole), Page(page)).into_response())
}

/// A form on its way in: the mark and the caption stand before the files.
struct Bringing<'a> {
    desk: &'a Desk<'a>,
    id: EntryId,
    mark: String,
    caption: String,
    files: usize,
    wrong: Vec<Wrong>,
}

/// What became of a part.
enum Taken {
    Next,
    Enough,
    Not(StatusCode),
}

impl Bringing<'_> {
    async fn take(&mut self, mut part: Sent<'_>) -> Result<Taken, Gone> {
        let name = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().unwrap_or_default().to_owned();
        let most = if name == "file" { MOST } else { 4 * app_papers::CAPTION_MOST + 1024 };
        let bytes = match within(&mut part, most).await {
            Ok(bytes) => bytes,
            Err(status) => return Ok(self.broken(status).map_or(Taken::Enough, Taken::Not)),
        };
        let text = |bytes: Option<Vec<u8>>| bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        match name.as_str() {
            "mark" => self.mark = text(bytes).unwrap_or_default(),
            "caption" => match text(bytes) {
                Some(caption) => self.caption = caption,
                None => return Ok(Taken::Not(StatusCode::UNPROCESSABLE_ENTITY)),
            },
            "file" if self.mark != self.desk.signed.mark => return Ok(Taken::Not(StatusCode::FORBIDDEN)),
            // Where nothing was chosen a browser sends an empty file without a name.
            "file" if file.is_empty() && bytes.as_ref().is_some_and(Vec::is_empty) => {}
            "file" => {
                self.files += 1;
                self.store(file, bytes).await?;
            }
            _ => return Ok(Taken::Not(StatusCode::UNPROCESSABLE_ENTITY)),
        }
        Ok(Taken::Next)
    }

    async fn store(&mut self, name: String, bytes: Option<Vec<u8>>) -> Result<(), Gone> {
        let (l, Desk { web, signed, tree, .. }) = (self.desk.here.l, self.desk);
        let fault = match bytes {
            None => PaperFault::TooLarge,
            Some(bytes) => {
                let brought = BroughtPaper {
                    name: name.clone(),
                    caption: self.caption.clone(),
                    bytes,
                };
                match web.app().attach(&signed.who, tree, self.id, brought).await {
                    Ok(_) => return Ok(()),
                    Err(AppError::Paper(fault)) => fault,
                    Err(AppError::Refused(refusal)) => {
                        self.wrong.push(Wrong::file(qorgau_app::words::refusal(l, &refusal)));
                        return Ok(());
                    }
                    Err(error) => return Err(error.into()),
                }
            }
        };
        let said = words::fault(l, fault);
        if fault == PaperFault::LongCaption {
            if self.wrong.iter().all(|wrong| wrong.at != "caption") {
                self.wrong.push(Wrong {
                    at: "caption",
                    ..Wrong::file(said)
                });
            }
            return Ok(());
        }
        let name = if name.is_empty() { l.attach_unnamed() } else { name };
        self.wrong.push(Wrong {
            too_large: fault == PaperFault::TooLarge,
            ..Wrong::file(l.attach_refused(&name, &said))
        });
        Ok(())
    }

    /// The form cannot be read on. Where it is too large as a whole, the page says so beside what was taken; else the status goes out.
    fn broken(&mut self, status: StatusCode) -> Option<StatusCode> {
        if status != StatusCode::PAYLOAD_TOO_LARGE {
            return Some(status);
        }
        let megabytes = (PAPERS_MOST / (1024 * 1024)).to_string();
        self.wrong.push(Wrong {
            too_large: true,
            ..Wrong::file(self.desk.here.l.attach_together(&megabytes))
        });
        None
    }
}

impl Wrong {
    fn file(said: String) -> Self {
        Wrong {
            at: "file",
            said,
            too_large: false,
        }
    }
}

/// The bytes of a part; `None` where they are more than so many, which are read past and not kept.
async fn within(part: &mut Sent<'_>, most: usize) -> Result<Option<Vec<u8>>, StatusCode> {
    let mut bytes = Some(Vec::new());
    while let Some(chunk) = part.chunk().await.map_err(|error| error.status())? {
        bytes = bytes.filter(|bytes: &Vec<u8>| bytes.len() + chunk.len() <= most);
        if let Some(bytes) = &mut bytes {
            bytes.extend(&chunk);
        }
    }
    Ok(bytes)
}
