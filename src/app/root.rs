//! The whole page: header, chart, and the stage that is open.

use leptos::html;
use leptos::prelude::*;

use super::controller::{Controller, recall_own_sets};
use super::flow::{FlowChart, LastRun};
use super::header::Header;
use super::help::HelpDialog;
use super::notices::Notices;
use super::preferences::Preferences;
use super::stages::OpenView;
use super::state::App;
use super::{format, keyboard, names};
use crate::live_tr;
use crate::setup::{Link, Stage};
use crate::tr;
use crate::trainer::protocol::Status;

/// The page.
#[component]
pub fn Root() -> impl IntoView {
    recall_own_sets();
    let (link, problems) = Link::parse(&window().location().hash().unwrap_or_default());
    let app = App::new(link, problems);
    provide_context(app);
    Preferences::provide(app);
    Controller::provide(app);
    let help = RwSignal::new(false);
    keyboard::listen(app, Controller::get(), help);

    let stage = Memo::new(move |_| app.open_stage());
    let main = NodeRef::<html::Main>::new();
    Effect::new(move |_| {
        let open = stage.get().map_or_else(|| tr!("common.microscope.title"), names::stage);
        document().set_title(&tr!("common.title", stage = open));
    });
    Effect::new(move |before: Option<Option<Stage>>| {
        let now = stage.get();
        if before.is_some_and(|before| before != now)
            && let Some(element) = main.get_untracked()
        {
            element.set_scroll_top(0);
        }
        now
    });
    Effect::new(move |_| {
        // The words that stood there while the program was on its way.
        if let Some(words) = document().get_element_by_id("loading") {
            words.remove();
        }
    });
    view! {
        <SkipLink main=main />
        <div class="app">
            <Header help=help />
            <FlowChart />
            <main id="main" tabindex="-1" node_ref=main>
                <Notices />
                <OpenView stage=stage />
                {move || stage.get().map(|stage| view! { <LastRun stage=stage /> })}
            </main>
        </div>
        <Announcer />
        <HelpDialog open=help />
    }
}

/// Jumps over the chart; the hash of the address is not touched, it holds the set-up.
#[component]
fn SkipLink(main: NodeRef<html::Main>) -> impl IntoView {
    let jump = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        if let Some(element) = main.get_untracked() {
            let _ = element.focus();
        }
    };
    view! {
        <a class="skip-link" href="#main" on:click=jump>
            {live_tr!("common.skip")}
        </a>
    }
}

/// Tells a screen reader when the run starts, halts or ends.
#[component]
fn Announcer() -> impl IntoView {
    let app = App::get();
    let status = Memo::new(move |_| app.status.get());
    let sentence = move || {
        let status = status.get();
        let accuracy = app.last_epoch.with_untracked(|epoch| epoch.map(|epoch| format::percent(epoch.val_accuracy)));
        match (status, accuracy) {
            (Status::Done, Some(accuracy)) => tr!("common.announce.done", accuracy = accuracy),
            _ => tr!("common.announce.status", status = names::status(status)),
        }
    };
    view! {
        <p class="visually-hidden" role="status" aria-live="polite">
            {sentence}
        </p>
    }
}
