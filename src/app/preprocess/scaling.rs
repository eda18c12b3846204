//! Scaling: a square of the picture as numbers, before and after they are divided by 255.

use leptos::html;
use leptos::prelude::*;
use web_sys::{KeyboardEvent, MouseEvent};

use super::example::Inspector;
use super::paint;
use super::window::{Corner, SIDE, WINDOW, neighbour, place};
use crate::app::figure::Figure;
use crate::app::format;
use crate::app::widgets::canvas::pointer_place;
use crate::app::widgets::picture::Picture;
use crate::live_tr;
use crate::tr;

/// What the network gets for a pixel: single precision, as it computes.
pub(super) fn scaled(value: u8) -> f32 {
    f32::from(value) / 255.0
}

/// Three decimals tell all 256 values apart.
fn three_decimals(value: f64) -> String {
    format!("{value:.3}")
}

/// The step of an arrow key, in columns and rows; `None` for any other key.
fn arrow(event: &KeyboardEvent) -> Option<(isize, isize)> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    match event.key().as_str() {
        "ArrowLeft" => Some((-1, 0)),
        "ArrowRight" => Some((1, 0)),
        "ArrowUp" => Some((0, -1)),
        "ArrowDown" => Some((0, 1)),
        _ => None,
    }
}

/// The picture with its magnifying glass, and the same square before and after.
#[component]
pub(super) fn Scaling(inspector: Inspector) -> impl IntoView {
    view! {
        <section class="card step-card" data-step="scaling">
            <h2>
                {live_tr!("preprocess.scale.title")} <small>{live_tr!("preprocess.scale.shape")}</small>
            </h2>
            <p class="note">{live_tr!("preprocess.scale.why")}</p>
            <div class="scaling">
                <Glass inspector=inspector />
                <PixelGrid inspector=inspector after=false />
                <PixelGrid inspector=inspector after=true />
            </div>
            <Worked inspector=inspector />
        </section>
    }
}

/// Percentages of the picture's side, for something that is laid over it.
fn over_picture(column: usize, row: usize, side: usize) -> String {
    let percent = |pixels: usize| 100.0 * pixels as f64 / SIDE as f64;
    let (left, top, side) = (percent(column), percent(row), percent(side));
    format!("left:{left:.3}%;top:{top:.3}%;width:{side:.3}%;height:{side:.3}%")
}

fn window_below(node: NodeRef<html::Div>, event: &MouseEvent) -> Option<Corner> {
    let element = node.get_untracked()?;
    let (x, y) = pointer_place(&element, event);
    Some(Corner::around(x, y))
}

/// The picture: pointing shows a window, a click keeps it, arrow keys move it.
#[component]
fn Glass(inspector: Inspector) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let by_key = RwSignal::new(false);
    let key = move |event: KeyboardEvent| {
        let window = match arrow(&event) {
            Some(step) => Some(untrack(|| inspector.corner()).moved(step)),
            None if event.key() == "Escape" => None,
            None => return,
        };
        event.prevent_default();
        by_key.set(true);
        inspector.pin(window);
    };
    let words = move || {
        let Corner { column, row } = inspector.corner();
        let last = WINDOW - 1;
        tr!("preprocess.scale.window", top = row, bottom = row + last, left = column, right = column + last)
    };
    let frame = move || {
        let Corner { column, row } = inspector.corner();
        over_picture(column, row, WINDOW)
    };
    let dot = move || {
        let (column, row) = place(inspector.pixel());
        over_picture(column, row, 1)
    };
    view! {
        <div class="glass-place">
            <p class="pixel-title">
                {live_tr!("preprocess.scale.picture", row = format::count(u64::from(inspector.number())))}
            </p>
            <div
                class="glass"
                node_ref=node
                tabindex="0"
                role="application"
                aria-label=live_tr!("preprocess.scale.glass")
                aria-describedby="glass-help"
                on:pointermove=move |event| inspector.hover(window_below(node, &event))
                on:pointerleave=move |_| inspector.hover(None)
                on:click=move |event| {
                    by_key.set(false);
                    if let Some(window) = window_below(node, &event) {
                        inspector.pin(Some(window));
                    }
                }
                on:keydown=key
            >
                <Picture pixels=Signal::derive(move || inspector.pixels()) label="" />
                <span class="glass-frame" style=frame aria-hidden="true"></span>
                <span class="glass-dot" style=dot aria-hidden="true"></span>
            </div>
            <p class="note">{words}</p>
            <p class="note" id="glass-help">
                {live_tr!("preprocess.scale.help")}
            </p>
            <p class="visually-hidden" role="status">
                {move || by_key.get().then(words)}
            </p>
        </div>
    }
}

