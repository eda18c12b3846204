//! Every message between the page and the worker, packed with postcard into one transferred buffer.

#![allow(missing_docs, reason = "each variant says what its fields are")]

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::dataset::{Builtin, DataSet, Inputs, Part};
use crate::setup::Setup;
use crate::training::{EpochRecord, Inspection, StepRecord, TrainingLog, TransferPlan, TransferResult};

/// How far a run goes before it pauses by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunUntil {
    /// The last epoch.
    End,
    /// This many steps.
    Steps(u32),
    /// The end of the present epoch.
    EpochEnd,
}

/// From the page to the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Fetch and verify a data set, or read it from the browser's store; `base` is the address of the site's `data` folder, with a slash at its end.
    Load { data: DataSet, base: String },
    /// The same for the set that a transfer is tried on; it is kept beside the first.
    LoadOther { data: Builtin, base: String },
    /// The reader's own examples for this set (`rows × size` bytes, and a class each); they replace the earlier ones.
    Examples {
        data: DataSet,
        #[serde(with = "serde_bytes")]
        pixels: Vec<u8>,
        #[serde(with = "serde_bytes")]
        labels: Vec<u8>,
    },
    /// Split the loaded set as this set-up asks for, and describe the parts. Answered by `Preprocessed`.
    Preprocess(Setup),
    /// A fresh network for this set-up; the old one is dropped. Answered by `Configured`.
    Configure(Setup),
    /// Train.
    Run(RunUntil),
    /// Halt; `Run` goes on.
    Pause,
    /// End the run. The weights stay usable.
    Stop,
    /// A new learning rate (before the schedule's factor) from the next step on.
    SetLearningRate(f64),
    /// Go on from a checkpoint. Answered by `Configured`.
    Restore(#[serde(with = "serde_bytes")] Vec<u8>),
    /// After divergence: back to the last good point, with this learning rate. Answered by `Configured`.
    Recover { learning_rate: f64 },
    /// Which live pictures the page shows at present: the first layer's units, and predictions for these test rows.
    Watch { units: bool, test_rows: Vec<u32> },
    /// Predict rows (`rows × size` inputs). Answered by `Predicted`.
    Predict { id: u32, inputs: Inputs },
    /// Which inputs decide: the gradient of an output (a class's logit) with respect to one row's inputs.
    /// Answered by `Saliency`.
    Saliency { id: u32, inputs: Inputs, class: u8 },
    /// The network's numbers as they are now and, on request, one batch with the gradients that training would use for
    /// it. Answered by `Inspected`.
    Inspect { id: u32, batch: bool },
    /// Rows of a set that the worker has. Answered by `Rows`.
    Rows { id: u32, data: DataSet, part: Part, rows: Vec<u32> },
    /// Predict the whole test set. Answered by `Tested`.
    Test,
    /// Try the trained network on another set, which has been loaded. Answered by `Transferring` and `Transferred`.
    Transfer(TransferPlan),
    /// Give the present transfer up.
    CancelTransfer,
    /// Time some steps of this set-up's network on made-up data and report loss and gradients. Answered by `Measured`.
    Measure(Setup),
}

/// How the trainer stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Status {
    /// Nothing to train on yet.
    #[default]
    Idle,
    /// Data are on their way.
    Loading,
    /// A fresh network waits.
    Ready,
    /// Steps are being made.
    Training,
    /// Halted; can go on.
    Paused,
    /// All epochs are done, or patience ran out.
    Done,
    /// Ended by the user.
    Stopped,
    /// Ended by an error.
    Failed,
}

/// Why something could not be done, in words that the page translates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Failure {
    /// A part of the data set did not arrive.
    ShardMissing { file: String, reason: String },
    /// A part arrived, but not what was published.
    ShardCorrupt { file: String, reason: String },
    /// The loss is no longer a number; `good_step` is where `Recover` goes back to.
    Diverged { step: u64, good_step: u64, learning_rate: f64 },
    /// A set that somebody brought along is not in this browser's store any more.
    SetGone,
    /// The GPU was taken away.
    DeviceLost(String),
    /// WebGPU could not be started.
    NoDevice(String),
    /// The checkpoint cannot be read.
    BadCheckpoint(String),
    /// The set-up cannot be run.
    BadSetup(String),
    /// The other set for a transfer did not arrive.
    OtherMissing { file: String, reason: String },
    /// A bug: the worker has ended.
    Crashed(String),
}

/// Where the run is and how fast. Steps and epochs count what is finished.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Finished steps of the whole run.
    pub step: u64,
    /// Steps of the whole run.
    pub total_steps: u64,
    /// Finished epochs.
    pub epoch: u32,
    /// Milliseconds a step, mean over the last second or so of training.
    pub ms_per_step: f64,
    /// Examples a second, likewise.
    pub samples_per_second: f64,
    /// Seconds until the end at this speed, validation included.
    pub eta_seconds: f64,
    /// The learning rate of the next step, schedule included.
    pub learning_rate: f64,
}

