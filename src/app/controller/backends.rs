//! Which backend trains, and what happens when it goes away.
//!
//! The CPU worker is small and starts first. A hardware GPU is timed once, in the background and in a worker of its
//! own, and takes over when it is faster and computes the same gradients as the CPU.

use leptos::prelude::*;

use super::Controller;
use crate::app::state::{Adapter, BackendFigures, MissingGpu, Notice};
use crate::setup::{BackendChoice, Setup};
use crate::storage;
use crate::trainer::client::Client;
use crate::trainer::probe::{NoAdapter, probe};
use crate::trainer::protocol::{Backend, Command, Event, Failure, Measurement, Status};

/// Gradients of the two backends may differ by this much, relative to the largest of their parameter.
const AGREEMENT: f64 = 1e-3;
/// A worker that crashes more often than this within a minute is not started again.
const CRASHES: usize = 3;

impl Controller {
    /// Starts the worker that a choice asks for; the present run moves there.
    pub(super) fn set_up_backend(self, choice: BackendChoice) {
        match choice {
            BackendChoice::Cpu => self.switch_to(Backend::Cpu),
            BackendChoice::Auto => {
                if self.app.backend.with_untracked(Option::is_none) {
                    self.switch_to(Backend::Cpu);
                }
                leptos::task::spawn_local(async move {
                    self.find_adapter().await;
                    self.consider_backends();
                });
            }
            BackendChoice::WebGpu => leptos::task::spawn_local(async move {
                match self.find_adapter().await {
                    Adapter::Missing(reason) => {
                        self.app.notify(Notice::NoWebGpu(reason));
                        self.switch_to(Backend::Cpu);
                    }
                    _ => self.switch_to(Backend::WebGpu),
                }
            }),
        }
    }

    async fn find_adapter(self) -> Adapter {
        let known = self.app.adapter.get_untracked();
        if known != Adapter::Unknown {
            return known;
        }
        let adapter = match probe().await {
            Ok(found) => Adapter::Found { name: found.name, software: found.software },
            Err(NoAdapter::NoApi) => Adapter::Missing(MissingGpu::NoApi),
            Err(NoAdapter::NotFound) => Adapter::Missing(MissingGpu::NoAdapter),
            Err(NoAdapter::NoTimestamps) => Adapter::Missing(MissingGpu::NoTimestamps),
        };
        self.app.adapter.set(adapter.clone());
        adapter
    }

    /// Moves the run to a worker of this backend, when it is not there already.
    fn switch_to(self, backend: Backend) {
        if self.app.backend.get_untracked() == Some(backend) {
            return;
        }
        self.start_worker(backend);
    }

    /// Replaces the worker. The new one gets the data, the run's latest checkpoint or a fresh network, and the
    /// reader's wish to run.
    fn start_worker(self, backend: Backend) {
        let generation = self.inner.with_value(|inner| inner.generation) + 1;
        let checkpoint = self.inner.try_update_value(|inner| {
            inner.client = None;
            inner.generation = generation;
            inner.asked = None;
            inner.other = None;
            inner.trainer_status = Status::Idle;
            inner.forget_questions();
            if inner.checkpoint.is_none() {
                inner.run = super::now() as crate::evaluation::RunId;
            }
            inner.checkpoint.clone()
        });
        self.app.backend.set(None);
        let is_current = move || self.inner.try_with_value(|inner| inner.generation == generation).unwrap_or(false);
        let client = Client::start(backend, move |event| {
            if is_current() {
                self.hear(event);
            }
        });
        match client {
            Ok(client) => self.inner.update_value(|inner| inner.client = Some(client)),
            Err(failure) => {
                self.stop_catching_up();
                self.want(None);
                self.work_was_lost();
                self.app.notify(Notice::Failure(failure));
                return;
            }
        }
        let setup = self.app.configured.get_untracked();
        let setup = setup.unwrap_or_else(|| self.app.link.with_untracked(|link| link.setup.clone()));
        self.work_was_lost();
        self.load(setup.data);
        self.send_examples();
        // Own examples that came while it was training are not its own: it would wait for the old ones for ever.
        let added = self.app.collections.with_untracked(|collections| collections.of(setup.data).added());
        if checkpoint.as_ref().is_some_and(Option::is_some) && added != setup.added {
            self.want(None);
        }
        match checkpoint.flatten() {
            Some((_, bytes)) => self.send(Command::Restore(bytes)),
            None => self.send(Command::Configure(setup)),
        }
        self.send_watch();
        if let Some(until) = self.inner.with_value(|inner| inner.wanted) {
            self.send(Command::Run(until));
        }
    }

