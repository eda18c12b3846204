//! A picture as the network will get it, grey or in colour.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use crate::app::widgets::canvas::put_rgba;
use crate::import::Thumbnail;

/// A picture on a canvas of its own size; style says how large it is shown.
#[component]
pub(super) fn Thumb(
    picture: StoredValue<Arc<Thumbnail>>,
    /// What it shows; empty when the text beside it says so.
    #[prop(optional, into)]
    label: Signal<String>,
) -> impl IntoView {
    let node = NodeRef::<html::Canvas>::new();
    node.on_load(move |canvas| {
        picture.with_value(|picture| {
            let (side, rgba) = painted(&picture.pixels);
            put_rgba(&canvas, side, side, &rgba);
        });
    });
    let named = move || label.with(|label| !label.is_empty());
    view! {
        <canvas
            class="picture"
            node_ref=node
            width="1"
            height="1"
            role=move || named().then_some("img")
            aria-label=move || named().then(|| label.get())
            aria-hidden=move || (!named()).then_some("true")
        ></canvas>
    }
}

/// The side of a picture and its colours; channels come one after the other, one for grey, three for colour.
fn painted(pixels: &[u8]) -> (usize, Vec<u8>) {
    // Squares of one or three channels: no number is both.
    let grey = pixels.len().isqrt();
    let channels = if grey * grey == pixels.len() { 1 } else { 3 };
    let side = (pixels.len() / channels).isqrt();
    let plane = side * side;
    let at =
        |channel: usize, pixel: usize| pixels.get((channel % channels) * plane + pixel).copied().unwrap_or_default();
    let rgba = (0..plane).flat_map(|pixel| [at(0, pixel), at(1, pixel), at(2, pixel), 255]).collect();
    (side, rgba)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn grey_and_colour_are_told_apart_by_their_size() {
        assert_eq!(painted(&[1, 2, 3, 4]), (2, vec![1, 1, 1, 255, 2, 2, 2, 255, 3, 3, 3, 255, 4, 4, 4, 255]));
        let (side, rgba) = painted(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        assert_eq!(side, 2);
        assert_eq!(rgba[..8], [1, 5, 9, 255, 2, 6, 10, 255]);
    }
}
