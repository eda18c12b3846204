//! The button that starts a transfer, how far it has come, and the button that gives it up.

use leptos::prelude::*;

use super::is_trained;
use crate::app::controller::Controller;
use crate::app::state::App;
use crate::live_tr;
use crate::setup::Stage;
use crate::tr;

/// Starts and cancels a transfer.
#[component]
pub(super) fn RunBar() -> impl IntoView {
    let app = App::get();
    let controller = Controller::get();
    let running = Memo::new(move |_| app.transferring.with(Option::is_some));
    let unready = Memo::new(move |_| running.get() || !is_trained(app));
    let trains = Memo::new(move |_| app.transfer_plan.with(|plan| plan.epochs > 0));
    let help = move || if trains.get() { tr!("industry.run_help") } else { tr!("industry.measure_help") };
    view! {
        <div class="bar transfer-bar">
            <button
                type="button"
                class="btn primary"
                data-action="run-stage"
                title=help
                disabled=move || unready.get()
                on:click=move |_| controller.run_stage(Stage::Industry)
            >
                {move || if trains.get() { tr!("industry.run") } else { tr!("industry.measure") }}
            </button>
            <Show when=move || running.get()>
                <TransferProgress/>
                <button
                    type="button"
                    class="btn"
                    data-action="cancel-transfer"
                    title=live_tr!("industry.cancel_help")
                    on:click=move |_| controller.cancel_transfer()
                >
                    {live_tr!("industry.cancel")}
                </button>
            </Show>
        </div>
    }
}

#[component]
fn TransferProgress() -> impl IntoView {
    let app = App::get();
    let percent = Memo::new(move |_| {
        let share = app.transferring.get().map_or(0.0, f64::from);
        (100.0 * share.clamp(0.0, 1.0)).floor()
    });
    view! {
        <div
            class="progress transfer-progress"
            role="progressbar"
            aria-label=live_tr!("industry.progress")
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=move || percent.get().to_string()
        >
            <i style:width=move || format!("{}%", percent.get())></i>
        </div>
    }
}