    /// What the views show live at present.
    pub(super) fn send_watch(self) {
        let units = self.app.watch_units.get_untracked();
        let test_rows = self.app.watch_rows.get_untracked();
        self.send(Command::Watch { units, test_rows });
    }

    /// The GPU is gone: the run goes on from its last checkpoint on the CPU.
    pub(super) fn leave_gpu(self, failure: Failure) {
        let app = self.app;
        let was_training = self.inner.with_value(|inner| inner.wanted.is_some());
        let step = self.checkpoint_step();
        let started = app.backend.get_untracked().is_some();
        app.adapter.set(Adapter::Missing(MissingGpu::Lost));
        if started && (was_training || step > 0) {
            app.notify(Notice::MovedToCpu { step });
        } else {
            app.notify(Notice::Failure(failure));
        }
        self.start_worker(Backend::Cpu);
    }

    /// The worker ended unexpectedly: a new one takes over at the last checkpoint.
    pub(super) fn replace_worker(self, reason: String) {
        let now = js_sys::Date::now();
        let crashes = self.inner.try_update_value(|inner| {
            inner.crashes.retain(|at| now - at < 60_000.0);
            inner.crashes.push(now);
            inner.crashes.len()
        });
        if crashes.is_none_or(|crashes| crashes > CRASHES) {
            self.inner.update_value(|inner| {
                inner.client = None;
                inner.trainer_status = Status::Failed;
                inner.forget_questions();
            });
            self.stop_catching_up();
            self.want(None);
            self.work_was_lost();
            self.app.notify(Notice::Failure(Failure::Crashed(reason)));
            self.app.status.set(Status::Failed);
            return;
        }
        let backend = self.app.backend.get_untracked().unwrap_or(Backend::Cpu);
        self.app.notify(Notice::WorkerReplaced { reason, step: self.checkpoint_step() });
        // Whatever crashed it may crash the next one too: the reader decides whether it goes on.
        self.stop_catching_up();
        self.want(None);
        self.start_worker(backend);
    }

    fn checkpoint_step(self) -> u64 {
        self.inner.with_value(|inner| inner.checkpoint.as_ref().map_or(0, |(step, _)| *step))
    }

    /// With `auto`, a hardware GPU and a quiet moment: whichever backend is faster takes over.
    pub(super) fn consider_backends(self) {
        let app = self.app;
        let Adapter::Found { name, software: false } = app.adapter.get_untracked() else { return };
        let setup = app.link.with_untracked(|link| link.setup.clone());
        let auto = app.link.with_untracked(|link| link.backend == BackendChoice::Auto);
        if !auto || app.loaded.with_untracked(Option::is_none) {
            return;
        }
        match storage::recall_figures(&name, &setup) {
            Some(figures) => self.decide(figures, setup),
            None => self.measure_backends(),
        }
    }

    /// Times both backends on the present network, one after the other, in workers of their own.
    pub fn measure_backends(self) {
        let app = self.app;
        if app.measuring.get_untracked() {
            return;
        }
        app.measuring.set(true);
        let setup = app.link.with_untracked(|link| link.setup.clone());
        leptos::task::spawn_local(async move {
            self.measure_both(setup).await;
            app.measuring.set(false);
        });
    }

