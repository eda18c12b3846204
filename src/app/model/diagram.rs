//! The network as a diagram that can be changed: a column for each layer, from the picture to the probabilities.

use leptos::prelude::*;

use super::hidden::{AddButton, HiddenLayer, InsertButton};
use super::shapes::{ConvStage, LayerSum, chain, conv_stages, dense_layers, dense_shape, dense_sum, number, picture};
use super::sketch::Sketch;
use crate::app::settings::{ACTIVATION, INITIALIZATION, SettingField};
use crate::app::state::App;
use crate::live_tr;
use crate::network::Architecture;

/// The drawing, and below each layer what can be changed and what it costs.
#[component]
pub(super) fn Diagram() -> impl IntoView {
    let app = App::get();
    let network = Memo::new(move |_| app.link.with(|link| link.setup.architecture()));
    let stages = Memo::new(move |_| network.with(conv_stages));
    let hidden = Memo::new(move |_| network.with(|network| network.hidden.len()));
    let columns = Memo::new(move |_| 2 + stages.with(Vec::len) + hidden.get());
    let convolutions = move || 0..stages.with(Vec::len);
    let layers = move || 0..hidden.get();
    view! {
        <section class="card diagram-card">
            <h2>{live_tr!("model.diagram.title")}</h2>
            <p class="diagram-chain">{move || network.with(chain)}</p>
            <div class="diagram-scroll" tabindex="0" role="region" aria-label=live_tr!("model.diagram.label")>
                <div class="diagram" style=move || format!("--columns: {}", columns.get())>
                    <Bracket columns=columns />
                    <div class="diagram-body">
                        <Sketch />
                        <ol class="diagram-layers">
                            <PictureLayer network=network />
                            <For each=convolutions key=|index| *index let:index>
                                <ConvLayer index=index stages=stages />
                            </For>
                            <For each=layers key=|index| *index let:index>
                                <HiddenLayer index=index />
                            </For>
                            <OutputLayer network=network />
                        </ol>
                    </div>
                </div>
            </div>
            <div class="options-row diagram-foot">
                <SettingField setting=&INITIALIZATION />
                <AddButton />
            </div>
            <FixedNote stages=stages />
        </section>
    }
}

/// The activation, above all layers that have it.
#[component]
fn Bracket(columns: Memo<usize>) -> impl IntoView {
    let app = App::get();
    view! {
        <Show when=move || { columns.get() > 2 && !app.hidden("act") }>
            <div class="diagram-activation">
                <div class="diagram-bracket">
                    <SettingField setting=&ACTIVATION />
                </div>
            </div>
        </Show>
    }
}

/// What comes in.
#[component]
fn PictureLayer(network: Memo<Architecture>) -> impl IntoView {
    let shape = move || {
        network.with(|network| {
            let picture = picture(network.input);
            // Convolutions take the picture as it is; dense layers take its rows one after the other.
            if conv_stages(network).is_empty() {
                format!("{picture} → {}", number(network.input.size()))
            } else {
                picture
            }
        })
    };
    view! {
        <li class="diagram-layer">
            <b class="layer-name">{live_tr!("model.diagram.picture")}</b>
            <span class="layer-shape">{shape}</span>
            <span class="layer-sum">{live_tr!("model.diagram.nothing")}</span>
        </li>
    }
}

/// A convolution with its pooling.
#[component]
fn ConvLayer(index: usize, stages: Memo<Vec<ConvStage>>) -> impl IntoView {
    let stage = Memo::new(move |_| stages.with(|stages| stages.get(index).copied()));
    let shape = Signal::derive(move || stage.get().map(ConvStage::shape).unwrap_or_default());
    let sum = Signal::derive(move || stage.get().map(ConvStage::sum).unwrap_or_default());
    let maps = move || stage.get().map_or(0, |stage| stage.maps.channels);
    view! {
        <li class="diagram-layer">
            <b class="layer-name">{live_tr!("model.diagram.conv", number = index + 1)}</b>
            <span class="layer-fixed">{live_tr!("model.diagram.fixed", maps = maps())}</span>
            <LayerSum shape=shape sum=sum />
        </li>
    }
}

/// What comes out.
#[component]
fn OutputLayer(network: Memo<Architecture>) -> impl IntoView {
    let app = App::get();
    let size = Memo::new(move |_| network.with(dense_layers).pop().unwrap_or_default());
    let position = Signal::derive(move || app.link.with(|link| link.setup.hidden.len()));
    view! {
        <li class="diagram-layer">
            <InsertButton position=position />
            <b class="layer-name">{live_tr!("model.diagram.output")}</b>
            <LayerSum
                shape=Signal::derive(move || dense_shape(size.get()))
                sum=Signal::derive(move || dense_sum(size.get()))
            />
            <span class="layer-sum">{live_tr!("model.diagram.softmax")}</span>
        </li>
    }
}

/// What cannot be changed, and what can.
#[component]
fn FixedNote(stages: Memo<Vec<ConvStage>>) -> impl IntoView {
    let maps = move || {
        let maps = stages.with(|stages| stages.iter().map(|stage| number(stage.maps.channels)).collect::<Vec<_>>());
        maps.join(" + ")
    };
    view! {
        <Show when=move || stages.with(|stages| !stages.is_empty())>
            <p class="note">{live_tr!("model.diagram.fixed_note", maps = maps())}</p>
        </Show>
    }
}
