//! A network of one's own: how many layers and units, from which numbers it starts, and a link that holds all of it.

mod count;
mod draft;
mod options;
mod share;

use leptos::prelude::*;

use self::count::Count;
use self::options::{LossChoice, Seed};
use self::share::ShareNetwork;
use super::choices;
use super::state::Scope;
use crate::backprop::{Design, ExampleName, MAX_LAYERS, MAX_SIDE};
use crate::live_tr;
use crate::tr;

/// Examples that a network of one's own can have.
const MAX_EXAMPLES: usize = 4;

/// Draws a network.
#[component]
pub fn MyNetwork() -> impl IntoView {
    let scope = Scope::get();
    let columns = Memo::new(move |_| scope.shape.with(|shape| shape.sizes.len()));
    let written = Memo::new(move |_| {
        scope.shape.with(|shape| shape.sizes.iter().map(usize::to_string).collect::<Vec<_>>().join("-"))
    });
    let refused = RwSignal::new(false);
    let draw = Drawing { scope, refused };
    view! {
        <section class="card my-network" aria-labelledby="my-network-title">
            <h2 id="my-network-title">
                {live_tr!("lesson.mine.title")}
                <small>{move || written.get()}</small>
            </h2>
            <p class="note">{live_tr!("lesson.mine.note")}</p>
            <div class="mine-layers">
                <For each=move || 0..columns.get() key=|column| *column let:column>
                    <Layer draw=draw column=column columns=columns />
                </For>
                <LayerButtons draw=draw columns=columns />
            </div>
            <div class="options-row mine-options">
                <LossChoice draw=draw />
                <Count
                    title=|| tr!("lesson.mine.examples")
                    action="examples"
                    count=Memo::new(move |_| scope.shape.with(|shape| shape.examples))
                    most=MAX_EXAMPLES
                    set=move |examples| draw.anew(|design| draft::set_examples(design, examples))
                />
                <Seed draw=draw />
            </div>
            <p class="refused" role="status">
                {move || refused.get().then(|| tr!("lesson.mine.refused"))}
            </p>
            <ShareNetwork />
        </section>
    }
}

/// Takes a small network from any example over, to go on with it freely.
#[component]
pub fn MakeMine() -> impl IntoView {
    let scope = Scope::get();
    let fits = Memo::new(move |_| {
        let small = scope.shape.with(|shape| {
            let narrow = shape.sizes.iter().all(|units| *units <= MAX_SIDE);
            narrow && shape.depth() <= MAX_LAYERS && shape.examples <= MAX_EXAMPLES
        });
        small && scope.name.get() != ExampleName::Mine
    });
    let make = move |_| {
        scope.design.set(scope.bench.with_untracked(Design::of));
        scope.choose(ExampleName::Mine);
    };
    view! {
        <Show when=move || fits.get()>
            <p class="bar make-mine">
                <button
                    type="button"
                    class="btn small"
                    data-action="make-mine"
                    title=live_tr!("lesson.mine.make_help")
                    on:click=make
                >
                    {live_tr!("lesson.mine.make")}
                </button>
            </p>
        </Show>
    }
}

/// Draws the network on the bench anew.
#[derive(Clone, Copy)]
struct Drawing {
    scope: Scope,
    refused: RwSignal<bool>,
}

impl Drawing {
    /// Another shape, from the beginning of the lesson; numbers that still have a place keep it.
    fn anew(self, change: impl FnOnce(&mut Design)) {
        let seed = self.scope.design.with_untracked(|design| design.seed);
        let mut design = self.scope.bench.with_untracked(Design::of);
        design.seed = seed;
        change(&mut design);
        draft::tidy(&mut design);
        let drawn = design.bench();
        self.refused.set(drawn.is_err());
        if let Ok(bench) = drawn {
            self.scope.design.set(design);
            self.scope.change(|present| {
                *present = bench;
                true
            });
            self.scope.go(0);
        }
    }
}

/// A layer as a column of dots, with buttons for more and fewer of them.
#[component]
fn Layer(draw: Drawing, column: usize, columns: Memo<usize>) -> impl IntoView {
    let scope = draw.scope;
    let units = Memo::new(move |_| scope.shape.with(|shape| shape.sizes.get(column).copied().unwrap_or(0)));
    let title = move || {
        if column == 0 {
            tr!("lesson.mine.inputs")
        } else if column + 1 == columns.get() {
            tr!("lesson.mine.outputs")
        } else {
            tr!("lesson.mine.layer", layer = column)
        }
    };
    view! {
        <div class="mine-layer" role="group" aria-label=title>
            <Count
                title=title
                action="units"
                count=units
                most=MAX_SIDE
                set=move |units| draw.anew(|design| draft::set_units(design, column, units))
            />
            <span class="mine-dots" aria-hidden="true">
                {move || (0..units.get()).map(|_| view! { <i></i> }).collect::<Vec<_>>()}
            </span>
            {(column > 0).then(|| view! { <FunctionChoice draw=draw layer=column /> })}
        </div>
    }
}

#[component]
fn FunctionChoice(draw: Drawing, layer: usize) -> impl IntoView {
    let scope = draw.scope;
    let chosen = choices::activation(scope, layer);
    let owned = Memo::new(move |_| chosen.with(Option::is_none));
    view! {
        <select
            class="small"
            data-control=format!("mine-act-{layer}")
            aria-label=live_tr!("lesson.mine.function", layer = layer)
            hidden=move || owned.get()
            on:change:target=move |event| choices::choose_activation(scope, layer, &event.target().value())
        >
            {choices::activations(chosen)}
        </select>
        <span class="note" hidden=move || !owned.get()>
            {live_tr!("lesson.mine.owned")}
        </span>
    }
}

/// Layers come and go before the outputs.
#[component]
fn LayerButtons(draw: Drawing, columns: Memo<usize>) -> impl IntoView {
    let full = Memo::new(move |_| columns.get() > MAX_LAYERS);
    let least = Memo::new(move |_| columns.get() <= 2);
    let add = move |_| {
        if !full.get_untracked() {
            draw.anew(draft::add_layer);
        }
    };
    let remove = move |_| {
        if !least.get_untracked() {
            draw.anew(draft::remove_layer);
        }
    };
    view! {
        <div class="mine-layer-buttons">
            <button
                type="button"
                class="btn small"
                data-action="add-layer"
                title=live_tr!("lesson.mine.add_help")
                aria-disabled=move || full.get().to_string()
                on:click=add
            >
                {live_tr!("lesson.mine.add")}
            </button>
            <button
                type="button"
                class="btn small"
                data-action="remove-layer"
                title=live_tr!("lesson.mine.remove_help")
                aria-disabled=move || least.get().to_string()
                on:click=remove
            >
                {live_tr!("lesson.mine.remove")}
            </button>
        </div>
    }
}
