//! What the page knows: signals that mirror what the trainer says, nothing computed here.
//!
//! Views read the signals and call the methods of [`App`]; `controller` turns trainer events into signals.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

pub use crate::storage::BackendFigures;

use super::i18n;
use super::subject::{Subject, Truth};
use crate::backprop::ExampleName;
use crate::dataset::{Collection, Collections, DataSet, Inputs, Part};
use crate::evaluation::{Run, RunId};
use crate::pipeline::{History, Pipeline, Present, State};
use crate::setup::{Link, LinkProblem, Setup, Slide, Stage};
use crate::trainer::protocol::{Backend, Failure, Preprocessed, Progress, Status, TestResult};
use crate::training::{EpochRecord, TrainingLog, TransferPlan, TransferResult};

/// Bytes of the data set that have arrived.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Loading {
    /// Bytes that have arrived.
    pub received: u64,
    /// Bytes in all (compressed).
    pub total: u64,
    /// Whether they came from the browser's own store.
    pub cached: bool,
}

/// A verified, complete set in the worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Which set.
    pub data: DataSet,
    /// Training rows.
    pub train_rows: u32,
    /// Test rows.
    pub test_rows: u32,
}

/// Rows of each class in the set that is in the worker.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClassCounts {
    /// Of the training part.
    pub train: Vec<u32>,
    /// Of the test part.
    pub test: Vec<u32>,
}

/// The trained network in use, measured: some test pictures, one question each.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// Pictures that it was asked about.
    pub pictures: u32,
    /// How many it recognised.
    pub right: u32,
    /// Milliseconds from question to answer, median.
    pub milliseconds: f64,
}

/// The first layer's weights as pictures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UnitPictures {
    /// Values a unit.
    pub inputs: usize,
    /// `units × inputs`, each unit scaled to −127…127.
    pub weights: Vec<i8>,
    /// The weight that 127 stands for, for each unit.
    pub scales: Vec<f32>,
}

/// Probabilities for some test rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Watched {
    /// The rows.
    pub rows: Vec<u32>,
    /// `rows × classes`.
    pub probabilities: Vec<f32>,
}

/// Rows of the data set.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// Which part.
    pub part: Part,
    /// Their numbers.
    pub rows: Vec<u32>,
    /// Pictures: `rows × size`, 0 to 255.
    pub pixels: Vec<u8>,
    /// Rows of a table: `rows × inputs`, as the network sees them.
    pub numbers: Vec<f32>,
    /// Their true classes.
    pub labels: Vec<u8>,
    /// Their true values on the network's scale, when a number is predicted.
    pub targets: Vec<f32>,
}

impl Rows {
    /// The picture of one of the rows, 0 to 255 a pixel; `None` for tables and for rows that are not among these.
    pub fn picture(&self, row: u32) -> Option<Vec<u8>> {
        let index = self.rows.iter().position(|known| *known == row)?;
        let size = self.pixels.len() / self.rows.len();
        self.pixels.get(index * size..(index + 1) * size).filter(|pixels| !pixels.is_empty()).map(<[u8]>::to_vec)
    }

    /// Inputs of each row.
    pub fn inputs_of_a_row(&self) -> usize {
        self.pixels.len().max(self.numbers.len()) / self.rows.len().max(1)
    }

    /// The inputs of one of the rows of a table, by its place.
    pub fn numbers(&self, index: usize) -> &[f32] {
        let size = self.numbers.len() / self.rows.len().max(1);
        self.numbers.get(index * size..(index + 1) * size).unwrap_or_default()
    }

    /// One of the rows, as it is put under the microscope.
    pub fn subject(&self, index: usize, size: usize) -> Option<(Inputs, Truth)> {
        let range = index * size..(index + 1) * size;
        let inputs = match self.pixels.get(range.clone()) {
            Some(pixels) => Inputs::Pixels(pixels.to_vec()),
            None => Inputs::Numbers(self.numbers.get(range)?.to_vec()),
        };
        let class = self.labels.get(index).map(|&label| Truth::Class(label));
        Some((inputs, class.or_else(|| self.targets.get(index).map(|&value| Truth::Value(value)))?))
    }
}

