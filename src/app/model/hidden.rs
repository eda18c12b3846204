//! One hidden layer of the diagram: how many units, and a new layer before it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, MouseEvent};

use super::shapes::{LayerSum, dense_layers, dense_shape, dense_sum};
use crate::app::state::App;
use crate::live_tr;
use crate::network::{MAX_HIDDEN_LAYERS, MAX_UNITS, larger_units, smaller_units};
use crate::tr;

/// Units of the first layer of a network that has none.
const FIRST_UNITS: usize = 64;

/// A column of the diagram.
#[component]
pub(super) fn HiddenLayer(
    /// Its number among the hidden layers, from 0.
    index: usize,
) -> impl IntoView {
    let app = App::get();
    let size = Memo::new(move |_| {
        let layers = app.link.with(|link| dense_layers(&link.setup.architecture()));
        layers.get(index).copied().unwrap_or_default()
    });
    let name = move || tr!("model.hidden.layer", number = index + 1);
    view! {
        <li class="diagram-layer">
            <InsertButton position=Signal::derive(move || index) />
            <Show
                when=move || !app.hidden("hidden")
                fallback=move || view! { <b class="layer-name">{name}</b> }
            >
                <UnitsField index=index />
            </Show>
            <LayerSum
                shape=Signal::derive(move || dense_shape(size.get()))
                sum=Signal::derive(move || dense_sum(size.get()))
            />
        </li>
    }
}

/// The units of a layer: typed, or stepped through by halving and doubling.
#[component]
fn UnitsField(index: usize) -> impl IntoView {
    let app = App::get();
    let layers = Memo::new(move |_| app.link.with(|link| link.setup.hidden.clone()));
    let units = Memo::new(move |_| layers.with(|layers| layers.get(index).copied().unwrap_or_default()));
    let refused = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        // What was refused belongs to the layers as they were.
        layers.with(|_| ());
        refused.set(None);
    });
    let id = format!("hidden-{index}");
    let error_id = format!("hidden-{index}-error");
    let less = move || tr!("model.hidden.fewer", number = index + 1, units = smaller_units(units.get()));
    let more = move || tr!("model.hidden.more", number = index + 1, units = larger_units(units.get()));
    let remove = move || tr!("model.hidden.remove", number = index + 1);
    let arrow = move |event: KeyboardEvent| {
        let next = match event.key().as_str() {
            "ArrowUp" => larger_units(units.get_untracked()),
            "ArrowDown" => smaller_units(units.get_untracked()),
            _ => return,
        };
        event.prevent_default();
        resize(app, index, next);
    };
    view! {
        <div class="units-field">
            <label class="layer-name" for=id.clone()>
                {live_tr!("model.hidden.layer", number = index + 1)}
            </label>
            <div class="units-stepper">
                <button
                    class="icon"
                    type="button"
                    data-action="fewer-units"
                    aria-label=less
                    title=less
                    disabled=move || { units.get() <= 1 }
                    on:click=move |_| resize(app, index, smaller_units(units.get_untracked()))
                >
                    <Sign path="M1.5 6h9" />
                </button>
                <input
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    id=id
                    data-setting="hidden"
                    data-layer=index.to_string()
                    title=live_tr!("model.hidden.help")
                    aria-describedby=error_id.clone()
                    aria-invalid=move || refused.with(Option::is_some).to_string()
                    prop:value=move || units.get().to_string()
                    on:keydown=arrow
                    on:input=move |_| refused.set(None)
                    on:change:target=move |event| {
                        let text = event.target().value();
                        let fits = take(app, index, &text);
                        refused.set((!fits).then_some(text));
                        event.target().set_value(&units.get_untracked().to_string());
                    }
                />
                <button
                    class="icon"
                    type="button"
                    id=format!("more-{index}")
                    data-action="more-units"
                    aria-label=more
                    title=more
                    disabled=move || { units.get() >= MAX_UNITS }
                    on:click=move |_| resize(app, index, larger_units(units.get_untracked()))
                >
                    <Sign path="M1.5 6h9M6 1.5v9" />
                </button>
                <button
                    class="icon"
                    type="button"
                    id=format!("remove-{index}")
                    data-action="remove-layer"
                    aria-label=remove
                    title=remove
                    on:click=move |_| remove_layer(app, index)
                >
                    <Sign path="M2 2l8 8M10 2l-8 8" />
                </button>
            </div>
            <span class="refused" id=error_id aria-live="polite">
                {move || {
                    refused
                        .get()
                        .map(|text| {
                            tr!("settings.refused", text = text, range = tr!("model.hidden.range"), kept = units.get())
                        })
                }}
            </span>
        </div>
    }
}

