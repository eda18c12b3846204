//! Preprocess: what becomes of the pictures before the network sees them, step by step, on a real example.

mod batches;
mod example;
mod flatten;
mod found;
mod paint;
mod parts;
mod scaling;
mod shifts;
mod target;
mod window;

use leptos::prelude::*;

use self::batches::Batching;
use self::example::{ExampleBar, Inspector};
use self::flatten::Flattening;
use self::found::Found;
use self::parts::Splitting;
use self::scaling::Scaling;
use self::shifts::Augmentation;
use self::target::OneHot;
use super::controller::Controller;
use super::names;
use super::state::App;
use super::tabular::ColumnForms;
use crate::live_tr;
use crate::pipeline::State;
use crate::setup::Stage;
use crate::tr;

/// The view of the steps between the pictures and the network.
#[component]
pub fn PreprocessStage() -> impl IntoView {
    let app = App::get();
    let data = Memo::new(move |_| app.chosen_data());
    view! {
        <div class="stage-view preprocess-view">
            <h1>{move || names::stage(Stage::Preprocess)}</h1>
            <p class="lead">{live_tr!("preprocess.lead")}</p>
            <Prepare />
            {move || {
                let data = data.get();
                if data.is_drawable() {
                    view! { <PixelSteps /> }.into_any()
                } else {
                    let table = data.own().filter(|set| set.encoder.is_some());
                    view! {
                        {table.map(|set| view! { <ColumnForms set=set /> })}
                        {table.is_none().then(|| view! { <p class="note">{live_tr!("tabular.reduced")}</p> })}
                        <Splitting />
                        <Found />
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

/// The steps shown on the pixels of an example: for grey pictures of 28 × 28.
#[component]
fn PixelSteps() -> impl IntoView {
    let inspector = Inspector::start();
    view! {
        <ExampleBar inspector=inspector />
        <Scaling inspector=inspector />
        <Flattening inspector=inspector />
        <div class="grid">
            <OneHot inspector=inspector />
            <Batching />
        </div>
        <Splitting />
        <Augmentation inspector=inspector />
        <Found />
    }
}

/// Does the stage, and says how it stands.
#[component]
fn Prepare() -> impl IntoView {
    let app = App::get();
    let controller = Controller::get();
    let state = Memo::new(move |_| app.stage_state(Stage::Preprocess));
    let loaded = Memo::new(move |_| app.loaded.with(Option::is_some));
    let words = move || match state.get() {
        State::Running => tr!("preprocess.state.running"),
        _ if !loaded.get() => tr!("preprocess.state.no_data"),
        State::Idle | State::Ready => tr!("preprocess.state.ready"),
        State::Done => tr!("preprocess.state.done"),
        State::Stale => tr!("preprocess.state.stale"),
        State::Failed => tr!("preprocess.state.failed"),
    };
    let warns = move || matches!(state.get(), State::Stale | State::Failed);
    view! {
        <div class="bar">
            <button
                type="button"
                class="btn primary"
                data-action="run-stage"
                title=live_tr!("preprocess.run_help")
                disabled=move || { !loaded.get() || state.get() == State::Running }
                on:click=move |_| controller.run_stage(Stage::Preprocess)
            >
                {live_tr!("preprocess.run")}
            </button>
            <span class="note" class:stale=warns role="status">
                {words}
            </span>
        </div>
    }
}
