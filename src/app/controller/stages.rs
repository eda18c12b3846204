//! Runs stages, and tells the chart what became of them. What makes what out of date is decided in `pipeline`.

use leptos::prelude::*;
use strum::IntoEnumIterator;

use super::{Controller, now};
use crate::app::state::{App, Trial};
use crate::app::subject::Truth;
use crate::dataset::{DataSet, Part};
use crate::evaluation::most_likely;
use crate::pipeline::{Present, State, fingerprint};
use crate::setup::{Setup, Stage};
use crate::trainer::protocol::{Command, Failure, Progress, Status, TestResult};

/// Pictures that the stage "analyse in use" asks about.
const TRIAL: u32 = 100;
/// It asks no further after this many milliseconds.
const TRIAL_PATIENCE: f64 = 4000.0;

/// `60 000 × 784`, without words, for files as for the page.
pub(super) fn shape(sizes: &[usize]) -> String {
    sizes.iter().map(|size| crate::app::format::count(*size as u64)).collect::<Vec<_>>().join(" × ")
}

/// Milliseconds, finer than the clock on the wall.
fn exact_now() -> f64 {
    window().performance().map_or_else(now, |clock| clock.now())
}

impl Controller {
    /// Does a stage now. Progress and result arrive in the page's signals.
    pub fn run_stage(self, stage: Stage) {
        match stage {
            Stage::Collect => self.collect(),
            Stage::Preprocess => self.preprocess(),
            Stage::Model => {
                if self.app.stage_state_untracked(Stage::Model) != State::Done {
                    self.configure();
                }
            }
            Stage::Train => self.start(),
            Stage::Apply => self.try_out(),
            Stage::Evaluate => self.test(),
            Stage::Optimise => self.compare_runs(),
            Stage::Industry => self.transfer(),
            Stage::Feedback => self.review(),
        }
    }

    /// Runs whatever is out of date, one stage after the other. Ends at the first that does not work.
    pub fn run_stale(self) {
        let app = self.app;
        let due = app.present.with_untracked(|present| app.pipeline.with_untracked(|known| known.to_run(present)));
        self.inner.update_value(|inner| {
            inner.attempted.clear();
            inner.due = due;
        });
        app.catching_up.set(true);
    }

    /// Lets the present stage end and runs no other after it.
    pub fn stop_catching_up(self) {
        self.app.catching_up.set(false);
    }

    /// Starts the next stage that is out of date whenever none is at work.
    pub(super) fn follow_stale(self) {
        let app = self.app;
        // `None`: nothing to do; `Some(None)`: wait.
        let next = Memo::new(move |_| {
            if !app.catching_up.get() {
                return None;
            }
            app.present.with(|present| {
                app.pipeline.with(|pipeline| {
                    let busy = app.run_wanted.get() || Stage::iter().any(|stage| pipeline.is_at_work(stage));
                    Some(if busy { None } else { Some(pipeline.next_stale(present)) })
                })
            })
        });
        Effect::new(move |_| {
            let Some(Some(next)) = next.get() else { return };
            // A fresh network leaves no trained one, and perhaps nothing that would need it.
            let train = || {
                let due = self
                    .inner
                    .with_value(|inner| inner.due.contains(&Stage::Train) && !inner.attempted.contains(&Stage::Train));
                (due && app.stage_state_untracked(Stage::Train) == State::Ready).then_some(Stage::Train)
            };
            let Some(stage) = next.or_else(train) else {
                app.catching_up.set(false);
                return;
            };
            let tried = self.inner.try_update_value(|inner| {
                let tried = inner.attempted.contains(&stage);
                inner.attempted.push(stage);
                tried
            });
            // A stage that is still out of date after its run would be run for ever.
            if tried != Some(false) {
                app.catching_up.set(false);
                return;
            }
            self.run_stage(stage);
            let begun = matches!(app.stage_state_untracked(stage), State::Running | State::Done);
            // A run begins when the worker has heard of it.
            if !begun && !app.run_wanted.get_untracked() {
                app.catching_up.set(false);
            }
        });
    }

