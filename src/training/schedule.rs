//! How the learning rate changes over a run.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

/// A learning-rate schedule: a factor on the learning rate, from the share of the run that is done.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Schedule {
    /// Always the same.
    #[default]
    Constant,
    /// Half a cosine, from 1 down to 0.
    Cosine,
    /// A tenth after each third of the run.
    Step,
    /// Up in a straight line over the first tenth of the run, then half a cosine down.
    Warmup,
}

impl Schedule {
    /// The factor for a share of the run in `[0, 1]`.
    pub fn factor(self, done: f64) -> f64 {
        let done = done.clamp(0.0, 1.0);
        let cosine = |share: f64| 0.5 * (1.0 + (core::f64::consts::PI * share).cos());
        const RISE: f64 = 0.1;
        match self {
            Self::Constant => 1.0,
            Self::Cosine => cosine(done),
            Self::Step => 0.1_f64.powi((done * 3.0).floor().min(2.0) as i32),
            // Starts above zero, so that the first steps do something.
            Self::Warmup if done < RISE => 0.1 + 0.9 * done / RISE,
            Self::Warmup => cosine((done - RISE) / (1.0 - RISE)),
        }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use strum::IntoEnumIterator;

    #[test]
    fn factors_stay_between_zero_and_one() {
        for schedule in Schedule::iter() {
            for i in 0..=100 {
                let factor = schedule.factor(f64::from(i) / 100.0);
                assert!((0.0..=1.0).contains(&factor), "{schedule} {i}: {factor}");
            }
        }
    }

    #[test]
    fn known_points() {
        assert_eq!(Schedule::Cosine.factor(0.5), 0.5);
        assert_eq!(Schedule::Step.factor(0.0), 1.0);
        assert!((Schedule::Step.factor(0.5) - 0.1).abs() < 1e-12);
        assert!((Schedule::Step.factor(1.0) - 0.01).abs() < 1e-12);
        assert!((Schedule::Warmup.factor(0.1) - 1.0).abs() < 1e-12);
    }
}
