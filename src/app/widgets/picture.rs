//! One example as a picture.

use leptos::html;
use leptos::prelude::*;

use super::canvas::put_rgba;

/// Side of the pictures.
const SIDE: usize = 28;

/// A picture of 28 × 28 pixels, white ink on black as in MNIST, in every theme.
#[component]
pub fn Picture(
    /// Row by row, 0 (black) to 255 (white); anything but 784 bytes is shown as black.
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
            pixels.with(|pixels| put_rgba(&canvas, SIDE, SIDE, &grey(pixels)));
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

fn grey(pixels: &[u8]) -> Vec<u8> {
    let mut rgba = vec![0; 4 * SIDE * SIDE];
    for (index, pixel) in rgba.chunks_exact_mut(4).enumerate() {
        let value = if pixels.len() == SIDE * SIDE { pixels[index] } else { 0 };
        pixel.copy_from_slice(&[value, value, value, 255]);
    }
    rgba
}
