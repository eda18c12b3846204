//! The network: which kind, how many layers and units, and what that takes.

mod build;
mod diagram;
mod estimates;
mod hidden;
mod layers;
mod shapes;
mod sketch;
mod time;

use leptos::prelude::*;
use strum::IntoEnumIterator;

use self::build::BuildBar;
use self::diagram::Diagram;
use self::estimates::Estimates;
use self::layers::LayerTable;
use super::names;
use super::state::App;
use crate::live_tr;
use crate::network::ModelKind;
use crate::setup::Stage;
use crate::tr;

/// The view of the network.
#[component]
pub fn ModelStage() -> impl IntoView {
    view! {
        <div class="stage-view model-view">
            <h1>{move || names::stage(Stage::Model)}</h1>
            <p class="lead">{live_tr!("model.lead")}</p>
            <KindChoice />
            <BuildBar />
            <Diagram />
            <div class="grid">
                <Estimates />
                <LayerTable />
            </div>
        </div>
    }
}

/// One card for each kind of network that trains here.
#[component]
fn KindChoice() -> impl IntoView {
    let app = App::get();
    let cards = move || ModelKind::iter().map(|kind| view! { <KindCard kind=kind /> }).collect::<Vec<_>>();
    view! {
        <Show when=move || !app.hidden("model")>
            <fieldset class="choices">
                <legend class="visually-hidden">{live_tr!("model.kind.label")}</legend>
                {cards}
            </fieldset>
        </Show>
    }
}

#[component]
fn KindCard(kind: ModelKind) -> impl IntoView {
    let app = App::get();
    let code: &'static str = kind.into();
    let chosen = Memo::new(move |_| app.link.with(|link| link.setup.model == kind));
    let possible = Memo::new(move |_| app.link.with(|link| link.setup.allows(kind)));
    let about = move || match kind {
        ModelKind::Mlp => tr!("model.kind.mlp_about"),
        ModelKind::Cnn => tr!("model.kind.cnn_about"),
    };
    view! {
        <label class="choice" class:chosen=move || chosen.get()>
            <input
                type="radio"
                name="model"
                value=code
                data-setting="model"
                prop:checked=move || chosen.get()
                disabled=move || !possible.get()
                on:change=move |_| choose(app, kind)
            />
            <span class="choice-title">{move || names::model(kind)}</span>
            <span class="choice-about">{about}</span>
            <Show when=move || !possible.get()>
                <span class="choice-about">{live_tr!("model.kind.no_picture")}</span>
            </Show>
        </label>
    }
}

/// Another kind brings its own hidden layers, as a link with that kind does.
fn choose(app: App, kind: ModelKind) {
    app.change_setup(|setup| {
        setup.model = kind;
        setup.hidden = kind.default_hidden();
    });
}
