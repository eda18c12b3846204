//! A number of the microscope: rounded for the eye, exact for whoever asks, and a way to where it comes from.

use leptos::prelude::*;

use super::state::{Lit, Scope};
use crate::app::format;
use crate::backprop::{Quantity, Role};

/// A number that leads to its derivation.
#[component]
pub fn ScopeFigure(
    /// Which number.
    quantity: Quantity,
    /// It only shows, and leads nowhere.
    #[prop(optional)]
    plain: bool,
) -> impl IntoView {
    let scope = Scope::get();
    let name = quantity.name();
    let role = role_class(&quantity.role());
    let value = Memo::new(move |_| scope.value(quantity));
    let light = Memo::new(move |_| (scope.lit(quantity), scope.pointed.get() == Some(quantity)));
    let class = move || {
        let (lit, pointed) = light.get();
        let pointed = if pointed { " pointed" } else { "" };
        format!("figure scope-figure {role}{}{pointed}", lit_class(lit))
    };
    let exact = move || value.get().map(|value| value.to_string()).unwrap_or_default();
    let rounded = move || value.get().map_or_else(|| "—".to_owned(), round);
    if plain {
        return view! {
            <span class=class data-figure=name data-value=exact title=exact>
                {rounded}
            </span>
        }
        .into_any();
    }
    let spoken = name.clone();
    let unknown = Memo::new(move |_| value.with(Option::is_none));
    view! {
        <button
            type="button"
            class=class
            data-figure=name
            data-value=exact
            title=exact
            aria-label=move || format!("{spoken} {}", rounded())
            disabled=move || unknown.get()
            on:click=move |_| scope.open(quantity)
            on:pointerenter=move |_| point(scope, quantity)
            on:pointerleave=move |_| unpoint(scope, quantity)
            on:focus=move |_| point(scope, quantity)
            on:blur=move |_| unpoint(scope, quantity)
        >
            {rounded}
        </button>
    }
    .into_any()
}

/// A quantity is under the pointer or has the focus.
pub fn point(scope: Scope, quantity: Quantity) {
    scope.pointed.set(Some(quantity));
}

/// It no longer is.
pub fn unpoint(scope: Scope, quantity: Quantity) {
    if scope.pointed.get_untracked() == Some(quantity) {
        scope.pointed.set(None);
    }
}

/// The class that gives a number its colour.
pub fn role_class(role: &Role) -> &'static str {
    match role {
        Role::Forward => "role-forward",
        Role::Gradient => "role-gradient",
        Role::Parameter => "role-parameter",
    }
}

/// The class that lights it, with a space before it.
pub fn lit_class(lit: Lit) -> &'static str {
    match lit {
        Lit::Target => " lit-target",
        Lit::Source => " lit-source",
        Lit::Dark => "",
    }
}

/// At most four significant digits, with a true minus sign.
pub fn round(value: f64) -> String {
    let size = value.abs();
    let text = if !value.is_finite() {
        return format::scientific(value);
    } else if size == 0.0 {
        return "0".to_owned();
    } else if (1e-4..1e6).contains(&size) {
        // Through the exponent form, as only that counts significant digits.
        format!("{value:.3e}").parse::<f64>().unwrap_or(value).to_string()
    } else {
        power_of_ten(value)
    };
    text.replacen('-', "−", 1)
}

/// `3.51·10⁻⁵`
fn power_of_ten(value: f64) -> String {
    let text = format!("{value:.3e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let mantissa = mantissa.trim_end_matches('0').trim_end_matches('.');
    let raised: String = exponent.chars().map(superscript).collect();
    format!("{mantissa}·10{raised}")
}

fn superscript(digit: char) -> char {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let place = digit.to_digit(10).and_then(|digit| RAISED.get(digit as usize));
    place.copied().unwrap_or('⁻')
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn numbers_are_rounded_to_four_digits() {
        assert_eq!(round(0.298_371_108_76), "0.2984");
        assert_eq!(round(-0.0), "0");
        assert_eq!(round(-4.0), "−4");
        assert_eq!(round(86.592_8), "86.59");
        assert_eq!(round(3.510_2e-5), "3.51·10⁻⁵");
        assert_eq!(round(1e-7), "1·10⁻⁷");
        assert_eq!(round(f64::NAN), "NaN");
    }
}
