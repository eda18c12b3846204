//! What a network of one's own is measured by, and the seed of its numbers.

use leptos::prelude::*;

use super::{Drawing, draft};
use crate::app::backprop::choices;
use crate::backprop::BadLoss;
use crate::live_tr;
use crate::tr;

/// What is made small; targets that do not suit it are drawn anew.
#[component]
pub(super) fn LossChoice(
    /// The network.
    draw: Drawing,
) -> impl IntoView {
    let chosen = choices::loss(draw.scope);
    let choose = move |code: &str| {
        if let Ok(loss) = code.parse() {
            draw.anew(|design| design.loss = loss);
        }
    };
    // Other targets are no trouble, they are drawn anew.
    let obstacle = move |loss| choices::obstacle(draw.scope, loss).filter(|why| *why == BadLoss::OneOutput);
    view! {
        <div class="field">
            <label for="mine-loss">{live_tr!("lesson.mine.loss")}</label>
            <select
                id="mine-loss"
                data-control="mine-loss"
                aria-describedby="mine-loss-help"
                on:change:target=move |event| choose(&event.target().value())
            >
                {choices::losses(chosen, obstacle)}
            </select>
            <span class="help" role="tooltip" id="mine-loss-help">
                {live_tr!("lesson.mine.loss_help")}
            </span>
        </div>
    }
}

/// The number from which all random numbers follow.
#[component]
pub(super) fn Seed(
    /// The network.
    draw: Drawing,
) -> impl IntoView {
    let scope = draw.scope;
    let seed = Memo::new(move |_| scope.design.with(|design| design.seed.to_string()));
    let refused = RwSignal::new(false);
    let next = move || scope.design.with_untracked(|design| design.seed.wrapping_add(1));
    view! {
        <div class="field mine-seed">
            <label for="mine-seed">{live_tr!("lesson.mine.seed")}</label>
            <input
                type="text"
                id="mine-seed"
                data-control="mine-seed"
                inputmode="numeric"
                autocomplete="off"
                spellcheck="false"
                aria-describedby="mine-seed-help mine-seed-error"
                aria-invalid=move || refused.get().to_string()
                prop:value=move || seed.get()
                on:input=move |_| refused.set(false)
                on:change:target=move |event| {
                    let number = event.target().value().trim().parse::<u64>().ok();
                    if let Some(number) = number {
                        draw.anew(|design| draft::all_random(design, number));
                    }
                    refused.set(number.is_none());
                    event.target().set_value(&seed.get_untracked());
                }
            />
            <span class="help" role="tooltip" id="mine-seed-help">
                {live_tr!("lesson.mine.seed_help")}
            </span>
            <span class="refused" id="mine-seed-error" aria-live="polite">
                {move || refused.get().then(|| tr!("lesson.mine.seed_refused"))}
            </span>
        </div>
        <span class="bar mine-random">
            <button
                type="button"
                class="btn small"
                data-action="new-random-numbers"
                title=live_tr!("lesson.mine.random_help")
                on:click=move |_| draw.anew(|design| draft::all_random(design, next()))
            >
                {live_tr!("lesson.mine.random")}
            </button>
            <button
                type="button"
                class="btn small"
                data-action="new-random-weights"
                title=live_tr!("lesson.mine.random_weights_help")
                on:click=move |_| draw.anew(|design| draft::random_weights(design, next()))
            >
                {live_tr!("lesson.mine.random_weights")}
            </button>
        </span>
    }
}
