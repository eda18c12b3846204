//! What a trained network is worth on other data of the same shape: as it is, trained further, and, to compare, a
//! fresh network trained just as long.

use serde::{Deserialize, Serialize};

use super::StepRecord;
use crate::dataset::{Builtin, DataSet};

/// How much is trained on the other set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferPlan {
    /// The other set.
    pub data: Builtin,
    /// Its training rows used, from the first.
    pub rows: u32,
    /// Passes over them; 0 only measures the network as it is.
    pub epochs: u32,
}

impl TransferPlan {
    /// Training rows, at most.
    pub const MAX_ROWS: u32 = 10_000;
    /// Epochs, at most.
    pub const MAX_EPOCHS: u32 = 20;

    /// What is tried first with a network that was trained on `trained_on`.
    pub fn from(trained_on: DataSet) -> Self {
        Self { data: other(trained_on), rows: 1000, epochs: 3 }
    }
}

/// The built-in set that is not this one.
pub fn other(data: DataSet) -> Builtin {
    match data {
        DataSet::Builtin(Builtin::Mnist) => Builtin::FashionMnist,
        DataSet::Builtin(Builtin::FashionMnist) | DataSet::Own(_) => Builtin::Mnist,
    }
}

/// How good a network is on a whole test set.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Mean cross-entropy in nats.
    pub loss: f64,
    /// Share predicted right.
    pub accuracy: f64,
}

/// A network that was trained on the other set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Further {
    /// Every step.
    pub steps: Vec<StepRecord>,
    /// After the last one.
    pub score: Score,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TransferResult {
    /// What was asked for.
    pub plan: TransferPlan,
    /// The trained network, no step further.
    pub as_is: Score,
    /// The trained network, trained further; `None` with a plan of 0 epochs.
    pub further: Option<Further>,
    /// A fresh network, trained as long; `None` with a plan of 0 epochs.
    pub fresh: Option<Further>,
}
