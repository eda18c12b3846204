//! The test examples one by one: all of them or the wrong ones, the surest or the least sure first.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::choices::Choices;
use super::detail::Detail;
use super::grid::Grid;
use super::pager::Pager;
use super::row_grid::RowGrid;
use crate::app::controller::Controller;
use crate::app::format;
use crate::app::state::{App, Rows};
use crate::dataset::{DataSet, Part};
use crate::evaluation::{Filter, Judged, Order, largest_errors_first};
use crate::live_tr;
use crate::tr;

/// Pictures on a page.
const PAGE: usize = 60;

/// What the last measurement says about one row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Verdict {
    pub(super) predicted: usize,
    pub(super) truth: usize,
    /// The probability of the predicted class.
    pub(super) confidence: f64,
}

impl Verdict {
    pub(super) fn is_wrong(self) -> bool {
        self.predicted != self.truth
    }
}

/// Which rows are shown, in which order, on which page.
#[derive(Clone, Copy)]
pub(super) struct Browser {
    app: App,
    filter: RwSignal<Filter>,
    order: RwSignal<Order>,
    wanted_page: RwSignal<usize>,
    /// All rows that the filter lets through, in order.
    selection: Memo<Arc<Vec<u32>>>,
    /// Those of the present page, once they are here.
    pictures: RwSignal<Option<Rows>>,
    /// The row that is shown large.
    pub(super) opened: RwSignal<Option<u32>>,
    /// Where it stands on the page.
    section: NodeRef<html::Section>,
}

impl Browser {
    /// All rows in the order of the data, from the first page on.
    pub(super) fn new() -> Self {
        let app = App::get();
        let (filter, order) = (RwSignal::new(Filter::default()), RwSignal::new(Order::default()));
        let selection = Memo::new(move |_| {
            let (filter, order) = (filter.get(), order.get());
            app.test.with(|test| {
                let rows = test.as_ref().map(|test| {
                    if !test.targets.is_empty() {
                        return largest_errors_first(&test.values, &test.targets);
                    }
                    let judged =
                        Judged { predicted: &test.predicted, labels: &test.labels, confidence: &test.confidence };
                    judged.select(filter, order)
                });
                Arc::new(rows.unwrap_or_default())
            })
        });
        let browser = Self {
            app,
            filter,
            order,
            wanted_page: RwSignal::new(0),
            selection,
            pictures: RwSignal::new(None),
            opened: RwSignal::new(None),
            section: NodeRef::new(),
        };
        browser.fetch_pictures();
        browser
    }

    /// Fetches the pictures of whatever page is shown.
    fn fetch_pictures(self) {
        let controller = Controller::get();
        let visible = Memo::new(move |_| self.visible());
        Effect::new(move |_| {
            // Another set may have the same row numbers.
            self.app.loaded.track();
            let rows = visible.get();
            if rows.is_empty() {
                self.pictures.set(None);
                return;
            }
            spawn_local(async move {
                let found = controller.rows(Part::Test, rows).await;
                if let Some(found) = found
                    && visible.try_get_untracked().as_ref() == Some(&found.rows)
                {
                    self.pictures.set(Some(found));
                }
            });
        });
    }

    /// Whether there is anything to choose from; tracked, as everything below.
    fn measured(self) -> bool {
        self.app.test.with(Option::is_some)
    }

    pub(super) fn data(self) -> DataSet {
        self.app.loaded.get().map_or(DataSet::MNIST, |loaded| loaded.data)
    }

    pub(super) fn count(self) -> usize {
        self.selection.with(|rows| rows.len())
    }

    pub(super) fn pages(self) -> usize {
        self.count().div_ceil(PAGE).max(1)
    }

    /// The present page, counted from 0.
    pub(super) fn page(self) -> usize {
        self.wanted_page.get().min(self.pages() - 1)
    }

    pub(super) fn turn_to(self, page: usize) {
        self.wanted_page.set(page);
    }

    /// The rows of the present page.
    pub(super) fn visible(self) -> Vec<u32> {
        let first = self.page() * PAGE;
        self.selection.with(|rows| rows.iter().skip(first).take(PAGE).copied().collect())
    }

    /// A row's picture; empty until it is here.
    pub(super) fn pixels(self, row: u32) -> Vec<u8> {
        let own = self.pictures.with(|found| found.as_ref()?.picture(row));
        own.unwrap_or_default()
    }

