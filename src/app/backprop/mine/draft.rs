//! Changes of a design's shape, in which every number that still has a place keeps it.

use crate::backprop::{Activation, Design, Loss, MAX_LAYERS, MAX_SIDE, Quantity};

/// Units of a layer that comes after the inputs alone.
const FIRST_HIDDEN: usize = 3;

/// So many units in a layer; layer 0 are the inputs.
pub(super) fn set_units(design: &mut Design, layer: usize, units: usize) {
    if let Some(size) = design.sizes.get_mut(layer) {
        *size = units.clamp(1, MAX_SIDE);
    }
}

/// So many examples.
pub(super) fn set_examples(design: &mut Design, examples: usize) {
    design.examples = examples.max(1);
}

/// One more hidden layer, like the one before it.
pub(super) fn add_layer(design: &mut Design) {
    let last = design.sizes.len().saturating_sub(1);
    if last == 0 || last >= MAX_LAYERS {
        return;
    }
    let hidden = last.checked_sub(2).and_then(|index| design.activations.get(index)).copied();
    let units = if hidden.is_some() { design.sizes.get(last - 1).copied() } else { None };
    design.sizes.insert(last, units.unwrap_or(FIRST_HIDDEN));
    let place = (last - 1).min(design.activations.len());
    design.activations.insert(place, hidden.unwrap_or(Activation::Tanh));
    design.shared_biases.insert(place.min(design.shared_biases.len()), false);
    forget_from(design, last);
}

/// Without the last hidden layer.
pub(super) fn remove_layer(design: &mut Design) {
    let last = design.sizes.len().saturating_sub(1);
    if last < 2 || design.activations.len() != last || design.shared_biases.len() != last {
        return;
    }
    design.sizes.remove(last - 1);
    design.activations.remove(last - 2);
    design.shared_biases.remove(last - 2);
    forget_from(design, last - 1);
}

/// All numbers from another seed, the examples too.
pub(super) fn all_random(design: &mut Design, seed: u64) {
    design.seed = seed;
    design.edits.clear();
}

/// Weights and biases from another seed.
pub(super) fn random_weights(design: &mut Design, seed: u64) {
    design.seed = seed;
    forget_from(design, 1);
}

/// The weights into a layer whose inputs are others now say nothing any more, nor do those after it.
fn forget_from(design: &mut Design, first: usize) {
    design.edits.retain(|(quantity, _)| match quantity {
        Quantity::Weight { layer, .. } | Quantity::Bias { layer, .. } => *layer < first,
        _ => true,
    });
}

/// Leaves out numbers without a place, and gives each example targets that suit the loss. A single output has no softmax:
/// its cross-entropy is the sigmoid's.
pub(super) fn tidy(design: &mut Design) {
    if design.loss == Loss::SoftmaxCrossEntropy && design.sizes.last() == Some(&1) {
        design.loss = Loss::SigmoidCrossEntropy;
    }
    let (sizes, examples) = (design.sizes.clone(), design.examples);
    design.edits.retain(|(quantity, _)| has_place(*quantity, &sizes, examples));
    for example in 0..examples {
        tidy_targets(design, example);
    }
}

fn has_place(quantity: Quantity, sizes: &[usize], examples: usize) -> bool {
    let size = |layer: usize| sizes.get(layer).copied().unwrap_or(0);
    match quantity {
        Quantity::Input { example, unit } => example < examples && unit < size(0),
        Quantity::Target { example, unit } => example < examples && unit < sizes.last().copied().unwrap_or(0),
        Quantity::Weight { layer, to, from } => layer > 0 && to < size(layer) && from < size(layer - 1),
        Quantity::Bias { layer, unit } => layer > 0 && unit < size(layer),
        _ => false,
    }
}

