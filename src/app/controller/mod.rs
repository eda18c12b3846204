//! Speaks with the trainer for the views: their wishes become commands, its events become signals.
//!
//! One worker trains at a time. `events` mirrors what it says, `backends` decides which one it is and replaces it when
//! it is lost, `link` keeps address, set-up and network in step, `offline` makes the page work without a network.

mod backends;
mod events;
mod link;
mod offline;

use std::collections::HashMap;

use futures::channel::oneshot;
use leptos::prelude::*;

use super::state::{App, Rows};
use crate::dataset::{Builtin, Part};
use crate::setup::{BackendChoice, Setup};
use crate::storage;
use crate::trainer::client::Client;
use crate::trainer::protocol::{Command, RunUntil, Status};

/// The way to the trainer, from anywhere below the root component.
#[derive(Clone, Copy)]
pub struct Controller {
    app: App,
    inner: StoredValue<Inner, LocalStorage>,
}

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
    asked: Option<Builtin>,
    /// Latest checkpoint of the present run.
    checkpoint: Option<(u64, Vec<u8>)>,
    next_id: u32,
    predictions: HashMap<u32, oneshot::Sender<Vec<f32>>>,
    row_requests: HashMap<u32, oneshot::Sender<Rows>>,
    /// When workers crashed, milliseconds since 1970.
    crashes: Vec<f64>,
}

impl Controller {
    /// Starts everything and provides itself as context.
    pub fn provide(app: App) {
        let controller = Self { app, inner: StoredValue::new_local(Inner::default()) };
        provide_context(controller);
        controller.keep_link_in_step();
        controller.choose_backend(app.link.with_untracked(|link| link.backend));
        controller.offer_saved_run();
        if app.link.with_untracked(|link| link.run) {
            controller.start();
        }
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
    }

    /// Halts; [`Controller::start`] goes on.
    pub fn pause(self) {
        self.want(None);
        self.send(Command::Pause);
    }

    /// Ends the run; its weights stay usable.
    pub fn stop(self) {
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
        self.send(Command::Test);
    }

    /// Fetches what is missing of the data.
    pub fn retry_data(self) {
        self.app.load_failure.set(None);
        self.inner.update_value(|inner| inner.asked = None);
        self.load(self.app.link.with_untracked(|link| link.setup.data));
    }

    /// Class probabilities for one picture (0 to 255 a pixel); `None` when no network answers.
    pub async fn predict(self, pixels: Vec<u8>) -> Option<Vec<f32>> {
        let (sender, receiver) = oneshot::channel();
        let id = self.next_id();
        self.inner.update_value(|inner| {
            inner.predictions.insert(id, sender);
        });
        self.send(Command::Predict { id, pixels });
        receiver.await.ok().filter(|probabilities| !probabilities.is_empty())
    }

    /// Rows of the loaded set; `None` when the worker is replaced meanwhile.
    pub async fn rows(self, part: Part, rows: Vec<u32>) -> Option<Rows> {
        let (sender, receiver) = oneshot::channel();
        let id = self.next_id();
        self.inner.update_value(|inner| {
            inner.row_requests.insert(id, sender);
        });
        self.send(Command::Rows { id, part, rows });
        receiver.await.ok()
    }

    /// Goes on with the run of an earlier visit.
    pub fn resume_saved(self) {
        let Some(saved) = self.app.saved.get_untracked() else { return };
        leptos::task::spawn_local(async move {
            match storage::load_run().await {
                Ok(Some(bytes)) => {
                    self.app.saved.set(None);
                    // The network first, then the link, so that the change does not look like a new wish.
                    self.app.configured.set(Some(saved.setup.clone()));
                    self.load(saved.setup.data);
                    self.app.change_setup(|setup| *setup = saved.setup);
                    self.inner.update_value(|inner| inner.checkpoint = Some((saved.step, bytes.clone())));
                    self.send(Command::Restore(bytes));
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
        self.inner.update_value(|inner| inner.checkpoint = None);
        self.send(Command::Configure(setup));
    }

    /// Makes sure that the worker has, or fetches, this set.
    fn load(self, data: Builtin) {
        if self.inner.with_value(|inner| inner.asked == Some(data)) {
            return;
        }
        self.inner.update_value(|inner| inner.asked = Some(data));
        self.app.loaded.set(None);
        self.app.load_failure.set(None);
        self.app.loading.set(Some(super::state::Loading { total: data.manifest().bytes(), ..Default::default() }));
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

    fn offer_saved_run(self) {
        leptos::task::spawn_local(async move {
            // A browser that forbids its store has no saved run either.
            if let Ok(Some(header)) = storage::load_run_header().await
                && self.app.progress.with_untracked(|progress| progress.step == 0)
            {
                let storage::SavedHeader { setup, step, saved_at } = header;
                self.app.saved.set(Some(super::state::SavedRun { setup, step, saved_at }));
            }
        });
    }
}

/// The site's `data` folder, as an absolute address: a worker resolves relative ones against its own.
fn data_address() -> String {
    let here = document().base_uri().ok().flatten().unwrap_or_default();
    web_sys::Url::new_with_base("data/", &here).map(|url| url.href()).unwrap_or_else(|_| "data/".to_owned())
}
