//! From the trainer's network to the microscope's: the same numbers, laid out as the microscope wants them, in f64.

use super::{Activation, Dense, Example, LayerValues, Loss, Mlp};
use crate::network::{self, Architecture, ModelKind};

/// The trained network, from its parameters in the order of [`Architecture::parameters`]. `None` when it has other
/// layers than dense ones, or when the numbers do not fit.
pub fn network(architecture: &Architecture, parameters: &[Vec<f32>]) -> Option<Mlp> {
    if architecture.kind != ModelKind::Mlp {
        return None;
    }
    let shapes = architecture.parameters();
    let layers = layers(parameters)?;
    let last = layers.len().checked_sub(1)?;
    let dense = layers
        .into_iter()
        .zip(shapes.iter().step_by(2))
        .enumerate()
        .map(|(index, (values, shape))| {
            let activation = if index == last { Activation::Identity } else { architecture.activation.into() };
            let fits = values.weights.len() == shape.size() && values.biases.len() == shape.columns;
            let LayerValues { weights, biases } = values;
            let (inputs, units) = (shape.rows, shape.columns);
            fits.then_some(Dense { inputs, units, weights, biases, activation, shared_bias: false })
        })
        .collect::<Option<Vec<_>>>()?;
    let loss = match architecture.loss {
        network::Loss::CrossEntropy => Loss::SoftmaxCrossEntropy,
        network::Loss::SquaredError => Loss::HalfSquared,
    };
    Some(Mlp { layers: dense, loss })
}

/// Weights and biases of each layer: the trainer keeps them `inputs × units`, the microscope `units × inputs`.
fn layers(parameters: &[Vec<f32>]) -> Option<Vec<LayerValues>> {
    parameters
        .chunks(2)
        .map(|pair| {
            let [weights, biases] = pair else { return None };
            let units = biases.len();
            if units == 0 || weights.len() % units != 0 {
                return None;
            }
            let wide = |value: &f32| f64::from(*value);
            let weights = (0..units).flat_map(|unit| weights.iter().skip(unit).step_by(units).map(wide)).collect();
            Some(LayerValues { weights, biases: biases.iter().map(wide).collect() })
        })
        .collect()
}

/// A row as training sees it: its inputs and targets, rounded as the trainer rounds them.
pub fn row(inputs: &[f32], targets: &[f32]) -> Example {
    let exact = |values: &[f32]| values.iter().map(|&value| f64::from(value)).collect();
    Example { input: exact(inputs), target: exact(targets) }
}

/// For each parameter (W1 b1 W2 b2 …) the largest difference between the microscope's gradients and the trainer's, as a
/// share of the trainer's largest entry. 1 where they do not even have the same shape, or are no numbers any more.
pub fn differences(own: &[LayerValues], trainer: &[Vec<f32>]) -> Vec<f64> {
    let theirs = layers(trainer).filter(|theirs| theirs.len() == own.len());
    let Some(theirs) = theirs else { return vec![1.0; 2 * own.len()] };
    let of = |a: &[f64], b: &[f64]| {
        if a.len() != b.len() {
            return 1.0;
        }
        if !a.iter().chain(b).all(|value| value.is_finite()) {
            return 1.0;
        }
        let largest = b.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
        let difference = a.iter().zip(b).fold(0.0_f64, |worst, (a, b)| worst.max((a - b).abs()));
        if difference == 0.0 { 0.0 } else { difference / largest.max(f64::MIN_POSITIVE) }
    };
    own.iter()
        .zip(&theirs)
        .flat_map(|(own, theirs)| [of(&own.weights, &theirs.weights), of(&own.biases, &theirs.biases)])
        .collect()
}

/// Adds up loss and gradients of parts of a batch, each a mean over its own examples.
#[derive(Debug, Default)]
pub struct Sum {
    examples: usize,
    loss: f64,
    layers: Vec<LayerValues>,
}

impl Sum {
    /// Examples so far.
    pub fn examples(&self) -> usize {
        self.examples
    }

    /// Adds the means of a part with this many examples.
    pub fn add(&mut self, loss: f64, gradients: Vec<LayerValues>, examples: usize) {
        let weight = examples as f64;
        self.examples += examples;
        self.loss += loss * weight;
        if self.layers.is_empty() {
            self.layers = gradients;
            self.scale(weight);
            return;
        }
        for (sum, part) in self.layers.iter_mut().zip(gradients) {
            sum.weights.iter_mut().zip(part.weights).for_each(|(sum, value)| *sum += value * weight);
            sum.biases.iter_mut().zip(part.biases).for_each(|(sum, value)| *sum += value * weight);
        }
    }

    /// The means over all examples.
    pub fn mean(mut self) -> (f64, Vec<LayerValues>) {
        let share = 1.0 / self.examples.max(1) as f64;
        self.scale(share);
        (self.loss * share, self.layers)
    }

    fn scale(&mut self, factor: f64) {
        for layer in &mut self.layers {
            layer.weights.iter_mut().chain(&mut layer.biases).for_each(|value| *value *= factor);
        }
    }
}
