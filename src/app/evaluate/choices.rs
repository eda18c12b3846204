//! Which test pictures are shown, and in which order.

use leptos::prelude::*;

use super::browser::Browser;
use crate::app::names;
use crate::evaluation::{Filter, Order};
use crate::live_tr;
use crate::tr;

/// Filter and order.
#[component]
pub(super) fn Choices(browser: Browser) -> impl IntoView {
    view! {
        <div class="browser-choices">
            <label class="check-field">
                <input
                    type="checkbox"
                    prop:checked=move || browser.filter().wrong_only
                    on:change:target=move |event| {
                        let checked = event.target().checked();
                        browser.change_filter(|filter| filter.wrong_only = checked);
                    }
                />
                {live_tr!("evaluate.wrong_only")}
            </label>
            <label>
                {live_tr!("evaluate.true_class")}
                <ClassSelect browser=browser code="truth" part=truth/>
            </label>
            <label>
                {live_tr!("evaluate.predicted_as")}
                <ClassSelect browser=browser code="predicted" part=predicted/>
            </label>
            <label>
                {live_tr!("evaluate.order")}
                <select
                    data-choice="order"
                    on:change:target=move |event| {
                        browser.sort(Order::from_key(&event.target().value()).unwrap_or_default());
                    }
                >
                    {Order::ALL
                        .map(|order| {
                            view! {
                                <option value=order.key() prop:selected=move || { browser.order() == order }>
                                    {move || order_name(order)}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            </label>
            <CellChip browser=browser/>
        </div>
    }
}

fn truth(filter: &mut Filter) -> &mut Option<u8> {
    &mut filter.class
}

fn predicted(filter: &mut Filter) -> &mut Option<u8> {
    &mut filter.predicted
}

/// A list of classes for one part of the filter.
#[component]
fn ClassSelect(browser: Browser, code: &'static str, part: fn(&mut Filter) -> &mut Option<u8>) -> impl IntoView {
    let chosen = Memo::new(move |_| part(&mut browser.filter()).map(usize::from));
    let classes = move || 0..browser.data().classes().len();
    view! {
        <select
            data-choice=code
            on:change:target=move |event| {
                let class = event.target().value().parse().ok();
                browser.change_filter(|filter| *part(filter) = class);
            }
        >
            <option value="" prop:selected=move || chosen.get().is_none()>
                {live_tr!("evaluate.every_class")}
            </option>
            <For each=classes key=|index| *index let:index>
                <option value=index.to_string() prop:selected=move || { chosen.get() == Some(index) }>
                    {move || names::class(browser.data(), index)}
                </option>
            </For>
        </select>
    }
}

/// Says which cell of the matrix is shown; pressing it shows all pictures again.
#[component]
fn CellChip(browser: Browser) -> impl IntoView {
    let words = move || {
        let (truth, predicted) = browser.cell()?;
        let name = |class| names::class(browser.data(), class);
        Some(if truth == predicted {
            tr!("evaluate.chip_right", truth = name(truth))
        } else {
            tr!("evaluate.chip_wrong", truth = name(truth), predicted = name(predicted))
        })
    };
    let label = move || words().map(|cell| tr!("evaluate.chip_label", cell = cell));
    view! {
        <Show when=move || browser.cell().is_some()>
            <button
                type="button"
                class="chip cell-chip"
                data-action="clear-cell"
                aria-label=label
                title=live_tr!("evaluate.chip_help")
                on:click=move |_| browser.leave_cell()
            >
                {words}
                <span aria-hidden="true">"×"</span>
            </button>
        </Show>
    }
}

fn order_name(order: Order) -> String {
    match order {
        Order::Row => tr!("evaluate.order_row"),
        Order::MostConfident => tr!("evaluate.order_most"),
        Order::LeastConfident => tr!("evaluate.order_least"),
    }
}
