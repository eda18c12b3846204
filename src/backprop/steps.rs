//! The order of the lesson: forward, loss, backward, gradients, update, forward again.

use strum::EnumIter;

use super::{Bench, Parameter, Quantity};

/// A part of the lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum Phase {
    /// z and a, from the first layer on.
    Forward,
    /// How wrong the answer is.
    Loss,
    /// δ, from the last layer back, and ∂L/∂x at the end.
    Backward,
    /// ∂L/∂W and ∂L/∂b.
    Gradients,
    /// New weights and biases.
    Update,
    /// The pass with the new numbers.
    ForwardAgain,
}

/// What a step of a wide network shows: all numbers of this kind in a layer.
#[allow(missing_docs, reason = "named as the quantities are")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LayerKind {
    Z,
    A,
    Loss,
    Delta,
    InputGradient,
    WeightGradient,
    BiasGradient,
    NewWeights,
    NewZ,
    NewA,
    NewLoss,
}

/// What a step shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// One number.
    One(Quantity),
    /// A whole layer.
    Layer {
        /// Which numbers.
        kind: LayerKind,
        /// Of which layer; the last one's for a loss, 0 for the inputs.
        layer: usize,
    },
}

/// One step of the lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The part that it belongs to.
    pub phase: Phase,
    /// The layer; 0 for a loss and for the inputs.
    pub layer: usize,
    /// What it shows.
    pub shown: Shown,
}

/// All steps for a bench: number by number, or layer by layer when it is wide.
pub fn steps(bench: &Bench) -> Vec<Step> {
    if bench.is_wide() { by_layer(bench.network.depth()) } else { by_number(bench) }
}

/// Where a phase begins.
pub fn first_of(steps: &[Step], phase: Phase) -> Option<usize> {
    steps.iter().position(|step| step.phase == phase)
}

fn by_layer(depth: usize) -> Vec<Step> {
    let step = |phase, kind, layer| Step { phase, layer, shown: Shown::Layer { kind, layer } };
    let loss = |phase, kind| Step { phase, layer: 0, shown: Shown::Layer { kind, layer: depth } };
    let mut all = Vec::new();
    for layer in 1..=depth {
        all.extend([step(Phase::Forward, LayerKind::Z, layer), step(Phase::Forward, LayerKind::A, layer)]);
    }
    all.push(loss(Phase::Loss, LayerKind::Loss));
    all.extend((1..=depth).rev().map(|layer| step(Phase::Backward, LayerKind::Delta, layer)));
    all.push(step(Phase::Backward, LayerKind::InputGradient, 0));
    for layer in (1..=depth).rev() {
        all.push(step(Phase::Gradients, LayerKind::WeightGradient, layer));
        all.push(step(Phase::Gradients, LayerKind::BiasGradient, layer));
    }
    all.extend((1..=depth).map(|layer| step(Phase::Update, LayerKind::NewWeights, layer)));
    for layer in 1..=depth {
        all.extend([
            step(Phase::ForwardAgain, LayerKind::NewZ, layer),
            step(Phase::ForwardAgain, LayerKind::NewA, layer),
        ]);
    }
    all.push(loss(Phase::ForwardAgain, LayerKind::NewLoss));
    all
}

fn by_number(bench: &Bench) -> Vec<Step> {
    let mut all = Vec::new();
    let mut add = |phase, layer, quantity| all.push(Step { phase, layer, shown: Shown::One(quantity) });
    let (depth, examples) = (bench.network.depth(), bench.batch.len());
    let units = |layer| bench.network.layer(layer).map_or(0, |dense| dense.units);
    let inputs = bench.network.layer(1).map_or(0, |dense| dense.inputs);

    for example in 0..examples {
        for layer in 1..=depth {
            for unit in 0..units(layer) {
                add(Phase::Forward, layer, Quantity::Z { example, layer, unit });
            }
            for unit in 0..units(layer) {
                add(Phase::Forward, layer, Quantity::A { example, layer, unit });
            }
        }
    }
    add(Phase::Loss, 0, Quantity::Loss);
    for example in 0..examples {
        for layer in (1..=depth).rev() {
            (0..units(layer)).for_each(|unit| add(Phase::Backward, layer, Quantity::Delta { example, layer, unit }));
        }
        (0..inputs).for_each(|unit| add(Phase::Backward, 0, Quantity::InputGradient { example, unit }));
    }
    for layer in (1..=depth).rev() {
        parameters(bench, layer).for_each(|parameter| add(Phase::Gradients, layer, parameter.gradient()));
    }
    for layer in 1..=depth {
        for parameter in parameters(bench, layer).filter(|parameter| bench.learns(*parameter)) {
            if bench.rule.moments() >= 1 {
                add(Phase::Update, layer, Quantity::FirstMoment(parameter));
            }
            if bench.rule.moments() >= 2 {
                add(Phase::Update, layer, Quantity::SecondMoment(parameter));
            }
            add(Phase::Update, layer, parameter.updated());
        }
    }
    for example in 0..examples {
        for layer in 1..=depth {
            for unit in 0..units(layer) {
                add(Phase::ForwardAgain, layer, Quantity::NewZ { example, layer, unit });
            }
            for unit in 0..units(layer) {
                add(Phase::ForwardAgain, layer, Quantity::NewA { example, layer, unit });
            }
        }
    }
    add(Phase::ForwardAgain, 0, Quantity::NewLoss);
    all
}

/// The weights of a layer, unit by unit, each followed by the unit's bias.
fn parameters(bench: &Bench, layer: usize) -> impl Iterator<Item = Parameter> {
    let (units, inputs) = bench.network.layer(layer).map_or((0, 0), |dense| (dense.units, dense.inputs));
    (0..units).flat_map(move |to| {
        let weights = (0..inputs).map(move |from| Parameter::Weight { layer, to, from });
        weights.chain([Parameter::Bias { layer, unit: to }])
    })
}
