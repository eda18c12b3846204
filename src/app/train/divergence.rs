//! What to do when the loss is no longer a number.

use leptos::prelude::*;

use crate::app::controller::Controller;
use crate::app::format;
use crate::app::state::App;
use crate::live_tr;
use crate::tr;
use crate::trainer::protocol::Failure;

/// Why the run broke off, and one click back to where it was still well.
#[component]
pub fn Divergence() -> impl IntoView {
    let app = App::get();
    move || match app.diverged.get() {
        Some(Failure::Diverged { step, good_step, learning_rate }) => {
            Some(view! { <DivergenceCard step=step good_step=good_step learning_rate=learning_rate /> })
        }
        _ => None,
    }
}

#[component]
fn DivergenceCard(step: u64, good_step: u64, learning_rate: f64) -> impl IntoView {
    let controller = Controller::get();
    let smaller = format::significant(learning_rate / 10.0);
    view! {
        <section class="card alarm" role="alert" data-notice="diverged">
            <h2>{live_tr!("train.diverged.title", step = format::count(step))}</h2>
            <p>{live_tr!("train.diverged.why", rate = format::rate(learning_rate))}</p>
            <button class="btn" type="button" data-action="recover" on:click=move |_| controller.recover(smaller)>
                {move || {
                    tr!("train.diverged.recover", step = format::count(good_step), rate = format::rate(smaller))
                }}
            </button>
        </section>
    }
}
