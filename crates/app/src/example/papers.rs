//! Returns of the example country: most are prepared, signed, sent and received in time; some are late, some came back, some were never begun.
//! And the reviews of its quarters.

use jiff::{Timestamp, ToSpan};
use qorgau_domain::act::Stamp;
use qorgau_domain::document::{Life, State, Step};
use qorgau_domain::time::end_of_day;
use qorgau_domain::{BodyId, Month, Period, Tree};
use qorgau_store::{Document, Draft, Mode};

use super::fill::SEED;
use super::seed::Seed;
use crate::accounts::Origin;
use crate::documents::{Act, Made, Text, Wanted};
use crate::returns::Kind;
use crate::{App, AppError};

/// Who prepared, who signed, and who took in what nobody did; where the example has accounts, they bear these logins.
const PEOPLE: [&str; 3] = ["city.officer", "city.head", "region.unit"];
const PEOPLE_ABOVE: [&str; 3] = ["region.staff", "region.head", "control"];
/// Who prepares and who signs a review, in a region and in the ministry.
const REVIEWERS: [&str; 3] = ["region.staff", "region.unit", ""];
const REVIEWERS_ABOVE: [&str; 3] = ["analyst", "ministry.unit", ""];
/// The remark of a superior.
const REMARK: &str = "F01 көрсеткіші өткен жылдың осы кезеңінен екі есе аз. Құқық бұзушылықтар журналын салыстырып, есепті қайта жіберіңіз.";
/// What an officer wrote with a draft.
const NOTE: &str = "Ай ішінде бірлескен рейдтер көбейді, сондықтан R02 өсті.";

/// What a review says: its title and its parts.
const REVIEW: [&str; 3] = [
    "Табиғат қорғау заңнамасының бұзылуына қарсы жұмысқа шолу",
    "Тоқсан ішіндегі жұмыс өткен жылдың осы кезеңімен салыстырылып талданды. Рейдтер балықтың уылдырық шашу орындары мен ерекше режимдегі \
     объектілердің маңына жоспарланған.\n\nҚұқық бұзушылықтар көбіне демалыс күндері анықталады, сондықтан бірлескен жолға шығуларды осы күндерге ауыстыру \
     ұсынылады.",
    "Табиғат қорғау органдарымен апта сайын өткізілетін кеңес рейдтерді алдын ала келісуге мүмкіндік берді.",
];

/// How far a document came, and when.
#[derive(Clone, Copy)]
struct Course {
    /// The last step.
    until: State,
    /// When it was sent, or would have been.
    at: Timestamp,
    /// It came back once and was sent anew.
    came_back: bool,
}

/// Sends the returns of all months; how many went out comes back.
pub(super) async fn send(app: &App, tree: &Tree, from: Month, until: Month) -> Result<usize, AppError> {
    let mut seed = Seed::new(SEED);
    let mut sent = 0;
    for body in tree.bodies() {
        let Some(version) = tree.on(body, until.last()) else { continue };
        let (due, people) = match version.level.as_str() {
            "district" => (1, PEOPLE),
            "region" => (5, PEOPLE_ABOVE),
            _ => continue,
        };
        let Some(above) = tree.parent(body, until) else { continue };
        for month in (from.0..=until.0).map(Month) {
            let mut owed = vec![(Kind::Monthly, Period::Month(month))];
            if month.number() % 3 == 0 {
                owed.push((Kind::Quarterly, Period::Quarter(month.plus(-2))));
            }
            for (kind, period) in owed {
                let kind = Made::Return(kind);
                let wanted = Wanted { body, kind, period };
                let Some(course) = course(app, wanted, &version.code, (month, month == until), due, &mut seed)? else {
                    continue;
                };
                walk(app, wanted, above, &course, people).await?;
                sent += usize::from(course.until.fulfils());
            }
        }
    }
    Ok(sent)
}

/// Reviews of each quarter that is over, by the regions and the ministry, sent to the bodies below; the last of the region that has accounts
/// waits to be signed.
pub(super) async fn review(app: &App, tree: &Tree, from: Month, until: Month) -> Result<(), AppError> {
    let quarters: Vec<Month> = (from.0..=until.0).map(Month).filter(|month| month.number() % 3 == 0).collect();
    for body in tree.bodies() {
        let Some(version) = tree.on(body, until.last()) else { continue };
        let (day, people) = match version.level.as_str() {
            "region" => (9_i64, REVIEWERS),
            "ministry" => (19, REVIEWERS_ABOVE),
            _ => continue,
        };
        for month in &quarters {
            let at = end_of_day(month.plus(1).first().saturating_add(day.days()), app.zone())?.checked_sub(8.hours())?;
            let waits = version.code == "390000000" && quarters.last() == Some(month);
            let course = Course {
                until: if waits { State::Draft } else { State::Sent },
                at,
                came_back: false,
            };
            let wanted = Wanted {
                body,
                kind: Made::Review,
                period: Period::Quarter(month.plus(-2)),
            };
            if at <= app.now() {
                walk(app, wanted, body, &course, people).await?;
            }
        }
    }
    Ok(())
}

