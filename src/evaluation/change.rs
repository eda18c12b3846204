//! One setting and a value for it: something to try, and to take back.

use crate::network::{Activation, Initialization, ModelKind};
use crate::setup::Setup;
use crate::setup::link::format_hidden;
use crate::training::{Augment, Schedule};

/// One setting with the value that it might be given.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Training rows used; `None` uses all.
    Limit(Option<u32>),
    /// The kind of network and its hidden layers.
    Network {
        /// The kind.
        kind: ModelKind,
        /// Units of the hidden dense layers.
        hidden: Vec<usize>,
    },
    /// The activation.
    Activation(Activation),
    /// How the first weights are drawn.
    Initialization(Initialization),
    /// The learning rate.
    LearningRate(f64),
    /// Examples in one step.
    Batch(usize),
    /// Passes over the training part.
    Epochs(u32),
    /// The weight of the squared weights in the loss.
    L2(f64),
    /// The share of hidden units that is left out.
    Dropout(f64),
    /// How the learning rate changes over the run.
    Schedule(Schedule),
    /// Changes of the training pictures.
    Augment(Augment),
    /// Epochs without progress after which the run ends.
    Patience(u32),
}

impl Change {
    /// Makes it.
    pub fn apply(&self, setup: &mut Setup) {
        let training = &mut setup.training;
        match self {
            Self::Limit(limit) => setup.limit = *limit,
            Self::Network { kind, hidden } => {
                setup.model = *kind;
                setup.hidden.clone_from(hidden);
            }
            Self::Activation(activation) => setup.activation = *activation,
            Self::Initialization(method) => setup.initialization = *method,
            Self::LearningRate(rate) => training.learning_rate = *rate,
            Self::Batch(size) => training.batch_size = *size,
            Self::Epochs(epochs) => training.epochs = *epochs,
            Self::L2(weight) => training.l2 = *weight,
            Self::Dropout(share) => training.dropout = *share,
            Self::Schedule(schedule) => training.schedule = *schedule,
            Self::Augment(augment) => training.augment = *augment,
            Self::Patience(epochs) => training.patience = *epochs,
        }
    }

    /// The same setting with the value that it has in this set-up.
    pub fn present(&self, setup: &Setup) -> Self {
        let training = &setup.training;
        match self {
            Self::Limit(_) => Self::Limit(setup.limit),
            Self::Network { .. } => Self::Network { kind: setup.model, hidden: setup.hidden.clone() },
            Self::Activation(_) => Self::Activation(setup.activation),
            Self::Initialization(_) => Self::Initialization(setup.initialization),
            Self::LearningRate(_) => Self::LearningRate(training.learning_rate),
            Self::Batch(_) => Self::Batch(training.batch_size),
            Self::Epochs(_) => Self::Epochs(training.epochs),
            Self::L2(_) => Self::L2(training.l2),
            Self::Dropout(_) => Self::Dropout(training.dropout),
            Self::Schedule(_) => Self::Schedule(training.schedule),
            Self::Augment(_) => Self::Augment(training.augment),
            Self::Patience(_) => Self::Patience(training.patience),
        }
    }

    /// Whether this set-up has that value already.
    pub fn is_in(&self, setup: &Setup) -> bool {
        self.present(setup) == *self
    }

    /// The setting's key in the link (`hidden` for a network, whose kind has a key of its own).
    pub fn key(&self) -> &'static str {
        match self {
            Self::Limit(_) => "limit",
            Self::Network { .. } => "hidden",
            Self::Activation(_) => "act",
            Self::Initialization(_) => "init",
            Self::LearningRate(_) => "lr",
            Self::Batch(_) => "batch",
            Self::Epochs(_) => "epochs",
            Self::L2(_) => "l2",
            Self::Dropout(_) => "dropout",
            Self::Schedule(_) => "schedule",
            Self::Augment(_) => "augment",
            Self::Patience(_) => "patience",
        }
    }

    /// The value as the link writes it; empty for all rows.
    pub fn value(&self) -> String {
        match self {
            Self::Limit(limit) => limit.map(|limit| limit.to_string()).unwrap_or_default(),
            Self::Network { hidden, .. } => format_hidden(hidden),
            Self::Activation(activation) => activation.to_string(),
            Self::Initialization(method) => method.to_string(),
            Self::LearningRate(number) | Self::L2(number) | Self::Dropout(number) => number.to_string(),
            Self::Batch(size) => size.to_string(),
            Self::Epochs(epochs) | Self::Patience(epochs) => epochs.to_string(),
            Self::Schedule(schedule) => schedule.to_string(),
            Self::Augment(augment) => augment.to_string(),
        }
    }
}
