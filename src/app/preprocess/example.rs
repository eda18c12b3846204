//! The training example on which each step is shown: which row, which part of the picture, which pixel.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::window::{Corner, PIXELS};
use crate::app::controller::Controller;
use crate::app::state::{App, Rows};
use crate::app::{format, names};
use crate::dataset::{DataSet, Part};
use crate::live_tr;
use crate::setup::Stage;
use crate::tr;

/// One row of the training part.
#[derive(Clone, Debug, PartialEq)]
struct Example {
    data: DataSet,
    pixels: Vec<u8>,
    label: usize,
}

impl Example {
    fn first(data: DataSet, rows: Rows) -> Option<Self> {
        let label = usize::from(*rows.labels.first()?);
        (rows.pixels.len() == PIXELS).then_some(Self { data, pixels: rows.pixels, label })
    }
}

/// What the reader looks at.
#[derive(Clone, Copy)]
pub(super) struct Inspector {
    /// The row that was asked for, from 0; the set may have fewer.
    wanted: RwSignal<u32>,
    /// The set in the worker, the row of it that is shown, and how many there are.
    place: Memo<Option<(DataSet, u32, u32)>>,
    example: RwSignal<Option<Example>>,
    /// The window below the pointer; it shows what a click would choose.
    hovered: RwSignal<Option<Corner>>,
    /// The window that was chosen; without one it lies around the ink.
    pinned: RwSignal<Option<Corner>>,
    /// The pixel that was pointed at last.
    pointed: RwSignal<Option<usize>>,
    corner: Memo<Corner>,
    pixel: Memo<usize>,
}

impl Inspector {
    /// Fetches what is looked at as long as the calling component lives.
    pub(super) fn start() -> Self {
        let app = App::get();
        let wanted = RwSignal::new(0_u32);
        let place = Memo::new(move |_| {
            let loaded = app.loaded.get().filter(|loaded| loaded.train_rows > 0)?;
            Some((loaded.data, wanted.get().min(loaded.train_rows - 1), loaded.train_rows))
        });
        let example = RwSignal::new(None::<Example>);
        let (hovered, pinned) = (RwSignal::new(None::<Corner>), RwSignal::new(None::<Corner>));
        let pointed = RwSignal::new(None::<usize>);
        let corner = Memo::new(move |_| {
            let chosen = hovered.get().or(pinned.get());
            let around_ink = |example: &Option<Example>| {
                example.as_ref().map_or_else(Corner::default, |example| Corner::around_ink(&example.pixels))
            };
            chosen.unwrap_or_else(|| example.with(around_ink))
        });
        let pixel = Memo::new(move |_| {
            let corner = corner.get();
            let telling = |example: &Option<Example>| {
                corner.telling(example.as_ref().map_or(&[][..], |example| example.pixels.as_slice()))
            };
            let pointed = pointed.get().filter(|pixel| corner.cell(*pixel).is_some());
            pointed.unwrap_or_else(|| example.with(telling))
        });
        let inspector = Self { wanted, place, example, hovered, pinned, pointed, corner, pixel };
        inspector.fetch();
        inspector
    }

    fn fetch(self) {
        let controller = Controller::get();
        Effect::new(move |_| {
            let place = self.place.get();
            let Some((data, row, _)) = place else {
                self.example.set(None);
                return;
            };
            spawn_local(async move {
                let rows = controller.rows(Part::Train, vec![row]).await;
                // Another row may have been asked for meanwhile, or the view left.
                if self.place.try_get_untracked() == Some(place) {
                    self.example.set(rows.and_then(|rows| Example::first(data, rows)));
                }
            });
        });
    }

    /// Whether there is an example; tracked, as everything that reads.
    pub(super) fn is_there(self) -> bool {
        self.example.with(Option::is_some)
    }

    /// Its picture; empty without one.
    pub(super) fn pixels(self) -> Vec<u8> {
        self.example.with(|example| example.as_ref().map(|example| example.pixels.clone())).unwrap_or_default()
    }

    /// One number of its picture.
    pub(super) fn value(self, pixel: usize) -> Option<u8> {
        self.example.with(|example| example.as_ref().and_then(|example| example.pixels.get(pixel).copied()))
    }

    /// The set that it is from, and its class.
    pub(super) fn class(self) -> Option<(DataSet, usize)> {
        self.example.with(|example| example.as_ref().map(|example| (example.data, example.label)))
    }

