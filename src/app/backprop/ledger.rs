//! Every number of the network in tables, layer by layer: always there, filled as the lesson goes on.

use leptos::prelude::*;

use super::check::CheckGradient;
use super::columns::{Column, Layout, input_columns, unit_columns, weight_columns};
use super::edit::EditNumber;
use super::scope_figure::ScopeFigure;
use super::state::Scope;
use super::words;
use crate::backprop::Quantity;
use crate::live_tr;
use crate::tr;

/// The gradient that is being checked in the ledger.
type Checked = RwSignal<Option<Quantity>>;

/// The tables.
#[component]
pub(super) fn Ledger() -> impl IntoView {
    let scope = Scope::get();
    let layout = Memo::new(move |_| {
        let example = scope.example.get();
        scope.shape.with(|shape| Layout {
            sizes: shape.sizes.clone(),
            moments: shape.moments,
            learn_biases: shape.learn_biases,
            example,
        })
    });
    let checked = RwSignal::new(None::<Quantity>);
    Effect::new(move |_| {
        layout.track();
        scope.name.track();
        checked.set(None);
    });
    let sections = move || {
        layout.with(|layout| {
            let layers = 1..layout.sizes.len();
            let layers = layers.map(|layer| layer_section(layout, layer, checked));
            core::iter::once(input_section(layout, checked)).chain(layers).collect::<Vec<_>>()
        })
    };
    view! {
        <section class="card ledger" aria-labelledby="ledger-title">
            <h2 id="ledger-title">{live_tr!("scope.ledger.title")}</h2>
            <p class="note">{live_tr!("scope.ledger.note")}</p>
            {sections}
            <div class="ledger-losses">
                <span class="ledger-loss">
                    {live_tr!("scope.ledger.loss")}
                    " L = "
                    <ScopeFigure quantity=Quantity::Loss />
                </span>
                <span class="ledger-loss">
                    {live_tr!("scope.ledger.new_loss")}
                    " L⁺ = "
                    <ScopeFigure quantity=Quantity::NewLoss />
                </span>
            </div>
        </section>
    }
}

fn input_section(layout: &Layout, checked: Checked) -> AnyView {
    let count = layout.sizes.first().copied().unwrap_or(0);
    view! {
        <section class="ledger-layer">
            <h3>{live_tr!("scope.ledger.inputs")}</h3>
            <div class="ledger-tables">{unit_table(count, &input_columns(layout, count), checked)}</div>
            <Checking layer=0 checked=checked />
        </section>
    }
    .into_any()
}

fn layer_section(layout: &Layout, layer: usize, checked: Checked) -> AnyView {
    let units = layout.sizes.get(layer).copied().unwrap_or(0);
    let inputs = layout.sizes.get(layer.wrapping_sub(1)).copied().unwrap_or(0);
    let output = layer + 1 == layout.sizes.len();
    let title = move || {
        if output { tr!("scope.ledger.outputs", layer = layer) } else { tr!("scope.ledger.layer", layer = layer) }
    };
    view! {
        <section class="ledger-layer">
            <h3>{title}</h3>
            <div class="ledger-tables">
                {unit_table(units, &unit_columns(layout, layer, units, output), checked)}
                {weight_table(units, inputs, &weight_columns(layout, layer, units, inputs), checked)}
            </div>
            <Checking layer=layer checked=checked />
        </section>
    }
    .into_any()
}

fn unit_table(units: usize, columns: &[Column], checked: Checked) -> AnyView {
    let heads = (0..units).map(|unit| view! { <th scope="row">{(unit + 1).to_string()}</th> }.into_any()).collect();
    table(live_tr!("scope.ledger.unit").into_any(), heads, columns, checked)
}

fn weight_table(units: usize, inputs: usize, columns: &[Column], checked: Checked) -> AnyView {
    let heads = (0..units)
        .flat_map(|to| (0..inputs).map(move |from| (to + 1, from + 1)))
        .map(|(to, from)| {
            let index = if to.max(from) < 10 { format!("{to}{from}") } else { format!("{to},{from}") };
            view! {
                <th scope="row" title=move || tr!("scope.ledger.weight_help", from = from, to = to)>
                    <i>"w"</i>
                    <sub>{index}</sub>
                </th>
            }
            .into_any()
        })
        .collect();
    table(live_tr!("scope.ledger.weight").into_any(), heads, columns, checked)
}

fn table(corner: AnyView, heads: Vec<AnyView>, columns: &[Column], checked: Checked) -> AnyView {
    let titles = columns.iter().map(|column| view! { <th scope="col">{column.head}</th> }).collect::<Vec<_>>();
    let rows = heads
        .into_iter()
        .enumerate()
        .map(|(row, head)| {
            let cells = columns.iter().filter_map(|column| column.cells.get(row));
            let cells = cells.map(|quantity| cell(*quantity, checked)).collect::<Vec<_>>();
            view! { <tr>{head} {cells}</tr> }
        })
        .collect::<Vec<_>>();
    view! {
        <div class="ledger-scroll">
            <table class="numbers">
                <thead>
                    <tr>
                        <th scope="col">{corner}</th>
                        {titles}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A number with what can be done to it: change what is given, check what is a gradient.
fn cell(quantity: Quantity, checked: Checked) -> AnyView {
    let action = if quantity.is_editable() {
        view! { <EditNumber quantity=quantity /> }.into_any()
    } else if quantity.is_gradient() {
        check_button(quantity, checked)
    } else {
        ().into_any()
    };
    view! {
        <td>
            <span class="ledger-cell">
                {action}
                <ScopeFigure quantity=quantity />
            </span>
        </td>
    }
    .into_any()
}

fn check_button(quantity: Quantity, checked: Checked) -> AnyView {
    let scope = Scope::get();
    view! {
        <button
            type="button"
            class="pencil"
            data-action="check"
            aria-label=move || tr!("scope.check.label", name = words::quantity(quantity))
            title=live_tr!("scope.check.help")
            hidden=move || !scope.known(quantity)
            on:click=move |_| {
                checked.update(|checked| *checked = if *checked == Some(quantity) { None } else { Some(quantity) });
            }
        >
            "±ε"
        </button>
    }
    .into_any()
}

/// The check of a gradient of this layer, below its tables.
#[component]
fn Checking(layer: usize, checked: Checked) -> impl IntoView {
    let here = Memo::new(move |_| checked.get().filter(|quantity| section_of(*quantity) == layer));
    move || {
        here.get().map(|quantity| {
            view! {
                <div class="ledger-check">
                    <p class="note">{move || words::quantity(quantity)}</p>
                    <CheckGradient quantity=quantity open=true />
                </div>
            }
        })
    }
}

/// The section in which a gradient stands; the inputs' is 0.
fn section_of(quantity: Quantity) -> usize {
    match quantity {
        Quantity::Delta { layer, .. }
        | Quantity::WeightGradient { layer, .. }
        | Quantity::BiasGradient { layer, .. } => layer,
        _ => 0,
    }
}
