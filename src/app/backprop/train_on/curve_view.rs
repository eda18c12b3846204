//! The loss curve on the page.

use leptos::prelude::*;

use super::training::Training;
use crate::app::backprop::scope_figure::round;
use crate::app::format;
use crate::live_tr;
use crate::tr;

/// The loss after each update.
#[component]
pub(super) fn LossCurve(training: Training) -> impl IntoView {
    let logarithmic = RwSignal::new(false);
    let curve = training.curve;
    let axis = Memo::new(move |_| curve.with(|curve| curve.axis(logarithmic.get())));
    let empty = Memo::new(move |_| curve.with(|curve| curve.updates() == 0));
    let label = move || {
        let (from, to, updates) = curve.with(|curve| (curve.first(), curve.latest(), curve.updates()));
        tr!("lesson.train.curve_label", from = round(from), to = round(to), updates = format::count(updates))
    };
    view! {
        <figure class="loss-curve">
            <figcaption>
                <span>{live_tr!("lesson.train.curve")}</span>
                <label class="scope-inline">
                    <input
                        type="checkbox"
                        data-control="curve-logarithmic"
                        prop:checked=move || logarithmic.get()
                        on:change:target=move |event| logarithmic.set(event.target().checked())
                    />
                    {live_tr!("lesson.logarithmic")}
                </label>
            </figcaption>
            <div class="loss-curve-losses" aria-hidden="true">
                <span>{move || round(axis.get().high)}</span>
                <span>{move || round(axis.get().low)}</span>
            </div>
            <div class="loss-curve-area">
                <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label=label>
                    <polyline points=move || curve.with(|curve| curve.outline(logarithmic.get()))></polyline>
                </svg>
                <span class="loss-curve-empty" hidden=move || !empty.get()>
                    {live_tr!("lesson.train.curve_empty")}
                </span>
            </div>
            <div class="loss-curve-updates" aria-hidden="true">
                <span>"0"</span>
                <span>{move || format::count(curve.with(|curve| curve.updates()))}</span>
            </div>
        </figure>
    }
}
