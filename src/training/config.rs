//! Everything that decides how a network learns.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use super::Schedule;

/// How a gradient becomes an update.
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
#[strum(serialize_all = "lowercase")]
pub enum OptimizerKind {
    /// θ ← θ − η g.
    Sgd,
    /// v ← 0.9 v + g, θ ← θ − η v.
    Momentum,
    /// s ← 0.9 s + 0.1 g², θ ← θ − η g / (√s + ε).
    RmsProp,
    /// Adam (Kingma and Ba 2015) with β₁ = 0.9, β₂ = 0.999, ε = 1e-7 as in Keras.
    #[default]
    Adam,
    /// Adam with decoupled weight decay (Loshchilov and Hutter 2019); `l2` is the decay.
    AdamW,
}

/// Small random changes of the training pictures, new in every step.
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
pub enum Augment {
    /// The pictures as they are.
    #[default]
    None,
    /// Shifted by up to two pixels in each direction.
    Shift,
}

/// How a network is trained. `Default` is the article's job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrainingConfig {
    /// The optimiser.
    pub optimizer: OptimizerKind,
    /// Learning rate η at the start, above 0.
    pub learning_rate: f64,
    /// Examples in one step.
    pub batch_size: usize,
    /// Passes over the training part.
    pub epochs: u32,
    /// Weight of Σ|w| in the loss (biases are left out).
    pub l1: f64,
    /// Weight of ½ Σ w² in the loss (biases are left out); with AdamW the decoupled decay.
    pub l2: f64,
    /// Share of hidden units left out in each step, in `[0, 1)`.
    pub dropout: f64,
    /// Longest gradient (Euclidean norm over all parameters) that is let through; 0 lets everything through.
    pub clip: f64,
    /// How the learning rate changes over the run.
    pub schedule: Schedule,
    /// Changes of the training pictures.
    pub augment: Augment,
    /// Epochs without a better validation loss after which the run ends; 0 never ends it early.
    pub patience: u32,
    /// Decides the initial weights, the order of the rows and all else that is random.
    pub seed: u64,
}

impl Default for TrainingConfig {
    fn default() -> Self {
        Self {
            optimizer: OptimizerKind::Adam,
            learning_rate: 0.001,
            batch_size: 64,
            epochs: 10,
            l1: 0.0,
            l2: 0.0,
            dropout: 0.0,
            clip: 0.0,
            schedule: Schedule::Constant,
            augment: Augment::None,
            patience: 0,
            seed: 42,
        }
    }
}

/// A setting outside its range.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{setting} is {value}; it must be {range}")]
pub struct ConfigError {
    /// The setting's key in the URL.
    pub setting: &'static str,
    /// What was asked for.
    pub value: String,
    /// What is possible.
    pub range: &'static str,
}

impl TrainingConfig {
    /// Checks every range.
    ///
    /// # Errors
    /// The first setting that is out of range.
    pub fn validate(&self) -> Result<(), ConfigError> {
        let check = |ok: bool, setting, value: String, range| {
            if ok { Ok(()) } else { Err(ConfigError { setting, value, range }) }
        };
        let rate = self.learning_rate;
        check(rate.is_finite() && rate > 0.0 && rate <= 1000.0, "lr", rate.to_string(), "above 0 and at most 1000")?;
        check((1..=10_000).contains(&self.batch_size), "batch", self.batch_size.to_string(), "1 to 10000")?;
        check((1..=10_000).contains(&self.epochs), "epochs", self.epochs.to_string(), "1 to 10000")?;
        for (key, value) in [("l1", self.l1), ("l2", self.l2)] {
            check((0.0..=10.0).contains(&value), key, value.to_string(), "0 to 10")?;
        }
        check((0.0..=0.95).contains(&self.dropout), "dropout", self.dropout.to_string(), "0 to 0.95")?;
        check((0.0..=1e6).contains(&self.clip), "clip", self.clip.to_string(), "0 to 1000000")?;
        check(self.patience <= 10_000, "patience", self.patience.to_string(), "0 to 10000")
    }
}
