//! The way that led to the number that is shown, and the way back.

use leptos::prelude::*;

use super::keep_focus;
use crate::app::backprop::formula::symbol;
use crate::app::backprop::state::Scope;
use crate::backprop::Quantity;
use crate::live_tr;
use crate::tr;

/// Nothing as long as the step's own number is shown.
#[component]
pub(super) fn Trail() -> impl IntoView {
    let scope = Scope::get();
    let opened = Memo::new(move |_| scope.trail.with(|trail| !trail.is_empty()));
    let crumbs = move || scope.trail.with(|trail| trail.iter().copied().enumerate().collect::<Vec<_>>());
    let start = move || match scope.step.get() {
        0 => tr!("derivation.trail.start"),
        step => tr!("derivation.trail.step", step = step),
    };
    view! {
        <Show when=move || opened.get()>
            <nav class="derivation-trail" aria-label=live_tr!("derivation.trail.label")>
                <button
                    type="button"
                    class="btn small"
                    data-action="trail-back"
                    title=live_tr!("derivation.trail.back_help")
                    on:click=move |_| {
                        scope.close();
                        keep_focus();
                    }
                >
                    {live_tr!("derivation.trail.back")}
                </button>
                <ol>
                    <li>
                        <button type="button" class="derivation-crumb" on:click=move |_| back_to(scope, 0)>
                            {start}
                        </button>
                    </li>
                    <For each=crumbs key=|crumb| *crumb let:crumb>
                        <li>{step(scope, crumb.0, crumb.1)}</li>
                    </For>
                </ol>
            </nav>
        </Show>
    }
}

/// One level of the way.
fn step(scope: Scope, index: usize, quantity: Quantity) -> impl IntoView {
    let last = Memo::new(move |_| scope.trail.with(|trail| trail.len() == index + 1));
    view! {
        <button
            type="button"
            class="derivation-crumb"
            aria-current=move || last.get().then_some("true")
            on:click=move |_| back_to(scope, index + 1)
        >
            {symbol(quantity)}
        </button>
    }
}

/// Back to where so many numbers were open.
fn back_to(scope: Scope, level: usize) {
    if scope.trail.with_untracked(|trail| trail.len() > level) {
        scope.trail.update(|trail| trail.truncate(level));
        keep_focus();
    }
}
