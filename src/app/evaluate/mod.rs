//! Evaluate: how good the network is on rows that it has not learned from, and where it is wrong.

mod browser;
mod choices;
mod detail;
mod grid;
mod matrix;
mod measure;
mod moves;
mod pager;

use leptos::prelude::*;

use self::browser::{Browser, TestBrowser};
use self::matrix::MatrixCard;
use self::measure::Measurement;
use super::names;
use crate::live_tr;
use crate::setup::Stage;

/// The view of the test set.
#[component]
pub fn EvaluateStage() -> impl IntoView {
    let browser = Browser::new();
    view! {
        <div class="stage-view evaluate-view">
            <h1>{move || names::stage(Stage::Evaluate)}</h1>
            <p class="lead">{live_tr!("evaluate.lead")}</p>
            <Measurement/>
            <MatrixCard browser=browser/>
            <TestBrowser browser=browser/>
        </div>
    }
}
