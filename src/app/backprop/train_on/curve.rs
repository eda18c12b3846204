//! The loss after each update, thinned so that the list stays short however long the training.

/// Points that are kept.
const MOST: usize = 400;

/// Update and loss, the first and the latest among them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Curve {
    points: Vec<(u64, f64)>,
    /// Only updates that this divides are kept, and the latest.
    stride: u64,
}

/// The lowest and the highest loss of an axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Axis {
    pub(super) low: f64,
    pub(super) high: f64,
    logarithmic: bool,
}

impl Curve {
    /// Before the first update.
    pub(super) fn starting(loss: f64) -> Self {
        Self { points: vec![(0, loss)], stride: 1 }
    }

    pub(super) fn push(&mut self, update: u64, loss: f64) {
        // What was the latest point so far stays only when it is one of those that are kept.
        if self.points.last().is_some_and(|(latest, _)| !latest.is_multiple_of(self.stride)) {
            self.points.pop();
        }
        self.points.push((update, loss));
        if self.points.len() > MOST {
            self.stride *= 2;
            let stride = self.stride;
            self.points.retain(|(kept, _)| *kept == update || kept.is_multiple_of(stride));
        }
    }

    /// The latest loss.
    pub(super) fn latest(&self) -> f64 {
        self.points.last().map_or(f64::NAN, |(_, loss)| *loss)
    }

    /// The loss before the first update.
    pub(super) fn first(&self) -> f64 {
        self.points.first().map_or(f64::NAN, |(_, loss)| *loss)
    }

    /// The number of the latest update.
    pub(super) fn updates(&self) -> u64 {
        self.points.last().map_or(0, |(update, _)| *update)
    }

    /// From 0, or from the smallest loss when the scale is logarithmic.
    pub(super) fn axis(&self, logarithmic: bool) -> Axis {
        let losses = || self.points.iter().map(|(_, loss)| *loss).filter(|loss| loss.is_finite());
        let high = losses().fold(0.0, f64::max);
        let smallest = losses().filter(|loss| *loss > 0.0).fold(high, f64::min);
        Axis { low: if logarithmic { smallest } else { 0.0 }, high, logarithmic }
    }

    /// The points of a line in a box of 100 by 100.
    pub(super) fn outline(&self, logarithmic: bool) -> String {
        let axis = self.axis(logarithmic);
        let width = self.updates().max(1) as f64;
        let place = |(update, loss): &(u64, f64)| {
            let height = axis.height(*loss)?;
            Some(format!("{:.2},{:.2}", 100.0 * *update as f64 / width, 100.0 - 100.0 * height))
        };
        self.points.iter().filter_map(place).collect::<Vec<_>>().join(" ")
    }
}

impl Axis {
    /// Where a loss stands, 0 at the bottom and 1 on top; `None` for what is no number.
    fn height(self, loss: f64) -> Option<f64> {
        if !loss.is_finite() {
            return None;
        }
        let scale = |loss: f64| if self.logarithmic { loss.max(self.low).log10() } else { loss };
        let (low, high) = (scale(self.low), scale(self.high));
        let height = if high > low { (scale(loss) - low) / (high - low) } else { 0.5 };
        Some(height.clamp(0.0, 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_long_training_stays_a_short_list() {
        let mut curve = Curve::starting(1.0);
        for update in 1..=10_000_u64 {
            curve.push(update, 1.0 / (1.0 + update as f64));
        }
        assert!(curve.points.len() <= MOST + 1);
        assert!(curve.points.len() > MOST / 3);
        assert_eq!(curve.updates(), 10_000);
        assert_eq!((curve.first(), curve.latest()), (1.0, 1.0 / 10_001.0));
        assert!(curve.points.is_sorted_by_key(|(update, _)| *update));
    }

    #[wasm_bindgen_test]
    fn the_line_fills_its_box() {
        let mut curve = Curve::starting(1.0);
        curve.push(1, 0.1);
        curve.push(2, 0.01);
        assert_eq!(curve.outline(true), "0.00,0.00 50.00,50.00 100.00,100.00");
        assert_eq!(curve.outline(false), "0.00,0.00 50.00,90.00 100.00,99.00");
        assert_eq!(Curve::starting(f64::NAN).outline(false), "");
    }
}
