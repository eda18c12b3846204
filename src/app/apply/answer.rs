//! What the network sees of a drawing, and what it says.

use leptos::prelude::*;

use super::sketch::Sketch;
use crate::app::widgets::class_bars::ClassBars;
use crate::app::widgets::live::Live;
use crate::app::widgets::picture::Picture;
use crate::app::{format, names};
use crate::dataset::Builtin;
use crate::evaluation::most_likely;
use crate::tr;

/// The 28 × 28 pixels that the network gets.
#[component]
pub(super) fn Seen(live: Live) -> impl IntoView {
    let picture = live.picture();
    view! {
        <section class="card seen">
            <h2>{move || tr!("apply.seen_title")} <small>"28 × 28"</small></h2>
            <Picture
                pixels=Signal::derive(move || picture.get().unwrap_or_default())
                label=Signal::derive(move || {
                    if picture.with(Option::is_some) { tr!("apply.seen_label") } else { tr!("apply.seen_nothing") }
                })
            />
            <p class="note">{move || tr!("apply.seen_why")}</p>
        </section>
    }
}

/// The most probable class, large, and the probabilities of all.
#[component]
pub(super) fn Answer(live: Live, data: Signal<Builtin>, sketch: Sketch) -> impl IntoView {
    let probabilities = live.probabilities();
    let best = Memo::new(move |_| probabilities.with(|p| most_likely(p)));
    let class = Memo::new(move |_| best.get().map(|(class, _)| class));
    let name = move || class.get().map_or_else(|| "—".to_owned(), |class| names::class(data.get(), class));
    let sure = move || best.get().map_or_else(String::new, |(_, p)| format::percent(f64::from(p)));
    // Said when a stroke is finished, not at every movement of the hand.
    let announced = Memo::new(move |before: Option<&String>| {
        if sketch.drawing() {
            return before.cloned().unwrap_or_default();
        }
        class.get().map_or_else(String::new, |class| tr!("apply.says", class = names::class(data.get(), class)))
    });
    view! {
        <section class="card answer">
            <h2>{move || tr!("apply.answer_title")}</h2>
            <p class="answer-best">
                <span
                    class="big"
                    data-figure="prediction"
                    data-value=move || class.get().map(|class| class.to_string()).unwrap_or_default()
                >
                    {name}
                </span>
                <span class="answer-sure">{sure}</span>
            </p>
            <ClassBars data=data probabilities=probabilities/>
            <p class="visually-hidden" role="status">
                {move || announced.get()}
            </p>
        </section>
    }
}
