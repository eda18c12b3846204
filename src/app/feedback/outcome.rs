//! What the examples are good for: asked about, trained on from the next run on, and what that makes out of date.

use leptos::prelude::*;

use super::{network_fits, network_is_trained};
use crate::app::controller::Controller;
use crate::app::figure::Figure;
use crate::app::state::App;
use crate::app::{format, names};
use crate::dataset::Origin;
use crate::live_tr;
use crate::pipeline::State;
use crate::setup::Stage;
use crate::tr;

/// How many examples the network was asked about, and how many of them it got right.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Review {
    right: usize,
    asked: usize,
}

/// The latest review, by the labels that the examples have now; tracked.
fn review(app: App) -> Option<Review> {
    app.with_collection(|collection| {
        app.reviewed.with(|reviewed| {
            let pairs = collection.examples.iter().zip(reviewed.as_ref()?);
            let right = pairs.clone().filter(|(example, class)| example.label == **class).count();
            Some(Review { right, asked: pairs.count() }).filter(|review| review.asked > 0)
        })
    })
}

fn example_count(app: App) -> usize {
    app.with_collection(|collection| collection.examples.len())
}

/// Figures, buttons, and what follows from the examples.
#[component]
pub(super) fn Outcome() -> impl IntoView {
    let app = App::get();
    let count = Memo::new(move |_| Some(example_count(app) as f64));
    let review = Memo::new(move |_| review(app));
    let right = Memo::new(move |_| review.get().map(|review| review.right as f64));
    let asked = move || review.get().map(|review| format!(" / {}", format::count(review.asked as u64)));
    view! {
        <div class="figures feedback-figures">
            <div class="kv">
                <small>{live_tr!("feedback.figure.examples")}</small>
                <span class="big">
                    <Figure name="examples" value=count show=format::whole/>
                </span>
            </div>
            <div class="kv">
                <small>{live_tr!("feedback.figure.right")}</small>
                <span class="big">
                    <Figure name="examples-right" value=right show=format::whole/>
                    <span class="of">{asked}</span>
                </span>
            </div>
        </div>
        <Buttons/>
        <Untrained/>
        <Consequences/>
    }
}

/// The stages that "train again" runs, in order; tracked.
fn out_of_date(app: App) -> Vec<Stage> {
    app.present.with(|present| app.pipeline.with(|pipeline| pipeline.to_run(present)))
}

#[component]
fn Buttons() -> impl IntoView {
    let app = App::get();
    let controller = Controller::get();
    let asking = Memo::new(move |_| app.stage_state(Stage::Feedback) == State::Running);
    let unready = Memo::new(move |_| asking.get() || example_count(app) == 0 || !network_fits(app));
    let nothing_to_run = Memo::new(move |_| app.catching_up.get() || out_of_date(app).is_empty());
    view! {
        <div class="bar">
            <button
                type="button"
                class="btn primary"
                data-action="run-stage"
                title=live_tr!("feedback.ask_help")
                disabled=move || unready.get()
                on:click=move |_| controller.run_stage(Stage::Feedback)
            >
                {move || if asking.get() { tr!("feedback.asking") } else { tr!("feedback.ask") }}
            </button>
            <button
                type="button"
                class="btn"
                data-action="run-stale"
                title=live_tr!("feedback.again_help")
                disabled=move || nothing_to_run.get()
                on:click=move |_| controller.run_stale()
            >
                {move || if app.catching_up.get() { tr!("feedback.again_running") } else { tr!("feedback.again") }}
            </button>
        </div>
    }
}

/// Where to go while there is no network that could have learned anything.
#[component]
fn Untrained() -> impl IntoView {
    let app = App::get();
    let trained = Memo::new(move |_| network_is_trained(app));
    view! {
        <Show when=move || !trained.get()>
            <p class="note">
                {live_tr!("feedback.untrained")} " "
                <button
                    type="button"
                    class="btn small"
                    data-action="open-train"
                    on:click=move |_| app.open(Stage::Train)
                >
                    {live_tr!("feedback.open", stage = names::stage(Stage::Train))}
                </button>
            </p>
        </Show>
    }
}

/// Sentences that follow every change of the collection.
#[component]
fn Consequences() -> impl IntoView {
    let app = App::get();
    let summary = Memo::new(move |_| summary(app));
    let behind = Memo::new(move |_| out_of_date(app));
    let stages = move || {
        behind.with(|stages| {
            let names: Vec<String> = stages.iter().map(|stage| names::stage(*stage)).collect();
            if names.is_empty() {
                tr!("feedback.up_to_date")
            } else {
                tr!("feedback.out_of_date", stages = names.join(" → "))
            }
        })
    };
    let caveat = Memo::new(move |_| caveat(app));
    view! {
        <div class="consequences" role="status">
            <p>{move || summary.get()}</p>
            <p class="note" class:stale=move || behind.with(|stages| !stages.is_empty())>
                {stages}
            </p>
            <Show when=move || caveat.with(Option::is_some)>
                <p class="note caveat">{move || caveat.get()}</p>
            </Show>
        </div>
    }
}

/// Who trains on the examples: the network that is there, or the next one.
fn summary(app: App) -> String {
    let count = example_count(app);
    let (rows, added) = app.link.with(|link| (link.setup.set_counts().0, link.setup.added));
    let rows = format::count(rows as u64);
    if count == 0 {
        return tr!("feedback.summary.none", rows = rows);
    }
    let known = network_is_trained(app)
        && added.rows as usize == count
        && app.configured.with(|setup| setup.as_ref().is_some_and(|setup| setup.added == added));
    let count = format::count(count as u64);
    if known {
        tr!("feedback.summary.known", count = count, rows = rows)
    } else {
        tr!("feedback.summary.next", count = count, rows = rows)
    }
}

/// What examples from the test set do to the test accuracy.
fn caveat(app: App) -> Option<String> {
    let from_test = |origin: Origin| matches!(origin, Origin::Test(_));
    let count = app.with_collection(|all| all.examples.iter().filter(|one| from_test(one.origin)).count());
    let rows = app.link.with(|link| link.setup.data.test_rows()).max(1);
    let points = format::amount(100.0 * count as f64 / rows as f64);
    (count > 0).then(|| tr!("feedback.caveat", count = format::count(count as u64), points = points))
}
