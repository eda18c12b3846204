//! What a network with two inputs and one output says at every point of the plane.

use crate::backprop::{Activation, Example, Loss, Mlp};

/// Points of the map along a side.
pub(super) const SIDE: usize = 40;

/// Whether a network can be drawn so.
pub(super) fn fits(sizes: &[usize], loss: Loss) -> bool {
    // The softmax of a single number is always 1.
    sizes.first() == Some(&2) && sizes.last() == Some(&1) && loss != Loss::SoftmaxCrossEntropy
}

/// The part of the plane that is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Window {
    pub(super) low: [f64; 2],
    pub(super) high: [f64; 2],
}

impl Window {
    /// From −0.5 to 1.5, and more when an example lies further out.
    pub(super) fn around(batch: &[Example]) -> Self {
        let mut window = Self { low: [-0.5; 2], high: [1.5; 2] };
        for example in batch {
            for ((low, high), value) in window.low.iter_mut().zip(&mut window.high).zip(&example.input) {
                if value.is_finite() {
                    *low = low.min(value - 0.5);
                    *high = high.max(value + 0.5);
                }
            }
        }
        window
    }

    /// The middle of a cell; rows count from the top.
    fn point(self, column: usize, row: usize) -> [f64; 2] {
        let at = |axis: usize, cell: usize| {
            let share = (cell as f64 + 0.5) / SIDE as f64;
            self.low[axis] + share * (self.high[axis] - self.low[axis])
        };
        [at(0, column), at(1, SIDE - 1 - row)]
    }

    /// Where a point lies, in percent from the left and from the top.
    pub(super) fn place(self, input: &[f64]) -> (f64, f64) {
        let share = |axis: usize| {
            let value = input.get(axis).copied().unwrap_or(0.0);
            100.0 * (value - self.low[axis]) / (self.high[axis] - self.low[axis])
        };
        (share(0), 100.0 - share(1))
    }
}

/// The two answers that the examples ask for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Answers {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Answers {
    /// The lowest and the highest target; 0 and 1 when they are all the same.
    pub(super) fn of(batch: &[Example]) -> Self {
        let targets = || batch.iter().filter_map(|example| example.target.first().copied());
        let low = targets().fold(f64::INFINITY, f64::min);
        let high = targets().fold(f64::NEG_INFINITY, f64::max);
        if low < high && low.is_finite() && high.is_finite() {
            Self { low, high }
        } else {
            Self { low: 0.0, high: 1.0 }
        }
    }

    /// Halfway between them the answer changes.
    pub(super) fn middle(self) -> f64 {
        self.low + 0.5 * (self.high - self.low)
    }

    /// Whether an output is nearer to the higher answer.
    pub(super) fn is_high(self, output: f64) -> bool {
        output > self.middle()
    }

    /// −1 at the lower answer, 0 halfway, 1 at the higher one.
    fn shade(self, output: f64) -> f64 {
        let shade = 2.0 * (output - self.middle()) / (self.high - self.low);
        if shade.is_nan() { 0.0 } else { shade.clamp(-1.0, 1.0) }
    }
}

/// The network's output at a point. Sixteen hundred records of a pass, of which one number each is needed, would take
/// longer than a frame.
pub(super) fn output(network: &Mlp, point: &[f64]) -> f64 {
    let depth = network.layers.len();
    let mut values = point.to_vec();
    for (index, layer) in network.layers.iter().enumerate() {
        let owned = index + 1 == depth && network.loss == Loss::SigmoidCrossEntropy;
        let function = if owned { Activation::Sigmoid } else { layer.activation };
        values = layer
            .weights
            .chunks_exact(layer.inputs.max(1))
            .zip(&layer.biases)
            .map(|(weights, bias)| {
                let sum: f64 = weights.iter().zip(&values).map(|(weight, value)| weight * value).sum();
                function.value(sum + bias)
            })
            .collect();
    }
    values.first().copied().unwrap_or(f64::NAN)
}

/// The map in colours, RGBA, from the top left.
pub(super) fn paint(network: &Mlp, window: Window, answers: Answers, colours: &[[u8; 4]; 255]) -> Vec<u8> {
    let cells = (0..SIDE).flat_map(|row| (0..SIDE).map(move |column| (column, row)));
    cells
        .flat_map(|(column, row)| {
            let shade = answers.shade(output(network, &window.point(column, row)));
            let colour = (127.0 + 127.0 * shade).round() as usize;
            colours.get(colour).copied().unwrap_or([128, 128, 128, 255])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backprop::{ExampleName, Record, shipped};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn the_map_agrees_with_the_lesson() {
        for name in [ExampleName::Xor, ExampleName::Logistic] {
            let Some(bench) = shipped(name) else { continue };
            assert!(fits(&bench.network.sizes(), bench.network.loss));
            let record = Record::of(bench);
            for (example, pass) in record.bench.batch.iter().zip(&record.passes) {
                let expected = pass.a.last().and_then(|outputs| outputs.first()).copied().unwrap_or(f64::NAN);
                assert!((output(&record.bench.network, &example.input) - expected).abs() < 1e-12);
            }
        }
    }

    #[wasm_bindgen_test]
    fn every_example_lies_in_the_window() {
        let batch = [Example { input: vec![3.0, -2.0], target: vec![1.0] }];
        let window = Window::around(&batch);
        assert_eq!(window, Window { low: [-0.5, -2.5], high: [3.5, 1.5] });
        assert_eq!(window.place(&[-0.5, 1.5]), (0.0, 0.0));
        assert_eq!(window.place(&[3.5, -2.5]), (100.0, 100.0));
    }

    #[wasm_bindgen_test]
    fn the_answer_changes_halfway() {
        let example = |target| Example { input: vec![0.0, 0.0], target: vec![target] };
        let answers = Answers::of(&[example(-1.0), example(1.0)]);
        assert!(answers.is_high(0.1) && !answers.is_high(-0.1) && !answers.is_high(f64::NAN));
        assert_eq!((answers.shade(-1.0), answers.shade(9.0), answers.shade(f64::NAN)), (-1.0, 1.0, 0.0));
        assert_eq!(Answers::of(&[example(1.0)]), Answers { low: 0.0, high: 1.0 });
    }
}
