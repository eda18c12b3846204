//! From gradients to new parameters, written in tensor operations so that the same code runs on every backend.
//! Scalars (bias corrections, the learning rate) are computed on the host in `f64`.

use burn::tensor::Tensor;

use super::{OptimizerKind, TrainingConfig};

const MOMENTUM: f64 = 0.9;
const RMS_DECAY: f64 = 0.9;
const BETA1: f64 = 0.9;
const BETA2: f64 = 0.999;
/// As in Keras.
const EPSILON: f64 = 1e-7;

/// An optimiser with its memory of past gradients.
#[derive(Clone, Debug)]
pub struct Optimizer {
    kind: OptimizerKind,
    l1: f64,
    l2: f64,
    clip: f64,
    /// Updates made so far (Adam's t).
    pub updates: u64,
    /// For each parameter its running means, slot by slot: `slots[slot][parameter]`.
    pub slots: Vec<Vec<Tensor<2>>>,
}

impl OptimizerKind {
    /// Running means that it keeps for each parameter.
    pub fn slots(self) -> usize {
        match self {
            Self::Sgd => 0,
            Self::Momentum | Self::RmsProp => 1,
            Self::Adam | Self::AdamW => 2,
        }
    }
}

impl Optimizer {
    /// An optimiser without a past.
    pub fn new(config: &TrainingConfig, parameters: &[Tensor<2>]) -> Self {
        let zeros = || parameters.iter().map(Tensor::zeros_like).collect();
        Self {
            kind: config.optimizer,
            l1: config.l1,
            l2: config.l2,
            clip: config.clip,
            updates: 0,
            slots: (0..config.optimizer.slots()).map(|_| zeros()).collect(),
        }
    }

    /// One update of all parameters. Odd positions are biases, which are not regularised.
    pub fn update(&mut self, parameters: &mut [Tensor<2>], gradients: Vec<Tensor<2>>, learning_rate: f64) {
        self.updates += 1;
        let gradients = self.clipped(self.regularised(parameters, gradients));
        for (index, (parameter, gradient)) in parameters.iter_mut().zip(gradients).enumerate() {
            let change = self.change(index, gradient, learning_rate);
            let kept = match self.kind {
                OptimizerKind::AdamW if self.l2 > 0.0 && is_weight(index) => {
                    parameter.clone().mul_scalar(1.0 - learning_rate * self.l2)
                }
                _ => parameter.clone(),
            };
            *parameter = kept - change;
        }
    }

    /// Adds the gradients of l1 Σ|w| and ½ l2 Σ w².
    fn regularised(&self, parameters: &[Tensor<2>], mut gradients: Vec<Tensor<2>>) -> Vec<Tensor<2>> {
        let l2 = if self.kind == OptimizerKind::AdamW { 0.0 } else { self.l2 };
        for (index, gradient) in gradients.iter_mut().enumerate().filter(|(index, _)| is_weight(*index)) {
            if l2 > 0.0 {
                *gradient = gradient.clone() + parameters[index].clone().mul_scalar(l2);
            }
            if self.l1 > 0.0 {
                *gradient = gradient.clone() + parameters[index].clone().sign().mul_scalar(self.l1);
            }
        }
        gradients
    }

    /// Shortens the gradient, all parameters taken as one long vector, to length `clip`.
    fn clipped(&self, gradients: Vec<Tensor<2>>) -> Vec<Tensor<2>> {
        if self.clip <= 0.0 {
            return gradients;
        }
        let squares = gradients.iter().map(|g| g.clone().square().sum()).collect();
        let norm = Tensor::cat(squares, 0).sum().sqrt();
        let factor = norm.clamp_min(self.clip).recip().mul_scalar(self.clip).reshape([1, 1]);
        gradients.into_iter().map(|gradient| gradient * factor.clone()).collect()
    }

    /// What is subtracted from one parameter.
    fn change(&mut self, index: usize, gradient: Tensor<2>, rate: f64) -> Tensor<2> {
        match self.kind {
            OptimizerKind::Sgd => gradient.mul_scalar(rate),
            OptimizerKind::Momentum => {
                let velocity = &mut self.slots[0][index];
                *velocity = velocity.clone().mul_scalar(MOMENTUM) + gradient;
                velocity.clone().mul_scalar(rate)
            }
            OptimizerKind::RmsProp => {
                let mean_square = running_mean(&mut self.slots[0][index], gradient.clone().square(), RMS_DECAY);
                gradient.mul_scalar(rate) / mean_square.sqrt().add_scalar(EPSILON)
            }
            OptimizerKind::Adam | OptimizerKind::AdamW => {
                let mean = running_mean(&mut self.slots[0][index], gradient.clone(), BETA1);
                let mean_square = running_mean(&mut self.slots[1][index], gradient.square(), BETA2);
                let steps = self.updates as f64;
                let (correct1, correct2) = (1.0 - BETA1.powf(steps), 1.0 - BETA2.powf(steps));
                let root = mean_square.mul_scalar(1.0 / correct2).sqrt().add_scalar(EPSILON);
                mean.mul_scalar(rate / correct1) / root
            }
        }
    }
}

/// `slot ← decay · slot + (1 − decay) · value`.
fn running_mean(slot: &mut Tensor<2>, value: Tensor<2>, decay: f64) -> Tensor<2> {
    *slot = slot.clone().mul_scalar(decay) + value.mul_scalar(1.0 - decay);
    slot.clone()
}

/// Parameters alternate: weights, bias, weights, bias …
fn is_weight(index: usize) -> bool {
    index.is_multiple_of(2)
}
