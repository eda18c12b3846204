//! Figures that can be read exactly: whatever the eye sees, the element carries the full value.

use leptos::prelude::*;

/// A number: rounded for the eye, in full in `data-value` and on hover.
#[component]
pub fn Figure(
    /// Its name in the contract of the page.
    name: &'static str,
    /// The number, when there is one.
    #[prop(into)]
    value: Signal<Option<f64>>,
    /// How it is rounded for the eye.
    show: fn(f64) -> String,
) -> impl IntoView {
    let exact = move || value.get().map(|value| value.to_string()).unwrap_or_default();
    let rounded = move || value.get().map_or_else(|| "—".to_owned(), show);
    view! {
        <span class="figure" data-figure=name data-value=exact title=exact>
            {rounded}
        </span>
    }
}

/// A word or name among the figures.
#[component]
pub fn TextFigure(
    /// Its name in the contract of the page.
    name: &'static str,
    /// The word, empty when there is none.
    #[prop(into)]
    value: Signal<String>,
    /// What the eye sees, when that is not the word itself.
    #[prop(optional, into)]
    show: Option<Signal<String>>,
) -> impl IntoView {
    let shown = move || {
        let text = show.map_or_else(|| value.get(), |show| show.get());
        if text.is_empty() { "—".to_owned() } else { text }
    };
    view! {
        <span class="figure" data-figure=name data-value=move || value.get()>
            {shown}
        </span>
    }
}
