//! One complete description of a run: the data, the network and how it is trained.
//! It travels in the link, to the worker, and with every checkpoint.

mod difference;
pub mod link;
mod propose;
mod slide;

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use crate::dataset::{Added, DataSet};
use crate::network::{Activation, Architecture, ArchitectureError, Initialization, Loss, ModelKind};
use crate::training::{ConfigError, Schedule, TrainingConfig};

pub use difference::{Difference, Noted, differences, noteworthy, settings};
pub use link::{BackendChoice, Language, Link, LinkProblem, Stage, Theme};
pub use slide::Slide;

use propose::propose;

/// Which rows the network is validated on after each epoch.
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
pub enum Split {
    /// The test set serves as validation set, as the article does it.
    #[default]
    Article,
    /// One twelfth of the training rows (5 000 of 60 000), or the part that was chosen for a set of one's own, is held
    /// out; the test set stays unseen.
    Holdout,
}

/// A run, described. `Default` is the article's job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Setup {
    /// Which data set.
    pub data: DataSet,
    /// Training rows used, from the first; `None` uses all.
    pub limit: Option<u32>,
    /// How the rows are split.
    pub split: Split,
    /// Which kind of network.
    pub model: ModelKind,
    /// Units of the hidden dense layers.
    pub hidden: Vec<usize>,
    /// Activation of the hidden layers.
    pub activation: Activation,
    /// How the weights are drawn.
    pub initialization: Initialization,
    /// How it is trained.
    pub training: TrainingConfig,
    /// Own examples that are learned from besides the set's. They are pictures, so no link can hold them.
    #[serde(default)]
    pub added: Added,
}

impl Default for Setup {
    fn default() -> Self {
        Self::preset(Preset::Article)
    }
}

/// Set-ups to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Preset {
    /// The article's job.
    Article,
    /// The same with an honest split.
    Honest,
    /// A convolutional network with an honest split.
    Cnn,
}

/// Why a set-up cannot be run.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SetupError {
    /// The network.
    #[error(transparent)]
    Architecture(#[from] ArchitectureError),
    /// The training.
    #[error(transparent)]
    Training(#[from] ConfigError),
}

impl Setup {
    /// A set-up to begin with.
    pub fn preset(preset: Preset) -> Self {
        let article = Self {
            data: DataSet::MNIST,
            limit: None,
            split: Split::Article,
            model: ModelKind::Mlp,
            hidden: ModelKind::Mlp.default_hidden(),
            activation: Activation::Relu,
            initialization: Initialization::Glorot,
            training: TrainingConfig::default(),
            added: Added::default(),
        };
        match preset {
            Preset::Article => article,
            Preset::Honest => Self { split: Split::Holdout, ..article },
            Preset::Cnn => Self {
                split: Split::Holdout,
                model: ModelKind::Cnn,
                hidden: ModelKind::Cnn.default_hidden(),
                training: TrainingConfig { epochs: 3, schedule: Schedule::Cosine, ..article.training.clone() },
                ..article
            },
        }
    }

    /// Whether a network of this kind can learn from the chosen set.
    pub fn allows(&self, model: ModelKind) -> bool {
        Architecture { kind: model, ..self.architecture() }.validate() != Err(ArchitectureError::NoPicture)
    }

    /// Chooses another set, and what has to follow from it: a set of one's own comes with a network that fits its
    /// shape, its rows and its task; back at a built-in one, what cannot be used there returns to the article's job.
    pub fn choose(&mut self, data: DataSet) {
        let (earlier, own) = (self.data, data.own());
        self.data = data;
        self.limit = self.limit.filter(|limit| (*limit as usize) <= data.train_rows());
        match own {
            Some(set) => propose(self, set),
            None if earlier.own().is_some() => {
                let article = Self::preset(Preset::Article);
                *self = Self { data, added: self.added, ..article };
            }
            None => {}
        }
    }

    /// The network that it describes.
    pub fn architecture(&self) -> Architecture {
        Architecture {
            kind: self.model,
            input: self.data.input_shape(),
            hidden: self.hidden.clone(),
            activation: self.activation,
            outputs: self.data.outputs(),
            loss: if self.data.is_regression() { Loss::SquaredError } else { Loss::CrossEntropy },
        }
    }

    /// The split that is made: a set of one's own without a validation part can only be validated on its test part.
    pub fn effective_split(&self) -> Split {
        if self.data.own().is_some_and(|set| set.validation_rows == 0) { Split::Article } else { self.split }
    }

    /// Rows used for training and for validation, as counts. Added examples are always trained on.
    pub fn row_counts(&self) -> (usize, usize) {
        let (train, validation) = self.set_counts();
        (train + self.added.rows as usize, validation)
    }

    /// As [`Setup::row_counts`], of the set's own rows alone.
    pub fn set_counts(&self) -> (usize, usize) {
        let all = self.data.train_rows();
        let used = self.limit.map_or(all, |limit| (limit as usize).clamp(1, all));
        match (self.effective_split(), self.data.own()) {
            (Split::Holdout, Some(own)) => (used.min(own.train_rows), own.validation_rows),
            (Split::Article, _) => (used, self.data.test_rows()),
            (Split::Holdout, None) => {
                let held_out = (used / 12).max(1).min(used - 1);
                (used - held_out, held_out)
            }
        }
    }

    /// Steps in one epoch; the last one may be smaller.
    pub fn steps_per_epoch(&self) -> usize {
        self.row_counts().0.div_ceil(self.training.batch_size.max(1))
    }

    /// Steps in the whole run.
    pub fn total_steps(&self) -> usize {
        self.steps_per_epoch() * self.training.epochs as usize
    }

    /// Whether the run can be made.
    ///
    /// # Errors
    /// The first setting that stands in the way.
    pub fn validate(&self) -> Result<(), SetupError> {
        self.architecture().validate()?;
        self.training.validate()?;
        Ok(())
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    #[test]
    fn the_articles_job_is_the_default() {
        let setup = Setup::default();
        assert_eq!(setup.row_counts(), (60_000, 10_000));
        assert_eq!((setup.steps_per_epoch(), setup.total_steps()), (938, 9380));
        assert_eq!(setup.architecture().parameter_count(), 203_530);
        assert!(setup.validate().is_ok());
    }

    #[test]
    fn a_set_without_a_validation_part_is_validated_on_its_test_part() {
        let set = crate::dataset::OwnSet {
            digest: 99,
            name: "small".into(),
            input: crate::network::InputShape { channels: 1, height: 1, width: 2 },
            task: crate::dataset::Task::Classes(vec!["a".into(), "b".into()]),
            encoder: None,
            train_rows: 8,
            validation_rows: 0,
            test_rows: 3,
        };
        let setup = Setup { data: DataSet::Own(crate::dataset::Own::new(set)), ..Setup::preset(Preset::Honest) };
        assert_eq!(setup.row_counts(), (8, 3));
        assert_eq!(crate::dataset::RowSplit::new(&setup).held_out, None);
    }

    #[test]
    fn the_honest_split_is_55_000_and_5_000() {
        assert_eq!(Setup::preset(Preset::Honest).row_counts(), (55_000, 5_000));
        let one = Setup { limit: Some(1), ..Setup::preset(Preset::Honest) };
        assert_eq!(one.row_counts(), (1, 0));
    }
}
