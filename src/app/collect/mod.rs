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
use crate::live_tr;
use crate::setup::Stage;

/// The view of the data.
#[component]
pub fn CollectStage() -> impl IntoView {
    view! {
        <div class="stage-view collect-view">
            <h1>{move || names::stage(Stage::Collect)}</h1>
            <p class="lead">{live_tr!("collect.lead")}</p>
            <DataChoice />
            <ContactSheet />
            <Counts />
            <About />
        </div>
    }
}
