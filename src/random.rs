//! Seeded random numbers, the same on every machine.
//!
//! One generator (PCG64, XSL-RR 128/64: also NumPy's `PCG64`) with a separate stream for each purpose,
//! so that drawing more numbers for one purpose never shifts another: the initial weights, the order of
//! the rows in each epoch, the dropout masks.

use rand_core::Rng as _;
use rand_pcg::Pcg64;

/// What the numbers are drawn for. Each purpose has its own stream of the generator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Initial weights.
    Weights,
    /// The order of the rows in one epoch (epochs count from 0).
    Order(u32),
    /// Which units are dropped in one step (steps count from 0 over the whole run).
    Dropout(u64),
    /// How the pictures of one step are shifted.
    Augment(u64),
    /// A made-up batch for comparing and timing backends.
    Probe,
    /// Which rows are held out for validation.
    Holdout,
    /// How the rows of a set that somebody brought along are split.
    OwnSplit,
}

impl Purpose {
    fn stream(self) -> u128 {
        let (kind, index): (u128, u128) = match self {
            Self::Weights => (1, 0),
            Self::Order(epoch) => (2, u128::from(epoch)),
            Self::Dropout(step) => (3, u128::from(step)),
            Self::Augment(step) => (4, u128::from(step)),
            Self::Probe => (5, 0),
            Self::Holdout => (6, 0),
            Self::OwnSplit => (7, 0),
        };
        (kind << 64) | index
    }
}

/// A reproducible source of random numbers.
#[derive(Clone, Debug)]
pub struct Random(Pcg64);

impl Random {
    /// The numbers for one seed and one purpose. NumPy reaches the same stream with
    /// `inc = stream * 2 + 1`, `state = (seed + inc) * MULTIPLIER + inc` (mod 2^128).
    pub fn new(seed: u64, purpose: Purpose) -> Self {
        Self(Pcg64::new(u128::from(seed), purpose.stream()))
    }

    /// Uniform in `[0, 1)` with 53 random bits, as NumPy's `Generator.random`.
    pub fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Uniform in `[low, high)`.
    pub fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// Standard normal (Box–Muller, cosine branch; two draws for each number).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (core::f64::consts::TAU * self.unit()).cos()
    }

    /// Uniform in `0..bound`, by multiply-and-shift (Lemire); `bound` must not be 0.
    /// The bias is below 2^-32 for every bound that a row count can have.
    pub fn below(&mut self, bound: u32) -> u32 {
        ((u128::from(self.0.next_u64()) * u128::from(bound)) >> 64) as u32
    }

    /// A random order of `0..count` (Fisher–Yates, from the end).
    pub fn permutation(&mut self, count: u32) -> Vec<u32> {
        let mut order: Vec<u32> = (0..count).collect();
        for i in (1..count).rev() {
            order.swap(i as usize, self.below(i + 1) as usize);
        }
        order
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn same_seed_same_numbers_and_purposes_differ() {
        let draw = |seed, purpose| {
            let mut random = Random::new(seed, purpose);
            (0..8).map(|_| random.unit()).collect::<Vec<_>>()
        };
        assert_eq!(draw(42, Purpose::Weights), draw(42, Purpose::Weights));
        assert_ne!(draw(42, Purpose::Weights), draw(43, Purpose::Weights));
        assert_ne!(draw(42, Purpose::Order(0)), draw(42, Purpose::Order(1)));
    }

    #[test]
    fn normal_has_mean_zero_and_variance_one() {
        let mut random = Random::new(7, Purpose::Weights);
        let draws: Vec<f64> = (0..20_000).map(|_| random.normal()).collect();
        let mean = draws.iter().sum::<f64>() / draws.len() as f64;
        let variance = draws.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / draws.len() as f64;
        assert!(mean.abs() < 0.03, "{mean}");
        assert!((variance - 1.0).abs() < 0.05, "{variance}");
    }

    proptest! {
        #[test]
        fn permutation_holds_each_row_once(seed: u64, count in 0_u32..500) {
            let mut order = Random::new(seed, Purpose::Order(3)).permutation(count);
            order.sort_unstable();
            prop_assert_eq!(order, (0..count).collect::<Vec<_>>());
        }
    }
}
