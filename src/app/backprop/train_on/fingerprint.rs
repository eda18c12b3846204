//! Recognises a network without keeping a copy of it.

use crate::backprop::Bench;

/// Two benches with the same network and the same examples have the same one; how they are updated does not count.
pub(super) fn fingerprint(bench: &Bench) -> u64 {
    // FNV, on whole numbers instead of bytes, turned so that high bits come down.
    let mut print = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |bits: u64| print = (print ^ bits).wrapping_mul(0x0100_0000_01b3).rotate_left(29);
    add(bench.network.loss as u64);
    for layer in &bench.network.layers {
        add(layer.activation as u64);
        add(layer.inputs as u64);
        layer.weights.iter().chain(&layer.biases).for_each(|value| add(value.to_bits()));
    }
    for example in &bench.batch {
        example.input.iter().chain(&example.target).for_each(|value| add(value.to_bits()));
    }
    print
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backprop::{ExampleName, Quantity, shipped};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn networks_are_told_apart_by_their_numbers_alone() {
        let Some(mut bench) = shipped(ExampleName::Mazur) else { return };
        let before = fingerprint(&bench);
        bench.learning_rate = 0.1;
        assert_eq!(fingerprint(&bench), before);
        assert!(bench.edit(Quantity::Weight { layer: 1, to: 0, from: 0 }, 0.150_000_1).is_ok());
        assert_ne!(fingerprint(&bench), before);
    }
}
