//! Reads the fixes of a receiver from its file: GPX, or a table with a line a fix as patrol software writes it.

use csv::StringRecord;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use qorgau_domain::track::Fix;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::TrackFault;
use crate::import::{Encoding, delimiter};

/// The most fixes of a file: a fix a second for more than two days.
const MOST_FIXES: usize = 200_000;

/// Receivers tell how weak their satellites stand (HDOP), not how far off they are: about so many metres for each of it.
const METRES_PER_HDOP: f64 = 5.0;

/// What columns may be called, by what they hold.
const LATITUDE: [&str; 4] = ["lat", "latitude", "y", "ендік"];
const LONGITUDE: [&str; 5] = ["lon", "lng", "longitude", "x", "бойлық"];
const TIME: [&str; 6] = ["fixtime", "time", "timestamp", "datetime", "date", "уақыт"];
const ACCURACY: [&str; 4] = ["accuracy", "acc", "horizontal_accuracy", "дәлдік"];
const JUNK: [&str; 2] = ["junk_status", "junk"];

/// A fix that the file itself calls junk is as far off as can be.
const JUNK_ACCURACY: i64 = i64::MAX;

/// The fixes of a file in any order. A time without a zone is one of the service's clocks.
///
/// # Errors
/// When it is neither GPX nor a table with latitude, longitude and time, or a fix in it cannot be read.
pub(super) fn fixes(bytes: &[u8], zone: &TimeZone) -> Result<Vec<Fix>, TrackFault> {
    let encoding = Encoding::guess("", bytes);
    let text = encoding.decode(bytes).map_err(|_| TrackFault::NoTrack)?;
    if text.trim_start().starts_with('<') {
        gpx(&text, zone)
    } else {
        table(&text, zone)
    }
}

/// A point of a GPX track on its way.
#[derive(Default)]
struct Point {
    lat: i64,
    lon: i64,
    time: String,
    hdop: String,
}

