//! What may lie over the districts: what is closed on a day, and the tracks of raids. Each as data for the script, drawn, and as a table.

use jiff::civil::Date;
use qorgau_app::bans::{Closed, ObjectBan};
use qorgau_app::forms::words::not_read;
use qorgau_app::tracks::drawn::{DrawnTrack, DrawnTracks, MOST_ON_MAP};
use qorgau_app::tracks::{MODES, TRACK, drawn};
use qorgau_app::typed::{self, Reading};
use qorgau_domain::entry::Entry;
use qorgau_domain::value::Value;
use qorgau_domain::{EntryId, Tree};
use qorgau_rulebook::ban::{self, Ban};
use qorgau_rulebook::may::{Act, Subject};

use super::{Asked, Wanted};
use crate::here::Here;
use crate::languages::encoded;
use crate::pages::Gone;
use crate::pages::bans::Drawer;
use crate::pages::entry::papers::identity;
use crate::pages::inside::named;
use crate::pages::raid::has_course;
use crate::parts::{Cell, Choice, Control, Field, Head, Legend, Link, Over, Row, Table};
use crate::state::Web;
use crate::visitor::Signed;

/// Whether a layer is shown. One that the reader may not read is not offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layer {
    Hidden,
    Off,
    On,
}

/// The layers as they are asked for.
pub(super) struct Layers<'a> {
    web: &'a Web,
    here: &'a Here,
    signed: &'a Signed,
    tree: &'a Tree,
    wanted: &'a Wanted<'a>,
    /// What is closed.
    pub(super) bans: Layer,
    /// The tracks of raids.
    pub(super) tracks: Layer,
    /// The day on which something is closed.
    day: Date,
    /// The day as it was typed, and what is wrong with it.
    typed: (String, String),
    /// The raid whose tracks alone are shown.
    raid: Option<Entry>,
}

/// What a click on something tells: what it is, and where it leads.
pub(super) struct Card {
    pub(super) key: EntryId,
    pub(super) name: String,
    pub(super) lines: Vec<String>,
    pub(super) ways: Vec<Link>,
}

/// What a page shows of the layers.
pub(super) struct Laid {
    /// The layers to choose from.
    pub(super) choices: Vec<Choice>,
    /// The day.
    pub(super) day: Option<Field>,
    /// Where the script finds each layer that is shown, and what the layer is called.
    pub(super) bans: Link,
    pub(super) tracks: Link,
    /// What is drawn, and what it means.
    pub(super) over: Vec<Over>,
    pub(super) legend: Vec<Legend>,
    /// Around these places the map is drawn; none: around the districts.
    pub(super) near: Vec<(f64, f64)>,
    /// The same in words and as tables.
    pub(super) parts: Vec<Part>,
}

/// A layer in words.
pub(super) struct Part {
    pub(super) title: String,
    pub(super) notes: Vec<String>,
    pub(super) table: Option<Table>,
    pub(super) ways: Vec<Link>,
}

