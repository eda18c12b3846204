//! The confusion matrix: how often each class is taken for each; every number opens its pictures.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::browser::Browser;
use super::moves::{Move, Place, first, target};
use crate::app::names;
use crate::app::state::App;
use crate::evaluation::ConfusionMatrix;
use crate::live_tr;
use crate::tr;

/// The counts, and the one number that the Tab key leads to.
#[derive(Clone, Copy)]
struct Matrix {
    browser: Browser,
    counts: Memo<ConfusionMatrix>,
    node: NodeRef<html::Div>,
    focused: RwSignal<Place>,
    tab_stop: Memo<Option<Place>>,
}

impl Matrix {
    fn new(browser: Browser) -> Self {
        let app = App::get();
        let counts = Memo::new(move |_| {
            let classes = browser.data().classes().len();
            app.test.with(|test| match test {
                Some(test) => ConfusionMatrix::new(&test.predicted, &test.labels, classes),
                None => ConfusionMatrix::new(&[], &[], classes),
            })
        });
        let focused = RwSignal::new((0, 0));
        // A number that has become zero is no button any more.
        let tab_stop = Memo::new(move |_| {
            let (truth, predicted) = focused.get();
            counts.with(|m| if m.count(truth, predicted) > 0 { Some((truth, predicted)) } else { first(m) })
        });
        Self { browser, counts, node: NodeRef::new(), focused, tab_stop }
    }

    fn name(self, class: usize) -> String {
        names::class(self.browser.data(), class)
    }

    fn classes(self) -> core::ops::Range<usize> {
        0..self.counts.with(ConfusionMatrix::classes)
    }

    /// Part of the row's pictures that are in this cell.
    fn share(self, truth: usize, predicted: usize) -> f64 {
        self.counts.with(|m| {
            let row: u32 = (0..m.classes()).map(|column| m.count(truth, column)).sum();
            f64::from(m.count(truth, predicted)) / f64::from(row.max(1))
        })
    }

    fn key(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let Some(step) = Move::of_key(&event.key()) else { return };
        event.prevent_default();
        let here = self.tab_stop.get_untracked().unwrap_or_default();
        if let Some((truth, predicted)) = self.counts.with_untracked(|m| target(m, here, step)) {
            self.focused.set((truth, predicted));
            let selector = format!("[data-cell='{truth},{predicted}']");
            let found = self.node.get_untracked().and_then(|node| node.query_selector(&selector).ok().flatten());
            if let Some(button) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
                // Without focus the number is still the one that Tab leads to.
                let _ = button.focus();
            }
        }
    }
}

/// How much of its hue a cell wears, in percent: with at most 45 the numbers stay readable in every theme.
/// Errors are rare, so the root makes the small shares visible.
fn tint(right: bool, share: f64) -> f64 {
    if share <= 0.0 {
        0.0
    } else if right {
        45.0 * share
    } else {
        (5.0 + 60.0 * share.sqrt()).min(45.0)
    }
}

/// The matrix, once the test set has been measured.
#[component]
pub(super) fn MatrixCard(browser: Browser) -> impl IntoView {
    let matrix = Matrix::new(browser);
    view! {
        <Show when=move || { matrix.counts.with(ConfusionMatrix::total) > 0 }>
            <section class="card confusion">
                <h2>{live_tr!("evaluate.matrix")}</h2>
                <div class="confusion-fit" node_ref=matrix.node on:keydown=move |event| matrix.key(&event)>
                    <MatrixTable matrix=matrix/>
                </div>
                <p class="note">{live_tr!("evaluate.matrix_rates")}</p>
            </section>
        </Show>
    }
}

