//! The button that runs the stage, and how the stage stands.

use leptos::prelude::*;

use super::shapes::number;
use crate::app::controller::Controller;
use crate::app::state::App;
use crate::live_tr;
use crate::pipeline::State;
use crate::setup::Stage;
use crate::tr;

/// Builds the network that the settings describe.
#[component]
pub(super) fn BuildBar() -> impl IntoView {
    let app = App::get();
    let controller = Controller::get();
    let state = Memo::new(move |_| app.stage_state(Stage::Model));
    let sentence = Memo::new(move |_| match state.get() {
        State::Idle => tr!("model.build.idle"),
        State::Ready => tr!("model.build.ready"),
        State::Running => tr!("model.build.running"),
        State::Done => {
            let (parameters, seed) =
                app.link.with(|link| (link.setup.architecture().parameter_count(), link.setup.training.seed));
            tr!("model.build.done", count = number(parameters), seed = seed)
        }
        State::Stale => tr!("model.build.stale"),
        State::Failed => tr!("model.build.failed"),
    });
    view! {
        <div class="bar build-bar">
            <button
                class="btn primary"
                type="button"
                data-action="run-stage"
                title=live_tr!("model.build.help")
                disabled=move || { state.get() == State::Running }
                on:click=move |_| controller.run_stage(Stage::Model)
            >
                {live_tr!("model.build.button")}
            </button>
            <Show when=move || { state.get() == State::Done }>
                <button class="btn" type="button" data-action="open-train" on:click=move |_| app.open(Stage::Train)>
                    {live_tr!("model.build.next")}
                </button>
            </Show>
            <p
                class="build-state"
                class:stale=move || matches!(state.get(), State::Stale | State::Failed)
                role="status"
            >
                {move || sentence.get()}
            </p>
        </div>
    }
}
