//! How it learns: configuration, the loop, optimisers, schedules, regularisation, stopping.

#[cfg(feature = "cpu")]
mod checkpoint;
mod config;
mod inspection;
mod log;
#[cfg(feature = "cpu")]
mod optimizer;
#[cfg(feature = "cpu")]
mod pass;
mod schedule;
#[cfg(feature = "cpu")]
mod session;
mod transfer;

#[cfg(feature = "cpu")]
pub use checkpoint::{Checkpoint, CheckpointError};
pub use config::{Augment, ConfigError, OptimizerKind, TrainingConfig};
pub use inspection::{InspectedBatch, Inspection};
pub use log::{EpochRecord, StepRecord, TrainingLog};
#[cfg(feature = "cpu")]
pub use optimizer::Optimizer;
#[cfg(feature = "cpu")]
pub use pass::{Pass, predict, saliency};
pub use schedule::Schedule;
#[cfg(feature = "cpu")]
pub use session::{Session, SessionError};
#[cfg(feature = "cpu")]
pub(crate) use session::{read, read_all};
pub use transfer::{Further, Score, TransferPlan, TransferResult, other};
