//! A network of dense layers, and what it is shown.

use serde::{Deserialize, Serialize};

use super::{Activation, Loss};

/// One dense layer: z = W a + b, a = f(z).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dense {
    /// Values that come in.
    pub inputs: usize,
    /// Units.
    pub units: usize,
    /// `units × inputs`, row by row.
    pub weights: Vec<f64>,
    /// One a unit.
    pub biases: Vec<f64>,
    /// f.
    pub activation: Activation,
    /// The units have one bias together, as in Mazur's example.
    pub shared_bias: bool,
}

impl Dense {
    /// The weights that come in at a unit.
    pub fn row(&self, unit: usize) -> &[f64] {
        self.weights.get(unit * self.inputs..(unit + 1) * self.inputs).unwrap_or(&[])
    }
}

/// A multi-layer perceptron with its loss.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mlp {
    /// From the input on.
    pub layers: Vec<Dense>,
    /// What is made small.
    pub loss: Loss,
}

impl Mlp {
    /// Inputs and the units of each layer: 2-3-1 is `[2, 3, 1]`.
    pub fn sizes(&self) -> Vec<usize> {
        let inputs = self.layers.first().map(|layer| layer.inputs);
        inputs.into_iter().chain(self.layers.iter().map(|layer| layer.units)).collect()
    }

    /// Layers of weights.
    pub fn depth(&self) -> usize {
        self.layers.len()
    }

    /// A layer, counted from 1.
    pub fn layer(&self, layer: usize) -> Option<&Dense> {
        self.layers.get(layer.checked_sub(1)?)
    }

    /// Weights and biases.
    pub fn parameters(&self) -> usize {
        self.layers.iter().map(|layer| layer.weights.len() + layer.biases.len()).sum()
    }
}

/// What the network is shown, and what it should say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// x.
    pub input: Vec<f64>,
    /// y.
    pub target: Vec<f64>,
}
