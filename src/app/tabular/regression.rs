//! How well a number is predicted: the errors in the table's own unit, and every prediction against the truth.

use leptos::prelude::*;

use super::{target_name, unscaled};
use crate::app::figure::Figure;
use crate::app::format;
use crate::app::state::App;
use crate::dataset::{OwnSet, Task};
use crate::evaluation::Residuals;
use crate::live_tr;
use crate::tr;

/// Points that are drawn, at most.
const POINTS: usize = 2000;

/// The errors, and predictions against the truth.
#[component]
pub fn RegressionCard(
    /// The set; a number is predicted.
    set: &'static OwnSet,
) -> impl IntoView {
    let app = App::get();
    let scale = match set.task {
        Task::Value { deviation, .. } => deviation,
        Task::Classes(_) => 1.0,
    };
    let residuals = Memo::new(move |_| {
        app.test.with(|test| test.as_ref().and_then(|test| Residuals::of(&test.values, &test.targets)))
    });
    let root = Memo::new(move |_| residuals.get().map(|found| found.root_mean_square * scale));
    let mean = Memo::new(move |_| residuals.get().map(|found| found.mean_absolute * scale));
    let bias = Memo::new(move |_| residuals.get().map(|found| found.bias * scale));
    let there = Memo::new(move |_| residuals.get().is_some());
    view! {
        <section class="card">
            <h2>{live_tr!("tabular.errors")} " " <small>{target_name(set)}</small></h2>
            <Show
                when=move || there.get()
                fallback=move || view! { <p class="note">{live_tr!("evaluate.browser_empty")}</p> }
            >
                <div class="figures">
                    <div class="kv">
                        <small>{live_tr!("tabular.rmse")}</small>
                        <span class="big"><Figure name="test-rmse" value=root show=format::amount /></span>
                    </div>
                    <div class="kv">
                        <small>{live_tr!("tabular.mae")}</small>
                        <span class="big"><Figure name="test-mae" value=mean show=format::amount /></span>
                    </div>
                    <div class="kv">
                        <small>{live_tr!("tabular.bias")}</small>
                        <span class="big"><Figure name="test-bias" value=bias show=format::amount /></span>
                    </div>
                </div>
                <p class="note">{live_tr!("tabular.errors_why")}</p>
                <Scatter set=set />
            </Show>
        </section>
    }
}

/// True value to the right, prediction upwards; on the diagonal both are the same.
#[component]
fn Scatter(set: &'static OwnSet) -> impl IntoView {
    let app = App::get();
    let points = Memo::new(move |_| {
        app.test.with(|test| {
            let pairs = |test: &crate::trainer::protocol::TestResult| {
                let stride = test.targets.len().div_ceil(POINTS).max(1);
                let pairs = test.targets.iter().zip(&test.values).step_by(stride);
                pairs.map(|(&truth, &said)| (f64::from(truth), f64::from(said))).collect::<Vec<_>>()
            };
            test.as_ref().map(pairs).unwrap_or_default()
        })
    });
    let range = Memo::new(move |_| {
        points.with(|points| {
            let all = points.iter().flat_map(|&(truth, said)| [truth, said]).filter(|value| value.is_finite());
            let (low, high) =
                all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
            if low < high { (low, high) } else { (low - 1.0, low + 1.0) }
        })
    });
    let at = move |value: f64| {
        let (low, high) = range.get();
        100.0 * (value - low) / (high - low)
    };
    let dots = move || {
        points.with(|points| {
            let dot = |&(truth, said): &(f64, f64)| format!("M{:.2} {:.2}h0", at(truth), 100.0 - at(said));
            points.iter().map(dot).collect::<String>()
        })
    };
    let label = |share: fn((f64, f64)) -> f64| move || format::value(unscaled(set, share(range.get())));
    view! {
        <figure class="scatter">
            <span class="scatter-high">{label(|range| range.1)}</span>
            <svg
                viewBox="-2 -2 104 104"
                role="img"
                aria-label=move || tr!("tabular.scatter_label", count = points.with(Vec::len))
            >
                <path class="scatter-frame" d="M0 0V100H100" />
                <path class="scatter-diagonal" d="M0 100L100 0" />
                <path class="scatter-dots" d=dots />
            </svg>
            <span class="scatter-low">{label(|range| range.0)}</span>
            <span class="scatter-right">{label(|range| range.1)}</span>
            <figcaption class="note">{live_tr!("tabular.scatter")}</figcaption>
        </figure>
    }
}
