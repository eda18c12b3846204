//! The chart of the whole process: map, navigation and status display in one. Its places come from the build; here it
//! is drawn, kept live, walked with the keyboard, and taken away as a file.

mod boxes;
mod figures;
mod flows;
mod keys;
mod record;
mod stale;
mod take_away;

use leptos::prelude::*;
use leptos::{html, svg};

use self::boxes::{BranchBox, StageBox};
use self::flows::FlowLine;
pub use self::record::LastRun;
use self::stale::StaleBar;
use self::take_away::TakeAway;
use super::state::App;
use crate::live_tr;
use crate::pipeline::{CHART, Part};
use crate::setup::Stage;

/// The chart, with what can be done with it.
#[component]
pub fn FlowChart() -> impl IntoView {
    let app = App::get();
    let scroller = NodeRef::<html::Div>::new();
    let drawing = NodeRef::<svg::Svg>::new();
    let stage = Memo::new(move |_| app.link.with(|link| link.stage));
    Effect::new(move |_| show_current(scroller, stage.get()));
    let lines = (0..CHART.edges.len()).map(|edge| view! { <FlowLine edge=edge /> }).collect::<Vec<_>>();
    let boxes = CHART
        .nodes
        .iter()
        .enumerate()
        .filter_map(|(index, node)| {
            Some(match node.part()? {
                Part::Stage(stage) => view! { <StageBox node=node stage=stage /> }.into_any(),
                Part::Branch(kind) => view! { <BranchBox node=node index=index kind=kind /> }.into_any(),
            })
        })
        .collect::<Vec<_>>();
    view! {
        <nav class="flow" aria-label=live_tr!("flow.label")>
            <div class="flow-head">
                <h2>{live_tr!("flow.title")}</h2>
                <TakeAway />
            </div>
            <div class="flow-scroll" node_ref=scroller>
                <svg
                    class="flow-chart"
                    node_ref=drawing
                    viewBox=format!("0 0 {} {}", CHART.width, CHART.height)
                    preserveAspectRatio="xMidYMin meet"
                    role="group"
                    aria-label=live_tr!("flow.keys")
                    on:keydown=move |event| keys::walk(app, drawing, &event)
                >
                    <g class="flow-lines" aria-hidden="true">
                        {lines}
                    </g>
                    {boxes}
                </svg>
            </div>
            <StaleBar />
        </nav>
    }
}

/// On small screens the chart is a strip of its own: the open stage is scrolled into it.
fn show_current(scroller: NodeRef<html::Div>, stage: Stage) {
    request_animation_frame(move || {
        let (Some(scroller), Some(node)) = (scroller.try_get_untracked().flatten(), CHART.stage(stage)) else { return };
        let spare = scroller.scroll_height() - scroller.client_height();
        if spare > 0 {
            let middle = (node.y + node.height / 2.0) / CHART.height * f64::from(scroller.scroll_height());
            scroller.set_scroll_top((middle - f64::from(scroller.client_height()) / 2.0) as i32);
        }
    });
}
