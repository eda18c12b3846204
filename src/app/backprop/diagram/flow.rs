//! Which way a number travels along which line when it is put to use.

use crate::backprop::Quantity;

/// Forward is from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Towards the loss.
    Forward,
    /// Away from it.
    Backward,
}

impl Way {
    /// In class names.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Forward => "forward",
            Self::Backward => "backward",
        }
    }
}

/// What travels along the line of a weight while this number is computed.
pub(super) fn along_weight(target: Quantity, layer: usize, to: usize, from: usize) -> Option<Way> {
    let (forward, backward) = match target {
        Quantity::Z { layer: of, unit, .. } | Quantity::NewZ { layer: of, unit, .. } => {
            (of == layer && unit == to, false)
        }
        Quantity::Delta { layer: of, unit, .. } => (false, of + 1 == layer && unit == from),
        Quantity::InputGradient { unit, .. } => (false, layer == 1 && unit == from),
        Quantity::WeightGradient { layer: of, to: end, from: start } => (false, (of, end, start) == (layer, to, from)),
        _ => (false, false),
    };
    way(forward, backward)
}

/// What travels between an output, or its target, and the loss.
pub(super) fn along_output(target: Quantity, depth: usize, output: usize) -> Option<Way> {
    match target {
        Quantity::Loss | Quantity::NewLoss => Some(Way::Forward),
        Quantity::Delta { layer, unit, .. } => way(false, layer == depth && unit == output),
        _ => None,
    }
}

fn way(forward: bool, backward: bool) -> Option<Way> {
    if forward {
        Some(Way::Forward)
    } else if backward {
        Some(Way::Backward)
    } else {
        None
    }
}

/// The example that a number belongs to, when it belongs to a single one.
pub(super) fn example_of(quantity: Quantity) -> Option<usize> {
    match quantity {
        Quantity::Input { example, .. }
        | Quantity::Target { example, .. }
        | Quantity::Z { example, .. }
        | Quantity::A { example, .. }
        | Quantity::Delta { example, .. }
        | Quantity::InputGradient { example, .. }
        | Quantity::NewZ { example, .. }
        | Quantity::NewA { example, .. } => Some(example),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn values_go_forward_and_errors_come_back() {
        let z = Quantity::Z { example: 0, layer: 2, unit: 1 };
        assert_eq!(along_weight(z, 2, 1, 0), Some(Way::Forward));
        assert_eq!(along_weight(z, 2, 0, 1), None);
        let delta = Quantity::Delta { example: 0, layer: 1, unit: 2 };
        assert_eq!(along_weight(delta, 2, 0, 2), Some(Way::Backward));
        assert_eq!(along_weight(delta, 1, 2, 0), None);
        assert_eq!(along_output(Quantity::Loss, 2, 0), Some(Way::Forward));
        assert_eq!(along_output(Quantity::Delta { example: 0, layer: 2, unit: 0 }, 2, 0), Some(Way::Backward));
        assert_eq!(along_output(delta, 2, 2), None);
    }

    #[wasm_bindgen_test]
    fn a_weights_gradient_belongs_to_its_own_line() {
        let gradient = Quantity::WeightGradient { layer: 1, to: 2, from: 0 };
        assert_eq!(along_weight(gradient, 1, 2, 0), Some(Way::Backward));
        assert_eq!(along_weight(gradient, 1, 0, 2), None);
        assert_eq!(example_of(gradient), None);
        assert_eq!(example_of(Quantity::Input { example: 3, unit: 0 }), Some(3));
    }
}
