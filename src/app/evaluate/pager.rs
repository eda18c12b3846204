//! From page to page.

use leptos::prelude::*;

use super::browser::Browser;
use crate::app::format;
use crate::live_tr;
use crate::tr;

/// First, previous, next and last page.
#[component]
pub(super) fn Pager(browser: Browser) -> impl IntoView {
    let at_start = move || browser.page() == 0;
    let at_end = move || browser.page() + 1 >= browser.pages();
    let page = move || untrack(|| browser.page());
    let place = move || {
        let (page, pages) = (format::count(browser.page() as u64 + 1), format::count(browser.pages() as u64));
        tr!("evaluate.page", page = page, pages = pages)
    };
    view! {
        <nav class="pager" aria-label=live_tr!("evaluate.pages")>
            <button type="button" class="btn small" disabled=at_start on:click=move |_| browser.turn_to(0)>
                {live_tr!("evaluate.first")}
            </button>
            <button
                type="button"
                class="btn small"
                disabled=at_start
                on:click=move |_| browser.turn_to(page().saturating_sub(1))
            >
                {live_tr!("evaluate.previous")}
            </button>
            <span aria-live="polite">{place}</span>
            <button type="button" class="btn small" disabled=at_end on:click=move |_| browser.turn_to(page() + 1)>
                {live_tr!("evaluate.next")}
            </button>
            <button
                type="button"
                class="btn small"
                disabled=at_end
                on:click=move |_| browser.turn_to(untrack(|| browser.pages()) - 1)
            >
                {live_tr!("evaluate.last")}
            </button>
        </nav>
    }
}