    fn collect(self) {
        let setup = self.app.link.with_untracked(|link| link.setup.clone());
        let other_rows = self.app.configured.with_untracked(|known| {
            known.as_ref().is_some_and(|known| (known.data, known.added) != (setup.data, setup.added))
        });
        // The rows that a run trains on must not change under it.
        if other_rows && self.in_run_untracked() {
            self.end_run();
        }
        if self.app.load_failure.with_untracked(Option::is_some) {
            self.retry_data();
        } else {
            self.load(setup.data);
        }
        self.send_examples();
        if self.app.loaded.with_untracked(|loaded| loaded.is_some_and(|loaded| loaded.data == setup.data)) {
            self.collected();
        }
    }

    /// The chosen set is complete, with the reader's own examples.
    pub(super) fn collected(self) {
        let setup = self.app.link.with_untracked(|link| link.setup.clone());
        let Some(loaded) = self.app.loaded.get_untracked().filter(|loaded| loaded.data == setup.data) else { return };
        let input = setup.data.input_shape();
        let rows = (loaded.train_rows + loaded.test_rows + setup.added.rows) as usize;
        let gave = shape(&[&[rows][..], &input.dimensions()].concat());
        let settings = self.settings_of(Stage::Collect, &setup);
        self.finish(Stage::Collect, &setup, fingerprint(&settings), [String::new(), gave]);
    }

    /// A set has arrived that is not, or no longer, the chosen one: collecting that one has not begun.
    pub(super) fn other_set_arrived(self, data: DataSet) {
        let app = self.app;
        let wanted = app.link.with_untracked(|link| link.setup.data);
        if wanted != data && self.inner.with_value(|inner| inner.asked == Some(data)) {
            app.pipeline.update(|pipeline| pipeline.give_up(Stage::Collect));
            if app.configured.with_untracked(|setup| setup.as_ref().is_none_or(|setup| setup.data != data)) {
                self.load(wanted);
            }
        }
    }

    /// A stage failed, with the settings of this set-up; nothing is run after it.
    pub(super) fn stage_failed(self, stage: Stage, setup: &Setup, failure: &Failure) {
        let settings = self.settings_of(stage, setup);
        let reason = crate::app::notices::failure_sentence(failure);
        self.app.pipeline.update(|pipeline| pipeline.fail(stage, &settings, reason));
        self.stop_catching_up();
    }

    fn preprocess(self) {
        let app = self.app;
        let setup = app.link.with_untracked(|link| link.setup.clone());
        if app.loaded.with_untracked(|loaded| loaded.is_some_and(|loaded| loaded.data == setup.data)) {
            self.begin(Stage::Preprocess, &setup);
            self.inner.update_value(|inner| inner.preprocessing = Some(setup.clone()));
            self.send(Command::Preprocess(setup));
        }
    }

    /// Prepares the data when that has not been done for the present settings. A run that waited for them is not
    /// disturbed, one with other settings is left alone.
    pub(super) fn ensure_preprocessed(self) {
        let waits = self.app.stage_state_untracked(Stage::Preprocess) != State::Done;
        if waits && (!self.in_run_untracked() || !untrack(|| self.app.settings_changed())) {
            self.preprocess();
        }
    }

    pub(super) fn preprocessed(self) {
        let Some(setup) = self.inner.try_update_value(|inner| inner.preprocessing.take()).flatten() else { return };
        let input = setup.data.input_shape();
        let rows = setup.row_counts().0 + setup.row_counts().1;
        let output = fingerprint(&self.present_of(&setup).up_to(Stage::Preprocess));
        let took = shape(&[&[rows][..], &input.dimensions()].concat());
        let gave = shape(&[rows, input.size()]);
        self.finish(Stage::Preprocess, &setup, output, [took, gave]);
        self.confirm_network(&setup);
    }

    /// The network in the worker fits the data that have just been prepared, when it was made for such.
    fn confirm_network(self, setup: &Setup) {
        let made_for = self.app.configured.get_untracked();
        let fits = |made: &Setup| {
            made.data == setup.data && self.settings_of(Stage::Model, made) == self.settings_of(Stage::Model, setup)
        };
        if made_for.as_ref().is_some_and(fits) {
            self.network_fits(setup);
            if made_for.as_ref() == Some(setup) {
                self.app.pipeline.update(|pipeline| pipeline.rebase(Stage::Train));
            }
        }
    }

