//! Pictures that could not be read, and the decision to go on without them.

use leptos::prelude::*;

use super::super::problems::problem_text;
use super::super::state::Desk;
use crate::app::format;
use crate::live_tr;
use crate::tr;

/// The list, and the decision.
#[component]
pub(super) fn Unreadable() -> impl IntoView {
    let desk = Desk::get();
    let count = Memo::new(move |_| desk.with_pictures(|pictures| pictures.unreadable_count).unwrap_or_default());
    let skipped = Memo::new(move |_| desk.with_picture_recipe(|pictures| pictures.skip_unreadable).unwrap_or_default());
    let list = move || {
        let problems = desk.with_pictures(|pictures| pictures.unreadable.clone()).unwrap_or_default();
        problems.into_iter().map(|problem| view! { <li>{move || problem_text(&problem)}</li> }).collect::<Vec<_>>()
    };
    let more = move || {
        let told = desk.with_pictures(|pictures| pictures.unreadable.len() as u64).unwrap_or_default();
        let more = count.get().saturating_sub(told);
        (more > 0).then(|| tr!("own.unreadable.more", count = format::count(more)))
    };
    view! {
        <Show when=move || { count.get() > 0 }>
            <div class="own-warning" data-own="unreadable">
                <p>
                    {move || if skipped.get() {
                        tr!("own.unreadable.skipped", count = format::count(count.get()))
                    } else {
                        tr!("own.unreadable.found", count = format::count(count.get()))
                    }}
                </p>
                <button
                    type="button"
                    class="btn small"
                    data-action="skip-unreadable"
                    aria-pressed=move || skipped.get().to_string()
                    on:click=move |_| {
                        desk.change_pictures(|pictures| pictures.skip_unreadable = !pictures.skip_unreadable);
                    }
                >
                    {live_tr!("own.unreadable.skip")}
                </button>
                <details class="more">
                    <summary>{live_tr!("own.unreadable.which")}</summary>
                    <ul class="own-list">{list}</ul>
                    <p class="note">{more}</p>
                </details>
            </div>
        </Show>
    }
}
