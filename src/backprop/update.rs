//! From gradients to new weights: SGD, momentum, Adam.

use serde::{Deserialize, Serialize};

/// How a parameter θ follows its gradient g, with the learning rate η.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Rule {
    /// θ⁺ = θ − η g.
    #[default]
    Sgd,
    /// m⁺ = µ m + g, θ⁺ = θ − η m⁺.
    Momentum {
        /// µ.
        mu: f64,
    },
    /// Kingma and Ba (2015), with bias correction.
    Adam {
        /// β₁.
        beta1: f64,
        /// β₂.
        beta2: f64,
        /// ε.
        epsilon: f64,
    },
}

impl Rule {
    /// Adam with Keras' numbers.
    pub fn adam() -> Self {
        Self::Adam { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }
    }

    /// Momentum with µ = 0.9.
    pub fn momentum() -> Self {
        Self::Momentum { mu: 0.9 }
    }

    /// How many running means it keeps of each parameter's gradient: none, the first, or both.
    pub fn moments(self) -> usize {
        match self {
            Self::Sgd => 0,
            Self::Momentum { .. } => 1,
            Self::Adam { .. } => 2,
        }
    }

    /// Whether its numbers are such that finite gradients give finite updates.
    pub fn is_sound(self) -> bool {
        let is_share = |value: f64| (0.0..1.0).contains(&value);
        match self {
            Self::Sgd => true,
            Self::Momentum { mu } => is_share(mu),
            Self::Adam { beta1, beta2, epsilon } => {
                is_share(beta1) && is_share(beta2) && epsilon.is_finite() && epsilon > 0.0
            }
        }
    }

    /// The parameter and its moments after update number `t` (from 1), from those before it and the gradient.
    pub fn apply(self, rate: f64, t: u64, parameter: f64, gradient: f64, first: f64, second: f64) -> (f64, f64, f64) {
        match self {
            Self::Sgd => (parameter - rate * gradient, first, second),
            Self::Momentum { mu } => {
                let first = mu * first + gradient;
                (parameter - rate * first, first, second)
            }
            Self::Adam { beta1, beta2, epsilon } => {
                let first = beta1 * first + (1.0 - beta1) * gradient;
                let second = beta2 * second + (1.0 - beta2) * gradient * gradient;
                let t = t as f64;
                let mean = first / (1.0 - beta1.powf(t));
                let square = second / (1.0 - beta2.powf(t));
                (parameter - rate * mean / (square.sqrt() + epsilon), first, second)
            }
        }
    }
}

/// One number for each parameter of a layer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LayerValues {
    /// `units × inputs`.
    pub weights: Vec<f64>,
    /// One a unit.
    pub biases: Vec<f64>,
}

/// What an update rule remembers. Empty until it is used.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    /// Updates that were made.
    pub steps: u64,
    /// m of each layer; momentum's velocity.
    pub first: Vec<LayerValues>,
    /// v of each layer.
    pub second: Vec<LayerValues>,
}
