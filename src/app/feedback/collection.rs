//! The collection: its name and all examples, the newest first.

use leptos::prelude::*;

use super::card::ExampleCard;
use super::removal::{Removal, UndoBar};
use crate::app::controller::Controller;
use crate::app::format;
use crate::app::state::App;
use crate::dataset::{Collection, MAX_EXAMPLES};
use crate::live_tr;
use crate::pipeline::fingerprint;
use crate::tr;

/// The reader's own examples for the chosen set, to be renamed, labelled and taken out.
#[component]
pub(super) fn OwnExamples() -> impl IntoView {
    let app = App::get();
    let removal = Removal::new();
    // A collection holds each picture once, so a picture says which example it is, wherever it stands.
    let identities = Memo::new(move |_| app.with_collection(identities));
    let newest_first = move || identities.with(|all| all.iter().rev().copied().collect::<Vec<u64>>());
    let empty = Memo::new(move |_| identities.with(Vec::is_empty));
    let name = Memo::new(move |_| app.with_collection(|collection| collection.name.clone()));
    let title = move || if name.with(String::is_empty) { tr!("feedback.own") } else { name.get() };
    let size = move || {
        let (count, most) = (identities.with(Vec::len), MAX_EXAMPLES);
        tr!("feedback.size", count = format::count(count as u64), most = format::count(most as u64))
    };
    view! {
        <section class="card own-examples">
            <h2>
                <span class="own-name">{title}</span>
                <small>{size}</small>
            </h2>
            <div class="own-head">
                <NameField name=name/>
                <button
                    type="button"
                    class="btn small"
                    data-action="remove-all"
                    disabled=move || empty.get()
                    on:click=move |_| removal.remove_all()
                >
                    {live_tr!("feedback.remove_all")}
                </button>
            </div>
            <Show
                when=move || !empty.get()
                fallback=move || view! { <p class="note">{live_tr!("feedback.empty")}</p> }
            >
                <ul class="examples">
                    <For each=newest_first key=|identity| *identity let:identity>
                        <ExampleCard identity=identity identities=identities removal=removal/>
                    </For>
                </ul>
            </Show>
            <UndoBar removal=removal/>
        </section>
    }
}

fn identities(collection: &Collection) -> Vec<u64> {
    collection.examples.iter().map(|example| fingerprint(&example.pixels)).collect()
}

#[component]
fn NameField(name: Memo<String>) -> impl IntoView {
    let controller = Controller::get();
    view! {
        <div class="field own-name-field">
            <label for="collection-name">{live_tr!("feedback.name")}</label>
            <input
                type="text"
                id="collection-name"
                maxlength="60"
                autocomplete="off"
                prop:value=move || name.get()
                on:change:target=move |event| {
                    let text = event.target().value().trim().to_owned();
                    event.target().set_value(&text);
                    controller.change_collection(move |collection| collection.name = text);
                }
            />
        </div>
    }
}
