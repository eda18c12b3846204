//! The bands, from the inputs to the loss after the update.

use leptos::prelude::*;

use super::bars::Bars;
use super::heat::Heat;
use super::lens::Lens;
use super::series::Series;
use super::unit::UnitChoice;
use crate::app::backprop::scope_figure::ScopeFigure;
use crate::app::backprop::words;
use crate::app::i18n::{Words, words as text};
use crate::backprop::{Activation, LayerKind, Loss, Quantity, Shown};
use crate::live_tr;
use crate::tr;

/// Output units that get a row each; more of them become a map.
const ROWS: usize = 24;

/// One band for each thing that the lesson computes for a whole layer.
pub(super) fn bands(lens: Lens, sizes: &[usize]) -> Vec<AnyView> {
    let depth = sizes.len().saturating_sub(1);
    if depth == 0 {
        return Vec::new();
    }
    let units = |layer: usize| sizes.get(layer).copied().unwrap_or(0);
    let inputs = units(0);
    let mut bands = vec![band(live_tr!("layers.inputs", count = inputs), maps(lens, vec![Series::Input]))];
    for layer in 1..=depth {
        let title = text(move || {
            let function = function(lens, layer);
            tr!("layers.forward", layer = layer, units = units_of(lens, layer), function = function)
        });
        bands.push(band(title, values(lens, sizes, layer, vec![Series::Z(layer), Series::A(layer)])));
    }
    bands.push(band(live_tr!("layers.loss"), loss(lens)));
    for layer in (1..=depth).rev() {
        let title = live_tr!("layers.backward", layer = layer);
        bands.push(band(title, values(lens, sizes, layer, vec![Series::Delta(layer)])));
    }
    bands.push(band(live_tr!("layers.backward_inputs"), maps(lens, vec![Series::InputGradient])));
    for layer in (1..=depth).rev() {
        bands.push(band(gradients_title(lens, layer), gradients(lens, layer, units(layer))));
    }
    bands.push(band(live_tr!("layers.again"), again(lens, sizes)));
    bands
}

fn band(title: Words, content: AnyView) -> AnyView {
    view! {
        <section class="layers-band">
            <h2>{title}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn maps(lens: Lens, series: Vec<Series>) -> AnyView {
    let maps = series.into_iter().map(|series| view! { <Heat lens=lens series=series/> }).collect_view();
    view! { <div class="layers-maps">{maps}</div> }.into_any()
}

/// A row for each class where the outputs are few, a map otherwise.
fn values(lens: Lens, sizes: &[usize], layer: usize, series: Vec<Series>) -> AnyView {
    if has_rows(sizes, layer) {
        let units = sizes.get(layer).copied().unwrap_or(0);
        view! { <Bars lens=lens layer=layer units=units series=series/> }.into_any()
    } else {
        maps(lens, series)
    }
}

/// Whether a layer is a table of figures.
pub(super) fn has_rows(sizes: &[usize], layer: usize) -> bool {
    layer + 1 == sizes.len() && sizes.get(layer).is_some_and(|units| *units <= ROWS)
}

fn gradients_title(lens: Lens, layer: usize) -> Words {
    text(move || {
        let unit = lens.unit(layer);
        if layer == lens.depth() {
            tr!("layers.gradients_class", layer = layer, unit = unit, class = lens.class(unit))
        } else {
            tr!("layers.gradients", layer = layer, unit = unit)
        }
    })
}

/// The weights that lead into the chosen unit, their gradients, and the update.
fn gradients(lens: Lens, layer: usize, units: usize) -> AnyView {
    let series = [Series::Weights(layer), Series::Gradients(layer), Series::Change(layer), Series::NewWeights(layer)];
    let maps = series.map(|series| view! { <Heat lens=lens series=series/> }).collect_view();
    view! {
        <UnitChoice lens=lens layer=layer units=units/>
        <div class="layers-maps large">{maps}</div>
    }
    .into_any()
}

fn loss(lens: Lens) -> AnyView {
    let now = Memo::new(move |_| lens.is_now(|shown| is_loss(shown, false)));
    let kind = move || words::loss(lens.scope.shape.with(|shape| shape.loss));
    view! {
        <p class="layers-loss" class:now=move || now.get()>
            <b class="heat-symbol role-forward">"L"</b>
            " = "
            <ScopeFigure quantity=Quantity::Loss/>
            <span class="note">{kind}</span>
        </p>
    }
    .into_any()
}

/// The new weights, tried at once.
fn again(lens: Lens, sizes: &[usize]) -> AnyView {
    let depth = sizes.len().saturating_sub(1);
    let hidden: Vec<Series> = (1..depth).flat_map(|layer| [Series::NewZ(layer), Series::NewA(layer)]).collect();
    let outputs = values(lens, sizes, depth, vec![Series::NewZ(depth), Series::NewA(depth)]);
    let now = Memo::new(move |_| lens.is_now(|shown| is_loss(shown, true)));
    view! {
        {(!hidden.is_empty()).then(|| maps(lens, hidden))}
        {outputs}
        <p class="layers-loss" class:now=move || now.get()>
            <b class="heat-symbol role-forward">"L⁺"</b>
            " = "
            <ScopeFigure quantity=Quantity::NewLoss/>
            <span class="note">{live_tr!("layers.new_loss")}</span>
        </p>
    }
    .into_any()
}

/// Whether a step computes the loss, or the one after the update.
fn is_loss(shown: &Shown, new: bool) -> bool {
    match shown {
        Shown::One(quantity) => *quantity == if new { Quantity::NewLoss } else { Quantity::Loss },
        Shown::Layer { kind: LayerKind::Loss, .. } => !new,
        Shown::Layer { kind: LayerKind::NewLoss, .. } => new,
        Shown::Layer { .. } => false,
    }
}

fn units_of(lens: Lens, layer: usize) -> usize {
    lens.sizes.with(|sizes| sizes.get(layer).copied().unwrap_or(0))
}

/// What a layer makes of its weighted sums: at the end the loss has its own function; tracked.
fn function(lens: Lens, layer: usize) -> String {
    let last = layer == lens.depth();
    let (loss, own) = lens.scope.shape.with(|shape| {
        let own = layer.checked_sub(1).and_then(|index| shape.activations.get(index).copied());
        (shape.loss, own.unwrap_or_default())
    });
    match loss {
        Loss::SoftmaxCrossEntropy if last => tr!("layers.softmax"),
        Loss::SigmoidCrossEntropy if last => words::activation(Activation::Sigmoid),
        _ => words::activation(own),
    }
}
