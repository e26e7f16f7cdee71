//! Postcodes and points on the National Grid. Distances are straight lines: at the size of a county a plane is exact to a
//! part in a thousand, and no trigonometry need be loaded.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A point on the British National Grid, in metres (OSGB36, EPSG:27700).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Point {
    /// Metres east of the false origin.
    pub east: u32,
    /// Metres north of the false origin.
    pub north: u32,
}

/// Metres in a mile.
pub const MILE: f64 = 1609.344;

impl Point {
    /// Metres in a straight line to another point.
    pub fn metres(self, to: Point) -> f64 {
        let east = f64::from(self.east) - f64::from(to.east);
        let north = f64::from(self.north) - f64::from(to.north);
        east.hypot(north)
    }

    /// Miles in a straight line to another point.
    pub fn miles(self, to: Point) -> f64 {
        self.metres(to) / MILE
    }

    /// The middle of some points: half of them lie on either side, so a few far ones do not draw it out of town.
    pub fn middle(points: impl IntoIterator<Item = Point>) -> Option<Point> {
        let (mut east, mut north): (Vec<u32>, Vec<u32>) =
            points.into_iter().map(|point| (point.east, point.north)).unzip();
        east.sort_unstable();
        north.sort_unstable();
        let half = east.len() / 2;
        Some(Point { east: *east.get(half)?, north: *north.get(half)? })
    }
}

/// A UK postcode, or its first half, as people write it. BS 7666; the special cases of the forces are left out.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Postcode {
    /// The first half: `DT1`.
    pub outcode: String,
    /// The second half, or as much of it as was given: `1XJ`, `1`, or nothing.
    pub incode: String,
}

impl Postcode {
    /// Reads a postcode or the beginning of one, however it is spaced. `None` if it cannot be one.
    ///
    /// `DT11` is an outcode of its own, `DT1 1` the beginning of a postcode in DT1: only a space tells them apart.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_uppercase();
        let mut parts = text.split_ascii_whitespace();
        let (outcode, incode) = match (parts.next()?, parts.next(), parts.next()) {
            (one, None, _) if is_outcode(one) => (one, ""),
            (one, None, _) if one.is_ascii() && one.len() > 4 => one.split_at(one.len() - 3),
            (out, Some(inn), None) => (out, inn),
            _ => return None,
        };
        let whole = is_outcode(outcode) && (incode.is_empty() || is_incode(incode));
        whole.then(|| Self { outcode: outcode.to_owned(), incode: incode.to_owned() })
    }

    /// Whether both halves are whole.
    pub fn is_whole(&self) -> bool {
        self.incode.len() == 3
    }

    /// Whether this is the beginning of another: `DT1 1` of `DT1 1XJ`, and `DT1` of both.
    pub fn begins(&self, other: &Postcode) -> bool {
        self.outcode == other.outcode && other.incode.starts_with(&self.incode)
    }
}

impl fmt::Display for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.outcode)?;
        if self.incode.is_empty() { Ok(()) } else { write!(f, " {}", self.incode) }
    }
}

/// One or two letters, a figure, and perhaps one more figure or letter.
fn is_outcode(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = text.as_bytes().get(letters..).unwrap_or_default();
    (1..=2).contains(&letters)
        && match rest {
            [figure] => figure.is_ascii_digit(),
            [figure, last] => figure.is_ascii_digit() && last.is_ascii_alphanumeric(),
            _ => false,
        }
}

/// A figure and two letters, or the beginning of that.
fn is_incode(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() <= 3
        && bytes.first().is_some_and(u8::is_ascii_digit)
        && bytes[1..].iter().all(|byte| byte.is_ascii_uppercase() && !b"CIKMOV".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postcodes_are_read_however_they_are_spaced() {
        for (written, read) in [
            ("DT1 1XJ", Some("DT1 1XJ")),
            (" dt11xj ", Some("DT1 1XJ")),
            ("dt1  1xj", Some("DT1 1XJ")),
            ("DT11 7AB", Some("DT11 7AB")),
            ("dt117ab", Some("DT11 7AB")),
            ("DT11", Some("DT11")),
            ("DT1 1", Some("DT1 1")),
            ("sw1a 1aa", Some("SW1A 1AA")),
            ("W1A", Some("W1A")),
            ("Dorchester", None),
            ("DT", None),
            ("DT1 1XJ 2", None),
            ("DT1 XJ1", None),
            ("D77T", None),
            ("DT1 1CI", None),
            ("", None),
            ("é1 1AA", None),
        ] {
            assert_eq!(Postcode::parse(written).map(|code| code.to_string()).as_deref(), read, "{written}");
        }
    }

    #[test]
    fn a_beginning_is_told_from_another_outcode() {
        let code = |text| Postcode::parse(text).unwrap();
        assert!(code("DT1").begins(&code("DT1 1XJ")) && code("DT1 1").begins(&code("DT1 1XJ")));
        assert!(!code("DT1").begins(&code("DT11 7AB")) && !code("DT1 2").begins(&code("DT1 1XJ")));
    }

    #[test]
    fn distance_is_a_straight_line() {
        let (dorchester, weymouth) = (Point { east: 369_263, north: 90_590 }, Point { east: 367_900, north: 78_742 });
        assert!((dorchester.miles(weymouth) - 7.4).abs() < 0.05);
        assert_eq!(Point::middle([dorchester, weymouth, dorchester]), Some(dorchester));
        assert_eq!(Point::middle([]), None);
    }
}
