//! What the server counts of itself, and how Prometheus reads it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Upper ends of the classes of latency, in microseconds, and as Prometheus writes them in seconds.
const CLASSES: [(u64, &str); 10] = [
    (1_000, "0.001"),
    (5_000, "0.005"),
    (10_000, "0.01"),
    (20_000, "0.02"),
    (50_000, "0.05"),
    (100_000, "0.1"),
    (250_000, "0.25"),
    (500_000, "0.5"),
    (1_000_000, "1"),
    (5_000_000, "5"),
];

/// Counters of one server.
#[derive(Debug, Default)]
pub struct Metrics {
    answers: Mutex<BTreeMap<Key, Series>>,
    open: Arc<AtomicI64>,
    accepted: AtomicU64,
}

/// A pattern of a route, never a path: a path would name people and grow without end.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    route: String,
    method: &'static str,
    status: u16,
}

#[derive(Debug, Default)]
struct Series {
    count: u64,
    micros: u64,
    classes: [u64; CLASSES.len()],
}

/// A connection that is counted as open while this lives.
pub(crate) struct Open(Arc<AtomicI64>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Metrics {
    /// Counts an answer.
    pub(crate) fn answered(&self, route: &str, method: &'static str, status: u16, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let route = route.to_owned();
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let series = answers.entry(Key { route, method, status }).or_default();
        series.count += 1;
        series.micros = series.micros.saturating_add(micros);
        for (class, (most, _)) in series.classes.iter_mut().zip(CLASSES) {
            *class += u64::from(micros <= most);
        }
    }

    /// Counts a connection.
    pub(crate) fn connected(&self) -> Open {
        self.accepted.fetch_add(1, Ordering::Relaxed);
        self.open.fetch_add(1, Ordering::Relaxed);
        Open(Arc::clone(&self.open))
    }

    /// How many connections are open.
    #[must_use]
    pub fn open(&self) -> i64 {
        self.open.load(Ordering::Relaxed)
    }

    /// Everything in the text format of Prometheus.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::from("# TYPE qorgau_http_request_duration_seconds histogram\n");
        let answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        for (key, series) in answers.iter() {
            write_series(&mut text, key, series);
        }
        let _ = write!(
            text,
            "# TYPE qorgau_connections_open gauge\nqorgau_connections_open {}\n\
             # TYPE qorgau_connections_accepted_total counter\nqorgau_connections_accepted_total {}\n",
            self.open(),
            self.accepted.load(Ordering::Relaxed)
        );
        text
    }
}

fn write_series(text: &mut String, key: &Key, series: &Series) {
    const NAME: &str = "qorgau_http_request_duration_seconds";
    let labels = format!("route=\"{}\",method=\"{}\",status=\"{}\"", key.route, key.method, key.status);
    for (count, (_, most)) in series.classes.iter().zip(CLASSES) {
        let _ = writeln!(text, "{NAME}_bucket{{{labels},le=\"{most}\"}} {count}");
    }
    let _ = writeln!(text, "{NAME}_bucket{{{labels},le=\"+Inf\"}} {}", series.count);
    let _ = writeln!(text, "{NAME}_sum{{{labels}}} {}.{:06}", series.micros / 1_000_000, series.micros % 1_000_000);
    let _ = writeln!(text, "{NAME}_count{{{labels}}} {}", series.count);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_by_route_and_status_into_growing_classes() {
        let metrics = Metrics::default();
        metrics.answered("/{lang}/", "GET", 200, Duration::from_millis(3));
        metrics.answered("/{lang}/", "GET", 200, Duration::from_secs(9));
        let text = metrics.text();
        let labels = "route=\"/{lang}/\",method=\"GET\",status=\"200\"";
        for line in [
            format!("qorgau_http_request_duration_seconds_bucket{{{labels},le=\"0.001\"}} 0"),
            format!("qorgau_http_request_duration_seconds_bucket{{{labels},le=\"0.005\"}} 1"),
            format!("qorgau_http_request_duration_seconds_bucket{{{labels},le=\"+Inf\"}} 2"),
            format!("qorgau_http_request_duration_seconds_sum{{{labels}}} 9.003000"),
        ] {
            assert!(text.contains(&line), "{line} is not in\n{text}");
        }
    }

    #[test]
    fn a_connection_is_open_while_it_lives() {
        let metrics = Metrics::default();
        let open = metrics.connected();
        assert_eq!(metrics.open(), 1);
        drop(open);
        assert_eq!(metrics.open(), 0);
        assert!(metrics.text().contains("qorgau_connections_accepted_total 1"));
    }
}
