//! A network as a list of layers with their shapes: pure arithmetic, no tensors.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use super::Activation;

/// Units in one hidden layer, at most: more would not fit the memory of a school laptop.
pub const MAX_UNITS: usize = 4096;
/// Hidden layers, at most.
pub const MAX_HIDDEN_LAYERS: usize = 16;
/// Feature maps of the convolutional network's two convolutions.
const CNN_CHANNELS: [usize; 2] = [16, 32];
/// Side of the smallest picture for it: two poolings halve the side twice.
const MIN_SIDE: usize = 4;
/// Side of a convolution kernel; the picture is padded by half of it, so its size stays.
const KERNEL: usize = 3;

/// The kinds of network that train here. Each is one branch of the flowchart's diamond.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum ModelKind {
    /// Dense layers only (multi-layer perceptron).
    #[default]
    Mlp,
    /// Two convolutions with pooling, then dense layers.
    Cnn,
}

impl ModelKind {
    /// The hidden dense layers that a newcomer gets with this kind.
    pub fn default_hidden(self) -> Vec<usize> {
        match self {
            Self::Mlp => vec![256],
            Self::Cnn => vec![128],
        }
    }
}

/// What one example looks like: a picture with `channels` values a pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputShape {
    /// Values a pixel.
    pub channels: usize,
    /// Pixel rows.
    pub height: usize,
    /// Pixels in a row.
    pub width: usize,
}

impl InputShape {
    /// The sizes that matter: a row of numbers has one, a grey picture two, one with colours three.
    pub fn dimensions(self) -> Vec<usize> {
        let sizes = [self.channels, self.height, self.width];
        let first = sizes.iter().position(|&size| size != 1).unwrap_or(2);
        sizes[first..].to_vec()
    }

    /// Values in one example.
    pub fn size(self) -> usize {
        self.channels * self.height * self.width
    }
}

/// What training makes small, and with it what the last layer's numbers mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Loss {
    /// Softmax over the logits, then −ln of the true class's probability.
    #[default]
    CrossEntropy,
    /// ½ (ŷ − y)² of the one output.
    SquaredError,
}

/// A network, described.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Architecture {
    /// Which kind of network.
    pub kind: ModelKind,
    /// What comes in.
    pub input: InputShape,
    /// Units of each hidden dense layer, from the input on.
    pub hidden: Vec<usize>,
    /// The activation after every hidden layer.
    pub activation: Activation,
    /// Output units: one for each class, or one for the number that is predicted.
    pub outputs: usize,
    /// What is made small.
    #[serde(default)]
    pub loss: Loss,
}

/// Why a description is not a network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArchitectureError {
    /// A hidden layer without units, or with too many.
    #[error("hidden layer {layer} has {units} units; 1 to {MAX_UNITS} are possible")]
    Units {
        /// The layer, counted from 1.
        layer: usize,
        /// What was asked for.
        units: usize,
    },
    /// Too many hidden layers.
    #[error("{0} hidden layers; at most {MAX_HIDDEN_LAYERS} are possible")]
    Depth(usize),
    /// No input values or no classes.
    #[error("a network needs at least one input and two classes")]
    Empty,
    /// A convolutional network needs pictures that can be halved twice.
    #[error("a convolutional network needs pictures of at least {MIN_SIDE} × {MIN_SIDE} pixels")]
    NoPicture,
}

/// One stage of the forward pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// z = a W + b, with W of shape `[inputs, units]`.
    Dense {
        /// Values that come in.
        inputs: usize,
        /// Values that go out.
        units: usize,
    },
    /// A 3 × 3 convolution, stride 1, padded so that the picture keeps its size;
    /// its weights have shape `[output channels, input channels · 9]`.
    Conv {
        /// The picture that comes in.
        input: InputShape,
        /// Feature maps that go out.
        channels: usize,
    },
    /// 2 × 2 max pooling, stride 2.
    MaxPool {
        /// The picture that comes in.
        input: InputShape,
    },
    /// The activation of the architecture.
    Activation,
    /// Dropout, while training (hidden dense layers only).
    Dropout {
        /// Values that go through.
        units: usize,
    },
}

/// Shape and fans of one parameter tensor; every parameter is kept as a matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParameterShape {
    /// The layer with weights that it belongs to, counted from 1.
    pub layer: usize,
    /// Whether it is a bias (a `[1, units]` row).
    pub bias: bool,
    /// Rows of the matrix.
    pub rows: usize,
    /// Columns of the matrix.
    pub columns: usize,
    /// Values that feed one unit.
    pub fan_in: usize,
    /// Units that one value feeds.
    pub fan_out: usize,
}

impl ParameterShape {
    /// Numbers in it.
    pub fn size(&self) -> usize {
        self.rows * self.columns
    }
}

