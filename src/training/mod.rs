//! How it learns: configuration, the loop, optimisers, schedules, regularisation, stopping.

mod config;
mod log;
mod schedule;
#[cfg(feature = "cpu")]
mod checkpoint;
#[cfg(feature = "cpu")]
mod optimizer;
#[cfg(feature = "cpu")]
mod session;
#[cfg(feature = "cpu")]
mod pass;

pub use config::{Augment, ConfigError, OptimizerKind, TrainingConfig};
pub use log::{EpochRecord, StepRecord, TrainingLog};
pub use schedule::Schedule;
#[cfg(feature = "cpu")]
pub use checkpoint::{Checkpoint, CheckpointError};
#[cfg(feature = "cpu")]
pub use optimizer::Optimizer;
#[cfg(feature = "cpu")]
pub use pass::{Pass, predict};
#[cfg(feature = "cpu")]
pub use session::{Session, SessionError};
#[cfg(feature = "cpu")]
pub(crate) use session::{read, read_all, scale_into};
