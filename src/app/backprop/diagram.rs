//! A small network as a drawing: values in its units, weights on its lines, the targets and the loss at the end. What is
//! computed is lit together with exactly those numbers that it comes from.
//!
//! The drawing is made anew only for another shape of network; numbers, lights and movements follow their signals. It is a
//! picture for those who see it: keyboard and screen reader have the same numbers in the tables below.

mod flow;
mod geometry;
mod labels;
mod number;
mod text;
mod units;
mod weights;

use leptos::html;
use leptos::prelude::*;

use self::flow::{Way, example_of};
use self::geometry::{HEAD, LINE, Plan, Point};
use self::weights::Grown;
use super::scope_figure::round;
use super::state::Scope;
use super::words;
use crate::backprop::{Activation, Loss};
use crate::live_tr;
use crate::tr;

/// Below this scale the drawing scrolls in its frame rather than shrink: its texts would be too small to read.
const LEAST_SCALE: f64 = 0.74;

/// What the drawing is laid out by.
#[derive(Clone, Debug, PartialEq)]
struct Frame {
    sizes: Vec<usize>,
    /// Running means for each weight.
    moments: usize,
    /// And for each bias.
    bias_moments: usize,
    example: usize,
}

/// The network on the bench.
#[component]
pub fn Diagram() -> impl IntoView {
    let scope = Scope::get();
    let node = NodeRef::<html::Div>::new();
    follow_the_example(scope);
    follow_the_step(scope, node);
    let frame = Memo::new(move |_| {
        let example = scope.example.get();
        scope.shape.with(|shape| Frame {
            sizes: shape.sizes.clone(),
            moments: shape.moments,
            bias_moments: if shape.learn_biases { shape.moments } else { 0 },
            example,
        })
    });
    view! {
        <div class="net-frame" tabindex="0" role="group" aria-label=live_tr!("diagram.frame") node_ref=node>
            {move || frame.with(|frame| drawing(scope, frame))}
        </div>
        <p class="note net-legend">{live_tr!("diagram.legend")}</p>
    }
}

/// A drawing that is wider than its frame is moved sideways when what is shown is outside.
fn follow_the_step(scope: Scope, node: NodeRef<html::Div>) {
    Effect::new(move |_| {
        if scope.shown().is_none() {
            return;
        }
        let Some(frame) = node.get() else { return };
        // The marks of the latest step are set in this turn, too.
        request_animation_frame(move || {
            let Ok(Some(shown)) = frame.query_selector(".net-number.lit-target") else { return };
            let (around, place) = (frame.get_bounding_client_rect(), shown.get_bounding_client_rect());
            if place.left() < around.left() || place.right() > around.right() {
                let ahead = (place.left() + place.right() - around.left() - around.right()) / 2.0;
                frame.set_scroll_left(frame.scroll_left() + ahead.round() as i32);
            }
        });
    });
}

/// The lesson goes through the examples of a batch one by one: the drawing shows the one that it is at.
fn follow_the_example(scope: Scope) {
    Effect::new(move |_| {
        if let Some(example) = scope.shown().and_then(example_of)
            && scope.example.get_untracked() != example
        {
            scope.example.set(example);
        }
    });
}