impl Architecture {
    /// Checks the limits.
    ///
    /// # Errors
    /// Names the layer that cannot be built.
    pub fn validate(&self) -> Result<(), ArchitectureError> {
        let fewest = if self.loss == Loss::CrossEntropy { 2 } else { 1 };
        if self.input.size() == 0 || self.outputs < fewest {
            return Err(ArchitectureError::Empty);
        }
        if self.kind == ModelKind::Cnn && self.input.height.min(self.input.width) < MIN_SIDE {
            return Err(ArchitectureError::NoPicture);
        }
        if self.hidden.len() > MAX_HIDDEN_LAYERS {
            return Err(ArchitectureError::Depth(self.hidden.len()));
        }
        match self.hidden.iter().position(|&units| units == 0 || units > MAX_UNITS) {
            Some(index) => Err(ArchitectureError::Units { layer: index + 1, units: self.hidden[index] }),
            None => Ok(()),
        }
    }

    /// The forward pass, stage by stage. The last dense layer gives the logits.
    pub fn layers(&self) -> Vec<Layer> {
        let mut layers = Vec::new();
        let mut shape = self.input;
        if self.kind == ModelKind::Cnn {
            for channels in CNN_CHANNELS {
                layers.push(Layer::Conv { input: shape, channels });
                layers.push(Layer::Activation);
                shape.channels = channels;
                layers.push(Layer::MaxPool { input: shape });
                shape.height /= 2;
                shape.width /= 2;
            }
        }
        let mut inputs = shape.size();
        for &units in &self.hidden {
            layers.push(Layer::Dense { inputs, units });
            layers.push(Layer::Activation);
            layers.push(Layer::Dropout { units });
            inputs = units;
        }
        layers.push(Layer::Dense { inputs, units: self.outputs });
        layers
    }

    /// Every parameter in the order in which it is initialised, stored and updated:
    /// for each layer its weights, then its bias.
    pub fn parameters(&self) -> Vec<ParameterShape> {
        let mut shapes = Vec::new();
        let mut add = |rows, columns, fan_in, fan_out, units| {
            let layer = shapes.len() / 2 + 1;
            shapes.push(ParameterShape { layer, bias: false, rows, columns, fan_in, fan_out });
            shapes.push(ParameterShape { layer, bias: true, rows: 1, columns: units, fan_in, fan_out });
        };
        for layer in self.layers() {
            match layer {
                Layer::Dense { inputs, units } => add(inputs, units, inputs, units, units),
                Layer::Conv { input, channels } => {
                    let area = KERNEL * KERNEL;
                    add(channels, input.channels * area, input.channels * area, channels * area, channels);
                }
                Layer::MaxPool { .. } | Layer::Activation | Layer::Dropout { .. } => {}
            }
        }
        shapes
    }

    /// Trainable numbers in all.
    pub fn parameter_count(&self) -> usize {
        self.parameters().iter().map(ParameterShape::size).sum()
    }

    /// The shape in words: `784 – 256 – 10`, or `28×28 – conv 16 – conv 32 – 128 – 10`.
    pub fn summary(&self) -> String {
        let mut parts = Vec::new();
        match self.kind {
            ModelKind::Mlp => parts.push(self.input.size().to_string()),
            ModelKind::Cnn => {
                parts.push(format!("{}×{}", self.input.height, self.input.width));
                parts.extend(CNN_CHANNELS.iter().map(|c| format!("conv {c}")));
            }
        }
        parts.extend(self.hidden.iter().map(usize::to_string));
        parts.push(self.outputs.to_string());
        parts.join(" – ")
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    fn mnist(kind: ModelKind, hidden: &[usize]) -> Architecture {
        Architecture {
            kind,
            input: InputShape { channels: 1, height: 28, width: 28 },
            hidden: hidden.to_vec(),
            activation: Activation::Relu,
            outputs: 10,
            loss: Loss::CrossEntropy,
        }
    }

    #[test]
    fn the_articles_network_has_203_530_parameters() {
        let network = mnist(ModelKind::Mlp, &[256]);
        assert_eq!(network.parameter_count(), 784 * 256 + 256 + 256 * 10 + 10);
        assert_eq!(network.parameter_count(), 203_530);
        assert_eq!(network.summary(), "784 – 256 – 10");
    }

    #[test]
    fn the_convolutional_network_adds_up() {
        let network = mnist(ModelKind::Cnn, &[128]);
        let by_hand = (9 * 16 + 16) + (16 * 9 * 32 + 32) + (32 * 7 * 7 * 128 + 128) + (128 * 10 + 10);
        assert_eq!(network.parameter_count(), by_hand);
    }

    #[test]
    fn a_network_without_hidden_layers_is_softmax_regression() {
        let network = mnist(ModelKind::Mlp, &[]);
        assert_eq!(network.layers(), [Layer::Dense { inputs: 784, units: 10 }]);
        assert!(network.validate().is_ok());
    }

    #[test]
    fn limits_name_the_layer() {
        let error = mnist(ModelKind::Mlp, &[16, 0]).validate().unwrap_err();
        assert_eq!(error, ArchitectureError::Units { layer: 2, units: 0 });
        assert!(mnist(ModelKind::Mlp, &[8; 17]).validate().is_err());
    }
}
