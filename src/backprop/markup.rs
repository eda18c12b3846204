//! What is to be typeset, still without a browser.

use super::Quantity;

/// A piece of a formula.
#[derive(Clone, Debug, PartialEq)]
pub enum Markup {
    /// One after the other.
    Row(Vec<Markup>),
    /// `+`, `·`, `=`.
    Operator(&'static str),
    /// A function's name or a word.
    Text(String),
    /// The symbol of a quantity, see [`Quantity::parts`].
    Name {
        /// Which.
        quantity: Quantity,
    },
    /// A number.
    Number {
        /// Rounded for the eye.
        text: String,
        /// In full.
        value: f64,
        /// What it is the value of.
        quantity: Option<Quantity>,
    },
    /// η, β₁, ε.
    Constant {
        /// The letter.
        symbol: &'static str,
        /// Its index.
        subscript: Option<&'static str>,
    },
    /// Above, below.
    Fraction(Box<Markup>, Box<Markup>),
    /// Base, exponent.
    Power(Box<Markup>, Box<Markup>),
    /// Square root.
    Root(Box<Markup>),
    /// In parentheses.
    Fenced(Box<Markup>),
}

/// At most four significant digits, with a true minus sign.
pub fn rounded(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    if !value.is_finite() {
        return if value.is_nan() {
            "NaN"
        } else if value > 0.0 {
            "∞"
        } else {
            "−∞"
        }
        .to_owned();
    }
    let short: f64 = format!("{value:.3e}").parse().unwrap_or(value);
    let text = if (1e-4..1e6).contains(&short.abs()) { short.to_string() } else { format!("{short:e}") };
    text.replace('-', "−")
}
