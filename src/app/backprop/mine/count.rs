//! A small number with two buttons.

use leptos::prelude::*;

use crate::tr;

/// A whole number between 1 and a few, with buttons for one fewer and one more.
#[component]
pub(super) fn Count(
    /// What is counted.
    title: impl Fn() -> String + Copy + Send + Sync + 'static,
    /// Its word in `data-action`.
    action: &'static str,
    /// The number.
    count: Memo<usize>,
    /// No more than so many.
    most: usize,
    /// Called with another number.
    set: impl Fn(usize) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let least = Memo::new(move |_| count.get() <= 1);
    let full = Memo::new(move |_| count.get() >= most);
    let fewer = move |_| {
        if !least.get_untracked() {
            set(count.get_untracked() - 1);
        }
    };
    let more = move |_| {
        if !full.get_untracked() {
            set(count.get_untracked() + 1);
        }
    };
    // A button that were disabled at the limit would lose the focus.
    view! {
        <div class="mine-count">
            <span class="mine-count-title">{title}</span>
            <span class="mine-count-buttons">
                <button
                    type="button"
                    class="btn small"
                    data-action=format!("fewer-{action}")
                    aria-label=move || tr!("lesson.mine.fewer", what = title())
                    aria-disabled=move || least.get().to_string()
                    on:click=fewer
                >
                    "−"
                </button>
                <output>{move || count.get().to_string()}</output>
                <button
                    type="button"
                    class="btn small"
                    data-action=format!("more-{action}")
                    aria-label=move || tr!("lesson.mine.more", what = title())
                    aria-disabled=move || full.get().to_string()
                    on:click=more
                >
                    "+"
                </button>
            </span>
        </div>
    }
}
