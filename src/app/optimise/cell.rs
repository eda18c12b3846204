//! A figure of one run: rounded for the eye, in full in `data-value` and on hover.

use leptos::prelude::*;

/// A number whose name in the contract of the page holds the number of its run, as in `run[0].test-accuracy`.
#[component]
pub(super) fn RunFigure(
    /// Its name.
    name: String,
    /// The number, when there is one.
    value: Option<f64>,
    /// How it is rounded for the eye.
    show: fn(f64) -> String,
) -> impl IntoView {
    let exact = value.map(|value| value.to_string()).unwrap_or_default();
    let title = exact.clone();
    let rounded = move || value.map_or_else(|| "—".to_owned(), show);
    view! {
        <span class="figure" data-figure=name data-value=exact title=title>
            {rounded}
        </span>
    }
}

/// How the curve of a run looks: colour and dashes of its place; invisible when it is not drawn.
pub(super) fn sample(place: Option<usize>) -> impl IntoView {
    let class = match place {
        Some(place) => format!("line-sample place-{place}"),
        None => "line-sample unseen".to_owned(),
    };
    view! {
        <svg class=class viewBox="0 0 34 8" aria-hidden="true">
            <path d="M1 4H33"></path>
        </svg>
    }
}
