//! The stages' panels. Only the one that people see first, training, comes with the page: the others are a part of their
//! own that arrives when one of them is opened.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
#[cfg(feature = "split")]
use leptos::wasm_split::wasm_split;

use super::apply::ApplyStage;
use super::collect::CollectStage;
use super::evaluate::EvaluateStage;
use super::feedback::FeedbackStage;
use super::industry::IndustryStage;
use super::model::ModelStage;
use super::optimise::OptimiseStage;
use super::preprocess::PreprocessStage;
use super::train::TrainStage;
use crate::live_tr;
use crate::setup::Stage;

/// What shows a stage that is not part of the page itself.
type Show = fn(Stage) -> AnyView;

/// Where the part with the other stages is.
#[derive(Clone, Copy)]
enum Part {
    Away,
    Coming,
    Here(Show),
    Failed,
}

/// The panel of the stage that is open.
#[component]
pub fn OpenStage(
    /// The stage.
    stage: Memo<Stage>,
) -> impl IntoView {
    let part = RwSignal::new(Part::Away);
    let fetch = move || {
        part.set(Part::Coming);
        spawn_local(async move {
            let arrived = load().await.map_or(Part::Failed, Part::Here);
            let _ = part.try_set(arrived);
        });
    };
    Effect::new(move |_| {
        if stage.get() != Stage::Train && matches!(part.get_untracked(), Part::Away) {
            fetch();
        }
    });
    move || {
        let stage = stage.get();
        if stage == Stage::Train {
            return view! { <TrainStage /> }.into_any();
        }
        match part.get() {
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
}

/// Everything that is only reached from here becomes a file of its own, see scripts/bindgen.
#[cfg_attr(feature = "split", wasm_split(stages, wasm_split_path = leptos::wasm_split, fallible))]
fn stages() -> Result<Show, SplitLoaderError> {
    Ok(show)
}

#[cfg(feature = "split")]
async fn load() -> Result<Show, SplitLoaderError> {
    stages().await
}

#[cfg(not(feature = "split"))]
async fn load() -> Result<Show, SplitLoaderError> {
    stages()
}

fn show(stage: Stage) -> AnyView {
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