/// Loss, accuracy and predictions for the whole test set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TestResult {
    /// Mean cross-entropy in nats, or half the mean squared error.
    pub loss: f64,
    /// Share predicted right, or R².
    pub accuracy: f64,
    /// The predicted class of each row; none when a number is predicted.
    #[serde(with = "serde_bytes")]
    pub predicted: Vec<u8>,
    /// The true class of each row.
    #[serde(with = "serde_bytes")]
    pub labels: Vec<u8>,
    /// The probability given to the predicted class, in 1/65535.
    pub confidence: Vec<u16>,
    /// When a number is predicted: the predictions, on the network's scale.
    #[serde(default)]
    pub values: Vec<f32>,
    /// When a number is predicted: what is true, on the network's scale.
    #[serde(default)]
    pub targets: Vec<f32>,
    /// The step of the run at which this was measured.
    pub step: u64,
}

impl TestResult {
    /// Rows that were tested.
    pub fn rows(&self) -> usize {
        self.labels.len().max(self.targets.len())
    }
}

/// What preprocessing found: the parts of the data and the numbers that the network will see.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Preprocessed {
    /// Rows that are learned from, validated on and tested on.
    pub rows: [u32; 3],
    /// Rows of each class that are learned from, added examples included.
    pub train: Vec<u32>,
    /// Rows of each class that are validated on.
    pub validation: Vec<u32>,
    /// Rows of each class that are tested on.
    pub test: Vec<u32>,
    /// Mean of all inputs that are learned from (pixels as 0 to 1).
    pub mean: f64,
    /// Their standard deviation.
    pub deviation: f64,
    /// The mean training picture, 0 to 255 a pixel; empty for tables.
    #[serde(with = "serde_bytes")]
    pub mean_picture: Vec<u8>,
    /// Seconds that it took.
    pub seconds: f64,
}

/// What a measurement found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measurement {
    /// Milliseconds a step, median.
    pub ms_per_step: f64,
    /// The loss of the made-up batch before any step.
    pub loss: f64,
    /// The gradient of each parameter for it, in the order of the architecture's parameters.
    pub gradients: Vec<Vec<f32>>,
}

/// From the worker to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The worker listens.
    Ready(Backend),
    /// Bytes of the data set that have arrived, and whether they came from the browser's own store.
    Loading { received: u64, total: u64, cached: bool },
    /// The set is complete and verified; rows of each class in both parts.
    Loaded { data: DataSet, train_classes: Vec<u32>, test_classes: Vec<u32> },
    /// Share of the other set that has arrived, in `[0, 1]`; 1 when it is complete and verified.
    OtherLoading(f32),
    /// The parts of the data, described.
    Preprocessed(Preprocessed),
    /// A network waits; `log` is what its run has recorded so far (empty for a fresh one).
    Configured { setup: Setup, progress: Progress, log: TrainingLog },
    /// The state has changed.
    Status(Status),
    /// Steps that were made since the last message.
    Progress { progress: Progress, steps: Vec<StepRecord> },
    /// An epoch ended.
    Epoch(EpochRecord),
    /// Share of the validation or test pass that is done, in `[0, 1]`.
    Evaluating(f32),
    /// The first layer's weights, `units × inputs`, each unit scaled to −127…127 by its own `scale`.
    Units {
        inputs: u32,
        #[serde(with = "serde_bytes")]
        weights: Vec<u8>,
        scales: Vec<f32>,
    },
    /// Probabilities for the watched test rows, `rows × classes`.
    Watched { rows: Vec<u32>, probabilities: Vec<f32> },
    /// Probabilities, `rows × classes`.
    Predicted { id: u32, probabilities: Vec<f32> },
    /// One number a pixel; empty when there is no network.
    Saliency { id: u32, gradient: Vec<f32> },
    /// The network's numbers; `None` when there is no network.
    Inspected { id: u32, inspection: Option<Inspection> },
    /// Rows of a data set.
    Rows {
        id: u32,
        data: DataSet,
        part: Part,
        rows: Vec<u32>,
        inputs: Inputs,
        #[serde(with = "serde_bytes")]
        labels: Vec<u8>,
        targets: Vec<f32>,
    },
    /// The test set was predicted.
    Tested(TestResult),
    /// Share of a transfer that is done, in `[0, 1]`.
    Transferring(f32),
    /// A transfer is done.
    Transferred(TransferResult),
    /// Everything needed to go on from here.
    Checkpoint {
        step: u64,
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
    },
    /// A measurement is done.
    Measured(Measurement),
    /// Something could not be done.
    Failed(Failure),
}

/// What computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Backend {
    /// One processor core, with SIMD.
    Cpu,
    /// The graphics processor.
    WebGpu,
}

/// Packs a message.
///
/// # Errors
/// Only when memory runs out.
pub fn encode<M: Serialize>(message: &M) -> postcard::Result<Vec<u8>> {
    postcard::to_allocvec(message)
}

/// Unpacks a message.
///
/// # Errors
/// When the bytes are not such a message, for instance from a worker of another version.
pub fn decode<M: DeserializeOwned>(bytes: &[u8]) -> postcard::Result<M> {
    postcard::from_bytes(bytes)
}
