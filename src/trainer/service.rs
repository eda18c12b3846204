//! The worker's side, without the worker: commands in, events out, one small slice of work at a time.
//!
//! Whoever hosts it calls [`Service::handle`] for each command and [`Service::work`] for each slice. Between two
//! slices it lets messages in; that is why Stop acts at once and why nothing here loops over a whole epoch.

mod answers;
mod measure;
mod pace;
mod passes;
mod pictures;
mod preprocess;
mod rows;
mod transfer;

use burn::tensor::Device;
use web_time::Instant;

pub use self::rows::Rows;

use self::pace::Pace;
use self::rows::Own;
use self::transfer::Transfer;
use super::protocol::{Backend, Command, Event, Failure, Progress, RunUntil, Status};
use crate::dataset::{DataSet, Examples};
use crate::setup::Setup;
use crate::training::{Checkpoint, Pass, Session, SessionError};

/// A slice of training on the CPU lasts about this long.
const SLICE_MS: f64 = 12.0;
/// Progress is reported this often, at most.
const REPORT_MS: f64 = 66.0;
/// Live pictures are sent this often, at most.
const PICTURES_MS: f64 = 400.0;
/// A checkpoint is sent this often while training, at most.
const CHECKPOINT_MS: f64 = 10_000.0;
/// Where events go.
pub type Outbox = Box<dyn Fn(Event)>;

/// What a pass over rows is for.
enum Purpose {
    Validation,
    Test,
}

/// The trainer.
pub struct Service {
    backend: Backend,
    device: Device,
    outbox: Outbox,
    rows: Option<Rows>,
    /// The set that a transfer is tried on.
    other: Option<Rows>,
    examples: Vec<Own>,
    transfer: Option<Transfer>,
    session: Option<Session>,
    status: Status,
    /// The run halts by itself before this step.
    target: u64,
    pass: Option<(Purpose, Pass)>,
    pace: Pace,
    /// Losses up to this step have been sent.
    reported: usize,
    watch_units: bool,
    watch_rows: Vec<u32>,
    pictures_due: bool,
    pictures_at: Instant,
    report_at: Instant,
    checkpoint_at: Instant,
}

impl Service {
    /// A trainer that computes on `device`.
    pub fn new(backend: Backend, device: Device, outbox: Outbox) -> Self {
        let now = Instant::now();
        Self {
            backend,
            device,
            outbox,
            rows: None,
            other: None,
            examples: Vec::new(),
            transfer: None,
            session: None,
            status: Status::Idle,
            target: 0,
            pass: None,
            pace: Pace::default(),
            reported: 0,
            watch_units: false,
            watch_rows: Vec::new(),
            pictures_due: false,
            pictures_at: now,
            report_at: now,
            checkpoint_at: now,
        }
    }

    /// Whether [`Service::work`] would do something.
    pub fn has_work(&self) -> bool {
        let can_train = self.rows_fit() && self.status == Status::Training;
        can_train
            || self.transfer.is_some()
            || (self.pass.is_some() && self.rows.is_some())
            || (self.pictures_due && self.session.is_some())
    }

    /// Takes the rows that have arrived. A run that waited for them begins.
    pub fn set_rows(&mut self, mut rows: Rows) {
        let classes = rows.data.classes().len();
        let count = |examples: &Examples| {
            let all: Vec<u32> = (0..examples.len() as u32).collect();
            preprocess::class_counts(examples, &all, classes)
        };
        let (train_classes, test_classes) = (count(&rows.train), count(&rows.test));
        self.send(Event::Loaded { data: rows.data, train_classes, test_classes });
        if let Some(examples) = self.examples.iter().find(|examples| examples.data == rows.data) {
            rows.set_examples(examples);
        }
        self.rows = Some(rows);
        self.pictures_due = true;
        self.pace.resume();
    }

    /// Takes the rows of the set that a transfer is tried on.
    pub fn set_other_rows(&mut self, rows: Rows) {
        self.other = Some(rows);
        self.send(Event::OtherLoading(1.0));
    }