fn drawing(scope: Scope, frame: &Frame) -> AnyView {
    let plan = Plan::new(&frame.sizes, 2 + frame.bias_moments);
    let moments = frame.moments;
    let largest = Memo::new(move |_| scope.record.with(|record| weights::largest(record)));
    let places = plan.clone();
    let grown = Memo::new(move |_| Grown::now(scope, &places, moments));
    let strokes = plan.lines.iter().map(|line| weights::stroke(scope, *line, moments, largest)).collect::<Vec<_>>();
    let dots = plan.lines.iter().map(|line| weights::dot(scope, *line)).collect::<Vec<_>>();
    let labels = plan.lines.iter().map(|line| weights::label(scope, &plan, *line, moments, grown)).collect::<Vec<_>>();
    let boxes = plan.columns.iter().enumerate().flat_map(|(layer, column)| {
        column.iter().enumerate().map(move |(unit, middle)| (layer, unit, *middle)).collect::<Vec<_>>()
    });
    let boxes = boxes
        .map(|(layer, unit, middle)| match layer {
            0 => units::input(scope, frame, &plan, unit, middle),
            _ => units::unit(scope, frame, &plan, layer, unit, middle),
        })
        .collect::<Vec<_>>();
    let view_box = format!("0 0 {:.0} {:.0}", plan.width, plan.height);
    let widths = format!("min-width:{:.0}px;max-width:{:.0}px", LEAST_SCALE * plan.width, 1.5 * plan.width);
    let shape = frame.sizes.iter().map(usize::to_string).collect::<Vec<_>>().join("-");
    view! {
        <svg class="net" viewBox=view_box style=widths role="img" aria-label=move || summary(scope, &shape)>
            {heads(scope, frame, &plan)}
            <g>{strokes}</g>
            {units::ending(scope, frame, &plan)}
            <g>{boxes}</g>
            <g class="net-labels">{labels}</g>
            <g>{dots}</g>
        </svg>
    }
    .into_any()
}

/// The network and the present step, for those who do not see the drawing; tracked.
fn summary(scope: Scope, shape: &str) -> String {
    let count = scope.steps.with(|steps| steps.len());
    let place = tr!("scope.stepper.place", step = scope.step.get(), count = count);
    let what = match scope.shown() {
        Some(quantity) => {
            let value = scope.value(quantity).map_or_else(|| "—".to_owned(), round);
            format!("{} = {value}", words::quantity(quantity))
        }
        None => tr!("diagram.nothing"),
    };
    tr!("diagram.label", network = shape, place = place, what = what)
}

/// What stands above the columns.
fn heads(scope: Scope, frame: &Frame, plan: &Plan) -> AnyView {
    let last = frame.sizes.len().saturating_sub(1);
    let mut heads = Vec::new();
    for (layer, column) in plan.columns.iter().enumerate() {
        let Some(x) = column.first().map(|middle| middle.x) else { continue };
        let name = move || match layer {
            0 => tr!("diagram.inputs"),
            _ if layer == last => tr!("diagram.outputs"),
            _ => tr!("diagram.layer", layer = layer),
        };
        heads.push(head(x, HEAD, name));
        if layer > 0 {
            heads.push(head(x, HEAD + LINE, move || function(scope, layer, layer == last)));
        }
    }
    if let Some(target) = plan.targets.first() {
        heads.push(head(target.x, HEAD, || tr!("diagram.targets")));
    }
    heads.push(head(plan.loss.x, HEAD, || tr!("diagram.loss")));
    heads.into_any()
}

fn head(x: f64, y: f64, words: impl Fn() -> String + Send + 'static) -> AnyView {
    view! {
        <text class="net-head" x=x y=y text-anchor="middle">
            {words}
        </text>
    }
    .into_any()
}

/// What a layer makes of its weighted sums: at the end a cross-entropy has its own function; tracked.
fn function(scope: Scope, layer: usize, last: bool) -> String {
    let (loss, own) = scope.shape.with(|shape| {
        let own = layer.checked_sub(1).and_then(|index| shape.activations.get(index).copied());
        (shape.loss, own.unwrap_or_default())
    });
    match loss {
        Loss::SoftmaxCrossEntropy if last => tr!("scope.activation.softmax"),
        Loss::SigmoidCrossEntropy if last => words::activation(Activation::Sigmoid),
        _ => words::activation(own),
    }
}

/// A dot on its way between two places. The browser moves it; at rest it cannot be seen.
fn traveller(scope: Scope, start: Point, end: Point, way: Memo<Option<Way>>) -> AnyView {
    // The name of the movement changes from step to step, as only that begins it anew.
    let turn = move || (scope.step.get() + scope.trail.with(Vec::len)) % 2;
    let class =
        move || way.get().map_or_else(|| "net-dot".to_owned(), |way| format!("net-dot {} turn-{}", way.code(), turn()));
    let distance = format!("--dx:{:.1}px;--dy:{:.1}px", end.x - start.x, end.y - start.y);
    view! { <circle class=class cx=start.x cy=start.y r="4.5" style=distance></circle> }.into_any()
}
