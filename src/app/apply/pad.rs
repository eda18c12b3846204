//! The pad: drawn on with mouse, finger or pen, or with the keyboard.

use js_sys::Reflect;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, KeyboardEvent, PointerEvent};

use super::sketch::{Dot, Sketch};
use crate::app::widgets::canvas::{Redraw, canvas_size, pointer_place, start};
use crate::live_tr;
use crate::tr;

/// How far an arrow key moves the pen, and how far with Shift, as parts of the pad's side.
const STEP: (f32, f32) = (0.03, 0.1);
/// The pressure of mouse, finger and keyboard.
const PLAIN: f32 = 0.5;

/// The pad, its pointer and its keyboard pen.
#[derive(Clone, Copy)]
struct Pad {
    sketch: Sketch,
    node: NodeRef<html::Canvas>,
    pointer: StoredValue<Option<i32>>,
    /// Where the keyboard's pen is; `None` until a key moves it.
    pen: RwSignal<Option<(f32, f32)>>,
    pen_down: RwSignal<bool>,
}

impl Pad {
    fn new(sketch: Sketch) -> Self {
        Self {
            sketch,
            node: NodeRef::new(),
            pointer: StoredValue::new(None),
            pen: RwSignal::new(None),
            pen_down: RwSignal::new(false),
        }
    }

    fn dot(self, event: &PointerEvent) -> Option<Dot> {
        let canvas = self.node.get_untracked()?;
        let (x, y) = pointer_place(&canvas, event);
        let pressure = if event.pointer_type() == "pen" { event.pressure() } else { PLAIN };
        Some(Dot::new((x as f32, y as f32), pressure))
    }

    fn pointer_down(self, event: &PointerEvent) {
        if event.button() != 0 || self.pointer.get_value().is_some() {
            return;
        }
        // Otherwise the browser would select text or start to drag.
        event.prevent_default();
        if let (Some(dot), Some(canvas)) = (self.dot(event), self.node.get_untracked()) {
            // Without focus or capture one can still draw.
            let _ = canvas.focus();
            let _ = canvas.set_pointer_capture(event.pointer_id());
            self.pointer.set_value(Some(event.pointer_id()));
            self.lift();
            self.pen.set(None);
            self.sketch.begin(dot);
        }
    }

    fn pointer_move(self, event: &PointerEvent) {
        if self.pointer.get_value() == Some(event.pointer_id()) {
            let dots: Vec<Dot> = all_moves(event).iter().filter_map(|event| self.dot(event)).collect();
            self.sketch.extend(&dots);
        }
    }

    fn pointer_up(self, event: &PointerEvent) {
        if self.pointer.get_value() == Some(event.pointer_id()) {
            self.pointer.set_value(None);
            self.sketch.end();
        }
    }

    fn key(self, event: &KeyboardEvent) {
        let key = event.key();
        if (event.ctrl_key() || event.meta_key()) && key.eq_ignore_ascii_case("z") {
            self.undo();
        } else if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        } else {
            let step = if event.shift_key() { STEP.1 } else { STEP.0 };
            match key.as_str() {
                "ArrowLeft" => self.move_pen(-step, 0.0),
                "ArrowRight" => self.move_pen(step, 0.0),
                "ArrowUp" => self.move_pen(0.0, -step),
                "ArrowDown" => self.move_pen(0.0, step),
                " " | "Enter" if event.repeat() => {}
                " " | "Enter" => self.toggle_pen(),
                "Escape" => self.lift(),
                "Backspace" => self.undo(),
                "Delete" => self.clear(),
                _ => return,
            }
        }
        event.prevent_default();
    }

    fn move_pen(self, dx: f32, dy: f32) {
        // The first key only shows where the pen is.
        let place = match self.pen.get_untracked() {
            Some((x, y)) => ((x + dx).clamp(0.0, 1.0), (y + dy).clamp(0.0, 1.0)),
            None => (0.5, 0.5),
        };
        self.pen.set(Some(place));
        if self.pen_down.get_untracked() {
            self.sketch.extend(&[Dot::new(place, PLAIN)]);
        }
    }

    fn toggle_pen(self) {
        if self.pen_down.get_untracked() {
            self.lift();
        } else {
            let place = self.pen.get_untracked().unwrap_or((0.5, 0.5));
            self.pen.set(Some(place));
            self.pen_down.set(true);
            self.sketch.begin(Dot::new(place, PLAIN));
        }
    }

    fn lift(self) {
        if self.pen_down.get_untracked() {
            self.pen_down.set(false);
            self.sketch.end();
        }
    }

    fn undo(self) {
        self.lift();
        self.sketch.undo();
    }

    fn clear(self) {
        self.lift();
        self.sketch.clear();
    }

    fn leave(self) {
        self.lift();
        self.pen.set(None);
    }
}

