//! Walking the chart: down along the lines, up against them, sideways between the branches.

use leptos::prelude::*;
use leptos::svg;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, SvgElement};

use crate::app::state::App;
use crate::pipeline::{CHART, Part};

/// Moves the focus to the box that an arrow key leads to.
pub(super) fn walk(app: App, drawing: NodeRef<svg::Svg>, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key() {
        return;
    }
    let Some(here) =
        event.target().and_then(|target| target.dyn_into::<Element>().ok()).and_then(|box_| node_of(&box_))
    else {
        return;
    };
    let there = match event.key().as_str() {
        "ArrowDown" => CHART.after(here).find(|node| is_open(app, *node)),
        "ArrowUp" => CHART.before(here).find(|node| is_open(app, *node)),
        "ArrowLeft" => beside(here, false),
        "ArrowRight" => beside(here, true),
        "Home" => Some(0),
        "End" => CHART.nodes.len().checked_sub(1),
        _ => return,
    };
    event.prevent_default();
    if let (Some(there), Some(drawing)) = (there, drawing.get_untracked())
        && let Ok(Some(element)) = drawing.query_selector(&selector(there))
        && let Ok(element) = element.dyn_into::<SvgElement>()
    {
        // The page does not depend on where the focus is.
        let _ = element.focus();
    }
}

/// Of several branches a key follows the chosen one.
fn is_open(app: App, node: usize) -> bool {
    match CHART.nodes[node].part() {
        Some(Part::Branch(kind)) => app.link.with_untracked(|link| link.setup.model == kind),
        _ => true,
    }
}

/// The next box in the same row.
fn beside(here: usize, right: bool) -> Option<usize> {
    let (x, y) = (CHART.nodes[here].x, CHART.nodes[here].y);
    let in_row = (0..CHART.nodes.len()).filter(|node| (CHART.nodes[*node].y - y).abs() < 1.0);
    if right {
        in_row.filter(|node| CHART.nodes[*node].x > x).min_by(|a, b| CHART.nodes[*a].x.total_cmp(&CHART.nodes[*b].x))
    } else {
        in_row.filter(|node| CHART.nodes[*node].x < x).max_by(|a, b| CHART.nodes[*a].x.total_cmp(&CHART.nodes[*b].x))
    }
}

fn node_of(element: &Element) -> Option<usize> {
    let group = element.closest("[data-stage], [data-branch]").ok().flatten()?;
    let id = group.get_attribute("data-stage").or_else(|| group.get_attribute("data-branch"))?;
    CHART.nodes.iter().position(|node| node.id == id)
}

fn selector(node: usize) -> String {
    let id = CHART.nodes[node].id;
    format!("[data-stage={id}] > a, [data-branch={id}] > a")
}