impl<'a> Layers<'a> {
    pub(super) async fn read(
        (web, here): (&'a Web, &'a Here),
        signed: &'a Signed,
        tree: &'a Tree,
        wanted: &'a Wanted<'a>,
        asked: &Asked,
    ) -> Result<Self, Gone> {
        let app = web.app();
        let layer = |register: &'static str, asked: &str| {
            let known = app.rulebook.register(register).is_some();
            match asked {
                _ if !known || !signed.who.may(app, tree, Act::Read, Subject::Register(register), wanted.body) => Layer::Hidden,
                "" => Layer::Off,
                _ => Layer::On,
            }
        };
        let (bans, tracks) = (layer(ban::REGISTER, &asked.bans), layer(TRACK, &asked.tracks));
        let raid = match asked.raid.as_str() {
            id if !id.is_empty() && tracks != Layer::Hidden => {
                let (stored, _) = app.readable_entry(&signed.who, tree, identity(id)?).await?;
                if !has_course(&stored) {
                    return Err(Gone::Absent);
                }
                Some(stored.entry)
            }
            _ => None,
        };
        let today = app.today();
        let by = Reading { today, past: false };
        let day = Some(asked.day.trim()).filter(|day| !day.is_empty()).map(|day| typed::day(day, by));
        let wrong = match &day {
            Some(Err(fault)) => not_read(here.l, fault),
            _ => String::new(),
        };
        Ok(Layers {
            web,
            here,
            signed,
            tree,
            wanted,
            bans,
            tracks,
            day: day.and_then(Result::ok).unwrap_or(today),
            typed: (asked.day.clone(), wrong),
            raid,
        })
    }

    /// What is closed on the day.
    pub(super) async fn closed(&self) -> Result<Vec<Closed>, Gone> {
        Ok(self.web.app().closed(&self.signed.who, self.tree, self.wanted.body, self.day).await?)
    }

    /// The tracks of the period, or of the raid.
    pub(super) async fn drawn(&self) -> Result<DrawnTracks, Gone> {
        let asked = match &self.raid {
            Some(raid) => drawn::Asked::Of(raid.id),
            None => drawn::Asked::In(self.wanted.body, self.wanted.period),
        };
        Ok(self.web.app().drawn_tracks(&self.signed.who, self.tree, asked).await?)
    }

    /// What the page shows.
    pub(super) async fn laid(&self) -> Result<Laid, Gone> {
        let l = self.here.l;
        let mut laid = Laid {
            choices: Vec::new(),
            day: (self.bans != Layer::Hidden).then(|| self.day_field()),
            bans: Link::new(l.map_layer_bans(&l.date(self.day)), ""),
            tracks: Link::new(l.map_layer_tracks(), ""),
            over: Vec::new(),
            legend: Vec::new(),
            near: Vec::new(),
            parts: Vec::new(),
        };
        for (name, layer, words) in [("bans", self.bans, l.map_bans()), ("tracks", self.tracks, l.map_layer_tracks())] {
            if layer != Layer::Hidden {
                laid.choices.push(super::choice(name, words, layer == Layer::On));
            }
        }
        if self.bans == Layer::On {
            self.lay_closed(&mut laid, &self.closed().await?);
        }
        if self.tracks == Layer::On {
            self.lay_tracks(&mut laid, &self.drawn().await?);
        }
        Ok(laid)
    }

    fn lay_closed(&self, laid: &mut Laid, closed: &[Closed]) {
        let l = self.here.l;
        laid.bans.url = format!("{}&day={}", self.url("/map/bans.json"), encoded(&typed::of_day(self.day)));
        laid.over.extend(closed.iter().filter_map(|object| self.over_closed(object)));
        laid.legend.push(Legend {
            class: "closed".to_owned(),
            words: laid.bans.text.clone(),
        });
        let placeless = closed.iter().filter(|object| object.shapes.is_empty() && object.at.is_none()).count();
        let notes = [
            closed.is_empty().then(|| l.map_nothing_closed()),
            (placeless > 0).then(|| l.map_closed_placeless(&self.count(placeless))),
        ];
        laid.parts.push(Part {
            title: laid.bans.text.clone(),
            notes: notes.into_iter().flatten().collect(),
            table: (!closed.is_empty()).then(|| self.closed_table(closed)),
            ways: vec![self.all_bans()],
        });
    }

    fn lay_tracks(&self, laid: &mut Laid, drawn: &DrawnTracks) {
        let l = self.here.l;
        laid.tracks.url = self.url("/map/tracks.json");
        let mut ways = Vec::new();
        let title = match &self.raid {
            Some(raid) => {
                laid.tracks.url.push_str(&format!("&raid={}", raid.id));
                laid.near = drawn.tracks.iter().flat_map(|track| track.lines.iter().flatten().copied()).collect();
                ways.push(Link::new(l.map_all_tracks(), self.url("/map") + "&tracks=1"));
                l.map_tracks_of_raid(&raid.envelope.number.to_string())
            }
            None => l.map_tracks_of_period(&l.period(self.wanted.period)),
        };
        laid.over.extend(drawn.tracks.iter().map(|track| self.over_track(track)));
        laid.legend.push(Legend {
            class: "track".to_owned(),
            words: l.map_layer_tracks(),
        });
        let notes = [drawn.tracks.is_empty().then(|| l.map_no_tracks()), self.left_out(drawn)];
        laid.parts.push(Part {
            title,
            notes: notes.into_iter().flatten().collect(),
            table: (!drawn.tracks.is_empty()).then(|| self.tracks_table(&drawn.tracks)),
            ways,
        });
    }

    /// How many tracks are not shown.
    fn left_out(&self, drawn: &DrawnTracks) -> Option<String> {
        let count = self.count(drawn.left_out);
        let count = if drawn.more { format!("> {count}") } else { count };
        (drawn.left_out > 0 || drawn.more).then(|| self.here.l.map_tracks_cut(&self.count(MOST_ON_MAP), &count))
    }

    fn day_field(&self) -> Field {
        let l = self.here.l;
        let (typed, wrong) = &self.typed;
        let value = if wrong.is_empty() { typed::of_day(self.day) } else { typed.clone() };
        let word = if wrong.is_empty() { String::new() } else { l.part_error() };
        Field::new("day", l.map_day(), Control::Day { value }).error(word, wrong.as_str())
    }

    /// What a click on a closed object tells: what is forbidden, and until when.
    pub(super) fn closed_card(&self, closed: &Closed) -> Option<Card> {
        let first = closed.bans.first()?;
        let l = self.here.l;
        let drawer = self.drawer();
        let entry = drawer.entry(first);
        let whose = entry.is_none().then(|| named(self.web, self.here, self.tree, first.body));
        let bans = closed.bans.iter().map(|object| self.ban_line(&drawer, &object.ban));
        let entry = entry.map(|url| Link::new(l.map_object_entry(), url));
        Some(Card {
            key: first.object,
            name: first.name.clone(),
            lines: whose.into_iter().chain(bans).collect(),
            ways: entry.into_iter().chain([self.all_bans()]).collect(),
        })
    }

    /// What a click on a track tells: when and how it was gone, and of which raid.
    pub(super) fn track_card(&self, drawn: &DrawnTrack) -> Card {
        let l = self.here.l;
        let km = self.km(&drawn.track).map(|km| format!("{}: {km}", l.raid_effort_km()));
        let raid = drawn.raid.as_ref();
        let course = raid.map(|raid| Link::new(l.raid_course(), self.course(raid)));
        let number = raid.map(|raid| l.map_track_raid(&raid.envelope.number.to_string()));
        let entry = Link::new(l.map_track_entry(), self.track_url(&drawn.track));
        Card {
            key: drawn.track.id,
            name: self.track_name(&drawn.track),
            lines: number.into_iter().chain(km).collect(),
            ways: course.into_iter().chain([entry]).collect(),
        }
    }

    /// A closed object as it is drawn; it leads to its entry, or to the bans of the day.
    fn over_closed(&self, closed: &Closed) -> Option<Over> {
        let card = self.closed_card(closed)?;
        let words = format!("{}: {}", card.name, card.lines.join("; "));
        let url = card.ways.into_iter().next().map(|way| way.url)?;
        Some(Over {
            class: "closed",
            areas: closed.shapes.areas.clone(),
            lines: closed.shapes.lines.clone(),
            at: closed.at,
            link: Link::new(words, url),
        })
    }

    /// A track as it is drawn; it leads to the course of its raid, or to its entry.
    fn over_track(&self, drawn: &DrawnTrack) -> Over {
        let url = drawn.raid.as_ref().map_or_else(|| self.track_url(&drawn.track), |raid| self.course(raid));
        Over {
            class: "track",
            areas: Vec::new(),
            lines: drawn.lines.clone(),
            at: None,
            link: Link::new(self.track_name(&drawn.track), url),
        }
    }

    fn closed_table(&self, closed: &[Closed]) -> Table {
        let l = self.here.l;
        let drawer = self.drawer();
        let heads = [
            Head::words(l.bans_object()),
            Head::words(l.bans_species()),
            Head::words(l.bans_way()),
            Head::short(l.map_closed_until()),
            Head::words(l.bans_act()),
        ];
        let row = |object: &ObjectBan| {
            Row::plain([
                drawer.object(object),
                Cell::text(drawer.item("species", object.ban.species.as_deref())),
                Cell::text(drawer.item("way", object.ban.way.as_deref())),
                Cell::text(self.until(&object.ban)),
                object.ban.act.clone().map_or(Cell::Blank, Cell::Text),
            ])
        };
        let rows: Vec<Row> = closed.iter().flat_map(|object| &object.bans).map(row).collect();
        Table::new(l.map_layer_bans(&l.date(self.day)), heads, rows)
    }

    fn tracks_table(&self, tracks: &[DrawnTrack]) -> Table {
        let l = self.here.l;
        let register = self.web.app().rulebook.register(TRACK);
        let name = |code: &str| {
            let field = register.and_then(|register| register.field(code));
            field.map_or_else(String::new, |field| field.name.get(l.lang()).to_owned())
        };
        let heads = [
            Head::short(name("went_on")),
            Head::words(name("mode")),
            Head::figures(name("km")),
            Head::short(name("raid")),
        ];
        let row = |drawn: &DrawnTrack| {
            let raid = drawn.raid.as_ref();
            let day = drawn.track.envelope.day.map_or_else(|| l.map_track_entry(), |day| l.date(day));
            Row::plain([
                Cell::way(day, self.track_url(&drawn.track)),
                Cell::text(self.mode(&drawn.track)),
                self.km(&drawn.track).map_or(Cell::Blank, Cell::Text),
                raid.map_or(Cell::Blank, |raid| Cell::way(format!("№ {}", raid.envelope.number), self.course(raid))),
            ])
        };
        let rows: Vec<Row> = tracks.iter().map(row).collect();
        Table::new(l.map_layer_tracks(), heads, rows).dense()
    }

    /// What is forbidden, until which day, and by which act.
    fn ban_line(&self, drawer: &Drawer<'_>, ban: &Ban) -> String {
        let (species, way) = (drawer.item("species", ban.species.as_deref()), drawer.item("way", ban.way.as_deref()));
        let line = self.here.l.map_ban(&species, &way, &self.until(ban));
        match &ban.act {
            Some(act) => format!("{line} ({act})"),
            None => line,
        }
    }

    fn until(&self, ban: &Ban) -> String {
        ban.season.until(self.day).map_or_else(String::new, |day| self.here.l.date(day))
    }

    fn track_name(&self, track: &Entry) -> String {
        let day = track.envelope.day.map(|day| self.here.l.date(day));
        let said: Vec<String> = day.into_iter().chain([self.mode(track)]).collect();
        said.join(" · ")
    }

    /// How the group moved.
    fn mode(&self, track: &Entry) -> String {
        let mode = track.fields.get("mode").and_then(Value::text).unwrap_or_default();
        let list = self.web.app().rulebook.lists.get(MODES);
        let items = list.map(|list| list.items_of(mode)).unwrap_or_default();
        items.last().map_or(mode, |item| item.name.get(self.here.l.lang())).to_owned()
    }

    fn km(&self, track: &Entry) -> Option<String> {
        let km = track.fields.get("km").and_then(Value::number);
        km.map(|km| self.here.l.number(km, 1))
    }

    fn count(&self, number: usize) -> String {
        self.here.l.number(i64::try_from(number).unwrap_or(i64::MAX), 0)
    }

    fn drawer(&self) -> Drawer<'_> {
        Drawer {
            web: self.web,
            here: self.here,
            signed: self.signed,
            tree: self.tree,
            day: self.day,
        }
    }

    fn all_bans(&self) -> Link {
        let place = format!("/bans?day={}", encoded(&typed::of_day(self.day)));
        Link::new(self.here.l.map_all_bans(), self.here.url(&place))
    }

    fn course(&self, raid: &Entry) -> String {
        self.here.url(&format!("/entries/{}/course", raid.id))
    }

    fn track_url(&self, track: &Entry) -> String {
        self.here.url(&format!("/entries/{}", track.id))
    }

    fn url(&self, place: &str) -> String {
        self.wanted.url(self.web, self.here, self.tree, place)
    }
}
