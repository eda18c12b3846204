//! The article's worked example as it is printed, and what went wrong on each line that differs.

use super::{Bench, ExampleName, Quantity, shipped};

/// One line of the article.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PrintedLine {
    /// What the line is about.
    pub quantity: Quantity,
    /// The printed number; the article does not print the loss.
    pub printed: Option<f64>,
    /// What went wrong, when the number is not right.
    pub slip: Option<Slip>,
}

/// A mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// 1·1 + 0·0 + 1 is 2.
    Sum,
    /// y − ŷ in place of ŷ − y: the step goes uphill.
    Sign,
    /// The output weight is missing from the hidden error.
    MissingWeight,
    /// A weight on an input of 0 has gradient 0.
    ZeroInput,
    /// Right arithmetic on a wrong number.
    FollowsFrom,
}

const HIDDEN: usize = 3;

/// All lines, in the order of the lesson.
pub fn printed_lines() -> Vec<PrintedLine> {
    let mut lines = Vec::new();
    let mut add = |quantity, printed, slip| lines.push(PrintedLine { quantity, printed, slip });
    let (example, hidden, output) = (0, 1, 2);
    for unit in 0..HIDDEN {
        add(Quantity::Z { example, layer: hidden, unit }, Some(1.0), Some(Slip::Sum));
    }
    add(Quantity::Z { example, layer: output, unit: 0 }, Some(4.0), Some(Slip::FollowsFrom));
    add(Quantity::Loss, None, None);
    add(Quantity::Delta { example, layer: output, unit: 0 }, Some(-4.0), Some(Slip::Sign));
    for unit in 0..HIDDEN {
        add(Quantity::Delta { example, layer: hidden, unit }, Some(-4.0), Some(Slip::MissingWeight));
    }
    for from in 0..HIDDEN {
        add(Quantity::WeightGradient { layer: output, to: 0, from }, Some(-4.0), Some(Slip::FollowsFrom));
    }
    for to in 0..HIDDEN {
        add(Quantity::NewWeight { layer: hidden, to, from: 0 }, Some(1.4), Some(Slip::Sign));
        add(Quantity::NewWeight { layer: hidden, to, from: 1 }, Some(0.4), Some(Slip::ZeroInput));
        add(Quantity::NewBias { layer: hidden, unit: to }, Some(1.4), Some(Slip::Sign));
    }
    for from in 0..HIDDEN {
        add(Quantity::NewWeight { layer: output, to: 0, from }, Some(1.4), Some(Slip::Sign));
    }
    add(Quantity::NewBias { layer: output, unit: 0 }, Some(1.4), Some(Slip::Sign));
    lines
}

/// The example with the new weights that the article prints.
pub fn printed_update() -> Bench {
    let mut bench = shipped(ExampleName::Article).unwrap_or_else(Bench::blank);
    for line in printed_lines() {
        let given = match line.quantity {
            Quantity::NewWeight { layer, to, from } => Quantity::Weight { layer, to, from },
            Quantity::NewBias { layer, unit } => Quantity::Bias { layer, unit },
            _ => continue,
        };
        // All of them exist in the example that was just made.
        let _ = line.printed.map(|value| bench.edit(given, value));
    }
    bench
}
