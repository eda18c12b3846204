//! After which step of the lesson each quantity is known.

use std::collections::HashMap;
use std::sync::Arc;

use crate::backprop::{LayerKind, Quantity, Shown, Step};

/// The steps, and where each quantity is made.
pub(super) struct Known {
    steps: Arc<Vec<Step>>,
    made: HashMap<Quantity, usize>,
}

impl Known {
    pub(super) fn of(steps: Arc<Vec<Step>>) -> Self {
        let mut made = HashMap::new();
        for (index, step) in steps.iter().enumerate() {
            if let Shown::One(quantity) = &step.shown {
                made.entry(*quantity).or_insert(index + 1);
            }
        }
        Self { steps, made }
    }

    /// How many steps it takes until a quantity is known: 0 for what is given, more than there are for what this bench does
    /// not have, such as the update of a bias that is not learned.
    pub(super) fn steps_until(&self, quantity: Quantity) -> usize {
        if quantity.is_editable() {
            return 0;
        }
        if let Some(step) = self.made.get(&quantity) {
            return *step;
        }
        let layer = self.steps.iter().position(|step| match &step.shown {
            Shown::One(_) => false,
            Shown::Layer { kind, layer } => covers(kind, *layer, quantity),
        });
        layer.map_or(usize::MAX, |index| index + 1)
    }

    /// The quantity that the latest of so many steps makes, when it makes a single one.
    pub(super) fn made_by(&self, steps: usize) -> Option<Quantity> {
        let index = steps.min(self.steps.len()).checked_sub(1)?;
        match &self.steps.get(index)?.shown {
            Shown::One(quantity) => Some(*quantity),
            Shown::Layer { kind: LayerKind::Loss, .. } => Some(Quantity::Loss),
            Shown::Layer { kind: LayerKind::NewLoss, .. } => Some(Quantity::NewLoss),
            Shown::Layer { .. } => None,
        }
    }
}

/// Whether a step for a whole layer makes this quantity.
fn covers(kind: &LayerKind, layer: usize, quantity: Quantity) -> bool {
    match (kind, quantity) {
        (LayerKind::Z, Quantity::Z { layer: of, .. })
        | (LayerKind::A, Quantity::A { layer: of, .. })
        | (LayerKind::Delta, Quantity::Delta { layer: of, .. })
        | (LayerKind::WeightGradient, Quantity::WeightGradient { layer: of, .. })
        | (LayerKind::BiasGradient, Quantity::BiasGradient { layer: of, .. })
        | (LayerKind::NewWeights, Quantity::NewWeight { layer: of, .. } | Quantity::NewBias { layer: of, .. })
        | (LayerKind::NewZ, Quantity::NewZ { layer: of, .. })
        | (LayerKind::NewA, Quantity::NewA { layer: of, .. }) => of == layer,
        (LayerKind::Loss, Quantity::Loss)
        | (LayerKind::NewLoss, Quantity::NewLoss)
        | (LayerKind::InputGradient, Quantity::InputGradient { .. }) => true,
        (LayerKind::NewWeights, Quantity::FirstMoment(parameter) | Quantity::SecondMoment(parameter)) => {
            parameter.layer() == layer
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backprop::{Bench, Dense, Example, ExampleName, Loss, Mlp, shipped, steps};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_number_is_known_from_its_step_on() {
        let Some(bench) = shipped(ExampleName::Article) else { return };
        let known = Known::of(Arc::new(steps(&bench)));
        let first = Quantity::Z { example: 0, layer: 1, unit: 0 };
        assert_eq!(known.made_by(0), None);
        assert_eq!(known.made_by(1), Some(first));
        assert_eq!(known.steps_until(first), 1);
        assert_eq!(known.steps_until(Quantity::Weight { layer: 1, to: 0, from: 0 }), 0);
        assert_eq!(known.steps_until(Quantity::NewLoss), known.steps.len());
    }

    #[wasm_bindgen_test]
    fn what_does_not_exist_is_never_known() {
        let Some(bench) = shipped(ExampleName::Mazur) else { return };
        let known = Known::of(Arc::new(steps(&bench)));
        assert!(known.steps_until(Quantity::NewBias { layer: 1, unit: 0 }) > known.steps.len());
        assert!(known.steps_until(Quantity::NewWeight { layer: 1, to: 0, from: 0 }) <= known.steps.len());
        assert!(known.steps_until(Quantity::InputGradient { example: 0, unit: 1 }) <= known.steps.len());
    }

    #[wasm_bindgen_test]
    fn a_wide_network_knows_its_input_gradients_after_the_first_layers_errors() {
        let (inputs, units) = (2, 20);
        let (weights, biases) = (vec![0.5; inputs * units], vec![0.0; units]);
        let layer = Dense { inputs, units, weights, biases, activation: Default::default(), shared_bias: false };
        let batch = vec![Example { input: vec![1.0; inputs], target: vec![0.0; units] }];
        let Ok(bench) = Bench::new(Mlp { layers: vec![layer], loss: Loss::HalfSquared }, batch) else { return };
        let known = Known::of(Arc::new(steps(&bench)));
        let error = known.steps_until(Quantity::Delta { example: 0, layer: 1, unit: 3 });
        assert_eq!(known.steps_until(Quantity::InputGradient { example: 0, unit: 1 }), error + 1);
    }
}
