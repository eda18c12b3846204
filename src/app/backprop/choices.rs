//! Lists to choose from, which the bench and one's own network have both.

use leptos::prelude::*;
use strum::IntoEnumIterator;

use super::state::Scope;
use super::words;
use crate::backprop::{Activation, BadLoss, Loss};

/// The loss that is chosen; tracked.
pub(super) fn loss(scope: Scope) -> Memo<Loss> {
    Memo::new(move |_| scope.shape.with(|shape| shape.loss))
}

/// Why a loss cannot be chosen for the network on the bench; tracked.
pub(super) fn obstacle(scope: Scope, loss: Loss) -> Option<BadLoss> {
    scope.bench.with(|bench| bench.suits(loss)).err()
}

/// The losses; their values are read back with `parse`. Those with an obstacle cannot be chosen.
pub(super) fn losses(
    chosen: Memo<Loss>,
    obstacle: impl Fn(Loss) -> Option<BadLoss> + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let option = move |loss: Loss| {
        let why = Memo::new(move |_| obstacle(loss));
        view! {
            <option
                value=loss.to_string()
                prop:selected=move || { chosen.get() == loss }
                disabled=move || why.get().is_some()
                title=move || why.get().map(words::bad_loss)
            >
                {move || words::loss(loss)}
            </option>
        }
    };
    Loss::iter().map(option).collect_view()
}

/// The activation of a layer, `None` where a cross-entropy brings its own function for the outputs; tracked.
pub(super) fn activation(scope: Scope, layer: usize) -> Memo<Option<Activation>> {
    Memo::new(move |_| {
        scope.shape.with(|shape| {
            let owned = layer == shape.depth() && shape.loss != Loss::HalfSquared;
            shape.activations.get(layer.wrapping_sub(1)).copied().filter(|_| !owned)
        })
    })
}

/// The activations; their values are read back with `parse`.
pub(super) fn activations(chosen: Memo<Option<Activation>>) -> impl IntoView {
    let option = move |activation: Activation| {
        view! {
            <option value=activation.to_string() prop:selected=move || { chosen.get() == Some(activation) }>
                {move || words::activation(activation)}
            </option>
        }
    };
    Activation::iter().map(option).collect_view()
}

/// Gives a layer the activation of this value.
pub(super) fn choose_activation(scope: Scope, layer: usize, code: &str) {
    if let Ok(activation) = code.parse() {
        scope.change(|bench| {
            bench.set_activation(layer, activation);
            true
        });
    }
}
