//! The run beside its network: one step of training at a time, or one each second, so that each can be looked at.

use std::time::Duration;

use leptos::prelude::*;

use crate::app::backprop::live::Live;
use crate::app::controller::Controller;
use crate::app::state::App;
use crate::live_tr;
use crate::trainer::protocol::Status;

/// Between two steps of a slow run.
const PACE: Duration = Duration::from_secs(1);

/// Two buttons, and a sentence where there is no run that could go on.
#[component]
pub(super) fn RunControls() -> impl IntoView {
    let (app, controller, live) = (App::get(), Controller::get(), Live::get());
    let slow = RwSignal::new(false);
    let can_go_on = Memo::new(move |_| {
        matches!(app.status.get(), Status::Ready | Status::Paused | Status::Training) && !app.settings_changed()
    });
    // A run that goes by itself halts first.
    let step = move || {
        if app.status.get_untracked() == Status::Training {
            controller.pause();
        } else {
            controller.one_step();
        }
    };
    let tick = move || {
        if !can_go_on.get_untracked() {
            slow.set(false);
        } else if app.status.get_untracked() != Status::Training {
            controller.one_step();
        }
    };
    Effect::new(move |_| {
        if !slow.get() {
            return;
        }
        if let Ok(clock) = set_interval_with_handle(tick, PACE) {
            // Before the effect runs again, and when the view is left.
            on_cleanup(move || clock.clear());
        }
    });
    view! {
        <div class="bar layers-run" role="group" aria-label=live_tr!("layers.run")>
            <button
                type="button"
                class="btn small"
                data-action="train-step"
                title=live_tr!("layers.step_help")
                disabled=move || !can_go_on.get()
                on:click=move |_| {
                    slow.set(false);
                    live.following.set(true);
                    step();
                }
            >
                {live_tr!("layers.step")}
            </button>
            <button
                type="button"
                class="btn small"
                data-action="train-slowly"
                title=live_tr!("layers.slowly_help")
                aria-pressed=move || slow.get().to_string()
                disabled=move || !can_go_on.get()
                on:click=move |_| {
                    let starts = !slow.get_untracked();
                    slow.set(starts);
                    if starts {
                        live.following.set(true);
                        step();
                    }
                }
            >
                {live_tr!("layers.slowly")}
            </button>
        </div>
        <Show when=move || !can_go_on.get()>
            <p class="note">{live_tr!("layers.run_over")}</p>
        </Show>
    }
}
