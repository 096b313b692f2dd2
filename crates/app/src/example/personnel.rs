//! Units, officers, charges of duty, and the few persons and farms that facts point to.

use qorgau_domain::EntryId;
use qorgau_domain::time::date_of;
use qorgau_rulebook::validate::check_digit;

use super::country::{Actor, Country, Theme};
use super::directory::{Line, Organisation};
use super::form::Form;
use super::seed::Seed;
use super::words::Said;
use super::world::{KNOWN_TWICE, World};
use super::{Fact, words};

const RANKS: [(&str, Said); 5] = [
    ("lieutenant", ["полиция лейтенанты", "лейтенант полиции"]),
    ("senior_lieutenant", ["полиция аға лейтенанты", "старший лейтенант полиции"]),
    ("captain", ["полиция капитаны", "капитан полиции"]),
    ("major", ["полиция майоры", "майор полиции"]),
    ("lieutenant_colonel", ["полиция подполковнигі", "подполковник полиции"]),
];

/// The first and the last birthday of persons whose IIN is known, as day numbers: of 1955 and of 1999.
const BORN: (i64, i64) = (-5479, 10_900);

/// Sizes of units with their names in three languages.
const SIZES: [(&str, [&str; 3]); 3] = [
    ("division", ["бөлімі", "Отдел", "division"]),
    ("section", ["бөлімшесі", "Отделение", "section"]),
    ("group", ["тобы", "Группа", "group"]),
];

/// All of it, in an order in which every fact points backwards. `entries` says how large the country is to be.
pub(super) fn personnel<'a>(world: &mut World<'a>, country: &Country<'a>, entries: usize) -> Vec<Fact> {
    let mut facts = Vec::new();
    let actors = country.others.iter().chain(&country.regions).chain(&country.districts);
    for actor in actors {
        let head = officer(world, actor, None, "body_head", &mut facts);
        charge(world, actor, "head", head, &mut facts);
        let large = actor.is_district() && actor.size >= 14 && world.seed.chance(500);
        if !actor.is_district() || large {
            staffed(world, actor, &mut facts);
        } else if world.seed.chance(930) {
            // The rest have neither a unit nor an officer charged.
            let charged = officer(world, actor, None, "other", &mut facts);
            charge(world, actor, "charged_officer", charged, &mut facts);
        }
        if world.seed.chance(400) {
            let deputy = officer(world, actor, None, "body_deputy_head", &mut facts);
            charge(world, actor, "overseer", deputy, &mut facts);
        }
    }
    named(world, country, entries, &mut facts);
    facts
}

fn staffed<'a>(world: &mut World<'a>, actor: &Actor<'a>, facts: &mut Vec<Fact>) {
    let [division, section, group] = SIZES;
    let (size, most) = match actor.level {
        "district" => (group, 1),
        "ministry" => (division, 4),
        _ if world.seed.chance(500) => (division, 3),
        _ => (section, 2),
    };
    let formed = world.first() - world.seed.between(400, 3000);
    let mut form = Form::default();
    let (code, [kk, ru, en]) = size;
    form.choice("size", code)
        .text("name_kk", format!("Табиғатты қорғау және мал-дәрігерлік полиция {kk}"));
    form.text("name_ru", format!("{ru} природоохранной и ветеринарной полиции"));
    form.text("name_en", format!("Nature-protection and veterinary police {en}"))
        .text("parent", world.say(["Қоғамдық қауіпсіздік басқармасы", "Управление общественной безопасности"]));
    form.choice("funding", world.seed.weighted(&[("republican", 70), ("local", 30)]))
        .day("formed_on", formed)
        .span("being", formed, None);
    let ([kk, ru], order) = (actor.name, world.seed.between(1, 400));
    form.text("staff_order", world.say([format!("{kk} № {order} бұйрық"), format!("{ru}, приказ № {order}")]));
    let posts = [
        ("unit_head", 1),
        ("chief_specialist", most),
        ("senior_specialist", most),
        ("specialist", most + 1),
    ];
    let mut filled = Vec::new();
    let mut rows = Vec::new();
    for (post, approved) in posts {
        let held = if post == "unit_head" { 1 } else { world.seed.between(approved / 2, approved) };
        let mut row = Form::default();
        row.choice("post", post)
            .number("approved", approved)
            .number("filled", held)
            .span("in_force", formed, None);
        rows.push(row);
        filled.extend((0..held).map(|_| post));
    }
    form.rows("staff", rows);
    let unit = world.fact("unit", actor.id, formed, form);
    let id = unit.id;
    facts.push(unit);
    world.staff.entry(actor.id).or_default().unit = Some(id);
    for post in filled {
        officer(world, actor, Some(id), post, facts);
    }
}

