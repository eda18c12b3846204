//! After which step of the lesson each quantity is known.

use std::collections::HashMap;
use std::sync::Arc;

use crate::backprop::{LayerKind, Phase, Quantity, Shown, Step};

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

    /// How many steps it takes until a quantity is known; 0 for what is given.
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
        // What has no step of its own, such as a bias that is not learned, is known when its phase is over.
        layer.map_or_else(|| self.end_of(phase(quantity)), |index| index + 1)
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

    fn end_of(&self, phase: Phase) -> usize {
        self.steps.iter().rposition(|step| step.phase <= phase).map_or(0, |index| index + 1)
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
        (LayerKind::Loss, Quantity::Loss) | (LayerKind::NewLoss, Quantity::NewLoss) => true,
        (LayerKind::NewWeights, Quantity::FirstMoment(parameter) | Quantity::SecondMoment(parameter)) => {
            parameter.layer() == layer
        }
        _ => false,
    }
}

fn phase(quantity: Quantity) -> Phase {
    match quantity {
        Quantity::Input { .. }
        | Quantity::Target { .. }
        | Quantity::Weight { .. }
        | Quantity::Bias { .. }
        | Quantity::Z { .. }
        | Quantity::A { .. } => Phase::Forward,
        Quantity::Loss => Phase::Loss,
        Quantity::Delta { .. } => Phase::Backward,
        Quantity::WeightGradient { .. } | Quantity::BiasGradient { .. } | Quantity::InputGradient { .. } => {
            Phase::Gradients
        }
        Quantity::FirstMoment(_)
        | Quantity::SecondMoment(_)
        | Quantity::NewWeight { .. }
        | Quantity::NewBias { .. } => Phase::Update,
        Quantity::NewZ { .. } | Quantity::NewA { .. } | Quantity::NewLoss => Phase::ForwardAgain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backprop::{ExampleName, shipped, steps};
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
}
