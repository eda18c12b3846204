//! What a network costs, in multiplications and in bytes: estimates that can be checked with a pencil.
//!
//! Doubling a layer about doubles what it costs, so sizes are stepped through by powers of two.

use super::{Architecture, Layer, MAX_UNITS};

/// Values that a convolution's window covers in each map that comes in.
const WINDOW: u64 = 9;
/// Bytes of a single-precision number.
const BYTES: u64 = 4;
/// Forward once; backward about twice that, for the error of the layer before and for the gradient of the weights.
const PASSES: u64 = 3;

impl Layer {
    /// Multiplications, each with an addition, for one example on its way forward.
    pub fn multiply_adds(self) -> u64 {
        match self {
            Self::Dense { inputs, units } => inputs as u64 * units as u64,
            Self::Conv { input, channels } => WINDOW * input.size() as u64 * channels as u64,
            Self::MaxPool { .. } | Self::Activation | Self::Dropout { .. } => 0,
        }
    }

    /// Values that come out for one example, when this many go in.
    pub fn output_values(self, inputs: usize) -> usize {
        match self {
            Self::Dense { units, .. } => units,
            Self::Conv { input, channels } => channels * input.height * input.width,
            Self::MaxPool { input } => input.channels * (input.height / 2) * (input.width / 2),
            Self::Activation | Self::Dropout { .. } => inputs,
        }
    }
}

impl Architecture {
    /// Multiplications, each with an addition, for one example on its way forward.
    pub fn multiply_adds(&self) -> u64 {
        self.layers().into_iter().map(Layer::multiply_adds).sum()
    }

    /// The same for one training step with a batch of this size: forward and backward.
    pub fn step_multiply_adds(&self, batch: usize) -> u64 {
        PASSES * batch as u64 * self.multiply_adds()
    }

    /// Values that all layers give out for one example; without `dropout` its layers do nothing.
    pub fn output_values(&self, dropout: bool) -> usize {
        let (mut values, mut sum) = (self.input.size(), 0);
        for layer in self.layers() {
            values = layer.output_values(values);
            if dropout || !matches!(layer, Layer::Dropout { .. }) {
                sum += values;
            }
        }
        sum
    }
}

/// Bytes that training takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrainingMemory {
    /// The parameters, their gradients, and what the optimiser remembers.
    pub parameters: u64,
    /// The outputs of all layers for one batch, and their gradients.
    pub outputs: u64,
    /// The pictures, a byte a pixel.
    pub data: u64,
}

impl TrainingMemory {
    /// For a network, an optimiser that remembers `slots` numbers for each parameter, and this many rows of data.
    pub fn new(network: &Architecture, slots: usize, batch: usize, dropout: bool, rows: usize) -> Self {
        Self {
            parameters: network.parameter_count() as u64 * (2 + slots as u64) * BYTES,
            outputs: network.output_values(dropout) as u64 * batch as u64 * 2 * BYTES,
            data: rows as u64 * network.input.size() as u64,
        }
    }

    /// Bytes in all.
    pub fn total(self) -> u64 {
        self.parameters + self.outputs + self.data
    }
}

/// What a step would take that needs `wanted` multiply-adds, when one with `measured` of them took this long.
pub fn scaled_time(milliseconds: f64, measured: u64, wanted: u64) -> f64 {
    milliseconds * wanted as f64 / measured.max(1) as f64
}

/// The next larger size of a layer.
pub fn larger_units(units: usize) -> usize {
    (units.min(MAX_UNITS) + 1).next_power_of_two().min(MAX_UNITS)
}

/// The next smaller size of a layer.
pub fn smaller_units(units: usize) -> usize {
    units.min(2 * MAX_UNITS).div_ceil(2).next_power_of_two()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::network::{Activation, InputShape, ModelKind};

    fn mnist(kind: ModelKind, hidden: &[usize]) -> Architecture {
        Architecture {
            kind,
            input: InputShape { channels: 1, height: 28, width: 28 },
            hidden: hidden.to_vec(),
            activation: Activation::Relu,
            outputs: 10,
            loss: Default::default(),
        }
    }

    #[test]
    fn dense_layers_multiply_every_input_with_every_unit() {
        let network = mnist(ModelKind::Mlp, &[256]);
        assert_eq!(network.multiply_adds(), 784 * 256 + 256 * 10);
        assert_eq!(network.step_multiply_adds(64), 3 * 64 * 203_264);
        assert_eq!(mnist(ModelKind::Mlp, &[]).multiply_adds(), 7840);
    }

    #[test]
    fn convolutions_multiply_nine_values_of_each_map_at_every_pixel() {
        let (first, second) = (9 * 16 * 28 * 28, 9 * 16 * 32 * 14 * 14);
        let network = mnist(ModelKind::Cnn, &[128]);
        assert_eq!(network.multiply_adds(), first + second + 32 * 7 * 7 * 128 + 128 * 10);
        assert_eq!(network.multiply_adds(), 1_218_048);
    }

    #[test]
    fn every_layer_gives_something_out() {
        // z, a and the logits.
        assert_eq!(mnist(ModelKind::Mlp, &[256]).output_values(false), 256 + 256 + 10);
        assert_eq!(mnist(ModelKind::Mlp, &[256]).output_values(true), 256 + 256 + 256 + 10);
        let first = 2 * 16 * 28 * 28 + 16 * 14 * 14;
        let second = 2 * 32 * 14 * 14 + 32 * 7 * 7;
        assert_eq!(mnist(ModelKind::Cnn, &[128]).output_values(false), first + second + 128 + 128 + 10);
    }

    #[test]
    fn memory_of_the_articles_job_by_hand() {
        let memory = TrainingMemory::new(&mnist(ModelKind::Mlp, &[256]), 2, 64, false, 70_000);
        assert_eq!(memory.parameters, 203_530 * 4 * 4);
        assert_eq!(memory.outputs, 522 * 64 * 2 * 4);
        assert_eq!(memory.data, 54_880_000);
        assert_eq!(memory.total(), 3_256_480 + 267_264 + 54_880_000);
    }

    #[test]
    fn the_largest_network_does_not_overflow() {
        let network = mnist(ModelKind::Mlp, &[4096; 16]);
        assert_eq!(network.multiply_adds(), 784 * 4096 + 15 * 4096 * 4096 + 4096 * 10);
        let memory = TrainingMemory::new(&network, 2, 10_000, true, 70_000);
        assert!(memory.total() > 4_000_000_000);
    }

    #[test]
    fn time_goes_with_the_work() {
        assert_eq!(scaled_time(3.0, 100, 250), 7.5);
        assert_eq!(scaled_time(3.0, 100, 100), 3.0);
    }

    #[test]
    fn sizes_are_halved_and_doubled() {
        assert_eq!((smaller_units(256), larger_units(256)), (128, 512));
        assert_eq!((smaller_units(300), larger_units(300)), (256, 512));
        assert_eq!((smaller_units(3), larger_units(3)), (2, 4));
        assert_eq!((smaller_units(1), larger_units(1)), (1, 2));
        assert_eq!((smaller_units(MAX_UNITS), larger_units(MAX_UNITS)), (MAX_UNITS / 2, MAX_UNITS));
    }
}