/// What the browser offers.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Adapter {
    /// Not asked yet.
    #[default]
    Unknown,
    /// A GPU, or software that plays one.
    Found {
        /// Its name as the browser gives it.
        name: String,
        /// It computes on the processor.
        software: bool,
    },
    /// WebGPU cannot be used; the reason decides the sentence.
    Missing(MissingGpu),
}

/// Why WebGPU cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingGpu {
    /// The browser has no WebGPU (or the page is not served securely).
    NoApi,
    /// The browser has WebGPU but found no adapter.
    NoAdapter,
    /// The adapter lacks `timestamp-query`.
    NoTimestamps,
    /// It was lost or refused in this visit.
    Lost,
    /// Its gradients disagree with the CPU's.
    Wrong,
}

/// A run of an earlier visit that can go on.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedRun {
    /// Its set-up.
    pub setup: Setup,
    /// Finished steps.
    pub step: u64,
    /// When it was saved, milliseconds since 1970.
    pub saved_at: f64,
    /// Its name among the runs.
    pub run: RunId,
}

/// A sentence for the user that stays until it is dismissed.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// Something in the link could not be used.
    Link(LinkProblem),
    /// Something failed; what was there before still stands.
    Failure(Failure),
    /// The GPU was lost in mid-run; training goes on from this step on the CPU.
    MovedToCpu {
        /// The step of the checkpoint.
        step: u64,
    },
    /// The worker ended unexpectedly and was replaced; training can go on from this step.
    WorkerReplaced {
        /// What it said.
        reason: String,
        /// The step of the checkpoint.
        step: u64,
    },
    /// WebGPU was asked for by the link, but cannot be used.
    NoWebGpu(MissingGpu),
    /// The browser's store is full or forbidden, so the run cannot be kept for the next visit.
    NotSaved(String),
}

