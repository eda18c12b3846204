//! The runs of this visit: each is recorded when it halts or ends, and can be brought back.

use leptos::prelude::*;

use super::Controller;
use crate::evaluation::{Run, RunId, thinned};
use crate::pipeline::fingerprint;
use crate::setup::{Setup, Stage};
use crate::storage;
use crate::trainer::protocol::{Command, TestResult};

/// Points of a kept loss curve, at most.
const POINTS: usize = 240;
/// Runs that are kept, at most; the oldest go first.
const RUNS: usize = 40;

impl Controller {
    /// Writes the present run into the table, or what has become of it since.
    pub(super) fn record_run(self) {
        let app = self.app;
        let Some(setup) = app.configured.get_untracked() else { return };
        let id = self.inner.with_value(|inner| inner.run);
        let (step, epochs, losses) = app.log.with_value(|log| {
            let losses = thinned(log.steps.iter().map(|record| record.loss), POINTS);
            (log.steps.len() as u64, log.epochs.clone(), losses)
        });
        if step == 0 || id == 0 {
            return;
        }
        let backend: &str = app.backend.get_untracked().map_or("", Into::into);
        let test = app.test.with_untracked(|test| {
            test.as_ref().filter(|test| test.step == step).map(|test| (test.accuracy, test.loss))
        });
        app.runs.update(|runs| {
            let known = runs.iter().position(|run| run.id == id);
            // A run that was brought back keeps what was measured of it.
            let kept = known.map(|index| &runs[index]).filter(|run| run.step == step);
            let test = test.or_else(|| kept.and_then(|run| run.test_accuracy.zip(run.test_loss)));
            let restorable = known.is_some_and(|index| runs[index].restorable && runs[index].step == step);
            let run = Run {
                id,
                setup,
                backend: backend.to_owned(),
                step,
                epochs,
                losses,
                test_accuracy: test.map(|(accuracy, _)| accuracy),
                test_loss: test.map(|(_, loss)| loss),
                restorable,
            };
            match known {
                Some(index) => runs[index] = run,
                None => runs.push(run),
            }
            let surplus = runs.len().saturating_sub(RUNS);
            runs.drain(..surplus);
        });
    }

    /// The test set was predicted: the present run's figures are complete.
    pub(super) fn record_test(self, result: &TestResult) {
        let id = self.inner.with_value(|inner| inner.run);
        let known =
            self.app.runs.with_untracked(|runs| runs.iter().position(|run| run.id == id && run.step == result.step));
        if let Some(index) = known {
            self.app.runs.update(|runs| {
                if let Some(run) = runs.get_mut(index) {
                    (run.test_accuracy, run.test_loss) = (Some(result.accuracy), Some(result.loss));
                }
            });
        }
    }

    /// Keeps the network of a run that has halted or ended, so that it can be brought back.
    pub(super) fn keep_run(self, step: u64, bytes: Vec<u8>) {
        let id = self.inner.with_value(|inner| inner.run);
        leptos::task::spawn_local(async move {
            // Without room in the store the settings can still be brought back.
            let Ok(kept) = storage::keep_network(id, &bytes).await else { return };
            self.app.runs.update(|runs| {
                for run in runs.iter_mut() {
                    run.restorable = kept.contains(&run.id) && (run.id != id || run.step == step);
                }
            });
        });
    }

    /// Looks at the runs side by side; measures the present one first when that has not been done.
    pub(super) fn compare_runs(self) {
        let app = self.app;
        self.record_run();
        let Some(setup) = app.configured.get_untracked() else { return };
        self.begin(Stage::Optimise, &setup);
        let (output, count) = app.runs.with_untracked(|runs| {
            let all: Vec<(RunId, u64)> =
                runs.iter().map(|run| (run.id, run.test_accuracy.unwrap_or(0.0).to_bits())).collect();
            (fingerprint(&all), runs.len())
        });
        let count = crate::app::format::count(count as u64);
        self.finish(Stage::Optimise, &setup, output, [count.clone(), count]);
    }

    /// Brings a run's settings back, and its trained network when that is still kept.
    pub fn restore_run(self, id: RunId) {
        let Some(run) = self.app.runs.with_untracked(|runs| runs.iter().find(|run| run.id == id).cloned()) else {
            return;
        };
        if self.in_run_untracked() {
            self.end_run();
        }
        let added = self.app.link.with_untracked(|link| link.setup.added);
        let setup = run.setup.clone();
        leptos::task::spawn_local(async move {
            let bytes = if run.restorable { storage::load_network(id).await.ok().flatten() } else { None };
            if let Some(bytes) = bytes {
                self.bring_back(&run.setup, run.step, id, bytes);
            }
            self.app.change_setup(|current| *current = Setup { added, ..setup });
            self.ensure_preprocessed();
        });
    }

    /// Gives the worker a network that was kept.
    pub(super) fn bring_back(self, setup: &Setup, step: u64, run: RunId, bytes: Vec<u8>) {
        // The network first, then the link, so that the change does not look like a new wish.
        self.app.configured.set(Some(setup.clone()));
        if self.inner.with_value(|inner| inner.run != run) {
            self.app.test.set(None);
        }
        self.load(setup.data);
        self.send_examples();
        self.inner.update_value(|inner| {
            inner.checkpoint = Some((step, bytes.clone()));
            inner.run = run;
        });
        self.send(Command::Restore(bytes));
    }

    /// Takes a run out of the table.
    pub fn forget_run(self, id: RunId) {
        self.app.runs.update(|runs| runs.retain(|run| run.id != id));
        leptos::task::spawn_local(async move {
            // Should it stay, it is the first to go when room is needed.
            let _ = storage::forget_network(id).await;
        });
    }
}
