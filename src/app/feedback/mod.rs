//! Feedback: what the network still gets wrong is labelled by hand and goes back into the data.

mod card;
mod collection;
mod drawing;
mod mistakes;
mod outcome;
mod removal;

use leptos::prelude::*;

use self::collection::OwnExamples;
use self::drawing::DrawAndLabel;
use self::mistakes::SurestMistakes;
use self::outcome::Outcome;
use super::names;
use super::state::App;
use crate::dataset::{DataSet, MAX_EXAMPLES};
use crate::live_tr;
use crate::setup::Stage;

/// The view of the reader's own examples.
#[component]
pub fn FeedbackStage() -> impl IntoView {
    let app = App::get();
    let drawable = Memo::new(move |_| app.chosen_data().is_drawable());
    view! {
        <div class="stage-view feedback-view">
            <h1>{move || names::stage(Stage::Feedback)}</h1>
            <p class="lead">{live_tr!("feedback.lead")}</p>
            <Show
                when=move || drawable.get()
                fallback=move || view! { <p class="note" data-note="not-drawable">{live_tr!("tabular.not_drawable")}</p> }
            >
                <Outcome/>
                <div class="feedback-grid">
                    <SurestMistakes/>
                    <DrawAndLabel/>
                </div>
                <OwnExamples/>
            </Show>
            <Loop/>
        </div>
    }
}

/// Where feedback leads: back to the data.
#[component]
fn Loop() -> impl IntoView {
    let app = App::get();
    view! {
        <section class="feedback-loop">
            <p>
                {live_tr!("feedback.loop")} " "
                <button
                    type="button"
                    class="btn small"
                    data-action="open-collect"
                    on:click=move |_| app.open(Stage::Collect)
                >
                    {live_tr!("feedback.open", stage = names::stage(Stage::Collect))}
                </button>
            </p>
            <p class="note">{live_tr!("feedback.private")}</p>
        </section>
    }
}

/// A list of the chosen set's classes.
#[component]
fn ClassSelect(
    /// Its name for scripts.
    action: &'static str,
    /// The class that is chosen.
    #[prop(into)]
    value: Signal<u8>,
    /// Called when another one is chosen.
    change: Callback<u8>,
) -> impl IntoView {
    let app = App::get();
    let data = Memo::new(move |_| chosen_data(app));
    let classes = move || 0..data.get().classes().len();
    view! {
        <select
            data-action=action
            on:change:target=move |event| {
                if let Ok(label) = event.target().value().parse::<u8>() {
                    change.run(label);
                }
            }
        >
            <For each=classes key=|index| *index let:index>
                <option value=index.to_string() prop:selected=move || { usize::from(value.get()) == index }>
                    {move || names::class(data.get(), index)}
                </option>
            </For>
        </select>
    }
}

/// The set whose examples are shown; tracked, as everything below.
fn chosen_data(app: App) -> DataSet {
    app.link.with(|link| link.setup.data)
}

/// Whether the network in the worker is one for this set, so that its answers mean something.
fn network_fits(app: App) -> bool {
    let data = chosen_data(app);
    app.configured.with(|setup| setup.as_ref().is_some_and(|setup| setup.data == data))
}

/// Whether that network has learned anything yet.
fn network_is_trained(app: App) -> bool {
    network_fits(app) && app.progress.with(|progress| progress.step > 0)
}

/// Whether no further example fits in.
fn is_full(app: App) -> bool {
    app.with_collection(|collection| collection.examples.len() >= MAX_EXAMPLES)
}
