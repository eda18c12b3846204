//! The drawing of the network: the picture, stacks of feature maps, columns of units, and everything that joins them.
//!
//! It lies behind the list of layers, column upon column; `style/model.css` knows the same widths and heights.

use leptos::prelude::*;

use super::shapes::{conv_stages, dense_layers};
use crate::app::names;
use crate::app::state::App;
use crate::dataset::DataSet;
use crate::live_tr;
use crate::network::{Activation, Architecture};

/// Width of a column.
const COLUMN: f64 = 174.0;
/// Height of the drawing.
const HEIGHT: f64 = 188.5;
/// Where the middle of every column is; above it there is room for the activation's curve.
const MIDDLE: f64 = 106.0;
/// Distance between two units.
const GAP: f64 = 15.0;
/// Radius of a unit.
const RADIUS: f64 = 4.5;
/// Units that are drawn at most; the rest is left to imagination.
const MOST: usize = 10;
/// Side of a pixel.
const PIXEL: f64 = 2.4;
/// How far each sheet of a stack looks out behind the one before it.
const BEHIND: f64 = 3.0;
/// Sheets that are drawn at most.
const SHEETS: usize = 5;
/// Distance between the maps before pooling and those after it.
const APART: f64 = 10.0;

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Column {
    /// The picture that comes in.
    Picture { side: f64 },
    /// Feature maps, before and after pooling.
    Maps { sheets: usize, side: f64, pooled: f64 },
    /// Dense units.
    Units { units: usize, output: bool },
}

/// Sheets one behind the other; place and side are those of the front one.
#[derive(Clone, Copy)]
struct Stack {
    left: f64,
    side: f64,
    sheets: usize,
}

/// The network that the settings describe.
#[component]
pub(super) fn Sketch() -> impl IntoView {
    let app = App::get();
    let network = Memo::new(move |_| app.link.with(|link| link.setup.architecture()));
    let columns = Memo::new(move |_| network.with(columns));
    let view_box = move || format!("0 0 {} {HEIGHT}", COLUMN * columns.with(Vec::len) as f64);
    let shapes = move || columns.with(|columns| columns.iter().enumerate().map(shape).collect::<Vec<_>>());
    let bends = move || {
        let activation = network.with(|network| network.activation);
        columns.with(|columns| bends(columns, activation))
    };
    let classes = move || {
        let data = app.link.with(|link| link.setup.data);
        columns.with(|columns| classes(columns, data))
    };
    view! {
        <svg
            class="diagram-drawing"
            viewBox=view_box
            role="img"
            aria-label=live_tr!("model.sketch", network = network.with(Architecture::summary))
        >
            <path class="diagram-wires" d=move || columns.with(|columns| wires(columns))></path>
            <g class="diagram-shapes">{shapes}</g>
            <path class="diagram-windows" d=move || columns.with(|columns| windows(columns))></path>
            <g class="diagram-bends">{bends}</g>
            <g class="diagram-classes">{classes}</g>
        </svg>
    }
}

fn columns(network: &Architecture) -> Vec<Column> {
    let mut columns = vec![Column::Picture { side: PIXEL * network.input.width as f64 }];
    columns.extend(conv_stages(network).iter().map(|stage| Column::Maps {
        sheets: stage.maps.channels.div_ceil(4).clamp(1, SHEETS),
        side: PIXEL * stage.maps.width as f64,
        pooled: PIXEL * stage.pooled.width as f64,
    }));
    let dense = dense_layers(network);
    let last = dense.len().saturating_sub(1);
    let dense = dense.into_iter().enumerate();
    columns.extend(dense.map(|(index, (_, units))| Column::Units { units, output: index == last }));
    columns
}

/// The middle of a column.
fn centre(index: usize) -> f64 {
    COLUMN * (index as f64 + 0.5)
}

/// Where units are drawn: all when they are few, otherwise some above and some below a gap.
fn heights(units: usize) -> Vec<f64> {
    let slots = if units > MOST { MOST - 1 } else { units };
    let gap = (units > MOST).then_some(slots / 2);
    let height = |slot: usize| MIDDLE + GAP * (slot as f64 - (slots as f64 - 1.0) / 2.0);
    (0..slots).filter(|slot| Some(*slot) != gap).map(height).collect()
}

/// The sheets of a column, from left to right.
fn stacks(index: usize, column: Column) -> Vec<Stack> {
    let x = centre(index);
    match column {
        Column::Picture { side } => vec![Stack { left: x - side / 2.0, side, sheets: 1 }],
        Column::Maps { sheets, side, pooled } => {
            let behind = BEHIND * sheets.saturating_sub(1) as f64;
            let left = x - (side + pooled + APART + 2.0 * behind) / 2.0;
            let right = left + side + behind + APART;
            vec![Stack { left, side, sheets }, Stack { left: right, side: pooled, sheets }]
        }
        Column::Units { .. } => Vec::new(),
    }
}

/// Where lines leave a column.
fn exits(index: usize, column: Column) -> Vec<(f64, f64)> {
    if let Column::Units { units, .. } = column {
        return heights(units).into_iter().map(|y| (centre(index) + RADIUS, y)).collect();
    }
    let Some(stack) = stacks(index, column).pop() else { return Vec::new() };
    let edge = |part: i32| (stack.left + stack.side, MIDDLE + stack.side * (f64::from(part) / 4.0 - 0.5));
    (0..=4).map(edge).collect()
}

