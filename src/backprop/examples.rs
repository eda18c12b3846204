//! The examples that ship.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use super::{Activation, Bench, Dense, Example, Loss, Mlp};

/// The examples, by their names in the link.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum ExampleName {
    /// The article's own, 2-3-1 with ReLU.
    #[default]
    Article,
    /// Matt Mazur's, 2-2-2 with sigmoid.
    Mazur,
    /// XOR with 2-2-1.
    Xor,
    /// Logistic regression on four points.
    Logistic,
    /// A step so large that a unit dies.
    DyingRelu,
    /// Deep sigmoid layers.
    Vanishing,
    /// The reader's own.
    Mine,
    /// A picture in the network that is being trained.
    Live,
}

/// The four points that no straight line separates.
const XOR: [(&[f64], &[f64]); 4] =
    [(&[0.0, 0.0], &[0.0]), (&[0.0, 1.0], &[1.0]), (&[1.0, 0.0], &[1.0]), (&[1.0, 1.0], &[0.0])];

/// An example as it ships; `None` for those that do not.
pub fn shipped(name: ExampleName) -> Option<Bench> {
    match name {
        ExampleName::Article => bench(
            vec![
                dense(&[&[1.0, 0.0], &[1.0, 0.0], &[1.0, 0.0]], &[1.0; 3], Activation::Relu),
                dense(&[&[1.0, 1.0, 1.0]], &[1.0], Activation::Relu),
            ],
            Loss::HalfSquared,
            &[(&[1.0, 0.0], &[0.0])],
            0.1,
        ),
        ExampleName::Mazur => {
            let mut layers = vec![
                dense(&[&[0.15, 0.20], &[0.25, 0.30]], &[0.35; 2], Activation::Sigmoid),
                dense(&[&[0.40, 0.45], &[0.50, 0.55]], &[0.60; 2], Activation::Sigmoid),
            ];
            layers.iter_mut().for_each(|layer| layer.shared_bias = true);
            let bench = bench(layers, Loss::HalfSquared, &[(&[0.05, 0.10], &[0.01, 0.99])], 0.5)?;
            Some(Bench { learn_biases: false, ..bench })
        }
        ExampleName::Xor => bench(
            vec![
                dense(&[&[0.9, -0.7], &[-0.6, 0.8]], &[0.1, -0.1], Activation::Tanh),
                dense(&[&[0.7, 0.9]], &[-0.2], Activation::Identity),
            ],
            Loss::SigmoidCrossEntropy,
            &XOR,
            1.0,
        ),
        ExampleName::Logistic => bench(
            vec![dense(&[&[0.2, -0.1]], &[0.0], Activation::Identity)],
            Loss::SigmoidCrossEntropy,
            &[(&[0.5, 1.0], &[0.0]), (&[1.0, 0.3], &[0.0]), (&[1.5, 2.0], &[1.0]), (&[2.0, 1.2], &[1.0])],
            1.0,
        ),
        // The second update throws the second hidden unit below 0 at all four points; the first one alone comes no
        // further than an answer of ½ everywhere, a loss of 0.125. With half the learning rate both live and learn it.
        ExampleName::DyingRelu => bench(
            vec![
                dense(&[&[1.0, -0.1], &[-0.6, 0.7]], &[0.5; 2], Activation::Relu),
                dense(&[&[-1.1, 1.8]], &[0.0], Activation::Identity),
            ],
            Loss::HalfSquared,
            &XOR,
            0.8,
        ),
        ExampleName::Vanishing => {
            let hidden = || dense(&[&[0.8, -0.6], &[0.5, 0.9]], &[0.1, -0.1], Activation::Sigmoid);
            let mut layers: Vec<Dense> = (0..5).map(|_| hidden()).collect();
            layers.push(dense(&[&[0.7, -0.8]], &[0.2], Activation::Sigmoid));
            bench(layers, Loss::HalfSquared, &[(&[1.0, 0.0], &[1.0])], 0.5)
        }
        ExampleName::Mine | ExampleName::Live => None,
    }
}

fn dense(rows: &[&[f64]], biases: &[f64], activation: Activation) -> Dense {
    Dense {
        inputs: rows.first().map_or(0, |row| row.len()),
        units: rows.len(),
        weights: rows.concat(),
        biases: biases.to_vec(),
        activation,
        shared_bias: false,
    }
}

fn bench(layers: Vec<Dense>, loss: Loss, batch: &[(&[f64], &[f64])], rate: f64) -> Option<Bench> {
    let batch = batch.iter().map(|(input, target)| Example { input: input.to_vec(), target: target.to_vec() });
    let bench = Bench::new(Mlp { layers, loss }, batch.collect()).ok()?;
    Some(Bench { learning_rate: rate, ..bench })
}