    /// A network is there: a fresh one, or one that was brought back.
    pub(super) fn network_made(self, setup: &Setup, step: u64) {
        if self.app.stage_state_untracked(Stage::Preprocess) == State::Done {
            self.network_fits(setup);
        } else {
            // Whether it fits the data is known when they have been prepared.
            self.app.pipeline.update(|pipeline| pipeline.give_up(Stage::Model));
        }
        self.app.pipeline.update(|pipeline| pipeline.give_up(Stage::Evaluate));
        if step == 0 {
            self.app.pipeline.update(|pipeline| pipeline.forget(Stage::Train));
        }
    }

    fn network_fits(self, setup: &Setup) {
        let architecture = setup.architecture();
        let took = shape(&[setup.training.batch_size, architecture.input.size()]);
        let gave = crate::app::format::count(architecture.parameter_count() as u64);
        let output = fingerprint(&self.present_of(setup).up_to(Stage::Model));
        self.finish(Stage::Model, setup, output, [took, gave]);
    }

    /// The trainer stands differently.
    pub(super) fn run_moved(self, status: Status) {
        let app = self.app;
        let Some(setup) = app.configured.get_untracked() else { return };
        let progress = app.progress.get_untracked();
        match status {
            Status::Training => {
                // The worker drops a test for a run.
                app.pipeline.update(|pipeline| pipeline.give_up(Stage::Evaluate));
                self.begin(Stage::Train, &setup);
            }
            Status::Paused => {
                if !app.pipeline.with_untracked(|pipeline| pipeline.is_at_work(Stage::Train)) {
                    self.begin(Stage::Train, &setup);
                }
                self.trained_on(&progress);
                app.pipeline.update(|pipeline| pipeline.halt(Stage::Train));
            }
            Status::Done | Status::Stopped if progress.step > 0 => self.run_ended(&setup, &progress),
            // Why it failed is said next.
            Status::Failed | Status::Idle | Status::Loading | Status::Ready | Status::Done | Status::Stopped => {
                app.pipeline.update(|pipeline| pipeline.give_up(Stage::Train));
            }
        }
    }

    fn run_ended(self, setup: &Setup, progress: &Progress) {
        let took = shape(&[setup.row_counts().0, setup.architecture().input.size()]);
        let gave = crate::app::format::count(setup.architecture().parameter_count() as u64);
        self.finish(Stage::Train, setup, self.weights(setup, progress), [took, gave]);
    }

    /// The network has learned on; the chart is told at most once a message.
    pub(super) fn trained_on(self, progress: &Progress) {
        if progress.step == 0 {
            return;
        }
        if let Some(setup) = self.app.configured.get_untracked() {
            let output = self.weights(&setup, progress);
            self.app.pipeline.update(|pipeline| pipeline.advance(Stage::Train, output));
        }
    }

    /// Stands for the weights: the same settings give the same weights at the same step.
    fn weights(self, setup: &Setup, progress: &Progress) -> u64 {
        fingerprint(&(self.present_of(setup).up_to(Stage::Train), progress.step))
    }

    fn try_out(self) {
        let app = self.app;
        let Some(setup) = app.configured.get_untracked() else { return };
        let Some(loaded) = app.loaded.get_untracked().filter(|loaded| loaded.data == setup.data) else { return };
        self.begin(Stage::Apply, &setup);
        leptos::task::spawn_local(async move {
            let trial = self.trial(TRIAL.min(loaded.test_rows)).await;
            match trial {
                Some(trial) => {
                    app.trial.set(Some(trial));
                    let took = shape(&[trial.pictures as usize, setup.architecture().input.size()]);
                    let gave = shape(&[trial.pictures as usize, setup.architecture().outputs]);
                    let output = fingerprint(&(trial.right, trial.pictures));
                    self.finish(Stage::Apply, &setup, output, [took, gave]);
                }
                None => app.pipeline.update(|pipeline| pipeline.give_up(Stage::Apply)),
            }
        });
    }

