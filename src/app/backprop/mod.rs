//! The microscope: one example, forward and backward, number by number.
//!
//! `state` holds what lies under it; the numbers and their order come from the room `backprop`, nothing is computed here.

pub mod announce;
pub mod article;
mod changes;
pub mod check;
mod choices;
mod columns;
mod controls;
pub mod derivation;
pub mod diagram;
pub mod edit;
mod empty;
pub mod formula;
pub mod keys;
mod known;
pub mod layers;
pub mod ledger;
mod light;
pub mod link;
pub mod live;
pub mod mine;
mod moves;
pub mod norms;
mod picker;
mod player;
pub mod scope_figure;
mod scrubber;
mod shape;
pub mod state;
pub mod stepper;
pub mod train_on;
mod words;

use leptos::prelude::*;

use self::announce::Announcer;
use self::article::ArticleColumns;
use self::controls::BenchControls;
use self::derivation::DerivationCard;
use self::diagram::Diagram;
use self::empty::NothingYet;
use self::layers::Layers;
use self::ledger::Ledger;
use self::live::Live;
use self::mine::{MakeMine, MyNetwork};
use self::norms::GradientNorms;
use self::picker::{BatchChoice, ExamplePicker};
use self::player::Player;
use self::scrubber::Scrubber;
use self::state::Scope;
use self::stepper::{PhaseButtons, Stepper};
use self::train_on::TrainOn;
use super::state::App;
use crate::backprop::ExampleName;
use crate::live_tr;

/// The view of the microscope.
#[component]
pub fn BackpropView() -> impl IntoView {
    let app = App::get();
    let scope = Scope::provide();
    let live = Live::provide(scope);
    link::keep_in_step(app, scope);
    let player = Player::new(scope);
    keys::listen(scope, player);
    let missing = Memo::new(move |_| {
        let nothing = live.problem.with(Option::is_some) || scope.subject.with(Option::is_none);
        scope.name.get() == ExampleName::Live && nothing
    });
    view! {
        <div class="stage-view scope-view">
            <h1>{live_tr!("scope.title")}</h1>
            <p class="lead" id="scope-lesson">
                {move || words::lesson(scope.name.get())}
            </p>
            <div class="bar scope-head">
                <ExamplePicker />
                <BatchChoice />
            </div>
            <Show when=move || !missing.get() fallback=move || view! { <NothingYet live=live /> }>
                <Lesson player=player />
            </Show>
        </div>
    }
}

/// The example that is on the bench.
#[component]
fn Lesson(player: Player) -> impl IntoView {
    let scope = Scope::get();
    let wide = Memo::new(move |_| scope.shape.with(|shape| shape.wide));
    let deep = Memo::new(move |_| scope.shape.with(|shape| shape.depth() >= 2));
    let is = move |name| Memo::new(move |_| scope.name.get() == name);
    let (article, mine) = (is(ExampleName::Article), is(ExampleName::Mine));
    view! {
        <Announcer player=player />
        <Stepper player=player />
        <BenchControls />
        <div class="scope-pair" class:wide=move || wide.get()>
            <section class="card scope-picture" aria-label=live_tr!("scope.picture")>
                <Show when=move || wide.get() fallback=|| view! { <Diagram /> }>
                    <Layers />
                </Show>
                <div class="scope-line">
                    <Scrubber player=player />
                    <PhaseButtons player=player />
                </div>
            </section>
            <div class="scope-derivation">
                <DerivationCard />
            </div>
        </div>
        <Show when=move || article.get()>
            <ArticleColumns />
        </Show>
        <Show when=move || mine.get() fallback=|| view! { <MakeMine /> }>
            <MyNetwork />
        </Show>
        <TrainOn />
        <Show when=move || deep.get()>
            <GradientNorms />
        </Show>
        <Show when=move || !wide.get()>
            <Ledger />
        </Show>
    }
}
