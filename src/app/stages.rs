//! What stands beside the chart. Only the stage that people see first, training, comes with the page: the other stages,
//! bringing data along and the microscope are parts of their own that arrive when one of them is opened.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
#[cfg(feature = "split")]
use leptos::wasm_split::wasm_split;

use super::apply::ApplyStage;
use super::backprop::BackpropView;
use super::collect::CollectStage;
use super::evaluate::EvaluateStage;
use super::feedback::FeedbackStage;
use super::i18n;
use super::industry::IndustryStage;
use super::model::ModelStage;
use super::optimise::OptimiseStage;
use super::own::OwnSets;
use super::preprocess::PreprocessStage;
use super::train::TrainStage;
use crate::live_tr;
use crate::setup::Stage;

/// What shows a view, `None` being the microscope.
type Show = fn(Option<Stage>) -> AnyView;
type Arrived = Result<Show, SplitLoaderError>;

/// Where a part of the page is.
#[derive(Clone, Copy, Default)]
enum Part {
    #[default]
    Away,
    Coming,
    Here(Show),
    Failed,
}

/// The stage that is open, or the microscope.
#[component]
pub fn OpenView(
    /// The stage; `None` is the microscope.
    stage: Memo<Option<Stage>>,
) -> impl IntoView {
    let (stages, microscope) = (RwSignal::new(Part::default()), RwSignal::new(Part::default()));
    let part_of = move |stage: Option<Stage>| if stage.is_some() { stages } else { microscope };
    let fetch = move |stage: Option<Stage>| {
        let part = part_of(stage);
        part.set(Part::Coming);
        spawn_local(async move {
            let arrived = if stage.is_some() { load_stages().await } else { load_microscope().await };
            let _ = part.try_set(arrived.map_or(Part::Failed, Part::Here));
        });
    };
    Effect::new(move |_| {
        let stage = stage.get();
        if stage != Some(Stage::Train) && matches!(part_of(stage).get_untracked(), Part::Away) {
            fetch(stage);
        }
    });
    move || {
        let stage = stage.get();
        if stage == Some(Stage::Train) {
            return view! { <TrainStage /> }.into_any();
        }
        shown(part_of(stage).get(), stage, move || fetch(stage))
    }
}

/// Bringing one's own data along, within the stage that collects data.
#[component]
pub fn OwnPart() -> impl IntoView {
    let part = RwSignal::new(Part::default());
    let fetch = move || {
        part.set(Part::Coming);
        spawn_local(async move {
            let arrived = load_own().await;
            let _ = part.try_set(arrived.map_or(Part::Failed, Part::Here));
        });
    };
    Effect::new(move |_| fetch());
    move || shown(part.get(), None, fetch)
}

/// A part, or that it is on its way, or that it did not arrive.
fn shown(part: Part, stage: Option<Stage>, fetch: impl Fn() + Send + 'static) -> AnyView {
    match part {
        Part::Here(show) => show(stage),
        Part::Away | Part::Coming => {
            view! { <p class="note" role="status">{live_tr!("common.part.coming")}</p> }.into_any()
        }
        Part::Failed => view! {
            <div class="stage-view" role="alert">
                <p>{live_tr!("common.part.failed")}</p>
                <button type="button" class="btn primary" data-action="fetch-part" on:click=move |_| fetch()>
                    {live_tr!("common.part.again")}
                </button>
            </div>
        }
        .into_any(),
    }
}

// Everything that is only reached from one of these three functions becomes a file of its own, see scripts/bindgen.

#[cfg_attr(feature = "split", wasm_split(stages, wasm_split_path = leptos::wasm_split, fallible))]
fn stages() -> Arrived {
    Ok(show_stage)
}

#[cfg_attr(feature = "split", wasm_split(microscope, wasm_split_path = leptos::wasm_split, fallible))]
fn microscope() -> Arrived {
    i18n::add(include_str!(concat!(env!("OUT_DIR"), "/microscope.texts")));
    Ok(show_microscope)
}

#[cfg_attr(feature = "split", wasm_split(own, wasm_split_path = leptos::wasm_split, fallible))]
fn own() -> Arrived {
    i18n::add(include_str!(concat!(env!("OUT_DIR"), "/own.texts")));
    Ok(show_own)
}

#[cfg(feature = "split")]
async fn load_stages() -> Arrived {
    stages().await
}

#[cfg(feature = "split")]
async fn load_microscope() -> Arrived {
    microscope().await
}

#[cfg(feature = "split")]
async fn load_own() -> Arrived {
    own().await
}

#[cfg(not(feature = "split"))]
async fn load_own() -> Arrived {
    own()
}

#[cfg(not(feature = "split"))]
async fn load_stages() -> Arrived {
    stages()
}

#[cfg(not(feature = "split"))]
async fn load_microscope() -> Arrived {
    microscope()
}

fn show_stage(stage: Option<Stage>) -> AnyView {
    let Some(stage) = stage else { return ().into_any() };
    match stage {
        Stage::Collect => view! { <CollectStage /> }.into_any(),
        Stage::Preprocess => view! { <PreprocessStage /> }.into_any(),
        Stage::Model => view! { <ModelStage /> }.into_any(),
        Stage::Train => view! { <TrainStage /> }.into_any(),
        Stage::Apply => view! { <ApplyStage /> }.into_any(),
        Stage::Evaluate => view! { <EvaluateStage /> }.into_any(),
        Stage::Optimise => view! { <OptimiseStage /> }.into_any(),
        Stage::Industry => view! { <IndustryStage /> }.into_any(),
        Stage::Feedback => view! { <FeedbackStage /> }.into_any(),
    }
}

fn show_microscope(_: Option<Stage>) -> AnyView {
    view! { <BackpropView /> }.into_any()
}

fn show_own(_: Option<Stage>) -> AnyView {
    view! { <OwnSets /> }.into_any()
}
