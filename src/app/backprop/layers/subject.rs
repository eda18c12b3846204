//! What the network is shown: the picture, what it is, what the network takes it for, and how fresh the weights are.

use leptos::prelude::*;

use super::grid::highest;
use super::lens::Lens;
use super::run::RunControls;
use super::series::{At, Series};
use crate::app::backprop::live::Live;
use crate::app::backprop::scope_figure::round;
use crate::app::format;
use crate::app::subject::{Source, Truth};
use crate::app::tabular::unscaled;
use crate::app::widgets::picture::Picture;
use crate::dataset::Inputs;
use crate::live_tr;
use crate::tr;

/// Side of the picture in CSS pixels.
const SIDE: u32 = 84;

/// The picture on the bench; nothing when the numbers come from elsewhere.
#[component]
pub(super) fn SubjectPanel(
    /// What is chosen.
    lens: Lens,
) -> impl IntoView {
    let scope = lens.scope;
    let live = Live::get();
    let following = live.following;
    let pixels = Memo::new(move |_| {
        let inputs = scope.subject.with(|subject| subject.as_ref().map(|subject| subject.inputs.clone()));
        match inputs {
            Some(Inputs::Pixels(pixels)) => pixels,
            _ => Vec::new(),
        }
    });
    let origin = Memo::new(move |_| scope.subject.with(|subject| subject.as_ref().map(|subject| subject.source)));
    let truth = Memo::new(move |_| scope.subject.with(|subject| subject.as_ref().map(|s| s.truth)));
    let label = Memo::new(move |_| match truth.get() {
        Some(Truth::Class(label)) => Some(usize::from(label)),
        _ => None,
    });
    let taken_for = Memo::new(move |_| predicted(lens));
    let wrong = Memo::new(move |_| taken_for.get().is_some_and(|taken_for| Some(taken_for) != label.get()));
    let step = move || live.step.get().map(|step| tr!("layers.weights_from", step = format::count(step)));
    let exact_step = move || live.step.get().map(|step| step.to_string());
    let class = move |class: Option<usize>| class.map_or_else(|| "—".to_owned(), |class| lens.class(class));
    let is_picture = Memo::new(move |_| pixels.with(|pixels| !pixels.is_empty()));
    let value = Memo::new(move |_| match truth.get() {
        Some(Truth::Value(value)) => Some(f64::from(value)),
        _ => None,
    });
    let answer = Memo::new(move |_| said(lens));
    view! {
        <section class="layers-subject" class:row=move || !is_picture.get() data-part="subject">
            <Show when=move || is_picture.get()>
                <Picture
                    pixels=pixels
                    size=SIDE
                    label=Signal::derive(move || tr!("layers.picture", class = class(label.get())))
                />
            </Show>
            <div>
                <h2>{move || origin.get().map(|origin| origin_words(origin, is_picture.get()))}</h2>
                <Show
                    when=move || value.get().is_none()
                    fallback=move || view! { <Value lens=lens truth=value answer=answer/> }
                >
                    <p>
                        {move || {
                            if origin.get() == Some(Source::Drawing) {
                                tr!("layers.compared_with")
                            } else {
                                tr!("layers.true_class")
                            }
                        }}
                        " " <b data-subject="class">{move || class(label.get())}</b>
                        {live_tr!("layers.predicted")} " "
                        <b data-subject="predicted" class:bad=move || wrong.get()>
                            {move || class(taken_for.get())}
                        </b>
                        {move || wrong.get().then(|| tr!("layers.wrong"))}
                    </p>
                </Show>
                <p class="note" data-subject="step" data-value=exact_step>
                    {step}
                </p>
                <div class="bar">
                    <button
                        type="button"
                        class="btn small"
                        data-action="refresh"
                        title=live_tr!("layers.refresh_help")
                        on:click=move |_| live.refresh()
                    >
                        {live_tr!("layers.refresh")}
                    </button>
                    <label class="layers-switch" title=live_tr!("layers.follow_help")>
                        <input
                            type="checkbox"
                            role="switch"
                            data-control="follow"
                            prop:checked=move || following.get()
                            on:change:target=move |event| following.set(event.target().checked())
                        />
                        {live_tr!("layers.follow")}
                    </label>
                </div>
                <RunControls/>
            </div>
        </section>
    }
}

/// The output unit with the largest activation; tracked.
fn predicted(lens: Lens) -> Option<usize> {
    let at = At { example: lens.scope.example.get(), to: 0 };
    let outputs = Series::A(lens.depth());
    lens.scope.record.with(|record| highest(&outputs.values(record, at)))
}

/// Where a number is predicted: what the row has, and what the network says, as they stand in the table.
#[component]
fn Value(lens: Lens, truth: Memo<Option<f64>>, answer: Memo<Option<f64>>) -> impl IntoView {
    let shown = move |value: Option<f64>| {
        let set = lens.scope.subject.with(|subject| subject.as_ref().and_then(|subject| subject.data.own()));
        match (value, set) {
            (Some(value), Some(set)) => round(unscaled(set, value)),
            _ => "—".to_owned(),
        }
    };
    let own = move || lens.scope.subject.with(|subject| subject.as_ref().map(|s| s.source)) == Some(Source::Drawing);
    view! {
        <p>
            {move || if own() { tr!("layers.compared_with") } else { tr!("layers.true_value") }} " " <b data-subject="class">{move || shown(truth.get())}</b>
            {live_tr!("layers.said_value")} " " <b data-subject="predicted">{move || shown(answer.get())}</b>
        </p>
    }
}

/// The first output, once it is computed; tracked.
fn said(lens: Lens) -> Option<f64> {
    let at = At { example: lens.scope.example.get(), to: 0 };
    let outputs = Series::A(lens.depth());
    lens.scope.record.with(|record| outputs.values(record, at).first().copied())
}

fn origin_words(origin: Source, picture: bool) -> String {
    match (origin, picture) {
        (Source::TestImage(row), true) => tr!("layers.of_test", row = format::count(u64::from(row) + 1)),
        (Source::TestImage(row), false) => tr!("layers.of_test_row", row = format::count(u64::from(row) + 1)),
        (Source::Drawing, true) => tr!("layers.of_pad"),
        (Source::Drawing, false) => tr!("layers.of_form"),
        (Source::Unit(unit), true) => tr!("layers.of_unit", unit = unit),
        (Source::Unit(unit), false) => tr!("layers.of_unit_row", unit = unit),
    }
}
