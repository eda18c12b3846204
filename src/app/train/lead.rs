//! One sentence that says what is going on.

use leptos::prelude::*;

use crate::app::format;
use crate::app::state::App;
use crate::tr;
use crate::trainer::protocol::Status;

/// What the network is doing right now, in a sentence.
#[component]
pub fn Lead() -> impl IntoView {
    let app = App::get();
    let sentence = Memo::new(move |_| sentence(app));
    view! { <p class="lead">{move || sentence.get()}</p> }
}

fn sentence(app: App) -> String {
    let (rows, validation, batch) = app.link.with(|link| {
        let (rows, validation) = link.setup.row_counts();
        (format::count(rows as u64), format::count(validation as u64), link.setup.training.batch_size)
    });
    match app.status.get() {
        Status::Idle | Status::Loading => tr!("train.lead.loading"),
        Status::Ready => tr!("train.lead.ready", rows = rows, batch = batch),
        Status::Training if validating(app) => tr!("train.lead.validating", rows = validation),
        Status::Training => tr!("train.lead.training", rows = rows, batch = batch),
        Status::Paused => tr!("train.lead.paused", step = finished_steps(app)),
        Status::Done => match app.last_epoch.get() {
            Some(epoch) if app.regression() => {
                tr!("train.lead.done_number", epochs = epoch.epoch, explained = format::percent(epoch.val_accuracy))
            }
            Some(epoch) => {
                tr!("train.lead.done", epochs = epoch.epoch, accuracy = format::percent(epoch.val_accuracy))
            }
            None => tr!("train.lead.done_plain"),
        },
        Status::Stopped => tr!("train.lead.stopped", step = finished_steps(app)),
        Status::Failed if app.load_failure.with(Option::is_some) => tr!("train.lead.no_data"),
        Status::Failed => tr!("train.lead.failed"),
    }
}

fn validating(app: App) -> bool {
    app.evaluating.with(Option::is_some)
}

fn finished_steps(app: App) -> String {
    format::count(app.progress.with(|progress| progress.step))
}
