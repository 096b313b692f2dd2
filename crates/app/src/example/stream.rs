//! The example country day by day: an agenda of what is to happen, opened month after month.

use std::collections::BTreeMap;
use std::vec::IntoIter;

use qorgau_domain::time::day_number;
use qorgau_domain::{Month, Tree};
use qorgau_rulebook::Rulebook;

use super::calendar::{Calendar, in_turn, lessons};
use super::country::{Actor, Country, Theme};
use super::directory::directories;
use super::inspections::{self, Marks};
use super::matters::{self, Due, Matter};
use super::personnel::personnel;
use super::quota::{Kind, Quota};
use super::seed::mixed;
use super::world::World;
use super::{Fact, Plan, crimes, offences, outbreaks, raids};

/// How many of a thousand districts hold their sweep in a month.
const SWEEPS: u64 = 880;

/// What is to happen on a day.
enum Job<'a> {
    Counted(Kind),
    Sweep(Actor<'a>),
    Marks(Box<Marks<'a>>),
    Due(Box<Due<'a>>),
}

/// The facts, made as they are asked for.
pub(super) struct Stream<'a> {
    world: World<'a>,
    tree: &'a Tree,
    country: Country<'a>,
    calendar: Calendar,
    quota: Quota,
    next: Month,
    personnel: IntoIter<Fact>,
    agenda: BTreeMap<(i64, u64), Job<'a>>,
    tickets: u64,
    lessons: usize,
}

impl<'a> Stream<'a> {
    /// The facts of a plan.
    pub(super) fn new(rulebook: &'a Rulebook, tree: &'a Tree, plan: &Plan<'a>) -> Self {
        let salt = mixed(plan.seed ^ 0x6b7a);
        let mut world = World::new(rulebook, plan);
        let country = Country::of(tree, plan.from, salt);
        let mut facts = personnel(&mut world, &country, plan.entries);
        facts.extend(directories(&mut world, &country, plan.entries));
        // Personnel counts among the entries, but never takes more than half of them.
        let entries = plan.entries.saturating_sub(facts.len()).max(plan.entries / 2);
        let calendar = Calendar {
            salt,
            from: plan.from,
            until: plan.until,
        };
        let quota = Quota::of(entries, calendar.count(&country), plan.from, plan.until);
        let personnel = facts.into_iter();
        Stream {
            world,
            tree,
            country,
            calendar,
            quota,
            next: plan.from,
            personnel,
            agenda: BTreeMap::new(),
            tickets: 0,
            lessons: 0,
        }
    }

    fn plan(&mut self, day: i64, job: Job<'a>) {
        self.tickets += 1;
        self.agenda.insert((day, self.tickets), job);
    }

    fn a_day(&mut self, month: Month) -> i64 {
        self.world.seed.between(day_number(month.first()), day_number(month.last()))
    }

    /// Puts what falls to the next month on the agenda.
    fn open_month(&mut self) {
        let month = self.next;
        self.next = month.plus(1);
        self.country = Country::of(self.tree, month, self.calendar.salt);
        for (kind, count) in self.quota.in_month(month) {
            let count = if kind == Kind::Raid { count - self.plan_sweeps(month, count) } else { count };
            if kind == Kind::Matter(Matter::Lesson) {
                self.plan_lessons(month, count);
                continue;
            }
            for _ in 0..count {
                let day = self.a_day(month);
                // The office works on weekdays.
                let day = if matches!(kind, Kind::Matter(_)) { self.world.workday(day) } else { day };
                self.plan(day, Job::Counted(kind));
            }
        }
        for due in self.calendar.yearly(&self.country, month) {
            self.plan_due(month, due);
        }
    }

    fn plan_due(&mut self, month: Month, due: Due<'a>) {
        let day = self.a_day(month);
        self.plan(self.world.workday(day), Job::Due(Box::new(due)));
    }

    fn plan_lessons(&mut self, month: Month, count: usize) {
        for actor in lessons(&self.country, self.lessons, count) {
            self.lessons += 1;
            self.plan_due(month, Due::Lesson(actor));
        }
    }

    /// One sweep in the month for bodies on transport and most districts, but no more than half of all raids; gives how many.
    fn plan_sweeps(&mut self, month: Month, raids: usize) -> usize {
        let transport = self.country.others.iter().filter(|actor| !actor.is_ministry());
        let districts = self.country.districts.iter().filter(|_| self.world.seed.chance(SWEEPS));
        let sweeping: Vec<Actor<'a>> = transport.chain(districts).copied().collect();
        let sweeps = sweeping.len().min(raids / 2);
        let before = usize::try_from(month.0).unwrap_or(0) * sweeps;
        let sweeping = in_turn(&sweeping, before, sweeps);
        for actor in &sweeping {
            let day = self.a_day(month);
            self.plan(day, Job::Sweep(*actor));
        }
        sweeping.len()
    }

    fn perform(&mut self, day: i64, job: Job<'a>) -> Option<Fact> {
        let (world, country) = (&mut self.world, &self.country);
        match job {
            Job::Counted(Kind::Breach(breach)) => offences::administrative(world, country, breach, day),
            Job::Counted(Kind::Crime) => crimes::criminal(world, country, day),
            Job::Counted(Kind::Outbreak) => outbreaks::outbreak(world, country, day),
            Job::Counted(Kind::Raid) => {
                let actor = country.pick(&mut world.seed, Theme::General)?;
                Some(raids::raid(world, &actor, day))
            }
            Job::Sweep(actor) => Some(raids::sweep(world, &actor, day)),
            Job::Counted(Kind::Matter(matter)) => matters::counted(world, country, matter, day),
            Job::Due(due) => matters::due(world, country, *due, day),
            Job::Counted(Kind::Inspection) => {
                let (fact, marks) = inspections::inspection(world, country, day)?;
                self.follow(marks);
                Some(fact)
            }
            Job::Marks(marks) => {
                let (fact, marks) = inspections::mark(world, &marks);
                self.follow(marks);
                Some(fact)
            }
        }
    }

    fn follow(&mut self, marks: Option<Marks<'a>>) {
        if let Some(marks) = marks {
            self.plan(marks.day, Job::Marks(Box::new(marks)));
        }
    }

    /// Puts on the agenda what follows from what was made.
    fn take_coming(&mut self) {
        for (day, due) in std::mem::take(&mut self.world.coming) {
            self.plan(day, Job::Due(Box::new(due)));
        }
    }
}

impl Iterator for Stream<'_> {
    type Item = Fact;

    fn next(&mut self) -> Option<Fact> {
        if let Some(fact) = self.personnel.next() {
            return Some(fact);
        }
        loop {
            let first = self.agenda.keys().next().map(|(day, _)| *day);
            if self.next <= self.calendar.until && first.is_none_or(|day| day >= day_number(self.next.first())) {
                self.open_month();
                continue;
            }
            let ((day, _), job) = self.agenda.pop_first()?;
            let made = self.perform(day, job);
            self.take_coming();
            if made.is_some() {
                return made;
            }
        }
    }
}
