//! Adds a picture to the reader's own examples, with the class that it should have.

use leptos::prelude::*;

use crate::app::controller::Controller;
use crate::app::names;
use crate::app::state::App;
use crate::dataset::{DataSet, Example, MAX_EXAMPLES, Origin};
use crate::live_tr;
use crate::setup::Stage;
use crate::tr;

/// What stands in the way of adding the picture, or has been done with it already.
#[derive(Clone, Copy, PartialEq)]
enum Standing {
    /// It can be added.
    Free,
    /// There is no picture.
    Nothing,
    /// It belongs to another set than the one that is chosen.
    OtherSet,
    /// It is among the examples, with this class.
    Held(u8),
    /// There is no room for another one.
    Full,
}

/// A button that adds a picture to the reader's own examples, with a list for its class.
#[component]
pub(in crate::app) fn AddExample(
    /// The set that the picture belongs to.
    #[prop(into)]
    data: Signal<DataSet>,
    /// The picture, when there is one.
    #[prop(into)]
    picture: Signal<Option<Vec<u8>>>,
    /// Where it comes from.
    #[prop(into)]
    origin: Signal<Origin>,
    /// What it shows, when that is known.
    #[prop(into)]
    truth: Signal<Option<usize>>,
    /// What the network takes it for.
    #[prop(into)]
    predicted: Signal<Option<usize>>,
) -> impl IntoView {
    let app = App::get();
    let controller = Controller::get();
    let chosen = RwSignal::new(None::<u8>);
    // Whoever draws ten sevens chooses the seven once; a picture from the data brings its own class.
    let source = Memo::new(move |_| (data.get(), origin.get()));
    Effect::new(move |_| {
        source.get();
        chosen.set(None);
    });
    let standing = Memo::new(move |_| {
        picture.with(|picture| {
            let Some(pixels) = picture else { return Standing::Nothing };
            if app.link.with(|link| link.setup.data) != data.get() {
                return Standing::OtherSet;
            }
            app.with_collection(|collection| {
                let held = collection.examples.iter().find(|example| example.pixels == *pixels);
                match held {
                    Some(example) => Standing::Held(example.label),
                    None if collection.examples.len() >= MAX_EXAMPLES => Standing::Full,
                    None => Standing::Free,
                }
            })
        })
    });
    let held = move || match standing.get() {
        Standing::Held(label) => Some(label),
        _ => None,
    };
    let label = Memo::new(move |_| {
        let suggested = move || truth.get().or_else(|| predicted.get()).and_then(|class| u8::try_from(class).ok());
        chosen.get().or_else(held).or_else(suggested)
    });
    let possible = Memo::new(move |_| match (standing.get(), label.get()) {
        (Standing::Free, Some(_)) => true,
        (Standing::Held(before), Some(now)) => before != now,
        _ => false,
    });
    let add = move |_| {
        let (Some(pixels), Some(label)) = (picture.get_untracked(), label.get_untracked()) else { return };
        let mistaken_for = predicted.get_untracked().and_then(|class| u8::try_from(class).ok());
        let example = Example { pixels, label, origin: origin.get_untracked(), mistaken_for };
        controller.change_collection(|collection| {
            collection.add(example);
        });
    };
    let class = move |label: u8| names::class(data.get(), usize::from(label));
    let words = move || match standing.get() {
        Standing::Free => String::new(),
        Standing::Nothing => tr!("apply.add_nothing"),
        Standing::OtherSet => {
            let set = app.link.with(|link| link.setup.data.title());
            tr!("apply.add_other_set", set = set)
        }
        Standing::Held(label) => tr!("apply.add_held", class = class(label)),
        Standing::Full => tr!("apply.add_full", count = MAX_EXAMPLES),
    };
    view! {
        <div class="add-example">
            <div class="bar">
                <ExampleClass data=data label=label chosen=chosen/>
                <button
                    type="button"
                    class="btn"
                    data-action="add-example"
                    title=live_tr!("apply.add_help", stage = names::stage(Stage::Feedback))
                    disabled=move || !possible.get()
                    on:click=add
                >
                    {move || if held().is_some() { tr!("apply.add_change") } else { tr!("apply.add") }}
                </button>
            </div>
            <p class="add-standing" role="status">
                {words}
            </p>
            <Show when=move || held().is_some()>
                <button
                    type="button"
                    class="btn small"
                    data-action="open-examples"
                    on:click=move |_| app.open(Stage::Feedback)
                >
                    {live_tr!("apply.add_open")}
                </button>
            </Show>
            <Show when=move || matches!(origin.get(), Origin::Test(_))>
                <p class="note">{live_tr!("apply.add_unseen")}</p>
            </Show>
        </div>
    }
}

/// The list of classes.
#[component]
fn ExampleClass(data: Signal<DataSet>, label: Memo<Option<u8>>, chosen: RwSignal<Option<u8>>) -> impl IntoView {
    let classes = move || 0..data.get().classes().len();
    view! {
        <label>
            {live_tr!("apply.add_label")}
            <select
                class="small"
                data-choice="example-label"
                on:change:target=move |event| chosen.set(event.target().value().parse().ok())
            >
                <option value="" disabled=true prop:selected=move || label.get().is_none()>
                    "—"
                </option>
                <For each=classes key=|index| *index let:index>
                    <option
                        value=index.to_string()
                        prop:selected=move || { label.get().map(usize::from) == Some(index) }
                    >
                        {move || names::class(data.get(), index)}
                    </option>
                </For>
            </select>
        </label>
    }
}