    async fn measure_both(self, setup: Setup) {
        let Adapter::Found { name, .. } = self.find_adapter().await else { return };
        let Some(cpu) = measure(Backend::Cpu, setup.clone()).await else { return };
        let gpu = measure(Backend::WebGpu, setup.clone()).await;
        let figures = BackendFigures {
            cpu_ms: Some(cpu.ms_per_step),
            gpu_ms: gpu.as_ref().map(|gpu| gpu.ms_per_step),
            disagreement: gpu.as_ref().map(|gpu| disagreement(&cpu, gpu)),
        };
        if gpu.is_some() {
            storage::remember_figures(&name, &setup, figures);
        }
        self.decide(figures, setup);
    }

    /// Times the present network on the backend that would train it.
    pub fn time_model(self) {
        let app = self.app;
        if app.measuring.get_untracked() {
            return;
        }
        app.measuring.set(true);
        let setup = app.link.with_untracked(|link| link.setup.clone());
        let backend = app.backend.get_untracked().unwrap_or(Backend::Cpu);
        leptos::task::spawn_local(async move {
            if let Some(measured) = measure(backend, setup.clone()).await {
                let milliseconds = Some(measured.ms_per_step);
                app.figures.set(match backend {
                    Backend::Cpu => BackendFigures { cpu_ms: milliseconds, ..BackendFigures::default() },
                    Backend::WebGpu => BackendFigures { gpu_ms: milliseconds, ..BackendFigures::default() },
                });
                app.figures_for.set(Some(setup));
            }
            app.measuring.set(false);
        });
    }

    fn decide(self, figures: BackendFigures, setup: Setup) {
        let app = self.app;
        app.figures.set(figures);
        app.figures_for.set(Some(setup));
        let BackendFigures { cpu_ms: Some(cpu), gpu_ms: Some(gpu), disagreement: Some(disagreement) } = figures else {
            return;
        };
        if disagreement.is_nan() || disagreement > AGREEMENT {
            app.adapter.set(Adapter::Missing(MissingGpu::Wrong));
            if app.backend.get_untracked() == Some(Backend::WebGpu) {
                app.notify(Notice::NoWebGpu(MissingGpu::Wrong));
                self.switch_to(Backend::Cpu);
            }
            return;
        }
        let auto = app.link.with_untracked(|link| link.backend == BackendChoice::Auto);
        let untouched = app.progress.with_untracked(|progress| progress.step == 0)
            && self.inner.with_value(|inner| inner.trainer_status != Status::Training);
        // A run is never moved under the reader's hands; the next one starts on the faster backend.
        if auto && untouched {
            self.switch_to(if gpu < cpu { Backend::WebGpu } else { Backend::Cpu });
        }
    }
}

/// Measures one backend in a worker of its own; `None` when it does not work.
async fn measure(backend: Backend, setup: Setup) -> Option<Measurement> {
    let (sender, receiver) = futures::channel::oneshot::channel();
    let sender = std::cell::RefCell::new(Some(sender));
    let client = Client::start(backend, move |event| {
        let answer = match event {
            Event::Measured(measurement) => Some(measurement),
            Event::Failed(_) => None,
            _ => return,
        };
        if let Some(sender) = sender.borrow_mut().take() {
            // The page may have been closed meanwhile.
            let _ = sender.send(answer);
        }
    })
    .ok()?;
    client.send(Command::Measure(setup));
    receiver.await.ok().flatten()
}

/// Largest difference between two backends' gradients, relative to the largest gradient of the same parameter.
fn disagreement(one: &Measurement, other: &Measurement) -> f64 {
    let parameters = one.gradients.iter().zip(&other.gradients);
    let relative = parameters.map(|(a, b)| {
        let largest = a.iter().fold(f64::MIN_POSITIVE, |largest, v| largest.max(f64::from(v.abs())));
        let difference = a.iter().zip(b).map(|(a, b)| f64::from((a - b).abs())).fold(0.0, nan_max);
        if a.len() == b.len() { difference / largest } else { f64::NAN }
    });
    relative.fold(0.0, nan_max)
}

/// The larger one, and NaN if there is one.
fn nan_max(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() { f64::NAN } else { a.max(b) }
}
