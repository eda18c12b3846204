//! Who computes, how fast the other one would be, and whether both agree.

use leptos::prelude::*;
use strum::IntoEnumIterator;

use crate::app::controller::Controller;
use crate::app::figure::Figure;
use crate::app::state::{Adapter, App, BackendFigures, MissingGpu};
use crate::app::{format, names};
use crate::live_tr;
use crate::setup::BackendChoice;
use crate::tr;
use crate::trainer::protocol::Backend;

/// The card "Who computes?".
#[component]
pub fn BackendCard() -> impl IntoView {
    let app = App::get();
    let why = Memo::new(move |_| why(app));
    view! {
        <section class="card backend-card">
            <h2>{live_tr!("train.backend.title")} <BackendField /></h2>
            <div class="backend-rows">
                <Contender backend=Backend::Cpu name="cpu-ms-per-step" time=|figures| figures.cpu_ms />
                <Contender backend=Backend::WebGpu name="gpu-ms-per-step" time=|figures| figures.gpu_ms />
            </div>
            <p>{move || why.get()}</p>
            <Agreement />
            <MeasureButton />
        </section>
    }
}

/// Times both backends, when there are two.
#[component]
fn MeasureButton() -> impl IntoView {
    let app = App::get();
    let controller = Controller::get();
    let there = Memo::new(move |_| app.adapter.with(|adapter| matches!(adapter, Adapter::Found { .. })));
    view! {
        <Show when=move || there.get()>
            <button
                class="btn"
                type="button"
                data-action="measure"
                title=live_tr!("train.backend.measure_help")
                disabled=move || app.measuring.get()
                on:click=move |_| controller.measure_backends()
            >
                {move || if app.measuring.get() { tr!("train.backend.measuring") } else { tr!("train.backend.measure") }}
            </button>
        </Show>
    }
}

/// One backend: its name, its time for a step, and a bar as long as that time.
#[component]
fn Contender(backend: Backend, name: &'static str, time: fn(&BackendFigures) -> Option<f64>) -> impl IntoView {
    let app = App::get();
    let milliseconds = Memo::new(move |_| app.figures.with(time));
    let share = move || {
        let longest = app.figures.with(|figures| figures.cpu_ms.unwrap_or(0.0).max(figures.gpu_ms.unwrap_or(0.0)));
        milliseconds.get().filter(|_| longest > 0.0).map_or(0.0, |time| time / longest)
    };
    let in_use = Memo::new(move |_| app.backend.get() == Some(backend));
    let adapter = move || match app.adapter.get() {
        Adapter::Found { name, .. } if backend == Backend::WebGpu => name,
        _ => String::new(),
    };
    view! {
        <div class="contender" class:in-use=move || in_use.get()>
            <span class="contender-name">
                {move || names::backend(backend)} <small>{adapter}</small>
                <Show when=move || in_use.get()>
                    <span class="tag">{live_tr!("train.backend.in_use")}</span>
                </Show>
            </span>
            <span class="contender-time">
                <Figure name=name value=milliseconds show=format::amount /> " "
                {live_tr!("train.backend.ms_per_step")}
            </span>
            <span class="contender-bar" aria-hidden="true">
                <i style:width=move || format!("{:.1}%", 100.0 * share())></i>
            </span>
        </div>
    }
}

/// How far the two backends' gradients are apart.
#[component]
fn Agreement() -> impl IntoView {
    let app = App::get();
    let disagreement = Memo::new(move |_| app.figures.with(|figures| figures.disagreement));
    view! {
        <Show when=move || disagreement.get().is_some()>
            <p class="note">
                {live_tr!("train.backend.agreement")} " "
                <Figure name="gradient-disagreement" value=disagreement show=format::scientific />
            </p>
        </Show>
    }
}

/// Which backend is wanted.
#[component]
fn BackendField() -> impl IntoView {
    let app = App::get();
    let controller = Controller::get();
    let choice = Memo::new(move |_| app.link.with(|link| link.backend));
    let entries = move || {
        BackendChoice::iter()
            .map(|entry| {
                let code: &'static str = entry.into();
                view! {
                    <option value=code prop:selected=move || choice.get() == entry>
                        {names::backend_choice(entry)}
                    </option>
                }
            })
            .collect::<Vec<_>>()
    };
    view! {
        <Show when=move || !app.hidden("backend")>
            <select
                class="small"
                data-setting="backend"
                aria-label=live_tr!("train.backend.choice")
                title=live_tr!("train.backend.help")
                on:change:target=move |event| {
                    if let Ok(choice) = event.target().value().parse() {
                        controller.choose_backend(choice);
                    }
                }
            >
                {entries}
            </select>
        </Show>
    }
}

/// Why this backend and not the other, in a sentence.
fn why(app: App) -> String {
    let choice = app.link.with(|link| link.backend);
    let adapter = app.adapter.get();
    match (app.backend.get(), choice, adapter) {
        (None, _, _) => tr!("train.backend.why.undecided"),
        (Some(Backend::Cpu), BackendChoice::Cpu, _) => tr!("train.backend.why.cpu_chosen"),
        (Some(Backend::Cpu), _, Adapter::Missing(reason)) => missing_gpu(reason),
        (Some(Backend::Cpu), BackendChoice::Auto, Adapter::Found { software: true, .. }) => {
            tr!("train.backend.why.software")
        }
        (Some(Backend::Cpu), _, _) => match app.figures.get() {
            BackendFigures { cpu_ms: Some(cpu), gpu_ms: Some(gpu), .. } if cpu <= gpu => {
                tr!("train.backend.why.cpu_faster", factor = format::amount(gpu / cpu.max(f64::MIN_POSITIVE)))
            }
            _ => tr!("train.backend.why.not_measured"),
        },
        (Some(Backend::WebGpu), BackendChoice::WebGpu, Adapter::Found { software: true, .. }) => {
            tr!("train.backend.why.software_chosen")
        }
        (Some(Backend::WebGpu), BackendChoice::WebGpu, _) => tr!("train.backend.why.gpu_chosen"),
        (Some(Backend::WebGpu), _, _) => match app.figures.get() {
            BackendFigures { cpu_ms: Some(cpu), gpu_ms: Some(gpu), .. } if gpu < cpu => {
                tr!("train.backend.why.gpu_faster", factor = format::amount(cpu / gpu.max(f64::MIN_POSITIVE)))
            }
            _ => tr!("train.backend.why.gpu_there"),
        },
    }
}

/// Why WebGPU cannot be used, and that everything works without it.
pub fn missing_gpu(reason: MissingGpu) -> String {
    match reason {
        MissingGpu::NoApi => tr!("train.backend.missing.no_api"),
        MissingGpu::NoAdapter => tr!("train.backend.missing.no_adapter"),
        MissingGpu::NoTimestamps => tr!("train.backend.missing.no_timestamps"),
        MissingGpu::Lost => tr!("train.backend.missing.lost"),
        MissingGpu::Wrong => tr!("train.backend.missing.wrong"),
    }
}
