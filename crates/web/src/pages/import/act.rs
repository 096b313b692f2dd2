//! What is done with a table under way, each by a button of its page.

use std::collections::BTreeMap;

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use qorgau_app::AppError;
use qorgau_app::import::{Asked, DELIMITERS, Encoding, Reading, Work, asked_of};
use qorgau_rulebook::map;
use uuid::Uuid;

use super::super::Gone;
use super::super::inside::signed;
use super::columns::Wrong;
use super::{show, start};
use crate::here::Here;
use crate::state::Web;
use crate::visitor::Signed;

/// What a form sends, by the names of its fields.
type Sent = BTreeMap<String, String>;

pub(crate) async fn act(
    State(web): State<Web>,
    here: Here,
    Path((_, id)): Path<(String, Uuid)>,
    sent: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Gone> {
    let signed = signed(&here)?;
    let Ok(Form(sent)) = sent else {
        return Ok(StatusCode::UNPROCESSABLE_ENTITY.into_response());
    };
    if said(&sent, "mark") != signed.mark {
        return Ok(StatusCode::FORBIDDEN.into_response());
    }
    let app = web.app();
    // Whose table it is comes before anything that is wrong with the form.
    let upload = app.upload(&signed.who, id).await?;
    let back = Redirect::to(&here.url(&format!("/import/{id}"))).into_response();
    match said(&sent, "do") {
        "take" => take(&web, signed, id, &sent).await?,
        "read" => read(&web, signed, id, &sent).await?,
        "forget" => {
            let name = said(&sent, "name");
            app.store
                .drop_mapping(signed.who.account, &upload.register, name)
                .await
                .map_err(AppError::from)?;
        }
        "check" => return check(&web, &here, signed, id, &sent).await,
        "store" => {
            let ready = upload.state == "checked";
            if ready && app.claim(&signed.who, id, Work::Store, sent.contains_key("whole")).await? {
                start(&web, signed, id, Work::Store);
            }
        }
        "done" => {
            if app.forget_upload(&signed.who, id).await? {
                return Ok(Redirect::to(&here.url("/import")).into_response());
            }
        }
        _ => return Ok(StatusCode::UNPROCESSABLE_ENTITY.into_response()),
    }
    Ok(back)
}

fn said<'a>(sent: &'a Sent, name: &str) -> &'a str {
    sent.get(name).map_or("", String::as_str)
}

/// How a table is read now.
fn manner(reading: &Reading) -> (Encoding, char) {
    let encoding = Encoding::of_word(&reading.upload.encoding).unwrap_or(Encoding::Utf8);
    (encoding, reading.upload.delimiter.chars().next().unwrap_or(','))
}

/// Another map: a shipped one, one that is kept, or the columns by their names.
async fn take(web: &Web, signed: &Signed, id: Uuid, sent: &Sent) -> Result<(), Gone> {
    let app = web.app();
    let reading = app.reading(&signed.who, id).await?;
    let (shipped, kept) = app.fitting(&signed.who, &reading).await?;
    let map = match said(sent, "map").split_once(':') {
        Some(("shipped", code)) => shipped.into_iter().find(|map| map.code == code).cloned(),
        Some(("kept", name)) => kept.iter().find(|kept| kept.name == name).and_then(|kept| map::parse(&kept.map).ok()),
        _ => Some(app.plain_map(app.register(&reading.upload.register)?, &reading.table)),
    };
    let map = map.ok_or(Gone::Absent)?;
    app.read_by(&signed.who, id, manner(&reading), &map).await?;
    Ok(())
}

/// Other letters, or other marks between cells. What cannot be read so stays as it was.
async fn read(web: &Web, signed: &Signed, id: Uuid, sent: &Sent) -> Result<(), Gone> {
    let reading = web.app().reading(&signed.who, id).await?;
    let encoding = Encoding::of_word(said(sent, "encoding")).filter(|encoding| *encoding != Encoding::Workbook);
    let delimiter = said(sent, "delimiter").chars().next().filter(|mark| DELIMITERS.contains(mark));
    let (Some(encoding), Some(delimiter)) = (encoding, delimiter) else {
        return Err(Gone::Absent);
    };
    match web.app().read_as(&signed.who, &reading, (encoding, delimiter)).await {
        Ok(_) | Err(AppError::File(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Takes the columns as they are told, keeps them where a name is given, and has the table checked.
async fn check(web: &Web, here: &Here, signed: &Signed, id: Uuid, sent: &Sent) -> Result<Response, Gone> {
    let app = web.app();
    let reading = app.reading(&signed.who, id).await?;
    if asked_of(&reading.map, &reading.table).is_some() {
        let column = |at: usize| said(sent, &format!("to{at}")).to_owned();
        let asked = Asked {
            columns: (0..reading.table.header.len()).map(column).collect(),
            date: said(sent, "date").to_owned(),
            decimal: said(sent, "decimal").to_owned(),
        };
        let register = app.register(&reading.upload.register)?;
        match app.asked_map(register, &reading.table, &asked) {
            Ok(map) => app.read_by(&signed.who, id, manner(&reading), &map).await?,
            Err(fault) => return show::again(web, here, signed, reading.upload, Wrong { asked, fault }).await,
        };
    }
    let name: String = said(sent, "keep").trim().chars().take(80).collect();
    if !name.is_empty() {
        let upload = app.upload(&signed.who, id).await?;
        app.keep_mapping(&signed.who, &upload, &name).await?;
    }
    if app.claim(&signed.who, id, Work::Check, false).await? {
        start(web, signed, id, Work::Check);
    }
    Ok(Redirect::to(&here.url(&format!("/import/{id}"))).into_response())
}
