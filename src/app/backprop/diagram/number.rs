//! One number in the drawing: its short name, its value, and how it is lit. The pointer can use it; the keyboard has the
//! same number in the tables below.

use leptos::prelude::*;

use super::geometry::{LABEL, LINE, ROW};
use super::text::{DIGITS, NAME, fit, text_width};
use crate::app::backprop::scope_figure::{lit_class, point, role_class, round, unpoint};
use crate::app::backprop::state::{Lit, Scope};
use crate::app::backprop::words;
use crate::backprop::Quantity;

/// Space at both ends of a cell.
const PAD: f64 = 4.0;
/// Between the name and the value of a tag, as a share of the letters' size.
const SPACE: f64 = 0.35;
/// A tag with smaller letters than this leaves its name out.
const READABLE: f64 = 9.5;

/// A number's cell: its left edge, its width, and whether it is a row in a box rather than a line of small text.
#[derive(Clone, Copy)]
pub(super) struct Cell {
    pub(super) left: f64,
    pub(super) width: f64,
    pub(super) row: bool,
}

/// Where a tag stands: how it is moved and turned, and how long it may be.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    pub(super) transform: String,
    pub(super) length: f64,
}

/// How a tag is set.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Setting {
    size: f64,
    named: bool,
    width: f64,
}

impl Setting {
    /// As large as fits; what would be too small to read leaves its name out.
    fn new(name: &str, value: &str, length: f64) -> Self {
        let room = length - 2.0 * PAD;
        let both = text_width(name, 1.0) + SPACE + text_width(value, 1.0);
        let size = (room / both.max(0.1)).min(NAME);
        if size >= READABLE {
            Self { size, named: true, width: both * size + 2.0 * PAD }
        } else {
            let size = fit(value, room, NAME);
            Self { size, named: false, width: text_width(value, size) + 2.0 * PAD }
        }
    }
}

/// A number as the signals of the microscope have it. Many of them follow each edit: nothing is worked out twice.
#[derive(Clone, Copy)]
struct Shown {
    scope: Scope,
    quantity: Quantity,
    value: Memo<Option<f64>>,
    /// Rounded for the eye; empty while it is not known.
    text: Memo<String>,
}

impl Shown {
    fn new(scope: Scope, quantity: Quantity) -> Self {
        let value = Memo::new(move |_| scope.value(quantity));
        let text = Memo::new(move |_| value.get().map(round).unwrap_or_default());
        Self { scope, quantity, value, text }
    }

    /// What all numbers share: how they are lit, what they say when they are asked, what pointer and click do. Without
    /// a place it is hidden.
    fn placed(self, place: Memo<Option<String>>, inner: AnyView) -> AnyView {
        let Self { scope, quantity, value, .. } = self;
        let role = role_class(&quantity.role());
        let lit = Memo::new(move |_| scope.lit(quantity));
        let pointed = Memo::new(move |_| scope.pointed.get() == Some(quantity));
        let class =
            move || format!("net-number {role}{}{}", lit_class(lit.get()), if pointed.get() { " pointed" } else { "" });
        let exact = Memo::new(move |_| value.get().map(|value| value.to_string()).unwrap_or_default());
        let name = Memo::new(move |_| words::quantity(quantity));
        // The digits are only read under the pointer.
        let title = move || {
            let name = name.get();
            let exact = if pointed.get() { exact.get() } else { String::new() };
            if exact.is_empty() { name } else { format!("{name} = {exact}") }
        };
        let transform = move || place.get().unwrap_or_default();
        let display = move || if place.with(Option::is_some) { "" } else { "display:none" };
        view! {
            <g
                class=class
                style=display
                transform=transform
                data-quantity=quantity.name()
                data-value=move || exact.get()
                on:click=move |_| scope.open(quantity)
                on:pointerenter=move |_| point(scope, quantity)
                on:pointerleave=move |_| unpoint(scope, quantity)
            >
                <title>{title}</title>
                {inner}
            </g>
        }
        .into_any()
    }
}

/// A number whose middle is at this height; without one it is hidden.
pub(super) fn number(scope: Scope, quantity: Quantity, cell: Cell, middle: Signal<Option<f64>>) -> AnyView {
    let shown = Shown::new(scope, quantity);
    let short = short_name(quantity);
    let room = cell.width - 3.0 * PAD - text_width(&short, NAME);
    let text = shown.text;
    let place = Memo::new(move |_| middle.get().map(|middle| format!("translate({:.1} {middle:.1})", cell.left)));
    let tall = if cell.row { ROW } else { LINE };
    let (top, right) = (-tall / 2.0, cell.width - PAD);
    let inner = view! {
        <rect class="net-cell" x="0" y=top width=cell.width height=tall rx="3"></rect>
        <text class="net-name" x=PAD y="4" font-size=NAME>
            {short}
        </text>
        // In one go: each closure of a view is woken by itself.
        {move || {
            let text = text.get();
            let size = format!("{:.1}", fit(&text, room, DIGITS));
            view! {
                <text class="net-value" x=right y="4" text-anchor="end" font-size=size>
                    {text}
                </text>
            }
        }}
    };
    shown.placed(place, inner.into_any())
}

