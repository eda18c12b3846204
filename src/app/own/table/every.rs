//! What is decided for every column at once.

use leptos::prelude::*;

use super::super::state::Desk;
use super::super::words;
use crate::import::{ColumnChoice, Missing, Scaling};
use crate::live_tr;
use crate::tr;

/// Two lists, for missing cells and for scaling, and two buttons for what is learned from.
#[component]
pub(super) fn EveryColumn() -> impl IntoView {
    let desk = Desk::get();
    let change = move |change: &dyn Fn(&mut ColumnChoice)| {
        desk.change_table(|table| table.columns.iter_mut().for_each(change));
    };
    let set_missing = move |code: String| {
        if let Ok(missing) = code.parse::<Missing>() {
            change(&|column| column.missing = suiting(missing, column));
        }
    };
    let set_scaling = move |code: String| {
        if let Ok(scaling) = code.parse::<Scaling>() {
            change(&|column| column.scaling = scaling);
        }
    };
    view! {
        <ForAll
            what="every-missing"
            label=|| tr!("own.every.missing")
            options=|| words::all(words::missing)
            change=Callback::new(set_missing)
        />
        <ForAll
            what="every-scaling"
            label=|| tr!("own.every.scaling")
            options=|| words::all(words::scaling)
            change=Callback::new(set_scaling)
        />
        <span class="bar">
            <button
                type="button"
                class="btn small"
                data-action="use-every-column"
                on:click=move |_| change(&|column| column.used = true)
            >
                {live_tr!("own.every.use")}
            </button>
            <button
                type="button"
                class="btn small"
                data-action="use-no-column"
                on:click=move |_| change(&|column| column.used = false)
            >
                {live_tr!("own.every.leave")}
            </button>
        </span>
    }
}

/// Texts have no mean.
pub(super) fn suiting(missing: Missing, column: &ColumnChoice) -> Missing {
    match missing {
        Missing::Mean | Missing::Median if !column.kind.is_numeric() => Missing::MostFrequent,
        other => other,
    }
}

/// A list that does something and then shows nothing chosen again: columns may differ.
#[component]
fn ForAll(
    what: &'static str,
    label: fn() -> String,
    options: fn() -> Vec<(String, String)>,
    change: Callback<String>,
) -> impl IntoView {
    let entries = move || {
        let all = options().into_iter();
        all.map(|(code, name)| view! { <option value=code>{name}</option> }).collect::<Vec<_>>()
    };
    view! {
        <label class="own-choose named">
            <span>{move || label()}</span>
            <select
                data-own=what
                on:change:target=move |event| {
                    change.run(event.target().value());
                    event.target().set_value("");
                }
            >
                <option value="">{live_tr!("own.every.choose")}</option>
                {entries}
            </select>
        </label>
    }
}
