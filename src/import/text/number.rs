//! Numbers as people write them: 1234.5, 1,234.5, 1.234,5, 1 234,5, 1'234.5, 12 %, 1e-5.
//!
//! Nearly all cells are short plain decimals, so they go first: up to 15 digits fit exactly into an `f64`, and so does
//! the power of ten, so one division gives the nearest number. Longer ones and exponents go through `fast-float2`, which
//! always gives the nearest; only what is left is taken apart character by character.

/// 10⁰ to 10¹⁵, all exact.
const POWERS: [f64; 16] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// A number, or nothing when the text is none or when it is too large for an `f64`.
///
/// Thousands may be separated, in proper groups of three, by the mark that is not the decimal mark, by spaces or by
/// apostrophes. A percent sign is passed over: 12 % is 12.
pub fn parse_number(text: &str, decimal_comma: bool) -> Option<f64> {
    let text = text.trim();
    parse_plain(text.as_bytes(), decimal_comma).or_else(|| parse_dressed(text, decimal_comma))
}

/// A number without separators and signs around it, from trimmed bytes.
#[inline]
pub(super) fn parse_plain(bytes: &[u8], decimal_comma: bool) -> Option<f64> {
    let mark = if decimal_comma { b',' } else { b'.' };
    parse_short(bytes, mark).or_else(|| parse_long(bytes, mark))
}

#[inline]
fn parse_short(bytes: &[u8], mark: u8) -> Option<f64> {
    let (negative, digits) = match bytes {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        digits => (false, digits),
    };
    if digits.len() > 16 {
        return None;
    }
    let mut value = 0_u64;
    let mut count = 0;
    let mut before_mark = None;
    for &byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            value = value * 10 + u64::from(digit);
            count += 1;
        } else if byte == mark && before_mark.is_none() {
            before_mark = Some(count);
        } else {
            return None;
        }
    }
    if count == 0 || count > 15 {
        return None;
    }
    let places: usize = count - before_mark.unwrap_or(count);
    let number = value as f64 / POWERS[places];
    Some(if negative { -number } else { number })
}

fn parse_long(bytes: &[u8], mark: u8) -> Option<f64> {
    let unsigned = match bytes {
        [b'-' | b'+', rest @ ..] => rest,
        rest => rest,
    };
    // “inf” and “nan” are numbers for the parser, but not for us.
    if !unsigned.first().is_some_and(|&first| first.is_ascii_digit() || first == mark) {
        return None;
    }
    if mark == b'.' {
        return parse_float(bytes);
    }
    let mut copy = [0_u8; 64];
    let copy = copy.get_mut(..bytes.len())?;
    for (to, &from) in copy.iter_mut().zip(bytes) {
        *to = match from {
            b'.' => return None,
            b',' => b'.',
            other => other,
        };
    }
    parse_float(copy)
}

fn parse_float(bytes: &[u8]) -> Option<f64> {
    fast_float2::parse::<f64, _>(bytes).ok().filter(|number| number.is_finite())
}

/// A number with separators between thousands, a percent sign, or a typographic minus.
fn parse_dressed(text: &str, decimal_comma: bool) -> Option<f64> {
    let (decimal, separator) = if decimal_comma { (',', '.') } else { ('.', ',') };
    let text = text.strip_suffix('%').or_else(|| text.strip_suffix('％')).map_or(text, str::trim_end);
    let mut plain = String::with_capacity(text.len());
    let unsigned = if let Some(rest) = text.strip_prefix('-').or_else(|| text.strip_prefix('−')) {
        plain.push('-');
        rest
    } else {
        text.strip_prefix('+').unwrap_or(text)
    };
    let (whole, rest) = unsigned.split_at(unsigned.find([decimal, 'e', 'E']).unwrap_or(unsigned.len()));
    push_without_separators(whole, separator, &mut plain)?;
    if let Some(fraction) = rest.strip_prefix(decimal) {
        plain.push('.');
        plain.push_str(fraction);
    } else {
        plain.push_str(rest);
    }
    parse_long(plain.as_bytes(), b'.')
}

