//! The number that stands for a whole layer: the one that matters most.

use crate::backprop::{LayerKind, Quantity, Record};

/// Of all numbers of this kind in a layer the one that is furthest from 0. For new weights, the one with the largest gradient.
pub(super) fn strongest(record: &Record, kind: LayerKind, layer: usize, example: usize) -> Option<Quantity> {
    let units = record.bench.network.sizes().get(layer).copied()?;
    let unit = |of: &dyn Fn(usize) -> Quantity| {
        let index = furthest((0..units).map(|unit| record.value(of(unit))))?;
        Some(of(index))
    };
    match kind {
        LayerKind::Z => unit(&|unit| Quantity::Z { example, layer, unit }),
        LayerKind::A => unit(&|unit| Quantity::A { example, layer, unit }),
        LayerKind::Delta => unit(&|unit| Quantity::Delta { example, layer, unit }),
        LayerKind::InputGradient => unit(&|unit| Quantity::InputGradient { example, unit }),
        LayerKind::BiasGradient => unit(&|unit| Quantity::BiasGradient { layer, unit }),
        LayerKind::NewZ => unit(&|unit| Quantity::NewZ { example, layer, unit }),
        LayerKind::NewA => unit(&|unit| Quantity::NewA { example, layer, unit }),
        LayerKind::WeightGradient => {
            steepest(record, layer).map(|(to, from)| Quantity::WeightGradient { layer, to, from })
        }
        LayerKind::NewWeights => steepest(record, layer).map(|(to, from)| Quantity::NewWeight { layer, to, from }),
        LayerKind::Loss => Some(Quantity::Loss),
        LayerKind::NewLoss => Some(Quantity::NewLoss),
    }
}

/// The weight with the largest gradient: to, from.
fn steepest(record: &Record, layer: usize) -> Option<(usize, usize)> {
    let before = layer.checked_sub(1)?;
    let inputs = record.bench.network.sizes().get(before).copied()?.max(1);
    let gradients = &record.gradients.get(before)?.weights;
    let index = furthest(gradients.iter().map(|gradient| Some(*gradient)))?;
    Some((index / inputs, index % inputs))
}

fn furthest(values: impl Iterator<Item = Option<f64>>) -> Option<usize> {
    let sizes = values.enumerate().filter_map(|(index, value)| Some((index, value?.abs())));
    sizes.filter(|(_, size)| !size.is_nan()).max_by(|a, b| a.1.total_cmp(&b.1)).map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backprop::{ExampleName, shipped};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn the_number_furthest_from_nothing_stands_for_its_layer() {
        let Some(bench) = shipped(ExampleName::Article) else { return };
        let record = Record::of(bench);
        let gradient = strongest(&record, LayerKind::WeightGradient, 1, 0);
        // The second input is 0, so only the first one's weights have gradients.
        assert!(matches!(gradient, Some(Quantity::WeightGradient { layer: 1, from: 0, .. })));
        assert_eq!(strongest(&record, LayerKind::Z, 2, 0), Some(Quantity::Z { example: 0, layer: 2, unit: 0 }));
        assert_eq!(strongest(&record, LayerKind::Z, 9, 0), None);
    }

    #[wasm_bindgen_test]
    fn what_is_no_number_stands_for_nothing() {
        assert_eq!(furthest([Some(f64::NAN), Some(-2.0), None, Some(1.0)].into_iter()), Some(1));
        assert_eq!(furthest([Some(f64::NAN)].into_iter()), None);
    }
}
