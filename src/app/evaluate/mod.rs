//! Evaluate: how good the network is on rows that it has not learned from, and where it is wrong.

mod browser;
mod choices;
mod detail;
mod grid;
mod matrix;
mod measure;
mod moves;
mod pager;
mod row_grid;

use leptos::prelude::*;

use self::browser::{Browser, TestBrowser};
use self::matrix::MatrixCard;
use self::measure::Measurement;
use super::names;
use super::state::App;
use super::tabular::RegressionCard;
use crate::live_tr;
use crate::setup::Stage;

/// The view of the test set.
#[component]
pub fn EvaluateStage() -> impl IntoView {
    let browser = Browser::new();
    let app = App::get();
    let data = Memo::new(move |_| app.data());
    view! {
        <div class="stage-view evaluate-view">
            <h1>{move || names::stage(Stage::Evaluate)}</h1>
            <p class="lead">{live_tr!("evaluate.lead")}</p>
            <Measurement/>
            {move || {
                let data = data.get();
                match data.own() {
                    Some(set) if data.is_regression() => view! { <RegressionCard set=set/> }.into_any(),
                    _ => view! { <MatrixCard browser=browser/> }.into_any(),
                }
            }}
            <TestBrowser browser=browser/>
        </div>
    }
}
