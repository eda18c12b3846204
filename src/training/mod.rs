//! How it learns: configuration, the loop, optimisers, schedules, regularisation, stopping.

#[cfg(feature = "training")]
mod checkpoint;
mod config;
mod inspection;
mod log;
#[cfg(feature = "training")]
mod optimizer;
#[cfg(feature = "training")]
mod pass;
mod schedule;
#[cfg(feature = "training")]
mod session;
mod transfer;

#[cfg(feature = "training")]
pub use checkpoint::{Checkpoint, CheckpointError};
pub use config::{Augment, ConfigError, OptimizerKind, TrainingConfig};
pub use inspection::{InspectedBatch, Inspection};
pub use log::{EpochRecord, StepRecord, TrainingLog};
#[cfg(feature = "training")]
pub use optimizer::Optimizer;
#[cfg(feature = "training")]
pub use pass::{Pass, predict, saliency};
pub use schedule::Schedule;
#[cfg(feature = "training")]
pub use session::{Session, SessionError};
#[cfg(feature = "training")]
pub(crate) use session::{read, read_all};
pub use transfer::{Further, Score, TransferPlan, TransferResult, other};
