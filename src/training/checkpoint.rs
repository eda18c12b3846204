//! Everything needed to go on with a run as if it had never stopped.

use serde::{Deserialize, Serialize};

use super::TrainingLog;
use crate::setup::Setup;

/// Changes when older checkpoints can no longer be read.
const VERSION: u32 = 2;

/// A run at one point, on the host.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checkpoint {
    version: u32,
    /// The run, with the learning rate as it is now.
    pub setup: Setup,
    /// Finished steps.
    pub step: u64,
    /// Seconds spent in the present epoch.
    pub epoch_seconds: f64,
    /// The optimiser's count of updates.
    pub updates: u64,
    /// The parameters, in the order of the architecture.
    pub parameters: Vec<Vec<f32>>,
    /// The optimiser's running means, slot by slot.
    pub slots: Vec<Vec<Vec<f32>>>,
    /// The record so far.
    pub log: TrainingLog,
}

/// Why bytes are not a checkpoint.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// They cannot be read.
    #[error("it cannot be read ({0})")]
    Unreadable(#[from] postcard::Error),
    /// Another version wrote them.
    #[error("it was written by version {0} of the format, this page reads version {VERSION}")]
    Version(u32),
    /// The numbers do not fit the network that it names.
    #[error("its numbers do not fit its network")]
    Shape,
}

impl Checkpoint {
    /// A checkpoint of the present version.
    pub(super) fn new(
        setup: Setup,
        step: u64,
        epoch_seconds: f64,
        updates: u64,
        parameters: Vec<Vec<f32>>,
        slots: Vec<Vec<Vec<f32>>>,
        log: TrainingLog,
    ) -> Self {
        Self { version: VERSION, setup, step, epoch_seconds, updates, parameters, slots, log }
    }

    /// As bytes.
    ///
    /// # Errors
    /// Only when memory runs out.
    pub fn to_bytes(&self) -> Result<Vec<u8>, CheckpointError> {
        Ok(postcard::to_allocvec(self)?)
    }

    /// From bytes.
    ///
    /// # Errors
    /// When they are not a checkpoint of this version or do not fit together.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CheckpointError> {
        let (version, _) = postcard::take_from_bytes::<u32>(bytes)?;
        if version != VERSION {
            return Err(CheckpointError::Version(version));
        }
        let checkpoint: Self = postcard::from_bytes(bytes)?;
        if checkpoint.fits() { Ok(checkpoint) } else { Err(CheckpointError::Shape) }
    }

    fn fits(&self) -> bool {
        if self.setup.validate().is_err() || self.step > self.setup.total_steps() as u64 {
            return false;
        }
        let shapes = self.setup.architecture().parameters();
        let same = |values: &[Vec<f32>]| {
            values.len() == shapes.len() && values.iter().zip(&shapes).all(|(v, shape)| v.len() == shape.size())
        };
        self.slots.len() == self.setup.training.optimizer.slots()
            && same(&self.parameters)
            && self.slots.iter().all(|slot| same(slot))
            && self.log.steps.len() as u64 == self.step
    }
}
