//! Everything that can be edited: network, batch, update rule.

use serde::{Deserialize, Serialize};

use super::{Activation, Example, Loss, Memory, Mlp, Parameter, Quantity, Rule};

/// A layer with more units than this is shown as a whole, not unit by unit.
const WIDE: usize = 12;

/// What lies under the microscope.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bench {
    /// The network.
    pub network: Mlp,
    /// What it is shown; the loss is the mean over these.
    pub batch: Vec<Example>,
    /// How it learns.
    pub rule: Rule,
    /// η.
    pub learning_rate: f64,
    /// Whether biases learn too.
    pub learn_biases: bool,
    /// What the rule remembers of earlier updates.
    pub memory: Memory,
}

/// Why numbers do not make a bench.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadBench {
    /// No layer, or no example.
    #[error("there is no layer or no example")]
    Empty,
    /// This layer (from 1) does not fit the one before it, or its numbers its size.
    #[error("layer {0} has another size than its numbers or the layer before it")]
    Layer(usize),
    /// This example (from 0) does not fit the network.
    #[error("example {0} does not fit the network")]
    Example(usize),
    /// A number is infinite or none at all.
    #[error("a number is not finite")]
    NotFinite,
}

/// Why an edit is refused; nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadEdit {
    /// It follows from others, or does not exist.
    #[error("this number is not given, it follows from others")]
    NotGiven,
    /// NaN or infinite.
    #[error("the number is not finite")]
    NotFinite,
    /// The cross-entropies want targets from 0 to 1.
    #[error("with this loss a target has to be a probability")]
    NotAShare,
}

/// Why a loss does not suit a bench; nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadLoss {
    /// The softmax of a single output is always 1: there would be nothing to learn.
    #[error("softmax needs two outputs or more")]
    OneOutput,
    /// The cross-entropies want targets from 0 to 1.
    #[error("with this loss the targets have to be probabilities")]
    Targets,
}

impl Bench {
    /// A bench with gradient descent, η = 0.1, biases that learn.
    ///
    /// # Errors
    /// When sizes do not fit each other or a number is not finite.
    pub fn new(network: Mlp, batch: Vec<Example>) -> Result<Self, BadBench> {
        let sizes = network.sizes();
        let (Some(inputs), Some(outputs)) = (sizes.first(), sizes.last()) else { return Err(BadBench::Empty) };
        if batch.is_empty() {
            return Err(BadBench::Empty);
        }
        for (index, layer) in network.layers.iter().enumerate() {
            let fits = layer.inputs == sizes[index]
                && layer.inputs * layer.units > 0
                && layer.weights.len() == layer.inputs * layer.units
                && layer.biases.len() == layer.units;
            if !fits {
                return Err(BadBench::Layer(index + 1));
            }
        }
        let fits = |example: &Example| example.input.len() == *inputs && example.target.len() == *outputs;
        if let Some(index) = batch.iter().position(|example| !fits(example)) {
            return Err(BadBench::Example(index));
        }
        let parameters = network.layers.iter().flat_map(|layer| layer.weights.iter().chain(&layer.biases));
        let shown = batch.iter().flat_map(|example| example.input.iter().chain(&example.target));
        if !parameters.chain(shown).all(|value| value.is_finite()) {
            return Err(BadBench::NotFinite);
        }
        let (rule, memory) = (Rule::default(), Memory::default());
        Ok(Self { network, batch, rule, learning_rate: 0.1, learn_biases: true, memory })
    }

    /// A bench with nothing on it.
    pub fn blank() -> Self {
        let network = Mlp { layers: Vec::new(), loss: Loss::default() };
        let (rule, memory) = (Rule::default(), Memory::default());
        Self { network, batch: Vec::new(), rule, learning_rate: 0.1, learn_biases: true, memory }
    }

    /// Whether steps show whole layers.
    pub fn is_wide(&self) -> bool {
        self.network.sizes().iter().any(|size| *size > WIDE)
    }

    /// A given number; `None` for what follows from others, and for what does not exist.
    pub fn value(&self, quantity: Quantity) -> Option<f64> {
        let layer = |layer| self.network.layer(layer);
        match quantity {
            Quantity::Input { example, unit } => self.batch.get(example)?.input.get(unit).copied(),
            Quantity::Target { example, unit } => self.batch.get(example)?.target.get(unit).copied(),
            Quantity::Weight { layer: l, to, from } => {
                let dense = layer(l)?;
                if to < dense.units { dense.row(to).get(from).copied() } else { None }
            }
            Quantity::Bias { layer: l, unit } => layer(l)?.biases.get(unit).copied(),
            _ => None,
        }
    }