/// A number beside the line that it belongs to: name and value next to each other, as close as can be.
pub(super) fn tag(scope: Scope, quantity: Quantity, place: Memo<Option<Place>>) -> AnyView {
    let shown = Shown::new(scope, quantity);
    let short = short_name(quantity);
    let text = shown.text;
    let transform = Memo::new(move |_| place.with(|place| place.as_ref().map(|place| place.transform.clone())));
    let top = -LINE / 2.0;
    let inner = move || {
        let text = text.get();
        let length = place.with(|place| place.as_ref().map_or(LABEL, |place| place.length));
        let Setting { size, named, width } = Setting::new(&short, &text, length);
        let [size, left, width] = [size, width / -2.0, width].map(|number| format!("{number:.1}"));
        let (unnamed, space) = if named { ("", format!("{SPACE}em")) } else { ("display:none", "0".to_owned()) };
        view! {
            <rect class="net-cell" x=left y=top width=width height=LINE rx="3"></rect>
            <text y="4" text-anchor="middle" font-size=size>
                <tspan class="net-name" style=unnamed>
                    {short.clone()}
                </tspan>
                <tspan class="net-value" dx=space>
                    {text}
                </tspan>
            </text>
        }
    };
    shown.placed(transform, inner.into_any())
}

/// A line of text that appears when its number is known.
pub(super) fn line(scope: Scope, quantity: Quantity, cell: Cell, middle: f64) -> AnyView {
    let place = Memo::new(move |_| scope.known(quantity).then_some(middle));
    number(scope, quantity, cell, place.into())
}

/// A row in a box: there is always a number here, even before it is known.
pub(super) fn row(scope: Scope, quantity: Quantity, cell: Cell, middle: f64) -> AnyView {
    number(scope, quantity, cell, Signal::stored(Some(middle)))
}

/// A row that two numbers share: the later one as soon as it is known, unless the earlier one is wanted just now.
pub(super) fn shared_row(scope: Scope, earlier: Quantity, later: Quantity, cell: Cell, middle: f64) -> AnyView {
    let moved_on = Memo::new(move |_| {
        let wanted = scope.lit(earlier) != Lit::Dark || scope.pointed.get() == Some(earlier);
        scope.known(later) && (scope.lit(later) != Lit::Dark || !wanted)
    });
    let before = Memo::new(move |_| (!moved_on.get()).then_some(middle));
    let after = Memo::new(move |_| moved_on.get().then_some(middle));
    view! {
        {number(scope, earlier, cell, before.into())}
        {number(scope, later, cell, after.into())}
    }
    .into_any()
}

/// As short as it can be said: where it stands tells the layer. ∂w is short for ∂L/∂w.
fn short_name(quantity: Quantity) -> String {
    let letter = match quantity {
        Quantity::Input { .. } => "x",
        Quantity::Target { .. } => "y",
        Quantity::Weight { .. } => "w",
        Quantity::Bias { .. } => "b",
        Quantity::Z { .. } => "z",
        Quantity::A { .. } => "a",
        Quantity::Loss => "L",
        Quantity::Delta { .. } => "δ",
        Quantity::WeightGradient { .. } => "∂w",
        Quantity::BiasGradient { .. } => "∂b",
        Quantity::InputGradient { .. } => "∂x",
        Quantity::FirstMoment(_) => "m",
        Quantity::SecondMoment(_) => "v",
        Quantity::NewWeight { .. } => "w⁺",
        Quantity::NewBias { .. } => "b⁺",
        Quantity::NewZ { .. } => "z⁺",
        Quantity::NewA { .. } => "a⁺",
        Quantity::NewLoss => "L⁺",
    };
    let below: String = quantity.parts().subscript.chars().map(lowered).collect();
    format!("{letter}{below}")
}

fn lowered(digit: char) -> char {
    const LOWERED: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
    digit.to_digit(10).and_then(|digit| LOWERED.get(digit as usize)).copied().unwrap_or(digit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_tag_fits_its_place_and_leaves_its_name_out_before_it_gets_too_small() {
        for (value, length) in [("2", 50.0), ("−0.02274", 96.0), ("0.0004386", 62.0), ("−3.513·10⁻⁵", 50.0)] {
            let setting = Setting::new("∂w₁₁", value, length);
            assert!(setting.width <= length + 1e-9, "{value}");
            assert!(!setting.named || setting.size >= READABLE, "{value}");
        }
        assert!(Setting::new("w₁₁", "0.15", 62.0).named);
        assert!(!Setting::new("∂w₁₁", "0.0004386", 62.0).named);
    }

    #[wasm_bindgen_test]
    fn names_are_short_and_count_from_one() {
        assert_eq!(short_name(Quantity::Weight { layer: 1, to: 1, from: 0 }), "w₂₁");
        assert_eq!(short_name(Quantity::WeightGradient { layer: 2, to: 0, from: 2 }), "∂w₁₃");
        assert_eq!(short_name(Quantity::NewBias { layer: 1, unit: 5 }), "b⁺₆");
        assert_eq!(short_name(Quantity::Loss), "L");
    }
}
