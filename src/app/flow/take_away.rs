//! The chart with its present state, as Mermaid text, SVG or PNG.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::figures::{branch_figure, stage_figure};
use super::flows::words;
use crate::app::clipboard;
use crate::app::state::App;
use crate::app::widgets::palette::{font, token};
use crate::app::{download, names};
use crate::live_tr;
use crate::pipeline::{CHART, Colours, Part, Shown, mermaid, svg};
use crate::setup::Stage;
use crate::tr;

/// The buttons.
#[component]
pub(super) fn TakeAway() -> impl IntoView {
    let app = App::get();
    let chart = Live::new(app);
    // `Some(true)`: just copied; `Some(false)`: the browser did not allow it.
    let copied = RwSignal::new(None::<bool>);
    let copy = move |_| {
        let text = mermaid(&chart.shown(), &chart.flows());
        spawn_local(async move {
            let done = clipboard::copy(&text).await;
            if !done {
                // A file instead.
                download::save("glassbox-chart.mmd", "text/plain", &text);
            }
            copied.set(Some(done));
            set_timeout(move || copied.set(None), Duration::from_secs(3));
        });
    };
    let save_svg = move |_| download::save("glassbox-chart.svg", "image/svg+xml", &chart.drawing());
    let save_png = move |_| {
        let drawing = chart.drawing();
        spawn_local(async move {
            download::save_png("glassbox-chart.png", &drawing, CHART.width + 20.0, CHART.height + 20.0).await;
        });
    };
    view! {
        <div class="take-away">
            <button
                class="icon"
                type="button"
                data-action="copy-mermaid"
                title=live_tr!("flow.take.copy_help")
                on:click=copy
            >
                <span role="status">
                    {move || match copied.get() {
                        None => tr!("flow.take.copy"),
                        Some(true) => tr!("flow.take.copied"),
                        Some(false) => tr!("flow.take.saved"),
                    }}
                </span>
            </button>
            <button
                class="icon"
                type="button"
                data-action="save-svg"
                title=live_tr!("flow.take.svg_help")
                on:click=save_svg
            >
                "SVG"
            </button>
            <button
                class="icon"
                type="button"
                data-action="save-png"
                title=live_tr!("flow.take.png_help")
                on:click=save_png
            >
                "PNG"
            </button>
        </div>
    }
}

/// What the chart on the page shows, read when it is taken away.
#[derive(Clone, Copy)]
struct Live {
    app: App,
    figures: StoredValue<Vec<Memo<String>>>,
    words: StoredValue<Vec<Memo<String>>>,
}

impl Live {
    fn new(app: App) -> Self {
        let figures = CHART.nodes.iter().map(|node| match node.part() {
            Some(Part::Stage(stage)) => stage_figure(app, stage),
            Some(Part::Branch(kind)) => branch_figure(app, kind),
            None => Memo::new(|_| String::new()),
        });
        let words = (0..CHART.edges.len()).map(|edge| words(app, edge));
        Self { app, figures: StoredValue::new(figures.collect()), words: StoredValue::new(words.collect()) }
    }

    fn shown(self) -> Vec<Shown> {
        untrack(|| {
            self.figures.with_value(|figures| {
                CHART
                    .nodes
                    .iter()
                    .zip(figures)
                    .map(|(node, figure)| self.shown_box(node.part(), figure.get()))
                    .collect()
            })
        })
    }

    fn shown_box(self, part: Option<Part>, figure: String) -> Shown {
        let app = self.app;
        let stage = if let Some(Part::Stage(stage)) = part { stage } else { Stage::Model };
        let state = app.stage_state(stage);
        let halted = app.pipeline.with(|pipeline| pipeline.is_halted(stage));
        let state_name = names::state(state, halted);
        let (name, chosen) = match part {
            Some(Part::Branch(kind)) => (names::branch(kind), app.link.with(|link| link.setup.model == kind)),
            _ => (names::stage(stage), true),
        };
        let figure = if figure.is_empty() { state_name.clone() } else { figure };
        Shown { name, figure, state_name, state, halted, chosen }
    }

    fn flows(self) -> Vec<String> {
        untrack(|| self.words.with_value(|words| words.iter().map(|word| word.get()).collect()))
    }

    fn drawing(self) -> String {
        let colours = Colours {
            ground: token("--sunken"),
            panel: token("--panel"),
            ink: token("--ink"),
            faint: token("--ink-2"),
            line: token("--line-strong"),
            // In the order of the states.
            states: ["--idle", "--ink-2", "--running", "--done", "--stale", "--failed"].map(token),
        };
        svg(&tr!("flow.title"), &self.shown(), &self.flows(), &colours, &font())
    }
}
