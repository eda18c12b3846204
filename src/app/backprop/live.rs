//! The network in training under the microscope: fetches its present numbers, follows the run, and compares the
//! microscope's gradients with those that the trainer itself computes.

use std::cell::Cell;

use gloo::timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::Scope;
use crate::app::controller::Controller;
use crate::app::state::App;
use crate::app::subject::Subject;
use crate::backprop::{Bench, Example, ExampleName, LayerValues, Mlp, Rule, gradients, trained};
use crate::setup::Setup;
use crate::trainer::protocol::Backend;
use crate::training::{InspectedBatch, Inspection, OptimizerKind};

/// Examples whose gradients are added up before the page gets a turn: about 10 ms for the article's network.
const CHUNK: usize = 4;

thread_local! {
    // A view's signals go with the view: whoever comes back goes on following.
    static FOLLOWED: Cell<bool> = const { Cell::new(false) };
}

/// What there is to know about the network in training; lives as long as the view.
#[derive(Clone, Copy)]
pub struct Live {
    app: App,
    controller: Controller,
    scope: Scope,
    /// The view follows each step of the run.
    pub following: RwSignal<bool>,
    /// The latest comparison with the trainer.
    pub comparison: RwSignal<Option<Comparison>>,
    /// Share of a comparison that is done.
    pub comparing: RwSignal<Option<f32>>,
    /// Why there is nothing to look at.
    pub problem: RwSignal<Option<Problem>>,
    /// The step of the run that the numbers are from.
    pub step: RwSignal<Option<u64>>,
    busy: StoredValue<bool>,
    again: StoredValue<bool>,
}

/// Why the network in training cannot be taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No picture was chosen.
    NoPicture,
    /// The worker has no network yet.
    NoNetwork,
    /// It has other layers than dense ones.
    NotDense,
    /// Its numbers are no numbers any more.
    NotFinite,
    /// It belongs to another data set than the picture.
    OtherData,
}

/// The microscope's gradients beside the trainer's, for one batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Examples in the batch.
    pub examples: u32,
    /// For each parameter the largest difference of an entry, as a share of the largest entry.
    pub largest_difference: Vec<f64>,
    /// The parameters: W1 b1 W2 b2 …
    pub names: Vec<String>,
    /// Steps that the run had made.
    pub step: u64,
    /// What computed the trainer's.
    pub backend: Backend,
    /// The microscope's loss.
    pub loss: f64,
    /// The trainer's loss.
    pub trainer_loss: f64,
}

impl Live {
    /// Begins to serve the view that is being built.
    pub fn provide(scope: Scope) -> Self {
        let live = Self {
            app: App::get(),
            controller: Controller::get(),
            scope,
            following: RwSignal::new(FOLLOWED.get()),
            comparison: RwSignal::new(None),
            comparing: RwSignal::new(None),
            problem: RwSignal::new(None),
            step: RwSignal::new(None),
            busy: StoredValue::new(false),
            again: StoredValue::new(false),
        };
        provide_context(live);
        Effect::new(move |_| {
            let subject = live.app.subject.with(Option::is_some);
            if scope.name.get() == ExampleName::Live {
                live.problem.set((!subject).then_some(Problem::NoPicture));
                if subject {
                    live.fetch();
                }
            }
        });
        Effect::new(move |_| FOLLOWED.set(live.following.get()));
        // The worker may have had no network yet, or another worker has taken its place.
        Effect::new(move |_| {
            let made = live.app.configured.with(Option::is_some);
            if made && live.problem.get_untracked() == Some(Problem::NoNetwork) {
                live.fetch();
            }
        });
        Effect::new(move |before: Option<u64>| {
            let step = live.app.progress.with(|progress| progress.step);
            let moved = before.is_some_and(|before| before != step);
            if live.following.get() && moved && scope.name.get_untracked() == ExampleName::Live {
                live.fetch();
            }
            step
        });
        live
    }

    /// From anywhere below the view.
    pub fn get() -> Self {
        expect_context::<Self>()
    }

    /// Fetches the present weights once more.
    pub fn refresh(self) {
        self.fetch();
    }

    /// Compares the microscope's gradients of the run's next batch with the trainer's own.
    pub fn compare(self) {
        if self.comparing.get_untracked().is_none() {
            self.comparing.set(Some(0.0));
            spawn_local(self.add_up_batch());
        }
    }

