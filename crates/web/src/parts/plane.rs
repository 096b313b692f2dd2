//! Where a drawing lies on the earth. Degrees of longitude are as long as in the middle of it.

use std::fmt::Write as _;

/// How wide a drawing is, in its own units.
pub(super) const WIDTH: f64 = 960.0;

/// The length of a degree of latitude, in kilometres.
const DEGREE: f64 = 111.195;

/// A piece of the earth laid flat. Places are longitude and latitude.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plane {
    west: f64,
    north: f64,
    across: f64,
    down: f64,
    height: f64,
}

/// The ends of some places.
#[derive(Debug, Clone, Copy)]
struct Ends {
    west: f64,
    east: f64,
    south: f64,
    north: f64,
}

impl Ends {
    fn of(places: impl Iterator<Item = (f64, f64)>) -> Option<Self> {
        places.fold(None, |ends, (lon, lat)| {
            let ends = ends.unwrap_or(Ends {
                west: lon,
                east: lon,
                south: lat,
                north: lat,
            });
            Some(Ends {
                west: ends.west.min(lon),
                east: ends.east.max(lon),
                south: ends.south.min(lat),
                north: ends.north.max(lat),
            })
        })
    }
}

impl Plane {
    /// As high as places ask for that fill its width.
    pub(super) fn around(places: impl Iterator<Item = (f64, f64)>) -> Self {
        let ends = Ends::of(places).unwrap_or(Ends {
            west: 0.0,
            east: 0.0,
            south: 0.0,
            north: 0.0,
        });
        let squeeze = f64::midpoint(ends.south, ends.north).to_radians().cos();
        let across = WIDTH / (ends.east - ends.west).max(0.001);
        let down = across / squeeze.max(0.1);
        Plane {
            west: ends.west,
            north: ends.north,
            across,
            down,
            height: ((ends.north - ends.south) * down).max(1.0).round(),
        }
    }

    /// Of a given height, with all places in the middle and air around them; `None` without places.
    pub(super) fn holding(places: impl Iterator<Item = (f64, f64)>, height: f64) -> Option<Self> {
        let ends = Ends::of(places)?;
        let (lon, lat) = (f64::midpoint(ends.west, ends.east), f64::midpoint(ends.south, ends.north));
        let squeeze = lat.to_radians().cos().max(0.1);
        // At least some hundred metres, so that a single place is not blown up to the whole drawing.
        let wide = ((ends.east - ends.west) * squeeze).max(0.005) * 1.15;
        let high = (ends.north - ends.south).max(0.005) * 1.15;
        let down = (WIDTH / wide).min(height / high);
        let across = down * squeeze;
        Some(Plane {
            west: lon - WIDTH / 2.0 / across,
            north: lat + height / 2.0 / down,
            across,
            down,
            height,
        })
    }

    pub(super) fn height(&self) -> f64 {
        self.height
    }

    /// Where a place lies in the drawing.
    pub(super) fn at(&self, (lon, lat): (f64, f64)) -> (f64, f64) {
        ((lon - self.west) * self.across, (self.north - lat) * self.down)
    }

    /// How wide so many kilometres are.
    pub(super) fn kilometres(&self, km: f64) -> f64 {
        km / DEGREE * self.down
    }

    /// A line as a path.
    pub(super) fn line(&self, places: &[(f64, f64)]) -> String {
        let mut path = String::new();
        let mut start = 'M';
        for place in places {
            let (x, y) = self.at(*place);
            let _ = write!(path, "{start}{x:.1} {y:.1}");
            start = 'L';
        }
        path
    }

    /// A ring as a path.
    pub(super) fn ring(&self, places: &[(f64, f64)]) -> String {
        let mut path = self.line(places);
        path.push('Z');
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lie_in_the_middle_and_a_kilometre_is_as_long_up_as_across() {
        let places = [(70.0, 50.0), (70.2, 50.01)];
        let plane = Plane::holding(places.into_iter(), 480.0).unwrap();
        let (x, y) = plane.at((70.1, 50.005));
        assert!((x - WIDTH / 2.0).abs() < 0.01 && (y - 240.0).abs() < 0.01, "{x} {y}");
        for (x, y) in places.map(|place| plane.at(place)) {
            assert!((0.0..=WIDTH).contains(&x) && (0.0..=480.0).contains(&y), "{x} {y}");
        }
        // A degree of latitude is 111.195 km; one of longitude so many times the cosine of the latitude.
        let up = plane.at((70.0, 50.0)).1 - plane.at((70.0, 50.01)).1;
        let across = plane.at((70.01, 50.005)).0 - plane.at((70.0, 50.005)).0;
        assert!((up - plane.kilometres(1.11195)).abs() < 0.01, "{up}");
        assert!((across - plane.kilometres(1.11195 * 50.005_f64.to_radians().cos())).abs() < 0.01, "{across}");
        assert!(Plane::holding(std::iter::empty(), 480.0).is_none());
    }
}
