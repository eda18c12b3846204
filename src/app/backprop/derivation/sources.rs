//! The numbers that a number comes from, each a way one level deeper.

use std::collections::HashSet;

use leptos::prelude::*;

use super::keep_focus;
use crate::app::backprop::formula::symbol;
use crate::app::backprop::scope_figure::{point, role_class, round, unpoint};
use crate::app::backprop::state::Scope;
use crate::backprop::{Quantity, Term};
use crate::live_tr;

/// Numbers that are listed at first.
const LISTED: usize = 24;

/// Sources that are not in the table of products.
pub(super) fn without(mut sources: Vec<Quantity>, terms: &[Term]) -> Vec<Quantity> {
    let listed: HashSet<Quantity> = terms.iter().flat_map(|term| [term.left, term.right]).collect();
    sources.retain(|source| !listed.contains(source));
    sources
}

/// The list; nothing when it is empty.
#[component]
pub(super) fn Sources(list: Memo<Vec<Quantity>>) -> impl IntoView {
    let scope = Scope::get();
    let listed = RwSignal::new(LISTED);
    let count = Memo::new(move |_| list.with(Vec::len));
    let shown = move || list.with(|list| list.iter().take(listed.get()).copied().collect::<Vec<_>>());
    view! {
        <Show when=move || { count.get() > 0 }>
            <p class="note">{live_tr!("derivation.from")}</p>
            <ul class="derivation-sources">
                <For each=shown key=|source| *source let:source>
                    <li>{chip(scope, source)}</li>
                </For>
            </ul>
            <Show when=move || { listed.get() < count.get() }>
                <button
                    type="button"
                    class="btn small"
                    data-action="more-sources"
                    on:click=move |_| listed.update(|listed| *listed *= 2)
                >
                    {live_tr!("derivation.more")}
                </button>
            </Show>
        </Show>
    }
}

/// Name and value of a number; a click leads to where it comes from.
pub(super) fn chip(scope: Scope, quantity: Quantity) -> AnyView {
    let value = Memo::new(move |_| scope.record.with(|record| record.value(quantity)));
    let rounded = move || value.get().map_or_else(|| "—".to_owned(), round);
    let exact = move || value.get().map(|value| value.to_string()).unwrap_or_default();
    let class = move || {
        let pointed = if scope.pointed.get() == Some(quantity) { " pointed" } else { "" };
        format!("derivation-chip {}{pointed}", role_class(&quantity.role()))
    };
    let open = move |_| {
        scope.open(quantity);
        keep_focus();
    };
    view! {
        <button
            type="button"
            class=class
            data-quantity=quantity.name()
            data-value=exact
            title=exact
            on:click=open
            on:pointerenter=move |_| point(scope, quantity)
            on:pointerleave=move |_| unpoint(scope, quantity)
            on:focus=move |_| point(scope, quantity)
            on:blur=move |_| unpoint(scope, quantity)
        >
            {symbol(quantity)}
            <span>" = " {rounded}</span>
        </button>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn what_stands_in_the_table_is_not_listed_again() {
        let (left, right) = (Quantity::Weight { layer: 1, to: 0, from: 0 }, Quantity::Input { example: 0, unit: 0 });
        let bias = Quantity::Bias { layer: 1, unit: 0 };
        let terms = [Term { left, right, product: 1.0 }];
        assert_eq!(without(vec![left, right, bias], &terms), [bias]);
        assert_eq!(without(vec![left, right], &[]), [left, right]);
    }
}
