//! Changes of the bench that its engine leaves to the page.

use crate::backprop::{Bench, Loss, Memory, Mlp, Rule};

/// A bench with nothing on it.
pub(super) fn empty() -> Bench {
    Bench {
        network: Mlp { layers: Vec::new(), loss: Loss::HalfSquared },
        batch: Vec::new(),
        rule: Rule::Sgd,
        learning_rate: 0.1,
        learn_biases: true,
        memory: no_memory(),
    }
}

/// Another rule begins without memories of this one.
pub(super) fn set_rule(bench: &mut Bench, rule: Rule) {
    bench.rule = rule;
    bench.memory = no_memory();
}

fn no_memory() -> Memory {
    Memory { steps: 0, first: Vec::new(), second: Vec::new() }
}
