//! Shapes and sums of the layers, written as in a school book: `784 × 256 + 256 = 200 960`.

use leptos::prelude::*;

use crate::app::format;
use crate::network::{Architecture, InputShape, Layer};

/// A convolution with the pooling after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ConvStage {
    input: InputShape,
    /// What the convolution gives out.
    pub(super) maps: InputShape,
    /// What the pooling leaves of it.
    pub(super) pooled: InputShape,
}

impl ConvStage {
    /// `16 × 28 × 28 → 16 × 14 × 14`.
    pub(super) fn shape(self) -> String {
        format!("{} → {}", picture(self.maps), picture(self.pooled))
    }

    /// `16 × (9 × 1 + 1)`, and what that makes.
    pub(super) fn sum(self) -> (String, usize) {
        let (maps, channels) = (self.maps.channels, self.input.channels);
        (format!("{maps} × (9 × {channels} + 1)"), maps * (9 * channels + 1))
    }
}

/// The convolutions of a network, from the picture on.
pub(super) fn conv_stages(network: &Architecture) -> Vec<ConvStage> {
    let mut stages: Vec<ConvStage> = Vec::new();
    for layer in network.layers() {
        match layer {
            Layer::Conv { input, channels } => {
                let maps = InputShape { channels, ..input };
                stages.push(ConvStage { input, maps, pooled: maps });
            }
            Layer::MaxPool { input } => {
                if let Some(stage) = stages.last_mut() {
                    stage.pooled = InputShape { height: input.height / 2, width: input.width / 2, ..input };
                }
            }
            Layer::Dense { .. } | Layer::Activation | Layer::Dropout { .. } => {}
        }
    }
    stages
}

/// Inputs and units of each dense layer; the last one is the output.
pub(super) fn dense_layers(network: &Architecture) -> Vec<(usize, usize)> {
    let layers = network.layers().into_iter();
    layers
        .filter_map(|layer| match layer {
            Layer::Dense { inputs, units } => Some((inputs, units)),
            _ => None,
        })
        .collect()
}

/// Every shape on the way: `28 × 28 → 784 → 256 → 10`.
pub(super) fn chain(network: &Architecture) -> String {
    let dense = dense_layers(network);
    // A row of numbers need not be laid out as one.
    let laid_out = network.input.dimensions().len() > 1;
    let mut shapes: Vec<String> = laid_out.then(|| picture(network.input)).into_iter().collect();
    shapes.extend(conv_stages(network).iter().map(|stage| picture(stage.pooled)));
    shapes.extend(dense.first().map(|(inputs, _)| number(*inputs)));
    shapes.extend(dense.iter().map(|(_, units)| number(*units)));
    shapes.join(" → ")
}

/// `28 × 28`, or `16 × 28 × 28` when there is more than one map.
pub(super) fn picture(shape: InputShape) -> String {
    shape.dimensions().iter().map(usize::to_string).collect::<Vec<_>>().join(" × ")
}

/// `784 → 256`.
pub(super) fn dense_shape((inputs, units): (usize, usize)) -> String {
    format!("{} → {}", number(inputs), number(units))
}

/// `784 × 256 + 256`, and what that makes.
pub(super) fn dense_sum((inputs, units): (usize, usize)) -> (String, usize) {
    let [inputs_text, units_text] = [inputs, units].map(number);
    (format!("{inputs_text} × {units_text} + {units_text}"), inputs * units + units)
}

/// A whole number for the eye.
pub(super) fn number(value: usize) -> String {
    format::count(value as u64)
}

/// What goes in and comes out of a layer, and how many numbers it has to learn.
#[component]
pub(super) fn LayerSum(
    /// `784 → 256`.
    shape: Signal<String>,
    /// `784 × 256 + 256`, and what that makes.
    sum: Signal<(String, usize)>,
) -> impl IntoView {
    view! {
        <span class="layer-shape">{move || shape.get()}</span>
        <span class="layer-sum">
            {move || sum.with(|(terms, _)| terms.clone())} " = " <b>{move || sum.with(|(_, total)| number(*total))}</b>
        </span>
    }
}
