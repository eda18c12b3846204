//! Augmentation: the same example, moved a little, still shows the same thing.

use leptos::prelude::*;

use super::example::Inspector;
use super::window::{PIXELS, SIDE};
use crate::app::settings::{AUGMENT, SettingField};
use crate::app::state::App;
use crate::app::widgets::picture::Picture;
use crate::dataset::shift_picture;
use crate::live_tr;
use crate::tr;
use crate::training::Augment;

/// Some of the 25 ways to move a picture by up to two pixels: to the right, and down.
const MOVES: [(i32, i32); 6] = [(0, 0), (-2, -2), (2, 0), (0, -1), (-1, 2), (2, 2)];

/// The setting, and what it does to the example.
#[component]
pub(super) fn Augmentation(inspector: Inspector) -> impl IntoView {
    let app = App::get();
    let shifts = Memo::new(move |_| app.link.with(|link| link.setup.training.augment == Augment::Shift));
    let note = move || if shifts.get() { tr!("preprocess.augment.on") } else { tr!("preprocess.augment.off") };
    view! {
        <section class="card step-card" data-step="augmentation">
            <h2>{live_tr!("preprocess.augment.title")}</h2>
            <div class="options-row">
                <SettingField setting=&AUGMENT />
            </div>
            <p class="note">{note}</p>
            <Show when=move || { shifts.get() && inspector.is_there() }>
                <ul class="shifts">
                    <For each=|| MOVES key=|way| *way let:way>
                        <Moved inspector=inspector way=way />
                    </For>
                </ul>
            </Show>
        </section>
    }
}

#[component]
fn Moved(inspector: Inspector, way: (i32, i32)) -> impl IntoView {
    let pixels = Signal::derive(move || {
        let mut moved = vec![0; PIXELS];
        shift_picture(&inspector.pixels(), SIDE, way, &mut moved);
        moved
    });
    let caption = move || if way == (0, 0) { tr!("preprocess.augment.original") } else { arrows(way) };
    view! {
        <li>
            <Picture pixels=pixels label="" />
            <span>{caption}</span>
        </li>
    }
}

/// How far a picture was moved, as arrows: the same in every language.
fn arrows((right, down): (i32, i32)) -> String {
    let part = |by: i32, back: char, forth: char| match by {
        0 => None,
        by => Some(format!("{}\u{202f}{}", if by < 0 { back } else { forth }, by.abs())),
    };
    [part(right, '←', '→'), part(down, '↑', '↓')].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
