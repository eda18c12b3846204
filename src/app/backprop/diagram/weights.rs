//! The weights: a line each, as wide as the weight is large, dashed below zero, with a label where there is room for it.
//! A label that is shown or pointed at may need a larger board; those that it would touch give way.

use leptos::prelude::*;

use super::flow::along_weight;
use super::geometry::{LINE, Line, Plan, thickness};
use super::labels::Slab;
use super::number::{Place, tag};
use crate::app::backprop::scope_figure::{point, role_class, unpoint};
use crate::app::backprop::state::{Lit, Scope};
use crate::backprop::{Bench, Parameter, Quantity, Record};

/// Everything that there is to know about one weight, in the order in which a label lists it.
fn about(line: Line, moments: usize) -> Vec<Quantity> {
    let Line { layer, to, from, .. } = line;
    let parameter = Parameter::Weight { layer, to, from };
    let mut about = vec![Quantity::Weight { layer, to, from }, Quantity::WeightGradient { layer, to, from }];
    about.extend([Quantity::FirstMoment(parameter), Quantity::SecondMoment(parameter)].into_iter().take(moments));
    about.push(Quantity::NewWeight { layer, to, from });
    about
}

/// The weight that a number belongs to: layer, to, from.
fn weight_of(quantity: Quantity) -> Option<(usize, usize, usize)> {
    match quantity {
        Quantity::Weight { layer, to, from }
        | Quantity::WeightGradient { layer, to, from }
        | Quantity::NewWeight { layer, to, from }
        | Quantity::FirstMoment(Parameter::Weight { layer, to, from })
        | Quantity::SecondMoment(Parameter::Weight { layer, to, from }) => Some((layer, to, from)),
        _ => None,
    }
}

/// Of all weights, old and new, the one that is furthest from 0.
pub(super) fn largest(record: &Record) -> f64 {
    let weights = |bench: &Bench| {
        let all = bench.network.layers.iter().flat_map(|layer| layer.weights.iter());
        all.map(|weight| weight.abs()).filter(|weight| weight.is_finite()).fold(0.0, f64::max)
    };
    weights(&record.bench).max(weights(&record.after))
}

/// A label that is shown or pointed at, on its board.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Grown {
    place: (usize, usize, usize),
    /// It is the one that is shown. One that is only pointed at must not move away from the pointer.
    shown: bool,
    board: Slab,
}

impl Grown {
    /// The label of what is shown, and that of what the pointer is at; tracked.
    pub(super) fn now(scope: Scope, plan: &Plan, moments: usize) -> Vec<Self> {
        let shown = scope.shown().and_then(weight_of);
        let pointed = scope.pointed.get().filter(|quantity| scope.known(*quantity)).and_then(weight_of);
        let pointed = pointed.filter(|place| Some(*place) != shown);
        let grown = |(place, shown): (Option<(usize, usize, usize)>, bool)| {
            let place = place?;
            let line = plan.lines.iter().find(|line| place_of(line) == place)?;
            let count = listed(scope, &about(*line, moments), line.roomy).len();
            Some(Self { place, shown, board: line.board(shown, count, plan.height) })
        };
        [(shown, true), (pointed, false)].into_iter().filter_map(grown).collect()
    }

    fn is_of(&self, line: &Line) -> bool {
        self.place == place_of(line)
    }

    fn covers(&self, line: &Line) -> bool {
        self.place.0 == line.layer && self.board.apart(&line.label) < 0.0
    }
}

fn place_of(line: &Line) -> (usize, usize, usize) {
    (line.layer, line.to, line.from)
}

/// What a label lists now: what is lit or pointed at, else the newest number if there is room; tracked.
fn listed(scope: Scope, about: &[Quantity], roomy: bool) -> Vec<Quantity> {
    let pointed = scope.pointed.get();
    let wanted = |quantity: &Quantity| scope.lit(*quantity) != Lit::Dark || pointed == Some(*quantity);
    let found: Vec<Quantity> = about.iter().copied().filter(|q| wanted(q) && scope.known(*q)).collect();
    if !found.is_empty() || !roomy {
        return found;
    }
    newest(scope, about).into_iter().collect()
}

/// The latest of weight, gradient and new weight; tracked.
fn newest(scope: Scope, about: &[Quantity]) -> Option<Quantity> {
    let moment = |quantity: &Quantity| matches!(quantity, Quantity::FirstMoment(_) | Quantity::SecondMoment(_));
    about.iter().rev().copied().find(|quantity| !moment(quantity) && scope.known(*quantity))
}

