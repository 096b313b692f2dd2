//! Made-up files in layouts that others publish, for demonstrating import. A few lines in each must be refused.
//!
//! Identities begin with `EX-`, so that they never meet those of the true sources.

use qorgau_domain::Month;
use qorgau_domain::time::{date_of, day_number};

use super::seed::{Seed, mixed};
use super::words;

const EMPRES_I: &str = "Id,source,latitude,longitude,region,country,admin1,localityName,localityQuality,observationDate,reportingDate,status,disease,serotypes,\
speciesDescription,sumAtRisk,sumCases,sumDeaths,sumDestroyed,sumSlaughtered,humansGenderDesc,humansAge,humansAffected,humansDeaths";

const ILLEGAL_FISHING: &str = r#""month";"year";"number_infraction";"Id_infraction";"location";"lat";"lon";"mpa_area";"vessel";"species";"tot_biomass_kg""#;

/// Disease, serotype and animals as the source words them.
const EVENTS: [((&str, &str, &str), u64); 14] = [
    (("Lumpy skin disease", "", "domestic, cattle"), 8),
    (("Sheep pox and goat pox", "", "domestic, sheep"), 6),
    (("Sheep pox and goat pox", "", "domestic, goat, domestic, sheep"), 2),
    (("Foot and mouth disease", "O", "domestic, cattle"), 4),
    (("Foot and mouth disease", "O", "domestic, cattle, domestic, goat, domestic, sheep"), 2),
    (("African swine fever", "", "domestic, swine"), 5),
    (("African swine fever", "", "wild, wild boar"), 2),
    (("Rabies", "", "wild, wolf"), 2),
    (("Rabies", "", "domestic, cattle"), 2),
    (("Anthrax", "", "domestic, horse"), 2),
    (("Influenza - Avian", "H5N1 HPAI", "domestic, chicken"), 3),
    (("Influenza - Avian", "H9N2 LPAI", "domestic, unspecified bird"), 2),
    (("Influenza - Avian", "H5N8 HPAI", "wild,mute swan (cygnus olor)"), 2),
    (("Peste des petits ruminants", "", "domestic, goat/sheep "), 2),
];

/// Fish by the names that the list of species knows.
const FISH: [&str; 8] = [
    "cyprinus carpio",
    "abramis_brama",
    "sander lucioperca",
    "silurus glanis",
    "esox_lucius",
    "perca fluviatilis",
    "carassius gibelio",
    "Сазан",
];

const REGIONS: [(&str, i64, i64); 5] = [
    ("Kostanayskaya oblast", 5150, 6400),
    ("Karagandinskaya oblast", 4880, 7350),
    ("Zhambylskaya oblast", 4400, 7200),
    ("Aktyubinskaya oblast", 4880, 5850),
    ("Pavlodarskaya oblast", 5200, 7630),
];

/// Outbreaks in the older layout of EMPRES-i, with days in the months from `from` to `until`.
///
/// Lines 4, 11, 18 and 25 after the head have to be refused: an unknown disease, an animal that the list does not keep, a
/// place outside the country, no identity. Line 7 has no day of onset, so that the day of reporting stands in.
#[must_use]
pub fn empres_i(seed: u64, rows: usize, from: Month, until: Month) -> String {
    let mut seed = Seed::new(mixed(seed ^ 0xe3));
    let mut file = format!("{EMPRES_I}\n");
    for no in 1..=rows {
        file.push_str(&event(&mut seed, no, from, until));
    }
    file
}

fn event(seed: &mut Seed, no: usize, from: Month, until: Month) -> String {
    let (mut disease, serotype, mut species) = seed.weighted(&EVENTS);
    let (admin, lat, lon) = seed.pick(&REGIONS);
    let (mut lat, mut lon) = (degrees(seed, lat, '.'), degrees(seed, lon, '.'));
    let mut id = format!("EX-{no:05}");
    let (first, last) = (day_number(from.first()), day_number(until.last()));
    let observed = seed.between(first, last - 10);
    let day = |day: i64| date_of(day).strftime("%d/%m/%Y").to_string();
    let mut onset = day(observed);
    let reported = day((observed + seed.between(1, 9)).min(last));
    match no {
        4 => disease = "Martian fever",
        11 => species = "domestic, unicorn",
        18 => (lat, lon) = ("12.345".to_owned(), "30.5".to_owned()),
        25 => id.clear(),
        7 => onset.clear(),
        _ => {}
    }
    let sick = seed.between(1, 40);
    let dead = seed.between(0, sick);
    let (at_risk, destroyed) = (sick + seed.between(0, 600), seed.between(0, sick - dead));
    let place = words::name(seed);
    format!(
        "{id},OIE,{lat},{lon},Asia,Kazakhstan,{admin},{place},Exact,{onset},{reported},Confirmed,{disease},{serotype},\"{species}\",{at_risk},{sick},{dead},{destroyed},0,,,,\n"
    )
}

/// Catches of illegal fishing in the layout of the published table: several lines to one infraction, `nofish` where nothing was
/// caught; at least `rows` lines.
///
/// Infractions 3, 7, 11 and 15 have to be refused: a fish that the list does not keep, a place outside the country, no
/// identity, a month that is none. Each of them has one line.
#[must_use]
pub fn illegal_fishing(seed: u64, rows: usize, from: Month, until: Month) -> String {
    let mut seed = Seed::new(mixed(seed ^ 0xf1));
    let mut file = format!("{ILLEGAL_FISHING}\n");
    let (mut no, mut made) = (0, 0);
    while made < rows {
        no += 1;
        let head = infraction(&mut seed, no, from, until);
        let lines = if no % 4 == 3 {
            1
        } else {
            seed.weighted(&[(1, 45), (2, 25), (3, 20), (4, 10)])
        };
        let nothing = no % 5 == 0 && no % 4 != 3;
        let lines = if nothing { 1 } else { lines };
        for _ in 0..lines {
            let species = match no {
                _ if nothing => "nofish",
                3 => "piscis_imaginarius",
                _ => seed.pick(&FISH),
            };
            let weight = if nothing {
                "0".to_owned()
            } else {
                format!("{}{}", seed.between(1, 90), seed.pick(&["", "", ",5"]))
            };
            file.push_str(&format!("{head}\"{species}\";{weight}\n"));
        }
        made += lines;
    }
    file
}

fn infraction(seed: &mut Seed, no: usize, from: Month, until: Month) -> String {
    let month = Month(seed.between(from.0, until.0));
    let number = if no == 15 { 13 } else { month.number() };
    let (_, lat, lon) = seed.pick(&REGIONS);
    let (mut lat, mut lon) = (degrees(seed, lat, ','), degrees(seed, lon, ','));
    if no == 7 {
        (lat, lon) = ("-24,111".to_owned(), "-45,722".to_owned());
    }
    let id = if no == 11 {
        String::new()
    } else {
        format!("EX-{number}_{}_{no}", month.year())
    };
    let (water, area, vessel) = (
        words::water(seed, words::Tongue::Kazakh),
        seed.pick(&["inside", "outside"]),
        seed.pick(&["recreationalboat", "fishingvessel"]),
    );
    format!("{number};{};\"{no}\";\"{id}\";\"{water}\";{lat};{lon};\"{area}\";\"{vessel}\";", month.year())
}

/// Degrees near some hundredths of a degree, to three digits.
fn degrees(seed: &mut Seed, middle: i64, point: char) -> String {
    let thousandths = middle * 10 + seed.between(-400, 400);
    format!("{}{point}{:03}", thousandths / 1000, thousandths % 1000)
}
