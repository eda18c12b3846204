//! What learns: architectures as plain descriptions, and the burn network made from them.
//!
//! A description is all that the page, the URL and the flowchart need; only the workers build tensors from it.

mod activation;
mod architecture;
mod cost;
pub mod initialization;
#[cfg(feature = "training")]
mod model;

pub use activation::Activation;
pub use architecture::{
    Architecture, ArchitectureError, InputShape, Layer, Loss, MAX_HIDDEN_LAYERS, MAX_UNITS, ModelKind, ParameterShape,
};
pub use cost::{TrainingMemory, larger_units, scaled_time, smaller_units};
pub use initialization::Initialization;
#[cfg(feature = "training")]
pub(crate) use model::matrix;
#[cfg(feature = "training")]
pub use model::{BatchResult, Model};