fn gpx(text: &str, zone: &TimeZone) -> Result<Vec<Fix>, TrackFault> {
    let mut reader = Reader::from_str(text);
    let (mut fixes, mut point, mut within) = (Vec::new(), None::<Point>, String::new());
    let (mut is_gpx, mut untimed) = (false, 0_usize);
    loop {
        match reader.read_event().map_err(|_| TrackFault::NoTrack)? {
            Event::Start(tag) => match tag.local_name().into_inner() {
                "gpx" => is_gpx = true,
                "trkpt" => point = Some(begun(&tag, fixes.len())?),
                name if point.is_some() => name.clone_into(&mut within),
                _ => {}
            },
            // A point without a time is of no use to a track.
            Event::Empty(tag) if tag.local_name().into_inner() == "trkpt" => untimed += 1,
            Event::Text(text) => {
                if let Some(point) = &mut point {
                    match within.as_str() {
                        "time" => point.time.push_str(&text.xml_content(XmlVersion::Implicit1_0)),
                        "hdop" => point.hdop.push_str(&text.xml_content(XmlVersion::Implicit1_0)),
                        _ => {}
                    }
                }
            }
            Event::End(tag) => {
                within.clear();
                if tag.local_name().into_inner() == "trkpt"
                    && let Some(point) = point.take()
                {
                    match moment(point.time.trim(), zone) {
                        Some(at) => keep(&mut fixes, point.fix(at))?,
                        None => untimed += 1,
                    }
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    match (is_gpx, fixes.is_empty()) {
        (false, _) => Err(TrackFault::NoTrack),
        (true, true) if untimed > 0 => Err(TrackFault::NoTimes),
        _ => Ok(fixes),
    }
}

/// The place at which a point begins; `before` fixes were read before it.
fn begun(tag: &BytesStart<'_>, before: usize) -> Result<Point, TrackFault> {
    let degrees = |name: &str, most: i64| {
        let value = tag.try_get_attribute(name).ok().flatten()?.normalized_value(XmlVersion::Implicit1_0).ok()?;
        millionths(&value, most)
    };
    match (degrees("lat", 90), degrees("lon", 180)) {
        (Some(lat), Some(lon)) => Ok(Point { lat, lon, ..Point::default() }),
        _ => Err(TrackFault::Fix(before + 1)),
    }
}

impl Point {
    fn fix(&self, at: Timestamp) -> Fix {
        let metres = self.hdop.trim().parse::<f64>().ok().filter(|hdop| hdop.is_finite() && *hdop >= 0.0);
        Fix {
            at,
            lat: self.lat,
            lon: self.lon,
            accuracy: metres.map(|hdop| whole(hdop * METRES_PER_HDOP)),
        }
    }
}

/// The places of the columns of a table.
struct Columns {
    lat: usize,
    lon: usize,
    time: usize,
    accuracy: Option<usize>,
    junk: Option<usize>,
}

impl Columns {
    fn of(head: &StringRecord) -> Option<Self> {
        let names: Vec<String> = head.iter().map(|name| name.trim().to_lowercase()).collect();
        // The names stand in the order of their likelihood: `fixtime` is meant before `time`.
        let at = |known: &[&str]| known.iter().find_map(|known| names.iter().position(|name| name == known));
        Some(Columns {
            lat: at(&LATITUDE)?,
            lon: at(&LONGITUDE)?,
            time: at(&TIME)?,
            accuracy: at(&ACCURACY),
            junk: at(&JUNK),
        })
    }

    fn fix(&self, line: &StringRecord, zone: &TimeZone) -> Option<Fix> {
        let cell = |at: usize| line.get(at).map(str::trim);
        let junk = self.junk.and_then(cell).is_some_and(|said| said.eq_ignore_ascii_case("true") || said == "1");
        let said = self.accuracy.and_then(cell).filter(|said| !said.is_empty());
        let accuracy = match said {
            Some(said) => Some(whole(said.replace(',', ".").parse::<f64>().ok().filter(|metres| metres.is_finite())?)),
            None => None,
        };
        Some(Fix {
            at: moment(cell(self.time)?, zone)?,
            lat: millionths(cell(self.lat)?, 90)?,
            lon: millionths(cell(self.lon)?, 180)?,
            accuracy: if junk { Some(JUNK_ACCURACY) } else { accuracy },
        })
    }
}

fn table(text: &str, zone: &TimeZone) -> Result<Vec<Fix>, TrackFault> {
    let delimiter = u8::try_from(delimiter(text)).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let columns = reader.headers().ok().and_then(Columns::of).ok_or(TrackFault::NoTrack)?;
    let mut fixes = Vec::new();
    for line in reader.records() {
        let fix = line.ok().and_then(|line| columns.fix(&line, zone));
        let at = fixes.len() + 1;
        keep(&mut fixes, fix.ok_or(TrackFault::Fix(at))?)?;
    }
    Ok(fixes)
}

fn keep(fixes: &mut Vec<Fix>, fix: Fix) -> Result<(), TrackFault> {
    if fixes.len() == MOST_FIXES {
        return Err(TrackFault::Many(MOST_FIXES));
    }
    fixes.push(fix);
    Ok(())
}

/// Degrees in millionths; `None` where it is no number or more than so many.
fn millionths(text: &str, most: i64) -> Option<i64> {
    let degrees: f64 = text.trim().replace(',', ".").parse().ok()?;
    #[allow(clippy::cast_possible_truncation, reason = "checked to be a few hundred million")]
    let whole = (degrees * 1_000_000.0).round() as i64;
    (degrees.is_finite() && whole.abs() <= most * 1_000_000).then_some(whole)
}

#[allow(clippy::cast_possible_truncation, reason = "a float above all whole numbers becomes the greatest of them")]
fn whole(metres: f64) -> i64 {
    metres.ceil() as i64
}

/// A moment as machines write it, with a zone or by the clocks of one.
fn moment(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    let local: DateTime = text.parse().ok()?;
    local.to_zoned(zone.clone()).ok().map(|zoned: Zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GPX: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="receiver" xmlns="http://www.topografix.com/GPX/1/1"><metadata><time>2026-11-02T00:00:00Z</time></metadata>
<wpt lat="1" lon="1"><time>2026-11-01T00:00:00Z</time></wpt>
<trk><name>R&amp;D</name><trkseg>
<trkpt lat="43.25" lon="76.9"><ele>800</ele><time>2026-11-02T03:00:00Z</time><hdop>1.2</hdop></trkpt>
<trkpt lat="43.250001" lon="-76.900001"><time>2026-11-02T08:00:30+05:00</time></trkpt>
<trkpt lat="43.3" lon="76.9"/></trkseg></trk></gpx>"#;

    fn read(text: &str) -> Result<Vec<Fix>, TrackFault> {
        fixes(text.as_bytes(), &TimeZone::fixed(jiff::tz::offset(5)))
    }

    #[test]
    fn gpx_is_read_with_its_times_and_what_it_says_of_its_accuracy() {
        let read = read(GPX).unwrap();
        let seen: Vec<_> = read.iter().map(|fix| (fix.at.to_string(), fix.lat, fix.lon, fix.accuracy)).collect();
        assert_eq!(
            seen,
            [
                ("2026-11-02T03:00:00Z".to_owned(), 43_250_000, 76_900_000, Some(6)),
                ("2026-11-02T03:00:30Z".to_owned(), 43_250_001, -76_900_001, None),
            ]
        );
    }

    #[test]
    fn a_table_is_read_by_its_heads_and_its_clocks() {
        let text = "patrol_id;time;fixtime;lon;lat;junk_status\n1;x;2026-11-02 08:00:00;76,9;43,25;False\n1;x;2026-11-02 08:01:00.5+00:00;76.9;43.25;True\n";
        let read = read(text).unwrap();
        assert_eq!(read.first().unwrap().at.to_string(), "2026-11-02T03:00:00Z");
        assert_eq!(read.last().unwrap().at.to_string(), "2026-11-02T08:01:00.5Z");
        assert_eq!((read.first().unwrap().accuracy, read.last().unwrap().accuracy), (None, Some(JUNK_ACCURACY)));
    }

    #[test]
    fn what_is_no_track_is_named() {
        assert_eq!(read(""), Err(TrackFault::NoTrack));
        assert_eq!(read("<html></html>"), Err(TrackFault::NoTrack));
        assert_eq!(read("<gpx><trkpt lat=\"1\""), Err(TrackFault::NoTrack));
        assert_eq!(read("name,km\nx,3\n"), Err(TrackFault::NoTrack));
        assert_eq!(
            read("<gpx><trk><trkseg><trkpt lat=\"1\" lon=\"2\"></trkpt></trkseg></trk></gpx>"),
            Err(TrackFault::NoTimes)
        );
        assert_eq!(
            read("<gpx><trkpt lat=\"91\" lon=\"2\"><time>2026-11-02T03:00:00Z</time></trkpt></gpx>"),
            Err(TrackFault::Fix(1))
        );
        assert_eq!(read("lat,lon,time\n1,2,2026-11-02T03:00:00Z\n1,2,yesterday\n"), Err(TrackFault::Fix(2)));
        assert_eq!(read("<gpx></gpx>"), Ok(Vec::new()));
    }
}
