//! Speaks with the trainer for the views: their wishes become commands, its events become signals.
//!
//! One worker trains at a time. `events` mirrors what it says, `backends` decides which one it is and replaces it when
//! it is lost, `link` keeps address, set-up and network in step, `stages` runs stages and tells the chart, `runs` keeps
//! what was trained, `visit` what a reload needs, `offline` makes the page work without a network.

mod backends;
mod events;
mod examples;
mod link;
mod offline;
mod own;
mod runs;
mod stages;
mod transfer;
mod visit;

pub use self::own::recall_own_sets;

use std::collections::HashMap;

use futures::channel::oneshot;
use leptos::prelude::*;

use super::state::{App, Rows};
use crate::dataset::{Builtin, DataSet, Inputs, Part};
use crate::evaluation::RunId;
use crate::pipeline::{History, State};
use crate::setup::{BackendChoice, Setup, Stage};
use crate::storage;
use crate::trainer::client::Client;
use crate::trainer::protocol::{Command, RunUntil, Status, TestResult};
use crate::training::Inspection;

/// The way to the trainer, from anywhere below the root component.
#[derive(Clone, Copy)]
pub struct Controller {
    app: App,
    inner: StoredValue<Inner, LocalStorage>,
}

/// Questions that the worker has not answered yet, by their numbers.
type Waiting<T> = HashMap<u32, oneshot::Sender<T>>;

#[derive(Default)]
struct Inner {
    client: Option<Client>,
    /// Which worker an event came from: events of a worker that was replaced are not heard.
    generation: u32,
    /// The latest state of the trainer itself, before the page adds what it knows about the data.
    trainer_status: Status,
    /// What the reader wants to run: a worker that replaces another one, or comes up later, takes it over.
    wanted: Option<RunUntil>,
    /// The set that the worker was told to load.
    asked: Option<DataSet>,
    /// Latest checkpoint of the present run.
    checkpoint: Option<(u64, Vec<u8>)>,
    next_id: u32,
    predictions: Waiting<Vec<f32>>,
    row_requests: Waiting<Rows>,
    saliencies: Waiting<Vec<f32>>,
    inspections: Waiting<Option<Inspection>>,
    /// The set for transfers that the worker has.
    other: Option<Builtin>,
    /// What the worker was asked to preprocess.
    preprocessing: Option<Setup>,
    /// The set for transfers that the worker was told to load.
    asked_other: Option<Builtin>,
    /// Stages that were out of date when the reader asked for all of them.
    due: Vec<Stage>,
    /// Stages that were run since the reader asked for everything that is out of date.
    attempted: Vec<Stage>,
    /// The present run.
    run: RunId,
    /// The run of this tab before it was reloaded, and its test.
    earlier_run: Option<RunId>,
    earlier_test: Option<TestResult>,
    /// When workers crashed, milliseconds since 1970.
    crashes: Vec<f64>,
}

impl Inner {
    /// The worker is gone: whoever waits for an answer hears that there is none.
    fn forget_questions(&mut self) {
        self.predictions.clear();
        self.row_requests.clear();
        self.saliencies.clear();
        self.inspections.clear();
    }
}

impl Controller {
    /// Starts everything and provides itself as context.
    pub fn provide(app: App) {
        let controller = Self { app, inner: StoredValue::new_local(Inner::default()) };
        provide_context(controller);
        controller.load_collections();
        controller.keep_visit();
        controller.keep_link_in_step();
        controller.follow_collection();
        controller.follow_stale();
        controller.choose_backend(app.link.with_untracked(|link| link.backend));
        controller.offer_saved_run();
        offline::register();
    }

    /// The controller, from anywhere below the root component.
    pub fn get() -> Self {
        expect_context::<Self>()
    }

    /// Trains to the end: goes on when paused, otherwise with a fresh network for the present settings.
    pub fn start(self) {
        self.run(RunUntil::End);
    }

    /// Makes one step and halts.
    pub fn one_step(self) {
        self.run(RunUntil::Steps(1));
    }

    /// Trains to the end of the epoch and halts.
    pub fn one_epoch(self) {
        self.run(RunUntil::EpochEnd);
    }

    fn run(self, until: RunUntil) {
        let status = self.inner.with_value(|inner| inner.trainer_status);
        let changed = self.app.settings_changed_untracked();
        let goes_on = match status {
            Status::Training => true,
            Status::Ready | Status::Paused => !changed,
            Status::Idle | Status::Loading | Status::Done | Status::Stopped | Status::Failed => false,
        };
        if !goes_on {
            self.configure();
        }
        self.want(Some(until));
        self.send(Command::Run(until));
    }

    /// Notes what the reader wants to run.
    fn want(self, wanted: Option<RunUntil>) {
        self.inner.update_value(|inner| inner.wanted = wanted);
        self.app.run_wanted.set(wanted.is_some());
    }

    /// Halts; [`Controller::start`] goes on.
    pub fn pause(self) {
        self.stop_catching_up();
        self.want(None);
        self.send(Command::Pause);
    }

    /// Ends the run; its weights stay usable.
    pub fn stop(self) {
        self.stop_catching_up();
        self.end_run();
    }

