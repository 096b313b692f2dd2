//! The bodies that make the facts of a month, and how much of what falls to each.

use std::collections::BTreeMap;

use qorgau_domain::{BodyId, Month, Tree};

use super::geography::{Mark, Region, region_of};
use super::seed::{Seed, mixed};

/// A body that keeps books.
#[derive(Debug, Clone, Copy)]
pub(super) struct Actor<'a> {
    /// The body.
    pub(super) id: BodyId,
    /// Its level.
    pub(super) level: &'a str,
    /// Its code.
    pub(super) code: &'a str,
    /// Its name in Kazakh and in Russian.
    pub(super) name: [&'a str; 2],
    /// Whom it stands under.
    pub(super) above: Option<BodyId>,
    /// Where it lies.
    pub(super) region: &'static Region,
    /// How much there is to do.
    pub(super) size: u64,
}

impl<'a> Actor<'a> {
    fn of(tree: &'a Tree, body: BodyId, month: Month, salt: u64) -> Option<Self> {
        let version = tree.on(body, month.last())?;
        if !tree.exists_on(body, month.first()) || !tree.exists_on(body, month.last()) {
            return None;
        }
        let chance = mixed(salt ^ body.0.unsigned_abs().wrapping_mul(0x2545_f491_4f6c_dd1d));
        let size = match version.level.as_str() {
            "district" => {
                let size: u64 = Seed::new(chance).pick(&[2, 3, 4, 5, 6, 8, 10, 14, 20, 34]);
                if is_seat(&version.code) { size.max(12) } else { size }
            }
            "transport" => 40,
            "region" => 2,
            _ => 1,
        };
        let (id, level, code) = (version.id, version.level.as_str(), version.code.as_str());
        let name = [version.name.kk.as_str(), version.name.ru.as_str()];
        Some(Actor {
            id,
            level,
            code,
            name,
            above: tree.parent(body, month),
            region: region_of(code),
            size,
        })
    }

    /// Whether it is the ministry.
    pub(super) fn is_ministry(&self) -> bool {
        self.level == "ministry"
    }

    /// Whether what goes with a mark of the land may be here; the ministry has all of it.
    pub(super) fn has(&self, mark: Option<Mark>) -> bool {
        mark.is_none_or(|mark| self.is_ministry() || self.region.is(mark))
    }

    /// Whether it is a district.
    pub(super) fn is_district(&self) -> bool {
        self.level == "district"
    }

    /// Whether it is the city where its region has its seat.
    pub(super) fn is_seat(&self) -> bool {
        self.is_district() && is_seat(self.code)
    }
}

/// Whether a code is that of the first city of a region, where the region has its seat.
fn is_seat(code: &str) -> bool {
    code.ends_with("1000000")
}

/// What the facts are about; each body has its share of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Theme {
    /// Hunting grounds.
    Hunting,
    /// Waters.
    Fishing,
    /// Forests.
    Felling,
    /// Farm animals and their diseases; districts alone.
    Animals,
    /// All of it together.
    General,
    /// All of it together; districts alone.
    Districts,
}

/// Bodies with their shares added up.
#[derive(Debug, Default)]
struct Shares<'a> {
    total: u64,
    ends: Vec<(u64, Actor<'a>)>,
}

impl<'a> Shares<'a> {
    fn add(&mut self, actor: Actor<'a>, share: u64) {
        if share > 0 {
            self.total += share;
            self.ends.push((self.total, actor));
        }
    }

    fn pick(&self, seed: &mut Seed) -> Option<Actor<'a>> {
        let at = seed.below(self.total);
        self.ends.get(self.ends.partition_point(|(end, _)| *end <= at)).map(|(_, actor)| *actor)
    }
}