/// What becomes of a return: in time, or up to six days late; one in sixty never begun. Of the last month every state is there.
fn course(app: &App, wanted: Wanted, code: &str, (month, is_last): (Month, bool), due: i64, seed: &mut Seed) -> Result<Option<Course>, AppError> {
    let draw = seed.below(60);
    let late = if draw < 4 { i64::try_from(seed.below(6)).unwrap_or(0) + 1 } else { 0 };
    let day = month.plus(1).first().saturating_add((due - 1 + late).days());
    let minutes = i64::try_from(seed.below(600)).unwrap_or(0);
    let at = end_of_day(day, app.zone())?.checked_sub(minutes.minutes())?;
    let state = match (draw, is_last) {
        (0, _) => return Ok(None),
        (5..10, true) => State::Draft,
        (10..14, true) => State::Signed,
        (14..22, true) => State::Sent,
        (22..26, true) => State::Returned,
        _ => State::Received,
    };
    // The region and the city that have accounts show a return to sign and one that came back.
    let state = match (code, wanted.kind, is_last) {
        ("390000000", Made::Return(Kind::Monthly), true) => State::Draft,
        ("391000000", Made::Return(Kind::Monthly), true) => State::Returned,
        _ => state,
    };
    let came_back = !is_last && draw == 30;
    Ok(Some(Course { until: state, at, came_back }).filter(|course| course.at <= app.now()))
}

/// Takes the steps up to a state, as one writing.
async fn walk(app: &App, wanted: Wanted, above: BodyId, course: &Course, [officer, head, superior]: [&str; 3]) -> Result<(), AppError> {
    let mut steps: Vec<(Step, &str)> = vec![(Step::Prepare, officer), (Step::Sign, head), (Step::Send, officer), (Step::Receive, superior)];
    if course.came_back {
        steps.extend([
            (Step::Return, superior),
            (Step::Prepare, officer),
            (Step::Sign, head),
            (Step::Send, officer),
            (Step::Receive, superior),
        ]);
    }
    if course.until == State::Returned {
        steps.push((Step::Return, superior));
    }
    let text = review_text(app, wanted);
    let mut known: Option<Document> = None;
    let mut drafts: Vec<Draft> = Vec::new();
    let mut at = course.at.checked_sub(150.minutes())?;
    for (step, actor) in steps {
        if known.as_ref().is_some_and(|known| known.life.state == course.until && !course.came_back) {
            break;
        }
        at = at.checked_add(40.minutes())?.min(app.now());
        let by = if step.is_superiors() { above } else { wanted.body };
        let act = act_of(step, wanted, &text, course.came_back);
        let stamp = Stamp {
            actor: actor.to_owned(),
            claimed_at: at,
            received_at: at,
        };
        let seen = known.as_ref().map_or(0, |known| known.life.steps);
        let draft = app.step(wanted, known.as_ref(), seen, &act, by, stamp).await?;
        let Ok(life) = Life::after(known.as_ref().map(|known| &known.life), seen, step, actor) else {
            break;
        };
        known = Some(Document {
            id: crate::documents::subject(&draft),
            body: wanted.body,
            kind: wanted.document(),
            period: wanted.period.to_string(),
            life,
        });
        drafts.push(draft);
    }
    for outcome in app.store.commit(drafts, Mode::Whole).await? {
        outcome?;
    }
    Ok(())
}

/// What a review says, in the parts that the rulebook names.
fn review_text(app: &App, wanted: Wanted) -> Text {
    let [title, parts @ ..] = REVIEW;
    let parts = app.parts(wanted).iter().zip(parts);
    Text {
        title: title.to_owned(),
        parts: parts.map(|(part, said)| (part.code.clone(), said.to_owned())).collect(),
        official: false,
    }
}

/// A step with what it says.
fn act_of<'a>(step: Step, wanted: Wanted, text: &'a Text, came_back: bool) -> Act<'a> {
    match step {
        Step::Prepare | Step::Revise | Step::Whole if wanted.kind.is_text() => Act::Write { text },
        Step::Prepare | Step::Revise | Step::Whole => Act::Prepare {
            note: if came_back { NOTE } else { "" },
            official: false,
        },
        Step::Sign => Act::Sign {
            secret: "",
            origin: &Origin::LOCAL,
        },
        Step::Send => Act::Send,
        Step::Receive => Act::Receive,
        Step::Return => Act::Return { remark: REMARK },
    }
}
