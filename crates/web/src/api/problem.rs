//! What is refused, as problem+json (RFC 9457): a stable code for programs, words in the language asked for, and each field that is wrong.

use axum::Extension;
use axum::http::StatusCode;
use axum::http::header::{ALLOW, CONNECTION, CONTENT_TYPE, HeaderName, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::response::{IntoResponse, Response};
use qorgau_app::accounts::AccountFault;
use qorgau_app::forms::{Trouble, words as forms};
use qorgau_app::papers::PaperFault;
use qorgau_app::tracks::TrackFault;
use qorgau_app::{AppError, words};
use qorgau_domain::Lang;
use qorgau_l10n::L10n;
use qorgau_store::Refusal;
use serde_json::{Map, Value as Json, json};

use crate::pages::{Whole, failed};
use crate::state::Web;

/// What a problem carries over from the bare answer.
const KEPT: [HeaderName; 2] = [ALLOW, CONNECTION];

/// Why a program's request is not answered.
#[derive(Debug, Clone)]
pub(crate) enum Fault {
    /// It carries no token that opens anything.
    Token,
    /// Too many such came from there; so many seconds are to pass.
    Wait(i64),
    /// Nothing is there, or not for this token: the two look the same.
    Absent,
    /// It cannot be read; what of it.
    Request(String),
    /// Fields are wrong.
    Unsound {
        /// The register.
        register: String,
        /// What is wrong.
        troubles: Vec<Trouble>,
    },
    /// It is based on a revision that is no longer the last: the one it is based on, where there was one, and the last.
    Stale(Box<[Json; 2]>),
    /// What is marked for official use does not go where this token may not take it out.
    Withheld,
    /// A file cannot be taken as a paper.
    Paper(PaperFault),
    /// A file cannot be taken as a track.
    Track(TrackFault),
    /// Records or their link are not what was seen.
    Seen,
    /// A record stands in a link that another body keeps, or that reaches further than the token.
    Elsewhere,
    /// The record did not take it.
    Refused(Refusal),
    /// The product failed; that is in the log.
    Failed,
}

impl From<AppError> for Fault {
    fn from(error: AppError) -> Self {
        match error {
            AppError::NoBody(_) | AppError::NoFigure(_) | AppError::NoRegister(_) | AppError::Period { .. } | AppError::Absent => Fault::Absent,
            AppError::Account(AccountFault::NoAccount | AccountFault::NotAllowed) => Fault::Absent,
            AppError::Refused(Refusal::Absent | Refusal::NoBody) => Fault::Absent,
            AppError::Refused(refusal) => Fault::Refused(refusal),
            AppError::Paper(fault) => Fault::Paper(fault),
            AppError::Track(fault) => Fault::Track(fault),
            AppError::Time(error) => Fault::Request(error.to_string()),
            error => {
                drop(failed(&error));
                Fault::Failed
            }
        }
    }
}

impl Fault {
    fn status(&self) -> StatusCode {
        match self {
            Fault::Token => StatusCode::UNAUTHORIZED,
            Fault::Wait(_) => StatusCode::TOO_MANY_REQUESTS,
            Fault::Absent => StatusCode::NOT_FOUND,
            Fault::Request(_) => StatusCode::BAD_REQUEST,
            Fault::Withheld => StatusCode::FORBIDDEN,
            Fault::Unsound { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Fault::Stale(_) | Fault::Seen | Fault::Elsewhere | Fault::Refused(_) => StatusCode::CONFLICT,
            Fault::Paper(fault) => super::papers::status(*fault),
            Fault::Track(fault) => super::raids::status(*fault),
            Fault::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for Fault {
    /// A bare status that carries the fault; [`answer`] puts it in words further out, where the language is known.
    fn into_response(self) -> Response {
        (self.status(), Extension(self)).into_response()
    }
}

/// A refusal in words.
struct Problem {
    status: StatusCode,
    code: &'static str,
    title: String,
    detail: String,
    more: Map<String, Json>,
}

/// The problem of a bare answer.
pub(crate) fn answer(web: &Web, lang: Lang, bare: &Response, id: &str, most: usize) -> Response {
    let l = L10n::get(lang);
    let fault = bare.extensions().get::<Fault>();
    let problem = match fault {
        Some(fault) => of_fault(web, l, fault),
        None => of_status(l, bare.status(), most),
    };
    let mut document = json!({
        "type": format!("urn:qorgau:problem:{}", problem.code),
        "status": problem.status.as_u16(),
        "code": problem.code,
        "title": problem.title,
        "detail": problem.detail,
        "instance": format!("urn:uuid:{id}"),
    });
    if let Json::Object(document) = &mut document {
        document.extend(problem.more);
    }
    let text = document.to_string();
    let mut response = (problem.status, Extension(Whole), [(CONTENT_TYPE, "application/problem+json")], text).into_response();
    let headers = response.headers_mut();
    for name in KEPT {
        if let Some(value) = bare.headers().get(&name) {
            headers.insert(name, value.clone());
        }
    }
    match fault {
        Some(Fault::Token) => drop(headers.insert(WWW_AUTHENTICATE, axum::http::HeaderValue::from_static("Bearer"))),
        Some(Fault::Wait(seconds)) => drop(headers.insert(RETRY_AFTER, (*seconds).max(0).into())),
        _ => {}
    }
    response
}

fn of_fault(web: &Web, l: &L10n, fault: &Fault) -> Problem {
    let (code, title, detail) = match fault {
        Fault::Token => ("token", l.api_token_title(), l.api_token_text()),
        Fault::Wait(seconds) => ("wait", l.api_wait_title(), l.account_wait(*seconds)),
        Fault::Absent => return of_status(l, fault.status(), 0),
        Fault::Request(what) => ("request", l.api_request_title(), l.api_request_text(what)),
        Fault::Unsound { .. } => ("fields", l.api_fields_title(), l.api_fields_text()),
        Fault::Stale(_) => ("stale", l.api_stale_title(), l.api_stale_text()),
        Fault::Refused(refusal @ Refusal::Changed { .. }) => ("changed", l.api_changed_title(), words::refusal(l, refusal)),
        Fault::Refused(Refusal::Withdrawn) => ("withdrawn", l.api_conflict_title(), words::refusal(l, &Refusal::Withdrawn)),
        Fault::Refused(refusal) => ("conflict", l.api_conflict_title(), words::refusal(l, refusal)),
        Fault::Withheld => ("official_use", l.official_full(), l.api_withheld_text()),
        Fault::Paper(fault) => paper(l, *fault),
        Fault::Track(fault) => track(l, *fault),
        Fault::Seen => ("seen", l.api_seen_title(), l.link_changed()),
        Fault::Elsewhere => ("conflict", l.api_conflict_title(), l.link_elsewhere()),
        Fault::Failed => return of_status(l, fault.status(), 0),
    };
    let mut more = Map::new();
    match fault {
        Fault::Unsound { register, troubles } => {
            more.insert("errors".to_owned(), errors(web, l, register, troubles));
        }
        Fault::Stale(revisions) => {
            let [based_on, current] = &**revisions;
            more.insert("based_on".to_owned(), based_on.clone());
            more.insert("current".to_owned(), current.clone());
        }
        _ => {}
    }
    Problem {
        status: fault.status(),
        code,
        title,
        detail,
        more,
    }
}

/// Why a file is not taken: by the code of its status where there is one, else as a paper.
fn paper(l: &L10n, fault: PaperFault) -> (&'static str, String, String) {
    let said = qorgau_app::papers::words::fault(l, fault);
    match fault {
        PaperFault::TooLarge => ("large", l.page_large_title(), said),
        PaperFault::Kind => ("media", l.api_paper_title(), said),
        _ => ("paper", l.api_paper_title(), said),
    }
}

/// Why a file is not taken as a track.
fn track(l: &L10n, fault: TrackFault) -> (&'static str, String, String) {
    let said = qorgau_app::tracks::words::fault(l, fault);
    match fault {
        TrackFault::TooLarge => ("large", l.page_large_title(), said),
        _ => ("track", l.api_track_title(), said),
    }
}

/// Each field that is wrong. A sub-field goes by `rows.number.code`.
fn errors(web: &Web, l: &L10n, register: &str, troubles: &[Trouble]) -> Json {
    let Ok(register) = web.app().register(register) else { return Json::Null };
    let one = |trouble: &Trouble| json!({"field": trouble.name, "reason": forms::trouble(web.app(), l, register, trouble)});
    Json::Array(troubles.iter().map(one).collect())
}

fn of_status(l: &L10n, status: StatusCode, most: usize) -> Problem {
    let (code, title, detail) = match status {
        StatusCode::NOT_FOUND => ("absent", l.api_absent_title(), l.api_absent_text()),
        StatusCode::METHOD_NOT_ALLOWED => ("method", l.api_method_title(), l.api_method_text()),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => ("media", l.api_media_title(), l.api_media_text()),
        StatusCode::PAYLOAD_TOO_LARGE => ("large", l.page_large_title(), l.page_large_text(&(most / (1024 * 1024)).to_string())),
        StatusCode::REQUEST_TIMEOUT => ("slow", l.page_slow_title(), l.page_slow_text()),
        StatusCode::SERVICE_UNAVAILABLE => ("busy", l.page_busy_title(), l.page_busy_text()),
        other if other.is_server_error() => ("failed", l.page_failed_title(), l.page_failed_text()),
        _ => ("request", l.api_request_title(), l.api_request_text("?")),
    };
    Problem {
        status,
        code,
        title,
        detail,
        more: Map::new(),
    }
}
