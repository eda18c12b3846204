//! One whole pass over a bench: forward, loss, backward, gradients, update, forward again. Every number is kept.

use super::loss::softmax;
use super::{Activation, Bench, Dense, Example, LayerValues, Loss, Mlp, Parameter, Quantity, activation::sigmoid};

/// One example's numbers; index by layer − 1, then unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pass {
    /// Weighted sums.
    pub z: Vec<Vec<f64>>,
    /// Activations.
    pub a: Vec<Vec<f64>>,
    /// ∂L/∂z, L being the mean over the batch. Empty in a forward pass.
    pub delta: Vec<Vec<f64>>,
    /// ∂L/∂x. Empty in a forward pass.
    pub input_gradient: Vec<f64>,
    /// This example's own loss.
    pub loss: f64,
}

/// Every number that follows from a bench.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// What it follows from.
    pub bench: Bench,
    /// One a example.
    pub passes: Vec<Pass>,
    /// Mean loss.
    pub loss: f64,
    /// ∂L/∂W and ∂L/∂b of each layer.
    pub gradients: Vec<LayerValues>,
    /// The bench one update on, memory included.
    pub after: Bench,
    /// Forward passes with the new numbers.
    pub passes_after: Vec<Pass>,
    /// Mean loss with the new numbers.
    pub loss_after: f64,
}

impl Record {
    /// Computes everything. NaN and infinities stay what they are.
    pub fn of(bench: Bench) -> Self {
        let (passes, loss, gradients) = pass(&bench.network, &bench.batch);
        let after = update(&bench, &gradients);
        let passes_after: Vec<Pass> = after.batch.iter().map(|example| forward(&after.network, example)).collect();
        let loss_after = mean_loss(&passes_after);
        Self { bench, passes, loss, gradients, after, passes_after, loss_after }
    }

    /// A number by its name; `None` when there is no such number: a unit that does not exist, a moment that the rule does
    /// not keep, the update of a bias that is not learned.
    pub fn value(&self, quantity: Quantity) -> Option<f64> {
        // Nobody wants to read −0.
        self.find(quantity).map(|value| value + 0.0)
    }

    fn find(&self, quantity: Quantity) -> Option<f64> {
        let at = |values: &[Vec<f64>], layer: usize, unit: usize| values.get(layer.checked_sub(1)?)?.get(unit).copied();
        match quantity {
            Quantity::Input { .. } | Quantity::Target { .. } | Quantity::Weight { .. } | Quantity::Bias { .. } => {
                self.bench.value(quantity)
            }
            Quantity::Z { example, layer, unit } => at(&self.passes.get(example)?.z, layer, unit),
            Quantity::A { example, layer, unit } => at(&self.passes.get(example)?.a, layer, unit),
            Quantity::Loss => Some(self.loss),
            Quantity::Delta { example, layer, unit } => at(&self.passes.get(example)?.delta, layer, unit),
            Quantity::WeightGradient { layer, to, from } => {
                let (layer, index) = self.bench.place(Parameter::Weight { layer, to, from })?;
                self.gradients.get(layer)?.weights.get(index).copied()
            }
            Quantity::BiasGradient { layer, unit } => {
                let (layer, index) = self.bench.place(Parameter::Bias { layer, unit })?;
                self.gradients.get(layer)?.biases.get(index).copied()
            }
            Quantity::InputGradient { example, unit } => self.passes.get(example)?.input_gradient.get(unit).copied(),
            Quantity::FirstMoment(parameter) => self.kept(parameter, 1).map(|(first, _)| first),
            Quantity::SecondMoment(parameter) => self.kept(parameter, 2).map(|(_, second)| second),
            Quantity::NewWeight { layer, to, from } => self.after.value(Quantity::Weight { layer, to, from }),
            Quantity::NewBias { .. } if !self.bench.learn_biases => None,
            Quantity::NewBias { layer, unit } => self.after.value(Quantity::Bias { layer, unit }),
            Quantity::NewZ { example, layer, unit } => at(&self.passes_after.get(example)?.z, layer, unit),
            Quantity::NewA { example, layer, unit } => at(&self.passes_after.get(example)?.a, layer, unit),
            Quantity::NewLoss => Some(self.loss_after),
        }
    }

