//! One run: the network, its optimiser, where it is in the data, and what it has recorded.
//!
//! A step only queues work on the device. Losses are read in groups by [`Session::flush`], because on a
//! browser's GPU every read waits for all that is queued.

use burn::tensor::{Device, Tensor, Transaction};

use super::{Augment, Checkpoint, EpochRecord, InspectedBatch, Inspection, Optimizer, StepRecord, TrainingLog};
use crate::dataset::{Examples, Inputs, RowSplit, Targets, epoch_order, shift_picture};
use crate::network::{Layer, Model, initialization::initial_parameters, matrix};
use crate::random::{Purpose, Random};
use crate::setup::Setup;

/// A good point is kept this often; it costs no copy, since updates make new tensors.
const SNAPSHOT_EVERY: u64 = 50;
/// Largest shift of an augmented picture, in pixels.
const SHIFT: i32 = 2;

/// Why a run cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// The device did not give the numbers back.
    #[error("the device did not answer: {0}")]
    Device(String),
    /// The loss is NaN or infinite at this step (counted from 1).
    #[error("the loss of step {0} is not a number")]
    Diverged(u64),
}

/// A point that one can go back to.
#[derive(Clone, Debug)]
struct Snapshot {
    step: u64,
    model: Model,
    optimizer: Optimizer,
    epoch_seconds: f64,
}

/// A run.
#[derive(Debug)]
pub struct Session {
    setup: Setup,
    split: RowSplit,
    model: Model,
    optimizer: Optimizer,
    step: u64,
    order: Option<(u32, Vec<u32>)>,
    pending: Vec<Tensor<1>>,
    log: TrainingLog,
    epoch_seconds: f64,
    good: Snapshot,
}

impl Session {
    /// A fresh run.
    pub fn new(setup: Setup, device: &Device) -> Self {
        let architecture = setup.architecture();
        let values = initial_parameters(&architecture, setup.initialization, setup.training.seed);
        let model = Model::new(&architecture, values, device);
        let optimizer = Optimizer::new(&setup.training, &model.parameters);
        Self::at(setup, model, optimizer, 0, TrainingLog::default(), 0.0)
    }

    /// A run that begins with the weights of a network that has learned something already.
    pub fn with_model(setup: Setup, model: Model) -> Self {
        let optimizer = Optimizer::new(&setup.training, &model.parameters);
        Self::at(setup, model, optimizer, 0, TrainingLog::default(), 0.0)
    }

    /// Goes on from a checkpoint, which has been checked when it was read.
    pub fn restore(checkpoint: Checkpoint, device: &Device) -> Self {
        let architecture = checkpoint.setup.architecture();
        let shapes = architecture.parameters();
        let model = Model::new(&architecture, checkpoint.parameters, device);
        let mut optimizer = Optimizer::new(&checkpoint.setup.training, &model.parameters);
        optimizer.updates = checkpoint.updates;
        optimizer.slots = checkpoint
            .slots
            .into_iter()
            .map(|slot| slot.into_iter().zip(&shapes).map(|(v, s)| matrix(v, [s.rows, s.columns], device)).collect())
            .collect();
        let Checkpoint { setup, step, log, epoch_seconds, .. } = checkpoint;
        Self::at(setup, model, optimizer, step, log, epoch_seconds)
    }

    fn at(setup: Setup, model: Model, optimizer: Optimizer, step: u64, log: TrainingLog, epoch_seconds: f64) -> Self {
        let good = Snapshot { step, model: model.clone(), optimizer: optimizer.clone(), epoch_seconds };
        let split = RowSplit::new(&setup);
        let (order, pending) = (None, Vec::new());
        Self { setup, split, model, optimizer, step, order, pending, log, epoch_seconds, good }
    }

    /// The run's description.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The network as it is now.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The record of all steps that have been read.
    pub fn log(&self) -> &TrainingLog {
        &self.log
    }

    /// Steps that have been queued or made.
    pub fn step_count(&self) -> u64 {
        self.step
    }

    /// Steps of the whole run.
    pub fn total_steps(&self) -> u64 {
        self.setup.total_steps() as u64
    }

