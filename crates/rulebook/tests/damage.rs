//! Damage by the dated rates, against amounts in tenge that the published tables print (orders as amended in 2024 and 2025, rates of fish
//! seen in January 2026). Three sums of fish are printed with a slip there (423 500) and stand here as rate times index makes them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use jiff::civil::{Date, date};
use qorgau_domain::value::{Content, Row, Value};
use qorgau_rulebook::damage::{Working, damage, fill, workings};
use qorgau_rulebook::validate::Fault;
use qorgau_rulebook::{Rulebook, load, shipped};

const IN_2024: [(&str, i64); 20] = [
    ("argali", 5_538_000),
    ("snow_leopard", 7_384_000),
    ("badger", 36_920),
    ("squirrel", 18_460),
    ("beaver", 55_380),
    ("dhole", 2_215_200),
    ("otter", 1_476_800),
    ("cheetah", 7_384_000),
    ("wild_boar", 923_000),
    ("sand_cat", 738_400),
    ("elk", 1_846_000),
    ("brown_bear", 2_584_400),
    ("lynx", 738_400),
    ("golden_eagle", 1_476_800),
    ("honey_badger", 2_215_200),
    ("bukhara_deer", 2_584_400),
    ("capercaillie", 36_920),
    ("demoiselle_crane", 369_200),
    ("steppe_eagle", 73_840),
    ("den", 36_920),
];

const IN_2025: [(&str, i64); 13] = [
    ("argali", 5_898_000),
    ("snow_leopard", 7_864_000),
    ("squirrel", 19_660),
    ("goitered_gazelle", 1_572_800),
    ("hare", 19_660),
    ("wild_boar", 983_000),
    ("roe_deer", 983_000),
    ("elk", 1_966_000),
    ("brown_bear", 2_752_400),
    ("deer", 786_400),
    ("lynx", 786_400),
    ("saiga_male", 1_966_000),
    ("saiga_female", 1_376_200),
];

const IN_2026: [(&str, i64); 4] = [
    ("fish_rare", 1_297_500),
    ("beluga_ship", 432_500),
    ("sturgeon_stellate", 432_500),
    ("sterlet", 432_500),
];

fn rulebook() -> Rulebook {
    load(&shipped::files()).unwrap()
}

#[test]
fn the_published_amounts_come_out_to_the_tenge() {
    let rulebook = rulebook();
    let of = |on: Date, table: &[(&str, i64)]| {
        for (rate, tenge) in table {
            let found = damage(&rulebook, rate, 1_000, on).unwrap();
            assert_eq!(found.amount, tenge * 100, "{rate} on {on}: {found:?}");
        }
    };
    of(date(2024, 2, 1), &IN_2024);
    of(date(2025, 9, 18), &IN_2025);
    of(date(2026, 1, 1), &IN_2026);
}

fn row(no: i64, cells: &[(&str, Value)]) -> Row {
    Row {
        no,
        cells: cells.iter().map(|(code, value)| ((*code).to_owned(), value.clone())).collect(),
    }
}

fn offence(rows: Vec<Row>) -> Content {
    Content::from([
        ("committed_on".to_owned(), Value::Date(date(2026, 1, 20))),
        ("revealed_on".to_owned(), Value::Date(date(2026, 2, 1))),
        ("damage".to_owned(), Value::Rows(rows)),
    ])
}

#[test]
fn an_amount_by_rate_or_tariff_is_filled_in_and_its_working_can_be_told() {
    let rulebook = rulebook();
    let by_rate = row(1, &[("rate", Value::Choice("sterlet".to_owned())), ("quantity", Value::Number(2_500))]);
    // 1 234.57 tenge for each of 1.5 is 1 851.855: half a tiyn goes up.
    let by_tariff = row(2, &[("tariff", Value::Number(123_457)), ("quantity", Value::Number(1_500))]);
    let written = row(3, &[("amount", Value::Number(700))]);
    let mut fields = offence(vec![by_rate, by_tariff, written]);
    assert_eq!(fill(&rulebook, &mut fields), []);
    let amounts: Vec<i64> = fields["damage"].rows().iter().map(|row| row.cells["amount"].number().unwrap()).collect();
    assert_eq!(amounts, [108_125_000, 185_186, 700]);
    let workings = workings(&rulebook, &fields);
    assert_eq!(
        workings.keys().copied().collect::<Vec<_>>(),
        [1, 2],
        "what was only written down has no working"
    );
    let Working::Rate { damage, on, .. } = &workings[&1] else {
        panic!("{workings:?}")
    };
    assert_eq!((damage.rate, damage.index, *on), (100, 4_325, date(2026, 1, 20)));
    assert_eq!(workings[&2].amount(), 185_186);
}

#[test]
fn an_amount_that_disagrees_or_lacks_its_quantity_is_refused() {
    let rulebook = rulebook();
    let wrong = |cells: &[(&str, Value)]| {
        let problems = fill(&rulebook, &mut offence(vec![row(1, cells)]));
        problems.into_iter().map(|problem| (problem.field, problem.fault)).collect::<Vec<_>>()
    };
    let tariff = ("tariff", Value::Number(100));
    let computed = Fault::RateDiffers { computed: 200 };
    let given = wrong(&[tariff.clone(), ("quantity", Value::Number(2_000)), ("amount", Value::Number(199))]);
    assert_eq!(given, [("damage.amount".to_owned(), computed)]);
    let rate = ("rate", Value::Choice("sterlet".to_owned()));
    let both = wrong(&[rate.clone(), tariff.clone(), ("quantity", Value::Number(1_000))]);
    assert_eq!(both, [("damage.tariff".to_owned(), Fault::RateAndTariff)]);
    let beyond = wrong(&[rate, ("quantity", Value::Number(i64::MAX / 10))]);
    assert_eq!(beyond, [("damage.quantity".to_owned(), Fault::TooLarge)]);
    assert_eq!(wrong(&[tariff]), [("damage.quantity".to_owned(), Fault::Missing)]);
}
