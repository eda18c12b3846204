//! A list of choices, with its name beside it or only for whoever cannot see.

use leptos::prelude::*;

/// A list. The value is one of the options' codes.
#[component]
pub(super) fn Choose(
    /// Its name among the page's controls.
    what: &'static str,
    #[prop(into)] label: Signal<String>,
    /// Whether the name stands above the list; otherwise the place of the list says it.
    #[prop(optional)]
    named: bool,
    /// Codes and their names.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    #[prop(into)] value: Signal<String>,
    change: Callback<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let entries = move || {
        let all = options.get().into_iter();
        all.map(|(code, name)| {
            let own = code.clone();
            view! {
                <option value=code prop:selected=move || value.with(|value| *value == own)>
                    {name}
                </option>
            }
        })
        .collect::<Vec<_>>()
    };
    view! {
        <label class="own-choose" class:named=named>
            <span class:visually-hidden={!named}>{move || label.get()}</span>
            <select
                data-own=what
                disabled=move || disabled.get()
                on:change:target=move |event| change.run(event.target().value())
            >
                {entries}
            </select>
        </label>
    }
}
