//! The run: start it, watch it, change it.

pub mod backend;
pub mod controls;
pub mod divergence;
pub mod epochs;
pub mod figures;
pub mod lead;
pub mod options;

use leptos::prelude::*;

use self::backend::BackendCard;
use self::controls::Controls;
use self::divergence::Divergence;
use self::epochs::EpochTable;
use self::figures::Figures;
use self::lead::Lead;
use self::options::Options;
use super::names;
use super::state::App;
use super::widgets::curves::{AccuracyCurve, LossCurve};
use super::widgets::strip::PredictionStrip;
use super::widgets::tiles::UnitTiles;
use crate::setup::Stage;
use crate::training::StepRecord;

/// The view of the run.
#[component]
pub fn TrainStage() -> impl IntoView {
    let app = App::get();
    let pictures = Memo::new(move |_| app.data().is_pictures());
    view! {
        <div class="stage-view train-view">
            <h1>{move || names::stage(Stage::Train)}</h1>
            <Lead />
            <Divergence />
            <Controls />
            <Options />
            <Figures />
            <div class="grid">
                <LossCurve />
                <AccuracyCurve />
                <Show when=move || pictures.get()>
                    <UnitTiles />
                    <PredictionStrip />
                </Show>
                <EpochTable />
                <BackendCard />
            </div>
        </div>
    }
}

/// What the latest step measured; changes with each message of the trainer.
pub fn latest_step(app: App) -> Memo<Option<StepRecord>> {
    Memo::new(move |_| {
        app.log_version.track();
        app.log.with_value(|log| log.steps.last().copied())
    })
}
