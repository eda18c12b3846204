//! A small network as a drawing: values in its units, weights as lines. What is computed is lit together with what it comes
//! from. The numbers are those of the ledger below, which keyboard and screen reader use.

use leptos::prelude::*;

use super::scope_figure::{lit_class, role_class, round};
use super::state::{Lit, Scope};
use crate::backprop::Quantity;
use crate::live_tr;

const WIDTH: f64 = 620.0;
const HEIGHT: f64 = 320.0;
const RADIUS: f64 = 24.0;
/// Lines between this many units and more are too close for a number each; only those that are lit get one.
const CROWDED: usize = 12;

/// Where a unit stands.
fn place(sizes: &[usize], layer: usize, unit: usize) -> (f64, f64) {
    let (columns, rows) = (sizes.len().max(2) as f64, sizes.get(layer).copied().unwrap_or(1) as f64);
    let x = 60.0 + (WIDTH - 120.0) * layer as f64 / (columns - 1.0);
    (x, HEIGHT * (unit as f64 + 0.5) / rows)
}

/// The network of the bench.
#[component]
pub fn Diagram() -> impl IntoView {
    let scope = Scope::get();
    let sizes = Memo::new(move |_| scope.shape.with(|shape| shape.sizes.clone()));
    let network = move || {
        let sizes = sizes.get();
        let mut edges = Vec::new();
        let mut units = Vec::new();
        for layer in 0..sizes.len() {
            for unit in 0..sizes[layer] {
                units.push(view! { <Unit layer=layer unit=unit at=place(&sizes, layer, unit) /> });
                if layer == 0 {
                    continue;
                }
                let crowded = sizes[layer] * sizes[layer - 1] > CROWDED;
                for from in 0..sizes[layer - 1] {
                    let ends = (place(&sizes, layer - 1, from), place(&sizes, layer, unit));
                    edges.push(view! { <Edge layer=layer to=unit from=from ends=ends crowded=crowded /> });
                }
            }
        }
        view! {
            <g>{edges}</g>
            <g>{units}</g>
        }
    };
    view! {
        <svg class="scope-diagram" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=live_tr!("diagram.label")>
            {network}
        </svg>
    }
}

/// A weight: as wide as it is large, blue above zero, orange and dashed below; beside it the newest number known of it.
#[component]
fn Edge(layer: usize, to: usize, from: usize, ends: ((f64, f64), (f64, f64)), crowded: bool) -> impl IntoView {
    let scope = Scope::get();
    let all = [
        Quantity::NewWeight { layer, to, from },
        Quantity::WeightGradient { layer, to, from },
        Quantity::Weight { layer, to, from },
    ];
    let weight = Memo::new(move |_| scope.value(all[2]).unwrap_or(0.0));
    let light = Memo::new(move |_| brightest(scope, &all));
    let ((x1, y1), (x2, y2)) = ends;
    let class = move || {
        let sign = if weight.get() < 0.0 { " negative" } else { "" };
        format!("edge{sign}{}", lit_class(light.get().1))
    };
    let width = move || format!("{:.2}", 0.6 + 2.6 * weight.get().abs().min(3.0) / 1.5);
    // Nearer to its end, where fewer lines cross.
    let (x, y) = (x1 + 0.62 * (x2 - x1), y1 + 0.62 * (y2 - y1) - 5.0);
    let shown = Memo::new(move |_| !crowded || light.get().1 != Lit::Dark);
    view! {
        <line class=class stroke-width=width x1=x1 y1=y1 x2=x2 y2=y2></line>
        <Show when=move || shown.get()>
            <Number quantity=Signal::derive(move || light.get().0) x=x y=y />
        </Show>
    }
}

/// An input or a unit: its value, below it δ once that is known.
#[component]
fn Unit(layer: usize, unit: usize, at: (f64, f64)) -> impl IntoView {
    let scope = Scope::get();
    let (x, y) = at;
    let of = move || {
        let example = scope.example.get();
        if layer == 0 {
            return [Quantity::Input { example, unit }; 4];
        }
        [
            Quantity::NewA { example, layer, unit },
            Quantity::NewZ { example, layer, unit },
            Quantity::A { example, layer, unit },
            Quantity::Z { example, layer, unit },
        ]
    };
    let light = Memo::new(move |_| brightest(scope, &of()));
    let delta = Memo::new(move |_| Quantity::Delta { example: scope.example.get(), layer, unit });
    let bias = Quantity::Bias { layer, unit };
    let known = Memo::new(move |_| layer > 0 && scope.value(delta.get()).is_some());
    view! {
        <circle class=move || format!("unit{}", lit_class(light.get().1)) cx=x cy=y r=RADIUS></circle>
        <Number quantity=Signal::derive(move || light.get().0) x=x y=y + 5.0 />
        <Show when=move || { layer > 0 }>
            <Number quantity=Signal::derive(move || bias) x=x y=y - RADIUS - 6.0 prefix="b " />
        </Show>
        <Show when=move || known.get()>
            <Number quantity=delta x=x y=y + RADIUS + 15.0 prefix="δ " />
        </Show>
    }
}

/// The one that is lit, else the first that is known, else the last; and how it is lit.
fn brightest(scope: Scope, all: &[Quantity]) -> (Quantity, Lit) {
    for wanted in [Lit::Target, Lit::Source] {
        if let Some(found) = all.iter().find(|quantity| scope.lit(**quantity) == wanted) {
            return (*found, wanted);
        }
    }
    let known = all.iter().find(|quantity| scope.value(**quantity).is_some());
    (known.or(all.last()).copied().unwrap_or(Quantity::Loss), Lit::Dark)
}

/// A number in the drawing: pointing at it lights it everywhere, a click leads to where it comes from.
#[component]
fn Number(
    #[prop(into)] quantity: Signal<Quantity>,
    x: f64,
    y: f64,
    #[prop(optional)] prefix: &'static str,
) -> impl IntoView {
    let scope = Scope::get();
    let value = Memo::new(move |_| scope.value(quantity.get()));
    let class = move || {
        let quantity = quantity.get();
        let pointed = if scope.pointed.get() == Some(quantity) { " pointed" } else { "" };
        format!("number {}{}{pointed}", role_class(&quantity.role()), lit_class(scope.lit(quantity)))
    };
    view! {
        <text
            class=class
            x=x
            y=y
            text-anchor="middle"
            data-quantity=move || quantity.get().name()
            on:click=move |_| scope.open(quantity.get_untracked())
            on:pointerenter=move |_| scope.pointed.set(Some(quantity.get_untracked()))
            on:pointerleave=move |_| scope.pointed.set(None)
        >
            {prefix}
            {move || value.get().map_or_else(|| "–".to_owned(), round)}
        </text>
    }
}
