//! Initial parameters, drawn on the host so that every backend starts from the same numbers.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use super::{Architecture, ParameterShape};
use crate::random::{Purpose, Random};

/// How the weights are drawn; biases always start at zero.
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
pub enum Initialization {
    /// Uniform in ±√(6 / (fan in + fan out)) (Glorot and Bengio 2010); Keras' default.
    #[default]
    Glorot,
    /// Uniform in ±√(6 / fan in) (He et al. 2015); made for ReLU.
    He,
    /// Normal with standard deviation 0.05.
    Normal,
    /// All zero: every unit of a layer stays the same as its neighbours. Worth seeing once.
    Zeros,
}

/// All parameters of a network in the order of [`Architecture::parameters`], each row-major.
pub fn initial_parameters(architecture: &Architecture, method: Initialization, seed: u64) -> Vec<Vec<f32>> {
    let mut random = Random::new(seed, Purpose::Weights);
    architecture.parameters().iter().map(|shape| draw(shape, method, &mut random)).collect()
}

fn draw(shape: &ParameterShape, method: Initialization, random: &mut Random) -> Vec<f32> {
    if shape.bias || method == Initialization::Zeros {
        return vec![0.0; shape.size()];
    }
    let mut uniform = |fan: usize| {
        let limit = (6.0 / fan as f64).sqrt();
        (0..shape.size()).map(|_| random.uniform(-limit, limit) as f32).collect()
    };
    match method {
        Initialization::Glorot => uniform(shape.fan_in + shape.fan_out),
        Initialization::He => uniform(shape.fan_in),
        Initialization::Normal | Initialization::Zeros => {
            (0..shape.size()).map(|_| (0.05 * random.normal()) as f32).collect()
        }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::setup::Setup;

    #[test]
    fn glorot_stays_within_its_limit_and_fills_it() {
        let architecture = Setup::default().architecture();
        let parameters = initial_parameters(&architecture, Initialization::Glorot, 42);
        let limit = (6.0_f32 / (784.0 + 256.0)).sqrt();
        let largest = parameters[0].iter().fold(0.0_f32, |a, w| a.max(w.abs()));
        assert!(largest <= limit && largest > 0.99 * limit, "{largest} of {limit}");
        assert!(parameters[1].iter().all(|&b| b == 0.0));
        assert_eq!(parameters.iter().map(Vec::len).sum::<usize>(), 203_530);
    }

    #[test]
    fn the_same_seed_gives_the_same_weights() {
        let architecture = Setup::default().architecture();
        let draw = |seed| initial_parameters(&architecture, Initialization::He, seed);
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
    }
}
