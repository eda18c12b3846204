//! Analyse in use: draw a digit and see what the network makes of it.

mod answer;
mod pad;
mod sketch;

use leptos::prelude::*;

use self::answer::{Answer, Seen};
use self::pad::DrawingPad;
use self::sketch::Sketch;
use super::names;
use super::state::App;
use super::widgets::live::Live;
use crate::dataset::Builtin;
use crate::setup::Stage;
use crate::tr;

/// The view in which the network is used.
#[component]
pub fn ApplyStage() -> impl IntoView {
    let app = App::get();
    let sketch = Sketch::new();
    let live = Live::start();
    Effect::new(move |_| {
        sketch.version().track();
        live.show(sketch.picture());
    });
    let data = Signal::derive(move || data_of_the_network(app));
    view! {
        <div class="stage-view apply-view">
            <h1>{move || names::stage(Stage::Apply)}</h1>
            <p class="lead">
                {move || match data.get() {
                    Builtin::Mnist => tr!("apply.lead_digits"),
                    Builtin::FashionMnist => tr!("apply.lead_fashion"),
                }}
            </p>
            <Readiness/>
            <div class="apply-grid">
                <DrawingPad sketch=sketch/>
                <Seen live=live/>
                <Answer live=live data=data sketch=sketch/>
            </div>
        </div>
    }
}

/// The set that the network in the worker was made for; before there is one, the set of the link.
fn data_of_the_network(app: App) -> Builtin {
    let configured = app.configured.with(|setup| setup.as_ref().map(|setup| setup.data));
    configured.unwrap_or_else(|| app.link.with(|link| link.setup.data))
}

/// Says when there is no network yet, or one that has learned nothing.
#[component]
fn Readiness() -> impl IntoView {
    let app = App::get();
    let made = Memo::new(move |_| app.configured.with(Option::is_some));
    let trained = Memo::new(move |_| app.progress.with(|progress| progress.step > 0));
    let words = move || match (made.get(), trained.get()) {
        (false, _) => Some(tr!("apply.no_network")),
        (true, false) => Some(tr!("apply.untrained")),
        (true, true) => None,
    };
    view! {
        <Show when=move || { !(made.get() && trained.get()) }>
            <p class="note apply-note">
                {words} " "
                <button type="button" class="btn small" on:click=move |_| app.open(Stage::Train)>
                    {move || tr!("apply.to_training")}
                </button>
            </p>
        </Show>
    }
}
