//! Test pictures to choose from, for whoever does not want to draw.

use leptos::prelude::*;

use super::subject::{Chosen, From, Subject};
use crate::app::sheet::Sheet;
use crate::app::state::{App, Rows};
use crate::app::widgets::picture::Picture;
use crate::app::{format, names};
use crate::dataset::{DataSet, Part};
use crate::live_tr;
use crate::tr;

/// Pictures at a time.
const COUNT: u32 = 20;

/// A picture of the test set.
#[derive(Clone, Debug, PartialEq, Eq)]
struct TestPicture {
    data: DataSet,
    row: u32,
    label: u8,
    pixels: Vec<u8>,
}

/// Some test pictures; choosing one shows it to the network.
#[component]
pub(super) fn TestPictures(subject: Subject) -> impl IntoView {
    let app = App::get();
    let sheet = Sheet::new(Part::Test, COUNT);
    Effect::new(move |_| subject.keep_only(app.loaded.get().map(|loaded| loaded.data)));
    let shown = Memo::new(move |_| sheet.map(pictures).unwrap_or_default());
    let empty = Memo::new(move |_| shown.with(Vec::is_empty));
    let words = move || {
        if empty.get() {
            tr!("apply.pick_empty")
        } else if subject.row().is_some() {
            tr!("apply.pick_back")
        } else {
            tr!("apply.pick_why")
        }
    };
    view! {
        <section class="card picks">
            <h2>
                {live_tr!("apply.pick_title")}
                <button
                    type="button"
                    class="btn small"
                    data-action="other-pictures"
                    title=live_tr!("apply.pick_others_help", count = COUNT)
                    disabled=move || empty.get()
                    on:click=move |_| sheet.turn()
                >
                    {live_tr!("apply.pick_others")}
                </button>
            </h2>
            <ul class="pick-list">
                <For each=move || shown.get() key=|picture| (picture.data, picture.row) let:picture>
                    <li>
                        <Pick picture=picture subject=subject/>
                    </li>
                </For>
            </ul>
            <p class="note">{words}</p>
        </section>
    }
}

fn pictures(data: DataSet, rows: &Rows) -> Vec<TestPicture> {
    let pixels = rows.pixels.chunks_exact(data.input_shape().size());
    let numbered = rows.rows.iter().zip(&rows.labels).zip(pixels);
    numbered.map(|((&row, &label), pixels)| TestPicture { data, row, label, pixels: pixels.to_vec() }).collect()
}

#[component]
fn Pick(picture: TestPicture, subject: Subject) -> impl IntoView {
    let TestPicture { data, row, label, pixels } = picture;
    let chosen = Chosen { data, pixels: pixels.clone(), from: From::Test { row, label } };
    let label = usize::from(label);
    let pressed = Memo::new(move |_| subject.row() == Some(row));
    let name =
        move || tr!("apply.pick_label", row = format::count(u64::from(row) + 1), truth = names::class(data, label));
    view! {
        <button
            type="button"
            class="pick"
            data-row=row.to_string()
            aria-pressed=move || if pressed.get() { "true" } else { "false" }
            aria-label=name
            title=name
            on:click=move |_| subject.toggle(chosen.clone())
        >
            <Picture pixels=pixels label=""/>
        </button>
    }
}
