//! Tables of the style page.

use jiff::civil::{Date, date};
use qorgau_l10n::L10n;

use super::{NOWHERE, nowhere};
use crate::parts::{Cell, Head, Link, Pager, Row, RowKind, Sort, State, Status, Table, Trend, Year};

pub(super) fn today(l: &L10n) -> Table {
    let heads = [
        Head::short(l.sample_due()),
        Head::words(l.sample_task()),
        Head::short(l.sample_clause()),
        Head::words(l.sample_step()),
    ];
    let row = |state, clause: &str, [word, main, more, step]: [String; 4]| {
        Row::plain([
            Cell::State(Status::new(state, word)),
            Cell::Main { main, more },
            Cell::Clause(Link::new(clause, NOWHERE)),
            Cell::way(step, NOWHERE),
        ])
    };
    let one = [l.sample_late(), l.sample_task_one(), l.sample_more_one(), l.sample_do_one()];
    let two = [l.sample_back(), l.sample_task_two(), l.sample_more_two(), l.sample_do_two()];
    let three = [l.sample_now(), l.sample_task_three(), l.sample_more_three(), l.sample_do_three()];
    let four = [l.sample_tomorrow(), l.sample_task_four(), l.sample_more_four(), l.sample_do_four()];
    let five = [l.sample_three(), l.sample_task_five(), l.sample_more_five(), l.sample_do_five()];
    let six = [l.sample_nine(), l.sample_task_six(), l.sample_more_six(), l.sample_do_six()];
    let rows = [
        row(State::Late, "29.1", one),
        row(State::Back, "21.2", two),
        row(State::Due, "15.8", three),
        row(State::Due, "21.4", four),
        row(State::Open, "22.4", five),
        row(State::Open, "29.1", six),
    ];
    Table::new(l.sample_today(), heads, rows)
}

pub(super) fn bans(l: &L10n) -> Table {
    let on = date(2026, 5, 12);
    let heads = [
        Head::words(l.bans_object()),
        Head::short(l.bans_days()),
        Head::short(l.bans_year(&on.year().to_string())),
    ];
    let row = |object: String, days: &str, stretches: &[(Date, Date)]| {
        let strip = Year::new(l.bans_strip(&object, days), on, stretches);
        Row::plain([Cell::Text(object), Cell::text(days), Cell::Year(strip)])
    };
    let in_year = [(date(2026, 4, 15), date(2026, 6, 1))];
    let across = [(date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 12, 1), date(2026, 12, 31))];
    let rows = [
        row(l.sample_place_three(), "15.04 – 01.06", &in_year),
        row(l.sample_place_one(), "01.12 – 31.01", &across),
    ];
    Table::new(l.bans_title(), heads, rows)
}

pub(super) fn offences(l: &L10n) -> Table {
    let can = || Sort::Can(NOWHERE.to_owned());
    let heads = [
        Head::short(l.sample_number()).sorted(can()),
        Head::short(l.sample_revealed()).sorted(Sort::Down(NOWHERE.to_owned(), l.part_sorted_down())),
        Head::words(l.sample_place()),
        Head::short(l.sample_article()).sorted(can()),
        Head::words(l.sample_who()),
        Head::words(l.sample_seized()),
        Head::figures(l.sample_damage()).under(l.sample_tenge()).sorted(can()),
        Head::short(l.sample_decision()),
    ];
    let row = |number: &str, on: &str, words: [String; 4], damage: i64, state, decision: String| {
        let [place, article, who, seized] = words;
        Row::plain([
            Cell::way(number, NOWHERE),
            Cell::text(on),
            Cell::Text(place),
            Cell::Text(article),
            Cell::Text(who),
            Cell::Text(seized),
            Cell::text(l.number(damage, 0)),
            Cell::State(Status::new(state, decision)),
        ])
    };
    let (fish, crime) = (l.sample_article_fish(), l.sample_article_crime());
    let one = [l.sample_place_one(), fish.clone(), l.sample_who_one(), l.sample_seized_one()];
    let two = [l.sample_place_two(), fish.clone(), l.sample_who_two(), l.sample_seized_two()];
    let three = [l.sample_place_three(), crime, l.sample_who_three(), l.sample_seized_three()];
    let four = [l.sample_place_four(), fish.clone(), l.sample_who_four(), l.sample_seized_four()];
    let five = [l.sample_place_five(), fish, l.sample_who_five(), l.sample_seized_five()];
    let rows = [
        row("213", "20.11.2026", one, 86_500, State::Done, l.sample_fine()),
        row("209", "17.11.2026", two, 29_400, State::Due, l.sample_considered()),
        row("198", "09.11.2026", three, 412_300, State::Due, l.sample_investigated()),
        row("191", "04.11.2026", four, 0, State::Done, l.sample_warning()),
        row("176", "28.10.2026", five, 214_900, State::Late, l.sample_not_sent()),
        total(l),
    ];
    Table::new(l.sample_offences(), heads, rows)
}

