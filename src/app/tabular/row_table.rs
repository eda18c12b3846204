//! Rows of a table set, read back from what the network sees.

use leptos::prelude::*;

use super::{cell_words, target_name, unscaled};
use crate::app::sheet::Sheet;
use crate::app::state::Rows;
use crate::app::{format, names};
use crate::dataset::{DataSet, OwnSet, Part, Task};
use crate::live_tr;
use crate::tr;

/// Rows on one sheet.
const SHEET: u32 = 10;
/// Columns that are shown; more would not be read anyway.
const MOST_COLUMNS: usize = 40;

/// What the network said about a row, and whether that was wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// In words.
    pub words: String,
    /// Whether it was wrong.
    pub wrong: bool,
}

/// Rows with their targets and, where it was asked, the network's answer for each of them, in the same order. `open` is
/// called with the place of a row that is to be looked at more closely.
pub fn row_table(set: &'static OwnSet, rows: &Rows, said: &[Said], open: Option<Callback<usize>>) -> AnyView {
    let Some(encoder) = &set.encoder else { return ().into_any() };
    let hidden = encoder.fields.len().saturating_sub(MOST_COLUMNS);
    let head: Vec<_> = encoder
        .fields
        .iter()
        .take(MOST_COLUMNS)
        .map(|field| view! { <th scope="col">{field.name.as_str()}</th> })
        .collect();
    let answered = !said.is_empty();
    let body: Vec<_> = (0..rows.rows.len())
        .map(|index| {
            let cells: Vec<_> = encoder
                .decode(rows.numbers(index))
                .into_iter()
                .take(MOST_COLUMNS)
                .map(|cell| view! { <td>{cell_words(cell)}</td> })
                .collect();
            let answer = said.get(index).map(|said| {
                view! {
                    <td class:bad=said.wrong>
                        <b>{said.words.clone()}</b>
                    </td>
                }
            });
            let number = format::count(u64::from(rows.rows[index]) + 1);
            let head = match open {
                Some(open) => view! {
                    <button
                        type="button"
                        class="btn small"
                        data-action="open-row"
                        title=live_tr!("tabular.open_row")
                        on:click=move |_| open.run(index)
                    >
                        {number}
                    </button>
                }
                .into_any(),
                None => number.into_any(),
            };
            view! {
                <tr>
                    <th scope="row">{head}</th>
                    {answer}
                    <td>
                        <b>{truth(set, rows, index)}</b>
                    </td>
                    {cells}
                </tr>
            }
        })
        .collect();
    view! {
        <div class="scroll rows-scroll" tabindex="0" role="region" aria-label=live_tr!("tabular.rows")>
            <table class="numbers rows-table">
                <thead>
                    <tr>
                        <th scope="col">{live_tr!("tabular.row")}</th>
                        {answered.then(|| view! { <th scope="col">{live_tr!("tabular.said")}</th> })}
                        <th scope="col">{move || truth_title(set)}</th>
                        {head}
                    </tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
        </div>
        {(hidden > 0).then(|| view! { <p class="note">{live_tr!("tabular.more_columns", count = hidden)}</p> })}
    }
    .into_any()
}

fn truth_title(set: &OwnSet) -> String {
    match &set.task {
        Task::Classes(_) => tr!("tabular.class"),
        Task::Value { .. } => target_name(set).to_owned(),
    }
}

/// What is true of a row, in words.
fn truth(set: &'static OwnSet, rows: &Rows, index: usize) -> String {
    match &set.task {
        Task::Classes(classes) => {
            rows.labels.get(index).and_then(|&label| classes.get(usize::from(label))).cloned().unwrap_or_default()
        }
        Task::Value { .. } => {
            rows.targets.get(index).map(|&value| format::value(unscaled(set, f64::from(value)))).unwrap_or_default()
        }
    }
}

/// Some training rows, to be looked at before any figure about them is believed.
#[component]
pub fn RowSheet() -> impl IntoView {
    let sheet = Sheet::new(Part::Train, SHEET);
    let table = move || sheet.map(|data, rows| Some(row_table(data.own()?, rows, &[], None))).flatten();
    view! {
        <section class="card">
            <h2>
                {live_tr!("tabular.sheet")}
                <button
                    class="btn small"
                    type="button"
                    data-action="other-rows"
                    disabled=move || sheet.is_empty()
                    on:click=move |_| sheet.turn()
                >
                    {live_tr!("tabular.others")}
                </button>
            </h2>
            {table}
        </section>
    }
}

/// The class that the network found most probable, in words.
pub fn class_said(data: DataSet, predicted: u8, truth: u8) -> Said {
    Said { words: names::class(data, usize::from(predicted)), wrong: predicted != truth }
}
