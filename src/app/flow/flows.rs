//! The lines: what flows along them, and whether it flows now.

use leptos::prelude::*;

use crate::app::format;
use crate::app::state::App;
use crate::pipeline::{CHART, Part, State};
use crate::setup::Stage;
use crate::tr;

/// A line with its arrow's head and its words; it moves while something flows.
#[component]
pub(super) fn FlowLine(edge: usize) -> impl IntoView {
    let app = App::get();
    let line = &CHART.edges[edge];
    let (x, y) = line.label;
    let moving = Memo::new(move |_| is_moving(app, edge));
    let stale = Memo::new(move |_| is_stale(app, edge));
    let words = words(app, edge);
    let turned = line.back.then(|| format!("rotate(-90 {x} {y})"));
    let way = move || format!("--dx:{:.1}px;--dy:{:.1}px", line.end.0 - line.start.0, line.end.1 - line.start.1);
    let ends = format!("{}-{}", CHART.nodes[line.from].id, CHART.nodes[line.to].id);
    view! {
        <g
            class="flow-line"
            class:back=line.back
            class:moving=move || moving.get()
            class:stale=move || stale.get()
            data-line=ends
        >
            <path d=line.line></path>
            // Two dots on their way. The browser moves them without asking the page's thread.
            <Show when=move || moving.get()>
                <circle class="flow-dot" cx=line.start.0.to_string() cy=line.start.1.to_string() r="2.4" style=way></circle>
                <circle
                    class="flow-dot late"
                    cx=line.start.0.to_string()
                    cy=line.start.1.to_string()
                    r="2.4"
                    style=way
                ></circle>
            </Show>
            <path class="flow-head-shape" d=line.head></path>
            <text
                x=x.to_string()
                y=(y + 3.5).to_string()
                transform=turned
                text-anchor=if line.back { "middle" } else { "start" }
            >
                {move || words.get()}
            </text>
        </g>
    }
}

/// The stage that a line brings something to; past the branches it is the one after them.
fn destination(node: usize) -> Option<Stage> {
    match CHART.nodes[node].part()? {
        Part::Stage(stage) => Some(stage),
        Part::Branch(_) => CHART.after(node).find_map(destination),
    }
}

/// Whether a line belongs to a branch that is not chosen.
fn is_other_branch(app: App, edge: usize) -> bool {
    let line = &CHART.edges[edge];
    let chosen = app.link.with(|link| link.setup.model);
    [line.from, line.to]
        .iter()
        .any(|node| matches!(CHART.nodes[*node].part(), Some(Part::Branch(kind)) if kind != chosen))
}

fn is_moving(app: App, edge: usize) -> bool {
    let Some(stage) = destination(CHART.edges[edge].to) else { return false };
    let at_work = app.pipeline.with(|pipeline| pipeline.is_at_work(stage));
    at_work && !is_other_branch(app, edge) && !CHART.edges[edge].back
}

fn is_stale(app: App, edge: usize) -> bool {
    let goes_to = destination(CHART.edges[edge].to);
    !is_other_branch(app, edge) && goes_to.is_some_and(|stage| app.stage_state(stage) == State::Stale)
}

/// What flows along a line: the shape or count of what the stage before gave out.
pub(super) fn words(app: App, edge: usize) -> Memo<String> {
    let line = &CHART.edges[edge];
    let (from, to) = (CHART.nodes[line.from].part(), CHART.nodes[line.to].part());
    Memo::new(move |_| match (from, to) {
        _ if line.back => match app.with_collection(|collection| collection.examples.len()) {
            0 => String::new(),
            own => tr!("flow.own", count = own),
        },
        _ if is_other_branch(app, edge) => String::new(),
        (Some(Part::Stage(Stage::Model)), Some(Part::Branch(_))) => app.link.with(|link| {
            let (batch, inputs) = (link.setup.training.batch_size, link.setup.architecture().input.size());
            format!("{} × {}", format::count(batch as u64), format::count(inputs as u64))
        }),
        (Some(Part::Branch(_)), _) => given(app, Stage::Model),
        (Some(Part::Stage(stage)), _) => given(app, stage),
        (None, _) => String::new(),
    })
}

fn given(app: App, stage: Stage) -> String {
    app.pipeline.with(|pipeline| pipeline.finished(stage).map(|finished| finished.gave_out.clone())).unwrap_or_default()
}
