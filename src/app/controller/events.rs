//! What the trainer says becomes what the page knows.

use leptos::prelude::*;

use super::Controller;
use crate::app::state::{ClassCounts, Loaded, Loading, Notice, Rows, UnitPictures, Watched};
use crate::dataset::Inputs;
use crate::setup::Stage;
use crate::storage;
use crate::trainer::protocol::{Event, Failure, Progress, RunUntil, Status};
use crate::training::{StepRecord, TrainingLog};

impl Controller {
    /// One event of the present worker.
    pub(super) fn hear(self, event: Event) {
        let app = self.app;
        match event {
            Event::Ready(backend) => app.backend.set(Some(backend)),
            Event::Loading { received, total, cached } => app.loading.set(Some(Loading { received, total, cached })),
            Event::Loaded { data, train_classes, test_classes } => {
                app.loading.set(None);
                app.load_failure.set(None);
                let (train_rows, test_rows) = (data.train_rows() as u32, data.test_rows() as u32);
                app.loaded.set(Some(Loaded { data, train_rows, test_rows }));
                // Predictions for another set's pictures would be shown beside these.
                if app.configured.with_untracked(|setup| setup.as_ref().is_some_and(|setup| setup.data != data)) {
                    app.test.set(None);
                }
                app.class_counts.set(Some(ClassCounts { train: train_classes, test: test_classes }));
                self.collected();
                self.other_set_arrived(data);
                self.ensure_preprocessed();
                self.show_status();
                self.consider_backends();
            }
            Event::OtherLoading(share) => self.other_arrived(share),
            Event::Preprocessed(parts) => {
                app.preprocessed.set(Some(parts));
                self.preprocessed();
            }
            Event::Configured { setup, progress, log } => {
                app.configured.set(Some(setup.clone()));
                self.keep_test(progress.step);
                app.evaluating.set(None);
                app.units.set(None);
                self.set_log(progress, log);
                self.network_made(&setup, progress.step);
            }
            Event::Status(status) => {
                self.inner.update_value(|inner| inner.trainer_status = status);
                match status {
                    Status::Training => {
                        app.saved.set(None);
                        // A restored run says first that it is halted.
                        if self.inner.with_value(|inner| inner.wanted.is_none()) {
                            self.want(Some(RunUntil::End));
                        }
                    }
                    Status::Paused | Status::Done | Status::Stopped => {
                        self.want(None);
                        self.record_run();
                    }
                    _ => {}
                }
                self.run_moved(status);
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
            Event::Predicted { id, probabilities } => self.answer(|inner| &mut inner.predictions, id, probabilities),
            Event::Saliency { id, gradient } => self.answer(|inner| &mut inner.saliencies, id, gradient),
            Event::Inspected { id, inspection } => self.answer(|inner| &mut inner.inspections, id, inspection),
            Event::Rows { id, part, rows, inputs, labels, targets, .. } => {
                let (pixels, numbers) = match inputs {
                    Inputs::Pixels(pixels) => (pixels, Vec::new()),
                    Inputs::Numbers(numbers) => (Vec::new(), numbers),
                };
                let found = Rows { part, rows, pixels, numbers, labels, targets };
                self.answer(|inner| &mut inner.row_requests, id, found);
            }
            Event::Tested(result) => {
                app.evaluating.set(None);
                self.tested(&result);
                self.record_test(&result);
                app.test.set(Some(result));
            }
            Event::Transferring(share) => {
                app.transferring.update(|known| *known = known.map(|before| before.max(0.3 + 0.7 * share)));
            }
            Event::Transferred(result) => self.transferred(result),
            Event::Checkpoint { step, bytes } => self.keep_checkpoint(step, bytes),
            // Measurements are made by workers of their own, see `backends`.
            Event::Measured(_) => {}
            Event::Failed(failure) => self.failed(failure),
        }
    }

    /// The test result stays when the network that was tested is back: after a reload, or in another worker.
    fn keep_test(self, step: u64) {
        let app = self.app;
        let known = self.inner.with_value(|inner| {
            let of_this_run = inner.earlier_run == Some(inner.run);
            inner.earlier_test.clone().filter(|_| of_this_run)
        });
        let test = app.test.get_untracked().or(known);
        app.test.set(test.filter(|test| test.step == step && step > 0));
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
        self.trained_on(&progress);
        if !steps.is_empty() {
            app.log.update_value(|log| log.steps.extend_from_slice(steps));
            app.log_version.update(|version| *version += 1);
        }
    }

    fn failed(self, failure: Failure) {
        let app = self.app;
        match failure {
            Failure::ShardMissing { .. } | Failure::ShardCorrupt { .. } | Failure::SetGone => {
                self.inner.update_value(|inner| inner.asked = None);
                app.loading.set(None);
                self.stage_failed(Stage::Collect, &app.setup.get_untracked(), &failure);
                app.load_failure.set(Some(failure));
                self.show_status();
            }
            Failure::OtherMissing { .. } => self.transfer_failed(failure),
            Failure::Diverged { .. } => {
                self.want(None);
                let setup = app.configured.get_untracked().unwrap_or_else(|| app.setup.get_untracked());
                self.stage_failed(Stage::Train, &setup, &failure);
                app.diverged.set(Some(failure));
            }
            Failure::DeviceLost(_) | Failure::NoDevice(_) => self.leave_gpu(failure),
            Failure::Crashed(reason) => self.replace_worker(reason),
            Failure::BadCheckpoint(_) | Failure::BadSetup(_) => {
                self.inner.update_value(|inner| inner.checkpoint = None);
                app.pipeline.update(|pipeline| pipeline.give_up(Stage::Model));
                app.notify(Notice::Failure(failure));
            }
        }
    }

    /// The trainer's own state, and what the page adds: data on their way, or missing.
    pub(super) fn show_status(self) {
        let status = self.inner.with_value(|inner| inner.trainer_status);
        let app = self.app;
        let waits = app.loaded.with_untracked(Option::is_none)
            && matches!(status, Status::Idle | Status::Ready | Status::Training);
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
        let (status, run) = self.inner.with_value(|inner| (inner.trainer_status, inner.run));
        let ended = matches!(status, Status::Done | Status::Stopped);
        if ended {
            // The record says now which step was kept.
            self.record_run();
            self.keep_run(step, bytes.clone());
        }
        leptos::task::spawn_local(async move {
            let header = storage::SavedHeader { setup, step, saved_at: super::now(), run, ended };
            if let Err(error) = storage::save_run(&header, &bytes).await {
                self.app.notify(Notice::NotSaved(error.to_string()));
            }
        });
    }
}