    /// Its row number as people count, from 1; 0 without an example.
    pub(super) fn number(self) -> u32 {
        self.place.get().map_or(0, |(_, row, _)| row + 1)
    }

    fn rows(self) -> u32 {
        self.place.get().map_or(0, |(_, _, rows)| rows)
    }

    /// The window that is enlarged.
    pub(super) fn corner(self) -> Corner {
        self.corner.get()
    }

    /// The pixel that is looked at; it lies in the window.
    pub(super) fn pixel(self) -> usize {
        self.pixel.get()
    }

    /// Goes to a row, by its number from 1; each example is first looked at where its ink is.
    fn go_to(self, number: u32) {
        self.wanted.set(number.saturating_sub(1));
        self.pinned.set(None);
        self.pointed.set(None);
    }

    /// Shows what a window would hold; `None` goes back to the chosen one.
    pub(super) fn hover(self, corner: Option<Corner>) {
        if self.hovered.get_untracked() != corner {
            self.hovered.set(corner);
        }
    }

    /// Chooses a window; `None` is the one around the ink.
    pub(super) fn pin(self, corner: Option<Corner>) {
        self.hover(None);
        self.pinned.set(corner);
    }

    /// Looks at a pixel, and moves the window with it where that is needed.
    pub(super) fn look_at(self, pixel: usize) {
        let corner = self.corner.get_untracked();
        let near = corner.reaching(pixel);
        if near != corner {
            self.pin(Some(near));
        }
        if self.pointed.get_untracked() != Some(pixel) {
            self.pointed.set(Some(pixel));
        }
    }
}

/// Which example it is, and the way to the others.
#[component]
pub(super) fn ExampleBar(inspector: Inspector) -> impl IntoView {
    let app = App::get();
    view! {
        <Show
            when=move || { inspector.rows() > 0 }
            fallback=move || {
                view! {
                    <p class="note example-bar">
                        {live_tr!("preprocess.example.none")} " "
                        <button
                            type="button"
                            class="btn small"
                            data-action="open-collect"
                            on:click=move |_| app.open(Stage::Collect)
                        >
                            {live_tr!("preprocess.example.to_data")}
                        </button>
                    </p>
                }
            }
        >
            <Choice inspector=inspector />
        </Show>
    }
}

#[component]
fn Choice(inspector: Inspector) -> impl IntoView {
    let number = Memo::new(move |_| inspector.number());
    let rows = Memo::new(move |_| inspector.rows());
    let refused = RwSignal::new(false);
    let go = move |number: u32| {
        refused.set(false);
        inspector.go_to(number);
    };
    let shows = move || {
        let (data, label) = inspector.class()?;
        Some(tr!("preprocess.example.shows", name = names::class(data, label)))
    };
    let all = move || format::count(u64::from(rows.get()));
    view! {
        <div class="bar example-bar">
            <label for="example-row">{live_tr!("preprocess.example.label")}</label>
            <button
                type="button"
                class="btn small"
                data-action="example-before"
                disabled=move || { number.get() <= 1 }
                on:click=move |_| go(number.get_untracked().saturating_sub(1))
            >
                {live_tr!("preprocess.example.before")}
            </button>
            <input
                type="text"
                id="example-row"
                inputmode="numeric"
                autocomplete="off"
                aria-describedby="example-row-error"
                aria-invalid=move || refused.get().to_string()
                prop:value=move || number.get().to_string()
                on:input=move |_| refused.set(false)
                on:change:target=move |event| {
                    let chosen = event.target().value().trim().parse::<u32>().ok();
                    match chosen.filter(|chosen| (1..=rows.get_untracked()).contains(chosen)) {
                        Some(chosen) => go(chosen),
                        None => refused.set(true),
                    }
                    event.target().set_value(&number.get_untracked().to_string());
                }
            />
            <button
                type="button"
                class="btn small"
                data-action="example-after"
                disabled=move || { number.get() >= rows.get() }
                on:click=move |_| go(number.get_untracked() + 1)
            >
                {live_tr!("preprocess.example.after")}
            </button>
            <span class="note">{live_tr!("preprocess.example.of", rows = all())}</span>
            <span class="example-shows" role="status">
                {shows}
            </span>
            <span class="refused" id="example-row-error" aria-live="polite">
                {move || refused.get().then(|| tr!("preprocess.example.refused", rows = all()))}
            </span>
        </div>
    }
}