fn push_without_separators(whole: &str, separator: char, plain: &mut String) -> Option<()> {
    let Some(used) = whole.chars().find(|character| !character.is_ascii_digit()) else {
        plain.push_str(whole);
        return Some(());
    };
    // Space, no-break space, narrow no-break space, thin space, apostrophes.
    if used != separator && !matches!(used, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’') {
        return None;
    }
    for (index, group) in whole.split(used).enumerate() {
        let fits =
            if index == 0 { (1..=3).contains(&group.len()) && !group.starts_with('0') } else { group.len() == 3 };
        if !fits || !group.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        plain.push_str(group);
    }
    Some(())
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_as_people_write_them() {
        let cases = [
            ("12", 12.0),
            ("-3.5", -3.5),
            ("+4", 4.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("1e-5", 1e-5),
            ("-1.5E3", -1500.0),
            ("007", 7.0),
            ("1,234.5", 1234.5),
            ("1,234,567", 1_234_567.0),
            ("1 234.5", 1234.5),
            ("1'234.5", 1234.5),
            ("1\u{202f}234", 1234.0),
            ("12%", 12.0),
            ("12.5 %", 12.5),
            ("12％", 12.0),
            ("−7", -7.0),
            (" 8 ", 8.0),
            ("123456789012345678", 123_456_789_012_345_678.0),
            ("0.1234567890123456789", 0.123_456_789_012_345_68),
            ("1,234%", 1234.0),
            ("9007199254740993", 9_007_199_254_740_992.0),
        ];
        for (text, number) in cases {
            assert_eq!(parse_number(text, false), Some(number), "{text}");
        }
        let cases = [
            ("1,5", 1.5),
            ("-0,25", -0.25),
            ("1.234,5", 1234.5),
            ("1.234", 1234.0),
            ("1 234,5", 1234.5),
            ("1,234", 1.234),
            ("1,5e3", 1500.0),
            ("12,5 %", 12.5),
            (",5", 0.5),
            ("1.234.567", 1_234_567.0),
            ("0,1234567890123456789", 0.123_456_789_012_345_68),
        ];
        for (text, number) in cases {
            assert_eq!(parse_number(text, true), Some(number), "{text}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in [
            "",
            " ",
            "-",
            "+",
            ".",
            "-.",
            "e5",
            "5e",
            "1e999",
            "inf",
            "-Infinity",
            "nan",
            "abc",
            "12a",
            "1 2",
            "1,5",
            "12,34",
            "1,2345",
            "0,123",
            "1..2",
            "1.2.3",
            "$5",
            "5 €",
            "--5",
            "+-5",
            "0x10",
            "1,234,5",
            "%",
            "１２",
            "... < 0 DM",
            "2020-01-05",
        ] {
            assert_eq!(parse_number(text, false), None, "{text}");
        }
        for text in ["1.5", "0.123", "1,2,3", "1.2345", "1,234.5", ",", "12.34", "1e400"] {
            assert_eq!(parse_number(text, true), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_number_is_read_as_it_was_written(number in any::<f64>().prop_filter("finite", |number| number.is_finite())) {
            let text = format!("{number}");
            prop_assert_eq!(parse_number(&text, false), Some(number));
            prop_assert_eq!(parse_number(&text.replace('.', ","), true), Some(number));
            let short = format!("{number:e}");
            prop_assert_eq!(parse_number(&short, false), Some(number));
        }

        #[test]
        fn short_decimals_too(whole in -1_000_000_i64..1_000_000, places in 0_usize..9, fraction in 0.0..1.0_f64) {
            let text = format!("{:.places$}", whole as f64 + fraction);
            let number: f64 = text.parse().unwrap();
            prop_assert_eq!(parse_number(&text, false), Some(number));
            prop_assert_eq!(parse_number(&text.replace('.', ","), true), Some(number));
        }

        #[test]
        fn no_text_makes_it_panic(text in any::<String>(), decimal_comma in any::<bool>()) {
            let _ = parse_number(&text, decimal_comma);
        }
    }
}