/// The whole state of the page. Copy: it holds handles of signals.
#[derive(Clone, Copy)]
pub struct App {
    /// The link: view, set-up, backend. Written back to the address after each change.
    pub link: RwSignal<Link>,
    /// Sentences to show, oldest first, with numbers to dismiss them by.
    pub notices: RwSignal<Vec<(u32, Notice)>>,
    /// How the trainer stands.
    pub status: RwSignal<Status>,
    /// What computes at present.
    pub backend: RwSignal<Option<Backend>>,
    /// What the browser offers.
    pub adapter: RwSignal<Adapter>,
    /// How fast the backends are for this network.
    pub figures: RwSignal<BackendFigures>,
    /// The set-up that they were measured with.
    pub figures_for: RwSignal<Option<Setup>>,
    /// The backends are being timed.
    pub measuring: RwSignal<bool>,
    /// How much of the data has arrived; `None` when nothing is on its way.
    pub loading: RwSignal<Option<Loading>>,
    /// The set in the worker.
    pub loaded: RwSignal<Option<Loaded>>,
    /// Why the data did not arrive.
    pub load_failure: RwSignal<Option<Failure>>,
    /// The set-up of the network in the worker (the one that was trained), which the link may have left behind.
    pub configured: RwSignal<Option<Setup>>,
    /// Where the run is.
    pub progress: RwSignal<Progress>,
    /// The whole record of the run; read it with `log.with_value`, after tracking `log_version`.
    pub log: StoredValue<TrainingLog>,
    /// Grows with each change of `log`.
    pub log_version: RwSignal<u64>,
    /// The latest epoch.
    pub last_epoch: RwSignal<Option<EpochRecord>>,
    /// Share of a validation or test pass that is done.
    pub evaluating: RwSignal<Option<f32>>,
    /// The first layer's weights; sent while `watch_units` is on.
    pub units: RwSignal<Option<UnitPictures>>,
    /// A view shows the units at present.
    pub watch_units: RwSignal<bool>,
    /// Test rows whose predictions a view shows at present.
    pub watch_rows: RwSignal<Vec<u32>>,
    /// Predictions for those rows.
    pub watched: RwSignal<Watched>,
    /// The latest pass over the whole test set.
    pub test: RwSignal<Option<TestResult>>,
    /// The loss is no longer a number: where, and where one can go back to.
    pub diverged: RwSignal<Option<Failure>>,
    /// A run of an earlier visit that can go on.
    pub saved: RwSignal<Option<SavedRun>>,
    /// What the chart knows of each stage.
    pub pipeline: RwSignal<Pipeline>,
    /// The set-up of the link, for whoever need not hear of its other changes.
    pub setup: Memo<Setup>,
    /// What each stage would be run with at present.
    pub present: Memo<Present>,
    /// A run is wanted: it is going on, or begins as soon as it can.
    pub run_wanted: RwSignal<bool>,
    /// Whatever is out of date is being run, one stage after the other.
    pub catching_up: RwSignal<bool>,
    /// Earlier set-ups, and those that were taken back.
    pub history: RwSignal<History>,
    /// How many rows of each class the loaded set has.
    pub class_counts: RwSignal<Option<ClassCounts>>,
    /// The parts of the data, once preprocessing has run.
    pub preprocessed: RwSignal<Option<Preprocessed>>,
    /// The network in use, once it was tried.
    pub trial: RwSignal<Option<Trial>>,
    /// The runs of this visit, oldest first.
    pub runs: RwSignal<Vec<Run>>,
    /// What a transfer would do.
    pub transfer_plan: RwSignal<TransferPlan>,
    /// The latest transfer.
    pub transfer: RwSignal<Option<TransferResult>>,
    /// Share of a transfer that is done, its data included; `None` when none is going on.
    pub transferring: RwSignal<Option<f32>>,
    /// The reader's own examples, for each set; changed through the controller.
    pub collections: RwSignal<Collections>,
    /// How the microscope was left.
    pub last_slide: StoredValue<Option<Slide>>,
    /// The picture that the microscope takes through the network in training.
    pub subject: RwSignal<Option<Subject>>,
    /// What the network last took each of the examples for, in the collection's order.
    pub reviewed: RwSignal<Option<Vec<u8>>>,
}

impl App {
    /// A page that has just been opened at this address.
    pub fn new(link: Link, problems: Vec<LinkProblem>) -> Self {
        let notices = problems.into_iter().enumerate().map(|(id, p)| (id as u32, Notice::Link(p))).collect();
        i18n::set_language(link.language.unwrap_or_else(i18n::browser_language));
        let setup = link.setup.clone();
        let (link, transfer_plan) = (RwSignal::new(link), RwSignal::new(TransferPlan::from(setup.data)));
        let setup_now = Memo::new(move |_| link.with(|link| link.setup.clone()));
        let present = Memo::new(move |_| setup_now.with(|setup| Present::new(setup, &transfer_plan.get())));
        Self {
            link,
            notices: RwSignal::new(notices),
            status: RwSignal::new(Status::Idle),
            backend: RwSignal::new(None),
            adapter: RwSignal::new(Adapter::Unknown),
            figures: RwSignal::new(BackendFigures::default()),
            figures_for: RwSignal::new(None),
            measuring: RwSignal::new(false),
            loading: RwSignal::new(None),
            loaded: RwSignal::new(None),
            load_failure: RwSignal::new(None),
            configured: RwSignal::new(None),
            progress: RwSignal::new(Progress::default()),
            log: StoredValue::new(TrainingLog::default()),
            log_version: RwSignal::new(0),
            last_epoch: RwSignal::new(None),
            evaluating: RwSignal::new(None),
            units: RwSignal::new(None),
            watch_units: RwSignal::new(false),
            watch_rows: RwSignal::new(Vec::new()),
            watched: RwSignal::new(Watched::default()),
            test: RwSignal::new(None),
            diverged: RwSignal::new(None),
            saved: RwSignal::new(None),
            pipeline: RwSignal::new(Pipeline::default()),
            setup: setup_now,
            present,
            run_wanted: RwSignal::new(false),
            catching_up: RwSignal::new(false),
            history: RwSignal::new(History::new(setup)),
            class_counts: RwSignal::new(None),
            preprocessed: RwSignal::new(None),
            trial: RwSignal::new(None),
            runs: RwSignal::new(Vec::new()),
            transfer_plan,
            transfer: RwSignal::new(None),
            transferring: RwSignal::new(None),
            collections: RwSignal::new(Collections::default()),
            last_slide: StoredValue::new(None),
            subject: RwSignal::new(None),
            reviewed: RwSignal::new(None),
        }
    }

