//! The burn network made from a description: a forward pass over matrices, and the gradients of its loss.
//!
//! Parameters are plain tensors without autodiff; each gradient pass marks copies of them as leaves. That keeps
//! optimisers, checkpoints and snapshots free of burn's module records, which cannot be read on a browser's GPU.

use burn::tensor::{Device, Tensor, TensorData, activation, module, ops};

use super::{Activation, Architecture, Layer, Loss};

/// A network with its weights on a device.
#[derive(Clone, Debug)]
pub struct Model {
    layers: Vec<Layer>,
    activation: Activation,
    loss: Loss,
    device: Device,
    /// In the order of [`Architecture::parameters`].
    pub parameters: Vec<Tensor<2>>,
}

/// What one batch gave, still on the device.
#[derive(Debug)]
pub struct BatchResult {
    /// `[mean loss, share predicted right]`; when a number is predicted, the second is the share of the variance that
    /// is explained, 1 − mean (ŷ − y)², since targets have variance 1.
    pub statistics: Tensor<1>,
    /// ∂loss/∂θ for each parameter.
    pub gradients: Vec<Tensor<2>>,
}

impl Model {
    /// Puts host values, in the order of [`Architecture::parameters`], on a device.
    pub fn new(architecture: &Architecture, values: Vec<Vec<f32>>, device: &Device) -> Self {
        let parameters = architecture
            .parameters()
            .iter()
            .zip(values)
            .map(|(shape, values)| matrix(values, [shape.rows, shape.columns], device))
            .collect();
        let Architecture { activation, loss, .. } = *architecture;
        Self { layers: architecture.layers(), activation, loss, device: device.clone(), parameters }
    }

    /// What training makes small.
    pub fn loss(&self) -> Loss {
        self.loss
    }

    /// Where the weights are.
    pub fn device(&self) -> &Device {
        &self.device
    }

    /// Logits `[rows, classes]` for inputs `[rows, values]`.
    pub fn logits(&self, inputs: Tensor<2>) -> Tensor<2> {
        self.forward(&self.parameters, inputs, &[])
    }

    /// Loss, accuracy and gradients for one batch.
    ///
    /// `inputs` is `[rows, values]`, `targets` one-hot `[rows, classes]` or values `[rows, 1]`; `masks` holds one dropout mask
    /// `[rows, units]` for each [`Layer::Dropout`], or nothing.
    pub fn gradients(&self, inputs: Tensor<2>, targets: &Tensor<2>, masks: &[Tensor<2>]) -> BatchResult {
        let leaves: Vec<_> = self.parameters.iter().map(|p| p.clone().autodiff().require_grad()).collect();
        let logits = self.forward(&leaves, inputs, masks);
        let (statistics, delta) = match self.loss {
            Loss::CrossEntropy => softmax_cross_entropy(logits.clone().inner(), targets),
            Loss::SquaredError => squared_error(logits.clone().inner(), targets),
        };
        // The loss enters through its known gradient: ∂(Σ logits · δ)/∂logits = δ.
        // Recording softmax, logarithm and mean instead would cost twenty kernels on a GPU.
        let mut tape = (logits * delta.autodiff()).sum().backward();
        let gradients = leaves
            .iter()
            .map(|leaf| leaf.grad_remove(&mut tape).unwrap_or_else(|| leaf.clone().inner().zeros_like()))
            .collect();
        BatchResult { statistics, gradients }
    }

    /// The gradient of one class's logit with respect to the inputs `[rows, values]`; a row's depends on that row alone.
    pub fn input_gradient(&self, inputs: Tensor<2>, class: usize) -> Tensor<2> {
        let leaf = inputs.autodiff().require_grad();
        let parameters: Vec<_> = self.parameters.iter().map(|p| p.clone().autodiff()).collect();
        let logits = self.forward(&parameters, leaf.clone(), &[]);
        let mut tape = logits.narrow(1, class, 1).sum().backward();
        leaf.grad_remove(&mut tape).unwrap_or_else(|| leaf.inner().zeros_like())
    }

