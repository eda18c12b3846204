//! A gradient against the difference quotient of two losses.

use super::record::forward;
use super::{Bench, Quantity, Record};

/// How far a number is nudged, as a share of its size (at least of 1).
const NUDGE: f64 = 1e-5;

/// What nudging found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Check {
    /// ε.
    pub epsilon: f64,
    /// L(w + ε).
    pub plus: f64,
    /// L(w − ε).
    pub minus: f64,
    /// (L(w + ε) − L(w − ε)) / 2ε.
    pub quotient: f64,
    /// What backpropagation says.
    pub gradient: f64,
    /// |quotient − gradient| as a share of the larger one.
    pub difference: f64,
    /// A ReLU bends within ±ε: the two need not agree.
    pub kink: bool,
}

/// Checks ∂L/∂W, ∂L/∂b or ∂L/∂x. `None` for other quantities.
pub fn check(bench: &Bench, quantity: Quantity) -> Option<Check> {
    let nudged = match quantity {
        Quantity::WeightGradient { layer, to, from } => Quantity::Weight { layer, to, from },
        Quantity::BiasGradient { layer, unit } => Quantity::Bias { layer, unit },
        Quantity::InputGradient { example, unit } => Quantity::Input { example, unit },
        _ => return None,
    };
    let value = bench.value(nudged)?;
    let gradient = Record::of(bench.clone()).value(quantity)?;
    let epsilon = NUDGE * value.abs().max(1.0);
    let at = |value: f64| {
        let mut moved = bench.clone();
        moved.edit(nudged, value).ok()?;
        let passes: Vec<_> = moved.batch.iter().map(|example| forward(&moved.network, example)).collect();
        let loss = passes.iter().map(|pass| pass.loss).sum::<f64>() / passes.len().max(1) as f64;
        Some((loss, passes))
    };
    let ((plus, above), (minus, below)) = (at(value + epsilon)?, at(value - epsilon)?);
    let quotient = (plus - minus) / (2.0 * epsilon);
    let scale = quotient.abs().max(gradient.abs()).max(1e-12);
    let kink = bench.network.layers.iter().enumerate().any(|(layer, dense)| {
        dense.activation.has_kink()
            && above
                .iter()
                .zip(&below)
                .any(|(above, below)| above.z[layer].iter().zip(&below.z[layer]).any(|(a, b)| (*a > 0.0) != (*b > 0.0)))
    });
    Some(Check { epsilon, plus, minus, quotient, gradient, difference: (quotient - gradient).abs() / scale, kink })
}
