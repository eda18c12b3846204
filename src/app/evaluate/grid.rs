//! One page of test pictures.

use leptos::prelude::*;

use super::browser::Browser;
use crate::app::widgets::picture::Picture;
use crate::app::{format, names};
use crate::tr;

/// The pictures of the present page; each opens.
#[component]
pub(super) fn Grid(browser: Browser) -> impl IntoView {
    view! {
        <ul class="test-grid">
            <For each=move || browser.visible() key=|row| *row let:row>
                <li>
                    <TestPicture row=row browser=browser/>
                </li>
            </For>
        </ul>
    }
}

#[component]
fn TestPicture(row: u32, browser: Browser) -> impl IntoView {
    let verdict = Memo::new(move |_| browser.verdict(row));
    let wrong = move || verdict.get().is_some_and(|verdict| verdict.is_wrong());
    let class = move |class| names::class(browser.data(), class);
    let predicted = move || verdict.get().map(|verdict| class(verdict.predicted));
    let sure = move || verdict.get().map(|verdict| format::whole_percent(verdict.confidence));
    let correction = move || {
        let verdict = verdict.get().filter(|verdict| verdict.is_wrong())?;
        Some(tr!("evaluate.not", truth = class(verdict.truth)))
    };
    let label = move || {
        let verdict = verdict.get()?;
        let (predicted, truth) = (class(verdict.predicted), class(verdict.truth));
        let sure = format::whole_percent(verdict.confidence);
        Some(if verdict.is_wrong() {
            tr!("evaluate.label_wrong", row = row + 1, predicted = predicted, truth = truth, sure = sure)
        } else {
            tr!("evaluate.label_right", row = row + 1, predicted = predicted, sure = sure)
        })
    };
    view! {
        <button
            type="button"
            class="test-picture"
            class:bad=wrong
            aria-label=label
            title=label
            on:click=move |_| browser.opened.set(Some(row))
        >
            <Picture pixels=Signal::derive(move || browser.pixels(row)) label=""/>
            <span>
                <b>{predicted}</b>
                " "
                {sure}
            </span>
            <small>{correction}</small>
        </button>
    }
}
