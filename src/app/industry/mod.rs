//! Apply across industries: what the trained network is worth on pictures of another kind.

mod chart;
mod elsewhere;
mod plan;
mod reading;
mod run;
mod scores;

use leptos::prelude::*;

use self::chart::TransferChart;
use self::elsewhere::Elsewhere;
use self::plan::PlanFields;
use self::reading::Reading;
use self::run::RunBar;
use self::scores::Scores;
use super::controller::Controller;
use super::names;
use super::state::App;
use crate::dataset::DataSet;
use crate::live_tr;
use crate::setup::Stage;
use crate::training::other;

/// The view in which the network is tried on another set.
#[component]
pub fn IndustryStage() -> impl IntoView {
    let app = App::get();
    let there = Memo::new(move |_| app.transfer.with(Option::is_some));
    let fits = Memo::new(move |_| {
        app.configured.with(|setup| setup.as_ref().is_none_or(Controller::can_transfer)) && {
            app.configured.with(Option::is_some) || app.chosen_data().is_drawable()
        }
    });
    keep_plan_in_step(app);
    view! {
        <div class="stage-view industry-view">
            <h1>{move || names::stage(Stage::Industry)}</h1>
            <p class="lead">{live_tr!("industry.lead")}</p>
            <Untrained/>
            <Show
                when=move || fits.get()
                fallback=move || view! { <p class="note" data-note="not-drawable">{live_tr!("tabular.not_drawable")}</p> }
            >
                <section class="card">
                    <h2>{live_tr!("industry.plan")}</h2>
                    <PlanFields/>
                    <RunBar/>
                </section>
            </Show>
            <Show
                when=move || there.get()
                fallback=move || view! { <p class="note">{live_tr!("industry.empty")}</p> }
            >
                <Scores/>
                <div class="grid">
                    <Reading/>
                    <TransferChart/>
                </div>
            </Show>
            <Elsewhere/>
        </div>
    }
}

/// Where to go while there is no network that has learned anything.
#[component]
fn Untrained() -> impl IntoView {
    let app = App::get();
    let trained = Memo::new(move |_| is_trained(app));
    view! {
        <Show when=move || !trained.get()>
            <p class="note">
                {live_tr!("industry.untrained")} " "
                <button
                    type="button"
                    class="btn small"
                    data-action="open-train"
                    on:click=move |_| app.open(Stage::Train)
                >
                    {live_tr!("industry.open", stage = names::stage(Stage::Train))}
                </button>
            </p>
        </Show>
    }
}

/// The plan is always about the set that the network was not trained on.
fn keep_plan_in_step(app: App) {
    let wanted = Memo::new(move |_| other(trained_on(app)));
    Effect::new(move |_| {
        let data = wanted.get();
        if app.transfer_plan.with_untracked(|plan| plan.data != data) {
            app.transfer_plan.update(|plan| plan.data = data);
        }
    });
}

/// The set of the network in the worker; before there is one, the set of the link. Tracked.
fn trained_on(app: App) -> DataSet {
    app.data()
}

/// Whether there is a network that has learned anything; tracked.
fn is_trained(app: App) -> bool {
    app.configured.with(Option::is_some) && app.progress.with(|progress| progress.step > 0)
}

/// The name of a set.
fn title(data: DataSet) -> &'static str {
    data.title()
}
