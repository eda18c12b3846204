//! Wide networks, layer by layer: what is computed for a whole layer is one map of colours, and every value in it leads
//! to its arithmetic. Thousands of numbers are on canvases; those of the chosen path stand beside them as figures.

mod agreement;
mod bands;
mod bars;
mod entry;
mod grid;
mod heat;
mod lens;
mod map;
mod run;
mod series;
mod subject;
mod unit;

use leptos::html;
use leptos::prelude::*;

use agreement::Agreement;
use bands::bands;
use entry::Entry;
use lens::Lens;
use subject::SubjectPanel;

use crate::live_tr;

/// Space that is left above what is brought into view, in CSS pixels.
const MARGIN: i32 = 40;
/// What shows less than this is out of view.
const LEAST: f64 = 24.0;

/// The lesson for a wide network: one band for each layer, in the order in which the steps compute.
#[component]
pub fn Layers() -> impl IntoView {
    let lens = Lens::new();
    let frame = NodeRef::<html::Div>::new();
    follow_the_step(lens, frame);
    let has_subject = Memo::new(move |_| lens.scope.subject.with(Option::is_some));
    view! {
        <div class="layers">
            <Show when=move || has_subject.get()>
                <SubjectPanel lens=lens/>
            </Show>
            <div class="layers-legend">
                <p class="diverging">
                    <span>{live_tr!("layers.negative")}</span>
                    <i aria-hidden="true"></i>
                    <span>{live_tr!("layers.positive")}</span>
                </p>
                <p class="note">{live_tr!("layers.hint")}</p>
            </div>
            <div class="layers-bands" node_ref=frame role="group" aria-label=live_tr!("layers.label")>
                {move || bands(lens, &lens.sizes.get())}
            </div>
            <p class="visually-hidden" aria-live="polite">
                {move || lens.said.get()}
            </p>
            <Entry lens=lens/>
            <Show when=move || has_subject.get()>
                <Agreement/>
            </Show>
        </div>
    }
}

/// Brings what a new step has computed into view, where the bands have a frame of their own and nothing of it can be
/// seen. The view opens at its top, whatever step it is at.
fn follow_the_step(lens: Lens, frame: NodeRef<html::Div>) {
    Effect::new(move |before: Option<Option<usize>>| {
        let (step, before) = (lens.scope.step.get(), before.flatten());
        let frame = frame.get()?;
        if before.is_none_or(|before| before == step) {
            return Some(step);
        }
        // The marks of the latest step are set in this turn, too.
        request_animation_frame(move || {
            let Ok(Some(now)) = frame.query_selector(".now") else { return };
            let (around, place) = (frame.get_bounding_client_rect(), now.get_bounding_client_rect());
            // The frame itself may reach below the window.
            let below = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(f64::INFINITY);
            let bottom = around.bottom().min(below);
            if place.bottom() < around.top() + LEAST || place.top() > bottom - LEAST {
                let ahead = (place.top() - around.top()).round() as i32;
                frame.set_scroll_top(frame.scroll_top() + ahead - MARGIN);
                // At the end of the frame that is not enough where the frame reaches below the window.
                if now.get_bounding_client_rect().top() > below - LEAST {
                    now.scroll_into_view_with_bool(false);
                }
            }
        });
        Some(step)
    });
}
