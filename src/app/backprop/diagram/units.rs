//! The boxes: inputs, units with their weighted sum above and their output below, targets and the loss.

use leptos::prelude::*;

use super::Frame;
use super::flow::along_output;
use super::geometry::{ABOVE, LINE, Plan, Point, ROW, TARGET};
use super::number::{Cell, line, row, shared_row};
use super::traveller;
use crate::app::backprop::state::Scope;
use crate::backprop::{Parameter, Quantity};

/// An outline of so many rows.
fn outline(middle: Point, width: f64, rows: usize) -> AnyView {
    let tall = rows as f64 * ROW;
    let (left, top) = (middle.x - width / 2.0, middle.y - tall / 2.0);
    let right = left + width;
    let middle = middle.y;
    view! {
        <rect class="net-box" x=left y=top width=width height=tall rx="7"></rect>
        {(rows == 2).then(|| view! { <line class="net-rule" x1=left y1=middle x2=right y2=middle></line> })}
    }
    .into_any()
}

fn cell(middle: Point, width: f64, row: bool) -> Cell {
    Cell { left: middle.x - width / 2.0, width, row }
}

/// An input, with ∂L/∂x below it.
pub(super) fn input(scope: Scope, frame: &Frame, plan: &Plan, unit: usize, middle: Point) -> AnyView {
    let example = frame.example;
    let below = middle.y + (ROW + LINE) / 2.0;
    let width = plan.boxes;
    view! {
        <g class="net-unit">
            {outline(middle, width, 1)}
            {row(scope, Quantity::Input { example, unit }, cell(middle, width, true), middle.y)}
            {line(scope, Quantity::InputGradient { example, unit }, cell(middle, width, false), below)}
        </g>
    }
    .into_any()
}

/// A unit: z and a in its box, its bias above, its error and the bias's gradient below.
pub(super) fn unit(scope: Scope, frame: &Frame, plan: &Plan, layer: usize, unit: usize, middle: Point) -> AnyView {
    let example = frame.example;
    let width = plan.boxes;
    let (wide, small) = (cell(middle, width, true), cell(middle, width, false));
    let bias = Parameter::Bias { layer, unit };
    let z = (Quantity::Z { example, layer, unit }, Quantity::NewZ { example, layer, unit });
    let a = (Quantity::A { example, layer, unit }, Quantity::NewA { example, layer, unit });
    let above = [Quantity::NewBias { layer, unit }, Quantity::Bias { layer, unit }];
    let mut below = vec![Quantity::Delta { example, layer, unit }, Quantity::BiasGradient { layer, unit }];
    below.extend([Quantity::FirstMoment(bias), Quantity::SecondMoment(bias)].into_iter().take(frame.bias_moments));
    let top = middle.y - ROW - ABOVE as f64 * LINE;
    let at = |start: f64, index: usize| start + (index as f64 + 0.5) * LINE;
    let above = above.into_iter().enumerate().map(|(i, q)| line(scope, q, small, at(top, i))).collect::<Vec<_>>();
    let below = below.into_iter().enumerate().map(|(i, q)| line(scope, q, small, at(middle.y + ROW, i)));
    let below = below.collect::<Vec<_>>();
    view! {
        <g class="net-unit">
            {outline(middle, width, 2)}
            {shared_row(scope, z.0, z.1, wide, middle.y - ROW / 2.0)}
            {shared_row(scope, a.0, a.1, wide, middle.y + ROW / 2.0)}
            {above}
            {below}
        </g>
    }
    .into_any()
}

/// The targets, the loss, and what joins them with the outputs.
pub(super) fn ending(scope: Scope, frame: &Frame, plan: &Plan) -> AnyView {
    let (example, depth) = (frame.example, frame.sizes.len().saturating_sub(1));
    let outputs = plan.columns.last().cloned().unwrap_or_default();
    let end = Point { x: plan.loss.x - plan.boxes / 2.0, y: plan.loss.y };
    let mut wires = Vec::new();
    for (output, (from, target)) in outputs.iter().zip(&plan.targets).enumerate() {
        let way = Memo::new(move |_| scope.shown().and_then(|shown| along_output(shown, depth, output)));
        let starts =
            [Point { x: from.x + plan.boxes / 2.0, y: from.y }, Point { x: target.x + TARGET / 2.0, y: target.y }];
        for start in starts {
            wires.push(view! {
                <line class="net-wire" x1=start.x y1=start.y x2=end.x y2=end.y></line>
                {traveller(scope, start, end, way)}
            });
        }
    }
    let targets = plan.targets.iter().enumerate().map(|(unit, middle)| {
        let target = row(scope, Quantity::Target { example, unit }, cell(*middle, TARGET, true), middle.y);
        view! {
            <g class="net-unit target">
                {outline(*middle, TARGET, 1)}
                {target}
            </g>
        }
    });
    let targets = targets.collect::<Vec<_>>();
    let (loss, width) = (plan.loss, plan.boxes);
    let wide = cell(loss, width, true);
    view! {
        <g>{wires}</g>
        {targets}
        <g class="net-unit loss">
            {outline(loss, width, 2)}
            {row(scope, Quantity::Loss, wide, loss.y - ROW / 2.0)}
            {row(scope, Quantity::NewLoss, wide, loss.y + ROW / 2.0)}
        </g>
    }
    .into_any()
}
