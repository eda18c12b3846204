//! How many rows there are of each class: a network knows best what it has seen most.

use leptos::prelude::*;

use crate::app::state::{App, ClassCounts};
use crate::app::{format, names};
use crate::dataset::DataSet;
use crate::live_tr;
use crate::setup::Stage;

/// Bars for each class, and how many own examples come on top.
#[component]
pub fn Counts() -> impl IntoView {
    let app = App::get();
    let there = Memo::new(move |_| app.class_counts.with(Option::is_some));
    view! {
        <section class="card counts">
            <h2>{live_tr!("collect.counts.title")}</h2>
            <Show
                when=move || there.get()
                fallback=move || view! { <p class="note">{live_tr!("collect.counts.empty")}</p> }
            >
                <Show
                    when=move || !app.chosen_data().is_regression()
                    fallback=move || view! { <p class="note">{live_tr!("collect.counts.number")}</p> }
                >
                    <p class="note">{live_tr!("collect.counts.why")}</p>
                    <CountTable />
                </Show>
            </Show>
            <OwnExamples />
        </section>
    }
}

#[component]
fn CountTable() -> impl IntoView {
    let app = App::get();
    let data = move || app.loaded.get().map_or_else(|| app.link.with(|link| link.setup.data), |loaded| loaded.data);
    let body = move || {
        let data = data();
        app.class_counts.with(|counts| counts.as_ref().map(|counts| lines(data, counts)).unwrap_or_default())
    };
    view! {
        <table class="numbers counts-table">
            <thead>
                <tr>
                    <th scope="col">{live_tr!("collect.counts.class")}</th>
                    <th scope="col">{live_tr!("collect.counts.train")}</th>
                    <th scope="col">{live_tr!("collect.counts.test")}</th>
                </tr>
            </thead>
            <tbody>{body}</tbody>
        </table>
    }
}

fn lines(data: DataSet, counts: &ClassCounts) -> Vec<impl IntoView + use<>> {
    // Each part has its own scale: the test part is always the smaller one.
    let most = |rows: &[u32]| rows.iter().copied().max().unwrap_or_default();
    let (most_train, most_test) = (most(&counts.train), most(&counts.test));
    let at = |rows: &[u32], class: usize| rows.get(class).copied().unwrap_or_default();
    (0..counts.train.len().max(counts.test.len()))
        .map(|class| {
            let (train, test) = (at(&counts.train, class), at(&counts.test, class));
            view! {
                <tr>
                    <th scope="row">{names::class(data, class)}</th>
                    <td>{bar(format!("train-class-rows[{class}]"), train, most_train)}</td>
                    <td>{bar(format!("test-class-rows[{class}]"), test, most_test)}</td>
                </tr>
            }
        })
        .collect()
}

/// A bar with its number; the class with the most rows fills the track.
fn bar(figure: String, rows: u32, most: u32) -> impl IntoView {
    let width = format!("width:{:.2}%", 100.0 * f64::from(rows) / f64::from(most.max(1)));
    view! {
        <span class="count-cell">
            <span class="count-track" aria-hidden="true">
                <i style=width></i>
            </span>
            <span class="figure" data-figure=figure data-value=rows.to_string()>
                {format::count(u64::from(rows))}
            </span>
        </span>
    }
}

/// Says how many examples the reader has added, and leads to them.
#[component]
fn OwnExamples() -> impl IntoView {
    let app = App::get();
    let own = Memo::new(move |_| app.with_collection(|collection| collection.examples.len()));
    view! {
        <Show when=move || { own.get() > 0 }>
            <p class="note own-examples">
                {live_tr!("collect.own", count = format::count(own.get() as u64))} " "
                <button
                    type="button"
                    class="btn small"
                    data-action="open-feedback"
                    on:click=move |_| app.open(Stage::Feedback)
                >
                    {live_tr!("collect.own_open")}
                </button>
            </p>
        </Show>
    }
}
