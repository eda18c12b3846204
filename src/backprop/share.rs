//! A network of the reader's own, small enough for a link.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::{Activation, BadBench, Bench, Dense, Example, Loss, Mlp, Quantity, Rule};
use crate::random::{Purpose, Random};

/// Layers of weights, at most.
pub const MAX_LAYERS: usize = 4;
/// Units in a layer, inputs included, at most.
pub const MAX_SIDE: usize = 6;
/// Examples in the batch, at most.
const MAX_EXAMPLES: usize = 16;

/// What a network is made from: its shape, random numbers from a seed, and those that were put in their places. The order
/// of its fields is the order in a link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Design {
    /// Inputs, and the units of each layer.
    pub sizes: Vec<usize>,
    /// Of each layer.
    pub activations: Vec<Activation>,
    /// What is made small.
    pub loss: Loss,
    /// Decides the random numbers.
    pub seed: u64,
    /// Numbers that are not random.
    pub edits: Vec<(Quantity, f64)>,
    /// How it learns.
    pub rule: Rule,
    /// η.
    pub learning_rate: f64,
    /// Examples in the batch.
    pub examples: usize,
    /// Whether biases learn too; in a link a part of its own.
    #[serde(skip)]
    pub learn_biases: bool,
    /// For each layer, whether its units have one bias together; in a link a part of its own.
    #[serde(skip)]
    pub shared_biases: Vec<bool>,
}

/// What a link says of biases, behind everything else. It is left out where nothing is unusual: the links of before this
/// part was known say nothing, either.
#[derive(Serialize, Deserialize)]
struct Biases {
    learned: bool,
    shared: Vec<bool>,
}

impl Default for Design {
    fn default() -> Self {
        Self {
            sizes: vec![2, 3, 1],
            activations: vec![Activation::Tanh; 2],
            loss: Loss::HalfSquared,
            seed: 1,
            edits: Vec::new(),
            rule: Rule::Sgd,
            learning_rate: 0.1,
            examples: 1,
            learn_biases: true,
            shared_biases: vec![false; 2],
        }
    }
}

/// Why a link holds no network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadDesign {
    /// It is cut off or not from this page.
    #[error("a network as this page writes it into a link")]
    Unreadable,
    /// Too large, or its parts do not fit each other.
    #[error("at most {MAX_LAYERS} layers of {MAX_SIDE} units")]
    DoesNotFit,
}

impl Design {
    /// The bench: Glorot-uniform weights, zero biases, inputs and targets from 0 to 1, then the edits.
    ///
    /// # Errors
    /// When the parts do not fit each other.
    pub fn bench(&self) -> Result<Bench, BadBench> {
        let mut random = Random::new(self.seed, Purpose::Weights);
        let kinds = self.activations.iter().zip(&self.shared_biases);
        let layers = self.sizes.windows(2).zip(kinds).map(|(pair, (activation, shared_bias))| {
            let (inputs, units) = (pair[0], pair[1]);
            let limit = (6.0 / (inputs + units) as f64).sqrt();
            // Two decimals can be followed by hand.
            let weights = (0..inputs * units).map(|_| (random.uniform(-limit, limit) * 100.0).round() / 100.0);
            let (weights, biases) = (weights.collect(), vec![0.0; units]);
            Dense { inputs, units, weights, biases, activation: *activation, shared_bias: *shared_bias }
        });
        let layers: Vec<Dense> = layers.collect();
        let (inputs, outputs) = (self.sizes.first().copied().unwrap_or(0), self.sizes.last().copied().unwrap_or(0));
        let mut unit = |count: usize| (0..count).map(|_| (random.unit() * 10.0).round() / 10.0).collect::<Vec<f64>>();
        let batch = (0..self.examples).map(|_| Example { input: unit(inputs), target: unit(outputs) }).collect();
        let mut bench = Bench::new(Mlp { layers, loss: self.loss }, batch)?;
        bench.rule = self.rule;
        bench.learning_rate = self.learning_rate;
        bench.learn_biases = self.learn_biases;
        for (quantity, value) in &self.edits {
            bench.edit(*quantity, *value).map_err(|_| BadBench::NotFinite)?;
        }
        Ok(bench)
    }

    /// A bench with all its numbers.
    pub fn of(bench: &Bench) -> Self {
        let mut edits = Vec::new();
        let mut add = |quantity| edits.extend(bench.value(quantity).map(|value| (quantity, value)));
        for (index, dense) in bench.network.layers.iter().enumerate() {
            let layer = index + 1;
            for to in 0..dense.units {
                (0..dense.inputs).for_each(|from| add(Quantity::Weight { layer, to, from }));
                add(Quantity::Bias { layer, unit: to });
            }
        }
        for (example, shown) in bench.batch.iter().enumerate() {
            (0..shown.input.len()).for_each(|unit| add(Quantity::Input { example, unit }));
            (0..shown.target.len()).for_each(|unit| add(Quantity::Target { example, unit }));
        }
        Self {
            sizes: bench.network.sizes(),
            activations: bench.network.layers.iter().map(|dense| dense.activation).collect(),
            loss: bench.network.loss,
            seed: 0,
            edits,
            rule: bench.rule,
            learning_rate: bench.learning_rate,
            examples: bench.batch.len(),
            learn_biases: bench.learn_biases,
            shared_biases: bench.network.layers.iter().map(|dense| dense.shared_bias).collect(),
        }
    }

    /// For an address.
    pub fn to_link(&self) -> String {
        // Writing to memory does not fail.
        let mut bytes = postcard::to_allocvec(self).unwrap_or_default();
        if !self.learn_biases || self.shared_biases.contains(&true) {
            let biases = Biases { learned: self.learn_biases, shared: self.shared_biases.clone() };
            bytes.extend(postcard::to_allocvec(&biases).unwrap_or_default());
        }
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The inverse of [`Design::to_link`].
    ///
    /// # Errors
    /// When the text is not such a network, or one that is too large.
    pub fn from_link(text: &str) -> Result<Self, BadDesign> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| BadDesign::Unreadable)?;
        let (mut design, rest): (Self, &[u8]) = postcard::take_from_bytes(&bytes).map_err(|_| BadDesign::Unreadable)?;
        let biases = if rest.is_empty() {
            Biases { learned: true, shared: vec![false; design.activations.len()] }
        } else {
            postcard::from_bytes(rest).map_err(|_| BadDesign::Unreadable)?
        };
        design.learn_biases = biases.learned;
        design.shared_biases = biases.shared;
        // No such number comes from this page.
        if !design.rule.is_sound() || !design.learning_rate.is_finite() || design.learning_rate < 0.0 {
            return Err(BadDesign::Unreadable);
        }
        let small = (2..=MAX_LAYERS + 1).contains(&design.sizes.len())
            && design.activations.len() + 1 == design.sizes.len()
            && design.shared_biases.len() == design.activations.len()
            && design.sizes.iter().all(|size| (1..=MAX_SIDE).contains(size))
            && (1..=MAX_EXAMPLES).contains(&design.examples);
        if small && design.bench().is_ok() { Ok(design) } else { Err(BadDesign::DoesNotFit) }
    }
}
