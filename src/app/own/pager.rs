//! From page to page of rows, columns or pictures.

use leptos::prelude::*;

use crate::app::format;
use crate::live_tr;
use crate::tr;

/// Which part is shown, and buttons to the parts before and after it. Nothing while everything fits on one page.
#[component]
pub(super) fn Pager(
    /// What is paged, for whoever cannot see.
    #[prop(into)]
    label: Signal<String>,
    /// Its name among the page's controls.
    what: &'static str,
    /// The first one that is shown, from 0.
    #[prop(into)]
    from: Signal<usize>,
    /// How many there are.
    #[prop(into)]
    total: Signal<usize>,
    /// How many are shown at once.
    size: usize,
    /// Hears the first one that is to be shown.
    turn: Callback<usize>,
) -> impl IntoView {
    let place = move || {
        let (from, total) = (from.get(), total.get());
        tr!(
            "own.pager.place",
            first = format::count(from as u64 + 1),
            last = format::count((from + size).min(total) as u64),
            total = format::count(total as u64)
        )
    };
    let back = move |_| turn.run(from.get_untracked().saturating_sub(size));
    let forth = move |_| {
        let next = from.get_untracked() + size;
        if next < total.get_untracked() {
            turn.run(next);
        }
    };
    view! {
        <Show when=move || { total.get() > size }>
            <nav class="pager" aria-label=move || label.get() data-own=what>
                <button
                    type="button"
                    class="btn small"
                    data-action="page-back"
                    aria-disabled=move || (from.get() == 0).to_string()
                    on:click=back
                >
                    {live_tr!("own.pager.back")}
                </button>
                <span aria-live="polite">{place}</span>
                <button
                    type="button"
                    class="btn small"
                    data-action="page-forth"
                    aria-disabled=move || (from.get() + size >= total.get()).to_string()
                    on:click=forth
                >
                    {live_tr!("own.pager.forth")}
                </button>
            </nav>
        </Show>
    }
}
