//! What was seized, and what became of it. Quantities are thousandths of a kilogram, a piece, a cubic metre or a kilometre.

use super::country::Actor;
use super::directory::plated;
use super::form::Form;
use super::geography::Mark;
use super::offences::Breach;
use super::world::{MARKINGS, World};

/// One whole piece, kilogram or cubic metre.
const ONE: i64 = 1000;

/// An animal or plant and what one weighs, in thousandths of a kilogram (of a cubic metre for trees).
type Kind = (&'static str, i64);

const GAME: [(Kind, u64); 10] = [
    (("roe_deer", 22_000), 20),
    (("hare", 3_500), 24),
    (("mallard", 1_000), 18),
    (("wild_boar", 60_000), 8),
    (("pheasant", 1_200), 8),
    (("wild_goose", 3_000), 8),
    (("marmot", 5_000), 5),
    (("badger", 9_000), 3),
    (("elk", 180_000), 2),
    (("deer", 110_000), 2),
];
const RARE: [(Kind, u64); 5] = [
    (("saiga", 13_000), 70),
    (("goitered_gazelle", 18_000), 12),
    (("argali", 90_000), 5),
    (("saker_falcon", 900), 4),
    (("tortoise", 1_200), 4),
];
const FISH: [(Kind, u64); 12] = [
    (("carp", 2_200), 18),
    (("crucian_carp", 500), 18),
    (("pikeperch", 1_800), 14),
    (("bream", 900), 14),
    (("pike", 2_000), 10),
    (("perch", 300), 8),
    (("roach", 250), 6),
    (("catfish", 6_000), 5),
    (("asp", 1_900), 4),
    (("vobla", 200), 4),
    (("whitefish", 1_000), 2),
    (("crayfish", 60), 3),
];
const STURGEONS: [(Kind, u64); 5] = [
    (("sturgeon", 9_000), 40),
    (("stellate", 6_000), 25),
    (("beluga", 40_000), 15),
    (("ship_sturgeon", 8_000), 12),
    (("sterlet", 1_500), 8),
];
const TREES: [(Kind, u64); 8] = [
    (("pine", 400), 30),
    (("saxaul", 60), 25),
    (("birch", 300), 14),
    (("poplar", 500), 8),
    (("spruce", 500), 8),
    (("aspen", 400), 6),
    (("elm", 300), 5),
    (("turanga", 150), 4),
];

/// What was taken from nature, for the reckoning of damage.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Taken {
    /// Species; empty when nothing was.
    pub(super) species: &'static str,
    /// How many, in thousandths.
    pub(super) pieces: i64,
    /// How much, in thousandths of a kilogram or cubic metre.
    pub(super) weight: i64,
}

/// The seizures of a case while they are written down.
struct Seizing<'w, 'a> {
    world: &'w mut World<'a>,
    actor: &'w Actor<'a>,
    day: i64,
    rows: Vec<Form>,
}

