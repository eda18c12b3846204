//! About how wide a formula is, so that its letters can be as large as its place allows: a browser breaks no formula
//! into lines.

use crate::backprop::{Markup, Quantity};

/// Widths as shares of the letters' size.
const DIGIT: f64 = 0.64;
const NARROW: f64 = 0.34;
const INDEX: f64 = 0.5;
const OPERATOR: f64 = 1.25;
const PARENTHESIS: f64 = 0.45;

/// In letter heights, rather too wide than too narrow.
pub(super) fn ems(markup: &Markup) -> f64 {
    match markup {
        Markup::Row(parts) => parts.iter().map(ems).sum(),
        Markup::Operator(_) => OPERATOR,
        Markup::Text(text) | Markup::Number { text, .. } => text.chars().map(em).sum(),
        Markup::Name { quantity } => name(*quantity),
        Markup::Constant { subscript, .. } => DIGIT + subscript.map_or(0.0, |_| INDEX),
        Markup::Fraction(above, below) => ems(above).max(ems(below)) + NARROW,
        Markup::Power(base, exponent) => ems(base) + INDEX * ems(exponent).max(1.0),
        Markup::Root(inner) => ems(inner) + 1.0,
        Markup::Fenced(inner) => ems(inner) + 2.0 * PARENTHESIS,
    }
}

fn em(letter: char) -> f64 {
    if matches!(letter, '.' | ',' | '·' | ' ') { NARROW } else { DIGIT }
}

/// The indices above and below each other take the width of the longer one.
fn name(quantity: Quantity) -> f64 {
    let parts = quantity.parts();
    let example = parts.example.map_or(0, |example| example.to_string().len() + 1);
    let below = parts.subscript.chars().count() + example;
    let above = parts.layer.map_or(0, |_| 3);
    let base = parts.base.chars().count() as f64 + if parts.is_fraction { DIGIT } else { 0.0 };
    base * 0.8 + INDEX * below.max(above) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backprop::{ExampleName, Record, shipped};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn longer_formulas_are_wider() {
        let Some(bench) = shipped(ExampleName::Article) else { return };
        let record = Record::of(bench);
        let width = |quantity| record.derive(quantity).map_or(0.0, |derivation| ems(&derivation.symbolic()));
        let gradient = width(Quantity::WeightGradient { layer: 1, to: 1, from: 0 });
        let sum = width(Quantity::Z { example: 0, layer: 2, unit: 0 });
        assert!(gradient > 3.0 && sum > 2.0 * gradient, "{gradient} and {sum}");
    }
}
