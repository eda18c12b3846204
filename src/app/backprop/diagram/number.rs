//! One number in the drawing: its short name, its value, and how it is lit. The pointer can use it; the keyboard has the
//! same number in the tables below.

use leptos::prelude::*;

use super::geometry::{DIGITS, LINE, NAME, ROW, fit, text_width};
use crate::app::backprop::scope_figure::{lit_class, point, role_class, round, unpoint};
use crate::app::backprop::state::{Lit, Scope};
use crate::app::backprop::words;
use crate::backprop::Quantity;

/// Space at both ends of a cell.
const PAD: f64 = 4.0;

/// A number's cell: its left edge, its width, and whether it is a row in a box rather than a line of small text.
#[derive(Clone, Copy)]
pub(super) struct Cell {
    pub(super) left: f64,
    pub(super) width: f64,
    pub(super) row: bool,
}

/// A number whose middle is at this height; without one it is hidden.
pub(super) fn number(scope: Scope, quantity: Quantity, cell: Cell, middle: Signal<Option<f64>>) -> AnyView {
    let role = role_class(&quantity.role());
    let value = Memo::new(move |_| scope.value(quantity));
    let light = Memo::new(move |_| (scope.lit(quantity), scope.pointed.get() == Some(quantity)));
    let class = move || {
        let (lit, pointed) = light.get();
        format!("net-number {role}{}{}", lit_class(lit), if pointed { " pointed" } else { "" })
    };
    let short = short_name(quantity);
    let room = cell.width - 2.5 * PAD - text_width(&short, NAME);
    let text = Memo::new(move |_| value.get().map(round).unwrap_or_default());
    let size = move || format!("{:.1}", text.with(|text| fit(text, room, DIGITS)));
    let exact = move || value.get().map(|value| value.to_string()).unwrap_or_default();
    let title = move || {
        let name = words::quantity(quantity);
        value.get().map_or_else(|| name.clone(), |value| format!("{name} = {value}"))
    };
    let place = move || format!("translate({:.1} {:.1})", cell.left, middle.get().unwrap_or_default());
    let display = move || if middle.get().is_some() { "" } else { "display:none" };
    let tall = if cell.row { ROW } else { LINE };
    let (top, right) = (-tall / 2.0, cell.width - PAD);
    view! {
        <g
            class=class
            style=display
            transform=place
            data-quantity=quantity.name()
            data-value=exact
            on:click=move |_| scope.open(quantity)
            on:pointerenter=move |_| point(scope, quantity)
            on:pointerleave=move |_| unpoint(scope, quantity)
        >
            <title>{title}</title>
            <rect class="net-cell" x="0" y=top width=cell.width height=tall rx="3"></rect>
            <text class="net-name" x=PAD y="4" font-size=NAME>
                {short}
            </text>
            <text class="net-value" x=right y="4" text-anchor="end" font-size=size>
                {move || text.get()}
            </text>
        </g>
    }
    .into_any()
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
    fn names_are_short_and_count_from_one() {
        assert_eq!(short_name(Quantity::Weight { layer: 1, to: 1, from: 0 }), "w₂₁");
        assert_eq!(short_name(Quantity::WeightGradient { layer: 2, to: 0, from: 2 }), "∂w₁₃");
        assert_eq!(short_name(Quantity::NewBias { layer: 1, unit: 5 }), "b⁺₆");
        assert_eq!(short_name(Quantity::Loss), "L");
    }
}
