//! Where the labels of the weights stand. Beside its line and turned with it, where all labels between two layers can
//! stand so without touching another line or each other. Otherwise they are a crowd: level and on their lines.

use super::geometry::{HEADS, LABEL, LINE, Line, Point};

/// Lengths that are tried, the most comfortable one first.
const LENGTHS: [f64; 8] = [96.0, 88.0, 80.0, 74.0, 68.0, 62.0, 56.0, 50.0];
/// From a line to the middle of its label: half a line of text, half of the widest line, and a little air.
const OFF: f64 = LINE / 2.0 + 3.5;
/// Air between a label and the middle of another line, between two labels, and between a label and the boxes.
const FROM_LINES: f64 = 3.0;
const FROM_LABELS: f64 = 1.0;
const FROM_BOXES: f64 = 2.0;
/// Places along a line that are tried.
const PLACES: u32 = 24;
/// How much it speaks against a place that it is below the line.
const BELOW: f64 = 0.15;
/// More lines than this are a crowd without a try.
const MANY: usize = 12;
/// Places that are tried before the labels count as a crowd.
const PATIENCE: usize = 4000;

/// A rectangle that is turned about its middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Slab {
    pub(super) middle: Point,
    /// Radians, clockwise.
    pub(super) angle: f64,
    pub(super) length: f64,
    pub(super) height: f64,
}

impl Slab {
    /// A level one with room for a line of text.
    pub(super) fn level(middle: Point) -> Self {
        Self { middle, angle: 0.0, length: LABEL, height: LINE }
    }

    pub(super) fn corners(&self) -> [Point; 4] {
        let (sin, cos) = self.angle.sin_cos();
        let (long, tall) = (self.length / 2.0, self.height / 2.0);
        [(-long, -tall), (long, -tall), (long, tall), (-long, tall)]
            .map(|(x, y)| Point { x: self.middle.x + x * cos - y * sin, y: self.middle.y + x * sin + y * cos })
    }

    /// How far it is from another one; negative where they overlap.
    pub(super) fn apart(&self, other: &Self) -> f64 {
        separation(&self.corners(), &other.corners())
    }

    /// How far it is from the middle of a line; negative where the line goes through it.
    pub(super) fn beside(&self, line: &Line) -> f64 {
        separation(&self.corners(), &[line.start, line.end])
    }

    fn is_between(&self, left: f64, right: f64) -> bool {
        self.corners().iter().all(|corner| corner.x >= left && corner.x <= right)
    }

    /// Moved up or down so that it stays between these heights.
    fn kept(mut self, top: f64, bottom: f64) -> Self {
        let heights = self.corners().map(|corner| corner.y);
        let highest = heights.iter().copied().fold(f64::INFINITY, f64::min);
        let lowest = heights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        self.middle.y += if highest < top { top - highest } else { (bottom - lowest).min(0.0) };
        self
    }
}

/// The widest gap between two convex shapes that a straight cut along a side of one of them can go through; negative
/// where they overlap.
fn separation(one: &[Point], other: &[Point]) -> f64 {
    let mut widest = f64::NEG_INFINITY;
    for shape in [one, other] {
        for (from, to) in shape.iter().zip(shape.iter().cycle().skip(1)) {
            let (x, y) = (from.y - to.y, to.x - from.x);
            let length = x.hypot(y);
            if length > 0.0 {
                let (one, other) = (extent(one, x / length, y / length), extent(other, x / length, y / length));
                widest = widest.max(one.0 - other.1).max(other.0 - one.1);
            }
        }
    }
    widest
}

/// From where to where a shape reaches in a direction.
fn extent(shape: &[Point], x: f64, y: f64) -> (f64, f64) {
    let places = shape.iter().map(|point| point.x * x + point.y * y);
    places.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), place| (least.min(place), most.max(place)))
}

impl Line {
    /// Whether its label stands beside it, and not on it.
    pub(super) fn is_beside(&self) -> bool {
        self.grows != 0.0
    }

    /// The board of so many lines of text at the label's place: it grows away from the weight's line and stays in the
    /// drawing. What is asked for may be as long as it likes.
    pub(super) fn board(&self, asked: bool, lines: usize, height: f64) -> Slab {
        let slab = if asked { self.asked } else { self.label };
        let more = self.grows * lines.saturating_sub(1) as f64 * LINE / 2.0;
        let (sin, cos) = slab.angle.sin_cos();
        let middle = Point { x: slab.middle.x - more * sin, y: slab.middle.y + more * cos };
        Slab { middle, height: lines.max(1) as f64 * LINE, ..slab }.kept(HEADS, height - 2.0)
    }
}

/// A place for a label.
#[derive(Clone, Copy)]
struct Spot {
    slab: Slab,
    above: bool,
    dislike: f64,
}

impl Spot {
    /// This far along a line, above or below it.
    fn new(line: &Line, share: f64, above: bool, length: f64) -> Self {
        let (dx, dy) = (line.end.x - line.start.x, line.end.y - line.start.y);
        // The normal points up.
        let off = if above { OFF } else { -OFF };
        let off = off / dx.hypot(dy).max(1.0);
        let middle = Point { x: line.start.x + share * dx + off * dy, y: line.start.y + share * dy - off * dx };
        let slab = Slab { middle, angle: dy.atan2(dx), length, height: LINE };
        Self { slab, above, dislike: (share - 0.5).abs() + if above { 0.0 } else { BELOW } }
    }

    fn is_inside(&self, line: &Line) -> bool {
        self.slab.is_between(line.start.x + FROM_BOXES, line.end.x - FROM_BOXES)
    }

