//! What to do while there is no picture, or no network, to take apart.

use leptos::prelude::*;

use super::live::{Live, Problem};
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
        Some(Problem::OtherData) => tr!("scope.empty.other_data"),
        None => tr!("scope.empty.coming"),
    };
    let to_pictures = move || matches!(problem.get(), Some(Problem::NoPicture | Problem::OtherData));
    let to_training = move || problem.get() == Some(Problem::NoNetwork);
    let to_model = move || problem.get() == Some(Problem::NotDense);
    view! {
        <section class="card scope-empty">
            <p role="status">{words}</p>
            <div class="bar">
                <Show when=to_pictures>
                    <button
                        type="button"
                        class="btn primary"
                        data-action="open-evaluate"
                        on:click=move |_| app.open(Stage::Evaluate)
                    >
                        {live_tr!("scope.empty.to_evaluate")}
                    </button>
                    <button type="button" class="btn" data-action="open-apply" on:click=move |_| app.open(Stage::Apply)>
                        {live_tr!("scope.empty.to_apply")}
                    </button>
                </Show>
                <Show when=to_training>
                    <button
                        type="button"
                        class="btn primary"
                        data-action="open-train"
                        on:click=move |_| app.open(Stage::Train)
                    >
                        {live_tr!("scope.empty.to_train")}
                    </button>
                </Show>
                <Show when=to_model>
                    <button
                        type="button"
                        class="btn primary"
                        data-action="open-model"
                        on:click=move |_| app.open(Stage::Model)
                    >
                        {live_tr!("scope.empty.to_model")}
                    </button>
                </Show>
            </div>
        </section>
    }
}
