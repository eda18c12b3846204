//! The network: which kind, how many layers and units, how many numbers it has to learn.

pub mod hidden;
pub mod layers;
pub mod sketch;

use leptos::prelude::*;
use strum::IntoEnumIterator;

use self::hidden::HiddenLayers;
use self::layers::LayerTable;
use self::sketch::Sketch;
use super::figure::Figure;
use super::settings::{ACTIVATION, INITIALIZATION, SettingField};
use super::state::App;
use super::{format, names};
use crate::network::ModelKind;
use crate::setup::Stage;
use crate::tr;
use crate::training::OptimizerKind;

/// Bytes of a single-precision number.
const BYTES: usize = 4;

/// The view of the network.
#[component]
pub fn ModelStage() -> impl IntoView {
    view! {
        <div class="stage-view model-view">
            <h1>{move || names::stage(Stage::Model)}</h1>
            <p class="lead">{move || tr!("model.lead")}</p>
            <KindChoice />
            <Size />
            <section class="card">
                <Sketch />
            </section>
            <div class="grid">
                <section class="card">
                    <h2>{move || tr!("model.hidden.title")}</h2>
                    <HiddenLayers />
                    <div class="options-row">
                        <SettingField setting=&ACTIVATION />
                        <SettingField setting=&INITIALIZATION />
                    </div>
                </section>
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
                <legend class="visually-hidden">{move || tr!("model.kind.label")}</legend>
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
                on:change=move |_| choose(app, kind)
            />
            <span class="choice-title">{move || names::model(kind)}</span>
            <span class="choice-about">{about}</span>
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

/// How many numbers there are to learn and what they take.
#[component]
fn Size() -> impl IntoView {
    let app = App::get();
    let parameters = Memo::new(move |_| app.link.with(|link| link.setup.architecture().parameter_count()));
    let optimizer = Memo::new(move |_| app.link.with(|link| link.setup.training.optimizer));
    let count = Memo::new(move |_| Some(parameters.get() as f64));
    let memory = Memo::new(move |_| Some((parameters.get() * BYTES * copies(optimizer.get())) as f64));
    let inputs = move || app.link.with(|link| format::count(link.setup.architecture().input.size() as u64));
    let memory_help = move || {
        let optimizer = optimizer.get();
        let name = names::optimizer(optimizer);
        tr!("model.memory_help", optimizer = name, slots = slots(optimizer), copies = copies(optimizer))
    };
    view! {
        <div class="figures model-figures">
            <div class="kv">
                <small>{move || tr!("model.figure.inputs")}</small>
                <span class="big">{inputs}</span>
            </div>
            <div class="kv">
                <small>{move || tr!("model.figure.parameters")}</small>
                <span class="big">
                    <Figure name="parameters" value=count show=format::whole />
                </span>
            </div>
            <div class="kv">
                <small>{move || tr!("model.figure.memory")}</small>
                <span class="big">
                    <Figure name="memory-bytes" value=memory show=format::bytes />
                </span>
            </div>
        </div>
        <p class="note">
            {memory_help}
        </p>
    }
}

/// Numbers that an optimiser remembers for each parameter.
fn slots(optimizer: OptimizerKind) -> usize {
    match optimizer {
        OptimizerKind::Sgd => 0,
        OptimizerKind::Momentum | OptimizerKind::RmsProp => 1,
        OptimizerKind::Adam | OptimizerKind::AdamW => 2,
    }
}

/// The parameter itself, its gradient, and what the optimiser remembers.
fn copies(optimizer: OptimizerKind) -> usize {
    2 + slots(optimizer)
}
