//! Optimise: the runs of this visit side by side, and what may make the next one better.

mod cell;
mod charts;
mod pair;
mod row;
mod state;
mod table;
mod ways;
mod words;

use leptos::prelude::*;

use self::charts::Charts;
use self::pair::PairCard;
use self::state::{Compare, best_on_test};
use self::table::RunTable;
use self::ways::Ways;
use super::controller::Controller;
use super::names;
use super::state::App;
use crate::live_tr;
use crate::pipeline::State;
use crate::setup::Stage;
use crate::tr;

/// The view of all runs.
#[component]
pub fn OptimiseStage() -> impl IntoView {
    let app = App::get();
    let compare = Compare::new();
    let any = Memo::new(move |_| app.runs.with(|runs| !runs.is_empty()));
    view! {
        <div class="stage-view optimise-view">
            <h1>{move || names::stage(Stage::Optimise)}</h1>
            <p class="lead">{live_tr!("optimise.lead")}</p>
            <RunStage />
            <Show when=move || any.get() fallback=move || view! { <NoRuns /> }>
                <RunTable compare=compare />
                <Charts compare=compare />
                <div class="grid">
                    <PairCard compare=compare />
                    <Ways />
                </div>
            </Show>
        </div>
    }
}

/// Takes the present run in and measures what has not been measured; says how things stand.
#[component]
fn RunStage() -> impl IntoView {
    let app = App::get();
    let controller = Controller::get();
    let running = Memo::new(move |_| app.stage_state(Stage::Optimise) == State::Running);
    let nothing =
        Memo::new(move |_| app.runs.with(|runs| runs.is_empty()) && app.progress.with(|progress| progress.step == 0));
    let best = Memo::new(move |_| {
        app.runs.with(|runs| best_on_test(runs).and_then(|index| Some((index, runs.get(index)?.test_accuracy?))))
    });
    let sentence = move || {
        if running.get() {
            tr!("optimise.running")
        } else if app.runs.with(|runs| runs.is_empty()) {
            String::new()
        } else {
            match best.get() {
                Some((index, accuracy)) => {
                    tr!("optimise.best", number = index + 1, accuracy = words::percent(accuracy))
                }
                None => tr!("optimise.not_measured"),
            }
        }
    };
    view! {
        <div class="bar">
            <button
                class="btn primary"
                type="button"
                data-action="run-stage"
                title=live_tr!("optimise.compare.help")
                disabled=move || running.get() || nothing.get()
                on:click=move |_| controller.run_stage(Stage::Optimise)
            >
                {live_tr!("optimise.compare.label")}
            </button>
            <p class="note" role="status">
                {sentence}
            </p>
        </div>
    }
}

/// What to do before there is anything to compare.
#[component]
fn NoRuns() -> impl IntoView {
    let app = App::get();
    view! {
        <section class="card no-runs">
            <p>{live_tr!("optimise.empty")}</p>
            <div class="bar">
                <button class="btn" type="button" data-action="to-training" on:click=move |_| app.open(Stage::Train)>
                    {live_tr!("optimise.to_training")}
                </button>
            </div>
        </section>
    }
}
