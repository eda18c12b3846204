//! A contact sheet: look at the pictures before you believe a figure about them.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::controller::Controller;
use crate::app::names;
use crate::app::state::{App, Rows};
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
    let app = App::get();
    let controller = Controller::get();
    let page = RwSignal::new(0_u32);
    let shown = RwSignal::new(None::<(DataSet, Rows)>);
    Effect::new(move |_| {
        let Some(loaded) = app.loaded.get() else {
            shown.set(None);
            return;
        };
        let wanted = rows_of_page(page.get(), loaded.train_rows);
        spawn_local(async move {
            let rows = controller.rows(Part::Train, wanted).await;
            // The reader may have left this view in the meantime.
            let _ = shown.try_set(rows.map(|rows| (loaded.data, rows)));
        });
    });
    view! {
        <section class="card">
            <h2>
                {live_tr!("collect.sheet.title")}
                <button
                    class="btn small"
                    type="button"
                    data-action="other-pictures"
                    disabled=move || shown.with(Option::is_none)
                    on:click=move |_| page.update(|page| *page += 1)
                >
                    {live_tr!("collect.sheet.other")}
                </button>
            </h2>
            <ul class="sheet">{move || shown.with(|shown| shown.as_ref().map(|(data, rows)| entries(*data, rows)))}</ul>
        </section>
    }
}

fn rows_of_page(page: u32, all: u32) -> Vec<u32> {
    let all = all.max(1);
    let first = (page % all).wrapping_mul(SHEET) % all;
    (0..SHEET.min(all)).map(|index| (first + index) % all).collect()
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