    /// Epochs whose steps are all made.
    pub fn epochs_made(&self) -> u32 {
        (self.step / self.setup.steps_per_epoch() as u64) as u32
    }

    /// Whether all steps of an epoch are made and its record is still missing.
    pub fn awaits_validation(&self) -> bool {
        self.epochs_made() as usize > self.log.epochs.len()
    }

    /// Steps whose losses have not been read yet.
    pub fn unread(&self) -> usize {
        self.pending.len()
    }

    /// Rows of the validation part: of the training set when some are held out, otherwise of the test set.
    pub fn held_out(&self) -> Option<&[u32]> {
        self.split.held_out.as_deref()
    }

    /// The learning rate of the next step.
    pub fn learning_rate(&self) -> f64 {
        let done = self.step as f64 / self.total_steps().max(1) as f64;
        self.setup.training.learning_rate * self.setup.training.schedule.factor(done)
    }

    /// Changes the learning rate from the next step on (the schedule still applies).
    pub fn set_learning_rate(&mut self, learning_rate: f64) {
        self.setup.training.learning_rate = learning_rate;
    }

    /// Adds time spent on the present epoch.
    pub fn add_seconds(&mut self, seconds: f64) {
        self.epoch_seconds += seconds;
    }

    /// Queues one step.
    pub fn step(&mut self, train: &Examples) {
        let rows = self.batch_rows();
        let targets = self.batch_targets(train, &rows);
        let (inputs, targets) = self.tensors(self.batch_inputs(train, &rows).scaled(), targets);
        let masks = self.dropout_masks(rows.len());
        let result = self.model.gradients(inputs, &targets, &masks);
        let rate = self.learning_rate();
        self.optimizer.update(&mut self.model.parameters, result.gradients, rate);
        self.pending.push(result.statistics);
        self.step += 1;
    }

    /// Reads the losses of all queued steps.
    ///
    /// # Errors
    /// When the device fails, or when a loss is not a number; the log then ends before it.
    pub async fn flush(&mut self) -> Result<&[StepRecord], SessionError> {
        let first = self.log.steps.len();
        if !self.pending.is_empty() {
            let statistics = Tensor::cat(core::mem::take(&mut self.pending), 0);
            let values = read(statistics).await?;
            for pair in values.chunks_exact(2) {
                if !pair[0].is_finite() {
                    return Err(SessionError::Diverged(self.log.steps.len() as u64 + 1));
                }
                self.log.steps.push(StepRecord { loss: pair[0], accuracy: pair[1] });
            }
            if self.step >= self.good.step + SNAPSHOT_EVERY && self.is_healthy() {
                self.good = Snapshot {
                    step: self.step,
                    model: self.model.clone(),
                    optimizer: self.optimizer.clone(),
                    epoch_seconds: self.epoch_seconds,
                };
            }
        }
        Ok(&self.log.steps[first..])
    }

    /// Whether the latest losses are no worse than those of an untrained network.
    fn is_healthy(&self) -> bool {
        let latest = &self.log.steps[self.log.steps.len().saturating_sub(20)..];
        let mean = latest.iter().map(|record| f64::from(record.loss)).sum::<f64>() / latest.len().max(1) as f64;
        mean < 1.5 * self.setup.data.chance_loss()
    }

    /// The step that [`Session::recover`] goes back to.
    pub fn good_step(&self) -> u64 {
        self.good.step
    }

    /// Back to the last good point, with another learning rate.
    pub fn recover(&mut self, learning_rate: f64) {
        let Snapshot { step, model, optimizer, epoch_seconds } = self.good.clone();
        (self.step, self.model, self.optimizer, self.epoch_seconds) = (step, model, optimizer, epoch_seconds);
        self.setup.training.learning_rate = learning_rate;
        self.pending.clear();
        self.log.steps.truncate(step as usize);
        let epochs = self.epochs_made();
        self.log.epochs.retain(|record| record.epoch <= epochs);
    }