fn officer<'a>(world: &mut World<'a>, actor: &Actor<'a>, unit: Option<EntryId>, post: &str, facts: &mut Vec<Fact>) -> EntryId {
    let appointed = world.first() - world.seed.between(30, 380);
    let [surname, given, patronymic] = words::person(&mut world.seed);
    let at = usize::try_from(world.seed.below(4)).unwrap_or(0) + usize::from(post.starts_with("body"));
    let (rank, rank_text) = RANKS.get(at).copied().unwrap_or_default();
    let mut form = Form::default();
    form.text("surname", surname)
        .text("given_name", given)
        .text("patronymic", patronymic)
        .choice("rank", rank)
        .choice("post", post);
    form.entry("unit", unit).day("appointed_on", appointed).span("service", appointed, None);
    let order = world.seed.between(1, 900);
    form.text("order_number", world.say([format!("№ {order} ж/қ"), format!("№ {order} л/с")]));
    if !post.starts_with("body") {
        form.yes("in_line").day("qualified_on", appointed + world.seed.between(5, 30));
    }
    let mut zone = Form::default();
    zone.body("body", actor.id);
    form.rows("zone", vec![zone]);
    let fact = world.fact("officer", actor.id, appointed, form);
    let title = match post {
        "body_head" => words::HEAD,
        "body_deputy_head" => ["Орган бастығының орынбасары", "Заместитель начальника органа"],
        "unit_head" => ["Бөлімше бастығы", "Начальник подразделения"],
        _ => ["Аға инспектор", "Старший инспектор"],
    };
    let titled = |[title, rank]: [&str; 2]| format!("{title}, {rank} {surname} {given} {patronymic}");
    let ([title_kk, title_ru], [rank_kk, rank_ru]) = (title, rank_text);
    let titles = [titled([title_kk, rank_kk]), titled([title_ru, rank_ru])];
    let id = fact.id;
    facts.push(fact);
    world.staff.entry(actor.id).or_default().officers.push((id, titles));
    id
}

fn charge<'a>(world: &mut World<'a>, actor: &Actor<'a>, kind: &str, officer: EntryId, facts: &mut Vec<Fact>) {
    let ordered = world.first() - world.seed.between(1, 29);
    let mut form = Form::default();
    form.choice("kind", kind)
        .entry("officer", Some(officer))
        .text("order_number", format!("№ {}", world.seed.between(1, 900)));
    form.day("ordered_on", ordered).span("in_charge", ordered, None);
    facts.push(world.fact("charge", actor.id, ordered, form));
}

