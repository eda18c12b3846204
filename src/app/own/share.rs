//! A slider for a share of the rows.

use leptos::prelude::*;

use crate::app::format;

/// A share of the rows.
#[component]
pub(super) fn Share(
    what: &'static str,
    #[prop(into)] label: Signal<String>,
    range: (f64, f64),
    #[prop(into)] value: Signal<f64>,
    draft: RwSignal<Option<f64>>,
    set: Callback<f64>,
) -> impl IntoView {
    let (least, most) = range;
    let shown = move || draft.get().unwrap_or_else(|| value.get());
    view! {
        <label class="own-choose named own-share">
            <span>{move || label.get()} " " <output>{move || format::whole_percent(shown() + 1e-9)}</output></span>
            <input
                type="range"
                data-own=what
                min=least.to_string()
                max=most.to_string()
                step="0.01"
                prop:value=move || shown().to_string()
                on:input:target=move |event| draft.set(event.target().value().parse().ok())
                on:change:target=move |event| {
                    if let Ok(share) = event.target().value().parse::<f64>() {
                        set.run(share);
                    }
                    draft.set(None);
                }
            />
        </label>
    }
}