/// The numbers of the window. Both grids follow the same pixel.
#[component]
fn PixelGrid(
    inspector: Inspector,
    /// After scaling, otherwise as the bytes are.
    after: bool,
) -> impl IntoView {
    let name = if after { "after" } else { "before" };
    let title = move || if after { tr!("preprocess.scale.after") } else { tr!("preprocess.scale.before") };
    let columns = (0..WINDOW)
        .map(|column| view! { <th scope="col">{move || (inspector.corner().column + column).to_string()}</th> })
        .collect::<Vec<_>>();
    let rows = (0..WINDOW).map(|row| pixel_row(inspector, after, name, row)).collect::<Vec<_>>();
    let active = move || {
        let cell = inspector.corner().cell(inspector.pixel());
        cell.map(|(column, row)| cell_id(name, column, row))
    };
    let key = move |event: KeyboardEvent| {
        if let Some(step) = arrow(&event) {
            event.prevent_default();
            inspector.look_at(neighbour(untrack(|| inspector.pixel()), step));
        }
    };
    view! {
        <div class="pixel-grid" class:after=after>
            <p class="pixel-title" id=format!("pixels-{name}")>
                {title}
            </p>
            <table
                role="grid"
                tabindex="0"
                aria-readonly="true"
                aria-labelledby=format!("pixels-{name}")
                aria-activedescendant=active
                on:keydown=key
            >
                <thead>
                    <tr>
                        <td></td>
                        {columns}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn cell_id(name: &str, column: usize, row: usize) -> String {
    format!("pixel-{name}-{row}-{column}")
}

fn pixel_row(inspector: Inspector, after: bool, name: &'static str, row: usize) -> impl IntoView {
    let cells = (0..WINDOW).map(|column| pixel_cell(inspector, after, name, (column, row))).collect::<Vec<_>>();
    view! {
        <tr>
            <th scope="row">{move || (inspector.corner().row + row).to_string()}</th>
            {cells}
        </tr>
    }
}

fn pixel_cell(inspector: Inspector, after: bool, name: &str, (column, row): (usize, usize)) -> impl IntoView + use<> {
    let pixel = move || inspector.corner().pixel(column, row);
    let value = Memo::new(move |_| inspector.value(pixel()));
    let number = move || value.get().map(|value| if after { format::exact(scaled(value)) } else { f64::from(value) });
    let shown = move || {
        number()
            .map_or_else(|| "—".to_owned(), |number| if after { three_decimals(number) } else { number.to_string() })
    };
    view! {
        <td
            id=cell_id(name, column, row)
            class:looked=move || { inspector.pixel() == pixel() }
            style=move || value.get().map(paint::cell).unwrap_or_default()
            data-value=move || number().map(|number| number.to_string()).unwrap_or_default()
            on:pointerenter=move |_| inspector.look_at(untrack(pixel))
        >
            {shown}
        </td>
    }
}

/// The formula, and the formula with the numbers of the pixel that is looked at.
#[component]
fn Worked(inspector: Inspector) -> impl IntoView {
    let value = Memo::new(move |_| inspector.value(inspector.pixel()));
    let before = Memo::new(move |_| value.get().map(f64::from));
    let after = Memo::new(move |_| value.get().map(|value| format::exact(scaled(value))));
    let words = move || {
        let (column, row) = place(inspector.pixel());
        tr!("preprocess.scale.pixel", row = row, column = column)
    };
    view! {
        <p class="worked">
            <span class="formula">"x ↦ x / 255"</span>
            <span class="note">{words}</span>
            <span class="formula">
                <Figure name="pixel" value=before show=format::whole />
                " / 255 = "
                <Figure name="scaled-pixel" value=after show=three_decimals />
            </span>
        </p>
    }
}