    /// Obeys a command; `Load` is the host's business.
    pub async fn handle(&mut self, command: Command) {
        match command {
            Command::Load { .. } | Command::LoadOther { .. } => {}
            Command::Examples { data, pixels, labels } => self.set_examples(Own { data, pixels, labels }),
            Command::Preprocess(setup) => {
                if let Some(rows) = self.rows.as_ref().filter(|rows| rows.data == setup.data) {
                    self.send(Event::Preprocessed(preprocess::preprocess(&setup, rows)));
                }
            }
            Command::Configure(setup) => self.configure(setup),
            Command::Run(until) => self.run(until),
            Command::Pause => self.halt(Status::Paused).await,
            Command::Stop => self.halt(Status::Stopped).await,
            Command::SetLearningRate(rate) => {
                if let Some(session) = self.session.as_mut().filter(|_| rate.is_finite() && rate > 0.0) {
                    session.set_learning_rate(rate);
                }
                self.report();
            }
            Command::Restore(bytes) => match Checkpoint::from_bytes(&bytes) {
                Ok(checkpoint) => {
                    let session = Session::restore(checkpoint, &self.device);
                    let status = if session.step_count() == session.total_steps() && !session.awaits_validation() {
                        Status::Done
                    } else {
                        Status::Paused
                    };
                    self.begin(session, status);
                }
                Err(error) => self.send(Event::Failed(Failure::BadCheckpoint(error.to_string()))),
            },
            Command::Recover { learning_rate } => {
                if let Some(mut session) = self.session.take() {
                    session.recover(learning_rate);
                    self.begin(session, Status::Paused);
                }
            }
            Command::Watch { units, test_rows } => {
                (self.watch_units, self.watch_rows) = (units, test_rows);
                self.pictures_due = true;
                self.pictures_at = Instant::now();
            }
            Command::Predict { id, inputs } => self.predict(id, &inputs).await,
            Command::Saliency { id, inputs, class } => self.saliency(id, &inputs, class).await,
            Command::Inspect { id, batch } => self.inspect(id, batch).await,
            Command::Rows { id, data, part, rows } => self.send_rows(id, data, part, &rows),
            Command::Test => {
                if let (Some(rows), Some(session)) = (&self.rows, &self.session)
                    && rows.data == session.setup().data
                {
                    self.pass = Some((Purpose::Test, Pass::new(self.all_test_rows())));
                }
            }
            Command::Transfer(plan) => {
                let there = self.other.as_ref().filter(|rows| rows.data == plan.data.into());
                if let (Some(rows), Some(session)) = (there, &self.session) {
                    let (setup, model) = (session.setup(), session.model());
                    self.transfer = Some(Transfer::new(plan, setup, model, &self.device, rows));
                }
            }
            Command::CancelTransfer => self.transfer = None,
            Command::Measure(setup) => match measure::measure(&setup, &self.device).await {
                Ok(measurement) => self.send(Event::Measured(measurement)),
                Err(error) => self.fail(error),
            },
        }
    }

    /// One slice: some steps, or one chunk of a pass, or the live pictures.
    pub async fn work(&mut self) {
        if let Err(error) = self.try_work().await {
            self.fail(error);
        }
    }

    async fn try_work(&mut self) -> Result<(), SessionError> {
        if self.pass.is_some() {
            self.advance_pass().await?;
        } else if self.status == Status::Training && self.rows_fit() {
            self.train().await?;
        } else if self.transfer.is_some() {
            self.advance_transfer().await?;
        }
        let idle = self.status != Status::Training;
        if self.pictures_due && (idle || Instant::now() >= self.pictures_at) {
            self.send_pictures().await?;
        }
        if self.status == Status::Training && millis_until(self.checkpoint_at) <= 0.0 {
            self.send_checkpoint().await?;
        }
        Ok(())
    }

    fn set_examples(&mut self, examples: Own) {
        if let Some(rows) = self.rows.as_mut().filter(|rows| rows.data == examples.data) {
            rows.set_examples(&examples);
        }
        self.examples.retain(|known| known.data != examples.data);
        self.examples.push(examples);
    }