/// The cross-entropies want probabilities as targets, softmax such that add up to 1.
fn tidy_targets(design: &mut Design, example: usize) {
    let of_example = |quantity: &Quantity| match quantity {
        Quantity::Target { example: of, unit } if *of == example => Some(*unit),
        _ => None,
    };
    let targets: Vec<(usize, f64)> =
        design.edits.iter().filter_map(|(quantity, value)| Some((of_example(quantity)?, *value))).collect();
    let shares = targets.iter().all(|(_, target)| (0.0..=1.0).contains(target));
    let whole = (targets.iter().map(|(_, target)| target).sum::<f64>() - 1.0).abs() < 1e-6;
    let suit = match design.loss {
        Loss::HalfSquared => true,
        Loss::SigmoidCrossEntropy => shares,
        Loss::SoftmaxCrossEntropy => shares && whole,
    };
    if !suit {
        design.edits.retain(|(quantity, _)| of_example(quantity).is_none());
    }
    if design.loss == Loss::SoftmaxCrossEntropy {
        // One class for each example in turn, where nothing else was chosen.
        let outputs = design.sizes.last().copied().unwrap_or(1).max(1);
        let chosen = |unit: usize| suit && targets.iter().any(|(known, _)| *known == unit);
        let share = |unit: usize| if !suit && unit == example % outputs { 1.0 } else { 0.0 };
        let missing = (0..outputs).filter(|unit| !chosen(*unit));
        design.edits.extend(missing.map(|unit| (Quantity::Target { example, unit }, share(unit))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn weight(layer: usize) -> Quantity {
        Quantity::Weight { layer, to: 0, from: 0 }
    }

    fn drawn() -> Design {
        let mut design = Design::default();
        let target = Quantity::Target { example: 0, unit: 0 };
        design.edits = vec![(weight(1), 0.5), (weight(2), 0.25), (target, 3.0)];
        design
    }

    #[wasm_bindgen_test]
    fn layers_come_and_go_before_the_outputs() {
        let mut design = drawn();
        let (sizes, activations) = (design.sizes.clone(), design.activations.clone());
        add_layer(&mut design);
        assert_eq!(design.sizes, [2, 3, 3, 1]);
        assert_eq!(design.activations.len(), 3);
        assert_eq!(design.edits.len(), 2);
        assert!(design.bench().is_ok());
        remove_layer(&mut design);
        assert!(design.sizes == sizes && design.activations == activations);
        assert_eq!(design.shared_biases, [false; 2]);
        while design.sizes.len() <= MAX_LAYERS {
            add_layer(&mut design);
        }
        let full = design.clone();
        add_layer(&mut design);
        assert!(design == full);
        assert!(design.bench().is_ok());
        for _ in 0..9 {
            remove_layer(&mut design);
        }
        assert_eq!(design.sizes, [2, 1]);
        assert!(design.bench().is_ok());
    }

    #[wasm_bindgen_test]
    fn numbers_keep_their_place() {
        let mut design = drawn();
        set_units(&mut design, 1, 6);
        tidy(&mut design);
        assert!(design.edits == drawn().edits);
        assert!(design.bench().is_ok_and(|bench| bench.value(weight(1)) == Some(0.5)));
        set_units(&mut design, 1, 99);
        assert_eq!(design.sizes, [2, 6, 1]);
    }

    #[wasm_bindgen_test]
    fn targets_that_do_not_suit_the_loss_are_left_out() {
        let mut design = drawn();
        design.loss = Loss::SigmoidCrossEntropy;
        tidy(&mut design);
        assert_eq!(design.edits.len(), 2);
        assert!(design.bench().is_ok());
    }

    #[wasm_bindgen_test]
    fn softmax_gets_targets_that_add_up_to_one() {
        let mut design = drawn();
        design.loss = Loss::SoftmaxCrossEntropy;
        set_units(&mut design, 2, 3);
        set_examples(&mut design, 2);
        tidy(&mut design);
        let targets = |design: &Design| {
            let bench = design.bench().ok();
            bench.map(|bench| bench.batch.into_iter().map(|example| example.target).collect::<Vec<_>>())
        };
        let expected = vec![vec![1.0, 0.0, 0.0], vec![0.0, 1.0, 0.0]];
        assert_eq!(targets(&design), Some(expected));
        // A class more leaves what was chosen.
        set_units(&mut design, 2, 4);
        tidy(&mut design);
        let expected = vec![vec![1.0, 0.0, 0.0, 0.0], vec![0.0, 1.0, 0.0, 0.0]];
        assert_eq!(targets(&design), Some(expected));
    }

    #[wasm_bindgen_test]
    fn a_single_output_has_a_sigmoid_instead_of_softmax() {
        let mut design = drawn();
        design.loss = Loss::SoftmaxCrossEntropy;
        tidy(&mut design);
        assert_eq!(design.loss, Loss::SigmoidCrossEntropy);
        assert!(design.bench().is_ok());
    }

    #[wasm_bindgen_test]
    fn new_weights_leave_the_examples_alone() {
        let mut design = drawn();
        random_weights(&mut design, 7);
        assert_eq!((design.seed, design.edits.len()), (7, 1));
        all_random(&mut design, 8);
        assert_eq!((design.seed, design.edits.len()), (8, 0));
    }
}