    /// Records the end of an epoch, given the loss and accuracy on the validation part.
    /// Returns the record and whether patience has run out.
    pub fn finish_epoch(&mut self, val_loss: f64, val_accuracy: f64) -> (EpochRecord, bool) {
        let epoch = self.epochs_made();
        let steps = self.setup.steps_per_epoch();
        let rows = self.split.train.len();
        let batch = self.setup.training.batch_size;
        let records = self.log.steps.iter().skip(steps * (epoch as usize - 1)).take(steps);
        let (mut loss, mut accuracy) = (0.0, 0.0);
        for (index, record) in records.enumerate() {
            let size = batch.min(rows - index * batch) as f64;
            loss += f64::from(record.loss) * size;
            accuracy += f64::from(record.accuracy) * size;
        }
        let record = EpochRecord {
            epoch,
            train_loss: loss / rows as f64,
            train_accuracy: accuracy / rows as f64,
            val_loss,
            val_accuracy,
            seconds: core::mem::take(&mut self.epoch_seconds),
        };
        self.log.epochs.push(record);
        (record, self.out_of_patience())
    }

    fn out_of_patience(&self) -> bool {
        let patience = self.setup.training.patience as usize;
        let losses: Vec<f64> = self.log.epochs.iter().map(|record| record.val_loss).collect();
        let best = losses.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1)).map(|(index, _)| index);
        patience > 0 && best.is_some_and(|best| losses.len() - 1 - best >= patience)
    }

    /// The numbers as they are now and, given the training part, the next batch with its gradients, without dropout and
    /// regularisation. Nothing changes.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn inspect(&mut self, train: Option<&Examples>) -> Result<Inspection, SessionError> {
        let batch = match train {
            Some(train) => Some(self.inspect_batch(train).await?),
            None => None,
        };
        let parameters = read_all(self.model.parameters.iter()).await?;
        Ok(Inspection { setup: self.setup.clone(), step: self.step, parameters, batch })
    }

    async fn inspect_batch(&mut self, train: &Examples) -> Result<InspectedBatch, SessionError> {
        let rows = self.batch_rows();
        let inputs = self.batch_inputs(train, &rows);
        let targets = self.batch_targets(train, &rows);
        let (scaled, wanted) = self.tensors(inputs.scaled(), targets.clone());
        let result = self.model.gradients(scaled, &wanted, &[]);
        let gradients = read_all(result.gradients.iter()).await?;
        let loss = read(result.statistics).await?.first().copied().unwrap_or(f32::NAN);
        Ok(InspectedBatch { inputs, targets, loss, gradients })
    }

    /// Everything needed to go on from here. Queued steps must have been flushed.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn checkpoint(&self) -> Result<Checkpoint, SessionError> {
        let values = read_all(core::iter::once(&self.model.parameters).chain(&self.optimizer.slots).flatten()).await?;
        let mut groups = values.chunks(self.model.parameters.len()).map(<[Vec<f32>]>::to_vec);
        let parameters = groups.next().unwrap_or_default();
        Ok(Checkpoint::new(
            self.setup.clone(),
            self.step,
            self.epoch_seconds,
            self.optimizer.updates,
            parameters,
            groups.collect(),
            self.log.clone(),
        ))
    }

    /// Row numbers (in the training set) of the next batch.
    fn batch_rows(&mut self) -> Vec<u32> {
        let steps = self.setup.steps_per_epoch() as u64;
        let epoch = (self.step / steps) as u32;
        if self.order.as_ref().is_none_or(|(known, _)| *known != epoch) {
            self.order = Some((epoch, epoch_order(self.setup.training.seed, epoch, self.split.train.len())));
        }
        let order = self.order.as_ref().map_or(&[][..], |(_, order)| order);
        let batch = self.setup.training.batch_size;
        let start = (self.step % steps) as usize * batch;
        order[start..order.len().min(start + batch)].iter().map(|&i| self.split.train[i as usize]).collect()
    }

    /// `rows × size`, pictures augmented as the set-up asks for.
    fn batch_inputs(&self, examples: &Examples, rows: &[u32]) -> Inputs {
        let shape = examples.shape;
        let inputs = examples.inputs(rows);
        match (inputs, self.setup.training.augment) {
            (Inputs::Pixels(pixels), Augment::Shift) => {
                let mut random = Random::new(self.setup.training.seed, Purpose::Augment(self.step));
                let mut shift = || random.below(2 * SHIFT as u32 + 1) as i32 - SHIFT;
                let mut moved = vec![0; pixels.len()];
                let (size, plane) = (shape.size().max(1), (shape.height * shape.width).max(1));
                for (picture, moved) in pixels.chunks_exact(size).zip(moved.chunks_exact_mut(size)) {
                    let by = (shift(), shift());
                    for (channel, moved) in picture.chunks_exact(plane).zip(moved.chunks_exact_mut(plane)) {
                        shift_picture(channel, shape.width, by, moved);
                    }
                }
                Inputs::Pixels(moved)
            }
            (inputs, _) => inputs,
        }
    }

    /// `rows × outputs`: one-hot classes, or values.
    fn batch_targets(&self, examples: &Examples, rows: &[u32]) -> Vec<f32> {
        match &examples.targets {
            Targets::Classes(classes) => {
                let labels = rows.iter().map(|&row| classes.get(row as usize).copied().unwrap_or(0));
                one_hot(labels, self.setup.data.outputs())
            }
            Targets::Numbers(numbers) => {
                rows.iter().map(|&row| numbers.get(row as usize).copied().unwrap_or(0.0)).collect()
            }
        }
    }

    fn tensors(&self, inputs: Vec<f32>, targets: Vec<f32>) -> (Tensor<2>, Tensor<2>) {
        let outputs = self.setup.data.outputs().max(1);
        let rows = targets.len() / outputs;
        let size = inputs.len() / rows.max(1);
        let device = self.model.device();
        (matrix(inputs, [rows, size], device), matrix(targets, [rows, outputs], device))
    }

    /// One mask for each dropout layer: 0, or 1 / (1 − rate) so that the expected sum stays.
    fn dropout_masks(&self, rows: usize) -> Vec<Tensor<2>> {
        let rate = self.setup.training.dropout;
        if rate <= 0.0 {
            return Vec::new();
        }
        let mut random = Random::new(self.setup.training.seed, Purpose::Dropout(self.step));
        let keep = (1.0 / (1.0 - rate)) as f32;
        let layers = self.setup.architecture().layers();
        let units = layers.iter().filter_map(|layer| match layer {
            Layer::Dropout { units } => Some(*units),
            _ => None,
        });
        units
            .map(|units| {
                let mask = (0..rows * units).map(|_| if random.unit() < rate { 0.0 } else { keep }).collect();
                matrix(mask, [rows, units], self.model.device())
            })
            .collect()
    }
}

