//! The test rows one by one, the wrong ones first.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::row_table::{Said, class_said, row_table};
use super::unscaled;
use crate::app::controller::Controller;
use crate::app::format;
use crate::app::state::{App, Rows};
use crate::app::subject::{Source, Subject};
use crate::dataset::{DataSet, Part};
use crate::live_tr;
use crate::tr;
use crate::trainer::protocol::TestResult;

/// Rows on a page.
const PAGE: usize = 20;

/// The rows of the test part, worst first: wrong ones by how sure the network was, numbers by their error.
fn worst_first(test: &TestResult) -> Vec<u32> {
    if test.targets.is_empty() {
        let mut rows: Vec<u32> = (0..test.labels.len() as u32).collect();
        let key = |row: u32| {
            let row = row as usize;
            let wrong = test.predicted.get(row) != test.labels.get(row);
            let sure = test.confidence.get(row).copied().unwrap_or(0);
            // Wrong and sure, then wrong and unsure, then right and unsure, then right and sure.
            (!wrong, if wrong { u16::MAX - sure } else { sure })
        };
        rows.sort_by_key(|&row| key(row));
        return rows;
    }
    let mut rows: Vec<u32> = (0..test.targets.len() as u32).collect();
    let error = |row: u32| {
        let row = row as usize;
        (test.values.get(row).copied().unwrap_or(0.0) - test.targets.get(row).copied().unwrap_or(0.0)).abs()
    };
    rows.sort_by(|&a, &b| error(b).total_cmp(&error(a)));
    rows
}

/// A page of test rows with the network's answers; each can be put under the microscope.
#[component]
pub fn RowBrowser(
    /// The set; a table.
    data: DataSet,
) -> impl IntoView {
    let (app, controller) = (App::get(), Controller::get());
    let page = RwSignal::new(0_usize);
    let order = Memo::new(move |_| app.test.with(|test| test.as_ref().map(worst_first).unwrap_or_default()));
    let pages = Memo::new(move |_| order.with(Vec::len).div_ceil(PAGE).max(1));
    let visible = Memo::new(move |_| {
        let first = page.get().min(pages.get() - 1) * PAGE;
        order.with(|order| order.iter().skip(first).take(PAGE).copied().collect::<Vec<_>>())
    });
    let shown = RwSignal::new(None::<Rows>);
    Effect::new(move |_| {
        let wanted = visible.get();
        if wanted.is_empty() {
            shown.set(None);
            return;
        }
        spawn_local(async move {
            let rows = controller.rows(Part::Test, wanted).await;
            if let Some(rows) = rows
                && visible.try_get_untracked().as_ref() == Some(&rows.rows)
            {
                shown.set(Some(rows));
            }
        });
    });
    let open = Callback::new(move |index: usize| {
        let subject = shown.with_untracked(|shown| {
            let rows = shown.as_ref()?;
            let (inputs, truth) = rows.subject(index, data.input_shape().size())?;
            Some(Subject { data, inputs, truth, source: Source::TestImage(*rows.rows.get(index)?) })
        });
        if let Some(subject) = subject {
            app.put_under_microscope(subject);
        }
    });
    let table = move || {
        shown.with(|shown| {
            let rows = shown.as_ref()?;
            let said = app.test.with(|test| test.as_ref().map(|test| answers(data, test, rows)))?;
            Some(row_table(data.own()?, rows, &said, Some(open)))
        })
    };
    let measured = Memo::new(move |_| app.test.with(Option::is_some));
    view! {
        <section class="card">
            <h2>{live_tr!("tabular.worst")}</h2>
            <Show
                when=move || measured.get()
                fallback=move || view! { <p class="note">{live_tr!("evaluate.browser_empty")}</p> }
            >
                <p class="note">{live_tr!("tabular.worst_why")}</p>
                {table}
                <p class="bar">
                    <button
                        type="button"
                        class="btn small"
                        disabled=move || page.get() == 0
                        on:click=move |_| page.update(|page| *page = page.saturating_sub(1))
                    >
                        {live_tr!("tabular.before")}
                    </button>
                    <span class="note">
                        {move || tr!("tabular.page", page = page.get().min(pages.get() - 1) + 1, pages = pages.get())}
                    </span>
                    <button
                        type="button"
                        class="btn small"
                        disabled=move || { page.get() + 1 >= pages.get() }
                        on:click=move |_| page.update(|page| *page += 1)
                    >
                        {live_tr!("tabular.after")}
                    </button>
                </p>
            </Show>
        </section>
    }
}

fn answers(data: DataSet, test: &TestResult, rows: &Rows) -> Vec<Said> {
    rows.rows
        .iter()
        .filter_map(|&row| {
            let row = row as usize;
            if let (Some(&predicted), Some(&truth)) = (test.predicted.get(row), test.labels.get(row)) {
                return Some(class_said(data, predicted, truth));
            }
            let value = f64::from(*test.values.get(row)?);
            Some(Said { words: format::amount(unscaled(data.own()?, value)), wrong: false })
        })
        .collect()
}
