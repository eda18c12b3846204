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

/// Space that is left above the present band, in CSS pixels.
const MARGIN: i32 = 40;

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

/// Brings what the latest step has computed into view, where the bands have a frame of their own.
fn follow_the_step(lens: Lens, frame: NodeRef<html::Div>) {
    Effect::new(move |_| {
        lens.scope.step.track();
        let Some(frame) = frame.get() else { return };
        // The marks of the latest step are set in this turn, too.
        request_animation_frame(move || {
            let Ok(Some(now)) = frame.query_selector(".now") else { return };
            let (around, place) = (frame.get_bounding_client_rect(), now.get_bounding_client_rect());
            if place.top() < around.top() || place.bottom() > around.bottom() {
                let ahead = (place.top() - around.top()).round() as i32;
                frame.set_scroll_top(frame.scroll_top() + ahead - MARGIN);
            }
        });
    });
}