/// `rows × classes`, row-major: 1 at the label, 0 elsewhere.
fn one_hot(labels: impl Iterator<Item = u8>, classes: usize) -> Vec<f32> {
    let mut targets = Vec::new();
    for label in labels {
        let start = targets.len();
        targets.resize(start + classes, 0.0);
        if let Some(target) = targets.get_mut(start + usize::from(label)) {
            *target = 1.0;
        }
    }
    targets
}

/// Reads tensors from the device, all in one go.
pub(crate) async fn read_all(tensors: impl Iterator<Item = &Tensor<2>>) -> Result<Vec<Vec<f32>>, SessionError> {
    let transaction = tensors.fold(Transaction::default(), |transaction, tensor| transaction.register(tensor.clone()));
    transaction.execute_async().await.map_err(device_error)?.into_iter().map(into_values).collect()
}

/// Reads a tensor from the device.
pub(crate) async fn read<const D: usize>(tensor: Tensor<D>) -> Result<Vec<f32>, SessionError> {
    into_values(tensor.into_data_async().await.map_err(device_error)?)
}

fn into_values(data: burn::tensor::TensorData) -> Result<Vec<f32>, SessionError> {
    data.try_into_vec::<f32>().map_err(device_error)
}

fn device_error(error: impl core::fmt::Debug) -> SessionError {
    SessionError::Device(format!("{error:?}"))
}
