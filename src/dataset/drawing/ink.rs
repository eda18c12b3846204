//! What has been drawn, as a grid of ink: lines with round ends and soft edges.

/// A square sheet of ink. Places and widths are given as parts of its side, from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Ink {
    side: usize,
    values: Vec<f32>,
}

impl Ink {
    /// An empty sheet of `side × side` pixels.
    pub fn new(side: usize) -> Self {
        Self { side, values: vec![0.0; side * side] }
    }

    /// Pixels along one side.
    pub fn side(&self) -> usize {
        self.side
    }

    /// The ink row by row, 0 (none) to 1.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// Takes all ink away.
    pub fn clear(&mut self) {
        self.values.fill(0.0);
    }

    /// Draws a line with round ends; a line from a point to itself is a dot. What lies beyond the sheet is lost.
    pub fn line(&mut self, from: (f32, f32), to: (f32, f32), radius: f32) {
        let side = self.side as f32;
        let (ax, ay, bx, by) = (from.0 * side, from.1 * side, to.0 * side, to.1 * side);
        // A line thinner than a pixel would leave gaps.
        let radius = (radius * side).max(0.5);
        if ![ax, ay, bx, by, radius].iter().all(|value| value.is_finite()) {
            return;
        }
        let range = |a: f32, b: f32| {
            let first = (a.min(b) - radius - 1.0).floor().max(0.0) as usize;
            let last = (a.max(b) + radius + 1.0).ceil().clamp(0.0, side) as usize;
            first..last
        };
        let (dx, dy) = (bx - ax, by - ay);
        let length_squared = dx * dx + dy * dy;
        for row in range(ay, by) {
            for column in range(ax, bx) {
                let (x, y) = (column as f32 + 0.5, row as f32 + 0.5);
                // The nearest point of the line.
                let along = if length_squared > 0.0 { ((x - ax) * dx + (y - ay) * dy) / length_squared } else { 0.0 };
                let along = along.clamp(0.0, 1.0);
                let distance = (x - ax - along * dx).hypot(y - ay - along * dy);
                let ink = (radius - distance + 0.5).clamp(0.0, 1.0);
                let value = &mut self.values[row * self.side + column];
                *value = value.max(ink);
            }
        }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_dot_is_round() {
        let mut ink = Ink::new(100);
        ink.line((0.5, 0.5), (0.5, 0.5), 0.1);
        let area: f32 = ink.values().iter().sum();
        assert!((area - core::f32::consts::PI * 100.0).abs() < 3.0, "{area}");
    }

    #[test]
    fn a_line_covers_its_points_and_drawing_twice_changes_nothing() {
        let mut ink = Ink::new(50);
        ink.line((0.1, 0.1), (0.9, 0.5), 0.05);
        assert_eq!(ink.values()[15 * 50 + 25], 1.0);
        assert_eq!(ink.values()[45 * 50 + 5], 0.0);
        let before = ink.clone();
        ink.line((0.1, 0.1), (0.9, 0.5), 0.05);
        assert_eq!(ink, before);
        ink.clear();
        assert_eq!(ink, Ink::new(50));
    }

    proptest! {
        #[test]
        fn no_line_is_fatal(
            from in (prop::num::f32::ANY, prop::num::f32::ANY), to in (-2.0_f32..3.0, -2.0_f32..3.0), radius in -1.0_f32..1.0,
        ) {
            let mut ink = Ink::new(20);
            ink.line(from, to, radius);
            ink.line(to, to, radius);
            prop_assert!(ink.values().iter().all(|value| (0.0..=1.0).contains(value)));
        }
    }
}
