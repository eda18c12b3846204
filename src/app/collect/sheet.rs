//! A contact sheet: look at the pictures before you believe a figure about them.

use leptos::prelude::*;

use crate::app::names;
use crate::app::sheet::Sheet;
use crate::app::state::Rows;
use crate::app::widgets::picture::Picture;
use crate::dataset::{DataSet, Part};
use crate::live_tr;
use crate::tr;

/// Pictures on one sheet.
const SHEET: u32 = 40;
/// Side of a picture in CSS pixels.
const SIDE: u32 = 52;

/// Some training pictures with what they show.
#[component]
pub fn ContactSheet() -> impl IntoView {
    let sheet = Sheet::new(Part::Train, SHEET);
    view! {
        <section class="card">
            <h2>
                {live_tr!("collect.sheet.title")}
                <button
                    class="btn small"
                    type="button"
                    data-action="other-pictures"
                    disabled=move || sheet.is_empty()
                    on:click=move |_| sheet.turn()
                >
                    {live_tr!("collect.sheet.other")}
                </button>
            </h2>
            <ul class="sheet">{move || sheet.map(entries)}</ul>
        </section>
    }
}

fn entries(data: DataSet, rows: &Rows) -> Vec<impl IntoView + use<>> {
    let size = data.input_shape().size();
    let pictures = rows.pixels.chunks_exact(size);
    rows.rows
        .iter()
        .zip(&rows.labels)
        .zip(pictures)
        .map(|((row, label), pixels)| {
            let name = names::class(data, usize::from(*label));
            let description = tr!("collect.sheet.picture", row = row + 1, name = name);
            view! {
                <li>
                    <Picture pixels=pixels.to_vec() size=SIDE label=description />
                    <span>{name}</span>
                </li>
            }
        })
        .collect()
}
