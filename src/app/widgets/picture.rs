//! One example as a picture.

use leptos::html;
use leptos::prelude::*;

use super::canvas::put_rgba;

/// An example as a picture: grey ones are white ink on black as in MNIST, in every theme.
#[component]
pub fn Picture(
    /// Row by row, 0 (black) to 255 (white), a square; three such squares are red, green and blue. Anything else is
    /// shown as black.
    #[prop(into)]
    pixels: Signal<Vec<u8>>,
    /// Its side in CSS pixels; without it the picture fills its place.
    #[prop(optional)]
    size: Option<u32>,
    /// What it shows; empty when the text beside it says so.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let node = NodeRef::<html::Canvas>::new();
    Effect::new(move |_| {
        if let Some(canvas) = node.get() {
            pixels.with(|pixels| {
                let side = side(pixels.len()).unwrap_or(1);
                canvas.set_width(side as u32);
                canvas.set_height(side as u32);
                put_rgba(&canvas, side, side, &rgba(pixels, side));
            });
        }
    });
    let named = move || label.with(|label| !label.is_empty());
    view! {
        <canvas
            class="picture"
            node_ref=node
            width="28"
            height="28"
            style=size.map(|side| format!("width:{side}px;height:{side}px"))
            role=move || named().then_some("img")
            aria-label=move || named().then(|| label.get())
            aria-hidden=move || (!named()).then_some("true")
        ></canvas>
    }
}

/// The side of a square picture with this many bytes, grey or in three colours.
pub(super) fn side(bytes: usize) -> Option<usize> {
    let root = |area: usize| {
        let side = (area as f64).sqrt().round() as usize;
        (side > 0 && side * side == area).then_some(side)
    };
    // No number is both a square and three times one.
    root(bytes).or_else(|| bytes.is_multiple_of(3).then(|| root(bytes / 3)).flatten())
}

fn rgba(pixels: &[u8], side: usize) -> Vec<u8> {
    let area = side * side;
    let at = |index: usize| pixels.get(index).copied().unwrap_or(0);
    let coloured = pixels.len() == 3 * area;
    (0..area)
        .flat_map(|pixel| {
            let [red, green, blue] = if coloured {
                [at(pixel), at(area + pixel), at(2 * area + pixel)]
            } else {
                [if pixels.len() == area { at(pixel) } else { 0 }; 3]
            };
            [red, green, blue, 255]
        })
        .collect()
}
