//! An example of one's own: drawn, given its class, and taken into the collection.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{ClassSelect, chosen_data, is_full, network_is_trained};
use crate::app::apply::pad::DrawingPad;
use crate::app::apply::sketch::Sketch;
use crate::app::controller::Controller;
use crate::app::names;
use crate::app::state::App;
use crate::dataset::{DataSet, Example, Origin};
use crate::evaluation::most_likely;
use crate::live_tr;
use crate::tr;

/// What has become of the latest drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Added {
    data: DataSet,
    label: u8,
    /// What the network took it for; `None` until it has answered.
    taken_for: Option<u8>,
}

impl Added {
    fn sentence(self) -> String {
        let name = |class: u8| names::class(self.data, usize::from(class));
        match self.taken_for {
            None => tr!("feedback.added", class = name(self.label)),
            Some(taken_for) if taken_for == self.label => tr!("feedback.added_right", class = name(self.label)),
            Some(taken_for) => tr!("feedback.added_wrong", class = name(self.label), taken = name(taken_for)),
        }
    }
}

/// The pad, a class, and a button.
#[component]
pub(super) fn DrawAndLabel() -> impl IntoView {
    let app = App::get();
    let controller = Controller::get();
    let sketch = Sketch::new();
    let label = RwSignal::new(0_u8);
    let added = RwSignal::new(None::<Added>);
    let full = Memo::new(move |_| is_full(app));
    let unready = Memo::new(move |_| full.get() || sketch.is_empty());
    let add = move |_| {
        if let Some(pixels) = sketch.picture() {
            sketch.clear();
            keep(app, controller, pixels, label.get_untracked(), added);
        }
    };
    view! {
        <div class="feedback-drawing">
            <DrawingPad sketch=sketch/>
            <section class="card">
                <h2>{live_tr!("feedback.drawing")}</h2>
                <label class="drawing-label">
                    <span>{live_tr!("feedback.shows")}</span>
                    <ClassSelect
                        action="label-drawing"
                        value=label
                        change=Callback::new(move |class: u8| label.set(class))
                    />
                </label>
                <button
                    type="button"
                    class="btn"
                    data-action="add-drawing"
                    title=live_tr!("feedback.add_drawing_help")
                    disabled=move || unready.get()
                    on:click=add
                >
                    {live_tr!("feedback.add_drawing")}
                </button>
                <p class="note" role="status">
                    {move || match added.get() {
                        Some(added) => added.sentence(),
                        None if full.get() => tr!("feedback.full"),
                        None => tr!("feedback.drawing_how"),
                    }}
                </p>
            </section>
        </div>
    }
}

/// Takes a drawing into the collection at once; what the network took it for is noted when it has answered.
fn keep(app: App, controller: Controller, pixels: Vec<u8>, label: u8, added: RwSignal<Option<Added>>) {
    let data = untrack(|| chosen_data(app));
    let example = Example { pixels: pixels.clone(), label, origin: Origin::Drawn, mistaken_for: None };
    controller.change_collection(move |collection| {
        collection.add(example);
    });
    added.set(Some(Added { data, label, taken_for: None }));
    // A network that has learned nothing only guesses.
    if !untrack(|| network_is_trained(app)) {
        return;
    }
    spawn_local(async move {
        let Some(probabilities) = controller.predict(pixels.clone()).await else { return };
        let Some(taken_for) = most_likely(&probabilities).and_then(|(class, _)| u8::try_from(class).ok()) else {
            return;
        };
        if taken_for != label && untrack(|| chosen_data(app)) == data {
            controller.change_collection(move |collection| {
                if let Some(example) = collection.examples.iter_mut().find(|example| example.pixels == pixels) {
                    example.mistaken_for = Some(taken_for);
                }
            });
        }
        // The reader may have left this view, or drawn the next one.
        let latest = Some(Added { data, label, taken_for: None });
        if added.try_get_untracked() == Some(latest) {
            added.set(Some(Added { data, label, taken_for: Some(taken_for) }));
        }
    });
}
