//! Sentences for the reader: what happened, where, and what can be done.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::controller::Controller;
use super::settings::{self, Kind};
use super::state::{App, Notice, SavedRun};
use super::train::backend::missing_gpu;
use super::{format, i18n};
use crate::live_tr;
use crate::setup::LinkProblem;
use crate::tr;
use crate::trainer::protocol::Failure;

/// All sentences that wait to be read.
#[component]
pub fn Notices() -> impl IntoView {
    let app = App::get();
    view! {
        <div class="notices">
            {move || app.load_failure.get().map(|failure| view! { <LoadFailure failure=failure /> })}
            {move || app.saved.get().map(|run| view! { <SavedRunCard run=run /> })}
            <For each=move || app.notices.get() key=|(id, _)| *id let:entry>
                <NoticeCard id=entry.0 notice=entry.1 />
            </For>
        </div>
    }
}

#[component]
fn NoticeCard(id: u32, notice: Notice) -> impl IntoView {
    let app = App::get();
    let urgent = matches!(notice, Notice::Failure(_) | Notice::WorkerReplaced { .. });
    let kind = kind(&notice);
    let role = if urgent { "alert" } else { "status" };
    view! {
        <div class="notice" class:urgent=urgent role=role data-notice=kind>
            <p>{move || sentence(&notice)}</p>
            <button
                class="icon"
                type="button"
                data-action="dismiss"
                aria-label=live_tr!("notices.dismiss")
                title=live_tr!("notices.dismiss")
                on:click=move |_| app.dismiss(id)
            >
                <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
                    <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"></path>
                </svg>
            </button>
        </div>
    }
}

#[component]
fn LoadFailure(failure: Failure) -> impl IntoView {
    let controller = Controller::get();
    view! {
        <div class="notice urgent" role="alert" data-notice="load-failure">
            <p>{move || failure_sentence(&failure)}</p>
            <button class="btn" type="button" data-action="retry" on:click=move |_| controller.retry_data()>
                {live_tr!("notices.retry")}
            </button>
        </div>
    }
}

#[component]
fn SavedRunCard(run: SavedRun) -> impl IntoView {
    let controller = Controller::get();
    let text = move || {
        let setup = &run.setup;
        let epoch = run.step / (setup.steps_per_epoch().max(1) as u64);
        tr!(
            "notices.saved.text",
            when = moment(run.saved_at),
            data = setup.data.title(),
            network = setup.architecture().summary(),
            step = format::count(run.step),
            epoch = epoch,
            epochs = setup.training.epochs
        )
    };
    view! {
        <section class="notice saved-run" data-notice="saved-run" aria-label=live_tr!("notices.saved.title")>
            <p>
                <b>{live_tr!("notices.saved.title")}</b>
                " "
                {text}
            </p>
            <button class="btn" type="button" data-action="resume-saved" on:click=move |_| controller.resume_saved()>
                {live_tr!("notices.saved.go_on")}
            </button>
            <button class="btn" type="button" data-action="discard-saved" on:click=move |_| controller.discard_saved()>
                {live_tr!("notices.saved.discard")}
            </button>
        </section>
    }
}

/// A date and time as the reader's language writes them.
fn moment(milliseconds: f64) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(milliseconds));
    date.to_locale_string(i18n::locale(), &JsValue::UNDEFINED).into()
}

fn kind(notice: &Notice) -> &'static str {
    match notice {
        Notice::Link(_) => "link",
        Notice::Failure(_) => "failure",
        Notice::MovedToCpu { .. } => "moved-to-cpu",
        Notice::WorkerReplaced { .. } => "worker-replaced",
        Notice::NoWebGpu(_) => "no-webgpu",
        Notice::NotSaved(_) => "not-saved",
    }
}

fn sentence(notice: &Notice) -> String {
    match notice {
        Notice::Link(problem) => link_sentence(problem),
        Notice::Failure(failure) => failure_sentence(failure),
        Notice::MovedToCpu { step } => tr!("notices.moved_to_cpu", step = format::count(*step)),
        Notice::WorkerReplaced { reason, step } => {
            tr!("notices.worker_replaced", reason = reason, step = format::count(*step))
        }
        Notice::NoWebGpu(reason) => missing_gpu(*reason),
        Notice::NotSaved(reason) => tr!("notices.not_saved", reason = reason),
    }
}

fn link_sentence(problem: &LinkProblem) -> String {
    match problem {
        LinkProblem::UnknownStage(name) => tr!("notices.link.stage", name = name),
        LinkProblem::OwnSet => tr!("notices.link.own_set"),
        LinkProblem::UnknownKey(name) => tr!("notices.link.key", name = name),
        LinkProblem::BadValue { key, value, allowed } => {
            tr!("notices.link.value", setting = key, text = value, allowed = range(key, allowed))
        }
    }
}

/// What a setting may be, in the page's language when it is a range.
fn range(key: &str, allowed: &str) -> String {
    match settings::by_key(key).map(|setting| &setting.kind) {
        Some(Kind::Typed(range)) => range(),
        _ => allowed.to_owned(),
    }
}

/// What failed, where, and what to do.
pub fn failure_sentence(failure: &Failure) -> String {
    match failure {
        Failure::ShardMissing { file, reason } => tr!("notices.failure.shard_missing", file = file, reason = reason),
        Failure::OtherMissing { file, reason } => tr!("notices.failure.other_missing", file = file, reason = reason),
        Failure::ShardCorrupt { file, reason } => tr!("notices.failure.shard_corrupt", file = file, reason = reason),
        Failure::Diverged { step, learning_rate, .. } => {
            tr!("notices.failure.diverged", step = format::count(*step), rate = format::rate(*learning_rate))
        }
        Failure::SetGone => tr!("notices.failure.set_gone"),
        Failure::DeviceLost(reason) => tr!("notices.failure.device_lost", reason = reason),
        Failure::NoDevice(reason) => tr!("notices.failure.no_device", reason = reason),
        Failure::BadCheckpoint(reason) => tr!("notices.failure.bad_checkpoint", reason = reason),
        Failure::BadSetup(reason) => tr!("notices.failure.bad_setup", reason = reason),
        Failure::Crashed(reason) => tr!("notices.failure.crashed", reason = reason),
    }
}
