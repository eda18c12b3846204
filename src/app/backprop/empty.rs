//! What to do while there is no picture, or no network, to take apart.

use leptos::prelude::*;

use super::live::{Live, Problem};
use crate::app::i18n::Words;
use crate::app::state::App;
use crate::live_tr;
use crate::setup::Stage;
use crate::tr;

/// Says what is missing and leads to where it is found.
#[component]
pub(super) fn NothingYet(live: Live) -> impl IntoView {
    let app = App::get();
    let problem = live.problem;
    let words = move || match problem.get() {
        Some(Problem::NoPicture) => tr!("scope.empty.no_picture"),
        Some(Problem::NoNetwork) => tr!("scope.empty.no_network"),
        Some(Problem::NotDense) => tr!("scope.empty.not_dense"),
        Some(Problem::NotFinite) => tr!("scope.empty.not_finite"),
        Some(Problem::OtherData) => tr!("scope.empty.other_data"),
        None => tr!("scope.empty.coming"),
    };
    let to_pictures = move || matches!(problem.get(), Some(Problem::NoPicture | Problem::OtherData));
    let to_training = move || matches!(problem.get(), Some(Problem::NoNetwork | Problem::NotFinite));
    let to_model = move || problem.get() == Some(Problem::NotDense);
    view! {
        <section class="card scope-empty">
            <p role="status">{words}</p>
            <div class="bar">
                <Show when=to_pictures>
                    {way(app, Stage::Evaluate, "btn primary", "open-evaluate", live_tr!("scope.empty.to_evaluate"))}
                    {way(app, Stage::Apply, "btn", "open-apply", live_tr!("scope.empty.to_apply"))}
                </Show>
                <Show when=to_training>
                    {way(app, Stage::Train, "btn primary", "open-train", live_tr!("scope.empty.to_train"))}
                </Show>
                <Show when=to_model>
                    {way(app, Stage::Model, "btn primary", "open-model", live_tr!("scope.empty.to_model"))}
                </Show>
            </div>
        </section>
    }
}

/// A button that opens a stage.
fn way(app: App, stage: Stage, class: &'static str, action: &'static str, text: Words) -> impl IntoView {
    view! {
        <button type="button" class=class data-action=action on:click=move |_| app.open(stage)>
            {text}
        </button>
    }
}
