//! What a heat map or a column of bars shows: all values of one kind in one layer, or all that lead into one unit.

use crate::backprop::{LayerKind, LayerValues, Mlp, Pass, Quantity, Record, Shown};

/// The values of one kind. Layers count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Series {
    /// The inputs.
    Input,
    /// Gradients of the inputs.
    InputGradient,
    /// Weighted sums.
    Z(usize),
    /// Activations.
    A(usize),
    /// Errors.
    Delta(usize),
    /// The weights that lead into the chosen unit.
    Weights(usize),
    /// Their gradients.
    Gradients(usize),
    /// What the update adds to them.
    Change(usize),
    /// The weights after the update.
    NewWeights(usize),
    /// Weighted sums after the update.
    NewZ(usize),
    /// Activations after the update.
    NewA(usize),
}

/// Which example, and into which unit the weights lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct At {
    /// In the batch.
    pub(super) example: usize,
    /// The chosen unit of the series' layer.
    pub(super) to: usize,
}

impl Series {
    /// The layer that it belongs to; 0 for the inputs.
    pub(super) fn layer(self) -> usize {
        match self {
            Self::Input | Self::InputGradient => 0,
            Self::Z(layer)
            | Self::A(layer)
            | Self::Delta(layer)
            | Self::Weights(layer)
            | Self::Gradients(layer)
            | Self::Change(layer)
            | Self::NewWeights(layer)
            | Self::NewZ(layer)
            | Self::NewA(layer) => layer,
        }
    }

    /// Whether it runs over the weights that lead into one unit.
    pub(super) fn leads_into_unit(self) -> bool {
        matches!(self, Self::Weights(_) | Self::Gradients(_) | Self::Change(_) | Self::NewWeights(_))
    }

    /// The layer whose units it runs over.
    pub(super) fn runs_over(self) -> usize {
        if self.leads_into_unit() { self.layer().saturating_sub(1) } else { self.layer() }
    }

    /// What one of its values is. A change has no name of its own: it leads to the new weight.
    pub(super) fn quantity(self, at: At, index: usize) -> Quantity {
        let At { example, to } = at;
        match self {
            Self::Input => Quantity::Input { example, unit: index },
            Self::InputGradient => Quantity::InputGradient { example, unit: index },
            Self::Z(layer) => Quantity::Z { example, layer, unit: index },
            Self::A(layer) => Quantity::A { example, layer, unit: index },
            Self::Delta(layer) => Quantity::Delta { example, layer, unit: index },
            Self::Weights(layer) => Quantity::Weight { layer, to, from: index },
            Self::Gradients(layer) => Quantity::WeightGradient { layer, to, from: index },
            Self::Change(layer) | Self::NewWeights(layer) => Quantity::NewWeight { layer, to, from: index },
            Self::NewZ(layer) => Quantity::NewZ { example, layer, unit: index },
            Self::NewA(layer) => Quantity::NewA { example, layer, unit: index },
        }
    }

    /// Which of its values a quantity is.
    pub(super) fn index_of(self, at: At, quantity: Quantity) -> Option<usize> {
        let index = match quantity {
            Quantity::Input { unit, .. }
            | Quantity::InputGradient { unit, .. }
            | Quantity::Z { unit, .. }
            | Quantity::A { unit, .. }
            | Quantity::Delta { unit, .. }
            | Quantity::NewZ { unit, .. }
            | Quantity::NewA { unit, .. } => unit,
            Quantity::Weight { from, .. }
            | Quantity::WeightGradient { from, .. }
            | Quantity::NewWeight { from, .. } => from,
            _ => return None,
        };
        (self.quantity(at, index) == quantity).then_some(index)
    }

    /// The name that is read beside a value.
    pub(super) fn label(self, at: At, index: usize) -> String {
        match self {
            Self::Change(layer) => format!("ΔW[{layer}][{}][{index}]", at.to),
            other => other.quantity(at, index).name(),
        }
    }

    /// All its values; empty when there are none.
    pub(super) fn values(self, record: &Record, at: At) -> Vec<f64> {
        let (before, after) = (&record.bench.network, &record.after.network);
        match self {
            Self::Input => record.bench.batch.get(at.example).map(|example| example.input.clone()).unwrap_or_default(),
            Self::InputGradient => {
                record.passes.get(at.example).map(|pass| pass.input_gradient.clone()).unwrap_or_default()
            }
            Self::Z(layer) => of_layer(record.passes.get(at.example), layer, |pass| &pass.z),
            Self::A(layer) => of_layer(record.passes.get(at.example), layer, |pass| &pass.a),
            Self::Delta(layer) => of_layer(record.passes.get(at.example), layer, |pass| &pass.delta),
            Self::NewZ(layer) => of_layer(record.passes_after.get(at.example), layer, |pass| &pass.z),
            Self::NewA(layer) => of_layer(record.passes_after.get(at.example), layer, |pass| &pass.a),
            Self::Weights(layer) => incoming(before, layer, at.to).to_vec(),
            Self::NewWeights(layer) => incoming(after, layer, at.to).to_vec(),
            Self::Gradients(layer) => gradients(before, &record.gradients, layer, at.to).to_vec(),
            Self::Change(layer) => {
                let pairs = incoming(before, layer, at.to).iter().zip(incoming(after, layer, at.to));
                pairs.map(|(before, after)| after - before).collect()
            }
        }
    }

