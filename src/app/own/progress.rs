//! How far the reader is, how fast, how long it will take, and a way to give up.

use leptos::prelude::*;

use super::state::Desk;
use super::words;
use super::work::Doing;
use crate::app::format;
use crate::live_tr;
use crate::reader::protocol::Phase;
use crate::tr;

/// A bar with its figures, as long as the reader is at work.
#[component]
pub(super) fn ReadingProgress() -> impl IntoView {
    let desk = Desk::get();
    let busy = Memo::new(move |_| desk.work.with(Option::is_some));
    let phase = Memo::new(move |_| desk.work.with(|work| work.and_then(|work| work.phase)));
    let share = move || desk.work.with(|work| work.map_or(0.0, |work| work.share()));
    let title = move || match phase.get() {
        Some(phase) => words::phase(phase),
        None if desk.is_doing(Doing::Preparing) => words::phase(Phase::Preparing),
        None if desk.is_doing(Doing::Writing) => words::phase(Phase::Writing),
        None => words::phase(Phase::Reading),
    };
    // Only bytes have a speed that means something to people.
    let speed = move || {
        let work = desk.work.get()?;
        let rate = work.rate().filter(|_| work.phase == Some(Phase::Reading))?;
        Some(tr!("own.progress.speed", speed = format::bytes(rate)))
    };
    let left = move || {
        let left = desk.work.get()?.left()?;
        Some(tr!("own.progress.left", time = format::duration(left)))
    };
    let percent = move || (100.0 * share()).floor().to_string();
    view! {
        <Show when=move || busy.get()>
            <div class="own-progress" data-own="progress">
                <p class="own-progress-line">
                    <b role="status">{title}</b>
                    " "
                    <span class="figure" data-figure="own-progress" data-value=move || share().to_string()>
                        {move || format::whole_percent(share())}
                    </span>
                    " "
                    <span class="note">{speed} " " {left}</span>
                </p>
                <div
                    class="progress"
                    role="progressbar"
                    aria-label=title
                    aria-valuemin="0"
                    aria-valuemax="100"
                    aria-valuenow=percent
                >
                    <i style:width=move || format!("{:.1}%", 100.0 * share())></i>
                </div>
                <button
                    type="button"
                    class="btn small"
                    data-action="cancel-reading"
                    title=live_tr!("own.progress.cancel_help")
                    on:click=move |_| desk.cancel()
                >
                    {live_tr!("own.progress.cancel")}
                </button>
            </div>
        </Show>
    }
}
