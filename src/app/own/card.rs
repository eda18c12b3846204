//! A set that is kept: chosen like a built-in one; renamed, changed, handed out and deleted here.

use leptos::html;
use leptos::prelude::*;

use super::kept::Kept;
use super::shelf::focus_title;
use super::state::Desk;
use super::words;
use crate::app::format;
use crate::dataset::{OwnSet, Task};
use crate::live_tr;
use crate::tr;

/// What the card asks at present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asking {
    Nothing,
    Name,
    Deletion,
}

/// The card of one set.
#[component]
pub(super) fn OwnCard(kept: Kept) -> impl IntoView {
    let desk = Desk::get();
    let digest = kept.set.digest;
    let code = format!("own-{digest:016x}");
    let id = format!("{code}-choice");
    let chosen =
        Memo::new(move |_| desk.app.link.with(|link| link.setup.data.own().is_some_and(|set| set.digest == digest)));
    let asking = RwSignal::new(Asking::Nothing);
    let name = StoredValue::new(kept.set.name.clone());
    let shown = StoredValue::new(kept);
    let choose = move |_| desk.controller.adopt_own(shown.with_value(|kept| kept.set.clone()));
    let about = move || shown.with_value(|kept| kind(&kept.set));
    let size = move || {
        shown.with_value(|kept| {
            let rows = kept.set.train_rows + kept.set.validation_rows + kept.set.test_rows;
            tr!("own.card.size", rows = format::count(rows as u64), bytes = format::bytes(kept.bytes))
        })
    };
    let made = move || {
        shown.with_value(|kept| {
            let (when, files) = (words::moment(kept.modified), format::count(kept.files as u64));
            tr!("own.card.made", when = when, files = files)
        })
    };
    view! {
        <div class="choice own-card" class:chosen=move || chosen.get() data-own="card" data-name=name.get_value()>
            <input
                type="radio"
                name="data"
                id=id.clone()
                value=code
                data-setting="data"
                prop:checked=move || chosen.get()
                on:change=choose
            />
            <label class="choice-title" for=id>
                {name.get_value()}
            </label>
            <span class="choice-size">{size}</span>
            <span class="choice-about">{about} <br /> <small>{made}</small></span>
            <div class="choice-about own-card-actions">
                {move || match asking.get() {
                    Asking::Nothing => view! { <Actions shown=shown asking=asking /> }.into_any(),
                    Asking::Name => view! { <Rename shown=shown asking=asking /> }.into_any(),
                    Asking::Deletion => view! { <Deletion shown=shown asking=asking chosen=chosen /> }.into_any(),
                }}
            </div>
        </div>
    }
}

/// What one row is, and what is predicted.
fn kind(set: &OwnSet) -> String {
    let (channels, width, height) = (set.input.channels, set.input.width, set.input.height);
    let rows = if set.encoder.is_some() {
        tr!("own.card.table", inputs = format::count(width as u64))
    } else if channels == 1 {
        tr!("own.card.grey", width = width, height = height)
    } else {
        tr!("own.card.colour", width = width, height = height)
    };
    let task = match &set.task {
        Task::Classes(classes) => tr!("own.card.classes", count = classes.len()),
        Task::Value { name, .. } => tr!("own.card.value", name = name),
    };
    format!("{rows} · {task}")
}

#[component]
fn Actions(shown: StoredValue<Kept>, asking: RwSignal<Asking>) -> impl IntoView {
    let desk = Desk::get();
    let name = move || shown.with_value(|kept| kept.set.name.clone());
    let digest = shown.with_value(|kept| kept.set.digest);
    view! {
        <span class="bar">
            <button
                type="button"
                class="btn small"
                data-action="rename-own"
                aria-label=live_tr!("own.card.rename_which", name = name())
                on:click=move |_| asking.set(Asking::Name)
            >
                {live_tr!("own.card.rename")}
            </button>
            <button
                type="button"
                class="btn small"
                data-action="change-own"
                title=live_tr!("own.card.change_help")
                aria-label=live_tr!("own.card.change_which", name = name())
                on:click=move |_| desk.reopen(digest)
            >
                {live_tr!("own.card.change")}
            </button>
            <button
                type="button"
                class="btn small"
                data-action="export-own"
                title=live_tr!("own.card.export_help")
                aria-label=live_tr!("own.card.export_which", name = name())
                on:click=move |_| desk.export(shown.with_value(|kept| kept.set.clone()))
            >
                {live_tr!("own.card.export")}
            </button>
            <button
                type="button"
                class="btn small"
                data-action="delete-own"
                aria-label=live_tr!("own.card.delete_which", name = name())
                on:click=move |_| asking.set(Asking::Deletion)
            >
                {live_tr!("own.card.delete")}
            </button>
        </span>
    }
}

#[component]
fn Rename(shown: StoredValue<Kept>, asking: RwSignal<Asking>) -> impl IntoView {
    let desk = Desk::get();
    let node = NodeRef::<html::Input>::new();
    node.on_load(|input| {
        let _ = input.focus();
        input.select();
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = node.get_untracked().map(|input| input.value().trim().to_owned()).unwrap_or_default();
        asking.set(Asking::Nothing);
        let set = shown.with_value(|kept| kept.set.clone());
        if !name.is_empty() && name != set.name {
            desk.rename(set, name);
        }
    };
    view! {
        <form class="bar" on:submit=submit>
            <input
                type="text"
                node_ref=node
                maxlength="80"
                data-own="new-name"
                aria-label=live_tr!("own.card.new_name")
                value=shown.with_value(|kept| kept.set.name.clone())
            />
            <button type="submit" class="btn small" data-action="confirm-rename">
                {live_tr!("own.card.rename")}
            </button>
            <button type="button" class="btn small" on:click=move |_| asking.set(Asking::Nothing)>
                {live_tr!("own.card.keep")}
            </button>
        </form>
    }
}

#[component]
fn Deletion(shown: StoredValue<Kept>, asking: RwSignal<Asking>, chosen: Memo<bool>) -> impl IntoView {
    let desk = Desk::get();
    let digest = shown.with_value(|kept| kept.set.digest);
    let node = NodeRef::<html::Button>::new();
    node.on_load(|button| {
        let _ = button.focus();
    });
    let question = move || {
        let name = shown.with_value(|kept| kept.set.name.clone());
        let question = tr!("own.card.delete_question", name = name);
        if chosen.get() { format!("{question} {}", tr!("own.card.delete_chosen")) } else { question }
    };
    view! {
        <div role="group" aria-label=question>
            <p>{question}</p>
            <span class="bar">
                <button
                    type="button"
                    class="btn small"
                    data-action="confirm-delete"
                    on:click=move |_| {
                        // The card goes away; whoever came by keyboard stays with the sets.
                        focus_title();
                        desk.delete(digest);
                    }
                >
                    {live_tr!("own.card.delete_really")}
                </button>
                <button type="button" class="btn small" node_ref=node on:click=move |_| asking.set(Asking::Nothing)>
                    {live_tr!("own.card.delete_keep")}
                </button>
            </span>
        </div>
    }
}