/// The bodies of a month.
#[derive(Debug, Default)]
pub(super) struct Country<'a> {
    themes: [Shares<'a>; 6],
    /// Districts.
    pub(super) districts: Vec<Actor<'a>>,
    /// Regions.
    pub(super) regions: Vec<Actor<'a>>,
    /// The ministry, and bodies on transport.
    pub(super) others: Vec<Actor<'a>>,
    neighbours: BTreeMap<Option<BodyId>, Shares<'a>>,
}

impl<'a> Country<'a> {
    /// The bodies that are there all month. `salt` decides which are large.
    pub(super) fn of(tree: &'a Tree, month: Month, salt: u64) -> Self {
        let mut country = Country::default();
        for actor in tree.bodies().filter_map(|body| Actor::of(tree, body, month, salt)) {
            match actor.level {
                "region" => country.regions.push(actor),
                "district" => country.districts.push(actor),
                _ => country.others.push(actor),
            }
            if !actor.is_ministry() {
                country.share(actor);
            }
        }
        country
    }

    fn share(&mut self, actor: Actor<'a>) {
        let [hunting, fishing, felling, animals] = actor.region.leanings;
        let animals = if actor.is_district() { animals } else { 0 };
        let general = 6 + (hunting + fishing) / 2;
        let districts = if actor.is_district() { general } else { 0 };
        let shares = [hunting, fishing, felling, animals, general, districts];
        for (theme, leaning) in self.themes.iter_mut().zip(shares) {
            theme.add(actor, leaning * actor.size);
        }
        if actor.is_district() {
            self.neighbours.entry(actor.above).or_default().add(actor, actor.size);
        }
    }

    /// A body to which a fact of this theme falls.
    pub(super) fn pick(&self, seed: &mut Seed, theme: Theme) -> Option<Actor<'a>> {
        let [hunting, fishing, felling, animals, general, districts] = &self.themes;
        let shares = match theme {
            Theme::Hunting => hunting,
            Theme::Fishing => fishing,
            Theme::Felling => felling,
            Theme::Animals => animals,
            Theme::General => general,
            Theme::Districts => districts,
        };
        shares.pick(seed)
    }

    /// A body of the three levels that keep most books: in so many thousandths the ministry, in so many a region, else a district.
    pub(super) fn keeper(&self, seed: &mut Seed, ministry: u64, region: u64) -> Option<Actor<'a>> {
        let draw = seed.below(1000);
        if draw < ministry {
            self.ministry()
        } else if draw < ministry + region {
            self.a_region(seed)
        } else {
            self.pick(seed, Theme::Districts)
        }
    }

    /// The ministry.
    pub(super) fn ministry(&self) -> Option<Actor<'a>> {
        self.others.iter().find(|actor| actor.is_ministry()).copied()
    }

    /// Bodies on transport.
    pub(super) fn transport(&self) -> impl Iterator<Item = Actor<'a>> + use<'_, 'a> {
        self.others.iter().filter(|actor| !actor.is_ministry()).copied()
    }

    /// A region; each as often as any other.
    pub(super) fn a_region(&self, seed: &mut Seed) -> Option<Actor<'a>> {
        let at = seed.below(u64::try_from(self.regions.len()).ok()?);
        self.regions.get(usize::try_from(at).ok()?).copied()
    }

    /// A few of the bodies right below another, none twice.
    pub(super) fn some_below(&self, seed: &mut Seed, above: &Actor<'a>, count: i64) -> Vec<Actor<'a>> {
        let all = if above.is_ministry() { &self.regions } else { &self.districts };
        let below: Vec<Actor<'a>> = all.iter().filter(|actor| actor.above == Some(above.id)).copied().collect();
        let skipped = usize::try_from(seed.below(u64::try_from(below.len()).unwrap_or(0))).unwrap_or(0);
        let count = usize::try_from(count).unwrap_or(0).min(below.len());
        below.iter().cycle().skip(skipped).take(count).copied().collect()
    }

    /// A district under the same superior.
    pub(super) fn below(&self, seed: &mut Seed, above: Option<BodyId>) -> Option<Actor<'a>> {
        self.neighbours.get(&above)?.pick(seed)
    }
}
