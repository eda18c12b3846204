//! One example: its picture, the class that it should have, and what the network takes it for.

use leptos::prelude::*;

use super::removal::Removal;
use super::{ClassSelect, chosen_data};
use crate::app::controller::Controller;
use crate::app::state::App;
use crate::app::widgets::picture::Picture;
use crate::app::{format, names};
use crate::dataset::{Example, Origin};
use crate::live_tr;
use crate::tr;

/// Side of a picture in CSS pixels.
const SIDE: u32 = 64;

/// The network's present answer to an example.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Answer {
    class: u8,
    right: bool,
}

/// An example of the collection, found again by its identity when its place changes.
#[component]
pub(super) fn ExampleCard(identity: u64, identities: Memo<Vec<u64>>, removal: Removal) -> impl IntoView {
    let app = App::get();
    let controller = Controller::get();
    let place = Memo::new(move |_| identities.with(|all| all.iter().position(|one| *one == identity)));
    let example = Memo::new(move |_| {
        let place = place.get()?;
        app.with_collection(|collection| collection.examples.get(place).cloned())
    });
    let label = Memo::new(move |_| example.with(|example| example.as_ref().map_or(0, |example| example.label)));
    let answer = Memo::new(move |_| {
        let class = app.reviewed.with(|reviewed| reviewed.as_ref()?.get(place.get()?).copied())?;
        Some(Answer { class, right: class == label.get() })
    });
    let number = move || place.get().map_or(0, |place| place + 1);
    let origin = move || example.with(|example| example.as_ref().map(origin));
    let mistaken = move || {
        let class = example.with(|example| example.as_ref().and_then(|example| example.mistaken_for))?;
        Some(tr!("feedback.taken_for", class = names::class(chosen_data(app), usize::from(class))))
    };
    let relabel = Callback::new(move |label: u8| {
        let Some(place) = place.get_untracked() else { return };
        controller.change_collection(move |collection| {
            if let Some(example) = collection.examples.get_mut(place) {
                example.label = label;
            }
        });
    });
    let remove = move |_| {
        if let Some(place) = place.get_untracked() {
            removal.remove(place);
        }
    };
    view! {
        <li class="example">
            <Picture
                pixels=Signal::derive(move || {
                    example.with(|example| example.as_ref().map(|example| example.pixels.clone())).unwrap_or_default()
                })
                size=SIDE
                label=Signal::derive(move || tr!("feedback.picture", number = number()))
            />
            <div class="example-facts">
                <label>
                    <span>{live_tr!("feedback.shows")}</span>
                    <ClassSelect action="label-example" value=label change=relabel/>
                </label>
                <p class="example-past">{origin} " " {mistaken}</p>
                <Present answer=answer/>
            </div>
            <button
                type="button"
                class="icon"
                data-action="remove-example"
                aria-label=live_tr!("feedback.remove", number = number())
                title=live_tr!("feedback.remove", number = number())
                on:click=remove
            >
                <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
                    <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"></path>
                </svg>
            </button>
        </li>
    }
}

fn origin(example: &Example) -> String {
    match example.origin {
        Origin::Drawn => tr!("feedback.origin.drawn"),
        Origin::Test(row) => tr!("feedback.origin.test", row = format::count(u64::from(row) + 1)),
    }
}

/// What the network takes it for at present; a mark and a word say whether that is right.
#[component]
fn Present(answer: Memo<Option<Answer>>) -> impl IntoView {
    let app = App::get();
    let kind = move || match answer.get() {
        Some(Answer { right: true, .. }) => "example-answer right",
        Some(Answer { right: false, .. }) => "example-answer wrong",
        None => "example-answer",
    };
    let mark = move || match answer.get() {
        Some(Answer { right: true, .. }) => "M2.5 6.6 5 9.2 9.7 3.4",
        Some(Answer { right: false, .. }) => "M3 3l6 6M9 3l-6 6",
        None => "M3 6h6",
    };
    let words = move || match answer.get() {
        Some(Answer { class, right }) => {
            let class = names::class(chosen_data(app), usize::from(class));
            if right { tr!("feedback.now_right", class = class) } else { tr!("feedback.now_wrong", class = class) }
        }
        None => tr!("feedback.not_asked"),
    };
    view! {
        <p class=kind>
            <svg width="12" height="12" viewBox="0 0 12 12" fill="none" aria-hidden="true">
                <path
                    d=mark
                    stroke="currentColor"
                    stroke-width="1.8"
                    stroke-linecap="round"
                    stroke-linejoin="round"
                ></path>
            </svg>
            {words}
        </p>
    }
}