    /// One question at a time; what is asked meanwhile is asked once more at the end.
    fn fetch(self) {
        if self.busy.get_value() {
            self.again.set_value(true);
            return;
        }
        self.busy.set_value(true);
        spawn_local(async move {
            let inspection = self.controller.inspect(false).await;
            // The view may be gone by now.
            if self.busy.try_set_value(false).is_some() {
                return;
            }
            match self.app.subject.get_untracked() {
                Some(subject) => self.show(inspection, &subject),
                None => self.problem.set(Some(Problem::NoPicture)),
            }
            if self.again.get_value() {
                self.again.set_value(false);
                self.fetch();
            }
        });
    }

    fn show(self, inspection: Option<Inspection>, subject: &Subject) {
        if self.scope.name.get_untracked() != ExampleName::Live {
            return;
        }
        match bench_of(inspection.as_ref(), subject) {
            Ok(bench) => {
                self.problem.set(None);
                let fresh = self.step.get_untracked().is_none();
                self.step.set(inspection.map(|inspection| inspection.step));
                self.scope.show_live(bench, subject.clone());
                // Everything is there to be looked at; going back step by step remains possible.
                if fresh {
                    self.scope.last();
                }
            }
            Err(problem) => self.problem.set(Some(problem)),
        }
    }

    async fn add_up_batch(self) {
        let inspection = self.controller.inspect(true).await;
        let Some((inspection, batch)) = inspection.and_then(|mut found| found.batch.take().map(|batch| (found, batch)))
        else {
            let _ = self.comparing.try_set(None);
            return;
        };
        let backend = self.app.backend.get_untracked().unwrap_or(Backend::Cpu);
        let compared = match trained::network(&inspection.setup.architecture(), &inspection.parameters) {
            Some(network) => self.add_up(&network, &inspection.setup, &batch).await,
            None => None,
        };
        let comparison = compared.map(|(loss, own)| Comparison {
            examples: (batch.targets.len() / inspection.setup.data.outputs().max(1)) as u32,
            largest_difference: trained::differences(&own, &batch.gradients),
            names: (1..=own.len()).flat_map(|layer| [format!("W{layer}"), format!("b{layer}")]).collect(),
            step: inspection.step,
            backend,
            loss,
            trainer_loss: f64::from(batch.loss),
        });
        let _ = self.comparison.try_set(comparison);
        let _ = self.comparing.try_set(None);
    }

    /// The mean loss and gradients of a whole batch, a few examples at a time. `None` when the view is gone.
    async fn add_up(self, network: &Mlp, setup: &Setup, batch: &InspectedBatch) -> Option<(f64, Vec<LayerValues>)> {
        let size = setup.architecture().input.size();
        let examples: Vec<Example> = batch
            .inputs
            .scaled()
            .chunks_exact(size.max(1))
            .zip(batch.targets.chunks_exact(setup.data.outputs().max(1)))
            .map(|(inputs, targets)| trained::row(inputs, targets))
            .collect();
        let mut sum = trained::Sum::default();
        for chunk in examples.chunks(CHUNK) {
            let (loss, own) = gradients(network, chunk);
            sum.add(loss, own, chunk.len());
            if self.comparing.try_set(Some(sum.examples() as f32 / examples.len() as f32)).is_some() {
                return None;
            }
            TimeoutFuture::new(0).await;
        }
        Some(sum.mean())
    }
}

/// The bench for a picture in the network that was inspected.
fn bench_of(inspection: Option<&Inspection>, subject: &Subject) -> Result<Bench, Problem> {
    let inspection = inspection.ok_or(Problem::NoNetwork)?;
    let setup = &inspection.setup;
    if setup.data != subject.data {
        return Err(Problem::OtherData);
    }
    let network = trained::network(&setup.architecture(), &inspection.parameters).ok_or(Problem::NotDense)?;
    let example = trained::row(&subject.inputs.scaled(), &subject.targets());
    let mut bench = Bench::new(network, vec![example]).map_err(|_| Problem::NotFinite)?;
    bench.learning_rate = setup.training.learning_rate;
    bench.rule = match setup.training.optimizer {
        OptimizerKind::Momentum => Rule::momentum(),
        OptimizerKind::Adam | OptimizerKind::AdamW => Rule::adam(),
        OptimizerKind::Sgd | OptimizerKind::RmsProp => Rule::Sgd,
    };
    Ok(bench)
}