    /// Asks about test pictures one by one, as somebody would who uses the network; `None` when nobody answers.
    async fn trial(self, pictures: u32) -> Option<Trial> {
        let rows = self.rows(Part::Test, (0..pictures).collect()).await?;
        let size = rows.inputs_of_a_row();
        let (mut right, mut times) = (0, Vec::new());
        let begun = exact_now();
        for (inputs, truth) in (0..rows.rows.len()).filter_map(|index| rows.subject(index, size)) {
            let asked = exact_now();
            let answer = self.predict_rows(inputs).await?;
            times.push(exact_now() - asked);
            right += u32::from(match truth {
                Truth::Class(label) => most_likely(&answer).is_some_and(|(class, _)| class == usize::from(label)),
                // Nearer than whoever always says the mean, which is 0 on the network's scale.
                Truth::Value(value) => answer.first().is_some_and(|said| (said - value).abs() < value.abs()),
            });
            if exact_now() - begun > TRIAL_PATIENCE {
                break;
            }
        }
        times.sort_by(f64::total_cmp);
        let milliseconds = times.get(times.len() / 2).copied()?;
        Some(Trial { pictures: times.len() as u32, right, milliseconds })
    }

    pub(super) fn tested(self, result: &TestResult) {
        if let Some(setup) = self.app.configured.get_untracked() {
            let took = shape(&[result.rows(), setup.architecture().input.size()]);
            let gave = crate::app::format::percent(result.accuracy);
            let output = fingerprint(&(result.accuracy.to_bits(), result.loss.to_bits()));
            self.finish(Stage::Evaluate, &setup, output, [took, gave]);
        }
    }

    /// Asks the network about the reader's own examples.
    fn review(self) {
        let app = self.app;
        let (pixels, labels) = untrack(|| app.with_collection(crate::dataset::Collection::rows));
        let Some(setup) = app.configured.get_untracked() else { return };
        self.begin(Stage::Feedback, &setup);
        leptos::task::spawn_local(async move {
            let classes = setup.architecture().outputs;
            let answers = if labels.is_empty() { Some(Vec::new()) } else { self.predict(pixels).await };
            let Some(answers) = answers else {
                app.pipeline.update(|pipeline| pipeline.give_up(Stage::Feedback));
                return;
            };
            let classes_of = |row: &[f32]| most_likely(row).map_or(0, |(class, _)| class as u8);
            let answers: Vec<u8> = answers.chunks_exact(classes).map(classes_of).collect();
            let count = crate::app::format::count(labels.len() as u64);
            let output = fingerprint(&(&answers, &labels));
            app.reviewed.set(Some(answers));
            self.finish(Stage::Feedback, &setup, output, [count.clone(), count]);
        });
    }

    /// The worker is gone, and with it whatever it was doing.
    pub(super) fn work_was_lost(self) {
        self.app.transferring.set(None);
        self.inner.update_value(|inner| inner.preprocessing = None);
        self.app.pipeline.update(|pipeline| Stage::iter().for_each(|stage| pipeline.give_up(stage)));
    }

    /// Work on a stage begins, with the settings of this set-up.
    pub(super) fn begin(self, stage: Stage, setup: &Setup) {
        let settings = self.settings_of(stage, setup);
        self.app.pipeline.update(|pipeline| pipeline.begin(stage, &settings, now()));
    }

    pub(super) fn finish(self, stage: Stage, setup: &Setup, output: u64, flow: [String; 2]) {
        let settings = self.settings_of(stage, setup);
        self.app.pipeline.update(|pipeline| pipeline.finish(stage, &settings, output, now(), flow));
    }

    /// The settings of a stage in a set-up.
    pub(super) fn settings_of(self, stage: Stage, setup: &Setup) -> String {
        self.present_of(setup).of(stage).to_owned()
    }

    fn present_of(self, setup: &Setup) -> Present {
        Present::new(setup, &self.app.transfer_plan.get_untracked())
    }

    pub(super) fn in_run_untracked(self) -> bool {
        let status = self.inner.with_value(|inner| inner.trainer_status);
        matches!(status, Status::Training | Status::Paused)
    }
}

impl App {
    /// How a stage stands; not tracked.
    pub(super) fn stage_state_untracked(self, stage: Stage) -> State {
        untrack(|| self.stage_state(stage))
    }
}
