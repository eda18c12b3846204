//! Flattening: the rows of the picture one behind the other, as one row of 784 numbers.

use leptos::html;
use leptos::prelude::*;
use web_sys::{KeyboardEvent, MouseEvent};

use super::example::Inspector;
use super::paint::rgba;
use super::scaling::scaled;
use super::window::{PIXELS, SIDE, place};
use crate::app::figure::Figure;
use crate::app::format;
use crate::app::widgets::canvas::{pointer_place, put_rgba};
use crate::live_tr;
use crate::tr;

/// The row of numbers as a strip, with the pixel that is looked at marked on it.
#[component]
pub(super) fn Flattening(inspector: Inspector) -> impl IntoView {
    let index = Memo::new(move |_| inspector.is_there().then(|| inspector.pixel() as f64));
    let working = move || {
        let (column, row) = place(inspector.pixel());
        format!("{SIDE} × {row} + {column} = ")
    };
    let row_words = move || {
        let (_, row) = place(inspector.pixel());
        tr!("preprocess.flat.row", row = row, first = row * SIDE, last = row * SIDE + SIDE - 1)
    };
    view! {
        <section class="card step-card" data-step="flattening">
            <h2>
                {live_tr!("preprocess.flat.title")} <small>"28 × 28 → 784"</small>
            </h2>
            <p class="note">{live_tr!("preprocess.flat.why")}</p>
            <Strip inspector=inspector />
            <p class="worked">
                <span class="formula">{live_tr!("preprocess.flat.formula")}</span>
                <span class="formula">
                    {working} <Figure name="flat-place" value=index show=format::whole />
                </span>
                <span class="note">{row_words}</span>
            </p>
        </section>
    }
}

fn pixel_below(node: NodeRef<html::Div>, event: &MouseEvent) -> Option<usize> {
    let element = node.get_untracked()?;
    let (x, _) = pointer_place(&element, event);
    Some(((x.clamp(0.0, 1.0) * PIXELS as f64) as usize).min(PIXELS - 1))
}

/// The place that a key leads to: along the row, or a picture row further.
fn place_after(key: &str, pixel: usize) -> Option<usize> {
    let last = PIXELS - 1;
    match key {
        "ArrowLeft" | "ArrowDown" => Some(pixel.saturating_sub(1)),
        "ArrowRight" | "ArrowUp" => Some((pixel + 1).min(last)),
        "PageDown" => Some(pixel.saturating_sub(SIDE)),
        "PageUp" => Some((pixel + SIDE).min(last)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

#[component]
fn Strip(inspector: Inspector) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let canvas = NodeRef::<html::Canvas>::new();
    let pixels = Memo::new(move |_| inspector.pixels());
    Effect::new(move |_| {
        if let Some(canvas) = canvas.get() {
            pixels.with(|pixels| {
                let values: &[u8] = if pixels.len() == PIXELS { pixels.as_slice() } else { &[0; PIXELS] };
                put_rgba(&canvas, PIXELS, 1, &rgba(values));
            });
        }
    });
    let look = move |event: &MouseEvent| {
        if let Some(pixel) = pixel_below(node, event) {
            inspector.look_at(pixel);
        }
    };
    let key = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        if let Some(pixel) = place_after(&event.key(), untrack(|| inspector.pixel())) {
            event.prevent_default();
            inspector.look_at(pixel);
        }
    };
    let spoken = move || {
        let pixel = inspector.pixel();
        let (column, row) = place(pixel);
        let value = inspector.value(pixel).map(|value| format!("{:.3}", scaled(value))).unwrap_or_default();
        tr!("preprocess.flat.spoken", place = pixel, row = row, column = column, value = value)
    };
    let part = |pixels: usize| 100.0 * pixels as f64 / PIXELS as f64;
    let row_place = move || {
        let (_, row) = place(inspector.pixel());
        format!("left:{:.3}%;width:{:.3}%", part(row * SIDE), part(SIDE))
    };
    let pixel_place = move || format!("left:{:.3}%", part(inspector.pixel()));
    view! {
        <div
            class="flat"
            node_ref=node
            tabindex="0"
            role="slider"
            aria-label=live_tr!("preprocess.flat.label")
            aria-valuemin="0"
            aria-valuemax=(PIXELS - 1).to_string()
            aria-valuenow=move || inspector.pixel().to_string()
            aria-valuetext=spoken
            on:pointermove=move |event| look(&event)
            on:pointerdown=move |event| look(&event)
            on:keydown=key
        >
            <canvas class="flat-strip" node_ref=canvas width="784" height="1" aria-hidden="true"></canvas>
            <i class="flat-row" style=row_place></i>
            <i class="flat-pixel" style=pixel_place></i>
        </div>
        <div class="flat-scale" aria-hidden="true">
            <span>"0"</span>
            <span>"783"</span>
        </div>
    }
}