/// Puts a new layer between two others; it sits on the lines that join them.
#[component]
pub(super) fn InsertButton(
    /// Hidden layers before the new one.
    position: Signal<usize>,
) -> impl IntoView {
    let app = App::get();
    let name = move || tr!("model.hidden.insert", number = position.get() + 1);
    view! {
        <Show when=move || !app.hidden("hidden")>
            <button
                class="insert-layer"
                type="button"
                data-action="insert-layer"
                data-position=move || position.get().to_string()
                aria-label=name
                title=name
                disabled=move || is_full(app)
                on:click=move |event: MouseEvent| insert_layer(app, position.get_untracked(), &event)
            >
                <Sign path="M1.5 6h9M6 1.5v9" />
            </button>
        </Show>
    }
}

/// A new layer before the output.
#[component]
pub(super) fn AddButton() -> impl IntoView {
    let app = App::get();
    let layers = move || app.link.with_untracked(|link| link.setup.hidden.len());
    view! {
        <Show when=move || !app.hidden("hidden")>
            <button
                class="btn small"
                type="button"
                id="add-layer"
                data-action="add-layer"
                title=live_tr!("model.hidden.add_help")
                disabled=move || is_full(app)
                on:click=move |event: MouseEvent| insert_layer(app, layers(), &event)
            >
                {live_tr!("model.hidden.add")}
            </button>
        </Show>
    }
}

#[component]
fn Sign(path: &'static str) -> impl IntoView {
    view! {
        <svg width="12" height="12" viewBox="0 0 12 12" fill="none" aria-hidden="true">
            <path d=path stroke="currentColor" stroke-width="1.6" stroke-linecap="round"></path>
        </svg>
    }
}

/// Whether there are as many layers as there can be; tracked.
fn is_full(app: App) -> bool {
    app.link.with(|link| link.setup.hidden.len() >= MAX_HIDDEN_LAYERS)
}

/// Takes a number that was typed; `false` when it does not fit.
fn take(app: App, index: usize, text: &str) -> bool {
    let units = text.trim().parse::<usize>().ok().filter(|units| (1..=MAX_UNITS).contains(units));
    if let Some(units) = units {
        resize(app, index, units);
    }
    units.is_some()
}

fn resize(app: App, index: usize, units: usize) {
    app.change_setup(|setup| {
        if let Some(layer) = setup.hidden.get_mut(index) {
            *layer = units;
        }
    });
}

/// The new layer is as large as the one before it, or as the one after it when it is the first.
fn insert_layer(app: App, position: usize, event: &MouseEvent) {
    app.change_setup(|setup| {
        let hidden = &mut setup.hidden;
        if hidden.len() < MAX_HIDDEN_LAYERS && position <= hidden.len() {
            let units = hidden.get(position.saturating_sub(1)).copied().unwrap_or(FIRST_UNITS);
            hidden.insert(position, units);
        }
    });
    // A press of a key counts no clicks. A finger goes to a button, so that no keyboard slides over the diagram.
    let part = if event.detail() == 0 { "hidden" } else { "more" };
    focus_soon(format!("{part}-{position}"));
}

fn remove_layer(app: App, index: usize) {
    app.change_setup(|setup| {
        if index < setup.hidden.len() {
            setup.hidden.remove(index);
        }
    });
    // The layers behind move up and take the focus over; the last one leaves nothing behind that could.
    let left = app.link.with_untracked(|link| link.setup.hidden.len());
    if left == 0 {
        focus_soon("add-layer".to_owned());
    } else if index >= left {
        focus_soon(format!("remove-{}", left - 1));
    }
}

/// Gives an element the focus, once the page has been drawn anew.
fn focus_soon(id: String) {
    request_animation_frame(move || {
        let element = document().get_element_by_id(&id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
        if let Some(element) = element {
            let _ = element.focus();
        }
    });
}