    /// The page's state, from anywhere below the root component.
    pub fn get() -> Self {
        expect_context::<Self>()
    }

    /// Opens a stage.
    pub fn open(self, stage: Stage) {
        self.link.update(|link| {
            link.stage = stage;
            if let Some(slide) = link.slide.take() {
                self.last_slide.set_value(Some(slide));
            }
        });
    }

    /// Opens the microscope, as it was left.
    pub fn open_microscope(self) {
        self.link.update(|link| {
            link.slide.get_or_insert_with(|| self.last_slide.get_value().unwrap_or_default());
        });
    }

    /// Opens the microscope with this picture in it, at the present weights.
    pub fn put_under_microscope(self, subject: Subject) {
        self.subject.set(Some(subject));
        self.link.update(|link| link.slide = Some(Slide { example: ExampleName::Live, ..Slide::default() }));
    }

    /// Which stage is on the page; `None` while the microscope is. Tracked.
    pub fn open_stage(self) -> Option<Stage> {
        self.link.with(|link| link.slide.is_none().then_some(link.stage))
    }

    /// Changes the set-up (not the running network; `controller` decides when a fresh one is made).
    pub fn change_setup(self, change: impl FnOnce(&mut Setup)) {
        self.link.update(|link| change(&mut link.setup));
    }

    /// Whether a run is going on or halted, so that the set-up in the link may differ from the network's.
    pub fn in_run(self) -> bool {
        matches!(self.status.get(), Status::Training | Status::Paused)
    }

    /// Whether the settings differ from those of the network in the worker.
    pub fn settings_changed(self) -> bool {
        self.configured.with(|configured| configured.as_ref().is_some_and(|c| self.link.with(|link| link.setup != *c)))
    }

    /// The set that the network in the worker was made for; before there is one, the chosen set. Tracked.
    pub fn data(self) -> DataSet {
        let configured = self.configured.with(|setup| setup.as_ref().map(|setup| setup.data));
        configured.unwrap_or_else(|| self.chosen_data())
    }

    /// The chosen set; tracked.
    pub fn chosen_data(self) -> DataSet {
        self.link.with(|link| link.setup.data)
    }

    /// Whether the network predicts a number; tracked.
    pub fn regression(self) -> bool {
        self.data().is_regression()
    }

    /// How a stage stands; tracked.
    pub fn stage_state(self, stage: Stage) -> State {
        self.present.with(|present| self.pipeline.with(|pipeline| pipeline.state(stage, present)))
    }

    /// Reads the reader's own examples for the chosen set; tracked.
    pub fn with_collection<T>(self, read: impl FnOnce(&Collection) -> T) -> T {
        let data = self.link.with(|link| link.setup.data);
        self.collections.with(|collections| read(collections.of(data)))
    }

    /// Whether the link hides this control.
    pub fn hidden(self, key: &str) -> bool {
        self.link.with(|link| link.hide.iter().any(|hidden| hidden == key))
    }

    /// Shows a sentence, once.
    pub fn notify(self, notice: Notice) {
        self.notices.update(|notices| {
            if !notices.iter().any(|(_, known)| *known == notice) {
                let id = notices.iter().map(|(id, _)| id + 1).max().unwrap_or(0);
                notices.push((id, notice));
            }
        });
    }

    /// Takes a sentence away.
    pub fn dismiss(self, id: u32) {
        self.notices.update(|notices| notices.retain(|(known, _)| *known != id));
    }
}
