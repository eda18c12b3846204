//! The plane of a network's two inputs, coloured by its output, with the examples on it.

use leptos::html;
use leptos::prelude::*;

use super::plane::{Answers, SIDE, Window, output, paint};
use crate::app::backprop::scope_figure::round;
use crate::app::backprop::state::Scope;
use crate::app::preferences::Preferences;
use crate::app::widgets::canvas::{Redraw, put_rgba};
use crate::app::widgets::palette::palette;
use crate::backprop::{ExampleName, Record};
use crate::live_tr;
use crate::tr;

/// An example on the map.
#[derive(Clone, Debug, PartialEq)]
struct Spot {
    input: Vec<f64>,
    target: f64,
    output: f64,
    /// Percent from the left and from the top.
    place: (f64, f64),
    high: bool,
    right: bool,
}

/// The map, and what the network says to each example.
#[component]
pub(super) fn PlaneMap() -> impl IntoView {
    let scope = Scope::get();
    let preferences = Preferences::get();
    let node = NodeRef::<html::Canvas>::new();
    let answers = Memo::new(move |_| scope.bench.with(|bench| Answers::of(&bench.batch)));
    let window = Memo::new(move |_| scope.bench.with(|bench| Window::around(&bench.batch)));
    let redraw = Redraw::new(move || {
        let Some(canvas) = node.get() else { return };
        let palette = palette(preferences.theme());
        let (window, answers) = (window.get(), answers.get());
        let picture = scope.bench.with(|bench| paint(&bench.network, window, answers, &palette.diverging));
        put_rgba(&canvas, SIDE, SIDE, &picture);
    });
    Effect::new(move |_| {
        scope.bench.track();
        preferences.theme();
        if node.get().is_some() {
            redraw.request();
        }
    });
    let spots = Memo::new(move |_| {
        let (window, answers) = (window.get(), answers.get());
        scope.record.with(|record| spots(record, window, answers))
    });
    let all_right = Memo::new(move |_| spots.with(|spots| !spots.is_empty() && spots.iter().all(|spot| spot.right)));
    let verdict = move || {
        let (right, count) = spots.with(|spots| (spots.iter().filter(|spot| spot.right).count(), spots.len()));
        match (all_right.get(), scope.name.get() == ExampleName::Xor) {
            (true, true) => tr!("lesson.plane.xor_right"),
            (true, false) => tr!("lesson.plane.all_right", count = count),
            (false, _) => tr!("lesson.plane.some_right", right = right, count = count),
        }
    };
    let legend = move || {
        let answers = answers.get();
        tr!(
            "lesson.plane.legend",
            high = round(answers.high),
            low = round(answers.low),
            middle = round(answers.middle())
        )
    };
    let edge = move |low: bool, axis: usize| {
        let window = window.get();
        let side = if low { window.low } else { window.high };
        round(side.get(axis).copied().unwrap_or_default())
    };
    view! {
        <figure class="plane">
            <figcaption>{live_tr!("lesson.plane.title")}</figcaption>
            <div class="plane-up" aria-hidden="true">
                <span>{move || edge(false, 1)}</span>
                <span class="plane-axis">
                    <i>"x"</i>
                    <sub>"2"</sub>
                </span>
                <span>{move || edge(true, 1)}</span>
            </div>
            <div class="plane-area">
                <canvas node_ref=node width="40" height="40" role="img" aria-label=live_tr!("lesson.plane.label")></canvas>
                <svg viewBox="0 0 100 100" aria-hidden="true">
                    {move || spots.with(|spots| spots.iter().map(mark).collect::<Vec<_>>())}
                </svg>
            </div>
            <div class="plane-along" aria-hidden="true">
                <span>{move || edge(true, 0)}</span>
                <span class="plane-axis">
                    <i>"x"</i>
                    <sub>"1"</sub>
                </span>
                <span>{move || edge(false, 0)}</span>
            </div>
            <p class="note plane-legend">{legend}</p>
            <table class="numbers plane-points">
                <thead>
                    <tr>
                        <th scope="col">{live_tr!("lesson.plane.point")}</th>
                        <th scope="col">{live_tr!("lesson.plane.target")}</th>
                        <th scope="col">{live_tr!("lesson.plane.output")}</th>
                        <th scope="col">{live_tr!("lesson.plane.verdict")}</th>
                    </tr>
                </thead>
                <tbody>{move || spots.with(|spots| spots.iter().map(row).collect::<Vec<_>>())}</tbody>
            </table>
            // It is said when it comes true, not with every update.
            <p class="plane-verdict" class:all-right=move || all_right.get()>
                <span aria-hidden="true">{move || all_right.get().then_some("✓ ")}</span>
                {verdict}
            </p>
            <p class="visually-hidden" role="status">
                {move || all_right.get().then(|| tr!("lesson.plane.said_right"))}
            </p>
        </figure>
    }
}

fn spots(record: &Record, window: Window, answers: Answers) -> Vec<Spot> {
    let network = &record.bench.network;
    let batch = record.bench.batch.iter();
    batch
        .map(|example| {
            let target = example.target.first().copied().unwrap_or(f64::NAN);
            let output = output(network, &example.input);
            let high = answers.is_high(target);
            let place = window.place(&example.input);
            let right = output.is_finite() && answers.is_high(output) == high;
            Spot { input: example.input.clone(), target, output, place, high, right }
        })
        .collect()
}

/// Full for the higher target, hollow for the lower one.
fn mark(spot: &Spot) -> AnyView {
    let class = if spot.high { "plane-spot high" } else { "plane-spot low" };
    let (x, y) = spot.place;
    view! { <circle class=class cx=format!("{x:.2}") cy=format!("{y:.2}") r="3"></circle> }.into_any()
}

fn row(spot: &Spot) -> AnyView {
    let input: Vec<String> = spot.input.iter().map(|value| round(*value)).collect();
    let (right, sign) = (spot.right, if spot.right { "✓ " } else { "✗ " });
    let exact = spot.output.to_string();
    let shape = if spot.high { "● " } else { "○ " };
    let word = move || if right { tr!("lesson.plane.right") } else { tr!("lesson.plane.wrong") };
    view! {
        <tr>
            <th scope="row">
                <span aria-hidden="true">{shape}</span>
                {format!("({})", input.join(", "))}
            </th>
            <td>{round(spot.target)}</td>
            <td class="role-forward" data-value=exact.clone() title=exact>
                {round(spot.output)}
            </td>
            <td>
                <span aria-hidden="true">{sign}</span>
                {word}
            </td>
        </tr>
    }
    .into_any()
}