    /// Puts another number in the place of a given one. A shared bias changes for the whole layer.
    ///
    /// # Errors
    /// When it is not a given number, the new one is not finite, or it is a target that makes no sense for the loss.
    pub fn edit(&mut self, quantity: Quantity, value: f64) -> Result<(), BadEdit> {
        if !value.is_finite() {
            return Err(BadEdit::NotFinite);
        }
        self.value(quantity).ok_or(BadEdit::NotGiven)?;
        match quantity {
            Quantity::Target { .. } if self.network.loss != Loss::HalfSquared && !is_share(value) => {
                return Err(BadEdit::NotAShare);
            }
            Quantity::Input { example, unit } => self.batch[example].input[unit] = value,
            Quantity::Target { example, unit } => self.batch[example].target[unit] = value,
            Quantity::Weight { layer, to, from } => {
                let dense = &mut self.network.layers[layer - 1];
                dense.weights[to * dense.inputs + from] = value;
            }
            Quantity::Bias { layer, unit } => {
                let dense = &mut self.network.layers[layer - 1];
                if dense.shared_bias { dense.biases.fill(value) } else { dense.biases[unit] = value }
            }
            _ => return Err(BadEdit::NotGiven),
        }
        Ok(())
    }

    /// Gives a layer (from 1) another activation.
    pub fn set_activation(&mut self, layer: usize, activation: Activation) {
        if let Some(dense) = layer.checked_sub(1).and_then(|index| self.network.layers.get_mut(index)) {
            dense.activation = activation;
        }
    }

    /// Learns by another rule, which begins without memories of this one.
    pub fn set_rule(&mut self, rule: Rule) {
        self.rule = rule;
        self.memory = Memory::default();
    }

    /// Whether a loss makes sense for this network and its targets.
    ///
    /// # Errors
    /// When it does not: softmax wants two outputs or more, and the cross-entropies want targets from 0 to 1.
    pub fn suits(&self, loss: Loss) -> Result<(), BadLoss> {
        let outputs = self.network.layers.last().map_or(0, |dense| dense.units);
        if loss == Loss::SoftmaxCrossEntropy && outputs == 1 {
            return Err(BadLoss::OneOutput);
        }
        let mut targets = self.batch.iter().flat_map(|example| &example.target);
        if loss != Loss::HalfSquared && !targets.all(|target| is_share(*target)) {
            return Err(BadLoss::Targets);
        }
        Ok(())
    }

    /// Measures with another loss.
    ///
    /// # Errors
    /// When it does not suit, see [`Bench::suits`].
    pub fn set_loss(&mut self, loss: Loss) -> Result<(), BadLoss> {
        self.suits(loss)?;
        self.network.loss = loss;
        Ok(())
    }

    /// Whether a parameter is updated.
    pub fn learns(&self, parameter: Parameter) -> bool {
        self.learn_biases || matches!(parameter, Parameter::Weight { .. })
    }

    /// The moments of a parameter before the next update; 0 when nothing is remembered.
    pub fn moments(&self, parameter: Parameter) -> (f64, f64) {
        let of = |memory: &[super::LayerValues]| {
            let (layer, index) = self.place(parameter)?;
            let values = memory.get(layer)?;
            match parameter {
                Parameter::Weight { .. } => values.weights.get(index).copied(),
                Parameter::Bias { .. } => values.biases.get(index).copied(),
            }
        };
        (of(&self.memory.first).unwrap_or(0.0), of(&self.memory.second).unwrap_or(0.0))
    }

    /// Index of the layer (from 0), and of the parameter among its weights or biases.
    pub(super) fn place(&self, parameter: Parameter) -> Option<(usize, usize)> {
        match parameter {
            Parameter::Weight { layer, to, from } => {
                let dense = self.network.layer(layer)?;
                (to < dense.units && from < dense.inputs).then_some((layer - 1, to * dense.inputs + from))
            }
            Parameter::Bias { layer, unit } => (unit < self.network.layer(layer)?.units).then_some((layer - 1, unit)),
        }
    }
}

/// Whether it can be a probability.
fn is_share(value: f64) -> bool {
    (0.0..=1.0).contains(&value)
}