#[component]
fn MatrixTable(matrix: Matrix) -> impl IntoView {
    // Digits need little room, names more.
    let named = move || matrix.browser.data().classes().iter().any(|class| class.len() > 2);
    let width = move || matrix.classes().len().to_string();
    view! {
        <table class="confusion-table" class:named=named>
            <caption>{live_tr!("evaluate.matrix_caption")}</caption>
            <thead>
                <tr>
                    <th scope="col" rowspan="2">
                        {live_tr!("evaluate.true_class")}
                    </th>
                    <th scope="colgroup" colspan=width>
                        {live_tr!("evaluate.predicted_class")}
                    </th>
                    <th scope="col" rowspan="2">
                        {live_tr!("evaluate.recall")}
                    </th>
                </tr>
                <tr>
                    <For each=move || matrix.classes() key=|column| *column let:column>
                        <th scope="col">
                            <span>{move || matrix.name(column)}</span>
                        </th>
                    </For>
                </tr>
            </thead>
            <tbody>
                <For each=move || matrix.classes() key=|row| *row let:truth>
                    <tr>
                        <th scope="row">{move || matrix.name(truth)}</th>
                        <For each=move || matrix.classes() key=|column| *column let:predicted>
                            <Cell matrix=matrix truth=truth predicted=predicted/>
                        </For>
                        <Rate
                            name=format!("recall[{truth}]")
                            share=Signal::derive(move || matrix.counts.with(|m| m.recall(truth)))
                        />
                    </tr>
                </For>
            </tbody>
            <tfoot>
                <tr>
                    <th scope="row">{live_tr!("evaluate.precision")}</th>
                    <For each=move || matrix.classes() key=|column| *column let:predicted>
                        <Rate
                            name=format!("precision[{predicted}]")
                            share=Signal::derive(move || matrix.counts.with(|m| m.precision(predicted)))
                        />
                    </For>
                    <td></td>
                </tr>
            </tfoot>
        </table>
    }
}

/// A number of pictures. A zero has none to show, so it is no button.
#[component]
fn Cell(matrix: Matrix, truth: usize, predicted: usize) -> impl IntoView {
    let right = truth == predicted;
    let count = Memo::new(move |_| matrix.counts.with(|m| m.count(truth, predicted)));
    let share = Memo::new(move |_| matrix.share(truth, predicted));
    let style = move || {
        let share = share.get();
        format!("--share:{share:.5};--tint:{:.1}%", tint(right, share))
    };
    view! {
        <td
            class="confusion-cell"
            class:right=right
            style=style
            data-figure=format!("confusion[{truth}][{predicted}]")
            data-value=move || count.get().to_string()
        >
            <Show when=move || { count.get() > 0 } fallback=|| view! { <span>"0"</span> }>
                <CellButton matrix=matrix truth=truth predicted=predicted count=count/>
            </Show>
        </td>
    }
}

#[component]
fn CellButton(matrix: Matrix, truth: usize, predicted: usize, count: Memo<u32>) -> impl IntoView {
    let pressed = Memo::new(move |_| matrix.browser.cell() == Some((truth, predicted)));
    let label = move || {
        let (count, shown, said) = (count.get(), matrix.name(truth), matrix.name(predicted));
        match (truth == predicted, count == 1) {
            (true, true) => tr!("evaluate.cell_right_one", truth = shown),
            (true, false) => tr!("evaluate.cell_right", count = count, truth = shown),
            (false, true) => tr!("evaluate.cell_wrong_one", truth = shown, predicted = said),
            (false, false) => tr!("evaluate.cell_wrong", count = count, truth = shown, predicted = said),
        }
    };
    let tabindex = move || if matrix.tab_stop.get() == Some((truth, predicted)) { "0" } else { "-1" };
    view! {
        <button
            type="button"
            data-cell=format!("{truth},{predicted}")
            aria-label=label
            title=label
            aria-pressed=move || if pressed.get() { "true" } else { "false" }
            tabindex=tabindex
            on:focus=move |_| matrix.focused.set((truth, predicted))
            on:click=move |_| {
                matrix.focused.set((truth, predicted));
                matrix.browser.toggle_cell(truth, predicted);
            }
        >
            {move || count.get().to_string()}
        </button>
    }
}

/// Recall or precision in percent; the head of the row or column says that it is one.
#[component]
fn Rate(name: String, share: Signal<Option<f64>>) -> impl IntoView {
    let exact = move || share.get().map(|share| share.to_string()).unwrap_or_default();
    let rounded = move || share.get().map_or_else(|| "—".to_owned(), |share| format!("{:.1}", 100.0 * share));
    view! {
        <td class="confusion-rate" data-figure=name data-value=exact title=exact>
            {rounded}
        </td>
    }
}
