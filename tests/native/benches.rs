//! Random benches, and the names of everything on them.
#![allow(clippy::unwrap_used)]

use glassbox::backprop::{Activation, Bench, Dense, Example, Loss, Mlp, Parameter, Quantity, Rule};
use proptest::prelude::*;
use strum::IntoEnumIterator;

/// Small networks of all kinds, with all losses and rules.
pub(crate) fn benches() -> impl Strategy<Value = Bench> {
    let activation = prop::sample::select(Activation::iter().collect::<Vec<_>>());
    let loss = prop::sample::select(Loss::iter().collect::<Vec<_>>());
    let rule = prop::sample::select(vec![Rule::Sgd, Rule::momentum(), Rule::adam()]);
    let shape = (prop::collection::vec(1_usize..5, 2..5), 1_usize..4, loss, rule, any::<(bool, bool)>());
    shape.prop_flat_map(move |(sizes, examples, loss, rule, (shared, learn_biases))| {
        let depth = sizes.len() - 1;
        let weights: usize = sizes.windows(2).map(|pair| (pair[0] + 1) * pair[1]).sum();
        let shown = examples * (sizes[0] + sizes[depth]);
        let activations = prop::collection::vec(activation.clone(), depth);
        (activations, prop::collection::vec(-1.5..1.5_f64, weights + shown)).prop_map(move |(activations, numbers)| {
            let mut numbers = numbers.into_iter();
            let mut take = |count: usize| numbers.by_ref().take(count).collect::<Vec<f64>>();
            let layers = sizes.windows(2).zip(activations).map(|(pair, activation)| {
                let (weights, mut biases) = (take(pair[0] * pair[1]), take(pair[1]));
                if shared {
                    let first = biases[0];
                    biases.fill(first);
                }
                Dense { inputs: pair[0], units: pair[1], weights, biases, activation, shared_bias: shared }
            });
            let layers: Vec<Dense> = layers.collect();
            let batch = (0..examples).map(|_| {
                let (input, target) = (take(sizes[0]), take(sizes[depth]));
                // Cross-entropies want shares.
                let target = target.into_iter().map(|y| (y + 1.5) / 3.0);
                let target: Vec<f64> = target.collect();
                Example { input, target }
            });
            let batch = batch.collect();
            let bench = Bench::new(Mlp { layers, loss }, batch).unwrap();
            Bench { rule, learn_biases, ..bench }
        })
    })
}

/// All names that a number on this bench can have, whether it has one or not.
pub(crate) fn quantities(bench: &Bench) -> Vec<Quantity> {
    let mut all = vec![Quantity::Loss, Quantity::NewLoss];
    for (index, dense) in bench.network.layers.iter().enumerate() {
        let layer = index + 1;
        for to in 0..dense.units {
            let weights = (0..dense.inputs).map(|from| Parameter::Weight { layer, to, from });
            for parameter in weights.chain([Parameter::Bias { layer, unit: to }]) {
                all.extend([parameter.quantity(), parameter.gradient(), parameter.updated()]);
                all.extend([Quantity::FirstMoment(parameter), Quantity::SecondMoment(parameter)]);
            }
        }
    }
    for (example, shown) in bench.batch.iter().enumerate() {
        for unit in 0..shown.input.len() {
            all.extend([Quantity::Input { example, unit }, Quantity::InputGradient { example, unit }]);
        }
        all.extend((0..shown.target.len()).map(|unit| Quantity::Target { example, unit }));
        for (index, dense) in bench.network.layers.iter().enumerate() {
            let layer = index + 1;
            for unit in 0..dense.units {
                all.extend([Quantity::Z { example, layer, unit }, Quantity::A { example, layer, unit }]);
                all.extend([Quantity::NewZ { example, layer, unit }, Quantity::NewA { example, layer, unit }]);
                all.push(Quantity::Delta { example, layer, unit });
            }
        }
    }
    all
}
