//! Fills an empty installation with the example country.

use std::collections::BTreeMap;

use geo::{BoundingRect, Contains, Geometry, Point, Rect};
use jiff::civil::Date;
use qorgau_domain::act::Stamp;
use qorgau_domain::time::end_of_day;
use qorgau_domain::value::{Content, Value, rows};
use qorgau_domain::{BodyId, EntryId, Month, Tree};
use qorgau_rulebook::filing::INVENTORY;
use qorgau_rulebook::register::Field;
use qorgau_rulebook::shipped;
use qorgau_store::{Draft, Mode};

use super::seed::Seed;
use super::{DemoAccount, Fact, Plan, accounts, facts, files, filing, papers, pictures, plans};
use crate::entries::Act;
use crate::import::{Imported, Request, Target, read};
use crate::papers::BroughtPaper;
use crate::{App, AppError, territories};

/// Who made what nobody made.
pub(super) const ACTOR: &str = "example";
/// What everything follows from.
pub(super) const SEED: u64 = 27;
/// Why an entry is corrected whose outcome came later.
const RESULT: &str = "Нәтижесі енгізілді.";
/// Facts sent together.
const BATCH: usize = 500;

/// How large the country is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// A few thousand entries of six months.
    Small,
    /// Some ten thousands of twenty-two months.
    Full,
}

/// What was filled.
pub struct Filled {
    /// Bodies.
    pub bodies: usize,
    /// Territories.
    pub territories: usize,
    /// Entries.
    pub entries: usize,
    /// Links between records of one fact, of one person and of one organisation.
    pub links: usize,
    /// Returns sent.
    pub returns: usize,
    /// Files in the layouts of others: name, text, what became of it.
    pub imports: Vec<(String, String, Imported)>,
    /// Who can sign in, all by [`super::PASSWORD`].
    pub accounts: Vec<DemoAccount>,
    /// The root.
    pub ministry: BodyId,
    /// A region to look at.
    pub region: BodyId,
    /// The first month.
    pub from: Month,
    /// The last month, which is over.
    pub until: Month,
}

/// Fills. `progress` is told how much of how much is done.
///
/// # Errors
/// When the store fails or the generator makes an unsound fact, which is a fault of the program.
pub async fn fill(app: &App, size: Size, progress: &mut (dyn FnMut(usize, usize) + Send)) -> Result<Filled, AppError> {
    let files = shipped::files();
    let text = |path: &str| files.get(path).cloned().ok_or_else(|| AppError::NotShipped(path.to_owned()));
    let bodies = app.import_bodies(text("reference/bodies.csv")?.as_bytes(), ACTOR, false).await?;
    let territories = app.import_territories(&text("reference/outlines-2024.geojson")?, ACTOR, false).await?;
    let tree = app.store.tree().await?;
    let ministry = app.body("MIA").await?;
    let region = app.body("390000000").await?;
    let until = Month::of(app.today()).plus(-1);
    let (months, entries) = match size {
        Size::Small => (6, 6_000),
        Size::Full => (22, 40_000),
    };
    let from = until.plus(1 - months);
    let outlines = Outlines::of(app, &tree).await?;
    let place_in = |body: BodyId, salt: u64| outlines.point(body, salt);
    let plan = Plan {
        seed: SEED,
        entries,
        from,
        until,
        place_in: Some(&place_in),
    };
    let (stored, closings) = store(app, &tree, &plan, progress).await?;
    let imports = import(app, from, until).await?;
    let links = link(app, &tree, ministry, &stored).await? + link_same(app, &tree, ministry, &stored).await?;
    attach(app, &stored).await?;
    let returns = papers::send(app, &tree, from, until).await?;
    papers::review(app, &tree, from, until).await?;
    close(app, closings).await?;
    let accounts = accounts::open(app).await?;
    app.store.mark_example().await?;
    let entries = stored.len() + imports.iter().map(|(_, _, imported)| imported.accepted).sum::<usize>();
    Ok(Filled {
        bodies: bodies.accepted,
        territories: territories.accepted,
        entries,
        links,
        returns,
        imports,
        accounts,
        ministry,
        region,
        from,
        until,
    })
}

/// What was stored, for whoever looks for doubles.
struct Kept {
    id: EntryId,
    body: BodyId,
    register: String,
    day: Date,
    joint: bool,
    /// The number that tells a person or an organisation from all others.
    known_by: Option<String>,
}

/// A volume of a file that is closed.
struct Closing {
    id: EntryId,
    body: BodyId,
    fields: Content,
    ended: Stamp,
}

