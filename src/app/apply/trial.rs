//! The network in use: some test pictures, one question each, counted and timed.

use leptos::prelude::*;

use crate::app::controller::Controller;
use crate::app::figure::Figure;
use crate::app::format;
use crate::app::state::App;
use crate::live_tr;
use crate::pipeline::State;
use crate::setup::Stage;
use crate::tr;

/// Pictures that the network is asked about.
const PICTURES: u32 = 100;

/// The button that tries the network, and what came of it.
#[component]
pub(super) fn TrialBar() -> impl IntoView {
    let app = App::get();
    let controller = Controller::get();
    let running = Memo::new(move |_| matches!(app.stage_state(Stage::Apply), State::Running));
    let stale = Memo::new(move |_| matches!(app.stage_state(Stage::Apply), State::Stale));
    let ready = Memo::new(move |_| app.configured.with(Option::is_some) && app.loaded.with(Option::is_some));
    let right = Memo::new(move |_| app.trial.get().map(|trial| f64::from(trial.right)));
    let milliseconds = Memo::new(move |_| app.trial.get().map(|trial| trial.milliseconds));
    let pictures = move || app.trial.get().map_or(PICTURES, |trial| trial.pictures);
    // What is right about a number is told in `controller/stages.rs`.
    let what = move || if app.data().is_regression() { tr!("apply.trial_nearer") } else { tr!("apply.trial_right") };
    let words = move || {
        if running.get() {
            tr!("apply.trial_running")
        } else if stale.get() && right.get().is_some() {
            tr!("apply.trial_stale")
        } else {
            tr!("apply.trial_why")
        }
    };
    view! {
        <div class="trial">
            <button
                type="button"
                class="btn primary"
                data-action="run-stage"
                title=live_tr!("apply.trial_help")
                disabled=move || running.get() || !ready.get()
                on:click=move |_| controller.run_stage(Stage::Apply)
            >
                {live_tr!("apply.trial_run", count = PICTURES)}
            </button>
            <div class="trial-figures" role="status">
                <div class="kv">
                    <small>{what}</small>
                    <span class="big">
                        <Figure name="trial-right" value=right show=format::whole/>
                        <span class="of">" / " {move || format::count(u64::from(pictures()))}</span>
                    </span>
                </div>
                <div class="kv">
                    <small>{live_tr!("apply.trial_time")}</small>
                    <span class="big">
                        <Figure name="trial-milliseconds" value=milliseconds show=format::amount/>
                        <span class="of">" ms"</span>
                    </span>
                </div>
                <p class="note" class:stale=move || stale.get() && right.get().is_some()>
                    {words}
                </p>
            </div>
        </div>
    }
}