    /// The moments of a parameter after the update, when it learns and the rule keeps at least so many.
    fn kept(&self, parameter: Parameter, least: usize) -> Option<(f64, f64)> {
        self.bench.place(parameter)?;
        let kept = self.bench.learns(parameter) && self.bench.rule.moments() >= least;
        kept.then(|| self.after.moments(parameter))
    }

    /// ‖∂L/∂W‖ of each layer.
    pub fn gradient_norms(&self) -> Vec<f64> {
        self.gradients.iter().map(|layer| length(&layer.weights)).collect()
    }
}

/// √Σ v², also where the squares alone would be too small or too large for a number.
fn length(values: &[f64]) -> f64 {
    let squares = |unit: f64| values.iter().map(|value| (value / unit).powi(2)).sum::<f64>();
    let plain = squares(1.0);
    let largest = values.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    if plain.is_normal() || largest == 0.0 || largest.is_infinite() {
        plain.sqrt()
    } else {
        largest * squares(largest).sqrt()
    }
}

/// Mean loss and gradients of a batch.
pub fn gradients(network: &Mlp, batch: &[Example]) -> (f64, Vec<LayerValues>) {
    let (_, loss, gradients) = pass(network, batch);
    (loss, gradients)
}

fn pass(network: &Mlp, batch: &[Example]) -> (Vec<Pass>, f64, Vec<LayerValues>) {
    let share = 1.0 / batch.len().max(1) as f64;
    let passes: Vec<Pass> = batch
        .iter()
        .map(|example| {
            let mut pass = forward(network, example);
            backward(network, example, share, &mut pass);
            pass
        })
        .collect();
    let gradients = (0..network.depth()).map(|layer| layer_gradients(network, batch, &passes, layer)).collect();
    let loss = mean_loss(&passes);
    (passes, loss, gradients)
}

pub(super) fn mean_loss(passes: &[Pass]) -> f64 {
    passes.iter().map(|pass| pass.loss).sum::<f64>() / passes.len().max(1) as f64
}

/// z = W a + b, a = f(z), layer by layer; then the example's loss.
pub(super) fn forward(network: &Mlp, example: &Example) -> Pass {
    forward_nudged(network, example, |_, _| {})
}

/// The same, with a hand on the weighted sums of each layer (from 1) before they go on.
pub(super) fn forward_nudged(network: &Mlp, example: &Example, nudge: impl Fn(usize, &mut [f64])) -> Pass {
    let mut pass = Pass::default();
    for (index, dense) in network.layers.iter().enumerate() {
        let input = pass.a.last().unwrap_or(&example.input);
        let mut z: Vec<f64> = (0..dense.units).map(|unit| dot(dense.row(unit), input) + dense.biases[unit]).collect();
        nudge(index + 1, &mut z);
        let output = index + 1 == network.depth();
        let a = activate(dense, &z, output.then_some(network.loss));
        pass.z.push(z);
        pass.a.push(a);
    }
    if let (Some(z), Some(a)) = (pass.z.last(), pass.a.last()) {
        pass.loss = network.loss.value(z, a, &example.target);
    }
    pass
}

fn activate(dense: &Dense, z: &[f64], loss: Option<Loss>) -> Vec<f64> {
    match loss {
        Some(Loss::SoftmaxCrossEntropy) => softmax(z),
        Some(Loss::SigmoidCrossEntropy) => z.iter().map(|z| sigmoid(*z)).collect(),
        _ => z.iter().map(|z| dense.activation.value(*z)).collect(),
    }
}

fn dot(weights: &[f64], values: &[f64]) -> f64 {
    weights.iter().zip(values).map(|(w, a)| w * a).sum()
}

/// δ of the last layer from the loss, then δ of each layer from the one behind it (Rumelhart, Hinton, Williams 1986).
fn backward(network: &Mlp, example: &Example, share: f64, pass: &mut Pass) {
    let depth = network.depth();
    pass.delta = vec![Vec::new(); depth];
    for index in (0..depth).rev() {
        let dense = &network.layers[index];
        let delta = if index + 1 == depth {
            let slope = |z| if network.loss == Loss::HalfSquared { dense.activation.slope(z) } else { 1.0 };
            let (a, z) = (&pass.a[index], &pass.z[index]);
            let whole = target_sum(network.loss, &example.target);
            (0..dense.units).map(|unit| (a[unit] * whole - example.target[unit]) * slope(z[unit]) * share).collect()
        } else {
            let mut sums = back_through(&network.layers[index + 1], &pass.delta[index + 1]);
            sums.iter_mut().zip(&pass.z[index]).for_each(|(sum, z)| *sum *= dense.activation.slope(*z));
            sums
        };
        pass.delta[index] = delta;
    }
    if let (Some(dense), Some(delta)) = (network.layers.first(), pass.delta.first()) {
        pass.input_gradient = back_through(dense, delta);
    }
}

