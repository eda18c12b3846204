//! What the trainer says becomes what the page knows.

use leptos::prelude::*;

use super::Controller;
use crate::app::state::{Loaded, Loading, Notice, Rows, UnitPictures, Watched};
use crate::storage;
use crate::trainer::protocol::{Event, Failure, Progress, Status};
use crate::training::{StepRecord, TrainingLog};

impl Controller {
    /// One event of the present worker.
    pub(super) fn hear(self, event: Event) {
        let app = self.app;
        match event {
            Event::Ready(backend) => app.backend.set(Some(backend)),
            Event::Loading { received, total, cached } => app.loading.set(Some(Loading { received, total, cached })),
            Event::Loaded { data, train_rows, test_rows } => {
                app.loading.set(None);
                app.load_failure.set(None);
                app.loaded.set(Some(Loaded { data, train_rows, test_rows }));
                self.show_status();
                self.consider_backends();
            }
            Event::Configured { setup, progress, log } => {
                app.configured.set(Some(setup));
                app.test.set(None);
                app.evaluating.set(None);
                app.units.set(None);
                self.set_log(progress, log);
            }
            Event::Status(status) => {
                self.inner.update_value(|inner| inner.trainer_status = status);
                match status {
                    Status::Training => app.saved.set(None),
                    Status::Paused | Status::Done | Status::Stopped => self.want(None),
                    _ => {}
                }
                if status != Status::Training {
                    app.evaluating.set(None);
                }
                self.show_status();
            }
            Event::Progress { progress, steps } => self.add_steps(progress, &steps),
            Event::Epoch(record) => {
                app.evaluating.set(None);
                app.log.update_value(|log| log.epochs.push(record));
                app.last_epoch.set(Some(record));
                app.log_version.update(|version| *version += 1);
            }
            Event::Evaluating(share) => app.evaluating.set(Some(share)),
            Event::Units { inputs, weights, scales } => {
                let weights = weights.into_iter().map(u8::cast_signed).collect();
                app.units.set(Some(UnitPictures { inputs: inputs as usize, weights, scales }));
            }
            Event::Watched { rows, probabilities } => app.watched.set(Watched { rows, probabilities }),
            Event::Predicted { id, probabilities } => {
                let sender = self.inner.try_update_value(|inner| inner.predictions.remove(&id)).flatten();
                // Whoever asked may be gone.
                sender.map(|sender| sender.send(probabilities).ok());
            }
            Event::Rows { id, part, rows, pixels, labels } => {
                let sender = self.inner.try_update_value(|inner| inner.row_requests.remove(&id)).flatten();
                sender.map(|sender| sender.send(Rows { part, rows, pixels, labels }).ok());
            }
            Event::Tested(result) => {
                app.evaluating.set(None);
                app.test.set(Some(result));
            }
            Event::Checkpoint { step, bytes } => self.keep_checkpoint(step, bytes),
            // Measurements are made by workers of their own, see `backends`.
            Event::Measured(_) => {}
            Event::Failed(failure) => self.failed(failure),
        }
    }

    fn set_log(self, progress: Progress, log: TrainingLog) {
        let app = self.app;
        app.last_epoch.set(log.epochs.last().copied());
        app.log.set_value(log);
        app.progress.set(progress);
        app.log_version.update(|version| *version += 1);
    }

    fn add_steps(self, progress: Progress, steps: &[StepRecord]) {
        let app = self.app;
        app.progress.set(progress);
        if !steps.is_empty() {
            app.log.update_value(|log| log.steps.extend_from_slice(steps));
            app.log_version.update(|version| *version += 1);
        }
    }

    fn failed(self, failure: Failure) {
        let app = self.app;
        match failure {
            Failure::ShardMissing { .. } | Failure::ShardCorrupt { .. } => {
                self.inner.update_value(|inner| inner.asked = None);
                app.loading.set(None);
                app.load_failure.set(Some(failure));
                self.show_status();
            }
            Failure::Diverged { .. } => {
                self.want(None);
                app.diverged.set(Some(failure));
            }
            Failure::DeviceLost(_) | Failure::NoDevice(_) => self.leave_gpu(failure),
            Failure::Crashed(reason) => self.replace_worker(reason),
            Failure::BadCheckpoint(_) | Failure::BadSetup(_) => app.notify(Notice::Failure(failure)),
        }
    }

    /// The trainer's own state, and what the page adds: data on their way, or missing.
    pub(super) fn show_status(self) {
        let status = self.inner.with_value(|inner| inner.trainer_status);
        let app = self.app;
        let waits = app.loaded.with_untracked(Option::is_none) && matches!(status, Status::Idle | Status::Ready);
        let shown = if !waits {
            status
        } else if app.load_failure.with_untracked(Option::is_some) {
            Status::Failed
        } else if app.loading.with_untracked(Option::is_some) {
            Status::Loading
        } else {
            Status::Idle
        };
        app.status.set(shown);
    }

    /// Keeps a checkpoint for the case of a crash, and in the browser's store for the next visit.
    fn keep_checkpoint(self, step: u64, bytes: Vec<u8>) {
        let Some(setup) = self.app.configured.get_untracked() else { return };
        self.inner.update_value(|inner| inner.checkpoint = Some((step, bytes.clone())));
        leptos::task::spawn_local(async move {
            let header = storage::SavedHeader { setup, step, saved_at: js_sys::Date::now() };
            if let Err(error) = storage::save_run(&header, &bytes).await {
                self.app.notify(Notice::NotSaved(error.to_string()));
            }
        });
    }
}
