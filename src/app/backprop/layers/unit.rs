//! Which unit of a layer is looked at: by its number, or the one that stands out.

use leptos::prelude::*;

use super::grid::{highest, strongest};
use super::lens::Lens;
use super::series::{At, Series};
use crate::live_tr;
use crate::tr;

/// The number of the chosen unit, and buttons for the most active one and the one with the largest error.
#[component]
pub(super) fn UnitChoice(
    /// What is chosen.
    lens: Lens,
    /// Of which layer.
    layer: usize,
    /// Its units.
    units: usize,
) -> impl IntoView {
    let last = units.saturating_sub(1);
    let computed = move |series: Series| {
        let example = lens.scope.example.get();
        lens.scope.known(series.quantity(At { example, to: 0 }, 0))
    };
    let active = Memo::new(move |_| computed(Series::A(layer)));
    let blamed = Memo::new(move |_| computed(Series::Delta(layer)));
    let choose = move |unit: Option<usize>| {
        if let Some(unit) = unit {
            lens.pick(layer, unit);
        }
    };
    view! {
        <div class="bar layers-unit">
            <label title=move || tr!("layers.unit_help", last = last, layer = layer)>
                {live_tr!("layers.unit")}
                <input
                    type="number"
                    class="layers-number"
                    data-control="unit"
                    data-layer=layer.to_string()
                    min="0"
                    max=last.to_string()
                    step="1"
                    prop:value=move || lens.unit(layer).to_string()
                    on:change:target=move |event| {
                        choose(event.target().value().parse::<usize>().ok().map(|unit| unit.min(last)));
                        event.target().set_value(&untrack(|| lens.unit(layer)).to_string());
                    }
                />
            </label>
            <button
                type="button"
                class="btn small"
                data-action="most-active"
                title=live_tr!("layers.most_active_help")
                disabled=move || !active.get()
                on:click=move |_| choose(highest(&lens.values_now(Series::A(layer))))
            >
                {live_tr!("layers.most_active")}
            </button>
            <button
                type="button"
                class="btn small"
                data-action="largest-error"
                title=live_tr!("layers.largest_error_help")
                disabled=move || !blamed.get()
                on:click=move |_| choose(strongest(&lens.values_now(Series::Delta(layer))))
            >
                {live_tr!("layers.largest_error")}
            </button>
        </div>
    }
}
