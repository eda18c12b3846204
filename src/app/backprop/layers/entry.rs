//! The selected entry: every number on the chosen path, in figures.

use leptos::prelude::*;

use super::bands::has_rows;
use super::heat::what;
use super::lens::Lens;
use super::series::Series;
use crate::app::backprop::scope_figure::{ScopeFigure, point, role_class, round, unpoint};
use crate::backprop::Quantity;
use crate::live_tr;
use crate::tr;

/// One column for each layer, one row for each kind of number.
#[component]
pub(super) fn Entry(
    /// What is chosen.
    lens: Lens,
) -> impl IntoView {
    let table = move || table(lens, &lens.sizes.get());
    view! {
        <section class="layers-entry" data-part="entry">
            <h2>{live_tr!("layers.entry")}</h2>
            <p class="note">{live_tr!("layers.entry_help")}</p>
            <div class="scroll">{table}</div>
        </section>
    }
}

fn table(lens: Lens, sizes: &[usize]) -> AnyView {
    let depth = sizes.len().saturating_sub(1);
    let heads = (1..=depth)
        .map(|layer| {
            view! {
                <th scope="col">{move || tr!("layers.entry_unit", layer = layer, unit = lens.unit(layer))}</th>
            }
        })
        .collect_view();
    let rows: [fn(usize) -> Series; 6] =
        [Series::Z, Series::A, Series::Delta, Series::Weights, Series::Gradients, Series::NewWeights];
    let rows = rows
        .map(|kind| {
            let cells = (1..=depth)
                .map(|layer| {
                    let series = kind(layer);
                    // The output layer's own numbers stand as figures in its table already.
                    let elsewhere = has_rows(sizes, layer) && !series.leads_into_unit();
                    let quantity = Memo::new(move |_| lens.edge(series));
                    view! { <td>{move || figure(lens, quantity.get(), elsewhere)}</td> }
                })
                .collect_view();
            let first = matches!(kind(1), Series::A(_)).then(|| {
                let input = Memo::new(move |_| lens.edge(Series::Input));
                move || figure(lens, input.get(), false)
            });
            view! {
                <tr>
                    <th scope="row" title=move || what(kind(1))>
                        <Letters series=kind(1)/>
                    </th>
                    <td>{first}</td>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="numbers">
            <thead>
                <tr>
                    <th scope="col">
                        <span class="visually-hidden">{live_tr!("layers.entry_kind")}</span>
                    </th>
                    <th scope="col">{move || input(lens)}</th>
                    {heads}
                </tr>
            </thead>
            <tbody>{rows} {biases(lens, depth)}</tbody>
        </table>
    }
    .into_any()
}

/// What the chosen input is called.
fn input(lens: Lens) -> String {
    let unit = lens.unit(0);
    lens.input(unit).unwrap_or_else(|| tr!("layers.entry_input", unit = unit))
}

/// A number of the path has the name of its figure, unless it stands elsewhere under that name.
fn figure(lens: Lens, quantity: Quantity, elsewhere: bool) -> AnyView {
    if elsewhere {
        view! { <Mirror lens=lens quantity=quantity/> }.into_any()
    } else {
        view! { <ScopeFigure quantity=quantity/> }.into_any()
    }
}

/// Letters, colour, and the number of a layer's unit.
type Row = (&'static str, &'static str, fn(usize, usize) -> Quantity);

/// The bias of the chosen unit, its gradient, and the new bias.
fn biases(lens: Lens, depth: usize) -> impl IntoView {
    let rows: [Row; 3] = [
        ("b", "role-parameter", |layer, unit| Quantity::Bias { layer, unit }),
        ("∂L/∂b", "role-gradient", |layer, unit| Quantity::BiasGradient { layer, unit }),
        ("b⁺", "role-parameter", |layer, unit| Quantity::NewBias { layer, unit }),
    ];
    rows.map(|(letters, role, of)| {
        let cells = (1..=depth)
            .map(|layer| {
                let quantity = Memo::new(move |_| of(layer, lens.unit(layer)));
                view! { <td>{move || figure(lens, quantity.get(), false)}</td> }
            })
            .collect_view();
        view! {
            <tr>
                <th scope="row">
                    <b class=format!("heat-symbol {role}")>{letters}</b>
                </th>
                <td></td>
                {cells}
            </tr>
        }
    })
    .collect_view()
}

/// The letters of a row: the activations of layer 0 are the inputs.
#[component]
fn Letters(series: Series) -> impl IntoView {
    let letters = if matches!(series, Series::A(_)) { "x, a" } else { series.letters() };
    view! { <b class=format!("heat-symbol {}", series.role())>{letters}</b> }
}

/// A number that has its figure elsewhere.
#[component]
fn Mirror(lens: Lens, quantity: Quantity) -> impl IntoView {
    let scope = lens.scope;
    let name = quantity.name();
    let spoken = name.clone();
    let value = Memo::new(move |_| scope.value(quantity));
    let exact = move || value.get().map(|value| value.to_string()).unwrap_or_default();
    let rounded = move || value.get().map_or_else(|| "—".to_owned(), round);
    view! {
        <button
            type="button"
            class=format!("figure scope-figure {}", role_class(&quantity.role()))
            data-quantity=name
            data-value=exact
            title=exact
            aria-label=move || format!("{spoken} {}", rounded())
            disabled=move || value.with(Option::is_none)
            on:click=move |_| scope.open(quantity)
            on:pointerenter=move |_| point(scope, quantity)
            on:pointerleave=move |_| unpoint(scope, quantity)
            on:focus=move |_| point(scope, quantity)
            on:blur=move |_| unpoint(scope, quantity)
        >
            {rounded}
        </button>
    }
}