    /// Whether a step of the lesson makes these values.
    pub(super) fn is_made_by(self, shown: &Shown) -> bool {
        let Shown::Layer { kind, layer: of } = shown else { return false };
        match (self, kind) {
            (Self::Z(layer), LayerKind::Z)
            | (Self::A(layer), LayerKind::A)
            | (Self::Delta(layer), LayerKind::Delta)
            | (Self::Gradients(layer), LayerKind::WeightGradient)
            | (Self::Change(layer) | Self::NewWeights(layer), LayerKind::NewWeights)
            | (Self::NewZ(layer), LayerKind::NewZ)
            | (Self::NewA(layer), LayerKind::NewA) => layer == *of,
            (Self::InputGradient, LayerKind::InputGradient) => true,
            _ => false,
        }
    }

    /// Its letters.
    pub(super) fn letters(self) -> &'static str {
        match self {
            Self::Input => "x",
            Self::InputGradient => "∂L/∂x",
            Self::Z(_) => "z",
            Self::A(_) => "a",
            Self::Delta(_) => "δ",
            Self::Weights(_) => "W",
            Self::Gradients(_) => "∂L/∂W",
            Self::Change(_) => "ΔW",
            Self::NewWeights(_) => "W⁺",
            Self::NewZ(_) => "z⁺",
            Self::NewA(_) => "a⁺",
        }
    }

    /// Its name in attributes, in the notation of the figures: `dL/dW[1]`.
    pub(super) fn code(self) -> String {
        let letters = match self {
            Self::Input => return "x".to_owned(),
            Self::InputGradient => return "dL/dx".to_owned(),
            Self::Delta(_) => "delta",
            Self::Gradients(_) => "dL/dW",
            Self::Change(_) => "dW",
            Self::NewWeights(_) => "W+",
            Self::NewZ(_) => "z+",
            Self::NewA(_) => "a+",
            other => other.letters(),
        };
        format!("{letters}[{}]", self.layer())
    }

    /// The class that colours it.
    pub(super) fn role(self) -> &'static str {
        match self {
            Self::Delta(_) | Self::Gradients(_) | Self::InputGradient => "role-gradient",
            Self::Weights(_) | Self::Change(_) | Self::NewWeights(_) => "role-parameter",
            _ => "role-forward",
        }
    }
}

fn of_layer(pass: Option<&Pass>, layer: usize, read: fn(&Pass) -> &[Vec<f64>]) -> Vec<f64> {
    let index = layer.checked_sub(1);
    let values = pass.zip(index).and_then(|(pass, index)| read(pass).get(index));
    values.cloned().unwrap_or_default()
}

/// The weights that lead into a unit.
fn incoming(network: &Mlp, layer: usize, to: usize) -> &[f64] {
    let dense = layer.checked_sub(1).and_then(|index| network.layers.get(index));
    dense.map(|dense| row(&dense.weights, dense.inputs, to)).unwrap_or_default()
}

fn gradients<'a>(network: &Mlp, gradients: &'a [LayerValues], layer: usize, to: usize) -> &'a [f64] {
    let Some(index) = layer.checked_sub(1) else { return &[] };
    match (network.layers.get(index), gradients.get(index)) {
        (Some(dense), Some(values)) => row(&values.weights, dense.inputs, to),
        _ => &[],
    }
}

fn row(weights: &[f64], inputs: usize, to: usize) -> &[f64] {
    weights.chunks_exact(inputs.max(1)).nth(to).unwrap_or(&[])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backprop::{ExampleName, shipped};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn every_value_is_the_records_own() {
        let Some(bench) = shipped(ExampleName::Article) else { return };
        let record = Record::of(bench);
        let at = At { example: 0, to: 0 };
        let passes = [Series::Input, Series::Z(1), Series::A(2), Series::Delta(1), Series::NewZ(2), Series::NewA(2)];
        let parameters = [Series::Weights(2), Series::Gradients(1), Series::NewWeights(1)];
        for series in passes.into_iter().chain(parameters) {
            let values = series.values(&record, at);
            assert!(!values.is_empty());
            for (index, value) in values.into_iter().enumerate() {
                let quantity = series.quantity(at, index);
                assert_eq!(record.value(quantity), Some(value));
                assert_eq!(series.index_of(at, quantity), Some(index));
            }
        }
        assert!(Series::Weights(9).values(&record, at).is_empty());
        assert!(Series::Z(0).values(&record, at).is_empty());
        assert_eq!(Series::Z(1).index_of(at, Quantity::Loss), None);
        assert_eq!(Series::Z(1).index_of(at, Quantity::Z { example: 0, layer: 2, unit: 0 }), None);
    }
}
