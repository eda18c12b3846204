//! How wrong an answer is.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

/// The losses. Cross-entropies own the output layer's function; otherwise it is the layer's own activation.
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
pub enum Loss {
    /// ½ Σ (a − y)².
    #[default]
    HalfSquared,
    /// −Σ (y ln a + (1 − y) ln(1 − a)) with a = σ(z).
    SigmoidCrossEntropy,
    /// −Σ y ln p with p = softmax(z).
    SoftmaxCrossEntropy,
}

/// The largest z. All exponentials are measured from there: so none overflows, and a sum of large z is not rounded away.
fn largest(z: &[f64]) -> f64 {
    z.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

/// e^z / Σ e^z.
pub fn softmax(z: &[f64]) -> Vec<f64> {
    let largest = largest(z);
    let exponentials: Vec<f64> = z.iter().map(|z| (z - largest).exp()).collect();
    let sum: f64 = exponentials.iter().sum();
    exponentials.into_iter().map(|exponential| exponential / sum).collect()
}

impl Loss {
    /// The loss of one example, from the output layer's z and a.
    pub fn value(self, z: &[f64], a: &[f64], target: &[f64]) -> f64 {
        match self {
            Self::SoftmaxCrossEntropy => {
                let largest = largest(z);
                let log = z.iter().map(|z| (z - largest).exp()).sum::<f64>().ln();
                // What is not the target adds nothing, however far below the largest its z is.
                z.iter().zip(target).map(|(z, y)| if *y == 0.0 { 0.0 } else { y * (log + (largest - z)) }).sum()
            }
            // ln(1 + e^z) − y z, written so that neither side overflows.
            Self::SigmoidCrossEntropy => {
                z.iter().zip(target).map(|(z, y)| z.max(0.0) - y * z + (-z.abs()).exp().ln_1p()).sum()
            }
            Self::HalfSquared => a.iter().zip(target).map(|(a, y)| 0.5 * (a - y).powi(2)).sum(),
        }
    }
}
