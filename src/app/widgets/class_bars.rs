//! How probable each class is, as bars with numbers.

use leptos::prelude::*;

use crate::app::format::{exact, percent};
use crate::app::names;
use crate::dataset::DataSet;
use crate::evaluation::most_likely;
use crate::live_tr;

/// One bar for each class; the most probable one stands out, the true one is marked.
#[component]
pub fn ClassBars(
    /// The set whose classes they are.
    #[prop(into)]
    data: Signal<DataSet>,
    /// One number a class; empty when there is no prediction.
    #[prop(into)]
    probabilities: Signal<Vec<f32>>,
    /// The true class, when it is known.
    #[prop(optional, into)]
    truth: Signal<Option<usize>>,
) -> impl IntoView {
    let best = Memo::new(move |_| probabilities.with(|p| most_likely(p).map(|(class, _)| class)));
    let classes = move || 0..data.get().classes().len();
    view! {
        <ol class="class-bars" aria-label=live_tr!("widgets.bars.label")>
            <For each=classes key=|index| *index let:index>
                <ClassBar
                    index=index
                    data=data
                    probability=Signal::derive(move || probabilities.with(|p| p.get(index).copied()))
                    best=Signal::derive(move || best.get() == Some(index))
                    truth=Signal::derive(move || truth.get() == Some(index))
                />
            </For>
        </ol>
    }
}

#[component]
fn ClassBar(
    index: usize,
    data: Signal<DataSet>,
    probability: Signal<Option<f32>>,
    best: Signal<bool>,
    truth: Signal<bool>,
) -> impl IntoView {
    let full = move || probability.get().map(|p| exact(p).to_string()).unwrap_or_default();
    let rounded = move || probability.get().map_or_else(|| "—".to_owned(), |p| percent(f64::from(p)));
    let width = move || format!("{:.2}%", 100.0 * probability.get().unwrap_or(0.0).clamp(0.0, 1.0));
    view! {
        <li class="class-bar" class:best=best class:truth=truth>
            <span class="class-name">
                {move || names::class(data.get(), index)}
                {move || truth.get().then(|| view! { <small>{live_tr!("widgets.bars.truth")}</small> })}
            </span>
            <span class="class-track" aria-hidden="true">
                <i style:width=width></i>
            </span>
            <span class="figure" data-figure=format!("probability[{index}]") data-value=full title=full>
                {rounded}
            </span>
        </li>
    }
}
