//! Ten test pictures and what the network says about them right now.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::picture::Picture;
use crate::app::controller::Controller;
use crate::app::format;
use crate::app::names;
use crate::app::state::{App, Rows, Watched};
use crate::dataset::{DataSet, Part};
use crate::evaluation::most_likely;
use crate::live_tr;
use crate::tr;

/// Pictures in the strip.
const COUNT: u32 = 10;
/// No test set has more rows; the first row shown starts again here.
const LARGEST: u32 = 1_000_000;

/// The most probable class of a watched row, with its probability.
fn guess(watched: &Watched, row: u32) -> Option<(usize, f32)> {
    let classes = watched.probabilities.len().checked_div(watched.rows.len()).filter(|classes| *classes > 0)?;
    let index = watched.rows.iter().position(|known| *known == row)?;
    most_likely(watched.probabilities.chunks_exact(classes).nth(index)?)
}

/// Ten test pictures with their present predictions; wrong ones are named as such.
#[component]
pub fn PredictionStrip() -> impl IntoView {
    let app = App::get();
    let controller = Controller::get();
    let first = RwSignal::new(0_u32);
    let wanted = Memo::new(move |_| {
        let available = app.loaded.get().map_or(0, |loaded| loaded.test_rows);
        let rows = (0..COUNT.min(available)).map(|offset| (first.get() + offset) % available);
        rows.collect::<Vec<u32>>()
    });
    let pictures = RwSignal::new(None::<Rows>);
    Effect::new(move |_| {
        // Another set may have the same row numbers.
        app.loaded.track();
        let rows = wanted.get();
        app.watch_rows.set(rows.clone());
        if rows.is_empty() {
            pictures.set(None);
            return;
        }
        spawn_local(async move {
            let found = controller.rows(Part::Test, rows).await;
            if let Some(found) = found
                && wanted.try_get_untracked().as_ref() == Some(&found.rows)
            {
                pictures.set(Some(found));
            }
        });
    });
    on_cleanup(move || app.watch_rows.set(Vec::new()));
    let data = Signal::derive(move || app.loaded.get().map_or(DataSet::MNIST, |loaded| loaded.data));
    view! {
        <section class="card">
            <h2>
                {live_tr!("widgets.strip.title")}
                <button
                    type="button"
                    class="btn small"
                    disabled=move || wanted.with(Vec::is_empty)
                    on:click=move |_| first.update(|first| *first = (*first + COUNT) % LARGEST)
                >
                    {live_tr!("widgets.strip.others")}
                </button>
            </h2>
            <Show
                when=move || pictures.with(Option::is_some)
                fallback=move || view! { <p class="note">{live_tr!("widgets.strip.empty")}</p> }
            >
                <ol class="strip">
                    <For each=move || wanted.get() key=|row| *row let:row>
                        <StripCell row=row pictures=pictures data=data/>
                    </For>
                </ol>
            </Show>
        </section>
    }
}

#[component]
fn StripCell(row: u32, pictures: RwSignal<Option<Rows>>, data: Signal<DataSet>) -> impl IntoView {
    let app = App::get();
    let index = move |rows: &Rows| rows.rows.iter().position(|known| *known == row);
    let pixels = Signal::derive(move || {
        let own = pictures.with(|found| found.as_ref()?.picture(row));
        own.unwrap_or_default()
    });
    let truth = Memo::new(move |_| {
        pictures.with(|found| {
            let rows = found.as_ref()?;
            rows.labels.get(index(rows)?).map(|label| usize::from(*label))
        })
    });
    let said = Memo::new(move |_| app.watched.with(|watched| guess(watched, row)));
    let wrong = move || said.get().zip(truth.get()).is_some_and(|((class, _), truth)| class != truth);
    let class = move || said.get().map_or_else(|| "–".to_owned(), |(class, _)| names::class(data.get(), class));
    let sure = move || said.get().map_or_else(String::new, |(_, p)| format::whole_percent(f64::from(p)));
    let verdict = move || {
        let truth = names::class(data.get(), truth.get()?);
        Some(if wrong() { tr!("widgets.strip.not", truth = truth) } else { "\u{a0}".to_owned() })
    };
    view! {
        <li class:bad=wrong title=move || truth.get().map(|truth| names::class(data.get(), truth))>
            <Picture
                pixels=pixels
                label=Signal::derive(move || tr!("widgets.strip.picture", row = row + 1))
            />
            <span class="strip-said">
                <b>{class}</b>
                " "
                {sure}
            </span>
            <small>{verdict}</small>
        </li>
    }
}
