//! The chart of the whole process: map, navigation and status display in one.

use leptos::html;
use leptos::prelude::*;
use strum::IntoEnumIterator;
use web_sys::MouseEvent;

use super::state::App;
use super::train::latest_step;
use super::{format, names};
use crate::setup::{Link, Stage};
use crate::tr;
use crate::trainer::protocol::Status;

/// How a stage stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum StageState {
    /// Nothing has happened yet.
    Idle,
    /// Work is going on.
    Running,
    /// Work has halted and can go on.
    Paused,
    /// The result is there.
    Done,
    /// There is a result, but not for the present settings.
    Stale,
    /// It did not work.
    Failed,
}

/// The chart: five stages, one below the other, in a strip on small screens.
#[component]
pub fn FlowChart() -> impl IntoView {
    let app = App::get();
    let strip = NodeRef::<html::Ol>::new();
    let stage = Memo::new(move |_| app.link.with(|link| link.stage));
    Effect::new(move |_| {
        stage.get();
        show_current(strip);
    });
    let boxes = Stage::iter().map(|stage| view! { <StageBox stage=stage /> }).collect::<Vec<_>>();
    view! {
        <nav class="flow" aria-label=move || tr!("common.flow.label")>
            <h2>{move || tr!("common.flow.title")}</h2>
            <ol node_ref=strip>{boxes}</ol>
        </nav>
    }
}

/// Scrolls the strip of a small screen to the open stage.
fn show_current(strip: NodeRef<html::Ol>) {
    let Some(strip) = strip.get_untracked() else { return };
    request_animation_frame(move || {
        if strip.scroll_width() <= strip.client_width() {
            return;
        }
        if let Ok(Some(current)) = strip.query_selector("[aria-current]") {
            let ahead = current.get_bounding_client_rect().left() - strip.get_bounding_client_rect().left();
            strip.set_scroll_left(strip.scroll_left() + ahead as i32 - 40);
        }
    });
}

#[component]
fn StageBox(stage: Stage) -> impl IntoView {
    let app = App::get();
    let code: &'static str = stage.into();
    let state = Memo::new(move |_| state_of(app, stage));
    let figure = figure_of(app, stage);
    let state_code = move || {
        let code: &'static str = state.get().into();
        code
    };
    let href = move || app.link.with(|link| format!("#{}", Link { stage, ..link.clone() }.format()));
    let current = move || app.link.with(|link| link.stage == stage).then_some("page");
    let open = move |event: MouseEvent| {
        // A new tab or window is the reader's own wish.
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            app.open(stage);
        }
    };
    view! {
        <li class="flow-stage" data-stage=code data-state=state_code>
            <a class="flow-box" href=href aria-current=current on:click=open>
                <StateMark state=state />
                <span class="flow-name">{move || names::stage(stage)}</span>
                <span class="visually-hidden">{move || state_name(state.get())}</span>
                <span class="flow-figure">{move || figure.get()}</span>
            </a>
        </li>
    }
}

/// The state as a shape, so that colour is not needed to read it.
#[component]
fn StateMark(state: Memo<StageState>) -> impl IntoView {
    let inner = move || match state.get() {
        StageState::Idle => "",
        StageState::Running => "M6.5 5.5 11.5 8.5 6.5 11.5Z",
        StageState::Paused => "M6.5 5.5v6M10.5 5.5v6",
        StageState::Done => "M5.3 8.7 7.5 11 11.8 6.2",
        StageState::Stale => "M8.5 5v4M8.5 11.4v.4",
        StageState::Failed => "M6 6l5 5M11 6l-5 5",
    };
    view! {
        <svg class="state-mark" width="17" height="17" viewBox="0 0 17 17" fill="none" aria-hidden="true">
            <circle cx="8.5" cy="8.5" r="6.8"></circle>
            <path d=inner stroke-linecap="round" stroke-linejoin="round"></path>
        </svg>
    }
}

fn state_name(state: StageState) -> String {
    match state {
        StageState::Idle => tr!("common.state.idle"),
        StageState::Running => tr!("common.state.running"),
        StageState::Paused => tr!("common.state.paused"),
        StageState::Done => tr!("common.state.done"),
        StageState::Stale => tr!("common.state.stale"),
        StageState::Failed => tr!("common.state.failed"),
    }
}

fn state_of(app: App, stage: Stage) -> StageState {
    match stage {
        Stage::Collect => collect_state(app),
        Stage::Model => StageState::Done,
        Stage::Train => train_state(app),
        Stage::Apply => result_state(app, trained(app)),
        Stage::Evaluate => {
            let step = app.progress.with(|progress| progress.step);
            match app.test.with(|test| test.as_ref().map(|test| test.step == step)) {
                None => StageState::Idle,
                Some(false) => StageState::Stale,
                Some(true) => result_state(app, true),
            }
        }
    }
}

fn collect_state(app: App) -> StageState {
    let wanted = app.link.with(|link| link.setup.data);
    if app.load_failure.with(Option::is_some) {
        StageState::Failed
    } else if app.loading.with(Option::is_some) {
        StageState::Running
    } else {
        match app.loaded.get() {
            Some(loaded) if loaded.data == wanted => StageState::Done,
            Some(_) => StageState::Stale,
            None => StageState::Idle,
        }
    }
}

fn train_state(app: App) -> StageState {
    match app.status.get() {
        Status::Training => StageState::Running,
        Status::Paused => StageState::Paused,
        Status::Failed => StageState::Failed,
        Status::Done | Status::Stopped => result_state(app, true),
        Status::Idle | Status::Loading | Status::Ready => StageState::Idle,
    }
}

fn trained(app: App) -> bool {
    app.progress.with(|progress| progress.step > 0)
}

fn result_state(app: App, there: bool) -> StageState {
    if !there {
        StageState::Idle
    } else if app.settings_changed() {
        StageState::Stale
    } else {
        StageState::Done
    }
}

/// The figure that says most about a stage.
fn figure_of(app: App, stage: Stage) -> Memo<String> {
    match stage {
        Stage::Collect => Memo::new(move |_| data_figure(app)),
        Stage::Model => Memo::new(move |_| {
            let count = app.link.with(|link| link.setup.architecture().parameter_count());
            tr!("common.flow.weights", count = format::count(count as u64))
        }),
        Stage::Train => {
            let step = latest_step(app);
            Memo::new(move |_| {
                let Some(record) = step.get() else { return String::new() };
                let epoch = app.progress.with(|progress| progress.epoch);
                let loss = format::loss(f64::from(record.loss));
                tr!("common.flow.run", epoch = epoch, epochs = planned_epochs(app), loss = loss)
            })
        }
        Stage::Apply => Memo::new(move |_| if trained(app) { tr!("common.flow.apply") } else { String::new() }),
        Stage::Evaluate => Memo::new(move |_| {
            app.test.with(|test| test.as_ref().map(|test| format::percent(test.accuracy))).unwrap_or_default()
        }),
    }
}

fn planned_epochs(app: App) -> u32 {
    let of_network = app.configured.with(|setup| setup.as_ref().map(|setup| setup.training.epochs));
    of_network.unwrap_or_else(|| app.link.with(|link| link.setup.training.epochs))
}

fn data_figure(app: App) -> String {
    if let Some(loading) = app.loading.get() {
        return format::whole_percent(loading.received as f64 / loading.total.max(1) as f64);
    }
    match app.loaded.get() {
        Some(loaded) => tr!(
            "common.flow.rows",
            train = format::count(u64::from(loaded.train_rows)),
            test = format::count(u64::from(loaded.test_rows))
        ),
        None => String::new(),
    }
}