fn total(l: &L10n) -> Row {
    let blank = || Cell::Blank;
    let damage = Cell::text(l.number(743_100, 0));
    Row::of(
        RowKind::Total,
        [
            blank(),
            Cell::Text(l.sample_all()),
            blank(),
            blank(),
            blank(),
            Cell::Text(l.sample_seized_all()),
            damage,
            blank(),
        ],
    )
}

pub(super) fn pager(l: &L10n) -> Pager {
    Pager {
        label: l.part_pages(),
        seen: l.sample_seen(),
        ways: vec![nowhere(l.part_first()), nowhere(l.part_next())],
    }
}

/// A figure of the return: code, name, unit, this month, the year before, the year to date, at a scale.
struct Figure<'a> {
    kind: RowKind,
    code: &'a str,
    name: String,
    unit: String,
    now: i64,
    before: Option<i64>,
    to_date: i64,
    scale: u8,
}

impl Figure<'_> {
    fn row(self, l: &L10n) -> Row {
        let shown = |number: i64| l.number(number, self.scale);
        let signed = |number: i64| if number > 0 { format!("+{}", shown(number)) } else { shown(number) };
        let missing = || Cell::Missing(l.part_missing());
        let cells = [
            Cell::text(self.code),
            Cell::Text(self.name),
            Cell::Text(self.unit),
            Cell::way(shown(self.now), NOWHERE),
            self.before.map_or_else(missing, |before| Cell::way(shown(before), NOWHERE)),
            self.before.map_or(Cell::Blank, |before| Cell::Text(signed(self.now - before))),
            Cell::way(shown(self.to_date), NOWHERE),
            Cell::Trend(Trend::new(l.sample_months(), &wave(self.code), 12)),
        ];
        Row::of(self.kind, cells)
    }
}

/// Some months, different for each figure and the same for every reader.
fn wave(code: &str) -> [i64; 24] {
    let seed = code.bytes().fold(7_i64, |sum, byte| (sum * 31 + i64::from(byte)) % 1_009);
    let mut state = seed;
    [0; 24].map(|_: i64| {
        state = (state * 421 + 1_663) % 7_875;
        state % 97
    })
}

pub(super) fn figures(l: &L10n) -> Table {
    let column = |number: &str, head: Head| head.under(number);
    let heads = [
        column("1", Head::short(l.sample_code())),
        column("2", Head::words(l.sample_figure())),
        column("3", Head::short(l.sample_unit())),
        column("4", Head::figures(l.sample_november())),
        column("5", Head::figures(l.sample_before())),
        column("6", Head::figures(l.sample_difference())),
        column("7", Head::figures(l.sample_to_date())),
        column("8", Head::short(l.sample_months())),
    ];
    let case = l.sample_unit_case();
    let figure = |kind, code, name, (now, before, to_date): (i64, Option<i64>, i64)| Figure {
        kind,
        code,
        name,
        unit: case.clone(),
        now,
        before,
        to_date,
        scale: 0,
    };
    let group = |name: String| Row::of(RowKind::Group, [Cell::Text(name)]);
    let (plain, part) = (RowKind::Plain, RowKind::Part);
    let fish = Figure {
        unit: l.sample_unit_kg(),
        scale: 1,
        ..figure(plain, "S01", l.sample_fish(), (1_864, Some(2_400), 21_137))
    };
    let harm = Figure {
        unit: l.sample_tenge(),
        ..figure(plain, "D01", l.sample_harm(), (2_812_400, Some(1_904_000), 31_560_250))
    };
    let foci = Figure {
        unit: l.sample_unit_point(),
        ..figure(plain, "V01", l.sample_foci(), (1, None, 3))
    };
    let rows = [
        group(l.sample_group()),
        figure(plain, "F01", l.sample_revealed_all(), (31, Some(24), 268)).row(l),
        figure(part, "F02", l.sample_hunting(), (12, Some(9), 97)).row(l),
        figure(part, "F03", l.sample_fishing_rules(), (15, Some(16), 131)).row(l),
        fish.row(l),
        harm.row(l),
        group(l.sample_group_two()),
        foci.row(l),
        figure(plain, "V03", l.sample_quarantine(), (1, None, 2)).row(l),
    ];
    Table::new(l.sample_return(), heads, rows).dense().scrolling()
}
