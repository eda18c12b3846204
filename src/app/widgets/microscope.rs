//! The way into the microscope from a picture or a unit.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::controller::Controller;
use crate::app::state::App;
use crate::app::subject::{Source, Subject};
use crate::dataset::Part;
use crate::live_tr;

/// Takes a picture through the network, forward and backward, at its present weights.
#[component]
pub fn OpenInMicroscope(
    /// The picture, when there is one.
    #[prop(into)]
    subject: Signal<Option<Subject>>,
) -> impl IntoView {
    let app = App::get();
    view! {
        <button
            type="button"
            class="btn small"
            data-action="microscope"
            title=live_tr!("common.microscope.help")
            disabled=move || subject.with(Option::is_none)
            on:click=move |_| {
                if let Some(subject) = subject.get_untracked() {
                    app.put_under_microscope(subject);
                }
            }
        >
            {live_tr!("common.microscope.open")}
        </button>
    }
}

/// Opens a hidden unit of the first layer, with the first test picture.
pub fn open_unit(app: App, controller: Controller, unit: usize) {
    spawn_local(async move {
        let Some(rows) = controller.rows(Part::Test, vec![0]).await else { return };
        let Some(data) = app.loaded.get_untracked().map(|loaded| loaded.data) else { return };
        let source = Source::Unit(unit as u32);
        if let Some((inputs, truth)) = rows.subject(0, data.input_shape().size()) {
            app.put_under_microscope(Subject { data, inputs, truth, source });
        }
    });
}
