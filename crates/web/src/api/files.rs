//! The files of Appendix 1 for programs: those of a body and year with their volumes, and what lies in one.

use axum::extract::{Path, Query};
use qorgau_app::filing::{self, Kept, Line, Of, YearFile, sheets};
use qorgau_domain::access::What;
use qorgau_domain::{BodyId, EntryId};
use qorgau_rulebook::filing::{Retention, State};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{Answer, Asked, Desk, Fault, said};

/// Lines of an answer where nothing is said, and the most.
const USUAL: usize = 200;
const MOST: usize = 1_000;

pub(crate) async fn files(desk: Desk, Path(year): Path<String>, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let asked = Asked::of(pairs, |name| name == "body")?;
    let (_, files) = desk.files(&year, &asked).await?;
    said(files.iter().map(|file| desk.shape(file)).collect::<Vec<_>>())
}

/// What lies in a file, or in a volume of it. That it left the system is remembered.
pub(crate) async fn file(desk: Desk, Path((year, word)): Path<(String, String)>, Query(pairs): Query<Vec<(String, String)>>) -> Answer {
    let asked = Asked::of(pairs, |name| ["body", "volume", "after", "limit"].contains(&name))?;
    let limit = asked.read::<usize>("limit")?.unwrap_or(USUAL);
    if !(1..=MOST).contains(&limit) {
        return Err(Fault::Request(format!("limit={limit}; 1 – {MOST}")));
    }
    let after = asked.read::<usize>("after")?.unwrap_or(0);
    let (body, files) = desk.files(&year, &asked).await?;
    let file = files.iter().find(|file| filing::word(&file.key) == word).ok_or(Fault::Absent)?;
    let volume = asked.read::<Uuid>("volume")?.map(EntryId);
    if volume.is_some_and(|volume| file.volumes.iter().all(|kept| kept.id != volume)) {
        return Err(Fault::Absent);
    }
    let all = file.lines_of(volume);
    let name = format!("api files {} {year} {word}", desk.codes().of(body));
    desk.app().record_access(&desk.who, What::Export, &desk.sender.origin(), &name).await?;
    let lines: Vec<Json> = all.iter().skip(after).take(limit).map(|line| shape(line)).collect();
    let next = after.saturating_add(lines.len());
    said(json!({
        "file": word,
        "lines": lines,
        "counted": all.len(),
        "after": (next < all.len()).then_some(next),
    }))
}

impl Desk {
    /// The files of a year of the body asked for; those that the token may not read are not there.
    async fn files(&self, year: &str, asked: &Asked) -> Result<(BodyId, Vec<YearFile>), Fault> {
        let body = self.body(asked.get("body"))?;
        let year: i64 = year.parse().map_err(|_| Fault::Absent)?;
        let files = self.app().files(&self.who, &self.tree, body, year, self.l.lang()).await?;
        Ok((body, files))
    }

    fn shape(&self, file: &YearFile) -> Json {
        let (counted, exact) = sheets(&file.lines);
        json!({
            "file": filing::word(&file.key),
            "index": file.index,
            "name": file.name,
            "clause": file.clause,
            "lines": file.lines.len(),
            "loose": file.loose(),
            "sheets": counted,
            "exact": exact,
            "unread": file.unread,
            "volumes": file.volumes.iter().map(|kept| self.volume(file, kept)).collect::<Vec<_>>(),
        })
    }

    fn volume(&self, file: &YearFile, kept: &Kept) -> Json {
        let volume = &kept.volume;
        let (retention, years) = match volume.retention {
            Retention::Unset => ("unset", None),
            Retention::Permanent => ("permanent", None),
            Retention::Years(years) => ("years", Some(years)),
        };
        json!({
            "id": kept.id.to_string(),
            "volume": volume.number,
            "state": state(volume.state(self.app().today())),
            "opened": volume.opened.to_string(),
            "closed": volume.closed.map(|day| day.to_string()),
            "documents": volume.documents,
            "sheets": volume.sheets,
            "lines": file.lines_of(Some(kept.id)).len(),
            "retention": retention,
            "years": years,
            "kept_until": volume.kept_until().map(|day| day.to_string()),
        })
    }
}

fn state(state: State) -> &'static str {
    match state {
        State::Open => "open",
        State::Closed => "closed",
        State::Held => "held",
        State::Transferred => "transferred",
        State::Destroyed => "destroyed",
    }
}

fn shape(line: &Line) -> Json {
    let (of, id) = match line.of {
        Of::Entry(id) => ("entry", id.to_string()),
        Of::Document(id) => ("document", id.to_string()),
    };
    json!({
        "of": of,
        "id": id,
        "day": line.day.to_string(),
        "index": line.index,
        "title": line.title,
        "sheets": line.sheets,
        "exact": line.exact,
        "note": line.note,
        "volume": line.volume.map(|id| id.to_string()),
    })
}
