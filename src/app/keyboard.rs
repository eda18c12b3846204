//! Keys that work wherever no control has the focus.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use super::controller::Controller;
use super::state::App;
use crate::setup::Stage;
use crate::trainer::protocol::Status;

/// Where a key belongs to what has the focus.
const CONTROLS: &str =
    "input, textarea, select, button, a[href], summary, dialog, canvas, [contenteditable], [tabindex='0']";
/// Where text is typed.
const TYPING: &str = "input[type='text'], textarea, dialog, [contenteditable]";
/// Where letters are written.
const TEXT: &str = "input, textarea, select, dialog, [contenteditable]";

/// Listens as long as the calling component lives.
pub fn listen(app: App, controller: Controller, help: RwSignal<bool>) {
    let handle = window_event_listener(ev::keydown, move |event| {
        if (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.default_prevented() {
            // The microscope takes back what was changed on its own bench.
            if untrack(|| app.open_stage()).is_some() {
                travel(controller, &event);
            }
            return;
        }
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.repeat() || event.default_prevented() {
            return;
        }
        let training = untrack(|| app.open_stage()) == Some(Stage::Train);
        match event.key().as_str() {
            "?" if !is_inside(&event, TEXT) => help.set(true),
            " " if training && !is_inside(&event, CONTROLS) => {
                event.prevent_default();
                toggle(app, controller);
            }
            "s" | "S" if training && !is_inside(&event, TEXT) => one_step(app, controller),
            _ => {}
        }
    });
    on_cleanup(move || handle.remove());
}

/// Undo and redo of settings, unless text is being written: that has its own.
fn travel(controller: Controller, event: &KeyboardEvent) {
    if is_inside(event, TYPING) {
        return;
    }
    match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
        ("z", false) => controller.undo(),
        ("z", true) | ("y", false) => controller.redo(),
        _ => return,
    }
    event.prevent_default();
}

fn toggle(app: App, controller: Controller) {
    if app.status.get_untracked() == Status::Training { controller.pause() } else { controller.start() }
}

fn one_step(app: App, controller: Controller) {
    if app.status.get_untracked() != Status::Training {
        controller.one_step();
    }
}

/// Whether something happened in an element, or within one, that this selector matches.
pub fn is_inside(event: &Event, selector: &str) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| element.closest(selector).ok().flatten())
        .is_some()
}
