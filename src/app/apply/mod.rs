//! Analyse in use: draw a picture or choose one, see what the network makes of it and why, and try it in earnest.

pub(in crate::app) mod add_example;
mod answer;
pub(in crate::app) mod pad;
mod pick;
pub(in crate::app) mod sketch;
mod subject;
mod trial;

use leptos::prelude::*;

use self::add_example::AddExample;
use self::answer::{Answer, Look, Seen};
use self::pad::DrawingPad;
use self::pick::TestPictures;
use self::sketch::Sketch;
use self::subject::Subject;
use self::trial::TrialBar;
use super::names;
use super::state::App;
use super::widgets::live::Live;
use crate::dataset::Builtin;
use crate::evaluation::most_likely;
use crate::live_tr;
use crate::setup::Stage;
use crate::tr;

/// The view in which the network is used.
#[component]
pub fn ApplyStage() -> impl IntoView {
    let app = App::get();
    let sketch = Sketch::new();
    let subject = Subject::new(sketch);
    let live = Live::start();
    Effect::new(move |_| live.show(subject.pixels()));
    let data = Signal::derive(move || data_of_the_network(app));
    let (picture, probabilities) = (live.picture(), live.probabilities());
    let predicted = Memo::new(move |_| probabilities.with(|p| most_likely(p).map(|(class, _)| class)));
    let truth = Signal::derive(move || subject.truth(data.get()));
    view! {
        <div class="stage-view apply-view">
            <h1>{move || names::stage(Stage::Apply)}</h1>
            <p class="lead">
                {move || match data.get() {
                    Builtin::Mnist => tr!("apply.lead_digits"),
                    Builtin::FashionMnist => tr!("apply.lead_fashion"),
                }}
            </p>
            <Readiness/>
            <TrialBar/>
            <div class="apply-columns">
                <div class="apply-column">
                    <DrawingPad sketch=sketch/>
                    <TestPictures subject=subject/>
                </div>
                <div class="apply-column">
                    <Seen live=live subject=subject/>
                    <Look live=live data=data predicted=predicted/>
                </div>
                <div class="apply-column">
                    <Answer live=live data=data subject=subject predicted=predicted truth=truth/>
                    <section class="card keep">
                        <h2>{live_tr!("apply.add_title")}</h2>
                        <AddExample
                            data=Signal::derive(move || subject.data().unwrap_or_else(|| data.get()))
                            picture=picture
                            origin=Signal::derive(move || subject.origin())
                            truth=truth
                            predicted=predicted
                        />
                    </section>
                </div>
            </div>
        </div>
    }
}

/// The set that the network in the worker was made for; before there is one, the set of the link.
fn data_of_the_network(app: App) -> Builtin {
    let configured = app.configured.with(|setup| setup.as_ref().map(|setup| setup.data));
    configured.unwrap_or_else(|| app.link.with(|link| link.setup.data))
}

/// Says when there is no network yet, or one that has learned nothing.
#[component]
fn Readiness() -> impl IntoView {
    let app = App::get();
    let made = Memo::new(move |_| app.configured.with(Option::is_some));
    let trained = Memo::new(move |_| app.progress.with(|progress| progress.step > 0));
    let words = move || match (made.get(), trained.get()) {
        (false, _) => Some(tr!("apply.no_network")),
        (true, false) => Some(tr!("apply.untrained")),
        (true, true) => None,
    };
    view! {
        <Show when=move || { !(made.get() && trained.get()) }>
            <p class="note apply-note">
                {words} " "
                <button type="button" class="btn small" on:click=move |_| app.open(Stage::Train)>
                    {live_tr!("apply.to_training")}
                </button>
            </p>
        </Show>
    }
}
