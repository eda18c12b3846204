//! Files that come in from outside of the page: dropped on it anywhere, or pasted.

use leptos::ev;
use leptos::prelude::*;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent};

use super::keyboard::is_inside;

/// Where text is pasted into.
const TYPING: &str = "input, textarea, select, dialog, [contenteditable]";

/// Takes files that are dropped anywhere, as long as the calling component lives. The signal says whether some hang over
/// the page.
pub fn on_drop(take: impl Fn(&DataTransfer) + 'static) -> ReadSignal<bool> {
    let (over, set_over) = signal(false);
    let handles = [
        window_event_listener(ev::dragover, move |event| {
            if carries_files(&event) {
                event.prevent_default();
                if !over.get_untracked() {
                    set_over.set(true);
                }
            }
        }),
        window_event_listener(ev::dragleave, move |event| {
            // Between two elements of the page there is another element to go to.
            if event.related_target().is_none() {
                set_over.set(false);
            }
        }),
        window_event_listener(ev::drop, move |event| {
            if carries_files(&event) {
                event.prevent_default();
                set_over.set(false);
                if let Some(transfer) = event.data_transfer() {
                    take(&transfer);
                }
            }
        }),
    ];
    on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
    over
}

/// Hears of what is pasted, unless it goes into a field, as long as the calling component lives. `take` says whether it
/// was of use.
pub fn on_paste(take: impl Fn(&DataTransfer) -> bool + 'static) {
    let handle = window_event_listener(ev::paste, move |event: ClipboardEvent| {
        if event.default_prevented() || is_inside(&event, TYPING) {
            return;
        }
        if event.clipboard_data().is_some_and(|data| take(&data)) {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

fn carries_files(event: &DragEvent) -> bool {
    let types = event.data_transfer().map(|transfer| transfer.types());
    types.is_some_and(|types| types.iter().any(|kind| kind.as_string().as_deref() == Some("Files")))
}