    /// The rows of the present page, once they are here.
    pub(super) fn rows(self) -> Option<Rows> {
        self.pictures.get()
    }

    pub(super) fn verdict(self, row: u32) -> Option<Verdict> {
        let row = row as usize;
        self.app.test.with(|test| {
            let test = test.as_ref()?;
            Some(Verdict {
                predicted: usize::from(*test.predicted.get(row)?),
                truth: usize::from(*test.labels.get(row)?),
                confidence: f64::from(*test.confidence.get(row)?) / f64::from(u16::MAX),
            })
        })
    }

    /// The place of the opened row in the selection, counted from 0.
    pub(super) fn opened_place(self) -> Option<usize> {
        let row = self.opened.get()?;
        self.selection.with(|rows| rows.iter().position(|known| *known == row))
    }

    /// Opens the next row of the selection, or the one before; turns the page with it.
    pub(super) fn open_neighbour(self, forwards: bool) {
        let Some(place) = untrack(|| self.opened_place()) else { return };
        let next = if forwards { place.checked_add(1) } else { place.checked_sub(1) };
        let row = next.and_then(|next| self.selection.with_untracked(|rows| rows.get(next).copied()));
        if let (Some(next), Some(row)) = (next, row) {
            self.turn_to(next / PAGE);
            self.opened.set(Some(row));
        }
    }

    pub(super) fn filter(self) -> Filter {
        self.filter.get()
    }

    pub(super) fn order(self) -> Order {
        self.order.get()
    }

    pub(super) fn change_filter(self, change: impl FnOnce(&mut Filter)) {
        self.filter.update(change);
        self.turn_to(0);
    }

    pub(super) fn sort(self, order: Order) {
        self.order.set(order);
        self.turn_to(0);
    }

    /// True and predicted class, when both are chosen: a cell of the confusion matrix.
    pub(super) fn cell(self) -> Option<(usize, usize)> {
        let filter = self.filter.get();
        Some((usize::from(filter.class?), usize::from(filter.predicted?)))
    }

    /// Shows the pictures of a cell and brings them into sight; those of all cells when this one is shown already.
    pub(super) fn toggle_cell(self, truth: usize, predicted: usize) {
        if untrack(|| self.cell()) == Some((truth, predicted)) {
            self.clear_cell();
            return;
        }
        let (class, predicted) = (u8::try_from(truth).ok(), u8::try_from(predicted).ok());
        self.change_filter(|filter| *filter = Filter { wrong_only: false, class, predicted });
        if let Some(section) = self.section.get_untracked() {
            section.scroll_into_view();
        }
    }

    /// As pressing the cell again; the focus goes to the first control, as the button that was pressed is gone then.
    pub(super) fn leave_cell(self) {
        self.clear_cell();
        let section = self.section.get_untracked();
        let first = section.and_then(|section| section.query_selector("input, select").ok().flatten());
        if let Some(control) = first.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            // Without focus nothing is lost but a place in the order of the Tab key.
            let _ = control.focus();
        }
    }

    fn clear_cell(self) {
        self.change_filter(|filter| (filter.class, filter.predicted) = (None, None));
    }
}

/// Pictures or rows of the test set with their predictions, to be filtered and sorted.
#[component]
pub(super) fn TestBrowser(browser: Browser) -> impl IntoView {
    view! {
        <section class="card browser" node_ref=browser.section>
            <h2>
                {live_tr!("evaluate.browser")}
                <small role="status">
                    {move || browser.measured().then(|| tr!("evaluate.found", count = format::count(browser.count() as u64)))}
                </small>
            </h2>
            <Show
                when=move || browser.measured()
                fallback=move || view! { <p class="note">{live_tr!("evaluate.browser_empty")}</p> }
            >
                <Show
                    when=move || !browser.data().is_regression()
                    fallback=move || view! { <p class="note">{live_tr!("tabular.worst")}</p> }
                >
                    <Choices browser=browser/>
                </Show>
                <Show when=move || browser.data().is_pictures() fallback=move || view! { <RowGrid browser=browser/> }>
                    <Grid browser=browser/>
                </Show>
                <Show when=move || { browser.count() == 0 }>
                    <p class="note">{live_tr!("evaluate.none")}</p>
                </Show>
                <Pager browser=browser/>
            </Show>
            <Detail browser=browser/>
        </section>
    }
}
