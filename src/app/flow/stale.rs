//! What is out of date, and one button that puts it right.

use leptos::prelude::*;

use crate::app::controller::Controller;
use crate::app::names;
use crate::app::state::App;
use crate::live_tr;
use crate::pipeline::State;
use crate::setup::Stage;
use crate::tr;
use strum::IntoEnumIterator;

/// Below the chart: which stages are out of date, or which one is being run again.
#[component]
pub(super) fn StaleBar() -> impl IntoView {
    let app = App::get();
    let controller = Controller::get();
    let to_run = Memo::new(move |_| app.present.with(|present| app.pipeline.with(|pipeline| pipeline.to_run(present))));
    let any = Memo::new(move |_| to_run.with(|stages| !stages.is_empty()));
    let running = Memo::new(move |_| app.catching_up.get());
    let sentence = move || {
        let stages = to_run.with(|stages| stages.iter().map(|stage| names::stage(*stage)).collect::<Vec<_>>());
        if running.get() {
            let at_work = Stage::iter().find(|stage| app.stage_state(*stage) == State::Running);
            return at_work.map_or_else(String::new, |stage| tr!("flow.stale.running", stage = names::stage(stage)));
        }
        tr!("flow.stale.list", stages = stages.join(&tr!("flow.stale.and")))
    };
    view! {
        <div class="flow-stale" class:empty=move || { !any.get() && !running.get() }>
            <p role="status" title=sentence>{sentence}</p>
            <Show
                when=move || running.get()
                fallback=move || {
                    view! {
                        <button
                            class="btn small"
                            type="button"
                            data-action="run-stale"
                            title=live_tr!("flow.stale.help")
                            disabled=move || !any.get()
                            on:click=move |_| controller.run_stale()
                        >
                            {live_tr!("flow.stale.run")}
                        </button>
                    }
                }
            >
                <button
                    class="btn small"
                    type="button"
                    data-action="stop-catching-up"
                    title=live_tr!("flow.stale.stop_help")
                    on:click=move |_| controller.stop_catching_up()
                >
                    {live_tr!("flow.stale.stop")}
                </button>
            </Show>
        </div>
    }
}
