//! Axes of charts: where a value lies between two ends, and which values get a tick.

/// How an axis spreads its values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// Equal differences are equally long.
    Linear,
    /// Equal ratios are equally long.
    #[default]
    Log,
}

/// An axis from one value to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    scale: Scale,
    low: f64,
    high: f64,
}

impl Axis {
    /// An axis that shows everything from `low` to `high`. Ends that cannot be shown are mended:
    /// the axis is never empty, and a logarithmic one never reaches zero.
    pub fn new(scale: Scale, low: f64, high: f64) -> Self {
        let (mut low, mut high) = (if low.is_finite() { low } else { 0.0 }, if high.is_finite() { high } else { 1.0 });
        if low > high {
            (low, high) = (high, low);
        }
        match scale {
            Scale::Linear => {
                if high - low < 1e-12 * high.abs().max(1.0) {
                    (low, high) = (low - 0.5, high + 0.5);
                }
            }
            Scale::Log => {
                high = high.max(1e-12);
                low = low.clamp(high * 1e-9, high);
                if high / low < 1.01 {
                    (low, high) = (low / 2.0, high * 2.0);
                }
            }
        }
        Self { scale, low, high }
    }

    /// The two ends.
    pub fn ends(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    /// Where a value lies: 0 at the low end, 1 at the high one, beyond them outside.
    pub fn position(&self, value: f64) -> f64 {
        match self.scale {
            Scale::Linear => (value - self.low) / (self.high - self.low),
            // Zero has no logarithm; it is drawn far below.
            Scale::Log => (value.max(self.low * 1e-3) / self.low).ln() / (self.high / self.low).ln(),
        }
    }

    /// Values that deserve a tick, rising, about `wanted` of them.
    pub fn ticks(&self, wanted: usize) -> Vec<f64> {
        let wanted = wanted.max(2);
        match self.scale {
            Scale::Linear => linear_ticks(self.low, self.high, wanted),
            Scale::Log => {
                let few = log_ticks(self.low, self.high, &[1.0, 2.0, 5.0]);
                let decades = log_ticks(self.low, self.high, &[1.0]);
                if few.len() < 2 {
                    linear_ticks(self.low, self.high, wanted)
                } else if few.len() <= wanted + 1 {
                    few
                } else {
                    let stride = decades.len().div_ceil(wanted).max(1);
                    decades.into_iter().step_by(stride).collect()
                }
            }
        }
    }
}

fn linear_ticks(low: f64, high: f64, wanted: usize) -> Vec<f64> {
    let step = next_nice((high - low) / wanted as f64);
    let first = (low / step - 1e-9).ceil() as i64;
    let last = (high / step + 1e-9).floor() as i64;
    // Division by a power of ten is exact where multiplication with its inverse is not: 3 × 0.1 ≠ 0.3.
    let inverse = (1.0 / step).round();
    let exact = inverse >= 1.0 && (inverse * step - 1.0).abs() < 1e-9;
    (first..=last).map(|k| if exact { k as f64 / inverse } else { k as f64 * step }).collect()
}

fn log_ticks(low: f64, high: f64, multiples: &[f64]) -> Vec<f64> {
    let first = low.log10().floor() as i32;
    let last = high.log10().ceil() as i32;
    let all = (first..=last).flat_map(|decade| multiples.iter().map(move |m| scaled(*m, decade)));
    all.filter(|value| (low * (1.0 - 1e-9)..=high * (1.0 + 1e-9)).contains(value)).collect()
}

fn scaled(multiple: f64, decade: i32) -> f64 {
    if decade < 0 { multiple / 10f64.powi(-decade) } else { multiple * 10f64.powi(decade) }
}

/// The smallest of 1, 2, 5, 10, 20, 50, … (and 0.5, 0.2, 0.1, …) that is not below `value`.
pub fn next_nice(value: f64) -> f64 {
    if !(value.is_finite() && value > 0.0) {
        return 1.0;
    }
    let decade = value.log10().floor() as i32;
    let candidates = [(1.0, decade), (2.0, decade), (5.0, decade), (1.0, decade + 1)];
    let nice = candidates.into_iter().map(|(multiple, decade)| scaled(multiple, decade));
    nice.into_iter().find(|nice| *nice >= value * (1.0 - 1e-9)).unwrap_or_else(|| scaled(1.0, decade + 1))
}

/// Digits after the point that tell these ticks apart.
pub fn tick_digits(ticks: &[f64]) -> usize {
    let smallest = ticks.windows(2).map(|pair| (pair[1] - pair[0]).abs()).chain(ticks.iter().map(|t| t.abs()));
    let smallest = smallest.filter(|gap| *gap > 1e-12).fold(f64::INFINITY, f64::min);
    if smallest.is_finite() { (-(smallest.log10() + 1e-9).floor()).clamp(0.0, 9.0) as usize } else { 0 }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn linear_ticks_are_round_numbers() {
        assert_eq!(Axis::new(Scale::Linear, 0.0, 0.61).ticks(4), [0.0, 0.2, 0.4, 0.6]);
        assert_eq!(Axis::new(Scale::Linear, 0.84, 1.0).ticks(4), [0.85, 0.9, 0.95, 1.0]);
        assert_eq!(Axis::new(Scale::Linear, 0.0, 10.0).ticks(5), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
    }

    #[test]
    fn log_ticks_are_decades_and_their_halves() {
        assert_eq!(Axis::new(Scale::Log, 0.04, 2.4).ticks(5), [0.05, 0.1, 0.2, 0.5, 1.0, 2.0]);
        assert_eq!(Axis::new(Scale::Log, 1e-6, 1.0).ticks(4).len(), 4);
        // Less than one step of 1-2-5: linear ticks.
        assert!(Axis::new(Scale::Log, 0.21, 0.29).ticks(4).len() >= 2);
    }

    #[test]
    fn nice_numbers_and_digits() {
        assert_eq!([0.013, 0.2, 3.0, 7.0, 10.0].map(next_nice), [0.02, 0.2, 5.0, 10.0, 10.0]);
        assert_eq!(tick_digits(&[0.85, 0.9, 0.95]), 2);
        assert_eq!(tick_digits(&[0.0, 2.0, 4.0]), 0);
        assert_eq!(tick_digits(&[0.05, 0.1, 1.0]), 2);
    }

    #[test]
    fn odd_ends_are_mended() {
        assert_eq!(Axis::new(Scale::Linear, 3.0, 3.0).ends(), (2.5, 3.5));
        let (low, high) = Axis::new(Scale::Log, 0.0, 2.0).ends();
        assert!(low > 0.0 && high == 2.0);
        let (low, high) = Axis::new(Scale::Log, f64::NAN, f64::INFINITY).ends();
        assert!(low > 0.0 && low < high);
    }

    proptest! {
        #[test]
        fn ends_are_at_zero_and_one(low in 1e-6_f64..1.0, span in 0.1_f64..1e3, log: bool, wanted in 2_usize..10) {
            let axis = Axis::new(if log { Scale::Log } else { Scale::Linear }, low, low + span);
            prop_assert!(axis.position(low).abs() < 1e-9);
            prop_assert!((axis.position(low + span) - 1.0).abs() < 1e-9);
            let ticks = axis.ticks(wanted);
            prop_assert!(ticks.len() <= 2 * wanted + 2);
            prop_assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert!(ticks.iter().all(|t| (-1e-6..=1.0 + 1e-6).contains(&axis.position(*t))));
        }
    }
}