async fn store(app: &App, tree: &Tree, plan: &Plan<'_>, progress: &mut (dyn FnMut(usize, usize) + Send)) -> Result<(Vec<Kept>, Vec<Closing>), AppError> {
    let (mut kept, mut closings) = (Vec::new(), Vec::new());
    // Items of plans are entered when the plans are approved, and corrected when they were carried out or were not; volumes of files when
    // they are opened, and corrected when they are closed, once all that lies in them stands.
    let mut results: Vec<Draft> = Vec::new();
    let mut batch: Vec<Draft> = Vec::new();
    for fact in facts(&app.rulebook, tree, plan) {
        let Fact {
            body,
            register,
            id,
            day,
            fields,
        } = fact;
        let joint = register == "offence" && fields.contains_key("jointly");
        let known_by = fields.get("iin").or_else(|| fields.get("bin")).and_then(Value::text).map(str::to_owned);
        let form = app.register(&register)?;
        let (entered, fields) = match plans::at_first(&register, &fields).or_else(|| filing::at_first(&register, &fields, plan.from.first())) {
            Some((approved, first)) => {
                if first != fields {
                    let ended = stamp(app, latest(&form.field, &fields, approved))?;
                    if register == filing::VOLUME {
                        closings.push(Closing { id, body, fields, ended });
                    } else {
                        results.push(app.draft(form, fields, Act::revising(id, body, 1, RESULT, ended))?);
                    }
                }
                (approved, first)
            }
            None => (latest(&form.field, &fields, day), fields),
        };
        batch.push(app.draft(form, fields, Act::new(id, body, stamp(app, entered)?))?);
        kept.push(Kept {
            id,
            body,
            register,
            day,
            joint,
            known_by,
        });
        if batch.len() >= BATCH {
            commit(app, std::mem::take(&mut batch)).await?;
            progress(kept.len(), plan.entries.max(kept.len()));
        }
    }
    commit(app, batch).await?;
    commit(app, results).await?;
    Ok((kept, closings))
}

/// Closes volumes with what lies in them; the sheets are counted as registration knows them.
async fn close(app: &App, closings: Vec<Closing>) -> Result<(), AppError> {
    let form = app.register(filing::VOLUME)?;
    let mut batch: Vec<Draft> = Vec::new();
    for closing in closings {
        let Closing { id, body, mut fields, ended } = closing;
        app.filled_in(form, (body, id), None, &mut fields, app.day_of(ended.received_at)).await?;
        let lines = rows(&fields, INVENTORY);
        let documents = i64::try_from(lines.len()).unwrap_or(i64::MAX);
        let sheets: i64 = lines.iter().filter_map(|line| line.cells.get("sheets").and_then(Value::number)).sum();
        fields.insert("documents".to_owned(), Value::Number(documents));
        fields.insert("sheets".to_owned(), Value::Number(sheets));
        batch.push(app.draft(form, fields, Act::revising(id, body, 1, RESULT, ended))?);
        if batch.len() >= BATCH {
            commit(app, std::mem::take(&mut batch)).await?;
        }
    }
    commit(app, batch).await
}

async fn commit(app: &App, batch: Vec<Draft>) -> Result<(), AppError> {
    for outcome in app.store.commit(batch, Mode::Each).await? {
        outcome?;
    }
    Ok(())
}

/// The last day that an entry tells of: nobody enters what has not happened yet. Due dates have not.
fn latest(defs: &[Field], fields: &Content, day: Date) -> Date {
    let of_field = |def: &Field| match fields.get(&def.code) {
        Some(Value::Date(date)) if def.not_future => *date,
        Some(Value::Rows(rows)) => rows.iter().map(|row| latest(&def.field, &row.cells, day)).max().unwrap_or(day),
        _ => day,
    };
    defs.iter().map(of_field).max().unwrap_or(day).max(day)
}

/// Entered on the evening of the day, but never after the present moment.
fn stamp(app: &App, day: Date) -> Result<Stamp, AppError> {
    let at = end_of_day(day, app.zone())?.min(app.now());
    Ok(Stamp {
        actor: ACTOR.to_owned(),
        claimed_at: at,
        received_at: at,
    })
}

async fn import(app: &App, from: Month, until: Month) -> Result<Vec<(String, String, Imported)>, AppError> {
    let made = [
        ("empres-i", files::empres_i(SEED, 60, from, until)),
        ("illegal-fishing", files::illegal_fishing(SEED, 60, from, until)),
    ];
    let mut imports = Vec::new();
    for (code, text) in made {
        let map = app.rulebook.maps.get(code).ok_or_else(|| AppError::NotShipped(format!("map {code}")))?;
        let delimiter = map.delimiter.bytes().next().unwrap_or(b',');
        let table = read::csv(text.as_bytes(), delimiter)?;
        let request = Request {
            table: &table,
            map,
            target: Target::Place,
            dry_run: false,
            whole: false,
            actor: ACTOR,
            allowed: None,
            reader: None,
        };
        let imported = app.import(&request, &mut |_, _| {}).await?;
        imports.push((format!("{code}.csv"), text, imported));
    }
    Ok(imports)
}

