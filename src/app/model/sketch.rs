//! A drawing of the network: columns of units, stacks of feature maps, and everything that joins them.

use leptos::prelude::*;

use crate::app::state::App;
use crate::network::{Architecture, Layer};
use crate::tr;

/// Distance between two columns.
const STEP: f64 = 118.0;
/// Height of the drawing without its captions.
const HEIGHT: f64 = 168.0;
/// Distance between two units.
const GAP: f64 = 15.0;
/// Units that are drawn at most; the rest is left to imagination.
const MOST: usize = 9;

/// One layer of the drawing.
#[derive(Clone, PartialEq)]
enum Column {
    /// A picture or a stack of feature maps: how many sheets and how large.
    Maps { sheets: usize, side: f64, caption: String },
    /// Dense units.
    Units { drawn: usize, all: usize },
}

/// The network that the settings describe.
#[component]
pub fn Sketch() -> impl IntoView {
    let app = App::get();
    let network = Memo::new(move |_| app.link.with(|link| link.setup.architecture()));
    let columns = Memo::new(move |_| network.with(columns));
    let view_box = move || {
        let width = STEP * columns.with(Vec::len) as f64;
        format!("0 0 {width} {}", HEIGHT + 26.0)
    };
    let links = move || columns.with(|columns| columns.windows(2).enumerate().map(links).collect::<Vec<_>>());
    let shapes = move || columns.with(|columns| columns.iter().enumerate().map(shape).collect::<Vec<_>>());
    view! {
        <svg
            class="sketch"
            viewBox=view_box
            role="img"
            aria-label=move || tr!("model.sketch", network = network.with(Architecture::summary))
        >
            <g class="sketch-links">{links}</g>
            {shapes}
        </svg>
    }
}

fn columns(network: &Architecture) -> Vec<Column> {
    let input = network.input;
    let picture = format!("{} × {}", input.height, input.width);
    let mut columns = vec![Column::Maps { sheets: input.channels, side: 84.0, caption: picture }];
    for layer in network.layers() {
        match layer {
            Layer::Conv { input, channels } => columns.push(Column::Maps {
                sheets: channels.div_ceil(4),
                side: 84.0 * input.width as f64 / network.input.width.max(1) as f64,
                caption: format!("{channels} × {} × {}", input.height, input.width),
            }),
            Layer::Dense { units, .. } => columns.push(Column::Units { drawn: units.min(MOST), all: units }),
            Layer::MaxPool { .. } | Layer::Activation | Layer::Dropout { .. } => {}
        }
    }
    columns
}

/// The middle of a column.
fn centre(index: usize) -> f64 {
    STEP * (index as f64 + 0.5)
}

/// The points at which lines meet a column.
fn joints(column: &Column) -> Vec<f64> {
    match column {
        Column::Maps { side, .. } => vec![(HEIGHT - side) / 2.0, HEIGHT / 2.0, (HEIGHT + side) / 2.0],
        Column::Units { drawn, .. } => (0..*drawn).map(|unit| height_of(unit, *drawn)).collect(),
    }
}

fn height_of(unit: usize, drawn: usize) -> f64 {
    HEIGHT / 2.0 + GAP * (unit as f64 - (drawn as f64 - 1.0) / 2.0)
}

/// Half the width of what stands in a column.
fn reach(column: &Column) -> f64 {
    match column {
        Column::Maps { side, .. } => side / 2.0,
        Column::Units { .. } => 4.5,
    }
}

/// All lines between two neighbours, as one path.
fn links((index, pair): (usize, &[Column])) -> impl IntoView + use<> {
    let mut path = String::new();
    if let [left, right] = pair {
        let (from, to) = (centre(index) + reach(left), centre(index + 1) - reach(right));
        for start in joints(left) {
            for end in joints(right) {
                path.push_str(&format!("M{from:.1} {start:.1}L{to:.1} {end:.1}"));
            }
        }
    }
    view! { <path d=path></path> }
}

fn shape((index, column): (usize, &Column)) -> AnyView {
    let x = centre(index);
    let (drawing, caption) = match column {
        Column::Maps { sheets, side, caption } => (maps(x, *sheets, *side).into_any(), caption.clone()),
        Column::Units { drawn, all } => {
            let dots = (0..*drawn)
                .map(|unit| view! { <circle cx=x.to_string() cy=height_of(unit, *drawn).to_string() r="4.5"></circle> })
                .collect::<Vec<_>>();
            (dots.into_any(), all.to_string())
        }
    };
    view! {
        <g class="sketch-column">
            {drawing}
            <text x=x.to_string() y=(HEIGHT + 18.0).to_string() text-anchor="middle">
                {caption}
            </text>
        </g>
    }
    .into_any()
}

/// Sheets one behind the other.
fn maps(x: f64, sheets: usize, side: f64) -> impl IntoView {
    let shown = sheets.clamp(1, 5);
    (0..shown)
        .rev()
        .map(|sheet| {
            let shift = 3.0 * sheet as f64;
            view! {
                <rect
                    x=(x - side / 2.0 + shift).to_string()
                    y=((HEIGHT - side) / 2.0 - shift).to_string()
                    width=side.to_string()
                    height=side.to_string()
                    rx="2"
                ></rect>
            }
        })
        .collect::<Vec<_>>()
}