    /// Whether it touches none of the other labels.
    fn fits(&self, own: usize, chosen: &[Self]) -> bool {
        let mut others = chosen.iter().enumerate().filter(|(index, _)| *index != own);
        others.all(|(_, other)| self.slab.apart(&other.slab) >= FROM_LABELS)
    }
}

/// Gives all labels between two layers places beside their lines. `false`: there is no room, nothing is changed.
pub(super) fn stand_beside(lines: &mut [Line]) -> bool {
    if lines.len() > MANY {
        return false;
    }
    let Some(chosen) = LENGTHS.iter().find_map(|length| arrange(lines, *length)) else { return false };
    let chosen = stretched(lines, chosen);
    for (line, spot) in lines.iter_mut().zip(chosen) {
        line.label = spot.slab;
        line.asked = longest(line, spot);
        line.grows = if spot.above { -1.0 } else { 1.0 };
        line.roomy = true;
    }
    true
}

/// Places for all labels of one length, liked ones first; `None` when there are none.
fn arrange(lines: &[Line], length: f64) -> Option<Vec<Spot>> {
    let spots: Vec<Vec<Spot>> = (0..lines.len()).map(|index| spots(lines, index, length)).collect();
    if spots.iter().any(Vec::is_empty) {
        return None;
    }
    // Whoever has the fewest places chooses first.
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by_key(|index| spots[*index].len());
    let (mut chosen, mut patience) = (vec![None; lines.len()], PATIENCE);
    if !settle(&spots, &order, &mut chosen, &mut patience) {
        return None;
    }
    let mut chosen: Vec<Spot> = chosen.into_iter().flatten().collect();
    for _ in 0..2 {
        for (index, spots) in spots.iter().enumerate() {
            if let Some(better) = spots.iter().find(|spot| spot.fits(index, &chosen)).copied() {
                chosen[index] = better;
            }
        }
    }
    Some(chosen)
}

/// The places of one label that are clear of the boxes and of all other lines, the best one first.
fn spots(lines: &[Line], own: usize, length: f64) -> Vec<Spot> {
    let line = &lines[own];
    let shares = (0..=PLACES).map(|place| f64::from(place) / f64::from(PLACES));
    let all = shares.flat_map(|share| [true, false].map(|above| Spot::new(line, share, above, length)));
    let clear = |spot: &Spot| {
        let mut others = lines.iter().enumerate().filter(|(index, _)| *index != own);
        spot.is_inside(line) && others.all(|(_, other)| spot.slab.beside(other) >= FROM_LINES)
    };
    let mut spots: Vec<Spot> = all.filter(clear).collect();
    spots.sort_by(|a, b| a.dislike.total_cmp(&b.dislike));
    spots
}

/// One label after the other takes its best place; who finds none makes the one before take another.
fn settle(spots: &[Vec<Spot>], order: &[usize], chosen: &mut [Option<Spot>], patience: &mut usize) -> bool {
    let Some((index, rest)) = order.split_first() else { return true };
    for spot in &spots[*index] {
        if *patience == 0 {
            return false;
        }
        *patience -= 1;
        if chosen.iter().flatten().all(|other| spot.slab.apart(&other.slab) >= FROM_LABELS) {
            chosen[*index] = Some(*spot);
            if settle(spots, rest, chosen, patience) {
                return true;
            }
            chosen[*index] = None;
        }
    }
    false
}

/// Some have more room than all of them together.
fn stretched(lines: &[Line], mut chosen: Vec<Spot>) -> Vec<Spot> {
    for index in 0..chosen.len() {
        let longer = LENGTHS.iter().filter(|length| **length > chosen[index].slab.length);
        let found = longer.flat_map(|length| spots(lines, index, *length)).find(|spot| spot.fits(index, &chosen));
        if let Some(found) = found {
            chosen[index] = found;
        }
    }
    chosen
}

/// The longest label, as near as can be to the place that was found: those that it touches give way to it.
fn longest(line: &Line, found: Spot) -> Slab {
    let shares = (0..=PLACES).map(|place| f64::from(place) / f64::from(PLACES));
    let spots = shares.map(|share| Spot::new(line, share, found.above, LENGTHS[0])).filter(|spot| spot.is_inside(line));
    let far = |spot: &Spot| (spot.slab.middle.x - found.slab.middle.x).hypot(spot.slab.middle.y - found.slab.middle.y);
    spots.min_by(|a, b| far(a).total_cmp(&far(b))).map_or(found.slab, |spot| spot.slab)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn slab(x: f64, y: f64, angle: f64) -> Slab {
        Slab { middle: Point { x, y }, angle, length: 40.0, height: 10.0 }
    }

    #[wasm_bindgen_test]
    fn rectangles_know_how_far_apart_they_are() {
        assert_eq!(slab(0.0, 0.0, 0.0).apart(&slab(0.0, 30.0, 0.0)), 20.0);
        assert!(slab(0.0, 0.0, 0.0).apart(&slab(20.0, 4.0, 0.0)) < 0.0);
        // Upright beside each other.
        let upright = std::f64::consts::FRAC_PI_2;
        assert!((slab(0.0, 0.0, upright).apart(&slab(30.0, 0.0, upright)) - 20.0).abs() < 1e-9);
    }

    #[wasm_bindgen_test]
    fn a_board_stays_in_the_drawing() {
        let kept = slab(0.0, -50.0, 0.3).kept(36.0, 200.0);
        assert!(kept.corners().iter().all(|corner| corner.y >= 36.0 - 1e-9));
        let kept = slab(0.0, 500.0, 0.3).kept(36.0, 200.0);
        assert!(kept.corners().iter().all(|corner| corner.y <= 200.0 + 1e-9));
        let inside = slab(0.0, 100.0, 0.3);
        assert_eq!(inside.kept(36.0, 200.0), inside);
    }
}