/// The last raids of a city have papers, as its officer would bring them.
async fn attach(app: &App, stored: &[Kept]) -> Result<(), AppError> {
    let city = app.body("391000000").await?;
    let raids = stored.iter().filter(|kept| kept.body == city && kept.register == "raid");
    let mut raids: Vec<&Kept> = raids.collect();
    raids.sort_by_key(|kept| std::cmp::Reverse(kept.day));
    for (no, kept) in (1_u8..=4).zip(raids) {
        let paper = |name: &str, caption: &str, bytes: Vec<u8>| BroughtPaper {
            name: name.to_owned(),
            caption: caption.to_owned(),
            bytes,
        };
        let turn = if no % 2 == 0 { 6 } else { 1 };
        let brought = [
            paper("IMG_0412.jpg", "Рейд өткен жер", pictures::photo(960 + 8 * u32::from(no), 720, turn)),
            paper("хаттама.pdf", "", pictures::pdf(&format!("Qorgau 12-{no}"))),
        ];
        for (at, paper) in brought.into_iter().enumerate() {
            app.bring_paper((kept.id, kept.body), paper, at, ACTOR).await?;
        }
    }
    Ok(())
}

/// A few joint offences of neighbours on one day are taken for one fact.
async fn link(app: &App, tree: &Tree, ministry: BodyId, stored: &[Kept]) -> Result<usize, AppError> {
    let (_, scope) = app.scope(ministry).await?;
    let mut by_day: BTreeMap<(Option<BodyId>, Date), Vec<&Kept>> = BTreeMap::new();
    for kept in stored.iter().filter(|kept| kept.joint && kept.register == "offence") {
        by_day.entry((tree.parent(kept.body, Month::of(kept.day)), kept.day)).or_default().push(kept);
    }
    let mut links = 0;
    for group in by_day.values().filter(|group| group.len() > 1).take(12) {
        let Some(first) = group.first() else { continue };
        if let Some(other) = group.iter().find(|other| other.body != first.body) {
            app.link(tree, &scope, &[first.id, other.id], ACTOR).await?;
            links += 1;
        }
    }
    Ok(links)
}

/// Records of two bodies with one IIN or BIN are taken for one person, or for one organisation; every third pair waits to be suggested.
async fn link_same(app: &App, tree: &Tree, ministry: BodyId, stored: &[Kept]) -> Result<usize, AppError> {
    let (_, scope) = app.scope(ministry).await?;
    let mut same: BTreeMap<(&str, &str), Vec<EntryId>> = BTreeMap::new();
    for kept in stored {
        if let Some(number) = &kept.known_by {
            same.entry((kept.register.as_str(), number.as_str())).or_default().push(kept.id);
        }
    }
    let mut links = 0;
    for (no, records) in same.values().filter(|records| records.len() > 1).enumerate() {
        if no % 3 < 2 {
            app.link(tree, &scope, records, ACTOR).await?;
            links += 1;
        }
    }
    Ok(links)
}

/// Region outlines to throw points into, until districts are imported.
struct Outlines {
    shapes: BTreeMap<BodyId, (Rect<f64>, Geometry<f64>)>,
    region: BTreeMap<BodyId, BodyId>,
}

impl Outlines {
    async fn of(app: &App, tree: &Tree) -> Result<Self, AppError> {
        let mut shapes = BTreeMap::new();
        for (body, text) in app.store.territories().await? {
            let shape = territories::geometry(&text)?;
            if let Some(frame) = shape.bounding_rect() {
                shapes.insert(body, (frame, shape));
            }
        }
        let today = Month::of(app.today());
        let above = |body: BodyId| tree.upward(body, today).into_iter().find(|above| shapes.contains_key(above));
        let region = tree.bodies().filter_map(|body| Some((body, above(body)?))).collect();
        Ok(Outlines { shapes, region })
    }

    /// A point of the body's region: thrown into its frame until one lies inside.
    fn point(&self, body: BodyId, salt: u64) -> Option<(i64, i64)> {
        let (frame, shape) = self.shapes.get(self.region.get(&body)?)?;
        let mut seed = Seed::new(salt ^ body.0.cast_unsigned());
        let mut draw = |from: f64, until: f64| from + (until - from) * share(seed.below(1_000_000));
        for _ in 0..40 {
            let (lon, lat) = (draw(frame.min().x, frame.max().x), draw(frame.min().y, frame.max().y));
            if shape.contains(&Point::new(lon, lat)) {
                return Some((millionths(lat), millionths(lon)));
            }
        }
        None
    }
}

#[allow(clippy::cast_precision_loss, reason = "below a million")]
fn share(drawn: u64) -> f64 {
    drawn as f64 / 1_000_000.0
}

#[allow(clippy::cast_possible_truncation, reason = "degrees times a million fit easily")]
fn millionths(degrees: f64) -> i64 {
    (degrees * 1_000_000.0).round() as i64
}
