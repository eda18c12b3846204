//! The boxes: a stage with its state and key figure, and the branches of the decision.

use leptos::prelude::*;
use web_sys::MouseEvent;

use super::figures::{branch_figure, stage_figure};
use super::record;
use crate::app::names;
use crate::app::state::App;
use crate::network::ModelKind;
use crate::pipeline::{Node, State, mark};
use crate::setup::{Link, Stage};
use crate::tr;

/// Whether a click is the reader's wish for a new tab or window.
fn is_for_elsewhere(event: &MouseEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.shift_key()
}

/// The outline of a box: pointed ends for a decision. Its note is shown when the pointer rests on the box; as a part of
/// the link itself it would replace the link's name.
#[component]
fn Outline(node: &'static Node, #[prop(into)] note: Signal<String>) -> impl IntoView {
    match node.outline() {
        Some(points) => view! {
            <polygon class="flow-outline" points=points>
                <title>{move || note.get()}</title>
            </polygon>
        }
        .into_any(),
        None => view! {
            <rect
                class="flow-outline"
                x=node.x.to_string()
                y=node.y.to_string()
                width=node.width.to_string()
                height=node.height.to_string()
                rx="8"
            >
                <title>{move || note.get()}</title>
            </rect>
        }
        .into_any(),
    }
}

/// A stage.
#[component]
pub(super) fn StageBox(node: &'static Node, stage: Stage) -> impl IntoView {
    let app = App::get();
    let code: &'static str = stage.into();
    let state = Memo::new(move |_| app.stage_state(stage));
    let halted = Memo::new(move |_| app.pipeline.with(|pipeline| pipeline.is_halted(stage)));
    let figure = stage_figure(app, stage);
    let below = Memo::new(move |_| {
        let figure = figure.get();
        if figure.is_empty() { names::state(state.get(), halted.get()) } else { figure }
    });
    let state_code = move || {
        let code: &'static str = state.get().into();
        code
    };
    let here = Memo::new(move |_| app.open_stage() == Some(stage));
    let href =
        move || app.link.with(|link| format!("#{}", Link { stage, slide: None, run: false, ..link.clone() }.format()));
    // The state in words, when the line below the name does not say it: colour and shape are not all there is.
    let spoken =
        Memo::new(
            move |_| {
                if figure.with(String::is_empty) { String::new() } else { names::state(state.get(), halted.get()) }
            },
        );
    let history = Memo::new(move |_| record::sentence(app, stage));
    let open = move |event: MouseEvent| {
        if !is_for_elsewhere(&event) {
            event.prevent_default();
            app.open(stage);
        }
    };
    let inner = node.inner();
    view! {
        <g
            class="flow-stage"
            data-stage=code
            data-state=state_code
            data-halted=move || halted.get().then_some("true")
        >
            <a
                class="flow-box"
                href=href
                tabindex=move || if here.get() { "0" } else { "-1" }
                aria-current=move || here.get().then_some("page")
                on:click=open
            >
                <Outline node=node note=history />
                <g class="state-mark" aria-hidden="true" transform=format!("translate({} {})", inner.mark.0, inner.mark.1)>
                    <circle r="6.5"></circle>
                    <path d=move || mark(state.get(), halted.get())></path>
                </g>
                <text class="flow-name" x=inner.name.0.to_string() y=inner.name.1.to_string()>
                    {move || names::stage(stage)}
                </text>
                <text class="flow-figure" x=inner.figure.0.to_string() y=inner.figure.1.to_string()>
                    {move || below.get()}
                </text>
                <text class="flow-spoken" x=inner.figure.0.to_string() y=inner.figure.1.to_string()>
                    {move || spoken.get()}
                </text>
            </a>
        </g>
    }
}

/// A kind of network: choosing it is choosing the branch.
#[component]
pub(super) fn BranchBox(node: &'static Node, index: usize, kind: ModelKind) -> impl IntoView {
    let app = App::get();
    let code: &'static str = kind.into();
    let chosen = Memo::new(move |_| app.link.with(|link| link.setup.model == kind));
    let working = Memo::new(move |_| chosen.get() && app.stage_state(Stage::Train) == State::Running);
    let figure = branch_figure(app, kind);
    let href = move || {
        app.link.with(|link| {
            let mut link = Link { stage: Stage::Model, slide: None, run: false, ..link.clone() };
            choose(&mut link, kind);
            format!("#{}", link.format())
        })
    };
    let open = move |event: MouseEvent| {
        if !is_for_elsewhere(&event) {
            event.prevent_default();
            app.link.update(|link| {
                link.stage = Stage::Model;
                link.slide = None;
                if !link.hide.iter().any(|hidden| hidden == "model") {
                    choose(link, kind);
                }
            });
        }
    };
    let note = Memo::new(move |_| {
        let name = names::model(kind);
        if chosen.get() { tr!("flow.branch.chosen", name = name) } else { tr!("flow.branch.other", name = name) }
    });
    let inner = node.inner();
    view! {
        <g
            class="flow-branch"
            class:chosen=move || chosen.get()
            class:working=move || working.get()
            data-branch=code
            data-node=index.to_string()
        >
            <a class="flow-box" href=href tabindex="-1" on:click=open>
                <Outline node=node note=note />
                <text class="flow-name" x=inner.name.0.to_string() y=inner.name.1.to_string()>
                    {move || names::branch(kind)}
                </text>
                <text class="flow-figure" x=inner.figure.0.to_string() y=inner.figure.1.to_string()>
                    {move || figure.get()}
                </text>
                <text class="flow-spoken" x=inner.figure.0.to_string() y=inner.figure.1.to_string()>
                    {move || note.get()}
                </text>
            </a>
        </g>
    }
}

/// Another kind brings its own hidden layers, as a link with that kind does.
fn choose(link: &mut Link, kind: ModelKind) {
    if link.setup.model != kind && link.setup.allows(kind) {
        link.setup.model = kind;
        link.setup.hidden = kind.default_hidden();
    }
}
