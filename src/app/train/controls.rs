//! The buttons of a run. One of them is the primary one: Train, Pause or Resume.

use leptos::prelude::*;

use crate::app::controller::Controller;
use crate::app::state::App;
use crate::live_tr;
use crate::tr;
use crate::trainer::protocol::Status;

/// The row of buttons and what a change of the settings means for them.
#[component]
pub fn Controls() -> impl IntoView {
    let app = App::get();
    let controller = Controller::get();
    let training = Memo::new(move |_| app.status.get() == Status::Training);
    let in_run = Memo::new(move |_| app.in_run());
    // A run that has ended is not taken up again by a step; Train begins a new one.
    let ended = Memo::new(move |_| {
        matches!(app.status.get(), Status::Done | Status::Stopped | Status::Failed) && !app.settings_changed()
    });
    let fresh = Memo::new(move |_| app.progress.with(|progress| progress.step == 0) && !app.settings_changed());
    view! {
        <div class="bar" role="group" aria-label=live_tr!("train.controls")>
            <PrimaryButton />
            <button
                class="btn"
                type="button"
                data-action="step"
                aria-keyshortcuts="s"
                title=live_tr!("train.step.help")
                disabled=move || training.get() || ended.get()
                on:click=move |_| controller.one_step()
            >
                {live_tr!("train.step.label")}
            </button>
            <button
                class="btn"
                type="button"
                data-action="epoch"
                title=live_tr!("train.epoch.help")
                disabled=move || training.get() || ended.get()
                on:click=move |_| controller.one_epoch()
            >
                {live_tr!("train.epoch.label")}
            </button>
            <button
                class="btn"
                type="button"
                data-action="stop"
                title=live_tr!("train.stop.help")
                disabled=move || !in_run.get()
                on:click=move |_| controller.stop()
            >
                {live_tr!("train.stop.label")}
            </button>
            <button
                class="btn"
                type="button"
                data-action="reset"
                title=live_tr!("train.reset.help")
                disabled=move || fresh.get()
                on:click=move |_| controller.reset()
            >
                {live_tr!("train.reset.label")}
            </button>
            <ChangedNote />
        </div>
    }
}

/// What the primary button does.
#[derive(Clone, Copy, PartialEq)]
enum Primary {
    Start,
    Pause,
    Resume,
}

#[component]
fn PrimaryButton() -> impl IntoView {
    let app = App::get();
    let controller = Controller::get();
    let primary = Memo::new(move |_| match app.status.get() {
        Status::Training => Primary::Pause,
        Status::Paused if !app.settings_changed() => Primary::Resume,
        _ => Primary::Start,
    });
    let action = move || match primary.get() {
        Primary::Start => "start",
        Primary::Pause => "pause",
        Primary::Resume => "resume",
    };
    let label = move || match primary.get() {
        Primary::Start => tr!("train.start"),
        Primary::Pause => tr!("train.pause"),
        Primary::Resume => tr!("train.resume"),
    };
    let shape = move || match primary.get() {
        Primary::Pause => "M2 1h3v10H2zM7 1h3v10H7z",
        Primary::Start | Primary::Resume => "M2 1l9 5-9 5z",
    };
    let press = move |_| match primary.get_untracked() {
        Primary::Pause => controller.pause(),
        Primary::Start | Primary::Resume => controller.start(),
    };
    view! {
        <button class="btn primary" type="button" data-action=action aria-keyshortcuts="Space" on:click=press>
            <svg width="11" height="11" viewBox="0 0 12 12" fill="currentColor" aria-hidden="true">
                <path d=shape></path>
            </svg>
            {label}
        </button>
    }
}

/// Says what happens to settings that the running network does not have.
#[component]
fn ChangedNote() -> impl IntoView {
    let app = App::get();
    let note = Memo::new(move |_| {
        if !app.settings_changed() {
            return String::new();
        }
        match app.status.get() {
            Status::Training => tr!("train.changed.training"),
            Status::Paused => tr!("train.changed.paused"),
            _ => tr!("train.changed.other"),
        }
    });
    view! {
        <span class="changed-note" role="status">
            {move || note.get()}
        </span>
    }
}
