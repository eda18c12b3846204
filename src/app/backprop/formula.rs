//! Typesets the engine's markup as MathML: the browser sets it, and each symbol stays an element that can be pointed at.

use leptos::math::{math, mfrac, mi, mn, mo, mrow, msqrt, msub, msubsup, msup, mtext};
use leptos::prelude::*;

use super::scope_figure::{point, role_class, unpoint};
use super::state::Scope;
use super::words;
use crate::backprop::{Markup, Quantity};

/// A formula on a line of its own.
#[component]
pub fn Formula(
    /// What is to be set.
    #[prop(into)]
    markup: Signal<Markup>,
) -> impl IntoView {
    move || markup.with(formula)
}

/// A formula on a line of its own, as it is now.
pub fn formula(markup: &Markup) -> AnyView {
    math().attr("display", "block").attr("alttext", spoken(markup)).child(piece(markup)).into_any()
}

/// The symbol of a quantity, for a place that is itself a link to it; read aloud in words.
pub fn symbol(quantity: Quantity) -> AnyView {
    let letters = math().attr("class", role_class(&quantity.role())).child(name(quantity));
    view! {
        <span aria-hidden="true">{letters}</span>
        <span class="visually-hidden">{move || words::quantity(quantity)}</span>
    }
    .into_any()
}

/// The formula as plain text.
pub fn spoken(markup: &Markup) -> String {
    match markup {
        Markup::Row(parts) => parts.iter().map(spoken).collect::<Vec<_>>().join(" "),
        Markup::Operator(operator) => (*operator).to_owned(),
        Markup::Text(text) | Markup::Number { text, .. } => text.clone(),
        Markup::Name { quantity } => quantity.name(),
        Markup::Constant { symbol, subscript } => format!("{symbol}{}", subscript.unwrap_or_default()),
        Markup::Fraction(above, below) => format!("({}) / ({})", spoken(above), spoken(below)),
        Markup::Power(base, exponent) => format!("{} ^ ({})", spoken(base), spoken(exponent)),
        Markup::Root(inner) => format!("√({})", spoken(inner)),
        Markup::Fenced(inner) => format!("({})", spoken(inner)),
    }
}

fn piece(markup: &Markup) -> AnyView {
    match markup {
        Markup::Row(parts) => mrow().child(parts.iter().map(piece).collect::<Vec<_>>()).into_any(),
        Markup::Operator(operator) => mo().child(*operator).into_any(),
        Markup::Text(text) => mtext().child(text.clone()).into_any(),
        Markup::Name { quantity } => linked(*quantity, name(*quantity)),
        Markup::Number { text, value, quantity } => {
            let number = mn().attr("title", value.to_string()).child(text.clone()).into_any();
            match quantity {
                Some(quantity) => linked(*quantity, number),
                None => number,
            }
        }
        Markup::Constant { symbol, subscript: None } => mi().child(*symbol).into_any(),
        Markup::Constant { symbol, subscript: Some(index) } => {
            msub().child((mi().child(*symbol), mtext().child(*index))).into_any()
        }
        Markup::Fraction(above, below) => mfrac().child((piece(above), piece(below))).into_any(),
        Markup::Power(base, exponent) => msup().child((piece(base), piece(exponent))).into_any(),
        Markup::Root(inner) => msqrt().child(piece(inner)).into_any(),
        Markup::Fenced(inner) => mrow().child((mo().child("("), piece(inner), mo().child(")"))).into_any(),
    }
}

/// `z` with its layer in parentheses above and its units below.
fn name(quantity: Quantity) -> AnyView {
    let parts = quantity.parts();
    let subscript = match parts.example {
        Some(example) if parts.subscript.is_empty() => format!("({example})"),
        Some(example) => format!("{}; {example}", parts.subscript),
        None => parts.subscript,
    };
    let layer = parts.layer.map(|layer| format!("({layer})"));
    let base = mi().child(parts.base);
    let symbol = match (layer, subscript.is_empty()) {
        (Some(layer), _) => msubsup().child((base, mtext().child(subscript), mtext().child(layer))).into_any(),
        (None, false) => msub().child((base, mtext().child(subscript))).into_any(),
        (None, true) => base.into_any(),
    };
    if parts.is_fraction {
        mfrac().child((mi().child("∂L"), mrow().child((mi().child("∂"), symbol)))).into_any()
    } else {
        symbol
    }
}

/// In the colour of what it is; pointing at it lights it everywhere, a click leads to where it comes from.
fn linked(quantity: Quantity, inner: AnyView) -> AnyView {
    let scope = Scope::get();
    let role = role_class(&quantity.role());
    let exact = Memo::new(move |_| scope.value(quantity).map(|value| value.to_string()).unwrap_or_default());
    mrow()
        .attr("data-quantity", quantity.name())
        .attr("data-value", move || exact.get())
        .attr("title", move || exact.get())
        .attr("class", move || {
            let pointed = scope.pointed.get() == Some(quantity);
            format!("{role}{}", if pointed { " pointed" } else { "" })
        })
        .on(leptos::ev::pointerenter, move |_| point(scope, quantity))
        .on(leptos::ev::pointerleave, move |_| unpoint(scope, quantity))
        .on(leptos::ev::click, move |_| scope.open(quantity))
        .child(inner)
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backprop::{ExampleName, Record, shipped};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_formula_can_be_spoken() {
        let Some(bench) = shipped(ExampleName::Article) else { return };
        let derivation = Record::of(bench).derive(Quantity::WeightGradient { layer: 1, to: 1, from: 0 });
        let said = derivation.map(|derivation| spoken(&derivation.symbolic()));
        assert_eq!(said.as_deref(), Some("dL/dW[1][1][0] = delta[1][1] · x[0]"));
    }
}