    fn end_run(self) {
        self.want(None);
        self.send(Command::Stop);
    }

    /// A fresh, untrained network for the present settings.
    pub fn reset(self) {
        self.want(None);
        self.configure();
    }

    /// Changes the learning rate of the run that is going on.
    pub fn set_learning_rate(self, rate: f64) {
        self.send(Command::SetLearningRate(rate));
        self.app.configured.update(|configured| {
            if let Some(setup) = configured {
                setup.training.learning_rate = rate;
            }
        });
        if let Some(setup) = self.app.configured.get_untracked() {
            let settings = self.settings_of(Stage::Train, &setup);
            self.app.pipeline.update(|pipeline| pipeline.amend(Stage::Train, &settings));
        }
    }

    /// After divergence: back to the last good point, and on with another learning rate.
    pub fn recover(self, learning_rate: f64) {
        self.app.diverged.set(None);
        self.app.change_setup(|setup| setup.training.learning_rate = learning_rate);
        self.send(Command::Recover { learning_rate });
        self.want(Some(RunUntil::End));
        self.send(Command::Run(RunUntil::End));
    }

    /// Predicts the whole test set; the result arrives in `app.test`.
    pub fn test(self) {
        let Some(setup) = self.app.configured.get_untracked() else { return };
        if self.app.loaded.with_untracked(|loaded| loaded.is_some_and(|loaded| loaded.data == setup.data)) {
            self.begin(Stage::Evaluate, &setup);
            self.send(Command::Test);
        }
    }

    /// Takes the latest change of the settings back.
    pub fn undo(self) {
        self.travel(History::undo);
    }

    /// Brings the latest change back that was taken back.
    pub fn redo(self) {
        self.travel(History::redo);
    }

    fn travel(self, step: fn(&mut History) -> Option<Setup>) {
        let Some(Some(setup)) = self.app.history.try_update(step) else { return };
        let rate = setup.training.learning_rate;
        let added = self.app.link.with_untracked(|link| link.setup.added);
        let moved = self.app.link.with_untracked(|link| link.setup.training.learning_rate != rate);
        self.app.change_setup(|current| *current = Setup { added, ..setup });
        if moved && self.in_run_untracked() {
            self.set_learning_rate(rate);
        }
    }

    /// Fetches what is missing of the data.
    pub fn retry_data(self) {
        self.app.load_failure.set(None);
        self.inner.update_value(|inner| inner.asked = None);
        self.load(self.app.link.with_untracked(|link| link.setup.data));
    }

    /// Class probabilities for pictures (0 to 255 a pixel); `None` when no network answers.
    pub async fn predict(self, pixels: Vec<u8>) -> Option<Vec<f32>> {
        self.predict_rows(Inputs::Pixels(pixels)).await
    }

    /// Class probabilities, or the predicted numbers on the network's scale; `None` when no network answers.
    pub async fn predict_rows(self, inputs: Inputs) -> Option<Vec<f32>> {
        let answer = self.ask(|inner| &mut inner.predictions, |id| Command::Predict { id, inputs }).await;
        answer.filter(|probabilities| !probabilities.is_empty())
    }

    /// What each pixel of a picture (0 to 255) does for a class: the gradient of its logit; `None` without a network.
    pub async fn saliency(self, pixels: Vec<u8>, class: u8) -> Option<Vec<f32>> {
        self.sensitivity(Inputs::Pixels(pixels), class).await
    }

    /// What each input of a row does for an output: the gradient of the class's logit, or of the predicted number.
    pub async fn sensitivity(self, inputs: Inputs, class: u8) -> Option<Vec<f32>> {
        let answer = self.ask(|inner| &mut inner.saliencies, |id| Command::Saliency { id, inputs, class }).await;
        answer.filter(|gradient| !gradient.is_empty())
    }

    /// The network's numbers as they are now and, on request, its next batch; `None` without a network.
    pub async fn inspect(self, batch: bool) -> Option<Inspection> {
        self.ask(|inner| &mut inner.inspections, |id| Command::Inspect { id, batch }).await.flatten()
    }

    /// Rows of the loaded set; `None` when the worker is replaced meanwhile.
    pub async fn rows(self, part: Part, rows: Vec<u32>) -> Option<Rows> {
        let data = self.app.loaded.get_untracked()?.data;
        self.rows_of(data, part, rows).await
    }

    /// Rows of any set that the worker has.
    pub async fn rows_of(self, data: DataSet, part: Part, rows: Vec<u32>) -> Option<Rows> {
        self.ask(|inner| &mut inner.row_requests, |id| Command::Rows { id, data, part, rows }).await
    }

    /// Asks the worker; `None` when it is replaced meanwhile.
    async fn ask<T>(
        self,
        waiting: fn(&mut Inner) -> &mut Waiting<T>,
        question: impl FnOnce(u32) -> Command,
    ) -> Option<T> {
        let (sender, receiver) = oneshot::channel();
        let id = self.next_id();
        self.inner.update_value(|inner| {
            waiting(inner).insert(id, sender);
        });
        self.send(question(id));
        receiver.await.ok()
    }