    async fn advance_transfer(&mut self) -> Result<(), SessionError> {
        let Some(transfer) = &mut self.transfer else { return Ok(()) };
        let Some(rows) = self.other.as_ref().filter(|rows| rows.data == DataSet::from(transfer.plan().data)) else {
            self.transfer = None;
            return Ok(());
        };
        let advanced = transfer.advance(rows).await;
        let Some(transfer) = self.transfer.as_ref().filter(|_| advanced.is_ok()) else {
            self.transfer = None;
            return advanced.map(|_| ());
        };
        match advanced? {
            Some(result) => {
                self.transfer = None;
                self.send(Event::Transferred(result));
            }
            None if millis_until(self.report_at) <= 0.0 => {
                let share = transfer.share();
                self.report_at = after(REPORT_MS);
                self.send(Event::Transferring(share));
            }
            None => {}
        }
        Ok(())
    }

    fn configure(&mut self, setup: Setup) {
        match setup.validate() {
            Ok(()) => self.begin(Session::new(setup, &self.device), Status::Ready),
            Err(error) => self.send(Event::Failed(Failure::BadSetup(error.to_string()))),
        }
    }

    fn begin(&mut self, session: Session, status: Status) {
        self.reported = session.log().steps.len();
        let (setup, log) = (session.setup().clone(), session.log().clone());
        self.session = Some(session);
        self.pass = None;
        self.pace = Pace::default();
        self.pictures_due = true;
        let progress = self.progress();
        self.send(Event::Configured { setup, progress, log });
        // Said in any case: it is another network's now.
        self.status = status;
        self.send(Event::Status(status));
    }

    fn run(&mut self, until: RunUntil) {
        let Some(session) = &self.session else { return };
        let (step, total) = (session.step_count(), session.total_steps());
        if !matches!(self.status, Status::Ready | Status::Paused | Status::Stopped | Status::Training) {
            return;
        }
        let steps_per_epoch = session.setup().steps_per_epoch() as u64;
        self.target = match until {
            RunUntil::End => total,
            RunUntil::Steps(steps) => (step + u64::from(steps)).min(total),
            RunUntil::EpochEnd => ((step / steps_per_epoch + 1) * steps_per_epoch).min(total),
        };
        if let Some((Purpose::Test, _)) = self.pass {
            self.pass = None;
        }
        self.pace.resume();
        self.checkpoint_at = after(CHECKPOINT_MS);
        self.set_status(Status::Training);
    }

    async fn halt(&mut self, status: Status) {
        if !matches!(self.status, Status::Training | Status::Paused) || self.status == status {
            return;
        }
        // Said first: reading the last losses and saving take longer than the user should wait.
        self.set_status(status);
        if let Err(error) = self.settle().await {
            self.fail(error);
        }
    }

    /// Reads what is queued, reports it and saves it.
    async fn settle(&mut self) -> Result<(), SessionError> {
        if let Some(session) = &mut self.session {
            session.flush().await?;
        }
        self.report();
        self.pictures_due = true;
        self.send_checkpoint().await
    }

    async fn train(&mut self) -> Result<(), SessionError> {
        let (Some(session), Some(rows)) = (&mut self.session, &self.rows) else { return Ok(()) };
        let started = Instant::now();
        let mut made = 0_u32;
        // A stop at the end of an epoch leaves its validation to the next run.
        while !session.awaits_validation() && session.step_count() < self.target {
            session.step(&rows.train);
            made += 1;
            if self.backend == Backend::Cpu {
                session.flush().await?;
                if millis_since(started) >= SLICE_MS {
                    break;
                }
            } else if session.unread() >= self.pace.group() {
                break;
            }
        }
        session.flush().await?;
        let seconds = millis_since(started) / 1000.0;
        session.add_seconds(seconds);
        self.pace.steps(made, session.setup().training.batch_size);
        self.pictures_due = true;
        if session.awaits_validation() {
            self.start_validation();
        } else if session.step_count() >= self.target {
            self.set_status(if session_done(self.session.as_ref()) { Status::Done } else { Status::Paused });
            self.settle().await?;
        }
        if millis_until(self.report_at) <= 0.0 {
            self.report();
        }
        Ok(())
    }

