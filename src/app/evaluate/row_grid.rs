//! One page of test rows of a table.

use leptos::prelude::*;

use super::browser::Browser;
use crate::app::format;
use crate::app::state::{App, Rows};
use crate::app::subject::{Source, Subject};
use crate::app::tabular::{Said, class_said, row_table, unscaled};
use crate::dataset::DataSet;
use crate::live_tr;
use crate::trainer::protocol::TestResult;

/// The rows of the present page with the network's answers; each can be put under the microscope.
#[component]
pub(super) fn RowGrid(browser: Browser) -> impl IntoView {
    let app = App::get();
    let open = Callback::new(move |index: usize| {
        let subject = untrack(|| {
            let (data, rows) = (browser.data(), browser.rows()?);
            let (inputs, truth) = rows.subject(index, data.input_shape().size())?;
            Some(Subject { data, inputs, truth, source: Source::TestImage(*rows.rows.get(index)?) })
        });
        if let Some(subject) = subject {
            app.put_under_microscope(subject);
        }
    });
    let table = move || {
        let (data, rows) = (browser.data(), browser.rows()?);
        let said = app.test.with(|test| test.as_ref().map(|test| answers(data, test, &rows)))?;
        Some(row_table(data.own()?, &rows, &said, Some(open)))
    };
    view! {
        <p class="note">{live_tr!("tabular.open_why")}</p>
        {table}
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
            Some(Said { words: format::value(unscaled(data.own()?, value)), wrong: false })
        })
        .collect()
}
