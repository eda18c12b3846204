//! How long an epoch will take, and how that is known.

use leptos::prelude::*;

use super::estimates::batch;
use super::shapes::number;
use crate::app::controller::Controller;
use crate::app::state::App;
use crate::app::{format, names};
use crate::live_tr;
use crate::network::scaled_time;
use crate::setup::Setup;
use crate::tr;
use crate::trainer::protocol::Backend;

/// The time of a step.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Estimate {
    /// Milliseconds.
    pub(super) milliseconds: f64,
    source: Source,
}

/// How the time of a step is known.
#[derive(Clone, Debug, PartialEq)]
enum Source {
    /// The run of exactly this set-up.
    Run(Backend),
    /// This network was timed.
    Timed(Backend),
    /// Another network has run or was timed; the time goes with the multiplications.
    Scaled { network: String, batch: usize },
}

/// What is known about the time of a step, the best source first.
pub(super) fn estimate(app: App) -> Memo<Option<Estimate>> {
    Memo::new(move |_| {
        let setup = app.link.with(|link| link.setup.clone());
        // As the measurement does, when no worker listens yet.
        let backend = app.backend.get().unwrap_or(Backend::Cpu);
        let run = latest_run(app);
        let timed = timed(app, backend);
        if let Some((of, milliseconds)) = &run
            && *of == setup
        {
            return Some(Estimate { milliseconds: *milliseconds, source: Source::Run(backend) });
        }
        if let Some((of, milliseconds)) = &timed
            && is_same_work(of, &setup)
        {
            return Some(Estimate { milliseconds: *milliseconds, source: Source::Timed(backend) });
        }
        let (of, milliseconds) = run.or(timed)?;
        let milliseconds = scaled_time(milliseconds, step_work(&of), step_work(&setup));
        let source = Source::Scaled { network: of.architecture().summary(), batch: batch(&of) };
        Some(Estimate { milliseconds, source })
    })
}

/// Seconds of an epoch whose steps take this long.
pub(super) fn epoch_seconds(app: App, milliseconds: f64) -> Option<f64> {
    let steps = app.link.with(|link| link.setup.steps_per_epoch());
    Some(steps as f64 * milliseconds / 1000.0)
}

/// The set-up of the network in the worker and its time for a step, once it has made some.
fn latest_run(app: App) -> Option<(Setup, f64)> {
    let milliseconds = positive(app.progress.with(|progress| progress.ms_per_step))?;
    Some((app.configured.get()?, milliseconds))
}

/// The set-up that was timed on this backend, and its time for a step.
fn timed(app: App, backend: Backend) -> Option<(Setup, f64)> {
    let milliseconds = app.figures.with(|figures| match backend {
        Backend::Cpu => figures.cpu_ms,
        Backend::WebGpu => figures.gpu_ms,
    });
    Some((app.figures_for.get()?, positive(milliseconds?)?))
}

fn positive(milliseconds: f64) -> Option<f64> {
    (milliseconds.is_finite() && milliseconds > 0.0).then_some(milliseconds)
}

/// Whether a step is the same work for both.
fn is_same_work(one: &Setup, other: &Setup) -> bool {
    one.architecture().summary() == other.architecture().summary()
        && one.training.batch_size == other.training.batch_size
}

fn step_work(setup: &Setup) -> u64 {
    setup.architecture().step_multiply_adds(batch(setup))
}

/// The sums behind the time of an epoch, where the time of a step comes from, and a way to measure it.
#[component]
pub(super) fn EpochTime(estimate: Memo<Option<Estimate>>) -> impl IntoView {
    let app = App::get();
    let work = move || {
        let (batch, forward, total) = app.link.with(|link| {
            let forward = link.setup.architecture().multiply_adds();
            (batch(&link.setup), forward, step_work(&link.setup))
        });
        tr!("model.time.work", batch = batch, forward = format::count(forward), total = format::count(total))
    };
    let sum = move || {
        let milliseconds = estimate.with(|estimate| Some(estimate.as_ref()?.milliseconds))?;
        let seconds = epoch_seconds(app, milliseconds)?;
        let steps = app.link.with(|link| link.setup.steps_per_epoch());
        let milliseconds = format::amount(milliseconds);
        Some(tr!("model.time.sum", steps = number(steps), ms = milliseconds, time = format::seconds(seconds)))
    };
    // Said again only when the source changes, not with every step.
    let source = Memo::new(move |_| {
        estimate.with(|estimate| match estimate.as_ref().map(|estimate| &estimate.source) {
            Some(Source::Run(backend)) => tr!("model.time.run", backend = names::backend(*backend)),
            Some(Source::Timed(backend)) => tr!("model.time.timed", backend = names::backend(*backend)),
            Some(Source::Scaled { network, batch }) => tr!("model.time.scaled", network = network, batch = batch),
            None => tr!("model.time.none"),
        })
    });
    view! {
        <div class="epoch-time">
            <p>{work}</p>
            <p>{sum}</p>
            <p class="note" role="status">
                {move || source.get()}
            </p>
            <TimeButton estimate=estimate />
        </div>
    }
}

/// Times this network, unless its own run has told the time already.
#[component]
fn TimeButton(estimate: Memo<Option<Estimate>>) -> impl IntoView {
    let app = App::get();
    let controller = Controller::get();
    let told =
        Memo::new(move |_| estimate.with(|estimate| matches!(estimate, Some(Estimate { source: Source::Run(_), .. }))));
    view! {
        <Show when=move || !told.get()>
            <button
                class="btn small"
                type="button"
                data-action="time-model"
                title=live_tr!("model.time.help")
                disabled=move || app.measuring.get()
                on:click=move |_| controller.time_model()
            >
                {move || if app.measuring.get() { tr!("model.time.timing") } else { tr!("model.time.button") }}
            </button>
        </Show>
    }
}
