//! Everything about a bench that is not a number. Tables and drawings are made anew only when this changes.

use crate::backprop::{Activation, Bench, Loss, Rule};

/// What a bench looks like.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shape {
    /// Units of each layer, inputs first.
    pub(super) sizes: Vec<usize>,
    /// Examples in the batch.
    pub(super) examples: usize,
    /// Of each layer.
    pub(super) activations: Vec<Activation>,
    /// What is made small.
    pub(super) loss: Loss,
    /// Running means that the rule keeps for each parameter: none, one or two.
    pub(super) moments: usize,
    /// Biases are updated too.
    pub(super) learn_biases: bool,
    /// A layer has too many units to be drawn one by one.
    pub(super) wide: bool,
    /// The layers that have one bias for all units.
    shared_biases: Vec<bool>,
}

impl Shape {
    pub(super) fn of(bench: &Bench) -> Self {
        let layers = &bench.network.layers;
        Self {
            sizes: bench.network.sizes(),
            examples: bench.batch.len(),
            activations: layers.iter().map(|layer| layer.activation).collect(),
            loss: bench.network.loss,
            moments: match bench.rule {
                Rule::Sgd => 0,
                Rule::Momentum { .. } => 1,
                Rule::Adam { .. } => 2,
            },
            learn_biases: bench.learn_biases,
            wide: bench.is_wide(),
            shared_biases: layers.iter().map(|layer| layer.shared_bias).collect(),
        }
    }

    /// Layers of weights.
    pub(super) fn depth(&self) -> usize {
        self.activations.len()
    }
}
