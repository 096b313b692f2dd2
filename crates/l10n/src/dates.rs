//! Days, moments, months and periods in words.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use qorgau_domain::{Month, Period};

use crate::L10n;

impl L10n {
    /// A day for tables: `03.11.2026`, alike in the three languages.
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        format!("{:02}.{:02}.{:04}", date.day(), date.month(), date.year())
    }

    /// A day in running text: `2026 ж. 3 қараша`, `3 ноября 2026 г.`, `3 November 2026`.
    #[must_use]
    pub fn long_date(&self, date: Date) -> String {
        self.day_month_year(&date.day().to_string(), date.month().into(), &date.year().to_string())
    }

    /// A moment for tables, as the clocks of a zone show it: `22.11.2026 09:20`.
    #[must_use]
    pub fn moment(&self, moment: &Timestamp, zone: &TimeZone) -> String {
        let local = zone.to_datetime(*moment);
        format!("{} {:02}:{:02}", self.date(local.date()), local.hour(), local.minute())
    }

    /// A month: `2026 жылғы қараша`, `ноябрь 2026 года`, `November 2026`.
    #[must_use]
    pub fn month(&self, month: Month) -> String {
        self.month_and_year(month.number(), &month.year().to_string())
    }

    /// The quarter that holds a month: `2026 жылғы 3-тоқсан`, `3 квартал 2026 года`, `3rd quarter of 2026`.
    #[must_use]
    pub fn quarter(&self, month: Month) -> String {
        self.quarter_and_year((month.number() + 2) / 3, &month.year().to_string())
    }

    /// The period of a return.
    #[must_use]
    pub fn period(&self, period: Period) -> String {
        match period {
            Period::Month(month) => self.month(month),
            Period::Quarter(month) => self.quarter(month),
            Period::Year(month) => self.year_alone(&month.year().to_string()),
            Period::TwoYears(month) => self.two_years(&month.year().to_string(), &(month.year() + 1).to_string()),
        }
    }

    /// From a day to a last day: `2026 жылғы 1 шілде – 22 қараша`; a single day is a long date.
    #[must_use]
    pub fn from_until(&self, from: Date, until: Date) -> String {
        let day = |date: Date| self.day_and_month(&date.day().to_string(), date.month().into());
        if from == until {
            self.long_date(from)
        } else if from.year() == until.year() {
            self.days_of_one_year(&day(from), &day(until), &from.year().to_string())
        } else {
            self.days_of_two_years(&day(from), &from.year().to_string(), &day(until), &until.year().to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use qorgau_domain::Lang;

    use super::*;

    const DAY: Date = Date::constant(2026, 11, 3);

    /// The same in Kazakh, Russian and English.
    fn check(say: impl Fn(&L10n) -> String, expected: [&str; 3]) {
        for (lang, expected) in Lang::ALL.into_iter().zip(expected) {
            assert_eq!(say(L10n::get(lang)), expected);
        }
    }

    #[test]
    fn a_day_is_written_for_tables_and_for_text() {
        check(|l| l.date(DAY), ["03.11.2026"; 3]);
        check(|l| l.long_date(DAY), ["2026 ж. 3 қараша", "3 ноября 2026 г.", "3 November 2026"]);
    }

    #[test]
    fn periods_are_named() {
        let period = |text: &str| text.parse::<Period>().unwrap_or(Period::Year(Month(0)));
        check(|l| l.month(Month::of(DAY)), ["2026 жылғы қараша", "ноябрь 2026 года", "November 2026"]);
        check(|l| l.period(period("2026-11")), ["2026 жылғы қараша", "ноябрь 2026 года", "November 2026"]);
        check(
            |l| l.period(period("2026Q3")),
            ["2026 жылғы 3-тоқсан", "3 квартал 2026 года", "3rd quarter of 2026"],
        );
        check(|l| l.period(period("2026")), ["2026 жыл", "2026 год", "2026"]);
        check(|l| l.period(period("2026-2027")), ["2026–2027 жылдар", "2026–2027 годы", "2026–2027"]);
        check(
            |l| l.quarter(Month::new(2026, 1)),
            ["2026 жылғы 1-тоқсан", "1 квартал 2026 года", "1st quarter of 2026"],
        );
        check(
            |l| l.quarter(Month::of(DAY)),
            ["2026 жылғы 4-тоқсан", "4 квартал 2026 года", "4th quarter of 2026"],
        );
    }

    #[test]
    fn every_month_has_its_name_in_every_language() {
        let names = |say: &dyn Fn(&L10n, Month) -> String, lang| -> String {
            (1..=12)
                .map(|number| say(L10n::get(lang), Month::new(2026, number)))
                .collect::<Vec<_>>()
                .join("; ")
                .replace("2026", "")
        };
        let month = |l: &L10n, month| l.month(month);
        assert_eq!(
            names(&month, Lang::Kk),
            " жылғы қаңтар;  жылғы ақпан;  жылғы наурыз;  жылғы сәуір;  жылғы мамыр;  жылғы маусым;  жылғы шілде;  \
             жылғы тамыз;  жылғы қыркүйек;  жылғы қазан;  жылғы қараша;  жылғы желтоқсан"
        );
        assert_eq!(
            names(&month, Lang::Ru).replace("  года", ""),
            "январь; февраль; март; апрель; май; июнь; июль; август; сентябрь; октябрь; ноябрь; декабрь"
        );
        let day = |l: &L10n, month: Month| l.long_date(month.first());
        assert_eq!(
            names(&day, Lang::Ru).replace("  г.", ""),
            "1 января; 1 февраля; 1 марта; 1 апреля; 1 мая; 1 июня; 1 июля; 1 августа; 1 сентября; 1 октября; 1 ноября; 1 декабря"
        );
        assert_eq!(
            names(&month, Lang::En),
            "January ; February ; March ; April ; May ; June ; July ; August ; September ; October ; November ; December "
        );
    }

    #[test]
    fn a_moment_is_shown_in_the_zone() {
        let moment = Timestamp::constant(1_795_321_200, 0);
        let zone = TimeZone::get("Asia/Almaty").unwrap_or(TimeZone::UTC);
        assert_eq!(L10n::get(Lang::Kk).moment(&moment, &TimeZone::UTC), "22.11.2026 04:20");
        assert_eq!(L10n::get(Lang::Kk).moment(&moment, &zone), "22.11.2026 09:20");
    }

    #[test]
    fn a_span_names_its_years_once_where_it_can() {
        let (first, last) = (Date::constant(2026, 7, 1), Date::constant(2026, 11, 22));
        check(
            |l| l.from_until(first, last),
            ["2026 жылғы 1 шілде – 22 қараша", "1 июля – 22 ноября 2026 года", "1 July – 22 November 2026"],
        );
        check(
            |l| l.from_until(Date::constant(2025, 7, 1), last),
            [
                "2025 жылғы 1 шілде – 2026 жылғы 22 қараша",
                "1 июля 2025 года – 22 ноября 2026 года",
                "1 July 2025 – 22 November 2026",
            ],
        );
        check(|l| l.from_until(DAY, DAY), ["2026 ж. 3 қараша", "3 ноября 2026 г.", "3 November 2026"]);
    }
}
