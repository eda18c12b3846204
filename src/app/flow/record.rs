//! When a stage last ran, with which settings, how long it took, what went in and what came out.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::app::state::App;
use crate::app::{format, i18n, names};
use crate::live_tr;
use crate::pipeline::{Finished, State};
use crate::setup::Stage;
use crate::tr;

/// The record of the open stage, at the end of its view.
#[component]
pub fn LastRun(stage: Stage) -> impl IntoView {
    let app = App::get();
    let finished = Memo::new(move |_| app.pipeline.with(|pipeline| pipeline.finished(stage).cloned()));
    let failure = Memo::new(move |_| app.pipeline.with(|pipeline| pipeline.failure(stage).map(str::to_owned)));
    let state = Memo::new(move |_| app.stage_state(stage));
    let stale = move || state.get() == State::Stale;
    view! {
        <Show when=move || { finished.with(Option::is_some) || state.get() == State::Failed }>
            <aside class="last-run" class:stale=stale aria-label=live_tr!("flow.record.label")>
                {move || {
                    (state.get() == State::Failed)
                        .then(|| failure.get())
                        .flatten()
                        .map(|reason| view! { <p class="bad">{tr!("flow.record.failed", reason = reason)}</p> })
                }}
                {move || finished.get().map(|finished| view! { <p class="note">{words(&finished)}</p> })}
                <Show when=stale>
                    <p class="note">{live_tr!("flow.record.stale")}</p>
                </Show>
            </aside>
        </Show>
    }
}

/// The same in one line, for the chart's own notes.
pub(super) fn sentence(app: App, stage: Stage) -> String {
    let (finished, failure) =
        app.pipeline.with(|pipeline| (pipeline.finished(stage).map(words), pipeline.failure(stage).map(str::to_owned)));
    match (app.stage_state(stage), failure, finished) {
        (State::Failed, Some(reason), _) => tr!("flow.record.failed", reason = reason),
        (_, _, Some(words)) => words,
        (state, _, None) => names::state(state, false),
    }
}

fn words(finished: &Finished) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(finished.at));
    let when: String = date.to_locale_time_string(i18n::locale()).into();
    let mut parts = vec![tr!("flow.record.when", when = when)];
    if let Some(seconds) = finished.seconds {
        parts.push(format::seconds(seconds));
    }
    match (finished.took_in.is_empty(), finished.gave_out.is_empty()) {
        (true, true) => {}
        (true, false) => parts.push(tr!("flow.record.out", output = finished.gave_out)),
        (false, _) => {
            parts.push(tr!("flow.record.in_out", input = finished.took_in, output = finished.gave_out));
        }
    }
    if !finished.settings.is_empty() {
        parts.push(finished.settings.clone());
    }
    parts.join(" · ")
}