/// The line itself, with a broad one below it that lights up and that the pointer finds.
pub(super) fn stroke(scope: Scope, line: Line, moments: usize, largest: Memo<f64>) -> AnyView {
    let Line { layer, to, from, start, end, .. } = line;
    let (old, new) = (Quantity::Weight { layer, to, from }, Quantity::NewWeight { layer, to, from });
    let about = StoredValue::new(about(line, moments));
    let weight = Memo::new(move |_| scope.value(new).or_else(|| scope.value(old)).unwrap_or_default());
    let width = move || format!("{:.2}", thickness(weight.get(), largest.get()));
    let sign = move || match weight.get() {
        weight if weight < 0.0 => "net-weight negative",
        0.0 => "net-weight nothing",
        _ => "net-weight",
    };
    let glow = Memo::new(move |_| about.with_value(|about| glow(scope, about)));
    let present = move || untrack(|| about.with_value(|about| newest(scope, about))).unwrap_or(old);
    view! {
        <g class="net-line">
            <line
                class=move || glow.get()
                x1=start.x
                y1=start.y
                x2=end.x
                y2=end.y
                on:click=move |_| scope.open(present())
                on:pointerenter=move |_| point(scope, present())
                on:pointerleave=move |_| {
                    about.with_value(|about| about.iter().for_each(|quantity| unpoint(scope, *quantity)));
                }
            ></line>
            <line class=sign stroke-width=width x1=start.x y1=start.y x2=end.x y2=end.y></line>
        </g>
    }
    .into_any()
}

/// How the line of a weight is lit: as the brightest of its numbers; tracked.
fn glow(scope: Scope, about: &[Quantity]) -> String {
    let pointed = scope.pointed.get().is_some_and(|pointed| about.contains(&pointed));
    let lit = |wanted: Lit| about.iter().find(|quantity| scope.lit(**quantity) == wanted);
    let (class, quantity) = match (lit(Lit::Target), lit(Lit::Source)) {
        (Some(target), _) => (" lit-target", Some(target)),
        (None, Some(source)) => (" lit-source", Some(source)),
        (None, None) => ("", None),
    };
    let role = quantity.map_or("", |quantity| role_class(&quantity.role()));
    format!("net-glow {role}{class}{}", if pointed { " pointed" } else { "" })
}

/// The label of a weight.
pub(super) fn label(scope: Scope, plan: &Plan, line: Line, moments: usize, grown: Memo<Vec<Grown>>) -> AnyView {
    let about = about(line, moments);
    let all = about.clone();
    let shown = Memo::new(move |_| {
        let covered = grown.with(|grown| {
            let own = grown.iter().any(|grown| grown.is_of(&line));
            !own && grown.iter().any(|grown| grown.covers(&line))
        });
        if covered { Vec::new() } else { listed(scope, &all, line.roomy) }
    });
    let height = plan.height;
    let board = Memo::new(move |_| {
        let asked = grown.with(|grown| grown.iter().any(|grown| grown.shown && grown.is_of(&line)));
        line.board(asked, shown.with(Vec::len), height)
    });
    let numbers = about
        .into_iter()
        .map(|quantity| {
            let place = Memo::new(move |_| {
                let row = shown.with(|shown| shown.iter().position(|listed| *listed == quantity))?;
                Some(place_on(&board.get(), row))
            });
            tag(scope, quantity, place)
        })
        .collect::<Vec<_>>();
    let class = if line.is_beside() { "net-label" } else { "net-label filled" };
    view! { <g class=class>{numbers}</g> }.into_any()
}

/// Where a row of a board is.
fn place_on(board: &Slab, row: usize) -> Place {
    let Slab { middle, angle, length, height } = *board;
    let down = (row as f64 + 0.5) * LINE - height / 2.0;
    let turn = angle.to_degrees();
    Place {
        transform: format!("translate({:.1} {:.1}) rotate({turn:.2}) translate(0 {down:.1})", middle.x, middle.y),
        length,
    }
}

/// What travels along the line of a weight.
pub(super) fn dot(scope: Scope, line: Line) -> AnyView {
    let way = Memo::new(move |_| scope.shown().and_then(|target| along_weight(target, line.layer, line.to, line.from)));
    super::traveller(scope, line.start, line.end, way)
}
