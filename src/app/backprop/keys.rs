//! The lesson by keyboard, wherever the focus is, unless what has it needs the key itself.

use leptos::ev;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::player::Player;
use super::state::Scope;
use crate::app::keyboard::is_inside;

/// Where a key is text or chooses, or moves through the chart, a grid or a slider.
const TAKEN: &str = "input:not([type='checkbox']), textarea, select, dialog, canvas, [contenteditable], \
    [role='slider'], [role='grid'], [role='application'], .flow-chart";
/// Where the space bar presses something.
const PRESSED: &str = "input, textarea, select, button, a[href], summary, dialog, canvas, [role='button'], \
    [contenteditable], [tabindex='0']:not([role='slider'])";
/// Where Escape gives something up or closes it.
const CLOSED: &str = "input, textarea, select, dialog";
/// Where text is typed and has an undo of its own.
const TYPING: &str = "input[type='text'], input[type='number'], textarea, dialog, [contenteditable]";

/// Listens as long as the calling component lives.
pub(super) fn listen(scope: Scope, player: Player) {
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.default_prevented() || event.alt_key() {
            return;
        }
        let done = if event.ctrl_key() || event.meta_key() {
            take_back(scope, &event)
        } else {
            !event.shift_key() && step(scope, player, &event)
        };
        if done {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Ctrl+Z. `false`: the key is left to the browser.
fn take_back(scope: Scope, event: &KeyboardEvent) -> bool {
    let wanted = !event.shift_key() && event.key().eq_ignore_ascii_case("z") && !is_inside(event, TYPING);
    if wanted {
        scope.undo();
    }
    wanted
}

fn step(scope: Scope, player: Player, event: &KeyboardEvent) -> bool {
    let key = event.key();
    let others = match key.as_str() {
        " " => PRESSED,
        "Escape" => CLOSED,
        _ => TAKEN,
    };
    if is_inside(event, others) {
        return false;
    }
    match key.as_str() {
        "ArrowRight" => player.by_hand(Scope::next),
        "ArrowLeft" => player.by_hand(Scope::back),
        "Home" => player.by_hand(Scope::first),
        "End" => player.by_hand(Scope::last),
        // Held down it would start and stop in turn.
        " " if !event.repeat() => player.toggle(),
        "Escape" if scope.trail.with_untracked(|trail| !trail.is_empty()) => scope.close(),
        _ => return false,
    }
    true
}
