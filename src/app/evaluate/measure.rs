//! Accuracy and loss over the whole test set.

use leptos::prelude::*;

use crate::app::controller::Controller;
use crate::app::figure::Figure;
use crate::app::format;
use crate::app::state::App;
use crate::evaluation::Judged;
use crate::live_tr;
use crate::setup::Split;
use crate::tr;
use crate::trainer::protocol::TestResult;

/// A figure of the latest measurement.
fn figure(app: App, of: fn(&TestResult) -> f64) -> Memo<Option<f64>> {
    Memo::new(move |_| app.test.with(|test| test.as_ref().map(of)))
}

/// Whether there is a network, and rows to ask it about; tracked.
fn is_ready(app: App) -> bool {
    app.configured.with(Option::is_some) && app.loaded.with(Option::is_some)
}

fn wrong_count(test: &TestResult) -> f64 {
    let judged = Judged { predicted: &test.predicted, labels: &test.labels, confidence: &test.confidence };
    judged.wrong_count() as f64
}

/// The figures, and the button that measures them.
#[component]
pub(super) fn Measurement() -> impl IntoView {
    let app = App::get();
    let controller = Controller::get();
    let accuracy = figure(app, |test| test.accuracy);
    let loss = figure(app, |test| test.loss);
    let wrong = figure(app, wrong_count);
    let rows = figure(app, |test| test.rows() as f64);
    let asked = RwSignal::new(false);
    Effect::new(move |_| {
        // The answer has come, or a fresh network has taken it away.
        app.test.track();
        asked.set(false);
    });
    let unready = move || asked.get() || !is_ready(app);
    view! {
        <div class="figures">
            <div class="kv">
                <small>{move || if app.regression() { tr!("tabular.r2") } else { tr!("evaluate.accuracy") }}</small>
                <span class="big">
                    <Figure name="test-accuracy" value=accuracy show=format::percent/>
                </span>
            </div>
            <Show when=move || !app.regression()>
                <div class="kv">
                    <small>{live_tr!("evaluate.wrong")}</small>
                    <span class="big">
                        <Figure name="wrong-count" value=wrong show=format::whole/>
                        <span class="of">" / " {move || rows.get().map_or_else(|| "—".to_owned(), format::whole)}</span>
                    </span>
                </div>
            </Show>
            <div class="kv">
                <small>{live_tr!("evaluate.loss")}</small>
                <span class="big">
                    <Figure name="test-loss" value=loss show=format::loss/>
                </span>
            </div>
        </div>
        <div class="bar">
            <button
                type="button"
                class="btn primary"
                data-action="test"
                disabled=unready
                on:click=move |_| {
                    asked.set(true);
                    controller.test();
                }
            >
                {live_tr!("evaluate.measure")}
            </button>
            <MeasureProgress asked=asked/>
        </div>
        <Caveats/>
    }
}

/// How much of the test set is done, while a measurement goes on.
#[component]
fn MeasureProgress(asked: RwSignal<bool>) -> impl IntoView {
    let app = App::get();
    let share = Memo::new(move |_| app.evaluating.get().filter(|_| asked.get()).map(f64::from));
    let percent = move || share.get().map_or(0.0, |share| (100.0 * share).round());
    view! {
        <Show when=move || asked.get()>
            <div
                class="progress measure-progress"
                role="progressbar"
                aria-label=live_tr!("evaluate.measuring")
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=move || percent().to_string()
            >
                <i style:width=move || format!("{}%", percent())></i>
            </div>
        </Show>
    }
}

/// What has to be known to read the figures rightly.
#[component]
fn Caveats() -> impl IntoView {
    let app = App::get();
    let step = Memo::new(move |_| app.progress.with(|progress| progress.step));
    let measured = Memo::new(move |_| app.test.with(|test| test.as_ref().map(|test| test.step)));
    let age = move || match measured.get() {
        Some(old) if old != step.get() => {
            tr!("evaluate.older", old = format::count(old), now = format::count(step.get()))
        }
        Some(old) => tr!("evaluate.present", step = format::count(old)),
        None if !is_ready(app) => tr!("evaluate.no_network"),
        None => tr!("evaluate.not_yet"),
    };
    let old = move || measured.get().is_some_and(|old| old != step.get());
    let chosen_by_test = Memo::new(move |_| {
        app.configured.with(|setup| setup.as_ref().is_some_and(|setup| setup.effective_split() == Split::Article))
    });
    view! {
        <p class="note" class:stale=old role="status">
            {age}
        </p>
        <Show when=move || chosen_by_test.get()>
            <p class="note">{live_tr!("evaluate.same_as_validation")}</p>
        </Show>
    }
}