impl Seizing<'_, '_> {
    fn row(&mut self, kind: &str, species: &str, quantity: i64, unit: &str, fates: &[(&'static str, u64)]) {
        let mut row = Form::default();
        row.choice("kind", kind)
            .number("quantity", quantity)
            .choice("unit", unit)
            .day("seized_on", self.day);
        if !species.is_empty() {
            row.choice("species", species);
        }
        if kind == "firearm" {
            row.choice("lawful", self.world.seed.weighted(&[("legal", 85), ("illegal", 15)]));
        }
        let fate = self.world.seed.weighted(fates);
        row.choice("fate", fate);
        if fate == "stored" {
            row.text(
                "storage",
                self.world.say(["Заттай дәлелдемелер қоймасы", "Камера хранения вещественных доказательств"]),
            );
        }
        let high = if fate == "released" { 0 } else { 60 };
        row.day_if("fate_on", self.world.after(self.day, 0, high));
        if quantity == ONE
            && let Some(marking) = self.marking(kind)
        {
            row.text("marking", marking);
        }
        self.rows.push(row);
    }

    /// The number or plate by which a single thing is found again; of some none is known.
    fn marking(&self, kind: &str) -> Option<String> {
        let no = u64::try_from(self.rows.len()).unwrap_or(0).min(8);
        let mut own = self.world.aside(MARKINGS + no);
        let number = own.below(900_000) + 1000;
        let known = match kind {
            "firearm" => Some(format!("{} № {number}", own.pick(&["ИЖ-27", "ТОЗ-34", "МР-153", "CZ 527"]))),
            "vehicle" => Some(plated(own, number, self.actor)),
            "boat" => Some(format!("{} № {number}", own.pick(&["Yamaha 15", "Suzuki DF9.9"]))),
            _ => None,
        };
        known.filter(|_| self.world.falls_to(MARKINGS, 850))
    }

    fn some(&mut self, kind: &str, share: u64, most: i64, fates: &[(&'static str, u64)]) {
        if self.world.seed.chance(share) {
            let quantity = self.world.seed.between(1, most) * ONE;
            self.row(kind, "", quantity, "piece", fates);
        }
    }

    fn carcasses(&mut self, from: &[(Kind, u64)], most: i64) -> Taken {
        let (species, weight) = self.world.seed.weighted(from);
        let pieces = self.world.seed.between(1, most);
        let taken = Taken {
            species,
            pieces: pieces * ONE,
            weight: pieces * weight,
        };
        let fates = [("destroyed", 30), ("handed_over", 40), ("processed", 20), ("stored", 10)];
        self.row("carcass", species, taken.pieces, "piece", &fates);
        self.row("carcass", species, taken.weight, "kg", &fates);
        taken
    }

    fn fish(&mut self, from: &[(Kind, u64)], most: i64) -> Taken {
        let (species, one) = self.world.seed.weighted(from);
        let pieces = self.world.seed.between(1, most);
        let weight = pieces * one * self.world.seed.between(80, 120) / 100;
        let taken = Taken {
            species,
            pieces: pieces * ONE,
            weight,
        };
        if self.world.seed.chance(150) {
            self.row("fish", species, taken.pieces, "piece", &[("released", 1)]);
            self.row("fish", species, weight, "kg", &[("released", 1)]);
        } else {
            self.row(
                "fish",
                species,
                weight,
                "kg",
                &[("handed_over", 50), ("destroyed", 25), ("processed", 15), ("sold", 10)],
            );
        }
        taken
    }

    fn timber(&mut self, most: i64) -> Taken {
        let (species, one) = self.world.seed.weighted(&TREES);
        let pieces = self.world.seed.between(1, most);
        self.row("timber", species, pieces * one, "m3", &[("handed_over", 60), ("stored", 30), ("sold", 10)]);
        Taken {
            species,
            pieces: pieces * ONE,
            weight: pieces * one,
        }
    }

    fn gear(&mut self, nets: u64) {
        self.some("net", nets, 4, &[("destroyed", 75), ("stored", 25)]);
        self.some("gear", nets / 5, 20, &[("destroyed", 80), ("stored", 20)]);
        if self.world.seed.chance(nets / 12) {
            let length = self.world.seed.between(50, 2500);
            self.row("net", "", length, "km", &[("destroyed", 1)]);
        }
    }

    fn vehicles(&mut self, kind: &str, share: u64) {
        self.some(kind, share, 1, &[("stored", 55), ("returned", 30), ("confiscated", 15)]);
    }
}

/// Seizures of an administrative offence.
pub(super) fn of_breach<'a>(world: &mut World<'a>, form: &mut Form, breach: Breach, actor: &Actor<'a>, day: i64) -> Taken {
    let mut seizing = Seizing {
        world,
        actor,
        day,
        rows: Vec::new(),
    };
    let mut taken = Taken::default();
    match breach {
        Breach::Hunting => {
            seizing.some("firearm", 70, 2, &[("stored", 60), ("returned", 25), ("confiscated", 15)]);
            if seizing.world.seed.chance(25) {
                taken = seizing.carcasses(&GAME, 3);
            }
        }
        Breach::Fishing => {
            if seizing.world.seed.chance(550) {
                taken = seizing.fish(&FISH, 30);
            }
            seizing.gear(430);
            seizing.vehicles("boat", 12);
        }
        Breach::Felling => {
            taken = seizing.timber(8);
            seizing.vehicles("vehicle", 40);
        }
        Breach::Veterinary => seizing.vehicles("vehicle", 10),
        Breach::Environment => {}
    }
    let rows = seizing.rows;
    form.rows("seizures", rows);
    taken
}

/// Seizures of a crime, by the tag of its article.
pub(super) fn of_crime<'a>(world: &mut World<'a>, form: &mut Form, tag: &str, actor: &Actor<'a>, day: i64) -> Taken {
    let sturgeon = actor.region.is(Mark::Sturgeon);
    let mut seizing = Seizing {
        world,
        actor,
        day,
        rows: Vec::new(),
    };
    let taken = match tag {
        "fish" => {
            seizing.gear(800);
            seizing.vehicles("boat", 120);
            seizing.fish(&FISH, 120)
        }
        "hunt" => {
            seizing.some("firearm", 600, 3, &[("stored", 80), ("confiscated", 20)]);
            seizing.vehicles("vehicle", 300);
            seizing.carcasses(&GAME, 4)
        }
        "rare" if sturgeon => rare_fish(&mut seizing),
        "rare" => rare_animals(&mut seizing),
        "felling_crime" => {
            seizing.vehicles("vehicle", 250);
            seizing.timber(60)
        }
        _ => Taken::default(),
    };
    let rows = seizing.rows;
    form.rows("seizures", rows);
    taken
}

fn rare_fish(seizing: &mut Seizing<'_, '_>) -> Taken {
    seizing.gear(600);
    seizing.vehicles("boat", 250);
    if seizing.world.seed.chance(200) {
        let weight = seizing.world.seed.between(200, 9000);
        seizing.row("caviar", "sturgeon", weight, "kg", &[("destroyed", 70), ("processed", 30)]);
    }
    seizing.fish(&STURGEONS, 12)
}

fn rare_animals(seizing: &mut Seizing<'_, '_>) -> Taken {
    seizing.some("firearm", 500, 3, &[("stored", 80), ("confiscated", 20)]);
    seizing.vehicles("vehicle", 400);
    let horns = seizing.world.seed.chance(450);
    if horns {
        let pieces = seizing.world.seed.weighted(&[(2, 40), (8, 35), (30, 20), (400, 5)]);
        seizing.row("saiga_horn", "saiga", pieces * ONE, "piece", &[("stored", 60), ("confiscated", 40)]);
        seizing.row("saiga_horn", "saiga", pieces * 210, "kg", &[("stored", 60), ("confiscated", 40)]);
        return Taken {
            species: "saiga",
            pieces: pieces * ONE / 2,
            weight: 0,
        };
    }
    seizing.carcasses(&RARE, 5)
}
