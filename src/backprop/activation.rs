//! What a unit does with its weighted sum, and the slope of it.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

/// The slope of a leaky ReLU below zero.
pub const LEAK: f64 = 0.01;

/// The functions between two layers.
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
pub enum Activation {
    /// z.
    Identity,
    /// max(0, z).
    #[default]
    Relu,
    /// max(0.01 z, z).
    LeakyRelu,
    /// tanh z.
    Tanh,
    /// 1 / (1 + e^−z).
    Sigmoid,
    /// z · Φ(z), exact by erf.
    Gelu,
}

impl Activation {
    /// f(z).
    pub fn value(self, z: f64) -> f64 {
        match self {
            Self::Identity => z,
            // A NaN stays one.
            Self::Relu => {
                if z < 0.0 {
                    0.0
                } else {
                    z
                }
            }
            Self::LeakyRelu => {
                if z < 0.0 {
                    LEAK * z
                } else {
                    z
                }
            }
            Self::Tanh => z.tanh(),
            Self::Sigmoid => sigmoid(z),
            Self::Gelu => z * normal(z),
        }
    }

    /// f′(z); at the kink of a ReLU the slope of its left side, as training uses it.
    pub fn slope(self, z: f64) -> f64 {
        match self {
            Self::Identity => 1.0,
            Self::Relu => f64::from(u8::from(z > 0.0)),
            Self::LeakyRelu => {
                if z > 0.0 {
                    1.0
                } else {
                    LEAK
                }
            }
            Self::Tanh => 1.0 - z.tanh().powi(2),
            Self::Sigmoid => sigmoid(z) * (1.0 - sigmoid(z)),
            Self::Gelu => normal(z) + z * density(z),
        }
    }

    /// Whether f′ jumps at 0.
    pub fn has_kink(self) -> bool {
        matches!(self, Self::Relu | Self::LeakyRelu)
    }
}

impl From<crate::network::Activation> for Activation {
    fn from(activation: crate::network::Activation) -> Self {
        use crate::network::Activation as Trained;
        match activation {
            Trained::Relu => Self::Relu,
            Trained::Tanh => Self::Tanh,
            Trained::Sigmoid => Self::Sigmoid,
            Trained::Gelu => Self::Gelu,
        }
    }
}

/// 1 / (1 + e^−z). An overflowing exponential becomes infinite and the result 0, as it should.
pub fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

/// Φ, the normal distribution function.
pub fn normal(z: f64) -> f64 {
    0.5 * (1.0 + libm::erf(z * core::f64::consts::FRAC_1_SQRT_2))
}

/// φ, the normal density.
pub fn density(z: f64) -> f64 {
    (-0.5 * z * z).exp() / core::f64::consts::TAU.sqrt()
}
