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

/// At most four significant digits, with a true minus sign; very small and large numbers as `3.51·10⁻⁵`.
pub fn rounded(value: f64) -> String {
    let text = if value.is_nan() {
        "NaN".to_owned()
    } else if value.is_infinite() {
        if value > 0.0 { "∞" } else { "-∞" }.to_owned()
    } else if value == 0.0 {
        "0".to_owned()
    } else if (1e-4..1e6).contains(&value.abs()) {
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
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::rounded;

    #[test]
    fn numbers_are_rounded_to_four_digits() {
        for (value, text) in [
            (0.298_371_108_76, "0.2984"),
            (-0.0, "0"),
            (-4.0, "−4"),
            (86.592_8, "86.59"),
            (3.510_2e-5, "3.51·10⁻⁵"),
            (-1e-7, "−1·10⁻⁷"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "−∞"),
        ] {
            assert_eq!(rounded(value), text);
        }
    }
}
