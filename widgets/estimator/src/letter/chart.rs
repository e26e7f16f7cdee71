//! Savings over time as shapes to draw, in a box of 450 by 290 units, in which words stay readable on a phone.

use crate::money::Pence;

/// Savings over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// The same in a sentence.
    pub summary: String,
    /// Savings at the start of each week, from week 1.
    pub points: Vec<(u32, Pence)>,
    /// Limits of the law.
    pub limits: Vec<Limit>,
    /// Points worth naming.
    pub marks: Vec<Mark>,
}

/// A limit of the law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// How much.
    pub value: Pence,
    /// What it means.
    pub label: String,
}

/// A point worth naming.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The week.
    pub week: u32,
    /// Savings then.
    pub savings: Pence,
    /// What it is.
    pub label: String,
}

/// The box.
pub const WIDTH: i32 = 450;
/// The box.
pub const HEIGHT: i32 = 290;
const LEFT: i32 = 62;
const RIGHT: i32 = 440;
const TOP: i32 = 24;
const BOTTOM: i32 = 246;

/// Something to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A path of a class.
    Path(&'static str, String),
    /// A dot.
    Dot(i32, i32),
    /// Words of a class, at a point, anchored there.
    Words(&'static str, i32, i32, &'static str, String),
}

/// A step for the scale: 1, 2 or 5 times a power of ten, so that two to five steps fit.
fn step(most: i64) -> i64 {
    let mut power = 1;
    loop {
        for times in [1, 2, 5] {
            if most <= power * times * 4 {
                return power * times;
            }
        }
        power *= 10;
    }
}

/// `£40k` for £40,000.
fn short(pounds: i64) -> String {
    match pounds {
        0 => "£0".into(),
        n if n % 1_000_000 == 0 => format!("£{}m", n / 1_000_000),
        n if n % 1000 == 0 => format!("£{}k", n / 1000),
        n => Pence::pounds(n).to_string(),
    }
}

impl Chart {
    /// All there is to draw, back to front.
    pub fn shapes(&self) -> Vec<Shape> {
        let most = self.points.iter().map(|(_, savings)| savings.0).max().unwrap_or(0).max(100);
        let step = step(most / 100).max(1);
        let top = (most / 100).div_ceil_by(step) * step;
        let weeks = self.points.last().map_or(52, |(week, _)| *week).max(2) - 1;
        let x = |week: u32| LEFT + scaled(i64::from(week.saturating_sub(1)), i64::from(weeks), RIGHT - LEFT);
        let y = |savings: Pence| BOTTOM - scaled(savings.0, top * 100, BOTTOM - TOP);
        let mut shapes = Vec::new();
        let mut at = 0;
        while at <= top {
            let level = y(Pence::pounds(at));
            let class = if at == 0 { "axis" } else { "grid" };
            shapes.push(Shape::Path(class, format!("M{LEFT} {level}H{RIGHT}")));
            shapes.push(Shape::Words("soft", LEFT - 8, level + 5, "end", short(at)));
            at += step;
        }
        let years = weeks.div_ceil(52).max(1);
        let every = years.div_ceil(3).max(1);
        for year in (0..=years).step_by(usize::try_from(every).unwrap_or(1)).filter(|year| year * 52 <= weeks) {
            let at = x(year * 52 + 1);
            shapes.push(Shape::Path("axis", format!("M{at} {BOTTOM}v6")));
            let (words, anchor) = match year {
                0 => ("Now".to_owned(), "middle"),
                1 => ("1 year".to_owned(), "middle"),
                n if at > RIGHT - 30 => (format!("{n} years"), "end"),
                n => (format!("{n} years"), "middle"),
            };
            shapes.push(Shape::Words("soft", at, BOTTOM + 26, anchor, words));
        }
        let line = |level: &Limit| Shape::Path("rule", format!("M{LEFT} {}H{RIGHT}", y(level.value)));
        shapes.extend(self.limits.iter().filter(|limit| limit.value.0 <= top * 100).map(line));
        let mut path = String::new();
        let mut last = (i32::MIN, i32::MIN);
        for (week, savings) in &self.points {
            let point = (x(*week), y(*savings));
            if point != last {
                let letter = if path.is_empty() { 'M' } else { 'L' };
                path.push_str(&format!("{letter}{} {}", point.0, point.1));
                last = point;
            }
        }
        shapes.push(Shape::Path("line", path));
        let above: Vec<(usize, &Limit)> =
            self.limits.iter().enumerate().filter(|(_, l)| l.value.0 <= top * 100).collect();
        for (at, limit) in above {
            // The upper limit is named above its line, the lower one below it.
            let level = y(limit.value) + if at == 0 { -7 } else { 19 };
            shapes.push(Shape::Words("soft", RIGHT, level.min(BOTTOM - 5), "end", limit.label.clone()));
        }
        if let Some((week, savings)) = self.points.first() {
            shapes.push(Shape::Dot(x(*week), y(*savings)));
        }
        for mark in &self.marks {
            let (at, level) = (x(mark.week), y(mark.savings));
            shapes.push(Shape::Path("axis", format!("M{at} {}V{}", level - 9, (level - 52).max(TOP))));
            shapes.push(Shape::Dot(at, level));
            let (side, anchor) = if at > 260 { (-8, "end") } else { (8, "start") };
            shapes.push(Shape::Words("b", at + side, (level - 42).max(TOP + 10), anchor, mark.label.clone()));
        }
        shapes
    }
}

fn scaled(part: i64, whole: i64, length: i32) -> i32 {
    i32::try_from(i128::from(part) * i128::from(length) / i128::from(whole.max(1))).unwrap_or(length)
}

trait DivCeil {
    fn div_ceil_by(self, by: Self) -> Self;
}

impl DivCeil for i64 {
    fn div_ceil_by(self, by: i64) -> i64 {
        (self + by - 1) / by.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_have_two_to_four_steps() {
        for most in [1, 7, 99, 14_250, 23_250, 62_000, 180_000, 1_000_000, 10_000_000] {
            let step = step(most);
            assert!((2..=4).contains(&most.div_ceil_by(step)) || most < 4, "{most} by {step}");
        }
        assert_eq!((short(40_000), short(0), short(500)), ("£40k".into(), "£0".into(), "£500".into()));
    }
}