    /// Hands an answer of the worker to whoever asked, and may be gone.
    fn answer<T>(self, waiting: fn(&mut Inner) -> &mut Waiting<T>, id: u32, answer: T) {
        let sender = self.inner.try_update_value(|inner| waiting(inner).remove(&id)).flatten();
        sender.map(|sender| sender.send(answer).ok());
    }

    /// Goes on with the run of an earlier visit.
    pub fn resume_saved(self) {
        let Some(saved) = self.app.saved.get_untracked() else { return };
        leptos::task::spawn_local(async move {
            match storage::load_run().await {
                Ok(Some(bytes)) => {
                    self.app.saved.set(None);
                    self.bring_back(&saved.setup, saved.step, saved.run, bytes);
                    let added = self.app.link.with_untracked(|link| link.setup.added);
                    self.app.change_setup(|setup| *setup = Setup { added, ..saved.setup });
                }
                _ => self.app.saved.set(None),
            }
        });
    }

    /// Forgets the run of an earlier visit.
    pub fn discard_saved(self) {
        self.app.saved.set(None);
        leptos::task::spawn_local(async {
            // Should it stay, it is offered once more; no harm.
            let _ = storage::discard_run().await;
        });
    }

    /// Saves the loss of every step of the last run as a CSV file.
    pub fn download_log(self) {
        let steps = self.app.configured.with_untracked(|c| c.as_ref().map_or(1, Setup::steps_per_epoch));
        let csv = self.app.log.with_value(|log| log.to_csv(steps));
        super::download::save("glassbox-loss.csv", "text/csv", &csv);
    }

    /// Trains on another backend from now on.
    pub fn choose_backend(self, choice: BackendChoice) {
        self.app.link.update(|link| link.backend = choice);
        self.set_up_backend(choice);
    }

    /// A fresh network for the present settings, with their data.
    fn configure(self) {
        let setup = self.app.link.with_untracked(|link| link.setup.clone());
        self.load(setup.data);
        self.app.diverged.set(None);
        self.app.configured.set(Some(setup.clone()));
        self.inner.update_value(|inner| {
            inner.checkpoint = None;
            inner.run = now() as RunId;
        });
        self.send_examples();
        if self.app.stage_state_untracked(Stage::Collect) != State::Done {
            self.collected();
        }
        self.begin(Stage::Model, &setup);
        self.send(Command::Configure(setup));
        self.ensure_preprocessed();
    }

    /// Makes sure that the worker has, or fetches, this set.
    fn load(self, data: DataSet) {
        if self.inner.with_value(|inner| inner.asked == Some(data)) {
            return;
        }
        self.inner.update_value(|inner| inner.asked = Some(data));
        self.app.loaded.set(None);
        self.app.load_failure.set(None);
        let total = data.builtin().map_or(0, |builtin| builtin.manifest().bytes());
        self.app.loading.set(Some(super::state::Loading { total, ..Default::default() }));
        let setup = self.app.link.with_untracked(|link| link.setup.clone());
        self.begin(Stage::Collect, &Setup { data, ..setup });
        self.send(Command::Load { data, base: data_address() });
        self.show_status();
    }

    fn send(self, command: Command) {
        self.inner.with_value(|inner| {
            if let Some(client) = &inner.client {
                client.send(command);
            }
        });
    }

    fn next_id(self) -> u32 {
        self.inner.update_value(|inner| inner.next_id = inner.next_id.wrapping_add(1));
        self.inner.with_value(|inner| inner.next_id)
    }

    /// A page that is reloaded after a run has ended still has its network; the settings are the address's.
    async fn bring_back_ended(self, setup: Setup, step: u64, run: RunId) {
        if let Ok(Some(bytes)) = storage::load_run().await {
            self.bring_back(&setup, step, run, bytes);
            // A run that had been ended is not one that is halted.
            self.send(Command::Stop);
        }
    }

    fn offer_saved_run(self) {
        leptos::task::spawn_local(async move {
            // A browser that forbids its store has no saved run either.
            if let Ok(Some(header)) = storage::load_run_header().await
                && self.app.progress.with_untracked(|progress| progress.step == 0)
            {
                let storage::SavedHeader { setup, step, saved_at, run, ended } = header;
                let of_this_tab = self.inner.with_value(|inner| inner.earlier_run == Some(run));
                let runs = self.app.run_wanted.get_untracked() || self.app.link.with_untracked(|link| link.run);
                if ended && of_this_tab && !runs {
                    self.bring_back_ended(setup, step, run).await;
                } else {
                    self.app.saved.set(Some(super::state::SavedRun { setup, step, saved_at, run }));
                }
            }
        });
    }
}

/// Milliseconds since 1970.
fn now() -> f64 {
    js_sys::Date::now()
}

/// The site's `data` folder, as an absolute address: a worker resolves relative ones against its own.
fn data_address() -> String {
    let here = document().base_uri().ok().flatten().unwrap_or_default();
    web_sys::Url::new_with_base("data/", &here).map(|url| url.href()).unwrap_or_else(|_| "data/".to_owned())
}
