//! The output layer: a row for each class, its values as bars and as figures.

use leptos::prelude::*;

use super::grid::{bar, largest};
use super::heat::{Symbol, what};
use super::lens::Lens;
use super::series::Series;
use crate::app::backprop::scope_figure::ScopeFigure;
use crate::backprop::Loss;
use crate::live_tr;
use crate::tr;

/// Some series of the output layer, side by side.
#[component]
pub(super) fn Bars(
    /// What is chosen.
    lens: Lens,
    /// The output layer.
    layer: usize,
    /// Its units.
    units: usize,
    /// What is shown of each.
    series: Vec<Series>,
) -> impl IntoView {
    let columns: Vec<(Series, Memo<f64>)> = series.into_iter().map(|series| (series, scale(lens, series))).collect();
    let heads = columns
        .iter()
        .map(|&(series, _)| {
            view! {
                <th scope="col" title=move || what(series)>
                    <Symbol series=series/>
                </th>
            }
        })
        .collect_view();
    let kinds: Vec<Series> = columns.iter().map(|&(series, _)| series).collect();
    let now = Memo::new(move |_| lens.is_now(|shown| kinds.iter().any(|series| series.is_made_by(shown))));
    let rows = (0..units)
        .map(|unit| {
            let cells = columns
                .iter()
                .map(|&(series, scale)| view! { <Cell lens=lens series=series unit=unit scale=scale/> })
                .collect_view();
            let target = Memo::new(move |_| {
                let example = lens.scope.example.get();
                lens.scope.record.with(|record| {
                    let target = record.bench.batch.get(example).and_then(|example| example.target.get(unit).copied());
                    target.is_some_and(|target| target > 0.5)
                })
            });
            view! {
                <tr class:chosen=move || { lens.unit(layer) == unit } class:truth=move || target.get()>
                    <th scope="row">
                        <button
                            type="button"
                            class="layers-class"
                            title=move || tr!("layers.choose_class", unit = unit)
                            aria-pressed=move || (lens.unit(layer) == unit).to_string()
                            on:click=move |_| lens.pick(layer, unit)
                        >
                            {move || lens.class(unit)}
                        </button>
                        {move || target.get().then(|| view! { <small>{live_tr!("layers.target")}</small> })}
                    </th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="scroll layers-bars" class:now=move || now.get()>
            <table class="numbers">
                <thead>
                    <tr>
                        <th scope="col">{live_tr!("layers.output")}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// The value of a full bar.
fn scale(lens: Lens, series: Series) -> Memo<f64> {
    Memo::new(move |_| {
        let at = lens.at(series);
        let largest = lens.scope.record.with(|record| largest(&series.values(record, at)));
        // Probabilities are shares of 1.
        if is_signed(lens, series) { largest } else { largest.max(1.0) }
    })
}

/// Probabilities never fall below zero; tracked.
fn is_signed(lens: Lens, series: Series) -> bool {
    let probability = matches!(series, Series::A(_) | Series::NewA(_));
    !probability || lens.scope.shape.with(|shape| matches!(shape.loss, Loss::HalfSquared))
}

#[component]
fn Cell(lens: Lens, series: Series, unit: usize, scale: Memo<f64>) -> impl IntoView {
    let quantity = Memo::new(move |_| series.quantity(lens.at(series), unit));
    let value = Memo::new(move |_| lens.scope.value(quantity.get()));
    let place = move || {
        let (left, length) = bar(value.get().unwrap_or(0.0), scale.get(), is_signed(lens, series));
        format!("left:{left:.2}%;width:{length:.2}%")
    };
    let negative = move || value.get().is_some_and(|value| value < 0.0);
    view! {
        <td>
            <span class="layers-bar">
                <span class="layers-track" class:signed=move || is_signed(lens, series) aria-hidden="true">
                    <i class:negative=negative style=place></i>
                </span>
                {move || view! { <ScopeFigure quantity=quantity.get()/> }}
            </span>
        </td>
    }
}
