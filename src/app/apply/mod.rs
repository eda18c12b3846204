//! Analyse in use: draw a picture or choose one, see what the network makes of it and why, and try it in earnest.

pub(in crate::app) mod add_example;
mod answer;
mod bring;
pub(in crate::app) mod pad;
mod pick;
pub(in crate::app) mod sketch;
mod subject;
mod trial;

use leptos::prelude::*;

use self::add_example::AddExample;
use self::answer::{Answer, Look, Seen};
use self::bring::BringPicture;
use self::pad::DrawingPad;
use self::pick::TestPictures;
use self::sketch::Sketch;
use self::subject::Subject;
use self::trial::TrialBar;
use super::names;
use super::state::App;
use super::tabular::AskForm;
use super::widgets::live::Live;
use crate::dataset::DataSet;
use crate::evaluation::most_likely;
use crate::live_tr;
use crate::setup::Stage;
use crate::tr;

/// The view in which the network is used.
#[component]
pub fn ApplyStage() -> impl IntoView {
    let app = App::get();
    let data = Memo::new(move |_| app.data());
    view! {
        <div class="stage-view apply-view">
            <h1>{move || names::stage(Stage::Apply)}</h1>
            <p class="lead">
                {move || match data.get() {
                    DataSet::MNIST => tr!("apply.lead_digits"),
                    DataSet::FASHION_MNIST => tr!("apply.lead_fashion"),
                    DataSet::Own(_) => tr!("apply.lead_own"),
                }}
            </p>
            <Readiness/>
            <TrialBar/>
            {move || {
                let data = data.get();
                if data.is_pictures() {
                    view! { <AskPictures/> }.into_any()
                } else {
                    view! { <AskForm data=data/> }.into_any()
                }
            }}
        </div>
    }
}

/// Pictures: drawn where the network knows drawings, or of the test set.
#[component]
fn AskPictures() -> impl IntoView {
    let app = App::get();
    let sketch = Sketch::new();
    let subject = Subject::new(sketch);
    let live = Live::start();
    Effect::new(move |_| live.show(subject.pixels()));
    let data = Signal::derive(move || app.data());
    let drawable = Memo::new(move |_| data.get().is_drawable());
    let (picture, probabilities) = (live.picture(), live.probabilities());
    let predicted = Memo::new(move |_| probabilities.with(|p| most_likely(p).map(|(class, _)| class)));
    let truth = Signal::derive(move || subject.truth(data.get()));
    view! {
        <div class="apply-columns">
            <div class="apply-column">
                <Show when=move || drawable.get()>
                    <DrawingPad sketch=sketch/>
                </Show>
                {move || {
                    let data = data.get();
                    data.own().map(|set| view! { <BringPicture data=data set=set subject=subject/> })
                }}
                <TestPictures subject=subject/>
            </div>
            <div class="apply-column">
                <Seen live=live data=data subject=subject/>
                <Look live=live data=data predicted=predicted/>
            </div>
            <div class="apply-column">
                <Answer live=live data=data subject=subject predicted=predicted truth=truth/>
                <Show when=move || drawable.get()>
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
                </Show>
            </div>
        </div>
    }
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
