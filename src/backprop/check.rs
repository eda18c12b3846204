//! A gradient against the difference quotient of two losses.

use super::record::{activation_at, forward, forward_nudged, mean_loss};
use super::{Activation, Bench, Example, Pass, Quantity, Record};

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

/// Checks ∂L/∂W, ∂L/∂b or ∂L/∂x by nudging that number, and δ by nudging z. `None` for other quantities.
pub fn check(bench: &Bench, quantity: Quantity) -> Option<Check> {
    let record = Record::of(bench.clone());
    let gradient = record.value(quantity)?;
    let nudged = match quantity {
        Quantity::WeightGradient { layer, to, from } => Quantity::Weight { layer, to, from },
        Quantity::BiasGradient { layer, unit } => Quantity::Bias { layer, unit },
        Quantity::InputGradient { example, unit } => Quantity::Input { example, unit },
        Quantity::Delta { example, layer, unit } => Quantity::Z { example, layer, unit },
        _ => return None,
    };
    let value = record.value(nudged)?;
    let epsilon = NUDGE * value.abs().max(1.0);
    let (above, below) = (passes(bench, nudged, value + epsilon)?, passes(bench, nudged, value - epsilon)?);
    let (plus, minus) = (mean_loss(&above), mean_loss(&below));
    let quotient = (plus - minus) / (2.0 * epsilon);
    let scale = quotient.abs().max(gradient.abs()).max(1e-12);
    let network = &bench.network;
    let kink = (1..=network.depth()).any(|layer| {
        let bends = activation_at(network, layer).is_some_and(Activation::has_kink);
        bends && above.iter().zip(&below).any(|(above, below)| turns(&above.z[layer - 1], &below.z[layer - 1]))
    });
    Some(Check { epsilon, plus, minus, quotient, gradient, difference: (quotient - gradient).abs() / scale, kink })
}

/// The forward passes with another number in this place.
fn passes(bench: &Bench, nudged: Quantity, value: f64) -> Option<Vec<Pass>> {
    if let Quantity::Z { example: of, layer: at, unit } = nudged {
        let pass = |(index, example): (usize, &Example)| {
            forward_nudged(&bench.network, example, |layer, z| {
                if (index, layer) == (of, at) {
                    z[unit] = value;
                }
            })
        };
        return Some(bench.batch.iter().enumerate().map(pass).collect());
    }
    let mut moved = bench.clone();
    moved.edit(nudged, value).ok()?;
    Some(moved.batch.iter().map(|example| forward(&moved.network, example)).collect())
}

/// Whether a value passes 0 on the way from one to the other.
fn turns(above: &[f64], below: &[f64]) -> bool {
    above.iter().zip(below).any(|(a, b)| (*a > 0.0) != (*b > 0.0))
}
