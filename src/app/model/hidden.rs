//! The hidden dense layers, one field each.

use leptos::prelude::*;

use crate::app::state::App;
use crate::network::{MAX_HIDDEN_LAYERS, MAX_UNITS};
use crate::tr;

/// Units of a layer that is added to a network without hidden layers.
const FIRST_UNITS: usize = 64;

/// Adds, removes and resizes hidden layers.
#[component]
pub fn HiddenLayers() -> impl IntoView {
    let app = App::get();
    let layers = Memo::new(move |_| app.link.with(|link| link.setup.hidden.len()));
    let indices = move || 0..layers.get();
    let add = move |_| {
        app.change_setup(|setup| setup.hidden.push(setup.hidden.last().copied().unwrap_or(FIRST_UNITS)));
    };
    view! {
        <Show when=move || !app.hidden("hidden")>
            <fieldset class="hidden-layers">
                <legend class="visually-hidden">{move || tr!("model.hidden.title")}</legend>
                <p class="note">{move || tr!("settings.hidden.help")}</p>
                <ol>
                    <For each=indices key=|index| *index let:index>
                        <LayerField index=index />
                    </For>
                </ol>
                <button
                    class="btn small"
                    type="button"
                    data-action="add-layer"
                    disabled=move || { layers.get() >= MAX_HIDDEN_LAYERS }
                    on:click=add
                >
                    {move || tr!("model.hidden.add")}
                </button>
            </fieldset>
        </Show>
    }
}

#[component]
fn LayerField(index: usize) -> impl IntoView {
    let app = App::get();
    let units = Memo::new(move |_| app.link.with(|link| link.setup.hidden.get(index).copied().unwrap_or_default()));
    let refused = RwSignal::new(None::<String>);
    let id = format!("hidden-{index}");
    let error_id = format!("hidden-{index}-error");
    let remove = move |_| {
        app.change_setup(|setup| {
            if index < setup.hidden.len() {
                setup.hidden.remove(index);
            }
        });
    };
    view! {
        <li class="field layer-field">
            <label for=id.clone()>{move || tr!("model.hidden.layer", number = index + 1)}</label>
            <input
                type="text"
                inputmode="numeric"
                autocomplete="off"
                id=id
                data-setting="hidden"
                data-layer=index.to_string()
                aria-describedby=error_id.clone()
                aria-invalid=move || refused.with(Option::is_some).to_string()
                prop:value=move || units.get().to_string()
                on:input=move |_| refused.set(None)
                on:change:target=move |event| {
                    let text = event.target().value();
                    let fits = resize(app, index, &text);
                    refused.set((!fits).then_some(text));
                    event.target().set_value(&units.get_untracked().to_string());
                }
            />
            <button
                class="icon"
                type="button"
                data-action="remove-layer"
                aria-label=move || tr!("model.hidden.remove", number = index + 1)
                title=move || tr!("model.hidden.remove", number = index + 1)
                on:click=remove
            >
                <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
                    <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"></path>
                </svg>
            </button>
            <span class="refused" id=error_id aria-live="polite">
                {move || {
                    refused
                        .get()
                        .map(|text| {
                            tr!("settings.refused", text = text, range = tr!("model.hidden.range"), kept = units.get())
                        })
                }}
            </span>
        </li>
    }
}

/// Changes the units of one layer; `false` when the number does not fit.
fn resize(app: App, index: usize, text: &str) -> bool {
    let Some(units) = text.trim().parse::<usize>().ok().filter(|units| (1..=MAX_UNITS).contains(units)) else {
        return false;
    };
    app.change_setup(|setup| {
        if let Some(layer) = setup.hidden.get_mut(index) {
            *layer = units;
        }
    });
    true
}