    fn forward(&self, parameters: &[Tensor<2>], inputs: Tensor<2>, masks: &[Tensor<2>]) -> Tensor<2> {
        let mut pairs = parameters.chunks_exact(2);
        let mut masks = masks.iter();
        let rows = inputs.dims()[0];
        let mut x = inputs;
        for layer in &self.layers {
            x = match *layer {
                Layer::Dense { .. } => match pairs.next() {
                    Some([weights, bias]) => x.matmul(weights.clone()) + bias.clone(),
                    _ => x,
                },
                Layer::Conv { input, channels } => match pairs.next() {
                    Some([weights, bias]) => {
                        let picture = x.reshape([rows, input.channels, input.height, input.width]);
                        let kernels = weights.clone().reshape([channels, input.channels, 3, 3]);
                        let options = ops::ConvOptions::new([1, 1], [1, 1], [1, 1], 1);
                        let bias = bias.clone().reshape([channels]);
                        let maps = module::conv2d(picture, kernels, Some(bias), options);
                        maps.reshape([rows, channels * input.height * input.width])
                    }
                    _ => x,
                },
                Layer::MaxPool { input } => {
                    let picture = x.reshape([rows, input.channels, input.height, input.width]);
                    let pooled = module::max_pool2d(picture, ops::MaxPoolOptions::new([2, 2]));
                    pooled.reshape([rows, input.channels * (input.height / 2) * (input.width / 2)])
                }
                Layer::Activation => self.activate(x),
                Layer::Dropout { .. } => match masks.next() {
                    Some(mask) => x * mask.clone(),
                    None => x,
                },
            };
        }
        x
    }

    fn activate(&self, z: Tensor<2>) -> Tensor<2> {
        match self.activation {
            Activation::Relu => activation::relu(z),
            Activation::Tanh => z.tanh(),
            Activation::Sigmoid => activation::sigmoid(z),
            Activation::Gelu => activation::gelu(z),
        }
    }
}

/// A matrix from row-major host values.
pub(crate) fn matrix(values: Vec<f32>, shape: [usize; 2], device: &Device) -> Tensor<2> {
    Tensor::from_data(TensorData::new(values, shape), device)
}

/// Half the squared error, with δ = (ŷ − y) / rows. Returns `[mean loss, 1 − mean (ŷ − y)²]` and δ.
fn squared_error(outputs: Tensor<2>, targets: &Tensor<2>) -> (Tensor<1>, Tensor<2>) {
    let rows = outputs.dims()[0] as f32;
    let error = outputs - targets.clone();
    let squared = error.clone() * error.clone();
    let losses = squared.clone() * 0.5;
    let explained = squared * -1.0 + 1.0;
    let statistics = Tensor::cat(vec![losses, explained], 1).mean_dim(0).reshape([2]);
    (statistics, error / rows)
}

/// Softmax and cross-entropy in one, with the closed-form gradient δ = (p − y) / rows.
///
/// Returns `[mean loss, share predicted right]` and δ. Rows whose largest logit is shared count as right
/// by the share that guessing among the tied classes would get.
fn softmax_cross_entropy(logits: Tensor<2>, targets: &Tensor<2>) -> (Tensor<1>, Tensor<2>) {
    let rows = logits.dims()[0] as f32;
    // Subtracting the row's maximum keeps e^z finite and changes nothing else.
    let shifted = logits.clone() - logits.max_dim(1);
    let largest = shifted.clone().equal_scalar(0.0).float();
    let right = (targets.clone() * largest.clone()).sum_dim(1) / largest.sum_dim(1);
    let exponentials = shifted.clone().exp();
    let total = exponentials.clone().sum_dim(1);
    let losses = total.clone().log() - (targets.clone() * shifted).sum_dim(1);
    let statistics = Tensor::cat(vec![losses, right], 1).mean_dim(0).reshape([2]);
    let delta = (exponentials / total - targets.clone()) / rows;
    (statistics, delta)
}
