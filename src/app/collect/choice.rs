//! The built-in sets, and how much of the chosen one has arrived.

use leptos::prelude::*;

use crate::app::format;
use crate::app::state::App;
use crate::dataset::DataSet;
use crate::live_tr;
use crate::tr;

/// One card for each built-in set.
#[component]
pub fn DataChoice() -> impl IntoView {
    let app = App::get();
    let cards = move || DataSet::built_in().map(|data| view! { <DataCard data=data /> }).collect::<Vec<_>>();
    view! {
        <Show when=move || !app.hidden("data")>
            <fieldset class="choices">
                <legend class="visually-hidden">{live_tr!("collect.choice")}</legend>
                {cards}
            </fieldset>
        </Show>
        <Arrival />
    }
}

#[component]
fn DataCard(data: DataSet) -> impl IntoView {
    let app = App::get();
    let code = data.to_string();
    let chosen = Memo::new(move |_| app.link.with(|link| link.setup.data == data));
    let size = move || {
        tr!(
            "collect.size",
            train = format::count(data.train_rows() as u64),
            test = format::count(data.test_rows() as u64),
            bytes = format::bytes(data.builtin().map_or(0, |builtin| builtin.manifest().bytes()) as f64)
        )
    };
    let about = move || match data {
        DataSet::FASHION_MNIST => tr!("collect.fashion"),
        _ => tr!("collect.mnist"),
    };
    view! {
        <label class="choice" class:chosen=move || chosen.get()>
            <input
                type="radio"
                name="data"
                value=code
                data-setting="data"
                prop:checked=move || chosen.get()
                on:change=move |_| choose(app, data)
            />
            <span class="choice-title">{data.title()}</span>
            <span class="choice-size">{size}</span>
            <span class="choice-about">{about}</span>
        </label>
    }
}

fn choose(app: App, data: DataSet) {
    app.change_setup(|setup| setup.choose(data));
}

/// Whether the set in the worker is the chosen one.
fn is_wanted(app: App) -> bool {
    let wanted = app.link.with(|link| link.setup.data);
    app.loaded.with(|loaded| loaded.is_some_and(|loaded| loaded.data == wanted))
}

/// Bytes on their way, or that everything is there.
#[component]
fn Arrival() -> impl IntoView {
    let app = App::get();
    let share = Memo::new(move |_| match app.loading.get() {
        Some(loading) => loading.received as f64 / loading.total.max(1) as f64,
        None if is_wanted(app) => 1.0,
        None => 0.0,
    });
    let sentence = move || match (app.loading.get(), app.loaded.get()) {
        (Some(loading), _) => {
            let received = format::bytes(loading.received as f64);
            let total = format::bytes(loading.total as f64);
            if loading.cached {
                tr!("collect.arrival.cached", received = received, total = total)
            } else {
                tr!("collect.arrival.loading", received = received, total = total)
            }
        }
        (None, Some(_)) if is_wanted(app) => tr!("collect.arrival.complete"),
        (None, Some(_)) => tr!("collect.arrival.later"),
        (None, None) => tr!("collect.arrival.waiting"),
    };
    view! {
        <div class="arrival">
            <div
                class="progress"
                role="progressbar"
                aria-label=live_tr!("collect.arrival.label")
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=move || (100.0 * share.get()).floor().to_string()
            >
                <i style:width=move || format!("{:.1}%", 100.0 * share.get())></i>
            </div>
            <p class="note">{sentence}</p>
        </div>
    }
}
