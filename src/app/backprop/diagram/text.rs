//! How wide texts are in the drawing, near enough: it is laid out before a browser has set any of them.

/// Size of a name's letters.
pub(super) const NAME: f64 = 12.0;
/// Size of a number's digits, where there is room.
pub(super) const DIGITS: f64 = 13.0;

/// About how wide a text is.
pub(super) fn text_width(text: &str, size: f64) -> f64 {
    size * text.chars().map(em).sum::<f64>()
}

/// The size of letters, at most the largest, at which a text fits into a width.
pub(super) fn fit(text: &str, width: f64, largest: f64) -> f64 {
    (width / text_width(text, 1.0).max(0.1)).min(largest)
}

/// Width of a letter, generously, as a share of its size.
fn em(letter: char) -> f64 {
    match letter {
        '.' | ',' | '·' | ' ' => 0.34,
        '₀'..='₉' | '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' | '⁺' | '⁻' => 0.45,
        '−' => 0.8,
        _ => 0.68,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn texts_fit() {
        for text in ["2", "−0.2984", "−3.513·10⁻⁵", "1.235·10¹²"] {
            assert!(text_width(text, fit(text, 46.0, DIGITS)) <= 46.0 + 1e-9, "{text}");
        }
        assert_eq!(fit("2", 46.0, DIGITS), DIGITS);
    }
}