/// Shares whose sum differs from 1 by less than this differ by rounding alone.
const ROUNDING: f64 = 1e-12;

/// The factor of a in ∂L/∂z = a Σy − y of softmax with cross-entropy; 1 for targets that are shares, and for other losses.
pub(super) fn target_sum(loss: Loss, target: &[f64]) -> f64 {
    if loss != Loss::SoftmaxCrossEntropy {
        return 1.0;
    }
    let sum: f64 = target.iter().sum();
    if (sum - 1.0).abs() < ROUNDING { 1.0 } else { sum }
}

/// Wᵀ δ.
fn back_through(dense: &Dense, delta: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; dense.inputs];
    for (unit, delta) in delta.iter().enumerate() {
        sums.iter_mut().zip(dense.row(unit)).for_each(|(sum, weight)| *sum += weight * delta);
    }
    sums
}

fn layer_gradients(network: &Mlp, batch: &[Example], passes: &[Pass], layer: usize) -> LayerValues {
    let dense = &network.layers[layer];
    let mut values = LayerValues { weights: vec![0.0; dense.weights.len()], biases: vec![0.0; dense.units] };
    for (example, pass) in batch.iter().zip(passes) {
        let input = if layer == 0 { &example.input } else { &pass.a[layer - 1] };
        for (unit, delta) in pass.delta[layer].iter().enumerate() {
            let row = &mut values.weights[unit * dense.inputs..(unit + 1) * dense.inputs];
            row.iter_mut().zip(input).for_each(|(sum, a)| *sum += delta * a);
            values.biases[unit] += delta;
        }
    }
    if dense.shared_bias {
        let sum = values.biases.iter().sum();
        values.biases.fill(sum);
    }
    values
}

fn update(bench: &Bench, gradients: &[LayerValues]) -> Bench {
    let mut after = bench.clone();
    after.memory.steps += 1;
    let remembers = !matches!(bench.rule, super::Rule::Sgd);
    if remembers {
        after.memory.first.resize_with(gradients.len(), LayerValues::default);
        after.memory.second.resize_with(gradients.len(), LayerValues::default);
    }
    let (t, rate) = (after.memory.steps, bench.learning_rate);
    let follow = |parameters: &mut [f64], gradients: &[f64], first: &mut Vec<f64>, second: &mut Vec<f64>| {
        if remembers {
            first.resize(parameters.len(), 0.0);
            second.resize(parameters.len(), 0.0);
        }
        for (index, (parameter, gradient)) in parameters.iter_mut().zip(gradients).enumerate() {
            let (m, v) = if remembers { (first[index], second[index]) } else { (0.0, 0.0) };
            let (new, m, v) = bench.rule.apply(rate, t, *parameter, *gradient, m, v);
            *parameter = new;
            if remembers {
                (first[index], second[index]) = (m, v);
            }
        }
    };
    let mut nothing = (LayerValues::default(), LayerValues::default());
    for (index, (dense, gradient)) in after.network.layers.iter_mut().zip(gradients).enumerate() {
        let (first, second) = match (after.memory.first.get_mut(index), after.memory.second.get_mut(index)) {
            (Some(first), Some(second)) => (first, second),
            _ => (&mut nothing.0, &mut nothing.1),
        };
        follow(&mut dense.weights, &gradient.weights, &mut first.weights, &mut second.weights);
        if bench.learn_biases {
            follow(&mut dense.biases, &gradient.biases, &mut first.biases, &mut second.biases);
        }
    }
    after
}

/// The activation that counts at a layer (from 1); `None` at the output of a cross-entropy, which has its own.
pub(super) fn activation_at(network: &Mlp, layer: usize) -> Option<Activation> {
    let own = network.layer(layer).map(|dense| dense.activation);
    if layer == network.depth() && network.loss != Loss::HalfSquared { None } else { own }
}