/// Persons to be named in offences, one for fifty entries, and farms. Some persons a neighbour knows too.
fn named<'a>(world: &mut World<'a>, country: &Country<'a>, entries: usize, facts: &mut Vec<Fact>) {
    for _ in 0..(entries / 50).clamp(20, 5000) {
        let Some(actor) = country.pick(&mut world.seed, Theme::General) else { return };
        let (name, settlement) = (words::person(&mut world.seed), words::settlement(&mut world.seed));
        let mut own = world.aside(KNOWN_TWICE);
        let neighbour = if own.chance(80) { neighbour(country, &actor, &mut own) } else { None };
        let born = own.between(BORN.0, BORN.1);
        let iin = neighbour.and_then(|_| iin(&mut own, born));
        for (knows, patronymic) in [Some(actor), neighbour.filter(|_| iin.is_some())].into_iter().flatten().zip([true, false]) {
            let mut form = Form::default();
            let [surname, given, father] = name;
            form.text("surname", surname)
                .text("given_name", given)
                .text_if("patronymic", patronymic.then_some(father))
                .text("citizenship", world.say(["Қазақстан", "Казахстан"]));
            if let Some(iin) = &iin {
                form.text("iin", iin.clone()).day("born_on", born);
            }
            form.text("address", format!("{}, {settlement}", world.say(knows.name)));
            let fact = world.fact("person", knows.id, world.first() - 1, form);
            world.staff.entry(knows.id).or_default().persons.push(fact.id);
            facts.push(fact);
        }
    }
    for actor in country.districts.iter().step_by(6) {
        let name = words::farm(&mut world.seed, world.tongue);
        let farm = organisation(world, actor, Line::Farm, name, facts);
        world.staff.entry(actor.id).or_default().farms.push(farm);
    }
}

/// Another district under the same superior.
fn neighbour<'a>(country: &Country<'a>, actor: &Actor<'a>, own: &mut Seed) -> Option<Actor<'a>> {
    let others = country.districts.iter().filter(|other| other.above == actor.above && other.id != actor.id);
    let others: Vec<&Actor<'a>> = others.collect();
    let at = own.below(u64::try_from(others.len()).ok()?);
    others.get(usize::try_from(at).ok()?).copied().copied()
}

/// An IIN of a man born on a day of the last century, with a serial number and the check digit.
fn iin(own: &mut Seed, born: i64) -> Option<String> {
    sound(&format!("{}3{:04}", date_of(born).strftime("%y%m%d"), own.below(10_000)))
}

/// A BIN of an organisation founded in this century: the year and month, what it is, a serial number and the check digit.
fn bin(own: &mut Seed) -> Option<String> {
    let (year, month) = (own.between(1, 22), own.between(1, 12));
    sound(&format!("{year:02}{month:02}40{:05}", own.below(100_000)))
}

/// The number that begins so and ends with its check digit; there is none for some beginnings.
fn sound(start: &str) -> Option<String> {
    (0..10).map(|digit| format!("{start}{digit}")).find(|number| check_digit(number))
}

/// An organisation of a body's territory, which inspections may visit; some the body above knows too.
pub(super) fn organisation<'a>(world: &mut World<'a>, actor: &Actor<'a>, line: Line, name: String, facts: &mut Vec<Fact>) -> EntryId {
    let ownership = world.seed.weighted(&[("private", 90), ("state", 10)]);
    let place = world.place(actor);
    let mut form = Form::default();
    form.text("name", name.clone()).choice("ownership", ownership);
    form.text("address", world.say(actor.name)).place("place", place.clone());
    let mut own = world.aside(KNOWN_TWICE);
    let above = actor.above.filter(|_| own.chance(180));
    let bin = above.and_then(|_| bin(&mut own));
    if let Some(bin) = &bin {
        form.text("bin", bin.clone());
    }
    let tongue = world.tongue;
    let fact = world.fact("organisation", actor.id, world.first() - 1, form);
    let entry = fact.id;
    facts.push(fact);
    if let Some((above, bin)) = above.zip(bin) {
        let mut form = Form::default();
        form.text("name", name.clone()).text("bin", bin).choice("ownership", ownership);
        facts.push(world.fact("organisation", above, world.first() - 1, form));
    }
    world.organisations.push(Organisation {
        actor: *actor,
        entry,
        name,
        ownership,
        line,
        place,
        tongue,
    });
    entry
}