/// The weights of the dense layers: everything on the left is joined with every unit on the right.
fn wires(columns: &[Column]) -> String {
    let mut path = String::new();
    for (index, pair) in columns.windows(2).enumerate() {
        let [left, Column::Units { units, .. }] = pair else { continue };
        let end = centre(index + 1) - RADIUS;
        for (x, y) in exits(index, *left) {
            for height in heights(*units) {
                path.push_str(&format!("M{x:.1} {y:.1}L{end:.1} {height:.1}"));
            }
        }
    }
    path
}

/// What one value of a map looks at: a window of 3 × 3 for a convolution, of 2 × 2 for pooling.
fn windows(columns: &[Column]) -> String {
    let stacks: Vec<Stack> = columns.iter().enumerate().flat_map(|(index, column)| stacks(index, *column)).collect();
    let mut path = String::new();
    for (index, pair) in stacks.windows(2).enumerate() {
        let [from, to] = pair else { continue };
        // Picture, maps, pooled, maps, pooled …
        let side = PIXEL * if index.is_multiple_of(2) { 3.0 } else { 2.0 };
        let (x, y) = spot(*from);
        let (left, top, right, bottom) = (x - side / 2.0, y - side / 2.0, x + side / 2.0, y + side / 2.0);
        let (to_x, to_y) = spot(*to);
        path.push_str(&format!("M{left:.1} {top:.1}H{right:.1}V{bottom:.1}H{left:.1}Z"));
        path.push_str(&format!("M{right:.1} {top:.1}L{to_x:.1} {to_y:.1}L{right:.1} {bottom:.1}"));
    }
    path
}

/// The place on a map that the windows show.
fn spot(stack: Stack) -> (f64, f64) {
    (stack.left + 0.6 * stack.side, MIDDLE + 0.15 * stack.side)
}

fn shape((index, column): (usize, &Column)) -> AnyView {
    match *column {
        Column::Units { units, .. } => {
            let x = centre(index);
            let drawn = heights(units).into_iter().map(|y| dot(x, y, RADIUS, "diagram-unit"));
            let rest = [-5.0, 0.0, 5.0].into_iter().filter(|_| units > MOST);
            drawn.chain(rest.map(|y| dot(x, MIDDLE + y, 1.2, "diagram-rest"))).collect::<Vec<_>>().into_any()
        }
        column => stacks(index, column).into_iter().map(sheets).collect::<Vec<_>>().into_any(),
    }
}

fn dot(x: f64, y: f64, radius: f64, class: &'static str) -> AnyView {
    view! { <circle class=class cx=x.to_string() cy=y.to_string() r=radius.to_string()></circle> }.into_any()
}

fn sheets(stack: Stack) -> AnyView {
    let Stack { left, side, sheets } = stack;
    let top = MIDDLE - side / 2.0;
    // The last one first, so that the front one covers it.
    (0..sheets)
        .rev()
        .map(|sheet| {
            let shift = BEHIND * sheet as f64;
            let side = side.to_string();
            view! {
                <rect
                    x=(left + shift).to_string()
                    y=(top - shift).to_string()
                    width=side.clone()
                    height=side
                    rx="2"
                ></rect>
            }
        })
        .collect::<Vec<_>>()
        .into_any()
}

/// The curve of the activation above each layer that has one.
fn bends(columns: &[Column], activation: Activation) -> Vec<AnyView> {
    let (curve, axis) = match activation {
        Activation::Relu => ("M0 12H13L26 0", "M0 12H26"),
        Activation::Tanh => ("M0 12C13 12 13 0 26 0", "M0 6H26"),
        Activation::Sigmoid => ("M0 12C13 12 13 1 26 1", "M0 13H26"),
        Activation::Gelu => ("M0 10.5C6 10.5 8 12.5 13 11.5C18 10 20 6 26 0", "M0 10.5H26"),
    };
    let bent = |column: &Column| matches!(column, Column::Maps { .. } | Column::Units { output: false, .. });
    let places = columns.iter().enumerate().filter(|(_, column)| bent(column)).map(|(index, _)| centre(index) - 13.0);
    places
        .map(|x| {
            view! {
                <g transform=format!("translate({x:.1} 6)")>
                    <path class="diagram-axis" d=axis></path>
                    <path d=curve></path>
                </g>
            }
            .into_any()
        })
        .collect()
}

/// The class that each output unit stands for, when all of them are drawn.
fn classes(columns: &[Column], data: DataSet) -> Vec<AnyView> {
    let Some(Column::Units { units, output: true }) = columns.last() else { return Vec::new() };
    let x = centre(columns.len() - 1) + RADIUS + 7.0;
    let drawn = if *units > MOST { Vec::new() } else { heights(*units) };
    let label = |(unit, y): (usize, f64)| {
        view! {
            <text x=x.to_string() y=(y + 3.8).to_string()>
                {names::class(data, unit)}
            </text>
        }
        .into_any()
    };
    drawn.into_iter().enumerate().map(label).collect()
}