    async fn send_pictures(&mut self) -> Result<(), SessionError> {
        self.pictures_due = false;
        self.pictures_at = after(PICTURES_MS);
        let Some(session) = &self.session else { return Ok(()) };
        let rows = self.rows.as_ref().filter(|rows| rows.data == session.setup().data);
        if self.watch_units
            && let Some(event) = pictures::units(session).await?
        {
            self.send(event);
        }
        if let Some(rows) = rows
            && let Some(event) = pictures::watched(session, rows, &self.watch_rows).await?
        {
            self.send(event);
        }
        Ok(())
    }

    async fn send_checkpoint(&mut self) -> Result<(), SessionError> {
        self.checkpoint_at = after(CHECKPOINT_MS);
        let Some(session) = &self.session else { return Ok(()) };
        if session.unread() > 0 || session.step_count() == 0 {
            return Ok(());
        }
        let step = session.step_count();
        match session.checkpoint().await?.to_bytes() {
            Ok(bytes) => self.send(Event::Checkpoint { step, bytes }),
            Err(error) => self.send(Event::Failed(Failure::BadCheckpoint(error.to_string()))),
        }
        Ok(())
    }

    fn progress(&self) -> Progress {
        let Some(session) = &self.session else { return Progress::default() };
        let (step, total_steps) = (session.log().steps.len() as u64, session.total_steps());
        let epochs_left = session.setup().training.epochs - session.log().epochs.len() as u32;
        Progress {
            step,
            total_steps,
            epoch: session.log().epochs.len() as u32,
            ms_per_step: self.pace.ms_per_step(),
            samples_per_second: self.pace.samples_per_second(),
            eta_seconds: self.pace.eta_seconds(total_steps - step, epochs_left),
            learning_rate: session.learning_rate(),
        }
    }

    /// Sends the steps that were read since the last report.
    fn report(&mut self) {
        self.report_at = after(REPORT_MS);
        let progress = self.progress();
        let Some(session) = &self.session else { return };
        let steps = session.log().steps.get(self.reported..).unwrap_or_default().to_vec();
        self.reported = session.log().steps.len();
        self.send(Event::Progress { progress, steps });
    }

    fn rows_fit(&self) -> bool {
        match (&self.rows, &self.session) {
            (Some(rows), Some(session)) => rows.data == session.setup().data && rows.added == session.setup().added,
            _ => false,
        }
    }

    fn set_status(&mut self, status: Status) {
        if self.status != status {
            self.status = status;
            self.send(Event::Status(status));
        }
    }

    fn fail(&mut self, error: SessionError) {
        self.pass = None;
        self.report();
        let failure = match error {
            SessionError::Diverged(step) => {
                let (good_step, learning_rate) =
                    self.session.as_ref().map_or((0, 0.0), |s| (s.good_step(), s.learning_rate()));
                Failure::Diverged { step, good_step, learning_rate }
            }
            SessionError::Device(reason) => Failure::DeviceLost(reason),
        };
        self.set_status(Status::Failed);
        self.send(Event::Failed(failure));
    }

    fn send(&self, event: Event) {
        (self.outbox)(event);
    }
}

fn session_done(session: Option<&Session>) -> bool {
    session.is_some_and(|session| session.step_count() == session.total_steps())
}

fn millis_since(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

fn after(millis: f64) -> Instant {
    Instant::now() + core::time::Duration::from_secs_f64(millis / 1000.0)
}

/// Milliseconds until a point in time; negative when it has passed.
fn millis_until(at: Instant) -> f64 {
    let now = Instant::now();
    if at > now { (at - now).as_secs_f64() * 1000.0 } else { -((now - at).as_secs_f64() * 1000.0) }
}