/// All places that a pointer has been at since the last event; browsers that do not keep them give the last one.
fn all_moves(event: &PointerEvent) -> Vec<PointerEvent> {
    let mut moves = Vec::new();
    if Reflect::has(event, &"getCoalescedEvents".into()).unwrap_or(false) {
        moves.extend(event.get_coalesced_events().iter().filter_map(|one| one.dyn_into::<PointerEvent>().ok()));
    }
    if moves.is_empty() {
        moves.push(event.clone());
    }
    moves
}

/// A square to draw on, with buttons to take strokes back.
#[component]
pub(in crate::app) fn DrawingPad(sketch: Sketch) -> impl IntoView {
    let pad = Pad::new(sketch);
    let size = canvas_size(pad.node);
    let redraw = Redraw::new(move || {
        let size = size.get_untracked();
        if let Some(context) = pad.node.get_untracked().and_then(|canvas| start(&canvas, size)) {
            sketch.with_strokes(|strokes| paint(&context, size.0, strokes));
        }
    });
    Effect::new(move |_| {
        sketch.version().track();
        size.track();
        redraw.request();
    });
    let empty = Memo::new(move |_| sketch.is_empty());
    let said = move || match (pad.pen.get(), pad.pen_down.get()) {
        (None, _) => String::new(),
        (Some(_), true) => tr!("apply.pen_down"),
        (Some(_), false) => tr!("apply.pen_up"),
    };
    view! {
        <section class="card pad">
            <h2>{live_tr!("apply.pad_title")}</h2>
            <div class="pad-surface">
                <canvas
                    node_ref=pad.node
                    tabindex="0"
                    role="application"
                    aria-label=live_tr!("apply.pad_label")
                    aria-describedby="pad-help"
                    on:pointerdown=move |event| pad.pointer_down(&event)
                    on:pointermove=move |event| pad.pointer_move(&event)
                    on:pointerup=move |event| pad.pointer_up(&event)
                    on:pointercancel=move |event| pad.pointer_up(&event)
                    on:lostpointercapture=move |event| pad.pointer_up(&event)
                    on:keydown=move |event| pad.key(&event)
                    on:blur=move |_| pad.leave()
                ></canvas>
                <PadPen pad=pad/>
                <Show when=move || { empty.get() && pad.pen.get().is_none() }>
                    <p class="pad-invitation" aria-hidden="true">
                        {live_tr!("apply.invitation")}
                    </p>
                </Show>
            </div>
            <div class="bar">
                <button type="button" class="btn" disabled=move || empty.get() on:click=move |_| pad.undo()>
                    {live_tr!("apply.undo")}
                </button>
                <button type="button" class="btn" disabled=move || empty.get() on:click=move |_| pad.clear()>
                    {live_tr!("apply.clear")}
                </button>
            </div>
            <p id="pad-help" class="note">
                {live_tr!("apply.keys")}
            </p>
            <p class="visually-hidden" role="status">
                {said}
            </p>
        </section>
    }
}

/// The keyboard's pen: a ring, filled while it draws.
#[component]
fn PadPen(pad: Pad) -> impl IntoView {
    let place = move || match pad.pen.get() {
        Some((x, y)) => format!("left:{:.1}%;top:{:.1}%", 100.0 * x, 100.0 * y),
        None => "display:none".to_owned(),
    };
    view! { <span class="pad-pen" class:down=move || pad.pen_down.get() style=place aria-hidden="true"></span> }
}

/// White lines with round ends; the black ground is the style sheet's.
fn paint(context: &CanvasRenderingContext2d, side: f64, strokes: &[Vec<Dot>]) {
    context.set_stroke_style_str("#fff");
    context.set_line_cap("round");
    context.set_line_join("round");
    for stroke in strokes {
        // Each piece has the width of its end, as a pen's pressure changes on the way.
        let from = stroke.first().into_iter().chain(stroke);
        for (from, to) in from.zip(stroke) {
            context.set_line_width(2.0 * f64::from(to.radius) * side);
            context.begin_path();
            context.move_to(f64::from(from.x) * side, f64::from(from.y) * side);
            context.line_to(f64::from(to.x) * side, f64::from(to.y) * side);
            context.stroke();
        }
    }
}
