//! The data: which set, what is in it, where it comes from.

pub mod about;
pub mod choice;
pub mod counts;
pub mod sheet;

use leptos::prelude::*;

use self::about::About;
use self::choice::DataChoice;
use self::counts::Counts;
use self::sheet::ContactSheet;
use super::names;
use super::stages::OwnPart;
use super::state::App;
use super::tabular::RowSheet;
use crate::live_tr;
use crate::setup::Stage;

/// The view of the data.
#[component]
pub fn CollectStage() -> impl IntoView {
    let app = App::get();
    let pictures = Memo::new(move |_| app.chosen_data().is_pictures());
    view! {
        <div class="stage-view collect-view">
            <h1>{move || names::stage(Stage::Collect)}</h1>
            <p class="lead">{live_tr!("collect.lead")}</p>
            <DataChoice />
            <OwnPart />
            {move || if pictures.get() {
                view! { <ContactSheet /> }.into_any()
            } else {
                view! { <RowSheet /> }.into_any()
            }}
            <Counts />
            <About />
        </div>
    }
}
