//! Which example is on the bench, and which of its examples is drawn.

use leptos::prelude::*;
use strum::IntoEnumIterator;

use super::scope_figure::round;
use super::state::Scope;
use super::words;
use crate::backprop::{Example, ExampleName};
use crate::live_tr;
use crate::tr;

/// Numbers up to which an example is written out in the list.
const WRITTEN_OUT: usize = 4;

/// The list of examples.
#[component]
pub(super) fn ExamplePicker() -> impl IntoView {
    let scope = Scope::get();
    let options = ExampleName::iter()
        .map(|name| {
            let code: &'static str = name.into();
            view! {
                <option value=code prop:selected=move || { scope.name.get() == name }>
                    {move || words::example(name)}
                </option>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <label class="scope-inline example-picker">
            {live_tr!("scope.picker.label")}
            <select
                data-control="example"
                aria-describedby="scope-lesson"
                on:change:target=move |event| {
                    if let Ok(name) = event.target().value().parse::<ExampleName>() {
                        scope.choose(name);
                    }
                }
            >
                {options}
            </select>
        </label>
    }
}

/// Which example of the batch is drawn, when there are several.
#[component]
pub(super) fn BatchChoice() -> impl IntoView {
    let scope = Scope::get();
    let count = Memo::new(move |_| scope.shape.with(|shape| shape.examples));
    view! {
        <Show when=move || { count.get() > 1 }>
            <label class="scope-inline" title=live_tr!("scope.picker.batch_help")>
                {live_tr!("scope.picker.batch")}
                <select
                    class="small"
                    data-control="scope-example"
                    on:change:target=move |event| {
                        if let Ok(example) = event.target().value().parse::<usize>() {
                            scope.example.set(example);
                        }
                    }
                >
                    <For each=move || 0..count.get() key=|example| *example let:example>
                        <option
                            value=example.to_string()
                            prop:selected=move || { scope.example.get() == example }
                        >
                            {move || scope.bench.with(|bench| title(bench.batch.get(example), example, count.get()))}
                        </option>
                    </For>
                </select>
            </label>
        </Show>
    }
}

/// `2 of 4: (0, 1) → 1`
fn title(example: Option<&Example>, index: usize, count: usize) -> String {
    let place = tr!("scope.picker.of", number = index + 1, count = count);
    match example {
        Some(example) if example.input.len() <= WRITTEN_OUT && example.target.len() <= WRITTEN_OUT => {
            format!("{place}: {} → {}", written(&example.input), written(&example.target))
        }
        _ => place,
    }
}

fn written(numbers: &[f64]) -> String {
    let numbers: Vec<String> = numbers.iter().map(|number| round(*number)).collect();
    match numbers.as_slice() {
        [single] => single.clone(),
        several => format!("({})", several.join(", ")),
    }
}
