//! Numbers as people read them: rounded, grouped, with units. The exact value stands in an attribute beside it.

use crate::tr;

/// A thin space at which no line breaks.
const THIN: char = '\u{202f}';

/// A whole number, its digits in groups of three: `203 530`.
pub fn count(value: u64) -> String {
    let digits = value.to_string();
    let mut grouped = String::with_capacity(2 * digits.len());
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(THIN);
        }
        grouped.push(digit);
    }
    grouped
}

/// A whole number that is kept as `f64`.
pub fn whole(value: f64) -> String {
    if value.is_finite() { count(value.max(0.0).round() as u64) } else { not_finite(value) }
}

/// About three digits: `0.42`, `12.4`, `152 000`, `−0.94`.
pub fn amount(value: f64) -> String {
    let size = value.abs();
    if !value.is_finite() {
        not_finite(value)
    } else if value <= -0.005 {
        format!("−{}", amount(size))
    } else if size >= 10_000.0 {
        // The last digits of a speed change all the time and say nothing.
        whole((value / 100.0).round() * 100.0)
    } else if size >= 100.0 {
        whole(value)
    } else if size >= 10.0 {
        format!("{size:.1}")
    } else {
        format!("{size:.2}")
    }
}

/// A value of somebody's data: about four digits, more of them before the decimal point. What has been standardised in
/// single precision and back again is as whole as it was.
pub fn value(value: f64) -> String {
    let size = value.abs();
    let sign = if value < 0.0 { "−" } else { "" };
    if !value.is_finite() || size >= 1e12 || (size > 0.0 && size < 1e-4) {
        scientific(value)
    } else if size >= 10_000.0 || (size - size.round()).abs() <= 1e-6 * size {
        format!("{sign}{}", whole(size))
    } else {
        let digits = (3.0 - size.log10().floor()).clamp(0.0, 7.0) as usize;
        format!("{sign}{size:.digits$}")
    }
}

/// A loss: three decimals, more when it is small.
pub fn loss(value: f64) -> String {
    let size = value.abs();
    if !value.is_finite() {
        not_finite(value)
    } else if size >= 1e4 || (size > 0.0 && size < 1e-4) {
        scientific(value)
    } else if size >= 100.0 {
        format!("{value:.1}")
    } else if size >= 0.01 || size == 0.0 {
        format!("{value:.3}")
    } else {
        format!("{value:.4}")
    }
}

/// A share as a percentage with one decimal: `97.4 %`.
pub fn percent(share: f64) -> String {
    if share.is_finite() { format!("{:.1}{THIN}%", 100.0 * share) } else { not_finite(share) }
}

/// A share as a whole percentage: `37 %`.
pub fn whole_percent(share: f64) -> String {
    format!("{:.0}{THIN}%", (100.0 * share).clamp(0.0, 100.0).floor())
}

/// A small number as a power of ten: `3.1 × 10⁻⁷`.
pub fn scientific(value: f64) -> String {
    if !value.is_finite() {
        return not_finite(value);
    }
    let text = format!("{value:.1e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let raised: String = exponent.chars().map(superscript).collect();
    format!("{mantissa}{THIN}×{THIN}10{raised}")
}

/// A learning rate: at most three significant digits.
pub fn rate(value: f64) -> String {
    if value.is_finite() && value != 0.0 && value.abs() < 1e-5 {
        scientific(value)
    } else {
        significant(value).to_string()
    }
}

/// The value with three significant digits.
pub fn significant(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}

/// A time span: `3 s`, `2 min 10 s`, `1 h 5 min`.
pub fn duration(seconds: f64) -> String {
    if !seconds.is_finite() {
        return "—".to_owned();
    }
    let whole = seconds.max(0.0).ceil() as u64;
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60);
    if hours > 0 {
        tr!("common.hours", hours = hours, minutes = minutes)
    } else if minutes > 0 {
        tr!("common.minutes", minutes = minutes, seconds = rest)
    } else {
        tr!("common.seconds", seconds = rest)
    }
}

/// A short time span with one decimal: `4.7 s`.
pub fn seconds(seconds: f64) -> String {
    tr!("common.seconds", seconds = format!("{seconds:.1}"))
}

/// A size: `9.4 MB`.
pub fn bytes(value: f64) -> String {
    let (scaled, unit) = if value >= 1e6 {
        (value / 1e6, "MB")
    } else if value >= 1e3 {
        (value / 1e3, "kB")
    } else {
        return format!("{value:.0}{THIN}B");
    };
    format!("{scaled:.1}{THIN}{unit}")
}

/// A single-precision number as a double that prints the same digits.
pub fn exact(value: f32) -> f64 {
    value.to_string().parse().unwrap_or_else(|_| f64::from(value))
}

fn not_finite(value: f64) -> String {
    if value.is_nan() {
        "NaN".to_owned()
    } else if value > 0.0 {
        "∞".to_owned()
    } else {
        "−∞".to_owned()
    }
}

fn superscript(digit: char) -> char {
    match digit {
        '-' => '⁻',
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn digits_stand_in_groups_of_three() {
        assert_eq!(count(0), "0");
        assert_eq!(count(938), "938");
        assert_eq!(count(203_530), "203\u{202f}530");
        assert_eq!(count(1_000_000), "1\u{202f}000\u{202f}000");
    }

    #[wasm_bindgen_test]
    fn values_of_data_keep_about_four_digits() {
        for (number, text) in [
            (0.0, "0"),
            (17.99, "17.99"),
            (0.118_4, "0.1184"),
            (-3.251_49, "−3.251"),
            (67.000_001, "67"),
            (0.006_399, "0.006399"),
        ] {
            assert_eq!(value(number), text);
        }
        assert_eq!(value(-12_345.6), "−12\u{202f}346");
        assert_eq!(value(123_456.0), "123\u{202f}456");
    }

    #[wasm_bindgen_test]
    fn figures_are_rounded_for_the_eye() {
        assert_eq!(amount(0.423), "0.42");
        assert_eq!(amount(152_031.7), "152\u{202f}000");
        assert_eq!([-0.001, -0.94, -31.26, -250.4].map(amount), ["0.00", "−0.94", "−31.3", "−250"]);
        assert_eq!(amount(-152_031.7), "−152\u{202f}000");
        assert_eq!(loss(0.061_23), "0.061");
        assert_eq!(loss(f64::NAN), "NaN");
        assert_eq!(percent(0.974), "97.4\u{202f}%");
        assert_eq!(scientific(3.1e-7), "3.1\u{202f}×\u{202f}10⁻⁷");
        assert_eq!(significant(0.7 / 10.0), 0.07);
        assert_eq!(bytes(814_120.0), "814.1\u{202f}kB");
    }

    #[wasm_bindgen_test]
    fn single_precision_keeps_its_digits() {
        assert_eq!(exact(0.3), 0.3);
        assert!(exact(f32::NAN).is_nan());
    }
}
