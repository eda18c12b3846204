//! A look into a run: its numbers at one moment, and one batch with what training makes of it.

use serde::{Deserialize, Serialize};

use crate::dataset::Inputs;
use crate::setup::Setup;

/// The network's numbers at one moment of its run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inspection {
    /// The run's description.
    pub setup: Setup,
    /// Steps that have been made.
    pub step: u64,
    /// Each parameter, row by row, in the order of the architecture's parameters.
    pub parameters: Vec<Vec<f32>>,
    /// The next batch, when it was asked for and the data are there.
    pub batch: Option<InspectedBatch>,
}

/// The next batch of a run, and what training makes of it: no dropout, no regularisation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InspectedBatch {
    /// `rows × size`.
    pub inputs: Inputs,
    /// The target of each row: its class, one-hot, or its value; `rows × outputs`.
    pub targets: Vec<f32>,
    /// Mean loss (cross-entropy in nats).
    pub loss: f32,
    /// ∂loss/∂θ for each parameter, laid out as the parameters are.
    pub gradients: Vec<Vec<f32>>,
}
